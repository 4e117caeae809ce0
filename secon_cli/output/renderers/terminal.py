"""Documents as text for a terminal, a pipe or a text file: laid out for a width, coloured where that is wanted.

Tables are drawn by hand: a rich Table took 1.2 s for 1,000 rows of a ranking, this takes a third of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rich.cells import cell_len

from secon_cli.output import document as doc
from secon_cli.output.destination import Screen
from secon_cli.output.document import Line, Span, Text, Tone, line, merged
from secon_cli.output.plain_text import spaced, visible
from secon_cli.output.renderers import column_widths

READABLE = 100
"""Columns that prose fills at most: longer lines are hard to read."""
_COMFORTABLE = 24
"""Columns that names keep before an optional column is left out."""
_FACTS = [doc.Column("", flex=True, wrap=True, narrowest=5), doc.Column("", flex=True, wrap=True, narrowest=10)]
"""The labels take a third of the room at most."""
_CODE = 4
"""Columns by which lines of a file are indented."""

_CODES = {
    Tone.MUTED: "2",
    Tone.LABEL: "36",
    Tone.GOOD: "32",
    Tone.FAIR: "36",
    Tone.WEAK: "33",
    Tone.BAD: "31",
    Tone.FIRST: "36",
    Tone.SECOND: "35",
}
"""What a terminal is sent for a tone: dim, or cyan, green, yellow, red and magenta."""
_WORDS = re.compile(r" *[^ ]+| +")
_SHADES = " ░▒▓█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_COMMAND = re.compile(r"^(\s*):(?=:)|(?<=##)\[|(?<=##vso)\[")
"""What a job's log would run as a command at this place of a line; wrapping may put any data at its beginning."""


def render_terminal(document: doc.Document, screen: Screen) -> str:
    """The document as lines no wider than the screen, each ended by a line feed.

    No line has trailing spaces, and none is a command for what reads a job's log.
    """
    lines = []
    for spans in _blocks(document.blocks, screen):
        text = "" if screen.color else "".join([span.text for span in spans]).rstrip()
        # From the end, to leave out the spaces there.
        for span in reversed(list(merged(spans, lambda span: (span.tone, span.strong)))) if screen.color else ():
            shown = span.text if text else span.text.rstrip()
            codes = ";".join(filter(None, ["1" if span.strong else "", _CODES.get(span.tone)]))
            text = (f"\x1b[{codes}m{shown}\x1b[0m" if codes and shown.strip() else shown) + text
        # What a job's log would run as a command is shown as its code.
        lines.append(_COMMAND.sub(lambda match: "\\x5b" if match[0] == "[" else f"{match[1]}\\x3a", text))
    return "\n".join([*lines, ""])


# --- Blocks -----------------------------------------------------------------------------------------------------------


def _blocks(blocks: Sequence[doc.Block], screen: Screen) -> Iterator[Line]:
    """All lines, with an empty one between blocks that do not belong together."""
    before: doc.Block | None = None
    for block in blocks:
        lines = list(_block(block, screen))
        if not lines:
            continue
        match before, block:
            case (
                (None | doc.Heading(), _)
                | (_, doc.Heading(level=4 | 5 | 6))
                | (doc.Note(), doc.Note())
                | (doc.Paragraph(), doc.Items() | doc.Code() | doc.Paragraph())
            ):
                pass
            case _:
                yield ()
        yield from lines
        before = block


