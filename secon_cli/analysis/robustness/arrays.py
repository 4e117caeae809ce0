"""A ranking as arrays, on which every question about its robustness is computed, and what is unknown about it.

Unknown are ranges from vague dates and from what was not assessed, drawn at random or taken at their ends: begin and
end uniformly over the days that the dates allow, what was not assessed uniformly over its range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from secon_cli.engine import TIE, Assessment, Ranked
from secon_cli.practice.time_in_place import GateState, PossibleDays, possible_days, share_in_place
from secon_cli.rubric.base import on_curve
from secon_cli.rubric.measures import Years
from secon_cli.rubric.model import Rubric

Floats: TypeAlias = NDArray[np.float64]
Ranks: TypeAlias = NDArray[np.uint16]
Flags: TypeAlias = NDArray[np.bool_]
Integers: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]
Seed: TypeAlias = int | np.random.SeedSequence

MOST = np.iinfo(np.uint16).max
"""The most practices whose ranks can be told apart here."""

_LAST = 1000.0
"""Points that put practices that fail the gate behind all others: far more than a total can be."""
_TABLE, _TABLES = 50_000, 2_000_000
"""Pairs of a first and a last day up to which the years between them are computed once, not in every draw: those of
one practice, and all together. With 1,000 practices, a whole study would otherwise take a third longer."""
_CHUNK = 1_000_000
"""Numbers that a chunk of draws for the confidence may hold."""
_MOST_NUMBERS = 400_000_000
"""Numbers drawn for all confidences together: about ten seconds. Without a bound, 1,000 near copies took 50 minutes."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Practices in the order of the ranking in force, with their criterion scores from 0 to 100."""

    ids: tuple[str, ...]
    criteria: tuple[str, ...]
    shares: Floats
    """Weight of each criterion as a share of all."""
    certain: Floats
    """Practices × criteria: the scores that the ranking goes by."""
    possible: Floats
    """Practices × criteria: the upper ends of the ranges."""
    ranks: Integers
    """The rank of each practice in force."""
    fails: Flags
    """The practices that do not meet the gate, and are ranked after all others."""
    uncertain: Flags
    """The practices that may or may not meet it, and are ranked with those that do."""

    @property
    def counting(self) -> Flags:
        """The criteria that have a weight; one without is left out of all drawn weights."""
        return self.shares > 0

    @property
    def totals(self) -> Floats:
        """The total of each practice."""
        return self.certain @ self.shares


def scores(ranked: Sequence[Ranked], rubric: Rubric) -> Scores:
    """A ranking as arrays."""
    assessments = [placed.assessment for placed in ranked]
    return Scores(
        ids=tuple(assessment.id for assessment in assessments),
        criteria=tuple(rubric.shares),
        shares=np.array(list(rubric.shares.values()), dtype=np.float64),
        certain=np.array([[c.score for c in assessment.criteria] for assessment in assessments], dtype=np.float64),
        possible=np.array(
            [[c.range.high for c in assessment.criteria] for assessment in assessments], dtype=np.float64
        ),
        ranks=np.array([placed.rank for placed in ranked], dtype=np.int64),
        fails=np.array([assessment.fails_gate for assessment in assessments], dtype=np.bool_),
        uncertain=np.array([assessment.gate is GateState.UNCERTAIN for assessment in assessments], dtype=np.bool_),
    )


def keys(totals: Floats, last: Flags) -> Floats:
    """Numbers that order practices as the engine ranks them: by total, those of `last` after all others."""
    return np.where(last, totals - _LAST, totals)


def ranks_by(order_keys: Floats) -> Ranks:
    """Ranks within each line of keys, the highest first; equals share a rank and the next is skipped (1, 2, 2, 4)."""
    negative = -order_keys
    order = np.argsort(negative, axis=1)
    ordered = np.take_along_axis(negative, order, axis=1)
    positions = np.ones(order.shape, dtype=np.uint16)
    apart = ordered[:, 1:] - ordered[:, :-1] > TIE
    np.multiply(apart, np.arange(2, order.shape[1] + 1, dtype=np.uint16), out=positions[:, 1:], casting="unsafe")
    np.maximum.accumulate(positions, axis=1, out=positions)
    ranks = np.empty_like(positions)
    np.put_along_axis(ranks, order, positions, axis=1)
    return ranks


# --- What is unknown -------------------------------------------------------------------------------------------------


