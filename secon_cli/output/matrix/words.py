"""What the matrix of regions says in words: where they differ, what most share, what is rare."""

from collections import Counter

from secon_cli.analysis.regions import Commonality, RegionScores, RegionTable, TermUse
from secon_cli.output.numbers import count, points


def differing_words(matrix: RegionTable, column: RegionScores) -> str:
    """Between which scores a criterion lies, with the regions at both ends, and what that is worth."""
    low, high = min(column.scores), max(column.scores)
    weakest, best = (_names(matrix, places) for places in (column.weakest, column.best))
    worth = f"worth {points(column.weighted)} points of the total"
    return f"from {points(low)} ({weakest}) to {points(high)} ({best}), {worth}"


def heading(matrix: RegionTable, field: Commonality) -> str:
    """The name of a coded field, with the number of regions that state it where not all do."""
    stated = "" if field.regions == len(matrix.regions) else f" (stated by {field.regions} of {len(matrix.regions)})"
    return f"{field.title}{stated}"


def stated(matrix: RegionTable) -> tuple[Commonality, ...]:
    """The coded fields that any region states."""
    return tuple(field for field in matrix.common if field.regions)


def common_words(field: Commonality) -> str:
    """What more than half of the regions have, with counts; where there is no such thing, what is most common."""
    if field.shared:
        return ", ".join(_with_count(use) for use in field.shared)
    most = ", ".join(_with_count(use) for use in field.most_common)
    return f"nothing; most often {most}" if most else "nothing"


def rare_words(matrix: RegionTable, field: Commonality) -> str:
    """What only one region has, by region."""
    by_region: dict[str, list[str]] = {}
    for use in field.rare:
        several = f" ({count(use.practices)})" if use.practices > 1 else ""
        by_region.setdefault(use.regions[0], []).append(f"{_term(use)}{several}")
    short = short_names(matrix)
    return "; ".join(f"{short[region]} {', '.join(terms)}" for region, terms in by_region.items()) or "nothing"


def short_names(matrix: RegionTable) -> dict[str, str]:
    """The country's code for a region that is the only one of its country, else the region's name."""
    codes = {side.name: "/".join(side.countries) for side in matrix.regions}
    used = Counter(codes.values())
    return {name: code if used[code] == 1 else name for name, code in codes.items()}


def _names(matrix: RegionTable, places: frozenset[int]) -> str:
    short = short_names(matrix)
    return ", ".join(short[matrix.regions[place].name] for place in sorted(places))


def _term(use: TermUse) -> str:
    return use.term.replace("_", " ")


def _with_count(use: TermUse) -> str:
    return f"{_term(use)} in {len(use.regions)} ({count(use.practices)})"
