"""What a value in another notation means, if only one reading is possible; and advice if none or several are."""

import re
import unicodedata
from calendar import month_name
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from secon_cli.practice.suggestions import certainly, closest, folded
from secon_cli.practice.values import NOT_STATED, ONGOING, Citation, Pages, PartialDate, TimeSpan, parse_number
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES, Row, packaged_toml

_WORDS: Final = packaged_toml(__package__, "guesses.toml")
_POWERS: Final[Mapping[str, int]] = _WORDS["powers"]

# Characters

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u1680"
_NOTHING = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_HYPHENS = "\u2010\u2011\u2212"
_ALIKE = dict(zip("АВЕКМНОРСТУХаеорсухіІΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXaeopcyxiIABEZHIKMNOPTYXo", strict=True))
"""Cyrillic and Greek letters that look like Latin ones."""
_ORDINARY = str.maketrans(
    {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_NOTHING, ""), **dict.fromkeys(_HYPHENS, "-"), **_ALIKE}
)
_ODD = re.compile(f"[{_SPACES}{_NOTHING}{_HYPHENS}{''.join(_ALIKE)}]")


def odd_character(text: str) -> tuple[str, str] | None:
    """The name of the first character that looks like another or like nothing, and the text with ordinary ones."""
    odd = _ODD.search(text)
    if odd is None:
        return None
    ordinary = text.translate(_ORDINARY).strip()
    if odd[0] in _ALIKE and any(ord(character) > 0x24F for character in ordinary if character.isalpha()):
        return None  # A word in Greek or Cyrillic, not a Latin word with a foreign letter.
    return f"U+{ord(odd[0]):04X}, {unicodedata.name(odd[0], 'a character without a name').lower()}", ordinary


# Dates

_MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
_MONTH_NAME = "[A-Za-z]{3,9}"
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_DATES = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?",
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?",
        r"(?:(?P<d>\d{1,2})\.\s*)?(?P<m>\d{1,2})\.\s*(?P<y>\d{4})",
        r"(?P<m>\d{1,2})\s*/\s*(?P<y>\d{4})",
        # Only one of the two can be the month.
        r"(?P<d>1[3-9]|[23]\d)[/-](?P<m>\d{1,2})[/-](?P<y>\d{4})",
        r"(?P<m>\d{1,2})[/-](?P<d>1[3-9]|[23]\d)[/-](?P<y>\d{4})",
        rf"(?:(?:the )?(?P<d>{_DAY})\s+(?:of )?)?(?P<n>{_MONTH_NAME})\.?,?\s+(?P<y>\d{{4}})",
        rf"(?P<n>{_MONTH_NAME})\.?\s+(?P<d>{_DAY}),?\s+(?P<y>\d{{4}})",
    )
)
"""Notations of a date: year, month as a number or a name, and day."""
_WITHIN = tuple(re.compile(rf"(?<![\w./-])(?:{form.pattern})(?![\w/-])") for form in _DATES)
"""The same among other words."""
_YEARS = re.compile(r"(\d{4})\s*(?:-|–|/|to|until|till)\s*(\d{4}|ongoing)")
_BOUNDS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(form, re.IGNORECASE), written)
    for form, written in (
        (r"(?:ca\.?|c\.|circa|about|around|approx\.?|approximately|roughly|~|≈)\s*(?:the year )?(?P<date>.+)", "{}~"),
        (r"(?P<date>.+?)\s*\((?:about|approx\.?|approximately|circa|estimated)\)", "{}~"),
        (r"(?:by|at least since|since at least)\s+(?P<date>.+)", "../{}"),
        (r"(?:before|no later than|not later than|at the latest(?: in)?|in or before|\.\.|/)\s*(?P<date>.+)", "../{}"),
        (r"(?P<date>.+?)\s*(?:or earlier|or before|at the latest)", "../{}"),
        (r"(?:after|no earlier than|not earlier than|not before|in or after)\s*(?P<date>.+)", "{}/.."),
        (r"(?P<date>.+?)\s*(?:or later|or after|at the earliest|/open|/)", "{}/.."),
    )
)
"""Words around a date that say how far it is known, with the notation that says the same or less."""
_SINCE = re.compile(r"(?:since|from|in)\s+(.+)", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|up to|to)\s+(.+)", re.IGNORECASE)
_TENS = re.compile(r"(?:in )?(?:the )?(?:(?:early|mid|middle|late)[ -](?:of )?(?:the )?)?(\d{3})(?:0'?s|[xXuU?])")
_LETTER = re.compile(r"[^\W\d_]")
_SOME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_BOUND = re.compile(
    r"\b(?:before|after|until|till|since|from|by|around|about|circa|ca|not|no later|no earlier)\b", re.IGNORECASE
)


