"""What is printed adds up."""

from math import fsum

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secon_cli.engine.rounding import apportioned


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
    assert f"{printed:.1f}" == f"{fsum(parts):.1f}"
