"""Comparisons as CSV, for spreadsheets: a line a criterion and indicator, or a line a region."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from secon_cli.analysis.comparison import Comparison
from secon_cli.analysis.regions import RegionTable
from secon_cli.output.machine import number, safe_cell
from secon_cli.rubric.model import Rubric

_SOURCE = ("rubric", "rubric_sha256", "as_of")


def compare_csv(comparison: Comparison) -> str:
    """Lines of level `total`, `criterion` and `indicator`; on each level `weighted` sums to the total's difference."""
    names = ["first", "second", "level", "criterion", "indicator", "weight"]
    numbers = ["first_score", "second_score", "difference", "weighted"]
    return _table([*names, *numbers, *_SOURCE], _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[list[object]]:
    first, second = comparison.sides
    names = [safe_cell(first.name), safe_cell(second.name)]
    source = _source(comparison.provenance.rubric)
    difference = comparison.difference
    totals = _numbers(1.0, first.total, second.total, difference, difference)
    yield [*names, "total", "", "", *totals, *source]
    for one in comparison.criteria:
        numbers = _numbers(one.weight, *one.scores, one.difference, one.weighted)
        yield [*names, "criterion", one.id, "", *numbers, *source]
        for part in one.indicators:
            # The weight is the share of the total here, so that weight × difference is what stands beside it.
            numbers = _numbers(one.weight * part.weight, *part.scores, part.difference, part.weighted)
            yield [*names, "indicator", one.id, part.id, *numbers, *source]


def matrix_csv(matrix: RegionTable) -> str:
    """A line a region, the criteria as columns."""
    rubric = matrix.provenance.rubric
    lines = [
        [
            safe_cell(side.name),
            " ".join(side.countries),
            len(side.practices),
            len(side.failing),
            *_numbers(*(side.score(key) for key in rubric.criteria), side.total, side.range.low, side.range.high),
            *_source(rubric),
        ]
        for side in matrix.regions
    ]
    names = ["partner", "country", "practices", "failing_gate"]
    return _table([*names, *rubric.criteria, "total", "low", "high", *_SOURCE], lines)


def _numbers(*values: float) -> list[float]:
    return [number(value) for value in values]


def _source(rubric: Rubric) -> list[str]:
    return [safe_cell(f"{rubric.rubric} {rubric.version}"), rubric.sha256, rubric.as_of.isoformat()]


def _table(header: Iterable[str], lines: Iterable[list[object]]) -> str:
    """CSV after RFC 4180."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()
