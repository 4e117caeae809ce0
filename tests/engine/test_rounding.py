"""What is printed adds up."""

from math import fsum

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secon_cli.engine import apportioned, as_printed, difference_of


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ([10.04, 10.04, 10.04], [10.1, 10.0, 10.0]),
        ([33.333, 33.333, 33.334], [33.3, 33.3, 33.4]),
        ([0.25, 0.25], [0.3, 0.2]),
        ([12.0, 0.0, 8.5], [12.0, 0.0, 8.5]),
        ([0.04, 0.04], [0.1, 0.0]),
        ([], []),
    ],
)
def test_the_largest_remainders_get_what_is_missing(parts: list[float], printed: list[float]) -> None:
    assert apportioned(parts) == pytest.approx(printed, abs=1e-12)


def test_decimals_are_chosen() -> None:
    assert apportioned([1.5, 1.5, 1.4], decimals=0) == [2.0, 1.0, 1.0]


_POINTS = st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=12)


@given(_POINTS, st.integers(0, 3))
def test_no_part_moves_by_more_than_one_unit(parts: list[float], decimals: int) -> None:
    unit = 10**-decimals
    for part, printed in zip(parts, apportioned(parts, decimals), strict=True):
        assert abs(part - printed) <= unit * (1 + 1e-5)


@given(_POINTS)
@example([3.3, 42.72, 29.43])
def test_printed_parts_sum_to_the_printed_sum(parts: list[float]) -> None:
    printed = sum(round(part * 10) for part in apportioned(parts)) / 10
    assert printed == pytest.approx(as_printed(fsum(parts)))


@pytest.mark.parametrize(
    ("exact", "tenths", "whole"),
    [
        (26.25, 26.3, 26),
        (26.249999999, 26.3, 26),
        (26.2499, 26.2, 26),
        (66.25, 66.3, 66),
        (66.65, 66.7, 67),
        (73.75, 73.8, 74),
        (82.5, 82.5, 83),
        (87.5, 87.5, 88),
        (-0.25, -0.3, 0),
        (-0.04, 0, 0),
        (0, 0, 0),
    ],
)
def test_printed_scores_are_rounded_half_up(exact: float, tenths: float, whole: float) -> None:
    assert as_printed(exact) == tenths
    assert as_printed(exact, 0) == whole


@given(st.floats(0, 100, allow_subnormal=False), st.floats(-5e-8, 5e-8))
def test_equal_scores_print_equally(score: float, noise: float) -> None:
    exact = round(score, 6)
    assert as_printed(exact) == as_printed(exact + noise)
    assert difference_of(exact, exact + noise) == 0
