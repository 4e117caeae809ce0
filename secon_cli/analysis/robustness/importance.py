"""Correlations of indicators, and which criterion really decides: effective against nominal weight.

The effective importance of a criterion is the squared correlation of its scores with the totals: the share of the
totals' variance that would go if the criterion were fixed, as far as totals follow it in a straight line. It is the
linear form of the correlation ratio of P. Paruolo, M. Saisana and A. Saltelli, "Ratings and rankings: voodoo or
science?", Journal of the Royal Statistical Society A 176 (2013) 609-634.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np

from secon_cli.analysis.robustness.arrays import Scores
from secon_cli.engine import Assessment

ESTIMATE = "squared correlation"
"""How the effective importance is estimated."""
_NINE_IN_TEN = 1.6448536269514722
"""Standard errors on either side that hold a mean 9 times in 10: the 95 % quantile of the normal distribution."""
_TOO_FEW = 4
"""With fewer practices no interval is given."""
_RESAMPLES = 400
"""Resamples of the practices for a bootstrap interval."""


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
    """Its squared correlation with the total; None where its scores, or the totals, are all the same."""
    effective: float | None
    """That ratio as a share of the sum of all, to be held against the nominal one."""
    interval: tuple[float, float] | None
    """90 % interval of the ratio, after Fisher."""
    effective_interval: tuple[float, float] | None
    """90 % interval of the share, from resampled practices; None with fewer than four."""


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


def importances(scores: Scores, seed: int | np.random.SeedSequence = 0) -> tuple[Importance, ...]:
    """Nominal against effective importance of every criterion; the seed is that of the bootstrap."""
    totals, practices = scores.totals, len(scores.ids)
    # Every resample of the practices is a line of how often each is in it.
    resamples = (
        np.random.default_rng(seed)
        .multinomial(practices, np.full(practices, 1 / practices), _RESAMPLES)
        .astype(np.float64)
    )
    ratios: list[float | None] = []
    resampled = np.zeros((_RESAMPLES, len(scores.criteria)))
    for at, column in enumerate(scores.certain.T):
        if min(np.ptp(column), np.ptp(totals)) <= 0:
            ratios.append(None)
            continue
        ratios.append(float(np.corrcoef(column, totals)[0, 1]) ** 2)
        # The same in each resample; 0 where one of the two is the same for all practices in it.
        own, whole = column - column.mean(), totals - totals.mean()
        sums = resamples @ np.column_stack([own, whole, own**2, whole**2, own * whole]) / practices
        mean, mean_total, squares, squares_total, products = sums.T
        spread = (squares - mean**2) * (squares_total - mean_total**2)
        shared = (products - mean * mean_total) ** 2
        resampled[:, at] = np.divide(shared, spread, out=np.zeros_like(shared), where=spread > 1e-9)
    together = sum(ratio for ratio in ratios if ratio is not None)
    lines = resampled.sum(axis=1, keepdims=True)
    shares = np.divide(resampled, lines, out=np.zeros_like(resampled), where=lines > 0)
    result = []
    for name, nominal, ratio, drawn in zip(scores.criteria, scores.shares, ratios, shares.T, strict=True):
        effective = ratio / together if ratio is not None and together else None
        interval = between = None
        if ratio is not None and practices >= _TOO_FEW:
            # By Fisher's transformation of a correlation.
            middle, width = atanh(min(sqrt(ratio), 1 - 1e-16)), _NINE_IN_TEN / sqrt(practices - 3)
            low, high = tanh(middle - width), tanh(middle + width)
            interval = max(low, 0.0) ** 2, max(high**2, low**2)
            if effective is not None:
                # The middle nine tenths of the resamples, moved by as much as they lie off the estimate.
                low, high = np.quantile(drawn, (0.05, 0.95)) - np.median(drawn) + effective
                between = max(float(low), 0.0), min(float(high), 1.0)
        result.append(Importance(name, float(nominal), ratio, effective, interval, between))
    return tuple(result)
