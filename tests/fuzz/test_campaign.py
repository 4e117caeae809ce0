"""A short campaign in every run of the tests; the long one is `python -m tests.fuzz.campaign`."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.checks.checked_files import check_rubric
from secon_cli.reading.yaml_reader import read
from tests.fuzz import claims
from tests.fuzz.mutations import LARGEST, flood, mutated
from tests.fuzz.originals import drawn_practices, real_practices, real_rubric
from tests.fuzz.trials import Trials


@pytest.mark.parametrize("count", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_nothing_is_found(tmp_path: Path, count: int) -> None:
    trials = Trials(7, tmp_path, floods=0, drawn=10)
    found = [bug for number in range(count) for bug in trials.run(number)]
    # How long something takes is for the long campaign to say: a machine that is busy is no fault of secon.
    assert [bug.what for bug in found if not bug.what.startswith("slow")] == []
    assert trials.tally.trials == count
    assert set(trials.tally.kinds) == {"practice", "rubric", "command", "office"}
    assert trials.tally.findings > count
    assert list(tmp_path.iterdir()) == []


def test_what_is_raised_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise ZeroDivisionError("so it is")

    trials = Trials(7, tmp_path, floods=0, drawn=1)
    monkeypatch.setattr(claims, "findings_text", broken)
    found = {bug.what for number in range(20) for bug in trials.run(number)}
    assert any(what.startswith("ZeroDivisionError: so it is") for what in found)


def test_originals_have_no_errors(tmp_path: Path) -> None:
    """So that mutations begin where every rule is reached."""
    rubric = check_rubric(read(real_rubric(), "criteria.yaml")).rubric
    assert rubric is not None
    for number, data in enumerate([*real_practices()[:2], *drawn_practices(1, 3)]):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(data)
        claims.hold_for_practice(path, rubric, lambda what, seconds: None)
    assert len(set(drawn_practices(1, 3))) == 3


def test_a_trial_can_be_repeated() -> None:
    data = real_practices()[0]
    for number in range(50):
        assert mutated(Random(number), data) == mutated(Random(number), data)
    assert len(flood(Random(3), data)) <= LARGEST


@given(st.binary(max_size=300))
def test_any_bytes_whatever(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    rubric = check_rubric(read(real_rubric(), "criteria.yaml")).rubric
    assert rubric is not None
    claims.hold_for_practice(path, rubric, lambda what, seconds: None)
    claims.hold_for_rubric(data, lambda what, seconds: None)
