"""What partners are told about each type of field: what may be written there, and what that looks like."""

from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from secon_cli.practice import types as t

TYPE_WORDS: Final[dict[Any, str]] = {
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
"""Each type in words."""

TYPE_EXAMPLES: Final[dict[Any, str]] = {
    t.Text: "in your own words",
    t.Title: "Repair café of the Upper Valley",
    t.Slug: "xx-repair-cafe",
    t.Url: "https://example.org/",
    t.FormatVersion: "1",
    t.Country: "LV",
    t.Currency: "EUR",
    t.Date: "2021-09",
    t.End: "ongoing",
    t.Amount: "40",
    t.Share: "80",
    t.PageRange: "17-20",
    t.Evidence: "report:results p19",
}
"""What each type looks like in a file."""


def type_of(block: type[BaseModel], name: str) -> Any:
    """The type of a block's field as it is declared, without the `None` of what may be left out."""
    hint = get_type_hints(block, include_extras=True)[name]
    if get_origin(hint) not in (Union, UnionType):
        return hint
    (kind,) = [kind for kind in get_args(hint) if kind is not type(None)]
    return kind