def meant_date(text: str) -> str | None:
    """`2021-09-01` for 1.9.2021, `2021-09` for September 2021; None for 1/9/2021, which could be two days.

    `../2008` for before 2008, `2004~` for about 2004, `201X` for the 2010s: never a date that claims more.
    """
    if date := _one_date(text):
        return date
    if decade := _TENS.fullmatch(text):
        return _read(PartialDate.parse, f"{decade[1]}X")
    for bound, written in _BOUNDS:
        if match := bound.fullmatch(text):
            inside = match["date"].strip()
            date = inside if re.fullmatch(r"[\d-]+", inside) else _one_date(inside)
            return _read(PartialDate.parse, written.format(date)) if date else None
    return None


def _one_date(text: str) -> str | None:
    matches = (form.fullmatch(text) for form in _DATES)
    return next((date for match in matches if match and (date := _date(match))), None)


def meant_date_of(text: str, name: str) -> str | None:
    """The date in words that only repeat what the field is: *since 2008* as a start, *until 2025* as an end."""
    if name == "end" and meant_ongoing(text):
        return str(ONGOING)
    form = _SINCE if name == "start" else _UNTIL if name == "end" else None
    match = form.fullmatch(text) if form else None
    if match is None:
        return meant_date(text)
    inside = match[1].strip()
    return meant_date(text) or _read(PartialDate.parse, inside) or meant_date(inside)


_LENGTH = re.compile(
    r"(?:for )?(?P<more>more than |over |at least |> ?)?(?P<n>\d{1,3}) ?(?P<plus>\+)? ?-?(?P<unit>years?|yrs?|months?)",
    re.IGNORECASE,
)


def meant_length(text: str) -> str | None:
    """`15 years` for *for 15 yrs*, `15+ years` for *over 15 years*."""
    form = _LENGTH.fullmatch(text)
    if form is None:
        return None
    unit = "month" if form["unit"].lower().startswith("m") else "year"
    more = "+" if form["more"] or form["plus"] else ""
    meant = f"{int(form['n'])}{more} {unit}{'' if form['n'] == '1' and not more else 's'}"
    return _read(TimeSpan.parse, meant)


