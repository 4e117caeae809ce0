"""One practice in Markdown: its sheet, the arithmetic with the evidence, what would raise it."""

from collections.abc import Iterator

from secon_cli.analysis.sheet import Sheet
from secon_cli.engine.assessment import CriterionAssessment
from secon_cli.engine.rounding import apportioned
from secon_cli.output.markdown import escaped, row
from secon_cli.output.numbers import gate_reason, percent, points, span
from secon_cli.output.provenance_text import provenance_words
from secon_cli.output.sheet import RAISES, notes, place, reasons, rows, what
from secon_cli.output.show.stock_as_markdown import stock_markdown


def show_markdown(sheet: Sheet) -> str:
    """The whole sheet as one document."""
    return "\n".join([*_head(sheet), *_facts(sheet), *stock_markdown(sheet), *_scores(sheet), *_raises(sheet), ""])


def _head(sheet: Sheet) -> Iterator[str]:
    assessment = sheet.scored.assessment
    verb = "would rank" if sheet.draft else "rank"
    yield f"# {escaped(assessment.practice.title)}"
    yield ""
    yield (
        f"**{points(assessment.total)} of 100** (range {span(assessment.range)}), {verb} {sheet.scored.rank} of "
        f"{sheet.ranked}, {escaped(assessment.band or 'no band')}, {percent(round(assessment.coverage, 2))} known. "
        f"Gate {assessment.gate}: {gate_reason(assessment, sheet.provenance.rubric)}."
    )
    yield ""
    yield f"File: `{sheet.scored.file.replace('`', '')}`. {escaped(provenance_words(sheet.provenance))}."


def _facts(sheet: Sheet) -> Iterator[str]:
    yield from ("", "## The practice", "", row("Row", "Content"), row(":--", ":--"))
    for heading, lines in rows(sheet.scored.assessment.practice):
        yield row(heading, "<br>".join(escaped(line) for line in lines))
    remarks = notes(sheet.scored.assessment.practice)
    if remarks:
        yield from ("", "Notes on the source (\\*):", "")
        yield from (f"- {escaped(remark)}" for remark in remarks)


def _scores(sheet: Sheet) -> Iterator[str]:
    assessment = sheet.scored.assessment
    yield from ("", "## The scores")
    added = apportioned([criterion.contribution for criterion in assessment.criteria])
    for criterion, contribution in zip(assessment.criteria, added, strict=True):
        yield from _criterion(sheet, criterion, contribution)
    yield from ("", f"**Total: {' + '.join(points(part) for part in added)} = {points(assessment.total)}**")


def _criterion(sheet: Sheet, criterion: CriterionAssessment, contribution: float) -> Iterator[str]:
    rule = sheet.provenance.rubric.criteria[criterion.id]
    low, high = points(criterion.score), points(criterion.range.high)
    possible = f" (up to {high})" if high != low else ""
    score = f"{low}{possible} × {percent(criterion.weight)} = {points(contribution)}"
    yield from ("", f"### {escaped(rule.title)}: {score}", "")
    yield from (row("Indicator", "Score", "Weight", "Adds", "What counted", "What did not"), row(*[":--"] * 6))
    parts = apportioned([indicator.contribution for indicator in criterion.indicators])
    for indicator, part in zip(criterion.indicators, parts, strict=True):
        counted = [
            f"+{item.points:.2f} {escaped(what(sheet, item.field))} "
            f"({escaped(', '.join(item.evidence) or 'no evidence')}, {escaped(place(sheet, item.field))})"
            for item in indicator.counted
        ]
        missed = [
            f"{escaped(reason)}: {escaped(', '.join(place(sheet, field) for field in fields))}"
            for reason, fields in reasons(indicator.not_counted).items()
        ]
        yield row(
            escaped(rule.indicators[indicator.id].title),
            points(indicator.score) if indicator.assessed else "not assessed",
            percent(indicator.weight),
            points(part),
            "<br>".join(counted),
            "<br>".join(missed),
        )


def _raises(sheet: Sheet) -> Iterator[str]:
    doable = [one for one in sheet.improvements if not one.only_time][:RAISES]
    if doable:
        yield from ("", "## What would raise the total most", "")
        yield from (f"- **+{points(one.gain)}** {escaped(one.title)}: {escaped(one.improve)}" for one in doable)
    for one in sheet.improvements:
        if one.only_time:
            yield from ("", f"Time alone adds up to {points(one.gain)} more ({escaped(one.title.lower())}).")
