"""An edited copy beside its original on the screen."""

from collections.abc import Iterator

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.movement.diff import WhatIf
from secon_cli.output.diff.as_table import behind
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_words
from secon_cli.output.what_if.words import HEADINGS, criteria, figures, verdict

_READABLE = 120


class WhatIfTable:
    """What the copy would change, no wider than reads well."""

    def __init__(self, found: WhatIf) -> None:
        self._found = found

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        parts = Group(*self._parts())
        yield from console.render(parts, options.update(max_width=min(options.max_width, _READABLE)))

    def _parts(self) -> Iterator[RenderableType]:
        found = self._found
        practice = found.original.assessment.practice
        yield Text(one_line(practice.title), style="bold")
        files = f"{one_line(found.original.file)}, and in its place {one_line(found.copy.file)}"
        yield Text(f"{practice.id} · {files}", style="dim")
        yield Text()
        yield self._table()
        yield Text()
        yield Text(verdict(found))
        if found.move.fields:
            yield from behind(found.difference, found.move)
        yield Text()
        words = provenance_words(found.provenance)
        yield Text(f"Points of the total. {words} · secon {found.provenance.version}", style="dim")

    def _table(self) -> Table:
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False)
        table.add_column(HEADINGS[0], overflow="fold")
        for heading in HEADINGS[1:]:
            table.add_column(heading, justify="right", no_wrap=True)
        for rows in (criteria(self._found), figures(self._found)):
            for name, before, after in rows:
                style = "" if before == after else "bold"
                table.add_row(one_line(name), Text(one_line(before)), Text(one_line(after), style=style))
            table.add_section()
        return table
