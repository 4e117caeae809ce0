"""Rules of drafts that `secon import` wrote: what a person still has to decide."""

import re
from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Rule, Severity, Span
from secon_cli.checks.record import Record
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

OPEN_QUESTION = Rule("open-question", Severity.ADVICE)

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
        message = f"this question is open{more}"
        advice = "write the answer into its field, and remove the lines of the question"
        yield OPEN_QUESTION.finding(record.document.name, span, (), message, advice)
