"""Values of a practice file that have a form of their own, how each is read, and the types of fields that hold them.

Every scalar of a file arrives as text; the type of its field decides what it means. A type that cannot read its text
raises a `PydanticCustomError` whose kind names what was expected; `checks` turns it into a finding. `written.toml` says
how each type is written.

Dates are as precise as their source, each an interval of days, in a part of EDTF (ISO 8601-2): `2004`, `2004-05`,
`2004-05-06`, `2004~` (about), `201X` (in the 2010s), `../2008` (no later than), `2008/..` (no earlier than).
Evidence is a web address (`https?://…`), or `key[:row][ pN[-M]]`, e.g. `report:results`, `evaluation p4-6`.
"""

import re
import types
import typing
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from typing import Annotated, Any, Final, Literal, NamedTuple, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, GetCoreSchemaHandler, StringConstraints, TypeAdapter
from pydantic_core import PydanticCustomError, core_schema

from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES, Row, packaged_toml

# --- Values ---

SOURCE_KEY = r"[a-z][a-z0-9_]*"
_URL = re.compile(r"https?://\S+")
_PAGES = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_CITATION = re.compile(rf"({SOURCE_KEY})(?::([a-z_]+))?(?: p([0-9]{{1,5}}(?:-[0-9]{{1,5}})?))?")
_ROWS = {row.value: row for row in Row}
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
    form: str = field(compare=False)

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
        form = self.form
        if form.startswith("../"):
            return f"{form[3:]} or earlier"
        if form.endswith("/.."):
            return f"{form[:-3]} or later"
        if form.endswith("X"):
            return f"the {form[:-1]}0s"
        return f"about {form[:-1]}" if form.endswith("~") else form

    def __str__(self) -> str:
        return self.form


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

_TIME_SPAN = re.compile(r"([1-9][0-9]{0,2})(\+?) (year|month)s?")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time in place that a source states as a length, in whole months; with `more`, a lower limit."""

    months: int
    unit: str
    more: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `15 years`, `18 months` or `15+ years`; ValueError says what to write instead."""
        form = _TIME_SPAN.fullmatch(text)
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
        pages = cls(int(form[1]), int(form[2] or form[1]))
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
        key, row, pages = form.groups()
        if row is not None and row not in _ROWS:
            raise ValueError(f"`{row}` is not a row of the template; choose one of {', '.join(Row)}")
        return cls(source=key, row=_ROWS[row] if row else None, pages=Pages.parse(pages) if pages else None)

    def __str__(self) -> str:
        if self.url is not None:
            return self.url
        row = f":{self.row}" if self.row else ""
        pages = f" p{self.pages}" if self.pages else ""
        return f"{self.source}{row}{pages}"


_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"
_QUANTITY = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|\.\.)\s*({_NUMBER}))?")


def parse_number(text: str) -> Decimal:
    """Read a plain decimal number such as 40 or 19660.64; ValueError says what to write instead."""
    if re.fullmatch(_NUMBER, text) is None:
        raise ValueError("write a number with digits and a decimal point only, such as 12200000 or 19660.64")
    return Decimal(text)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or the range between two numbers where the source gives a range."""

    low: Decimal
    high: Decimal

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `40`, `12.5` or `5-6`; ValueError says what to write instead."""
        form = _QUANTITY.fullmatch(text)
        if form is None:
            raise ValueError("write a number such as 40 or 12.5, or a range such as 5-6")
        low, high = Decimal(form[1]), Decimal(form[2] or form[1])
        if high < low:
            raise ValueError("the range runs from high to low")
        return cls(low, high)

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"

    @property
    def words(self) -> str:
        """The number as a text writes it: `1,200`, `5–6`."""
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"


# --- Types of fields ---

TITLE_LENGTH = 100
"""Longest title, in characters."""
NOT_STATED: Final = "not_stated"
"""Written in place of a single value that was looked for and is not stated."""


_plain = core_schema.no_info_plain_validator_function


