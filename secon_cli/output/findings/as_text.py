"""Findings for people: the line shown, a caret under what is wrong, and what to write instead."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Protocol, TypeAlias

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.console import Color, make_console, page_width, wants_color
from secon_cli.output.plain_text import visible

_TAB = 4
_LONGEST = 4000
"""Columns of an excerpt where no terminal sets them: one line of a hostile file must not flood a log."""
_ELLIPSIS = "…"
_REACH = 4
"""How many characters of a line are looked at for each cell that there is room for."""
_Part: TypeAlias = tuple[str, str]
"""A piece of text and its style."""
SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "bold cyan"}


class _Lines(Protocol):
    """A text by its lines, as positions count them."""

    def lines(self) -> list[str]:
        """All lines."""


@dataclass(frozen=True, slots=True)
class FindingsText:
    """Findings with their excerpts from `documents` (by name), laid out for the console that prints them."""

    findings: Sequence[Finding]
    documents: Mapping[str, _Lines]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.text(min(options.max_width, _LONGEST))

    def text(self, width: int | None = None) -> Text:
        """All findings; lines of files that are wider than `width` are clipped around the caret."""
        return Text("\n").join([Text.assemble(*parts) for parts in self._each(width)])

    def plain(self, width: int) -> str:
        """The same without colours, in a third of the time."""
        return "\n".join(["".join([text for text, _ in parts]) for parts in self._each(width)])

    def _each(self, width: int | None) -> Iterator[list[_Part]]:
        lines = {name: self.documents[name].lines() for name in {finding.file for finding in self.findings}}
        return (_parts(finding, lines[finding.file], width) for finding in self.findings)


def printed(findings: FindingsText, color: Color, *, to_file: bool = False) -> str:
    """The findings for standard output or a file; where there is no terminal, only monstrous lines are clipped."""
    terminal = sys.stdout.isatty() and not to_file
    width = page_width(terminal=True) if terminal else _LONGEST
    if not wants_color(color, terminal=terminal):
        return findings.plain(width)
    text = findings.text(width)
    console = make_console(color=color, width=width, terminal=terminal)
    with console.capture() as captured:
        console.print(text, end="", soft_wrap=True)
    return captured.get()


def summary_line(files: int, findings: Iterable[Finding]) -> str:
    """`18 files, 0 errors, 2 warnings`; advice is named only where there is some."""
    counts = Counter(finding.severity for finding in findings)
    parts = [_many(files, "file"), _many(counts[Severity.ERROR], "error"), _many(counts[Severity.WARNING], "warning")]
    if counts[Severity.ADVICE]:
        parts.append(f"{counts[Severity.ADVICE]} advice")
    return ", ".join(parts)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def finding_text(finding: Finding, lines: Sequence[str], width: int | None) -> Text:
    """One finding with the line of its file, clipped to `width`."""
    return Text.assemble(*_parts(finding, lines, width))


def _parts(finding: Finding, lines: Sequence[str], width: int | None) -> list[_Part]:
    style = SEVERITY_STYLES[finding.severity]
    span = finding.span
    number = str(span.line)
    gutter = " " * len(number)
    parts: list[_Part] = [
        (f"{finding.severity}[{finding.rule}]", style),
        (f" {visible(finding.file)}:{span.line}:{span.column}\n", ""),
    ]
    if span.line <= len(lines) and lines[span.line - 1].strip():
        line, before, marked = _excerpt(finding, lines[span.line - 1], width and width - len(number) - 3)
        parts.append((f"{gutter} |\n{number} | {line}\n{gutter} | ", ""))
        parts.append((f"{' ' * before}{'^' * marked} {visible(finding.message)}\n", style))
        parts.append((f"{gutter} |\n", ""))
    else:
        parts += [(f"{gutter} = ", ""), (f"{visible(finding.message)}\n", style)]
    if finding.help is not None:
        parts.append((f"{gutter} = help: {visible(finding.help)}\n", ""))
    return [*parts, (f"{gutter} = more: secon explain {finding.rule}\n", "dim")]


def _excerpt(finding: Finding, line: str, width: int | None) -> tuple[str, int, int]:
    """The line as printed, the cells before the caret, and the cells that carets take."""
    span = finding.span
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    # Of a monstrous line only what can be shown is looked at; characters without width are the reason for some more.
    reach = len(line) if width is None else _REACH * max(width, 20)
    before = _printed(line[: span.column - 1][-reach:])
    marked = _printed(line[span.column - 1 : end][:reach])
    after = _printed(line[end : end + reach])
    if width is not None and cell_len(before + marked + after) > width:
        before, marked, after = _clipped(before, marked, after, max(width, 20))
    # Once more, for what is harmless in each part and not in the whole.
    return visible(before + marked + after), cell_len(before), max(cell_len(marked), 1)


def _printed(part: str) -> str:
    return visible(part.replace("\t", " " * _TAB))


def _clipped(before: str, marked: str, after: str, width: int) -> tuple[str, str, str]:
    """The three parts within `width` cells: what is marked first, then a little of what stands around it."""
    marked = _start(marked, width // 2)
    room = width - cell_len(marked)
    if cell_len(before) > room // 2:
        before = _end(before, max(room // 2, room - cell_len(after)))
    return before, marked, _start(after, width - cell_len(before + marked))


def _start(text: str, width: int) -> str:
    """As much of the text's start as fits into `width` cells."""
    if cell_len(text) <= width:
        return text
    return text[: _fitting(text, width - 1)] + _ELLIPSIS


def _end(text: str, width: int) -> str:
    """As much of the text's end as fits into `width` cells."""
    if cell_len(text) <= width:
        return text
    fitting = _fitting(reversed(text), width - 1)
    return _ELLIPSIS + text[len(text) - fitting :]


def _fitting(characters: Iterable[str], width: int) -> int:
    """How many of the characters, from the first, fit into `width` cells; each is measured once."""
    return sum(1 for _ in takewhile(lambda cells: cells <= width, accumulate(map(cell_len, characters))))
