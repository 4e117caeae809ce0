"""What it takes to overtake: the smallest change of weights that swaps two neighbours; dominance, which none can."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from secon_cli.analysis.robustness.arrays import Flags, Scores
from secon_cli.engine.ranking import TIE


@dataclass(frozen=True, slots=True)
class Swap:
    """The smallest change of weights after which two neighbours are level: any more, and they have swapped places."""

    moved: float
    """Share of all weight that is taken from some criteria and given to another."""
    taken: tuple[tuple[str, float], ...]
    """The criteria that give, with the share that each gives."""
    given: str
    """The criterion that receives it."""


def smallest_swap(scores: Scores, ahead: int, behind: int) -> Swap | None:
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
    for giver in counting[np.argsort(-lead[counting], kind="stable")]:
        if missing <= TIE:
            break
        step = float(lead[giver] - lead[to])
        share = min(float(scores.shares[giver]), missing / step)
        missing -= share * step
        taken.append((scores.criteria[giver], share))
    return Swap(sum(share for _, share in taken), tuple(taken), scores.criteria[to])


def dominated(scores: Scores) -> Iterator[tuple[int, Flags]]:
    """For each practice whom it dominates: better on some criterion and worse on none that has a weight.

    No weights can put such a practice behind. Who fails the gate is compared with their like only.
    """
    certain = scores.certain[:, scores.counting]
    for place, own in enumerate(certain):
        lead = own - certain
        better = (lead >= -TIE).all(axis=1) & (lead > TIE).any(axis=1)
        yield place, better & (scores.fails == scores.fails[place])
