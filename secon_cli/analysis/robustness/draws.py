"""Drawn weights, and the ranks that practices take under them.

Stochastic multicriteria acceptability analysis (SMAA-2) after R. Lahdelma and P. Salminen, "SMAA-2: Stochastic
Multicriteria Acceptability Analysis for Group Decision Making", Operations Research 49 (2001) 444-454. The pairwise
winning index is that of P. Leskinen et al. (2006). Neighbours of the ranking whose order nearly all draws keep are
separated by a line; the groups between lines are the ranks that other weights and dates do not change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from secon_cli.analysis.results import RankGroup, RankGroups
from secon_cli.analysis.robustness import SAFE, TOSS
from secon_cli.analysis.robustness.arrays import Floats, Integers, Ranks, Scores, Seed, Unknowns, keys, ranks_by, scores
from secon_cli.analysis.robustness.changes import WeightSwap, smallest_swap
from secon_cli.engine import TIE, Ranked
from secon_cli.rubric.model import Rubric

_CELLS = 1_000_000
"""Numbers worked on at a time, so that they stay near the processor."""
_PATIENCE = 200
"""How many draws an order of criteria may cost for each one that keeps it."""
_TAIL = 0.05
"""Share of the draws left out at either end of the interval of ranks."""
_TWO_SIDED_95 = 1.96
"""Standard errors on either side that hold a mean 19 times in 20."""


@dataclass(frozen=True, slots=True)
class WeightSampling:
    """How weights are drawn. `concentration` None: uniformly over all weights there can be."""

    draws: int = 10_000
    seed: int = 1
    concentration: float | None = 50.0
    """How near the draws are to the weights in force; None if they are free."""
    order: tuple[str, ...] = ()
    """Criteria from the weightiest to the lightest; draws that weigh them otherwise are left out."""

    @property
    def share_error(self) -> float:
        """Half the width of the widest 95 % interval of a share of draws, from the number of draws."""
        return _TWO_SIDED_95 * 0.5 / sqrt(self.draws)

    def deviation(self, share: float) -> float | None:
        """Standard deviation of a drawn weight whose share in the rubric is `share`: √(w (1 − w) / (C + 1)).

        None where weights are drawn freely, or an order of criteria leaves draws out.
        """
        if self.concentration is None or self.order:
            return None
        return sqrt(share * (1 - share) / (self.concentration + 1))

    def usual(self, share: float) -> tuple[float, float] | None:
        """One deviation on either side, between which about two draws in three are."""
        deviation = self.deviation(share)
        return None if deviation is None else (max(share - deviation, 0.0), min(share + deviation, 1.0))


class OrderProblem(ValueError):
    """An order of the criteria that hardly any weights around the rubric's keep."""


def draw_weights(sampling: WeightSampling, scores: Scores, rng: np.random.Generator) -> Floats:
    """Draws × criteria; each line sums to 1, criteria without a weight stay without one.

    Around the rubric: Dirichlet with mean at the rubric's shares, alpha = concentration × share. Free: Dirichlet with
    all alpha 1, which is uniform over the simplex. An order is kept exactly: uniform draws are exchangeable, so theirs
    are sorted; others are drawn until enough keep it. Raises OrderProblem where that takes too long.
    """
    counting = scores.counting
    weights = np.zeros((sampling.draws, len(scores.criteria)))
    ordered = [int(np.flatnonzero(np.array(scores.criteria)[counting] == name)[0]) for name in sampling.order]
    if sampling.concentration is None:
        drawn = rng.dirichlet(np.ones(int(counting.sum())), sampling.draws)
        drawn[:, ordered] = -np.sort(-drawn[:, ordered], axis=1)
    else:
        alpha, in_order = sampling.concentration * scores.shares[counting], 0
        kept: list[Floats] = []
        while in_order < sampling.draws:
            if len(kept) == _PATIENCE:
                tried = f"{_PATIENCE * sampling.draws:,}"
                raise OrderProblem(f"{in_order:,} of {tried} draws around the rubric's weights keep this order")
            drawn = rng.dirichlet(alpha, sampling.draws)
            kept.append(drawn[np.all(np.diff(drawn[:, ordered], axis=1) <= 0, axis=1)] if ordered else drawn)
            in_order += len(kept[-1])
        drawn = np.concatenate(kept)[: sampling.draws]
    weights[:, counting] = drawn
    return weights


class RankCounts(NamedTuple):
    """The draws in which a practice takes each rank, from its lowest on.

    In one byte each where that is enough: as dictionaries, those of 10,000 practices took 3 GB.
    """

    lowest: int
    counts: NDArray[np.unsignedinteger[Any]]

    def with_more(self, ranks: Ranks) -> "RankCounts":
        """The counts after these draws too."""
        counts = np.bincount(ranks, minlength=self.lowest + len(self.counts))
        counts[self.lowest : self.lowest + len(self.counts)] += self.counts
        lowest = int((counts > 0).argmax())
        return RankCounts(lowest, counts[lowest:].astype(np.min_scalar_type(int(counts.max()))))

    def every(self, practices: int) -> Integers:
        """The number of draws for each of so many ranks."""
        counts: Integers = np.zeros(practices + 1, dtype=np.int64)
        counts[self.lowest : self.lowest + len(self.counts)] = self.counts
        return counts[1:]


