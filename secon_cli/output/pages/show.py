"""The page of `show`: total, seven scores and the best steps; with `full` all facts and the whole arithmetic."""

from collections.abc import Iterator
from math import fsum

from secon_cli.analysis.profile import FieldGap, FieldState, PracticeProfile
from secon_cli.engine.assessment import CriterionAssessment, IndicatorAssessment
from secon_cli.engine.rounding import difference_of
from secon_cli.output.document import (
    Align,
    Bar,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Item,
    Items,
    Line,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    Tone,
    code,
    data,
    joined,
    line,
    muted,
    prose,
    strong,
    toned,
)
from secon_cli.output.numbers import count, gate_reason, percent, points
from secon_cli.output.pages.facts import Notes, by_reason, evidence_of, fact_at, place_of, template_rows
from secon_cli.output.pages.shared import gate_span, left_out, provenance_text, ranked_as, score_span, score_tone
from secon_cli.practice.facts import value_at
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.measures.base import Counted

_STEPS = 3
"""Steps that the short page names; the full one names two more."""
_STATES = {
    FieldState.LEFT_OUT: "Not assessed yet (left out of the file)",
    FieldState.EMPTY: "Looked for, and nothing found ([])",
    FieldState.PARTLY: "Partly filled; more can count",
    FieldState.FULL: "Complete",
}


def show_page(profile: PracticeProfile, *, full: bool = False) -> Document:
    """One practice."""
    return Document(
        [
            *left_out(profile.provenance),
            *_head(profile),
            _scores(profile),
            *_steps(profile, _STEPS + 2 if full else _STEPS),
            *_dates(profile),
            *_coverage(profile, full=full),
            *(_facts(profile) if full else ()),
            *(_arithmetic(profile) if full else ()),
            *_foot(profile, full=full),
        ]
    )


def _head(profile: PracticeProfile) -> Iterator[Block]:
    assessment, rubric = profile.scored.assessment, profile.provenance.rubric
    possible = _up_to(assessment.total, assessment.range.high)
    rank = f"{'would rank' if profile.draft else 'rank'} {profile.scored.rank} of {profile.ranked}"
    band = line(" · ", data(assessment.band)) if assessment.band else ""
    known = "" if assessment.coverage > 1 - 1e-9 else f" · {percent(round(assessment.coverage, 3))} assessed"
    yield Heading(data(assessment.practice.title), 1)
    yield Paragraph(line(muted(""), data(f"{assessment.practice.id} · {profile.scored.file}", Tone.MUTED)))
    yield Paragraph(
        line(
            score_span(assessment.total, rubric, f"{points(assessment.total)} of 100", strong=True),
            f"{possible} · {rank}",
            band,
            known,
        )
    )
    yield Paragraph(
        line(
            gate_span(assessment.gate),
            f" gate {assessment.gate}: {gate_reason(assessment, rubric)}{ranked_as(profile.scored)}",
        )
    )


def _up_to(score: float, high: float) -> str:
    """The upper end of a range, where it prints otherwise than the score."""
    return f" (up to {points(high)})" if points(high) != points(score) else ""


def _scores(profile: PracticeProfile) -> Table:
    rubric = profile.provenance.rubric
    assessment = profile.scored.assessment
    possible = any(_up_to(criterion.score, criterion.range.high) for criterion in assessment.criteria)
    rows = []
    for criterion, printed in zip(assessment.criteria, profile.printed, strict=True):
        rows.append(
            Row(
                data(rubric.criteria[criterion.id].title),
                Bar(criterion.score, score_tone(criterion.score, rubric), criterion.range.high),
                score_span(criterion.score, rubric),
                *(
                    [muted(points(criterion.range.high)) if _up_to(criterion.score, criterion.range.high) else ""]
                    if possible
                    else []
                ),
                percent(criterion.weight),
                strong(points(printed.contribution)),
            )
        )
    columns = [
        Column("Criterion", flex=True, narrowest=16, wrap=True),
        Column("", width=20),
        Column("Score", Align.RIGHT),
        *([Column("up to", Align.RIGHT)] if possible else []),
        Column("Weight", Align.RIGHT),
        Column("Adds", Align.RIGHT),
    ]
    return Table(columns, rows)


