"""Texts say something of their own: no placeholder, nothing pasted twice, a summary shorter than the details."""

import re
from collections.abc import Iterable, Iterator

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule

_LONG = "Volunteers with tools meet neighbours with broken things"
_DETAILS = """\
details:
  implementation:
    - {{what: Opening the workshop on two evenings of every week, evidence: report:details}}
    - {{what: {}, evidence: report:details}}
"""

PLACEHOLDER = Rule(
    "placeholder",
    Severity.WARNING,
    "A text only keeps the place of one that is still to be written.",
    "To a program, `n/a` is an answer like any other. What is not known is left out; what was looked for and not found "
    "is `[]`.",
    bad=Example("location: {country: LV, partner: Latgale, region: tbd, evidence: report:location}\n"),
    good=Example("location: {country: LV, partner: Latgale, evidence: report:location}\n"),
)
TEXT_TWICE = Rule(
    "text-twice",
    Severity.WARNING,
    "The same text stands in two fields.",
    "One claim is one item. A text that was pasted twice counts twice, or hides the one that should stand there.",
    bad=Example(_DETAILS.format(_LONG) + f"summary: {_LONG}\n"),
    good=Example(_DETAILS.format(_LONG)),
)
SUMMARY_AS_LONG_AS_DETAILS = Rule(
    "summary-as-long-as-details",
    Severity.WARNING,
    "The summary is as long as the details.",
    "A summary that takes as long to read as the whole was not summed up, or the details stand in it.",
    bad=Example(
        "summary: Volunteers repair what neighbours bring, on two evenings of every week and on the first Saturday of "
        "each month, in a workshop of the city without rent; whoever brings something helps to mend it, "
        "and learns how; spare parts are paid for by a box at the door.\n"
        "details: {objectives: [{what: Less waste, evidence: report:details}]}\n"
    ),
    good=Example(
        "summary: Volunteers repair what neighbours bring.\n"
        "details: {objectives: [{what: Less waste in a town that has no repair shop, evidence: report}]}\n"
    ),
)

_WORDS = (
    "tbd", "t.b.d", "tba", "tbc", "n/a", "n.a", "na", "todo", "to do", "fixme", "to be added", "to be announced",
    "to be completed", "to be confirmed", "to be decided", "to be defined", "to be determined", "to be done",
    "to be filled in", "to be written", "not applicable", "not available", "not known", "unknown", "none", "nil",
    "null", "test", "asdf", "lorem", "xx", "xxx", "xxxx",
)  # fmt: skip
_SIGNS_ALONE = ("?", "??", "???", "-", "--", "---", "–", "—", "..", "...", "…", "_", "__", "___", "/", "//")
_WHOLE = frozenset(
    f"{form}{end}" for word in _WORDS for form in (word, word.upper(), word.capitalize()) for end in ("", ".", "!")
).union(_SIGNS_ALONE)
_WITHIN = re.compile(r"[Ll]orem ipsum|\b(?:TB[ACD]|TODO|XXX+)\b|\?\?\?")
_SHORTEST_PASTED = 40
_CLAIMED = frozenset(("summary", "what", "how", "who", "where", "narrative", "expected", "used_for"))
_SHORTEST_SUMMARY = 200


def check_placeholders(record: Record) -> Iterator[Finding]:
    """Texts that are a placeholder, or hold one."""
    text = record.document.text
    # A search for a single sign is many times faster than one for several.
    held = (
        "TODO" in text
        or "TB" in text
        or "orem i" in text
        or ("X" in text and "XXX" in text)
        or ("?" in text and "???" in text)
    )
    if not held and _WHOLE.isdisjoint(record.document.texts):
        return
    for path, value in record.texts:
        if value in _WHOLE or (held and _WITHIN.search(value)):
            advice = "write what is known, or remove the line"
            yield record.finding(PLACEHOLDER, path, "this keeps the place of a text that is not there", advice)


def check_repetition(record: Record) -> Iterator[Finding]:
    """Claims of some length whose text stands in the file before; names, notes and backgrounds may well be alike."""
    long = [one for one in record.document.texts if len(one) >= _SHORTEST_PASTED]
    if len(set(long)) == len(long):
        return
    first: dict[str, FieldPath] = {}
    for path, value in record.texts:
        if len(value) >= _SHORTEST_PASTED and path[-1] in _CLAIMED:
            if value in first:
                line = record.document.span(first[value]).line
                yield record.finding(
                    TEXT_TWICE, path, f"this text stands on line {line} already", "keep one of the two"
                )
            first.setdefault(value, path)


def check_summary(record: Record) -> Iterator[Finding]:
    """The summary beside all that the details say."""
    summary, details = record.readable.summary, record.readable.details
    if not summary or not details or len(summary) < _SHORTEST_SUMMARY:
        return
    told = sum(map(len, _statements(details.needs, details.objectives, details.implementation, details.innovation)))
    if 0 < told <= len(summary) and record.practice is not None:
        message = f"{len(summary)} characters, and the details have {told}"
        yield record.finding(SUMMARY_AS_LONG_AS_DETAILS, ("summary",), message, "sum up in two or three sentences")


def _statements(*lists: Iterable[object] | None) -> Iterator[str]:
    for items in lists:
        yield from (getattr(item, "what", None) or "" for item in items or ())
