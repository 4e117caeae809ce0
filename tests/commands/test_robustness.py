"""`secon robustness` as users meet it: the screen, the formats, the options, and what ends with which code."""

import contextlib
import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Secon, in_process
from tests.small_project import PRACTICES, RANKS, RUBRIC, Ended, head, write_project

_ROOT = Path(__file__).parents[2]
"""The real collection: the small project's ranking is too clear to change."""
_FAST = ("--draws", "400")
_TABLES = ("practices", "criteria", "neighbours", "pairs", "variants", "correlations")


def _run(*arguments: str, cwd: Path, **variables: str) -> Ended:
    with contextlib.chdir(cwd):
        return in_process(*arguments, **variables)


def _json(secon: Secon, *arguments: str) -> dict[str, Any]:
    ended = secon("robustness", *_FAST, "--format", "json", *arguments)
    assert (ended.code, ended.err) == (0, "")
    result: dict[str, Any] = json.loads(ended.out)
    return result


def test_the_screen_says_who_leads_and_what_is_open(secon: Secon) -> None:
    ended = secon("robustness", *_FAST, COLUMNS="80")
    assert (ended.code, ended.err) == (0, "")
    assert "safely 1 Repair café of the old town" in ended.out
    # Two share rank 2, so their names are next to it.
    out = " ".join(ended.out.split())
    orchard, kitchen = "2 Orchard of the monastery", "2 Kuchnia społeczna w…"
    assert f"First 3 safely 1, {orchard} and {kitchen}" in out
    assert f"{orchard} ≈ {kitchen}" in out
    # The library may or may not have been in place for two years, the choir has not; the ends of two are vague.
    assert f"{orchard} (2–3), {kitchen} (2–3), 4 (4–5), 5 (4–5)" in out


def test_long_collections_show_the_first_and_say_how_many_more(secon: Secon, project: Path) -> None:
    for number in range(50):
        text = head(f"zz-{number:02}", f"Practice number {number}")
        project.joinpath(f"data/practices/zz-{number:02}.yaml").write_text(text, encoding="utf-8")
    brief, full = secon("robustness", *_FAST).out, secon("robustness", *_FAST, "--full").out
    assert len(brief.splitlines()) < 30
    assert "and 51 more" in brief
    assert "Practice number 49" in full


def test_another_seed_draws_other_weights(document: dict[str, Any]) -> None:
    other = _run("robustness", *_FAST, "--format", "json", "--seed", "2", cwd=_ROOT).json
    drawn = [[one["weights"]["expected_rank"] for one in study["practices"]] for study in (document, other)]
    assert drawn[0] != drawn[1]


def test_the_json_keeps_its_schema_and_the_ranks_of_score(secon: Secon) -> None:
    document = _json(secon)
    assert document["schema"] == "secon.robustness/1"
    assert len(document["practices"]) == len(document["neighbours"]) + 1 == 5
    assert [(one["id"], one["rank"]) for one in document["practices"]] == RANKS
    for one in document["practices"]:
        assert sum(one["weights"]["acceptability"].values()) == pytest.approx(1, abs=1e-5)
    library = document["practices"][3]
    assert library["weights"]["interval"] == [4, 4]
    assert library["weights_and_unknowns"]["interval"][1] == 5, "drawn days may fail the gate"


def _ranks(weights: tuple[str, ...] = ()) -> dict[str, int]:
    ended = _run("score", "--format", "json", *weights, cwd=_ROOT)
    return {one["id"]: one["rank"] for one in json.loads(ended.out)["practices"]}


