"""The field types of a practice file: each reads the text in the file, and says how it is written.

Every scalar of a file arrives as text; the field's type decides what it means. A type that cannot read its text
raises a `PydanticCustomError` whose kind names what was expected; `checks` turns it into a finding.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Self, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, InstanceOf, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from secon_cli.practice.values import (
    ONGOING,
    SOURCE_KEY,
    TIME_SPAN,
    Citation,
    Ongoing,
    Pages,
    PartialDate,
    TimeSpan,
)
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES, Row

TITLE_LENGTH = 100
"""Longest title, in characters."""
NOT_STATED: Final = "not_stated"
"""Written in place of a single value that was looked for and is not stated."""
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


def parsed(kind: str, parse: Callable[[str], Any]) -> BeforeValidator:
    """A validator that reads text with `parse` and passes on what is parsed already."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            if isinstance(value, dict | list | tuple):
                raise PydanticCustomError("scalar_expected", "expected a single value here")
            return value
        try:
            return parse(value.strip())
        except ValueError as error:
            raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from None

    return BeforeValidator(read)


def _parse_share(text: str) -> Decimal:
    share = parse_number(text.removesuffix("%").strip())
    if not 0 <= share <= 100:
        raise ValueError("a share is a percentage from 0 to 100")
    return share


def _not_negative(quantity: Quantity) -> Quantity:
    if quantity.low < 0:
        raise PydanticCustomError("negative", "expected a number of 0 or more")
    return quantity


def _one_of(table: Mapping[str, str], what: str) -> Callable[[str], str]:
    def check(code: str) -> str:
        if code not in table:
            raise PydanticCustomError("unknown_code", "`{code}` is not a {what}", {"code": code, "what": what})
        return code

    return check


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
        if isinstance(item, str):
            found += _citation(item)
        elif isinstance(item, Citation):
            found.append(item)
        else:
            raise PydanticCustomError("citation", "write a citation, or a list of citations")
    return tuple(found)


# --- JSON Schema of single values -------------------------------------------------------------------------------------
#
# The models read every scalar as text. An editor reads YAML by its own rules first: `2021` is a number for it, `yes`
# may be true, `2024-01-31` may be a date. A schema must therefore accept every value whose text the model could read.

Schema: TypeAlias = dict[str, Any]

NO_SCALAR: Final[Schema] = {"not": {"type": ["object", "array", "null"]}}
"""Any single value; types are not listed, because some YAML readers know more of them than JSON."""
_POSITIVE = r"[0-9]{1,15}(\.[0-9]{1,6})?"
_PLAIN_NUMBER = rf"-?{_POSITIVE}"
_DAY = r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_DATE = rf"{_DAY}|\.\./{_DAY}|{_DAY}/\.\.|[12][0-9]{{2}}X|[12][0-9]{{3}}(-(0[1-9]|1[0-2]))?~"
_YEAR: Final[Schema] = {"minimum": 1000, "maximum": 2999}
_PAGES = "[0-9]{1,5}"
_CITATION = rf"https?://\S+|{SOURCE_KEY}(:({'|'.join(Row)}))?( p{_PAGES}(-{_PAGES})?)?"
_READ_AS_BOOLEAN = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def scalar(pattern: str = r"\S", message: str = "write text here", **more: Any) -> Schema:
    """A single value of any type; as text, it has the pattern."""
    patterns = {"pattern": pattern} if pattern else {}
    return {**NO_SCALAR, **patterns, **more, "errorMessage": message, "patternErrorMessage": message}


def pattern_schema(body: str, message: str, types: Iterable[str] | None = None, **more: Any) -> Schema:
    """A single value whose whole text, spaces around it aside, has a form; of any type if no `types` are named."""
    allowed = {"type": list(types)} if types else NO_SCALAR
    return {**allowed, "pattern": rf"^\s*({body})\s*$", **more, "errorMessage": message, "patternErrorMessage": message}


def number_schema(message: str = "write a number, such as 40 or 0.5", **bounds: float) -> Schema:
    """A plain number, within bounds."""
    return pattern_schema(_PLAIN_NUMBER, message, ("number", "string"), **bounds)


