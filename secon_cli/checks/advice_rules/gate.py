"""Whether the practice has been in place long enough to be eligible."""

from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState, time_in_place
from secon_cli.rubric.model import Rubric

GATE_NOT_MET = Rule(
    "gate-not-met",
    Severity.ADVICE,
    "The practice has not been in place long enough for the rubric in force.",
    "Practices that fail the gate are ranked after all others. If it has been in place longer, `duration` does not say "
    "so yet.",
    bad=Example("duration: {start: 2023-05, end: ongoing, status: running, evidence: report:duration}\n"),
    good=Example("duration: {start: 2020-05, end: ongoing, status: running, evidence: report:duration}\n"),
)
GATE_UNCERTAIN = Rule(
    "gate-uncertain",
    Severity.ADVICE,
    "Whether the practice has been in place long enough depends on how its dates are read.",
    "A year may be any of its days. A month or a day, where the source or its authors can tell, decides the question.",
    bad=Example("duration: {start: 2022, end: ongoing, status: running, evidence: report:duration}\n"),
    good=Example("duration: {start: 2021-12, end: ongoing, status: running, evidence: report:duration}\n"),
)


def check_gate(record: Record, practice: Practice, rubric: Rubric) -> Iterator[Finding]:
    """The gate of the rubric, as the ranking applies it."""
    at_least = rubric.gate_years
    if at_least is None:
        return
    time = time_in_place(practice, rubric.as_of)
    asked = f"the rubric asks for {at_least:g} as of {rubric.as_of}"
    if time is None:
        message = f"no start is stated, and {asked}"
        yield record.finding(GATE_UNCERTAIN, ("duration",), message, "add `start:`, if only the year", key=True)
        return
    if not practice.duration.evidence:
        return  # What cites nothing is a finding already, and the reason why nobody knows until when it went on.
    state, at = time.passes(at_least), ("duration", "start")
    if state is GateState.NOT_MET:
        message = f"at most {time.longest:.2f} years in place, and {asked}"
        yield record.finding(GATE_NOT_MET, at, message, "only time helps, or an earlier start that a source tells of")
    elif state is GateState.UNCERTAIN:
        message = f"between {time.shortest:.2f} and {time.longest:.2f} years in place, and {asked}"
        cited = [record.sources[one.source] for one in practice.duration.evidence if one.source]
        advice = "give start and end as precisely as they are known"
        if cited and not any(source.date for source in cited):
            advice = "say of what `date:` the source is: until then, it has certainly been in place"
        yield record.finding(GATE_UNCERTAIN, at, message, advice)
