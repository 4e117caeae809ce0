"""Rank acceptability, central weights and confidence: against exact figures, and against other programs."""

from functools import partial
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrepo_mcda.mcda_methods import VIKOR, VIKOR_SMAA, vikor_smaa
from scipy.spatial import ConvexHull, Delaunay, HalfspaceIntersection

from secon_cli.analysis.robustness import arrays as arrays_module
from secon_cli.analysis.robustness import draws as draws_module
from secon_cli.analysis.robustness.arrays import (
    Confidence,
    Floats,
    Ranks,
    Scores,
    Unknowns,
    confidences,
    keys,
    ranks_by,
    scores,
)
from secon_cli.analysis.robustness.draws import OrderProblem, Tally, WeightSampling, draw_weights, tallied
from secon_cli.engine import assess, rank
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import CITED, criterion, indicator, metric, practice, rubric
from tests.score_tables import table, tables
from tests.strategies import practices, rubrics

_DRAWS = 20_000


def _drawn(sampling: WeightSampling, of: Scores) -> Floats:
    return draw_weights(sampling, of, np.random.default_rng(sampling.seed))


def _near(share: float, draws: int = _DRAWS) -> object:
    """A share that so many draws give, but for four standard errors."""
    return pytest.approx(share, abs=4 * sqrt(max(share * (1 - share), 1e-9) / draws) + 1e-12)


@given(st.lists(practices, min_size=1, max_size=4, unique_by=lambda practice: practice.id), rubrics())
def test_under_the_rubrics_weights_ranks_are_those_of_the_engine(found: list[Practice], rule: Rubric) -> None:
    ranked = rank(assess(one, rule) for one in found)
    arrays = scores(ranked, rule)
    found_ranks = [[*spread.acceptability] for spread in tallied(arrays, arrays.shares[None, :]).spreads(1)]
    assert found_ranks == [[one.rank] for one in ranked]


def test_two_practices_on_two_criteria_are_worked_out_by_hand() -> None:
    """`a` is ahead while 100 w ≥ 60 (1 - w), that is from w = 3/8 on: in 5/8 of all weights, whose middle is 11/16."""
    arrays = table([[100, 0], [0, 60]], [1, 1])
    weights = _drawn(WeightSampling(_DRAWS, 3, None), arrays)
    tally = tallied(arrays, weights, pairs=True)
    first, second = tally.spreads(1)
    assert first.first == _near(5 / 8)
    assert first.expected_rank == pytest.approx(11 / 8, abs=4 * first.expected_rank_error)
    assert dict(second.acceptability) == pytest.approx({1: 1 - first.first, 2: first.first})
    (own, _), (other, _) = tally.central_weights(weights)
    assert own is not None
    assert other is not None
    assert own.tolist() == pytest.approx([11 / 16, 5 / 16], abs=0.01)
    assert other.tolist() == pytest.approx([3 / 16, 13 / 16], abs=0.01)
    won = tally.winning()
    assert won is not None
    assert won.tolist() == [[0, first.first], [second.first, 0]]


_CORNERS = np.array([[0.0, 100, 30, 60], [100, 0, 60, 20], [55, 45, 0, 100], [40, 70, 100, 0], [30, 30, 50, 40]])
"""Scores with 0 and 100 on every criterion, so that scaling by the range, as VIKOR does, changes nothing."""


def test_pyrepo_mcda_gives_the_same_acceptabilities_and_central_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """SMAA of the package pyrepo-mcda, with weights drawn by it too.

    It is bound to VIKOR, whose value is the additive one for v = 1; the package does not pass its own `v` on.
    """
    monkeypatch.setattr(vikor_smaa, "VIKOR", partial(VIKOR, v=1))
    np.random.seed(5)
    method = VIKOR_SMAA()
    weights = method._generate_weights(4, 2000)  # noqa: SLF001 - the peer has no public way
    acceptability, central, _ = method(_CORNERS, weights, np.ones(4))
    arrays = table(_CORNERS.tolist(), [1, 1, 1, 1])
    tally = tallied(arrays, weights, pairs=True)
    order = ["abcde".index(id) for id in arrays.ids]
    found = [[dict(one.acceptability).get(place, 0) for place in range(1, 6)] for one in tally.spreads(1)]
    assert np.allclose(found, acceptability[order])
    for id, (own, _), theirs in zip(arrays.ids, tally.central_weights(weights), central[order], strict=True):
        assert np.allclose(np.zeros(4) if own is None else own, theirs), id