class Unknowns:
    """Everything that is unknown about the practices of a ranking.

    A part is an indicator of which only a range is known; its room is what lies between the ends, in points of the
    criterion.
    """

    def __init__(self, ranked: Sequence[Assessment], rubric: Rubric) -> None:
        self._at_least = rubric.gate_years or 0.0
        # Practice, criterion and room of each part.
        self._parts: list[tuple[int, int, float]] = []
        # By curve of years in place: the parts that go by it, the rows of their dates, what a value of 1 is worth to
        # each in points of the criterion, and its points at the lower end.
        self._curved: dict[tuple[tuple[float, float], ...], list[tuple[int, int, float, float]]] = {}
        # Where no start is known and the gate hangs on it: the part, its practice, and the value that meets the gate.
        self._unstarted: list[tuple[int, int, float]] = []
        # The practices whose dates leave their time in place open, and whether their gate hangs on it.
        self._dated: list[tuple[int, PossibleDays, bool]] = []
        for place, assessment in enumerate(ranked):
            # Whether its dates are what is vague about a part.
            vague = False
            parts = ((at, part) for at, criterion in enumerate(assessment.criteria) for part in criterion.indicators)
            for at, indicator in parts:
                measure, weight, (low, high) = indicator.measure, indicator.weight, indicator.range
                if weight * (high - low) <= 0:
                    continue
                part = len(self._parts)
                self._parts.append((place, at, weight * (high - low)))
                if isinstance(measure, Years) and assessment.time is not None:
                    per_value = weight * high / on_curve(assessment.time.longest, measure.curve)
                    row = part, len(self._dated), per_value, weight * low
                    self._curved.setdefault(measure.curve, []).append(row)
                    vague = True
                elif isinstance(measure, Years) and measure.gate:
                    self._unstarted.append((part, place, on_curve(measure.gate.at_least, measure.curve)))
            uncertain, time = assessment.gate is GateState.UNCERTAIN, assessment.time
            if (uncertain or vague) and time is not None and time.shortest < time.longest:
                days = possible_days(assessment.practice, rubric.as_of)
                if days is not None:
                    self._dated.append((place, days, uncertain))
        practices, criteria, rooms = zip(*self._parts, strict=True) if self._parts else ((), (), ())
        self._practices: Integers = np.array(practices, dtype=np.int64)
        self._criteria: Integers = np.array(criteria, dtype=np.int64)
        self._rooms: Floats = np.array(rooms)
        self._years = _YearsInPlace([days for _, days, _ in self._dated])
        self._gated = [row for row, (*_, gated) in enumerate(self._dated) if gated]

    def __bool__(self) -> bool:
        return bool(self._parts or self._dated)

    def failing(self, fails: Flags) -> list[float]:
        """For each practice, the share of what its dates allow with which it fails the gate; `fails`: those that do."""
        shares = [float(certainly) for certainly in fails]
        for row in self._gated:
            # Of all pairs of a possible begin and end: counted, not drawn.
            place, days, _ = self._dated[row]
            shares[place] = max(shares[place], 1 - share_in_place(days, self._at_least))
        for _, place, meets_from in self._unstarted:
            shares[place] = meets_from
        return shares

    def disturb(self, order_keys: Floats, weights: Floats, rng: np.random.Generator) -> None:
        """Draw all that is unknown once for each line of keys, and add what it adds to the totals in them.

        Keys are draws × practices; `weights` are draws × criteria, or one weight a criterion for all draws.
        """
        years = self._years.draw(rng, len(order_keys))
        values = rng.random((len(order_keys), len(self._parts)))
        if self._parts:
            # Points of the criterion above the certain score, added up for each practice.
            above: Floats = values * self._rooms
            for curve, curved in self._curved.items():
                parts, rows, per_value, low = map(list, zip(*curved, strict=True))
                length, value = zip(*curve, strict=True)
                above[:, parts] = np.interp(years[:, rows], length, value) * np.array(per_value) - np.array(low)
            weighted = above * weights[..., self._criteria]
            starts = np.flatnonzero(np.diff(self._practices, prepend=-1))
            order_keys[:, self._practices[starts]] += np.add.reduceat(weighted, starts, axis=1)
        # A gate that is open is not met in some of the draws: by the days, or by the value where no start is known.
        gated = [self._dated[row][0] for row in self._gated]
        order_keys[:, gated] = keys(order_keys[:, gated], years[:, self._gated] < self._at_least)
        parts, unstarted, bounds = map(list, zip(*self._unstarted, strict=True)) if self._unstarted else ([], [], [])
        order_keys[:, unstarted] = keys(order_keys[:, unstarted], values[:, parts] < np.array(bounds))


