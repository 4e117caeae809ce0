"""What is in documents that people wrote: the rows of a template, answers behind labels, and figures in sentences.

Labels are found by the headings and synonyms of all templates. Cells may be split, merged or repeated: a label over
several rows, a label that comes twice, a row without a label, a heading in a merged cell.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from secon_cli.checks import guesses
from secon_cli.practice.suggestions import certainly
from secon_cli.practice.template import templates
from secon_cli.practice.values import parse_number
from secon_cli.practice.vocabularies import COUNTRIES, Row, Term, packaged_toml
from secon_cli.reading.office import Blocks, Cell, Paragraph, Table

TWO_READINGS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,])")
"""A number such as 1.200 in an answer, which is 1200 to many who fill in a form."""
WORD_END = " – "
"""Between a word of a vocabulary and its meaning."""
WORDS: Final = packaged_toml("secon_cli.forms", "words.toml")
_DASHES = (WORD_END, " - ", " — ")


def meant_term(vocabulary: type[Term], text: str) -> Term | None:
    """The word of a vocabulary: as it is shown, with or without its meaning, or by a synonym."""
    known = {_plain(term.value): term for term in vocabulary} | {_plain(term.meaning): term for term in vocabulary}
    for shown in (text, *(text.partition(dash)[0] for dash in _DASHES)):
        if _plain(shown) in known:
            return known[_plain(shown)]
    meant = [term for term in vocabulary if _plain(text) in map(_plain, term.synonyms)]
    if len(meant) == 1:
        return meant[0]
    near = certainly(_plain(text), known)
    return known[near] if near else None


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold().strip(" .")


def country_in(text: str) -> str | None:
    """The code of the only country that a text names."""
    named = [code for code, name in COUNTRIES.items() if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]
    return named[0] if len(named) == 1 else None


def names_in(text: str) -> list[str]:
    """The names in a list of places: one a line, or with commas or semicolons between them."""
    return [name for part in re.split(r"[\n,;](?![^()\n]*\))", text) if (name := part.strip())]


_QUANTITY = re.compile(
    "".join(f"(?P<{name}>(?:{words})\\s*)?" for name, words in WORDS["qualifiers"].items())
    + r"(?P<before>[€$£]|[A-Z]{3}\b)?\s*(?P<number>\d[\d .,’'\u00a0]*?(?:\s*(?:thousand|million|mio\.?|mln\.?))?)"
    r"\s*(?P<after>%|[€$£]|[^\W\d_][\w -]{0,30})?",
    re.IGNORECASE,
)

_MULTIPLE = re.compile(r"(?:k|m|bn|mrd\.?|tsd\.?|billions?|hundreds?|dozens?)\b", re.IGNORECASE)
"""Words after a number that make it another one: 12k is not 12."""


def figure_in(text: str) -> dict[str, str] | None:
    """The parts of an answer such as `about 450 persons`: `number`, `qualifier`, `unit` or `currency`; None for others.

    A number with one comma, or one point before three digits, could be two numbers, so it is not read.
    """
    form = _QUANTITY.fullmatch(text.strip())
    if form is None or TWO_READINGS.search(form["number"]):
        return None
    number = form["number"].strip()
    read = guesses.meant_number(number) or (number if number.replace(".", "", 1).isdigit() else None)
    qualifiers = [name for name in WORDS["qualifiers"] if form[name]]
    multiple = _MULTIPLE.match(form["after"] or "")
    if read is None or len(qualifiers) > 1 or (form["before"] and form["after"]) or multiple:
        return None
    found = {"number": read} | ({"qualifier": qualifiers[0]} if qualifiers else {})
    if words := (form["before"] or form["after"] or "").strip():
        currency = guesses.meant_currency(words)
        found["currency" if currency else "unit"] = currency or ("percent" if words == "%" else words)
    return found


READINGS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "Amount": guesses.meant_number,
    "Country": lambda text: guesses.meant_country(text) or country_in(text),
    "Currency": guesses.meant_currency,
    "Date": guesses.meant_date,
    "End": lambda text: "ongoing" if guesses.meant_ongoing(text) else guesses.meant_date(text),
    "Evidence": guesses.meant_citation,
    "Figure": guesses.meant_number,
    "PageRange": guesses.meant_pages,
    "Share": lambda text: guesses.meant_number(text.removesuffix("%").strip()),
    "Url": guesses.meant_url,
}
"""How a value in another notation, without spaces around it, is read, by the name of its form."""


# --- Sums, counts and other figures in a text -----------------------------------------------------------------------


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
            currency = guesses.meant_currency(sign) or ""
            found.append(Figure(f"{_written(first)}{to}", currency, match.start(), match.end()))
    yield from found
    for match in _BARE_SUM.finditer(text) if bare else ():
        number = _decimal(match["a"], match["pa"])
        around = text[max(0, match.start() - 60) : match.end() + 60]
        apart = not any(match.start() < known.end and known.start < match.end() for known in found)
        if number is not None and apart and PHRASES["money"].search(around):
            yield Figure(_written(number), "(currency?)", match.start(), match.end())


def bare_sum(text: str) -> str | None:
    """The first large number without a currency, in an answer to a question for money."""
    numbers = (_decimal(match["a"], None) for match in _BARE.finditer(text))
    large = (number for number in numbers if number is not None and number >= _LEAST and not 1900 <= number <= 2100)
    return next(map(_written, large), None)


def _decimal(number: str, power: str | None) -> Decimal | None:
    """A number in any notation, such as 46 965,59, 12.2 million or 1,219,800."""
    plain = re.sub(r"[ \u00a0\u202f’']", "", number)
    decimals = re.search(r"[.,](\d{1,2})$", plain)
    if decimals is None and power and len(re.findall(r"[.,]", plain)) == 1:
        # 1.250 million is a million and a quarter.
        decimals = re.search(r"[.,](\d{3})$", plain)
    whole = plain[: decimals.start()] if decimals else plain
    text = re.sub(r"[.,]", "", whole) + (f".{decimals[1]}" if decimals else "")
    zeros = WORDS["powers"].get((power or "").casefold().rstrip("."), 0)
    try:
        return parse_number(text).scaleb(zeros)
    except ValueError:
        return None


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
        if not any(known.start <= match.start() < known.end for known in money):
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


# --- Rows of a template in a document that people wrote -------------------------------------------------------------


MOST_TEXT = 20_000
"""Characters of a row that rules look at; the longest in the report has five thousand."""
_ENOUGH = 3
"""Rows by which a document is known to be a form."""
_LONGEST_LABEL = 80
"""Characters of a label; without an answer, it is the form's own."""
_SPLIT = 4
"""Rows over which a label may be spread."""
_NUMBERING = re.compile(r"^\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zA-Z])[.)]\s+")
_ROW_NUMBER = re.compile(r"[0-9]{0,2}[.)]?")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class FoundRow:
    """A row of a template in the document: how it is headed there, and what it says."""

    heading: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it says, a line for each paragraph with something in it."""
        return "\n".join(text for paragraph in self.paragraphs if (text := paragraph.text.strip()))


@dataclass(slots=True)
class FoundRows:
    """All rows by name, in the order of the document, the title above them, and what belongs to no row."""

    title: str = ""
    rows: dict[Row, FoundRow] = field(default_factory=dict)
    unknown: list[FoundRow] = field(default_factory=list)
    """What is below a label that no template has, or without one."""
    _row: FoundRow | None = None
    """The row, known or not, that the last block belongs to."""

    def text(self, row: Row) -> str:
        """What a row says, as far as rules read it; empty where there is none."""
        found = self.rows.get(row)
        return found.text[:MOST_TEXT] if found else ""

    def _keep(self, heading: str, content: Sequence[Paragraph]) -> None:
        """Begin a row that no template has."""
        self._row = FoundRow(heading, [*content])
        self.unknown.append(self._row)

    def add_table(self, table: Table) -> None:
        """Add the rows of a table, each with its label in the first cell that is not a number."""
        # A cell that is merged with the one above counts as empty.
        cells = ([Cell(()) if cell.continued else cell for cell in row] for row in table.rows)
        rows = [row[1:] if len(row) > 2 and _ROW_NUMBER.fullmatch(row[0].text) else row for row in cells]
        at = 0
        while at < len(rows):
            # A label may be spread over the first cells of several rows.
            for end in range(min(at + _SPLIT, len(rows)), at + 1, -1):
                spread = rows[at:end]
                label = " ".join(_one_line(row[0].text) for row in spread if len(row) > 1)
                known = _labels().get(_as_compared(label))
                if known and all(len(row) > 1 and row[0].text for row in spread):
                    for row in spread:
                        self._begin(known, label, _content(row[1:]))
                    at = end
                    break
            else:
                if len(rows[at]) == 1 and rows[at][0].text:
                    self._add_wide_cell(rows[at][0])
                elif any(cell.text for cell in rows[at]):
                    self._add_row(rows[at])
                at += 1

    def _add_row(self, cells: Sequence[Cell]) -> None:
        label, content = _one_line(cells[0].text), _content(cells[1:])
        if known := _meaning(label):
            self._begin(known, label, content)
        elif not label and self._row is not None:
            self._row.paragraphs += content
        elif content or len(label) > _LONGEST_LABEL:
            self._keep(label, content)
        else:
            self._row = None

    def _add_wide_cell(self, cell: Cell) -> None:
        """Add a cell over the whole width: the title, a heading, or a heading with its text below."""
        first, *rest = _content([cell])
        if known := _meaning(_one_line(first.text)):
            self._begin(known, first.text.strip(), rest)
        elif not self.rows and not self.title:
            self.title = _one_line(cell.text)
        elif self._row is not None and not self._row.paragraphs:
            self._row.paragraphs += [first, *rest]
        else:
            self._keep("", [first, *rest])

    def add_paragraph(self, paragraph: Paragraph) -> None:
        """Add what is between tables: a heading, the text below one, the title, or something else."""
        text = paragraph.text.strip()
        label, _, content = text.partition(":")
        if known := _meaning(text):
            self._begin(known, text, [])
        elif content.strip() and (known := _meaning(label)):
            self._begin(known, label, [Paragraph(content.strip(), paragraph.links)])
        elif self._row is not None and not paragraph.heading:
            self._row.paragraphs.append(paragraph)
        elif not self.rows and (paragraph.heading or not self.title):
            self.title = _one_line(text)
        else:
            self._keep(*((text, []) if paragraph.heading else ("", [paragraph])))

    def _begin(self, known: tuple[Row, str], heading: str, content: Sequence[Paragraph]) -> None:
        """Begin a row, or go on with it where it was there before."""
        name, answer = known
        self._row = self.rows.setdefault(name, FoundRow(heading))
        if answer and content:
            first, *rest = content
            content = [Paragraph(f"{answer}: {first.text}", first.links), *rest]
        self._row.paragraphs += content


def found_rows(blocks: Blocks) -> FoundRows | None:
    """The rows of a template in a document; None where there are too few to call it a form."""
    found = FoundRows()
    for block in blocks:
        if isinstance(block, Table):
            found.add_table(block)
        elif block.text.strip():
            found.add_paragraph(block)
    return found if len(found.rows) >= _ENOUGH else None


@cache
def _labels() -> dict[str, tuple[Row, str]]:
    """The rows of every heading and synonym of all templates, as they are compared, and of the labels of answers.

    With the latter comes their own text, which is put before the content.
    """
    rows = [row for template in templates() for row in template.rows]
    answers = {
        _as_compared(word): (row.row, word) for row in reversed(rows) for words in row.labels.values() for word in words
    }
    return answers | {
        _as_compared(heading): (row.row, "") for row in reversed(rows) for heading in (*row.synonyms, row.heading)
    }


def _as_compared(label: str) -> str:
    return _NO_WORD.sub(" ", label).strip().casefold()


def _meaning(label: str) -> tuple[Row, str] | None:
    """The row that a label means: by its words, without numbering, remarks in brackets or a typo."""
    known = _labels()
    bare = _NUMBERING.sub("", label)
    plain = _as_compared(_BRACKETS.sub("", bare))
    for form in (_as_compared(label), _as_compared(bare), plain):
        if form in known:
            return known[form]
    if not plain or len(plain) > 80:
        return None
    begins = [heading for heading in known if " " in heading and plain.startswith(f"{heading} ")]
    near = max(begins, key=len) if begins else certainly(plain, known)
    return known[near] if near else None


def _content(cells: Sequence[Cell]) -> list[Paragraph]:
    return [paragraph for cell in cells for paragraph in cell.paragraphs if paragraph.text.strip()]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def answers_in(text: str, row: Row) -> Iterator[tuple[str, str]]:
    """The answers in the text of a row with the path that the label before each stands for.

    The path is "" for what is before the first, and for a line with another label, which is part of the answer.
    """
    rows = [known for template in templates() for known in template.rows if known.row is row]
    labels = {
        word.casefold(): path for known in reversed(rows) for path, begins in known.labels.items() for word in begins
    }
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    # Without a line end, a label may be glued to the word before it: "MunicipalityType:".
    begin = r"(?:(?<![\w-])|(?-i:(?<=[a-z])(?=[A-Z])))"
    known = rf"{begin}({words})\s*:"
    other = rf"^(?![^:\n]*{known})[^\W\d_][^:\n]{{0,{_LONGEST_LABEL}}}:(?=\s)"
    at, path = 0, ""
    for match in re.finditer(f"{known}|{other}", text, re.IGNORECASE | re.MULTILINE):
        yield path, text[at : match.start()].strip(" \n\t;,")
        at, path = (match.end(), labels[match[1].casefold()]) if match[1] else (match.start(), "")
    yield path, text[at:].strip(" \n\t;,")
