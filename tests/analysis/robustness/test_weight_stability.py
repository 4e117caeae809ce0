"""The closed-form intervals of weights: against brute force, by hand, and against PROMETHEE II of another package."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrepo_mcda.mcda_methods import PROMETHEE_II

from secon_cli.analysis.robustness.arrays import Floats, Scores
from secon_cli.analysis.robustness.changes import (
    Overtaking,
    WeightInterval,
    WeightStability,
    nearest_threshold,
    stability,
)
from tests.score_tables import table, tables

_SLACK = 1e-7


def _shares(scores: Scores, at: int, share: float) -> Floats:
    """The weights with one of them at `share` and the others in proportion."""
    rest = np.delete(scores.shares, at)
    return np.insert(rest / rest.sum() * (1 - share), at, share)


def _overtaken(scores: Scores, shares: Floats, apart: Callable[[int, int], bool]) -> bool:
    """Whether a practice that was behind is ahead now, of the pairs of ranks that matter."""
    totals = scores.certain @ shares
    return any(
        apart(int(scores.ranks[one]), int(scores.ranks[other])) and totals[other] > totals[one] + _SLACK
        for one in range(len(totals))
        for other in range(len(totals))
        if scores.fails[one] == scores.fails[other]
    )


@given(tables(), st.integers(1, 4), st.lists(st.floats(0, 1), min_size=5, max_size=5))
def test_the_intervals_are_those_that_brute_force_finds(scores: Scores, top: int, tried: list[float]) -> None:
    for at, found in enumerate(stability(scores, top)):
        if found.share == 1:
            continue
        for interval, apart in (
            (found.first, lambda one, other: one == 1 < other),
            (found.top, lambda one, other: one <= top < other),
            (found.order, lambda one, other: one < other),
        ):
            assert interval.low <= found.share + 1e-12
            assert found.share - 1e-12 <= interval.high
            for share in (*tried, *(step / 20 for step in range(21))):
                if interval.low <= share <= interval.high:
                    assert not _overtaken(scores, _shares(scores, at, share), apart)
                elif min(abs(share - interval.low), abs(share - interval.high)) > 1e-3:
                    assert _overtaken(scores, _shares(scores, at, share), apart)


@given(tables())
def test_at_an_end_the_two_that_are_named_are_level(scores: Scores) -> None:
    for at, found in enumerate(stability(scores, 1)):
        for end, what in ((found.order.low, found.order.below), (found.order.high, found.order.above)):
            if what is None:
                assert end in (0, 1)
            else:
                totals = dict(zip(scores.ids, scores.certain @ _shares(scores, at, end), strict=True))
                assert totals[what.overtaken] == pytest.approx(totals[what.by], abs=1e-7)


def test_an_interval_worked_out_by_hand() -> None:
    """Weights 1/2, 1/4, 1/4; `a` has 60, 0, 0 and `b` 0, 40, 60, over the last two 0 and 50 on the mean.

    So they are level where 60 x = 50 (1 - x).
    """
    first, second, third = stability(table([[60, 0, 0], [0, 40, 60]], [2, 1, 1]), 1)
    assert first.first.low == pytest.approx(5 / 11)
    assert first.first.high == 1
    assert first.first.below is not None
    assert (first.first.below.overtaken, first.first.below.by) == ("a", "b")
    # The others are 2 : 1, so a has 40 and b 20 without the second criterion: level at 40 (1 - x) = 20 (1 - x) + 40 x.
    assert [second.first.low, second.first.high] == pytest.approx([0, 1 / 3])
    assert third.order == third.first == third.top


def test_what_is_tied_now_may_part_and_the_gate_is_no_contest() -> None:
    scores = table([[50, 50], [40, 60], [100, 90]], [1, 1], fails=(2,))
    for found in stability(scores, 1):
        assert found.first == found.order == WeightInterval(0.0, 1.0)


def test_a_criterion_with_all_the_weight_has_nothing_to_trade_with() -> None:
    one, other = stability(table([[50, 0], [40, 100]], [1, 0]), 1)
    assert one.first == WeightInterval(0.0, 1.0)
    assert other.first.high == pytest.approx(10 / 110)


def test_they_are_the_weight_stability_intervals_of_promethee_ii() -> None:
    """Net flows of pyrepo-mcda under single criteria are the scores; its ranking under all must change at each end.

    PROMETHEE II is a weighted sum of the net flows of single criteria (Brans and Mareschal), so both must agree.
    """
    cars = np.array([[25.5, 75, 7.5, 9], [38, 92, 8.5, 7], [26, 77, 8, 8.5], [35, 85, 9, 6], [25, 60, 7.5, 9.5]])
    types, weights = np.array([-1.0, 1, -1, 1]), np.array([0.4, 0.3, 0.2, 0.1])
    promethee = PROMETHEE_II()
    linear = [promethee._linear_function] * 4  # noqa: SLF001 - the peer has no public way

    def flows(share: Floats) -> Floats:
        found: Floats = promethee(cars, share, types, preference_functions=linear)
        return found

    single = np.column_stack([flows(row) for row in np.eye(4)])
    scores = table(single.tolist(), weights.tolist())
    order = ["abcde".index(id) for id in scores.ids]
    assert np.allclose(flows(weights), single @ weights)
    assert (np.diff(flows(weights)[order]) < 0).all()
    ends = 0
    for at, found in enumerate(stability(scores, 1)):
        for end, outward, what in (
            (found.order.low, -1, found.order.below),
            (found.order.high, 1, found.order.above),
        ):
            inside = flows(_shares(scores, at, end - outward * 1e-6))[order]
            assert (np.diff(inside) < 0).all()
            if what is not None:
                ends += 1
                outside = flows(_shares(scores, at, end + outward * 1e-6))
                assert outside["abcde".index(what.by)] > outside["abcde".index(what.overtaken)]
    assert ends >= 4


def test_the_nearest_threshold_is_that_of_the_weight_that_has_to_change_least() -> None:
    """From 50 % down to 45 % are five points, from 30 % up to 38 % eight, from 20 % up to 24 % four."""
    whole = WeightInterval(0.0, 1.0)
    ends = {
        "c0": (0.5, WeightInterval(0.45, 1.0, below=Overtaking("a", "b"))),
        "c1": (0.3, WeightInterval(0.0, 0.38, above=Overtaking("a", "c"))),
        "c2": (0.2, WeightInterval(0.0, 0.24, above=Overtaking("b", "c"))),
    }
    stable = [(WeightStability(name, share, whole, whole, whole), interval) for name, (share, interval) in ends.items()]
    nearest = nearest_threshold(stable)
    assert nearest is not None
    assert (nearest.criterion, nearest.threshold, nearest.overtaken, nearest.by) == ("c2", 0.24, "b", "c")
    assert nearest.distance == pytest.approx(0.04)
    assert nearest_threshold([(stable[0][0], whole)]) is None


@pytest.mark.parametrize(
    ("share", "end", "beyond"),
    [(0.15, 0.53455, 0.535), (0.15, 0.1249, 0.124), (0.15, 0.16, 0.161), (0.15, 0.1, 0.099), (0.15, 0.9999, None)],
)
def test_the_share_to_try_lies_beyond_the_threshold_in_tenths_of_a_percent(
    share: float, end: float, beyond: float | None
) -> None:
    overtaking = Overtaking("a", "b")
    low, high = (end, 1.0) if end < share else (0.0, end)
    below, above = (overtaking, None) if end < share else (None, overtaking)
    interval = WeightInterval(low, high, below, above)
    whole = WeightInterval(0.0, 1.0)
    nearest = nearest_threshold([(WeightStability("c0", share, whole, whole, whole), interval)])
    assert nearest is not None
    assert nearest.beyond == (None if beyond is None else pytest.approx(beyond))
