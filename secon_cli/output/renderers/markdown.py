"""Documents as Markdown (CommonMark with tables), for pull requests, wikis, and Word through pandoc."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from secon_cli.output import document as doc
from secon_cli.output.document import Line, Span, Text, line, merged
from secon_cli.output.plain_text import spaced, visible
from secon_cli.output.renderers import column_widths

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_INLINE = re.compile(r"([\\`*_{}\[\]|~$])")
_AT_START = re.compile(r"^(?:(?=[#+=:>-])|([0-9]+)(?=[.)]))")
"""What makes the beginning of a line a heading, a list, or a command of a job's log."""
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)")
_MENTION = re.compile(r"([@#])(?=\w)")
"""What GitHub makes a mention or a reference even where it is escaped; an empty comment stops that."""
_LINK = re.compile(r"https?://[^\s<>\"'`\\]+$")
_PAGE, _NARROWEST, _PADDING = 80, 14, 4
"""Dashes for all columns, for one of text at least, and for margins."""
_ALIGN = {doc.Align.LEFT: (":", ""), doc.Align.RIGHT: ("", ":"), doc.Align.CENTER: (":", ":")}
_RUN, _AS_CODE = re.compile(r"^(\s*):(?=:)"), r"\1\\x3a"


def render_markdown(document: doc.Document) -> str:
    """The document as Markdown, ended by a line feed."""
    blocks = ["".join(f"{line}\n" for line in block) for block in _parted(document.blocks)]
    return "\n".join(block for place, block in enumerate(blocks) if block or place == 0)


def _parted(blocks: Iterable[doc.Block]) -> Iterator[list[str]]:
    """The lines of each block; behind a list, indented code would be text of its last item, and HTML in it HTML."""
    in_list = False
    for block in blocks:
        lines = list(_block(block))
        if in_list and isinstance(block, doc.Code):
            yield ["<!-- -->"]
        in_list = isinstance(block, doc.Items | doc.Facts) if lines else in_list
        yield lines


def escaped(text: str) -> str:
    """Data as Markdown shows it literally, on one line: no markup, no link, no mention."""
    plain = spaced(text)
    marked = _INLINE.sub(r"\\\1", html.escape(plain, quote=False))
    if ":" in marked or "www" in marked.lower():
        marked = _ADDRESS.sub(lambda match: f"{match[0]}\\", marked)
    return _MENTION.sub(r"\1<!-- -->", marked) if "@" in marked or "#" in marked else marked


def code_span(text: str) -> str:
    """Data as a code span, which nothing in it can end."""
    plain = spaced(text).strip()
    if not plain:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    padded = f" {plain} " if plain.startswith("`") or plain.endswith("`") else plain
    return f"{fence}{padded}{fence}"


def _block(block: doc.Block) -> Iterator[str]:
    match block:
        case doc.Heading(text, level):
            yield f"{'#' * level} {_inline(text, emphasis=False)}"
        case doc.Paragraph(text) | doc.Note(text):
            yield _started(_inline(text))
        case doc.Items():
            yield from _items(block)
        case doc.Facts(facts):
            for fact in facts:
                label = _inline(fact.label, emphasis=False)
                if len(fact.lines) == 1:
                    yield f"- **{label}**: {_inline(fact.lines[0])}"
                else:
                    yield f"- **{label}**"
                    yield from (f"  - {_started(_inline(text))}" for text in fact.lines)
        case doc.Table():
            yield from _table(block)
        case doc.Code(lines):
            # Indented, because no sequence of backquotes in it can end such a block.
            # `::` at the beginning of a line is a command for those who run jobs in CI, indented or not.
            yield from (f"    {_RUN.sub(_AS_CODE, visible(text))}" for text in lines)
        case doc.Figure(caption, table):
            yield f"**{_inline(caption.title, emphasis=False)}**"
            yield ""
            yield from _table(table)


def _items(block: doc.Items) -> Iterator[str]:
    for number, item in block.numbered():
        first = f"{number}. " if block.ordered else "- "
        mark, text = _inline(item.mark), _inline(item.text)
        yield first + _started(text if mark in doc.NO_MARKS else f"{mark} {text}")
        margin = " " * len(first)
        has_code = any(isinstance(inner, doc.Code) for inner in item.inner)
        for lines in _parted(item.inner):
            if has_code:
                # Without a space above it, code would be a line of the paragraph there.
                yield ""
            yield from (f"{margin}{text}" if text else "" for text in lines)


