"""The movement of a total by cause: the parts sum to it, whatever changed, and do not depend on an order."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.diff import (
    COMBINATIONS,
    NONE,
    Cause,
    CauseParts,
    Causes,
    Diff,
    IndicatorMove,
    MoveCounts,
    Snapshot,
    SnapshotKind,
    diff,
    split,
    states,
    what_if,
)
from secon_cli.analysis.differences import FindingLine, finding_changes
from secon_cli.analysis.results import LeftOut, Provenance, placed
from secon_cli.engine import assess, rank
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import criterion, indicator, metric, practice, rubric
from tests.strategies import practices, rubrics

_POINTS = st.floats(-100, 100, allow_nan=False)
_NEAR = 1e-9


def _snapshot(rubric: Rubric, *practices: Practice, **more: Any) -> Snapshot:
    provenance = Provenance("1.0.0", rubric, ())
    scored = placed(rank(assess(one, rubric) for one in practices), {one.id: f"{one.id}.yaml" for one in practices})
    return Snapshot("a folder", SnapshotKind.FOLDER, provenance, states(scored, provenance), **more)


def _moved(before: tuple[Practice, Rubric], after: tuple[Practice, Rubric]) -> Diff:
    return diff(_snapshot(before[1], before[0]), _snapshot(after[1], after[0]))


def _sum(parts: CauseParts) -> float:
    return parts.facts + parts.rubric + parts.date


@st.composite
def _games(draw: st.DrawFn) -> dict[Causes, float]:
    return {causes: draw(_POINTS) for causes in COMBINATIONS}


@given(_games())
def test_the_parts_sum_to_the_whole(worths: dict[Causes, float]) -> None:
    assert _sum(split(worths)) == pytest.approx(worths[frozenset(Cause)] - worths[NONE], abs=_NEAR)


@given(_games())
def test_a_part_is_the_average_over_all_orders(worths: dict[Causes, float]) -> None:
    """Worked out once more from the definition over sets, with its weights of a third and a sixth."""
    parts = split(worths)
    for cause in Cause:
        one, other = (each for each in Cause if each is not cause)
        gains = {before: worths[before | {cause}] - worths[before] for before in COMBINATIONS if cause not in before}
        expected = (gains[NONE] + gains[frozenset({one, other})]) / 3
        expected += (gains[frozenset({one})] + gains[frozenset({other})]) / 6
        assert parts.of(cause) == pytest.approx(expected, abs=_NEAR)


def test_causes_that_change_alike_get_alike_and_one_that_does_nothing_gets_nothing() -> None:
    worths = {causes: 10.0 if {Cause.FACTS, Cause.RUBRIC} <= causes else 0.0 for causes in COMBINATIONS}
    parts = split(worths)
    assert [parts.of(cause) for cause in Cause] == pytest.approx([5, 5, 0])


@given(practices, practices, rubrics(), rubrics())
def test_for_all_practices_and_rubrics_the_parts_sum_to_the_movement(
    before: Practice, after: Practice, old: Rubric, new: Rubric
) -> None:
    after = after.model_copy(update={"id": before.id})
    (move,) = _moved((before, old), (after, new)).moves
    assert move.parts is not None
    assert _sum(move.parts) == pytest.approx(move.movement, abs=_NEAR)
    for one in move.indicators:
        assert one.parts is not None
        assert _sum(one.parts) == pytest.approx(one.movement, abs=_NEAR)
    assert sum(one.movement for one in move.indicators) == pytest.approx(move.movement, abs=1e-7)


@given(practices, practices, rubrics(), rubrics())
def test_going_back_is_going_there_with_the_other_sign(
    before: Practice, after: Practice, old: Rubric, new: Rubric
) -> None:
    after = after.model_copy(update={"id": before.id})
    (there,) = _moved((before, old), (after, new)).moves
    (back,) = _moved((after, new), (before, old)).moves
    assert there.parts is not None
    assert back.parts is not None
    for cause in Cause:
        assert there.parts.of(cause) == pytest.approx(-back.parts.of(cause), abs=_NEAR)


@given(practices, rubrics())
def test_nothing_moves_by_itself(one: Practice, by: Rubric) -> None:
    (move,) = _moved((one, by), (one, by)).moves
    assert (move.movement, move.indicators, move.fields, move.moved) == (0, (), (), False)


def test_facts_and_rubric_by_hand() -> None:
    """One result of four is 25, two are 50; where two are full, 50 and 100: 12.5 more for each order's half."""
    halved = indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "2"})
    easier = rubric(criteria={"effect": criterion(1, results=halved)})
    one, two = (practice(results={"metrics": [metric(what=str(n)) for n in range(many)]}) for many in (1, 2))
    (move,) = _moved((one, rubric()), (two, easier)).moves
    assert (move.before.total, move.after.total) == (25, 100)
    assert move.parts is not None
    # Facts first: 25 → 50, then the rubric: 50 → 100. Rubric first: 25 → 50, then the facts: 50 → 100.
    assert (move.parts.facts, move.parts.rubric, move.parts.date) == (37.5, 37.5, 0)
    (found,) = move.indicators
    assert [change.field for change in found.fields] == ["results.metrics[1]"]
    assert [change.path for change in found.rules] == ["criteria.effect.indicators.results.measure.full_at"]


