"""All regions against all criteria on the screen, and below it what they share and where they differ."""

from collections.abc import Iterator

from rich import box
from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.regions import RegionScores, RegionTable
from secon_cli.analysis.sides import Side
from secon_cli.output.compare.words import label
from secon_cli.output.matrix.words import common_words, differing_words, heading, rare_words, stated
from secon_cli.output.numbers import percent, points, score_style, span
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_line

_READABLE = 120
_NARROWEST_NAME = 12
BEST, WEAKEST = "▲", "▼"


class MatrixTable:
    """The matrix, laid out for the width at which it is printed."""

    def __init__(self, matrix: RegionTable) -> None:
        self._matrix = matrix
        self._rubric = matrix.provenance.rubric
        self._columns = (*matrix.criteria, matrix.total)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, _READABLE)
        parts = [self._table(width), *self._legend(), *self._differ(), *self._common(), *self._foot()]
        yield from console.render(Group(*parts), options.update(max_width=width))

    def _table(self, width: int) -> Table:
        names = [one_line(label(side)) for side in self._matrix.regions]
        headings = [one_line(criterion.heading) for criterion in self._rubric.criteria.values()]
        sizes = [max(cell_len(heading) + 1, 4) for heading in headings]
        scores = sum(sizes) + len(sizes) + 7
        roomy = width >= scores + 12 + _NARROWEST_NAME
        several = roomy and any(_possible(side) for side in self._matrix.regions)
        rest = width - scores - (5 if roomy else 0) - (7 if several else 0)
        name = max(min(max(cell_len(one) for one in names), rest), _NARROWEST_NAME)
        table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
        table.add_column("Partner region", width=name, overflow="fold")
        for short, size in zip(headings, sizes, strict=True):
            table.add_column(f"{short} ", justify="right", width=size, no_wrap=True)
        table.add_column("Total ", justify="right", width=6, no_wrap=True)
        if several:
            table.add_column("up to", justify="right", width=6, no_wrap=True)
        if roomy:
            table.add_column("n", justify="right", width=4, no_wrap=True)
        for place, (side, shown) in enumerate(zip(self._matrix.regions, names, strict=True)):
            cells = [self._cell(column, place, f"{column.scores[place]:.0f}") for column in self._matrix.criteria]
            total = self._cell(self._matrix.total, place, points(side.total), bold=True)
            possible = [Text(_possible(side), style="dim")] if several else []
            failing = f"{len(side.failing)}✗" if side.failing else ""
            number = [Text.assemble((failing, "red"), f" {len(side.practices)}")] if roomy else []
            table.add_row(Text(shown), *cells, total, *possible, *number)
        return table

    def _cell(self, column: RegionScores, place: int, number: str, *, bold: bool = False) -> Text:
        score = column.scores[place]
        style = f"{'bold ' if bold else ''}{score_style(score, self._rubric)}"
        mark = BEST if place in column.best else WEAKEST if place in column.weakest else " "
        return Text.assemble((number, style), (mark, "bold green" if mark == BEST else "bold red"))

    def _legend(self) -> Iterator[RenderableType]:
        yield Text()
        titles = [
            Text(f"{one_line(c.heading)} {one_line(c.title)} {percent(round(self._rubric.shares[k], 3))}")
            for k, c in self._rubric.criteria.items()
        ]
        yield Columns(titles, padding=(0, 2))
        yield Text(
            f"{BEST} best, {WEAKEST} weakest of the column; n practices, of which ✗ fail the gate. Each number is the "
            "mean of the region's practices, from 0 to 100.",
            style="dim",
        )
        if self._matrix.missing:
            missing = ", ".join(one_line(name) for name in self._matrix.missing)
            yield Text(f"Without a practice that passes the gate: {missing}.")

    def _differ(self) -> Iterator[RenderableType]:
        yield from _heading("Where the regions differ most")
        for column in self._matrix.by_spread:
            if column.spread:
                yield _line(one_line(self._rubric.criteria[column.id].title), differing_words(self._matrix, column))

    def _common(self) -> Iterator[RenderableType]:
        fields = stated(self._matrix)
        if not fields:
            return
        yield from _heading("What most regions share")
        for field in fields:
            yield _line(heading(self._matrix, field), common_words(field))
        yield from _heading("What only one region has")
        for field in fields:
            yield _line(heading(self._matrix, field), rare_words(self._matrix, field))

    def _foot(self) -> Iterator[RenderableType]:
        yield Text()
        yield Text(
            "A region stands here with the few practices that its partner chose: the order is that of these examples, "
            "as they are described, and not of the regions. More: secon compare A B.",
            style="dim",
        )
        used = sum(len(side.practices) for side in self._matrix.regions)
        yield provenance_line(self._matrix.provenance, self._matrix.scored, used)


def _possible(side: Side) -> str:
    return "" if span(side.range) == points(side.total) else points(side.range.high)


def _heading(title: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold")


def _line(title: str, text: str) -> RenderableType:
    return Padding(Text.assemble((f"{title}: ", "cyan"), one_line(text)), (0, 0, 0, 2))
