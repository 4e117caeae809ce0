"""Values of a practice file that have a form of their own: dates, citations, pages.

Dates are as precise as their source: a year, a month or a day, each an interval of days. Evidence is a web address
(`https?://…`), or `key[:row][ pN[-M]]`, e.g. `report:results`, `report:transfer p19`, `evaluation p4-6`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from secon_cli.practice.vocabularies import Row

SOURCE_KEY = r"[a-z][a-z0-9_]*"
_URL = re.compile(r"https?://\S+")
_CITATION = re.compile(rf"({SOURCE_KEY})(?::([a-z_]+))?(?: p([0-9]{{1,5}})(?:-([0-9]{{1,5}}))?)?")
_ROWS = {row.value: row for row in Row}
_PAGES = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day: any day from `first` to `last`."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021`, `2021-09` or `2021-09-01`; ValueError says what is wrong with anything else."""
        form = _DATE.fullmatch(text)
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


TIME_SPAN = r"[1-9][0-9]{0,2}\+? (years?|months?)"
_TIME_SPAN = re.compile(r"([0-9]+)(\+?) (year|month)s?")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time in place that a source states as a length, in whole months; with `more`, a lower limit."""

    months: int
    unit: str
    more: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `15 years`, `18 months` or `15+ years`; ValueError says what to write instead."""
        form = _TIME_SPAN.fullmatch(text) if re.fullmatch(TIME_SPAN, text) else None
        if form is None:
            raise ValueError("write a time as 15 years, 18 months or 15+ years")
        return cls(int(form[1]) * (12 if form[3] == "year" else 1), form[3], bool(form[2]))

    def __str__(self) -> str:
        count = self.months // 12 if self.unit == "year" else self.months
        return f"{count}{'+' if self.more else ''} {self.unit}{'' if count == 1 and not self.more else 's'}"


@dataclass(frozen=True, slots=True)
class Pages:
    """A run of pages, both ends included."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `17` or `17-20`; ValueError says what to write instead."""
        form = _PAGES.fullmatch(text)
        if form is None:
            raise ValueError("write pages as 17 or 17-20")
        return cls.between(form[1], form[2])

    @classmethod
    def between(cls, first: str, last: str | None) -> Self:
        """The pages from `first` to `last`, or `first` alone; ValueError where they run backwards."""
        pages = cls(int(first), int(last or first))
        if pages.last < pages.first:
            raise ValueError("the pages run from high to low")
        return pages

    def holds(self, other: "Pages") -> bool:
        """Whether `other` is within these pages."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Citation:
    """One piece of evidence: a `url`, or a `source` key with the template row and pages where given."""

    url: str | None = None
    source: str | None = None
    row: Row | None = None
    pages: Pages | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one citation; ValueError says what is wrong with its form."""
        if text.startswith(("http://", "https://")):
            if _URL.fullmatch(text) is None:
                raise ValueError("a web address has no spaces")
            return cls(url=text)
        form = _CITATION.fullmatch(text)
        if form is None:
            raise ValueError("cite a web address, or a source with row and page: report:results, report:transfer p19")
        key, row, first, last = form.groups()
        if row is not None and row not in _ROWS:
            raise ValueError(f"`{row}` is not a row of the template; choose one of {', '.join(Row)}")
        return cls(source=key, row=_ROWS[row] if row else None, pages=Pages.between(first, last) if first else None)

    def __str__(self) -> str:
        if self.url is not None:
            return self.url
        row = f":{self.row}" if self.row else ""
        pages = f" p{self.pages}" if self.pages else ""
        return f"{self.source}{row}{pages}"
