"""The JSON of `robustness`, schema `secon.robustness/1`: docs/json.md describes it.

Parts that equal their result are the result's own classes; declared here is what has other names or another nesting.
"""

from collections.abc import Mapping

from secon_cli.analysis.robustness.changes import RubricVariant, WeightInterval
from secon_cli.analysis.robustness.draws import NeighbourOdds, RankSpread
from secon_cli.analysis.robustness.importance import ImportanceEstimate, IndicatorCorrelation
from secon_cli.analysis.robustness.study import Conclusions
from secon_cli.output.wire import ResultWire, View, Wire, constant, of

_Two = tuple[float, float]


class TrialWire(Wire):
    """How weights were drawn."""

    draws: int = of("sampling.draws")
    seed: int = of("sampling.seed")
    generator: str
    """What drew the numbers; the same seed gives the same result with it only."""
    weights: str = of(lambda study: "free" if study.sampling.concentration is None else "around the rubric's")
    """`around the rubric's`, or `free`."""
    concentration: float | None = of("sampling.concentration")
    """How near the draws are to the weights in force; null if free."""
    order: tuple[str, ...] = of("sampling.order")
    """Criteria that must weigh no less than the next."""
    share_error: float = of("sampling.share_error")
    """Half the width of a 95 % interval of a share of draws, at most."""


class RobustnessRowWire(Wire):
    """A practice, and how sure its rank is."""

    rank: int = of("scored.rank")
    id: str
    title: str = of("scored.assessment.practice.title")
    total: float = of("scored.assessment.total")
    gate: str = of("scored.assessment.gate")
    weights: RankSpread
    """Under drawn weights, all that is unknown taken at its worst, as in the ranking."""
    weights_and_unknowns: RankSpread = of("joint")
    """Under drawn weights and drawn values of all that is unknown."""
    possible_ranks: tuple[int, int] = of("possible")
    """Best and worst rank under the weights in force."""
    central_weights: tuple[float, ...] | None = of("central")
    """Mean of the weights under which it is first, by criterion; null if it never is."""
    confidence: float | None = of("confidence.share")
    """Share of draws of the unknown in which it is first under its central weights."""
    dominates: tuple[str, ...]
    """Ids of practices that no weights put ahead of it."""
    expected_rank_shift: float = of("shift")
    """Ranks by which drawing the unknown moves the mean rank."""
    fails_gate: float
    """Share of what its dates allow with which it fails the gate."""
    safely_first: bool
    safely_top: bool
    central_weights_error: tuple[float, ...] | None = of("central_error")
    confidence_draws: int | None = of("confidence.draws")
    """How many draws `confidence` rests on."""


class WeightSwapWire(Wire):
    """The smallest change of weights that swaps two neighbours."""

    moved: float
    """Share of all weight that moves."""
    from_: Mapping[str, float] = of(lambda swap: dict(swap.taken))
    to: str = of("given")
    beyond: Mapping[str, float] | None = of(lambda swap: dict(swap.beyond) if swap.beyond else None)
    """Shares of these criteria that swap the two, the others kept in proportion."""


class NeighboursWire(Wire):
    """Two practices that follow each other in the ranking."""

    ahead: str
    behind: str
    gap: float
    """Points of the total."""
    stays: float = of("odds.stays")
    """Share of draws in which the order stays."""
    turns: float = of("odds.turns")
    """Share of draws in which it is reversed."""
    line_holds: float = of("odds.line_holds")
    """Share of draws in which no practice crosses the line between the two."""
    by_gate: bool
    """Whether the gate alone decides the order."""
    swap: WeightSwapWire | None
    """Null where no weights swap them."""
    with_unknowns: NeighbourOdds = of("joint")
    coin_toss: bool
    safe_line: bool


class CriterionRobustnessWire(Wire):
    """How far the weight of a criterion can move, and what it decides."""

    id: str = of("criterion")
    weight: float = of("share")
    first_holds: WeightInterval = of("first")
    """Shares of its weight for which the first stays first."""
    top_holds: WeightInterval = of("top")
    """Shares for which the first k stay."""
    order_holds: WeightInterval = of("order")
    """Shares for which no rank changes."""
    correlation_ratio: float | None
    """Share of the totals' variance that would go if the criterion were fixed."""
    correlation_ratio_interval: _Two | None
    effective_weight: float | None
    """`correlation_ratio` as a share of the sum over all criteria."""
    weight_deviation: float | None
    """Standard deviation of the drawn weight."""
    effective_weight_interval: _Two | None


class RobustnessWire(ResultWire):
    """The whole study."""

    schema: str = constant("secon.robustness/1")
    trial: TrialWire = of(lambda study: study)
    top: int
    """The k of the first k."""
    practices: tuple[RobustnessRowWire, ...] = of("rows")
    neighbours: tuple[NeighboursWire, ...]
    criteria: tuple[CriterionRobustnessWire, ...] = of(
        lambda study: [
            View(
                CriterionRobustnessWire,
                stable,
                correlation_ratio=weighed.ratio,
                correlation_ratio_interval=weighed.interval,
                effective_weight=weighed.effective,
                weight_deviation=study.sampling.deviation(stable.share),
                effective_weight_interval=weighed.effective_interval,
            )
            for stable, weighed in zip(study.criteria, study.importance, strict=True)
        ]
    )
    importance_estimate: ImportanceEstimate = of("estimate")
    correlations: tuple[IndicatorCorrelation, ...]
    """Pairs of indicators, the most alike first."""
    variants: tuple[RubricVariant, ...]
    """Other rubrics, and what becomes of the ranking."""
    winning: tuple[tuple[float, ...], ...] | None
    conclusions: Conclusions
