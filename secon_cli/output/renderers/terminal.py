"""Documents as text for a terminal, a pipe or a text file: laid out for a width, coloured where that is wanted.

Tables are drawn by hand: a rich Table took 1.2 s for 1,000 rows of a ranking, this takes a third of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from secon_cli.output.document import (
    Align,
    Bar,
    Block,
    Cell,
    CellFigure,
    Code,
    Column,
    DivergingBar,
    Divider,
    Document,
    Facts,
    Figure,
    Heading,
    Item,
    Items,
    Line,
    Note,
    Paragraph,
    Row,
    Span,
    Strip,
    Table,
    Text,
    Tone,
    line,
)
from secon_cli.output.plain_text import visible

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.style import Style

READABLE = 100
"""Columns that prose fills at most: longer lines are hard to read."""
_COMFORTABLE = 24
"""Columns that names keep before an optional column is left out."""
_LABEL_AT_MOST = 24
"""Columns that the labels of facts take at most."""

_STYLES = {
    Tone.NORMAL: "",
    Tone.MUTED: "dim",
    Tone.LABEL: "cyan",
    Tone.GOOD: "green",
    Tone.FAIR: "cyan",
    Tone.WEAK: "yellow",
    Tone.BAD: "red",
    Tone.FIRST: "cyan",
    Tone.SECOND: "magenta",
}
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r" *[^ ]+| +")
_SHADES = " ░▒▓█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_COMMAND = re.compile(r"^(\s*):(?=:)|(?<=##)\[|(?<=##vso)\[")
"""What a job's log would run as a command at this place of a line; wrapping may put any data at its beginning."""


@dataclass(frozen=True, slots=True)
class Layout:
    """For what a document is laid out."""

    width: int
    color: bool = False
    cut: bool = False
    """Whether names that do not fit end in `…` (on a terminal) instead of being wrapped (in a pipe or file)."""


def render_terminal(document: Document, layout: Layout) -> str:
    """The document as lines no wider than the layout, each ended by a line feed."""
    return "".join(f"{_drawn(spans, layout)}\n" for spans in _blocks(document.blocks, layout))


def _drawn(spans: Line, layout: Layout) -> str:
    """One line as it is written: without trailing spaces, and never a command for what reads a job's log."""
    if not layout.color:
        return _COMMAND.sub(_shown, "".join([span.text for span in spans]).rstrip())
    return _COMMAND.sub(_shown, "".join([_coloured(span) for span in _runs(_without_end(spans))]))


def _shown(match: re.Match[str]) -> str:
    return f"{match[1]}\\x3a" if match[0].endswith(":") else "\\x5b"


def _without_end(spans: Line) -> Line:
    kept = list(spans)
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = _with_text(kept[-1], kept[-1].text.rstrip())
    return tuple(kept)


def _runs(spans: Line) -> Iterator[Span]:
    """The spans, neighbours of one style made one."""
    for (tone, bold), run in groupby(spans, key=lambda span: (span.tone, span.strong)):
        yield Span("".join([span.text for span in run]), tone, bold)


def _coloured(span: Span) -> str:
    style = f"{'bold ' if span.strong else ''}{_STYLES[span.tone]}".strip()
    return _style(style).render(span.text, color_system=_standard()) if style and span.text.strip() else span.text


@lru_cache(maxsize=64)
def _style(words: str) -> "Style":
    from rich.style import Style

    return Style.parse(words)


@lru_cache(maxsize=1)
def _standard() -> "ColorSystem":
    from rich.color import ColorSystem

    return ColorSystem.STANDARD


# --- Blocks -----------------------------------------------------------------------------------------------------------


def _blocks(blocks: Sequence[Block], layout: Layout) -> Iterator[Line]:
    """All lines, with an empty one between blocks that do not belong together."""
    before: Block | None = None
    for block in blocks:
        lines = list(_block(block, layout))
        if not lines:
            continue
        if before is not None and _apart(before, block):
            yield ()
        yield from lines
        before = block


