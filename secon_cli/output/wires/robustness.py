"""The JSON of `robustness` (`secon.robustness/1`) and `why` (`secon.why/1`), which draw weights."""

from typing import NamedTuple

from secon_cli.analysis.comparison import Reason
from secon_cli.analysis.profile import Improvement
from secon_cli.analysis.results import Scored
from secon_cli.analysis.robustness.changes import WeightStability, WeightSwap
from secon_cli.analysis.robustness.draws import NeighbourOdds, Neighbours, RankSpread
from secon_cli.analysis.robustness.importance import Importance
from secon_cli.analysis.robustness.study import Robustness, RobustnessRow
from secon_cli.analysis.why import GapReason, Why
from secon_cli.output.wire import Made, Wire, document

_BY_CRITERION = Made(dict[str, float], dict, "Shares of the weight, by criterion.")


# --- robustness ---


TRIAL = Wire(
    Robustness,
    "draws=sampling.draws seed=sampling.seed generator weights=sampling.concentration",
    "concentration=sampling.concentration order=sampling.order share_error=sampling.share_error",
    about="How weights were drawn.",
    weights=Made(
        str, lambda drawn: "free" if drawn is None else "around the rubric's", "`around the rubric's`, or `free`."
    ),
)
SPREAD = Wire(RankSpread, "acceptability expected_rank expected_rank_error interval first top")
ROW = Wire(
    RobustnessRow,
    "rank=scored.rank id title=scored.assessment.practice.title total=scored.assessment.total",
    "gate=scored.assessment.gate weights weights_and_unknowns=joint possible_ranks=possible",
    "central_weights=central confidence=confidence.share dominates expected_rank_shift=shift fails_gate",
    "safely_first safely_top central_weights_error=central_error confidence_draws=confidence.draws",
    weights=SPREAD,
    weights_and_unknowns=SPREAD,
)
_BEYOND = Made(
    dict[str, float] | None,
    lambda shares: dict(shares) if shares else None,
    "Shares of these criteria that swap the two, the others kept in proportion.",
)
NEIGHBOURS = Wire(
    Neighbours,
    "ahead behind gap stays=odds.stays turns=odds.turns line_holds=odds.line_holds by_gate swap",
    "with_unknowns=joint coin_toss safe_line",
    swap=Wire(WeightSwap, "moved from=taken to=given beyond", from_=_BY_CRITERION, beyond=_BEYOND),
)


class _Criterion(NamedTuple):
    """How far the weight of a criterion can move, and what it decides."""

    stable: WeightStability
    decides: Importance
    weight_deviation: float | None
    """Standard deviation of the drawn weight."""


CRITERION = Wire(
    _Criterion,
    "id=stable.criterion weight=stable.share first_holds=stable.first top_holds=stable.top order_holds=stable.order",
    "correlation_ratio=decides.ratio correlation_ratio_interval=decides.interval effective_weight=decides.effective",
    "weight_deviation effective_weight_interval=decides.effective_interval",
)


ROBUSTNESS = document(
    "secon.robustness/1",
    Robustness,
    "trial=. top practices=rows neighbours criteria=. importance_estimate=estimate correlations variants winning",
    "conclusions",
    trial=TRIAL,
    practices=ROW,
    neighbours=NEIGHBOURS,
    criteria=Made(
        list[_Criterion],
        lambda study: [
            _Criterion(stable, decides, study.sampling.deviation(stable.share))
            for stable, decides in zip(study.criteria, study.importance, strict=True)
        ],
        wire=CRITERION,
    ),
)

# --- why ---

RANKED = Wire(
    Scored,
    "id=assessment.practice.id title=assessment.practice.title rank total=assessment.total range=assessment.range",
    "gate=assessment.gate",
)
REASON = Wire(
    GapReason,
    "criterion=criterion.id points=criterion.points scores=criterion.scores",
    "indicator=indicator.id indicator_points=indicator.points indicator_scores=indicator.scores facts",
    indicator=Made(meaning="The indicator of the criterion that adds most."),
    facts=Wire(Reason, "text evidence counted"),
)
ODDS = Wire(NeighbourOdds, "holds=stays turns")
DRAWS = Wire(
    Why,
    "draws=sampling.draws seed=sampling.seed concentration=sampling.concentration error=sampling.share_error",
    "weights weights_and_unknowns",
    about="How often the order holds.",
    weights=ODDS,
    weights_and_unknowns=ODDS,
)
WHY = document(
    "secon.why/1",
    Why,
    "ranked=comparison.scored ahead behind tied by_gate reversible difference=comparison.difference",
    "points=comparison.points difference_range=comparison.difference_range certain=comparison.ahead",
    "reasons rest closing closed swap odds=.",
    ahead=RANKED,
    behind=RANKED,
    reasons=REASON,
    closing=Wire(Improvement, "criterion indicator gain", about="An improvement of the practice behind."),
    swap=Wire(WeightSwap, "moved taken given", taken=_BY_CRITERION),
    odds=DRAWS,
)