def test_the_date_alone() -> None:
    timed = indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]]})
    by = rubric(criteria={"time": criterion(1, years=timed)}, as_of="2022-12-31")
    one = practice(duration={"start": "2020-01-01", "end": "2029", "end_is": "stated", "evidence": "report:duration"})
    (move,) = _moved((one, by), (one, by.changed(as_of=date(2024, 12, 31)))).moves
    assert move.parts is not None
    assert (move.parts.facts, move.parts.rubric) == (0, 0)
    assert move.parts.date == pytest.approx(20)


def test_words_of_a_rubric_move_nothing() -> None:
    renamed = Rubric.model_validate({**rubric().content, "title": "Another title", "version": "2.0.0"})
    found = _moved((practice(), rubric()), (practice(), renamed))
    assert found.judging == ()
    assert [change.path for change in found.rubric.changes] == ["version", "title"]


def test_which_practices_are_added_and_removed_and_in_which_order() -> None:
    few, many = (practice(results={"metrics": [metric(what=str(n)) for n in range(count)]}) for count in (1, 3))
    ids = ("rises", "falls", "goes", "stays")
    old = [(many if id == "falls" else few).model_copy(update={"id": id}) for id in ids]
    new = [
        (many if id == "rises" else few).model_copy(update={"id": id}) for id in ("stays", "falls", "rises", "comes")
    ]
    for ordered in permutations(new):
        found = diff(_snapshot(rubric(), *old), _snapshot(rubric(), *ordered))
        assert [move.id for move in found.moves] == ["rises", "stays", "falls"]
        assert ([state.id for state in found.added], [state.id for state in found.removed]) == (["comes"], ["goes"])
        assert (found.moves[0].before.rank, found.moves[0].after.rank) == (2, 1)


def _results(many: int, id: str = "one") -> Practice:
    metrics = [metric(what=str(number)) for number in range(many)]
    return practice(results={"metrics": metrics}).model_copy(update={"id": id})


def test_counts() -> None:
    old = [
        _results(many, id) for id, many in (("up", 1), ("up2", 1), ("down", 3), ("same", 1), ("gone", 1), ("broken", 1))
    ]
    new = [
        _results(many, id) for id, many in (("up", 2), ("up2", 2), ("down", 1), ("same", 1), ("new", 1), ("more", 2))
    ]
    broken = [("broken", LeftOut("broken.yaml", 2))]
    found = diff(_snapshot(rubric(), *old), _snapshot(rubric(), *new, left_out=broken))
    assert found.counts == MoveCounts(
        both=4, up=2, down=1, unchanged=1, rank_only=1, touched=3, added=2, removed=1, left_out=1
    )
    assert [move.direction for move in found.moves] == [1, 1, 0, -1]
    assert [state.id for state in found.removed] == ["gone"]
    # 75 → 25 is the larger movement, though it goes down.
    assert [move.id for move in found.by_size] == ["down", "up", "up2"]


