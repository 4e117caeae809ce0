"""A panel of assessors: figures, agreement, what to discuss, and its ranking next to the rubric's.

The two rankings are orders of the same practices, which are compared and never mixed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import fsum

from secon_cli.analysis.panel.agreement import Agreement, Reliability, agreement_on, kendall_tau
from secon_cli.analysis.panel.ratings import Cell, Cells, GivenRating, RatingStyle, cells_of, rating_style
from secon_cli.analysis.results import Provenance, Scored
from secon_cli.engine.assessment import TIE
from secon_cli.practice.assessor import Assessor
from secon_cli.practice.time_in_place import GateState


@dataclass(frozen=True, slots=True)
class PanelPlaces:
    """The ranks of a practice among those that the panel has a total for."""

    panel: int
    rubric: int

    @property
    def shift(self) -> int:
        """By how many places the panel puts it higher; below 0, lower."""
        return self.rubric - self.panel


@dataclass(frozen=True, slots=True)
class PanelGap:
    """How far panel and rubric are apart on a criterion."""

    criterion: str
    panel: float
    """Mean rating, from 0 to 10."""
    rubric: float
    """Score, from 0 to 100."""
    points: float
    """Points of the total, from 0 to 100, that the panel gives more; below 0, less."""


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A practice that was rated: the panel's view and the rubric's."""

    scored: Scored
    cells: tuple[Cell, ...]
    """One for each criterion, in the rubric's order."""
    coverage: float
    """The share of assessors × criteria with a rating that counts."""
    total: float | None
    """The panel's means by the rubric's weights, from 0 to 10; None where a criterion has no rating at all."""
    places: PanelPlaces | None
    """None where there is no total."""

    @property
    def id(self) -> str:
        """The id of the practice."""
        return self.scored.assessment.practice.id

    @property
    def behind_by_gate(self) -> bool:
        """Whether the rubric ranks it after others because it fails the gate, which the panel does not know."""
        return self.scored.assessment.gate is GateState.NOT_MET

    @property
    def largest_gap(self) -> PanelGap | None:
        """The criterion on which panel and rubric are furthest apart in points of the total; None where on none."""
        gaps = []
        for cell in self.cells:
            if cell.given:
                criterion = self.scored.assessment.criterion(cell.criterion)
                mean = fsum(cell.values) / len(cell.values)
                gaps.append(
                    PanelGap(
                        cell.criterion, mean, criterion.score, criterion.weight * (10 * mean - criterion.score) + 0.0
                    )
                )
        widest = max(gaps, key=lambda gap: abs(gap.points), default=None)
        return widest if widest is not None and abs(widest.points) > TIE else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The lowest and the highest rating of a practice on a criterion."""

    practice: str
    criterion: str
    low: GivenRating
    high: GivenRating
    others: tuple[GivenRating, ...]
    """The ratings of the rest of the panel."""

    @property
    def difference(self) -> float:
        """Highest minus lowest rating."""
        return self.high.rating - self.low.rating


@dataclass(frozen=True, slots=True)
class RankingPairs:
    """The pairs of practices in both rankings, and how many of them the two put in opposite order; ties are in none."""

    opposite: int
    all: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The result of `secon panel`."""

    provenance: Provenance
    assessors: tuple[RatingStyle, ...]
    practices: tuple[PanelRow, ...]
    """Those that were rated, in the panel's order."""
    unrated: tuple[str, ...]
    """The ids of the practices without a rating."""
    agreement: Agreement
    criteria: Mapping[str, Agreement]
    disagreements: tuple[Disagreement, ...]
    given: int
    """Ratings that count."""
    possible: int
    """Ratings that could be given: assessors × practices × criteria."""
    tau: float | None
    """Kendall's tau between the panel's ranking and the rubric's."""
    pairs: RankingPairs

    @property
    def coverage(self) -> float:
        """The share of the possible ratings that was given and counts."""
        return self.given / self.possible

    @property
    def excluded(self) -> int:
        """How many ratings conflicts of interest leave out."""
        return sum(len(style.excluded) for style in self.assessors)

    @property
    def scored(self) -> int:
        """How many practices there are, rated or not."""
        return len(self.practices) + len(self.unrated)

    @property
    def ranked(self) -> tuple[tuple[PanelRow, PanelPlaces], ...]:
        """The practices that have a place in the panel's ranking."""
        return tuple((row, row.places) for row in self.practices if row.places)

    @property
    def shifted(self) -> tuple[tuple[PanelRow, PanelPlaces], ...]:
        """The practices that the two rankings place differently, the furthest apart first."""
        moved = [(row, places) for row, places in self.ranked if places.shift]
        return tuple(sorted(moved, key=lambda ranked: -abs(ranked[1].shift)))

    @property
    def least_agreed(self) -> str | None:
        """The criterion with the lowest ordinal alpha, which decides how far the ratings can be relied on."""
        alphas = {key: found.ordinal for key, found in self.criteria.items() if found.ordinal is not None}
        return min(alphas, key=lambda key: alphas[key], default=None)

    def concluding(self, reliability: Reliability) -> tuple[str, ...]:
        """The criteria on which agreement allows this conclusion."""
        return tuple(key for key, agreement in self.criteria.items() if agreement.reliability is reliability)


