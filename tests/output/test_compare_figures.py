"""Printed differences: they sum to the printed difference of the totals, and are mirrored where the signs are."""

import pytest

from secon_cli.engine import adding_up, apportioned, difference_of
from secon_cli.output.numbers import signed


@pytest.mark.parametrize(
    ("parts", "to", "printed"),
    [
        ([1.0, 2.0], 2.9, [1.0, 1.9]),
        ([1.0, 2.0], 3.1, [1.1, 2.0]),
        ([1.24, -0.24], 1.0, [1.2, -0.2]),
        ([1.25, 2.5], 3.7, [1.2, 2.5]),
        ([1.25, 2.5], 3.8, [1.3, 2.5]),
    ],
)
def test_parts_are_rounded_to_a_sum_printed_elsewhere(parts: list[float], to: float, printed: list[float]) -> None:
    assert apportioned(parts, to=to) == pytest.approx(printed, abs=1e-12)


@pytest.mark.parametrize("parts", [[0.25, 0.25], [0.25, -1.75, 0.25, 0.25], [2.04, 1.03, -0.06]])
def test_the_other_direction_is_the_mirror_image(parts: list[float]) -> None:
    total = round(sum(parts), 1)
    assert adding_up([-part for part in parts], -total) == [-part for part in adding_up(parts, total)]


def test_what_is_nothing_stays_nothing() -> None:
    assert adding_up([0.0, 1.0, 0.0], 1.1) == [0.0, 1.1, 0.0]
    assert adding_up([0.0, 0.0], 0.0) == [0.0, 0.0]


def test_a_difference_is_that_of_the_printed_scores() -> None:
    assert difference_of(49.753859, 48.224038) == 1.6
    assert difference_of(10.04, 10.01) == 0
    assert [signed(points) for points in (1.25, -0.5, 0.0, -0.0)] == ["+1.2", "-0.5", "0.0", "0.0"]
