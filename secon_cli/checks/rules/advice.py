"""The rubric's advice: what keeps a sound practice from a better score, or a draft from being one.

A check takes a record without errors, its practice and the rubric in force.
"""

import re
from collections.abc import Iterator
from typing import Any

from secon_cli.checks.findings import FieldPath, Finding, Record, Span, broken
from secon_cli.practice.fields import Field, address, field_at, fields_of, find, items
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import listed
from secon_cli.practice.time_in_place import UNBOUNDED, GateState, goes_on, missing_date, time_in_place
from secon_cli.practice.vocabularies import Counts, ResultLevel
from secon_cli.rubric.base import in_years
from secon_cli.rubric.model import Rubric


def check_gate(record: Record, practice: Practice, rubric: Rubric) -> Iterator[Finding]:
    """The gate of the rubric, as the ranking applies it."""
    at_least = rubric.gate_years
    if at_least is None:
        return
    time = time_in_place(practice, rubric.as_of)
    required = f"the rubric requires {in_years(at_least)} as of {rubric.as_of}"
    if time is None:
        message = f"no start is stated, but {required}"
        helps = "add `start:`, if only the year"
        if "start" in practice.duration.not_stated:
            helps = "only another source can help, one that states the start"
        yield record.finding("gate-uncertain", ("duration",), message, helps, key=True)
        return
    if not practice.duration.evidence:
        return  # A duration without evidence is a finding already, and the reason why the gate is uncertain.
    state, at = time.passes(at_least), ("duration", "start")
    if state is GateState.NOT_MET:
        message = f"at most {time.longest:.2f} years in place, but {required}"
        helps = "only time helps, or " if goes_on(practice, rubric.as_of) else "it has ended, so what could help is "
        yield record.finding("gate-not-met", at, message, f"{helps}a source with an earlier start")
    elif state is GateState.UNCERTAIN:
        upper = f" and {time.longest:.2f}" if time.longest <= UNBOUNDED else " and any number of"
        message = f"between {time.shortest:.2f}{upper} years in place, but {required}"
        missing = missing_date(practice, rubric.as_of)
        reason = f"{missing.words}; " if missing else ""
        yield record.finding(
            "gate-uncertain", at, message, f"{reason}give start and end as precisely as they are known"
        )


# Gaps

_CITED: FieldPath = ("cited",)
_NOTHING: FieldPath = ("nothing",)
_LOOKED_FOR: FieldPath = ("looked for",)
"""Written as `[]` or `not_stated`: an answer, after which no one asks again."""
_ANSWERS = (_CITED, _NOTHING, _LOOKED_FOR)


def check_gaps(record: Record, practice: Practice, rubric: Rubric) -> Iterator[Finding]:
    """Fields left out, one finding for the outermost that is missing; then criteria without cited evidence."""
    left_out: dict[FieldPath, list[str]] = {}
    for name, (rewarded, feared) in rubric.asks_for.items():
        by_path = {path: _state(practice, path) for path in (*rewarded, *feared)}
        for path, state in by_path.items():
            if state not in _ANSWERS:
                left_out.setdefault(state, []).append(address(path))
        states = [by_path[path] for path in rewarded]
        if _NOTHING in states and all(state in (_NOTHING, _LOOKED_FOR) for state in states):
            message = f"no cited evidence for {rubric.criteria[name].title}"
            heaviest = max(rubric.criteria[name].indicators.values(), key=lambda indicator: indicator.weight)
            yield record.finding("criterion-without-evidence", rewarded[0], message, heaviest.improve, key=True)
    for at, fields in left_out.items():
        asks = "" if fields == [address(at)] else f"; the rubric asks for {listed(dict.fromkeys(fields))}"
        nothing = _written_if_nothing_found(field_at(address(at)))
        advice = f"add `{at[-1]}:` with what the source says; write {nothing} if you looked and found nothing"
        yield record.finding("not-assessed", at, f"`{address(at)}` is left out{asks}", advice, key=True)


