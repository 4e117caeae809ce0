"""A panel on the screen: the ratings, how far they agree, who rates how, what to discuss, panel beside rubric."""

from collections.abc import Iterator

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.panel.agreement import Agreement, Reliability
from secon_cli.analysis.panel.panel import Disagreement, Panel, PanelRow
from secon_cli.analysis.panel.ratings import GivenRating
from secon_cli.output.numbers import GATE_MARKS, GATE_STYLES, percent, points
from secon_cli.output.panel import words
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_line

_READABLE = 120
"""Columns that are filled at most."""
_NARROWEST_NAME = 12
_MOST_APART = 5
_WIDE_SPREAD = 3
"""A spread from which on it is coloured: the two cannot have read the same thing."""

_STYLES = {
    Reliability.RELIABLE: "green",
    Reliability.TENTATIVE: "yellow",
    Reliability.TOO_LOW: "red",
    Reliability.OPEN: "dim",
    Reliability.TOO_FEW: "dim",
}


class PanelTable:
    """The panel, laid out for the width at which it is printed; `top` disagreements are shown."""

    def __init__(self, panel: Panel, *, top: int, legend: bool = True) -> None:
        self._panel = panel
        self._top = top
        self._with_legend = legend
        self._rubric = panel.provenance.rubric
        self._titles = {key: one_line(criterion.title) for key, criterion in self._rubric.criteria.items()}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, _READABLE)
        parts = (
            self._head,
            self._side_by_side,
            self._discuss,
            self._ratings,
            self._agreement,
            self._styles,
            self._foot,
        )
        every = [piece for part in parts for piece in part(width)]
        yield from console.render(Group(*every), options.update(max_width=width))

    def _head(self, width: int) -> Iterator[RenderableType]:
        yield Text(one_line(words.head(self._panel)), style="bold")
        for sentence in words.verdict(self._panel):
            yield Text(one_line(sentence))

    def _side_by_side(self, width: int) -> Iterator[RenderableType]:
        ranked = self._panel.ranked
        if not ranked:
            return
        yield from _heading("Panel and rubric side by side")
        table = _table()
        table.add_column("#", justify="right", no_wrap=True)
        table.add_column("Practice", overflow="fold", ratio=1)
        for heading in ("Panel", "Known", "Rubric", "Rank", "Moves"):
            table.add_column(heading, justify="right", no_wrap=True)
        for one, places in ranked:
            assert one.total is not None
            gate = one.scored.assessment.gate
            table.add_row(
                str(places.panel),
                _title(one),
                Text(f"{one.total:.2f}", style="bold"),
                percent(round(one.coverage, 2)),
                Text.assemble(points(one.scored.assessment.total), " ", (GATE_MARKS[gate], GATE_STYLES[gate])),
                str(places.rubric),
                words.shift(places),
            )
        yield _fitted(table, width)
        yield from self._legend(words.SIDE_BY_SIDE)
        moved = self._panel.shifted[:_MOST_APART]
        if moved:
            yield Text()
            yield Text("Where the two rankings differ most")
        for one, places in moved:
            yield _item(_title(one), one_line(words.apart(self._panel, one, places)))

    def _discuss(self, width: int) -> Iterator[RenderableType]:
        every, shown = self._panel.disagreements, self._panel.disagreements[: self._top]
        if not shown:
            return
        more = f", {len(shown)} of {len(every)}" if len(shown) < len(every) else ""
        yield from _heading(f"To discuss: where two assessors are furthest apart{more}")
        names = {one.id: _title(one) for one in self._panel.practices}
        for one in shown:
            yield Text.assemble(
                (f"{one.difference:>4g}  ", "bold yellow"),
                names[one.practice].plain,
                f", {self._titles[one.criterion]}",
            )
            for given in (one.low, one.high):
                yield _given(given)
            yield from self._others(one)

    def _others(self, one: Disagreement) -> Iterator[RenderableType]:
        if one.others:
            rest = ", ".join(f"{given.rating:g} {given.assessor}" for given in one.others)
            yield Padding(Text(f"also {one_line(rest)}", style="dim"), (0, 0, 0, 6))

    def _ratings(self, width: int) -> Iterator[RenderableType]:
        yield from _heading("The ratings: mean, median and spread")
        table = _table()
        table.add_column("Practice", overflow="fold", min_width=_NARROWEST_NAME, ratio=1)
        for criterion in self._rubric.criteria.values():
            table.add_column(one_line(criterion.heading), justify="right", no_wrap=True, min_width=4)
        table.add_column("Panel", justify="right", no_wrap=True)
        for one in self._panel.practices:
            self._add_ratings(table, one)
        yield _fitted(table, width)
        yield from self._legend(words.SCALE)

    def _add_ratings(self, table: Table, one: PanelRow) -> None:
        """A line of means, and below it what they do not show."""
        spreads = [cell.figures for cell in one.cells]
        means = [Text(f"{each.mean:.1f}") if each else Text("·", style="red") for each in spreads]
        total = words.NONE if one.total is None else f"{one.total:.2f}"
        table.add_row(_title(one), *means, Text(total, style="bold"))
        below = [dict(words.rows(each, len(self._panel.assessors))) if each else {} for each in spreads]
        for name in ("median", "spread", "ratings"):
            line = [cells.get(name, "") for cells in below]
            if any(line):
                wide = [name == "spread" and each is not None and each.spread >= _WIDE_SPREAD for each in spreads]
                styled = [Text(cell, style="yellow" if loud else "dim") for cell, loud in zip(line, wide, strict=True)]
                table.add_row(Text(f"  {name}", style="dim"), *styled, "")

    def _agreement(self, width: int) -> Iterator[RenderableType]:
        yield from _heading("How far they agree")
        table = _table()
        table.add_column("Criterion", overflow="fold", min_width=_NARROWEST_NAME)
        for heading in ("Ratings", "Mean", "Alpha\nordinal", "\n95 %", "\ninterval", "Tau"):
            table.add_column(heading, justify="right", no_wrap=True)
        for key, agreement in self._panel.criteria.items():
            table.add_row(self._titles[key], *_figures(agreement))
        table.add_section()
        table.add_row("All", *_figures(self._panel.agreement), style="bold")
        yield table
        yield from self._legend(words.AGREEMENT)

    def _styles(self, width: int) -> Iterator[RenderableType]:
        yield from _heading("How each rates")
        table = _table()
        table.add_column("Assessor", overflow="fold", min_width=_NARROWEST_NAME)
        for heading in ("Ratings", "Known", "Mean", "Bias", "Range", "Values"):
            table.add_column(heading, justify="right", no_wrap=True)
        for one in self._panel.assessors:
            table.add_row(
                one_line(one.assessor),
                str(one.figures.ratings),
                percent(round(one.coverage, 2)),
                f"{one.figures.mean:.1f}",
                words.bias(one),
                words.range_words(one),
                str(one.distinct_values),
            )
        yield table
        yield from self._legend(words.STYLES)
        left_out = [*words.exclusions(self._panel)]
        if left_out:
            yield Text()
            yield Text("Left out for a conflict of interest")
        for text in left_out:
            yield Padding(Text(one_line(text)), (0, 0, 0, 2))

    def _foot(self, width: int) -> Iterator[RenderableType]:
        yield Text()
        scored = len(self._panel.practices) + len(self._panel.unrated)
        yield provenance_line(self._panel.provenance, scored, len(self._panel.practices))

    def _legend(self, text: str) -> Iterator[RenderableType]:
        if self._with_legend:
            yield Text(text, style="dim")


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)


def _fitted(table: Table, width: int) -> Table:
    """The table as wide as the screen, so that its names take what the figures leave."""
    table.width = width
    return table


def _heading(title: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold cyan")


def _item(title: Text, text: str) -> RenderableType:
    return Padding(Text.assemble((f"{title.plain}: ", "cyan"), text), (0, 0, 0, 2))


def _given(one: GivenRating) -> RenderableType:
    evidence = f"  [{one_line(', '.join(one.evidence))}]" if one.evidence else ""
    text = Text.assemble((f"{one.rating:g} ", "bold"), (f"{one_line(one.assessor)}: ", "cyan"), one_line(one.reason))
    return Padding(text.append(evidence, "dim"), (0, 0, 0, 6))


def _title(one: PanelRow) -> Text:
    return Text(one_line(one.scored.assessment.practice.title))


def _figures(agreement: Agreement) -> Iterator[RenderableType]:
    yield str(agreement.figures.ratings if agreement.figures else 0)
    yield words.means(agreement)
    style = _STYLES[agreement.reliability]
    yield Text(words.figure(agreement.ordinal), style=style)
    yield Text(words.between(agreement.ordinal_interval), style=style)
    yield words.figure(agreement.interval)
    yield words.figure(agreement.tau)
