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


def prose(text: str) -> str:
    """Text in which names of fields and values stand in backquotes: these are set as code, the rest as it stands."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escaped(text)
    return "".join(_code(part) if index % 2 else _between(part) for index, part in enumerate(parts))


def _code(text: str) -> str:
    plain = " ".join("".join(char for char in text if char.isprintable()).split())
    return f"`{plain}`".replace("|", "\\|") if plain else ""


def _between(text: str) -> str:
    """Escaped text with the blanks at its ends, which `escaped` takes away."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    # What stands in the middle of a line is no beginning of one.
    return f"{before}{escaped(f'x{text.lstrip()}')[1:]}{after}"
