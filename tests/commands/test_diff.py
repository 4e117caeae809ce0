"""`secon diff`: revisions, folders and stored results, a change in a rubric's history, and what cannot be read."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Secon
from tests.git_repository import commit, git, start
from tests.small_project import PRACTICES, RUBRIC, TOTALS, write_project

_SHIPPED = Path(__file__).parents[2]
_TRAINED = "    - {what: people trained, value: 20, level: outcome, evidence: report:results}\n"
_AFTER_OUTPUT = "      level: output\n      evidence: report:results\n"
_ORCHARD = PRACTICES["gr-orchard"].replace(_AFTER_OUTPUT, _AFTER_OUTPUT + _TRAINED)
_CHANGED_RUBRIC = RUBRIC.replace("refers_to: 0.25", "refers_to: 0.75").replace("unsupported: 0.5", "unsupported: 0.8")


@pytest.fixture
def history(project: Path) -> Path:
    """The project with a history: `facts` adds a result, `rubric` changes two numbers, `date` moves the day."""
    start(project)
    commit(project, "first")
    write_project(project, {"gr-orchard": _ORCHARD}, RUBRIC)
    commit(project, "facts")
    write_project(project, {}, _CHANGED_RUBRIC)
    commit(project, "rubric")
    write_project(project, {}, _CHANGED_RUBRIC.replace("2024-01-31", "2024-01-01"))
    (project / "data" / "practices" / "lv-choir.yaml").unlink()
    commit(project, "date")
    return project


def _json(secon: Secon, *arguments: str) -> dict[str, Any]:
    ended = secon("diff", *arguments, "-f", "json", "--quiet")
    assert (ended.code, ended.err) == (0, "")
    document: dict[str, Any] = json.loads(ended.out)
    assert document["schema"] == "secon.diff/1"
    for one in document["practices"]:
        _assert_sums(one)
    return document


def _assert_sums(one: dict[str, Any]) -> None:
    """Parts sum to the movement, and indicators to each of them, as they are written."""
    assert one["total"][1] - one["total"][0] == pytest.approx(one["movement"], abs=1e-9)
    if one["parts"] is None:
        assert one["why_not"]
        return
    assert sum(one["parts"].values()) == pytest.approx(one["movement"], abs=1e-9)
    assert sum(part["movement"] for part in one["indicators"]) == pytest.approx(one["movement"], abs=1e-5)
    for cause, points in one["parts"].items():
        assert sum(part["parts"][cause] for part in one["indicators"]) == pytest.approx(points, abs=1e-5)


def _moved(document: dict[str, Any]) -> dict[str, dict[str, float]]:
    """The parts that are not zero, of the practices that moved."""
    return {
        one["id"]: {cause: points for cause, points in one["parts"].items() if points}
        for one in document["practices"]
        if one["movement"]
    }


def test_a_change_of_facts_is_found_down_to_the_field(secon: Secon, history: Path) -> None:
    """One outcome more: 70 × 1 / 2 of effectiveness, which is half of the total."""
    document = _json(secon, "first", "facts")
    assert _moved(document) == {"gr-orchard": {"facts": 17.5}}
    orchard = document["practices"][0]
    assert (orchard["rank"], orchard["total"]) == ([2, 2], [36.75, 54.25])
    (results,) = orchard["indicators"]
    assert (results["indicator"], results["fields"]) == ("results", ["results.metrics[1]"])
    assert orchard["fields"] == [
        {"kind": "added", "field": [None, "results.metrics[1]"], "value": [None, "people trained: 20 (outcome)"]}
    ]
    assert document["rubric_changes"] == []


def test_a_change_of_the_rubric_in_the_history_is_explained(secon: Secon, history: Path) -> None:
    """`refers_to` from 0.25 to 0.75 of 40 % of 30 %: 6 points; goods without evidence from 0.25 to 0.4 of 2: 2.625."""
    document = _json(secon, "facts", "rubric")
    assert _moved(document) == {"de-tool-library": {"rubric": 6.0}, "lv-repair-cafe": {"rubric": 2.625}}
    assert [one["path"] for one in document["rubric_changes"]] == [
        "unsupported",
        "criteria.relevance.indicators.policies.measure.points.relation.refers_to",
    ]
    (policies,) = document["practices"][0]["indicators"]
    assert "criteria.relevance.indicators.policies.measure.points.relation.refers_to" in policies["rules"]


def test_an_actual_change_of_the_shipped_rubric(secon: Secon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While rubric 2 was made, what still carries an ended practice was worth as little as a completed one.

    It makes a difference for practices of which a part goes on: 0.2 of 28 % of 15 %, 0.84 points.
    """
    root = tmp_path / "secon"
    shutil.copytree(_SHIPPED / "data" / "practices", root / "data" / "practices")
    after = (_SHIPPED / "criteria.yaml").read_text(encoding="utf-8")
    before = after.replace("remains: 0.55", "remains: 0.35", 1)
    assert before != after
    start(root)
    for text, tag in ((before, "before"), (after, "after")):
        (root / "criteria.yaml").write_text(text, encoding="utf-8")
        commit(root, tag)
    monkeypatch.chdir(root)
    document = _json(secon, "before", "after")
    assert _moved(document) == {id: {"rubric": 0.84} for id in _remaining(root)}
    assert len(document["practices"]) == 18
    screen = secon("diff", "before", "after").out
    assert "criteria.sustainability.indicators.outlook.measure.scale.remains: 0.35 → 0.55" in " ".join(screen.split())


