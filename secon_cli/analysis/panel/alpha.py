"""Krippendorff's alpha: how far ratings agree beyond chance, with any number of assessors and with ratings missing.

Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability. Alpha is 1 minus the observed disagreement over
the one expected by chance: 1 is perfect agreement, 0 what chance would give, below 0 systematic disagreement.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate
from math import fsum
from typing import TypeAlias

RELIABLE, TENTATIVE = 0.8, 0.667
"""From which alpha on Krippendorff calls data reliable, and good enough for tentative conclusions."""


class Level(StrEnum):
    """How ratings are read: by their order alone, or by the distances between them."""

    ORDINAL = "ordinal"
    INTERVAL = "interval"


_Metric: TypeAlias = Callable[[float, float], float]
"""The squared difference between two values."""


def krippendorff_alpha(units: Iterable[Sequence[float]], level: Level) -> float | None:
    """Alpha of ratings grouped by what was rated; a unit with a single rating tells nothing and is left out.

    None where it is not defined: fewer than two units rated twice at least, or all ratings alike.
    """
    pairable = [Counter(unit) for unit in units if len(unit) > 1]
    frequencies: Counter[float] = Counter()
    for unit in pairable:
        frequencies.update(unit)
    total = frequencies.total()
    metric = _ordinal(frequencies) if level is Level.ORDINAL else _interval
    expected = _disagreement(frequencies, metric) / (total - 1) if total else 0.0
    if len(pairable) < 2 or not expected:
        return None
    observed = fsum(_disagreement(unit, metric) / (unit.total() - 1) for unit in pairable)
    return 1 - observed / expected


def _disagreement(counts: Mapping[float, int], metric: _Metric) -> float:
    """The differences within all pairs of values, each pair in both orders."""
    values = sorted(counts)
    return 2 * fsum(
        counts[low] * counts[high] * metric(low, high) for i, low in enumerate(values) for high in values[i + 1 :]
    )


def _interval(low: float, high: float) -> float:
    return (high - low) ** 2


def _ordinal(frequencies: Mapping[float, int]) -> _Metric:
    """The number of ratings from one value to the other, both ends by half: what lies between counts, not how far."""
    values = sorted(frequencies)
    below = dict(zip(values, accumulate(frequencies[value] for value in values), strict=True))
    middle = {value: below[value] - frequencies[value] / 2 for value in values}
    return lambda low, high: (middle[high] - middle[low]) ** 2