def panel(assessors: Sequence[Assessor], ranked: Sequence[Scored], provenance: Provenance) -> Panel:
    """What the assessors say of the ranked practices; their order changes nothing."""
    rubric = provenance.rubric
    assessors = sorted(assessors, key=lambda assessor: assessor.assessor)
    ids = sorted(scored.assessment.practice.id for scored in ranked)
    cells = cells_of(assessors, ids, [*rubric.criteria])
    styles = (rating_style(assessor, cells) for assessor in assessors)
    rows = _rows(ranked, cells, rubric.shares, len(assessors))
    places = [row.places for row in rows if row.places]
    opposite = [(one.panel - two.panel) * (one.rubric - two.rubric) < 0 for one, two in combinations(places, 2)]
    return Panel(
        provenance=provenance,
        assessors=tuple(style for style in styles if style),
        practices=rows,
        unrated=tuple(id for id in ids if id not in {row.id for row in rows}),
        agreement=_overall(cells, rubric.shares),
        criteria={criterion: _on_criterion(cells, criterion) for criterion in rubric.criteria},
        disagreements=_disagreements(cells, rubric.shares),
        given=sum(len(cell.given) for cell in cells.values()),
        possible=len(assessors) * len(cells),
        tau=kendall_tau([place.panel for place in places], [place.rubric for place in places]),
        pairs=RankingPairs(sum(opposite), len(opposite)),
    )


def weighted_total(ratings: Mapping[str, float], shares: Mapping[str, float]) -> float | None:
    """The weighted mean; None where a criterion that weighs anything has no rating, since nothing replaces it."""
    weighing = {criterion: share for criterion, share in shares.items() if share}
    if not weighing.keys() <= ratings.keys():
        return None
    return fsum(share * ratings[criterion] for criterion, share in weighing.items())


def _rows(ranked: Sequence[Scored], cells: Cells, shares: Mapping[str, float], assessors: int) -> tuple[PanelRow, ...]:
    """Every practice with a rating, the panel's first place first, those without a total last."""
    rows = []
    for scored in ranked:
        own = tuple(cells[scored.assessment.practice.id, criterion] for criterion in shares)
        given = sum(len(cell.given) for cell in own)
        if given:
            means = {cell.criterion: figures.mean for cell in own if (figures := cell.figures)}
            coverage = given / (assessors * len(own))
            rows.append(PanelRow(scored, own, coverage, weighted_total(means, shares), None))
    placed = [replace(row, places=_places(row, rows)) for row in rows]
    return tuple(sorted(placed, key=lambda row: (row.places.panel if row.places else len(placed) + 1, row.id)))


def _places(row: PanelRow, rows: Sequence[PanelRow]) -> PanelPlaces | None:
    """Equal totals share a place, and the next is skipped."""
    total = row.total
    if total is None:
        return None
    higher = sum(other.total is not None and other.total > total + TIE for other in rows)
    before = sum(other.total is not None and other.scored.rank < row.scored.rank for other in rows)
    return PanelPlaces(higher + 1, before + 1)


def _on_criterion(cells: Cells, criterion: str) -> Agreement:
    """Taus compare the orders of the practices that both of a pair rated."""
    chosen = [cell for cell in cells.values() if cell.criterion == criterion]
    columns: dict[str, dict[str, float]] = {}
    for cell in chosen:
        for given in cell.given:
            columns.setdefault(given.assessor, {})[cell.practice] = given.rating
    return agreement_on(chosen, columns.values())


def _overall(cells: Cells, shares: Mapping[str, float]) -> Agreement:
    """Alpha over all ratings; taus compare the totals of practices that an assessor rated on every criterion."""
    ratings: dict[str, dict[str, dict[str, float]]] = {}
    for (practice, criterion), cell in cells.items():
        for given in cell.given:
            ratings.setdefault(given.assessor, {}).setdefault(practice, {})[criterion] = given.rating
    columns = []
    for assessor in sorted(ratings):
        totals = {practice: weighted_total(rated, shares) for practice, rated in ratings[assessor].items()}
        columns.append({practice: total for practice, total in totals.items() if total is not None})
    return agreement_on([*cells.values()], columns)


def _disagreements(cells: Cells, shares: Mapping[str, float]) -> tuple[Disagreement, ...]:
    """Every cell whose ratings differ, the widest first; of equals, the criterion that weighs most."""
    found = []
    for cell in cells.values():
        if not cell.given:
            continue
        low, high = (extreme(cell.given, key=lambda given: given.rating) for extreme in (min, max))
        if high.rating > low.rating:
            others = tuple(given for given in cell.given if given is not low and given is not high)
            found.append(Disagreement(cell.practice, cell.criterion, low, high, others))
    return tuple(sorted(found, key=lambda disagreement: (-disagreement.difference, -shares[disagreement.criterion])))
