"""Changes of weights and of the rubric that change the ranking: closed form or recomputed, nothing drawn.

**Intervals.** One weight changes, the others keep their proportions, as with `--weight`. A practice's total is then a
straight line in the share x of that weight, (1 - x) R + x S with its score S on the criterion and its mean R over all
others; two lines cross at most once. These are the weight stability intervals of PROMETHEE II: B. Mareschal, "Weight
stability intervals in multicriteria decision aid", European Journal of Operational Research 33 (1988) 54-64.

**Swaps.** The smallest change of all weights together after which two neighbours are level. **Dominance**: practices
that no weights can put behind another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import ceil, floor
from typing import TypeAlias

import numpy as np

from secon_cli.analysis.agreement import kendall_tau
from secon_cli.analysis.robustness.arrays import Flags, Floats, Integers, Scores, keys, ranks_by
from secon_cli.engine import TIE, Assessment
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.values import shifted
from secon_cli.rubric.measures import Years
from secon_cli.rubric.model import Rubric

_STEP = 0.001
"""Shares that are given to try are whole tenths of a percent."""
_CLEAR = 0.1
"""Part of a step by which they lie beyond the exact share at least, so that the change can be seen."""

_Groups: TypeAlias = tuple[Integers, Integers]
"""Integers of practices, and of the practices that they are ahead of."""


@dataclass(frozen=True, slots=True)
class Overtaking:
    """What happens at the end of an interval: `by` draws level with `overtaken`."""

    overtaken: str
    by: str


@dataclass(frozen=True, slots=True)
class WeightInterval:
    """The shares of a weight between which something holds, ends included, and what ends it (None: nothing does)."""

    low: float
    high: float
    below: Overtaking | None = None
    above: Overtaking | None = None


@dataclass(frozen=True, slots=True)
class WeightStability:
    """The intervals of one criterion's weight, all others in proportion."""

    criterion: str
    share: float
    """The share of the weight in force."""
    first: WeightInterval
    """No practice overtakes the first."""
    top: WeightInterval
    """No practice enters the first k."""
    order: WeightInterval
    """No practice overtakes another."""


def stability(scores: Scores, top: int) -> tuple[WeightStability, ...]:
    """The intervals of every criterion. What is tied now may part: only overtaking ends an interval."""
    following = [
        (np.flatnonzero(scores.ranks == rank), np.flatnonzero(scores.ranks == after))
        for group in (scores.fails, ~scores.fails)
        for rank, after in pairwise(np.unique(scores.ranks[group]))
    ]
    return tuple(
        WeightStability(
            criterion=name,
            share=float(scores.shares[at]),
            first=_interval(scores, at, _split(scores, 1)),
            top=_interval(scores, at, _split(scores, top)),
            order=_interval(scores, at, following),
        )
        for at, name in enumerate(scores.criteria)
    )


def _split(scores: Scores, top: int) -> Iterator[_Groups]:
    """Ranks 1 to `top` against all others, separately for each side of the gate, which no weight changes."""
    above = scores.ranks <= top
    for group in (scores.fails, ~scores.fails):
        yield np.flatnonzero(group & above), np.flatnonzero(group & ~above)


def _interval(scores: Scores, at: int, contests: Iterable[_Groups]) -> WeightInterval:
    share, score = scores.shares[at], scores.certain[:, at]
    if share >= 1:
        # No other weight to trade with: in proportion to nothing, the others stay at nothing.
        return WeightInterval(0.0, 1.0)
    rest = (scores.totals - share * score) / (1 - share)
    low, high, below, above = 0.0, 1.0, None, None
    for ahead, behind in contests:
        for place in ahead if len(behind) else ():
            # Where one of those behind draws level with the practice at `place`, the interval ends.
            lead_rest, lead_score = rest[place] - rest[behind], score[place] - score[behind]
            with np.errstate(divide="ignore", invalid="ignore"):
                level = lead_rest / (lead_rest - lead_score)
            # A lead that is nothing at one end of the scale is never lost towards it.
            upper = np.where(lead_score < -TIE, level, 1.0)
            lower = np.where(lead_rest < -TIE, level, 0.0)
            if upper.min() < high:
                high = float(upper.min())
                above = Overtaking(scores.ids[place], scores.ids[behind[int(upper.argmin())]])
            if lower.max() > low:
                low = float(lower.max())
                below = Overtaking(scores.ids[place], scores.ids[behind[int(lower.argmax())]])
    return WeightInterval(low, high, below, above)


