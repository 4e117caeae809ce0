"""Documents as Word files: real headings, lists, tables, captions, links and a table of contents.

Everything is text: nothing of the data becomes a field, a picture or a formula, and the only external relations are
links to web and mail addresses. Bars are runs of shaded spaces and heat maps shaded cells, always next to the numbers;
what a figure shows is in the description of its table, for people who do not see it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest
from math import ceil

from secon_cli.engine.rounding import apportioned
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
from secon_cli.output.figures import (
    FigureCriterion,
    HeatMap,
    IntervalFigure,
    RankingBar,
    RankingFigure,
    RankInterval,
    SideBar,
    SidesFigure,
)
from secon_cli.output.numbers import percent
from secon_cli.output.plain_text import visible
from secon_cli.output.renderers.docx_package import (
    BULLETS,
    INK,
    MONO,
    MUTED,
    TEXT_WIDTH,
    WASH,
    WordParts,
    attribute,
    field,
    run,
    word_file,
)
from secon_cli.output.renderers.drawing import LIGHT, STRONG, shade, text_on

_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_LINK = re.compile(r"(?i)(https?://[^\s<>\"'`\\]+|mailto:[^\s<>\"'`\\:/?]+)$")
_SPACE = "\u00a0"
"""What bars are made of: it is neither broken nor dropped at the end of a line, and not read aloud."""
_BAR_FONT = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_UNIT = 42
"""Width of a space of a bar, in twentieths of a point: 8 points of Courier New, at 43 % of its width."""
_LETTER = 94
"""Width of a letter of a table at most, on average: columns are planned with it, so that they fit."""
_PADDING = 190
_LONGEST = 36
"""Letters of a column that is not flexible, at most."""
_SMALL = 12
"""Rows up to which a table is kept on one page."""
_ONE_PAGE = 24
"""Rows up to which a figure is kept on one page."""
_SPLIT = 14
"""Lines from which on a row may be split between pages."""
_LONG = 60
"""Blocks from which on a chapter is long."""
_LEVELS = 6
_TONES = {Tone.MUTED: MUTED, Tone.LABEL: MUTED}
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
        self._long = {id(block) for block in _beginning(blocks)} if self._document.chapters else set()
        title = next((_plain(block.text) for block in blocks if isinstance(block, Heading)), "")
        start = len(blocks)
        if self._document.chapters:
            start = next(
                (i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2), start
            )
        cover = "".join(self._blocks(blocks[:start])) if self._document.chapters else ""
        rest = "".join(self._blocks(blocks[start:] if self._document.chapters else blocks))
        contents = self._contents() if self._document.chapters else ""
        return word_file(
            WordParts(
                cover + contents + rest,
                links=list(self._links),
                numbered=self._numbered,
                title=title,
                cover=self._document.chapters,
            )
        )

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        every = list(blocks)
        for block, following in zip_longest(every, every[1:]):
            if isinstance(block, Paragraph) and isinstance(following, Figure | Table):
                yield self._paragraph(block.text, "", "<w:keepNext/>")
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
                yield from (_p(_run_lines(text), "CodeLines") for text in lines)
                yield _p("", "Note")

    def _captioned(self, table: Table) -> Iterator[str]:
        """A table under its caption; one without rows is none that Word opens."""
        if not table.columns or not (table.rows or table.header):
            return
        if _plain(table.caption):
            self._tables += 1
            yield self._caption("Table", self._tables, table.caption)
        yield self._table(table, kept=len(table.rows) <= _SMALL)

    def _headed(self, block: Heading) -> str:
        text = self._heading = _plain(block.text)
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
        return _p(inner, f"Heading{level}", "<w:pageBreakBefore/>" if id(block) in self._long else "")

    def _contents(self) -> str:
        """The table of contents as a field that Word can update, filled with the headings of three levels."""
        entries = [entry for entry in self._entries if entry.level <= 3]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines = [
            _p(
                f'{begin if not place else ""}<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">'
                f"{run(entry.text)}</w:hyperlink>",
                f"TOC{entry.level}",
            )
            for place, entry in enumerate(entries)
        ]
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        heading = _p(run(_CONTENTS), "TOCHeading", "<w:pageBreakBefore/>")
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{heading}{''.join(lines)}"
            f"{_p(run(_UPDATE) + end, 'ContentsNote')}</w:sdtContent></w:sdt>"
        )

    # --- Text --------------------------------------------------------------------------------------------------------

    def _paragraph(self, text: Text, style: str = "", properties: str = "") -> str:
        return _p(self._runs(text), style, properties)

    def _runs(self, text: Text, color: str = "", *, bold: bool = False) -> str:
        """The spans as runs; `color` and `bold` are those of the place that they are in."""
        return "".join(self._span(span, color, bold=bold) for span in line(text))

    def _span(self, span: Span, color: str, *, bold: bool) -> str:
        if span.url:
            address = _LINK.match(span.url)
            if address is None:
                shown = span.text if span.text == span.url else f"{span.text} ({span.url})"
                return run(_clean(shown))
            number = self._links.setdefault(span.url, len(self._links))
            shown = run(_clean(span.text), '<w:rStyle w:val="Hyperlink"/>')
            return f'<w:hyperlink r:id="rId{101 + number}" w:history="1">{shown}</w:hyperlink>'
        parts = [(span.text, span.is_code)]
        if not span.is_data and span.text.count("`") % 2 == 0:
            parts = [(part, place % 2 == 1) for place, part in enumerate(span.text.split("`"))]
        return "".join(
            run(
                _clean(part),
                _letters(
                    bold=bold or span.strong,
                    color=color or _TONES.get(span.tone, ""),
                    code=is_code,
                ),
            )
            for part, is_code in parts
        )

    def _caption(self, kind: str, number: int, text: Text) -> str:
        counted = field(f"SEQ {kind} \\* ARABIC", str(number))
        return _p(run(f"{kind} ") + counted + run(". ") + self._runs(text), "Caption")

    # --- Lists and facts ---------------------------------------------------------------------------------------------

    def _items(self, block: Items, level: int) -> Iterator[str]:
        number = BULLETS
        if block.ordered:
            self._numbered += 1
            number = BULLETS + self._numbered
        for one in block.items:
            item = one if isinstance(one, Item) else Item(one)
            mark = _plain(item.mark)
            if mark in {"-", "", "·"} or block.ordered:
                yield _p(
                    self._runs(item.text),
                    "ListParagraph",
                    numbering=_numbering(min(level, _LEVELS - 1), number),
                )
            else:
                indent = f'<w:ind w:left="{680 + 284 * level}" w:hanging="680"/>' if level else ""
                yield _p(
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
        longest = max(len(_plain(fact.label)) for fact in block.facts)
        label = min(longest * _LETTER + _PADDING, 2700)
        widths = [max(label, 1500), TEXT_WIDTH - max(label, 1500)]
        rows = []
        for fact in block.facts:
            lines = sum(ceil(len(_plain(text)) * _LETTER / widths[1]) for text in fact.lines)
            style, numbering = ("FactItem", _numbering(0, BULLETS)) if len(fact.lines) > 1 else ("TableText", "")
            # A cell without a paragraph is none that Word opens.
            said = "".join(_p(self._runs(text), style, numbering=numbering) for text in fact.lines or ("",))
            cells = [_tc(widths[0], _p(self._runs(fact.label), "FactLabel")), _tc(widths[1], said)]
            rows.append(_tr(cells, whole=lines < _SPLIT))
        return _tbl(rows, widths, "SeconFacts", title=self._heading, header=False) + _gap()

    # --- Tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Table, *, kept: bool = False) -> str:
        columns, heads, widths = self._planned(table)
        rows = []
        if table.header:
            cells = [
                _tc(width, _p(self._runs(head), "TableHead", alignment=column.align), bottom=True)
                for column, head, width in zip(columns, heads, widths, strict=True)
            ]
            rows.append(_tr(cells, header=True))
        ruled = False
        for row in table.rows:
            if isinstance(row, Divider):
                if _plain(row.label):
                    label = _p(self._runs(row.label, MUTED, bold=True), "TableText", "<w:keepNext/>")
                    rows.append(_tr([_tc(sum(widths), label, span=len(widths), fill=WASH)]))
                else:
                    ruled = row.rule
                continue
            rows.append(self._row(row, columns, widths, ruled=ruled))
            ruled = False
        if not rows:
            return ""
        title = _plain(table.caption) or self._heading
        return _tbl(_kept(rows) if kept else rows, widths, "SeconTable", title=title, header=table.header) + _gap()

    def _row(self, row: Row, columns: Sequence[Column], widths: Sequence[int], *, ruled: bool) -> str:
        cells = []
        lines = 1
        for cell, column, width in zip(row.cells, columns, widths, strict=True):
            content = self._cell(cell, width, MUTED if row.muted else "")
            if not isinstance(cell, Bar | DivergingBar | Strip):
                lines = max(lines, ceil(len(_plain(cell)) * _LETTER / max(width - _PADDING, 1)))
            cells.append(_tc(width, _p(content, "TableText", alignment=column.align), ruled=ruled))
        return _tr(cells, whole=lines < _SPLIT)

    def _cell(self, cell: Cell, width: int, color: str) -> str:
        room = max((width - _PADDING) // _UNIT, 4)
        match cell:
            case Bar(value, _, possible, maximum):
                full = min(round(value / maximum * room), room)
                more = min(round((possible or value) / maximum * room), room) - full
                return _bar([(full, STRONG), (more, LIGHT)])
            case DivergingBar(value, maximum):
                half = room // 2
                size = min(round(abs(value) / maximum * half), half) if maximum else 0
                left, right = (size, 0) if value > 0 else (0, size)
                return _bar([(half - left, ""), (left, STRONG), (right, LIGHT), (half - right, "")])
            case Strip(shares):
                if len(shares) > room:
                    # More places than there is room for: each space stands for several, and shows the darkest.
                    ends = [place * len(shares) // room for place in range(room + 1)]
                    shares = tuple(max(shares[start:end]) for start, end in pairwise(ends))
                each = max(room // max(len(shares), 1), 1)
                return _bar([(each, shade(share) if share else "") for share in shares])
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
            texts = [_plain(cell) for cell in cells if not isinstance(cell, Bar | DivergingBar | Strip)]
            words = [_size(word) for text in texts for word in text.split()]
            wide = max((_size(text) for text in texts), default=0)
            head = column.long or column.title
            if len(columns) > 6 and column.align is Align.RIGHT and len(_plain(head)) > 12:
                head = column.title
            head_word = max((len(word) for word in _plain(head).split()), default=0)
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
        yield _p(self._runs(_subtitle(figure)), "FigureNote", "<w:keepNext/>")
        match figure:
            case RankingFigure():
                yield self._ranking(figure)
            case HeatMap():
                yield self._heat_map(figure)
            case SidesFigure():
                yield self._sides(figure)
            case IntervalFigure():
                yield self._intervals(figure)
            case _:
                yield self._table(figure.table)
        yield _p(self._runs(caption.source), "FigureNote")

    def _legend(self, criteria: Sequence[FigureCriterion], shades: Sequence[str] = ()) -> str:
        """The criteria with their headings and weights, each after its shade where bars have several."""
        parts = []
        for place, criterion in enumerate(criteria):
            patch = _bar([(4, shades[place])]) if shades else ""
            heading = "" if shades else f"{criterion.heading} "
            gap = run("   ") if place else ""
            parts.append(
                gap + patch + run(_clean(f" {heading}")) + run(_clean(f"{criterion.title} {percent(criterion.share)}"))
            )
        return _p("".join(parts), "FigureNote", "<w:keepNext/>")

    def _ranking(self, figure: RankingFigure) -> str:
        last = max(len(figure.criteria) - 1, 1)
        shades = [shade(0.92 - 0.72 * place / last) for place in range(len(figure.criteria))]
        scale = 100
        widths = [520, TEXT_WIDTH - 520 - scale * _UNIT - 260 - 1250, scale * _UNIT + 260, 1250]
        heads = ["", "Practice", "0 to 100 points", "Total"]
        aligns = [Align.RIGHT, Align.LEFT, Align.LEFT, Align.RIGHT]
        rows = [
            _tr(
                [
                    _tc(width, _p(run(head), "TableHead", alignment=align), bottom=True)
                    for width, head, align in zip(widths, heads, aligns, strict=True)
                ],
                header=True,
            )
        ]
        rows += [self._ranking_row(bar, widths, shades) for bar in figure.bars]
        if figure.failing and figure.bars:
            label = _p(run(_clean(figure.apart), _letters(bold=True, color=MUTED)), "TableText", "<w:keepNext/>")
            rows.append(_tr([_tc(sum(widths), label, span=len(widths), fill=WASH)]))
        rows += [self._ranking_row(bar, widths, shades) for bar in figure.failing]
        return self._legend(figure.criteria, shades) + self._figure_table(figure, rows, widths)

    def _ranking_row(self, bar: RankingBar, widths: Sequence[int], shades: Sequence[str]) -> str:
        sizes = [round(size) for size in apportioned(list(bar.parts), 0)]
        more = max(round(bar.possible) - sum(sizes), 0)
        before = f" (was {bar.before})" if bar.before.isdigit() else ""
        gate = f"{bar.gate} " if bar.gate else ""
        name = run(_clean(f"{gate}{bar.name}")) + run(_clean(f"  {bar.region}{before}"), _letters(color=MUTED))
        up_to = run(_clean(f" ({bar.up_to})"), _letters(color=MUTED)) if bar.up_to else ""
        drawn = _bar([*zip(sizes, shades, strict=True), (more, "#E6E6E6")])
        return _tr(
            [
                _tc(widths[0], _p(run(bar.rank), "TableText", alignment=Align.RIGHT)),
                _tc(widths[1], _p(name, "TableText")),
                _tc(widths[2], _p(drawn, "TableText"), center=True),
                _tc(widths[3], _p(run(bar.total, _letters(bold=True)) + up_to, "TableText", alignment=Align.RIGHT)),
            ]
        )

    def _heat_map(self, figure: HeatMap) -> str:
        numbered = any(row.number for row in figure.rows)
        cell = min(900, (TEXT_WIDTH - 4200) // max(len(figure.criteria), 1))
        number = 520 if numbered else 0
        widths = [*([number] if numbered else []), TEXT_WIDTH - number - cell * len(figure.criteria) - 900]
        widths += [cell] * len(figure.criteria) + [900]
        names = [*([""] if numbered else []), figure.what, *(one.heading for one in figure.criteria), "Total"]
        left = len(names) - len(figure.criteria) - 1
        rows = [
            _tr(
                [
                    _tc(
                        width,
                        _p(run(_clean(name)), "TableHead", alignment=Align.LEFT if place < left else Align.CENTER),
                        bottom=True,
                    )
                    for place, (width, name) in enumerate(zip(widths, names, strict=True))
                ],
                header=True,
            )
        ]
        for row in figure.rows:
            cells = [_tc(number, _p(run(row.number), "TableText", alignment=Align.RIGHT))] if numbered else []
            sign = f"{row.sign} " if row.sign else ""
            cells.append(_tc(widths[left - 1], _p(run(_clean(f"{sign}{row.name}")), "TableText")))
            for score, text, mark in zip(row.scores, row.texts, row.marks, strict=True):
                fill = shade(score / 100)
                words = run(_clean(f"{text}{mark}"), _letters(color=text_on(fill).removeprefix("#"), bold=bool(mark)))
                cells.append(_tc(cell, _p(words, "TableText", alignment=Align.CENTER), fill=fill, center=True))
            cells.append(_tc(900, _p(run(row.total, _letters(bold=True)), "TableText", alignment=Align.CENTER)))
            rows.append(_tr(cells))
        return self._legend(figure.criteria) + self._figure_table(figure, rows, widths)

    def _sides(self, figure: SidesFigure) -> str:
        bars = [*figure.bars, figure.total]
        most = max((abs(bar.points) for bar in bars), default=0) or 1
        half = 44
        middle = 2 * half * _UNIT + 200
        widths = [TEXT_WIDTH - middle - 3 * 1000, 1000, middle, 1000, 1000]
        first, second = figure.names
        heads: list[tuple[str, Align]] = [
            ("Criterion", Align.LEFT),
            (first, Align.RIGHT),
            ("", Align.LEFT),
            (second, Align.LEFT),
            ("Points", Align.RIGHT),
        ]
        rows = [
            _tr(
                [
                    _tc(width, _p(run(_clean(head)), "TableHead", alignment=align), bottom=True)
                    for width, (head, align) in zip(widths, heads, strict=True)
                ],
                header=True,
            )
        ]
        rows += [self._side_row(bar, widths, most, half, bold=bar is figure.total) for bar in bars]
        return self._figure_table(figure, rows, widths)

    def _side_row(self, bar: SideBar, widths: Sequence[int], most: float, half: int, *, bold: bool) -> str:
        size = round(abs(bar.points) / most * half)
        left, right = (size, 0) if bar.points > 0 else (0, size)
        drawn = _bar([(half - left, ""), (left, STRONG), (right, LIGHT), (half - right, "")])
        own = _letters(bold=bold)
        sign = f" {bar.sign}" if bar.sign else ""
        return _tr(
            [
                _tc(widths[0], _p(run(_clean(bar.title), own), "TableText")),
                _tc(widths[1], _p(run(bar.scores[0], own), "TableText", alignment=Align.RIGHT)),
                _tc(widths[2], _p(drawn, "TableText"), center=True),
                _tc(widths[3], _p(run(bar.scores[1], own), "TableText")),
                _tc(widths[4], _p(run(_clean(f"{bar.text}{sign}"), own), "TableText", alignment=Align.RIGHT)),
            ]
        )

    def _intervals(self, figure: IntervalFigure) -> str:
        """The table of the figure, with the ranks drawn in a column of their own where it has a row for each."""
        rows = [row for row in figure.table.rows if isinstance(row, Row)]
        if len(rows) != len(figure.intervals) or any(
            isinstance(cell, Bar | DivergingBar | Strip) for row in rows for cell in row.cells
        ):
            return self._table(figure.table)
        count = len(rows)
        columns = [*figure.table.columns, Column(f"Ranks 1 to {count}", width=22)]
        drawn = [
            Row(*row.cells, Strip(tuple(_interval_shade(rank, one) for rank in range(1, count + 1))))
            for row, one in zip(rows, figure.intervals, strict=True)
        ]
        return self._table(Table(columns, drawn, caption=figure.caption.title), kept=True)

    def _figure_table(self, figure: Figure, rows: Sequence[str], widths: Sequence[int]) -> str:
        title, description = _plain(figure.caption.title), _plain(figure.caption.description)
        return _tbl(_kept(rows), widths, "SeconFigure", title=title, description=description, header=True) + _gap()


def _beginning(blocks: Sequence[Block]) -> Iterator[Block]:
    """The headings that begin a page: of the first chapter, of long ones and their parts, and of what follows those."""
    chapters = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= 2]
    # The first is the title; a break before the second ends the contents, which may fill their last page.
    after_long = False
    for number, (start, end) in enumerate(zip(chapters, [*chapters[1:], len(blocks)], strict=True)):
        long = end - start > _LONG
        if long or after_long or number == 1:
            yield blocks[start]
        if long:
            # The first part goes on the page of its chapter.
            inside = [place for place in range(start + 1, end) if _is_part(blocks[place])]
            yield from (blocks[place] for place in inside[1:] if not isinstance(blocks[place - 1], Heading))
        after_long = long


def _is_part(block: Block) -> bool:
    return isinstance(block, Heading) and block.level <= 4


def _subtitle(figure: Figure) -> Text:
    """What is drawn; of figures that Word shows in another way than a slide, in the words for it."""
    match figure:
        case RankingFigure(bars=bars, failing=failing):
            every = [*bars, *failing]
            grey = "; grey: possible if unknown facts turn out well" if any(bar.up_to for bar in every) else ""
            signs = _gate_words({bar.gate for bar in every})
            return f"Points of the total: the width of each part is weight × score{grey}{signs}"
        case IntervalFigure(intervals=intervals):
            signs = _gate_words({interval.sign for interval in intervals})
            drawn = "Dark: rank; blue: ranks in nine of ten draws of other weights; pale: what unknown facts allow"
            return f"{drawn}{signs}"
    return figure.caption.subtitle


def _gate_words(signs: set[str]) -> str:
    meanings = {"✗": "gate not met", "?": "gate uncertain"}
    return "".join(f"; {sign} {meaning}" for sign, meaning in meanings.items() if sign in signs)


def _interval_shade(rank: int, interval: RankInterval) -> float:
    """How dark a rank is drawn: the practice's own, one in nine of ten draws, one that the unknown allows."""
    if rank == interval.rank:
        return 1.0
    if interval.usual[0] <= rank <= interval.usual[1]:
        return 0.5
    return 0.15 if interval.possible[0] <= rank <= interval.possible[1] else 0.0


