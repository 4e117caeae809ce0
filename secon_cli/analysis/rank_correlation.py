"""Kendall's tau: how far two orders of the same things agree.

Kendall, M. G. (1938): A new measure of rank correlation. Biometrika 30; with ties, the form b of Kendall, M. G.
(1945): The treatment of ties in ranking problems. Biometrika 33.
"""

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

_SAME = 1e-9
"""Values that differ by no more are tied."""


def kendall_tau(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Tau-b, from −1 (opposite orders) to 1 (the same order).

    None where it is not defined: fewer than two things, or all tied on one side. ValueError for unequal lengths.
    """
    score = untied_first = untied_second = 0
    for (a, b), (c, d) in combinations(zip(first, second, strict=True), 2):
        one, other = _sign(c - a), _sign(d - b)
        score += one * other
        untied_first += abs(one)
        untied_second += abs(other)
    if not untied_first or not untied_second:
        return None
    return score / sqrt(untied_first * untied_second)


def _sign(difference: float) -> int:
    return (difference > _SAME) - (difference < -_SAME)
