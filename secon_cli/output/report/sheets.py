"""A practice on the page: its facts in the rows of the template, and its scores with the reasons for each number.

Every score has an anchor that the ranking and the heat map lead to; every reason names the field with its line in the
file, and leads to the row that it cites.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from secon_cli.analysis.comparison import reasons
from secon_cli.analysis.profile import PracticeProfile
from secon_cli.analysis.sides import PracticeScore
from secon_cli.engine.assessment import CriterionAssessment, IndicatorAssessment
from secon_cli.output.document import data, prose
from secon_cli.output.numbers import gate_reason, percent, points, total_points
from secon_cli.output.pages.report import row_blocks
from secon_cli.output.pages.shared import GATE_MARKS, ranked_as
from secon_cli.output.pages.template_rows import practice_sheet
from secon_cli.output.renderers.html import element, inline, link_to, plain, render_blocks
from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import AnyMeasure

_STEPS = 3


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A row of the template, or a criterion: its anchor, its heading and what it holds."""

    anchor: str
    heading: str
    figures: str
    content: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """A practice on the page."""

    id: str
    title: str
    file: str
    score: str
    summary: str
    rows: Sequence[SheetPart]
    notes: Sequence[str]
    criteria: Sequence[SheetPart]
    total: str
    steps: Markup


def sheet(profile: PracticeProfile, place: int) -> Sheet:
    """Everything about a practice; `place` makes its anchors, which are many and so short."""
    assessment, rubric = profile.scored.assessment, profile.provenance.rubric
    practice = assessment.practice
    facts = practice_sheet(practice)
    rows = [
        SheetPart(f"{place}.{row.key}", plain(data(row.heading)), "", render_blocks(row_blocks(row)))
        for row in facts.rows
    ]
    # A citation names a row by the last part of its key: `challenges` for `details.challenges`.
    anchors = {row.key.rpartition(".")[2]: part.anchor for row, part in zip(facts.rows, rows, strict=True)}
    reasons = _Reasons(profile, anchors)
    sums = " + ".join(points(printed.contribution) for printed in profile.printed)
    high = points(assessment.range.high)
    up_to = "" if high == points(assessment.total) else f" (up to {high})"
    band = f" · {plain(data(assessment.band))}" if assessment.band else ""
    gate = f"{GATE_MARKS[assessment.gate]} gate {assessment.gate}: {gate_reason(assessment, rubric)}"
    return Sheet(
        id=practice.id,
        title=plain(data(practice.title)),
        file=plain(data(profile.scored.file)),
        score=f"{total_points(assessment.total, rubric)}{up_to}",
        summary=f"Rank {profile.scored.rank} of {profile.ranked}{band} · {gate}{ranked_as(profile.scored)}",
        rows=rows,
        notes=[plain(data(note)) for note in facts.notes],
        criteria=[
            SheetPart(
                anchor_of(place, criterion.id),
                plain(data(rubric.criteria[criterion.id].title)),
                f"{points(criterion.score)}{_up_to(criterion)} × {percent(criterion.weight)} = "
                f"{points(printed.contribution)}",
                element("ul", *reasons.of(criterion, printed.indicators)),
            )
            for criterion, printed in zip(assessment.criteria, profile.printed, strict=True)
        ],
        total=f"{sums} = {points(assessment.total)}",
        steps=element(
            "ol",
            *(
                element(
                    "li",
                    element("strong", f"+{points(step.gain)} ", plain(data(step.title))),
                    ": ",
                    inline(prose(step.improve)),
                )
                for step in profile.steps[:_STEPS]
            ),
        )
        if profile.steps
        else Markup(""),
    )


def anchor_of(place: int, criterion: str) -> str:
    """The anchor of the reasons for a score, by the place of its practice; no row of a template is called so."""
    return f"{place}-{criterion}"


def _up_to(criterion: CriterionAssessment) -> str:
    high = points(criterion.range.high)
    return "" if high == points(criterion.score) else f" (up to {high})"


class _Reasons:
    """Why a practice scores what it scores."""

    def __init__(self, profile: PracticeProfile, rows: Mapping[str, str]) -> None:
        self.profile = profile
        self.practice: Practice = profile.scored.assessment.practice
        self.rubric = profile.provenance.rubric
        self.rows = rows
        """The anchor of each row of the template."""

    def of(self, criterion: CriterionAssessment, printed: Sequence[float]) -> Iterator[Markup]:
        """The indicators of a criterion, and what counted on each."""
        for indicator, part in zip(criterion.indicators, printed, strict=True):
            rule = self.rubric.criteria[criterion.id].indicators[indicator.id]
            score = points(indicator.score) if indicator.assessed else "not assessed"
            yield element(
                "li",
                plain(data(rule.title)),
                " ",
                element("b", score),
                f" × {percent(indicator.weight)} = {points(part)}",
                element("ul", *self._facts(indicator, rule.measure)),
            )

    def _facts(self, indicator: IndicatorAssessment, measure: AnyMeasure) -> Iterator[Markup]:
        fields = [item.field for item in sorted(indicator.counted, key=lambda counted: -counted.points)]
        found = reasons(PracticeScore(self.practice, indicator), measure)
        lines = [self.profile.lines.get(field) for field in fields] if len(fields) == len(found) else []
        for reason, number in zip_longest(found, lines):
            yield element(
                "li",
                element("b", f"+{reason.points:.2f} ") if reason.points else "",
                inline(prose(reason.short)),
                self._cited(reason.evidence),
                element("small", f" line {number}") if number else "",
            )

    def _cited(self, evidence: Sequence[str]) -> Markup:
        """What a fact cites: a row of the template leads there, an address to where it is."""
        links = []
        only = next(iter(self.practice.sources)) if len(self.practice.sources) == 1 else ""
        for cited in evidence:
            row = cited.partition(" ")[0].partition(":")[2]
            # The only source of a practice need not be repeated.
            text = plain(data(cited.removeprefix(f"{only}:")))
            links.append(element("a", text, href=f"#{self.rows[row]}") if row in self.rows else link_to(cited))
        return Markup(" ") + element("cite", Markup(", ").join(links)) if links else Markup("")