def _favourable(values: Floats, place: int) -> tuple[float, Floats]:
    """Share and centre of the weights under which a practice is first: a polytope, measured by Qhull."""
    lead = np.delete(values[place] - values, place, axis=0)
    # The last weight is what the others leave of 1.
    sides = np.vstack([
        np.column_stack([-(lead[:, :-1] - lead[:, -1:]), -lead[:, -1]]),
        np.column_stack([-np.eye(3), np.zeros(3)]),
        [[1.0, 1.0, 1.0, -1.0]],
    ])  # fmt: skip
    candidates = np.random.default_rng(1).dirichlet(np.ones(4), 20_000)[:, :3]
    slack = -(candidates @ sides[:, :-1].T + sides[:, -1]).max(axis=1)
    if slack.max() <= 0:
        return 0.0, np.zeros(4)
    corners = HalfspaceIntersection(sides, candidates[slack.argmax()]).intersections
    pieces = corners[Delaunay(corners).simplices]
    sizes = np.abs(np.linalg.det(pieces[:, 1:] - pieces[:, :1])) / 6
    centre = np.average(pieces.mean(axis=1), axis=0, weights=sizes)
    return 6 * ConvexHull(corners).volume, np.append(centre, 1 - centre.sum())


def test_first_ranks_and_central_weights_are_the_volumes_and_centres_of_their_polytopes() -> None:
    arrays = table(_CORNERS.tolist(), [1, 1, 1, 1])
    weights = _drawn(WeightSampling(_DRAWS, 8, None), arrays)
    tally = tallied(arrays, weights, pairs=True)
    volumes = [_favourable(arrays.certain, place) for place in range(5)]
    assert sum(volume for volume, _ in volumes) == pytest.approx(1)
    assert [volume > 0 for volume, _ in volumes].count(True) == 4
    central = tally.central_weights(weights)
    for spread, (mean, _), (volume, centre) in zip(tally.spreads(1), central, volumes, strict=True):
        assert spread.first == _near(volume)
        assert (mean is None) == (volume == 0)
        if mean is not None:
            assert mean.tolist() == pytest.approx(centre.tolist(), abs=0.02)


@given(tables())
def test_what_always_holds(arrays: Scores) -> None:
    weights = _drawn(WeightSampling(200, 1, None), arrays)
    tally = tallied(arrays, weights, pairs=True)
    many = len(arrays.ids)
    passing = int((~arrays.fails).sum())
    for fails, spread in zip(arrays.fails, tally.spreads(1), strict=True):
        places = list(spread.acceptability)
        assert sum(spread.acceptability.values()) == pytest.approx(1)
        assert min(places) > passing if fails else max(places) <= passing
        assert spread.interval[0] <= spread.interval[1]
        assert min(places) <= spread.expected_rank <= max(places)
    won = tally.winning()
    assert won is not None
    assert (won + won.T <= 1 + 1e-12).all()
    odds = tally.odds()
    assert [pair.stays for pair in odds] == [won[place, place + 1] for place in range(many - 1)]
    assert [pair.turns for pair in odds] == [won[place + 1, place] for place in range(many - 1)]
    assert all(pair.line_holds <= 1 - pair.turns + 1e-12 for pair in odds)
    assert (weights[:, ~arrays.counting] == 0).all()
    assert np.allclose(weights.sum(axis=1), 1)


def test_nine_draws_of_ten_do_not_leave_the_interval() -> None:
    ranks = np.array([[1] * 4 + [2] * 3 + [3] * 89 + [4] * 4, [2] * 4 + [1] * 96], dtype=np.uint16)
    tally = Tally(4).add(np.vstack([ranks, ranks]))
    assert tally.spreads(2)[0].interval == (2, 3)
    assert tally.spreads(2)[0].top == pytest.approx(0.07)


def test_weights_around_the_rubrics_have_its_mean_and_the_promised_spread() -> None:
    arrays = table([[1, 2, 3], [3, 2, 1]], [1, 2, 7])
    weights = _drawn(WeightSampling(_DRAWS, 2, 24), arrays)
    assert weights.mean(axis=0).tolist() == pytest.approx([0.1, 0.2, 0.7], abs=0.003)
    assert weights.std(axis=0).tolist() == pytest.approx([sqrt(w * (1 - w) / 25) for w in (0.1, 0.2, 0.7)], rel=0.05)


@pytest.mark.parametrize("concentration", [None, 10.0])
def test_an_order_is_kept_by_every_draw(concentration: float | None) -> None:
    arrays = table([[1, 2, 3], [3, 2, 1]], [1, 2, 3])
    sampling = WeightSampling(500, 1, concentration, ("c0", "c2"))
    weights = _drawn(sampling, arrays)
    assert len(weights) == 500
    assert (weights[:, 0] >= weights[:, 2]).all()
    assert (weights[:, 1] > weights[:, 0]).any()


