"""The rows of a template in a document that people wrote: in a table of two columns, or below headings.

Labels are found by the headings and synonyms of all templates. Cells may be split, merged or repeated: a label over
several rows, a label that comes twice, a row without a label, a heading in a merged cell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from secon_cli.forms.draft import Question
from secon_cli.practice.suggestions import certainly
from secon_cli.practice.template import templates
from secon_cli.practice.vocabularies import Row
from secon_cli.reading.office.content import Blocks, Cell, Paragraph, Table

MOST_TEXT = 20_000
"""Characters of a row that rules look at; the longest in the report has five thousand."""
_ENOUGH = 3
"""Rows by which a document is known to be a form."""
_LONGEST_LABEL = 80
"""Characters of a label; without an answer, it is the form's own."""
_SPLIT = 4
"""Rows over which a label may be spread."""
_NUMBERING = re.compile(r"^\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zA-Z])[.)]\s+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class FoundRow:
    """A row of a template in the document: how it is headed there, and what it says."""

    row: Row
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
    unknown: list[Question] = field(default_factory=list)

    def text(self, row: Row) -> str:
        """What a row says, as far as rules read it; empty where there is none."""
        found = self.rows.get(row)
        return found.text[:MOST_TEXT] if found else ""


def found_rows(blocks: Blocks) -> FoundRows | None:
    """The rows of a template in a document; None where there are too few to call it a form."""
    reader = _Reader()
    for block in blocks:
        if isinstance(block, Table):
            reader.table(block)
        else:
            reader.paragraph(block)
    return reader.found if len(reader.found.rows) >= _ENOUGH else None


@dataclass(frozen=True, slots=True)
class _Label:
    """What a label means: a row, or one answer in it, whose own label is put before the content."""

    row: Row
    answer: str = ""


@cache
def _labels() -> dict[str, _Label]:
    """Every heading, synonym and label of all templates, as they are compared."""
    known: dict[str, _Label] = {}
    for template in templates():
        for row in template.rows:
            for heading in (row.heading, *row.synonyms):
                known.setdefault(_plain(heading), _Label(row.row))
    for template in templates():
        for row in template.rows:
            for words in row.labels.values():
                for word in words:
                    known.setdefault(_plain(word), _Label(row.row, word))
    return known


def _plain(label: str) -> str:
    return _NO_WORD.sub(" ", label).strip().casefold()


def _meaning(label: str) -> _Label | None:
    """The row that a label means: by its words, without numbering, remarks in brackets or a typo."""
    known = _labels()
    bare = _NUMBERING.sub("", label)
    for form in (label, bare, _BRACKETS.sub("", bare)):
        if found := known.get(_plain(form)):
            return found
    plain = _plain(_BRACKETS.sub("", bare))
    if not plain or len(plain) > 80:
        return None
    begins = [heading for heading in known if " " in heading and plain.startswith(f"{heading} ")]
    if begins:
        return known[max(begins, key=len)]
    near = certainly(plain, known)
    return known[near] if near else None


class _Reader:
    """Takes the blocks of a document one after the other."""

    def __init__(self) -> None:
        self.found = FoundRows()
        self._row: FoundRow | None = None

    def table(self, table: Table) -> None:
        """The rows of a table, each with its label in the first cell that is not a number."""
        rows = [_cells(row) for row in table.rows]
        at = 0
        while at < len(rows):
            at += self._row_of_table(rows[at:])

    def _row_of_table(self, rows: Sequence[Sequence[Cell]]) -> int:
        """Take the first of the rows, with those that its label is spread over; how many that are."""
        cells = rows[0]
        if not any(cell.text for cell in cells):
            return 1
        if len(cells) == 1:
            self._single(cells[0])
            return 1
        for count in range(min(_SPLIT, len(rows)), 1, -1):
            spread = rows[:count]
            label = " ".join(_one_line(row[0].text) for row in spread if len(row) > 1)
            if all(len(row) > 1 and row[0].text for row in spread) and (known := _labels().get(_plain(label))):
                for row in spread:
                    self._begin(known, label, _content(row[1:]))
                return count
        label = _one_line(cells[0].text)
        known_label = _meaning(label)
        content = _content(cells[1:])
        if known_label is not None:
            self._begin(known_label, label, content)
        elif not label and self._row is not None:
            self._row.paragraphs += content
        elif content or len(label) > _LONGEST_LABEL:
            words = "\n".join(paragraph.text for paragraph in content)
            self.found.unknown.append(Question("", "where does this belong?", words=words or label, place=label))
        return 1

    def _single(self, cell: Cell) -> None:
        """A cell over the whole width: the title, a heading, or a heading with its text below."""
        first, *rest = [paragraph for paragraph in cell.paragraphs if paragraph.text.strip()]
        known = _meaning(_one_line(first.text))
        if known is not None:
            self._begin(known, first.text.strip(), rest)
        elif not self.found.rows and not self.found.title:
            self.found.title = _one_line(cell.text)
        elif self._row is not None and not self._row.paragraphs:
            self._row.paragraphs += [first, *rest]
        else:
            self.found.unknown.append(Question("", "where does this belong?", words=cell.text))

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph between tables: a heading, the text below one, the title, or something else."""
        text = paragraph.text.strip()
        if not text:
            return
        label, colon, content = text.partition(":")
        known = _meaning(text) or (_meaning(label) if colon and content.strip() else None)
        if known is not None:
            whole = _meaning(text) is not None
            self._begin(known, text if whole else label, [] if whole else [Paragraph(content.strip(), paragraph.links)])
        elif self._row is not None and not paragraph.heading:
            self._row.paragraphs.append(paragraph)
        elif not self.found.rows and (paragraph.heading or not self.found.title):
            self.found.title = _one_line(text)
        else:
            self.found.unknown.append(Question("", "where does this belong?", words=text))

    def _begin(self, label: _Label, heading: str, content: Sequence[Paragraph]) -> None:
        """Begin a row, or go on with it where it was there before."""
        self._row = self.found.rows.setdefault(label.row, FoundRow(label.row, heading))
        if label.answer and content:
            first, *rest = content
            content = [Paragraph(f"{label.answer}: {first.text}", first.links), *rest]
        self._row.paragraphs += content


def _cells(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row; one that belongs to the cell above is empty, a number in front is left out."""
    cells = [Cell(()) if cell.continued else cell for cell in row]
    if len(cells) > 2 and re.fullmatch(r"[0-9]{0,2}[.)]?", cells[0].text):
        return cells[1:]
    return cells


def _content(cells: Sequence[Cell]) -> list[Paragraph]:
    return [paragraph for cell in cells for paragraph in cell.paragraphs if paragraph.text.strip()]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def answers_in(text: str, row: Row) -> Iterator[tuple[str, str]]:
    """The answers in the text of a row with the path that the label before each stands for; "" before the first."""
    by_label = _answer_labels(row)
    words = "|".join(re.escape(label) for label in sorted(by_label, key=len, reverse=True))
    if not words:
        yield "", text
        return
    at, path = 0, ""
    # Without a line end, a label may be glued to the word before it: "MunicipalityType:".
    begin = r"(?:(?<![\w-])|(?-i:(?<=[a-z])(?=[A-Z])))"
    for match in re.finditer(rf"{begin}({words})\s*:", text, re.IGNORECASE):
        yield path, text[at : match.start()].strip(" \n\t;,")
        at, path = match.end(), by_label[match[1].casefold()]
    yield path, text[at:].strip(" \n\t;,")


@cache
def _answer_labels(row: Row) -> dict[str, str]:
    found: dict[str, str] = {}
    for template in templates():
        own = template.row(row)
        for path, words in own.labels.items() if own else ():
            for word in words:
                found.setdefault(word.casefold(), path)
    return found
