"""Correlations of indicators, and which criterion really decides: effective against nominal weight.

The effective importance of a criterion is the squared correlation ratio S = Var(E(total | score)) / Var(total), the
share of the totals' variance that would go if the criterion were fixed: P. Paruolo, M. Saisana and A. Saltelli,
"Ratings and rankings: voodoo or science?", Journal of the Royal Statistical Society A 176 (2013) 609-634. With few
practices E(total | score) is taken for a straight line, which makes S the squared correlation; with many it is
estimated by local linear regression.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import atanh, sqrt, tanh

import numpy as np

from secon_cli.analysis.robustness.arrays import Floats, Scores
from secon_cli.engine.assessment import Assessment

_FEW = 50
"""With fewer practices a curve would follow single ones of them."""
_NINE_IN_TEN = 1.6448536269514722
"""Standard errors on either side that hold a mean 9 times in 10: the 95 % quantile of the normal distribution."""
_GRAIN = 0.25
"""Points to which scores are rounded before they are smoothed, so that equal ones are worked on once."""
_WIDTHS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Widths of the smoothing kernel that are tried, as shares of the range of the scores."""


class ImportanceEstimate(StrEnum):
    """How the effective importance was estimated."""

    LINEAR = "squared correlation"
    SMOOTH = "local linear regression"


@dataclass(frozen=True, slots=True)
class IndicatorCorrelation:
    """Pearson's correlation of two indicators over the practices."""

    first: str
    second: str
    r: float


@dataclass(frozen=True, slots=True)
class Importance:
    """How much of the total a criterion is meant to decide, and how much it does."""

    criterion: str
    nominal: float
    """Its share of the weight."""
    ratio: float | None
    """Its squared correlation ratio; None where its scores, or the totals, are all the same."""
    effective: float | None
    """That ratio as a share of the sum of all, to be held against the nominal one."""
    interval: tuple[float, float] | None
    """90 % interval of the ratio, where it is a squared correlation."""


def correlations(ranked: Sequence[Assessment]) -> tuple[IndicatorCorrelation, ...]:
    """Every pair of indicators, the most alike first; indicators that are the same for all have none."""
    names = [f"{c.id}.{i.id}" for c in ranked[0].criteria for i in c.indicators]
    values = np.array([[i.score for c in assessment.criteria for i in c.indicators] for assessment in ranked])
    varied = np.flatnonzero(np.ptp(values, axis=0) > 0)
    if len(varied) < 2:
        return ()
    matrix = np.corrcoef(values[:, varied], rowvar=False)
    pairs = [
        IndicatorCorrelation(names[one], names[other], float(matrix[row, column]))
        for row, one in enumerate(varied)
        for column, other in enumerate(varied)
        if row < column
    ]
    return tuple(sorted(pairs, key=lambda pair: (-abs(pair.r), pair.first, pair.second)))


def estimate(practices: int) -> ImportanceEstimate:
    """How the effective importance is estimated for so many practices."""
    return ImportanceEstimate.LINEAR if practices < _FEW else ImportanceEstimate.SMOOTH


def importances(scores: Scores) -> tuple[Importance, ...]:
    """Nominal against effective importance of every criterion."""
    totals = scores.totals
    smooth = estimate(len(scores.ids)) is ImportanceEstimate.SMOOTH
    ratios: list[float | None] = []
    for column in scores.certain.T:
        if min(np.ptp(column), np.ptp(totals)) <= 0:
            ratios.append(None)
        else:
            ratios.append(_smoothed(column, totals) if smooth else float(np.corrcoef(column, totals)[0, 1]) ** 2)
    whole = sum(ratio for ratio in ratios if ratio is not None)
    return tuple(
        Importance(
            criterion=name,
            nominal=float(share),
            ratio=ratio,
            effective=ratio / whole if ratio is not None and whole else None,
            interval=None if smooth or ratio is None else _interval(sqrt(ratio), len(scores.ids)),
        )
        for name, share, ratio in zip(scores.criteria, scores.shares, ratios, strict=True)
    )


def _interval(r: float, practices: int) -> tuple[float, float] | None:
    """90 % interval of a squared correlation by Fisher's transformation; None with too few practices for one."""
    if practices < 4:
        return None
    if r > 1 - 1e-12:
        return 1.0, 1.0
    width = _NINE_IN_TEN / sqrt(practices - 3)
    low, high = tanh(atanh(r) - width), tanh(atanh(r) + width)
    return max(low, 0.0) ** 2, max(high**2, low**2)


def _smoothed(score: Floats, total: Floats) -> float:
    """The squared correlation ratio, with E(total | score) by local linear regression with a Gaussian kernel.

    The kernel's width is the one whose leave-one-out predictions are best. Equal scores share a fit, so the work does
    not grow with the number of practices.
    """
    at, group = np.unique(np.round(score / _GRAIN) * _GRAIN, return_inverse=True)
    count = np.bincount(group).astype(np.float64)
    sums, squares = (np.bincount(group, numbers).astype(np.float64) for numbers in (total, total**2))
    best, chosen = np.inf, np.full_like(at, total.mean())
    for width in _WIDTHS:
        fit, own = _local_linear(at, count, sums, width * max(float(np.ptp(at)), _GRAIN))
        error = float(((squares - 2 * fit * sums + count * fit**2) / np.maximum(1 - own, 1e-9) ** 2).sum())
        if error < best:
            best, chosen = error, fit
    mean = total.mean()
    explained = float(count @ (chosen - mean) ** 2)
    return min(explained / float(((total - mean) ** 2).sum()), 1.0)


def _local_linear(at: Floats, count: Floats, sums: Floats, width: float) -> tuple[Floats, Floats]:
    """The fit at each score, and the part of it that one practice there has in it."""
    apart = at[None, :] - at[:, None]
    kernel = np.exp(-0.5 * (apart / width) ** 2)
    weight = kernel * count
    zeroth, first, second = (weight * apart**power for power in range(3))
    zero, one, two = zeroth.sum(axis=1), first.sum(axis=1), second.sum(axis=1)
    spread = zero * two - one**2
    # Where only one score is near, no slope can be fitted; the mean is taken.
    flat = spread <= 1e-9 * zero * np.maximum(two, 1e-12)
    spread = np.where(flat, 1.0, spread)
    level = (kernel @ sums) / zero
    sloped = (two * (kernel @ sums) - one * ((kernel * apart) @ sums)) / spread
    return np.where(flat, level, sloped), np.where(flat, 1 / zero, two / spread)