def _block(block: doc.Block, screen: Screen) -> Iterator[Line]:
    prose = min(screen.width, READABLE)
    match block:
        case doc.Heading(text):
            yield from _wrapped(_with(_line(text), strong=True), prose)
        case doc.Paragraph(text):
            yield from _wrapped(_line(text), prose)
        case doc.Note(text):
            yield from _wrapped(_with(_line(text), Tone.MUTED), prose)
        case doc.Items():
            yield from _items(block, prose, screen)
        case doc.Facts(facts):
            rows = []
            for fact in facts:
                toned = [
                    replace(span, tone=Tone.LABEL) if span.tone is Tone.NORMAL else span for span in line(fact.label)
                ]
                rows += [
                    doc.Row("" if number else [*toned, " "], text) for number, text in enumerate(fact.lines or [""])
                ]
            yield from _table(doc.Table(_FACTS, rows, header=False), Screen(prose))
        case doc.Table():
            yield from _table(block, screen)
        case doc.Code(texts, tone):
            # With their own indentation, and broken only where they are wider than the screen.
            for text in map(visible, texts):
                parts = _broken(text, max(screen.width - _CODE, 1))
                yield from _indented(((Span(part, tone),) for part in parts), _CODE)


def _items(block: doc.Items, width: int, screen: Screen) -> Iterator[Line]:
    marks = [(Span(f"{n}."),) if block.ordered else _line(item.mark) for n, item in block.numbered()]
    size = max((_size(mark) for mark in marks), default=1) + 1
    for (_, item), mark in zip(block.numbered(), marks, strict=True):
        gap = Span(" " * (size - 1 - _size(mark)))
        # Numbers and points are aligned at their right, plain marks at their left.
        first = (*mark, gap, Span(" ")) if _size(mark) < 2 else (gap, *mark, Span(" "))
        yield from _indented(_wrapped(_line(item.text), width - size), size, first)
        if item.inner:
            yield from _indented(_blocks(item.inner, screen._replace(width=width - size)), size)


# --- Tables -----------------------------------------------------------------------------------------------------------


