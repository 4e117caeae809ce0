"""What to discuss in the meeting: where two assessors are furthest apart, with the reasons of both."""

from collections.abc import Mapping
from dataclasses import dataclass

from secon_cli.analysis.panel.cells import Cells, Given


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The lowest and the highest rating of a practice on a criterion."""

    practice: str
    criterion: str
    low: Given
    high: Given
    others: tuple[Given, ...]
    """The ratings of the rest of the panel."""

    @property
    def difference(self) -> float:
        """Highest minus lowest rating."""
        return self.high.rating - self.low.rating


def disagreements(cells: Cells, shares: Mapping[str, float]) -> tuple[Disagreement, ...]:
    """Every cell whose ratings differ, the widest first; of equals, the criterion that weighs most."""
    found = []
    for cell in cells.values():
        if not cell.given:
            continue
        low, high = (extreme(cell.given, key=lambda one: one.rating) for extreme in (min, max))
        if high.rating > low.rating:
            others = tuple(one for one in cell.given if one is not low and one is not high)
            found.append(Disagreement(cell.practice, cell.criterion, low, high, others))
    return tuple(sorted(found, key=lambda one: (-one.difference, -shares[one.criterion])))
