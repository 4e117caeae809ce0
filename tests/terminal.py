"""What a terminal makes of text: colours, commands, and the space that a line takes."""

import re

from rich.cells import cell_len

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""A change of colour or weight."""

COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that command a terminal or reverse a line, all but the line feed."""


def plain(text: str) -> str:
    """Text without colours; anything else that commands a terminal stays."""
    return COLOUR.sub("", text)


def plain_lines(text: str) -> list[str]:
    """The lines without colours and without the spaces at their ends, which colours may cover."""
    return [line.rstrip() for line in plain(text).splitlines()]


def widest(text: str) -> int:
    """Cells of the widest line."""
    return max(map(cell_len, plain(text).splitlines()), default=0)
