"""A practice on the page: its facts in the rows of the template, and its scores with the facts that they come from.

A fact is written once, in its row, with the rows of the source that say so. A score names the facts that counted by
their lines in the file, and leads to them; the script writes their words next to it. Every score has an anchor that the
heat map leads to.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from secon_cli.analysis.comparison import reasons
from secon_cli.analysis.profile import PracticeProfile
from secon_cli.analysis.sides import PracticeScore
from secon_cli.engine import CriterionAssessment, IndicatorAssessment
from secon_cli.output.document import data, line, muted, prose
from secon_cli.output.numbers import gate_reason, percent, points, total_points
from secon_cli.output.pages.report import STEPS
from secon_cli.output.pages.shared import GATE_MARKS, ranked_as
from secon_cli.output.pages.template_rows import READ_IN, PracticeSheet, SheetRow, practice_sheet
from secon_cli.output.renderers.html import element, inline, plain
from secon_cli.rubric.measures import AnyMeasure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A practice on the page."""

    id: str
    title: str
    file: str
    score: str
    summary: str
    rows: Sequence[Markup]
    notes: Sequence[str]
    criteria: Sequence[Markup]
    total: str
    steps: Sequence[tuple[str, str, Markup]]
    """Points, title and advice."""


def sheet(profile: PracticeProfile, place: int, without: Collection[str] = ()) -> Sheet:
    """Everything about a practice but the rows `without`; `place` makes its anchors, which are many and so short."""
    assessment, rubric = profile.scored.assessment, profile.provenance.rubric
    facts = practice_sheet(assessment.practice, lettered=True, without=without)
    scores = _Scores(profile, facts, place)
    # First, because facts have an anchor only where a score leads to them.
    criteria = [
        scores.criterion(number, part, printed.contribution, printed.indicators)
        for number, (part, printed) in enumerate(zip(assessment.criteria, profile.printed, strict=True))
    ]
    sums = " + ".join(points(printed.contribution) for printed in profile.printed)
    band = f" · {plain(data(assessment.band))}" if assessment.band else ""
    gate = f"{GATE_MARKS[assessment.gate]} gate {assessment.gate}: {gate_reason(assessment, rubric)}"
    return Sheet(
        id=assessment.practice.id,
        title=plain(data(assessment.practice.title)),
        file=plain(data(profile.scored.file)),
        score=total_points(assessment.total, rubric) + _up_to(assessment.total, assessment.range.high),
        summary=f"Rank {profile.scored.rank} of {profile.ranked}{band} · {gate}{ranked_as(profile.scored)}",
        rows=[scores.row(row) for row in facts.rows],
        notes=[plain(data(note)) for note in facts.notes],
        criteria=criteria,
        total=f"{sums} = {points(assessment.total)}",
        steps=[
            (f"+{points(step.gain)}", plain(data(step.title)), inline(prose(step.improve)))
            for step in profile.steps[:STEPS]
        ],
    )


def anchor_of(place: int, criterion: int) -> str:
    """The anchor of the reasons for a score, by the places of its practice and its criterion."""
    return f"{place}-{criterion}"


def _up_to(score: float, high: float) -> str:
    return "" if points(high) == points(score) else f" (up to {points(high)})"


class _Scores:
    """The scores of a practice, and the facts that they lead to."""

    def __init__(self, profile: PracticeProfile, facts: PracticeSheet, place: int) -> None:
        self.profile, self.place = profile, place
        self.rubric = profile.provenance.rubric
        self.paths = [path for row in facts.rows for fact in row.facts for path in fact.paths]
        self.anchors: dict[str, str] = {}
        """The anchor of each fact that a score leads to, by its address."""

    def criterion(
        self, number: int, criterion: CriterionAssessment, contribution: float, printed: Sequence[float]
    ) -> Markup:
        """A criterion: its arithmetic, its indicators, and what counted on each."""
        rubric = self.rubric.criteria[criterion.id]
        indicators = []
        for indicator, part in zip(criterion.indicators, printed, strict=True):
            rule = rubric.indicators[indicator.id]
            # Its weight in percent is the points that it brings at most.
            score = f" {points(part)} of {percent(indicator.weight).removesuffix(' %')}"
            counted = element("p", *self._counted(indicator, rule.measure))
            indicators.append(element("li", plain(data(rule.title)), score, counted))
        sums = f"{points(criterion.score)}{_up_to(criterion.score, criterion.range.high)} × "
        sums += f"{percent(criterion.weight)} = {points(contribution)}"
        heading = element("h6", plain(data(rubric.title)), " ", element("i", sums))
        return element("div", heading, element("ul", *indicators), id=anchor_of(self.place, number))

    def _counted(self, indicator: IndicatorAssessment, measure: AnyMeasure) -> Iterator[str]:
        """What counted, the most first, with its points unless the one before has as many; else why nothing did."""
        found = reasons(PracticeScore(self.profile.scored.assessment.practice, indicator), measure)
        fields = [item.field for item in sorted(indicator.counted, key=lambda counted: -counted.points)]
        before = 0.0
        for reason, field in zip_longest(found, fields if len(fields) == len(found) else []):
            yield ", " if reason is not found[0] else ""
            yield f"+{round(reason.points, 2):g} " if reason.points != before else ""
            before = reason.points
            said = plain(prose(reason.short.removeprefix("no points: ")))
            path = self._path(field or "")
            if path is None:
                yield f"{said} [{', '.join(reason.evidence)}]" if reason.evidence else said
                continue
            number = self.profile.lines.get(path) or self.profile.lines.get(field or "")
            # A block has no words of its own but those of its facts.
            words = said if path.startswith(f"{field}.") or number is None else str(number)
            yield element("a", words, href=f"#{self._anchor(path, number)}")
            others = sum(one.startswith(f"{field}[") for one in self.paths) - 1
            yield f" and {others} more" if others > 0 else ""

    def _anchor(self, path: str, number: int | None) -> str:
        """The anchor of a fact: its practice and its line; of several facts on a line, also their number."""
        if path not in self.anchors:
            anchor = f"{self.place}.{number or 'fact'}"
            alike = sum(one.split("_")[0] == anchor for one in self.anchors.values())
            self.anchors[path] = f"{anchor}_{alike}" if alike else anchor
        return self.anchors[path]

    def _path(self, field: str) -> str | None:
        """The address of the fact that holds a field: its own, that of what is around it, or of its first part."""
        around = field
        while around and around not in self.paths:
            around = around[: max(around.rfind("."), around.rfind("["), 0)]
        inside = (path for path in self.paths if path.startswith((f"{field}.", f"{field}[")))
        return around or (next(inside, None) if field else None)

    def row(self, row: SheetRow) -> Markup:
        """A row of the template: what has no label as text or a list, the rest in two columns."""
        heading, parts, labelled = [inline(row.heading)], list[Markup](), list[Markup]()
        for fact in row.facts:
            ids = [self.anchors.get(path) for path in fact.paths] or [None] * len(fact.lines)
            if fact.label == READ_IN:
                heading.append(inline(line(muted(" ["), fact.lines[0], muted("]"))))
            elif fact.label:
                labelled.append(element("dt", inline(fact.label)))
                labelled += [element("dd", inline(text), id=id) for text, id in zip(fact.lines, ids, strict=True)]
            elif len(fact.lines) == 1:
                parts.append(element("p", inline(fact.lines[0]), id=ids[0]))
            else:
                items = (element("li", inline(text), id=id) for text, id in zip(fact.lines, ids, strict=True))
                parts.append(element("ul", *items))
        if labelled:
            parts.append(element("dl", *labelled))
        return element("div", element("h5", *heading), *parts)
