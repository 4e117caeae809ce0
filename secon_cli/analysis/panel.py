"""A panel of assessors: ratings in figures, agreement, what to discuss, and its ranking next to the rubric's.

The two rankings are orders of the same practices, which are compared and never mixed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from statistics import fmean, median, stdev

from secon_cli.analysis import agreement as agree
from secon_cli.analysis.results import Provenance, Scored
from secon_cli.engine import TIE
from secon_cli.practice.assessor import HIGHEST, LOWEST, Assessor, Excluded


@dataclass(frozen=True, slots=True)
class GivenRating:
    """A rating that counts, with its assessor."""

    assessor: str
    rating: float
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """Ratings in figures, in points from 0 to 10."""

    ratings: int
    mean: float
    median: float
    lowest: float
    highest: float
    deviation: float | None
    """Standard deviation of a sample; None for a single rating."""

    @property
    def spread(self) -> float:
        """Highest minus lowest rating."""
        return self.highest - self.lowest


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
class Cell:
    """A practice on a criterion, with every rating that counts in the order of the assessors."""

    practice: str
    criterion: str
    given: tuple[GivenRating, ...]

    @property
    def values(self) -> list[float]:
        """The ratings alone."""
        return [given.rating for given in self.given]

    @property
    def figures(self) -> RatingFigures | None:
        """The ratings in figures; None without ratings."""
        return figures_of(self.values)

    @property
    def disagreement(self) -> Disagreement | None:
        """The lowest and the highest rating; None where all are alike."""
        if len(set(self.values)) < 2:
            return None
        low, high = (extreme(self.given, key=lambda given: given.rating) for extreme in (min, max))
        others = tuple(given for given in self.given if given is not low and given is not high)
        return Disagreement(self.practice, self.criterion, low, high, others)


Cells = Mapping[tuple[str, str], Cell]
"""Cells by practice and criterion."""


def figures_of(values: Sequence[float]) -> RatingFigures | None:
    """Mean, median and spread; None without values."""
    if not values:
        return None
    deviation = stdev(values) if len(values) > 1 else None
    return RatingFigures(len(values), fmean(values), median(values), min(values), max(values), deviation)


@dataclass(frozen=True, slots=True)
class RatingStyle:
    """How an assessor rates compared with the others, and with how much of the scale."""

    assessor: str
    role: str | None
    figures: RatingFigures
    """The ratings that count."""
    coverage: float
    """The share of all practices and criteria that the assessor rated."""
    mean_bias: float | None
    """Mean of own rating minus mean of the others' ratings, where both rated the same; None where they never did."""
    compared: int
    """In how many cases both rated."""
    distinct_values: int
    """How many different ratings were used."""
    excluded: tuple[Excluded, ...]
    """Ratings that a conflict of interest leaves out."""

    @property
    def range_use(self) -> float:
        """The share of the scale between the lowest and the highest rating used."""
        return self.figures.spread / float(HIGHEST - LOWEST)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one criterion, or on all; None for what is not defined, such as the agreement of one assessor."""

    figures: RatingFigures | None
    """All ratings in figures."""
    units: int
    """How many of what was rated have two ratings at least: only these can show agreement."""
    ordinal: float | None
    """Krippendorff's alpha of the order of ratings."""
    ordinal_interval: tuple[float, float] | None
    """The 95 % bootstrap interval of `ordinal`."""
    interval: float | None
    """Krippendorff's alpha of the distances between ratings."""
    tau: float | None
    """Mean of Kendall's tau over all pairs of assessors for which it is defined."""
    pairs: int
    """The number of these pairs."""

    @property
    def reliability(self) -> agree.Reliability:
        """What the agreement allows to conclude."""
        return agree.reliability(self.ordinal_interval)


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
        return self.scored.id

    @property
    def behind_by_gate(self) -> bool:
        """Whether the rubric ranks it after others because it fails the gate, which the panel does not know."""
        return self.scored.assessment.fails_gate

    @property
    def largest_gap(self) -> PanelGap | None:
        """The criterion on which panel and rubric are furthest apart in points of the total; None where on none."""
        rated = [(cell, self.scored.assessment.criterion(cell.criterion)) for cell in self.cells if cell.given]
        means = [(fsum(cell.values) / len(cell.values), criterion) for cell, criterion in rated]
        gaps = [PanelGap(own.id, mean, own.score, own.weight * (10 * mean - own.score) + 0.0) for mean, own in means]
        widest = max(gaps, key=lambda gap: abs(gap.points), default=None)
        return widest if widest is not None and abs(widest.points) > TIE else None


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
    """All of them, the widest first."""
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

    @property
    def least_judged(self) -> str | None:
        """The one with the lowest of those on which agreement can be judged; None where it can be on none."""
        too_few = self.concluding(agree.Reliability.TOO_FEW)
        alphas = {key: found.ordinal for key, found in self.criteria.items() if key not in too_few}
        return min(alphas, key=lambda key: alphas[key] or 0.0, default=None)

    def concluding(self, reliability: agree.Reliability) -> tuple[str, ...]:
        """The criteria on which agreement allows this conclusion."""
        return tuple(key for key, agreement in self.criteria.items() if agreement.reliability is reliability)


