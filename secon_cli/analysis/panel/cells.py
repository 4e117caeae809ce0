"""What a panel says of a practice on a criterion: the ratings that count, and their mean, median and spread."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

from secon_cli.panel.model import Assessor


@dataclass(frozen=True, slots=True)
class Given:
    """A rating that counts, and whose it is."""

    assessor: str
    rating: float
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Ratings in figures, in points from 0 to 10."""

    ratings: int
    mean: float
    median: float
    lowest: float
    highest: float
    deviation: float | None
    """Standard deviation of a sample; None for a single rating."""

    @property
    def width(self) -> float:
        """Highest minus lowest rating."""
        return self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Cell:
    """A practice on a criterion, with every rating that counts in the order of the assessors."""

    practice: str
    criterion: str
    given: tuple[Given, ...]

    @property
    def values(self) -> list[float]:
        """The ratings alone."""
        return [one.rating for one in self.given]

    @property
    def spread(self) -> Spread | None:
        """The ratings in figures; None where nobody rated."""
        return spread(self.values)


Cells = Mapping[tuple[str, str], Cell]
"""Cells by practice and criterion."""


def spread(values: Sequence[float]) -> Spread | None:
    """Mean, median and spread; None of nothing."""
    if not values:
        return None
    deviation = stdev(values) if len(values) > 1 else None
    return Spread(len(values), fmean(values), median(values), min(values), max(values), deviation)


def cells(assessors: Iterable[Assessor], practices: Sequence[str], criteria: Sequence[str]) -> Cells:
    """A cell for each of these practices and criteria, also where nobody rated; other ratings are left out."""
    given: dict[tuple[str, str], list[Given]] = {
        (practice, criterion): [] for practice in practices for criterion in criteria
    }
    for assessor in assessors:
        for practice, criterion, rating in assessor.counting():
            if (practice, criterion) in given:
                evidence = tuple(map(str, rating.evidence))
                one = Given(assessor.assessor, float(rating.rating), rating.reason, evidence)
                given[practice, criterion].append(one)
    return {key: Cell(*key, tuple(ratings)) for key, ratings in given.items()}