@pytest.mark.parametrize(
    ("scope", "end"), [("first_holds", "high"), ("top_holds", "high"), ("order_holds", "low"), ("order_holds", "high")]
)
def test_the_weight_at_which_a_rank_changes_does_so_in_score(document: dict[str, Any], scope: str, end: str) -> None:
    """An end of an interval, given to `score` as a weight: overtaking happens just outside, and not just inside."""
    what = {"low": "below", "high": "above"}[end]
    found = next(one for one in document["criteria"] if one[scope][what] is not None)
    weights = {name: one["weight"] for name, one in document["rubric"]["content"]["criteria"].items()}
    others = sum(weights.values()) - weights[found["id"]]
    inside, outside = (
        _ranks(("--weight", f"{found['id']}={others * share / (1 - share):.6f}"))
        for share in (found[scope][end] + nudge * (1 if end == "low" else -1) for nudge in (1e-5, -1e-5))
    )
    named = found[scope][what]
    assert inside[named["overtaken"]] < inside[named["by"]]
    assert outside[named["overtaken"]] > outside[named["by"]]
    if scope == "order_holds":
        assert inside == _ranks()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The study of the real collection."""
    result: dict[str, Any] = _run("robustness", *_FAST, "--format", "json", cwd=_ROOT).json
    return result


def test_options_say_what_was_asked_for(secon: Secon) -> None:
    document = _json(secon, "--free", "--order", "effectiveness, relevance", "--top", "2", "--weight", "timescale=5")
    assert document["trial"]["concentration"] is None
    assert document["trial"]["order"] == ["effectiveness", "relevance"]
    assert document["top"] == 2
    assert document["options"] == {
        "top": 2, "free": True, "order": "effectiveness,relevance", "draws": 400, "weight": {"timescale": 5.0}
    }  # fmt: skip


@pytest.mark.parametrize("table", _TABLES)
def test_each_csv_is_a_table_with_its_source(secon: Secon, table: str) -> None:
    ended = secon("robustness", *_FAST, "--format", "csv", "--table", table)
    lines = list(csv.DictReader(ended.out.splitlines()))
    assert lines or table == "correlations"
    assert all(None not in line and line["seed"] == "1" and line["as_of"] == "2024-01-31" for line in lines)
    many = {"practices": 5, "criteria": 3, "neighbours": 4, "pairs": 20}
    assert len(lines) == many.get(table, len(lines))


def test_pairs_beyond_200_come_on_request(tmp_path: Path) -> None:
    many = {f"p-{number:03}": head(f"p-{number:03}", f"Practice {number}") for number in range(201)}
    root = write_project(tmp_path / "many", many)
    arguments = ("robustness", "--draws", "100", "--format", "json")
    assert _run(*arguments, cwd=root).json["winning"] is None
    assert len(_run(*arguments, "--pairwise", cwd=root).json["winning"]) == 201
    ended = _run("robustness", "--draws", "1000000", cwd=root)
    assert (ended.code, ended.out) == (2, "")
    assert "1,000,000 draws are too many for 201 practices" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--concentration", "0"), "expected a number from 1"),
        (("--concentration", "nan"), "expected a number from 1"),
        (("--order", "relevence,timescale"), "did you mean `relevance`?"),
        (("--order", "relevance"), "two criteria or more"),
        (("--order", "relevance,relevance"), "given twice"),
        (("--order", "relevance,timescale", "--weight", "timescale=0"), "`timescale` has no weight"),
        (("--order", "timescale,effectiveness", "--concentration", "100000"), "--free or a lower --concentration"),
        (("--free", "--concentration", "20"), "exclude each other"),
        (("--format", "xml"), "table, json, csv, markdown"),
        (("--table", "practice"), "expected practices"),
    ],
)
def test_wrong_usage_is_told_in_one_line(secon: Secon, arguments: tuple[str, ...], said: str) -> None:
    ended = secon("robustness", *_FAST, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_one_practice_is_no_ranking(tmp_path: Path) -> None:
    root = write_project(tmp_path / "one", {"lv-choir": PRACTICES["lv-choir"]})
    ended = _run("robustness", cwd=root)
    assert (ended.code, ended.out) == (3, "")
    assert "at least two practices" in ended.err


def test_files_with_errors_are_left_out_and_named(secon: Secon, project: Path) -> None:
    project.joinpath("data/practices/xx-broken.yaml").write_text("title: [\n", encoding="utf-8")
    ended = secon("robustness", *_FAST)
    assert ended.code == 1
    assert "xx-broken.yaml" in ended.err
    assert "Repair café" in ended.out


@pytest.mark.parametrize(
    "rubric", [RUBRIC, RUBRIC.replace("weight: 20", "weight: 0"), RUBRIC.replace("weight: 30", "weight: 0", 1)]
)
@pytest.mark.parametrize("practices", [dict.fromkeys(["a", "b"]), dict.fromkeys(["a", "b", "c"])])
def test_equal_practices_and_idle_criteria_are_no_trouble(
    tmp_path: Path, rubric: str, practices: dict[str, None]
) -> None:
    root = write_project(tmp_path / "equal", {id: head(id, f"Practice {id}") for id in practices}, rubric)
    ended = _run("robustness", "--draws", "100", "--full", cwd=root)
    assert (ended.code, ended.err) == (0, "")
    assert "always level" in ended.out


def test_the_shipped_ranking_has_one_rank_that_can_be_named(document: dict[str, Any]) -> None:
    """The line above rank 17 holds under most weights, and always where dates are drawn: its gate is rarely met."""
    found = document["conclusions"]
    groups = [(group["first"], group["last"]) for group in found["groups"]]
    assert (groups[0], groups[1][0], groups[-1], groups[-2][1]) == ((1, 1), 2, (18, 18), 17)
    assert found["nameable"] == 1
    by_rank = {pair["ahead"]: pair for pair in document["neighbours"]}
    line = by_rank[document["practices"][15]["id"]]
    assert line["with_unknowns"]["line_holds"] > 0.99
    assert line["line_holds"] < 0.9
    (open_gate,) = (practice for practice in document["practices"] if 0 < practice["fails_gate"] < 1)
    assert open_gate["fails_gate"] == pytest.approx(929 / 930, abs=1e-6)


def test_shares_to_try_can_be_pasted_into_score(document: dict[str, Any]) -> None:
    swaps = [pair for pair in document["neighbours"] if pair["coin_toss"]]
    assert len(swaps) == 5
    for pair in swaps:
        shares = [f"--weight={name}={100 * share:.4g}%" for name, share in pair["swap"]["beyond"].items()]
        ranks = _ranks(tuple(shares))
        assert ranks[pair["ahead"]] > ranks[pair["behind"]], shares
    nearest = document["conclusions"]["top_changes"]
    ranks = _ranks((f"--weight={nearest['criterion']}={100 * nearest['beyond']:.4g}%",))
    assert ranks[nearest["overtaken"]] > ranks[nearest["by"]]


def test_the_gap_of_neighbours_is_that_of_the_totals_as_printed(document: dict[str, Any]) -> None:
    totals = {row["id"]: row["total"] for row in document["practices"]}
    full = " ".join(_run("robustness", "--full", *_FAST, cwd=_ROOT).out.split())
    apart = re.findall(r": ((?:less than )?[0-9.]+) points apart", full)
    gaps = [
        round(round(totals[pair["ahead"]], 1) - round(totals[pair["behind"]], 1), 1)
        for pair in document["neighbours"]
        if not pair["by_gate"]
    ]
    assert apart == [f"{gap:.1f}" if gap else "less than 0.1" for gap in gaps]


def test_a_gap_that_is_printed_as_nothing_is_less_than_a_tenth(secon: Secon, project: Path) -> None:
    # One day more: 50 × 1/366 / 8 of 20 % of the total, so 36.7534 and 36.75 are both printed as 36.8.
    orchard = project / "data" / "practices" / "gr-orchard.yaml"
    orchard.write_text(PRACTICES["gr-orchard"].replace("2022-02-01", "2022-01-31"), encoding="utf-8")
    totals = {row["id"]: row["total"] for row in _json(secon)["practices"]}
    assert totals["gr-orchard"] - totals["pl-kitchen"] == pytest.approx(0.2 * 50 / 8 / 366, abs=1e-6)
    full = " ".join(secon("robustness", *_FAST, "--full", COLUMNS="300").out.split())
    (apart,) = re.findall(r"2 Orchard[^|:]*\| 3 Kuchnia[^:]*: ([^,:]*), ahead in", full)
    assert apart == "less than 0.1 points apart"


def test_the_conclusion_fits_a_small_terminal() -> None:
    lines = _run("robustness", "--quiet", *_FAST, cwd=_ROOT, COLUMNS="80").out.splitlines()
    assert len(lines) < 24
    assert "–17" in lines[0]


def test_markdown_says_what_the_screen_says(secon: Secon) -> None:
    """Every word with letters or figures of the screen is in Markdown too, since one page makes both."""
    markdown = secon("robustness", *_FAST, "--full", "--format", "markdown")
    assert (markdown.code, markdown.err) == (0, "")
    screen = secon("robustness", *_FAST, "--full", COLUMNS="300").out
    plain = markdown.out.replace("\\", "")
    assert [word for word in set(re.findall(r"\w+", screen)) if word not in plain] == []


def test_central_weights_are_printed_with_their_standard_error(secon: Secon) -> None:
    cafe = _json(secon, "--full")["practices"][0]
    screen = " ".join(secon("robustness", *_FAST, "--full", COLUMNS="300").out.split())
    printed = re.findall(r"(?:Rel|Tim|Eff) ([0-9.]+) % ± ([0-9.]+)", screen)
    expected = [
        (100 * weight, 100 * error)
        for weight, error in zip(cafe["central_weights"], cafe["central_weights_error"], strict=True)
    ]
    assert [float(weight) for weight, _ in printed[:3]] == pytest.approx([weight for weight, _ in expected], abs=0.051)
    assert [float(error) for _, error in printed[:3]] == pytest.approx([error for _, error in expected], abs=0.051)
