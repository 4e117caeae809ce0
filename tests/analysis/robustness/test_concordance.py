"""Kendall's tau, against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from secon_cli.analysis.robustness.concordance import Move, furthest, kendall

_RANKS = st.integers(2, 12).flatmap(
    lambda many: st.tuples(*[st.lists(st.integers(1, 6), min_size=many, max_size=many)] * 2)
)


@given(_RANKS)
def test_tau_is_that_of_scipy_ties_included(ranks: tuple[list[int], list[int]]) -> None:
    one, other = (np.array(line) for line in ranks)
    found = kendall(one, other)
    if min(np.ptp(one), np.ptp(other)) == 0:
        assert found is None
    else:
        assert found == pytest.approx(kendalltau(one, other).statistic)


def test_who_moves_furthest() -> None:
    ids, before = ("a", "b", "c", "d"), np.array([1, 2, 3, 4])
    assert furthest(ids, before, np.array([3, 2, 1, 4])) == (Move("a", 1, 3), Move("c", 3, 1))
    assert furthest(ids, before, before) == ()