@dataclass(frozen=True, slots=True)
class WeightThreshold:
    """The end of a stability interval: the share of a weight beyond which one practice overtakes another."""

    criterion: str
    share: float
    """The share of the weight in force."""
    threshold: float
    beyond: float | None
    """The nearest share in tenths of a percent beyond the threshold: the one to try; None where there is none."""
    overtaken: str
    by: str

    @property
    def distance(self) -> float:
        """Share of all weight by which this weight has to change."""
        return abs(self.threshold - self.share)


def nearest_threshold(intervals: Iterable[tuple[WeightStability, WeightInterval]]) -> WeightThreshold | None:
    """The threshold that is reached with the least change of a single weight; None where there is none."""
    thresholds = []
    for stable, interval in intervals:
        for end, overtaking in ((interval.low, interval.below), (interval.high, interval.above)):
            if overtaking is not None:
                step = floor(end / _STEP + _CLEAR) + 1 if end > stable.share else ceil(end / _STEP - _CLEAR) - 1
                beyond = step * _STEP if 0 <= step * _STEP < 1 else None
                names = overtaking.overtaken, overtaking.by
                thresholds.append(WeightThreshold(stable.criterion, stable.share, end, beyond, *names))
    return min(thresholds, key=lambda threshold: threshold.distance, default=None)


@dataclass(frozen=True, slots=True)
class WeightSwap:
    """The smallest change of weights after which two neighbours are level: any more, and they have swapped places."""

    moved: float
    """Share of all weight that is taken from some criteria and given to another."""
    taken: tuple[tuple[str, float], ...]
    """The criteria that give, with the share that each gives."""
    given: str
    """The criterion that receives it."""
    beyond: tuple[tuple[str, float], ...] | None
    """Shares of these criteria that swap the two, the others kept in proportion; None where hardly any do."""


def smallest_swap(scores: Scores, ahead: int, behind: int) -> WeightSwap | None:
    """The least weight that has to move; None where no weights let `behind` overtake.

    With d the differences of the two practices' scores and w the weights, the lead is w · d. A share of weight that
    moves from criterion j to criterion k takes d_j - d_k from it. So all of it goes where d is least, and comes first
    from where d is largest: a fractional knapsack, whose greedy answer is exact.
    """
    counting = np.flatnonzero(scores.counting)
    lead = scores.certain[ahead] - scores.certain[behind]
    to = int(counting[lead[counting].argmin()])
    if lead[to] >= -TIE:
        return None
    missing = float(lead @ scores.shares)
    taken = []
    givers = counting[np.argsort(-lead[counting], kind="stable")]
    for giver in givers:
        if missing <= TIE:
            break
        step = float(lead[giver] - lead[to])
        share = min(float(scores.shares[giver]), missing / step)
        missing -= share * step
        taken.append((scores.criteria[giver], share))
    moved = sum(share for _, share in taken)
    # The shares after a move of the next whole tenth of a percent, taken from the givers in order.
    rest = target = ceil(moved / _STEP + _CLEAR) * _STEP
    shares = {scores.criteria[to]: float(scores.shares[to]) + target}
    for giver in givers:
        if giver != to and rest > TIE:
            share = min(float(scores.shares[giver]), rest)
            shares[scores.criteria[giver]] = float(scores.shares[giver]) - share
            rest -= share
    beyond = tuple(shares.items()) if rest <= TIE else None
    return WeightSwap(moved, tuple(taken), scores.criteria[to], beyond)


