"""The numbers of a comparison as they are printed: every difference and every sum holds for the printed digits."""

from dataclasses import dataclass

from secon_cli.analysis.compare import Comparison, CriterionComparison
from secon_cli.engine.rounding import adding_up, difference_of

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Figures:
    """The difference of two totals, and the points that each criterion adds to it, by id."""

    difference: float
    weighted: dict[str, float]


def figures(comparison: Comparison) -> Figures:
    """The differences in points of the total, printed."""
    difference = difference_of(comparison.first.total, comparison.second.total)
    parts = adding_up([one.weighted for one in comparison.criteria], difference)
    return Figures(difference, dict(zip([one.id for one in comparison.criteria], parts, strict=True)))


def indicator_figures(criterion: CriterionComparison, weighted: float) -> dict[str, float]:
    """The points of the total that each indicator adds to a criterion's printed `weighted`, by id."""
    parts = adding_up([one.weighted for one in criterion.indicators], weighted)
    return dict(zip([one.id for one in criterion.indicators], parts, strict=True))


def signed(points: float) -> str:
    """A difference with its sign; none for zero."""
    return f"{points:+.1f}" if abs(points) > _NOTHING else "0.0"
