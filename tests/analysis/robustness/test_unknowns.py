"""What is unknown, drawn: years as the engine counts them, gates that are met or not, values within their ranges."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.robustness import arrays
from secon_cli.analysis.robustness.arrays import Floats, Unknowns, scores, years_between
from secon_cli.engine import Assessment, assess, rank
from secon_cli.practice import time_in_place
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import Record, criterion, indicator, practice, rubric
from tests.strategies import practices, rubrics

_DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
_GATED: Record = {"kind": "years", "curve": [["0", "0"], ["4", "1"]], "gate": {"at_least": "2"}}


@given(_DAYS, _DAYS)
def test_years_are_those_of_the_engine(first: date, last: date) -> None:
    found = years_between(np.array([first], dtype="M8[D]"), np.array([last], dtype="M8[D]"))
    assert found[0] == pytest.approx(time_in_place.years_between(first, last))


def test_so_they_are_around_leap_days() -> None:
    for first in (date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1)):
        for days in range(1500):
            last = first + timedelta(days=days - 10)
            found = years_between(np.array([first], dtype="M8[D]"), np.array([last], dtype="M8[D]"))
            assert found[0] == pytest.approx(time_in_place.years_between(first, last))


def _drawn(assessments: list[Assessment], rule: Rubric, weights: Floats, count: int = 400) -> Floats:
    """Keys of the practices with all that is unknown drawn, less their certain totals."""
    order_keys = np.zeros((count, len(assessments)))
    Unknowns(assessments, rule).disturb(order_keys, weights, np.random.default_rng(1))
    return order_keys


@given(st.lists(practices, min_size=1, max_size=3), rubrics())
def test_what_is_drawn_stays_within_the_range(found: list[Practice], rule: Rubric) -> None:
    assessments = [assess(one, rule) for one in found]
    weights = np.array(list(rule.shares.values()))
    above = _drawn(assessments, rule, weights)
    for place, one in enumerate(assessments):
        room = one.range.high - one.range.low
        assert above[:, place].min() >= -1e-9
        assert above[:, place].max() <= room + 1e-9
        varies = np.ptp(above[:, place]) > 0
        assert room > 1e-12 or not varies
        # What goes by dates may vary only on a few days of many years, and none of them may be drawn.
        open_ranges = [
            criterion.weight * part.weight * (part.high - part.score)
            for criterion in one.criteria
            for part in criterion.indicators
            if part.measure.kind != "years"
        ]
        assert varies or max(open_ranges, default=0) <= 1e-9


def _timed(measure: Record = _GATED) -> Rubric:
    return rubric(criteria={"time": criterion(1, years=indicator(1, measure))})


def _of(start: str | None, end: str) -> Practice:
    begun = {"start": start} if start else {}
    return practice(duration={**begun, "end": end, "end_is": "stated", "evidence": "report:duration"})


def test_a_year_is_drawn_from_its_first_to_its_last_day() -> None:
    """From 2020 to the end of 2021: one to two years, a quarter to a half of the curve, 37.5 points on the mean."""
    rule = _timed({"kind": "years", "curve": [["0", "0"], ["4", "1"]]})
    one = assess(_of("2020", "2021-12-31"), rule)
    drawn = one.total + _drawn([one], rule, np.ones(1), 20_000)[:, 0]
    assert [one.range.low, one.range.high] == pytest.approx([25, 50], abs=0.1)
    assert drawn.mean() == pytest.approx(37.5, abs=0.25)
    assert np.quantile(drawn, 0.25) == pytest.approx(31.25, abs=0.5)


def test_an_open_gate_is_met_or_not_by_the_days_drawn() -> None:
    """Begun in 2020, ended with 2022-06: two years from the first half of the days on, that is in half of the draws."""
    rule = _timed()
    one = assess(_of("2020", "2022-06-30"), rule)
    fails = _drawn([one], rule, np.ones(1), 20_000)[:, 0] < -500
    assert fails.mean() == pytest.approx(0.5, abs=0.02)


def test_without_a_start_the_gate_goes_by_the_value_drawn() -> None:
    """Two years are half of the curve, so half of the values drawn meet the gate."""
    rule = _timed()
    one = assess(_of(None, "2022"), rule)
    drawn = _drawn([one], rule, np.ones(1), 20_000)[:, 0]
    assert (drawn < -500).mean() == pytest.approx(0.5, abs=0.02)
    assert drawn[drawn > -500].min() >= 50


def test_years_are_the_same_with_and_without_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = _timed()
    found = [assess(_of(*dates), rule) for dates in (("2020", "2022-06-30"), ("2020-05", "2021"), ("2020", "2022"))]
    with_tables = _drawn(found, rule, np.ones(1))
    for limit in (0, 366 * 365):
        monkeypatch.setattr(arrays, "_TABLE", limit)
        assert np.array_equal(_drawn(found, rule, np.ones(1)), with_tables)


def test_nothing_unknown_is_nothing_drawn() -> None:
    rule = _timed()
    one = assess(_of("2010-01-01", "2020-01-01"), rule)
    assert not Unknowns([one], rule)
    assert scores(rank([one]), rule).certain.tolist() == [[100.0]]


def test_a_start_that_may_be_after_the_end_is_drawn_too() -> None:
    rule = _timed({"kind": "years", "curve": [["0", "0"], ["4", "1"]]})
    one = assess(practice(duration={"start": "201X", "end": "2016~", "evidence": "https://example.org/"}), rule)
    drawn = _drawn([one], rule, np.ones(1))[:, 0]
    assert drawn.min() == 0
    assert drawn.max() > 0
