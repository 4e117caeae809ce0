"""What is unknown: ranges from vague dates and from what was not assessed, drawn at random.

Begin and end are drawn uniformly over the days that the dates allow, what was not assessed uniformly over its range.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from secon_cli.analysis.robustness.arrays import Flags, Floats, Places, keys
from secon_cli.engine.assessment import Assessment, IndicatorAssessment
from secon_cli.practice.time_in_place import GateState, PossibleDays, possible_days
from secon_cli.rubric.measures import Years
from secon_cli.rubric.measures.years import on_curve
from secon_cli.rubric.model import Rubric

Days: TypeAlias = NDArray[np.datetime64]

_ONE_DAY = np.timedelta64(1, "D")
_TABLE = 50_000
"""Pairs of a first and a last day up to which the years between them are worked out once, not in every draw."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An indicator of which only a range is known; `room` is what lies between its ends, in points of the criterion."""

    practice: int
    criterion: int
    room: float
    curve: tuple[tuple[float, float], ...] | None = None
    """How years in place become a value, where the dates are what is vague."""
    per_value: float = 0.0
    """What a value of 1 on the curve is worth, in points of the criterion."""
    low: float = 0.0
    """Points of the criterion at the lower end."""
    passes_from: float | None = None
    """The value from which the gate is met, where no start is known and the gate hangs on it."""


class _Dated:
    """A practice whose dates leave its time in place open; `at_least` where its gate hangs on them."""

    def __init__(self, practice: int, days: PossibleDays, at_least: float | None) -> None:
        self.practice = practice
        self.at_least = at_least
        self._starts, self._ends = _each_day(days.start), _each_day(days.end)
        small = len(self._starts) * len(self._ends) <= _TABLE
        self._table = years_between(self._starts[:, None], self._ends[None, :]) if small else None

    def draw(self, rng: np.random.Generator, count: int) -> Floats:
        """Years in place, with begin and end drawn uniformly from their days."""
        start, end = rng.integers(0, len(self._starts), count), rng.integers(0, len(self._ends), count)
        if self._table is not None:
            return self._table[start, end]
        return years_between(self._starts[start], self._ends[end])


class Unknowns:
    """Everything that is unknown about the practices of a ranking, by practice."""

    def __init__(self, ranked: Sequence[Assessment], rubric: Rubric) -> None:
        self._dated: list[_Dated] = []
        parts: list[Unknown] = []
        for place, assessment in enumerate(ranked):
            own = tuple(_of_practice(place, assessment, rubric))
            parts += own
            if assessment.gate is GateState.UNCERTAIN or any(one.curve for one in own):
                self._dated += _dated(place, assessment, rubric)
        self._parts = tuple(parts)
        self._practices: Places = np.array([one.practice for one in parts], dtype=np.int64)
        self._criteria: Places = np.array([one.criterion for one in parts], dtype=np.int64)

    def __bool__(self) -> bool:
        return bool(self._parts or self._dated)

    def disturb(self, order_keys: Floats, weights: Floats, rng: np.random.Generator) -> None:
        """Draw all that is unknown once for each line of keys, and add what it adds to the totals in them.

        Keys are draws × practices; `weights` are draws × criteria, or one weight a criterion for all draws.
        """
        count = len(order_keys)
        years = {one.practice: one.draw(rng, count) for one in self._dated}
        values = rng.random((count, len(self._parts)))
        weighted = self._above(values, years) * weights[..., self._criteria]
        if self._parts:
            starts = np.flatnonzero(np.diff(self._practices, prepend=-1))
            order_keys[:, self._practices[starts]] += np.add.reduceat(weighted, starts, axis=1)
        for place, fails in self._gates(values, years):
            order_keys[:, place] = keys(order_keys[:, place], fails)

    def _above(self, values: Floats, years: Mapping[int, Floats]) -> Floats:
        """Draws × unknowns: points of the criterion above the certain score."""
        above: Floats = values * np.array([one.room for one in self._parts])
        for column, one in enumerate(self._parts):
            if one.curve is not None:
                length, value = zip(*one.curve, strict=True)
                above[:, column] = np.interp(years[one.practice], length, value) * one.per_value - one.low
        return above

    def _gates(self, values: Floats, years: Mapping[int, Floats]) -> Iterator[tuple[int, Flags]]:
        """The practices whose gate is open, each with the draws in which it fails it."""
        for one in self._dated:
            if one.at_least is not None:
                yield one.practice, years[one.practice] < one.at_least
        for column, part in enumerate(self._parts):
            if part.passes_from is not None:
                yield part.practice, values[:, column] < part.passes_from


def years_between(first: Days, last: Days) -> Floats:
    """Years from `first` to `last` for arrays of days, as the engine counts them."""
    after = last + _ONE_DAY
    whole = (after.astype("M8[Y]") - first.astype("M8[Y]")).astype(np.int64)
    whole -= _anniversary(first, whole) > after
    begun = _anniversary(first, whole)
    years = whole + (after - begun) / (_anniversary(first, whole + 1) - begun)
    return np.where(last < first, 0.0, years)


def _anniversary(day: Days, years: Places) -> Days:
    """The same day of the year some years on; a 29 February runs over into March by itself."""
    month = day.astype("M8[M]")
    same: Days = (month + 12 * years.astype("m8[M]")).astype("M8[D]") + (day - month.astype("M8[D]"))
    return same


def _each_day(between: tuple[date, date]) -> Days:
    first, last = (np.datetime64(day, "D") for day in between)
    return np.arange(first, last + _ONE_DAY)


def _of_practice(place: int, assessment: Assessment, rubric: Rubric) -> Iterator[Unknown]:
    for at, criterion in enumerate(assessment.criteria):
        for indicator in criterion.indicators:
            room = indicator.weight * (indicator.range.high - indicator.range.low)
            if room > 0:
                yield _unknown(place, at, criterion.id, indicator, assessment, rubric)


def _unknown(
    place: int, at: int, criterion: str, indicator: IndicatorAssessment, assessment: Assessment, rubric: Rubric
) -> Unknown:
    measure = rubric.criteria[criterion].indicators[indicator.id].measure
    room = indicator.weight * (indicator.range.high - indicator.range.low)
    if not isinstance(measure, Years):
        return Unknown(place, at, room)
    if assessment.time is None:
        return Unknown(
            place, at, room, passes_from=on_curve(measure.gate.at_least, measure.curve) if measure.gate else None
        )
    per_value = indicator.weight * indicator.range.high / on_curve(assessment.time.longest, measure.curve)
    return Unknown(place, at, room, measure.curve, per_value, indicator.weight * indicator.range.low)


def _dated(place: int, assessment: Assessment, rubric: Rubric) -> Iterator[_Dated]:
    days = possible_days(assessment.practice, rubric.as_of)
    time = assessment.time
    if days is not None and time is not None and time.shortest < time.longest:
        yield _Dated(place, days, rubric.gate_years if assessment.gate is GateState.UNCERTAIN else None)
