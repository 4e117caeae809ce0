"""The dates of a practice stand in order, not in the future, and agree with what is said about its end."""

from collections.abc import Iterator
from datetime import date

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.dates import Ongoing, PartialDate
from secon_cli.practice.model import Duration
from secon_cli.practice.vocabularies import DurationStatus, EndIs, TransferStatus

END_BEFORE_START = Rule(
    "end-before-start",
    Severity.ERROR,
    "The practice ends before it begins.",
    "The time in place is computed from these two dates.",
    bad=Example("duration: {start: 2021-04, end: 2019-05, status: ended, evidence: report:duration}\n"),
    good=Example("duration: {start: 2019-05, end: 2023-04, status: ended, evidence: report:duration}\n"),
)
DATE_IN_FUTURE = Rule(
    "date-in-future",
    Severity.WARNING,
    "What is told as a fact lies after the day as of which practices are judged.",
    "A start, a finished transfer or a publication to come is a plan, or a slip of the pen. A planned end is no slip. "
    "The day is `as_of` of the rubric in force, never today's date.",
    bad=Example(
        "transfer: {cases: [{where: Remetea, status: done, when: 2191, evidence: report}], documentation: [], "
        "conditions: [], barriers: [], evidence: report}\n"
    ),
    good=Example(
        "transfer: {cases: [{where: Remetea, status: planned, when: 2191, evidence: report}], documentation: [], "
        "conditions: [], barriers: [], evidence: report}\n"
    ),
)
STATUS_CONTRADICTS_END = Rule(
    "status-contradicts-end",
    Severity.WARNING,
    "The status says one thing about the end, and the end another.",
    "Whether a practice still works is a part of its score, so the two may not contradict each other. A practice that "
    "has ended is not ongoing, and one whose end has passed is not running.",
    bad=Example("duration: {start: 2018, end: ongoing, status: ended, evidence: report:duration}\n"),
    good=Example("duration: {start: 2018, end: 2023-06, status: ended, evidence: report:duration}\n"),
)
END_IS_WITHOUT_DATE = Rule(
    "end-is-without-date",
    Severity.WARNING,
    "It is said how the end is meant, and there is no date.",
    "`end_is` tells whether a date is stated, expected or a minimum. Without a date it tells nothing.",
    bad=Example(
        "duration: {start: 2018, end: ongoing, end_is: expected, status: running, evidence: report:duration}\n"
    ),
    good=Example("duration: {start: 2018, end: 2029, end_is: expected, status: running, evidence: report:duration}\n"),
)

_HAPPENED = (TransferStatus.DONE, TransferStatus.EXTENDED, TransferStatus.ELSEWHERE)


def check_duration(record: Record) -> Iterator[Finding]:
    """Start, end and status, under the reading of vague dates that suits best."""
    duration = record.readable.duration
    if not duration:
        return
    start, end = duration.start, duration.end
    if start is not None and isinstance(end, PartialDate) and end.last < start.first:
        message = f"the end, {end}, lies before the start, {start}"
        yield record.finding(END_BEFORE_START, ("duration", "end"), message)
        return
    if duration.end_is is not None and (
        isinstance(end, Ongoing) or (end is None and record.lacks(("duration",), "end"))
    ):
        what = "`ongoing` is no date" if isinstance(end, Ongoing) else "no end is stated"
        yield record.finding(END_IS_WITHOUT_DATE, ("duration", "end_is"), what, "remove it, or give the date")
    if contradiction := _contradiction(duration, record.as_of):
        yield record.finding(STATUS_CONTRADICTS_END, ("duration", "status"), contradiction)


def _contradiction(duration: Duration, as_of: date | None) -> str | None:
    end, status = duration.end, duration.status
    if isinstance(end, Ongoing):
        return "called ended here, and `ongoing` in `end`" if status is DurationStatus.ENDED else None
    if end is None or as_of is None:
        return None
    if status is DurationStatus.ENDED and end.first > as_of:
        return f"called ended, and the end, {end}, lies after {as_of}"
    if status is DurationStatus.RUNNING and end.last < as_of and duration.end_is is not EndIs.MINIMUM:
        return f"called running, and the end, {end}, lies before {as_of}"
    return None


def check_future(record: Record) -> Iterator[Finding]:
    """Dates of what has happened, as the file tells it, against the day of judgement."""
    if record.as_of is None:
        return
    for path, told in _facts(record):
        if told is not None and told.first > record.as_of:
            message = f"{told} lies after {record.as_of}, as of which practices are judged"
            yield record.finding(
                DATE_IN_FUTURE, path, message, "check the date; what is only planned has another field"
            )


def _facts(record: Record) -> Iterator[tuple[FieldPath, PartialDate | None]]:
    practice = record.readable
    if practice.duration:
        yield ("duration", "start"), practice.duration.start
    for key, source in record.sources.items():
        if source:
            yield ("sources", key, "date"), source.date
    for index, case in enumerate((practice.transfer and practice.transfer.cases) or ()):
        if case and case.status in _HAPPENED:
            yield ("transfer", "cases", index, "when"), case.when