def _date(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = str(_MONTHS.get(parts["n"][:3].lower(), 0)) if parts.get("n") else parts.get("m")
    day = re.sub(r"\D", "", parts.get("d") or "")
    date = "-".join([parts["y"], f"{int(month or 0):02}", *([f"{int(day):02}"] if day else [])])
    return _read(PartialDate.parse, date)


def meant_ongoing(text: str) -> bool:
    """Whether the text means that there is no end."""
    plain = text.casefold().strip(" .").replace("on-going", "ongoing")
    return plain in _WORDS["goes_on"] or certainly(plain, ["ongoing"]) is not None


def date_advice(text: str, name: str = "start") -> str | None:
    """What to do with words that contain a date, or two: never what is less than they say, or more."""
    if form := _YEARS.fullmatch(text):
        return f"write `start: {form[1]}` and `end: {form[2]}`"
    if meant_ongoing(text):
        return "write `end: ongoing` for a practice that continues"
    dates = [date for form in _WITHIN for match in form.finditer(text) if (date := _date(match))]
    years = _SOME_YEAR.findall(text)
    if dates and len(years) == 1:
        date = max(dates, key=len)
    elif len(years) == 1 and _LETTER.search(text) and not re.search(r"\d", text.replace(years[0], "")):
        date = years[0]
    else:
        return None
    if _BOUND.search(text):
        return f"write `{name}: {NOT_STATED}` unless the source has a date, and `{text}` in a `note`"
    return f"write `{date}`, and the words around it in a `note`"


# Numbers

_GROUP = f"[ '’{_SPACES}.,]"
_ONLY_GROUP = f"[ '’{_SPACES}]"
_GROUPED = re.compile(rf"(-?\d{{1,3}})(?:({_GROUP})\d{{3}})(?:\2\d{{3}})+|(-?\d{{1,3}})(?:{_ONLY_GROUP}\d{{3}})")
_LAKHS = re.compile(r"-?\d{1,2}(?:,\d{2})+,\d{3}")
_WITH_CENTS = re.compile(rf"(-?\d{{1,3}}(?:({_GROUP})\d{{3}})*|-?\d+)([.,])(\d{{1,2}})(?:[-–—]{{1,2}})?")
_ONE_COMMA = re.compile(r"(-?\d{1,3}),(\d{3})")
_IN_WORDS = re.compile(r"(?P<n>-?[\d.,]+)\s*(?P<w>k|tsd|thousand|million|millions|mio|mln|mn)\.?", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?P<about>~|≈|c\.|ca\.?|circa|about|approx\.?|approximately|around|roughly|nearly|almost|some)\s*"
    r"|(?P<more_than>>|≥|more than|over|above|at least|min\.?|minimum)\s*"
    r"|(?P<less_than><|≤|less than|under|below|up to|at most|max\.?|maximum)\s*",
    re.IGNORECASE,
)


def meant_number(text: str) -> str | None:
    """`12200000` for 12 200 000 and 12.200.000, `12.5` for 12,5; None for 1,250, which could be two numbers."""
    given, text = text, text.replace("\u2212", "-")
    if _GROUPED.fullmatch(text) or _LAKHS.fullmatch(text):
        number = _digits(text)
    elif (form := _WITH_CENTS.fullmatch(text)) and form[2] != form[3]:
        number = f"{_digits(form[1])}.{form[4]}"
    elif form := _IN_WORDS.fullmatch(text):
        factor = meant_number(form["n"]) or _read(parse_number, form["n"])
        if factor is None:
            return None
        number = f"{(Decimal(factor) * 10 ** _POWERS[form['w'].lower()]).normalize():f}"
    else:
        number = text.removeprefix("+")
    return _read(parse_number, number) if number != given else None


def meant_share(text: str) -> str | None:
    """`12.5` for 12,5; None for what is no percentage either way."""
    number = meant_number(text)
    return number if number and 0 <= Decimal(number) <= 100 else None


def number_advice(text: str, name: str = "value") -> str | None:
    """The lines to write for a number that could be two, or that has words, a unit or a currency next to it."""
    if form := _ONE_COMMA.fullmatch(text):
        whole, decimals = f"{form[1]}{form[2]}", f"{form[1]}.{form[2]}".rstrip("0").rstrip(".")
        return f"write `{name}: {whole}`, or `{name}: {decimals}` if it is a decimal comma"
    rest, lines = text, []
    if prefix := _PREFIX.match(rest):
        rest = rest[prefix.end() :]
        lines.append(f"`qualifier: {prefix.lastgroup}`")
    figure = re.search(rf"-?\d(?:[\d.,]|{_ONLY_GROUP}(?=\d))*(?:\s*(?:{'|'.join(_POWERS)})\b\.?)?", rest, re.IGNORECASE)
    if figure is None:
        return None
    number = figure[0].rstrip(".,") if not meant_number(figure[0]) else figure[0]
    number = re.sub(r"\.0+$", "", meant_number(number) or number)
    words = f"{rest[: figure.start()]} {rest[figure.end() :]}".strip(" ,-–—\u00a0\u202f")
    if _ONE_COMMA.fullmatch(number):
        number = number.replace(",", "")
    # What is next to the figure, if the block of the field has a place for it.
    plain = words.strip(" .").casefold()
    currency = meant_currency(words)
    if name == "amount":
        place, unit = "currency", currency
    elif name == "count":
        place, unit = "unit", next((unit for unit, known in _WORDS["staff"].items() if plain in known), None)
    else:
        other = words if re.fullmatch(r"[^\W\d_][\w -]{0,30}", words) else None
        percent = "percent" if plain in ("%", "percent", "per cent", "pct") else None
        place, unit = "unit", percent or currency or other
    if words and unit and name in ("amount", "count", "value"):
        lines.insert(0, f"`{place}: {unit}`")
    elif words or not lines or not _read(parse_number, number):
        advice = "write the figure alone: a currency goes in `currency`, a unit in `unit`, `about` in `qualifier`"
        return advice if any(sign.isalpha() or sign in "€$£%~<>≈" for sign in text) else None
    return "write " + ", ".join([f"`{name}: {number}`", *lines])