def _steps(profile: PracticeProfile, most: int) -> Iterator[Block]:
    rubric = profile.provenance.rubric
    steps = profile.steps[:most]
    if not steps:
        return
    yield Heading("What would raise the total most")
    yield Items(
        [
            Item(
                line(
                    data(f"{step.title}: ", strong=True),
                    prose(step.improve),
                    muted(" ("),
                    data(rubric.criteria[step.criterion].title, Tone.MUTED),
                    muted(")"),
                ),
                mark=toned(f"+{points(step.gain)}", Tone.GOOD),
            )
            for step in steps
        ]
    )


def _dates(profile: PracticeProfile) -> Iterator[Block]:
    """What better dates could add; nothing where all dates are precise and the newest source is recent."""
    for step in profile.improvements:
        if step.only_time and step.possible >= 0.05:
            yield Paragraph(
                line(
                    "More precise dates or a newer source could add up to ",
                    toned(f"+{points(step.possible)}", Tone.GOOD),
                    " (",
                    data(step.title),
                    ").",
                )
            )


def _coverage(profile: PracticeProfile, *, full: bool) -> Iterator[Block]:
    """For an unfinished practice: how far each field that counts is filled, and what it is worth."""
    if not profile.unfinished:
        return
    missing = [gap for gap in profile.coverage.fields if gap.state is FieldState.LEFT_OUT and gap.gain > 1e-9]
    if not full:
        if missing:
            worth = points(fsum(gap.gain for gap in missing))
            names = joined([code(gap.field) for gap in missing[:5]])
            more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
            yield Paragraph(line(f"Not assessed yet, worth up to {worth} points: ", names, f"{more}."), tight=False)
        return
    yield Heading("What is filled, and what is missing")
    for state, label in _STATES.items():
        gaps = [gap for gap in profile.coverage.fields if _shown_as(gap) is state and gap.points + gap.gain >= 0.05]
        if gaps:
            yield Heading(label, 3)
            yield Table(
                [
                    Column("Gain", Align.RIGHT),
                    Column("Field"),
                    Column("Has", Align.RIGHT),
                    Column("Indicators", flex=True, wrap=True),
                ],
                [
                    Row(
                        toned(f"+{points(gap.gain)}", Tone.GOOD) if state is not FieldState.FULL else "",
                        code(gap.field),
                        points(gap.points),
                        joined([data(title, Tone.MUTED) for title in gap.titles], "; "),
                    )
                    for gap in gaps
                ],
            )
    total = profile.scored.assessment.total
    yield Paragraph(
        f"{points(total)} points are there, {points(difference_of(100, total))} can still be gained.", tight=False
    )
    if profile.coverage.left_out:
        names = joined([code(field) for field in profile.coverage.left_out])
        yield Paragraph(line("Also left out, and worth no points: ", names, "."))


def _shown_as(gap: FieldGap) -> FieldState:
    """What depends on dates alone is as complete as it can be."""
    return FieldState.FULL if gap.only_time else gap.state


def _facts(profile: PracticeProfile) -> Iterator[Block]:
    practice = profile.scored.assessment.practice
    notes = Notes()
    rows = list(template_rows(practice, notes))
    notes.rest(practice)
    yield Heading("The practice")
    yield Facts(rows)
    if notes.texts:
        yield Heading("Notes on the source", 3)
        yield Items([Item(data(note), mark=f"[{number}]") for number, note in enumerate(notes.texts, start=1)])


