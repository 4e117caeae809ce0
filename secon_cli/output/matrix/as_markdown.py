"""All regions in Markdown: the matrix, where they differ, what they share, what is rare."""

from secon_cli.analysis.regions import RegionScores, RegionTable
from secon_cli.output.compare.words import label
from secon_cli.output.markdown import escaped, row
from secon_cli.output.matrix.words import common_words, differing_words, heading, rare_words, stated
from secon_cli.output.numbers import percent, points, span
from secon_cli.output.provenance_text import provenance_words


def matrix_markdown(matrix: RegionTable) -> str:
    """The whole matrix as one document; the best of a column in bold, the weakest in italics."""
    rubric = matrix.provenance.rubric
    titles = [escaped(criterion.title) for criterion in rubric.criteria.values()]
    lines = [
        row("Partner region", *titles, "Total", "Range", "Practices", "Fail the gate"),
        row(":--", *["--:"] * (len(titles) + 4)),
    ]
    for place, side in enumerate(matrix.regions):
        cells = [_cell(column, place) for column in (*matrix.criteria, matrix.total)]
        counts = str(len(side.practices)), str(len(side.failing))
        lines.append(row(escaped(label(side)), *cells, span(side.range), *counts))
    lines += ["", "Means of the region's practices, 0 to 100. **Best** and *weakest* of each column."]
    if matrix.missing:
        lines += ["", f"Without a practice that passes the gate: {escaped(', '.join(matrix.missing))}."]
    lines += ["", "## Where the regions differ most", ""]
    for column in matrix.by_spread:
        if column.spread:
            title = escaped(rubric.criteria[column.id].title)
            lines.append(f"- {title}: {escaped(differing_words(matrix, column))}")
    fields = stated(matrix)
    if fields:
        lines += ["", "## What most regions share", ""]
        lines += [f"- {heading(matrix, field)}: {escaped(common_words(field))}" for field in fields]
        lines += ["", "## What only one region has", ""]
        lines += [f"- {heading(matrix, field)}: {escaped(rare_words(matrix, field))}" for field in fields]
    shares = ", ".join(f"{escaped(c.title)} {percent(round(rubric.shares[k], 3))}" for k, c in rubric.criteria.items())
    lines += ["", f"Weights: {shares}.", "", f"{escaped(provenance_words(matrix.provenance))}.", ""]
    return "\n".join(lines)


def _cell(column: RegionScores, place: int) -> str:
    number = points(column.scores[place])
    if place in column.best:
        return f"**{number}**"
    return f"*{number}*" if place in column.weakest else number
