"""`secon criteria` as users run it: the rubric in force, the check of another one, and what differs."""

import re
from pathlib import Path

import pytest

from tests.conftest import Secon
from tests.small_project import RUBRIC

_REASONED = RUBRIC
for _name in ("relevance", "timescale", "effectiveness"):
    _REASONED = _REASONED.replace(f"  {_name}:\n    title:", f"  {_name}:\n    why: It has to be there.\n    title:")
"""The small rubric with a reason for each criterion, so that only what a test changes is doubtful."""


@pytest.fixture
def other(project: Path) -> Path:
    """A rubric beside the project's own, to be changed."""
    path = project / "other.yaml"
    path.write_text(_REASONED, encoding="utf-8")
    return path


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_table_and_the_tree(secon: Secon) -> None:
    ended = secon("criteria", COLUMNS="80")
    assert (ended.code, ended.err) == (0, "")
    for words in (
        "As of 2024-01-31; gate: in place for at least 2 years;",
        "Effectiveness `effectiveness`          2     50  50 % ██████████\n",
        "Bands: high from 60, middle from 30, low from 0.",
    ):
        assert words in ended.out
    assert len(ended.out.splitlines()) < 24
    assert "An item counts by its" not in ended.out
    full = secon("criteria", "--full", COLUMNS="80").out
    for words in (
        "Effectiveness `effectiveness`, 50 % of the total",
        "70 % Results `results`, 35 % of the total",
        "`outcome` 1;",
        "Why: Results count.",
    ):
        assert words in full


def test_the_shares_are_those_in_force(secon: Secon) -> None:
    document = secon("criteria", "--weight", "effectiveness=150", "--format", "json").json
    assert [(one["id"], one["weight"]) for one in document["criteria"]] == [
        ("relevance", 0.15),
        ("timescale", 0.1),
        ("effectiveness", 0.75),
    ]
    assert document["schema"] == "secon.criteria/1"
    assert document["options"] == {"weight": {"effectiveness": 150.0}}
    score = secon("score", "--weight", "effectiveness=150", "--format", "json").json
    assert document["rubric"] == score["rubric"]
    results = document["criteria"][2]["indicators"][0]
    assert (results["weight"], results["weight_of_total"]) == (0.7, 0.525)
    assert results["fields"] == ["results.metrics[].level", "results.metrics"]


def test_markdown(secon: Secon) -> None:
    lines = secon("criteria", "--format", "markdown").out.splitlines()
    assert "| Effectiveness | `effectiveness` | 2 | 50 | 50 % |" in lines
    assert "## Effectiveness `effectiveness`, 50 % of the total" in lines


def test_a_sound_rubric_passes(secon: Secon, other: Path) -> None:
    ended = secon("criteria", "--check", other.name)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "1 file, 0 errors, 0 warnings, tried on 5 practices of the collection\n"
    ended = secon("criteria", "--check", other.name, "--practices", "data/practices")
    assert ended.err == "1 file, 0 errors, 0 warnings, tried on 5 practices of the collection\n"


