"""Documents as Markdown (CommonMark with tables), for pull requests, wikis, and Word through pandoc."""

import html
import re
from collections.abc import Iterator, Sequence

from secon_cli.output.document import (
    Align,
    Bar,
    Block,
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
    line,
)
from secon_cli.output.plain_text import visible

_SPACES = re.compile(r"\s+")
_INLINE = re.compile(r"([\\`*_{}\[\]|~$])")
_AT_START = re.compile(r"^(?:(?=[#+=:>-])|([0-9]+)(?=[.)]))")
"""What makes the beginning of a line a heading, a list, or a command of a job's log."""
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)")
_MENTION = re.compile(r"([@#])(?=\w)")
"""What GitHub makes a mention or a reference even where it is escaped; an empty comment stops that."""
_LINK = re.compile(r"https?://[^\s<>\"'`\\]+$")
_WIDEST = 40
"""Dashes that a column gets at most: pandoc takes the widths of columns from them."""
_ALIGN = {Align.LEFT: (":", ""), Align.RIGHT: ("", ":"), Align.CENTER: (":", ":")}


_RUN, _AS_CODE = re.compile(r"^(\s*):(?=:)"), r"\1\\x3a"


def render_markdown(document: Document) -> str:
    """The document as Markdown, ended by a line feed."""
    return "\n".join([*_blocks(document.blocks), ""])


def escaped(text: str) -> str:
    """Data as Markdown shows it literally, on one line: no markup, no link, no mention."""
    plain = visible(_SPACES.sub(" ", text))
    marked = _INLINE.sub(r"\\\1", html.escape(plain, quote=False))
    if ":" in marked or "www" in marked.lower():
        marked = _ADDRESS.sub(lambda match: f"{match[0]}\\", marked)
    return _MENTION.sub(r"\1<!-- -->", marked) if "@" in marked or "#" in marked else marked


def code_span(text: str) -> str:
    """Data as a code span, which nothing in it can end."""
    plain = visible(_SPACES.sub(" ", text)).strip()
    if not plain:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    padded = f" {plain} " if plain.startswith("`") or plain.endswith("`") else plain
    return f"{fence}{padded}{fence}"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for place, block in enumerate(blocks):
        lines = list(_block(block))
        if lines:
            if place:
                yield ""
            yield from lines


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {_inline(text, emphasis=False)}"
        case Paragraph(text) | Note(text):
            yield _started(_inline(text))
        case Items(items, ordered):
            yield from _items(items, ordered=ordered)
        case Facts(facts):
            for fact in facts:
                label = _inline(fact.label, emphasis=False)
                if len(fact.lines) == 1:
                    yield f"- **{label}**: {_inline(fact.lines[0])}"
                else:
                    yield f"- **{label}**"
                    yield from (f"  - {_started(_inline(text))}" for text in fact.lines)
        case Table():
            yield from _table(block)
        case Code(lines):
            # Indented, because no sequence of backquotes in it can end such a block.
            # `::` at the beginning of a line is a command for those who run jobs in CI, indented or not.
            yield from (f"    {_RUN.sub(_AS_CODE, visible(text))}" for text in lines)
        case Figure(caption, table):
            yield f"**{_inline(caption.title, emphasis=False)}**"
            yield ""
            yield from _table(table)


def _items(items: Sequence[Item | Text], *, ordered: bool) -> Iterator[str]:
    for number, item in enumerate((one if isinstance(one, Item) else Item(one) for one in items), start=1):
        first = f"{number}. " if ordered else "- "
        mark = _inline(item.mark)
        text = _inline(item.text)
        yield first + _started(text if mark in {"-", "", "·"} else f"{mark} {text}")
        margin = " " * len(first)
        for inner in item.inner:
            yield from (f"{margin}{text}" if text else "" for text in _block(inner))


