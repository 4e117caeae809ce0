"""The movement of a total by cause: the parts sum to it, whatever changed, and do not hang on an order."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.movement.diff import Diff, diff
from secon_cli.analysis.movement.shapley import ALL, COMBINATIONS, NONE, Cause, Causes, split
from secon_cli.analysis.movement.sides import Side, SideKind, standings
from secon_cli.analysis.results import Provenance, placed
from secon_cli.engine.assessment import assess
from secon_cli.engine.ranking import rank
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import criterion, indicator, metric, practice, rubric
from tests.strategies import practices, rubrics

_POINTS = st.floats(-100, 100, allow_nan=False)
_NEAR = 1e-9


def _side(rubric: Rubric, *practices: Practice) -> Side:
    provenance = Provenance("1.0.0", rubric, ())
    scored = placed(rank(assess(one, rubric) for one in practices), {one.id: f"{one.id}.yaml" for one in practices})
    return Side("a side", SideKind.FOLDER, provenance, standings(scored, provenance))


def _moved(before: tuple[Practice, Rubric], after: tuple[Practice, Rubric]) -> Diff:
    return diff(_side(before[1], before[0]), _side(after[1], after[0]))


@st.composite
def _games(draw: st.DrawFn) -> dict[Causes, float]:
    return {causes: draw(_POINTS) for causes in COMBINATIONS}


@given(_games())
def test_the_parts_sum_to_the_whole(worths: dict[Causes, float]) -> None:
    assert split(worths).movement == pytest.approx(worths[ALL] - worths[NONE], abs=_NEAR)


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
    assert move.parts.movement == pytest.approx(move.movement, abs=_NEAR)
    for one in move.indicators:
        assert one.parts is not None
        assert one.parts.movement == pytest.approx(one.movement, abs=_NEAR)
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
    one = practice(duration={"start": "2020-01-01", "end": "2029", "evidence": "report:duration"})
    (move,) = _moved((one, by), (one, by.changed(as_of=date(2024, 12, 31)))).moves
    assert move.parts is not None
    assert (move.parts.facts, move.parts.rubric) == (0, 0)
    assert move.parts.date == pytest.approx(20)


def test_words_of_a_rubric_move_nothing() -> None:
    renamed = Rubric.model_validate({**rubric().content, "title": "Another title", "version": "2.0.0"})
    found = _moved((practice(), rubric()), (practice(), renamed))
    assert found.judging == ()
    assert [change.path for change in found.rubric.changes] == ["version", "title"]


def test_who_came_and_went_and_in_which_order() -> None:
    few, many = (practice(results={"metrics": [metric(what=str(n)) for n in range(count)]}) for count in (1, 3))
    ids = ("rises", "falls", "goes", "stays")
    old = [(many if id == "falls" else few).model_copy(update={"id": id}) for id in ids]
    new = [
        (many if id == "rises" else few).model_copy(update={"id": id}) for id in ("stays", "falls", "rises", "comes")
    ]
    for ordered in permutations(new):
        found = diff(_side(rubric(), *old), _side(rubric(), *ordered))
        assert [move.id for move in found.moves] == ["rises", "stays", "falls"]
        assert ([one.id for one in found.came], [one.id for one in found.went]) == (["comes"], ["goes"])
        assert (found.moves[0].before.rank, found.moves[0].after.rank) == (2, 1)
