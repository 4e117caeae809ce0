"""How far one weight can move before the ranking changes: closed form, nothing drawn.

One weight changes, the others keep their proportions among themselves, as with `--weight`. A practice's total is then a
straight line in the share x of that weight, (1 - x) R + x S with its score S on the criterion and its mean R over all
others; two lines cross at most once. These are the weight stability intervals of PROMETHEE II: B. Mareschal, "Weight
stability intervals in multicriteria decision aid", European Journal of Operational Research 33 (1988) 54-64.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from secon_cli.analysis.robustness.arrays import Floats, Places, Scores
from secon_cli.engine.ranking import TIE

_Groups: TypeAlias = tuple[Places, Places]
"""Places of practices that are ahead, and of those that they are ahead of."""


@dataclass(frozen=True, slots=True)
class Overtaking:
    """What happens at the end of an interval: `by` draws level with `overtaken`."""

    overtaken: str
    by: str


@dataclass(frozen=True, slots=True)
class Interval:
    """The shares of a weight between which something holds, ends included, and what ends it (None: nothing does)."""

    low: float
    high: float
    below: Overtaking | None = None
    above: Overtaking | None = None


@dataclass(frozen=True, slots=True)
class Stability:
    """The intervals of one criterion's weight, all others in proportion."""

    criterion: str
    share: float
    """The share of the weight in force."""
    first: Interval
    """Nobody overtakes who is first."""
    top: Interval
    """Nobody enters the first k."""
    order: Interval
    """Nobody overtakes anybody."""


def stability(scores: Scores, top: int) -> tuple[Stability, ...]:
    """The intervals of every criterion. What is tied now may part: only overtaking ends an interval."""
    return tuple(
        Stability(
            criterion=name,
            share=float(scores.shares[at]),
            first=_interval(scores, at, _split(scores, 1)),
            top=_interval(scores, at, _split(scores, top)),
            order=_interval(scores, at, _steps(scores)),
        )
        for at, name in enumerate(scores.criteria)
    )


def _split(scores: Scores, top: int) -> Iterator[_Groups]:
    """Those of rank 1 to `top` against all others; the gate, which no weight changes, is no contest."""
    above = scores.ranks <= top
    for group in (scores.fails, ~scores.fails):
        yield np.flatnonzero(group & above), np.flatnonzero(group & ~above)


def _steps(scores: Scores) -> Iterator[_Groups]:
    """Those of each rank against those of the next."""
    for group in (scores.fails, ~scores.fails):
        ranks = np.unique(scores.ranks[group])
        for rank, following in pairwise(ranks):
            yield np.flatnonzero(scores.ranks == rank), np.flatnonzero(scores.ranks == following)


def _interval(scores: Scores, at: int, contests: Iterable[_Groups]) -> Interval:
    share, score = scores.shares[at], scores.certain[:, at]
    if share >= 1:
        # No other weight to trade with: in proportion to nothing, the others stay at nothing.
        return Interval(0.0, 1.0)
    rest = (scores.totals - share * score) / (1 - share)
    found = Interval(0.0, 1.0)
    for ahead, behind in contests:
        for one in ahead:
            found = _narrowed(scores, found, int(one), behind, rest, score)
    return found


def _narrowed(scores: Scores, found: Interval, one: int, others: Places, rest: Floats, score: Floats) -> Interval:
    """The interval, cut where one of the others draws level with `one`."""
    low, high, below, above = found.low, found.high, found.below, found.above
    lead_rest, lead_score = rest[one] - rest[others], score[one] - score[others]
    with np.errstate(divide="ignore", invalid="ignore"):
        level = lead_rest / (lead_rest - lead_score)
    # A lead that is nothing at one end of the scale is never lost towards it.
    upper = np.where(lead_score < -TIE, level, 1.0)
    lower = np.where(lead_rest < -TIE, level, 0.0)
    if len(others) and upper.min() < high:
        high = float(upper.min())
        above = Overtaking(scores.ids[one], scores.ids[others[int(upper.argmin())]])
    if len(others) and lower.max() > low:
        low = float(lower.max())
        below = Overtaking(scores.ids[one], scores.ids[others[int(lower.argmax())]])
    return Interval(low, high, below, above)
