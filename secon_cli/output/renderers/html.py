"""Documents as HTML: semantic elements with a few classes, no style of their own, and every text escaped.

Markup is made in `element` alone, which escapes what is not markup already. Nothing carries a `style` attribute: sizes
of bars are classes from `v0` to `v100`, so that a page can forbid all styles but its own. A report has ten thousand
elements, so each is written as briefly as HTML allows: without quotes and ends that it does not need.
"""

import html
import re
from collections.abc import Iterable

from markupsafe import Markup

from secon_cli.output import document as doc
from secon_cli.output.document import Align, Span, Text, line, merged
from secon_cli.output.plain_text import spaced, visible

_ADDRESS = re.compile(r"(?i)(?:https?://|mailto:)[^\s<>\"'`\\]+$")
"""The addresses that a link may lead to; a browser would run others."""
_NO_END = frozenset({"br", "col", "input", "dd", "dt", "li", "p", "td", "th", "tr", "thead", "tbody"})
"""Elements whose end HTML lets be left out: those that have none, and those that a parent or a sibling ends.

After a paragraph, that is a block or the end of what it is in; never text.
"""
_UNQUOTED = re.compile(r"[^\s\"'=<>`/&]+")
"""Values of attributes that need no quotes."""
_ALIGNED = {Align.LEFT: None, Align.RIGHT: "num", Align.CENTER: "mid"}
_FEW = 2
"""Columns up to which a table fits a telephone."""


def element(name: str, *content: str, **attributes: object) -> Markup:
    """An element; content and attributes are escaped unless they are markup. None leaves an attribute out.

    `class_` is written without the underscore, other underscores as hyphens.
    """
    # Not `Markup.format`, which takes most of the time of a large report.
    written = ""
    for key, value in attributes.items():
        if value is not None:
            text = str(value)
            shown = text if _UNQUOTED.fullmatch(text) else f'"{html.escape(text)}"'
            written += f" {key.rstrip('_').replace('_', '-')}={shown}"
    inside = "".join(map(_escaped, content))
    return Markup(f"<{name}{written}>{inside}" if name in _NO_END else f"<{name}{written}>{inside}</{name}>")


def _escaped(text: str) -> Markup:
    """Text between elements, where quotation marks need no escape."""
    return text if isinstance(text, Markup) else Markup(html.escape(text, quote=False))


def render_blocks(blocks: Iterable[doc.Block]) -> Markup:
    """The blocks as HTML, without figures: a page draws those itself."""
    return Markup("\n".join(_block(block) for block in blocks if not isinstance(block, doc.Figure)))


def inline(text: Text) -> Markup:
    """A text with what is emphasised, typed or linked."""
    # A third of the size of a report.
    spans = merged(line(text), lambda span: None if span.is_code or span.url else (span.tone, span.strong))
    return Markup("".join(map(_span, spans)))


def plain(text: Text) -> str:
    """A text without any markup, for an attribute."""
    return "".join(spaced(span.text) for span in line(text))


def level(value: float, maximum: float = 100) -> str:
    """The class that gives a bar its length or a cell its shade: `v0` to `v100`."""
    return f"v{min(max(round(100 * value / maximum), 0), 100)}" if maximum else "v0"


def _span(span: Span) -> Markup:
    if span.is_code:
        return element("code", spaced(span.text), class_=_tone(span))
    shown = _escaped(spaced(span.text))
    if span.url is not None:
        # An address that a browser may not follow is text.
        address = spaced(span.url)
        if _ADDRESS.match(address) and address == span.url.strip():
            shown = element("a", shown, href=address)
        elif shown != _escaped(address):
            shown = Markup("{} ({})").format(shown, address)
    if span.strong:
        shown = element("b", shown, class_=_tone(span))
    elif span.tone is doc.Tone.MUTED:
        shown = element("i", shown)
    elif span.tone is not doc.Tone.NORMAL:
        shown = element("span", shown, class_=_tone(span))
    return shown


def _tone(span: Span) -> str | None:
    return None if span.tone is doc.Tone.NORMAL else str(span.tone)


def _block(block: doc.Block) -> Markup:
    match block:
        case doc.Heading(text, depth):
            return element(f"h{min(depth, 6)}", inline(text))
        case doc.Paragraph(text) | doc.Note(text):
            return element("p", inline(text), class_="note" if isinstance(block, doc.Note) else None)
        case doc.Items(_, ordered):
            items = []
            for _, item in block.numbered():
                mark, shown = inline(item.mark), inline(item.text)
                if mark not in doc.NO_MARKS:
                    shown = element("b", mark, class_="mark") + " " + shown
                items.append(element("li", shown, *map(_block, item.inner)))
            return element("ol" if ordered else "ul", *items)
        case doc.Facts(facts):
            parts = []
            for fact in facts:
                parts += [element("dt", inline(fact.label)), *(element("dd", inline(text)) for text in fact.lines)]
            return element("dl", *parts)
        case doc.Table():
            return _table(block)
        case doc.Code(lines):
            return element("pre", element("code", "\n".join(visible(text) for text in lines)))
        case _:
            raise AssertionError("a page draws its figures itself")


def _table(table: doc.Table) -> Markup:
    """A table; one of many columns can be read row by row where the screen is narrow, with the headings as labels."""
    heads = [column.long or column.title for column in table.columns]
    lead = next((n for n, column in enumerate(table.columns) if column.flex), 0)
    body = []
    for row in table.rows:
        if isinstance(row, doc.Row):
            cells = []
            for n, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                # Words say what they are; numbers below each other do not.
                labelled = table.header and n != lead and column.align is not Align.LEFT and cell
                kind, label = _ALIGNED[column.align], (plain(heads[n]) or None) if labelled else None
                # A bar repeats the number next to it.
                shown = Markup("") if isinstance(cell, doc.CellFigure) else inline(cell)
                name, scope = ("th", "row") if n == lead else ("td", None)
                cells.append(element(name, shown, class_=kind, data_label=label, scope=scope))
            body.append(element("tr", *cells))
        elif line(row.label):
            label = element("th", inline(row.label), colspan=len(heads), scope="rowgroup")
            body.append(element("tr", label, class_="divider"))
    head = Markup("")
    if table.header:
        titles = [(inline(text), _ALIGNED[column.align]) for text, column in zip(heads, table.columns, strict=True)]
        # An empty cell of the head is not a heading.
        cells = [
            element("th", title, scope="col", class_=kind) if title else element("td", class_=kind)
            for title, kind in titles
        ]
        head = element("thead", element("tr", *cells))
    return element("table", head, element("tbody", *body), class_="rows" if len(heads) > _FEW else None)
