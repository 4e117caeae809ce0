"""The panel's ranking beside the rubric's: two orders of the same practices, which are compared and never mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from secon_cli.analysis.panel.cells import Cell, Cells
from secon_cli.analysis.panel.totals import weighted_total
from secon_cli.analysis.rank_correlation import kendall_tau
from secon_cli.analysis.results import Scored
from secon_cli.engine.ranking import TIE


@dataclass(frozen=True, slots=True)
class Places:
    """The ranks of a practice among those that the panel has a total for."""

    panel: int
    rubric: int

    @property
    def shift(self) -> int:
        """By how many places the panel puts it higher; below 0, lower."""
        return self.rubric - self.panel


@dataclass(frozen=True, slots=True)
class Standing:
    """A practice that was rated: what the panel says of it, and what the rubric does."""

    scored: Scored
    cells: tuple[Cell, ...]
    """One for each criterion, in the rubric's order."""
    coverage: float
    """The share of assessors × criteria with a rating that counts."""
    total: float | None
    """The panel's means by the rubric's weights, from 0 to 10; None where a criterion has no rating at all."""
    places: Places | None

    @property
    def id(self) -> str:
        """The id of the practice."""
        return self.scored.assessment.practice.id

    @property
    def furthest(self) -> Cell | None:
        """The criterion on which panel and rubric are furthest apart, by what the difference weighs."""
        apart = {cell.criterion: self._apart(cell) for cell in self.cells if cell.given}
        widest = max(apart, key=lambda one: apart[one], default=None)
        return next((cell for cell in self.cells if cell.criterion == widest and apart[cell.criterion] > TIE), None)

    def _apart(self, cell: Cell) -> float:
        criterion = self.scored.assessment.criterion(cell.criterion)
        mean = fsum(cell.values) / len(cell.values)
        return criterion.weight * abs(10 * mean - criterion.score)


def standings(
    ranked: Sequence[Scored], cells: Cells, shares: Mapping[str, float], assessors: int
) -> tuple[Standing, ...]:
    """Every practice with a rating, the panel's first place first, those without a total last."""
    rated = [one for one in (_standing(scored, cells, shares, assessors) for scored in ranked) if one.coverage]
    placed = [_placed(one, rated) for one in rated]
    return tuple(sorted(placed, key=lambda one: (one.places.panel if one.places else len(placed) + 1, one.id)))


def tau_of(standings: Sequence[Standing]) -> float | None:
    """Kendall's tau between the panel's ranking and the rubric's."""
    places = [one.places for one in standings if one.places]
    return kendall_tau([one.panel for one in places], [one.rubric for one in places])


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of practices in both rankings, and how many of them the two put in opposite order; ties are in none."""

    opposite: int
    all: int


def pairs_of(standings: Sequence[Standing]) -> Pairs:
    """How many pairs of practices panel and rubric order, and in how many they contradict each other."""
    pairs = [*combinations([one.places for one in standings if one.places], 2)]
    opposite = sum((one.panel - other.panel) * (one.rubric - other.rubric) < 0 for one, other in pairs)
    return Pairs(opposite, len(pairs))


def by_shift(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """The practices that the two rankings place differently, the furthest apart first."""
    apart = {one.id: abs(one.places.shift) for one in standings if one.places and one.places.shift}
    return tuple(sorted((one for one in standings if one.id in apart), key=lambda one: -apart[one.id]))


def _standing(scored: Scored, cells: Cells, shares: Mapping[str, float], assessors: int) -> Standing:
    id = scored.assessment.practice.id
    own = tuple(cells[id, criterion] for criterion in shares)
    means = {cell.criterion: figures.mean for cell in own if (figures := cell.spread)}
    coverage = sum(len(cell.given) for cell in own) / (assessors * len(own))
    return Standing(scored, own, coverage, weighted_total(means, shares), None)


def _placed(standing: Standing, rated: Sequence[Standing]) -> Standing:
    """The same practice with its places; equal totals share one, and the next is skipped."""
    total = standing.total
    if total is None:
        return standing
    higher = sum(one.total is not None and one.total > total + TIE for one in rated)
    before = sum(one.total is not None and one.scored.rank < standing.scored.rank for one in rated)
    places = Places(higher + 1, before + 1)
    return Standing(standing.scored, standing.cells, standing.coverage, total, places)
