"""Rendering for the terminal: colour, width and line ends as the user and the destination want them."""

import os
import re
import shutil
import sys
from enum import StrEnum
from io import StringIO

from rich.console import Console, RenderableType

from secon_cli.output.destination import is_terminal

_UNLIMITED = 100_000
"""Columns where there is no terminal to fit: wide enough that no table is folded."""

_JOB_COMMAND, _SHOWN = re.compile(r"^(\s*):(?=:)"), r"\1\\x3a"
"""Where a line of a job's log begins so, GitHub runs it as a command; wrapping may put any data there."""


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wants_color(color: Color, *, terminal: bool) -> bool:
    """Whether to colour; `auto` follows NO_COLOR, FORCE_COLOR, TERM=dumb and whether there is a terminal."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def page_width(*, terminal: bool) -> int:
    """Columns to fill: those of the terminal, COLUMNS where it is set, else as many as the content needs."""
    if terminal or os.environ.get("COLUMNS", "").isdigit():
        return max(shutil.get_terminal_size().columns, 20)
    return _UNLIMITED


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
