"""A panel as CSV, for spreadsheets: a line a practice and criterion, and a line a practice."""

import csv
from collections.abc import Iterator
from io import StringIO

from secon_cli.analysis.panel.panel import Panel, PanelRow
from secon_cli.analysis.panel.ratings import Cell
from secon_cli.output.machine import number, safe_cell

_HEADER = (
    "level",
    "practice",
    "criterion",
    "weight",
    "ratings",
    "mean",
    "median",
    "lowest",
    "highest",
    "spread",
    "deviation",
    "coverage",
    "panel_total",
    "panel_rank",
    "rubric_score",
    "rubric_rank",
    "rubric",
    "rubric_sha256",
    "as_of",
)


def panel_csv(panel: Panel) -> str:
    """CSV with a header, after RFC 4180; lines of level `practice` and `criterion`, empty where nothing is defined."""
    rubric = panel.provenance.rubric
    source = [safe_cell(f"{rubric.rubric} {rubric.version}"), rubric.sha256, rubric.as_of.isoformat()]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for one in panel.practices:
        writer.writerow([*_practice(one), *source])
        for cell in one.cells:
            line = _cell(one, cell, rubric.shares[cell.criterion], len(panel.assessors))
            writer.writerow([*line, *source])
    return out.getvalue()


def _practice(one: PanelRow) -> Iterator[object]:
    yield from ("practice", safe_cell(one.id), "", 1.0, sum(len(cell.given) for cell in one.cells), *[""] * 6)
    yield number(one.coverage)
    yield "" if one.total is None else number(one.total)
    yield one.places.panel if one.places else ""
    yield number(one.scored.assessment.total)
    yield one.places.rubric if one.places else ""


def _cell(one: PanelRow, cell: Cell, share: float, assessors: int) -> Iterator[object]:
    yield from ("criterion", safe_cell(one.id), cell.criterion, number(share), len(cell.given))
    spread = cell.figures
    if spread is None:
        yield from [""] * 6
    else:
        yield from map(number, (spread.mean, spread.median, spread.lowest, spread.highest, spread.spread))
        yield "" if spread.deviation is None else number(spread.deviation)
    yield number(len(cell.given) / assessors)
    yield from ("", "")
    yield number(one.scored.assessment.criterion(cell.criterion).score)
    yield ""