def parsed(kind: str, parse: Callable[[str], Any]) -> Callable[[], core_schema.CoreSchema]:
    """A schema that reads text with `parse`, whose ValueError says what to write instead."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("scalar_expected", "expected a single value here")
        try:
            return parse(value.strip())
        except ValueError as error:
            raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from None

    return partial(_plain, read)


def _parse_end(text: str) -> PartialDate | Ongoing:
    try:
        return ONGOING if text == str(ONGOING) else PartialDate.parse(text)
    except ValueError as error:
        raise ValueError(f"{error}, or `ongoing`") from None


def _parse_share(text: str) -> Decimal:
    share = parse_number(text.removesuffix("%").strip())
    if not 0 <= share <= 100:
        raise ValueError("a share is a percentage from 0 to 100")
    return share


def _not_negative(quantity: Quantity) -> Quantity:
    if quantity.low < 0:
        raise PydanticCustomError("negative", "expected a number of 0 or more")
    return quantity


def _one_of(table: Mapping[str, str], what: str) -> AfterValidator:
    def check(code: str) -> str:
        if code not in table:
            raise PydanticCustomError("unknown_code", "`{code}` is not a {what}", {"code": code, "what": what})
        return code

    return AfterValidator(check)


@lru_cache(maxsize=4096)
def _citation(text: str) -> tuple[Citation]:
    """One citation: within a practice, and between practices, many are the same."""
    try:
        return (Citation.parse(text.strip()),)
    except ValueError as error:
        raise PydanticCustomError("citation", "{reason}", {"reason": str(error)}) from None


def _citations(value: object) -> tuple[Citation, ...]:
    """One citation or a list of them as a tuple; the reason names the one that is wrong."""
    if isinstance(value, str):
        return _citation(value)
    found: list[Citation] = []
    for item in value if isinstance(value, tuple | list) else (value,):
        if not isinstance(item, str):
            raise PydanticCustomError("citation", "write a citation, or a list of citations")
        found += _citation(item)
    return tuple(found)


class Written(NamedTuple):
    """How a type is written in a file; `name` is that of its entry in `written.toml`.

    A value is read by the schema of pydantic's, where there is one. With `StringConstraints`, `InstanceOf` or
    `PlainValidator`, pydantic builds more for every field of the type: 2.5 % of all instructions of a start.
    """

    name: str
    schema: Callable[[], core_schema.CoreSchema] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        # Without this method, pydantic looks for constraints in it, at each of 300 fields.
        return self.schema() if self.schema else handler(source)

    @property
    def entry(self) -> Mapping[str, Any]:
        """What `written.toml` says of it."""
        entry: Mapping[str, Any] = packaged_toml(__package__, "written.toml")[self.name]
        return entry

    @property
    def words(self) -> str:
        """Its form in words."""
        return str(self.entry["words"])

    @property
    def example(self) -> str:
        """A value."""
        return str(self.entry["example"])


Text: TypeAlias = Annotated[str, Written("Text", partial(core_schema.str_schema, min_length=1, strip_whitespace=True))]
Title: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=TITLE_LENGTH, strip_whitespace=True), Written("Title")
]
Slug: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80), Written("Slug")
]
SourceKey: TypeAlias = Annotated[str, StringConstraints(pattern=rf"^{SOURCE_KEY}$", max_length=40), Written("Key")]
Url: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$", strip_whitespace=True), Written("Url")
]
FormatVersion: TypeAlias = Annotated[Literal["1"], Written("FormatVersion")]
Country: TypeAlias = Annotated[str, _one_of(COUNTRIES, "country code of ISO 3166-1"), Written("Country")]
Currency: TypeAlias = Annotated[str, _one_of(CURRENCIES, "currency code of ISO 4217"), Written("Currency")]
Date: TypeAlias = Annotated[PartialDate, Written("Date", parsed("partial_date", PartialDate.parse))]
End: TypeAlias = Annotated[PartialDate | Ongoing, Written("End", parsed("partial_date", _parse_end))]
Length: TypeAlias = Annotated[TimeSpan, Written("Length", parsed("time_span", TimeSpan.parse))]
Amount: TypeAlias = Annotated[
    Quantity, Written("Amount", parsed("quantity", Quantity.parse)), AfterValidator(_not_negative)
]
Figure: TypeAlias = Annotated[Quantity, Written("Figure", parsed("quantity", Quantity.parse))]
Share: TypeAlias = Annotated[Decimal, Written("Share", parsed("share", _parse_share))]
PageRange: TypeAlias = Annotated[Pages, Written("PageRange", parsed("pages", Pages.parse))]
Evidence: TypeAlias = Annotated[tuple[Citation, ...], Written("Evidence", partial(_plain, _citations))]


def written(hint: Any) -> Written | None:
    """How a type of this module is written; None for blocks, vocabularies and lists."""
    return next((data for data in getattr(hint, "__metadata__", ()) if isinstance(data, Written)), None)


def type_of(block: type[BaseModel], name: str) -> Any:
    """The type of a block's field as it is declared, without the `None` of what may be left out."""
    hint = typing.get_type_hints(block, include_extras=True)[name]
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint
    return next(kind for kind in typing.get_args(hint) if kind is not type(None))


@lru_cache(maxsize=512)
def reader_of(block: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """What reads the value of one field, whatever the rest of its block holds."""
    return TypeAdapter(type_of(block, name))


def form_of(block: type[BaseModel], name: str) -> str:
    """How a plain field, or an item of a list of plain values, is written; empty for blocks and vocabularies."""
    hint = type_of(block, name)
    form = written(hint)
    if form is not None:
        return form.words
    inner = written(typing.get_args(hint)[0]) if typing.get_origin(hint) is tuple else None
    return f"list of: {inner.words}" if inner else ""


def example_form(block: type[BaseModel], name: str) -> str:
    """The form of a field where it gives examples that the field's description does not give; else empty."""
    form, meaning = form_of(block, name), block.model_fields[name].description or ""
    return "" if all(example in meaning for example in re.findall("`([^`]+)`", form)) else form