# Codes


def _codes(names: Mapping[str, str], others: Mapping[str, str]) -> Mapping[str, str]:
    spelt = [(form, code) for code, name in names.items() for form in (folded(name), name)]
    return {name.casefold(): code for name, code in (*spelt, *others.items(), *((code, code) for code in names))}


COUNTRY_CODES, CURRENCY_CODES = _codes(COUNTRIES, _WORDS["countries"]), _codes(CURRENCIES, _WORDS["currencies"])
"""Codes by what people write for them, in small letters: names, also in other languages, signs, and other codes."""


def meant_country(text: str) -> str | None:
    """`AT` for Österreich or AUT."""
    return COUNTRY_CODES.get(_plain(text)) or COUNTRY_CODES.get(folded(text))


def near_code(text: str, codes: Mapping[str, str], known: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The code that is surely meant by a text that is none, and the one that may be; `known` are names in any language.

    Of codes, too many are alike: CHN is no typo of HN. Names in English come first, as others are spelt like them.
    """
    names = {name: code for name, code in known.items() if len(name) > 3}
    english = [name.casefold() for name in codes.values()]
    sure = known.get(text.casefold()) or known.get(certainly(text, english) or certainly(text, names) or "")
    return sure, sure or known.get(closest(text, names, 0.75, len(names)) or "")


def meant_currency(text: str) -> str | None:
    """`EUR` for € or euros."""
    return CURRENCY_CODES.get(_plain(text))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .")


# Pages, citations and addresses

_PAGE = re.compile(r"(?:pages?|pp?|seiten?|s)\.?\s*(?=\d)", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—]\s*")
_CITED = re.compile(
    r"([\w ]+?)(?:\s*:\s*([\w ]+?))?(?:[\s,]+(?:pages?|pp?|seiten?|s)\.?\s*(\d[\d–—\s-]*))?", re.IGNORECASE
)
_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.ASCII)


def meant_pages(text: str) -> str | None:
    """`17-20` for pp. 17 – 20."""
    return _read(Pages.parse, _DASH.sub("-", _PAGE.sub("", text.strip())))


def meant_citation(text: str) -> str | None:
    """`report:results p17` for Report: result, p. 17; a web address in full for one that begins with www."""
    if url := meant_url(text):
        return url
    form = _CITED.fullmatch(text)
    if form is None or not (form[2] or form[3]):
        return None
    row = certainly(form[2], list(Row)) if form[2] else None
    if form[2] and row is None:
        return None
    pages = f" p{_DASH.sub('-', form[3].strip())}" if form[3] else ""
    citation = f"{form[1].strip().lower()}{f':{row}' if row else ''}{pages}"
    return _read(Citation.parse, citation) if citation != text else None


def citation_advice(text: str, name: str = "evidence") -> str | None:
    """How several citations in one text are written."""
    parts = [part.strip() for part in re.split("[,;]", text)]
    every = len(parts) > 1 and all(_read(Citation.parse, part) for part in parts)
    return f"write a list: `[{', '.join(parts)}]`" if every else None


def meant_url(text: str) -> str | None:
    """The web address in full for one that begins with www."""
    return f"https://{text}" if _HOST.fullmatch(text) else None


def _digits(text: str) -> str:
    return re.sub(r"[^\d-]", "", text)


def _read(parse: Callable[[str], object], text: str) -> str | None:
    """The text, if it can be read."""
    try:
        parse(text)
    except ValueError:
        return None
    return text
