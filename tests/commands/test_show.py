"""`secon show`: one practice by name or file, sums that add up as printed, and places that are right."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Secon
from tests.small_project import PRACTICES, RANKS, RUBRIC, TOTALS, head, run

_BROKEN = PRACTICES["gr-orchard"].replace("level: output", "level: outputs")


def _json(secon: Secon, *arguments: str, **streams: Any) -> dict[str, Any]:
    document: dict[str, Any] = secon("show", *arguments, "--format", "json", **streams).json
    return document


def _id(secon: Secon, name: str) -> str:
    id: str = _json(secon, name)["practice"]["id"]
    return id


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("gr-orchard", "gr-orchard"),
        ("GR-Orchard", "gr-orchard"),
        ("gr orchard", "gr-orchard"),
        ("orchard", "gr-orchard"),
        ("Orchard of the monastery", "gr-orchard"),
        ("monast", "gr-orchard"),
        ("repair cafe", "lv-repair-cafe"),
        ("CAFÉ OF THE OLD", "lv-repair-cafe"),
        ("Cafe\u0301 of", "lv-repair-cafe"),
        ("spoleczna", "pl-kitchen"),
        ("Łódzi", "pl-kitchen"),
        ("SPOŁECZNA W LODZI", "pl-kitchen"),
    ],
)
def test_a_practice_goes_by_its_id_its_title_and_parts_of_them(secon: Secon, name: str, id: str) -> None:
    assert _id(secon, name) == id


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("lv", "`lv` fits 2 names: lv-choir, lv-repair-cafe"),
        ("OF", "`OF` fits 4 names: de-tool-library, gr-orchard, lv-choir, lv-repair-cafe"),
        ("gr-orchad", "no practice is called `gr-orchad`; did you mean `gr-orchard`?"),
        ("kuchina", "no practice is called `kuchina`; did you mean `pl-kitchen`?"),
        ("zzz", f"no practice is called `zzz`; there are {', '.join(sorted(PRACTICES))}"),
        ("Latgale", "no practice is called `Latgale`; the region Latgale has lv-choir, lv-repair-cafe"),
        ("greece", "no practice is called `greece`; the country GR has gr-orchard"),
        ("...", f"no practice is called `...`; there are {', '.join(sorted(PRACTICES))}"),
    ],
)
def test_a_name_of_none_or_several_is_told_with_what_could_be_meant(secon: Secon, name: str, says: str) -> None:
    ended = secon("show", name)
    assert (ended.code, ended.out, ended.err) == (2, "", f"secon: {says}\n")


def test_an_exact_id_is_no_part_of_a_longer_one(secon: Secon, project: Path) -> None:
    longer = head("gr-orchard-two", "Orchard of the monastery, again")
    (project / "data" / "practices" / "gr-orchard-two.yaml").write_text(longer, encoding="utf-8")
    assert _id(secon, "gr-orchard") == "gr-orchard"
    assert _id(secon, "gr orchard") == "gr-orchard"
    assert secon("show", "orchard").code == 2


def test_two_practices_of_one_title_are_not_taken_for_each_other(secon: Secon, project: Path) -> None:
    same = head("lv-twin", "Choir of all ages")
    (project / "data" / "practices" / "lv-twin.yaml").write_text(same, encoding="utf-8")
    ended = secon("show", "choir of all ages")
    assert ended.code == 2
    assert "lv-choir, lv-twin" in ended.err


def test_a_folder_called_like_a_practice_does_not_hide_it(secon: Secon, project: Path) -> None:
    for folder in ("gr-orchard", "Orchard", "nothing", "of"):
        (project / folder).mkdir()
    assert _id(secon, "gr-orchard") == "gr-orchard"
    assert _id(secon, "Orchard") == "gr-orchard"
    # What fits no practice, or several, is the folder; so is what is written as a path.
    for name in ("nothing", "of", "./Orchard"):
        ended = secon("show", name)
        assert (ended.code, ended.err.startswith(f"secon: `{name}` is a folder without")) == (3, True)


def test_the_next_command_works_as_it_is_shown(
    secon: Secon, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "else where").mkdir()
    monkeypatch.chdir(tmp_path / "else where")
    path = str(Path("..", project.name, "data", "practices"))
    shown = " ".join(secon("show", "choir", "--practices", path).out.split())
    (command,) = re.findall("All facts and the arithmetic: `secon ([^`]*)`", shown)
    assert secon(*shlex.split(command)).code == 0


def test_a_folder_with_one_practice_is_that_practice(secon: Secon, project: Path) -> None:
    (project / "repair").mkdir()
    (project / "data" / "practices" / "gr-orchard.yaml").rename(project / "repair" / "gr-orchard.yaml")
    assert _id(secon, "repair") == "gr-orchard"


@pytest.mark.parametrize("id", PRACTICES)
def test_the_rank_is_the_one_of_score(secon: Secon, id: str) -> None:
    practice = _json(secon, id)["practice"]
    assert (practice["rank"], practice["ranked"], practice["draft"]) == (dict(RANKS)[id], len(PRACTICES), False)
    assert practice["total"] == pytest.approx(TOTALS[id], abs=1e-6)
    (scored,) = (one for one in secon("score", "-f", "json").json["practices"] if one["id"] == id)
    assert {name: practice[name] for name in scored} == scored


# What is printed adds up. Lines with arithmetic: `Title 73.8 (up to 80.0) × 50 % = 36.9`, `- Title: 2 of 3 → 66.7 × …`.
_CRITERION = re.compile(r"^(?P<title>[^-\s].*?) [0-9.]+(?: \(up to [0-9.]+\))? × [0-9.]+ % = (?P<adds>[0-9.]+)")
_INDICATOR = re.compile(
    r"^- \S.*: (?:[0-9.]+ (?:\([0-9.]+ (?:is|are) enough\)|of [0-9.]+) → )?"
    r"(?:[0-9.]+|not assessed) × [0-9.]+ % = (?P<adds>[0-9.]+)$"
)
_TOTAL = re.compile(r"^Total (?P<parts>[0-9. +]+) = (?P<total>[0-9.]+)$")


def _tenths(text: str) -> int:
    assert re.fullmatch(r"[0-9]+\.[0-9]", text), text
    return int(text.replace(".", ""))


_AWKWARD = ("-w", "relevance=1", "-w", "timescale=4", "-w", "effectiveness=7")
"""Weights with which the rounded parts of three practices miss the rounded total."""


@pytest.mark.parametrize("weights", [(), _AWKWARD])
@pytest.mark.parametrize("id", PRACTICES)
def test_what_is_printed_adds_up(secon: Secon, project: Path, id: str, weights: tuple[str, ...]) -> None:
    """53.3 % of 20 and 46.7 % of 25 would round to 10.7 and 11.7, their sum to 22.3."""
    rubric = RUBRIC.replace("weight: 60", "weight: 53.3").replace("weight: 40", "weight: 46.7")
    (project / "criteria.yaml").write_text(rubric, encoding="utf-8")
    lines = secon("show", id, "--full", *weights).out.splitlines()
    criteria: list[tuple[int, int, list[int]]] = []
    for line in lines:
        if found := _CRITERION.match(line):
            score = _tenths(line.removeprefix(found["title"]).split()[0])
            criteria.append((score, _tenths(found["adds"]), []))
        elif found := _INDICATOR.match(line):
            criteria[-1][2].append(_tenths(found["adds"]))
    (total,) = (found for line in lines if (found := _TOTAL.match(line)))
    assert len(criteria) == 3
    assert [len(parts) for _, _, parts in criteria] == [2, 1, 2]
    for score, _, parts in criteria:
        assert sum(parts) == score
    assert [_tenths(part) for part in total["parts"].split(" + ")] == [adds for _, adds, _ in criteria]
    assert sum(adds for _, adds, _ in criteria) == _tenths(total["total"])
    assert any(line.startswith(f"{total['total']} of 100") for line in lines)


@pytest.mark.parametrize("id", PRACTICES)
def test_markdown_prints_the_same_sums(secon: Secon, id: str) -> None:
    (total,) = (line for line in secon("show", id, "--full").out.splitlines() if line.startswith("Total "))
    parts, _, whole = total.removeprefix("Total ").rpartition(" = ")
    assert f"**Total** {parts} = **{whole}**" in secon("show", id, "--full", "--format", "markdown").out


def test_json_adds_up_to_its_decimals(secon: Secon) -> None:
    for id in PRACTICES:
        practice = _json(secon, id)["practice"]
        assert sum(one["contribution"] for one in practice["criteria"]) == pytest.approx(practice["total"], abs=1e-5)
        for criterion in practice["criteria"]:
            added = sum(one["contribution"] for one in criterion["indicators"])
            assert added == pytest.approx(criterion["score"], abs=1e-5)
            assert criterion["contribution"] == pytest.approx(criterion["weight"] * criterion["score"], abs=1e-4)


def _line_of(text: str, field: str) -> int:
    """The line of a field in a file, looked up here by its own means: the name of a field, or the start of an item."""
    line, node = 0, yaml.compose(text, Loader=yaml.SafeLoader)
    assert node is not None
    for name, index in re.findall(r"([a-z_]+)|\[([0-9]+)\]", field):
        if name:
            (found,) = ((key, value) for key, value in node.value if key.value == name)
            line, node = found[0].start_mark.line + 1, found[1]
        else:
            node = node.value[int(index)]
            line = node.start_mark.line + 1
    return line


@pytest.mark.parametrize("id", PRACTICES)
def test_every_field_that_counted_has_the_line_on_which_it_stands(secon: Secon, id: str) -> None:
    practice = _json(secon, id)["practice"]
    indicators = [indicator for criterion in practice["criteria"] for indicator in criterion["indicators"]]
    counted = {item["field"] for indicator in indicators for item in indicator["counted"]}
    assert counted <= set(practice["lines"])
    text = (Path(practice["file"])).read_text(encoding="utf-8")
    for field, line in practice["lines"].items():
        assert line == _line_of(text, field)
        name = field.rpartition(".")[2]
        stands_there = "- " in text.splitlines()[line - 1] if "[" in name else f"{name}:" in text.splitlines()[line - 1]
        assert stands_there, (field, line)


def test_lines_are_found_in_files_written_otherwise(secon: Secon, project: Path) -> None:
    """Windows line ends, comments, quoted names and flow lists move fields to other lines and columns."""
    text = PRACTICES["lv-repair-cafe"].replace("results:\n", "# Results come\n# here.\n\n'results':\n")
    path = project / "data" / "practices" / "lv-repair-cafe.yaml"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    lines = _json(secon, "lv-repair-cafe")["practice"]["lines"]
    assert {field: _line_of(text, field) for field in lines} == lines
    assert lines["results.metrics[1]"] == text[: text.index("- what: goods")].count("\n") + 1


def test_what_was_left_out_has_no_line(secon: Secon) -> None:
    practice = _json(secon, "gr-orchard")["practice"]
    concerns = practice["criteria"][2]["indicators"][1]
    assert concerns["not_counted"] == [{"field": "ethics.concerns", "reason": "not assessed: left out"}]
    assert "ethics.concerns" not in practice["lines"]
    assert re.search(r"left out: ethics\.concerns$", secon("show", "gr-orchard", "--full").out, re.MULTILINE)


def test_the_record_is_all_that_stands_in_the_file(secon: Secon) -> None:
    record = _json(secon, "lv-repair-cafe")["practice"]["record"]
    metric = record["results"]["metrics"][0]
    assert metric["value"] == "12"
    assert metric["evidence"] == ["report:results p18", "https://example.org/study"]
    assert record["duration"] == {
        "start": "2014-02-01",
        "end": "ongoing",
        "status": "running",
        "evidence": ["report:duration"],
    }
    assert record["ethics"]["concerns"] == []
    assert "details" not in record, "absent is not empty"


def test_what_would_raise_the_total_comes_with_the_most_first(secon: Secon) -> None:
    """The orchard: 0.5 × 70 % × 75 points for results, 0.5 × 30 % for concerns, 30 % × 40 % for policies, 20 % × 50."""
    gains = [(one["indicator"], one["gain"], one["only_time"]) for one in _json(secon, "gr-orchard")["improvements"]]
    assert gains == [
        ("results", 26.25, False),
        ("concerns", 15.0, False),
        ("policies", 12.0, False),
        ("years", 10.0, True),
    ]
    screen = secon("show", "gr-orchard").out.partition("What would raise the total most")[2]
    assert screen.index("+26.3") < screen.index("+15.0") < screen.index("+12.0")
    assert "+10.0" not in screen, "nothing that can be done raises the time in place"


def test_a_draft_outside_the_collection_is_ranked_with_it(secon: Secon, project: Path) -> None:
    draft = project / "drafts" / "xx-draft.yaml"
    draft.parent.mkdir()
    draft.write_text(PRACTICES["gr-orchard"].replace("gr-orchard", "xx-draft"), encoding="utf-8")
    ended = secon("show", "drafts/xx-draft.yaml")
    assert ended.code == 0
    assert "would rank 2 of 6" in ended.out
    practice = _json(secon, "drafts/xx-draft.yaml")["practice"]
    assert (practice["draft"], practice["rank"], practice["ranked"]) == (True, 2, 6)
    assert practice["file"] == "drafts/xx-draft.yaml"
    assert practice["lines"]["results.metrics[0]"] == _line_of(draft.read_text(encoding="utf-8"), "results.metrics[0]")


def test_a_rank_goes_before_a_file_of_that_name(secon: Secon, project: Path) -> None:
    draft = PRACTICES["gr-orchard"].replace("gr-orchard", "xx-draft")
    for name in ("1", "7"):
        (project / name).write_text(draft, encoding="utf-8")
    assert _json(secon, "1")["practice"]["rank"] == 1
    assert _json(secon, "1")["practice"]["record"]["id"] != "xx-draft"
    for name in ("./1", "7"):
        assert _json(secon, name)["practice"]["record"]["id"] == "xx-draft", "no practice has this rank"


def test_a_draft_from_standard_input(secon: Secon) -> None:
    text = PRACTICES["gr-orchard"].replace("gr-orchard", "xx-draft")
    ended = secon("show", "-", "--stdin-filename", "xx-draft.yaml", stdin=text)
    assert ended.code == 0
    assert "xx-draft · xx-draft.yaml" in ended.out
    assert "would rank 2 of 6" in ended.out


def test_a_file_of_the_collection_is_no_draft(secon: Secon) -> None:
    by_file = secon("show", "data/practices/gr-orchard.yaml")
    assert by_file == secon("show", "gr-orchard")
    assert "· rank 2 of 5 ·" in by_file.out


def test_a_changed_copy_takes_the_place_of_the_practice(secon: Secon, project: Path) -> None:
    better = PRACTICES["gr-orchard"].replace("level: output", "level: outcome")
    (project / "changed").mkdir()
    (project / "changed" / "gr-orchard.yaml").write_text(better, encoding="utf-8")
    practice = _json(secon, "changed/gr-orchard.yaml")["practice"]
    assert (practice["draft"], practice["ranked"], practice["rank"]) == (True, 5, 2)
    assert practice["total"] == pytest.approx(TOTALS["gr-orchard"] + 0.5 * 17.5)
    assert _json(secon, "gr-orchard")["practice"]["total"] == TOTALS["gr-orchard"], "the collection has the old one"


def test_a_draft_where_there_is_no_project_is_ranked_with_what_ships(tmp_path: Path) -> None:
    (tmp_path / "xx-draft.yaml").write_text(head(), encoding="utf-8")
    ended = run("show", "xx-draft.yaml", cwd=tmp_path)
    assert ended.code == 0
    assert re.search(r"would rank [0-9]+ of [0-9]+", ended.out)
    assert "ship with secon" in ended.err


def test_a_file_with_errors_shows_them(secon: Secon, project: Path) -> None:
    (project / "draft.yaml").write_text(_BROKEN, encoding="utf-8")
    ended = secon("show", "draft.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert re.search(r"^error\[[a-z-]+\] draft\.yaml:[0-9]+:[0-9]+$", ended.err, re.MULTILINE)
    assert "draft.yaml" in ended.err.splitlines()[-1]


def test_a_practice_whose_file_has_errors_is_not_called_unknown(secon: Secon, project: Path) -> None:
    (project / "data" / "practices" / "gr-orchard.yaml").write_text(_BROKEN, encoding="utf-8")
    ended = secon("show", "gr-orchard")
    assert (ended.code, ended.out) == (2, "")
    assert "outputs" in ended.err
    assert "gr-orchard.yaml" in ended.err.splitlines()[-1]


def test_a_note_is_referred_to_where_its_fact_counts(secon: Secon, project: Path) -> None:
    path = project / "data" / "practices" / "gr-orchard.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      level: output\n", "      level: output\n      note: Counted twice.\n", 1))
    out = secon("show", "gr-orchard", "--full").out
    note = re.search(r"^([0-9])\. Counted twice", out, re.MULTILINE)
    assert note, out
    scores = out[out.index("The scores") :]
    assert re.search(rf"\({note[1]}\) results\.metrics\[0\]", " ".join(scores.split()))


def test_other_files_with_errors_are_named(secon: Secon, project: Path) -> None:
    (project / "data" / "practices" / "gr-orchard.yaml").write_text(_BROKEN, encoding="utf-8")
    ended = secon("show", "pl-kitchen")
    assert ended.code == 0, "what is wrong elsewhere is no fault of the practice shown"
    assert "rank 2 of 4" in ended.out
    assert "gr-orchard.yaml" in ended.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("data",), "`data` is a folder with 5 practice files; name a practice file"),
        (("./nowhere.yaml",), "no practice is called `./nowhere.yaml`, and there is no such file; there are "),
        (("gr-orchard", "--format", "csv"), "text, json, markdown"),
        (("gr-orchard", "--weight", "relevnce=3"), "did you mean `relevance`?"),
    ],
)
def test_wrong_usage_is_told_in_one_line(secon: Secon, arguments: tuple[str, ...], says: str) -> None:
    ended = secon("show", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_weights_and_day_are_those_of_score(secon: Secon) -> None:
    overrides = ("-w", "relevance=150", "--as-of", "2030-01-31")
    sheet = _json(secon, "gr-orchard", *overrides)
    ranking = secon("score", *overrides, "-f", "json").json
    assert {name: sheet[name] for name in ("rubric", "as_of", "options", "inputs")} == {
        name: ranking[name] for name in ("rubric", "as_of", "options", "inputs")
    }
    assert "weight relevance=150" in secon("show", "gr-orchard", *overrides).out


def test_without_a_gate_the_screen_says_so(secon: Secon, project: Path) -> None:
    (project / "criteria.yaml").write_text(RUBRIC.replace(", gate: {at_least: 2}", ""), encoding="utf-8")
    assert "gate none: the rubric has no gate" in secon("show", "lv-choir").out
    ranking = secon("score", "-f", "json").json
    assert {practice["gate"] for practice in ranking["practices"]} == {"none"}
    assert [practice["total"] for practice in ranking["practices"]] == sorted(
        (practice["total"] for practice in ranking["practices"]), reverse=True
    )
    assert secon("score", "-o", "ranking.json").code == 0
    assert secon("verify", "ranking.json").code == 0
    assert "Gate:" not in secon("score").out


def test_who_coded_it_and_which_date_is_missing(secon: Secon, project: Path) -> None:
    text = (
        PRACTICES["gr-orchard"]
        .replace("date: ", "note: read in ")
        .replace("summary:", "coded: [{by: reader 1, date: 2026-11, from: the report alone}]\nsummary:")
    )
    draft = project / "gr-orchard.yaml"
    draft.write_text(text, encoding="utf-8")
    assert "Coded by reader 1 on 2026-11, from the report alone" in secon("show", str(draft)).out
    shown = " ".join(secon("show", str(draft), "--full").out.split())
    assert "Coded reader 1 (date 2026-11) · from: the report alone" in shown
    assert "has neither a `date` nor, with `date: not_stated`, `accessed`" in shown
    steps = _json(secon, str(draft))["improvements"]
    timed = {step["only_time"]: step["gain"] for step in steps if step["criterion"] == "timescale"}
    assert timed[False] > 0


def test_where_no_practice_is_sound_the_mistakes_of_the_one_named_are_shown(secon: Secon, project: Path) -> None:
    for file in (project / "data" / "practices").iterdir():
        file.write_text("format: 1\ntitle: [x\n", encoding="utf-8")
    ended = secon("show", "lv-choir")
    assert ended.code == 2
    assert re.search(r"error\[.*lv-choir\.yaml:1:1", ended.err)
