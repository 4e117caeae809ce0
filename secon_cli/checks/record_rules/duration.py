"""A practice ends after it began."""

from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.dates import PartialDate

END_BEFORE_START = Rule(
    "end-before-start",
    Severity.ERROR,
    "The practice ends before it begins.",
    "The time in place is computed from these two dates.",
    bad=Example("duration: {start: 2023-05, end: 2021-04, evidence: report:duration}\n"),
    good=Example("duration: {start: 2021-04, end: 2023-05, evidence: report:duration}\n"),
)


def check_duration(record: Record) -> Iterator[Finding]:
    """Start and end, under the reading of vague dates that suits best."""
    duration = record.readable.duration
    if not duration or duration.start is None or not isinstance(duration.end, PartialDate):
        return
    if duration.end.last < duration.start.first:
        message = f"the end, {duration.end}, lies before the start, {duration.start}"
        yield record.finding(END_BEFORE_START, ("duration", "end"), message)
