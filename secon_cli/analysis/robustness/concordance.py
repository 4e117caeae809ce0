"""How far two rankings agree: Kendall's tau, and who moves most."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from secon_cli.analysis.robustness.arrays import Places


@dataclass(frozen=True, slots=True)
class Move:
    """A practice that stands elsewhere in another ranking."""

    id: str
    before: int
    after: int


def kendall(one: Places, other: Places) -> float | None:
    """Kendall's tau-b of two lists of ranks, 1 for the same order and -1 for the reverse; None where all are tied.

    M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945) 239-251.
    """
    agreement = both = first = second = 0
    for place in range(len(one) - 1):
        ahead, ahead_there = np.sign(one[place] - one[place + 1 :]), np.sign(other[place] - other[place + 1 :])
        agreement += int(ahead @ ahead_there)
        first += int(np.count_nonzero(ahead))
        second += int(np.count_nonzero(ahead_there))
    both = first * second
    return agreement / sqrt(both) if both else None


def furthest(ids: tuple[str, ...], before: Places, after: Places) -> tuple[Move, ...]:
    """Those who move by the most ranks; nobody where nobody moves."""
    steps = np.abs(before - after)
    most = steps.max(initial=0)
    return tuple(
        Move(ids[place], int(before[place]), int(after[place]))
        for place in np.flatnonzero((steps == most) & (most > 0))
    )