def _table(table: Table) -> Iterator[str]:
    # Bars repeat in blocks what the numbers next to them say.
    kept = [index for index, column in enumerate(table.columns) if not _is_figure(table, index)]
    columns = [table.columns[index] for index in kept]
    heads = [_cell((column.long or column.title) if table.header else "") for column in columns]
    rows = [
        [_cell(cell) for cell in (_divided(row, columns) if isinstance(row, Divider) else _kept(row, kept))]
        for row in table.rows
        if isinstance(row, Row) or line(row.label)
    ]
    yield table_row(heads)
    yield f"| {' | '.join(_dashes(column, [row[i] for row in [heads, *rows]]) for i, column in enumerate(columns))} |"
    yield from (table_row(row) for row in rows)


def _is_figure(table: Table, index: int) -> bool:
    return any(isinstance(row, Row) and isinstance(row.cells[index], Bar | DivergingBar | Strip) for row in table.rows)


def _kept(row: Row, kept: Sequence[int]) -> list[Text]:
    cells = [row.cells[index] for index in kept]
    return [cell for cell in cells if not isinstance(cell, Bar | DivergingBar | Strip)]


def _divided(divider: Divider, columns: Sequence[Column]) -> list[Text]:
    """A row that holds nothing but the label, in the first column with room for it."""
    place = next((index for index, column in enumerate(columns) if column.flex), 0)
    label = tuple(Span(span.text, strong=True, is_data=span.is_data) for span in line(divider.label))
    return [label if index == place else "" for index in range(len(columns))]


def _cell(text: Text) -> str:
    return _inline(text).replace("|", "\\|").replace("\\\\|", "\\|")


def table_row(cells: Sequence[str]) -> str:
    """A row of a table, of cells that are escaped already."""
    return f"| {' | '.join(cells)} |"


def _dashes(column: Column, cells: Sequence[str]) -> str:
    before, after = _ALIGN[column.align]
    size = min(max(len(cell) for cell in cells), _WIDEST)
    return f"{before}{'-' * max(size - len(before) - len(after), 2)}{after}"


def _inline(text: Text, *, emphasis: bool = True) -> str:
    """The spans as Markdown on one line."""
    written = ""
    for span in _merged(line(text)):
        if span.url and written.endswith("!"):
            # `!` before a link would make it a picture, which a reader's program loads.
            written = f"{written[:-1]}\\!"
        written += _span(span, emphasis=emphasis)
    return written.strip()


def _merged(spans: Line) -> Iterator[Span]:
    """The spans, those that differ in tone alone made one: two bold runs side by side would be no bold run."""
    before: Span | None = None
    for span in spans:
        if before and _kind(before) == _kind(span) and not span.is_code and not span.url:
            before = Span(before.text + span.text, strong=span.strong, is_data=span.is_data)
            continue
        if before:
            yield before
        before = span
    if before:
        yield before


def _kind(span: Span) -> tuple[object, ...]:
    return span.strong, span.is_data, span.is_code, span.url


def _span(span: Span, *, emphasis: bool) -> str:
    if span.is_code:
        return code_span(span.text)
    if span.url:
        return _link(span.text, span.url)
    text = escaped(span.text) if span.is_data else _literal(span.text)
    if not (span.strong and emphasis and text.strip()):
        return text
    # Emphasis must not begin or end with a space.
    core = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}**{core}**{after}"


def _literal(text: str) -> str:
    """Text of the program, in which `backquotes` mark code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return html.escape(text, quote=False)
    return "".join(code_span(part) if index % 2 else html.escape(part, quote=False) for index, part in enumerate(parts))


def _link(text: str, url: str) -> str:
    """A link, where the address is one that a browser may follow; else text and address as text."""
    if not _LINK.match(url):
        return escaped(text if text == url else f"{text} ({url})")
    return f"[{escaped(text)}](<{url}>)"


def _started(text: str) -> str:
    """A line whose beginning is text, and neither markup nor a command."""
    return _AT_START.sub(r"\1\\", text)
