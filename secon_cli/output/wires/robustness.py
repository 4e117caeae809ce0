"""The JSON of `robustness`, schema `secon.robustness/1`: docs/json.md describes it.

Parts that equal their result are the result's own classes; declared here is what has other names or another nesting.
"""

from collections.abc import Mapping

from secon_cli.analysis.robustness.draws import NeighbourOdds, RankSpread
from secon_cli.analysis.robustness.importance import ImportanceEstimate, IndicatorCorrelation
from secon_cli.analysis.robustness.rubric_variants import RubricVariant
from secon_cli.analysis.robustness.study import Conclusions, Robustness
from secon_cli.analysis.robustness.weight_changes import WeightInterval, WeightSwap
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import ResultWire, result_fields

_Two = tuple[float, float]


@wire
class TrialWire:
    """How weights were drawn."""

    draws: int
    seed: int
    generator: str
    """What drew the numbers; the same seed gives the same result with it only."""
    weights: str
    """`around the rubric's`, or `free`."""
    concentration: float | None
    """How near the draws are to the weights in force; null if free."""
    order: tuple[str, ...]
    """Criteria that must weigh no less than the next."""
    share_error: float
    """Half the width of a 95 % interval of a share of draws, at most."""


@wire
class RobustnessRowWire:
    """A practice, and how sure its rank is."""

    rank: int
    id: str
    title: str
    total: float
    gate: str
    weights: RankSpread
    """Under drawn weights, all that is unknown taken at its worst, as in the ranking."""
    weights_and_unknowns: RankSpread
    """Under drawn weights and drawn values of all that is unknown."""
    possible_ranks: tuple[int, int]
    """Best and worst rank under the weights in force."""
    central_weights: tuple[float, ...] | None
    """Mean of the weights under which it is first, by criterion; null if it never is."""
    confidence: float | None
    """Share of draws of the unknown in which it is first under its central weights."""
    dominates: tuple[str, ...]
    """Ids of practices that it is ahead of under any weights."""
    expected_rank_shift: float
    """Ranks by which drawing the unknown moves the mean rank."""
    fails_gate: float
    """Share of what its dates allow with which it fails the gate."""
    safely_first: bool
    safely_top: bool
    central_weights_error: tuple[float, ...] | None
    confidence_draws: int | None
    """How many draws `confidence` rests on."""


@wire
class WeightSwapWire:
    """The smallest change of weights that swaps two neighbours."""

    moved: float
    """Share of all weight that moves."""
    from_: Mapping[str, float]
    to: str
    beyond: Mapping[str, float] | None
    """Shares of these criteria that swap the two, the others kept in proportion."""


@wire
class NeighboursWire:
    """Two practices that follow each other in the ranking."""

    ahead: str
    behind: str
    gap: float
    """Points of the total."""
    stays: float
    """Share of draws in which the order stays."""
    turns: float
    """Share of draws in which it is reversed."""
    line_holds: float
    """Share of draws in which no practice crosses the line between the two."""
    by_gate: bool
    """Whether the gate alone decides the order."""
    swap: WeightSwapWire | None
    """Null where no weights swap them."""
    with_unknowns: NeighbourOdds
    coin_toss: bool
    safe_line: bool


@wire
class CriterionRobustnessWire:
    """How far the weight of a criterion can move, and what it decides."""

    id: str
    weight: float
    first_holds: WeightInterval
    """Shares of its weight for which the first stays first."""
    top_holds: WeightInterval
    """Shares for which the first k stay."""
    order_holds: WeightInterval
    """Shares for which no rank changes."""
    correlation_ratio: float | None
    """Share of the totals' variance that would go if the criterion were fixed."""
    correlation_ratio_interval: _Two | None
    effective_weight: float | None
    """`correlation_ratio` as a share of the sum over all criteria."""
    weight_deviation: float | None
    """Standard deviation of the drawn weight."""
    effective_weight_interval: _Two | None


@wire
class RobustnessWire(ResultWire):
    """The whole study."""

    trial: TrialWire
    top: int
    """The k of the first k."""
    practices: tuple[RobustnessRowWire, ...]
    neighbours: tuple[NeighboursWire, ...]
    criteria: tuple[CriterionRobustnessWire, ...]
    importance_estimate: ImportanceEstimate
    correlations: tuple[IndicatorCorrelation, ...]
    """Pairs of indicators, the most alike first."""
    variants: tuple[RubricVariant, ...]
    """Other rubrics, and what becomes of the ranking."""
    winning: tuple[tuple[float, ...], ...] | None
    conclusions: Conclusions


def robustness_wire(result: Robustness) -> RobustnessWire:
    """The study as it is written."""
    sampling = result.sampling
    return RobustnessWire(
        **result_fields("secon.robustness/1", result.provenance),
        trial=TrialWire(
            sampling.draws,
            sampling.seed,
            result.generator,
            "free" if sampling.concentration is None else "around the rubric's",
            sampling.concentration,
            sampling.order,
            sampling.share_error,
        ),
        top=result.top,
        practices=tuple(
            RobustnessRowWire(
                rank=row.scored.rank,
                id=row.id,
                title=row.scored.assessment.practice.title,
                total=row.scored.assessment.total,
                gate=row.scored.assessment.gate.value,
                weights=row.weights,
                weights_and_unknowns=row.joint,
                possible_ranks=row.possible,
                central_weights=row.central,
                confidence=row.confidence.share if row.confidence else None,
                dominates=row.dominates,
                expected_rank_shift=row.shift,
                fails_gate=row.fails_gate,
                safely_first=row.safely_first,
                safely_top=row.safely_top,
                central_weights_error=row.central_error,
                confidence_draws=row.confidence.draws if row.confidence else None,
            )
            for row in result.rows
        ),
        neighbours=tuple(
            NeighboursWire(
                ahead=pair.ahead,
                behind=pair.behind,
                gap=pair.gap,
                stays=pair.odds.stays,
                turns=pair.odds.turns,
                line_holds=pair.odds.line_holds,
                by_gate=pair.by_gate,
                swap=_swap(pair.swap),
                with_unknowns=pair.joint,
                coin_toss=pair.coin_toss,
                safe_line=pair.safe_line,
            )
            for pair in result.neighbours
        ),
        criteria=tuple(
            CriterionRobustnessWire(
                id=stable.criterion,
                weight=stable.share,
                first_holds=stable.first,
                top_holds=stable.top,
                order_holds=stable.order,
                correlation_ratio=weighed.ratio,
                correlation_ratio_interval=weighed.interval,
                effective_weight=weighed.effective,
                weight_deviation=sampling.deviation(stable.share),
                effective_weight_interval=weighed.effective_interval,
            )
            for stable, weighed in zip(result.criteria, result.importance, strict=True)
        ),
        importance_estimate=result.estimate,
        correlations=result.correlations,
        variants=result.variants,
        winning=result.winning,
        conclusions=result.conclusions,
    )


def _swap(swap: WeightSwap | None) -> WeightSwapWire | None:
    if swap is None:
        return None
    return WeightSwapWire(swap.moved, dict(swap.taken), swap.given, dict(swap.beyond) if swap.beyond else None)
