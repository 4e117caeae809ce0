"""The smallest change of weights, against a linear programme; dominance and best and worst ranks, against trials."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from secon_cli.analysis.robustness.arrays import Scores, keys, possible_ranks, ranks_by
from secon_cli.analysis.robustness.changes import dominated, smallest_swap
from tests.score_tables import table, tables


def _least_moved(scores: Scores, ahead: int, behind: int) -> float | None:
    """By linear programming: the least weight to take from criteria and give to others until the two are level."""
    counting = np.flatnonzero(scores.counting)
    lead, shares = (scores.certain[ahead] - scores.certain[behind])[counting], scores.shares[counting]
    many = len(counting)
    solved = linprog(
        np.repeat([1.0, 0.0], many),
        A_ub=[np.concatenate([-lead, lead])],
        b_ub=[-float(lead @ shares)],
        A_eq=[np.repeat([1.0, -1.0], many)],
        b_eq=[0.0],
        bounds=[*((0, share) for share in shares), *[(0, 1)] * many],
    )
    return float(solved.fun) if solved.success else None


@given(tables(), st.data())
def test_no_smaller_change_swaps_two_neighbours(scores: Scores, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(scores.ids) - 2))
    assume(scores.fails[place] == scores.fails[place + 1] and scores.ranks[place] != scores.ranks[place + 1])
    swap, least = smallest_swap(scores, place, place + 1), _least_moved(scores, place, place + 1)
    if swap is None:
        lead = scores.certain[place] - scores.certain[place + 1]
        assert (lead[scores.counting] >= 0).all()
        return
    assert swap.moved == pytest.approx(least)
    changed = dict(zip(scores.criteria, scores.shares, strict=True))
    for name, share in swap.taken:
        changed[name] -= share
        assert changed[name] >= -1e-12
    changed[swap.given] += swap.moved
    totals = scores.certain @ np.array(list(changed.values()))
    assert totals[place] == pytest.approx(totals[place + 1])


def test_a_swap_worked_out_by_hand() -> None:
    """30 points on half the weight against 20 on a quarter: 15 - 5 = 10 of lead, 50 less for each share that moves."""
    swap = smallest_swap(table([[30, 0, 0], [0, 0, 20]], [2, 1, 1]), 0, 1)
    assert swap is not None
    assert swap.moved == pytest.approx(0.2)
    assert swap.given == "c2"
    assert dict(swap.taken) == pytest.approx({"c0": 0.2})


@given(tables(), st.integers(0, 2**32))
def test_who_is_dominated_is_never_ahead_and_who_is_not_can_be(scores: Scores, seed: int) -> None:
    counting = np.flatnonzero(scores.counting)
    drawn = np.random.default_rng(seed).dirichlet(np.ones(len(counting)), 50)
    # With nearly all the weight on one criterion, the practice that is better there is ahead.
    corners = 0.999 * np.eye(len(counting)) + 0.001 / len(counting)
    weights = np.zeros((50 + len(counting), len(scores.criteria)))
    weights[:, counting] = np.vstack([drawn, corners])
    totals = scores.certain @ weights.T
    for place, below in dominated(scores):
        assert not below[place]
        for other in range(len(scores.ids)):
            if below[other]:
                assert (totals[place] >= totals[other] - 1e-9).all()
                assert scores.fails[other] or not scores.fails[place]
            elif scores.fails[place] == scores.fails[other] and (totals[place] > totals[other] + 1e-9).all():
                assert other == place, "always ahead, and not said to dominate"


def test_best_and_worst_ranks_are_those_of_all_that_can_be() -> None:
    """Every combination of readings is tried: each practice at its worst or its best, its open gate with it."""
    certain = [[40, 50], [60, 20], [30, 30], [10, 90], [80, 80]]
    possible = [[45, 50], [60, 70], [30, 30], [60, 90], [80, 90]]
    scores = table(certain, [1, 1], possible=possible, fails=(4,), uncertain=(1, 3))
    low, high = scores.certain @ scores.shares, scores.possible @ scores.shares
    found: list[set[int]] = [set() for _ in scores.ids]
    for best in product([False, True], repeat=5):
        for met in product([False, True], repeat=5):
            fails = scores.fails | (scores.uncertain & ~np.array(met))
            ranks = ranks_by(keys(np.where(best, high, low), fails)[None, :])[0]
            for place, rank in enumerate(ranks.tolist()):
                found[place].add(rank)
    assert possible_ranks(scores) == [(min(ranks), max(ranks)) for ranks in found]


@given(tables())
def test_where_nothing_is_unknown_the_only_rank_is_the_one_in_force(scores: Scores) -> None:
    assert possible_ranks(scores) == [(rank, rank) for rank in scores.ranks.tolist()]


def test_shares_to_try_take_a_tenth_of_a_percent_more_than_the_least_change() -> None:
    """20 points of 100 swap them exactly, so 20.1 are taken: 50 − 20.1 and 25 + 20.1."""
    swap = smallest_swap(table([[30, 0, 0], [0, 0, 20]], [2, 1, 1]), 0, 1)
    assert swap is not None
    assert swap.beyond is not None
    assert dict(swap.beyond) == pytest.approx({"c0": 0.299, "c2": 0.451})


@given(tables(), st.data())
def test_shares_to_try_swap_the_two(scores: Scores, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(scores.ids) - 2))
    assume(scores.fails[place] == scores.fails[place + 1] and scores.ranks[place] != scores.ranks[place + 1])
    swap = smallest_swap(scores, place, place + 1)
    assume(swap is not None and swap.beyond is not None)
    assert swap is not None
    assert swap.beyond is not None
    given = dict(swap.beyond)
    kept = sum(share for name, share in zip(scores.criteria, scores.shares, strict=True) if name not in given)
    rest = 1 - sum(given.values())
    shares = np.array(
        [
            given.get(name, share * rest / kept if kept else 0.0)
            for name, share in zip(scores.criteria, scores.shares, strict=True)
        ]
    )
    assert shares.sum() == pytest.approx(1)
    totals = scores.certain @ shares
    assert totals[place + 1] > totals[place]


def test_a_practice_that_passes_the_gate_dominates_one_that_fails_it_and_not_the_reverse() -> None:
    scores = table([[50, 50], [40, 40], [90, 90]], [1, 1], fails=(1, 2))
    below = {
        scores.ids[place]: [scores.ids[other] for other in np.flatnonzero(flags)] for place, flags in dominated(scores)
    }
    assert below == {"a": ["b"], "c": ["b"], "b": []}