def _fitted(least: Sequence[int], wanted: Sequence[int], flex: Sequence[bool]) -> list[int]:
    """Widths that add up to the page: what is not flexible gets what it wants, the rest is shared by what is wanted."""
    widths = [least[place] if flexible else wanted[place] for place, flexible in enumerate(flex)]
    if sum(widths) > TEXT_WIDTH:
        widths = list(least)
    if sum(widths) > TEXT_WIDTH:
        scale = TEXT_WIDTH / sum(widths)
        widths = [int(width * scale) for width in widths]
    room = TEXT_WIDTH - sum(widths)
    growing = [place for place, flexible in enumerate(flex) if flexible] or [*range(len(widths))]
    asked = [max(wanted[place] - widths[place], 1) for place in growing]
    for place, more in zip(growing, asked, strict=True):
        widths[place] += int(room * more / sum(asked))
    widths[growing[-1]] += TEXT_WIDTH - sum(widths)
    return widths


# --- Elements -------------------------------------------------------------------------------------------------------


def _plain(text: Text | Cell) -> str:
    """The text without marks of code, as it is counted and used in titles."""
    if isinstance(text, Bar | DivergingBar | Strip):
        return ""
    return _clean("".join(span.text if span.is_data else span.text.replace("`", "") for span in line(text)))