class _YearsInPlace:
    """Begins and ends of practices whose dates leave them open, drawn uniformly from the days that are possible."""

    def __init__(self, open_days: Sequence[PossibleDays]) -> None:
        self._first: Days = np.array([(days.start[0], days.end[0]) for days in open_days], "M8[D]").reshape(-1, 2)
        last: Days = np.array([(days.start[1], days.end[1]) for days in open_days], "M8[D]").reshape(-1, 2)
        self._sizes: Integers = (last - self._first).astype(np.int64) + 1
        # The same vague dates share a table: of 10,000 practices, one each took 330 MB.
        offsets: dict[tuple[bytes, bytes], int] = {}
        tables, held = [np.zeros(1)], 1
        for first, sizes in zip(self._first, self._sizes, strict=True):
            pairs = int(sizes.prod())
            if (first.tobytes(), sizes.tobytes()) not in offsets and pairs <= _TABLE and held + pairs <= _TABLES:
                starts, ends = (day + np.arange(size) for day, size in zip(first, sizes, strict=True))
                tables.append(years_between(starts[:, None], ends[None, :]).ravel())
                offsets[first.tobytes(), sizes.tobytes()] = held
                held += pairs
        self._table = np.concatenate(tables)
        found = [offsets.get((f.tobytes(), s.tobytes()), -1) for f, s in zip(self._first, self._sizes, strict=True)]
        self._offsets: Integers = np.array(found, dtype=np.int64)

    def draw(self, rng: np.random.Generator, count: int) -> Floats:
        """Draws × practices: the years from begin to end."""
        # The same numbers as from a call for the begins and one for the ends of each practice, in a third of the time.
        drawn = rng.integers(0, self._sizes[:, :, None], (len(self._sizes), 2, count))
        starts, ends = drawn[:, 0], drawn[:, 1]
        at = starts * self._sizes[:, 1:]
        at += ends
        at += self._offsets[:, None]
        years: Floats = self._table.take(at, mode="clip")
        loose = self._offsets < 0
        if loose.any():
            first = self._first[loose]
            years[loose] = years_between(first[:, :1] + starts[loose], first[:, 1:] + ends[loose])
        return years.T


def years_between(first: Days, last: Days) -> Floats:
    """Years from `first` to `last` for arrays of days, as the engine counts them."""
    after = last + np.timedelta64(1, "D")
    whole = (after.astype("M8[Y]") - first.astype("M8[Y]")).astype(np.int64)
    whole -= _anniversary(first, whole) > after
    begun = _anniversary(first, whole)
    years = whole + (after - begun) / (_anniversary(first, whole + 1) - begun)
    return np.where(last < first, 0.0, years)


def _anniversary(day: Days, years: Integers) -> Days:
    """The same day of the year some years on; a 29 February runs over into March by itself."""
    month = day.astype("M8[M]")
    same: Days = (month + 12 * years.astype("m8[M]")).astype("M8[D]") + (day - month.astype("M8[D]"))
    return same


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


def _greater(numbers: Floats, bounds: Floats) -> Integers:
    """How many of the numbers are greater than each bound."""
    count: Integers = len(numbers) - np.searchsorted(np.sort(numbers), bounds, side="right")
    return count


@dataclass(frozen=True, slots=True)
class Confidence:
    """How often a practice is first under its central weights, whatever the unknown turns out to be."""

    share: float
    """Share of draws of the unknown in which it is first under its central weights."""
    draws: int
    """Draws behind the share: fewer where very many practices can be first. 0 where it is certain."""


def confidences(
    ranked: Sequence[Assessment],
    rubric: Rubric,
    scores: Scores,
    central: Sequence[Floats | None],
    draws: int,
    seed: Seed,
) -> list[Confidence | None]:
    """The confidence of each practice; None where it has no central weights.

    Only practices that can be ahead of it are drawn. Practices that are always level have the same central weights,
    and share the draws.
    """
    contests: list[tuple[int, Floats, Integers]] = []
    results: list[Confidence | None] = [None] * len(central)
    for place, weights in enumerate(central):
        if weights is not None:
            lowest = keys(scores.certain @ weights, scores.fails | scores.uncertain)
            highest = keys(scores.possible @ weights, scores.fails)
            may_lead = highest > lowest[place] + TIE
            may_lead[place] = True
            results[place] = Confidence(1.0, 0)
            if may_lead.sum() > 1:
                contests.append((place, weights, np.flatnonzero(may_lead)))
    size = sum(len(contest) for _, _, contest in contests)
    draws = max(min(draws, _MOST_NUMBERS // max(size, 1)), 100)
    shared: dict[tuple[bytes, bytes], Floats] = {}
    for place, weights, contest in contests:
        key = weights.tobytes(), contest.tobytes()
        if key not in shared:
            rng = np.random.default_rng(seed)
            unknowns = Unknowns([ranked[int(contender)] for contender in contest], rubric)
            certain = keys(scores.certain @ weights, scores.fails)[contest]
            step = max(_CHUNK // len(contest), 1)
            first = np.zeros(len(contest), dtype=np.int64)
            for start in range(0, draws, step):
                order_keys = np.tile(certain, (min(step, draws - start), 1))
                unknowns.disturb(order_keys, weights, rng)
                first += np.count_nonzero(order_keys >= order_keys.max(axis=1, keepdims=True) - TIE, axis=0)
            shared[key] = first / draws
        results[place] = Confidence(float(shared[key][np.searchsorted(contest, place)]), draws)
    return results