def _apart(before: Block, block: Block) -> bool:
    """Whether an empty line separates two blocks."""
    match before, block:
        case Heading(), _:
            return False
        case _, Heading(level=level):
            return level < 4
        case (Paragraph(), Paragraph(tight=tight)):
            return not tight
        case (Note(), Note()) | (Paragraph(), Items() | Code()):
            return False
        case _:
            return True


def _block(block: Block, layout: Layout) -> Iterator[Line]:
    prose = min(layout.width, READABLE)
    match block:
        case Heading(text):
            yield from _wrapped([_with_tone(span, strong=True) for span in _line(text)], prose)
        case Paragraph(text, indent):
            yield from _indented(_wrapped(_line(text), prose - indent), indent)
        case Note(text):
            yield from _wrapped([_with_tone(span, Tone.MUTED) for span in _line(text)], prose)
        case Items():
            yield from _indented(_items(block, prose - block.indent, layout), block.indent)
        case Facts():
            yield from _indented(_facts(block, prose - block.indent), block.indent)
        case Table():
            yield from _indented(_table(block, layout, layout.width - block.indent), block.indent)
        case Code(lines, tone, indent):
            yield from _indented(_code(lines, tone, layout.width - indent), indent)
        case Figure(caption, table):
            yield from _wrapped([_with_tone(span, strong=True) for span in _line(caption.title)], prose)
            yield from _table(table, layout, layout.width)


def _items(block: Items, width: int, layout: Layout) -> Iterator[Line]:
    items = [item if isinstance(item, Item) else Item(item) for item in block.items]
    marks = [(Span(f"{n}."),) if block.ordered else _line(item.mark) for n, item in enumerate(items, start=1)]
    size = max((_size(mark) for mark in marks), default=1) + 1
    for item, mark in zip(items, marks, strict=True):
        gap = Span(" " * (size - 1 - _size(mark)))
        # Numbers and points are aligned at their right, plain marks at their left.
        first = (*mark, gap, Span(" ")) if _size(mark) < 2 else (gap, *mark, Span(" "))
        yield from _hung(first, _wrapped(_line(item.text), width - size), size)
        if item.inner:
            inner = Layout(width - size, layout.color, layout.cut)
            yield from _indented(_blocks(item.inner, inner), size)


def _code(lines: Sequence[str], tone: Tone, width: int) -> Iterator[Line]:
    """Lines with their indentation, broken only where they are wider than the page."""
    for text in lines:
        rest = [Span(visible(text), tone)]
        while _size(rest) > width:
            fitting, rest = _split(rest, max(width, 1))
            yield tuple(fitting)
        yield tuple(rest)


