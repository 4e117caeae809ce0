"""How long a practice has been in place: an interval, because dates are intervals.

Time runs from `start` to `end` or to the date of judgement, whichever is earlier, both days included; it is counted in
whole anniversaries plus the days into the current year over that year's length.
"""

from bisect import bisect_left
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

from secon_cli.practice.model import Duration, Practice
from secon_cli.practice.values import EARLIEST, LATEST, PartialDate, TimeSpan, shifted
from secon_cli.practice.vocabularies import EndIs

_ONE_DAY = timedelta(days=1)


class GateState(StrEnum):
    """Whether a practice has been in place long enough."""

    MET = "met"
    NOT_MET = "not met"
    UNCERTAIN = "uncertain"
    NONE = "none"
    """The rubric has no gate, so every practice is eligible and none has met anything."""

    @property
    def is_doubtful(self) -> bool:
        """Whether the practice fails the gate, or may fail it."""
        return self in (GateState.NOT_MET, GateState.UNCERTAIN)


class TimeInPlace(NamedTuple):
    """Years in place under the reading of the dates that makes them fewest, and under the one that makes them most."""

    shortest: float
    longest: float

    def passes(self, at_least: float) -> GateState:
        """Met if even the shortest reading is long enough, not met if even the longest is not, else uncertain."""
        if self.shortest >= at_least:
            return GateState.MET
        return GateState.NOT_MET if self.longest < at_least else GateState.UNCERTAIN


class PossibleDays(NamedTuple):
    """The first and the last day on which a practice may have begun, and on which what counts of it may have ended."""

    start: tuple[date, date]
    end: tuple[date, date]


_DRAWN_YEARS = 30
"""How far back a start is drawn that is only known not to be later than a date."""


def possible_days(practice: Practice, as_of: date) -> PossibleDays | None:
    """The days that the dates of a practice allow, none of the ends later than `as_of`; None if no start is known."""
    span = _span(practice, as_of)
    if span is None:
        return None
    first, last = span.start
    if first <= EARLIEST:
        first = max(first, shifted(last, -12 * _DRAWN_YEARS))
    certain, possible = (min(day, as_of) for day in span.end)
    if last == LATEST:
        # Later days than that of the end are all alike: there is no time in place.
        last = max(first, possible)
    return PossibleDays((first, last), (certain, possible))


def time_in_place(practice: Practice, as_of: date) -> TimeInPlace | None:
    """The time in place as of a day; None where no start is known."""
    span = _span(practice, as_of)
    if span is None:
        return None
    (earliest, latest), (certain, possible) = span.start, span.end
    shortest, duration = years_between(latest, min(certain, as_of)), practice.duration
    if duration.in_place and duration.start is None and duration.end is None and _is_over(duration):
        # In which months of the calendar it lay is not known, and some are shorter than others.
        shortest = min(shortest, _least_years(duration.in_place.months))
    return TimeInPlace(shortest, longest=years_between(earliest, min(possible, as_of)))


@cache
def _least_years(months: int) -> float:
    ends = (date(2020, 1, 1) + timedelta(days=day) for day in range(4 * 365 + 1))
    return min(years_between(shifted(end, -months) + _ONE_DAY, end) for end in ends)


UNBOUNDED = 100.0
"""Years in place beyond which only the lower end is worth saying: the start has no lower end."""
_CERTAIN = 1e-9
_VAGUE_DAYS = 31
"""A month is as precise as most sources are."""


def goes_on(practice: Practice, as_of: date) -> bool:
    """Whether it may be in place on that day, so that time can still add to its years."""
    span = _span(practice, as_of)
    return span is not None and span.end[1] >= as_of


class MissingDate(NamedTuple):
    """The field that would make the time in place more certain, and what is wrong with it, in words."""

    field: str
    words: str

    @classmethod
    def unsaid(cls, duration: Duration, name: str) -> "MissingDate":
        """A field of the duration that has no value."""
        return cls(f"duration.{name}", f"the {name} is {'not stated' if name in duration.not_stated else 'left out'}")

    @classmethod
    def of_source(cls, practice: Practice, key: str, words: str) -> "MissingDate":
        """The date of a source, or the day on which it was read if it bears none."""
        bears_none = "date" in practice.sources[key].not_stated
        return cls(f"sources.{key}.{'accessed' if bears_none else 'date'}", words)


