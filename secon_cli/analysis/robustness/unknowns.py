"""What is unknown: ranges from vague dates and from what was not assessed, drawn at random or taken at their ends.

Begin and end are drawn uniformly over the days that the dates allow, what was not assessed uniformly over its range.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from secon_cli.analysis.robustness.arrays import Flags, Floats, Places, Scores, keys
from secon_cli.engine.assessment import TIE, Assessment
from secon_cli.practice.time_in_place import GateState, PossibleDays, possible_days, share_in_place
from secon_cli.rubric.measures import Years
from secon_cli.rubric.measures.curves import on_curve
from secon_cli.rubric.model import Rubric

Days: TypeAlias = NDArray[np.datetime64]

_ONE_DAY = np.timedelta64(1, "D")
_TABLE = 50_000
"""Pairs of a first and a last day up to which the years between them are computed once, not in every draw."""
_CHUNK = 1_000_000
"""Numbers that a chunk of draws for the confidence may hold."""
_MOST_NUMBERS = 400_000_000
"""Numbers drawn for all confidences together: about ten seconds. Without a bound, 1,000 near copies took 50 minutes."""


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
        self._days = days
        self._starts, self._ends = _each_day(days.start), _each_day(days.end)
        small = len(self._starts) * len(self._ends) <= _TABLE
        self._table = years_between(self._starts[:, None], self._ends[None, :]) if small else None

    def draw(self, rng: np.random.Generator, count: int) -> Floats:
        """Years in place, with begin and end drawn uniformly from their days."""
        start, end = rng.integers(0, len(self._starts), count), rng.integers(0, len(self._ends), count)
        if self._table is not None:
            return self._table[start, end]
        return years_between(self._starts[start], self._ends[end])

    def failing(self) -> float:
        """Share of all pairs of a possible begin and end with which the gate is not met: counted, not drawn."""
        return 0.0 if self.at_least is None else 1 - share_in_place(self._days, self.at_least)


class Unknowns:
    """Everything that is unknown about the practices of a ranking, by practice."""

    def __init__(self, ranked: Sequence[Assessment], rubric: Rubric) -> None:
        self._dated: list[_Dated] = []
        parts: list[Unknown] = []
        for place, assessment in enumerate(ranked):
            own = tuple(_of_practice(place, assessment, rubric))
            parts += own
            uncertain, time = assessment.gate is GateState.UNCERTAIN, assessment.time
            if uncertain or any(part.curve for part in own):
                days = possible_days(assessment.practice, rubric.as_of)
                if days is not None and time is not None and time.shortest < time.longest:
                    self._dated.append(_Dated(place, days, rubric.gate_years if uncertain else None))
        self._parts = tuple(parts)
        self._practices: Places = np.array([part.practice for part in parts], dtype=np.int64)
        self._criteria: Places = np.array([part.criterion for part in parts], dtype=np.int64)

    def __bool__(self) -> bool:
        return bool(self._parts or self._dated)

    def failing(self, fails: Flags) -> list[float]:
        """For each practice, the share of what its dates allow with which it fails the gate; `fails`: those that do."""
        shares = [float(certainly) for certainly in fails]
        for dated in self._dated:
            shares[dated.practice] = max(shares[dated.practice], dated.failing())
        for part in self._parts:
            if part.passes_from is not None:
                shares[part.practice] = part.passes_from
        return shares

    def disturb(self, order_keys: Floats, weights: Floats, rng: np.random.Generator) -> None:
        """Draw all that is unknown once for each line of keys, and add what it adds to the totals in them.

        Keys are draws × practices; `weights` are draws × criteria, or one weight a criterion for all draws.
        """
        count = len(order_keys)
        years = {dated.practice: dated.draw(rng, count) for dated in self._dated}
        values = rng.random((count, len(self._parts)))
        weighted = self._above(values, years) * weights[..., self._criteria]
        if self._parts:
            starts = np.flatnonzero(np.diff(self._practices, prepend=-1))
            order_keys[:, self._practices[starts]] += np.add.reduceat(weighted, starts, axis=1)
        for place, fails in self._gates(values, years):
            order_keys[:, place] = keys(order_keys[:, place], fails)

    def _above(self, values: Floats, years: Mapping[int, Floats]) -> Floats:
        """Draws × unknowns: points of the criterion above the certain score."""
        above: Floats = values * np.array([part.room for part in self._parts])
        for column, part in enumerate(self._parts):
            if part.curve is not None:
                length, value = zip(*part.curve, strict=True)
                above[:, column] = np.interp(years[part.practice], length, value) * part.per_value - part.low
        return above

    def _gates(self, values: Floats, years: Mapping[int, Floats]) -> Iterator[tuple[int, Flags]]:
        """The practices whose gate is open, each with the draws in which it is not met."""
        for dated in self._dated:
            if dated.at_least is not None:
                yield dated.practice, years[dated.practice] < dated.at_least
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
            measure = rubric.criteria[criterion.id].indicators[indicator.id].measure
            low, high = indicator.range.low, indicator.range.high
            room = indicator.weight * (high - low)
            if room <= 0:
                continue
            if not isinstance(measure, Years):
                yield Unknown(place, at, room)
            elif assessment.time is None:
                passes_from = on_curve(measure.gate.at_least, measure.curve) if measure.gate else None
                yield Unknown(place, at, room, passes_from=passes_from)
            else:
                per_value = indicator.weight * high / on_curve(assessment.time.longest, measure.curve)
                yield Unknown(place, at, room, measure.curve, per_value, indicator.weight * low)


def possible_ranks(scores: Scores) -> list[tuple[int, int]]:
    """Best and worst rank of each practice under the weights in force: exact, by intervals.

    At best, all that is unknown of a practice turns out well and of all others badly; what is unknown of one says
    nothing of another, so this can be. An uncertain gate is met at best, and not met at worst.
    """
    best = keys(scores.possible @ scores.shares, scores.fails)
    worst = keys(scores.totals, scores.fails | scores.uncertain)
    at_best = _greater(worst, best + TIE)
    # A practice whose worst is below its own best would count as a rival of itself.
    at_worst = _greater(best, worst + TIE) - (best > worst + TIE)
    return [(int(first) + 1, int(last) + 1) for first, last in zip(at_best, at_worst, strict=True)]


def _greater(numbers: Floats, bounds: Floats) -> Places:
    """How many of the numbers are greater than each bound."""
    count: Places = len(numbers) - np.searchsorted(np.sort(numbers), bounds, side="right")
    return count


@dataclass(frozen=True, slots=True)
class Confidence:
    """Share of draws of what is unknown in which a practice is first under its central weights."""

    share: float
    draws: int
    """Draws behind the share: fewer where very many practices can be first. 0 where it is certain."""


def confidences(
    ranked: Sequence[Assessment],
    rubric: Rubric,
    scores: Scores,
    central: Sequence[Floats | None],
    draws: int,
    seed: int | np.random.SeedSequence,
) -> list[Confidence | None]:
    """The confidence of each practice; None where it has no central weights.

    Only practices that can be ahead of it are drawn. Practices that are always level have the same central weights,
    and share the draws.
    """
    contests: list[Places | None] = []
    for place, weights in enumerate(central):
        if weights is None:
            contests.append(None)
            continue
        lowest = keys(scores.certain @ weights, scores.fails | scores.uncertain)
        highest = keys(scores.possible @ weights, scores.fails)
        may_lead = highest > lowest[place] + TIE
        may_lead[place] = True
        contests.append(np.flatnonzero(may_lead))
    size = sum(len(contest) for contest in contests if contest is not None and len(contest) > 1)
    draws = max(min(draws, _MOST_NUMBERS // max(size, 1)), 100)
    results: list[Confidence | None] = []
    shared: dict[tuple[bytes, bytes], dict[int, float]] = {}
    for place, (weights, contest) in enumerate(zip(central, contests, strict=True)):
        if weights is None or contest is None:
            results.append(None)
        elif len(contest) == 1:
            results.append(Confidence(1.0, 0))
        else:
            key = weights.tobytes(), contest.tobytes()
            if key not in shared:
                shared[key] = _first_in(ranked, rubric, scores, weights, contest, draws, seed)
            results.append(Confidence(shared[key][place], draws))
    return results


def _first_in(
    ranked: Sequence[Assessment],
    rubric: Rubric,
    scores: Scores,
    weights: Floats,
    contest: Places,
    draws: int,
    seed: int | np.random.SeedSequence,
) -> dict[int, float]:
    """The share of draws in which each practice of a contest is first."""
    rng = np.random.default_rng(seed)
    unknowns = Unknowns([ranked[int(place)] for place in contest], rubric)
    certain = keys(scores.certain @ weights, scores.fails)[contest]
    step = max(_CHUNK // len(contest), 1)
    first = np.zeros(len(contest), dtype=np.int64)
    for start in range(0, draws, step):
        order_keys = np.tile(certain, (min(step, draws - start), 1))
        unknowns.disturb(order_keys, weights, rng)
        first += np.count_nonzero(order_keys >= order_keys.max(axis=1, keepdims=True) - TIE, axis=0)
    return {int(place): int(count) / draws for place, count in zip(contest, first, strict=True)}
