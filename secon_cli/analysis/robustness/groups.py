"""Neighbours of a ranking and the groups between its safe lines: which ranks other weights and dates do not change.

`rank_groups` is enough for a command that only prints groups; it keeps no ranks in memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secon_cli.analysis.robustness import SAFE, TOSS
from secon_cli.analysis.robustness.arrays import Floats, Scores, scores
from secon_cli.analysis.robustness.draws import (
    NeighbourCounts,
    NeighbourOdds,
    WeightSampling,
    draw_weights,
    each_chunk,
)
from secon_cli.analysis.robustness.unknowns import Unknowns
from secon_cli.analysis.robustness.weight_changes import WeightSwap, smallest_swap
from secon_cli.engine.ranking import TIE, Ranked
from secon_cli.rubric.model import Rubric


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


@dataclass(frozen=True, slots=True)
class RankGroup:
    """Practices that follow each other in the ranking, between two lines that hold."""

    first: int
    """Position of the first of them in the ranking, from 1; unlike ranks, positions are never shared."""
    last: int
    ids: tuple[str, ...]
    fails_gate: bool
    """Whether they are last because they fail the gate."""
    holds: bool = True
    """Whether the lines at both its ends hold; a gate that may not be met can move practices across one."""


@dataclass(frozen=True, slots=True)
class RankGroups:
    """The groups of a ranking, and the order inside them that the draws leave open."""

    groups: tuple[RankGroup, ...]
    coin_tosses: frozenset[str]
    """The practices whose order with the next is a coin toss."""


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
    sampling = sampling or WeightSampling()
    table = scores(ranked, rubric)
    if len(ranked) < 2:
        return RankGroups(grouped(table, ()), frozenset())
    weights, unknowns_seed = drawn(sampling, table)
    unknowns = Unknowns([placed.assessment for placed in ranked], rubric)
    odds = _odds(table, weights)
    joint = _odds(table, weights, unknowns, unknowns_seed) if unknowns else odds
    pairs = neighbours(table, odds, joint)
    return RankGroups(grouped(table, pairs), frozenset(pair.ahead for pair in pairs if pair.coin_toss))


def drawn(sampling: WeightSampling, table: Scores) -> tuple[Floats, np.random.SeedSequence]:
    """Weights, and the seed from which the unknown is drawn."""
    weights_seed, unknowns_seed = np.random.SeedSequence(sampling.seed).spawn(2)
    return draw_weights(sampling, table, np.random.default_rng(weights_seed)), unknowns_seed


def _odds(
    table: Scores, weights: Floats, unknowns: Unknowns | None = None, seed: int | np.random.SeedSequence = 0
) -> list[NeighbourOdds]:
    counts = NeighbourCounts(len(table.ids))
    for _, ranks in each_chunk(table, weights, unknowns, seed):
        counts.add(ranks)
    return counts.odds()
