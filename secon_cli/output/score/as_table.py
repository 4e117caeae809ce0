"""The ranking as a table: one line a practice where there is room, two in 80 columns, and a legend below."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.columns import Columns
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderableType, RenderResult
from rich.text import Span, Text

from secon_cli.analysis.results import Ranking, Scored
from secon_cli.output.numbers import GATE_MARKS, GATE_STYLES, gate_reason, percent, points, score_style
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_line
from secon_cli.practice.time_in_place import GateState

_WIDE = 108
"""From this many columns on, a practice takes one line."""
_NARROWEST = 8
"""Columns that a name takes at least."""
_Column: TypeAlias = tuple[str, int, JustifyMethod]
"""Heading, width and alignment of a column."""
_Cell: TypeAlias = tuple[str, str]
"""A text and its style."""
_GATE_BELOW: tuple[_Column, ...] = (("", 1, "left"), ("", 4, "left"))
"""Below the band, where a practice takes two lines: the mark, and what it is."""


class ScoreTable:
    """The ranking, laid out for the width at which it is printed."""

    def __init__(self, ranking: Ranking, *, legend: bool = True) -> None:
        self._ranking = ranking
        self._with_legend = legend
        self._rubric = ranking.provenance.rubric

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Group(*self._lines(options.max_width))
        yield Text()
        yield Group(*self._legend())

    def _lines(self, width: int) -> Iterator[Text]:
        """The table, line by line: a table of rich takes longer for its cells than reading and scoring take."""
        wide = width >= _WIDE
        columns = self._columns(width, wide=wide)
        yield _line(columns, [(heading, "") for heading, *_ in columns], style="bold")
        yield Text("─" * (sum(size + 1 for _, size, _ in columns) - 1), no_wrap=True, overflow="crop")
        fails = [scored.assessment.gate is GateState.NOT_MET for scored in self._ranking.practices]
        tail = max((index for index, fail in enumerate(fails, start=1) if not fail), default=0)
        for index, scored in enumerate(self._ranking.practices):
            if index and index == tail:
                yield Text()
            style = "dim" if fails[index] else ""
            first, second = self._cells(scored, wide=wide)
            yield _line(columns, first, style=style)
            if second:
                yield _line([*columns[:-1], *_GATE_BELOW], second, style=style)

    def _columns(self, width: int, *, wide: bool) -> list[_Column]:
        """The columns; what the figures leave of the width goes to the names."""
        figures = self._figures(wide=wide)
        rank = max(2, *(len(str(one.rank)) for one in self._ranking.practices))
        room = max(width - sum(size + 1 for _, size, _ in figures) - rank - 1, (2 if wide else 1) * _NARROWEST)
        names: list[_Column] = [("#", rank, "right")]
        if wide:
            region = min(room * 2 // 5, self._longest_region())
            names.append(("Practice", min(room - region - 1, self._longest_title(wide=True)), "left"))
            names.append(("Partner region", region, "left"))
        else:
            names.append(("Practice", min(room, self._longest_title(wide=False)), "left"))
        return [*names, *figures]

    def _figures(self, *, wide: bool) -> list[_Column]:
        sort = self._ranking.provenance.options.get("sort")
        headings = [c.heading + ("▼" if key == sort else "") for key, c in self._rubric.criteria.items()]
        columns: list[_Column] = [(heading, max(cell_len(heading), 3), "right") for heading in headings]
        columns.append(("Total", 6, "right"))
        if wide:
            columns.append(("up to", 5, "right"))
        columns.append(("Known", 5, "right"))
        if wide:
            columns.append(("Gate", 4, "center"))
        return [*columns, ("Band", max(6, *(cell_len(band.name) for band in self._rubric.bands)), "left")]

    def _longest_title(self, *, wide: bool) -> int:
        names = [(_title(one), _region(one)) for one in self._ranking.practices]
        return max((cell_len(name) for pair in names for name in (pair[:1] if wide else pair)), default=8)

    def _longest_region(self) -> int:
        return max((cell_len(_region(one)) for one in self._ranking.practices), default=14)

    def _cells(self, scored: Scored, *, wide: bool) -> tuple[list[_Cell], list[_Cell]]:
        """The cells of the one line of a practice or, where there is less room, of its two."""
        assessment, rubric = scored.assessment, self._rubric
        possible = points(assessment.range.high) if points(assessment.range.high) != points(assessment.total) else ""
        rank, title, region = (str(scored.rank), ""), (_title(scored), ""), (_region(scored), "dim")
        scores = [(f"{one.score:.0f}", score_style(one.score, rubric)) for one in assessment.criteria]
        total = (points(assessment.total), f"bold {score_style(assessment.total, rubric)}")
        known = (percent(round(assessment.coverage, 2)), "")
        gate = (GATE_MARKS[assessment.gate], GATE_STYLES[assessment.gate])
        band = (assessment.band or "–", score_style(assessment.total, rubric))
        if wide:
            return [rank, title, region, *scores, total, (possible, "dim"), known, gate, band], []
        up_to = (f"≤{possible:>5}" if possible else "", "dim")
        below = [("", ""), region, *(("", "") for _ in scores), up_to, ("", ""), gate, ("gate", "dim")]
        return [rank, title, *scores, total, known, band], below

    def _legend(self) -> Iterator[RenderableType]:
        rubric = self._rubric
        for scored in self._ranking.practices:
            assessment = scored.assessment
            if assessment.gate is not GateState.MET:
                mark = Text(f"{GATE_MARKS[assessment.gate]} ", style=GATE_STYLES[assessment.gate])
                reason = f"{_title(scored)}: {gate_reason(assessment, rubric)}."
                yield mark + Text(reason)
        if self._with_legend:
            yield from self._explanations()
        yield provenance_line(self._ranking.provenance, self._ranking.scored, len(self._ranking.practices))

    def _explanations(self) -> Iterator[RenderableType]:
        rubric = self._rubric
        yield Columns(
            [Text(f"{c.heading} {c.title} {percent(rubric.shares[k])}") for k, c in rubric.criteria.items()],
            padding=(0, 2),
        )
        yield Text(
            "Scores run from 0 to 100. The total is what is certain; ≤ or `up to` is what it could be if all that is "
            "vague or unknown turned out well. Known is the share of the weight for which something was stated.",
            style="dim",
        )
        if rubric.gate_years is not None:
            gate = f"Gate: in place for at least {rubric.gate_years:g} years; ✓ met, ✗ not met, ? uncertain."
            yield Text(f"{gate} Practices that do not meet it are ranked after all others.", style="dim")
        bands = ", ".join(f"{band.name} from {band.at_least:g}" for band in rubric.bands)
        yield Text(f"Bands: {bands}. `secon show NAME` explains a line; a part of the title will do.", style="dim")


def _line(columns: Sequence[_Column], cells: Iterable[_Cell], *, style: str = "") -> Text:
    """Cells side by side in their columns, with a blank between; what does not fit into a column ends in `…`."""
    line, spans = "", []
    for (_, size, justify), (whole, colour) in zip(columns, cells, strict=True):
        text = whole if cell_len(whole) <= size else f"{set_cell_size(whole, size - 1)}…"
        blanks = size - cell_len(text)
        before = {"right": blanks, "center": blanks // 2}.get(justify, 0)
        start = len(line) + bool(line) + before
        if colour:
            spans.append(Span(start, start + len(text), colour))
        line = f"{line}{' ' * bool(line)}{' ' * before}{text}{' ' * (blanks - before)}"
    return Text(line, style, spans=spans, no_wrap=True, overflow="ellipsis")


def _title(scored: Scored) -> str:
    return one_line(scored.assessment.practice.title)


def _region(scored: Scored) -> str:
    location = scored.assessment.practice.location
    return f"{location.country} {one_line(location.partner)}"
