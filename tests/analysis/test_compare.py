"""Comparisons: what holds for all collections and rubrics, and figures worked out by hand."""

from math import fsum
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.comparison import Ahead, Comparison, PairCount, Splits, ahead, compare, reasons, splits
from secon_cli.analysis.results import Provenance
from secon_cli.analysis.sides import two_sides
from secon_cli.engine import Assessment, Range, as_printed, assess, difference_of
from secon_cli.output.wire import to_json
from secon_cli.output.wires.compare import COMPARE
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import CITED, criterion, indicator, metric, practice, rubric
from tests.strategies import practices, rubrics

NEAR = 1e-9
_PARTNERS = ("Latgale", "Łódź", "Rhein-Neckar")


@st.composite
def collections(draw: st.DrawFn) -> list[Practice]:
    """Two to four practices of up to three regions, two regions at least."""
    drawn = draw(st.lists(practices, min_size=2, max_size=4))
    rest = draw(st.lists(st.sampled_from(_PARTNERS), min_size=len(drawn) - 2, max_size=len(drawn) - 2))
    return [
        one.model_copy(update={"id": f"p-{n}", "location": one.location.model_copy(update={"partner": partner})})
        for n, (one, partner) in enumerate(zip(drawn, [*_PARTNERS[:2], *rest], strict=True))
    ]


def _compared(names: tuple[str, str], assessments: list[Assessment], by: Rubric) -> Comparison:
    return compare(*two_sides(names, assessments), Provenance("0", by, ()), len(assessments))


def _both_ways(sides: tuple[str, str], everyone: list[Practice], by: Rubric) -> tuple[Comparison, Comparison]:
    assessments = [assess(one, by) for one in everyone]
    return _compared(sides, assessments, by), _compared((sides[1], sides[0]), assessments, by)


_SIDES = st.sampled_from([("latgale", "łódź"), ("lodz", "rest"), ("p-0", "p-1"), ("rest", "p-1"), ("p-0", "all")])


@given(collections(), rubrics(), _SIDES)
def test_weighted_differences_sum_to_the_difference_of_the_totals(
    everyone: list[Practice], by: Rubric, sides: tuple[str, str]
) -> None:
    one, _ = _both_ways(sides, everyone, by)
    assert fsum(c.weighted for c in one.criteria) == pytest.approx(one.difference, abs=NEAR)
    assert one.difference == pytest.approx(one.sides[0].total - one.sides[1].total, abs=NEAR)
    for c in one.criteria:
        assert c.difference == pytest.approx(c.scores[0] - c.scores[1], abs=NEAR)
        assert fsum(i.weighted for i in c.indicators) == pytest.approx(c.weighted, abs=NEAR)


@given(collections(), rubrics(), _SIDES)
def test_the_sums_hold_for_the_printed_digits_too(everyone: list[Practice], by: Rubric, sides: tuple[str, str]) -> None:
    one, _ = _both_ways(sides, everyone, by)
    assert one.points == difference_of(one.sides[0].total, one.sides[1].total)
    assert _tenths(sum(c.points for c in one.criteria)) == _tenths(one.points)
    assert _tenths(one.sides[0].total) - _tenths(one.sides[1].total) == _tenths(one.points)
    assert abs(one.points - one.difference) < 0.1 + NEAR
    for c in one.criteria:
        assert _tenths(c.scores[0]) - _tenths(c.scores[1]) == _tenths(c.difference_printed)
        assert _tenths(sum(i.points for i in c.indicators)) == _tenths(c.points)
        assert all(i.points == 0 for i in c.indicators if i.weighted == 0)


def _tenths(points: float) -> int:
    return round(as_printed(points) * 10)


@given(collections(), rubrics(), _SIDES, st.randoms(use_true_random=False))
def test_the_range_of_a_difference_holds_whatever_the_unknown_facts_are(
    everyone: list[Practice], by: Rubric, sides: tuple[str, str], random: Random
) -> None:
    comparison, _ = _both_ways(sides, everyone, by)
    assessed = {one.practice.id: one for side in comparison.sides for one in side.practices}
    for _ in range(10):
        # Each practice has one true total, on whichever side it is.
        true = {
            id: one.range.low + random.choice([0, 1, random.random()]) * (one.range.high - one.range.low)
            for id, one in assessed.items()
        }
        first, second = (fsum(true[id] for id in side.ids) / len(side.ids) for side in comparison.sides)
        assert comparison.difference_range.low - NEAR <= first - second <= comparison.difference_range.high + NEAR
        if comparison.ahead is Ahead.FIRST:
            assert first > second
        if comparison.ahead is Ahead.SECOND:
            assert first < second