@dataclass(frozen=True, slots=True)
class RankSpread:
    """The ranks that a practice takes in the draws."""

    counts: RankCounts
    expected_rank: float
    """The mean of its ranks."""
    expected_rank_error: float
    """Standard error of that mean, from the number of draws."""
    interval: tuple[int, int]
    """The ranks between which it is in nine draws of ten."""
    first: float
    """Share of draws in which it is first."""
    top: float
    """Share of draws in which it is among the first k."""

    @property
    def acceptability(self) -> Mapping[int, float]:
        """Each rank that it takes, with the share of draws in which it does."""
        lowest, counts = self.counts
        taken = np.flatnonzero(counts)
        return dict(zip((taken + lowest).tolist(), (counts[taken] / counts.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class NeighbourOdds:
    """How often the order of two neighbours holds."""

    stays: float
    """Share of draws in which the first is ahead of the second."""
    turns: float
    """Share of draws in which it is behind."""
    line_holds: float
    """Share of draws in which no practice crosses the line between them, in either direction."""


class Tally:
    """What the draws say of each practice, added up block by block, so that memory hardly grows with their number.

    Practices are in the order of the ranking in force. With `pairs`, also how often each is ahead of each other.
    """

    def __init__(self, practices: int, *, pairs: bool = False) -> None:
        self._draws = 0
        self._taken = [RankCounts(1, np.zeros(0, dtype=np.uint8))] * practices
        # The draws in which each practice is first.
        self._firsts: list[list[NDArray[np.uint32]]] = [[] for _ in range(practices)]
        self._ahead, self._behind, self._holds = (np.zeros(practices - 1, dtype=np.int64) for _ in range(3))
        self._wins: Integers | None = np.zeros((practices, practices), dtype=np.int64) if pairs else None

    def add(self, ranks: Ranks) -> "Tally":
        """Count a block of practices × draws."""
        self._ahead += np.count_nonzero(ranks[:-1] < ranks[1:], axis=1)
        self._behind += np.count_nonzero(ranks[:-1] > ranks[1:], axis=1)
        lowest_above = np.maximum.accumulate(ranks, axis=0)[:-1]
        highest_below = np.minimum.accumulate(ranks[::-1], axis=0)[::-1][1:]
        self._holds += np.count_nonzero(lowest_above <= highest_below, axis=1)
        for place, line in enumerate(ranks):
            self._taken[place] = self._taken[place].with_more(line)
            first = np.flatnonzero(line == 1)
            if len(first):
                self._firsts[place].append((first + self._draws).astype(np.uint32))
            if self._wins is not None:
                self._wins[place] += np.count_nonzero(line < ranks, axis=1)
        self._draws += ranks.shape[1]
        return self

    def odds(self) -> list[NeighbourOdds]:
        """The shares of all draws that were counted, for each practice and the next."""
        counts = zip(self._ahead.tolist(), self._behind.tolist(), self._holds.tolist(), strict=True)
        return [NeighbourOdds(*(count / self._draws for count in pair)) for pair in counts]

    def spreads(self, top: int) -> list[RankSpread]:
        """The ranks of each practice; `top` is the k of its share among the first k."""
        practices, draws = len(self._taken), self._draws
        places = np.arange(1, practices + 1)
        result = []
        for taken in self._taken:
            counts = taken.every(practices)
            expected = float(counts @ places) / draws
            variance = float(counts @ (places - expected) ** 2) / draws
            reached = np.cumsum(counts)
            low, high = (int(np.searchsorted(reached, share * draws - 1e-6)) + 1 for share in (_TAIL, 1 - _TAIL))
            result.append(
                RankSpread(
                    counts=taken,
                    expected_rank=expected,
                    expected_rank_error=sqrt(variance / draws),
                    interval=(low, high),
                    first=float(counts[0]) / draws,
                    top=float(reached[top - 1]) / draws,
                )
            )
        return result

    def central_weights(self, weights: Floats) -> list[tuple[Floats | None, Floats | None]]:
        """For each practice the mean of the weights under which it is first, with the standard error of each.

        None where it never is first; no error where it is in a single draw.
        """
        means: list[tuple[Floats | None, Floats | None]] = []
        for own in self._firsts:
            favourable = weights[np.concatenate(own)] if own else weights[:0]
            many = len(favourable)
            error = favourable.std(axis=0, ddof=1) / sqrt(many) if many > 1 else None
            means.append((favourable.mean(axis=0) if many else None, error))
        return means

    def winning(self) -> Floats | None:
        """Practices × practices: the share of draws in which the first of the two is ahead of the other."""
        return None if self._wins is None else self._wins / self._draws


def tallied(
    scores: Scores, weights: Floats, unknowns: Unknowns | None = None, seed: Seed = 0, *, pairs: bool = False
) -> Tally:
    """The ranks under each line of weights, counted; with `unknowns`, what is not known is drawn for each line too."""
    tally, rng = Tally(len(scores.ids), pairs=pairs), np.random.default_rng(seed)
    step = max(_CELLS // len(scores.ids), 1)
    for start in range(0, len(weights), step):
        part = weights[start : start + step]
        order_keys = keys(part @ scores.certain.T, scores.fails)
        if unknowns is not None:
            unknowns.disturb(order_keys, part, rng)
        tally.add(ranks_by(order_keys).T)
    return tally


class Draws(NamedTuple):
    """A ranking under drawn weights, with all that is unknown at its worst, and with that drawn as well."""

    table: Scores
    weights: Floats
    unknowns: Unknowns
    seed: np.random.SeedSequence
    """From which the unknown is drawn."""
    tally: Tally
    """All that is unknown taken at its worst, as in the ranking."""
    joint: Tally
    """All that is unknown drawn as well."""


def drawn(ranked: Sequence[Ranked], rubric: Rubric, sampling: WeightSampling, *, pairs: bool = False) -> Draws:
    """Draw weights, and all that is unknown; OrderProblem where the order of the criteria cannot be drawn."""
    table = scores(ranked, rubric)
    weights_seed, unknowns_seed = np.random.SeedSequence(sampling.seed).spawn(2)
    weights = draw_weights(sampling, table, np.random.default_rng(weights_seed))
    unknowns = Unknowns([placed.assessment for placed in ranked], rubric)
    tally = tallied(table, weights, pairs=pairs)
    joint = tallied(table, weights, unknowns, unknowns_seed) if unknowns else tally
    return Draws(table, weights, unknowns, unknowns_seed, tally, joint)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two practices that follow each other in the ranking."""

    ahead: str
    behind: str
    gap: float
    """Points of the total between them."""
    odds: NeighbourOdds
    """Under drawn weights, all that is unknown taken at its worst, as in the ranking."""
    joint: NeighbourOdds
    """Under drawn weights, with all that is unknown drawn as well."""
    by_gate: bool
    """Whether the second fails the gate and the first does not, which no weights change."""
    swap: WeightSwap | None
    """The smallest change of weights that swaps them; None where none does, or where they are level."""

    @property
    def coin_toss(self) -> bool:
        """Whether the draws leave open which is ahead, with the unknown drawn or without."""
        return not self.by_gate and min(self.odds.stays, self.joint.stays) <= TOSS

    @property
    def safe_line(self) -> bool:
        """Whether no practice crosses the line between them in nearly all draws, with the unknown drawn and without."""
        return self.gap > TIE and not self.by_gate and self.line_holds

    @property
    def line_holds(self) -> bool:
        """The same where they are level or separated by the gate; a gate that may not be met can break that line."""
        return min(self.odds.line_holds, self.joint.line_holds) >= SAFE


def neighbours(table: Scores, odds: Sequence[NeighbourOdds], joint: Sequence[NeighbourOdds]) -> tuple[Neighbours, ...]:
    """Each practice with the next."""
    totals = table.totals
    pairs = []
    for place, (own, with_unknowns) in enumerate(zip(odds, joint, strict=True)):
        by_gate = bool(table.fails[place] != table.fails[place + 1])
        level = table.ranks[place] == table.ranks[place + 1]
        pairs.append(
            Neighbours(
                ahead=table.ids[place],
                behind=table.ids[place + 1],
                gap=float(totals[place] - totals[place + 1]),
                odds=own,
                joint=with_unknowns,
                by_gate=by_gate,
                swap=None if by_gate or level else smallest_swap(table, place, place + 1),
            )
        )
    return tuple(pairs)


def grouped(table: Scores, pairs: Sequence[Neighbours]) -> tuple[RankGroup, ...]:
    """The groups between safe lines, and those that fail the gate."""
    last = len(table.ids)
    ends = [place for place, pair in enumerate(pairs, 1) if pair.safe_line or pair.by_gate]
    holding = {0, last, *(place for place in ends if pairs[place - 1].line_holds)}
    return tuple(
        RankGroup(start + 1, end, table.ids[start:end], bool(table.fails[start]), holds={start, end} <= holding)
        for start, end in zip([0, *ends], [*ends, last], strict=True)
    )


def rank_groups(ranked: Sequence[Ranked], rubric: Rubric, sampling: WeightSampling | None = None) -> RankGroups:
    """The groups of a ranking, from the draws that the whole study uses by default."""
    if len(ranked) < 2:
        return RankGroups(grouped(scores(ranked, rubric), ()), frozenset())
    draws = drawn(ranked, rubric, sampling or WeightSampling())
    pairs = neighbours(draws.table, draws.tally.odds(), draws.joint.odds())
    return RankGroups(grouped(draws.table, pairs), frozenset(pair.ahead for pair in pairs if pair.coin_toss))
