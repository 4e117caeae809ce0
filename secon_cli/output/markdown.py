"""Text in Markdown: data never becomes markup, and never breaks a table."""

import html
import re

_INLINE = re.compile(r"([\\`*_{}\[\]|~$])")
_AT_START = re.compile(r"^(?:(?=[#+-])|([0-9]+)(?=[.)]))")
"""What makes the beginning of a line a heading or an item of a list."""


def escaped(text: str) -> str:
    """Text as Markdown shows it literally, on one line."""
    plain = " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
    return _AT_START.sub(r"\1\\", _INLINE.sub(r"\\\1", html.escape(plain, quote=False)))


def row(*cells: str) -> str:
    """A row of a table, of cells that are escaped already."""
    return f"| {' | '.join(cells)} |"
