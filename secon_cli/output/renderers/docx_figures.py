"""Figures in Word: tables with shaded runs and cells, always next to the numbers.

What a figure shows is in the description of its table, for people who do not see it.
"""

from collections.abc import Iterator, Sequence

from secon_cli.engine import apportioned
from secon_cli.output import document as doc
from secon_cli.output.document import Align, Bar, Column, DivergingBar, Figure, Row, Strip, Table, Text
from secon_cli.output.numbers import percent
from secon_cli.output.renderers import docx_elements as word
from secon_cli.output.renderers.drawing import LIGHT, STRONG, shade, text_on

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
