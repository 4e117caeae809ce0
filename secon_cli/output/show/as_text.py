"""One practice on the screen: its sheet, the arithmetic of its scores with the evidence, what would raise it."""

from collections.abc import Iterator
from itertools import chain

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.sheet import Sheet
from secon_cli.engine.assessment import CriterionAssessment, IndicatorAssessment
from secon_cli.engine.rounding import apportioned
from secon_cli.output.numbers import GATE_MARKS, GATE_STYLES, gate_reason, percent, points, score_style, span
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_words
from secon_cli.output.sheet import RAISES, notes, place, reached, reasons, rows, what
from secon_cli.output.show.stock_as_text import stock_text
from secon_cli.rubric.measures.base import Counted

_READABLE = 120
"""Columns that prose fills at most."""


def show_text(sheet: Sheet) -> RenderableType:
    """The whole sheet; `console.render` lays it out."""
    parts = (_head(sheet), _facts(sheet), stock_text(sheet), _scores(sheet), _raises(sheet), _foot(sheet))
    return _Page(Group(*chain.from_iterable(parts)))


class _Page:
    """Content no wider than reads well, however wide the destination is."""

    def __init__(self, content: RenderableType) -> None:
        self._content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(self._content, options.update(max_width=min(options.max_width, _READABLE)))


def _head(sheet: Sheet) -> Iterator[RenderableType]:
    assessment, rubric = sheet.scored.assessment, sheet.provenance.rubric
    practice = assessment.practice
    verb = "would rank" if sheet.draft else "rank"
    possible = (
        f", up to {points(assessment.range.high)} possible"
        if span(assessment.range) != points(assessment.total)
        else ""
    )
    yield Text(one_line(practice.title), style="bold")
    yield Text(f"{practice.id} · {one_line(sheet.scored.file)}", style="dim")
    yield Text.assemble(
        (f"{points(assessment.total)} of 100", f"bold {score_style(assessment.total, rubric)}"),
        f"{possible} · {verb} {sheet.scored.rank} of {sheet.ranked} · {assessment.band or 'no band'}"
        f" · {percent(round(assessment.coverage, 2))} known",
    )
    yield Text.assemble(
        (f"{GATE_MARKS[assessment.gate]} gate {assessment.gate}", GATE_STYLES[assessment.gate]),
        f": {gate_reason(assessment, rubric)}",
    )


def _facts(sheet: Sheet) -> Iterator[RenderableType]:
    practice = sheet.scored.assessment.practice
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for heading, lines in rows(practice):
        table.add_row(heading, Text("\n".join(one_line(line) for line in lines)))
    yield Text()
    yield table
    remarks = notes(practice)
    if remarks:
        yield Text()
        yield Text("Notes on the source (*)", style="cyan")
        listed = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
        listed.add_column(width=1)
        listed.add_column(overflow="fold")
        for remark in remarks:
            listed.add_row("-", Text(one_line(remark)))
        yield Padding(listed, (0, 0, 0, 2))


def _scores(sheet: Sheet) -> Iterator[RenderableType]:
    assessment = sheet.scored.assessment
    added = apportioned([criterion.contribution for criterion in assessment.criteria])
    for criterion, contribution in zip(assessment.criteria, added, strict=True):
        yield Text()
        yield _criterion_line(sheet, criterion, contribution)
        parts = apportioned([indicator.contribution for indicator in criterion.indicators])
        for indicator, part in zip(criterion.indicators, parts, strict=True):
            yield from _indicator(sheet, criterion, indicator, part)
    yield Text()
    sums = " + ".join(f"{points(part)}" for part in added)
    yield Text.assemble(("Total", "bold"), f" {sums} = ", (points(assessment.total), "bold"))


def _criterion_line(sheet: Sheet, criterion: CriterionAssessment, contribution: float) -> Text:
    rubric = sheet.provenance.rubric
    title = rubric.criteria[criterion.id].title
    unknown = "" if criterion.coverage > 1 - 1e-9 else f" · {percent(round(criterion.coverage, 2))} known"
    possible = (
        f" (up to {points(criterion.range.high)})" if points(criterion.range.high) != points(criterion.score) else ""
    )
    return Text.assemble(
        (title, "bold"),
        " ",
        (points(criterion.score), f"bold {score_style(criterion.score, rubric)}"),
        f"{possible} × {percent(criterion.weight)} = ",
        (points(contribution), "bold"),
        (unknown, "dim"),
    )


def _indicator(
    sheet: Sheet, criterion: CriterionAssessment, indicator: IndicatorAssessment, contribution: float
) -> Iterator[RenderableType]:
    rubric = sheet.provenance.rubric
    rule = rubric.criteria[criterion.id].indicators[indicator.id]
    score = points(indicator.score) if indicator.assessed else "not assessed"
    sum_of_points = reached(indicator, rule.measure)
    line = Text.assemble(
        f"{rule.title}: ",
        f"{sum_of_points} = " if sum_of_points else "",
        (score, score_style(indicator.score, rubric)),
        f" × {percent(indicator.weight)} = {points(contribution)}",
    )
    yield Padding(line, (0, 0, 0, 2))
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True, justify="right", width=6)
    table.add_column(overflow="fold")
    for item in indicator.counted:
        table.add_row(
            Text(f"+{item.points:.2f}", style="green"),
            _counted(sheet, item),
        )
    for reason, fields in reasons(indicator.not_counted).items():
        named = _threat if rule.measure.threshold is None else place
        places = ", ".join(named(sheet, field) for field in fields)
        table.add_row(Text("·", style="dim"), Text(f"{reason}: {places}", style="dim"))
    if table.rows:
        yield Padding(table, (0, 0, 0, 2))


def _counted(sheet: Sheet, item: Counted) -> Text:
    """What counted in words, the evidence it cites, and where it stands."""
    words = one_line(what(sheet, item.field))
    evidence = f"  [{', '.join(item.evidence)}]" if item.evidence else ""
    if words == item.field:
        return Text.assemble(item.reason or words, (f"{evidence}  {place(sheet, item.field)}", "dim"))
    reason = f"; {item.reason}" if item.reason else ""
    return Text.assemble(words, (f"{evidence}{reason}  {place(sheet, item.field)}", "dim"))


def _threat(sheet: Sheet, field: str) -> str:
    """What stands at a field and where, for the few that speak against a practice."""
    words = one_line(what(sheet, field))
    return place(sheet, field) if words == field else f"{words} ({place(sheet, field)})"


def _raises(sheet: Sheet) -> Iterator[RenderableType]:
    rubric = sheet.provenance.rubric
    doable = [one for one in sheet.improvements if not one.only_time][:RAISES]
    if not doable:
        return
    yield Text()
    yield Text("What would raise the total most", style="bold")
    table = Table(box=box.SIMPLE_HEAD, show_header=False, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False)
    table.add_column(justify="right", no_wrap=True, style="green")
    table.add_column(overflow="fold")
    for one in doable:
        where = f"{rubric.criteria[one.criterion].title}, {one.title}: "
        table.add_row(f"+{points(one.gain)}", Text.assemble((where, "dim"), one.improve))
    yield table
    for one in sheet.improvements:
        if one.only_time:
            yield Text(f"Time alone adds up to {points(one.gain)} more ({one.title.lower()}).", style="dim")


def _foot(sheet: Sheet) -> Iterator[RenderableType]:
    yield Text()
    yield Text(f"{provenance_words(sheet.provenance)} · secon {sheet.provenance.version}", style="dim")
