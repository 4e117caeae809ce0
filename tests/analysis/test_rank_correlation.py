"""Kendall's tau: orders worked out by hand, ties, and what holds for all orders."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from secon_cli.analysis.agreement import kendall_tau

pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=12)


def test_by_hand() -> None:
    assert kendall_tau([1, 2, 3, 4], [1, 2, 3, 4]) == 1
    assert kendall_tau([1, 2, 3, 4], [4, 3, 2, 1]) == -1
    # Of six pairs, only that of the last two is reversed.
    assert kendall_tau([1, 2, 3, 4], [1, 2, 4, 3]) == pytest.approx(4 / 6)


def test_with_ties() -> None:
    # 45 pairs, of which 4 are tied on one side and 9 on the other; concordant less discordant pairs are 33.
    first = [1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5]
    second = [1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10]
    assert kendall_tau(first, second) == pytest.approx(33 / sqrt(41 * 36))


def test_where_it_is_not_defined() -> None:
    assert kendall_tau([], []) is None
    assert kendall_tau([1], [2]) is None
    assert kendall_tau([1, 2, 3], [5, 5, 5]) is None
    assert kendall_tau([1, 2], [5, 5 + 1e-12]) is None
    with pytest.raises(ValueError, match="zip"):
        kendall_tau([1, 2], [1])


@given(pairs)
def test_reversing_one_order_reverses_the_sign(values: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in values], [b for _, b in values]
    tau, other = kendall_tau(first, second), kendall_tau(first, [-b for b in second])
    assert tau is None if other is None else tau == pytest.approx(-other)
    assert tau == kendall_tau(second, first)
    assert tau is None or -1 - 1e-9 <= tau <= 1 + 1e-9


@given(pairs)
def test_it_is_that_of_scipy_ties_included(values: list[tuple[int, int]]) -> None:
    first, second = zip(*values, strict=True)
    tau = kendall_tau(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert tau is None
    else:
        assert tau == pytest.approx(kendalltau(first, second).statistic)


def test_a_thousand_are_no_trouble() -> None:
    """One swap of neighbours among n (n − 1) / 2 = 499,500 pairs."""
    order = list(range(1000))
    assert kendall_tau(order, [1, 0, *order[2:]]) == pytest.approx(1 - 2 / 499_500)
