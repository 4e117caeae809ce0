"""Dates are in order, not in the future, and agree with the status, the text, the results and the transfers."""

import re
from collections.abc import Iterator
from functools import cache

from secon_cli.checks.findings import FieldPath, Finding, Record
from secon_cli.practice.fields import kinds_of
from secon_cli.practice.model import Block, Duration
from secon_cli.practice.time_in_place import length_contradicts_start, newest_source
from secon_cli.practice.values import EARLIEST, Ongoing, PartialDate, TimeSpan
from secon_cli.practice.vocabularies import DurationStatus, EndIs, TransferStatus


def check_duration(record: Record) -> Iterator[Finding]:
    """Start, end and status, under the reading of vague dates that suits best."""
    duration = record.readable.duration
    if not duration:
        return
    start, end = duration.start, duration.end
    if start is not None and isinstance(end, PartialDate) and end.last < start.first:
        yield record.finding("end-before-start", ("duration", "end"), f"the end, {end}, is before the start, {start}")
        return
    if duration.end_is is not None and (
        isinstance(end, Ongoing) or (end is None and record.lacks(("duration",), type(duration), "end"))
    ):
        what = "`ongoing` is not a date" if isinstance(end, Ongoing) else "no end is stated"
        yield record.finding("end-is-without-date", ("duration", "end_is"), what)
    yield from _contradictions(record, duration)


def _contradictions(record: Record, duration: Duration) -> Iterator[Finding]:
    """The status against the end, whatever the day of judgement, and on it."""
    status, end, as_of = duration.status, duration.end, record.as_of
    newest = newest_source(record.practice) if record.practice is not None else None
    at = ("duration", "status")
    if isinstance(end, Ongoing):
        if status in (DurationStatus.COMPLETED, DurationStatus.ENDED, DurationStatus.PLANNED):
            yield record.finding("ends-and-goes-on", at, f"the status is `{status}`, but the end is `ongoing`")
        return
    if status is None or end is None:
        return
    if duration.end_is is EndIs.STATED and status.is_in_place and newest and newest.first > end.last:
        what = f"it ended on {end}, but its status is `{status}` and its newest source is of {newest.words}"
        yield record.finding("ends-and-goes-on", at, what)
        return
    if as_of is None:
        return
    # What was last seen before its end may have gone on or not.
    ends = duration.end_is is not EndIs.MINIMUM and status is not DurationStatus.UNCONFIRMED
    if status in (DurationStatus.COMPLETED, DurationStatus.ENDED) and end.first > as_of:
        what = f"the status is `{status}`, but the end, {end}, is after {as_of}"
        yield record.finding("status-contradicts-end", at, what)
    elif status.is_in_place and ends and end.last < as_of:
        what = f"the status is `{status}`, but the end, {end}, is before {as_of}"
        yield record.finding("status-contradicts-end", at, what)


def check_length(record: Record) -> Iterator[Finding]:
    """A stated length of operation against the other dates."""
    if record.practice is not None and length_contradicts_start(record.practice):
        duration = record.practice.duration
        message = f"{duration.in_place} in place does not fit the start, {duration.start}"
        yield record.finding("length-contradicts-start", ("duration", "in_place"), message)


# Dates too early

_LONGEST_MONTHS = 12 * 200


def check_early_dates(record: Record) -> Iterator[Finding]:
    """Dates that are hardly possible, in any block."""
    for path, block in record.blocks:
        for name in _dated(type(block)):
            value = getattr(block, name)
            if isinstance(value, PartialDate) and value.last < EARLIEST:
                yield record.finding("doubtful-date", (*path, name), f"{value} is before {EARLIEST.year}")
            elif isinstance(value, TimeSpan) and value.months > _LONGEST_MONTHS:
                yield record.finding("doubtful-date", (*path, name), f"{value} in place", "check the number")


@cache
def _dated(kind: type[Block]) -> tuple[str, ...]:
    """The few fields of a kind of block that hold dates or lengths of time: to look at all takes 3 % of a check."""
    names = kind.model_fields
    return tuple(name for name in names if {PartialDate, TimeSpan}.intersection(kinds_of(names[name].annotation)))


# Dates in the future

_TO_COME = (TransferStatus.REQUESTED, TransferStatus.IN_PREPARATION, TransferStatus.PLANNED, None)