def _facts(block: Facts, width: int) -> Iterator[Line]:
    labels = [_line(fact.label) for fact in block.facts]
    size = min(max((_size(label) for label in labels), default=0), _LABEL_AT_MOST, max(width // 3, 1)) + 2
    for fact, label in zip(block.facts, labels, strict=True):
        toned = [_with_tone(span, Tone.LABEL) if span.tone is Tone.NORMAL else span for span in label]
        lines = [part for text in fact.lines for part in _wrapped(_line(text), width - size)] or [()]
        if _size(label) > size - 2:
            yield from _wrapped(toned, width)
            yield from _indented(lines, size)
        else:
            yield from _hung((*toned, Span(" " * (size - _size(label)))), lines, size)


# --- Tables -----------------------------------------------------------------------------------------------------------


def _table(table: Table, layout: Layout, width: int) -> Iterator[Line]:
    cells = [[_cell(cell) for cell in row.cells] if isinstance(row, Row) else None for row in table.rows]
    titles = [_line(column.title) if table.header else () for column in table.columns]
    wanted = [
        column.width or max([_size(title), *(_natural(row[index]) for row in cells if row)], default=0)
        for index, (column, title) in enumerate(zip(table.columns, titles, strict=True))
    ]
    kept, widths = _fit(table.columns, titles, wanted, width)
    if not kept:
        yield from _as_blocks(table, titles, cells, width)
        return
    columns = [table.columns[index] for index in kept]
    if table.header and any(titles):
        heads: list[Line | CellFigure] = [
            tuple(_with_tone(span, strong=True) for span in titles[index]) for index in kept
        ]
        yield from _row(columns, heads, widths, layout, muted=False)
        yield (Span("─" * (sum(widths) + len(widths) - 1), Tone.MUTED),)
    for row, found in zip(table.rows, cells, strict=True):
        if isinstance(row, Divider):
            if not row.rule:
                yield ()
            if row.rule or row.label:
                yield _divider(row, sum(widths) + len(widths) - 1)
        elif found is not None:
            yield from _row(columns, [found[index] for index in kept], widths, layout, muted=row.muted)


def _fit(
    columns: Sequence[Column], titles: Sequence[Line], wanted: Sequence[int], width: int
) -> tuple[list[int], list[int]]:
    """The columns that are shown and their widths; none where not even the narrowest fit."""
    kept = list(range(len(columns)))
    has_optional = any(column.optional for column in columns)
    for leave_out in (None, "optional", "figure"):
        if leave_out == "optional":
            kept = [index for index in kept if not columns[index].optional]
        elif leave_out == "figure":
            kept = [index for index in kept if columns[index].width is None]
        widths = [wanted[index] for index in kept]
        over = sum(widths) + len(widths) - 1 - width
        least = {place: max(columns[index].narrowest, 1) for place, index in enumerate(kept) if columns[index].flex}
        comfortable = _COMFORTABLE if leave_out is None and has_optional else 0
        while over > 0:
            # The column that is widest for its purpose gives way first, so that all keep as much as they can.
            giving = [place for place, size in least.items() if widths[place] > max(size, comfortable)]
            if not giving:
                break
            place = max(giving, key=lambda place: widths[place] / least[place])
            widths[place] -= 1
            over -= 1
        if over <= 0:
            return kept, widths
    return [], []


def _row(
    columns: Sequence[Column], cells: Sequence[Line | CellFigure], widths: Sequence[int], layout: Layout, *, muted: bool
) -> Iterator[Line]:
    laid = [_laid(column, cell, size, layout) for column, cell, size in zip(columns, cells, widths, strict=True)]
    for depth in range(max(len(lines) for lines in laid)):
        spans: list[Span] = []
        for column, lines, size in zip(columns, laid, widths, strict=True):
            if spans:
                spans.append(Span(" "))
            spans.extend(_aligned(lines[depth] if depth < len(lines) else (), size, column.align))
        yield tuple(_with_tone(span, Tone.MUTED) for span in spans) if muted else tuple(spans)


def _laid(column: Column, cell: Line | CellFigure, size: int, layout: Layout) -> list[Line]:
    """The lines of a cell in its column."""
    if not isinstance(cell, tuple):
        return [_figure(cell, size)]
    if _size(cell) <= size:
        return [cell]
    if column.flex and (column.wrap or not layout.cut):
        return list(_wrapped(cell, size))
    return [_cut(cell, size)]


def _aligned(spans: Line, size: int, align: Align) -> Line:
    spaces = size - _size(spans)
    if spaces <= 0 or align is Align.LEFT:
        return (*spans, Span(" " * spaces))
    before = spaces if align is Align.RIGHT else spaces // 2
    return (Span(" " * before), *spans, Span(" " * (spaces - before)))


def _divider(divider: Divider, width: int) -> Line:
    label = _line(divider.label)
    if not divider.rule:
        return tuple(_with_tone(span, strong=True) for span in label)
    if not label:
        return (Span("─" * width, Tone.MUTED),)
    rest = max(width - _size(label) - 2, 2)
    left = rest // 2
    toned = tuple(_with_tone(span, Tone.MUTED) for span in label)
    return (Span(f"{'┄' * left} ", Tone.MUTED), *toned, Span(f" {'┄' * (rest - left)}", Tone.MUTED))


def _as_blocks(
    table: Table, titles: Sequence[Line], cells: Sequence[list[Line | CellFigure] | None], width: int
) -> Iterator[Line]:
    """Each row as a block of its own, where the columns do not fit next to each other: no figure is lost."""
    for place, (row, found) in enumerate(zip(table.rows, cells, strict=True)):
        if isinstance(row, Divider):
            yield from _wrapped(_divider(row, 0) if not row.rule else _line(row.label), width)
            continue
        if place:
            yield ()
        head: list[Span] = []
        pairs: list[Line] = []
        for title, cell, column in zip(titles, found or (), table.columns, strict=True):
            if not isinstance(cell, tuple) or not _size(cell):
                continue
            if (
                (column.flex and column.align is Align.LEFT)
                or (not pairs and not any(span.text for span in title))
                or title == (Span("#"),)
            ):
                head.extend([*([Span(" ")] if head else []), *cell])
            else:
                gap = [Span(" ")] if title else []
                pairs.append((*(_with_tone(span, Tone.MUTED) for span in title), *gap, *cell))
        if head:
            yield from _wrapped(head, width)
        if pairs:
            joined = [span for index, pair in enumerate(pairs) for span in ((*([Span(" · ")] if index else []), *pair))]
            yield from _indented(_wrapped(joined, max(width - 2, 8)), 2)


def _cell(cell: Cell) -> Line | CellFigure:
    return cell if isinstance(cell, Bar | DivergingBar | Strip) else _line(cell)


def _natural(cell: Line | CellFigure) -> int:
    return _size(cell) if isinstance(cell, tuple) else 0


# --- Figures ----------------------------------------------------------------------------------------------------------


def _figure(figure: CellFigure, width: int) -> Line:
    match figure:
        case Bar(value, tone, possible, maximum):
            full = _blocks_of(value / maximum * width if maximum else 0)
            rest = round((possible or 0) / maximum * width) - cell_len(full) if maximum else 0
            return (Span(full, tone), Span("░" * max(rest, 0), Tone.MUTED))
        case DivergingBar(value, maximum):
            side = (width - 1) // 2
            halves = round(2 * side * abs(value) / maximum) if maximum else 0
            return _from_the_middle(halves if value > 0 else 0, halves if value < 0 else 0, side)
        case Strip(shares, tone):
            return (Span("".join(_shade(share) for share in _pooled(shares, width)), tone),)


def _blocks_of(length: float) -> str:
    eighths = round(length * 8)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def _from_the_middle(left: int, right: int, side: int) -> Line:
    """Two bars of half cells that meet in the middle."""
    first = ("▐" if left % 2 else "") + "█" * (left // 2)
    second = "█" * (right // 2) + ("▌" if right % 2 else "")
    return (Span(first.rjust(side), Tone.FIRST), Span("│", Tone.MUTED), Span(second.ljust(side), Tone.SECOND))


def _pooled(shares: Sequence[float], width: int) -> Iterator[float]:
    """The shares, neighbours added up where there are more places than columns."""
    if len(shares) <= width:
        yield from shares
        return
    for column in range(width):
        yield sum(shares[column * len(shares) // width : (column + 1) * len(shares) // width])


def _shade(share: float) -> str:
    """A shade for how often a place is taken: never empty where it is taken at all."""
    if share <= 0:
        return " "
    return _SHADES[1 + sum(share >= bound for bound in (0.05, 0.25, 0.5))]


# --- Lines ------------------------------------------------------------------------------------------------------------


def _line(text: Text) -> Line:
    """The text with everything in it made safe to print; code is quoted, an address follows its text."""
    return tuple(_safe(span) for span in line(text))


def _safe(span: Span) -> Span:
    text = span.text
    if span.is_data:
        text = visible(_SPACES.sub(" ", text))
    if span.is_code:
        text = f"`{text}`"
    if span.url and span.url != span.text:
        address = visible(_SPACES.sub(" ", span.url))
        text = f"{text} <{address}>"
    return _with_text(span, text) if text is not span.text else span


def _with_text(span: Span, text: str) -> Span:
    return Span(text, span.tone, span.strong)


def _with_tone(span: Span, tone: Tone | None = None, *, strong: bool | None = None) -> Span:
    return Span(span.text, span.tone if tone is None else tone, span.strong if strong is None else strong)


@lru_cache(maxsize=4096)
def _cells(text: str) -> int:
    return cell_len(text)


def _size(spans: Iterable[Span]) -> int:
    return sum([len(text) if (text := span.text).isascii() else _cells(text) for span in spans])


def _indented(lines: Iterable[Line], by: int) -> Iterator[Line]:
    if by <= 0:
        yield from lines
        return
    margin = Span(" " * by)
    for spans in lines:
        yield (margin, *spans) if spans else spans


def _hung(first: Line, lines: Iterable[Line], by: int) -> Iterator[Line]:
    """Lines of which the first begins with `first`, and the others are indented as far."""
    margin: Line = (Span(" " * by),)
    begin = first
    for spans in lines:
        yield (*begin, *spans)
        begin = margin
    if begin is first:
        yield first


def _cut(spans: Line, size: int) -> Line:
    """The spans cut to a size, ending in `…`."""
    kept: list[Span] = []
    room = size - 1
    for span in spans:
        if room <= 0:
            break
        text = span.text if _size((span,)) <= room else set_cell_size(span.text, room)
        kept.append(_with_text(span, text))
        room -= _size((kept[-1],))
    return (*kept, Span("…", kept[-1].tone if kept else Tone.NORMAL))


def _wrapped(spans: Sequence[Span], width: int) -> Iterator[Line]:
    """The spans in lines of at most `width` columns, broken at spaces, and inside a word only where it is wider."""
    width = max(width, 1)
    if _size(spans) + _shield(spans) <= width:
        yield tuple(spans)
        return
    current: list[Span] = []
    used = 0
    for unbroken in _unbroken(spans):
        word = unbroken
        size = _size(word)
        lead = len(word[0].text) - len(word[0].text.lstrip(" "))
        if used and used + size > width:
            yield tuple(current)
            current, used = [], 0
        if not used and lead:
            word = [_with_text(word[0], word[0].text[lead:]), *word[1:]]
            size -= lead
        while size > width:
            fitting, word = _split(word, width)
            yield tuple(fitting)
            size = _size(word)
        used += size if current else size + _shield(word)
        current.extend(word)
    if current:
        yield tuple(current)


def _shield(line: Sequence[Span]) -> int:
    """The columns by which a line grows when it is kept from being a command."""
    return len("\\x3a") - 1 if line and line[0].text.startswith("::") else 0


def _unbroken(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Words with the spaces before them; a word may run over several spans."""
    word: list[Span] = []
    for span in spans:
        for match in _WORDS.finditer(span.text):
            piece = match[0]
            if piece.startswith(" ") and word and word[-1].text.strip():
                yield word
                word = []
            word.append(_with_text(span, piece))
    if word:
        yield word


def _split(word: Sequence[Span], width: int) -> tuple[list[Span], list[Span]]:
    """A word that is wider than a line: as much as fits, up to a hyphen where it has one, and the rest."""
    head: list[Span] = []
    room = width
    for index, span in enumerate(word):
        size = _size((span,))
        if size <= room:
            head.append(span)
            room -= size
            continue
        taken = 0
        for character in span.text:
            wide = _cells(character)
            if wide > room and (taken or head):
                break
            room -= wide
            taken += 1
        if not span.text.startswith("-", taken):
            taken = span.text.rfind("-", 0, taken) + 1 or taken
        head.append(_with_text(span, span.text[:taken]))
        return head, [_with_text(span, span.text[taken:]), *word[index + 1 :]]
    return head, []
