"""In which form each type of field is written, in words for partners: reference, new files and schemas share them."""

from collections.abc import Mapping
from types import MappingProxyType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from secon_cli.practice import types as t

FORMS: Final[Mapping[Any, str]] = MappingProxyType(
    {
        t.Text: "text",
        t.Title: f"text of at most {t.TITLE_LENGTH} characters",
        t.Slug: "lower-case letters, digits and single hyphens",
        t.SourceKey: "lower-case letters, digits and `_`",
        t.Url: "web address beginning with `http://` or `https://`",
        t.FormatVersion: "`1`",
        t.Country: "country code",
        t.Currency: "currency code",
        t.Date: "date: `2021`, `2021-09` or `2021-09-01`",
        t.End: "date, or `ongoing`",
        t.Amount: "number such as `40` or `12.5`, or range such as `5-6`",
        t.Share: "percentage from `0` to `100`",
        t.PageRange: "pages: `17` or `17-20`",
        t.Evidence: "citation, or list of citations",
    }
)
"""The form of each type of a practice file."""


def hint_of(block: type[BaseModel], name: str) -> Any:
    """The type of a field as it is declared, metadata included and `None` left aside."""
    return without_none(get_type_hints(block, include_extras=True)[name])


def without_none(hint: Any) -> Any:
    """What an annotation such as `Text | None` allows besides nothing."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return kinds[0] if len(kinds) == 1 else hint


def form_of(block: type[BaseModel], name: str) -> str | None:
    """The form of a plain field, or of the items of a list of plain values; None for blocks and vocabularies."""
    hint = hint_of(block, name)
    if hint in FORMS:
        return FORMS[hint]
    items = get_args(hint)[:1]
    return f"list of: {FORMS[items[0]]}" if get_origin(hint) is tuple and items[0] in FORMS else None