_PARTS = {"kind": "count", "of": "results.metrics", "full_at": "6"}


def test_printed_figures_add_up_by_cause_and_indicator() -> None:
    """Two criteria, 2/3 and 1/3 of the total, each 1/6 more: 11.111 and 5.556 of 16.667 points."""
    by = rubric(criteria={"large": criterion(2, a=indicator(1, _PARTS)), "small": criterion(1, b=indicator(1, _PARTS))})
    (move,) = _moved((_results(1), by), (_results(2), by)).moves
    assert (move.before.total, move.after.total) == pytest.approx((100 / 6, 200 / 6))
    # 16.7 → 33.3 as printed, so that the movement is printed as 16.6, and its parts as 11.1 and 5.5.
    assert move.printed_movement == 16.6
    assert move.printed_parts == {Cause.FACTS: 16.6, Cause.RUBRIC: 0, Cause.DATE: 0}
    (facts,) = move.by_cause
    assert (facts.cause, facts.points) == (Cause.FACTS, 16.6)
    assert [(indicator.indicator, points) for indicator, points in facts.indicators] == [("a", 11.1), ("b", 5.5)]
    assert [one.shares for one in move.indicators] == [pytest.approx((2 / 3, 2 / 3)), pytest.approx((1 / 3, 1 / 3))]


def test_a_changed_weight_moves_the_others_by_their_share_only() -> None:
    """Weights 2 and 1 become 2 and 3: the large one has 40 % of the total instead of 66.7 %."""
    parts = {"large": criterion(2, a=indicator(1, _PARTS)), "small": criterion(1, b=indicator(1, _PARTS))}
    old = rubric(criteria=parts)
    (move,) = _moved((_results(1), old), (_results(1), old.changed(weights={"small": 3}))).moves
    by_id: dict[str, IndicatorMove] = {moved.indicator: moved for moved in move.indicators}
    assert {id: moved.by_weights_only for id, moved in by_id.items()} == {"a": True, "b": True}
    assert by_id["a"].shares == pytest.approx((2 / 3, 2 / 5))
    assert by_id["a"].movement == pytest.approx((2 / 5 - 2 / 3) * 100 / 6)
    assert by_id["b"].shares == pytest.approx((1 / 3, 3 / 5))
    assert move.direction == 0


def test_facts_without_effect() -> None:
    """Three results are full; a fourth counts no more, and the title never counts."""
    full = indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "3"})
    timed = indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]]})
    by = rubric(criteria={"effect": criterion(1, results=full), "time": criterion(1, years=timed)})
    start, longer = (
        {"start": year, "status": "running", "evidence": "report:duration"} for year in ("2020-01-01", "2019-01-01")
    )
    metrics = [metric(what=str(number)) for number in range(4)]
    old = practice(results={"metrics": metrics[:3]}, duration=start)
    new = practice(results={"metrics": metrics}, duration=longer, title="Another title")
    (move,) = _moved((old, by), (new, by)).moves
    assert [change.field for change in move.fields] == ["title", "duration.start", "results.metrics[3]"]
    assert [change.field for change in move.without_effect] == ["title", "results.metrics[3]"]
    assert [change.field for change in move.indicators[0].fields] == ["duration.start"]
    # With another weight the indicator moves, but still not because of the fourth result.
    (move,) = _moved((old, by), (new, by.changed(weights={"effect": 3}))).moves
    assert [change.field for change in move.indicators[0].fields] == ["results.metrics[3]"]
    assert [change.field for change in move.without_effect] == ["title", "results.metrics[3]"]


def test_what_if_prints_criteria_that_add_up_to_the_totals() -> None:
    by = rubric(criteria={"large": criterion(2, a=indicator(1, _PARTS)), "small": criterion(1, b=indicator(1, _PARTS))})
    (original,), (copy,) = (
        placed(rank([assess(_results(many, id), by)]), {id: f"{id}.yaml"}) for many, id in ((1, "one"), (2, "copy"))
    )
    found = what_if(original, copy, 1, Provenance("1.0.0", by, ()))
    # 16.7 is 11.1 and 5.6, 33.3 is 22.2 and 11.1.
    assert [(one.criterion, one.before, one.after) for one in found.criteria] == [
        ("large", 11.1, 22.2),
        ("small", 5.6, 11.1),
    ]
    assert (found.move.id, found.move.printed_movement) == ("one", 16.6)


