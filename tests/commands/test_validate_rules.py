"""`secon validate` and its rules: the list of them, the rubric's advice, and the day by which dates are judged."""

from pathlib import Path

import pytest

from secon_cli.checks.registry import RULES
from tests.conftest import Secon
from tools.sample import SOUND

YOUNG = SOUND.replace("start: 2021", "start: 2023-05").replace("id: example", "id: young")


@pytest.fixture
def young(project: Path) -> str:
    (project / "young.yaml").write_text(YOUNG, encoding="utf-8")
    return "young.yaml"


@pytest.mark.parametrize("columns", ["", "80", "120"])
def test_the_list_has_every_rule_whole(secon: Secon, columns: str) -> None:
    done = secon("validate", "--list-rules", COLUMNS=columns)
    assert (done.code, done.err) == (0, "")
    assert all(len(line) <= int(columns or 110) for line in done.out.splitlines())
    shown = " ".join(done.out.split())
    for rule in RULES.values():
        assert f" {rule.id} {rule.severity} {'+ ' if rule.fixable else ''}" in shown
    assert f"{len(RULES)} rules" in shown


def test_the_list_goes_to_a_file_without_colour(secon: Secon, project: Path) -> None:
    assert secon("validate", "--list-rules", "--output", "rules.txt").out == ""
    assert (project / "rules.txt").read_text(encoding="utf-8").startswith("The file:")


def test_advice_is_shown_and_fails_nothing_unless_asked(secon: Secon, young: str) -> None:
    assert (done := secon("validate", young)).code == 0
    assert (done.out, "--advice shows 1" in done.err) == ("", True)
    for asked in (("--advice",), ("--fail-on", "advice"), ("--select", "advice"), ("--select", "gate-not-met")):
        assert "advice[gate-not-met] young.yaml:11:" in secon("validate", young, *asked).out
    assert secon("validate", young, "--advice", "--ignore", "advice").out == ""
    assert secon("validate", young, "--fail-on", "warning").code == 0
    assert secon("validate", young, "--fail-on", "advice").code == 1
    assert secon("validate", young, "--fail-on", "advice", "--ignore", "gate-not-met").code == 0


def test_advice_follows_the_rubric_and_its_day(secon: Secon, young: str, project: Path) -> None:
    assert "gate-not-met" not in secon("validate", young, "--advice", "--as-of", "2026-01-31").out
    assert "date-in-future" in secon("validate", young, "--as-of", "2023-01-31").out
    other = (project / "criteria.yaml").read_text(encoding="utf-8").replace("at_least: 2}", "at_least: 0.1}")
    (project / "other.yaml").write_text(other, encoding="utf-8")
    assert "gate-not-met" not in secon("validate", young, "--advice", "--criteria", "other.yaml").out


def test_a_rubric_that_cannot_be_used_ends_with_2(secon: Secon, young: str, project: Path) -> None:
    (project / "criteria.yaml").write_text("rubric: x\n", encoding="utf-8")
    done = secon("validate", young)
    assert done.code == 2
    assert "criteria.yaml cannot be used" in done.err


def test_json_names_the_rubric_by_which_was_judged(secon: Secon, young: str) -> None:
    judged = [secon("validate", young, "-f", "json", *day).json for day in ((), ("--as-of", "2025-01-31"))]
    assert [each["rubric"]["as_of"] for each in judged] == ["2024-01-31", "2025-01-31"]
    assert {(each["rubric"]["id"], each["rubric"]["version"]) for each in judged} == {("small", "1.2.0")}
    assert len({each["rubric"]["sha256"] for each in judged}) == 2
