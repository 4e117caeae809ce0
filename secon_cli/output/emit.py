"""From a result to where it goes: the one place that knows which format is written how, how wide and how colourful.

A command hands over what its result can be written as; only what is asked for is made.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from secon_cli.output.destination import is_terminal, write

if TYPE_CHECKING:
    from secon_cli.output.document import Document, Figure, Records

ENDINGS: Mapping[str, str] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".diff": "text",
    ".patch": "text",
    ".html": "html",
    ".htm": "html",
    ".svg": "svg",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".sarif": "sarif",
    ".xml": "junit",
}
"""The format that the ending of a file's name asks for."""
BINARY = frozenset({"docx", "xlsx"})
"""Formats that only a file can hold."""
_LIBRARIES: Mapping[str, str] = {"xlsx": "xlsxwriter"}
"""What is imported to write a format, where that comes with the extra `office`."""

_PIPE = 100
"""Columns in a pipe or file, unless COLUMNS says otherwise."""
_NARROWEST, _WIDEST = 20, 1000


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a command's result goes, in which format, and how a screen is shown."""

    format: str = "text"
    """`text` (or `table`, its older name), `markdown`, `json`, `csv`, or one that only some commands have."""
    file: Path | None = None
    color: Color = Color.AUTO
    pager: bool = True
    """Whether what is longer than the terminal is shown in a pager."""
    bom: bool = False
    """Whether CSV begins with a byte order mark, for Excel."""

    def write(
        self,
        *,
        page: Callable[[], "Document"],
        wire: Callable[[], object] | None = None,
        records: Callable[[], "Records"] | None = None,
        figure: Callable[[], "Figure"] | None = None,
        workbook: Callable[[], bytes] | None = None,
        files: Mapping[str, Callable[[], str | bytes]] = MappingProxyType({}),
    ) -> None:
        """Write the result; only the form that is asked for is computed.

        `files` makes what goes into a file of a format that only some commands have, such as `docx`.
        """
        text: str | bytes | Iterable[str]
        match self.format:
            case format if format in files:
                text = files[format]()
            case "json":
                from secon_cli.output.wire import json_parts

                assert wire is not None, "the command offers json"
                text = json_parts(wire())
            case "csv":
                from secon_cli.output.renderers.csv import render_csv

                assert records is not None, "the command offers csv"
                text = render_csv(records(), bom=self.bom)
            case "svg":
                from secon_cli.output.renderers.svg import render_svg

                assert figure is not None, "the command offers svg"
                text = render_svg(figure())
            case "docx":
                from secon_cli.output.renderers.docx import render_docx

                text = render_docx(page())
            case "xlsx":
                assert workbook is not None, "the command offers xlsx"
                text = workbook()
            case "markdown":
                from secon_cli.output.renderers.markdown import render_markdown

                text = render_markdown(page())
            case _:
                self.show(page())
                return
        write(text, self.file)

    def show(self, document: "Document") -> None:
        """Write a document as text, through a pager where it is longer than the terminal."""
        self.show_text(screen(document, color=self.color, to_file=self.file is not None))

    def show_text(self, text: str) -> None:
        """Write a text that is drawn already, through a pager where it is longer than the terminal."""
        if not (self.pager and self.file is None and _paged(text)):
            write(text, self.file)


def refusal(format: str, file: Path | None) -> str | None:
    """Why a result cannot be written there in this format, and what to do; None where it can."""
    if format in BINARY and file is None:
        return f"--format {format} writes a file; add --output NAME.{format}"
    if format in _LIBRARIES and find_spec(_LIBRARIES[format]) is None:
        return f"{format} files need the extra `office`: pip install 'secon-cli[office]'"
    return None


def screen(document: "Document", *, color: Color = Color.AUTO, to_file: bool = False, stderr: bool = False) -> str:
    """The document as text for standard output, a file or stderr, as wide and colourful as that is."""
    from secon_cli.output.renderers.terminal import Layout, render_terminal

    terminal = is_terminal(sys.stderr if stderr else sys.stdout) and not to_file
    layout = Layout(page_width(terminal=terminal), color=wants_color(color, terminal=terminal), cut=terminal)
    return render_terminal(document, layout)


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
    """Columns to fill: COLUMNS where it is set, else those of the terminal, else 100."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        columns = int(asked)
    else:
        columns = shutil.get_terminal_size((80, 24)).columns if terminal else _PIPE
    return min(max(columns, _NARROWEST), _WIDEST)


def _paged(text: str) -> bool:
    """Show a text that is longer than the terminal in `PAGER`, or else `less`; False if it was not shown.

    Windows has neither by default: only `more`.
    """
    if not (is_terminal(sys.stdout) and is_terminal(sys.stdin)):
        return False
    if os.environ.get("CI") or os.environ.get("TERM", "dumb") == "dumb":
        return False
    # On Windows, backslashes separate folders and are not escapes.
    command = shlex.split(os.environ.get("PAGER") or "less", posix=os.name != "nt")
    program = shutil.which(command[0]) if command else None
    if program is None or text.count("\n") < shutil.get_terminal_size((80, 24)).lines:
        return False
    import subprocess

    # As git does: leave what was read on the screen, and pass colours through.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    with subprocess.Popen([program, *command[1:]], stdin=subprocess.PIPE, env=environment) as pager:
        # Quitting the pager early is not an error, and Ctrl-C goes to the pager, which may be searching.
        with suppress(BrokenPipeError, KeyboardInterrupt):
            pager.communicate(text.encode())
        while pager.poll() is None:
            with suppress(KeyboardInterrupt):
                pager.wait()
    return True