def dominated(scores: Scores) -> Iterator[tuple[int, Flags]]:
    """For each practice those it dominates: it is better on some criterion and worse on none that has a weight.

    A practice that fails the gate dominates none that passes it.
    """
    certain = scores.certain[:, scores.counting]
    for place, own in enumerate(certain):
        lead = own - certain
        better = (lead >= -TIE).all(axis=1) & (lead > TIE).any(axis=1)
        yield place, better & (scores.fails | ~scores.fails[place])


# --- Other rubrics --------------------------------------------------------------------------------------------------


_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Factors tried for claims without evidence."""
_FLOOR = 1.0
"""Least score that enters a geometric mean, which a single 0 would otherwise make 0."""


class VariantKind(StrEnum):
    """What a variant changes in the rubric in force."""

    CRITERION = "without criterion"
    INDICATOR = "without indicator"
    GEOMETRIC = "geometric mean"
    UNSUPPORTED = "unsupported"
    AS_OF = "as of"


@dataclass(frozen=True, slots=True)
class RankMove:
    """A practice that has another rank in another ranking."""

    id: str
    before: int
    after: int


def furthest(ids: tuple[str, ...], before: Integers, after: Integers) -> tuple[RankMove, ...]:
    """Those that move by the most ranks; empty where none moves."""
    steps = np.abs(before - after)
    most = steps.max(initial=0)
    return tuple(
        RankMove(ids[place], int(before[place]), int(after[place]))
        for place in np.flatnonzero((steps == most) & (most > 0))
    )


@dataclass(frozen=True, slots=True)
class RubricVariant:
    """Another rubric, and what becomes of the ranking under it."""

    change: VariantKind
    what: str
    """The criterion or indicator left out, the factor, the date."""
    tau: float | None
    """Kendall's tau to the ranking in force; None where all practices are tied."""
    moved: int
    """How many practices change their rank."""
    furthest: tuple[RankMove, ...]
    """The practices that move by the most ranks."""
    same_first: bool
    """Whether the same practices are first."""
    same_top: bool
    """Whether the same practices are among the first k."""
    changes_scores: bool
    """Whether any total or gate is another; a variant that changes none says nothing of the ranking."""


