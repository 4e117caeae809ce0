"""Documents as Word files: real headings, lists, tables, captions, links and a table of contents.

The only external relations are links to web and mail addresses.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from secon_cli.engine import apportioned
from secon_cli.output import document as doc
from secon_cli.output.document import Align, Span, Text, line, quoted
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import visible
from secon_cli.output.renderers import word
from secon_cli.output.renderers.svg import LIGHT, STRONG, shade, shades_of, text_on

_LINK = re.compile(r"(?i)(https?://[^\s<>\"'`\\]+|mailto:[^\s<>\"'`\\:/?]+)$")
_LETTER = 94
"""Width of a letter of a table at most, on average: columns are planned with it, so that they fit."""
_PADDING = 190
_LONGEST = 36
"""Letters of a column that is not flexible, at most."""
_SMALL = 12
"""Rows up to which a table is kept on one page."""
_SPLIT = 14
"""Lines from which on a row may be split between pages."""
_LONG = 60
"""Blocks from which on a chapter is long."""
_LEVELS = 6
_TONES = {doc.Tone.MUTED: word.MUTED, doc.Tone.LABEL: word.MUTED}
"""Colours of tones; a report in black and white loses nothing, so no other tone is coloured."""
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
        self._long: set[int] = set()
        """The headings of long chapters and their parts, which begin a page."""

    def file(self) -> bytes:
        blocks, chapters = self._document.blocks, self._document.chapters
        self._long = {id(block) for block in self._beginning()} if chapters else set()
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

    def _beginning(self) -> Iterator[doc.Block]:
        """The headings that begin a page: of the first chapter, of long ones, their parts and what follows them."""
        blocks = self._document.blocks
        chapters = [place for place, block in enumerate(blocks) if isinstance(block, doc.Heading) and block.level <= 2]
        # The first is the title; a break before the second ends the contents, which may fill their last page.
        after_long = False
        for number, (start, end) in enumerate(zip(chapters, [*chapters[1:], len(blocks)], strict=True)):
            long = end - start > _LONG
            if long or after_long or number == 1:
                yield blocks[start]
            if long:
                # The first part goes on the page of its chapter.
                parts = [
                    (block, before)
                    for before, block in pairwise(blocks[start:end])
                    if isinstance(block, doc.Heading) and block.level <= 4
                ]
                yield from (block for block, before in parts[1:] if not isinstance(before, doc.Heading))
            after_long = long

    def _blocks(self, blocks: Iterable[doc.Block]) -> Iterator[str]:
        every = list(blocks)
        for block, following in zip_longest(every, every[1:]):
            if isinstance(block, doc.Paragraph) and isinstance(following, doc.Figure | doc.Table):
                yield self._paragraph(block.text, "", "<w:keepNext/>")
            elif id(following) in self._long:
                # What keeps tables apart would be alone on a page where the table fills one.
                yield "".join(self._block(block)).removesuffix(word.GAP)
            else:
                yield from self._block(block)

    def _block(self, block: doc.Block) -> Iterator[str]:
        match block:
            case doc.Heading():
                yield self._headed(block)
            case doc.Paragraph(text, indent):
                yield self._paragraph(text, "Quote" if indent > 2 else "")
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
        return word.paragraph(inner, f"Heading{level}", "<w:pageBreakBefore/>" if id(block) in self._long else "")

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
        bold, color = bold or span.strong, color or _TONES.get(span.tone, "")
        parts = [(span.text, span.is_code)] if span.is_data else quoted(span.text)
        return "".join(word.text(part, word.letters(bold=bold, color=color, code=is_code)) for part, is_code in parts)

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
        label = min(longest * _LETTER + _PADDING, 2700)
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

    def _table(self, table: doc.Table, *, kept: bool = False) -> str:
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
                    ruled = row.rule
                continue
            rows.append(self._row(row, columns, widths, ruled=ruled))
            ruled = False
        if not rows:
            # Word cannot open an empty table.
            return ""
        title = word.plain(table.caption) or self._heading
        return word.table(word.kept(rows) if kept else rows, widths, "SeconTable", title=title, header=table.header)

    def _row(self, row: doc.Row, columns: Sequence[doc.Column], widths: Sequence[int], *, ruled: bool) -> str:
        cells = []
        lines = 1
        for cell, column, width in zip(row.cells, columns, widths, strict=True):
            content = self._cell(cell, width, word.MUTED if row.muted else "")
            if not isinstance(cell, doc.CellFigure):
                lines = max(lines, ceil(len(word.plain(cell)) * _LETTER / max(width - _PADDING, 1)))
            cells.append(word.cell(width, word.paragraph(content, "TableText", alignment=column.align), ruled=ruled))
        return word.row(cells, whole=lines < _SPLIT)

    def _cell(self, cell: doc.Cell, width: int, color: str) -> str:
        room = max((width - _PADDING) // word.UNIT, 4)
        match cell:
            case doc.Bar(value, _, possible, maximum):
                full = min(round(value / maximum * room), room)
                more = min(round((possible or value) / maximum * room), room) - full
                return word.bar([(full, STRONG), (more, LIGHT)])
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
        least, wanted = [], []
        for place, column in enumerate(columns):
            cells = [row.cells[place] for row in rows]
            texts = [word.plain(cell) for cell in cells if not isinstance(cell, doc.CellFigure)]
            words = [_size(part) for text in texts for part in text.split()]
            wide = max((_size(text) for text in texts), default=0)
            head = column.long or column.title
            if len(columns) > 6 and column.align is Align.RIGHT and len(word.plain(head)) > 12:
                head = column.title
            head_word = max(map(len, word.plain(head).split()), default=0)
            heads.append(head)
            shortest, natural = min(max([*words, head_word, 1]), 22), min(wide, 400 if column.flex else _LONGEST)
            if len(texts) < len(cells):
                natural = max(column.width or 20, 20)
                shortest = min(natural, 16)
            least.append(shortest * _LETTER + _PADDING)
            wanted.append(max(natural, shortest) * _LETTER + _PADDING)
        # What is not flexible gets what it wants, the rest is shared by what is wanted.
        flexible = [place for place, column in enumerate(columns) if column.flex]
        widths = [least[place] if place in flexible else wanted[place] for place in range(len(columns))]
        if sum(widths) > word.TEXT_WIDTH:
            scale = min(word.TEXT_WIDTH / sum(least), 1)
            widths = [int(width * scale) for width in least]
        growing, room = flexible or [*range(len(widths))], word.TEXT_WIDTH - sum(widths)
        asked = [max(wanted[place] - widths[place], 1) for place in growing]
        for place, more in zip(growing, asked, strict=True):
            widths[place] += int(room * more / sum(asked))
        widths[growing[-1]] += word.TEXT_WIDTH - sum(widths)
        return heads, widths

    # --- Figures -----------------------------------------------------------------------------------------------------

    def _figure(self, figure: doc.Figure) -> Iterator[str]:
        """The caption, the figure as a table with shaded runs or cells, and where its numbers come from."""
        yield self._caption("Figure", figure.caption.title)
        yield self._paragraph(figure.caption.subtitle, "FigureNote", "<w:keepNext/>")
        match figure:
            case doc.RankingFigure():
                shades = shades_of(figure)
                yield _legend(figure.criteria, shades) + _ranking(figure, shades)
            case doc.HeatMap():
                yield _legend(figure.criteria) + _heat_map(figure)
            case _:
                yield self._table(figure.table, kept=True)
        yield self._paragraph(figure.caption.source, "FigureNote")


def _size(text: str) -> int:
    """The length of a text in letters; signs such as arrows are as wide as two."""
    return sum(2 if char >= "\u2190" else 1 for char in text)


# --- Figures: tables with shaded runs and cells, next to the numbers -------------------------------------------------

_BOLD, _MUTED = word.letters(bold=True), word.letters(color=word.MUTED)
_RANK, _TOTAL = 520, 1250
"""Widths of columns, in twentieths of a point."""


class _Column(NamedTuple):
    """A column of a figure's table: its heading and its width; one that is `drawn` holds bars or shades."""

    head: str
    width: int
    align: Align = Align.LEFT
    drawn: bool = False


