"""The best and the worst rank that a practice can have, given all that is unknown: exact, by intervals."""

import numpy as np

from secon_cli.analysis.robustness.arrays import Scores, keys
from secon_cli.engine.ranking import TIE


def possible_ranks(scores: Scores) -> list[tuple[int, int]]:
    """Best and worst rank under the weights in force.

    At best, all that is unknown of a practice turns out well and of all others badly; what is unknown of one says
    nothing of another, so this can be. An uncertain gate is met at best, and not met at worst.
    """
    best = keys(scores.possible @ scores.shares, scores.fails)
    worst = keys(scores.totals, scores.fails | scores.uncertain)
    at_best = _better(worst, best + TIE)
    # Who is at worst below their own best is counted as a rival there, and is none.
    at_worst = _better(best, worst + TIE) - (best > worst + TIE)
    return [(int(first) + 1, int(last) + 1) for first, last in zip(at_best, at_worst, strict=True)]


def _better(
    numbers: np.ndarray[tuple[int], np.dtype[np.float64]], than: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many of the numbers are greater than each bound."""
    return len(numbers) - np.searchsorted(np.sort(numbers), than, side="right")
