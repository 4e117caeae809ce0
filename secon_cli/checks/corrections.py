"""What a date or a number in another notation was meant to be, where only one reading is possible."""

import re
from calendar import month_name

from secon_cli.practice.dates import PartialDate

_DOTTED = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})")
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})")
_MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
_GROUPED = re.compile(r"(-?\d{1,3})(?:([ '’\u00a0\u202f.,])\d{3})(?:\2\d{3})+|(-?\d{1,3})(?:[ '’\u00a0\u202f]\d{3})")


def meant_date(text: str) -> str | None:
    """`2021-09-01` for 1.9.2021, `2021-09` for September 2021; None for 1/9/2021, which could be two days."""
    if form := _DOTTED.fullmatch(text):
        day, month, year = form.groups()
    elif form := _LOOSE.fullmatch(text):
        year, month, day = form.groups()
    elif (form := _NAMED.fullmatch(text)) and form[2][:3].lower() in _MONTHS:
        day, month, year = form[1], str(_MONTHS[form[2][:3].lower()]), form[3]
    else:
        return None
    date = "-".join([year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])])
    try:
        PartialDate.parse(date)
    except ValueError:
        return None
    return date


def meant_number(text: str) -> str | None:
    """`12200000` for 12 200 000 and 12.200.000; None for 1,250, which could be two numbers."""
    return re.sub(r"[^\d-]", "", text) if _GROUPED.fullmatch(text) else None
