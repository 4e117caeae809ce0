"""How each assessor rates, beside the others: how leniently, and with how much of the scale."""

from dataclasses import dataclass
from statistics import fmean

from secon_cli.analysis.panel.cells import Cells, Spread, spread
from secon_cli.panel.model import HIGHEST, LOWEST, Assessor, Excluded


@dataclass(frozen=True, slots=True)
class Habit:
    """An assessor's way of rating."""

    assessor: str
    role: str | None
    spread: Spread
    """The ratings that count, in figures."""
    coverage: float
    """The share of all practices and criteria that the assessor rated."""
    leniency: float | None
    """Mean of own rating minus mean of the others' ratings, where both rated the same; None where they never did."""
    compared: int
    """In how many cases both rated."""
    distinct: int
    """How many different ratings were used."""
    excluded: tuple[Excluded, ...]
    """Ratings that a conflict of interest leaves out."""

    @property
    def range_use(self) -> float:
        """The share of the scale between the lowest and the highest rating used."""
        return self.spread.width / float(HIGHEST - LOWEST)


def habit(assessor: Assessor, cells: Cells) -> Habit | None:
    """How an assessor rates; None where none of the ratings counts."""
    own, differences = [], []
    for cell in cells.values():
        rated = [one.rating for one in cell.given if one.assessor == assessor.assessor]
        others = [one.rating for one in cell.given if one.assessor != assessor.assessor]
        own += rated
        if rated and others:
            differences.append(rated[0] - fmean(others))
    figures = spread(own)
    if figures is None:
        return None
    return Habit(
        assessor=assessor.assessor,
        role=assessor.role,
        spread=figures,
        coverage=len(own) / len(cells),
        leniency=fmean(differences) if differences else None,
        compared=len(differences),
        distinct=len(set(own)),
        excluded=tuple(assessor.excluded()),
    )
