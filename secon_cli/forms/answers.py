"""What an answer in a form means: a value of the format, from the words and notations that people use."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from pydantic import BaseModel, ValidationError

from secon_cli.checks.guesses import (
    OTHER_COUNTRY_CODES,
    OTHER_CURRENCIES,
    meant_citation,
    meant_date,
    meant_number,
    meant_ongoing,
    meant_pages,
    meant_url,
)
from secon_cli.forms.layout import FIGURES, TWO_READINGS, WORD_END, FormField
from secon_cli.practice.suggestions import certainly
from secon_cli.practice.types import reader_of
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES, Term

_DASHES = (WORD_END, " - ", " — ")


def meant(field: FormField, block: type[BaseModel], text: str) -> str | None:
    """The value that a single answer means, as it is written in a file; None where no reading is certain."""
    if field.field.vocabulary is not None:
        term = meant_term(field.field.vocabulary, text)
        if term is not None:
            return term.value
    if field.form in FIGURES and TWO_READINGS.search(text):
        return None
    reading = _READINGS.get(field.form)
    for attempt in (text, text.strip().replace(" ", "_") if field.words else None, reading(text) if reading else None):
        if attempt is not None:
            with suppress(ValidationError):
                reader_of(block, field.name).validate_python((attempt,) if field.field.many else attempt)
                return attempt
    return None


def meant_term(vocabulary: type[Term], text: str) -> Term | None:
    """The word of a vocabulary: as it is shown, with or without its meaning, or by a synonym."""
    known = {
        _plain(name): term for part in ("value", "meaning") for term in vocabulary for name in [getattr(term, part)]
    }
    for dash in ("", *_DASHES):
        shown = _plain(text.partition(dash)[0] if dash else text)
        if shown in known:
            return known[shown]
    meant = {term for term in vocabulary if _plain(text) in map(_plain, term.synonyms)}
    if len(meant) == 1:
        return meant.pop()
    near = certainly(_plain(text), known)
    return known[near] if near else None


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold().strip(" .")


def meant_country(text: str) -> str | None:
    """The code of a country, by its name or another code."""
    names = {**{name.casefold(): code for code, name in COUNTRIES.items()}, **_OTHER_NAMES}
    code = text.strip().upper()
    return names.get(_plain(text)) or (code if code in COUNTRIES else OTHER_COUNTRY_CODES.get(code))


def country_in(text: str) -> str | None:
    """The code of the only country that a text names."""
    named = [code for code, name in COUNTRIES.items() if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]
    return named[0] if len(named) == 1 else None


_OTHER_NAMES: Final[Mapping[str, str]] = {
    "czech republic": "CZ",
    "great britain": "GB",
    "united kingdom": "GB",
    "holland": "NL",
    "the netherlands": "NL",
    "netherlands": "NL",
    "moldova": "MD",
    "turkey": "TR",
    "macedonia": "MK",
}


def meant_currency(text: str) -> str | None:
    """The code of a currency, by its sign, its code or its name."""
    sign = text.strip().upper()
    names = {name.casefold(): code for code, name in CURRENCIES.items()}
    return sign if sign in CURRENCIES else OTHER_CURRENCIES.get(sign) or names.get(_plain(text))


_QUALIFIERS: Final[Mapping[str, str]] = {
    "about": r"~|≈|about|around|approximately|approx\.?|circa|ca\.?|c\.|nearly|roughly|some",
    "more_than": r">|≥|more than|over|above|at least|min\.?",
    "less_than": r"<|≤|less than|under|below|up to|at most|max\.?",
}
_FIGURE = re.compile(
    "".join(f"(?P<{name}>(?:{words})\\s*)?" for name, words in _QUALIFIERS.items())
    + r"(?P<before>[€$£]|[A-Z]{3}\b)?\s*(?P<number>\d[\d .,’'\u00a0]*?(?:\s*(?:thousand|million|mio\.?|mln\.?))?)"
    r"\s*(?P<after>%|[€$£]|[^\W\d_][\w -]{0,30})?",
    re.IGNORECASE,
)


def figure_in(text: str) -> dict[str, str] | None:
    """The parts of an answer such as `about 450 persons`: `number`, `qualifier`, `unit` or `currency`; None for others.

    A number with one comma, or one point before three digits, could be two numbers, so it is not read.
    """
    form = _FIGURE.fullmatch(text.strip())
    if form is None or TWO_READINGS.search(form["number"]):
        return None
    number = form["number"].strip()
    read = meant_number(number) or (number if number.replace(".", "", 1).isdigit() else None)
    qualifiers = [name for name in _QUALIFIERS if form[name]]
    words = (form["before"] or form["after"] or "").strip()
    if read is None or len(qualifiers) > 1 or (form["before"] and form["after"]):
        return None
    found = {"number": read} | ({"qualifier": qualifiers[0]} if qualifiers else {})
    if not words:
        return found
    currency = meant_currency(words)
    return {**found, **({"currency": currency} if currency else {"unit": "percent" if words == "%" else words})}


_READINGS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "Amount": lambda text: meant_number(text.strip()),
    "Country": lambda text: meant_country(text) or country_in(text),
    "Currency": meant_currency,
    "Date": lambda text: meant_date(text.strip()),
    "End": lambda text: "ongoing" if meant_ongoing(text) else meant_date(text.strip()),
    "Evidence": lambda text: meant_citation(text.strip()),
    "Figure": lambda text: meant_number(text.strip()),
    "PageRange": meant_pages,
    "Share": lambda text: meant_number(text.strip().removesuffix("%").strip()),
    "Url": lambda text: meant_url(text.strip()),
}
"""How a value in another notation is read, by the name of its form."""