@given(collections(), rubrics(), _SIDES)
def test_both_directions_mirror_each_other(everyone: list[Practice], by: Rubric, sides: tuple[str, str]) -> None:
    one, other = _both_ways(sides, everyone, by)
    assert one.sides == other.sides[::-1]
    assert one.difference == -other.difference
    assert [c.weighted for c in one.criteria] == [-c.weighted for c in other.criteria]
    assert [c.id for c in one.by_size] == [c.id for c in other.by_size]
    assert [c.points for c in one.criteria] == [-c.points for c in other.criteria]
    assert one.difference_range == Range(-other.difference_range.high, -other.difference_range.low)
    assert one.lessons == tuple(reversed(other.lessons))
    mirrored = {Ahead.FIRST: Ahead.SECOND, Ahead.SECOND: Ahead.FIRST}
    assert other.ahead is mirrored.get(one.ahead, one.ahead)
    assert one.splits == other.splits


@given(collections(), rubrics(), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(everyone: list[Practice], by: Rubric, random: Random) -> None:
    shuffled = list(everyone)
    random.shuffle(shuffled)
    texts = [to_json(COMPARE.view(_both_ways(("latgale", "rest"), some, by)[0])) for some in (everyone, shuffled)]
    assert texts[0] == texts[1]


_BY = rubric(
    criteria={
        "effect": criterion(
            3,
            results=indicator(3, {"kind": "count", "of": "results.metrics", "full_at": "4"}),
            threats=indicator(1, {"kind": "none_of", "of": "sustainability.risks", "where": {"kind": ["ended"]}}),
        ),
        "time": criterion(1, years=indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]]})),
    }
)


def _practice(id: str, metrics: int, partner: str = "Latgale", **blocks: Any) -> Assessment:
    location = {"country": "LV", "partner": partner, "evidence": "report:location"}
    results = {"metrics": [metric()] * metrics, **CITED}
    return assess(practice(id=id, location=location, results=results, **blocks), _BY)


def _two_and_two() -> Comparison:
    """Effect: 75 × (1 + 0.5) / 2 against 75 × 0.25 and 0, threats left out everywhere; time alike."""
    some = [_practice("a1", 4), _practice("a2", 2), _practice("b1", 1, "Kurzeme"), _practice("b2", 0, "Kurzeme")]
    return _compared(("latgale", "kurzeme"), some, _BY)


def test_a_side_is_the_mean_of_its_practices() -> None:
    effect, time = _two_and_two().criteria
    assert effect.scores == pytest.approx((56.25, 9.375))
    assert effect.difference == pytest.approx(46.875)
    assert effect.weighted == pytest.approx(0.75 * 46.875)
    assert time.weighted == 0
    assert [i.weighted for i in effect.indicators] == pytest.approx([0.75 * 46.875, 0])


def test_the_printed_points_worked_out_by_hand() -> None:
    comparison = _two_and_two()
    # Totals 0.75 x 56.25 = 42.1875 and 0.75 x 9.375 = 7.03125, printed 42.2 and 7.0.
    assert comparison.points == 35.2
    assert comparison.difference == pytest.approx(35.15625)
    effect, time = comparison.criteria
    assert (effect.points, effect.difference_printed) == (35.2, 46.9)  # 56.3 - 9.4
    assert time.points == 0
    assert [part.points for part in effect.indicators] == [35.2, 0]
    # Threats are open on both sides: 25 less or more than 46.875.
    assert (effect.difference_range.low, effect.difference_range.high) == pytest.approx((21.875, 71.875))


def test_the_difference_comes_mostly_from_the_criteria_that_make_up_half_of_it() -> None:
    full_at_four = {"kind": "count", "of": "results.metrics", "full_at": "4"}
    by = rubric(
        criteria={
            "small": criterion(3, results=indicator(1, full_at_four)),
            "large": criterion(4, results=indicator(1, full_at_four)),
            "last": criterion(3, results=indicator(1, full_at_four)),
        }
    )
    some = [
        assess(practice(id=id, results={"metrics": [metric()] * metrics, **CITED}), by)
        for id, metrics in (("four", 4), ("one", 1))
    ]
    comparison = _compared(("one", "four"), some, by)
    # 75 points apart on each: -30, -22.5 and -22.5. 30 of 75 is less than half, 52.5 is more.
    assert [criterion.points for criterion in comparison.criteria] == [-22.5, -30, -22.5]
    assert comparison.mostly == ("large", "small")