def missing_date(practice: Practice, as_of: date) -> MissingDate | None:
    """Which date would make the time in place more certain; None where it is certain to the day."""
    duration = practice.duration
    if duration.start is None and duration.in_place is None:
        return MissingDate.unsaid(duration, "start")
    time = time_in_place(practice, as_of)
    if time is None or time.longest - time.shortest < _CERTAIN:
        return None
    dates, newest = _source_dates(practice), newest_source(practice)
    if not isinstance(duration.end, PartialDate) and newest is None:
        if named := ", ".join(f"`{key}`" for key in dates):
            words = f"the source {named} has neither a `date` nor, with `date: not_stated`, `accessed`"
            return MissingDate.of_source(practice, next(iter(dates)), words)
        return MissingDate("duration.evidence", "`duration` cites no source")
    start, end = duration.start, duration.end
    no_end = end is None and not _is_in_place(duration)
    vague = (start.last - start.first).days if start is not None else 0
    # Of two reasons, the one that costs more.
    if start is not None and vague > _VAGUE_DAYS and not (no_end and time.longest * 365 > 2 * vague):
        return MissingDate("duration.start", f"the start is known as {start.words}")
    if no_end:
        return MissingDate.unsaid(duration, "end")
    if isinstance(end, PartialDate) and duration.end_is in (None, EndIs.EXPECTED):
        return MissingDate("duration.end", "the end is only expected")
    if isinstance(end, PartialDate) and duration.end_is is EndIs.STATED:
        name, day = ("start", start) if start and vague > (end.last - end.first).days else ("end", end)
        return MissingDate(f"duration.{name}", f"the {name} is known as {day.words}")
    of_newest = (key for key, day in dates.items() if day is not None and day == newest)
    words = f"the newest source is of {newest.words}" if newest else ""
    return next((MissingDate.of_source(practice, key, words) for key in of_newest), None)


def share_in_place(days: PossibleDays, at_least: float) -> float:
    """The share of all pairs of a possible first and a possible last day that are `at_least` years apart."""
    starts, ends = (
        [first + timedelta(later) for later in range((last - first).days + 1)] for first, last in (days.start, days.end)
    )
    if not starts or not ends:
        return 0.0
    # The later the end, the longer the time, so each start has a first end that is late enough.
    late_enough = sum(len(ends) - bisect_left(ends, at_least, key=partial(years_between, start)) for start in starts)
    return late_enough / (len(starts) * len(ends))


def newest_source(practice: Practice) -> PartialDate | None:
    """The date of the newest source that the duration cites; of a page that bears none, the day of reading."""
    return max(filter(None, _source_dates(practice).values()), key=lambda day: (day.first, day.last), default=None)


def _source_dates(practice: Practice) -> dict[str, PartialDate | None]:
    """The date of each source that the duration cites."""
    cited = {citation.source for citation in practice.duration.evidence}
    # To leave out `date` must not make a practice older, so the day of reading counts only where a page bears no date.
    return {
        key: source.date or (source.accessed if "date" in source.not_stated else None)
        for key, source in practice.sources.items()
        if key in cited
    }


def _span(practice: Practice, as_of: date) -> PossibleDays | None:
    """The days on which it may have begun, and the day to which it certainly and possibly ran; None without a start.

    Whatever is left out, nothing becomes more certain. *Ongoing*, *running* and an end that is only expected are claims
    as of the newest source. What has ended or is paused since a day that is not stated is certain for no day. With a
    length of time (`in_place`), the start is one that gives this length, and what is over lasted no longer.
    """
    duration, newest = practice.duration, newest_source(practice)
    certain, possible = _ends(duration, newest.first if newest else None, as_of)
    start = (duration.start.first, duration.start.last) if duration.start else None
    if length := duration.in_place:
        reached = _reached(duration, newest, as_of)
        earliest, latest = _start_by_length(length, reached) if reached else (EARLIEST, as_of)
        if start is None:
            start = earliest, latest
        elif reached and start[0] <= latest and earliest <= start[1]:
            start = max(start[0], earliest), min(start[1], latest)
        if reached or duration.start:
            by_start = shifted(start[1], length.months) - _ONE_DAY
            lasted = min(reached[1], by_start) if reached else by_start
            certain = max(certain or lasted, lasted)
            if _is_over(duration) and not length.more:
                possible = min(possible, shifted(start[0], length.months + _unit(length)))
            possible = max(possible, certain)
    if start is None:
        return None
    if certain is None:
        # No time at all, and no later than it may have ended: a vague start can reach beyond a vague end.
        certain = min(start[1] - _ONE_DAY, possible)
    return PossibleDays(start, (certain, possible))


