"""Why one practice ranks above another: the gap by criterion and fact, what would close it, and how often it holds."""

from dataclasses import dataclass
from itertools import accumulate
from math import fsum

from secon_cli.analysis.comparison import Comparison, CriterionComparison, IndicatorComparison, Reason, compare, reasons
from secon_cli.analysis.profile import Improvement, improvements
from secon_cli.analysis.results import Provenance, Scored
from secon_cli.analysis.robustness.changes import WeightSwap, smallest_swap
from secon_cli.analysis.robustness.draws import NeighbourOdds, WeightSampling, drawn
from secon_cli.analysis.sides import Side, SideKind
from secon_cli.engine import TIE, rank
from secon_cli.practice.time_in_place import GateState

_CRITERIA = 3
"""Criteria that are given as reasons."""


@dataclass(frozen=True, slots=True)
class GapReason:
    """A criterion that adds to the gap, its indicator that adds most, and the facts of both practices on it."""

    criterion: CriterionComparison
    indicator: IndicatorComparison
    facts: tuple[tuple[Reason, ...], tuple[Reason, ...]]
    """What counted on the indicator, or why nothing did."""


@dataclass(frozen=True, slots=True)
class Why:
    """What `secon why` shows. Gaps are of the practice ahead minus the one behind; of a tie, by id."""

    comparison: Comparison
    sampling: WeightSampling
    ahead: Scored
    behind: Scored
    by_gate: bool
    """Whether the one behind fails the gate and the one ahead does not: then no total matters."""
    reasons: tuple[GapReason, ...]
    """The criteria that add most to the gap, the largest first."""
    rest: float
    """Points, as printed, that all other criteria together add to the gap or take from it."""
    closing: tuple[Improvement, ...]
    """The fewest improvements with which the one behind could draw level; empty where nothing could."""
    swap: WeightSwap | None
    """The smallest change of weights after which the two are level; None where there is none, or it is the gate."""
    weights: NeighbourOdds
    """How often the order holds under drawn weights."""
    weights_and_unknowns: NeighbourOdds
    """How often it holds where what is unknown is drawn as well."""

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return self.comparison.provenance

    @property
    def tied(self) -> bool:
        """Whether the two share a rank."""
        return self.ahead.rank == self.behind.rank

    @property
    def reversible(self) -> bool:
        """Whether unknown facts could put the one behind ahead: by its total, or because the other fails the gate."""
        gate_open = self.ahead.assessment.gate is GateState.UNCERTAIN
        total_open = self.comparison.difference_range.low < -TIE
        return gate_open and total_open if self.by_gate else gate_open or total_open

    @property
    def closed(self) -> float:
        """Points that the improvements are worth together."""
        return fsum(improvement.gain for improvement in self.closing)


def why(first: Scored, second: Scored, provenance: Provenance, sampling: WeightSampling, ranked: int) -> Why:
    """Explain the order of two of `ranked` practices, however they are given."""
    ahead, behind = sorted((first, second), key=lambda scored: (scored.rank, scored.id))
    rubric = provenance.rubric
    sides = [Side(scored.id, SideKind.PRACTICE, (scored.assessment,)) for scored in (ahead, behind)]
    comparison = compare(sides[0], sides[1], provenance, ranked)
    by_gate = behind.assessment.fails_gate and not ahead.assessment.fails_gate
    gap_reasons = []
    for criterion in [criterion for criterion in comparison.by_size if criterion.weighted > TIE][:_CRITERIA]:
        indicator = max(criterion.indicators, key=lambda indicator: indicator.weighted)
        facts_ahead, facts_behind = (tuple(reasons(own)) for (own,) in indicator.practices)
        gap_reasons.append(GapReason(criterion, indicator, (facts_ahead, facts_behind)))
    # The odds of two practices depend on no third: a ranking of the two gives the same shares as one of all.
    pair = sorted(
        rank([ahead.assessment, behind.assessment]), key=lambda ranked: ranked.assessment is not ahead.assessment
    )
    draws = drawn(pair, rubric, sampling)
    level = by_gate or comparison.difference <= TIE
    # The fewest steps that make up the gap, without what only time can raise; of single steps, the smallest.
    open = [] if level else [step for step in improvements(behind.assessment, rubric) if not step.only_time]
    enough = comparison.difference - TIE
    closing = [step for step in open if step.gain >= enough][-1:]
    if not closing:
        reached = accumulate(step.gain for step in open)
        closing = open[: next((count for count, gain in enumerate(reached, start=1) if gain >= enough), 0)]
    return Why(
        comparison=comparison,
        sampling=sampling,
        ahead=ahead,
        behind=behind,
        by_gate=by_gate,
        reasons=tuple(gap_reasons),
        rest=round(comparison.points - fsum(reason.criterion.points for reason in gap_reasons), 1) + 0.0,
        closing=tuple(closing),
        swap=None if level else smallest_swap(draws.table, 0, 1),
        weights=draws.tally.odds()[0],
        weights_and_unknowns=draws.joint.odds()[0],
    )