def _size(text: str) -> int:
    """The length of a text in letters; signs such as arrows are as wide as two."""
    return sum(2 if char >= "\u2190" else 1 for char in text)


def _clean(text: str) -> str:
    """The text on one line, without characters that XML forbids or that command or turn a text."""
    return visible(_SPACES.sub(" ", text))


def _run_lines(text: str) -> str:
    return run(visible(text), "<w:noProof/>")


def _letters(*, bold: bool = False, color: str = "", code: bool = False, extra: str = "") -> str:
    """The properties of a run, in the order of the schema."""
    return (
        (f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="{MONO}"/>' if code else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:noProof/>" if code else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + extra
    )


def _bar(parts: Iterable[tuple[int, str]]) -> str:
    """Runs of spaces of the same width, each with its shade; no shade is the paper."""
    merged = [(sum(size for size, _ in group), fill) for fill, group in groupby(parts, key=lambda part: part[1])]
    return "".join(
        run(
            _SPACE * size,
            _BAR_FONT
            + '<w:noProof/><w:w w:val="43"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
            + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.removeprefix("#").upper()}"/>' if fill else ""),
        )
        for size, fill in merged
        if size > 0
    )


def _p(
    content: str,
    style: str = "",
    properties: str = "",
    *,
    numbering: str = "",
    indent: str = "",
    alignment: Align = Align.LEFT,
) -> str:
    """A paragraph; `properties` are those that come before its numbering."""
    jc = "" if alignment is Align.LEFT else f'<w:jc w:val="{alignment.value}"/>'
    own = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties + numbering + indent + jc
    return f"<w:p>{f'<w:pPr>{own}</w:pPr>' if own else ''}{content}</w:p>"


