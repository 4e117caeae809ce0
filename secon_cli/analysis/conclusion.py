"""What a difference between two sides allows to conclude: ranges, pairs of practices, and divisions by chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from math import comb, fsum

from secon_cli.analysis.sides import Side
from secon_cli.engine.assessment import Range
from secon_cli.engine.ranking import TIE

MOST_DIVISIONS = 20_000
"""Above so many ways of dividing the practices, they are not counted."""


class Standing(StrEnum):
    """How two scores stand to each other, given what is possible beside what is certain."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"
    OPEN = "open"
    """Their ranges overlap: on this evidence the two cannot be told apart."""


def standing(first: Range, second: Range) -> Standing:
    """Who is ahead; nobody where the ranges overlap or touch."""
    if first.low > second.high + TIE:
        return Standing.FIRST
    if second.low > first.high + TIE:
        return Standing.SECOND
    known = all(abs(end - first.low) <= TIE for end in (first.high, second.low, second.high))
    return Standing.EQUAL if known else Standing.OPEN


@dataclass(frozen=True, slots=True)
class Pairs:
    """Of all pairs of a practice of the first side and one of the second, how many the first and the second wins."""

    first: int
    second: int
    all: int


@dataclass(frozen=True, slots=True)
class Divisions:
    """The ways of dividing the practices into groups of these sizes, and how many part them at least as far.

    This is the count behind an exact permutation test (R. A. Fisher, *The Design of Experiments*, 1935, section 21).
    """

    all: int
    as_large: int


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What stands beside the difference; pairs and divisions are None where a practice is on both sides."""

    standing: Standing
    on_both: tuple[str, ...]
    pairs: Pairs | None
    divisions: Divisions | None


def conclusion(first: Side, second: Side) -> Conclusion:
    """What the difference of two sides rests on."""
    both = tuple(sorted(set(first.ids) & set(second.ids)))
    totals = [[one.total for one in side.practices] for side in (first, second)]
    return Conclusion(
        standing=standing(first.range, second.range),
        on_both=both,
        pairs=None if both else _pairs(*totals),
        divisions=None if both else divisions(*totals),
    )


def _pairs(first: Sequence[float], second: Sequence[float]) -> Pairs:
    differences = [one - other for one, other in product(first, second)]
    won, lost = sum(d > TIE for d in differences), sum(d < -TIE for d in differences)
    return Pairs(won, lost, len(differences))


def divisions(first: Sequence[float], second: Sequence[float]) -> Divisions | None:
    """How many divisions give means at least as far apart; None for two practices, and where there are too many."""
    small, large = sorted((list(first), list(second)), key=len)
    everyone = [*small, *large]
    count = comb(len(everyone), len(small))
    if len(everyone) < 3 or count > MOST_DIVISIONS:
        return None
    whole = fsum(everyone)

    def distance(group: Sequence[float]) -> float:
        inside = fsum(group)
        return abs(inside / len(small) - (whole - inside) / len(large))

    reached = distance(small) - TIE
    return Divisions(count, sum(distance(group) >= reached for group in combinations(everyone, len(small))))
