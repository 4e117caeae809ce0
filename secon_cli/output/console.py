"""Rendering for the terminal: colour, width and line ends as the user and the destination want them."""

import re
import sys
from io import StringIO

from rich.console import Console, RenderableType

from secon_cli.output.destination import is_terminal
from secon_cli.output.emit import Color, page_width, wants_color

__all__ = ["Color", "page_width", "render", "wants_color"]

_JOB_COMMAND, _SHOWN = re.compile(r"^(\s*):(?=:)"), r"\1\\x3a"
"""Where a line of a job's log begins so, GitHub runs it as a command; wrapping may put any data there."""


def render(*content: RenderableType, color: Color = Color.AUTO, to_file: bool = False, stderr: bool = False) -> str:
    """The content as text, laid out for the stream (or file) that it goes to."""
    stream = sys.stderr if stderr else sys.stdout
    terminal = is_terminal(stream) and not to_file
    console = make_console(color=color, width=page_width(terminal=terminal), terminal=terminal)
    for part in content:
        console.print(part)
    assert isinstance(console.file, StringIO)
    text = console.file.getvalue()
    return "".join(f"{_JOB_COMMAND.sub(_SHOWN, line.rstrip())}\n" for line in text.splitlines())


def make_console(*, color: Color, width: int, terminal: bool) -> Console:
    """A console that writes to memory; data never becomes markup, emoji or highlighting on it."""
    colored = wants_color(color, terminal=terminal)
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=colored,
        no_color=not colored,
        color_system="standard" if colored else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