def _numbering(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _kept(rows: Sequence[str]) -> list[str]:
    """The rows of a table that goes on one page: all but the last are kept with what follows them."""
    if len(rows) > _ONE_PAGE:
        return list(rows)
    style = '<w:pStyle w:val="TableText"/>'
    kept = f"{style}<w:keepNext/>"
    return [row.replace(kept, style).replace(style, kept) for row in rows[:-1]] + list(rows[-1:])


def _gap() -> str:
    """What keeps two tables apart."""
    return _p("", "FigureNote", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')


def _tc(
    width: int,
    content: str,
    *,
    span: int = 1,
    fill: str = "",
    bottom: bool = False,
    ruled: bool = False,
    center: bool = False,
) -> str:
    """A cell; `ruled` draws a line above it, `bottom` one below."""
    sides = (f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{INK}"/>' if ruled else "") + (
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{MUTED}"/>' if bottom else ""
    )
    own = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f"<w:tcBorders>{sides}</w:tcBorders>" if sides else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.removeprefix("#").upper()}"/>' if fill else "")
        + ('<w:vAlign w:val="center"/>' if center else '<w:vAlign w:val="bottom"/>' if bottom else "")
    )
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{content}</w:tc>"


def _tr(cells: Iterable[str], *, header: bool = False, whole: bool = True) -> str:
    """A row; a header is repeated on each page, and a `whole` one is not split between pages."""
    own = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{own}</w:trPr>' if own else ''}{''.join(cells)}</w:tr>"


def _tbl(
    rows: Sequence[str], widths: Sequence[int], style: str, *, title: str, description: str = "", header: bool
) -> str:
    """A table of fixed columns, with a title and a description for people who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    alternative = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    if description:
        alternative += f'<w:tblDescription w:val="{attribute(description)}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0420" if header else "0400"}" w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{alternative}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
