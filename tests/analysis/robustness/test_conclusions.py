"""What is concluded from the draws: each threshold from both sides, and counterexamples."""

import numpy as np
import pytest

from secon_cli.analysis.results import Input, Provenance, RankGroup, Scored
from secon_cli.analysis.robustness.arrays import Unknowns, scores
from secon_cli.analysis.robustness.changes import RubricVariant, VariantKind
from secon_cli.analysis.robustness.draws import (
    NeighbourOdds,
    Neighbours,
    RankCounts,
    RankSpread,
    WeightSampling,
    grouped,
    neighbours,
    rank_groups,
)
from secon_cli.analysis.robustness.importance import IndicatorCorrelation
from secon_cli.analysis.robustness.study import Conclusions, Robustness, RobustnessRow, conclude, study
from secon_cli.engine import assess, rank
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import CITED, criterion, indicator, metric, practice, rubric
from tests.score_tables import table


def _pair(stays: float, joint: float, *, line: float = 1, joint_line: float = 1, gap: float = 1) -> Neighbours:
    odds = NeighbourOdds(stays, 1 - stays, line), NeighbourOdds(joint, 1 - joint, joint_line)
    return Neighbours("a", "b", gap, *odds, by_gate=False, swap=None)


def test_an_order_that_holds_in_60_percent_of_the_draws_or_less_is_a_coin_toss() -> None:
    assert _pair(0.6, 0.9).coin_toss
    assert not _pair(0.601, 0.9).coin_toss
    assert _pair(0.9, 0.001).coin_toss, "the unknown alone can leave an order open"


def test_a_line_is_safe_from_95_percent_of_the_draws_on_with_the_unknown_drawn_and_without() -> None:
    assert _pair(1, 1, line=0.95, joint_line=0.95).safe_line
    assert not _pair(1, 1, line=0.949).safe_line
    assert not _pair(1, 1, line=1, joint_line=0.949).safe_line, "drawn weights alone do not make it safe"
    assert not _pair(0, 0, gap=0).safe_line, "between level practices there is no line"


def test_groups_end_at_safe_lines_and_at_the_gate() -> None:
    """Five practices: the first safe, two that cross, one below a safe line, and the last fails the gate."""
    arrays = table([[90], [60], [59], [20], [95]], [1], fails=(4,))
    lines = (1.0, 0.5, 0.96, 0.2)
    odds = [NeighbourOdds(line, 1 - line, line) for line in lines]
    groups = grouped(arrays, neighbours(arrays, odds, odds))
    assert groups == (
        RankGroup(1, 1, ("a",), fails_gate=False, holds=True),
        RankGroup(2, 3, ("b", "c"), fails_gate=False, holds=True),
        RankGroup(4, 4, ("d",), fails_gate=False, holds=False),
        RankGroup(5, 5, ("e",), fails_gate=True, holds=False),
    )


