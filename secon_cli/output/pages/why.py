"""The page of `why`: in ten lines, why one practice ranks above another."""

from collections.abc import Iterator
from dataclasses import replace

from secon_cli.analysis.comparison import main_reason
from secon_cli.analysis.results import Scored
from secon_cli.analysis.why import Why
from secon_cli.output import document as doc
from secon_cli.output.document import data, joined, line, muted, strong
from secon_cli.output.numbers import count, gate_reason, percent, points, signed, whole
from secon_cli.output.pages.shared import left_out, provenance_note
from secon_cli.practice.time_in_place import GateState

_MOST_STEPS = 2
"""Improvements that are named."""


def why_page(why: Why) -> doc.Document:
    """Ranks and gap; the criteria and facts that make it; what would close it; how often it holds."""
    items = [*_reasons(why), *_closing(why)]
    holds = _share(why.weights.stays)
    with_unknowns = _share(why.weights_and_unknowns.stays)
    unknowns = f", {with_unknowns} with unknown facts" if with_unknowns != holds else ""
    draws = count(why.sampling.draws, "draw")
    items.append(doc.Item(f"Order holds in {holds} of {draws} of weights{unknowns}.", "·"))
    options = {name: value for name, value in why.provenance.options.items() if name not in ("first", "second")}
    return doc.Document(
        [
            doc.Paragraph(_verdict(why)),
            doc.Items(items),
            *left_out(why.provenance),
            provenance_note(replace(why.provenance, options=options), why.comparison.scored, 2),
        ]
    )


def _name(scored: Scored, tone: doc.Tone) -> doc.Line:
    return line(data(scored.assessment.practice.id, tone, strong=True))


def _ahead(why: Why) -> doc.Line:
    return _name(why.ahead, doc.Tone.FIRST)


def _behind(why: Why) -> doc.Line:
    return _name(why.behind, doc.Tone.SECOND)


def _verdict(why: Why) -> doc.Line:
    ahead, behind = why.ahead.assessment, why.behind.assessment
    totals = f"{points(ahead.total)} and {points(behind.total)}"
    gate = " (gate uncertain)" if ahead.gate is GateState.UNCERTAIN else ""
    ranks = line(_ahead(why), f" ranks {why.ahead.rank}{gate}, ", _behind(why), f" {why.behind.rank}")
    unsure = "; unknown facts could reverse it" if why.reversible and not gate else ""
    if why.by_gate:
        reason = gate_reason(behind, why.provenance.rubric)
        return line(ranks, f", which fails the gate ({reason}). Totals come second: {totals}", unsure, ".")
    if why.tied:
        return line(_ahead(why), " and ", _behind(why), f" share rank {why.ahead.rank}: {totals}", unsure, ".")
    gap = points(why.comparison.points) if why.comparison.points else "less than 0.1"
    return line(ranks, f": {totals}, ", strong(f"a gap of {gap}"), unsure, ".")


def _reasons(why: Why) -> Iterator[doc.Item]:
    """The criteria that make the gap, each with its indicator and the shortest of the facts that count most there."""
    if why.by_gate:
        return
    for reason in why.reasons:
        rule = why.provenance.rubric.criteria[reason.criterion]
        first, second = reason.indicator_scores
        text = line(
            *(data(rule.title, strong=True), ": ", data(rule.indicators[reason.indicator].title)),
            *(muted(f" ({whole(first)} and {whole(second)})"), ": ", data(main_reason(reason.facts[0]).short)),
        )
        yield doc.Item(text, strong(signed(reason.points), doc.Tone.FIRST))
    if why.rest:
        others = len(why.comparison.criteria) - len(why.reasons)
        tone = doc.Tone.FIRST if why.rest > 0 else doc.Tone.SECOND
        criteria = "criterion" if others == 1 else "criteria"
        yield doc.Item(f"on {others} other {criteria} together", strong(signed(why.rest), tone))


def _closing(why: Why) -> Iterator[doc.Item]:
    if why.by_gate or why.tied:
        return
    rubric = why.provenance.rubric
    steps = [
        line(data(rubric.criteria[step.criterion].indicators[step.indicator].title), f" (up to {signed(step.gain)})")
        for step in why.closing
    ]
    if len(steps) > _MOST_STEPS:
        text = line(f"{len(steps)} steps, first ", steps[0])
    else:
        text = joined(steps, " and ") or line("nothing but time or other weights would do")
    yield doc.Item(line(muted("To draw level: "), text, "."), "·")


def _share(share: float) -> str:
    """A share of draws in whole percents, none of them said to be certain that is not."""
    if 0 < share < 0.01:
        return "less than 1 %"
    if 0.99 < share < 1:
        return "more than 99 %"
    return percent(round(share, 2))
