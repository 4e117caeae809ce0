"""What differs between two rubrics: nothing between equals, every changed part by name, and the shares in force."""

from hypothesis import given

from secon_cli.analysis.differences import Change, ChangeKind, differences
from secon_cli.rubric.model import Rubric
from tests.samples import criterion, indicator, rubric, rubric_record
from tests.strategies import rubrics

_STATUS = {"kind": "ordinal", "of": "duration.status", "scale": {"running": 1}}


def test_a_changed_number_is_told_with_what_it_was_and_is() -> None:
    record = rubric_record()
    record["criteria"]["effect"]["indicators"]["results"]["measure"]["full_at"] = "5"
    found = differences(rubric(), rubric(**record))
    path = "criteria.effect.indicators.results.measure.full_at"
    assert found.changes == (Change(path, ChangeKind.CHANGED, 4.0, 5.0),)
    assert not any(shift.moved for shift in found.shifts)
    assert found.same_name


def test_a_criterion_more_moves_the_shares_of_all() -> None:
    more = rubric_record(version="1.1.0")
    more["criteria"]["lasting"] = criterion(3, running=indicator(1, _STATUS))
    found = differences(rubric(), rubric(**more))
    assert [(change.path, change.kind) for change in found.changes] == [
        ("version", ChangeKind.CHANGED),
        ("criteria.lasting", ChangeKind.ADDED),
    ]
    assert [(shift.criterion, shift.before, shift.after) for shift in found.shifts] == [
        ("effect", 1.0, 0.25),
        ("lasting", None, 0.75),
    ]
    assert all(shift.moved for shift in found.shifts)
    assert not found.same_name


def test_bands_are_the_same_by_name() -> None:
    bands = [{"name": "high", "at_least": "60"}, {"name": "middle", "at_least": "50"}, {"name": "low", "at_least": "0"}]
    found = differences(rubric(), rubric(bands=bands))
    assert [(change.path, change.kind) for change in found.changes] == [
        ("bands.high.at_least", ChangeKind.CHANGED),
        ("bands.middle", ChangeKind.ADDED),
    ]


@given(rubrics(), rubrics())
def test_two_rubrics_differ_exactly_where_their_hashes_do(one: Rubric, other: Rubric) -> None:
    assert differences(one, one).changes == ()
    assert not differences(one, one).same_name
    found, back = differences(one, other), differences(other, one)
    assert bool(found.changes) == (one.sha256 != other.sha256)
    turned = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
    assert {(c.path, turned.get(c.kind, c.kind)) for c in found.changes} == {(c.path, c.kind) for c in back.changes}
