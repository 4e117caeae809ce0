"""The Python interface: the same numbers as the command line, as typed values."""

from pathlib import Path

import pytest

import secon_cli
from tests.conftest import Secon
from tests.small_project import PRACTICES, TOTALS


def test_scores_are_those_of_the_command(secon: Secon, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    ranking = secon_cli.score(secon_cli.read("data/practices"))
    totals = {scored.assessment.practice.id: scored.assessment.total for scored in ranking.practices}
    assert totals == pytest.approx(TOTALS, abs=1e-6)
    shown = secon("score", "-f", "json").json["practices"]
    assert [(scored.rank, scored.assessment.practice.id) for scored in ranking.practices] == [
        (practice["rank"], practice["id"]) for practice in shown
    ]


def test_a_weight_given_as_a_share_is_that_share(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rubric's 30, 20 and 50 become 60 % for relevance, and 40 % shared 2 : 5 by the others."""
    monkeypatch.chdir(project)
    rubric = secon_cli.score(secon_cli.read(), weights={"relevance": "60%"}).provenance.rubric
    assert rubric.shares == pytest.approx({"relevance": 0.6, "timescale": 0.4 * 2 / 7, "effectiveness": 0.4 * 5 / 7})


def test_files_with_errors_are_left_out_and_found(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    broken = project / "data" / "practices" / "gr-orchard.yaml"
    broken.write_text(PRACTICES["gr-orchard"].replace("level: output", "level: outputs"), encoding="utf-8")
    collection = secon_cli.read()
    assert list(collection.left_out) == ["data/practices/gr-orchard.yaml"]
    assert len(collection.practices) == len(PRACTICES) - 1
    errors = [finding for finding in secon_cli.check(collection) if finding.severity == "error"]
    assert [(finding.file, finding.rule) for finding in errors] == [
        ("data/practices/gr-orchard.yaml", "not-in-vocabulary")
    ]


def test_a_comparison_adds_up(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    comparison = secon_cli.compare(secon_cli.read(), "lv-repair-cafe", "gr-orchard")
    first, second = comparison.sides
    assert first.total - second.total == pytest.approx(TOTALS["lv-repair-cafe"] - TOTALS["gr-orchard"], abs=1e-6)


def test_what_cannot_be_done_is_one_kind_of_error(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    with pytest.raises(secon_cli.SeconError, match="nowhere"):
        secon_cli.read("nowhere")
    with pytest.raises(secon_cli.SeconError, match="zzz"):
        secon_cli.compare(secon_cli.read(), "zzz", "gr-orchard")
