"""Documents as Word files: real headings, lists, tables, captions, links and a table of contents.

The only external relations are links to web and mail addresses.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from math import ceil

from secon_cli.engine import apportioned
from secon_cli.output import document as doc
from secon_cli.output.document import Align, Span, Text, line
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import visible
from secon_cli.output.renderers import column_widths, word
from secon_cli.output.renderers.svg import LIGHT, STRONG, shade, shades_of, text_on

_LINK = re.compile(r"(?i)(https?://[^\s<>\"'`\\]+|mailto:[^\s<>\"'`\\:/?]+)$")
_LETTER = 94
"""Width of a letter of a table at most, on average: columns are planned with it, so that they fit."""
_WIDE = 124
"""The same in a wide font, such as a program takes where Calibri is missing: words and rows of a table fit in it, too.
"""
_PADDING = 190
_LONGEST = 36
"""Letters of a column that is not flexible, at most."""
_SMALL = 12
"""Rows up to which a table is kept on one page."""
_MOST_ROWS, _MOST_LINES = 24, 40
"""Up to which a figure is kept on one page: one that fills it would leave its caption alone on the page before."""
_SPLIT = 14
"""Lines from which on a row may be split between pages."""
_LEVELS = 6
_TONES = {doc.Tone.MUTED: word.MUTED, doc.Tone.LABEL: word.MUTED}
"""Colours of tones; a report in black and white loses nothing, so no other tone is coloured."""
_GREY = "#E6E6E6"
_CONTENTS = "Contents"
_UPDATE = "To add page numbers, click into this list and press F9."
"""Only a program that lays out pages knows them; this line goes when it does."""


def render_docx(document: doc.Document) -> bytes:
    """The document as a Word file; one of chapters gets a cover and a table of contents."""
    return _Writer(document).file()


class _Writer:
    """Writes the blocks one after the other, and keeps what the parts around them need."""

    def __init__(self, document: doc.Document) -> None:
        self._document = document
        self._links: dict[str, int] = {}
        self._numbered = 0
        self._captions: Counter[str] = Counter()
        self._entries: list[tuple[int, str]] = []
        """Level and text of the lines of the table of contents."""
        self._heading = ""

    def file(self) -> bytes:
        blocks, chapters = self._document.blocks, self._document.chapters
        headings = [(place, block) for place, block in enumerate(blocks) if isinstance(block, doc.Heading)]
        start = next((place for place, block in headings if block.level == 2), len(blocks)) if chapters else 0
        cover, rest = ("".join(self._blocks(part)) for part in (blocks[:start], blocks[start:]))
        return word.word_file(
            cover + (self._contents() if chapters else "") + rest,
            links=self._links,
            numbered=self._numbered,
            title=word.plain(headings[0][1].text) if headings else "",
            cover=chapters,
        )

    def _blocks(self, blocks: Iterable[doc.Block]) -> Iterator[str]:
        every = list(blocks)
        for block, following in zip_longest(every, every[1:]):
            if isinstance(block, doc.Paragraph) and isinstance(following, doc.Figure | doc.Table):
                yield self._paragraph(block.text, "", "<w:keepNext/>")
            elif isinstance(following, doc.Heading) and following.new_page:
                # What keeps tables apart would be alone on a page where the table fills one.
                yield "".join(self._block(block)).removesuffix(word.GAP)
            else:
                yield from self._block(block)

    def _block(self, block: doc.Block) -> Iterator[str]:
        match block:
            case doc.Heading():
                yield self._headed(block)
            case doc.Paragraph(text, is_quote):
                yield self._paragraph(text, "Quote" if is_quote else "")
            case doc.Note(text):
                yield self._paragraph(text, "Note")
            case doc.Items():
                yield from self._items(block, 0)
            case doc.Facts():
                yield self._facts(block)
            case doc.Table():
                if word.plain(block.caption) and block.columns and (block.rows or block.header):
                    yield self._caption("Table", block.caption)
                yield self._table(block, kept=len(block.rows) <= _SMALL)
            case doc.Figure():
                yield from self._figure(block)
            case doc.Code(lines):
                yield from (word.paragraph(word.run(visible(text), "<w:noProof/>"), "CodeLines") for text in lines)
                yield word.paragraph("", "Note")

    def _headed(self, block: doc.Heading) -> str:
        text = self._heading = word.plain(block.text)
        if block.level == 1 and self._document.chapters:
            return self._paragraph(block.text, "Title")
        if block.level == 1:
            # On a page of its own there is no cover to fill.
            own = '<w:pBdr><w:top w:val="nil"/></w:pBdr><w:spacing w:before="0" w:after="200"/>'
            return self._paragraph(block.text, "Title", own)
        level = min(block.level - 1, 5)
        self._entries.append((level, text))
        number = len(self._entries)
        start = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number:06}"/>'
        inner = f'{start}{self._runs(block.text)}<w:bookmarkEnd w:id="{number}"/>'
        return word.paragraph(inner, f"Heading{level}", "<w:pageBreakBefore/>" if block.new_page else "")

    def _contents(self) -> str:
        """The table of contents as a field that Word can update, filled with the headings of three levels."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines: list[str] = []
        for number, (level, text) in enumerate(self._entries, start=1):
            if level <= 3:
                link = f'<w:hyperlink w:anchor="_Toc{number:06}" w:history="1">{word.run(text)}</w:hyperlink>'
                lines.append(word.paragraph(link if lines else begin + link, f"TOC{level}"))
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        heading = word.paragraph(word.run(_CONTENTS), "TOCHeading", "<w:pageBreakBefore/>")
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{heading}{''.join(lines)}"
            f"{word.paragraph(word.run(_UPDATE) + end, 'ContentsNote')}</w:sdtContent></w:sdt>"
        )

    # --- Text --------------------------------------------------------------------------------------------------------

    def _paragraph(self, text: Text, style: str = "", properties: str = "") -> str:
        return word.paragraph(self._runs(text), style, properties)

    def _runs(self, text: Text, color: str = "", *, bold: bool = False) -> str:
        """The spans as runs; `color` and `bold` are those of the place that they are in."""
        return "".join(self._span(span, color, bold=bold) for span in line(text))

    def _span(self, span: Span, color: str, *, bold: bool) -> str:
        if span.url:
            address = _LINK.match(span.url)
            if address is None:
                shown = span.text if span.text == span.url else f"{span.text} ({span.url})"
                return word.text(shown)
            number = self._links.setdefault(span.url, len(self._links))
            shown = word.text(span.text, '<w:rStyle w:val="Hyperlink"/>')
            return f'<w:hyperlink r:id="rId{101 + number}" w:history="1">{shown}</w:hyperlink>'
        color = color or _TONES.get(span.tone, "")
        return word.text(span.text, word.letters(bold=bold or span.strong, color=color, code=span.is_code))

    def _caption(self, kind: str, text: Text) -> str:
        self._captions[kind] += 1
        number = word.field(f"SEQ {kind} \\* ARABIC", str(self._captions[kind]))
        return word.paragraph(word.run(f"{kind} ") + number + word.run(". ") + self._runs(text), "Caption")

    # --- Lists and facts ---------------------------------------------------------------------------------------------

    def _items(self, block: doc.Items, level: int) -> Iterator[str]:
        number = word.BULLETS
        if block.ordered:
            self._numbered += 1
            number = word.BULLETS + self._numbered
        for _, item in block.numbered():
            mark = word.plain(item.mark)
            if mark in doc.NO_MARKS or block.ordered:
                yield word.paragraph(
                    self._runs(item.text), "ListParagraph", numbering=word.numbered(min(level, _LEVELS - 1), number)
                )
            else:
                indent = f'<w:ind w:left="{680 + 284 * level}" w:hanging="680"/>' if level else ""
                yield word.paragraph(
                    f"{self._runs(item.mark)}<w:r><w:tab/></w:r>{self._runs(item.text)}", "MarkedItem", indent=indent
                )
            for inner in item.inner:
                if isinstance(inner, doc.Items):
                    yield from self._items(inner, level + 1)
                else:
                    yield from self._block(inner)

    def _facts(self, block: doc.Facts) -> str:
        if not block.facts:
            return ""
        longest = max(len(word.plain(fact.label)) for fact in block.facts)
        label = min(longest * _WIDE + _PADDING, 2700)
        widths = [max(label, 1500), word.TEXT_WIDTH - max(label, 1500)]
        rows = []
        for fact in block.facts:
            lines = sum(ceil(len(word.plain(text)) * _LETTER / widths[1]) for text in fact.lines)
            style, numbering = (
                ("FactItem", word.numbered(0, word.BULLETS)) if len(fact.lines) > 1 else ("TableText", "")
            )
            # Word cannot open a cell without a paragraph.
            said = "".join(word.paragraph(self._runs(text), style, numbering=numbering) for text in fact.lines or ("",))
            cells = [
                word.cell(widths[0], word.paragraph(self._runs(fact.label), "FactLabel")),
                word.cell(widths[1], said),
            ]
            rows.append(word.row(cells, whole=lines < _SPLIT))
        return word.table(rows, widths, "SeconFacts", title=self._heading, header=False)

    # --- Tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: doc.Table, *, kept: bool = False, description: str = "") -> str:
        if not table.columns:
            return ""
        columns = table.columns
        heads, widths = self._planned(table)
        rows = []
        if table.header:
            cells = [
                word.cell(width, word.paragraph(self._runs(head), "TableHead", alignment=column.align), bottom=True)
                for column, head, width in zip(columns, heads, widths, strict=True)
            ]
            rows.append(word.row(cells, header=True))
        ruled = False
        for row in table.rows:
            if isinstance(row, doc.Divider):
                if word.plain(row.label):
                    label = word.paragraph(self._runs(row.label, word.MUTED, bold=True), "TableText", "<w:keepNext/>")
                    rows.append(word.row([word.cell(sum(widths), label, span=len(widths), fill=word.WASH)]))
                else:
                    ruled = True
                continue
            rows.append(self._row(row, columns, widths, ruled=ruled))
            ruled = False
        if not rows:
            # Word cannot open an empty table.
            return ""
        if kept and len(rows) <= _MOST_ROWS and sum(_lines(row, widths) for row in table.rows) <= _MOST_LINES:
            rows = word.kept(rows)
        title = word.plain(table.caption) or self._heading
        return word.table(rows, widths, "SeconTable", title=title, description=description, header=table.header)

    def _row(self, row: doc.Row, columns: Sequence[doc.Column], widths: Sequence[int], *, ruled: bool) -> str:
        cells = []
        for cell, column, width in zip(row.cells, columns, widths, strict=True):
            fill = color = ""
            if not isinstance(cell, doc.CellFigure) and (
                shares := [span.shade for span in line(cell) if span.shade is not None]
            ):
                fill = shade(shares[0])
                color = text_on(fill).removeprefix("#")
            content = word.paragraph(self._cell(cell, width, color), "TableText", alignment=column.align)
            center = isinstance(cell, doc.CellFigure)
            cells.append(word.cell(width, content, fill=fill, ruled=ruled, center=center))
        return word.row(cells, whole=_lines(row, widths) < _SPLIT)

    def _cell(self, cell: doc.Cell, width: int, color: str) -> str:
        room = max((width - _PADDING) // word.UNIT, 4)
        match cell:
            case doc.Bar(value, _, possible, maximum, parts):
                sizes = [
                    round(size) for size in apportioned([min(part / maximum, 1) * room for part in parts or [value]], 0)
                ]
                more = round(min((possible or value) / maximum, 1) * room) - sum(sizes)
                shades, lighter = (shades_of(parts), _GREY) if parts else ([STRONG], LIGHT)
                return word.bar([*zip(sizes, shades, strict=True), (more, lighter)])
            case doc.DivergingBar(value, maximum):
                half = room // 2
                size = min(round(abs(value) / maximum * half), half) if maximum else 0
                left, right = (size, 0) if value > 0 else (0, size)
                return word.bar([(half - left, ""), (left, STRONG), (right, LIGHT), (half - right, "")])
            case doc.Strip(shares):
                if len(shares) > room:
                    # More places than there is room for: each space stands for several, and shows the darkest.
                    ends = [place * len(shares) // room for place in range(room + 1)]
                    shares = tuple(max(shares[start:end]) for start, end in pairwise(ends))
                each = max(room // max(len(shares), 1), 1)
                return word.bar([(each, shade(share) if share else "") for share in shares])
            case _:
                return self._runs(cell, color)

    def _planned(self, table: doc.Table) -> tuple[list[Text], list[int]]:
        """How columns are headed, and how wide they are: as wide as their text, and together the page."""
        columns, rows = table.columns, [row for row in table.rows if isinstance(row, doc.Row)]
        heads: list[Text] = []
        shortest, least, wanted = list[int](), list[int](), list[int]()
        for place, column in enumerate(columns):
            cells = [row.cells[place] for row in rows]
            texts = [word.plain(cell) for cell in cells if not isinstance(cell, doc.CellFigure)]
            words = [_size(part) for text in texts for part in text.split()]
            wide = max((_size(text) for text in texts), default=0)
            head = column.long or column.title
            if len(columns) > 6 and column.align is Align.RIGHT:
                head = column.title
            head_word = max(map(len, word.plain(head).split()), default=0)
            heads.append(head)
            word_size, natural = min(max([*words, head_word, 1]), 22), min(wide, 400 if column.flex else _LONGEST)
            if len(texts) < len(cells):
                natural = max(column.width or 20, 20)
                word_size = min(natural, 16)
            shortest.append(word_size * _WIDE + _PADDING)
            wanted.append(max(natural * _LETTER, word_size * _WIDE) + _PADDING)
            least.append(shortest[-1] if column.flex else wanted[-1])
        if sum(least) > word.TEXT_WIDTH:
            least = shortest
        widths = column_widths(wanted, least, word.TEXT_WIDTH)
        widths = [width * word.TEXT_WIDTH // sum(widths) for width in widths]
        widths[-1] += word.TEXT_WIDTH - sum(widths)
        return heads, widths

    # --- Figures -----------------------------------------------------------------------------------------------------

    def _figure(self, figure: doc.Figure) -> Iterator[str]:
        """The caption, the figure as a table with shaded runs or cells, and where its numbers come from."""
        caption, table, criteria = figure
        yield self._caption("Figure", caption.title)
        yield self._paragraph(caption.subtitle, "FigureNote", "<w:keepNext/>")
        cells = [cell for row in table.rows if isinstance(row, doc.Row) for cell in row.cells]
        has_parts = any(isinstance(cell, doc.Bar) and cell.parts for cell in cells)
        legend = [
            (word.bar([(4, fill)]) + word.text(" ") if has_parts else word.text(f" {criterion.heading} "))
            + word.text(f"{criterion.title} {percent(criterion.share)}")
            for criterion, fill in zip(criteria, shades_of(criteria), strict=True)
        ]
        if legend:
            yield word.paragraph(word.run("   ").join(legend), "FigureNote", "<w:keepNext/>")
        yield self._table(table, kept=True, description=word.plain(caption.description))
        yield self._paragraph(caption.source, "FigureNote")


def _lines(row: doc.Row | doc.Divider, widths: Sequence[int]) -> int:
    """About how many lines a row takes, rather more than less."""
    if isinstance(row, doc.Divider):
        return 1
    texts = [
        len(word.plain(cell)) * _WIDE / max(width - _PADDING, 1)
        for cell, width in zip(row.cells, widths, strict=True)
        if not isinstance(cell, doc.CellFigure)
    ]
    return max(1, *map(ceil, texts))


def _size(text: str) -> int:
    """The length of a text in letters; signs such as arrows are as wide as two."""
    return sum(2 if char >= "\u2190" else 1 for char in text)
