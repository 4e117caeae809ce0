"""What is there of a practice and what is missing, on the screen."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.sheet import Sheet
from secon_cli.analysis.worth import State, Worth
from secon_cli.output.numbers import points
from secon_cli.output.show.stock import HEADINGS, TITLE, groups, left_out_words, sum_words, to_be_had

_STYLES = {State.LEFT_OUT: "yellow", State.EMPTY: "yellow", State.PARTLY: "cyan", State.FULL: "green"}


def stock_text(sheet: Sheet) -> Iterator[RenderableType]:
    """For an unfinished practice, every field that counts with its points; nothing for a finished one."""
    if not sheet.unfinished:
        return
    yield Text()
    yield Text(TITLE, style="bold")
    every = list(groups(sheet))
    longest = max((len(one.field) for _, fields in every for one in fields), default=0)
    for state, fields in every:
        yield Text(HEADINGS[state], style=_STYLES[state])
        yield _table(fields, longest)
    yield Text()
    yield Text(sum_words(sheet))
    rest = left_out_words(sheet)
    if rest:
        yield Text(rest, style="dim")


def _table(fields: list[Worth], longest: int) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(justify="right", no_wrap=True, style="green", width=7)
    table.add_column(no_wrap=True, width=longest)
    table.add_column(style="dim", overflow="fold")
    for one in fields:
        has = f"has {points(one.points)}: " if points(one.points) != "0.0" else ""
        table.add_row(to_be_had(one), one.field, f"{has}{'; '.join(one.titles)}")
    return table
