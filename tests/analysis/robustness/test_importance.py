"""Correlations and effective importance, against SciPy and against what is known of how the numbers were made."""

import numpy as np
import pytest
from scipy.stats import pearsonr

from secon_cli.analysis.robustness.arrays import Floats
from secon_cli.analysis.robustness.importance import ImportanceEstimate, correlations, estimate, importances
from secon_cli.engine import assess
from secon_cli.practice.model import Practice
from tests.samples import CITED, criterion, indicator, metric, practice, rubric
from tests.score_tables import table


def _random(practices: int, criteria: int, seed: int) -> Floats:
    return np.random.default_rng(seed).uniform(0, 100, (practices, criteria))


def test_with_few_practices_it_is_the_squared_correlation_with_its_interval() -> None:
    scores = table(_random(18, 3, 3).tolist(), [5, 3, 2])
    assert estimate(18) is ImportanceEstimate.LINEAR
    for at, found in enumerate(importances(scores)):
        known = pearsonr(scores.certain[:, at], scores.totals)
        low, high = known.confidence_interval(0.9)
        assert found.ratio == pytest.approx(known.statistic**2)
        least = 0 if low < 0 < high else min(low**2, high**2)
        assert found.interval == pytest.approx((least, max(low**2, high**2)), abs=1e-9)
    assert sum(found.effective or 0 for found in importances(scores)) == pytest.approx(1)


def test_with_many_independent_criteria_decide_by_their_squared_weights() -> None:
    """Var(total) is the sum of all w² Var(score), so S = w² / Σ w² where all scores vary alike."""
    scores = table(_random(3000, 3, 4).tolist(), [5, 3, 2])
    assert estimate(3000) is ImportanceEstimate.SMOOTH
    for found, known in zip(importances(scores), (25 / 38, 9 / 38, 4 / 38), strict=True):
        assert found.ratio == pytest.approx(known, abs=0.03)
        assert found.nominal != pytest.approx(found.effective, abs=0.05)


def test_a_bent_dependence_is_seen_where_the_correlation_sees_none() -> None:
    """The second score is the square of the first's distance from the middle: fixing the first fixes the total."""
    first = np.linspace(0, 100, 400)
    bent = (first - 50) ** 2 / 25
    scores = table(np.column_stack([first, bent]).tolist(), [1e-6, 1])
    assert pearsonr(scores.certain[:, 0], scores.totals).statistic ** 2 < 0.01
    assert importances(scores)[0].ratio == pytest.approx(1, abs=0.02)


def test_what_is_the_same_for_all_decides_nothing() -> None:
    same, other = importances(table([[50, 10], [50, 20], [50, 40], [50, 80]], [9, 1]))
    assert (same.ratio, same.effective, same.interval) == (None, None, None)
    assert other.ratio == pytest.approx(1)
    assert other.effective == pytest.approx(1)


def _with(id: str, results: int, safeguards: int) -> Practice:
    kinds = [{"kind": "inclusion", "how": "By rule.", **CITED}] * safeguards
    return practice(
        id=id, results={"metrics": [metric()] * results, **CITED}, ethics={"safeguards": kinds, "concerns": [], **CITED}
    )


def test_correlations_of_indicators_are_those_of_scipy_and_none_where_nothing_varies() -> None:
    counts = [(1, 3), (2, 2), (3, 2), (4, 0)]
    rule = rubric(
        criteria={
            "effect": criterion(
                1,
                results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"}),
                links=indicator(1, {"kind": "count", "of": "links", "full_at": "4"}),
            ),
            "ethics": criterion(1, kinds=indicator(1, {"kind": "count", "of": "ethics.safeguards", "full_at": "4"})),
        }
    )
    (pair,) = correlations([assess(_with(f"p-{at}", *count), rule) for at, count in enumerate(counts)])
    assert (pair.first, pair.second) == ("effect.results", "ethics.kinds")
    assert pair.r == pytest.approx(pearsonr(*np.array(counts).T).statistic)


def test_what_a_criterion_decides_has_an_interval_which_is_wide_for_few_practices() -> None:
    few, many = (importances(table(_random(practices, 3, 5).tolist(), [5, 3, 2])) for practices in (18, 3000))
    for found, width in ((few, 0.2), (many, 0.05)):
        for importance in found:
            assert importance.effective is not None
            assert importance.effective_interval is not None
            low, high = importance.effective_interval
            assert low <= importance.effective <= high
            assert (high - low > 0.15) if width == 0.2 else (high - low < width)


def test_the_interval_covers_the_true_share_about_nine_times_in_ten() -> None:
    """Independent criteria of weight 5, 3 and 2 decide 25, 9 and 4 of 38."""
    covered = 0
    for seed in range(60):
        first, *_ = importances(table(_random(30, 3, 100 + seed).tolist(), [5, 3, 2]), seed)
        assert first.effective_interval is not None
        covered += first.effective_interval[0] <= 25 / 38 <= first.effective_interval[1]
    assert 45 <= covered <= 60


def test_the_same_seed_gives_the_same_interval() -> None:
    scores = table(_random(20, 3, 1).tolist(), [1, 1, 1])
    assert importances(scores, 1) == importances(scores, 1)
    assert importances(scores, 1) != importances(scores, 2)


def test_with_three_practices_there_is_no_interval() -> None:
    first, *_ = importances(table([[10, 20], [30, 10], [60, 80]], [1, 1]))
    assert (first.interval, first.effective_interval) == (None, None)


def test_from_50_practices_on_scores_are_not_rounded() -> None:
    """The total depends on the first score alone, which is 50.0 or 50.1: rounded, it would explain nothing."""
    lines = [[50.0 + 0.1 * (at % 2), 10.0] for at in range(60)]
    first, _ = importances(table(lines, [1, 1]))
    assert first.ratio == pytest.approx(1)
    assert first.interval is not None
    assert first.interval[0] > 0.9


def test_an_interval_contains_its_estimate_although_a_curve_follows_resamples_closely() -> None:
    """Of the second criterion 95 % of the resamples have an importance of 0.46 or more, the practices 0.41."""
    found = importances(table(_random(50, 7, 6).tolist(), [15, 10, 15, 20, 15, 15, 10]))
    for importance in found:
        assert importance.ratio is not None
        assert importance.interval is not None
        assert importance.interval[0] < importance.ratio < importance.interval[1]