def _state(practice: Practice, path: tuple[str, ...]) -> FieldPath:
    """Whether the value at the path is cited or nothing; otherwise the outermost part of the path that is left out."""
    value: Any = practice
    for depth, name in enumerate(path, start=1):
        above, value = value, getattr(value, name)
        if value is None:
            return _LOOKED_FOR if name in above.not_stated else path[:depth]
        if type(value) is tuple:
            path = path[:depth]
            break
    # With the evidence that the measures go by: () where none is cited, None where there is no place to cite.
    (found,) = find(practice, ".".join(path)) or ()
    cited = any(item.evidence != () for item in items(found) or (found,))
    return (_CITED if found.filled else _LOOKED_FOR) if cited else _NOTHING


def _written_if_nothing_found(field: Field) -> str:
    if field.block is None or field.many:
        return "`[]`" if field.many else "`not_stated`"
    for part in fields_of(field.block):
        if part.required and part.vocabulary:
            # The claim has to have a value: the last one says that the source shows none of the others.
            return f"`{part.name}: {list(part.vocabulary)[-1]}`"
    # A block has no word of its own for what was not found; its lists and values do.
    return "`[]` for a list or `not_stated` for a single value"


# Results

_CHANGES = (ResultLevel.OUTCOME, ResultLevel.IMPACT)


def check_figures(record: Record, practice: Practice, rubric: Rubric) -> Iterator[Finding]:
    """All results without figure, or without period, are one finding each, at the first of them."""
    metrics = list(enumerate((practice.results and practice.results.metrics) or ()))
    unmeasured = [i for i, metric in metrics if metric.value is None and metric.level in _CHANGES]
    # What was reached means something only with its time; what is counted at a moment has none.
    without_period = [
        i
        for i, metric in metrics
        if not (metric.value is None or metric.period is not None or "period" in metric.not_stated)
        and metric.counts not in (Counts.PLACES, Counts.SHARE)
        and metric.level is not ResultLevel.PLANNED
        and (not _STOCKS.search(said := f"{metric.unit} {metric.what}") or _FLOWS.search(said))
    ]
    if unmeasured:
        at = ("results", "metrics", unmeasured[0], "level")
        yield record.finding("change-without-figure", at, f"this change has no number{_more(len(unmeasured))}")
    if without_period:
        at = ("results", "metrics", without_period[0], "value")
        yield record.finding("figure-without-period", at, f"this figure has no `period`{_more(len(without_period))}")


_STOCKS = re.compile(
    r"\b(?:employees?|employed|members?|jobs?|positions?|workplaces|staff|volunteers|sites?|centres?|shops?|stores?|beds?"
    r"|seats?|places|stalls?|branches|villages|municipalities|countries|regions|partners|percent|%"
    r"|flats|dwellings|apartments|connections|turbines|panels|hectares|square metres|[kMG]W|kWp|kilowatts|megawatts"
    r"|inhabitants|tenants|mothers|owned|with a home|live there|in circulation|in operation)\b",
    re.IGNORECASE,
)
"""What is counted at a moment, not over a time."""
_FLOWS = re.compile(r"\b(?:built|relet|renovated|planted|sold)\b", re.IGNORECASE)
"""What happens over a time, also to what is counted at a moment: flats that were built."""


def _more(count: int) -> str:
    """How many results after the first have the same gap."""
    return "" if count == 1 else f", and {count - 1} more below {'has' if count == 2 else 'have'} none"


# Drafts that `secon import` wrote

_QUESTION = re.compile(r"[ \t]*#+ \? ")


def check_open_questions(record: Record, practice: Practice, rubric: Rubric) -> Iterator[Finding]:
    """All open questions of a file are one finding, at the first."""
    if "# ? " not in record.document.text:
        return
    found = [(number, line) for number, line in enumerate(record.document.lines(), start=1) if _QUESTION.match(line)]
    if found:
        number, line = found[0]
        span = Span(number, len(line) - len(line.lstrip()) + 1, number, len(line) + 1)
        more = f", and {len(found) - 1} more below" if len(found) > 1 else ""
        message = f"this question has no answer yet{more}"
        yield broken("open-question", record.document, (), message, span=span)