def _remaining(root: Path) -> list[str]:
    """The practices of which a part goes on, read from the files by another way."""
    files = sorted((root / "data" / "practices").iterdir())
    found = [file.stem for file in files if "\n  outlook: remains\n" in file.read_text(encoding="utf-8")]
    assert found
    return found


def test_the_date_and_a_removed_practice(secon: Secon, history: Path) -> None:
    document = _json(secon, "rubric", "date")
    moved = _moved(document)
    assert moved
    assert all(set(parts) == {"date"} and parts["date"] < 0 for parts in moved.values())
    assert [one["id"] for one in document["went"]] == ["lv-choir"]
    assert document["came"] == []
    assert "2024-01-31 → 2024-01-01" in secon("diff", "rubric", "date").out
    assert "2024-01-31" not in secon("diff", "first", "rubric").out


def test_all_at_once_sums_to_the_movement(secon: Secon, history: Path) -> None:
    document = _json(secon, "first", "date")
    orchard = next(one for one in document["practices"] if one["id"] == "gr-orchard")
    assert orchard["parts"]["facts"] == pytest.approx(17.5)
    assert orchard["parts"]["date"] < 0
    assert document["old"]["commit"] != document["new"]["commit"]
    assert (document["old"]["kind"], document["old"]["as_of"]) == ("revision", "2024-01-31")


def test_revisions_and_folders_say_the_same(secon: Secon, history: Path, tmp_path: Path) -> None:
    write_project(tmp_path / "before")
    between = _json(secon, "first", "date")
    for old, new in (("first", "."), ("../before", "date"), ("../before", "data/practices"), ("../before", ".")):
        found = _json(secon, old, new)
        assert {key: found[key] for key in ("practices", "came", "went")} == {
            key: between[key] for key in ("practices", "came", "went")
        }


def test_the_rubric_alone_on_the_same_practices(secon: Secon, history: Path) -> None:
    """As for a rubric that is older than the practices."""
    document = _json(secon, "first", "rubric", "--practices", "data/practices")
    assert {cause for parts in _moved(document).values() for cause in parts} == {"rubric"}
    assert len(document["practices"]) == 4


def test_the_same_rubric_or_date_on_both_sides(secon: Secon, history: Path) -> None:
    assert _moved(_json(secon, "first", "rubric", "--criteria", "criteria.yaml")) == {"gr-orchard": {"facts": 17.5}}
    parts = _moved(_json(secon, "first", "date", "--as-of", "2024-01-31")).values()
    assert {cause for one in parts for cause in one} == {"facts", "rubric"}


def _store(secon: Secon, name: str, *arguments: str) -> str:
    ended = secon("score", *arguments, "-f", "json", "-o", name)
    assert ended.code == 0
    return name


def test_stored_results_name_the_one_cause_that_changed(secon: Secon, project: Path) -> None:
    old = _store(secon, "old.json")
    write_project(project, {"gr-orchard": _ORCHARD})
    facts = _store(secon, "facts.json")
    assert _moved(_json(secon, old, facts)) == {"gr-orchard": {"facts": 17.5}}
    heavier = _store(secon, "heavier.json", "-w", "relevance=60")
    found = _moved(_json(secon, facts, heavier))
    assert found
    assert all(set(parts) == {"rubric"} for parts in found.values())
    assert _moved(_json(secon, facts, ".")) == {}, "six decimals move nothing"


