"""Two sides on the screen: who is ahead by how much, on what, because of which practices and facts."""

from collections.abc import Iterator
from typing import TypeAlias

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.comparison import Ahead, Comparison, CriterionComparison, IndicatorComparison, Lesson
from secon_cli.analysis.sides import PracticeScore, Side
from secon_cli.output.compare.facts import (
    MOST_FACTS,
    MOST_INDICATORS,
    MOST_LESSONS,
    MOST_PRACTICES,
    cut,
    facts,
    telling,
    visits,
)
from secon_cli.output.compare.words import MARK, allows, allows_not, labels, made_of, verdict
from secon_cli.output.numbers import GATE_MARKS, GATE_STYLES, percent, points, score_style, signed, span
from secon_cli.output.plain_text import one_line
from secon_cli.output.provenance_text import provenance_line
from secon_cli.rubric.measures import AnyMeasure

_READABLE = 120
"""Columns that are filled at most."""
_ROOMY = 72
"""From this many columns on, there is room for bars and weights."""
_WIDEST_BAR = 24
_ENDS = 3
"""Of a side of many practices, so many are named at the top and at the bottom."""
SIDE_STYLES = ("cyan", "magenta")
"""The colours of A and B."""

_Column: TypeAlias = tuple[str | Text, int, JustifyMethod]
"""Heading, width and alignment of a column."""