@pytest.mark.parametrize(
    ("old", "new", "rule", "says"),
    [
        ("weight: 50", "weight: 51", "heavy-weight", "`effectiveness` makes up 50.5 % of the total"),
        ("why: Time tells.", "why: Time", "no-reason", "not a reason"),
        (
            "    why: It has to be there.\n    title: Timescale",
            "    title: Timescale",
            "no-reason",
            "`timescale` has no `why`",
        ),
        ("full_at: 2", "full_at: 9", "out-of-reach", "no practice reaches 9; the best of 5 has 2"),
        ("{level: {outcome: 1, output: 0.5}}", "{level: {impact: 1}}", "met-by-none", "all 5 practices score 0 here"),
        (
            "kind: none_of, of: ethics.concerns, where: {status: unresolved}",
            "kind: present, fields: [summary]",
            "met-by-all",
            "all 5",
        ),
        (
            "of: relevance.policies\n          points: {relation: {carries_out: 1, refers_to: 0.25}}",
            "of: results.metrics",
            "counted-twice",
            "`results.metrics[]`",
        ),
    ],
)
def test_what_a_methodologist_would_say(secon: Secon, other: Path, old: str, new: str, rule: str, says: str) -> None:
    _change(other, old, new)
    ended = secon("criteria", "--check", other.name)
    assert ended.code == 0
    assert f"warning[{rule}] other.yaml:" in ended.out
    assert says in ended.out
    assert ended.out.count("warning[") == 1
    assert secon("criteria", "--check", other.name, "--fail-on", "warning").code == 1
    found = secon("criteria", "--check", other.name, "--format", "json").json
    assert [one["rule"] for one in found["findings"]] == [rule]
    assert f"warning `{rule}`" in secon("criteria", "--check", other.name, "--format", "markdown").out


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("of: results.metrics", "of: results.metric", "unusable-rubric"),
        ("outcome: 1", "outcomes: 1", "unusable-rubric"),
        ("weight: 50", "weight: -1", "out-of-range"),
        ("        why: Time tells.\n", "", "missing-field"),
        ("why: Time tells.", 'why: ""', "empty-text"),
        ("asks: Since when?", "ask: Since when?", "unknown-field"),
    ],
)
def test_errors_fail_the_check(secon: Secon, other: Path, old: str, new: str, rule: str) -> None:
    _change(other, old, new)
    ended = secon("criteria", "--check", other.name)
    assert ended.code == 1
    assert f"error[{rule}] other.yaml:" in ended.out
    assert secon("criteria", "--check", other.name, "--fail-on", "never").code == 0
    assert secon("criteria", "--diff", other.name).code == 2


def test_wrong_usage(secon: Secon, other: Path) -> None:
    for arguments, says in (
        (("--check", "nowhere.yaml"), "the rubric `nowhere.yaml` does not exist"),
        (("--check", "data"), "`data` is a folder"),
        (("--diff", "nowhere.yaml"), "does not exist"),
        (("--check", other.name, "--diff", other.name), "one at a time"),
        (("--fail-on", "advise"), "--fail-on: expected error, warning, never"),
        (("--format", "csv"), "--format: expected table, json, markdown"),
    ):
        ended = secon("criteria", *arguments)
        assert (ended.code, ended.out) == (2, "")
        assert says in ended.err


def test_a_rubric_on_standard_input(secon: Secon) -> None:
    ended = secon(
        "criteria", "--check", "-", "--stdin-filename", "new.yaml", stdin=RUBRIC.replace("outcome: 1", "outcom: 1")
    )
    assert ended.code == 1
    assert "new.yaml:" in ended.out


def test_what_differs(secon: Secon, project: Path, other: Path) -> None:
    (project / "criteria.yaml").write_text(_REASONED, encoding="utf-8")
    assert "Nothing differs" in secon("criteria", "--diff", other.name).out
    _change(other, "weight: 20", "weight: 70")
    _change(other, "full_at: 2", "full_at: 3")
    out = secon("criteria", "--diff", other.name, COLUMNS="80").out
    assert "2 changes can move scores, 3 criteria have another weight." in out
    assert re.search(r"^Timescale +20 % +46\.7 % +\+26\.7$", out, re.MULTILINE)
    assert "~ criteria.timescale.weight: 20 → 70\n" in out
    assert "~ criteria.effectiveness.indicators.results.measure.full_at: 2 → 3\n" in out
    assert "Both have the same name and version" in out
    document = secon("criteria", "--diff", other.name, "--format", "json").json
    assert [(one["path"], one["before"], one["after"]) for one in document["changes"]] == [
        ("criteria.timescale.weight", 20.0, 70.0),
        ("criteria.effectiveness.indicators.results.measure.full_at", 2.0, 3.0),
    ]
    assert document["before"]["sha256"] != document["after"]["sha256"]
    # 70 of 150 is a share of 7/15; it was 20 of 100.
    assert document["weights"][1]["difference"] == round(7 / 15 - 0.2, 6)
