"""How long a practice has been in place: an interval, because dates are intervals.

Time runs from `start` to `end` or to the date of judgement, whichever is earlier, both days included; it is counted in
whole anniversaries plus the days into the current year over that year's length.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from secon_cli.practice.model import Practice
from secon_cli.practice.values import Ongoing, PartialDate
from secon_cli.practice.vocabularies import DurationStatus, EndIs

_ONE_DAY = timedelta(days=1)


class GateState(StrEnum):
    """Whether a practice has been in place long enough."""

    MET = "met"
    NOT_MET = "not met"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class TimeInPlace:
    """Years in place under the reading of the dates that makes them fewest, and under the one that makes them most."""

    shortest: float
    longest: float

    def passes(self, at_least: float) -> GateState:
        """Met if even the shortest reading is long enough, not met if even the longest is not, else uncertain."""
        if self.shortest >= at_least:
            return GateState.MET
        return GateState.NOT_MET if self.longest < at_least else GateState.UNCERTAIN


@dataclass(frozen=True, slots=True)
class PossibleDays:
    """The first and the last day on which a practice may have begun, and on which what counts of it may have ended."""

    start: tuple[date, date]
    end: tuple[date, date]


def possible_days(practice: Practice, as_of: date) -> PossibleDays | None:
    """The days that the dates of a practice allow, none of the ends later than `as_of`; None if no start is known."""
    start = practice.duration.start
    if start is None:
        return None
    certain_end, possible_end = _ends(practice, as_of)
    return PossibleDays((start.first, start.last), (min(certain_end or start.last, as_of), min(possible_end, as_of)))


def time_in_place(practice: Practice, as_of: date) -> TimeInPlace | None:
    """The time in place as of a day; None where no start is known."""
    days = possible_days(practice, as_of)
    if days is None:
        return None
    return TimeInPlace(
        shortest=years_between(days.start[1], days.end[0]), longest=years_between(days.start[0], days.end[1])
    )


def share_in_place(days: PossibleDays, at_least: float) -> float:
    """The share of all pairs of a possible first and a possible last day that are `at_least` years apart."""
    starts = range(days.start[0].toordinal(), days.start[1].toordinal() + 1)
    ends = range(days.end[0].toordinal(), days.end[1].toordinal() + 1)
    if not starts or not ends:
        return 0.0
    # The later the end, the longer the time, so each start has a first end that is late enough.
    late_enough = sum(
        len(ends) - bisect_left(ends, at_least, key=partial(_years_to, date.fromordinal(start))) for start in starts
    )
    return late_enough / (len(starts) * len(ends))


def _years_to(first: date, last: int) -> float:
    return years_between(first, date.fromordinal(last))


def _ends(practice: Practice, as_of: date) -> tuple[date | None, date]:
    """The day to which it certainly ran (None: no day is certain), and the last day to which it may have run.

    *Ongoing*, or no end, is a claim as of the newest source that the duration cites; what has ended or is paused since
    a day that is not stated is certain for its first day only. A minimum is certain to its day.
    """
    end = practice.duration.end
    if isinstance(end, PartialDate):
        open_ended = practice.duration.end_is is EndIs.MINIMUM
        return end.first, max(as_of, end.last) if open_ended else end.last
    assert end is None or isinstance(end, Ongoing)
    if end is None and practice.duration.status in (DurationStatus.ENDED, DurationStatus.PAUSED):
        return None, as_of
    cited = {citation.source for citation in practice.duration.evidence}
    dates = [source.date.first for key, source in practice.sources.items() if key in cited and source.date]
    return max(dates, default=None), as_of


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
        return date(day.year + years, 3, 1)
