"""Figures as SVG, in the shape of a slide: 1280 × 720.

Everything is an attribute: no style sheet, no script, no font, nothing from elsewhere, so that office programs,
browsers and web sites show the same. A report draws its figures as tables instead, which fit a telephone.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from typing import NamedTuple, TypeAlias

from secon_cli.output import document as doc
from secon_cli.output import plain_text
from secon_cli.output.document import Text, line
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import one_line
from secon_cli.output.renderers import column_widths

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
_LEGEND = 4
"""Lines of a legend at most."""
_GAP, _LARGEST = 12, 18
"""What is between columns, and the size of text in the highest rows."""
_BARS, _CELL, _WIDE_CELL, _WIDEST = 480, 50, 110, 220
"""Widths: of bars, of the cell of a score (at least, and wanted), of other numbers at most."""
_EDGE = 16
"""What is between the ends of a scale of ranks and the columns next to it."""
_LABEL = 84
"""The room for labels of lines between rows."""


def render_svg(figure: doc.Figure) -> str:
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
    slide.table(figure)
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
    """The elements of a slide in the order in which they are painted."""

    def __init__(self) -> None:
        self.elements: list[str] = []
        # The figure is between these.
        self.top, self.bottom = _LEFT + 18.0, _HEIGHT - 42.0
        self.last = 1
        """The last rank of a scale of ranks."""

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

    def name(
        self, x: float, middle: float, name: str, size: float, room: float, height: float, *, bold: bool = False
    ) -> None:
        """A name in a row of that height: on two lines where the row has room for them."""
        if height >= 40 and text_width(plain(name), size, bold=bold) > room:
            size = 15
        lines = wrapped(plain(name), room, size, lines=2 if height >= 40 else 1, bold=bold)
        for place, text in enumerate(lines):
            y = middle + 0.36 * size + (place - (len(lines) - 1) / 2) * 1.2 * size
            self.text(x, y, text, size, bold=bold)

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

    def table(self, figure: doc.Figure) -> None:
        """Rows of texts, shaded cells and bars: as many rows and criteria as can be read."""
        rows = [row for row in figure.table.rows if isinstance(row, doc.Row)]
        drawn = next((cell for cell in rows[0].cells if isinstance(cell, doc.CellFigure)), None)
        body, foot, lines = _parted(figure.table.rows, drawn)
        measured = [row for row in (*body[: _HEIGHT // _LOWEST], *foot) if isinstance(row, doc.Row)]
        size, right = _size((self.bottom - self.top) / (len(body) + len(foot))), _RIGHT - (_LABEL if any(lines) else 0)
        columns, left_out = _laid_out(figure, measured, size, right)
        if isinstance(drawn, doc.Bar):
            self.top = self.legend(figure.criteria, shades_of(figure.criteria))
        top = self.top + 18 * max(len(column.head) for column in columns)
        for column in columns:
            for number, text in enumerate(reversed(column.head)):
                self.aligned(column, top - 6 - 18 * number, text, SMALLEST, MUTED)
        below = 30 if foot else 22 if isinstance(drawn, doc.Bar) or left_out else 0
        shown, height = self.rows(len(body) + len(foot), top, below)
        shown -= len(foot)
        if isinstance(body[shown - 1], doc.Divider):
            shown -= 1
        end = top + shown * height
        for column in columns:
            if drawn and column.has_bars:
                self.axis(figure.table, measured[:shown], column, top, end)
        for place in range(1, shown):
            y, label = top + place * height, lines[place - 1]
            if label is not None:
                self.line(_LEFT, y, right, y, MUTED, dash="5 4")
                self.text(_RIGHT, y + 5, cut(label, _LABEL - 6, SMALLEST), SMALLEST, "end", MUTED)
            elif foot:
                self.line(_LEFT, y, _RIGHT, y)
        self.cells(columns, body[:shown], top, height)
        self.cells(columns, foot, end + 4, height)
        hidden = sum(isinstance(row, doc.Row) for row in body[shown:])
        more = [f"and {hidden:,} more"] * (hidden > 0) + [f"{left_out} more criteria"] * (left_out > 0)
        self.text(_LEFT, end + (height + 20 if foot else 16), "; ".join(more), SMALLEST, fill=MUTED)

    def axis(self, table: doc.Table, rows: Sequence[doc.Row], bars: "_Column", top: float, end: float) -> None:
        """What bars begin at: a scale of points or ranks, or a line between two sides with their names above it."""
        cells = [row.cells[bars.place] for row in rows]
        if isinstance(cells[0], doc.DivergingBar):
            self.line(_LEFT, end, _RIGHT, end, INK)
            self.line(bars.middle, top, bars.middle, end, INK)
            for place, words, x, anchor in ((-1, "← {}", bars.middle - 14, "end"), (1, "{} →", bars.middle + 14, "")):
                side = f"{plain(table.columns[bars.place + place].title)} ahead"
                text = words.format(cut(side[:1].upper() + side[1:], bars.room / 2 - 40, 16, bold=True))
                self.text(x, top - 6, text, 16, anchor, bold=True)
            return
        ticks, y = list(range(0, 101, 25)), end + 16
        if strips := [cell for cell in cells if isinstance(cell, doc.Strip)]:
            self.last = max(max(strip.place, *strip.usual, *strip.possible) for strip in strips)
            room = bars.room / max(self.last, 1)
            every = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if n * room >= 40), self.last)
            ticks, y = [1, *range(max(every, 2), self.last + 1, every)], top - 6
        for tick in ticks:
            x = self.at_rank(bars, tick) if strips else bars.x + tick * bars.room / 100
            self.line(x, top, x, end)
            self.text(x, y, f"{tick}", SMALLEST, "middle", MUTED)

    def at_rank(self, bars: "_Column", rank: float) -> float:
        """Where a rank is."""
        return bars.x + _EDGE + (rank - 1) * (bars.room - 2 * _EDGE) / max(self.last - 1, 1)

    def cells(self, columns: Sequence["_Column"], rows: "_Rows", top: float, height: float) -> None:
        """Rows from the top on; a label between rows takes one."""
        for place, row in enumerate(rows):
            middle = top + (place + 0.5) * height
            if isinstance(row, doc.Divider):
                self.text(_LEFT, middle + 0.36 * _size(height), plain(row.label), _size(height), fill=MUTED)
                continue
            for column in columns:
                self.cell(row.cells[column.place], column, middle, height)

    def aligned(
        self, column: "_Column", y: float, text: str, size: float, fill: str = INK, *, bold: bool = False
    ) -> None:
        """A text where its column has it."""
        x, anchor = {
            doc.Align.LEFT: (column.x, ""),
            doc.Align.RIGHT: (column.x + column.room, "end"),
            doc.Align.CENTER: (column.middle, "middle"),
        }[column.align]
        self.text(x, y, text, size, anchor, fill, bold=bold)

    def cell(self, cell: doc.Cell, column: "_Column", middle: float, height: float) -> None:
        """A bar, a shaded number, or a text."""
        size = _size(height)
        base = middle + 0.36 * size
        match cell:
            case doc.Bar(_, _, possible, maximum, parts, texts):
                at, thick, scale = column.x, 0.76 * height, column.room / maximum
                for part, text, fill in zip(parts, texts, shades_of(parts), strict=True):
                    self.rect(at, middle - thick / 2, part * scale, thick, fill, edge=PAPER)
                    if text_width(text, SMALLEST) < part * scale - 2:
                        self.text(at + part * scale / 2, middle + 5, text, SMALLEST, "middle", text_on(fill))
                    at += part * scale
                rest = column.x + (possible or 0) * scale - at
                if rest >= 1:
                    self.rect(at, middle - thick / 2, rest, thick, GRID, edge=MUTED, dashed=True)
            case doc.DivergingBar(value, maximum):
                length, thick = abs(value) / (maximum or 1) * (column.room / 2 - 14), 0.62 * height
                x, fill = (column.middle - length, STRONG) if value > 0 else (column.middle, LIGHT)
                if value:
                    self.rect(x, middle - thick / 2, length, thick, fill, edge=STRONG)
            case doc.Strip(_, place, usual, possible):
                (low, high), thick = (self.at_rank(column, rank) for rank in usual), 0.5 * height
                best, worst = (self.at_rank(column, rank) for rank in possible)
                self.line(best, middle, worst, middle, INK, 2)
                self.rect(low - 7, middle - thick / 2, high - low + 14, thick, LIGHT, edge=STRONG)
                x = self.at_rank(column, place)
                self.add("circle", cx=x, cy=middle, r=5, fill="#000000", stroke="#ffffff")
            case _:
                spans, text = line(cell), plain(cell)
                shades = [span.shade for span in spans if span.shade is not None]
                bold = any(span.strong for span in spans)
                if shades:
                    fill = shade(shades[0])
                    x, upper = column.x - _GAP / 2, middle - height / 2
                    self.rect(x + 1, upper + 1, column.room + _GAP - 2, height - 2, fill)
                    size = size if text_width(text, size, bold=True) < column.room else SMALLEST
                    self.aligned(column, base, text, size, text_on(fill), bold=bold)
                elif column.align is doc.Align.LEFT:
                    self.name(column.x, middle, text, size, column.room, height, bold=bold)
                else:
                    muted = all(span.tone is doc.Tone.MUTED for span in spans)
                    self.aligned(column, base, text, size, MUTED if muted else INK, bold=bold)


def _size(height: float) -> float:
    """The size of text in rows of a height."""
    return max(min(round(0.5 * height), _LARGEST), SMALLEST)


_Rows: TypeAlias = Sequence[doc.Row | doc.Divider]


def _parted(rows: _Rows, drawn: doc.CellFigure | None) -> tuple[_Rows, _Rows, list[str | None]]:
    """The rows; the total of two sides, which is drawn however many rows are not; and the line below each row, or None.

    A line takes no room. Ranks need the room of all rows, so there a label is short, and at the end of its line.
    """
    if isinstance(drawn, doc.DivergingBar):
        split = rows.index(doc.Divider())
        return rows[:split], rows[split + 1 :], [None] * split
    body, lines = list[doc.Row | doc.Divider](), list[str | None]()
    for row in rows:
        if isinstance(row, doc.Divider) and (isinstance(drawn, doc.Strip) or not row.label):
            lines[-1] = plain(row.label).partition(":")[0]
        else:
            body.append(row)
            lines.append(None)
    return body, [], lines


class _Column(NamedTuple):
    """Where a column of a table is drawn, and what heads it."""

    place: int
    """Which column of the table it is."""
    x: float
    room: float
    align: doc.Align
    head: Sequence[str]
    has_bars: bool

    @property
    def middle(self) -> float:
        return self.x + self.room / 2


def _laid_out(figure: doc.Figure, rows: Sequence[doc.Row], size: float, right: float) -> tuple[list[_Column], int]:
    """Where each column is drawn, with texts of a size at most, up to the right, and how many criteria have no room."""
    columns, criteria = figure.table.columns, figure.criteria
    bars = next((place for place, column in enumerate(columns) if column.width), None)
    # Next to bars from the middle are the scores of two sides, whose names are above the bars.
    is_diverging = bars is not None and any(isinstance(row.cells[bars], doc.DivergingBar) for row in rows)
    sides = (bars - 1, bars + 1) if bars is not None and is_diverging else ()
    heads = ["Score" if place in sides else plain(column.title) for place, column in enumerate(columns)]
    scores: list[int] = []
    sizes: dict[int, tuple[int, int]] = {}
    """How wide columns are wanted, and at least."""
    for place, column in enumerate(columns):
        cells = [cell for row in rows if not isinstance(cell := row.cells[place], doc.CellFigure)]
        texts, is_text = [*map(plain, cells)], column.align is doc.Align.LEFT
        widest = _widest(texts, size, bold=not is_text)
        if place == bars:
            sizes[place] = _BARS, _BARS
        elif (bars is not None and column.optional) or not any((heads[place], *texts)):
            # Bars take the room of what a narrow screen would leave out, too.
            continue
        elif any(span.shade is not None for cell in cells for span in line(cell)):
            scores.append(place)
            least = max(_widest(texts, SMALLEST, bold=True), _CELL)
            # The total may be shaded, too; its short heading leaves room for those of the criteria.
            sizes[place] = (_WIDE_CELL, least) if len(scores) <= len(criteria) else (widest, least)
        else:
            widest = max(widest, _widest([heads[place]], SMALLEST))
            sizes[place] = (widest, min(widest, 8 * column.narrowest)) if is_text else 2 * (min(widest, _WIDEST),)
    room = int(right - _LEFT + _GAP)
    titles = dict(zip(scores, criteria, strict=False))
    shown = [*titles]
    while sum(least for _, least in sizes.values()) > room and len(shown) > 1:
        del sizes[shown.pop()]
    widths = column_widths([wanted for wanted, _ in sizes.values()], [least for _, least in sizes.values()], room)
    growing = shown or [max(sizes) if bars is None else bars]
    spare = (room - sum(widths)) / len(growing)
    laid: list[_Column] = []
    x = _LEFT
    for place, width in zip(sizes, widths, strict=True):
        own = width - _GAP + (spare if place in growing else 0)
        head = [] if place == bars else [cut(heads[place], own, SMALLEST)]
        if place in titles:
            title = wrapped(plain(titles[place].title), own + _GAP - 4, SMALLEST, lines=3)
            head = [*title, percent(titles[place].share)]
        align = doc.Align.CENTER if place in scores else columns[place].align
        laid.append(_Column(place, x, own, align, head, place == bars))
        x += own + _GAP
    return laid, len(titles) - len(shown)


def _widest(texts: Iterable[str], size: float, *, bold: bool = False) -> int:
    """The width of a column that holds the texts."""
    return int(max((text_width(text, size, bold=bold) for text in texts), default=0)) + 1 + _GAP