def check_future(record: Record) -> Iterator[Finding]:
    """Dates of past events against the assessment date."""
    if record.as_of is None:
        return
    practice = record.readable
    dates: list[tuple[FieldPath, PartialDate | None]] = []
    if practice.duration:
        dates.append((("duration", "start"), practice.duration.start))
    dates += [(("sources", key, "date"), source.date) for key, source in record.sources.items() if source]
    cases = record.items("transfer", "cases")
    dates += [((*path, "when"), case.when) for path, case in cases if case.status not in _TO_COME]
    for path, stated in dates:
        if stated is not None and stated.first > record.as_of:
            message = f"{stated} is after {record.as_of}, the assessment date"
            advice = f"check the date; `--as-of {stated.first}` judges as of a later day; plans belong in another field"
            yield record.finding("date-in-future", path, message, advice)


# Years in texts

_BEGUN = re.compile(
    r"\b(?:since|(?:started|launched|began|begun|opened|running|in (?:operation|place)|working) (?:in|since|from))"
    r" (?:the )?(?:(?:early|late|mid|spring|summer|autumn|winter|start|end|beginning|middle|of|[A-Z][a-z]{2,8}) ){0,3}"
    r"((?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:ended|closed|stopped|ran until|finished) (?:in )?(?:[A-Z][a-z]{2,8} )?((?:19|20)[0-9]{2})\b")
_YEAR = re.compile(r"(?<![\d.,-])((?:19|20)[0-9]{2})(?![\d.,]\d)\b")


def check_years(record: Record) -> Iterator[Finding]:
    """Years in the summary against start and end; results come after the start and before a stated end."""
    duration = record.readable.duration
    if not duration or duration.note is not None:
        return
    start, end, summary = duration.start, duration.end, record.readable.summary
    found: list[tuple[FieldPath, str]] = []
    if summary and ("19" in summary or "20" in summary):
        begun, ended = _BEGUN.search(summary), _ENDED.search(summary)
        if begun and start and not start.first.year <= int(begun[1]) <= start.last.year:
            found.append((("summary",), f"`{begun[0]}`, but the start is {start}"))
        elif ended and isinstance(end, PartialDate) and not end.first.year <= int(ended[1]) <= end.last.year:
            found.append((("summary",), f"`{ended[0]}`, but the end is {end}"))
    latest = end.last.year if isinstance(end, PartialDate) and duration.end_is in (None, EndIs.STATED) else None
    for path, metric in record.items("results", "metrics"):
        years = [int(year) for year in _YEAR.findall(metric.period)] if metric.period and not metric.note else []
        if years and start and min(years) < start.first.year:
            found.append(((*path, "period"), f"`{metric.period}` begins before the start, {start}"))
        elif years and latest is not None and min(years) > latest:
            found.append(((*path, "period"), f"`{metric.period}` is after the end, {end}"))
    for path, message in found:
        yield record.finding("year-contradicts-duration", path, message)


# Transfers

_VAGUE = frozenset((
    "a", "abroad", "across", "all", "almost", "an", "and", "areas", "around", "bodies", "cities", "communities",
    "community", "countries", "country", "different", "elsewhere", "europe", "european", "few", "further", "in",
    "many", "more", "most", "municipalities", "municipality", "neighbouring", "nearby", "numerous", "of", "or",
    "organisations", "organizations", "other", "others", "our", "partners", "places", "plenty", "region",
    "regions", "several", "similar", "some", "the", "to", "towns", "unknown", "unnamed", "various", "villages",
    "whole", "world",
))  # fmt: skip


def check_transfer(record: Record) -> Iterator[Finding]:
    """Where and when each transfer took place."""
    duration = record.readable.duration
    start = duration.start if duration else None
    for at, case in record.items("transfer", "cases"):
        if case.status is TransferStatus.DONE and case.where:
            words = re.findall(r"\w+", case.where.casefold())
            if all(word.isdigit() or word in _VAGUE for word in words):
                yield record.finding("transfer-without-place", (*at, "where"), "this names no place")
        adopted = case.status in (TransferStatus.DONE, TransferStatus.EXTENDED)
        if adopted and start and case.when and case.when.last < start.first:
            yield record.finding("transfer-before-start", (*at, "when"), f"{case.when} is before the start, {start}")