def enum_schema(words: Iterable[str]) -> Schema:
    """One of the words; a word that older YAML readers take for yes or no, also as that."""
    every = list(words)
    read = {_READ_AS_BOOLEAN[word.lower()] for word in every if word.lower() in _READ_AS_BOOLEAN}
    return {"enum": [*every, *sorted(read)]}


_ONE_CITATION: Final = pattern_schema(
    _CITATION, "cite a web address, or a source with row and page: report:results p19", ("string", "boolean")
)
_A_DATE = "write a date as 2021, 2021-09 or 2021-09-01"


# --- Types ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """How a type is written in a file: in words, as an example, and as JSON Schema under a name."""

    words: str
    example: str
    name: str
    schema: Schema = field(hash=False, compare=False)
    typed: bool = False
    """Whether the value has a form of its own, so that it needs no quotation marks."""


Text: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    Written("text", "in your own words", "Text", scalar()),
]
Title: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=TITLE_LENGTH, strip_whitespace=True),
    Written(
        f"text of at most {TITLE_LENGTH} characters",
        "Repair café of the Upper Valley",
        "Title",
        scalar(
            rf"^\s*\S([\s\S]{{0,{TITLE_LENGTH - 2}}}\S)?\s*$",
            f"write a title of at most {TITLE_LENGTH} characters",
            examples=["Repair café of the Upper Valley"],
        ),
    ),
]
Slug: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80),
    Written(
        "lower-case letters, digits and single hyphens",
        "xx-repair-cafe",
        "Slug",
        scalar(
            r"^[a-z0-9]+(-[a-z0-9]+)*$",
            "write lower-case letters, digits and single hyphens",
            maxLength=80,
            examples=["at-repair-cafe"],
        ),
    ),
]
SourceKey: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=rf"^{SOURCE_KEY}$", max_length=40),
    Written(
        "lower-case letters, digits and `_`",
        "report",
        "Key",
        scalar(rf"^{SOURCE_KEY}$", "write lower-case letters, digits and `_`", maxLength=40),
    ),
]
Url: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s/]+\S*$", strip_whitespace=True),
    Written(
        "web address beginning with `http://` or `https://`",
        "https://example.org/",
        "Url",
        pattern_schema(r"https?://[^\s/]\S*", "write a web address", ["string"], examples=["https://example.org/a"]),
    ),
]
FormatVersion: TypeAlias = Annotated[Literal["1"], Written("`1`", "1", "FormatVersion", {"enum": [1, "1"]}, typed=True)]
Country: TypeAlias = Annotated[
    str,
    AfterValidator(_one_of(COUNTRIES, "country code of ISO 3166-1")),
    Written(
        "country code",
        "LV",
        "Country",
        {**enum_schema(COUNTRIES), "examples": ["LV", "DE"], "enumDescriptions": [*COUNTRIES.values()]},
    ),
]
Currency: TypeAlias = Annotated[
    str,
    AfterValidator(_one_of(CURRENCIES, "currency code of ISO 4217")),
    Written(
        "currency code",
        "EUR",
        "Currency",
        {**enum_schema(CURRENCIES), "examples": ["EUR"], "enumDescriptions": [*CURRENCIES.values()]},
    ),
]
Date: TypeAlias = Annotated[
    InstanceOf[PartialDate],
    parsed("partial_date", PartialDate.parse),
    Written(
        "date: `2021`, `2021-09`, `2021-09-01`; `2004~`, `201X`, `../2008`, `2008/..`",
        "2021-09",
        "Date",
        pattern_schema(
            _DATE, _A_DATE, multipleOf=1, **_YEAR, examples=[2021, "2021-09", "2021-09-01", "2004~", "../2008"]
        ),
        typed=True,
    ),
]
End: TypeAlias = Annotated[
    InstanceOf[PartialDate] | InstanceOf[Ongoing],
    parsed("partial_date", lambda text: ONGOING if text == str(ONGOING) else PartialDate.parse(text)),
    Written(
        "date, or `ongoing`",
        "ongoing",
        "End",
        pattern_schema(
            f"{_DATE}|ongoing",
            f"{_A_DATE}, or `ongoing`",
            multipleOf=1,
            **_YEAR,
            examples=["ongoing", 2025, "2025-06"],
        ),
        typed=True,
    ),
]
Length: TypeAlias = Annotated[
    InstanceOf[TimeSpan],
    parsed("time_span", TimeSpan.parse),
    Written(
        "time: `15 years`, `18 months`, or `15+ years` for at least 15",
        "15 years",
        "Length",
        pattern_schema(
            TIME_SPAN,
            "write a time as 15 years, 18 months or 15+ years",
            ["string"],
            examples=["15 years", "15+ years"],
        ),
        typed=True,
    ),
]
Amount: TypeAlias = Annotated[
    InstanceOf[Quantity],
    parsed("quantity", Quantity.parse),
    AfterValidator(_not_negative),
    Written(
        "number such as `40` or `12.5`, or range such as `5-6`; never negative",
        "40",
        "Amount",
        pattern_schema(
            rf"{_POSITIVE}(\s*(-|–|\.\.)\s*{_POSITIVE})?",
            "write a number such as 40 or 12.5, or a range such as 5-6",
            ("number", "string"),
            minimum=0,
            examples=[40, 12.5, "5-6"],
        ),
        typed=True,
    ),
]
Figure: TypeAlias = Annotated[
    InstanceOf[Quantity],
    parsed("quantity", Quantity.parse),
    Written(
        "number such as `40` or `12.5`, or range such as `5-6`",
        "40",
        "Figure",
        pattern_schema(
            rf"{_PLAIN_NUMBER}(\s*(-|–|\.\.)\s*{_PLAIN_NUMBER})?",
            "write a number such as 40 or 12.5, or a range such as 5-6",
            ("number", "string"),
            examples=[40, 12.5, "5-6"],
        ),
        typed=True,
    ),
]
Share: TypeAlias = Annotated[
    InstanceOf[Decimal],
    parsed("share", _parse_share),
    Written(
        "percentage from `0` to `100`",
        "80",
        "Share",
        pattern_schema(
            rf"{_PLAIN_NUMBER}\s*%?",
            "write a percentage from 0 to 100",
            ("number", "string"),
            minimum=0,
            maximum=100,
            examples=[70, "12.5 %"],
        ),
        typed=True,
    ),
]
PageRange: TypeAlias = Annotated[
    InstanceOf[Pages],
    parsed("pages", Pages.parse),
    Written(
        "pages: `17` or `17-20`",
        "17-20",
        "PageRange",
        pattern_schema(
            rf"{_PAGES}(-{_PAGES})?",
            "write pages as 17 or 17-20",
            ("integer", "string"),
            minimum=0,
            maximum=99999,
            examples=[17, "17-20"],
        ),
        typed=True,
    ),
]
Evidence: TypeAlias = Annotated[
    tuple[Citation, ...],
    PlainValidator(_citations),
    Written(
        "citation, or list of citations",
        "report:results p19",
        "Evidence",
        {
            "anyOf": [_ONE_CITATION, {"type": "array", "items": _ONE_CITATION}],
            "examples": ["report:results", "report:transfer p19", ["report:details", "https://example.org/study"]],
        },
    ),
]


def written(hint: Any) -> Written | None:
    """How a type of this module is written; None for blocks, vocabularies and lists."""
    return next((data for data in getattr(hint, "__metadata__", ()) if isinstance(data, Written)), None)


def type_of(block: type[BaseModel], name: str) -> Any:
    """The type of a block's field as it is declared, without the `None` of what may be left out."""
    hint = get_type_hints(block, include_extras=True)[name]
    if get_origin(hint) not in (Union, UnionType):
        return hint
    (kind,) = [kind for kind in get_args(hint) if kind is not type(None)]
    return kind


def form_of(block: type[BaseModel], name: str) -> str:
    """How a plain field, or an item of a list of plain values, is written; empty for blocks and vocabularies."""
    hint = type_of(block, name)
    form = written(hint)
    if form is not None:
        return form.words
    inner = written(get_args(hint)[0]) if get_origin(hint) is tuple else None
    return f"list of: {inner.words}" if inner else ""


def example_form(block: type[BaseModel], name: str) -> str:
    """The form of a field where it gives examples that the field's description does not give; else empty."""
    form, meaning = form_of(block, name), block.model_fields[name].description or ""
    return "" if all(example in meaning for example in re.findall("`([^`]+)`", form)) else form