class RubricVariants:
    """Compares variants of a rubric; `ranked` are its practices in the order of the ranking in force."""

    def __init__(self, ranked: Sequence[Assessment], rubric: Rubric, scores: Scores, top: int) -> None:
        self._practices = [assessment.practice for assessment in ranked]
        self._rubric = rubric
        self._scores = scores
        self._top = top
        self._rules = [(criterion, key, indicator.measure) for criterion, key, indicator in rubric.indicators()]
        self._within = np.array([rubric.indicator_shares(criterion)[key] for criterion, key, _ in self._rules])
        self._of = np.array([scores.criteria.index(criterion) for criterion, _, _ in self._rules])
        self._worths = self._within * scores.shares[self._of]
        self._values = np.array([[i.score for c in assessment.criteria for i in c.indicators] for assessment in ranked])

    def all(self) -> Iterator[RubricVariant]:
        """Every variant, compared with the ranking in force."""
        yield from self._without_parts()
        floored = np.log(np.maximum(self._scores.certain, _FLOOR))
        yield self._compared(VariantKind.GEOMETRIC, "", np.exp(floored @ self._scores.shares))
        yield from self._unsupported()
        yield from self._as_of()

    def _compared(self, change: VariantKind, what: str, totals: Floats, fails: Flags | None = None) -> RubricVariant:
        """The ranking by these totals; `fails` are the practices that fail the gate, where those are others."""
        scores, top = self._scores, self._top
        fails = scores.fails if fails is None else fails
        before = scores.ranks
        after: Integers = ranks_by(keys(totals, fails)[None, :])[0].astype(np.int64)
        return RubricVariant(
            change=change,
            what=what,
            tau=kendall_tau(before.tolist(), after.tolist()),
            moved=int(np.count_nonzero(before != after)),
            furthest=furthest(scores.ids, before, after),
            same_first=bool(((before == 1) == (after == 1)).all()),
            same_top=bool(((before <= top) == (after <= top)).all()),
            changes_scores=bool((np.abs(totals - scores.totals) > TIE).any() or (fails != scores.fails).any()),
        )

    def _without_parts(self) -> Iterator[RubricVariant]:
        """What has no weight is out already, and what has all of it leaves nothing behind."""
        scores = self._scores
        for at, name in enumerate(scores.criteria):
            shares = scores.shares.copy()
            shares[at] = 0
            if scores.shares[at] and shares.sum():
                yield self._compared(VariantKind.CRITERION, name, scores.certain @ (shares / shares.sum()))
        for at, (criterion, key, _) in enumerate(self._rules):
            within = np.where(self._of == self._of[at], self._within, 0.0)
            within[at] = 0
            # The only indicator of a criterion is left out with the criterion.
            if self._within[at] and within.sum() and scores.shares[self._of[at]]:
                certain = scores.certain.copy()
                certain[:, self._of[at]] = self._values @ (within / within.sum())
                yield self._compared(VariantKind.INDICATOR, f"{criterion}.{key}", certain @ scores.shares)

    def _unsupported(self) -> Iterator[RubricVariant]:
        """Every measure's value grows with the factor; what is equal at 0 and at 1 is equal everywhere between."""
        day, every = self._rubric.as_of, np.ones_like(self._values, dtype=np.bool_)
        low, high = (self._measured(factor, day, every)[0] for factor in (0.0, 1.0))
        for factor in _STEPS:
            if factor != self._rubric.unsupported:
                ends = {0.0: low, 1.0: high}
                values = ends[factor] if factor in ends else self._measured(factor, day, low != high)[0]
                yield self._compared(VariantKind.UNSUPPORTED, f"{factor:g}", values @ self._worths)

    def _as_of(self) -> Iterator[RubricVariant]:
        """Only measures of time ask for the date."""
        which = np.broadcast_to([isinstance(rule, Years) for *_, rule in self._rules], self._values.shape)
        for years in (-1, 1):
            day = shifted(self._rubric.as_of, 12 * years)
            values, fails = self._measured(self._rubric.unsupported, day, which)
            yield self._compared(VariantKind.AS_OF, day.isoformat(), values @ self._worths, fails)

    def _measured(self, unsupported: float, day: date, which: Flags) -> tuple[Floats, Flags]:
        """Indicator scores and failed gates under another factor or on another day; those not asked for as they are."""
        values, fails = self._values.copy(), self._scores.fails.copy()
        for place, at in np.argwhere(which):
            measured = self._rules[at][2].measure(self._practices[place], unsupported, day)
            values[place, at] = 100 * measured.value
            if measured.gate is not None:
                fails[place] = measured.gate is GateState.NOT_MET
        return values, fails


@dataclass(frozen=True, slots=True)
class VariantSummary:
    """What one kind of change does to the ranking."""

    change: VariantKind
    lowest_tau: float
    highest_tau: float
    furthest_under: str
    """What is changed where tau is lowest and most practices move: the `what` of that variant."""


def summaries(variants: Sequence[RubricVariant]) -> tuple[VariantSummary, ...]:
    """One summary for each kind of change that has a tau."""
    result = []
    for change in VariantKind:
        taus = [(variant.tau, variant) for variant in variants if variant.change is change and variant.tau is not None]
        if taus:
            lowest, worst = min(taus, key=lambda pair: (pair[0], -pair[1].moved))
            result.append(VariantSummary(change, lowest, max(tau for tau, _ in taus), worst.what))
    return tuple(result)