_RULE = rubric(
    criteria={
        "time": criterion(
            1, years=indicator(1, {"kind": "years", "curve": [["0", "1"], ["4", "1"]], "gate": {"at_least": "2"}})
        ),
        "effect": criterion(1, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"})),
        "ethics": criterion(1, kinds=indicator(1, {"kind": "count", "of": "ethics.safeguards", "full_at": "1"})),
    }
)


def _practice(id: str, metrics: int, start: str = "2010", end: str = "2023") -> Practice:
    duration = {"start": start, "end": end, "end_is": "stated", "evidence": "report:duration"}
    ethics = {"safeguards": [], "concerns": [], **CITED}
    return practice(id=id, duration=duration, results={"metrics": [metric()] * metrics, **CITED}, ethics=ethics)


def _study(*practices: Practice, rule: Rubric = _RULE, top: int = 1) -> Robustness:
    placed = [Scored(one.rank, one.assessment, "") for one in rank(assess(practice, rule) for practice in practices)]
    return study(placed, Provenance("0", rule, (Input("p", ""),)), WeightSampling(2000), top=top)


def test_first_in_all_drawn_weights_is_not_safe_where_the_gate_is_likely_not_met() -> None:
    """The leader has been in place for two years only if it began with January 2022 and ended with December 2023.

    Of 31 · 31 pairs of days that is one, so it fails the gate with the share 960 / 961.
    """
    leader, second, third = _practice("leader", 4, "2022-01", "2023-12"), _practice("b", 3), _practice("c", 1)
    result = _study(leader, second, third)
    row, *_ = result.rows
    assert row.id == "leader"
    assert row.weights.first == 1
    assert row.joint.first < 0.01
    assert row.fails_gate == pytest.approx(960 / 961)
    assert row.shift == pytest.approx(2, abs=0.01), "behind the two others"
    found = result.conclusions
    assert found.safely_first == found.safely_top == ()
    assert set(found.may_be_first) == {"leader", "b"}
    assert [group.ids for group in found.groups] == [("leader", "b", "c")]
    assert found.nameable == 0
    assert found.coin_tosses == ("leader",), "the order with the second is open, and not that of the others"
    assert found.shifted_by_unknown == ("leader",), "the others rise by a little less than one rank"
    assert found.moved_by_unknown == ("leader", "b", "c")
    assert found.unknown == 1


def test_practices_that_are_level_are_safely_first_together() -> None:
    found = _study(_practice("a", 4), _practice("b", 4), _practice("c", 1)).conclusions
    assert found.safely_first == found.safely_top == ("a", "b")
    assert found.nameable == 0
    assert [(group.first, group.last) for group in found.groups] == [(1, 2), (3, 3)]


def test_ranks_that_hold_can_be_named() -> None:
    found = _study(_practice("a", 4), _practice("b", 3), _practice("c", 1), top=2).conclusions
    assert (found.nameable, found.safely_first, found.safely_top) == (3, ("a",), ("a", "b"))
    assert found.first_changes is None, "better on one criterion and level on the others: dominance"
    assert found.coin_tosses == found.may_be_first == found.may_be_top == ()


def test_the_groups_alone_are_those_of_the_whole_study() -> None:
    practices = [
        _practice(f"p-{metrics}-{end}", metrics, "2021", end) for metrics in (1, 3, 4) for end in ("2022", "2023-06")
    ]
    whole = _study(*practices).conclusions
    alone = rank_groups(rank(assess(practice, _RULE) for practice in practices), _RULE, WeightSampling(2000))
    assert alone.groups == whole.groups
    assert alone.coin_tosses == set(whole.coin_tosses)


def test_one_practice_is_one_group() -> None:
    alone = rank_groups(rank([assess(_practice("a", 1), _RULE)]), _RULE)
    assert [group.ids for group in alone.groups] == [("a",)]


def _row(id: str, place: int, first: float, top: float) -> RobustnessRow:
    spread = RankSpread(RankCounts(1, np.ones(1, np.uint8)), float(place), 0.0, (place, place), first, top)
    scored = Scored(place, assess(practice(id=id), _RULE), "")
    return RobustnessRow(scored, spread, spread, (place, place), 0.0, None, None, None, (), ())


def _conclusions(rows: list[RobustnessRow], variants: list[RubricVariant], rs: tuple[float, ...]) -> Conclusions:
    pairs = [IndicatorCorrelation("x", "y", r) for r in rs]
    return conclude(rows, (), (), (), variants, pairs, 0)


def test_safe_is_95_percent_and_a_hundredth_is_worth_naming() -> None:
    rows = [_row("a", 1, 0.949, 0.95), _row("b", 2, 0.05, 0.949), _row("c", 3, 0.001, 0.01), _row("d", 4, 0, 0.0099)]
    found = _conclusions(rows, [], ())
    assert (found.safe_from, found.coin_toss_up_to) == (0.95, 0.6)
    assert (found.safely_first, found.may_be_first) == ((), ("a", "b", "c"))
    assert (found.safely_top, found.may_be_top) == (("a",), ("b", "c"))


def test_only_rubrics_that_change_a_score_are_counted() -> None:
    def variant(*, first: bool, top: bool, changes: bool) -> RubricVariant:
        return RubricVariant(VariantKind.CRITERION, "c0", 1.0, 0, (), first, top, changes)

    variants = [
        variant(first=True, top=True, changes=True),
        variant(first=True, top=False, changes=True),
        variant(first=False, top=False, changes=True),
        variant(first=True, top=True, changes=False),
    ]
    found = _conclusions([_row("a", 1, 1, 1)], variants, ())
    assert (found.variants, found.variants_without_effect, found.keep_first, found.keep_top) == (3, 1, 2, 1)


def test_indicators_go_together_from_a_half_on_either_way() -> None:
    found = _conclusions([_row("a", 1, 1, 1)], [], (0.9, -0.5, 0.49, -0.2))
    assert (found.correlations, found.together_from, found.go_together) == (4, 0.5, 2)


def test_the_share_that_fails_the_gate_is_counted_over_all_pairs_of_days() -> None:
    """Begun in 2022-01, ended with 2023-12-31: only the first of 31 days is two years before the end."""
    assessment = assess(
        practice(
            id="x",
            duration={"start": "2022-01", "end": "2023-12-31", "end_is": "stated", "evidence": "report:duration"},
        ),
        _RULE,
    )
    arrays = scores(rank([assessment]), _RULE)
    assert Unknowns([assessment], _RULE).failing(arrays.fails) == [pytest.approx(30 / 31)]
    assert Unknowns([assess(practice(id="y"), _RULE)], _RULE).failing(np.array([True])) == [1.0]


def test_a_single_rank_in_front_of_the_gate_is_not_named_where_it_may_be_lost_through_the_gate() -> None:
    """`a` meets the gate in half of the readings of its dates; else it is behind `b`, which fails it for certain."""
    found = _study(_practice("a", 1, "2021", "2023-06-30"), _practice("b", 4, "2023", "2023")).conclusions
    assert [(group.ids, group.fails_gate, group.holds) for group in found.groups] == [
        (("a",), False, False),
        (("b",), True, False),
    ]
    assert found.nameable == 0


def test_without_a_start_the_gate_fails_with_the_values_below_its_bound() -> None:
    """Two of four years are half of the curve, from 0 to 1."""
    rule = rubric(
        criteria={
            "time": criterion(
                1, years=indicator(1, {"kind": "years", "curve": [["0", "0"], ["4", "1"]], "gate": {"at_least": "2"}})
            )
        }
    )
    duration = {"end": "2023", "end_is": "stated", "evidence": "report:duration"}
    unstarted = assess(practice(id="x", duration=duration), rule)
    assert Unknowns([unstarted], rule).failing(np.array([False])) == [0.5]