def _legend(criteria: Sequence[doc.FigureCriterion], shades: Sequence[str] = ()) -> str:
    """The criteria with their headings and weights, each after its shade where bars have several."""
    parts = []
    for place, criterion in enumerate(criteria):
        patch = word.bar([(4, shades[place])]) if shades else ""
        heading = word.text(" " if shades else f" {criterion.heading} ")
        weight = word.text(f"{criterion.title} {percent(criterion.share)}")
        parts.append(patch + heading + weight)
    return word.paragraph(word.run("   ").join(parts), "FigureNote", "<w:keepNext/>")


def _table(figure: doc.Figure, columns: Sequence[_Column], rows: Iterable[str]) -> str:
    cells = [
        word.cell(width, word.paragraph(word.text(head), "TableHead", alignment=align), bottom=True)
        for head, width, align, _ in columns
    ]
    title, description = word.plain(figure.caption.title), word.plain(figure.caption.description)
    kept = word.kept([word.row(cells, header=True), *rows])
    widths = [column.width for column in columns]
    return word.table(kept, widths, "SeconFigure", title=title, description=description, header=True)


def _row(columns: Sequence[_Column], contents: Sequence[str], fills: Mapping[int, str] = MappingProxyType({})) -> str:
    """A row of runs; `fills` are shades of cells, by the place of their column."""
    return word.row(
        word.cell(
            column.width,
            word.paragraph(content, "TableText", alignment=column.align),
            fill=fills.get(place, ""),
            center=column.drawn,
        )
        for place, (column, content) in enumerate(zip(columns, contents, strict=True))
    )


