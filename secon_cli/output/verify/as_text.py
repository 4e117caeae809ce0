"""A verification on the screen: the verdict, then what was looked at, one line each, with what differs."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.verification import Verification
from secon_cli.output.plain_text import one_line
from secon_cli.output.verify.words import about, aspects, remark, verdict

_STYLES = {"✓": "green", "✗": "red", "·": "yellow"}
MOST = 8
"""Differences that are listed of one aspect, unless all are asked for."""


def verify_text(found: Verification, *, every: bool = False) -> RenderableType:
    """The whole verification; `console.render` lays it out."""
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for mark, heading, lines in aspects(found):
        style = _STYLES[mark]
        shown = lines if every or len(lines) <= MOST + 1 else lines[:MOST]
        for index, (place, message) in enumerate(shown):
            names = (Text(mark, style=style), Text(heading)) if index == 0 else (Text(), Text())
            named = (f"{one_line(place)} ", "bold") if place else ""
            table.add_row(*names, Text.assemble(named, one_line(message)))
        if len(shown) < len(lines):
            table.add_row("", "", Text(f"and {len(lines) - len(shown)} more; --verbose shows all", style="dim"))
    said = remark(found)
    return Group(
        Text.assemble((f"{one_line(found.name)}: ", "bold"), (verdict(found), "green" if found.holds else "bold red")),
        Text(one_line(about(found)), style="dim"),
        Text(),
        table,
        *([Text(), Text(said)] if said else []),
    )