def test_findings_that_are_new_and_fixed() -> None:
    """One of two equal findings is fixed, and one that moved to another line is the same."""

    def found(line: int, message: str) -> FindingLine:
        return FindingLine("a.yaml", line, "error", "bad-date", message)

    before = [found(1, "twice"), found(2, "twice"), found(3, "moved"), found(4, "fixed")]
    after = [found(1, "twice"), found(9, "moved"), found(5, "new")]
    changes = finding_changes(before, after)
    assert changes.new == (found(5, "new"),)
    assert changes.fixed == (found(2, "twice"), found(4, "fixed"))


def test_what_weights_alone_moved() -> None:
    """Weights 2 and 1 become 2 and 3: 16.7 of 100 on one, 50 on the other, so the total is 66.7/40 % of that."""
    half = {"kind": "count", "of": "results.metrics", "full_at": "2"}
    parts = {"large": criterion(2, a=indicator(1, _PARTS)), "small": criterion(1, b=indicator(1, half))}
    old = rubric(criteria=parts)
    found = _moved((_results(1), old), (_results(1), old.changed(weights={"small": 3})))
    (move,) = found.moves
    # 2/3 × 16.67 + 1/3 × 50 = 27.78; 2/5 × 16.67 + 3/5 × 50 = 36.67: 27.8 → 36.7.
    assert (move.before.total, move.after.total) == pytest.approx((250 / 9, 110 / 3))
    assert (move.printed_movement, move.printed_by_weights, move.by_weights_only) == (8.9, 8.9, True)
    assert found.causes == (Cause.RUBRIC,)
    (weight,) = found.weights
    assert weight.criterion == "small"
    assert [weight.before, weight.after] == pytest.approx([1 / 3, 3 / 5])
    (move,) = _moved((_results(1), old), (_results(2), old.changed(weights={"small": 3}))).moves
    assert all(indicator.by_weights_only for indicator in move.indicators)
    assert not move.by_weights_only, "facts moved it too"
    # With another threshold too, only what the weights moved on the other criterion is theirs.
    stricter = rubric(
        criteria={
            "large": criterion(2, a=indicator(1, _PARTS)),
            "small": criterion(3, b=indicator(1, {**half, "full_at": "4"})),
        }
    )
    (move,) = _moved((_results(1), old), (_results(1), stricter)).moves
    # (2/5 − 2/3) × 16.67 = −4.4 by weights; 3/5 × 25 − 1/3 × 50 = −1.7 by weight and threshold.
    assert (move.printed_movement, move.printed_by_weights, move.by_weights_only) == (-6.1, -4.4, False)


def test_causes_of_facts_and_rubric() -> None:
    halved = indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "2"})
    easier = rubric(criteria={"effect": criterion(1, results=halved)})
    one, two = (_results(many) for many in (1, 2))
    assert _moved((one, rubric()), (two, easier)).causes == (Cause.FACTS, Cause.RUBRIC)
    assert _moved((one, rubric()), (one, rubric())).causes == ()


def test_touched_practices_come_by_size_and_other_ranks_apart() -> None:
    old = [_results(many, id) for id, many in (("a", 1), ("b", 2), ("c", 1))]
    new = [_results(2, "a"), _results(2, "b"), _results(1, "c").model_copy(update={"title": "Renamed"})]
    found = diff(_snapshot(rubric(), *old), _snapshot(rubric(), *new))
    assert [move.id for move in found.touched] == ["a", "c"]
    # 25 and 50 become 50 and 50: b keeps rank 1, c falls from 2 to 3 without another total.
    assert {move.id: move.rank_only for move in found.moves} == {"a": False, "b": False, "c": True}
    assert (found.counts.touched, found.counts.rank_only) == (2, 1)
