"""The numbers of a comparison as they are printed: every difference and every sum holds for the printed digits."""

from collections.abc import Sequence
from dataclasses import dataclass

from secon_cli.analysis.compare import Comparison, CriterionComparison
from secon_cli.engine.rounding import apportioned

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


def difference_of(first: float, second: float) -> float:
    """The difference of two scores as printed, so that whoever subtracts what is printed finds the same."""
    return round(round(first, 1) - round(second, 1), 1) + 0.0


def signed(points: float) -> str:
    """A difference with its sign; none for zero."""
    return f"{points:+.1f}" if abs(points) > _NOTHING else "0.0"


def adding_up(parts: Sequence[float], total: float) -> list[float]:
    """The parts rounded so that they sum to `total`: mirrored where all signs are, and zero where there is nothing."""
    places = [place for place, part in enumerate(parts) if abs(part) > _NOTHING]
    leading = next((number for number in (total, *(parts[place] for place in places)) if abs(number) > _NOTHING), 1.0)
    sign = 1.0 if leading > 0 else -1.0
    rounded = apportioned([sign * parts[place] for place in places], to=sign * total)
    printed = [0.0] * len(parts)
    for place, part in zip(places, rounded, strict=True):
        printed[place] = sign * part + 0.0
    return printed
