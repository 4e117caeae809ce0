"""Changes of weights that change the ranking: closed form, nothing drawn.

**Intervals.** One weight changes, the others keep their proportions, as with `--weight`. A practice's total is then a
straight line in the share x of that weight, (1 - x) R + x S with its score S on the criterion and its mean R over all
others; two lines cross at most once. These are the weight stability intervals of PROMETHEE II: B. Mareschal, "Weight
stability intervals in multicriteria decision aid", European Journal of Operational Research 33 (1988) 54-64.

**Swaps.** The smallest change of all weights together after which two neighbours are level. **Dominance**: practices
that no weights can put behind another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TypeAlias

import numpy as np

from secon_cli.analysis.robustness.arrays import Flags, Places, Scores
from secon_cli.engine import TIE

_STEP = 0.001
"""Shares that are given to try are whole tenths of a percent."""
_CLEAR = 0.1
"""Part of a step by which they lie beyond the exact share at least, so that the change can be seen."""

_Groups: TypeAlias = tuple[Places, Places]
"""Places of practices, and of the practices that they are ahead of."""


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
    return WeightSwap(moved, tuple(taken), scores.criteria[to], _beyond_swap(scores, givers, to, moved))


def _beyond_swap(scores: Scores, givers: Places, to: int, moved: float) -> tuple[tuple[str, float], ...] | None:
    """The shares after a move of the next whole tenth of a percent of all weight, taken from the givers in order."""
    rest = target = ceil(moved / _STEP + _CLEAR) * _STEP
    shares = {to: float(scores.shares[to]) + target}
    for giver in givers:
        if rest <= TIE:
            return tuple((scores.criteria[place], share) for place, share in shares.items())
        if giver != to:
            taken = min(float(scores.shares[giver]), rest)
            shares[int(giver)] = float(scores.shares[giver]) - taken
            rest -= taken
    return None


def dominated(scores: Scores) -> Iterator[tuple[int, Flags]]:
    """For each practice those it dominates: it is better on some criterion and worse on none that has a weight.

    A practice that fails the gate dominates none that passes it.
    """
    certain = scores.certain[:, scores.counting]
    for place, own in enumerate(certain):
        lead = own - certain
        better = (lead >= -TIE).all(axis=1) & (lead > TIE).any(axis=1)
        yield place, better & (scores.fails | ~scores.fails[place])