def test_stored_results_say_why_no_cause_is_named(secon: Secon, project: Path) -> None:
    old = _store(secon, "old.json")
    write_project(project, {"gr-orchard": _ORCHARD})
    new = _store(secon, "new.json", "-w", "relevance=60")
    document = _json(secon, old, new)
    reasons = {one["id"]: one["why_not"] for one in document["practices"]}
    assert "the facts and the rubric differ" in reasons["gr-orchard"]
    assert reasons["lv-repair-cafe"] is None, "its file is the same, so that only the rubric can have moved it"
    screen = secon("diff", old, new).out
    assert "Not every movement can be split" in screen
    assert "36.8→" in screen


def test_results_of_two_versions_are_not_attributed(secon: Secon, project: Path) -> None:
    old, new = _store(secon, "old.json"), _store(secon, "new.json", "-w", "relevance=60")
    text = Path(old).read_text(encoding="utf-8")
    Path(old).write_text(text.replace('"name": "secon",\n    "version": "', '"name": "secon",\n    "version": "9'))
    document = _json(secon, old, new)
    moved = [one for one in document["practices"] if one["movement"]]
    assert moved
    assert all(one["parts"] is None and "secon 9" in one["why_not"] for one in moved)


def test_a_filtered_result_says_that_it_hides_practices(secon: Secon) -> None:
    old, new = _store(secon, "old.json"), _store(secon, "top.json", "--top", "2")
    ended = secon("diff", old, new)
    assert "top.json was stored with filters" in ended.out
    document = _json(secon, old, new)
    assert (document["old"]["filtered"], document["new"]["filtered"]) == (False, True)
    assert [one["id"] for one in document["went"]] == ["pl-kitchen", "de-tool-library", "lv-choir"]