def test_sorting_free_draws_into_an_order_is_as_good_as_waiting_for_it() -> None:
    arrays = table([[1, 2, 3], [3, 2, 1]], [1, 1, 1])
    any_order = _drawn(WeightSampling(6 * _DRAWS, 4, None), arrays)
    waited = any_order[(any_order[:, 1] >= any_order[:, 2]) & (any_order[:, 2] >= any_order[:, 0])]
    sorted_into = _drawn(WeightSampling(_DRAWS, 5, None, ("c1", "c2", "c0")), arrays)
    assert sorted_into.mean(axis=0).tolist() == pytest.approx(waited.mean(axis=0).tolist(), abs=0.01)
    assert sorted_into.std(axis=0).tolist() == pytest.approx(waited.std(axis=0).tolist(), abs=0.01)


def test_an_order_against_the_rubric_is_given_up_in_time() -> None:
    arrays = table([[1, 2], [3, 2]], [1, 99])
    with pytest.raises(OrderProblem, match="keep this order"):
        _drawn(WeightSampling(100, 1, 1e6, ("c0", "c1")), arrays)


def _half_known(id: str, metrics: int, *, safeguards: bool) -> Practice:
    blocks = {"ethics": {"safeguards": [], "concerns": [], **CITED}} if safeguards else {}
    return practice(id=id, results={"metrics": [metric()] * metrics, **CITED}, **blocks)


