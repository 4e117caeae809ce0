"""How far the assessors agree: in the ratings themselves, and in the order into which they put the practices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from secon_cli.analysis.panel.alpha import Level, krippendorff_alpha
from secon_cli.analysis.panel.cells import Cell, Cells, Spread, spread
from secon_cli.analysis.panel.totals import weighted_total
from secon_cli.analysis.rank_correlation import kendall_tau

Column = Mapping[str, float]
"""What one assessor gives the practices, by their id."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one criterion, or on all; None for what is not defined, such as the agreement of one assessor."""

    spread: Spread | None
    """All ratings in figures."""
    units: int
    """How many of what was rated have two ratings at least: only these can show agreement."""
    ordinal: float | None
    """Krippendorff's alpha of the order of ratings."""
    interval: float | None
    """Krippendorff's alpha of the distances between ratings."""
    tau: float | None
    """Mean of Kendall's tau over all pairs of assessors for which it is defined."""
    pairs: int
    """The number of these pairs."""


def on_criterion(cells: Cells, criterion: str) -> Agreement:
    """Agreement on one criterion; taus compare the orders of the practices that both of a pair rated."""
    chosen = [cell for (_, of), cell in cells.items() if of == criterion]
    return _agreement(chosen, columns(chosen).values())


def overall(cells: Cells, shares: Mapping[str, float]) -> Agreement:
    """Agreement on all criteria: alpha over all ratings, taus over each assessor's totals of practices."""
    assessors = {one.assessor for cell in cells.values() for one in cell.given}
    totals = (totals_of(assessor, cells, shares) for assessor in sorted(assessors))
    return _agreement([*cells.values()], totals)


def totals_of(assessor: str, cells: Cells, shares: Mapping[str, float]) -> Column:
    """The total that an assessor gives each practice, of which every criterion that weighs anything was rated."""
    ratings: dict[str, dict[str, float]] = {}
    for (practice, criterion), cell in cells.items():
        own = next((one.rating for one in cell.given if one.assessor == assessor), None)
        if own is not None:
            ratings.setdefault(practice, {})[criterion] = own
    totals = {practice: weighted_total(rated, shares) for practice, rated in ratings.items()}
    return {practice: total for practice, total in totals.items() if total is not None}


def columns(cells: Iterable[Cell]) -> dict[str, dict[str, float]]:
    """What each assessor gives the practices on one criterion."""
    by_assessor: dict[str, dict[str, float]] = {}
    for cell in cells:
        for one in cell.given:
            by_assessor.setdefault(one.assessor, {})[cell.practice] = one.rating
    return by_assessor


def mean_tau(columns: Iterable[Column]) -> tuple[float | None, int]:
    """The mean tau of all pairs, and the number of pairs for which it is defined."""
    taus = [_tau(first, second) for first, second in combinations(columns, 2)]
    defined = [tau for tau in taus if tau is not None]
    return (fmean(defined) if defined else None), len(defined)


def _tau(first: Column, second: Column) -> float | None:
    both = [practice for practice in first if practice in second]
    return kendall_tau([first[one] for one in both], [second[one] for one in both])


def _agreement(cells: Sequence[Cell], columns: Iterable[Column]) -> Agreement:
    units = [cell.values for cell in cells]
    tau, pairs = mean_tau(columns)
    return Agreement(
        spread=spread([value for unit in units for value in unit]),
        units=sum(len(unit) > 1 for unit in units),
        ordinal=krippendorff_alpha(units, Level.ORDINAL),
        interval=krippendorff_alpha(units, Level.INTERVAL),
        tau=tau,
        pairs=pairs,
    )
