"""Stochastic multicriteria acceptability analysis: who takes which rank under how many of the drawn weights.

SMAA-2, after R. Lahdelma and P. Salminen, "SMAA-2: Stochastic Multicriteria Acceptability Analysis for Group Decision
Making", Operations Research 49 (2001) 444-454. The pairwise winning index is that of P. Leskinen et al. (2006).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import numpy as np

from secon_cli.analysis.robustness.arrays import Floats, Ranks, Scores, keys, ranks_by
from secon_cli.analysis.robustness.unknowns import Unknowns
from secon_cli.engine.assessment import Assessment
from secon_cli.engine.ranking import TIE
from secon_cli.rubric.model import Rubric

Seed: TypeAlias = int | np.random.SeedSequence

_CELLS = 1_000_000
"""Numbers worked on at a time, so that they stay near the processor."""
_TAIL = 0.05
"""Share of the draws left out at either end of the interval of ranks."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The ranks that a practice takes in the draws."""

    acceptability: tuple[tuple[int, float], ...]
    """Each rank that it takes, with the share of draws in which it does."""
    expected: float
    """The mean of its ranks."""
    error: float
    """Standard error of that mean, for want of more draws."""
    interval: tuple[int, int]
    """The ranks that nine draws out of ten do not leave."""
    first: float
    """Share of draws in which it is first."""
    top: float
    """Share of draws in which it is among the first k."""


def draw_ranks(scores: Scores, weights: Floats, unknowns: Unknowns | None = None, seed: Seed = 0) -> Ranks:
    """Practices × draws: the rank of each practice under each line of weights.

    With `unknowns`, what is not known is drawn anew for each line.
    """
    draws, many = len(weights), len(scores.ids)
    rng = np.random.default_rng(seed)
    ranks = np.empty((many, draws), dtype=np.uint16)
    step = max(_CELLS // many, 1)
    for start in range(0, draws, step):
        part = slice(start, start + step)
        order_keys = keys(weights[part] @ scores.certain.T, scores.fails)
        if unknowns is not None:
            unknowns.disturb(order_keys, weights[part], rng)
        ranks[:, part] = ranks_by(order_keys).T
    return ranks


def spreads(ranks: Ranks, top: int) -> list[Spread]:
    """What the draws say of each practice."""
    return [_spread(np.bincount(line, minlength=len(ranks) + 1)[1:], top) for line in ranks]


def _spread(counts: np.ndarray[tuple[int], np.dtype[np.int64]], top: int) -> Spread:
    draws = int(counts.sum())
    places = np.arange(1, len(counts) + 1)
    expected = float(counts @ places) / draws
    variance = float(counts @ (places - expected) ** 2) / draws
    reached = np.cumsum(counts)
    low, high = (int(np.searchsorted(reached, share * draws - 1e-6)) + 1 for share in (_TAIL, 1 - _TAIL))
    return Spread(
        acceptability=tuple((int(place), float(counts[place - 1]) / draws) for place in places[counts > 0]),
        expected=expected,
        error=sqrt(variance / draws),
        interval=(low, high),
        first=float(counts[0]) / draws,
        top=float(reached[top - 1]) / draws,
    )


def central_weights(ranks: Ranks, weights: Floats) -> list[Floats | None]:
    """For each practice the mean of the weights under which it is first; None where it never is."""
    return [weights[line == 1].mean(axis=0) if (line == 1).any() else None for line in ranks]


def confidence(
    ranked: Sequence[Assessment],
    rubric: Rubric,
    scores: Scores,
    central: Sequence[Floats | None],
    draws: int,
    seed: Seed,
) -> list[float | None]:
    """For each practice the share of draws of what is unknown in which it is first under its central weights."""
    return [
        None if weights is None else _confidence(ranked, rubric, scores, weights, place, draws, seed)
        for place, weights in enumerate(central)
    ]


def _confidence(
    ranked: Sequence[Assessment], rubric: Rubric, scores: Scores, weights: Floats, place: int, draws: int, seed: Seed
) -> float:
    """As above for one practice; only those who can be ahead of it are drawn."""
    lowest = keys(scores.certain @ weights, scores.fails | scores.uncertain)
    highest = keys(scores.possible @ weights, scores.fails)
    contest = np.flatnonzero((highest > lowest[place] + TIE) | (np.arange(len(highest)) == place))
    if len(contest) == 1:
        return 1.0
    order_keys = np.tile(keys(scores.certain @ weights, scores.fails)[contest], (draws, 1))
    Unknowns([ranked[int(one)] for one in contest], rubric).disturb(order_keys, weights, np.random.default_rng(seed))
    own = order_keys[:, int(np.flatnonzero(contest == place)[0])]
    return float((order_keys.max(axis=1) <= own + TIE).mean())


def winning(ranks: Ranks) -> Floats:
    """Practices × practices: the share of draws in which the first of the two is ahead of the other."""
    wins: Floats = np.empty((len(ranks), len(ranks)))
    for place, line in enumerate(ranks):
        wins[place] = np.count_nonzero(line < ranks, axis=1)
    wins /= ranks.shape[1]
    return wins


def ahead_of_next(ranks: Ranks) -> tuple[Floats, Floats]:
    """For each practice and the next: the shares of draws in which it is ahead of it, and in which it is behind."""
    return (ranks[:-1] < ranks[1:]).mean(axis=1), (ranks[:-1] > ranks[1:]).mean(axis=1)


def same_above(ranks: Ranks) -> Floats:
    """For each practice but the last, the share of draws in which nobody crosses the line below it.

    `ranks` are in the order of the ranking in force: none of those down to the practice falls behind one of the rest.
    """
    lowest_above = np.maximum.accumulate(ranks, axis=0)[:-1]
    highest_below = np.minimum.accumulate(ranks[::-1], axis=0)[::-1][1:]
    holds: Floats = np.mean(lowest_above <= highest_below, axis=1)
    return holds
