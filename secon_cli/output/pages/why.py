"""The page of `why`: in ten lines, why one practice ranks above another."""

from collections.abc import Iterator

from secon_cli.analysis.comparison import main_reason
from secon_cli.analysis.why import Why
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, muted, strong
from secon_cli.output.numbers import count, gate_reason, percent, points, signed, whole
from secon_cli.output.pages.shared import left_out, provenance_note, without_sides
from secon_cli.practice.time_in_place import GateState

_MOST_STEPS = 2
"""Improvements that are named."""


def why_page(why: Why) -> doc.Document:
    """Ranks and gap; the criteria and facts that make it; what would close it; how often it holds."""
    holds = _share(why.weights.stays)
    with_unknowns = _share(why.weights_and_unknowns.stays)
    unknowns = f", {with_unknowns} with unknown facts" if with_unknowns != holds else ""
    held = f"Order holds in {holds} of {count(why.sampling.draws, 'draw')} of weights{unknowns}."
    ahead, behind = why.ahead.assessment, why.behind.assessment
    first = data(ahead.practice.id, doc.Tone.FIRST, strong=True)
    second = data(behind.practice.id, doc.Tone.SECOND, strong=True)
    totals = f"{points(ahead.total)} and {points(behind.total)}"
    gate = " (gate uncertain)" if ahead.gate is GateState.UNCERTAIN else ""
    unsure = "; unknown facts could reverse it." if why.reversible and not gate else "."
    ranks = line(first, f" ranks {why.ahead.rank}{gate}, ", second, f" {why.behind.rank}")
    if why.by_gate:
        reason = gate_reason(behind, why.provenance.rubric)
        verdict = line(ranks, f", which fails the gate ({reason}). Totals come second: {totals}", unsure)
    elif why.tied:
        verdict = line(first, " and ", second, f" share rank {why.ahead.rank}: {totals}", unsure)
    else:
        gap = points(why.comparison.points) if why.comparison.points else "less than 0.1"
        verdict = line(ranks, f": {totals}, ", strong(f"a gap of {gap}"), unsure)
    return doc.Document(
        [
            doc.Paragraph(verdict),
            doc.Items([*(() if why.by_gate else _reasons(why)), doc.Item(held, "·")]),
            *left_out(why.provenance),
            provenance_note(without_sides(why.provenance), why.comparison.scored, 2),
        ]
    )


def _reasons(why: Why) -> Iterator[doc.Item]:
    """The criteria that make the gap, each with the shortest of the facts that count most, and what would close it."""
    criteria = why.provenance.rubric.criteria
    for reason in why.reasons:
        rule = criteria[reason.criterion]
        first, second = reason.indicator_scores
        title = line(data(rule.title, strong=True), ": ", data(rule.indicators[reason.indicator].title))
        fact = data(main_reason(reason.facts[0]).short)
        text = line(title, muted(f" ({whole(first)} and {whole(second)})"), ": ", fact)
        yield doc.Item(text, strong(signed(reason.points), doc.Tone.FIRST))
    if why.rest:
        others = len(why.comparison.criteria) - len(why.reasons)
        tone = doc.Tone.FIRST if why.rest > 0 else doc.Tone.SECOND
        word = "criterion" if others == 1 else "criteria"
        yield doc.Item(f"on {others} other {word} together", strong(signed(why.rest), tone))
    if why.tied:
        return
    steps = [
        line(data(criteria[step.criterion].indicators[step.indicator].title), f" (up to {signed(step.gain)})")
        for step in why.closing
    ]
    if len(steps) > _MOST_STEPS:
        text = line(f"{len(steps)} steps, first ", steps[0])
    else:
        text = joined(steps, " and ") or line("only time or other weights would do it")
    yield doc.Item(line(muted("To draw level: "), text, "."), "·")


def _share(share: float) -> str:
    """A share of draws in whole percents; 0 % and 100 % only where that is exact."""
    if 0 < share < 0.01:
        return "less than 1 %"
    if 0.99 < share < 1:
        return "more than 99 %"
    return percent(round(share, 2))
