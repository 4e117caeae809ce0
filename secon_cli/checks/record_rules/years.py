"""Years that are told in words agree with the duration."""

import re
from collections.abc import Iterator

from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.dates import PartialDate
from secon_cli.practice.model import Duration
from secon_cli.practice.vocabularies import EndIs

YEAR_CONTRADICTS_DURATION = Rule(
    "year-contradicts-duration",
    Severity.WARNING,
    "A year in a text contradicts the duration.",
    "Scores are computed from `duration`, people read the text. Where a source gives two years, the file takes the one "
    "that claims less and says so in a `note`.",
    bad=Example("summary: Since 2015, volunteers repair what neighbours bring.\n"),
    good=Example("summary: Since 2021, volunteers repair what neighbours bring.\n"),
)

_BEGUN = re.compile(
    r"\b(?:since|(?:started|launched|began|begun|opened|running|in (?:operation|place)|working) (?:in|since|from))"
    r" (?:the )?(?:(?:early|late|mid|spring|summer|autumn|winter|start|end|beginning|middle|of|[A-Z][a-z]{2,8}) ){0,3}"
    r"((?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:ended|closed|stopped|ran until|finished) (?:in )?(?:[A-Z][a-z]{2,8} )?((?:19|20)[0-9]{2})\b")
_YEAR = re.compile(r"(?<![\d.,-])((?:19|20)[0-9]{2})(?![\d.,]\d)\b")


def check_years(record: Record) -> Iterator[Finding]:
    """Years in the summary, and in the periods of results."""
    duration = record.readable.duration
    if not duration or duration.note is not None:
        return
    summary = record.readable.summary
    if summary and ("19" in summary or "20" in summary):
        yield from _summary(record, summary, duration)
    results = record.readable.results
    for index, metric in enumerate((results and results.metrics) or ()):
        if metric and metric.period and not metric.note:
            yield from _period(record, ("results", "metrics", index, "period"), metric.period, duration)


def _summary(record: Record, summary: str, duration: Duration) -> Iterator[Finding]:
    start, end = duration.start, duration.end
    begun, ended = _BEGUN.search(summary), _ENDED.search(summary)
    if begun and start and not start.first.year <= int(begun[1]) <= start.last.year:
        message = f"`{begun[0]}`, and the start is {start}"
        yield record.finding(YEAR_CONTRADICTS_DURATION, ("summary",), message, _ADVICE)
    elif ended and isinstance(end, PartialDate) and not end.first.year <= int(ended[1]) <= end.last.year:
        message = f"`{ended[0]}`, and the end is {end}"
        yield record.finding(YEAR_CONTRADICTS_DURATION, ("summary",), message, _ADVICE)


def _period(record: Record, path: FieldPath, period: str, duration: Duration) -> Iterator[Finding]:
    """Results come about after the start and before a stated end."""
    years = [int(year) for year in _YEAR.findall(period)]
    start, end = duration.start, duration.end
    if not years:
        return
    if start and min(years) < start.first.year:
        yield record.finding(YEAR_CONTRADICTS_DURATION, path, f"begins before the start, {start}", _ADVICE)
    elif isinstance(end, PartialDate) and duration.end_is in (None, EndIs.STATED) and min(years) > end.last.year:
        yield record.finding(YEAR_CONTRADICTS_DURATION, path, f"lies after the end, {end}", _ADVICE)


_ADVICE = "check both; where the source says both, add a `note` to `duration`"
