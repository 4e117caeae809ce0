"""Dates as precise as their source: a year, a month or a day, each an interval of days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day: any day from `first` to `last`."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021`, `2021-09` or `2021-09-01`; ValueError says what is wrong with anything else."""
        form = _FORM.fullmatch(text)
        if form is None:
            raise ValueError("write a date as 2021, 2021-09 or 2021-09-01")
        year, month, day = (int(part) if part else None for part in form.groups())
        if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError(f"write a year from {_FIRST_YEAR} to {_LAST_YEAR}")
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f"there is no month {month:02}")
        length = monthrange(year, month)[1] if month else 31
        if day is not None and not 1 <= day <= length:
            raise ValueError(f"month {month:02} of {year} has no day {day:02}")
        return cls(date(year, month or 1, day or 1), date(year, month or 12, day or length))

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first:%Y-%m}" if self.first.month == self.last.month else f"{self.first.year:04}"


@dataclass(frozen=True, slots=True)
class Ongoing:
    """The end of a practice that has none: it goes on, as of its newest source."""

    def __str__(self) -> str:
        return "ongoing"


ONGOING = Ongoing()