def _table(table: doc.Table) -> Iterator[str]:
    # Bars repeat in blocks what the numbers next to them say.
    shown = [row.cells for row in table.rows if isinstance(row, doc.Row)]
    kept = [n for n in range(len(table.columns)) if not any(isinstance(cells[n], doc.CellFigure) for cells in shown)]
    columns = [table.columns[index] for index in kept]
    # A label is in the first column with room for it.
    roomy = next((index for index, column in enumerate(columns) if column.flex), 0)
    titles = [_cell(column.long or column.title) for column in columns]
    # Long titles of many columns leave none of them room on a page: they are below the table.
    short = sum(map(len, titles)) > _PAGE
    heads = [_cell(column.title) or title for column, title in zip(columns, titles, strict=True)] if short else titles
    rows = [heads if table.header else [""] * len(columns)]
    for row in table.rows:
        if isinstance(row, doc.Row):
            cells = [row.cells[index] for index in kept]
            rows.append([_cell(cell) for cell in cells if not isinstance(cell, doc.CellFigure)])
        elif label := [doc.Span(span.text, strong=True, is_data=span.is_data) for span in line(row.label)]:
            rows.append([_cell(label) if index == roomy else "" for index in range(len(columns))])
    # Dashes for each column: pandoc takes the widths from them. Emphasis takes no room.
    wanted = [max(len(row[index].replace("**", "")) for row in rows) + _PADDING for index in range(len(columns))]
    least = [
        min(need, max(column.narrowest, _NARROWEST)) if column.flex and column.align is doc.Align.LEFT else need
        for column, need in zip(columns, wanted, strict=True)
    ]
    dashes = []
    for column, width in zip(columns, column_widths(wanted, least, _PAGE), strict=True):
        before, after = _ALIGN[column.align]
        dashes.append(f"{before}{'-' * max(width - len(before) - len(after), 2)}{after}")
    yield from map(table_row, [rows[0], dashes, *rows[1:]])
    if explained := [f"{head}: {title}" for head, title in zip(heads, titles, strict=True) if head != title]:
        yield from ("", _started("; ".join(explained) + "."))


def _cell(text: Text) -> str:
    return _inline(text).replace("|", "\\|").replace("\\\\|", "\\|")


def table_row(cells: Sequence[str]) -> str:
    """A row of a table, of cells that are escaped already."""
    return f"| {' | '.join(cells)} |"


def _inline(text: Text, *, emphasis: bool = True) -> str:
    """The spans as Markdown on one line."""
    written = ""
    # Those that differ in tone alone are made one: two bold runs side by side would be no bold run.
    for span in merged(line(text), lambda span: None if span.is_code or span.url else (span.strong, span.is_data)):
        if span.url and written.endswith("!"):
            # `!` before a link would make it a picture, which a reader's program loads.
            written = f"{written[:-1]}\\!"
        if span.is_code:
            written += code_span(span.text)
        elif span.url and _LINK.match(span.url):
            written += f"[{escaped(span.text)}](<{span.url}>)"
        elif span.url:
            # An address that a browser may not follow is text.
            written += escaped(span.text if span.text == span.url else f"{span.text} ({span.url})")
        else:
            shown = escaped(span.text) if span.is_data else html.escape(span.text, quote=False)
            core = shown.strip()
            # Emphasis must not begin or end with a space.
            written += shown.replace(core, f"**{core}**") if span.strong and emphasis and core else shown
    return written.strip()


def _started(text: str) -> str:
    """A line whose beginning is text, and neither markup nor a command."""
    return _AT_START.sub(r"\1\\", text)


# --- Reading ---

_ADDRESSES = ("http://", "https://", "mailto:")


def markdown_blocks(text: str, level: int = 3) -> list[doc.Block]:
    """The blocks of a text; its highest heading becomes one of `level`."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    # Nesting is bounded by the reader itself (`maxNesting`).
    root = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(text))
    depths = [int(node.tag[1:]) for node in root.walk() if node.type == "heading"]
    return list(_blocks(root.children, level - min(depths, default=1)))


def _blocks(nodes: Sequence["SyntaxTreeNode"], deeper: int, *, is_quote: bool = False) -> Iterator[doc.Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield doc.Heading(_line(node), min(int(node.tag[1:]) + deeper, 6))
            case "paragraph":
                yield doc.Paragraph(_line(node), is_quote)
            case "bullet_list" | "ordered_list":
                items = []
                for item in node.children:
                    # What an item says first is its text; an item may also begin with a list or with code.
                    has_text = bool(item.children) and item.children[0].type == "paragraph"
                    text, inner = (_line(item.children[0]), item.children[1:]) if has_text else ("", item.children)
                    items.append(doc.Item(text, inner=list(_blocks(inner, deeper))))
                yield doc.Items(items, node.type == "ordered_list")
            case "blockquote":
                yield from _blocks(node.children, deeper, is_quote=True)
            case "fence" | "code_block":
                yield doc.Code(node.content.rstrip("\n").split("\n"))


def _line(node: "SyntaxTreeNode") -> Line:
    return tuple(span for inline in node.children for span in _spans(inline.children))


def _spans(nodes: Sequence["SyntaxTreeNode"], *, strong: bool = False, url: str | None = None) -> Iterator[Span]:
    for node in nodes:
        match node.type:
            case "text":
                if node.content:
                    yield Span(node.content, strong=strong, is_data=True, url=url)
            case "softbreak" | "hardbreak":
                yield Span(" ", strong=strong, is_data=True)
            case "code_inline":
                yield Span(node.content, is_data=True, is_code=True)
            case "image":
                yield Span(node.content, strong=strong, is_data=True)
            case "link":
                target = str(node.attrs.get("href", ""))
                safe = target if target.lower().startswith(_ADDRESSES) else None
                yield from _spans(node.children, strong=strong, url=safe)
            case _:
                yield from _spans(node.children, strong=strong or node.type in {"strong", "em"}, url=url)