def panel(assessors: Sequence[Assessor], ranked: Sequence[Scored], provenance: Provenance) -> Panel:
    """What the assessors say of the ranked practices; their order changes nothing."""
    shares = provenance.rubric.shares
    assessors = sorted(assessors, key=lambda assessor: assessor.assessor)
    ids = sorted(scored.id for scored in ranked)
    cells = cells_of(assessors, ids, [*shares])
    styles = (rating_style(assessor, cells) for assessor in assessors)
    disagreements = [cell.disagreement for cell in cells.values() if cell.disagreement]
    rows = _rows(ranked, cells, shares, len(assessors))
    places = [row.places for row in rows if row.places]
    opposite = [
        (first.panel - second.panel) * (first.rubric - second.rubric) < 0 for first, second in combinations(places, 2)
    ]
    # By assessor and practice: the ratings by criterion, and their total where there is one for every criterion.
    ratings: dict[str, dict[str, dict[str, float]]] = {assessor.assessor: {} for assessor in assessors}
    for cell in cells.values():
        for given in cell.given:
            ratings[given.assessor].setdefault(cell.practice, {})[cell.criterion] = given.rating
    totals = [
        {id: total for id, rated in own.items() if (total := weighted_total(rated, shares)) is not None}
        for own in ratings.values()
    ]
    return Panel(
        provenance=provenance,
        assessors=tuple(style for style in styles if style),
        practices=rows,
        unrated=tuple(id for id in ids if id not in {row.id for row in rows}),
        agreement=agreement_on([*cells.values()], totals),
        criteria={
            criterion: agreement_on(
                [cells[id, criterion] for id in ids],
                [{id: rated[criterion] for id, rated in own.items() if criterion in rated} for own in ratings.values()],
            )
            for criterion in shares
        },
        # The widest first; of equals, the criterion that weighs most.
        disagreements=tuple(sorted(disagreements, key=lambda pair: (-pair.difference, -shares[pair.criterion]))),
        given=sum(len(cell.given) for cell in cells.values()),
        possible=len(assessors) * len(cells),
        tau=agree.kendall_tau([place.panel for place in places], [place.rubric for place in places]),
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
    rated = []
    for scored in ranked:
        own = tuple(cells[scored.id, criterion] for criterion in shares)
        if given := sum(len(cell.given) for cell in own):
            means = {cell.criterion: figures.mean for cell in own if (figures := cell.figures)}
            rated.append((scored, own, given / (assessors * len(own)), weighted_total(means, shares)))
    totals = [(total, scored.rank) for scored, _, _, total in rated if total is not None]
    rows = []
    for scored, own, coverage, total in rated:
        places = None
        if total is not None:
            # Equal totals share a place, and the next is skipped.
            higher = sum(other > total + TIE for other, _ in totals)
            places = PanelPlaces(higher + 1, sum(rank < scored.rank for _, rank in totals) + 1)
        rows.append(PanelRow(scored, own, coverage, total, places))
    return tuple(sorted(rows, key=lambda row: (row.places.panel if row.places else len(rows) + 1, row.id)))


def cells_of(assessors: Iterable[Assessor], practices: Sequence[str], criteria: Sequence[str]) -> Cells:
    """A cell for each of these practices and criteria, also without ratings; other ratings are left out."""
    given: dict[tuple[str, str], list[GivenRating]] = {
        (practice, criterion): [] for practice in practices for criterion in criteria
    }
    for assessor in assessors:
        for practice, criterion, rating in assessor.counting():
            if (practice, criterion) in given:
                evidence = tuple(map(str, rating.evidence))
                given[practice, criterion].append(
                    GivenRating(assessor.assessor, float(rating.rating), rating.reason, evidence)
                )
    return {key: Cell(*key, tuple(ratings)) for key, ratings in given.items()}


def rating_style(assessor: Assessor, cells: Cells) -> RatingStyle | None:
    """How an assessor rates; None where none of the ratings counts."""
    own, differences = [], []
    for cell in cells.values():
        rated = [given.rating for given in cell.given if given.assessor == assessor.assessor]
        others = [given.rating for given in cell.given if given.assessor != assessor.assessor]
        own += rated
        if rated and others:
            differences.append(rated[0] - fmean(others))
    figures = figures_of(own)
    if figures is None:
        return None
    return RatingStyle(
        assessor=assessor.assessor,
        role=assessor.role,
        figures=figures,
        coverage=len(own) / len(cells),
        mean_bias=fmean(differences) if differences else None,
        compared=len(differences),
        distinct_values=len(set(own)),
        excluded=tuple(assessor.excluded()),
    )


def agreement_on(cells: Sequence[Cell], columns: Iterable[Mapping[str, float]]) -> Agreement:
    """Agreement in these cells; taus compare the columns, which hold a number for each practice of one assessor."""
    units = [cell.values for cell in cells]
    pairs = [
        agree.kendall_tau([first[id] for id in both], [second[id] for id in both])
        for first, second in combinations(columns, 2)
        for both in [[id for id in first if id in second]]
    ]
    taus = [tau for tau in pairs if tau is not None]
    return Agreement(
        figures=figures_of([value for unit in units for value in unit]),
        units=sum(len(unit) > 1 for unit in units),
        ordinal=agree.krippendorff_alpha(units, agree.ScaleLevel.ORDINAL),
        ordinal_interval=agree.bootstrap_interval(units),
        interval=agree.krippendorff_alpha(units, agree.ScaleLevel.INTERVAL),
        tau=fmean(taus) if taus else None,
        pairs=len(taus),
    )
