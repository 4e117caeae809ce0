"""Krippendorff's alpha: his worked example, the reference package, and what holds for all ratings."""

from itertools import combinations_with_replacement
from math import factorial, prod
from random import Random

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from secon_cli.analysis.agreement import (
    ScaleLevel,
    alpha_of_some,
    bootstrap_interval,
    krippendorff_alpha,
    reliability,
)

Table = list[list[int | None]]
NONE = None

EXAMPLE: Table = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
"""Four observers, twelve units, some missing: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability."""

TWO_OF_THREE: Table = [
    [NONE, NONE, NONE, NONE, NONE, 3, 4, 1, 2, 1, 1, 3, 3, NONE, 3],
    [1, NONE, 2, 1, 3, 3, 4, 3, NONE, NONE, NONE, NONE, NONE, NONE, NONE],
    [NONE, NONE, 2, 1, 3, 4, 4, NONE, 2, 1, 1, 3, 3, NONE, 4],
]
"""Three coders, most units seen by two: the computational example of Wikipedia's article on Krippendorff's alpha."""

half_points = st.integers(0, 20).map(lambda steps: steps / 2)
tables = st.integers(2, 4).flatmap(
    lambda assessors: st.lists(
        st.lists(st.none() | half_points, min_size=assessors, max_size=assessors), min_size=2, max_size=8
    )
)


def units(by_observer: Table) -> list[list[float]]:
    return [[value for value in unit if value is not None] for unit in zip(*by_observer, strict=True)]


@pytest.mark.parametrize(
    ("table", "level", "published"),
    [
        (EXAMPLE, ScaleLevel.ORDINAL, 0.815),
        (EXAMPLE, ScaleLevel.INTERVAL, 0.849),
        (TWO_OF_THREE, ScaleLevel.INTERVAL, 0.811),
    ],
)
def test_the_published_examples(table: Table, level: ScaleLevel, published: float) -> None:
    alpha = krippendorff_alpha(units(table), level)
    assert alpha is not None
    assert round(alpha, 3) == published


@given(tables, st.sampled_from(ScaleLevel))
def test_the_reference_package_gives_the_same(table: list[list[float | None]], level: ScaleLevel) -> None:
    given_units = [[value for value in unit if value is not None] for unit in table]
    pairable = [unit for unit in given_units if len(unit) > 1]
    assume(len(pairable) > 1 and len({value for unit in pairable for value in unit}) > 1)
    data = np.array(table, dtype=float).T
    reference = krippendorff.alpha(reliability_data=data, level_of_measurement=level.value)
    assert krippendorff_alpha(given_units, level) == pytest.approx(reference, abs=1e-9)


@given(tables, st.sampled_from(ScaleLevel))
def test_the_order_of_units_and_assessors_and_single_ratings_change_nothing(
    table: list[list[float | None]], level: ScaleLevel
) -> None:
    plain = [[value for value in unit if value is not None] for unit in table]
    turned = [unit[::-1] for unit in plain[::-1]]
    alpha = krippendorff_alpha(plain, level)
    expected = alpha if alpha is None else pytest.approx(alpha, abs=1e-9)
    assert krippendorff_alpha([*turned, [9.5]], level) == expected


@pytest.mark.parametrize("level", ScaleLevel)
def test_where_it_is_not_defined(level: ScaleLevel) -> None:
    assert krippendorff_alpha([], level) is None
    assert krippendorff_alpha([[1], [2], [3]], level) is None
    assert krippendorff_alpha([[1, 2]], level) is None
    assert krippendorff_alpha([[5, 5], [5, 5]], level) is None


@pytest.mark.parametrize("level", ScaleLevel)
def test_perfect_agreement_is_1(level: ScaleLevel) -> None:
    assert krippendorff_alpha([[1, 1], [7.5, 7.5, 7.5], [3, 3]], level) == 1


def test_distances_matter_for_interval_data_only() -> None:
    near, far = [[1, 2], [5, 5], [6, 6]], [[1, 2], [5, 5], [10, 10]]
    assert krippendorff_alpha(near, ScaleLevel.ORDINAL) == krippendorff_alpha(far, ScaleLevel.ORDINAL)
    assert krippendorff_alpha(near, ScaleLevel.INTERVAL) != krippendorff_alpha(far, ScaleLevel.INTERVAL)


@given(tables, st.randoms(use_true_random=False))
def test_the_alpha_of_a_draw_is_that_of_its_units(table: list[list[float | None]], random: Random) -> None:
    pairable = [values for unit in table if len(values := [value for value in unit if value is not None]) > 1]
    assume(pairable)
    numbers = random.choices(range(len(pairable)), k=len(pairable))
    expected = krippendorff_alpha([pairable[number] for number in numbers], ScaleLevel.ORDINAL)
    assume(len(pairable) > 1)
    assert alpha_of_some(pairable, ScaleLevel.ORDINAL)(numbers) == (
        expected if expected is None else pytest.approx(expected, abs=1e-9)
    )


_UNITS = [(1, 2), (2, 2), (3, 5), (4, 4), (5, 4), (2, 1), (7,)]


def test_the_bootstrap_interval_is_that_of_all_possible_draws() -> None:
    """Six units can be drawn in 46,656 ways: the 2.5 % at each end are compared with those that were drawn."""
    pairable = _UNITS[:6]
    exact = sorted(
        alpha
        for draw in combinations_with_replacement(range(6), 6)
        for alpha in [krippendorff_alpha([pairable[unit] for unit in draw], ScaleLevel.ORDINAL)]
        if alpha is not None
        for _ in range(factorial(6) // prod(factorial(draw.count(unit)) for unit in set(draw)))
    )
    interval = bootstrap_interval(_UNITS)
    assert interval is not None
    for end, share in zip(interval, (0.025, 0.975), strict=True):
        low, high = (exact[int((share + margin) * len(exact))] for margin in (-0.012, 0.012))
        assert low <= end <= high


def test_too_few_units_have_no_interval() -> None:
    alike = [(rating, rating) for rating in range(5)]
    assert bootstrap_interval(alike) == (1, 1)
    assert bootstrap_interval([*alike[:4], (9,)]) is None
    assert bootstrap_interval([(3, 3)] * 9) is None


@pytest.mark.parametrize(
    ("interval", "concluded"),
    [
        (None, "too few"),
        ((0.8, 0.9), "reliable"),
        ((0.79, 0.95), "tentative"),
        ((0.667, 0.7), "tentative"),
        ((0.66, 0.95), "open"),
        ((-0.1, 0.667), "open"),
        ((-0.43, 0.66), "too low"),
    ],
)
def test_a_conclusion_takes_a_whole_interval(interval: tuple[float, float] | None, concluded: str) -> None:
    assert reliability(interval) == concluded
