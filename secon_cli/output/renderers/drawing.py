"""What drawings are made of: elements of SVG, colours with readable text on them, and texts that fit their place.

The fonts of the reader are not known, so where a text goes is decided by how wide it is at most: widths are those of
DejaVu Sans, wider than Arial, Helvetica, Segoe UI and Roboto.
"""

import unicodedata
from collections.abc import Iterator
from html import escape

from secon_cli.output.document import Text, line
from secon_cli.output.plain_text import one_line

SMALLEST = 14
"""Height of the smallest text."""
INK, MUTED, GRID, PAPER = "#1a1a1a", "#595959", "#d4d4d4", "#ffffff"
_RAMP = ("#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#08519c", "#08306b")
"""One hue from light to dark: Blues of ColorBrewer (C. A. Brewer, colorbrewer2.org)."""
STRONG, LIGHT = _RAMP[6], _RAMP[3]


class Canvas:
    """Elements in the order in which they are painted."""

    def __init__(self) -> None:
        self.elements: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        anchor: str = "start",
        fill: str = "",
        *,
        bold: bool = False,
        room: float | None = None,
    ) -> None:
        """A text on a base line, cut where it is wider than the room for it."""
        shown = one_line(text)
        if room is not None:
            shown = cut(shown, room, size, bold=bold)
        if not shown:
            return
        place = f'x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" fill="{fill or INK}"'
        anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="bold"' if bold else ""
        self.elements.append(f"<text {place}{anchored}{weight}>{escaped(shown)}</text>")

    def name(self, x: float, middle: float, name: str, size: float, room: float, height: float) -> None:
        """A name in a row of that height: on two lines where the row has room for them."""
        if height >= 40 and text_width(plain(name), size) > room:
            size = 15
        lines = list(wrapped(plain(name), room, size, lines=2 if height >= 40 else 1))
        for place, text in enumerate(lines):
            self.text(x, middle + 0.36 * size + (place - (len(lines) - 1) / 2) * 1.2 * size, text, size)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", dashed: str = ""
    ) -> None:
        """A rectangle, without or with an edge."""
        stroke = f' stroke="{dashed}" stroke-dasharray="3 2"' if dashed else f' stroke="{edge}"' if edge else ""
        place = f'x="{_number(x)}" y="{_number(y)}" width="{_number(max(width, 0))}" height="{_number(height)}"'
        self.elements.append(f'<rect {place} fill="{fill}"{stroke}/>')

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = "", width: float = 1, dash: str = ""
    ) -> None:
        """A line; one of the grid unless it has a colour."""
        ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.elements.append(f'<line {ends} stroke="{stroke or GRID}" stroke-width="{_number(width)}"{dashed}/>')

    def circle(self, x: float, y: float, radius: float, fill: str, edge: str) -> None:
        """A dot with an edge."""
        place = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
        self.elements.append(f'<circle {place} fill="{fill}" stroke="{edge}"/>')


def _number(value: float) -> str:
    """A length with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def plain(text: Text) -> str:
    """The text without marks of code, on one line, with characters that XML and readers cannot take shown as codes."""
    return one_line("".join(span.text for span in line(text))).replace("`", "")


def escaped(text: str) -> str:
    """Text as XML writes it."""
    return escape(text, quote=True)


def shade(share: float) -> str:
    """The hue, from light (0) to dark (1)."""
    at = min(max(share, 0), 1) * (len(_RAMP) - 1)
    low = min(int(at), len(_RAMP) - 2)
    parts = zip(_channels(_RAMP[low]), _channels(_RAMP[low + 1]), strict=True)
    return "#" + "".join(f"{round(first + (then - first) * (at - low)):02x}" for first, then in parts)


def _channels(colour: str) -> Iterator[int]:
    return (int(colour[at : at + 2], 16) for at in (1, 3, 5))


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [value / 255 for value in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour: at least 4.5 to 1 on any."""
    return "#000000" if (luminance(colour) + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff"


# --- Widths of texts --------------------------------------------------------------------------------------------------

_SIZES = {
    character: width
    for characters, width in (
        ("'ijl", 0.28), ("IJ ,.", 0.32), ("/:;|\\f", 0.36), ("-()[]t", 0.4), ('!r"', 0.46), ("*_`", 0.5),
        ("?szLc", 0.56), ("Fkvxy–", 0.6), ("PTYaeo", 0.62), ("ABCKRVXZ", 0.7), ("UHN", 0.76), ("&DGOQ", 0.8),
        ("#+<=>^~w", 0.84), ("M", 0.88), ("m%@W…", 1.0),
    )
    for character in characters
}  # fmt: skip
"""Widths of characters at most, in heights of the text; others have `_USUAL`, in scripts that are wider `_WIDE`."""
_USUAL, _WIDE, _BOLD = 0.64, 1.4, 1.14


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text at most."""
    units = 0.0
    for character in text if text.isascii() else unicodedata.normalize("NFD", text):
        known = _SIZES.get(character)
        if known is not None:
            units += known
        elif character.isascii():
            units += _USUAL
        elif not unicodedata.combining(character):
            wide = unicodedata.east_asian_width(character) in "WF"
            units += _WIDE if wide else 1.1 if character.isupper() or not character.isalpha() else 0.8
    return units * size * (_BOLD if bold else 1)


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, ending in `…` where it is wider than the room for it."""
    if text_width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        half = (low + high + 1) // 2
        low, high = (half, high) if text_width(f"{text[:half]}…", size, bold=bold) <= room else (low, half - 1)
    return f"{text[:low].rstrip()}…"


def wrapped(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> Iterator[str]:
    """The text in so many lines at most; what does not fit ends in `…`."""
    rest = one_line(text)
    for number in range(lines):
        if number == lines - 1 or text_width(rest, size, bold=bold) <= room:
            break
        words = rest.split(" ")
        taken = next(
            count
            for count in range(len(words), 0, -1)
            if count == 1 or text_width(" ".join(words[:count]), size, bold=bold) <= room
        )
        yield cut(" ".join(words[:taken]), room, size, bold=bold)
        rest = " ".join(words[taken:])
        if not rest:
            return
    yield cut(rest, room, size, bold=bold)