def test_three_equal_differences_are_printed_so_that_they_add_up() -> None:
    half_of_four = {"kind": "count", "of": "results.metrics", "full_at": "4"}
    by = rubric(criteria={key: criterion(1, results=indicator(1, half_of_four)) for key in ("a", "b", "c")})
    some = [
        assess(practice(id=id, results={"metrics": [metric()] * metrics, **CITED}), by)
        for id, metrics in (("two", 2), ("four", 4))
    ]
    # A third of 50 points each is 16.67, and three times 16.7 would be 50.1.
    assert [criterion.points for criterion in _compared(("four", "two"), some, by).criteria] == [16.7, 16.7, 16.6]


def _unsure(id: str, metrics: int, partner: str, *, threats: bool) -> Assessment:
    """Certain to have 75 x metrics / 4 on effect; 25 more are open unless the file admits a threat."""
    risks = [{"kind": "ended", "what": "It is over.", "evidence": "report:results"}] if threats else None
    blocks: dict[str, Any] = {"sustainability": {"risks": risks}} if threats else {}
    return _practice(id, metrics, partner, **blocks)


def test_a_practice_on_both_sides_counts_once_in_the_range_of_the_difference() -> None:
    some = [_practice("a", 4), _unsure("b", 0, "Kurzeme", threats=True)]
    comparison = _compared(("a", "all"), some, _BY)
    effect = comparison.criteria[0]
    # a is 75 to 100, b exactly 0: all is 37.5 to 50, so the two ranges overlap neither way; a - (a + b) / 2 = a / 2.
    assert [(one.low, one.high) for one in effect.ranges] == [pytest.approx((75, 100)), pytest.approx((37.5, 50))]
    assert (effect.difference_range.low, effect.difference_range.high) == pytest.approx((37.5, 50))


def test_ranges_that_overlap_only_through_a_shared_practice_leave_no_doubt() -> None:
    two = [_practice("a", 2), _unsure("b", 1, "Kurzeme", threats=True)]
    effect = _compared(("a", "all"), two, _BY).criteria[0]
    # a is 37.5 to 62.5 and all 28.125 to 40.625: they overlap, but a - all = (a - b) / 2 is 9.375 or more.
    assert effect.ranges[0].low < effect.ranges[1].high
    assert effect.difference_range.low == pytest.approx(9.375)
    assert effect.ahead is Ahead.FIRST


def test_what_is_unknown_makes_the_ranges_overlap() -> None:
    comparison = _two_and_two()
    effect = comparison.criteria[0]
    # Threats may turn out absent: 25 more for each side, less than lies between them.
    assert [(r.low, r.high) for r in effect.ranges] == [pytest.approx((56.25, 81.25)), pytest.approx((9.375, 34.375))]
    assert effect.ahead is Ahead.FIRST
    closer = _compared(("a1", "a2"), [_practice("a1", 3), _practice("a2", 2)], _BY)
    assert closer.criteria[0].ahead is Ahead.OPEN
    assert closer.ahead is Ahead.OPEN


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((50, 60), (40, 49), Ahead.FIRST),
        ((40, 49), (50, 60), Ahead.SECOND),
        ((40, 50), (50, 60), Ahead.OPEN),
        ((50, 50), (45, 55), Ahead.OPEN),
        ((50, 50), (50, 50), Ahead.EQUAL),
        ((50, 60), (50, 60), Ahead.OPEN),
    ],
)
def test_a_side_is_ahead_only_where_the_ranges_do_not_meet(
    first: tuple[float, float], second: tuple[float, float], expected: Ahead
) -> None:
    assert ahead(Range(first[0] - second[1], first[1] - second[0])) is expected


