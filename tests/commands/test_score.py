"""`secon score`: who ranks where, what filters and overrides change, and what they leave alone."""

import csv
import hashlib
import json
import re
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from secon_cli.checks import collection
from secon_cli.commands.inputs import Inputs, RubricInForce, load_practices, load_rubric
from secon_cli.commands.score import Basis, ranking
from secon_cli.commands.values import Filters, RubricChoice, WeightChange
from secon_cli.output.pages.score import score_page, score_records
from secon_cli.output.renderers.markdown import render_markdown
from tests.conftest import Secon
from tests.small_project import PRACTICES, RANKS, RUBRIC, TOTALS, head, run, write_project

_FORMATS = ("table", "json", "csv", "markdown")


def _json(secon: Secon, *arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = secon("score", *arguments, "--format", "json").json
    return document


def _ranks(document: dict[str, Any]) -> list[tuple[str, int]]:
    return [(practice["id"], practice["rank"]) for practice in document["practices"]]


def _totals(document: dict[str, Any]) -> dict[str, float]:
    return {practice["id"]: practice["total"] for practice in document["practices"]}


def test_totals_are_those_worked_out_by_hand(secon: Secon) -> None:
    assert _totals(_json(secon)) == pytest.approx(TOTALS, abs=1e-6)


def test_ties_share_a_rank_and_who_fails_the_gate_comes_last(secon: Secon) -> None:
    document = _json(secon)
    assert _ranks(document) == RANKS
    assert {practice["id"]: practice["gate"] for practice in document["practices"]} == {
        "lv-repair-cafe": "met",
        "gr-orchard": "met",
        "pl-kitchen": "met",
        "de-tool-library": "uncertain",
        "lv-choir": "not met",
    }


def test_every_format_has_the_same_practices_in_the_same_order(secon: Secon) -> None:
    titles = [PRACTICES[id].split("title: ")[1].split("\n")[0] for id, _ in RANKS]
    for name in _FORMATS:
        text = secon("score", "--format", name).out
        positions = [text.index(title) for title in titles]
        assert positions == sorted(positions), name


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--region", "Latgale"), [("lv-repair-cafe", 1), ("lv-choir", 5)]),
        (("--region", "MALOPOLSKA"), [("pl-kitchen", 2)]),
        (("--region", "peloponnese"), [("gr-orchard", 2)]),
        (("--country", "PL"), [("pl-kitchen", 2)]),
        (("--country", "latvia"), [("lv-repair-cafe", 1), ("lv-choir", 5)]),
        (("--region", "latgale", "--country", "lv", "--top", "1"), [("lv-repair-cafe", 1)]),
        (("--gate", "not-met", "--gate", "Uncertain"), [("de-tool-library", 4), ("lv-choir", 5)]),
        (("--gate", "met", "--band", "middle"), [("gr-orchard", 2), ("pl-kitchen", 2)]),
        (("--top", "2"), [("lv-repair-cafe", 1), ("gr-orchard", 2)]),
        (("--top", "99"), RANKS),
    ],
)
def test_filters_choose_what_is_shown_but_not_the_ranks(
    secon: Secon, filters: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    assert _ranks(_json(secon, *filters)) == expected


def test_a_topic_leaves_the_practices_that_have_it(inputs: Inputs, in_force: RubricInForce) -> None:
    topics = {
        practice.id: practice.details.topics or () for practice in inputs.collection.practices if practice.details
    }
    having = {id for id, named in topics.items() if "work_integration" in named}
    assert 0 < len(having) < len(topics)
    kept = ranking(Basis(inputs, in_force), Filters(topic=("Work integration",))).practices
    assert {scored.assessment.practice.id for scored in kept} == having


def test_sorting_by_a_criterion_changes_the_order_but_not_the_ranks(secon: Secon) -> None:
    assert _ranks(_json(secon, "--sort", "effectiveness")) == [
        ("lv-choir", 5),
        ("lv-repair-cafe", 1),
        ("gr-orchard", 2),
        ("pl-kitchen", 2),
        ("de-tool-library", 4),
    ]
    assert _ranks(_json(secon, "--sort", "timescale", "--top", "1")) == [("lv-repair-cafe", 1)]
    assert _json(secon, "--sort", "Total") == _json(secon), "the column by which they are sorted anyway"


def test_filters_leave_the_numbers_and_the_rubric_alone(secon: Secon) -> None:
    whole, part = _json(secon), _json(secon, "--country", "LV", "--sort", "relevance")
    assert part["rubric"] == whole["rubric"]
    assert part["inputs"] == whole["inputs"]
    assert part["options"] == {"country": "LV", "sort": "relevance"}
    of_whole = {practice["id"]: practice for practice in whole["practices"]}
    assert all(practice == of_whole[practice["id"]] for practice in part["practices"])


def test_a_weight_changes_shares_totals_and_ranks_as_arithmetic_demands(secon: Secon) -> None:
    """Relevance 150 of 220: 100, 60, 60, 22 for relevance; 100, 50, 50, 27.19 for 20; the rest for 50."""
    document = _json(secon, "--weight", "relevance=150")
    shares = {criterion["id"]: criterion["weight"] for criterion in document["practices"][0]["criteria"]}
    assert shares == pytest.approx({"relevance": 150 / 220, "timescale": 20 / 220, "effectiveness": 50 / 220}, abs=1e-6)
    expected = (150 * 60 + 20 * 50 + 50 * 17.5) / 220
    assert _totals(document)["gr-orchard"] == pytest.approx(expected, abs=1e-6)
    assert document["options"] == {"weight": {"relevance": 150.0}}


def test_a_weight_can_turn_the_order_round(secon: Secon) -> None:
    """Time takes the choir 75 points behind the café, effectiveness 26.25 ahead: even at 17.5 to 50."""
    no_gate = RUBRIC.replace(", gate: {at_least: 2}", "")
    Path("no-gate.yaml").write_text(no_gate, encoding="utf-8")
    for weight, first in (("18", "lv-repair-cafe"), ("17", "lv-choir")):
        document = _json(secon, "--criteria", "no-gate.yaml", "-w", f"timescale={weight}")
        assert _ranks(document)[0] == (first, 1), weight


def test_no_weight_lifts_who_fails_the_gate(secon: Secon) -> None:
    assert _ranks(_json(secon, "-w", "timescale=0", "-w", "relevance=0"))[-1] == ("lv-choir", 5)


def test_a_criterion_of_weight_0_is_shown_and_counts_nothing(secon: Secon) -> None:
    (first, *_) = _json(secon, "-w", "effectiveness=0")["practices"]
    effectiveness = first["criteria"][2]
    assert (effectiveness["weight"], effectiveness["score"], effectiveness["contribution"]) == (0.0, 73.75, 0.0)
    assert first["total"] == 100.0


def test_of_a_weight_given_twice_the_last_is_in_force_and_is_what_is_named(secon: Secon) -> None:
    document = _json(secon, "-w", "relevance=90", "-w", "relevance=40")
    assert document["options"] == {"weight": {"relevance": 40.0}}
    assert document["rubric"]["content"]["criteria"]["relevance"]["weight"] == 40.0
    assert "weight relevance=40" in secon("score", "-w", "relevance=90", "-w", "relevance=40").out


def test_the_hash_is_over_the_content_after_overrides(secon: Secon) -> None:
    hashes = set()
    for overrides in ((), ("-w", "relevance=40"), ("--as-of", "2025-01-31")):
        rubric = _json(secon, *overrides)["rubric"]
        canonical = json.dumps(rubric["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert rubric["sha256"] == hashlib.sha256(canonical.encode()).hexdigest()
        hashes.add(rubric["sha256"])
    assert len(hashes) == 3
    assert _json(secon, "-w", "relevance=30")["rubric"]["sha256"] in hashes, "the weight that it has is no change"


def test_comments_and_order_of_a_rubric_are_not_hashed(secon: Secon, project: Path) -> None:
    before = _json(secon)["rubric"]["sha256"]
    changed = RUBRIC.replace("rubric: small\nversion: 1.2.0\n", "version: 1.2.0   # the second\nrubric: small\n")
    assert changed != RUBRIC
    (project / "criteria.yaml").write_text(changed, encoding="utf-8")
    assert _json(secon)["rubric"]["sha256"] == before


def test_a_later_day_widens_the_range_of_an_old_file_but_does_not_raise_its_score(secon: Secon) -> None:
    now, later = _json(secon), _json(secon, "--as-of", "2030-01-31")
    assert later["as_of"] == "2030-01-31"
    assert later["options"] == {"as_of": "2030-01-31"}
    before, after = (next(p for p in d["practices"] if p["id"] == "gr-orchard") for d in (now, later))
    assert after["total"] == before["total"]
    assert before["years"] == [2.0, 2.0]
    assert after["years"] == [2.0, 8.0]
    assert after["range"][1] > before["range"][1]


def test_an_earlier_day_takes_years_away(secon: Secon) -> None:
    document = _json(secon, "--as-of", "2023-01-31")
    assert {p["id"] for p in document["practices"] if p["gate"] == "not met"} == set(PRACTICES) - {"lv-repair-cafe"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--weight", "relevance"), "CRITERION=N"),
        (("--weight", "relevants=3"), "did you mean `relevance`?"),
        (("--weight", "relevance=-1"), "0 or more"),
        (("--weight", "relevance=nan"), "0 or more"),
        (("-w", "relevance=0", "-w", "timescale=0", "-w", "effectiveness=0"), "no criterion with a weight above 0"),
        (("--sort", "effectivness"), "did you mean `effectiveness`?"),
        (("--sort", "zzz"), "relevance, timescale, effectiveness"),
        (("--as-of", "2024-01"), "one day"),
        (("--as-of", "2024-02-30"), "--as-of"),
        (("--region", "Latgole"), "did you mean `Latgale`?"),
        (("--region", "Narnia"), "there are "),
        (("--country", "Lettland"), "no country is called"),
        (("--format", "jsn"), "did you mean `json`?"),
        (("--color", "maybe"), "auto, always, never"),
        (("--criteria", "nowhere.yaml"), "`nowhere.yaml` does not exist"),
        (("--criteria", "data"), "is a folder"),
        (("nowhere",), "`nowhere` does not exist"),
        (("--fail-under", "nan"), "--fail-under"),
    ],
)
def test_wrong_usage_is_told_in_one_line(secon: Secon, arguments: tuple[str, ...], says: str) -> None:
    ended = secon("score", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("secon: ")
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_a_name_that_fits_several_lists_them(secon: Secon, project: Path) -> None:
    path = project / "data" / "practices" / "lv-other.yaml"
    path.write_text(head("lv-other", "Another", "LV", "Latgale and Vidzeme"), encoding="utf-8")
    assert "Latgale, Latgale and Vidzeme" in secon("score", "--region", "gal").err
    assert _ranks(_json(secon, "--region", "latgale"))[0] == ("lv-repair-cafe", 1), "the whole name is no part"


def test_a_rubric_that_cannot_be_used_shows_where(secon: Secon, project: Path) -> None:
    broken = RUBRIC.replace("of: results.metrics", "of: results.metrix")
    (project / "criteria.yaml").write_text(broken, encoding="utf-8")
    ended = secon("score")
    line = broken[: broken.index("results.metrix")].count("\n") + 1
    assert (ended.code, ended.out) == (2, "")
    assert f"criteria.yaml:{line}:" in ended.err
    assert "did you mean `metrics`?" in ended.err
    assert "criteria.yaml" in ended.err.splitlines()[-1]


def test_files_with_errors_are_left_out_and_named(secon: Secon, project: Path) -> None:
    broken = PRACTICES["gr-orchard"].replace("level: output", "level: outputs")
    (project / "data" / "practices" / "gr-orchard.yaml").write_text(broken, encoding="utf-8")
    ended = secon("score", "--format", "json")
    assert ended.code == 1
    assert "data/practices/gr-orchard.yaml" in ended.err
    assert [practice["id"] for practice in json.loads(ended.out)["practices"]] == [
        "lv-repair-cafe",
        "pl-kitchen",
        "de-tool-library",
        "lv-choir",
    ]
    quiet = secon("score", "--quiet")
    assert quiet.code == 1
    assert "gr-orchard.yaml" in quiet.err, "what is missing is said even then"


def test_where_no_file_can_be_used_there_is_nothing_to_rank(secon: Secon, project: Path) -> None:
    for path in (project / "data" / "practices").iterdir():
        path.write_text("format: 1\n", encoding="utf-8")
    ended = secon("score")
    assert (ended.code, ended.out) == (1, "")
    assert "secon validate" in ended.err
    assert "data/practices/lv-repair-cafe.yaml" in ended.err


@pytest.mark.parametrize("arguments", [("empty",), ("--region", "Latgale", "--country", "PL")])
def test_nothing_scored_is_never_green(secon: Secon, project: Path, arguments: tuple[str, ...]) -> None:
    (project / "empty").mkdir()
    ended = secon("score", *arguments)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("secon: ")


def test_fail_under_looks_at_what_is_shown_and_names_it(secon: Secon) -> None:
    failed = secon("score", "--fail-under", "36.8")
    assert failed.code == 1
    assert re.findall(r"[a-z]+(?:-[a-z]+)+", failed.err) == ["gr-orchard", "pl-kitchen", "de-tool-library"]
    assert failed.out == secon("score").out, "the check changes nothing of the ranking"
    assert secon("score", "--fail-under", "36.8", "--top", "1").code == 0
    assert secon("score", "--fail-under", "12").code == 0
    assert secon("score", "--fail-under", "36.75", "--top", "3").code == 0, "the bound itself is not under it"
    assert secon("score", "--fail-under", "99", "--quiet").err == ""


def test_the_order_of_files_changes_nothing_but_the_inputs(secon: Secon) -> None:
    files = [f"data/practices/{id}.yaml" for id in PRACTICES]
    forward, backward = _json(secon, *files), _json(secon, *reversed(files))
    assert forward["practices"] == backward["practices"]
    assert sorted(map(str, forward["inputs"])) == sorted(map(str, backward["inputs"]))
    for name in ("table", "csv", "markdown"):
        assert secon("score", *files, "-f", name).out == secon("score", *reversed(files), "-f", name).out


def test_only_what_works_is_proposed(secon: Secon, project: Path) -> None:
    assert "`secon robustness`" in secon("score").out
    assert "`secon robustness PATH`" in secon("score", "data/practices").out
    assert "robustness" not in secon("score", "data/practices/lv-choir.yaml").out, "it needs two practices"


def test_a_file_given_twice_counts_once(secon: Secon) -> None:
    file = "data/practices/gr-orchard.yaml"
    assert _ranks(_json(secon, file, f"./{file}")) == [("gr-orchard", 1)]


def test_paths_are_relative_to_the_project_from_everywhere_in_it(secon: Secon, project: Path) -> None:
    here = secon("score", "--format", "json").out
    assert run("score", "--format", "json", cwd=project / "data").out == here
    inputs = json.loads(here)["inputs"]
    assert [one["path"] for one in inputs] == sorted(f"data/practices/{id}.yaml" for id in PRACTICES)
    for one in inputs:
        assert one["sha256"] == hashlib.sha256((project / one["path"]).read_bytes()).hexdigest()


def test_standard_input_is_a_file_like_any_other(secon: Secon) -> None:
    text = PRACTICES["gr-orchard"]
    ended = secon("score", "-", "--stdin-filename", "gr-orchard.yaml", "--format", "json", stdin=text)
    document = json.loads(ended.out)
    assert ended.code == 0
    assert [one["path"] for one in document["inputs"]] == ["gr-orchard.yaml"]
    assert _totals(document) == pytest.approx({"gr-orchard": TOTALS["gr-orchard"]})


def test_outside_a_project_the_shipped_collection_is_ranked_and_that_is_said(tmp_path: Path) -> None:
    ended = run("score", "--format", "json", cwd=tmp_path)
    document = json.loads(ended.out)
    assert document["shipped"] is True
    assert document["rubric"]["id"] == "secon-2024"
    assert "ship with secon" in ended.err
    assert "ship with secon" in run("score", cwd=tmp_path).out


def test_a_project_without_a_rubric_uses_the_shipped_one(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    (root / "criteria.yaml").unlink()
    document = run("score", "--format", "json", cwd=root).json
    assert document["rubric"]["id"] == "secon-2024"
    assert document["shipped"] is False
    assert len(document["practices"]) == len(PRACTICES)


def test_verbose_names_what_was_read(secon: Secon) -> None:
    assert secon("score", "--verbose").err.count("read data/practices/") == len(PRACTICES)


def test_csv_has_what_json_has(secon: Secon) -> None:
    rows = list(csv.DictReader(StringIO(secon("score", "--format", "csv").out)))
    practices = _json(secon)["practices"]
    assert len(rows) == len(practices)
    for row, practice in zip(rows, practices, strict=True):
        assert [row[name] for name in ("id", "title", "country", "partner", "gate", "band")] == [
            practice[name] for name in ("id", "title", "country", "partner", "gate", "band")
        ]
        assert int(row["rank"]) == practice["rank"]
        numbers = [float(row[name]) for name in ("total", "low", "high", "coverage")]
        assert numbers == [practice["total"], *practice["range"], practice["coverage"]]
        assert [float(row[criterion["id"]]) for criterion in practice["criteria"]] == [
            criterion["score"] for criterion in practice["criteria"]
        ]


_SHIPPED = Path("data/practices")


@pytest.mark.parametrize(
    ("processes", "weights", "filters"),
    [
        ("1", "", Filters()),
        ("1", "", Filters(region=("riga",), top=2)),
        ("2", "ethics=40%", Filters(topic=("work_integration",))),
    ],
)
def test_practices_judged_as_they_are_read_give_the_ranking_of_whole_ones(
    monkeypatch: pytest.MonkeyPatch, processes: str, weights: str, filters: Filters
) -> None:
    """In 2023 three gates are uncertain, whose share of the possible dates is printed too."""
    monkeypatch.setattr(collection, "FEWEST", 2)
    monkeypatch.setenv("SECON_PROCESSES", processes)
    changes = tuple(WeightChange.parse(weight) for weight in [weights] if weight)
    rubric = load_rubric(RubricChoice("criteria.yaml", changes, date(2023, 6, 30)))
    whole, brief = (
        ranking(Basis(load_practices([str(_SHIPPED)], quiet=True, texts=False, rubric=by), rubric), filters)
        for by in (None, rubric.rubric)
    )
    assert render_markdown(score_page(brief, full=True)) == render_markdown(score_page(whole, full=True))
    assert score_records(brief).rows == score_records(whole).rows
    assert brief.ranks_before == whole.ranks_before
    assert [scored.gate_share for scored in brief.practices] == [scored.gate_share for scored in whole.practices]
    assert all(not part.indicators for scored in brief.practices for part in scored.assessment.criteria)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_no_block_keeps_a_note_of_what_was_set_whichever_process_read_it(
    monkeypatch: pytest.MonkeyPatch, processes: str
) -> None:
    """The note takes a third of the memory of a practice."""
    monkeypatch.setattr(collection, "FEWEST", 2)
    monkeypatch.setenv("SECON_PROCESSES", processes)
    practices = load_practices([str(_SHIPPED)], quiet=True).collection.practices
    blocks = [block for practice in practices for block in (practice, practice.location, *practice.organisations)]
    assert [block.model_fields_set for block in blocks] == [set()] * len(blocks)


def test_a_single_file_that_cannot_be_used_is_named_in_the_next_command(secon: Secon, project: Path) -> None:
    (project / "my notes.yaml").write_text("a: b\n", encoding="utf-8")
    ended = secon("score", "my notes.yaml", "--quiet")
    assert (ended.code, ended.out) == (1, "")
    assert '`secon validate "my notes.yaml"`' in ended.err


def test_what_sort_understands_is_listed(secon: Secon) -> None:
    refused = secon("score", "--sort", "nothing-like-it")
    assert (refused.code, "`total`" in refused.err or " total," in refused.err) == (2, True)
    assert secon("score", "--sort", "total").code == 0
