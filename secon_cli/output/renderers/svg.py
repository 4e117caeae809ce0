"""Figures as SVG, in the shape of a slide: 1280 × 720.

Everything is an attribute: no style sheet, no script, no font, nothing from elsewhere, so that office programs,
browsers and web sites show the same. A report draws its figures as tables instead, which fit a telephone.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from secon_cli.output import document as doc
from secon_cli.output import plain_text
from secon_cli.output.document import Slide, Text, line
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import one_line

SMALLEST = 14
"""Height of the smallest text."""
INK, MUTED, GRID, PAPER = "#1a1a1a", "#595959", "#d4d4d4", "#ffffff"
_RAMP = ("#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#08519c", "#08306b")
"""One hue from light to dark: Blues of ColorBrewer (C. A. Brewer, colorbrewer2.org)."""
STRONG, LIGHT = _RAMP[6], _RAMP[3]


def plain(text: Text) -> str:
    """The text without marks of code, on one line, with characters that XML and readers cannot take shown as codes."""
    return one_line("".join(span.text for span in line(text))).replace("`", "")


def shade(share: float) -> str:
    """The hue, from light (0) to dark (1)."""
    at = min(max(share, 0), 1) * (len(_RAMP) - 1)
    low = min(int(at), len(_RAMP) - 2)
    parts = zip(bytes.fromhex(_RAMP[low][1:]), bytes.fromhex(_RAMP[low + 1][1:]), strict=True)
    return "#" + "".join(f"{round(first + (then - first) * (at - low)):02x}" for first, then in parts)


def shades_of(parts: Sequence[object]) -> list[str]:
    """The shade of each part of a bar, from dark to light."""
    return [shade(0.92 - 0.72 * place / max(len(parts) - 1, 1)) for place in range(len(parts))]


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
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


def wrapped(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in so many lines at most; what does not fit ends in `…`."""
    found = plain_text.wrapped(one_line(text), room, partial(text_width, size=size, bold=bold))
    found[lines - 1 :] = [" ".join(found[lines - 1 :])] if found[lines - 1 :] else []
    return [cut(line, room, size, bold=bold) for line in found]


# --- Slides ---

_WIDTH, _HEIGHT = 1280, 720
_LEFT, _RIGHT, _ROOM = 40.0, 1240.0, 1200.0
_LOWEST, _HIGHEST = 23, 56
"""The rows of a slide: below, they cannot be read from the back of a room."""
_LEGEND, _CELL, _MARKED = 4, 50, 62
"""Lines of a legend at most, and the narrowest cell of a heat map, without and with a mark."""
_RANK, _NAME = 28, 38
"""Where ranks end and names begin."""


def render_svg(figure: Slide) -> str:
    """A figure as a slide: its title, its drawing with as many rows as can be read, and its source."""
    slide, caption = _Slide(), figure.caption
    for size, lines in ((28, 1), (25, 2), (21, 3)):
        title = wrapped(plain(caption.title).removesuffix("."), _ROOM, size, lines=lines, bold=True)
        if not title[-1].endswith("…"):
            break
    for text in title:
        slide.text(_LEFT, slide.top, text, size, bold=True)
        slide.top += 1.25 * size
    for text in wrapped(plain(caption.subtitle), _ROOM, 16, lines=2):
        slide.text(_LEFT, slide.top, text, 16, fill=MUTED)
        slide.top += 21
    slide.top += 6
    source = wrapped(plain(caption.source), _ROOM, SMALLEST, lines=2)
    slide.bottom -= 18 * (len(source) - 1)
    match figure:
        case doc.RankingFigure():
            slide.ranking(figure)
        case doc.HeatMap():
            slide.heat_map(figure)
        case doc.SidesFigure():
            slide.sides(figure)
        case doc.IntervalFigure():
            slide.intervals(figure)
    for place, text in enumerate(source):
        slide.text(_LEFT, slide.bottom + 20 + 18 * place, text, SMALLEST, fill=MUTED)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        "font-family=\"Arial, Helvetica, 'Segoe UI', 'DejaVu Sans', sans-serif\" "
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="title" aria-describedby="description">'
    )
    head = (
        root,
        f'<title id="title">{escape(plain(caption.title))}</title>',
        f'<desc id="description">{escape(plain(caption.description))}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{PAPER}"/>',
    )
    return "\n".join([*head, *slide.elements, "</svg>", ""])


