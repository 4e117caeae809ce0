"""Documents as Word files: real headings, lists, tables, captions, links and a table of contents.

The only external relations are links to web and mail addresses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from math import ceil

from secon_cli.engine import apportioned
from secon_cli.output import document as doc
from secon_cli.output.document import (
    Align,
    Bar,
    Block,
    Cell,
    Code,
    Column,
    DivergingBar,
    Divider,
    Document,
    Facts,
    Figure,
    Heading,
    IntervalFigure,
    Item,
    Items,
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
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import visible
from secon_cli.output.renderers import word
from secon_cli.output.renderers.svg import LIGHT, STRONG, shade, text_on

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
_TONES = {Tone.MUTED: word.MUTED, Tone.LABEL: word.MUTED}
"""Colours of tones; a report in black and white loses nothing, so no other tone is coloured."""
_CONTENTS = "Contents"
_UPDATE = "To add page numbers, click into this list and press F9."
"""Only a program that lays out pages knows them; this line goes when it does."""


def render_docx(document: Document) -> bytes:
    """The document as a Word file; one of chapters gets a cover and a table of contents."""
    return _Writer(document).file()


@dataclass(slots=True)
class _Entry:
    """A line of the table of contents."""

    level: int
    text: str
    bookmark: str


class _Writer:
    """Writes the blocks one after the other, and keeps what the parts around them need."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._links: dict[str, int] = {}
        self._numbered = 0
        self._figures = 0
        self._tables = 0
        self._entries: list[_Entry] = []
        self._heading = ""
        self._long: set[int] = set()
        """The headings of long chapters and their parts, which begin a page."""

    def file(self) -> bytes:
        blocks = self._document.blocks
        self._long = {id(block) for block in self._beginning()} if self._document.chapters else set()
        title = next((word.plain(block.text) for block in blocks if isinstance(block, Heading)), "")
        start = len(blocks)
        if self._document.chapters:
            start = next(
                (i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2), start
            )
        cover = "".join(self._blocks(blocks[:start])) if self._document.chapters else ""
        rest = "".join(self._blocks(blocks[start:] if self._document.chapters else blocks))
        contents = self._contents() if self._document.chapters else ""
        return word.word_file(
            cover + contents + rest,
            links=self._links,
            numbered=self._numbered,
            title=title,
            cover=self._document.chapters,
        )

    def _beginning(self) -> Iterator[Block]:
        """The headings that begin a page: of the first chapter, of long ones, their parts and what follows them."""
        blocks = self._document.blocks
        chapters = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= 2]
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
                    if isinstance(block, Heading) and block.level <= 4
                ]
                yield from (block for block, before in parts[1:] if not isinstance(before, Heading))
            after_long = long

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        every = list(blocks)
        for block, following in zip_longest(every, every[1:]):
            if isinstance(block, Paragraph) and isinstance(following, Figure | Table):
                yield self._paragraph(block.text, "", "<w:keepNext/>")
            elif id(following) in self._long:
                # What keeps tables apart would be alone on a page where the table fills one.
                yield "".join(self._block(block)).removesuffix(word.gap())
            else:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._headed(block)
            case Paragraph(text, indent):
                yield self._paragraph(text, "Quote" if indent > 2 else "")
            case Note(text):
                yield self._paragraph(text, "Note")
            case Items():
                yield from self._items(block, 0)
            case Facts():
                yield self._facts(block)
            case Table():
                yield from self._captioned(block)
            case Figure():
                yield from self._figure(block)
            case Code(lines):
                yield from (word.paragraph(word.run(visible(text), "<w:noProof/>"), "CodeLines") for text in lines)
                yield word.paragraph("", "Note")

    def _captioned(self, table: Table) -> Iterator[str]:
        """A table under its caption; without rows nothing, because Word cannot open an empty table."""
        if not table.columns or not (table.rows or table.header):
            return
        if word.plain(table.caption):
            self._tables += 1
            yield self._caption("Table", self._tables, table.caption)
        yield self._table(table, kept=len(table.rows) <= _SMALL)

    def _headed(self, block: Heading) -> str:
        text = self._heading = word.plain(block.text)
        if block.level == 1 and self._document.chapters:
            return self._paragraph(block.text, "Title")
        if block.level == 1:
            # On a page of its own there is no cover to fill.
            own = '<w:pBdr><w:top w:val="nil"/></w:pBdr><w:spacing w:before="0" w:after="200"/>'
            return self._paragraph(block.text, "Title", own)
        level = min(block.level - 1, 5)
        number = len(self._entries) + 1
        entry = _Entry(level, text, f"_Toc{number:06}")
        self._entries.append(entry)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{entry.bookmark}"/>'
        inner = f'{start}{self._runs(block.text)}<w:bookmarkEnd w:id="{number}"/>'
        return word.paragraph(inner, f"Heading{level}", "<w:pageBreakBefore/>" if id(block) in self._long else "")

    def _contents(self) -> str:
        """The table of contents as a field that Word can update, filled with the headings of three levels."""
        entries = [entry for entry in self._entries if entry.level <= 3]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines = [
            word.paragraph(
                f'{begin if not place else ""}<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">'
                f"{word.run(entry.text)}</w:hyperlink>",
                f"TOC{entry.level}",
            )
            for place, entry in enumerate(entries)
        ]
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
                return word.run(word.clean(shown))
            number = self._links.setdefault(span.url, len(self._links))
            shown = word.run(word.clean(span.text), '<w:rStyle w:val="Hyperlink"/>')
            return f'<w:hyperlink r:id="rId{101 + number}" w:history="1">{shown}</w:hyperlink>'
        parts = [(span.text, span.is_code)]
        if not span.is_data and span.text.count("`") % 2 == 0:
            parts = [(part, place % 2 == 1) for place, part in enumerate(span.text.split("`"))]
        return "".join(
            word.run(
                word.clean(part),
                word.letters(bold=bold or span.strong, color=color or _TONES.get(span.tone, ""), code=is_code),
            )
            for part, is_code in parts
        )

    def _caption(self, kind: str, number: int, text: Text) -> str:
        counted = word.field(f"SEQ {kind} \\* ARABIC", str(number))
        return word.paragraph(word.run(f"{kind} ") + counted + word.run(". ") + self._runs(text), "Caption")

    # --- Lists and facts ---------------------------------------------------------------------------------------------

    def _items(self, block: Items, level: int) -> Iterator[str]:
        number = word.BULLETS
        if block.ordered:
            self._numbered += 1
            number = word.BULLETS + self._numbered
        for item in (entry if isinstance(entry, Item) else Item(entry) for entry in block.items):
            mark = word.plain(item.mark)
            if mark in {"-", "", "·"} or block.ordered:
                yield word.paragraph(
                    self._runs(item.text), "ListParagraph", numbering=word.numbered(min(level, _LEVELS - 1), number)
                )
            else:
                indent = f'<w:ind w:left="{680 + 284 * level}" w:hanging="680"/>' if level else ""
                yield word.paragraph(
                    f"{self._runs(item.mark)}<w:r><w:tab/></w:r>{self._runs(item.text)}", "MarkedItem", indent=indent
                )
            for inner in item.inner:
                if isinstance(inner, Items):
                    yield from self._items(inner, level + 1)
                else:
                    yield from self._block(inner)

    def _facts(self, block: Facts) -> str:
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
        return word.table(rows, widths, "SeconFacts", title=self._heading, header=False) + word.gap()

    # --- Tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Table, *, kept: bool = False) -> str:
        columns, heads, widths = self._planned(table)
        rows = []
        if table.header:
            cells = [
                word.cell(width, word.paragraph(self._runs(head), "TableHead", alignment=column.align), bottom=True)
                for column, head, width in zip(columns, heads, widths, strict=True)
            ]
            rows.append(word.row(cells, header=True))
        ruled = False
        for row in table.rows:
            if isinstance(row, Divider):
                if word.plain(row.label):
                    label = word.paragraph(self._runs(row.label, word.MUTED, bold=True), "TableText", "<w:keepNext/>")
                    rows.append(word.row([word.cell(sum(widths), label, span=len(widths), fill=word.WASH)]))
                else:
                    ruled = row.rule
                continue
            rows.append(self._row(row, columns, widths, ruled=ruled))
            ruled = False
        if not rows:
            return ""
        title = word.plain(table.caption) or self._heading
        return (
            word.table(word.kept(rows) if kept else rows, widths, "SeconTable", title=title, header=table.header)
            + word.gap()
        )

    def _row(self, row: Row, columns: Sequence[Column], widths: Sequence[int], *, ruled: bool) -> str:
        cells = []
        lines = 1
        for cell, column, width in zip(row.cells, columns, widths, strict=True):
            content = self._cell(cell, width, word.MUTED if row.muted else "")
            if not isinstance(cell, Bar | DivergingBar | Strip):
                lines = max(lines, ceil(len(word.plain(cell)) * _LETTER / max(width - _PADDING, 1)))
            cells.append(word.cell(width, word.paragraph(content, "TableText", alignment=column.align), ruled=ruled))
        return word.row(cells, whole=lines < _SPLIT)

    def _cell(self, cell: Cell, width: int, color: str) -> str:
        room = max((width - _PADDING) // word.UNIT, 4)
        match cell:
            case Bar(value, _, possible, maximum):
                full = min(round(value / maximum * room), room)
                more = min(round((possible or value) / maximum * room), room) - full
                return word.bar([(full, STRONG), (more, LIGHT)])
            case DivergingBar(value, maximum):
                half = room // 2
                size = min(round(abs(value) / maximum * half), half) if maximum else 0
                left, right = (size, 0) if value > 0 else (0, size)
                return word.bar([(half - left, ""), (left, STRONG), (right, LIGHT), (half - right, "")])
            case Strip(shares):
                if len(shares) > room:
                    # More places than there is room for: each space stands for several, and shows the darkest.
                    ends = [place * len(shares) // room for place in range(room + 1)]
                    shares = tuple(max(shares[start:end]) for start, end in pairwise(ends))
                each = max(room // max(len(shares), 1), 1)
                return word.bar([(each, shade(share) if share else "") for share in shares])
            case _:
                return self._runs(cell, color)

    def _planned(self, table: Table) -> tuple[list[Column], list[Text], list[int]]:
        """The columns, how they are headed, and how wide they are: as wide as their text, and together the page."""
        columns = list(table.columns)
        rows = [row for row in table.rows if isinstance(row, Row)]
        heads: list[Text] = []
        longest, natural = [], []
        for place, column in enumerate(columns):
            cells = [row.cells[place] for row in rows]
            texts = [word.plain(cell) for cell in cells if not isinstance(cell, Bar | DivergingBar | Strip)]
            words = [_size(part) for text in texts for part in text.split()]
            wide = max((_size(text) for text in texts), default=0)
            head = column.long or column.title
            if len(columns) > 6 and column.align is Align.RIGHT and len(word.plain(head)) > 12:
                head = column.title
            head_word = max(map(len, word.plain(head).split()), default=0)
            heads.append(head)
            longest.append(min(max(*words, head_word, 1) if words else max(head_word, 1), 22))
            if any(isinstance(cell, Bar | DivergingBar | Strip) for cell in cells):
                natural.append(max(column.width or 20, 20))
                longest[-1] = min(natural[-1], 16)
            else:
                natural.append(max(min(wide, 400 if column.flex else _LONGEST), longest[-1]))
        least = [letters * _LETTER + _PADDING for letters in longest]
        wanted = [letters * _LETTER + _PADDING for letters in natural]
        return columns, heads, _fitted(least, wanted, [column.flex for column in columns])

    # --- Figures -----------------------------------------------------------------------------------------------------

    def _figure(self, figure: Figure) -> Iterator[str]:
        """The caption, the figure as a table with shaded runs or cells, and where its numbers come from."""
        self._figures += 1
        caption = figure.caption
        yield self._caption("Figure", self._figures, caption.title)
        yield word.paragraph(self._runs(subtitle(figure)), "FigureNote", "<w:keepNext/>")
        if (table := drawn(figure)) is None:
            ranks = with_ranks(figure) if isinstance(figure, IntervalFigure) else None
            table = self._table(ranks, kept=True) if ranks else self._table(figure.table)
        yield table
        yield word.paragraph(self._runs(caption.source), "FigureNote")


def _fitted(least: Sequence[int], wanted: Sequence[int], flex: Sequence[bool]) -> list[int]:
    """Widths that add up to the page: what is not flexible gets what it wants, the rest is shared by what is wanted."""
    widths = [least[place] if flexible else wanted[place] for place, flexible in enumerate(flex)]
    if sum(widths) > word.TEXT_WIDTH:
        widths = list(least)
    if sum(widths) > word.TEXT_WIDTH:
        scale = word.TEXT_WIDTH / sum(widths)
        widths = [int(width * scale) for width in widths]
    room = word.TEXT_WIDTH - sum(widths)
    growing = [place for place, flexible in enumerate(flex) if flexible] or [*range(len(widths))]
    asked = [max(wanted[place] - widths[place], 1) for place in growing]
    for place, more in zip(growing, asked, strict=True):
        widths[place] += int(room * more / sum(asked))
    widths[growing[-1]] += word.TEXT_WIDTH - sum(widths)
    return widths


def _size(text: str) -> int:
    """The length of a text in letters; signs such as arrows are as wide as two."""
    return sum(2 if char >= "\u2190" else 1 for char in text)


# --- Figures ---

_BOLD, _MUTED = word.letters(bold=True), word.letters(color=word.MUTED)
_RANK, _TOTAL, _SCORE = 520, 1250, 1000
"""Widths of columns, in twentieths of a point."""
_HALF = 44
"""Spaces of a bar on each side of the middle."""


def drawn(figure: Figure) -> str | None:
    """The figure as a table; None where its own table says what it shows."""
    match figure:
        case doc.RankingFigure():
            last = max(len(figure.criteria) - 1, 1)
            shades = [shade(0.92 - 0.72 * place / last) for place in range(len(figure.criteria))]
            return _legend(figure.criteria, shades) + _table(figure, *_ranking(figure, shades))
        case doc.HeatMap():
            return _legend(figure.criteria) + _table(figure, *_heat_map(figure))
        case doc.SidesFigure():
            return _table(figure, *_sides(figure))
    return None


def with_ranks(figure: doc.IntervalFigure) -> Table | None:
    """The table of the figure with the ranks drawn in a column of their own; None unless it has a row for each."""
    rows = [row for row in figure.table.rows if isinstance(row, Row)]
    if len(rows) != len(figure.intervals) or any(
        isinstance(cell, Bar | DivergingBar | Strip) for row in rows for cell in row.cells
    ):
        return None
    ranks = range(1, len(rows) + 1)
    columns = [*figure.table.columns, Column(f"Ranks 1 to {len(rows)}", width=22)]
    strips = [Strip(tuple(_darkness(rank, interval) for rank in ranks)) for interval in figure.intervals]
    drawn = [Row(*row.cells, strip) for row, strip in zip(rows, strips, strict=True)]
    return Table(columns, drawn, caption=figure.caption.title)


def subtitle(figure: Figure) -> Text:
    """What is drawn; of figures that Word shows in another way than a slide, in the words for it."""
    match figure:
        case doc.RankingFigure(bars=bars, failing=failing):
            every = [*bars, *failing]
            grey = "; grey: possible if unknown facts turn out well" if any(bar.up_to for bar in every) else ""
            signs = _gate_words({bar.gate for bar in every})
            return f"Points of the total: the width of each part is weight × score{grey}{signs}"
        case doc.IntervalFigure(intervals=intervals):
            drawn = "Dark: rank; blue: ranks in nine of ten draws of other weights; pale: what unknown facts allow"
            return f"{drawn}{_gate_words({interval.sign for interval in intervals})}"
    return figure.caption.subtitle


def _gate_words(signs: set[str]) -> str:
    meanings = {"✗": "gate not met", "?": "gate uncertain"}
    return "".join(f"; {sign} {meaning}" for sign, meaning in meanings.items() if sign in signs)


def _darkness(rank: int, interval: doc.RankInterval) -> float:
    """How dark a rank is drawn: the practice's own, one in nine of ten draws, one that the unknown allows."""
    if rank == interval.rank:
        return 1.0
    if interval.usual[0] <= rank <= interval.usual[1]:
        return 0.5
    return 0.15 if interval.possible[0] <= rank <= interval.possible[1] else 0.0


def _legend(criteria: Sequence[doc.FigureCriterion], shades: Sequence[str] = ()) -> str:
    """The criteria with their headings and weights, each after its shade where bars have several."""
    parts = []
    for place, criterion in enumerate(criteria):
        patch = word.bar([(4, shades[place])]) if shades else ""
        heading = " " if shades else f" {criterion.heading} "
        gap = word.run("   ") if place else ""
        weight = word.run(word.clean(f"{criterion.title} {percent(criterion.share)}"))
        parts.append(gap + patch + word.run(word.clean(heading)) + weight)
    return word.paragraph("".join(parts), "FigureNote", "<w:keepNext/>")


def _table(figure: Figure, widths: Sequence[int], heads: Sequence[tuple[str, Align]], rows: Iterator[str]) -> str:
    cells = [
        word.cell(width, word.paragraph(word.run(word.clean(head)), "TableHead", alignment=align), bottom=True)
        for width, (head, align) in zip(widths, heads, strict=True)
    ]
    title, description = word.plain(figure.caption.title), word.plain(figure.caption.description)
    kept = word.kept([word.row(cells, header=True), *rows])
    return word.table(kept, widths, "SeconFigure", title=title, description=description, header=True) + word.gap()


def _cell(width: int, text: str, align: Align = Align.LEFT, letters: str = "", more: str = "") -> str:
    """A cell with a text, and `more` runs after it."""
    content = word.run(word.clean(text), letters) + more
    return word.cell(width, word.paragraph(content, "TableText", alignment=align))


def _ranking(
    figure: doc.RankingFigure, shades: Sequence[str]
) -> tuple[list[int], list[tuple[str, Align]], Iterator[str]]:
    scale = 100 * word.UNIT + 260
    widths = [_RANK, word.TEXT_WIDTH - _RANK - scale - _TOTAL, scale, _TOTAL]
    heads = [("", Align.RIGHT), ("Practice", Align.LEFT), ("0 to 100 points", Align.LEFT), ("Total", Align.RIGHT)]

    def bars(practices: Sequence[doc.RankingBar]) -> Iterator[str]:
        for bar in practices:
            sizes = [round(size) for size in apportioned(list(bar.parts), 0)]
            more = max(round(bar.possible) - sum(sizes), 0)
            parts = word.bar([*zip(sizes, shades, strict=True), (more, "#E6E6E6")])
            gate = f"{bar.gate} " if bar.gate else ""
            before = f" (was {bar.before})" if bar.before.isdigit() else ""
            region = word.run(word.clean(f"  {bar.region}{before}"), _MUTED)
            up_to = word.run(word.clean(f" ({bar.up_to})"), _MUTED) if bar.up_to else ""
            yield word.row(
                [
                    _cell(widths[0], bar.rank, Align.RIGHT),
                    _cell(widths[1], f"{gate}{bar.name}", more=region),
                    word.cell(widths[2], word.paragraph(parts, "TableText"), center=True),
                    _cell(widths[3], bar.total, Align.RIGHT, _BOLD, up_to),
                ]
            )

    def rows() -> Iterator[str]:
        yield from bars(figure.bars)
        if figure.failing and figure.bars:
            letters = word.letters(bold=True, color=word.MUTED)
            label = word.paragraph(word.run(word.clean(figure.apart), letters), "TableText", "<w:keepNext/>")
            yield word.row([word.cell(sum(widths), label, span=len(widths), fill=word.WASH)])
        yield from bars(figure.failing)

    return widths, heads, rows()


def _heat_map(figure: doc.HeatMap) -> tuple[list[int], list[tuple[str, Align]], Iterator[str]]:
    many = len(figure.criteria)
    score, total = min(900, (word.TEXT_WIDTH - 4200) // max(many, 1)), 900
    numbers = [_RANK] if any(row.number for row in figure.rows) else []
    name = word.TEXT_WIDTH - sum(numbers) - score * many - total
    heads = [*([("", Align.LEFT)] if numbers else []), (figure.what, Align.LEFT)]
    heads += [(head, Align.CENTER) for head in [*(criterion.heading for criterion in figure.criteria), "Total"]]

    def rows() -> Iterator[str]:
        for row in figure.rows:
            cells = [_cell(width, row.number, Align.RIGHT) for width in numbers]
            cells.append(_cell(name, f"{row.sign} {row.name}" if row.sign else row.name))
            for value, text, mark in zip(row.scores, row.texts, row.marks, strict=True):
                fill = shade(value / 100)
                letters = word.letters(color=text_on(fill).removeprefix("#"), bold=bool(mark))
                words = word.run(word.clean(f"{text}{mark}"), letters)
                content = word.paragraph(words, "TableText", alignment=Align.CENTER)
                cells.append(word.cell(score, content, fill=fill, center=True))
            yield word.row([*cells, _cell(total, row.total, Align.CENTER, _BOLD)])

    return [*numbers, name, *[score] * many, total], heads, rows()


def _sides(figure: doc.SidesFigure) -> tuple[list[int], list[tuple[str, Align]], Iterator[str]]:
    bars = [*figure.bars, figure.total]
    most = max(abs(bar.points) for bar in bars) or 1
    middle = 2 * _HALF * word.UNIT + 200
    widths = [word.TEXT_WIDTH - middle - 3 * _SCORE, _SCORE, middle, _SCORE, _SCORE]
    first, second = figure.names
    left, right = Align.LEFT, Align.RIGHT

    def rows() -> Iterator[str]:
        for bar in bars:
            size = round(abs(bar.points) / most * _HALF)
            ahead, behind = (size, 0) if bar.points > 0 else (0, size)
            parts = word.bar([(_HALF - ahead, ""), (ahead, STRONG), (behind, LIGHT), (_HALF - behind, "")])
            letters = _BOLD if bar is figure.total else ""
            yield word.row(
                [
                    _cell(widths[0], bar.title, left, letters),
                    _cell(widths[1], bar.scores[0], right, letters),
                    word.cell(widths[2], word.paragraph(parts, "TableText"), center=True),
                    _cell(widths[3], bar.scores[1], left, letters),
                    _cell(widths[4], f"{bar.text} {bar.sign}" if bar.sign else bar.text, right, letters),
                ]
            )

    return widths, [("Criterion", left), (first, right), ("", left), (second, left), ("Points", right)], rows()
