"""What the shell offers: ids, regions, criteria, rules, formats; never a failure."""

from pathlib import Path

import pytest

from secon_cli.commands import completion
from tests.conftest import Secon
from tests.small_project import PRACTICES


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("show", "gr"), ["gr-orchard"]),
        (("score", "--region", "L"), ["Latgale"]),
        (("score", "--sort", "e"), ["effectiveness"]),
        (("score", "--weight", "ti"), ["timescale="]),
        (("score", "--format", "c"), ["csv"]),
        (("validate", "--select", "missing-f"), ["missing-field"]),
        (("compare", "re"), ["rest"]),
        (("why", "re"), [""]),
        (("score", "--band", "m"), ["middle"]),
        (("score", "--topic", "circ"), ["circular_economy"]),
        (("explain", "gate-n"), ["gate-not-met"]),
    ],
)
def test_a_shell_is_offered_what_fits(secon: Secon, words: tuple[str, ...], offered: list[str]) -> None:
    ended = secon(_SECON_COMPLETE="complete_bash", COMP_WORDS=" ".join(("secon", *words)), COMP_CWORD=str(len(words)))
    assert ended.out.splitlines() == offered
    assert ended.err == ""


def test_several_rules_are_completed_one_after_the_other() -> None:
    assert completion.offered("rules")("bad-date,missing-f") == ["bad-date,missing-field"]


def test_a_project_that_cannot_be_read_offers_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "criteria.yaml").write_text("broken: [", encoding="utf-8")
    (project / "data" / "practices" / "xx-bytes.yaml").write_bytes(b"  partner: \xff\n")
    assert completion.offered("criteria")("") == []
    assert completion.offered("practices")("gr") == [id for id in PRACTICES if id.startswith("gr")]
    assert "Latgale" in completion.offered("regions")("")
