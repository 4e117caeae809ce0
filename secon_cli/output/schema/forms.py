"""The plain values of a file as JSON Schema sees them: what an editor's YAML reader makes of what people write.

The models read every scalar as text. An editor reads YAML by its own rules first: `2021` is a number for it, `yes` may
be true, `2024-01-31` may be a date. A schema must therefore take every value whose text the model could read.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from secon_cli.practice import types as t
from secon_cli.practice.citations import SOURCE_KEY
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES, Row
from secon_cli.reading.yaml_scalars import BOOLEANS
from secon_cli.rubric.measures.items import Accepted
from secon_cli.rubric.model import Day

Schema = dict[str, Any]

_NO_SCALAR: Final[Schema] = {"not": {"type": ["object", "array", "null"]}}
"""Any single value; the types that readers give it are not listed, because some readers know more of them than JSON."""
_NUMBER = r"-?[0-9]{1,15}(\.[0-9]{1,6})?"
_DATE = r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_YEAR: Final[Schema] = {"minimum": 1000, "maximum": 2999}
_PAGES = "[0-9]{1,5}"
_CITATION = rf"https?://\S+|{SOURCE_KEY}(:({'|'.join(Row)}))?( p{_PAGES}(-{_PAGES})?)?"


def scalar(pattern: str = r"\S", message: str = "write text here", **more: Any) -> Schema:
    """A single value of any type; as text, it has the pattern."""
    return {
        **_NO_SCALAR,
        **({"pattern": pattern} if pattern else {}),
        **more,
        "errorMessage": message,
        "patternErrorMessage": message,
    }


def form(body: str, message: str, types: Iterable[str] | None = None, **more: Any) -> Schema:
    """A single value whose whole text, blanks around it aside, has a form; of any type where no `types` are named."""
    allowed = {"type": list(types)} if types else _NO_SCALAR
    return {**allowed, "pattern": rf"^\s*({body})\s*$", **more, "errorMessage": message, "patternErrorMessage": message}


def number(message: str = "write a number, such as 40 or 0.5", **bounds: float) -> Schema:
    """A plain number, within bounds."""
    return form(_NUMBER, message, ("number", "string"), **bounds)


def words(known: Iterable[str]) -> Schema:
    """One word of a vocabulary; a word that older readers of YAML take for yes or no, also as that."""
    every = list(known)
    read = {BOOLEANS[word.lower()] for word in every if word.lower() in BOOLEANS}
    return {"enum": [*every, *sorted(read)]}


_ONE_CITATION: Final = form(
    _CITATION, "cite a web address, or a source with row and page: report:results p19", ("string", "boolean")
)
_A_DATE = "write a date as 2021, 2021-09 or 2021-09-01"

FORMS: Final[Mapping[str, tuple[Any, Schema]]] = {
    "Text": (t.Text, scalar()),
    "Title": (
        t.Title,
        scalar(
            rf"^\s*\S([\s\S]{{0,{t.TITLE_LENGTH - 2}}}\S)?\s*$",
            f"write a title of at most {t.TITLE_LENGTH} characters",
            examples=["Repair café of the Upper Valley"],
        ),
    ),
    "Slug": (
        t.Slug,
        scalar(
            r"^[a-z0-9]+(-[a-z0-9]+)*$",
            "write lower-case letters, digits and single hyphens",
            maxLength=80,
            examples=["at-repair-cafe"],
        ),
    ),
    "Key": (t.SourceKey, scalar(rf"^{SOURCE_KEY}$", "write lower-case letters, digits and `_`", maxLength=40)),
    "Url": (t.Url, form(r"https?://[^\s/]\S*", "write a web address", ["string"], examples=["https://example.org/a"])),
    "FormatVersion": (t.FormatVersion, {"enum": [1, "1"]}),
    "Country": (t.Country, {**words(COUNTRIES), "examples": ["LV", "DE"], "enumDescriptions": [*COUNTRIES.values()]}),
    "Currency": (t.Currency, {**words(CURRENCIES), "examples": ["EUR"], "enumDescriptions": [*CURRENCIES.values()]}),
    "Date": (t.Date, form(_DATE, _A_DATE, multipleOf=1, **_YEAR, examples=[2021, "2021-09", "2021-09-01"])),
    "End": (
        t.End,
        form(
            f"{_DATE}|ongoing",
            f"{_A_DATE}, or `ongoing`",
            multipleOf=1,
            **_YEAR,
            examples=["ongoing", 2025, "2025-06"],
        ),
    ),
    "Amount": (
        t.Amount,
        form(
            rf"{_NUMBER}(\s*(-|–|\.\.)\s*{_NUMBER})?",
            "write a number such as 40 or 12.5, or a range such as 5-6",
            ("number", "string"),
            examples=[40, 12.5, "5-6"],
        ),
    ),
    "Share": (
        t.Share,
        form(
            rf"{_NUMBER}\s*%?",
            "write a percentage from 0 to 100",
            ("number", "string"),
            minimum=0,
            maximum=100,
            examples=[70, "12.5 %"],
        ),
    ),
    "PageRange": (
        t.PageRange,
        form(
            rf"{_PAGES}(-{_PAGES})?",
            "write pages as 17 or 17-20",
            ("integer", "string"),
            minimum=0,
            maximum=99999,
            examples=[17, "17-20"],
        ),
    ),
    "Evidence": (
        t.Evidence,
        {
            "anyOf": [_ONE_CITATION, {"type": "array", "items": _ONE_CITATION}],
            "examples": ["report:results", "report:transfer p19", ["report:details", "https://example.org/study"]],
        },
    ),
    "Day": (
        Day,
        form(
            r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
            "write one day, such as 2024-01-31",
            examples=["2024-01-31"],
        )
        | {"not": {"type": ["object", "array", "null", "number", "boolean"]}},
    ),
    "Accepted": (
        Accepted,
        {
            "anyOf": [scalar(), {"type": "array", "items": scalar()}],
            "examples": ["any", "none", ["lead", "partner"]],
        },
    ),
}
"""The types whose form the schema states itself, by the name that it gives them."""


def form_name(hint: Any) -> str | None:
    """The name of such a type; types are compared one by one, because their metadata may not be hashable."""
    return next((name for name, (known, _) in FORMS.items() if known == hint), None)