def test_what_two_practices_a_region_allow_to_conclude() -> None:
    found = _two_and_two()
    # 42.2 and 28.1 against 14.1 and 0, each up to 18.75 more: a2 and b1 are not certain.
    assert found.pairs == PairCount(first=4, second=0, first_certain=3, second_certain=0, all=4)
    # Of the six ways to split four practices two and two, only this one and its mirror image give such a gap.
    assert found.splits == Splits(all=6, as_large=2)
    assert found.splits.share == pytest.approx(1 / 3)
    assert found.on_both == ()


def test_splits_are_counted_where_they_mean_something_and_can_be_counted() -> None:
    assert splits([10], [20]) is None
    assert splits([10], [20, 30]) == Splits(3, 2)
    assert splits([10, 10], [10, 10]) == Splits(6, 6)
    assert splits([0.0] * 2, [1.0] * 16) == Splits(153, 1)
    assert splits([0.0] * 10, [1.0] * 20) is None


def test_a_practice_on_both_sides_is_named_and_leaves_no_pairs() -> None:
    found = _compared(("a1", "all"), [_practice("a1", 3), _practice("a2", 2)], _BY)
    assert found.on_both == ("a1",)
    assert found.pairs is None
    assert found.splits is None


def test_a_side_learns_where_it_is_empty_and_a_practice_of_the_other_is_full() -> None:
    ended: dict[str, Any] = {
        "sustainability": {"risks": [{"kind": "ended", "what": "It is over.", "evidence": "report:results"}]}
    }
    sound: dict[str, Any] = {"sustainability": {"risks": [], "evidence": "report:results"}}
    old: dict[str, Any] = {"duration": {"start": "2000-01-01", "end": "ongoing", "evidence": "report:duration"}}
    new: dict[str, Any] = {"duration": {"evidence": "report:duration"}}
    some = [
        _practice("a1", 4, **sound, **old),
        _practice("a2", 2, **old),
        _practice("b1", 0, "Kurzeme", **ended, **new),
        _practice("b2", 0, "Kurzeme", **new),
    ]
    from_second, from_first = _compared(("latgale", "kurzeme"), some, _BY).lessons
    assert from_second == ()
    # The years are full against empty as well, but no one can learn to be old.
    assert [(lesson.criterion, lesson.indicator) for lesson in from_first] == [
        ("effect", "results"),
        ("effect", "threats"),
    ]
    assert [one.practice.id for one in from_first[0].full] == ["a1"]
    assert from_first[0].worth == pytest.approx(0.75 * 75)
    assert not from_first[0].unknown
    assert not from_first[1].unknown


@pytest.mark.parametrize(("teaches", "learns"), [(99, 0), (100, 1)])
def test_nearly_full_and_nearly_empty_are_no_lesson(teaches: int, learns: int) -> None:
    count = {"kind": "count", "of": "results.metrics", "full_at": 100}
    by = rubric(criteria={"effect": criterion(1, results=indicator(1, count))})
    teacher = assess(practice(id="teacher", results={"metrics": [metric()] * teaches, **CITED}), by)
    learner = assess(practice(id="learner", results={"metrics": [metric()] * learns, **CITED}), by)
    assert (teacher.total, learner.total) == (teaches, learns)
    assert _compared(("learner", "teacher"), [learner, teacher], by).lessons == ((), ())


def test_a_lesson_says_where_no_one_looked() -> None:
    sound: dict[str, Any] = {"sustainability": {"risks": [], "evidence": "report:results"}}
    some = [_practice("a1", 4, **sound), _practice("b1", 4, "Kurzeme")]
    (lesson,) = _compared(("latgale", "kurzeme"), some, _BY).lessons[1]
    assert (lesson.indicator, lesson.unknown) == ("threats", True)


def test_the_practices_of_a_side_are_in_order_of_their_totals() -> None:
    comparison = _two_and_two()
    assert comparison.sides[0].ids == ("a1", "a2")
    assert [one.practice.id for one in comparison.criteria[0].indicators[0].practices[1]] == ["b1", "b2"]


def test_a_word_that_sums_up_a_block_is_the_reason_without_the_other_words_of_the_block() -> None:
    checked = {"kind": "ordinal", "of": "results.checked", "scale": {"supervised": 0.7}}
    by = rubric(criteria={"quality": criterion(1, checked=indicator(1, checked))})
    results = {"checked": "supervised", "aim": "C", **CITED}
    (quality,) = assess(practice(results=results), by).criteria
    assert [reason.text for reason in reasons(quality.indicators[0])] == ["supervised"]