class _Slide:
    """The elements of a slide in the order in which they are painted, with a method for each kind of figure."""

    def __init__(self) -> None:
        self.elements: list[str] = []
        # The figure is between these.
        self.top, self.bottom = _LEFT + 18.0, _HEIGHT - 42.0

    def add(self, name: str, content: str = "", /, **attributes: str | float) -> None:
        """An element; empty attributes are left out, lengths have at most one decimal."""
        written = "".join(
            f' {key.replace("_", "-")}="{value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")}"'
            for key, value in attributes.items()
            if value != ""
        )
        self.elements.append(f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>")

    def text(
        self, x: float, y: float, text: str, size: float, anchor: str = "", fill: str = INK, *, bold: bool = False
    ) -> None:
        """A text on a base line."""
        if shown := one_line(text):
            weight = "bold" if bold else ""
            self.add("text", escape(shown), x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, font_weight=weight)

    def name(self, x: float, middle: float, name: str, size: float, room: float, height: float) -> None:
        """A name in a row of that height: on two lines where the row has room for them."""
        if height >= 40 and text_width(plain(name), size) > room:
            size = 15
        lines = wrapped(plain(name), room, size, lines=2 if height >= 40 else 1)
        for place, text in enumerate(lines):
            self.text(x, middle + 0.36 * size + (place - (len(lines) - 1) / 2) * 1.2 * size, text, size)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", dashed: bool = False
    ) -> None:
        """A rectangle, without or with an edge."""
        dash = "3 2" if dashed else ""
        width = max(width, 0)
        self.add("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=edge, stroke_dasharray=dash)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = GRID, width: float = 1, dash: str = ""
    ) -> None:
        """A line; one of the grid unless it has a colour."""
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dash)

    def rows(self, number: int, top: float, below: float = 0) -> tuple[int, float]:
        """Of so many rows from `top` on, how many are drawn and how high each is; `below` is kept for what follows."""
        room = self.bottom - top - below
        if number * _LOWEST > room:
            # A line below says how many are not shown.
            room -= 0 if below else 22
            number = max(int(room // _LOWEST), 2)
        return number, min(room / max(number, 1), _HIGHEST)

    def legend(self, criteria: Sequence[doc.FigureCriterion], shades: Sequence[str]) -> float:
        """The criteria with their shares and shades, in lines; gives where they end."""
        at, top, last = _LEFT, self.top, self.top + (_LEGEND - 1) * 21
        for place, (criterion, fill) in enumerate(zip(criteria, shades, strict=True)):
            text = cut(plain(f"{criterion.title} {percent(criterion.share)}"), _ROOM - 140, SMALLEST)
            size = 20 + text_width(text, SMALLEST)
            if at + size > _RIGHT - (120 if top >= last else 0) and at > _LEFT:
                if top >= last:
                    self.text(at, top + 12, f"and {len(criteria) - place} more", SMALLEST, fill=MUTED)
                    break
                at, top = _LEFT, top + 21
            self.rect(at, top, 14, 14, fill)
            self.text(at + 19, top + 12, text, SMALLEST)
            at += size + 12
        return top + 21

    def ranking(self, figure: doc.RankingFigure) -> None:
        """Bars of practices, on a scale from 0 to 100 points."""
        shades = shades_of(figure.criteria)
        top = self.legend(figure.criteria, shades) + 4
        # None is the heading of those that fail the gate.
        apart = [None] if figure.failing and figure.bars else []
        rows: list[doc.RankingBar | None] = [*figure.bars, *apart, *figure.failing]
        shown, height = self.rows(len(rows), top, below=20)
        size = _size(height)
        if rows[shown - 1] is None:
            shown -= 1

        def widest(text: Callable[[doc.RankingBar], str], size: float, *, bold: bool = False) -> float:
            return max(text_width(text(bar), size, bold=bold) for bar in rows if bar is not None)

        before = widest(_before, SMALLEST)
        total = widest(lambda bar: bar.total, size, bold=True)
        up_to = widest(lambda bar: bar.up_to and f"up to {bar.up_to}", SMALLEST)
        names = _LEFT + _NAME + (before and before + 10)
        right = _RIGHT - total - (up_to and up_to + 8)
        left = names + 0.52 * (right - names)
        region = min(widest(lambda bar: bar.region, SMALLEST), 0.32 * (left - names))
        scale, end = (right - 12 - left) / 100, top + shown * height
        for points in range(0, 101, 25):
            self.line(left + points * scale, top, left + points * scale, end)
            self.text(left + points * scale, end + 16, f"{points}", SMALLEST, "middle", MUTED)
        for place, bar in enumerate(rows[:shown]):
            middle = top + (place + 0.5) * height
            base = middle + 0.36 * size
            if bar is None:
                self.text(_LEFT, base, cut(one_line(figure.apart), left - _LEFT - 10, size), size, fill=MUTED)
                continue
            self.text(_LEFT + _RANK, base, bar.rank, size, "end")
            self.text(names - 10, base, _before(bar), SMALLEST, "end", MUTED)
            self.name(names, middle, _signed(bar.gate, bar.name), size, left - names - region - 24, height)
            self.text(left - 10, base, cut(one_line(bar.region), region, SMALLEST), SMALLEST, "end", MUTED)
            at, thick = left, 0.76 * height
            for part, text, fill in zip(bar.parts, bar.texts, shades, strict=True):
                self.rect(at, middle - thick / 2, part * scale, thick, fill, edge=PAPER)
                if text_width(text, SMALLEST) < part * scale - 2:
                    self.text(at + part * scale / 2, middle + 5, text, SMALLEST, "middle", text_on(fill))
                at += part * scale
            if left + bar.possible * scale - at >= 1:
                self.rect(
                    at, middle - thick / 2, left + bar.possible * scale - at, thick, "none", edge=STRONG, dashed=True
                )
            self.text(right + total, base, bar.total, size, "end", bold=True)
            self.text(right + total + 8, base, bar.up_to and f"up to {bar.up_to}", SMALLEST, fill=MUTED)
        self.more(sum(bar is not None for bar in rows[shown:]), end)

    def heat_map(self, figure: doc.HeatMap) -> None:
        """Cells of practices or regions by criteria."""
        numbered = any(row.number for row in figure.rows)
        names = _ROOM * (0.34 if numbered else 0.24)
        narrowest = _MARKED if any(any(row.marks) for row in figure.rows) else _CELL
        criteria = figure.criteria[: int((_ROOM - names - 72) // narrowest)]
        cell = (_ROOM - names - 72) / max(len(criteria), 1)
        heads = [
            [*wrapped(plain(criterion.title), cell - 4, SMALLEST, lines=3), percent(criterion.share)]
            for criterion in criteria
        ]
        depth = max((len(head) for head in heads), default=1)
        top = self.top + 18 * depth + 4
        for place, head in enumerate(heads):
            for number, text in enumerate(reversed(head)):
                x = _LEFT + names + (place + 0.5) * cell
                self.text(x, top - 9 - 18 * number, text, SMALLEST, "middle", INK if number else MUTED)
        self.text(_LEFT, top - 9, figure.what, SMALLEST, fill=MUTED)
        self.text(_RIGHT, top - 9, "Total", SMALLEST, "end", MUTED)
        left_out = len(figure.criteria) - len(criteria)
        shown, height = self.rows(len(figure.rows), top, below=22 if left_out else 0)
        size = _size(height)
        first = _LEFT + (_NAME if numbered else 0)
        for place, row in enumerate(figure.rows[:shown]):
            upper = top + place * height
            base = upper + height / 2 + 0.36 * size
            self.text(_LEFT + _RANK, base, row.number, size, "end")
            # How many practices of a region fail follows its name.
            name = _signed(row.sign, row.name) if numbered else f"{row.name} {row.sign}"
            self.name(first, upper + height / 2, name, size, _LEFT + names - first - 12, height)
            cells = list(zip(row.scores, row.texts, row.marks, strict=True))[: len(criteria)]
            for column, (score, text, mark) in enumerate(cells):
                fill, x = shade(score / 100), _LEFT + names + column * cell
                self.rect(x + 1, upper + 1, cell - 2, height - 2, fill)
                written = f"{text} {mark}".rstrip()
                narrow = size if text_width(written, size, bold=True) < cell - 4 else SMALLEST
                self.text(x + cell / 2, base, written, narrow, "middle", text_on(fill), bold=bool(mark))
            self.text(_RIGHT, base, row.total, size, "end", bold=True)
        more = f"; {left_out} more criteria" if left_out else ""
        self.more(len(figure.rows) - shown, top + shown * height, more)

    def sides(self, figure: doc.SidesFigure) -> None:
        """Bars from the middle to the side that is ahead, by criterion."""
        top = self.top + 32
        shown, height = self.rows(len(figure.bars) + 1, top, below=30)
        shown, size = shown - 1, _size(height)
        left, right = _LEFT + 0.27 * _ROOM + 70, _RIGHT - 90 - 70
        middle, half = (left + right) / 2, (right - left) / 2
        scale = (half - 14) / (max((abs(bar.points) for bar in figure.bars), default=0) or 1)
        for words, name, x, anchor in (
            ("← {}", figure.names[0], middle - 14, "end"),
            ("{} →", figure.names[1], middle + 14, ""),
        ):
            text = words.format(cut(f"{plain(name)} ahead", half - 40, 16, bold=True))
            self.text(x, top - 12, text, 16, anchor, bold=True)
        for text, x in (("Score", left - 10), ("Points", _RIGHT)):
            self.text(x, top - 12, text, SMALLEST, "end", MUTED)
        self.text(right + 10, top - 12, "Score", SMALLEST, fill=MUTED)
        end = top + shown * height
        rows: list[doc.SideBar] = [*figure.bars[:shown], figure.total]
        for place, bar in enumerate(rows):
            is_total = place == shown
            center = top + (place + 0.5) * height + (4 if is_total else 0)
            base = center + 0.36 * size
            title = cut(one_line(bar.title), left - 80 - _LEFT, size, bold=is_total)
            self.text(_LEFT, base, title, size, bold=is_total)
            self.text(left - 10, base, bar.scores[0], size, "end", bold=is_total)
            self.text(right + 10, base, bar.scores[1], size, bold=is_total)
            self.text(_RIGHT, base, _signed(bar.sign, bar.text.replace("-", "−")), size, "end", bold=True)
            if is_total:
                break
            self.line(_LEFT, top + (place + 1) * height, _RIGHT, top + (place + 1) * height)
            length, thick = abs(bar.points) * scale, 0.62 * height
            x = middle - length if bar.points > 0 else middle
            if bar.points:
                self.rect(x, center - thick / 2, length, thick, STRONG if bar.points > 0 else LIGHT, edge=STRONG)
        self.line(_LEFT, end, _RIGHT, end, INK)
        self.line(middle, top, middle, end, INK)
        self.more(len(figure.bars) - shown, end + height + 4)

    def intervals(self, figure: doc.IntervalFigure) -> None:
        """Bars between ranks, with a dot at the rank of the ranking."""
        top = self.top + 26
        shown, height = self.rows(len(figure.intervals), top)
        size, rows = _size(height), figure.intervals[:shown]
        last = max((max(row.usual[1], row.possible[1], row.rank) for row in rows), default=1)
        left, right = _LEFT + 0.4 * _ROOM, _RIGHT - 150
        step, end = (right - left - 16) / max(last - 1, 1), top + shown * height

        def x(rank: float) -> float:
            return left + 8 + (rank - 1) * step

        every = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if n * step >= 40), last)
        for rank in (1, *range(max(every, 2), last + 1, every)):
            self.line(x(rank), top, x(rank), end)
            self.text(x(rank), top - 8, f"{rank}", SMALLEST, "middle", MUTED)
        self.text(_LEFT, top - 8, "Rank", SMALLEST, fill=MUTED)
        self.text(_RIGHT - 66, top - 8, "Ranks", SMALLEST, "end", MUTED)
        self.text(_RIGHT, top - 8, "Holds", SMALLEST, "end", MUTED)
        for place, row in enumerate(rows):
            center = top + (place + 0.5) * height
            base, lower = center + 0.36 * size, top + (place + 1) * height
            self.text(_LEFT + _RANK, base, f"{row.rank}", size, "end")
            self.name(_LEFT + _NAME, center, _signed(row.sign, row.name), size, left - _LEFT - _NAME - 12, height)
            low, high = row.usual
            thick = 0.5 * height
            self.line(x(row.possible[0]), center, x(row.possible[1]), center, INK, 2)
            self.rect(x(low) - 7, center - thick / 2, x(high) - x(low) + 14, thick, LIGHT, edge=STRONG)
            self.add("circle", cx=x(row.rank), cy=center, r=5, fill="#000000", stroke="#ffffff")
            self.text(_RIGHT - 66, base, f"{low}" if low == high else f"{low}–{high}", size, "end")
            if row.line and place < len(rows) - 1:
                self.line(_LEFT, lower, _RIGHT - 58, lower, MUTED, dash="5 4")
                self.text(_RIGHT, lower + 5, cut(one_line(row.line), 56, SMALLEST), SMALLEST, "end", MUTED)
        self.more(len(figure.intervals) - shown, end)

    def more(self, number: int, end: float, words: str = "") -> None:
        """How many rows are not drawn, and what else is not."""
        text = (f"and {number:,} more" if number > 0 else "") + words
        self.text(_LEFT, end + 16, text.removeprefix("; "), SMALLEST, fill=MUTED)


def _size(height: float) -> float:
    """The size of text in rows of a height."""
    return max(min(round(0.5 * height), 18), SMALLEST)


def _before(bar: doc.RankingBar) -> str:
    return f"was {bar.before}" if bar.before.isdigit() else bar.before


def _signed(sign: str, text: str) -> str:
    return f"{sign} {text}" if sign else text