class CompareTable:
    """The comparison, laid out for the width at which it is printed; `top` criteria are looked behind."""

    def __init__(self, comparison: Comparison, *, top: int) -> None:
        self._comparison = comparison
        self._top = top
        self._rubric = comparison.provenance.rubric

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, _READABLE)
        parts = [*self._head(), self._scores(width), *self._says(), *self._behind(), *self._lessons(), *self._foot()]
        yield from console.render(Group(*parts), options.update(max_width=width))

    def _head(self) -> Iterator[RenderableType]:
        for letter, side, name, style in zip(
            "AB", self._comparison.sides, labels(self._comparison), SIDE_STYLES, strict=True
        ):
            possible = "" if span(side.range) == points(side.total) else f", up to {points(side.range.high)} possible"
            yield Text.assemble(
                (f"{letter} {one_line(name)}", f"bold {style}"),
                f"  {points(side.total)}{possible} · {one_line(made_of(side))}",
            )
            yield _indented(self._members(side), 2)
        yield Text()

    def _members(self, side: Side) -> RenderableType:
        """The practices of a side; of many, the first and the last."""
        table = _plain_table()
        table.add_column(justify="right", no_wrap=True, width=5)
        table.add_column(width=1)
        table.add_column(overflow="fold")
        shown = list(side.practices)
        if len(shown) > 2 * _ENDS + 1:
            shown = [*shown[:_ENDS], *shown[-_ENDS:]]
        for place, one in enumerate(shown):
            if place == _ENDS and len(shown) < len(side.practices):
                table.add_row("", "", Text(f"… {len(side.practices) - len(shown)} between them", style="dim"))
            table.add_row(
                Text(points(one.total), style=score_style(one.total, self._rubric)),
                Text(GATE_MARKS[one.gate], style=GATE_STYLES[one.gate]),
                Text.assemble(one_line(one.practice.title), (f"  {one.practice.id}", "dim")),
            )
        return table

    def _scores(self, width: int) -> Table:
        titles = [one_line(self._rubric.criteria[one.id].title) for one in self._comparison.criteria]
        roomy = width >= _ROOMY
        fixed = 37 if roomy else 26
        longest = max(cell_len(title) for title in [*titles, "Criterion"])
        title = max(min(longest, width - fixed - (11 if roomy else 0)), 10)
        bar = min((width - fixed - title) // 2, _WIDEST_BAR) if roomy else 0
        table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
        columns = _columns(title, bar, roomy=roomy)
        for heading, size, justify in columns:
            table.add_column(heading, justify=justify, width=size, overflow="fold")
        for one in self._comparison.by_size:
            mark = MARK if one.ahead is Ahead.OPEN else ""
            name = one_line(self._rubric.criteria[one.id].title)
            weight = percent(round(one.weight, 3))
            table.add_row(
                *self._cells(name, one.scores, one.difference_printed, weight, one.points, mark, bar=bar, roomy=roomy)
            )
        table.add_section()
        mark = MARK if self._comparison.conclusion.ahead is Ahead.OPEN else ""
        totals = self._comparison.first.total, self._comparison.second.total
        points_apart = self._comparison.points
        cells = self._cells("Total", totals, points_apart, "", points_apart, mark, bar=bar, roomy=roomy)
        table.add_row(*cells, style="bold")
        return table

    def _cells(
        self,
        name: str,
        scores: tuple[float, float],
        difference: float,
        weight: str,
        weighted: float,
        mark: str,
        *,
        bar: int,
        roomy: bool,
    ) -> Iterator[RenderableType]:
        first, second = (Text(points(score), style=score_style(score, self._rubric)) for score in scores)
        yield Text(name)
        yield first
        if roomy:
            yield from_the_middle(scores, bar)
        yield second
        yield Text(signed(difference), style=_lead_style(difference))
        if roomy:
            yield Text(weight, style="dim")
        yield Text(signed(weighted), style=f"bold {_lead_style(weighted)}")
        yield Text(mark, style="yellow")

    def _says(self) -> Iterator[RenderableType]:
        yield Text()
        for sentence in verdict(self._comparison):
            yield Text(one_line(sentence))
        yield from _listed("What this allows to conclude", allows(self._comparison))
        yield from _listed("What it does not", allows_not(self._comparison))

    def _behind(self) -> Iterator[RenderableType]:
        chosen = [one for one in self._comparison.by_size[: self._top] if one.points]
        if not chosen:
            return
        yield Text()
        title = "largest difference" if len(chosen) == 1 else f"{len(chosen)} largest differences"
        yield _section(f"Behind the {title}")
        for one in chosen:
            yield from self._criterion(one)

    def _criterion(self, criterion: CriterionComparison) -> Iterator[RenderableType]:
        rule = self._rubric.criteria[criterion.id]
        yield Text()
        yield Text.assemble((f"{one_line(rule.title)} ", "bold"), *self._sum(criterion.scores, criterion.points))
        differing = [one for one in criterion.by_size if one.points]
        shown = cut(differing, MOST_INDICATORS)[0]
        for indicator in differing:
            title = (f"{one_line(rule.indicators[indicator.id].title)} ", "underline")
            yield _indented(Text.assemble(title, *self._sum(indicator.scores, indicator.points)), 2)
            if indicator in shown:
                yield _indented(self._practices(criterion, indicator), 4)
        alike = [one_line(rule.indicators[one.id].title) for one in criterion.by_size if not one.points]
        if alike:
            yield _indented(Text(f"No difference to speak of: {'; '.join(alike)}", style="dim"), 2)

    def _sum(self, scores: tuple[float, float], weighted: float) -> Iterator[Text]:
        first, second = scores
        yield Text("A ", style=SIDE_STYLES[0])
        yield Text(points(first), style=score_style(first, self._rubric))
        yield Text(" B ", style=SIDE_STYLES[1])
        yield Text(points(second), style=score_style(second, self._rubric))
        yield Text(": ")
        yield Text(signed(weighted), style=f"bold {_lead_style(weighted)}")
        yield Text(" points")

    def _practices(self, criterion: CriterionComparison, indicator: IndicatorComparison) -> Table:
        measure = self._rubric.criteria[criterion.id].indicators[indicator.id].measure
        table = _plain_table()
        table.add_column(width=1)
        table.add_column(justify="right", no_wrap=True, width=3)
        table.add_column(overflow="fold")
        ahead = [indicator.difference >= 0, indicator.difference < 0]
        for letter, behind, leads, style in zip("AB", indicator.practices, ahead, SIDE_STYLES, strict=True):
            shown, more = telling(behind, ahead=leads)
            for one in shown:
                score = one.indicator.score
                number = Text(f"{score:.0f}", style=score_style(score, self._rubric))
                table.add_row(Text(letter, style=style), number, Text(one.practice.id))
                table.add_row("", "", _facts(one, measure))
            if more:
                table.add_row("", "", Text(f"and {more} more", style="dim"))
        return table

    def _lessons(self) -> Iterator[RenderableType]:
        yield Text()
        yield _section("What each side could teach the other")
        for learner, teacher, lessons in zip("AB", "BA", self._comparison.lessons, strict=True):
            yield Text()
            style = SIDE_STYLES["AB".index(teacher)]
            yield Text.assemble(("What ", "bold"), (teacher, f"bold {style}"), (f" could teach {learner}", "bold"))
            if not lessons:
                yield _indented(
                    Text(
                        f"Nothing stands out: nowhere is {learner} empty where a practice of {teacher} is full.",
                        style="dim",
                    ),
                    2,
                )
                continue
            shown, more = cut(lessons, MOST_LESSONS)
            for lesson in shown:
                yield from self._lesson(lesson, learner)
            if more:
                titles = [one_line(self._title(lesson)) for lesson in lessons[len(shown) :]]
                yield _indented(Text(f"And also: {'; '.join(titles)}", style="dim"), 2)
            yield from self._visits(lessons)

    def _title(self, lesson: Lesson) -> str:
        return self._rubric.criteria[lesson.criterion].indicators[lesson.indicator].title

    def _lesson(self, lesson: Lesson, learner: str) -> Iterator[RenderableType]:
        criterion = self._rubric.criteria[lesson.criterion]
        unknown = f"; not assessed in {learner}" if lesson.unknown else ""
        yield Padding(
            Text.assemble(
                (one_line(self._title(lesson)), "underline"),
                (f"  {one_line(criterion.title)}, up to {points(lesson.worth)} points{unknown}", "dim"),
            ),
            (0, 0, 0, 2),
        )
        shown, more = cut(lesson.full, MOST_PRACTICES)
        for one in shown:
            yield _indented(Text(one.practice.id), 4)
            yield _indented(_facts(one, criterion.indicators[lesson.indicator].measure), 4)
        if more:
            others = ", ".join(one.practice.id for one in lesson.full[len(shown) :])
            yield _indented(Text(f"also full: {others}", style="dim"), 4)

    def _visits(self, lessons: tuple[Lesson, ...]) -> Iterator[RenderableType]:
        yield _indented(Text("Practices to visit", style="underline"), 2)
        for visit in visits(lessons):
            yield Padding(Text.assemble(visit.id, (f"  {one_line(visit.where)}", "dim")), (0, 0, 0, 4))
            if visit.run_by:
                yield _indented(Text(f"run by {one_line(visit.run_by)}"), 6)
            if visit.documentation:
                documents, more = cut(visit.documentation, MOST_FACTS)
                rest = f"; and {more} more" if more else ""
                yield Padding(Text(one_line(f"to learn it from: {'; '.join(documents)}{rest}")), (0, 0, 0, 6))

    def _foot(self) -> Iterator[RenderableType]:
        yield Text()
        yield Text(
            "Scores run from 0 to 100 and are means of the practices of a side. Points are weight × (A − B), in points "
            f"of the total; they add up to the difference of the totals. {MARK} marks what cannot be told apart.",
            style="dim",
        )
        yield Text(
            "More: secon show ID for one practice; secon explain NAME for a criterion or an indicator.", style="dim"
        )
        used = {one for side in self._comparison.sides for one in side.ids}
        yield provenance_line(self._comparison.provenance, self._comparison.scored, len(used))


def _columns(title: int, bar: int, *, roomy: bool) -> list[_Column]:
    """The columns of the table of scores; bars and weights only where there is room."""
    first, second = (Text(letter, style=style) for letter, style in zip("AB", SIDE_STYLES, strict=True))
    bars: list[_Column] = [("", 2 * bar + 1, "left")] if roomy else []
    weights: list[_Column] = [("Weight", 6, "right")] if roomy else []
    names: list[_Column] = [("Criterion", title, "left"), (first, 5, "right"), *bars, (second, 5, "right")]
    return [*names, ("A − B", 6, "right"), *weights, ("Points", 6, "right"), ("", 1, "left")]


def from_the_middle(scores: tuple[float, float], width: int) -> Text:
    """Two bars that grow from the middle, the first to the left, in steps of half a cell."""
    left, right = (round(2 * width * score / 100) for score in scores)
    first = ("▐" if left % 2 else "") + "█" * (left // 2)
    second = "█" * (right // 2) + ("▌" if right % 2 else "")
    return Text.assemble((first.rjust(width), SIDE_STYLES[0]), ("│", "dim"), (second.ljust(width), SIDE_STYLES[1]))


def _facts(behind: PracticeScore, measure: AnyMeasure) -> Table:
    table = _plain_table()
    table.add_column(width=1)
    table.add_column(overflow="fold")
    shown, more = cut(facts(behind, measure), MOST_FACTS)
    for one in shown:
        evidence = f"  [{one_line(', '.join(one.evidence))}]" if one.evidence else ""
        mark = Text("+", style="green") if one.counted else Text("·", style="dim")
        table.add_row(mark, Text.assemble(one_line(one.text), (evidence, "dim")))
    if more:
        table.add_row("", Text(f"and {more} more", style="dim"))
    return table


def _listed(title: str, sentences: Iterator[str]) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold")
    table = _plain_table()
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for sentence in sentences:
        table.add_row("-", Text(one_line(sentence)))
    yield _indented(table, 2)


def _indented(content: RenderableType, by: int) -> RenderableType:
    return Padding(content, (0, 0, 0, by))


def _section(title: str) -> RenderableType:
    return Rule(Text(title, style="bold"), align="left", style="dim")


def _plain_table() -> Table:
    return Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)


def _lead_style(difference: float) -> str:
    if not difference:
        return "dim"
    return SIDE_STYLES[0] if difference > 0 else SIDE_STYLES[1]
