"""What the rubric asks for and the file does not tell: left out, or without a single cited claim."""

from collections.abc import Iterator
from typing import Any

from secon_cli.checks.findings import FieldPath, Finding, Severity, field_name
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.suggestions import listed
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

NOT_ASSESSED = Rule(
    "not-assessed",
    Severity.ADVICE,
    "A field that the rubric asks for is left out.",
    "What is left out counts as if there were nothing, and widens the range of the score. `[]` says that somebody "
    "looked and found nothing, which is an answer.",
    bad=Example(without=("ethics",)),
    good=Example(),
)
CRITERION_WITHOUT_EVIDENCE = Rule(
    "criterion-without-evidence",
    Severity.ADVICE,
    "Of all that a criterion asks for, the file cites nothing.",
    "The criterion then scores nothing or almost nothing. Often the source tells something in another row.",
    bad=Example("quality_assurance: []\n"),
    good=Example("quality_assurance: [{instrument: survey, evidence: report:results}]\n"),
)


def check_gaps(record: Record, practice: Practice, rubric: Rubric) -> Iterator[Finding]:
    """Fields left out, one finding for the outermost that is missing; then criteria that nothing speaks for."""
    left_out: dict[FieldPath, list[str]] = {}
    for name, asked in rubric.asks_for.items():
        nothing = bool(asked.rewarded)
        for path in asked.rewarded:
            state = _state(practice, path)
            nothing = nothing and state is _NOTHING
            if state is not _NOTHING and state is not _CITED:
                left_out.setdefault(state, []).append(field_name(path))
        for path in asked.feared:
            state = _state(practice, path)
            if state is not _NOTHING and state is not _CITED:
                left_out.setdefault(state, []).append(field_name(path))
        if nothing:
            message = f"nothing that is cited speaks for {rubric.criteria[name].title}"
            first = max(rubric.criteria[name].indicators.values(), key=lambda indicator: indicator.weight)
            yield record.finding(CRITERION_WITHOUT_EVIDENCE, asked.rewarded[0], message, first.improve, key=True)
    for at, fields in left_out.items():
        asks = "" if fields == [field_name(at)] else f"; the rubric asks for {listed(dict.fromkeys(fields))}"
        advice = f"write `{at[-1]}:` with what the source tells; a list is `[]` where you looked and found nothing"
        yield record.finding(NOT_ASSESSED, at, f"`{field_name(at)}` is left out{asks}", advice, key=True)


_CITED: FieldPath = ("cited",)
_NOTHING: FieldPath = ("nothing",)


def _state(practice: Practice, path: tuple[str, ...]) -> FieldPath:
    """Whether what stands at the path is cited or nothing; or else the outermost part of the path that is left out."""
    value: Any = practice
    above: Any = None
    for depth, name in enumerate(path, start=1):
        above, value = value, getattr(value, name)
        if value is None:
            return path[:depth]
        if type(value) is tuple:
            for item in value:
                if getattr(item, "evidence", ()):
                    return _CITED
            return _NOTHING
    return _CITED if above.evidence else _NOTHING
