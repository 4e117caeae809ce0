"""The JSON of `why` (`secon.why/1`)."""

from secon_cli.analysis.comparison import Reason
from secon_cli.analysis.results import Scored
from secon_cli.analysis.robustness.draws import NeighbourOdds
from secon_cli.analysis.why import Why
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import ResultWire, ends, result_fields


@wire
class RankedPracticeWire:
    """One of the two practices."""

    id: str
    title: str
    rank: int
    total: float
    range: tuple[float, float]
    gate: str


@wire
class FactWire:
    """A fact in the words of the file, and what it cites; `counted` is whether it earned points."""

    text: str
    evidence: tuple[str, ...]
    counted: bool


@wire
class GapReasonWire:
    """A criterion that adds to the gap; pairs are of the practice ahead and of the one behind."""

    criterion: str
    points: float
    """Points of the gap."""
    scores: tuple[float, float]
    indicator: str
    """The indicator of the criterion that adds most."""
    indicator_points: float
    indicator_scores: tuple[float, float]
    facts: tuple[tuple[FactWire, ...], tuple[FactWire, ...]]
    """What counted on the indicator, or why nothing did."""


@wire
class ClosingStepWire:
    """An improvement of the practice behind."""

    criterion: str
    indicator: str
    gain: float
    """Points of the total that it could bring."""


@wire
class WeightChangeWire:
    """The smallest change of weights after which the two are level."""

    moved: float
    """Share of all weight."""
    taken: dict[str, float]
    given: str


@wire
class OddsWire:
    """Shares of the draws: the same order, the reverse, and level otherwise."""

    holds: float
    """Share with the same order."""
    turns: float
    """Share with the reverse order."""


@wire
class DrawsWire:
    """How often the order holds."""

    draws: int
    seed: int
    concentration: float | None
    error: float
    """Half the width of the widest 95 % interval of a share."""
    weights: OddsWire
    weights_and_unknowns: OddsWire


@wire
class WhyWire(ResultWire):
    """Why one practice ranks above another; gaps are ahead minus behind."""

    ranked: int
    """How many practices were ranked."""
    ahead: RankedPracticeWire
    behind: RankedPracticeWire
    tied: bool
    by_gate: bool
    """Whether the gate alone decides the order."""
    reversible: bool
    """Whether unknown facts, the gate's among them, could put the one behind ahead."""
    difference: float
    points: float
    """The difference as printed."""
    difference_range: tuple[float, float]
    certain: str
    """`first` where no unknown fact can change the order of the totals, else `open`, `equal` or `second`."""
    reasons: tuple[GapReasonWire, ...]
    """The criteria that make the gap."""
    rest: float
    """Points of all other criteria together, as printed."""
    closing: tuple[ClosingStepWire, ...]
    closed: float
    swap: WeightChangeWire | None
    odds: DrawsWire
    """How often the order holds."""


def why_wire(why: Why) -> WhyWire:
    """The explanation as JSON has it."""
    comparison = why.comparison
    return WhyWire(
        **result_fields("secon.why/1", why.provenance),
        ranked=comparison.scored,
        ahead=_practice(why.ahead),
        behind=_practice(why.behind),
        tied=why.tied,
        by_gate=why.by_gate,
        reversible=why.reversible,
        difference=comparison.difference,
        points=comparison.points,
        difference_range=ends(comparison.difference_range),
        certain=comparison.conclusion.ahead.value,
        reasons=tuple(
            GapReasonWire(
                reason.criterion,
                reason.points,
                reason.scores,
                reason.indicator,
                reason.indicator_points,
                reason.indicator_scores,
                (_facts(reason.facts[0]), _facts(reason.facts[1])),
            )
            for reason in why.reasons
        ),
        rest=why.rest,
        closing=tuple(ClosingStepWire(step.criterion, step.indicator, step.gain) for step in why.closing),
        closed=why.closed,
        swap=WeightChangeWire(why.swap.moved, dict(why.swap.taken), why.swap.given) if why.swap else None,
        odds=DrawsWire(
            why.sampling.draws,
            why.sampling.seed,
            why.sampling.concentration,
            why.sampling.share_error,
            _odds(why.weights),
            _odds(why.weights_and_unknowns),
        ),
    )


def _practice(scored: Scored) -> RankedPracticeWire:
    assessment = scored.assessment
    practice = assessment.practice
    return RankedPracticeWire(
        practice.id, practice.title, scored.rank, assessment.total, ends(assessment.range), assessment.gate.value
    )


def _facts(reasons: tuple[Reason, ...]) -> tuple[FactWire, ...]:
    return tuple(FactWire(reason.text, reason.evidence, reason.counted) for reason in reasons)


def _odds(odds: NeighbourOdds) -> OddsWire:
    return OddsWire(odds.stays, odds.turns)
