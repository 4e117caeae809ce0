"""Values of a practice file that have a form of their own: dates, times, citations, pages.

Dates are as precise as their source, each an interval of days, in a part of EDTF (ISO 8601-2): `2004`, `2004-05`,
`2004-05-06`, `2004~` (about), `201X` (in the 2010s), `../2008` (no later than), `2008/..` (no earlier than).
Evidence is a web address (`https?://…`), or `key[:row][ pN[-M]]`, e.g. `report:results`, `evaluation p4-6`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

from secon_cli.practice.vocabularies import Row

SOURCE_KEY = r"[a-z][a-z0-9_]*"
_URL = re.compile(r"https?://\S+")
_CITATION = re.compile(rf"({SOURCE_KEY})(?::([a-z_]+))?(?: p([0-9]{{1,5}})(?:-([0-9]{{1,5}}))?)?")
_ROWS = {row.value: row for row in Row}
_PAGES = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
EARLIEST = date(1800, 1, 1)
"""How far back a date without a lower end reaches: no practice of the social economy is older."""
LATEST = date(_LAST_YEAR, 12, 31)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DECADE = re.compile(r"([0-9]{3})X")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: any day from `first` to `last`; `form` is how it is written."""

    first: date
    last: date
    form: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date of one of the forms above; ValueError says what is wrong with anything else."""
        if text.startswith("../"):
            return cls(EARLIEST, _plain_date(text[3:])[1], text)
        if text.endswith("/.."):
            return cls(_plain_date(text[:-3])[0], LATEST, text)
        if decade := _DECADE.fullmatch(text):
            first, last = _plain_date(f"{decade[1]}0")[0], _plain_date(f"{decade[1]}9")[1]
            return cls(first, last, text)
        if not text.endswith("~"):
            return cls(*_plain_date(text), text)
        first, last = _plain_date(text[:-1])
        if first == last:
            raise ValueError("a day is not about: write its month or year with `~`")
        # About a year or a month: also the one before and the one after.
        months = 12 if len(text) == len("2004~") else 1
        return cls(shifted(first, -months), shifted(last + timedelta(days=1), months) - timedelta(days=1), text)

    @property
    def words(self) -> str:
        """The date as one says it: `about 2004`, `2008 or earlier`, `the 2010s`."""
        form = str(self)
        if form.startswith("../"):
            return f"{form[3:]} or earlier"
        if form.endswith("/.."):
            return f"{form[:-3]} or later"
        if form.endswith("X"):
            return f"the {form[:-1]}0s"
        return f"about {form[:-1]}" if form.endswith("~") else form

    def __str__(self) -> str:
        if self.form:
            return self.form
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first:%Y-%m}" if self.first.month == self.last.month else f"{self.first.year:04}"


def _plain_date(text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
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
    return date(year, month or 1, day or 1), date(year, month or 12, day or length)


def shifted(day: date, months: int) -> date:
    """The same day some months on or back; the first of the next month where that month has no such day.

    So a 29 February becomes 1 March: the rule by which years in place are counted.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9998:
        return day
    if day.day > monthrange(year, month + 1)[1]:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, day.day)


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