def _ranking(figure: doc.RankingFigure, shades: Sequence[str]) -> str:
    scale = 100 * word.UNIT + 260
    columns = [
        _Column("", _RANK, Align.RIGHT),
        _Column("Practice", word.TEXT_WIDTH - _RANK - scale - _TOTAL),
        _Column("0 to 100 points", scale, drawn=True),
        _Column("Total", _TOTAL, Align.RIGHT),
    ]
    rows = []
    for place, bar in enumerate([*figure.bars, *figure.failing]):
        if place and place == len(figure.bars):
            letters = word.letters(bold=True, color=word.MUTED)
            apart = word.paragraph(word.text(figure.apart, letters), "TableText", "<w:keepNext/>")
            rows.append(word.row([word.cell(word.TEXT_WIDTH, apart, span=len(columns), fill=word.WASH)]))
        sizes = [round(size) for size in apportioned(list(bar.parts), 0)]
        more = max(round(bar.possible) - sum(sizes), 0)
        before = f" (was {bar.before})" if bar.before.isdigit() else ""
        name = word.text(f"{bar.gate} {bar.name}" if bar.gate else bar.name)
        contents = [
            word.text(bar.rank),
            name + word.text(f"  {bar.region}{before}", _MUTED),
            word.bar([*zip(sizes, shades, strict=True), (more, "#E6E6E6")]),
            word.text(bar.total, _BOLD) + (word.text(f" ({bar.up_to})", _MUTED) if bar.up_to else ""),
        ]
        rows.append(_row(columns, contents))
    return _table(figure, columns, rows)


def _heat_map(figure: doc.HeatMap) -> str:
    many = len(figure.criteria)
    score, total = min(900, (word.TEXT_WIDTH - 4200) // max(many, 1)), 900
    numbers = [_Column("", _RANK, Align.RIGHT)] if any(row.number for row in figure.rows) else []
    columns = [
        *numbers,
        _Column(figure.what, word.TEXT_WIDTH - _RANK * len(numbers) - score * many - total),
        *(_Column(criterion.heading, score, Align.CENTER, drawn=True) for criterion in figure.criteria),
        _Column("Total", total, Align.CENTER),
    ]
    rows = []
    for row in figure.rows:
        contents = [word.text(row.number)] if numbers else []
        contents.append(word.text(f"{row.sign} {row.name}" if row.sign else row.name))
        fills = {len(contents) + place: shade(value / 100) for place, value in enumerate(row.scores)}
        for fill, text, mark in zip(fills.values(), row.texts, row.marks, strict=True):
            letters = word.letters(color=text_on(fill).removeprefix("#"), bold=bool(mark))
            contents.append(word.text(f"{text}{mark}", letters))
        rows.append(_row(columns, [*contents, word.text(row.total, _BOLD)], fills))
    return _table(figure, columns, rows)
