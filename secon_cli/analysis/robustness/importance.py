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
from secon_cli.engine import Assessment

_FEW = 50
"""With fewer practices a curve would follow single ones of them."""
_NINE_IN_TEN = 1.6448536269514722
"""Standard errors on either side that hold a mean 9 times in 10: the 95 % quantile of the normal distribution."""
_TOO_FEW = 4
"""With fewer practices no interval is given."""
_RESAMPLES = 400
"""Resamples of the practices for a bootstrap interval."""
_MOST_DIFFERENT = 400
"""Different scores up to which each is smoothed for itself; more took seconds and as much memory as their square."""
_GRAIN = 0.25
"""Points to which more scores than that are rounded."""
_WIDTHS = np.geomspace(0.02, 2, 13)
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
    """90 % interval of the ratio: after Fisher where it is a squared correlation, else from resampled practices."""
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


def estimate(practices: int) -> ImportanceEstimate:
    """How the effective importance is estimated for so many practices."""
    return ImportanceEstimate.LINEAR if practices < _FEW else ImportanceEstimate.SMOOTH


def importances(scores: Scores, seed: int | np.random.SeedSequence = 0) -> tuple[Importance, ...]:
    """Nominal against effective importance of every criterion; the seed is that of the bootstrap."""
    totals, practices = scores.totals, len(scores.ids)
    smooth = estimate(practices) is ImportanceEstimate.SMOOTH
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
        elif smooth:
            smoothed, resampled[:, at] = _smoothed(column, totals, resamples)
            ratios.append(smoothed)
        else:
            ratios.append(float(np.corrcoef(column, totals)[0, 1]) ** 2)
            resampled[:, at] = _squared_correlations(column, totals, resamples)
    whole = sum(ratio for ratio in ratios if ratio is not None)
    sums = resampled.sum(axis=1, keepdims=True)
    shares = np.divide(resampled, sums, out=np.zeros_like(resampled), where=sums > 0)
    result = []
    for at, (name, nominal, ratio) in enumerate(zip(scores.criteria, scores.shares, ratios, strict=True)):
        if ratio is None:
            result.append(Importance(name, float(nominal), None, None, None, None))
            continue
        effective = ratio / whole if whole else None
        between = None if effective is None or practices < _TOO_FEW else _middle(shares[:, at], effective)
        interval = _middle(resampled[:, at], ratio) if smooth else _interval(sqrt(ratio), practices)
        result.append(Importance(name, float(nominal), ratio, effective, interval, between))
    return tuple(result)


def _middle(resampled: Floats, estimated: float) -> tuple[float, float]:
    """The bounds of the middle nine tenths, moved by as much as the resamples lie off the estimate.

    A curve follows a resample, in which practices are repeated, more closely than the collection.
    """
    low, high = np.quantile(resampled, (0.05, 0.95)) - np.median(resampled) + estimated
    return max(float(low), 0.0), min(float(high), 1.0)


def _interval(r: float, practices: int) -> tuple[float, float] | None:
    """90 % interval of a squared correlation by Fisher's transformation; None with too few practices for one."""
    if practices < _TOO_FEW:
        return None
    if r > 1 - 1e-12:
        return 1.0, 1.0
    width = _NINE_IN_TEN / sqrt(practices - 3)
    low, high = tanh(atanh(r) - width), tanh(atanh(r) + width)
    return max(low, 0.0) ** 2, max(high**2, low**2)


def _squared_correlations(score: Floats, total: Floats, resamples: Floats) -> Floats:
    """The squared correlation in each resample; 0 where one of the two is the same for all practices in it."""
    many = len(score)
    score, total = score - score.mean(), total - total.mean()
    sums = resamples @ np.column_stack([score, total, score**2, total**2, score * total]) / many
    mean_score, mean_total, squares_score, squares_total, products = sums.T
    spread = (squares_score - mean_score**2) * (squares_total - mean_total**2)
    shared = (products - mean_score * mean_total) ** 2
    squared: Floats = np.divide(shared, spread, out=np.zeros_like(shared), where=spread > 1e-9)
    return squared


def _smoothed(score: Floats, total: Floats, resamples: Floats) -> tuple[float, Floats]:
    """The squared correlation ratio, with E(total | score) by local linear regression with a Gaussian kernel.

    The kernel's width is the one whose leave-one-out predictions are best. Equal scores share a fit, so the work does
    not grow with the number of practices. The ratio is given for each resample too, with the same width.
    """
    if len(np.unique(score)) > _MOST_DIFFERENT:
        score = np.round(score / _GRAIN) * _GRAIN
    at, group = np.unique(score, return_inverse=True)
    total = total - total.mean()

    def grouped(numbers: Floats) -> Floats:
        """Each line of numbers, added up over the practices with the same score."""
        return np.array([np.bincount(group, line, len(at)) for line in numbers])

    count, sums, squares = grouped(np.array([np.ones_like(total), total, total**2]))
    best, chosen = np.inf, 1.0
    for width in _WIDTHS * max(float(np.ptp(at)), _GRAIN):
        fit, own = _local_linear(at, count[None, :], sums[None, :], width)
        error = float(((squares - 2 * fit[0] * sums + count * fit[0] ** 2) / np.maximum(1 - own[0], 1e-9) ** 2).sum())
        if error < best:
            best, chosen = error, width
    fit, _ = _local_linear(at, count[None, :], sums[None, :], chosen)
    counts, resampled_sums = grouped(resamples), grouped(resamples * total)
    fits, _ = _local_linear(at, counts, resampled_sums, chosen)
    ratio = _explained(count[None, :], sums[None, :], float(squares.sum()) * np.ones(1), fit)
    return float(ratio[0]), _explained(counts, resampled_sums, resamples @ total**2, fits)


def _explained(counts: Floats, sums: Floats, squares: Floats, fits: Floats) -> Floats:
    """Var(E(total | score)) / Var(total) in each line, at most 1."""
    many = counts.sum(axis=1)
    mean = sums.sum(axis=1) / many
    explained = (counts * (fits - mean[:, None]) ** 2).sum(axis=1)
    whole = squares - many * mean**2
    ratios: Floats = np.divide(explained, whole, out=np.zeros_like(whole), where=whole > 1e-9)
    return np.minimum(ratios, 1.0)


def _local_linear(at: Floats, counts: Floats, sums: Floats, width: float) -> tuple[Floats, Floats]:
    """Lines × scores: the fit at each score, and the part of it that one practice there has in it."""
    apart = at[None, :] - at[:, None]
    kernel = np.exp(-0.5 * (apart / width) ** 2)
    leaning = kernel * apart
    zero, one, two = counts @ kernel, counts @ leaning.T, counts @ (leaning * apart)
    near, sloping = sums @ kernel, sums @ leaning.T
    # A resample may hold no practice near a score; what is fitted there is not used.
    zero = np.maximum(zero, 1e-300)
    spread = zero * two - one**2
    # Where only one score is near, no slope can be fitted; the mean is taken.
    flat = spread <= 1e-9 * zero * np.maximum(two, 1e-12)
    spread = np.where(flat, 1.0, spread)
    sloped = (two * near - one * sloping) / spread
    return np.where(flat, near / zero, sloped), np.where(flat, 1 / zero, two / spread)
