"""What the words and notations that people use in a form mean: values of the format, and figures in sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

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
from secon_cli.practice.suggestions import certainly
from secon_cli.practice.types import parse_number
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES, Term, packaged_toml

TWO_READINGS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,])")
"""A number such as 1.200 in an answer, which is 1200 to many who fill in a form."""
WORD_END = " – "
"""Between a word of a vocabulary and its meaning."""
_DASHES = (WORD_END, " - ", " — ")


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
_QUANTITY = re.compile(
    "".join(f"(?P<{name}>(?:{words})\\s*)?" for name, words in _QUALIFIERS.items())
    + r"(?P<before>[€$£]|[A-Z]{3}\b)?\s*(?P<number>\d[\d .,’'\u00a0]*?(?:\s*(?:thousand|million|mio\.?|mln\.?))?)"
    r"\s*(?P<after>%|[€$£]|[^\W\d_][\w -]{0,30})?",
    re.IGNORECASE,
)


def figure_in(text: str) -> dict[str, str] | None:
    """The parts of an answer such as `about 450 persons`: `number`, `qualifier`, `unit` or `currency`; None for others.

    A number with one comma, or one point before three digits, could be two numbers, so it is not read.
    """
    form = _QUANTITY.fullmatch(text.strip())
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


READINGS: Final[Mapping[str, Callable[[str], str | None]]] = {
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


# --- Sums, counts and other figures in a text -----------------------------------------------------------------------


WORDS: Final = packaged_toml("secon_cli.forms", "words.toml")
PHRASES: Final = {name: re.compile(words, re.IGNORECASE) for name, words in WORDS["phrases"].items()}
MONTHS: Final[str] = WORDS["parts"]["months"]
_POWER, _CURRENCY, _PEOPLE, _THING = (WORDS["parts"][name] for name in ("power", "currency", "people", "things"))
_NUMBER = r"\d{1,3}(?:[ .,\u00a0\u202f’']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?(?!\d)"
_FIRST, _SECOND = (rf"(?P<{name}>{_NUMBER})(?:\s*(?P<p{name}>{_POWER})\b)?" for name in "ab")
_SUM = re.compile(
    rf"(?:(?P<before>{_CURRENCY})\s*|(?<![\w.,])){_FIRST}"
    rf"(?:\s*(?:{_CURRENCY})?\s*(?:-|–|to)\s*(?:{_CURRENCY})?\s*{_SECOND})?"
    rf"(?:\s*(?P<after>{_CURRENCY}))?",
    re.IGNORECASE,
)
_BARE_SUM = re.compile(rf"(?<![\w.,€£$-])(?P<a>{_NUMBER})\s*(?P<pa>{_POWER})\b(?!\s*(?:{_CURRENCY}))", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w.,€£$-])(?P<a>{_NUMBER})(?!\s*(?:%|{_CURRENCY}|\w))", re.IGNORECASE)
_LEAST = 1000
"""A number without a currency is taken for a sum from here on."""
_COUNT = (
    r"(?:\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d{1,4}[.,]\d{1,2}|\d{1,6}(?:\s*[-–]\s*\d{1,6})?"
    f"|{'|'.join(WORDS['numbers'])})"
)
_STAFF = re.compile(rf"(?<![\w.,-])(?P<n>{_COUNT})\s+(?P<how>(?:[\w-]+\s+){{0,3}}?)(?P<who>{_PEOPLE})\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?<![\w.,/:€£$-])(?P<n>\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d{1,6}(?:[.,]\d{1,2})?)(?![\w.,/:-]*\d)\s*(?P<percent>%)?"
    r"\s*(?P<what>(?:[^\W\d][\w’'-]*\s?){0,4})"
)
_THINGS = re.compile(rf"\b(?:{_THING})\b", re.IGNORECASE)
_WORDED = re.compile(
    rf"\b(?P<n>{'|'.join(word for word, number in WORDS['numbers'].items() if number > 1)})\s+"
    rf"(?P<how>(?:[\w-]+\s+){{0,2}}?)(?P<what>{_THING})\b",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(rf"(?:{MONTHS}|{WORDS['parts']['no_figure']}|of (?:{MONTHS}))\b", re.IGNORECASE)
_NUMBERED = re.compile(rf"(?:{MONTHS}|[Ll]aw|[Aa]rt\.|[Nn]o\.|[Pp]hase|NUTS)\s*$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is written in a file, what it counts or its currency where that is known, and its place."""

    number: str
    what: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The number with what it counts."""
        return f"{self.number} {self.what}".strip()


def sums(text: str, *, bare: bool = False) -> Iterator[Figure]:
    """The sums in a text, but for those that only repeat one in another currency; `bare` also those without one."""
    found: list[Figure] = []
    for match in _SUM.finditer(text):
        sign = match["before"] or match["after"]
        if sign is None or (found and PHRASES["converted"].search(text[found[-1].end : match.start()])):
            continue
        first, last = _decimal(match["a"], match["pa"]), _decimal(match["b"], match["pb"]) if match["b"] else None
        if first is not None:
            to = f"-{_written(last)}" if last is not None and last >= first else ""
            found.append(Figure(f"{_written(first)}{to}", meant_currency(sign) or "", match.start(), match.end()))
    yield from found
    for match in _BARE_SUM.finditer(text) if bare else ():
        number = _decimal(match["a"], match["pa"])
        around = text[max(0, match.start() - 60) : match.end() + 60]
        if (
            number is not None
            and PHRASES["money"].search(around)
            and not any(_overlap(match, known) for known in found)
        ):
            yield Figure(_written(number), "(currency?)", match.start(), match.end())


def bare_sum(text: str) -> str | None:
    """The first large number without a currency, in an answer to a question for money."""
    numbers = (_decimal(match["a"], None) for match in _BARE.finditer(text))
    large = (number for number in numbers if number is not None and number >= _LEAST and not 1900 <= number <= 2100)
    return next(map(_written, large), None)


def _overlap(match: re.Match[str], known: Figure) -> bool:
    return match.start() < known.end and known.start < match.end()


def _decimal(number: str, power: str | None) -> Decimal | None:
    """A number in any notation, such as 46 965,59, 12.2 million or 1,219,800."""
    plain = re.sub(r"[ \u00a0\u202f’']", "", number)
    decimals = re.search(r"[.,](\d{1,2})$", plain)
    if decimals is None and power and len(re.findall(r"[.,]", plain)) == 1:
        # 1.250 million is a million and a quarter.
        decimals = re.search(r"[.,](\d{3})$", plain)
    whole = plain[: decimals.start()] if decimals else plain
    text = re.sub(r"[.,]", "", whole) + (f".{decimals[1]}" if decimals else "")
    try:
        number_in_units: Decimal = parse_number(text) * 10 ** WORDS["powers"].get(
            (power or "").casefold().rstrip("."), 0
        )
    except ValueError:
        return None
    return number_in_units


def _written(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def staff(text: str) -> Iterator[Figure]:
    """The counts of people who work, with what they are called."""
    for match in _STAFF.finditer(text):
        number = _count(match["n"])
        if number is not None and (match["n"].casefold() not in ("a", "an") or match["how"].strip()):
            yield Figure(number, f"{match['how']}{match['who']}", match.start(), match.end())


def figures(text: str, *, things: bool = False) -> Iterator[Figure]:
    """The figures that may be results: numbers of something, but no dates, sums, durations or numbers of pages.

    With `things`, only numbers of people, bodies and places, as texts name them that are about something else.
    """
    money = list(sums(text))
    for match in _FIGURE.finditer(text):
        number, what = _count(match["n"]), " ".join(match["what"].split())
        before = text[max(0, match.start() - 20) : match.start()]
        is_year = re.fullmatch(r"(?:19|20)\d\d", match["n"]) is not None and not match["percent"]
        if number is None or is_year or not (what or match["percent"]) or (things and not _THINGS.search(what)):
            continue
        if _NO_FIGURE.match(what) or _NUMBERED.search(before):
            continue
        if not any(_overlap(match, known) and match.start() >= known.start for known in money):
            yield Figure(number, "percent" if match["percent"] else what, match.start(), match.end())
    for match in _WORDED.finditer(text):
        what = f"{match['how']}{match['what']}"
        yield Figure(str(WORDS["numbers"][match["n"].casefold()]), what, match.start(), match.end())


def _count(text: str) -> str | None:
    word = WORDS["numbers"].get(text.casefold())
    if word is not None:
        return str(word)
    ends = re.split(r"\s*[-–]\s*", text)
    if len(ends) == 2:
        return f"{ends[0]}-{ends[1]}" if int(ends[0]) <= int(ends[1]) else None
    number = _decimal(text, None)
    return None if number is None else _written(number)


_SHORT = "".join(rf"(?<!\b{word})" for word in ("approx", "min", "max", "ca", "no", "nr", "art", "st", "dr", "[a-z]"))
_END = re.compile(rf"{_SHORT}[.!?](?=\s+(?-i:[A-Z0-9“\"(-]))|\n", re.IGNORECASE)
"""The end of a sentence, but not of a word that is cut short."""


@lru_cache(maxsize=16)
def _ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _END.finditer(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with single spaces."""
    ends = _ends(text)
    parts = (text[first:last] for first, last in zip((0, *ends), (*ends, len(text)), strict=True))
    return [sentence for part in parts if (sentence := " ".join(part.split()))]


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around a place of a text."""
    ends = _ends(text)
    before, after = bisect_right(ends, start), bisect_left(ends, end)
    first = ends[before - 1] if before else 0
    last = ends[after] if after < len(ends) else len(text)
    return " ".join(text[first:last].split())
