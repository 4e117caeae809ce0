"""Comparisons: what holds for all collections and rubrics, and figures worked out by hand."""

from math import fsum
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.compare import Comparison, compare
from secon_cli.analysis.conclusion import Divisions, Pairs, Standing, divisions, standing
from secon_cli.analysis.results import Provenance
from secon_cli.analysis.sides import two_sides
from secon_cli.engine.assessment import Assessment, Range, assess
from secon_cli.engine.rounding import difference_of
from secon_cli.output.compare.as_json import compare_json
from secon_cli.output.compare.figures import figures, indicator_figures
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
    assert one.difference == pytest.approx(one.first.total - one.second.total, abs=NEAR)
    for c in one.criteria:
        assert c.difference == pytest.approx(c.scores[0] - c.scores[1], abs=NEAR)
        assert fsum(i.weighted for i in c.indicators) == pytest.approx(c.weighted, abs=NEAR)


@given(collections(), rubrics(), _SIDES)
def test_the_sums_hold_for_the_printed_digits_too(everyone: list[Practice], by: Rubric, sides: tuple[str, str]) -> None:
    one, _ = _both_ways(sides, everyone, by)
    printed = figures(one)
    assert f"{printed.difference:.1f}" == f"{difference_of(one.first.total, one.second.total):.1f}"
    assert _tenths(sum(printed.weighted.values())) == _tenths(printed.difference)
    assert _tenths(one.first.total) - _tenths(one.second.total) == _tenths(printed.difference)
    assert abs(printed.difference - one.difference) < 0.1 + NEAR
    for c in one.criteria:
        parts = indicator_figures(c, printed.weighted[c.id])
        assert _tenths(sum(parts.values())) == _tenths(printed.weighted[c.id])
        assert all(parts[i.id] == 0 for i in c.indicators if i.weighted == 0)


def _tenths(points: float) -> int:
    return round(float(f"{points:.1f}") * 10)


@given(collections(), rubrics(), _SIDES)
def test_both_directions_mirror_each_other(everyone: list[Practice], by: Rubric, sides: tuple[str, str]) -> None:
    one, other = _both_ways(sides, everyone, by)
    assert (one.first, one.second) == (other.second, other.first)
    assert one.difference == -other.difference
    assert [c.weighted for c in one.criteria] == [-c.weighted for c in other.criteria]
    assert [c.id for c in one.by_size] == [c.id for c in other.by_size]
    assert figures(one).weighted == {key: -points for key, points in figures(other).weighted.items()}
    assert one.lessons == tuple(reversed(other.lessons))
    mirrored = {Standing.FIRST: Standing.SECOND, Standing.SECOND: Standing.FIRST}
    assert other.conclusion.standing is mirrored.get(one.conclusion.standing, one.conclusion.standing)
    assert one.conclusion.divisions == other.conclusion.divisions


@given(collections(), rubrics(), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(everyone: list[Practice], by: Rubric, random: Random) -> None:
    shuffled = list(everyone)
    random.shuffle(shuffled)
    texts = [compare_json(_both_ways(("latgale", "rest"), some, by)[0]) for some in (everyone, shuffled)]
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


def test_what_is_unknown_makes_the_ranges_overlap() -> None:
    comparison = _two_and_two()
    effect = comparison.criteria[0]
    # Threats may turn out absent: 25 more for each side, less than lies between them.
    assert [(r.low, r.high) for r in effect.ranges] == [pytest.approx((56.25, 81.25)), pytest.approx((9.375, 34.375))]
    assert effect.standing is Standing.FIRST
    closer = _compared(("a1", "a2"), [_practice("a1", 3), _practice("a2", 2)], _BY)
    assert closer.criteria[0].standing is Standing.OPEN
    assert closer.conclusion.standing is Standing.OPEN


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((50, 60), (40, 49), Standing.FIRST),
        ((40, 49), (50, 60), Standing.SECOND),
        ((40, 50), (50, 60), Standing.OPEN),
        ((50, 50), (45, 55), Standing.OPEN),
        ((50, 50), (50, 50), Standing.EQUAL),
        ((50, 60), (50, 60), Standing.OPEN),
    ],
)
def test_standing(first: tuple[float, float], second: tuple[float, float], expected: Standing) -> None:
    assert standing(Range(*first), Range(*second)) is expected


def test_what_two_practices_a_region_allow_to_conclude() -> None:
    found = _two_and_two().conclusion
    assert found.pairs == Pairs(first=4, second=0, all=4)
    # Of the six ways of dealing four out two and two, only this one and its mirror image part them so far.
    assert found.divisions == Divisions(all=6, as_large=2)
    assert found.on_both == ()


def test_divisions_are_counted_where_they_say_something_and_can_be_counted() -> None:
    assert divisions([10], [20]) is None
    assert divisions([10], [20, 30]) == Divisions(3, 2)
    assert divisions([10, 10], [10, 10]) == Divisions(6, 6)
    assert divisions([0.0] * 2, [1.0] * 16) == Divisions(153, 1)
    assert divisions([0.0] * 10, [1.0] * 20) is None


def test_a_practice_on_both_sides_is_named_and_leaves_no_pairs() -> None:
    found = _compared(("a1", "all"), [_practice("a1", 3), _practice("a2", 2)], _BY).conclusion
    assert found.on_both == ("a1",)
    assert found.pairs is None
    assert found.divisions is None


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
    # The years are full against empty as well, but nobody can learn to be old.
    assert [(lesson.criterion, lesson.indicator) for lesson in from_first] == [
        ("effect", "results"),
        ("effect", "threats"),
    ]
    assert [one.practice.id for one in from_first[0].full] == ["a1"]
    assert from_first[0].worth == pytest.approx(0.75 * 75)
    assert not from_first[0].unknown
    assert not from_first[1].unknown


def test_a_lesson_says_where_nobody_looked() -> None:
    sound: dict[str, Any] = {"sustainability": {"risks": [], "evidence": "report:results"}}
    some = [_practice("a1", 4, **sound), _practice("b1", 4, "Kurzeme")]
    (lesson,) = _compared(("latgale", "kurzeme"), some, _BY).lessons[1]
    assert (lesson.indicator, lesson.unknown) == ("threats", True)


def test_the_practices_of_a_side_are_in_order_of_their_totals() -> None:
    comparison = _two_and_two()
    assert comparison.first.ids == ("a1", "a2")
    assert [one.practice.id for one in comparison.criteria[0].indicators[0].behind[1]] == ["b1", "b2"]