def test_confidence_is_how_often_a_practice_is_first_whatever_is_unknown() -> None:
    """`b` is 25 points behind on half the weight; of the other half it has more than 25 of 100 in 3 of 4 draws."""
    rule = rubric(
        criteria={
            "effect": criterion(1, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"})),
            "ethics": criterion(1, kinds=indicator(1, {"kind": "count", "of": "ethics.safeguards", "full_at": "1"})),
        }
    )
    ranked = rank(
        assess(one, rule) for one in (_half_known("a", 3, safeguards=True), _half_known("b", 2, safeguards=False))
    )
    arrays, half = scores(ranked, rule), np.array([0.5, 0.5])
    assessments = [one.assessment for one in ranked]
    sure = confidences(assessments, rule, arrays, [half, half], _DRAWS, 1)
    assert [confidence and confidence.share for confidence in sure] == [_near(0.25), _near(0.75)]
    only_ethics = np.array([0.0, 1.0])
    assert confidences(assessments, rule, arrays, [None, only_ethics], 100, 1) == [None, Confidence(1.0, 0)]


def test_shares_of_draws_are_exact_to_the_error_that_is_stated() -> None:
    """1.96 · √(0.5 · 0.5 / N): 0.98 for one draw, 0.0098 for 10,000."""
    assert WeightSampling(draws=1).share_error == pytest.approx(0.98)
    assert WeightSampling(draws=10_000).share_error == pytest.approx(0.0098)


def test_a_weight_of_20_percent_lies_between_14_and_26_percent_two_times_in_three() -> None:
    """√(0.2 · 0.8 / 51) = 0.0560."""
    assert WeightSampling(concentration=50).deviation(0.2) == pytest.approx(0.0560, abs=5e-5)
    assert WeightSampling(concentration=50).usual(0.2) == pytest.approx((0.144, 0.256), abs=5e-5)
    assert WeightSampling(concentration=3).usual(0.1) == pytest.approx((0, 0.25)), "never below nothing"
    assert WeightSampling(concentration=None).usual(0.2) is None
    assert WeightSampling(concentration=24).deviation(0.5) == pytest.approx(0.1)
    assert WeightSampling(concentration=None).deviation(0.2) is None
    assert WeightSampling(order=("c0", "c1")).deviation(0.2) is None, "an order leaves draws out"


def test_central_weights_carry_their_error() -> None:
    """First in three draws, with 20, 40 and 60 % of the weight: standard deviation 20 %, by √3 an error of 11.5 %."""
    weights = np.array([[0.2, 0.8], [0.4, 0.6], [0.6, 0.4], [0.1, 0.9]])
    tally = Tally(2).add(np.array([[1, 1, 1, 2], [2, 2, 2, 1]], dtype=np.uint16))
    (often, often_error), (once, once_error) = tally.central_weights(weights)
    assert often is not None
    assert often.tolist() == pytest.approx([0.4, 0.6])
    assert often_error is not None
    assert often_error.tolist() == pytest.approx([0.2 / sqrt(3)] * 2)
    assert once is not None
    assert once_error is None, "one draw has no error"


@given(tables())
def test_blocks_of_draws_add_up_to_all_of_them(arrays: Scores) -> None:
    weights = _drawn(WeightSampling(60, 1, None), arrays)
    ranks = ranks_by(keys(weights @ arrays.certain.T, arrays.fails)).T
    whole, parts = (Tally(len(ranks), pairs=True) for _ in range(2))
    whole.add(ranks)
    for start in (0, 1, 21, 50):
        parts.add(ranks[:, start : {0: 1, 1: 21, 21: 50, 50: 60}[start]])
    assert parts.odds() == whole.odds()
    for one, other in zip(parts.spreads(1), whole.spreads(1), strict=True):
        assert dict(one.acceptability) == dict(other.acceptability)
        assert (one.expected_rank, one.expected_rank_error, one.interval) == (
            other.expected_rank,
            other.expected_rank_error,
            other.interval,
        )
    assert str(parts.central_weights(weights)) == str(whole.central_weights(weights))
    assert np.array_equal(parts.winning(), whole.winning())  # type: ignore[arg-type]  # there are some


def test_small_blocks_give_the_same_ranks(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = table(_CORNERS.tolist(), [1, 1, 1, 1])
    weights = _drawn(WeightSampling(1000, 1, None), arrays)
    whole = tallied(arrays, weights, pairs=True)
    blocks, add = list[int](), Tally.add

    def noted(tally: Tally, ranks: Ranks) -> Tally:
        blocks.append(ranks.shape[1])
        return add(tally, ranks)

    monkeypatch.setattr(Tally, "add", noted)
    monkeypatch.setattr(draws_module, "_CELLS", 35)
    parts = tallied(arrays, weights, pairs=True)
    assert blocks == [7] * 142 + [6]
    assert parts.odds() == whole.odds()
    assert str(parts.central_weights(weights)) == str(whole.central_weights(weights))
    assert np.array_equal(parts.winning(), whole.winning())  # type: ignore[arg-type]  # there are some


def test_the_odds_of_neighbours_are_counted_over_all_chunks() -> None:
    """In four draws the first two keep, swap, tie, and the last overtakes both."""
    ranks = np.array([[1, 2, 1, 2], [2, 1, 1, 3], [3, 3, 3, 1]], dtype=np.uint16)
    first, second = Tally(3).add(ranks).odds()
    assert (first.stays, first.turns, first.line_holds) == (0.5, 0.25, 0.5)
    assert (second.stays, second.turns, second.line_holds) == (0.75, 0.25, 0.75)


def test_practices_that_are_always_level_share_the_draws_of_their_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred copies with a vague fact: one set of draws, not one for each of them."""
    rule = rubric(
        criteria={"c": criterion(1, a=indicator(1, {"kind": "count", "of": "ethics.safeguards", "full_at": "1"}))}
    )
    ranked = rank(assess(_half_known(f"p-{at}", 1, safeguards=False), rule) for at in range(100))
    assessments, arrays = [one.assessment for one in ranked], scores(ranked, rule)
    calls: list[int] = []
    disturb = Unknowns.disturb

    def counted(unknowns: Unknowns, order_keys: Floats, weights: Floats, rng: np.random.Generator) -> None:
        calls.append(len(order_keys))
        disturb(unknowns, order_keys, weights, rng)

    monkeypatch.setattr(Unknowns, "disturb", counted)
    central: list[Floats | None] = [np.array([1.0])] * 100
    found = confidences(assessments, rule, arrays, central, 1000, 1)
    assert calls == [1000]
    assert sum(confidence.share for confidence in found if confidence) == pytest.approx(1)


def test_very_many_contenders_get_fewer_draws_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two contests of two practices are four numbers a draw: 2,000 numbers are 500 draws."""
    monkeypatch.setattr(arrays_module, "_MOST_NUMBERS", 2000)
    rule = rubric(
        criteria={"c": criterion(1, a=indicator(1, {"kind": "count", "of": "ethics.safeguards", "full_at": "1"}))}
    )
    ranked = rank(assess(_half_known(id, 1, safeguards=False), rule) for id in ("a", "b"))
    arrays = scores(ranked, rule)
    ones: list[Floats | None] = [np.array([1.0])] * 2
    found = confidences([one.assessment for one in ranked], rule, arrays, ones, 10_000, 1)
    assert [confidence and confidence.draws for confidence in found] == [500, 500]
