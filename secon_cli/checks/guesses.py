"""What a value in another notation means, if only one reading is possible; and advice if none or several are."""

import re
from calendar import month_name
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from secon_cli.checks.suggestions import certainly
from secon_cli.practice.citations import Citation, Pages
from secon_cli.practice.dates import PartialDate
from secon_cli.practice.quantities import parse_number
from secon_cli.practice.vocabularies import Row

OTHER_COUNTRY_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "UK": "GB",
        "EL": "GR",
        "AUT": "AT",
        "BEL": "BE",
        "BGR": "BG",
        "CHE": "CH",
        "CYP": "CY",
        "CZE": "CZ",
        "DEU": "DE",
        "DNK": "DK",
        "ESP": "ES",
        "EST": "EE",
        "FIN": "FI",
        "FRA": "FR",
        "GBR": "GB",
        "GRC": "GR",
        "HRV": "HR",
        "HUN": "HU",
        "IRL": "IE",
        "ITA": "IT",
        "LTU": "LT",
        "LUX": "LU",
        "LVA": "LV",
        "MLT": "MT",
        "NLD": "NL",
        "NOR": "NO",
        "POL": "PL",
        "PRT": "PT",
        "ROU": "RO",
        "SVK": "SK",
        "SVN": "SI",
        "SWE": "SE",
    }
)
"""Signs of the European Union's own and the three-letter codes of European countries."""

OTHER_CURRENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "€": "EUR",
        "EURO": "EUR",
        "EUROS": "EUR",
        "$": "USD",
        "£": "GBP",
        "ZŁ": "PLN",
        "ZLOTY": "PLN",
        "LEV": "BGN",
        "ЛВ": "BGN",
        "LEU": "RON",
        "LEI": "RON",
    }
)
"""Signs and everyday names of currencies."""

_DOTTED = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})")
_MONTH = re.compile(r"(\d{1,2})\s*/\s*(\d{4})")
_YEARS = re.compile(r"(\d{4})\s*(?:-|–|/|to)\s*(\d{4}|ongoing)")
_GOES_ON = ("today", "now", "present", "to date", "until today", "until now", "continuing", "open", "open-ended")
_LETTER = re.compile(r"[^\W\d_]")
_SOME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})")
_MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
_GROUPED = re.compile(r"(-?\d{1,3})(?:([ '’\u00a0\u202f.,])\d{3})(?:\2\d{3})+|(-?\d{1,3})(?:[ '’\u00a0\u202f]\d{3})")
_WITH_CENTS = re.compile(r"(-?\d{1,3}(?:([ '’\u00a0\u202f.,])\d{3})*|-?\d+)([.,])(\d{1,2})")
_ONE_COMMA = re.compile(r"(-?\d{1,3}),(\d{3})")
_PAGE = re.compile(r"(?:pages?|pp?|seiten?|s)\.?\s*(?=\d)", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—]\s*")
_CITED = re.compile(
    r"([\w ]+?)(?:\s*:\s*([\w ]+?))?(?:[\s,]+(?:pages?|pp?|seiten?|s)\.?\s*(\d[\d–—\s-]*))?", re.IGNORECASE
)
_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.ASCII)


def meant_date(text: str) -> str | None:
    """`2021-09-01` for 1.9.2021, `2021-09` for September 2021; None for 1/9/2021, which could be two days."""
    if form := _DOTTED.fullmatch(text):
        day, month, year = form.groups()
    elif form := _MONTH.fullmatch(text):
        day, month, year = None, form[1], form[2]
    elif form := _LOOSE.fullmatch(text):
        year, month, day = form.groups()
    elif (form := _NAMED.fullmatch(text)) and form[2][:3].lower() in _MONTHS:
        day, month, year = form[1], str(_MONTHS[form[2][:3].lower()]), form[3]
    else:
        return None
    date = "-".join([year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])])
    return date if _reads(PartialDate.parse, date) else None


def date_advice(text: str) -> str | None:
    """What to do with words that hold a date, or two."""
    if form := _YEARS.fullmatch(text):
        return f"write `start: {form[1]}` and `end: {form[2]}`"
    if text.casefold() in _GOES_ON:
        return "write `end: ongoing` for what goes on"
    year = _SOME_YEAR.search(text)
    return f"write `{year[1]}`, and the words around it in a `note`" if year and _LETTER.search(text) else None


def meant_number(text: str) -> str | None:
    """`12200000` for 12 200 000 and 12.200.000, `12.5` for 12,5; None for 1,250, which could be two numbers."""
    if _GROUPED.fullmatch(text):
        number = _digits(text)
    elif (form := _WITH_CENTS.fullmatch(text)) and form[2] != form[3]:
        number = f"{_digits(form[1])}.{form[4]}"
    else:
        return None
    return number if _reads(parse_number, number) else None


def number_advice(text: str) -> str | None:
    """What to do with a number that could be two, or that has words beside it."""
    if form := _ONE_COMMA.fullmatch(text):
        return f"write `{form[1]}{form[2]}`, or `{form[1]}.{form[2]}` if the comma begins the decimals"
    if any(sign.isdigit() for sign in text) and not all(sign.isdigit() or sign in " .,'-–" for sign in text):
        return "write the figure alone: a currency goes in `currency`, a unit in `unit`, `about` in `qualifier`"
    return None


def meant_pages(text: str) -> str | None:
    """`17-20` for pp. 17 – 20."""
    pages = _DASH.sub("-", _PAGE.sub("", text.strip()))
    return pages if _reads(Pages.parse, pages) else None


def meant_citation(text: str) -> str | None:
    """`report:results p17` for Report: result, p. 17; a web address in full for one that begins with www."""
    if _HOST.fullmatch(text):
        return f"https://{text}"
    form = _CITED.fullmatch(text)
    if form is None or not (form[2] or form[3]):
        return None
    row = certainly(form[2], list(Row)) if form[2] else None
    if form[2] and row is None:
        return None
    pages = f" p{_DASH.sub('-', form[3].strip())}" if form[3] else ""
    citation = f"{form[1].strip().lower()}{f':{row}' if row else ''}{pages}"
    return citation if citation != text and _reads(Citation.parse, citation) else None


def citation_advice(text: str) -> str | None:
    """How several citations in one text are written."""
    parts = [part.strip() for part in re.split("[,;]", text)]
    every = all(_reads(Citation.parse, part) for part in parts)
    return f"write a list: `[{', '.join(parts)}]`" if len(parts) > 1 and every else None


def meant_url(text: str) -> str | None:
    """The web address in full for one that begins with www."""
    return f"https://{text}" if _HOST.fullmatch(text) else None


def _digits(text: str) -> str:
    return re.sub(r"[^\d-]", "", text)


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
