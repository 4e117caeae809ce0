"""Places in a text: lines and columns as people and editors count them."""

import re
from dataclasses import dataclass
from typing import Protocol, TypeAlias

FieldPath: TypeAlias = tuple[str | int, ...]
"""The way to a field: names of fields, and positions in lists counted from 0."""

LINE_BREAK = re.compile("\r\n|[\n\r]")
"""What ends a line for editors and CI, and so what line numbers count; the other line ends of YAML 1.1 are refused."""

BLANKS = " \t\r\n"
"""What is around values and between lines for YAML; other spaces are characters like any others."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""The very beginning of a file, for what concerns the file as a whole."""


class Mark(Protocol):
    """A position as PyYAML gives it: all three from 0, in characters."""

    index: int
    line: int
    column: int


def lines_of(text: str) -> list[str]:
    """The lines of a text, without what ends them."""
    return LINE_BREAK.split(text) if "\r" in text else text.split("\n")


def between(text: str, start: Mark, end: Mark) -> Span:
    """The span from one mark to another, without the spaces and line breaks at its end.

    A mark behind the end of the text, where the parser puts what is missing there, stands for the last character.
    """
    if start.index >= len(text):
        return at_index(text, max(len(text.rstrip(BLANKS)) - 1, 0))
    line, column = start.line + 1, start.column + 1
    written = text[start.index : end.index].rstrip(BLANKS)
    if end.line == start.line:
        return Span(line, column, line, column + max(len(written), 1))
    last = lines_of(written)
    end_column = len(last[-1]) + 1 + (start.column if len(last) == 1 else 0)
    return Span(line, column, line + len(last) - 1, end_column)


def at_index(text: str, index: int, length: int = 1) -> Span:
    """The span of `length` characters of one line from the character at `index`."""
    before = lines_of(text[:index])
    line, column = len(before), len(before[-1]) + 1
    return Span(line, column, line, column + length)
