"""The field types of a practice file: each reads the text that stands in the file, and nothing else.

Every scalar of a file arrives as text; the field's type decides what it means. A type that cannot read its text
raises a `PydanticCustomError` whose kind names what was expected; `checks` turns it into a finding.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, InstanceOf, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from secon_cli.practice.citations import SOURCE_KEY, Citation, Pages
from secon_cli.practice.codes import COUNTRIES, CURRENCIES
from secon_cli.practice.dates import ONGOING, Ongoing, PartialDate
from secon_cli.practice.quantities import Quantity, parse_number

TITLE_LENGTH = 100
"""Longest title, in characters."""


def _read(kind: str, parse: Callable[[str], Any]) -> BeforeValidator:
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


def _parse_end(text: str) -> PartialDate | Ongoing:
    return ONGOING if text == str(ONGOING) else PartialDate.parse(text)


def _parse_share(text: str) -> Decimal:
    share = parse_number(text.removesuffix("%").strip())
    if not 0 <= share <= 100:
        raise ValueError("a share is a percentage from 0 to 100")
    return share


def _one_of(table: dict[str, str] | Any, what: str) -> Callable[[str], str]:
    def check(code: str) -> str:
        if code not in table:
            raise PydanticCustomError("unknown_code", "`{code}` is no {what}", {"code": code, "what": what})
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


Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Title: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=TITLE_LENGTH, strip_whitespace=True)]
Slug: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
SourceKey: TypeAlias = Annotated[str, StringConstraints(pattern=rf"^{SOURCE_KEY}$", max_length=40)]
Url: TypeAlias = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$", strip_whitespace=True)]
FormatVersion: TypeAlias = Literal["1"]

Country: TypeAlias = Annotated[str, AfterValidator(_one_of(COUNTRIES, "country code of ISO 3166-1"))]
Currency: TypeAlias = Annotated[str, AfterValidator(_one_of(CURRENCIES, "currency code of ISO 4217"))]

Date: TypeAlias = Annotated[InstanceOf[PartialDate], _read("partial_date", PartialDate.parse)]
End: TypeAlias = Annotated[InstanceOf[PartialDate] | InstanceOf[Ongoing], _read("partial_date", _parse_end)]
Amount: TypeAlias = Annotated[InstanceOf[Quantity], _read("quantity", Quantity.parse)]
Share: TypeAlias = Annotated[InstanceOf[Decimal], _read("share", _parse_share)]
PageRange: TypeAlias = Annotated[InstanceOf[Pages], _read("pages", Pages.parse)]
Evidence: TypeAlias = Annotated[tuple[Citation, ...], PlainValidator(_citations)]
