"""The document model: what a page says and in which order, before any medium decides how it looks.

A command computes a result, its page function turns the result into a `Document`, and the renderers in
`output/renderers/` draw the document on a terminal, in Markdown, and so on. A page is written once:

    def score_page(ranking: Ranking) -> Document:
        return Document([
            Heading("Ranking"),
            Paragraph(line("First: ", data(practice.title, strong=True), f", {points(total)} of 100.")),
            Table([Column("#", Align.RIGHT), Column("Practice", flex=True)], [Row("1", data(practice.title))]),
            Note(provenance_words(ranking.provenance)),
        ])

Wherever a text is asked for, a plain `str` is literal text of the program; what comes from a file, a rubric, a path or
an option is wrapped in `data()`, and each renderer escapes it for its own medium. Pages compute nothing: every number
they print is a field of the result.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import NamedTuple, TypeAlias, Union


class Tone(StrEnum):
    """What a piece of text means, which each medium shows in its own way; never the only carrier of a meaning."""

    NORMAL = "normal"
    MUTED = "muted"
    LABEL = "label"
    GOOD = "good"
    FAIR = "fair"
    WEAK = "weak"
    BAD = "bad"
    FIRST = "first"
    """The first side of a comparison, and what speaks for it."""
    SECOND = "second"


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """A piece of text of one kind. It is never changed; to forbid that took a third of the time of a long table."""

    text: str
    tone: Tone = Tone.NORMAL
    strong: bool = False
    is_data: bool = False
    """Whether the text comes from outside the program, so that it has to be escaped."""
    is_code: bool = False
    """Whether the text is something to type, a name of a field or a value."""
    url: str | None = None
    shade: float | None = None
    """Of a score, how dark its cell is where a medium shades cells: from 0 to 1."""


Line: TypeAlias = tuple[Span, ...]
"""A text of several spans, without a line break."""
Text: TypeAlias = Union[str, Span, Sequence["Text"]]  # noqa: UP007 - `|` does not take the quoted name
"""What a text may be given as; `line` makes a `Line` of it."""


def line(*parts: Text) -> Line:
    """The parts one after the other; a plain `str` is literal text, and `backquotes` in literal text mark code."""
    spans: list[Span] = []
    for part in parts:
        span = Span(part) if isinstance(part, str) else part
        if not isinstance(span, Span):
            spans.extend(line(*span))
        elif "`" in span.text and not span.is_data:
            spans.extend(_quoted(span))
        elif span.text:
            spans.append(span)
    return tuple(spans)


def _quoted(span: Span) -> Iterator[Span]:
    """A text in which `backquotes` mark code, as spans; as it is where they do not come in pairs."""
    parts = span.text.split("`")
    if len(parts) % 2 == 0:
        yield span
        return
    for place, part in enumerate(parts):
        if part:
            is_code = place % 2 == 1
            yield Span(part, span.tone, span.strong, is_code or span.is_data, is_code)


data = partial(Span, is_data=True)
"""A text that comes from a file, a rubric, a path or an option."""
strong = partial(Span, strong=True)
"""Literal text that is emphasised."""
toned = Span
"""Literal text in a tone."""
muted = partial(Span, tone=Tone.MUTED)
"""Literal text that matters less."""
code = partial(Span, is_data=True, is_code=True)
"""Something to type, a field or a value; it may come from outside."""


def link(text: str, url: str) -> Span:
    """A text that leads to an address; both may come from outside."""
    return Span(text, is_data=True, url=url)


def prose(text: str, tone: Tone = Tone.NORMAL) -> Line:
    """A text from a rubric, a rule or the glossary, in which `backquotes` mark code."""
    return tuple(_quoted(data(text, tone)))


def joined(parts: Iterable[Text], separator: Text = ", ") -> Line:
    """The parts with a separator between them."""
    spans: list[Span] = []
    for index, part in enumerate(parts):
        if index:
            spans.extend(line(separator))
        spans.extend(line(part))
    return tuple(spans)


def merged(spans: Iterable[Span], kind: Callable[[Span], object]) -> Iterator[Span]:
    """The spans, neighbours of one kind made one; those of the kind None stay apart."""
    for shared, run in groupby(spans, kind):
        parts = list(run)
        if shared is None or len(parts) == 1:
            yield from parts
        else:
            is_data = any(span.is_data for span in parts)
            yield Span("".join([span.text for span in parts]), parts[0].tone, parts[0].strong, is_data)


# --- Blocks -----------------------------------------------------------------------------------------------------------
# Named tuples are made in a quarter of the time of a dataclass: 4 of the 300 ms of a start. A figure in a cell is none,
# because a tuple there is a text; Fact is none, because another is derived from it.


class Heading(NamedTuple):
    """A heading: 1 is the title of the page, 2 a section, 3 a part of one."""

    text: Text
    level: int = 2
    new_page: bool = False
    """Whether it begins a page, where there are pages."""


class Paragraph(NamedTuple):
    """A paragraph; on a screen, one that follows another continues its lines."""

    text: Text
    is_quote: bool = False
    """Whether it is set apart as a quotation, where a medium does that."""


class Note(NamedTuple):
    """A remark that matters less: a legend, where the numbers come from."""

    text: Text


NO_MARKS = frozenset({"-", "", "·"})
"""Marks of items that say nothing; only a screen shows them."""


class Item(NamedTuple):
    """An item of a list, with what belongs below it."""

    text: Text
    mark: Text = "-"
    """What a screen shows before the item, such as `+`, `1.` or `+4.5`; other media show it unless it says nothing."""
    inner: "Sequence[Block]" = ()


class Items(NamedTuple):
    """A list; numbered where `ordered`."""

    items: Sequence[Item | Text]
    ordered: bool = False

    def numbered(self) -> Iterator[tuple[int, Item]]:
        """The items, texts made items, with their numbers."""
        return enumerate((item if isinstance(item, Item) else Item(item) for item in self.items), start=1)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fact:
    """A label, and one or more lines of text that belong to it."""

    label: Text
    lines: Sequence[Text]


class Facts(NamedTuple):
    """Labels with their texts, in two columns where there is room."""

    facts: Sequence[Fact]


class Align(StrEnum):
    """Where a cell's text is placed in its column."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bar:
    """A bar from 0 to `value`, of at most `maximum`; a lighter part reaches on to `possible`."""

    value: float
    tone: Tone = Tone.NORMAL
    possible: float | None = None
    maximum: float = 100
    parts: Sequence[float] = ()
    """What adds up to the value, for a medium with shades."""
    texts: Sequence[str] = ()
    """The parts as they are printed, rounded so that they add up, for a medium with room in them."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DivergingBar:
    """A bar from the middle: to the left (`Tone.FIRST`) for a positive value, to the right for a negative one.

    `maximum` is the largest absolute value of all bars that are compared. The columns next to it are the two sides.
    """

    value: float
    maximum: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Strip:
    """How often each of several places is taken: shares from 0 to 1, drawn as shades; slides draw its intervals."""

    shares: tuple[float, ...]
    place: int
    usual: tuple[int, int]
    """Between which places it is in nine of ten cases."""
    possible: tuple[int, int]
    """The best and the worst place."""


CellFigure: TypeAlias = Bar | DivergingBar | Strip
Cell: TypeAlias = Text | CellFigure


class Column(NamedTuple):
    """A column of a table.

    A `flex` column gives way where a screen is too narrow, down to `narrowest`; where it is cut, it ends in `…` on a
    terminal, and is wrapped in a pipe or file or with `wrap`. A column of figures has a `width`.
    """

    title: Text
    align: Align = Align.LEFT
    long: Text = ""
    """The title where there is room for it: in Markdown and in documents."""
    flex: bool = False
    narrowest: int = 12
    wrap: bool = False
    width: int | None = None
    """Columns that a figure fills; figures are left out where they do not fit, since numbers are next to them."""
    optional: bool = False
    """Whether the column is left out before the others lose anything, because it holds no figure of its own."""


class Row:
    """A row of cells."""

    __slots__ = ("cells",)

    def __init__(self, *cells: Cell) -> None:
        self.cells = cells


class Divider(NamedTuple):
    """A line between rows, with or without a label."""

    label: Text = ""


class Table(NamedTuple):
    """A table; where a screen is too narrow for its columns, each row is a block of lines, so that nothing is lost."""

    columns: Sequence[Column]
    rows: Sequence[Row | Divider]
    header: bool = True
    caption: Text = ""
    """What the table shows, for media that number their tables; on a screen the text above it says so."""


class Code(NamedTuple):
    """Lines of a file as they are written, with their indentation; they may come from outside."""

    lines: Sequence[str]
    tone: Tone = Tone.NORMAL


class Caption(NamedTuple):
    """What is written around a figure."""

    title: Text
    """A sentence that says what the figure shows."""
    subtitle: Text
    """What is drawn, and in which unit."""
    description: Text
    """What the figure shows, for people who do not see it."""
    source: Text
    """Where the numbers come from."""


class FigureCriterion(NamedTuple):
    """A criterion of a figure: its short heading, its title, and its share of the weight from 0 to 1."""

    heading: str
    title: str
    share: float


class Figure(NamedTuple):
    """A table with bars or shades, drawn in Word and on slides; Markdown shows its words, a web page draws its own."""

    caption: Caption
    table: Table
    criteria: Sequence[FigureCriterion] = ()
    """The criteria that its bars consist of, or that head its columns."""


Block: TypeAlias = Heading | Paragraph | Note | Items | Facts | Table | Code | Figure


class Document(NamedTuple):
    """A page: its blocks in order."""

    blocks: Sequence[Block]
    chapters: bool = False
    """Whether it has chapters (headings of level 2), for which a medium with pages adds a cover and contents."""


class Records(NamedTuple):
    """A table for programs and spreadsheets: names of columns, and rows of numbers and of text that is data."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    notes: Sequence[str] = ()
    """What follows the rows, each in a row of its own: files that were left out."""