def length_contradicts_start(practice: Practice) -> bool:
    """Whether no start that the dates allow gives the stated length of time."""
    duration = practice.duration
    newest = newest_source(practice)
    # No source states a length before it is reached.
    reached = _reached(duration, newest, newest.last if newest else LATEST)
    if duration.in_place is None or duration.start is None or reached is None:
        return False
    earliest, latest = _start_by_length(duration.in_place, reached)
    return latest < duration.start.first or duration.start.last < earliest


def _is_over(duration: Duration) -> bool:
    return duration.status is not None and duration.status.is_over


def _is_in_place(duration: Duration) -> bool:
    return duration.status is not None and duration.status.is_in_place


def _unit(length: TimeSpan) -> int:
    """The months by which a length may be longer than stated."""
    return 12 if length.unit == "year" else 1


def _reached(duration: Duration, newest: PartialDate | None, as_of: date) -> tuple[date, date] | None:
    """The first and the last day on which a practice may have had its stated length; None where no date says when.

    What is over had it when it ended, what runs has it at the newest source, if it does not end before; without a
    status, it may be either.
    """
    end, over = duration.end, _is_over(duration)
    if not isinstance(end, PartialDate):
        # What ended on an unknown day did so no later than the source; the start leads to that day.
        anywhen = over and end is None and duration.start is not None
        return (date.min if anywhen else newest.first, newest.last) if newest else None
    first, last = end.first, end.last
    if newest is None:
        # As long as no one knows when the length was stated, an end still to come may be when it is reached.
        return None if last == LATEST else (first, last)
    if last == LATEST:
        # An end without a last day reaches as far as something is known.
        last = max(first, newest.last)
    if not over:
        first = min(first, newest.first)
    if _is_in_place(duration):
        last = min(last, newest.last)
    # A source says that it has been in place that long, so it has by the day of the assessment or that of the source.
    last = min(last, max(as_of, newest.last))
    return min(first, last), last


def _start_by_length(length: TimeSpan, reached: tuple[date, date]) -> tuple[date, date]:
    """The days on which a practice may have begun that had its stated length on one of the days."""
    first, last = reached
    earliest = EARLIEST if length.more else shifted(first, -length.months - _unit(length)) + _ONE_DAY
    return earliest, shifted(last, -length.months) + _ONE_DAY


def _ends(duration: Duration, seen: date | None, as_of: date) -> tuple[date | None, date]:
    """The day to which it certainly ran (None: no day is certain), and the last day to which it may have run.

    `seen` is the day of the newest source.
    """
    end = duration.end
    runs = seen if _is_in_place(duration) else None
    if not isinstance(end, PartialDate):
        return seen if end or runs else None, as_of
    certain: date | None = end.first
    possible = max(as_of, end.last) if duration.end_is is EndIs.MINIMUM else end.last
    if duration.end_is in (None, EndIs.EXPECTED) and not _is_over(duration):
        # Where it is still to come, an end that is not certain may move.
        certain = min(end.first, seen) if seen else None
        if seen and end.last > seen:
            possible = max(as_of, end.last)
    return (max(certain or runs, runs), max(possible, runs)) if runs else (certain, possible)


def years_between(first: date, last: date) -> float:
    """Years from `first` to `last`, both days included; 0 where `last` comes before `first`."""
    if last < first:
        return 0.0
    after = last + _ONE_DAY
    whole = after.year - first.year
    if _anniversary(first, whole) > after:
        whole -= 1
    begun = _anniversary(first, whole)
    return whole + (after - begun).days / (_anniversary(first, whole + 1) - begun).days


def _anniversary(day: date, years: int) -> date:
    """The same day of the year some years on; the first of March for a 29 February that the year does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return shifted(day, 12 * years)
