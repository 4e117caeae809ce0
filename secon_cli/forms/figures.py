"""Sums of money, counts of people and other figures in a text that people wrote."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from secon_cli.forms.answers import meant_currency
from secon_cli.practice.types import parse_number
from secon_cli.practice.vocabularies import packaged_toml

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
