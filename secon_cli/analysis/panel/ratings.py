"""The ratings of a panel: those that count, in figures by practice and criterion, and how each assessor rates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

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


Cells = Mapping[tuple[str, str], Cell]
"""Cells by practice and criterion."""


def figures_of(values: Sequence[float]) -> RatingFigures | None:
    """Mean, median and spread; None without values."""
    if not values:
        return None
    deviation = stdev(values) if len(values) > 1 else None
    return RatingFigures(len(values), fmean(values), median(values), min(values), max(values), deviation)


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
