"""A difference on the screen: who rose and fell, by what, and what changed behind the largest movements."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.movement.causes import Cause
from secon_cli.analysis.movement.diff import CauseFigures, Diff, PracticeMove
from secon_cli.analysis.movement.snapshots import PracticeState
from secon_cli.output.diff.words import (
    CAUSES,
    MARKS,
    MEANING,
    field_words,
    gates,
    ranks,
    remarks,
    rule_words,
    rules_of,
    side_words,
    state_words,
    summary,
    title,
    totals,
)
from secon_cli.output.numbers import signed
from secon_cli.output.plain_text import one_line

_READABLE = 120
_NUMBERS = (("Rank", 7), ("Total", 11), ("Moved", 6), *((heading, 6) for heading in CAUSES.values()))
"""Heading and width of the columns of numbers."""
MOST_FIELDS = 6
"""Changed fields that are listed of one indicator, or of those that moved nothing."""
MOST_RULES = 12
"""Changes of the rubric that are listed."""


class DiffTable:
    """The difference, laid out for the width at which it is printed; `top` movements are looked behind."""

    def __init__(self, diff: Diff, *, top: int) -> None:
        self._diff = diff
        self._top = top

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = options.update(max_width=min(options.max_width, _READABLE))
        yield from console.render(Group(*self._head()), text)
        yield from self._moves(options.max_width)
        rest = (*self._behind(), *self._rubric(), *self._others(), *self._foot())
        yield from console.render(Group(*rest), text)

    def _head(self) -> Iterator[RenderableType]:
        for label, side in (("Old", self._diff.old), ("New", self._diff.new)):
            yield Text.assemble((f"{label} {one_line(side.name)}", "bold"), (f"  {one_line(side_words(side))}", "dim"))
        yield Text()
        yield Text(summary(self._diff))
        for remark in remarks(self._diff):
            yield Text(one_line(remark), style="yellow")

    def _moves(self, width: int) -> Iterator[RenderableType]:
        shown = [move for move in self._diff.moves if move.moved]
        if not shown:
            return
        room = width - sum(size + 1 for _, size in _NUMBERS)
        longest = max(cell_len(one_line(move.after.title)) for move in shown)
        table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
        table.add_column("Practice", width=max(min(longest, room), 12), no_wrap=True, overflow="ellipsis")
        for heading, size in _NUMBERS:
            table.add_column(heading, width=size, justify="right", no_wrap=True)
        for move in shown:
            table.add_row(*_cells(move))
        for index, (one, other) in enumerate(pairwise(shown)):
            table.rows[index].end_section = one.direction != other.direction
        yield Text()
        yield table

    def _behind(self) -> Iterator[RenderableType]:
        chosen = self._diff.by_size[: self._top]
        if not chosen:
            return
        yield Text()
        yield Text(
            "Behind the largest movement" if len(chosen) == 1 else f"Behind the {len(chosen)} largest movements",
            style="bold",
        )
        for move in chosen:
            yield Text()
            yield from behind(self._diff, move)

    def _rubric(self) -> Iterator[RenderableType]:
        changes = self._diff.judging
        if not changes:
            return
        yield Text()
        yield Text("What changed in the rubric", style="bold")
        lines = [f"{MARKS[one.kind]} {rule_words(one)}" for one in changes]
        yield _listed(lines, MOST_RULES, 2)

    def _others(self) -> Iterator[RenderableType]:
        for heading, ones in (("Added", self._diff.added), ("Removed", self._diff.removed)):
            if ones:
                yield Text()
                yield Text(heading, style="bold")
                yield Padding(Group(*map(_state, ones)), (0, 0, 0, 2))

    def _foot(self) -> Iterator[RenderableType]:
        yield Text()
        yield Text(f"{MEANING} secon {one_line(self._diff.new.provenance.version)}", style="dim")


def behind(diff: Diff, move: PracticeMove) -> Iterator[RenderableType]:
    """One movement by cause, indicator and changed field."""
    told = " · ".join(one for one in (f"rank {ranks(move)}", gates(move)) if one)
    yield Text.assemble(
        (one_line(move.after.title), "underline"),
        (f"  {one_line(move.id)}", "dim"),
        f"  {totals(move)}: ",
        _signed(move.printed_movement, bold=True),
        f", {told}",
    )
    if move.parts is None:
        yield from _indicators(diff, move)
    for figures in move.by_cause:
        yield from _cause(diff, figures)
    rest = move.without_effect
    if rest:
        yield Padding(Text("Changed, without effect on the score", style="dim"), (0, 0, 0, 2))
        yield _listed([f"{MARKS[one.kind]} {field_words(one)}" for one in rest], MOST_FIELDS, 4)


def _cause(diff: Diff, figures: CauseFigures) -> Iterator[RenderableType]:
    yield Padding(Text.assemble(f"{CAUSES[figures.cause]} ", _signed(figures.points, bold=True)), (0, 0, 0, 2))
    for indicator, printed in figures.indicators:
        name = one_line(title(diff, indicator))
        yield Padding(Text.assemble(f"{name} ", _signed(printed)), (0, 0, 0, 4))
        if figures.cause is Cause.FACTS:
            yield _listed([f"{MARKS[one.kind]} {field_words(one)}" for one in indicator.fields], MOST_FIELDS, 6)
        elif figures.cause is Cause.RUBRIC:
            yield _listed(list(rules_of(indicator)), MOST_FIELDS, 6)


def _indicators(diff: Diff, move: PracticeMove) -> Iterator[RenderableType]:
    """The indicators of a movement whose cause cannot be named."""
    for indicator in sorted(move.indicators, key=lambda one: (-abs(one.movement), one.criterion, one.indicator)):
        name = one_line(title(diff, indicator))
        yield Padding(Text.assemble(f"{name} ", _signed(round(indicator.movement, 1))), (0, 0, 0, 2))


def _listed(lines: Sequence[str], most: int, indent: int) -> RenderableType:
    """Lines below each other, each with its mark; of many, the first."""
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=1)
    table.add_column(overflow="fold")
    shown = lines if len(lines) <= most + 1 else lines[:most]
    for line in shown:
        mark, _, text = line.partition(" ")
        table.add_row(Text(mark, style={"+": "green", "-": "red"}.get(mark, "dim")), Text(one_line(text)))
    if len(shown) < len(lines):
        table.add_row("", Text(f"and {len(lines) - len(shown)} more", style="dim"))
    return Padding(table, (0, 0, 0, indent))


def _cells(move: PracticeMove) -> Iterator[Text]:
    yield Text(one_line(move.after.title))
    yield Text(ranks(move))
    yield Text(totals(move).replace(" → ", "→"))
    yield _signed(move.printed_movement, bold=True)
    printed = move.printed_parts
    for cause in Cause:
        yield _signed(printed[cause]) if cause in printed else Text("?", style="dim")


def _signed(value: float, *, bold: bool = False) -> Text:
    style = "green" if value > 0 else "red" if value < 0 else "dim"
    return Text(signed(value), style=f"bold {style}" if bold else style)


def _state(one: PracticeState) -> Text:
    return Text.assemble(f"{state_words(one)}  {one_line(one.title)}", (f"  {one_line(one.id)}", "dim"))