def _arithmetic(profile: PracticeProfile) -> Iterator[Block]:
    assessment, rubric = profile.scored.assessment, profile.provenance.rubric
    yield Heading("The scores")
    for criterion, printed in zip(assessment.criteria, profile.printed, strict=True):
        assessed = "" if criterion.coverage > 1 - 1e-9 else f" · {percent(round(criterion.coverage, 3))} assessed"
        yield Heading(
            line(
                data(f"{rubric.criteria[criterion.id].title} "),
                score_span(criterion.score, rubric),
                f"{_up_to(criterion.score, criterion.range.high)} × {percent(criterion.weight)}"
                f" = {points(printed.contribution)}",
                muted(assessed),
            ),
            3,
        )
        yield Items(
            [
                _indicator(profile, criterion, indicator, part)
                for indicator, part in zip(criterion.indicators, printed.indicators, strict=True)
            ]
        )
    sums = " + ".join(points(printed.contribution) for printed in profile.printed)
    yield Paragraph(line(strong("Total"), f" {sums} = ", strong(points(assessment.total))), tight=False)


def _indicator(
    profile: PracticeProfile, criterion: CriterionAssessment, indicator: IndicatorAssessment, part: float
) -> Item:
    rubric = profile.provenance.rubric
    rule = rubric.criteria[criterion.id].indicators[indicator.id]
    score = points(indicator.score) if indicator.assessed else "not assessed"
    sum_of_points = _sum_words(indicator, rule.measure) if indicator.assessed else ""
    text = line(
        data(f"{rule.title}: "),
        f"{sum_of_points} → " if sum_of_points else "",
        toned(score, score_tone(indicator.score, rubric)),
        f" × {percent(indicator.weight)} = {points(part)}",
    )
    facts = [Item(_counted(profile, item), toned(f"+{item.points:.2f}", Tone.GOOD)) for item in indicator.counted]
    practice = profile.scored.assessment.practice
    for reason, fields in by_reason(indicator.not_counted).items():
        places = joined([_missed(profile, field) for field in fields])
        facts.append(Item(line(prose(f"{reason}: ", Tone.MUTED), places), muted("·")))
    return Item(text, inner=[Items(facts)] if facts and practice else ())


def _sum_words(indicator: IndicatorAssessment, measure: AnyMeasure) -> str:
    """The points that counted and those that are enough; empty where a measure does not add points up."""
    if measure.full_points is None:
        return ""
    points_counted = f"{fsum(item.points for item in indicator.counted):.4g}"
    if measure.threshold is None:
        return f"{points_counted} of {measure.full_points:g}"
    return f"{points_counted} ({measure.threshold:g} {'is' if measure.threshold == 1 else 'are'} enough)"


def _counted(profile: PracticeProfile, item: Counted) -> Line:
    """What counted in words, the evidence it cites, and its place in the file."""
    practice = profile.scored.assessment.practice
    said = fact_at(practice, item.field)
    place = data(f"  {place_of(item.field, profile.lines)}", Tone.MUTED)
    if said is None:
        return line(data(item.reason or item.field), place)
    if isinstance(value := value_at(practice, item.field), tuple) and item.reason:
        # Something is stated, and none of it is of a kind that costs points.
        stated = f"{count(len(value), 'item')} stated ({said}); none of the kinds that cost points"
        return line(data(stated), evidence_of(item.evidence), place)
    reason = data(f"; {item.reason}", Tone.MUTED) if item.reason else ""
    # A reason without evidence says so itself.
    evidence = "" if item.reason and not item.evidence else evidence_of(item.evidence)
    return line(data(said), evidence, reason, place)


def _missed(profile: PracticeProfile, field: str) -> Text:
    said = fact_at(profile.scored.assessment.practice, field)
    place = place_of(field, profile.lines)
    return data(place if said is None else f"{said} ({place})", Tone.MUTED)


def _foot(profile: PracticeProfile, *, full: bool) -> Iterator[Block]:
    if not full:
        yield Note(
            line("All facts and the arithmetic: ", code(f"secon show {profile.scored.assessment.practice.id} --full"))
        )
    yield Note(line(provenance_text(profile.provenance), f" · secon {profile.provenance.version}"))