def test_a_practice_whose_file_has_errors_is_not_removed(secon: Secon, history: Path) -> None:
    (history / "data" / "practices" / "pl-kitchen.yaml").write_text(PRACTICES["pl-kitchen"] + "more: 1\n")
    ended = secon("diff", "date", ".", "-f", "json")
    assert ended.code == 1
    assert "pl-kitchen.yaml" in ended.err
    document = json.loads(ended.out)
    assert (document["went"], document["counts"]["left_out"]) == ([], 1)
    assert document["left_out"] == [
        {"practice": "pl-kitchen", "side": "new", "path": "data/practices/pl-kitchen.yaml", "errors": 1}
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("nowhere", "."), 2, "there is no commit `nowhere`"),
        (("criteria.yaml", "."), 2, "is one file"),
        (("first", "empty"), 3, "no practice files"),
        (("bare", "first"), 3, "no practices in data/practices; --practices names"),
        (("first", "broken"), 2, "the rubric criteria.yaml of `broken` cannot be used"),
        (("first", ".", "-f", "csv"), 2, "--format: expected"),
        (("first", ".", "--as-of", "soon"), 2, "--as-of"),
        (("first", ".", "--practices", "nothing"), 2, "does not exist"),
    ],
)
def test_what_cannot_be_compared(secon: Secon, history: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    (history / "empty").mkdir()
    (history / "bare").mkdir()
    (history / "bare" / "criteria.yaml").write_text(RUBRIC)
    write_project(history, {}, RUBRIC.replace("of: results.metrics", "of: results.metric"))
    commit(history, "broken")
    write_project(history, {})
    ended = secon("diff", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_a_shallow_clone_says_what_to_fetch(
    secon: Secon, history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = tmp_path / "clone"
    git(history, "clone", "--quiet", "--depth=1", history.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    for command in (("diff", "HEAD~1", "."), ("diff", "--base", "HEAD~1"), ("validate", "--changed-since", "HEAD~1")):
        ended = secon(*command)
        assert ended.code == 2
        assert "fetch-depth: 0" in " ".join(ended.err.split()), command
    monkeypatch.chdir(history)
    assert "fetch-depth" not in secon("diff", "nowhere", ".").err, "all is here, so there is nothing to fetch"


def test_outside_a_repository(secon: Secon) -> None:
    ended = secon("diff", "HEAD", ".")
    assert (ended.code, ended.out) == (2, "")
    assert "git" in ended.err


@pytest.mark.parametrize(
    ("was", "is_now", "says"),
    [
        ('"secon.score/1"', '"secon.score/2"', "schema: is `secon.score/2`"),
        ('"total": 36.75', '"total": 96.75', "practices[1].total is 96.75"),
        ('"argued": 0.2', '"argued": 0.9', "rubric.sha256 is not the hash"),
        ('"argued": 0.2', '"arguable": 0.2', "rubric.content.criteria.relevance.indicators.link.measure.scale"),
        ('"rank": 1', '"rank": "1"', "practices[0].rank"),
        ('"rank": 1', '"rank": ', "is not JSON"),
    ],
)
def test_a_stored_result_that_was_edited_is_refused(secon: Secon, was: str, is_now: str, says: str) -> None:
    name = _store(secon, "old.json")
    Path(name).write_text(Path(name).read_text(encoding="utf-8").replace(was, is_now, 1), encoding="utf-8")
    ended = secon("diff", name, ".")
    assert (ended.code, ended.out) == (2, "")
    assert f"{name}:" in ended.err
    assert says in ended.err


def test_a_stored_result_cannot_be_scored_again(secon: Secon) -> None:
    ended = secon("diff", _store(secon, "old.json"), ".", "--as-of", "2023-01-01")
    assert (ended.code, "--as-of: " in ended.err) == (2, True)


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_powerful_characters_in_a_stored_result_are_only_shown(secon: Secon, format: str) -> None:
    name = _store(secon, "old.json")
    text = Path(name).read_text(encoding="utf-8")
    for word in ("lv-repair-cafe", "Choir of all ages"):
        text = text.replace(f'"{word}"', f'"\\u001b[31m{word}"')
    version = text.replace('"name": "secon",\n    "version": "', '"name": "secon",\n    "version": "\\u001b[31m')
    Path(name).write_text(version, encoding="utf-8")
    for sides in ((name, "."), (".", name), (name, name)):
        ended = secon("diff", *sides, "-f", format)
        assert ended.code == 0
        assert "\x1b" not in ended.out


def test_totals_are_those_of_the_project(secon: Secon) -> None:
    document = _json(secon, ".", ".")
    assert {one["id"]: one["total"][0] for one in document["practices"]} == TOTALS
    counts = {
        "both": 5,
        "up": 0,
        "down": 0,
        "unchanged": 5,
        "rank_only": 0,
        "touched": 0,
        "added": 0,
        "removed": 0,
        "left_out": 0,
    }
    assert document["counts"] == counts
    assert "5 unchanged" in secon("diff", ".", ".").out


def test_verbose_names_every_file_with_its_hash(secon: Secon) -> None:
    ended = secon("diff", ".", ".", "--verbose")
    assert ended.err.count("data/practices/lv-choir.yaml") == 2


@pytest.fixture
def branch(project: Path) -> Path:
    """A branch that adds a result and breaks a file, while the base moved on."""
    start(project)
    commit(project, "left")
    git(project, "checkout", "-q", "-b", "work")
    kitchen = PRACTICES["pl-kitchen"] + "more: 1\n"
    write_project(project, {"gr-orchard": _ORCHARD, "pl-kitchen": kitchen})
    commit(project, "work-done")
    git(project, "checkout", "-q", "-b", "base", "left")
    (project / "data" / "practices" / "lv-choir.yaml").unlink()
    commit(project, "base-moved")
    git(project, "checkout", "-q", "work")
    return project


def test_the_summary_of_a_branch(secon: Secon, branch: Path) -> None:
    """What others changed on the base meanwhile is not part of it: the choir is not a new practice."""
    ended = secon("diff", "--base", "base", "-f", "json", "--quiet")
    assert ended.code == 1
    document = json.loads(ended.out)
    assert _moved(document) == {"gr-orchard": {"facts": 17.5}}
    counts = document["counts"]
    assert (counts["touched"], counts["added"], counts["removed"], counts["left_out"]) == (1, 0, 0, 1)
    new = {(one["file"], one["rule"], one["severity"]) for one in document["findings"]["new"]}
    assert ("data/practices/pl-kitchen.yaml", "unknown-field", "error") in new
    assert "advice" not in {severity for _, _, severity in new}
    assert document["findings"]["fixed"] == []
    text = secon("diff", "--base", "base", "-f", "markdown").out
    assert text.startswith("# Changes since base\n")
    assert f"1 scored practice touched; {len(new)} new findings, 0 fixed." in text
    assert "`results.metrics[1]`: people trained: 20 (outcome)" in text
    assert "pl-kitchen" in text


def test_fixed_findings_of_a_branch(secon: Secon, branch: Path) -> None:
    """Uncommitted changes count, and a finding on another line is the same one."""
    git(branch, "checkout", "-q", "-b", "later", "work-done")
    (branch / "data" / "practices" / "pl-kitchen.yaml").write_text("# moved\n" + PRACTICES["pl-kitchen"] + "more: 1\n")
    findings = secon("diff", "--base", "work-done", "-f", "json").json["findings"]
    assert findings == {"new": [], "fixed": []}
    (branch / "data" / "practices" / "pl-kitchen.yaml").write_text(PRACTICES["pl-kitchen"])
    findings = secon("diff", "--base", "work-done", "-f", "json").json["findings"]
    assert ([one["rule"] for one in findings["fixed"]], findings["new"]) == (["unknown-field"], [])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--base", "nowhere"), "--base: there is no commit `nowhere`"),
        (("--base", "base", "HEAD"), "leave out OLD and NEW"),
        (("HEAD",), "expects two sides"),
        ((), "expects two sides"),
    ],
)
def test_sides_that_are_missing(secon: Secon, branch: Path, arguments: tuple[str, ...], says: str) -> None:
    ended = secon("diff", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_one_changed_weight_is_one_line(secon: Secon, project: Path) -> None:
    old, new = _store(secon, "old.json"), _store(secon, "new.json", "-w", "relevance=40%")
    document = _json(secon, old, new)
    assert document["weights"] == [{"criterion": "relevance", "share": [0.3, 0.4]}]
    moved = [one for one in document["practices"] if one["movement"]]
    assert moved
    assert all(one["printed"]["by_weights"] == one["printed"]["movement"] for one in moved)
    screen = secon("diff", old, new, COLUMNS="100").out
    assert [line for line in screen.splitlines() if "eight" in line] == [
        "Changed weights: Relevance 30.0 % → 40.0 % of the total; the other criteria in proportion."
    ]
    assert "Why" not in screen


def test_facts_without_effect_are_listed(secon: Secon, history: Path) -> None:
    renamed = PRACTICES["lv-choir"].replace("Choir of all ages", "Choir of the town")
    write_project(history, {"gr-orchard": _ORCHARD, "lv-choir": renamed}, RUBRIC)
    document = _json(secon, "facts", ".")
    summary = secon("diff", "--base", "facts").out
    assert summary.index("Touched practices") < summary.index("Choir of all ages → Choir of the town")
    (choir,) = [one for one in document["practices"] if one["fields"]]
    assert (choir["id"], choir["movement"], choir["without_effect"]) == ("lv-choir", 0, ["title"])
    for format in ("table", "markdown"):
        assert "Choir of all ages → Choir of the town" in secon("diff", "facts", ".", "-f", format).out


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_a_practice_that_is_left_out_is_named_in_the_result(secon: Secon, history: Path, format: str) -> None:
    (history / "data" / "practices" / "pl-kitchen.yaml").write_text(PRACTICES["pl-kitchen"] + "more: 1\n")
    out = " ".join(secon("diff", "date", ".", "-f", format).out.split())
    assert "Left out: pl-kitchen (data/practices/pl-kitchen.yaml): 1 error in the new file" in out
    # Its rank and total on the side that has it.
    assert re.search(r"on the other side it has rank 4, [0-9]+\.[0-9]", out), out


def test_every_file_that_is_left_out_is_counted_and_named_once(secon: Secon, branch: Path) -> None:
    """Two files with one id, and a file that has none; that of the kitchen has errors, too."""
    folder = branch / "data" / "practices"
    for name in ("lv-choir", "lv-copy"):
        (folder / f"{name}.yaml").write_text(PRACTICES["lv-choir"] + "more: 1\n")
    (folder / "tab.yaml").write_text("\tid: tab\n")
    counts = secon("diff", "--base", "base", "-f", "json").json["counts"]
    ended = secon("diff", "--base", "base", "-f", "markdown")
    named = [line.split(":", 2)[1].strip() for line in ended.out.splitlines() if line.startswith("Left out: ")]
    assert (counts["left_out"], len(named)) == (4, 4) == (4, ended.err.count(" is left out: "))
    assert "data/practices/tab.yaml" in named
    assert sorted(name for name in named if "lv-" in name) == [
        "lv-choir (data/practices/lv-choir.yaml)",
        "lv-choir (data/practices/lv-copy.yaml)",
    ]


def test_a_branch_that_breaks_every_file_still_has_a_summary(secon: Secon, branch: Path) -> None:
    for file in (branch / "data" / "practices").iterdir():
        file.write_text(file.read_text(encoding="utf-8") + "more: 1\n", encoding="utf-8")
    ended = secon("diff", "--base", "left", "-f", "json")
    counts = json.loads(ended.out)["counts"]
    assert (ended.code, counts["both"], counts["removed"], counts["left_out"]) == (1, 0, 0, 5)