def _table(table: doc.Table, screen: Screen) -> Iterator[Line]:
    cells = [
        [cell if isinstance(cell, doc.CellFigure) else _line(cell) for cell in row.cells]
        if isinstance(row, doc.Row)
        else []
        for row in table.rows
    ]
    titles = [_line(column.title) if table.header else () for column in table.columns]
    wanted = [column.width or _size(title) for column, title in zip(table.columns, titles, strict=True)]
    for index, column in enumerate(table.columns):
        if not column.width:
            texts = (row[index] for row in cells if row)
            size = _size if index else _size_at_start
            wanted[index] = max([wanted[index], *(size(text) for text in texts if isinstance(text, tuple))])
    # What is left out first is what holds no figure of its own, then bars, which repeat the numbers next to them.
    every = [*range(len(wanted))]
    needed = [index for index in every if not table.columns[index].optional]
    for kept in (every, needed, [index for index in needed if table.columns[index].width is None]):
        comfortable = _COMFORTABLE if kept is every and needed != every else 1
        sizes = [wanted[index] for index in kept]
        least = [
            min(size, max(column.narrowest, comfortable)) if column.flex else size
            for size, column in zip(sizes, [table.columns[index] for index in kept], strict=True)
        ]
        widths = column_widths(sizes, least, screen.width - len(kept) + 1)
        if sum(widths) + len(widths) - 1 <= screen.width:
            break
    else:
        yield from _as_blocks(table, titles, cells, screen.width)
        return
    columns = [table.columns[index] for index in kept]
    whole = sum(widths) + len(widths) - 1
    if table.header and any(titles):
        yield from _row(columns, [_with(titles[index], strong=True) for index in kept], widths, screen)
        yield (Span("─" * whole, Tone.MUTED),)
    for row, drawn in zip(table.rows, cells, strict=True):
        if isinstance(row, doc.Row):
            yield from _row(columns, [drawn[index] for index in kept], widths, screen)
        elif label := _with(_line(row.label), Tone.MUTED):
            rest = max(whole - _size(label) - 2, 2)
            left, right = "┄" * (rest // 2), "┄" * (rest - rest // 2)
            yield (Span(f"{left} ", Tone.MUTED), *label, Span(f" {right}", Tone.MUTED))
        else:
            yield (Span("─" * whole, Tone.MUTED),)


def _row(
    columns: Sequence[doc.Column], cells: Sequence[Line | doc.CellFigure], widths: Sequence[int], screen: Screen
) -> Iterator[Line]:
    # Every line of a cell with its size, which is measured once: to measure again was a quarter of a long table.
    laid: list[list[tuple[Line, int]]] = []
    for column, cell, width in zip(columns, cells, widths, strict=True):
        drawn = cell if isinstance(cell, tuple) else _figure(cell, width)
        measured = _size if laid else _size_at_start
        size = measured(drawn)
        if size <= width or drawn is not cell:
            laid.append([(drawn, size)])
        elif column.flex and (column.wrap or not screen.cut):
            laid.append([(part, measured(part)) for part in _wrapped(drawn, width)])
        else:
            # Cut, ending in `…`.
            part = _part(drawn, 0, _fitting("".join([span.text for span in drawn]), width - 1))
            cut = (*part, Span("…", part[-1].tone if part else Tone.NORMAL))
            laid.append([(cut, _size(cut))])
    for depth in range(max(map(len, laid))):
        spans: list[Span] = []
        gap = 0
        for column, lines, width in zip(columns, laid, widths, strict=True):
            if depth >= len(lines):
                gap += width + 1
                continue
            shown, size = lines[depth]
            spaces = max(width - size, 0)
            is_right = column.align is doc.Align.RIGHT
            before = spaces if is_right else spaces // 2 if column.align is doc.Align.CENTER else 0
            if gap + before:
                spans.append(Span(" " * (gap + before)))
            spans += shown
            gap = spaces - before + 1
        yield tuple(spans)


def _as_blocks(
    table: doc.Table, titles: Sequence[Line], cells: Sequence[list[Line | doc.CellFigure]], width: int
) -> Iterator[Line]:
    """Each row as a block of its own, where the columns do not fit next to each other: no figure is lost."""
    for place, (row, found) in enumerate(zip(table.rows, cells, strict=True)):
        if isinstance(row, doc.Divider):
            yield from _wrapped(_line(row.label), width)
            continue
        if place:
            yield ()
        # Names need no title, nor does what has none.
        head, pairs = list[Line](), list[Line]()
        for title, cell, column in zip(titles, found, table.columns, strict=True):
            if not isinstance(cell, tuple) or not _size(cell):
                continue
            if (column.flex and column.align is doc.Align.LEFT) or title in ((), (Span("#"),)):
                head.append(cell)
            else:
                # A space keeps figures below each other in a column; here it would be a gap.
                pairs.append((*_with(title, Tone.MUTED), Span(" "), *cell[: -1 if cell[-1].text == " " else None]))
        yield from _wrapped(doc.joined(head, " "), width)
        yield from _indented(_wrapped(doc.joined(pairs, " · "), max(width - 2, 8)), 2) if pairs else ()


# --- Figures ----------------------------------------------------------------------------------------------------------


def _figure(figure: doc.CellFigure, width: int) -> Line:
    match figure:
        case doc.Bar(value, tone, possible, maximum):
            eighths = round(value / maximum * width * 8) if maximum else 0
            full = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
            rest = round((possible or 0) / maximum * width) - len(full) if maximum else 0
            return (Span(full, tone), Span("░" * max(rest, 0), Tone.MUTED))
        case doc.DivergingBar(value, maximum):
            # Two bars of half cells that meet in the middle.
            side = (width - 1) // 2
            halves = round(2 * side * abs(value) / maximum) if maximum else 0
            left, right = (halves, 0) if value > 0 else (0, halves)
            first = ("▐" if left % 2 else "") + "█" * (left // 2)
            second = "█" * (right // 2) + ("▌" if right % 2 else "")
            return (Span(first.rjust(side), Tone.FIRST), Span("│", Tone.MUTED), Span(second.ljust(side), Tone.SECOND))
        case doc.Strip(shares):
            # Where there are more places than columns, neighbours are added up.
            places = min(len(shares), width)
            bounds = [column * len(shares) // max(places, 1) for column in range(places + 1)]
            pooled = [sum(shares[low:high]) for low, high in pairwise(bounds)]
            # Never empty where a place is taken at all.
            shades = [
                _SHADES[1 + sum(share >= bound for bound in (0.05, 0.25, 0.5))] if share > 0 else " "
                for share in pooled
            ]
            return (Span("".join(shades), Tone.FAIR),)


# --- Lines ------------------------------------------------------------------------------------------------------------


def _line(text: Text) -> Line:
    """The text with everything in it made safe to print; code is quoted, an address follows its text."""
    spans = []
    for span in line(text):
        shown = spaced(span.text) if span.is_data else span.text
        if span.is_code:
            shown = f"`{shown}`"
        if span.url and span.url != span.text:
            shown = f"{shown} <{spaced(span.url)}>"
        spans.append(_with_text(span, shown) if shown is not span.text else span)
    return tuple(spans)


def _with_text(span: Span, text: str) -> Span:
    return Span(text, span.tone, span.strong)


def _with(spans: Line, tone: Tone | None = None, *, strong: bool | None = None) -> Line:
    return tuple(
        Span(span.text, span.tone if tone is None else tone, span.strong if strong is None else strong)
        for span in spans
    )


def _size(spans: Iterable[Span]) -> int:
    size = 0
    for span in spans:
        text = span.text
        size += len(text) if text.isascii() else cell_len(text)
    return size


def _indented(lines: Iterable[Line], by: int, first: Line = ()) -> Iterator[Line]:
    """The lines indented, or beginning with `first` and the others indented as far."""
    margin: Line = (Span(" " * by),)
    begin = first or margin
    for spans in lines:
        yield (*begin, *spans)
        begin = margin
    if first and begin is first:
        yield first


def _wrapped(spans: Line, width: int) -> Iterator[Line]:
    """The spans in lines of at most `width` columns, broken at spaces, and inside a word only where it is wider."""
    width = max(width, 1)
    text = "".join([span.text for span in spans])
    if _size(spans) + _shield(text) <= width:
        yield spans
        return
    # Where the current line begins, and its columns.
    start = used = 0
    for match in _WORDS.finditer(text):
        size = cell_len(match[0])
        if used and used + size > width:
            yield _part(spans, start, match.start())
            used = 0
        if not used:
            word = match[0].lstrip(" ")
            *broken, rest = _broken(word, width)
            start = match.end() - len(word)
            for part in broken:
                yield _part(spans, start, start + len(part))
                start += len(part)
            size = cell_len(rest) + _shield(rest)
        used += size
    if used:
        yield _part(spans, start, len(text))


def _size_at_start(spans: Line) -> int:
    """The columns of what begins a line."""
    return _size(spans) + (_shield(spans[0].text) if spans else 0)


def _shield(text: str) -> int:
    """The columns by which a line grows when it is kept from being a command."""
    return len("\\x3a") - 1 if text.startswith("::") else 0


def _broken(text: str, width: int) -> Iterator[str]:
    """The parts of a text that is wider than a line: as much as fits, up to a hyphen where there is one."""
    while cell_len(text) > width:
        end = max(_fitting(text, width), 1)
        if not text.startswith("-", end):
            end = text.rfind("-", 0, end) + 1 or end
        yield text[:end]
        text = text[end:]
    yield text


def _fitting(text: str, room: int) -> int:
    """How many characters of a text fit."""
    if text.isascii():
        return room
    taken = 0
    for character in text:
        room -= cell_len(character)
        if room < 0:
            break
        taken += 1
    return taken


def _part(spans: Line, start: int, end: int) -> Line:
    """The spans between two characters."""
    parts: list[Span] = []
    for span in spans:
        text = span.text[max(start, 0) : max(end, 0)]
        if text:
            parts.append(_with_text(span, text))
        start, end = start - len(span.text), end - len(span.text)
    return tuple(parts)
