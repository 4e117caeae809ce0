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
from secon_cli.reading.office import Blocks, Cell, Paragraph, Table

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
        elif block.text.strip():
            reader.paragraph(block)
    return reader.found if len(reader.found.rows) >= _ENOUGH else None


@cache
def _labels() -> dict[str, tuple[Row, str]]:
    """The rows of every heading and synonym of all templates, as they are compared, and of the labels of answers.

    With the latter comes their own text, which is put before the content.
    """
    rows = [row for template in templates() for row in template.rows]
    answers = {
        _plain(word): (row.row, word) for row in reversed(rows) for words in row.labels.values() for word in words
    }
    return answers | {
        _plain(heading): (row.row, "") for row in reversed(rows) for heading in (*row.synonyms, row.heading)
    }


def _plain(label: str) -> str:
    return _NO_WORD.sub(" ", label).strip().casefold()


def _meaning(label: str) -> tuple[Row, str] | None:
    """The row that a label means: by its words, without numbering, remarks in brackets or a typo."""
    known = _labels()
    bare = _NUMBERING.sub("", label)
    plain = _plain(_BRACKETS.sub("", bare))
    for form in (_plain(label), _plain(bare), plain):
        if form in known:
            return known[form]
    if not plain or len(plain) > 80:
        return None
    begins = [heading for heading in known if " " in heading and plain.startswith(f"{heading} ")]
    near = max(begins, key=len) if begins else certainly(plain, known)
    return known[near] if near else None


class _Reader:
    """Takes the blocks of a document one after the other."""

    def __init__(self) -> None:
        self.found = FoundRows()
        self._row: FoundRow | None = None

    def _keep(self, words: str, place: str = "") -> None:
        self.found.unknown.append(Question("", "where does this belong?", words=words, place=place))

    def table(self, table: Table) -> None:
        """The rows of a table, each with its label in the first cell that is not a number."""
        # A cell that is merged with the one above counts as empty.
        cells = ([Cell(()) if cell.continued else cell for cell in row] for row in table.rows)
        rows = [row[1:] if len(row) > 2 and _ROW_NUMBER.fullmatch(row[0].text) else row for row in cells]
        at = 0
        while at < len(rows):
            label, known, count = self._spread_label(rows[at : at + _SPLIT])
            if known is not None:
                for row in rows[at : at + count]:
                    self._begin(known, label, _content(row[1:]))
            elif any(cell.text for cell in rows[at]):
                self._row_of_table(rows[at])
            at += count

    def _spread_label(self, rows: Sequence[Sequence[Cell]]) -> tuple[str, tuple[Row, str] | None, int]:
        """A label that is spread over the first of the rows, what it means, and how many those are; else one."""
        for count in range(len(rows), 1, -1):
            label = " ".join(_one_line(row[0].text) for row in rows[:count] if len(row) > 1)
            known = _labels().get(_plain(label))
            if known and all(len(row) > 1 and row[0].text for row in rows[:count]):
                return label, known, count
        return "", None, 1

    def _row_of_table(self, cells: Sequence[Cell]) -> None:
        if len(cells) == 1:
            self._single(cells[0])
            return
        label, content = _one_line(cells[0].text), _content(cells[1:])
        known = _meaning(label)
        if known is not None:
            self._begin(known, label, content)
        elif not label and self._row is not None:
            self._row.paragraphs += content
        elif content or len(label) > _LONGEST_LABEL:
            self._keep("\n".join(paragraph.text for paragraph in content) or label, label)

    def _single(self, cell: Cell) -> None:
        """A cell over the whole width: the title, a heading, or a heading with its text below."""
        first, *rest = _content([cell])
        known = _meaning(_one_line(first.text))
        if known is not None:
            self._begin(known, first.text.strip(), rest)
        elif not self.found.rows and not self.found.title:
            self.found.title = _one_line(cell.text)
        elif self._row is not None and not self._row.paragraphs:
            self._row.paragraphs += [first, *rest]
        else:
            self._keep(cell.text)

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph between tables: a heading, the text below one, the title, or something else."""
        text = paragraph.text.strip()
        label, _, content = text.partition(":")
        if known := _meaning(text):
            self._begin(known, text, [])
        elif content.strip() and (known := _meaning(label)):
            self._begin(known, label, [Paragraph(content.strip(), paragraph.links)])
        elif self._row is not None and not paragraph.heading:
            self._row.paragraphs.append(paragraph)
        elif not self.found.rows and (paragraph.heading or not self.found.title):
            self.found.title = _one_line(text)
        else:
            self._keep(text)

    def _begin(self, known: tuple[Row, str], heading: str, content: Sequence[Paragraph]) -> None:
        """Begin a row, or go on with it where it was there before."""
        name, answer = known
        self._row = self.found.rows.setdefault(name, FoundRow(name, heading))
        if answer and content:
            first, *rest = content
            content = [Paragraph(f"{answer}: {first.text}", first.links), *rest]
        self._row.paragraphs += content


def _content(cells: Sequence[Cell]) -> list[Paragraph]:
    return [paragraph for cell in cells for paragraph in cell.paragraphs if paragraph.text.strip()]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def answers_in(text: str, row: Row) -> Iterator[tuple[str, str]]:
    """The answers in the text of a row with the path that the label before each stands for; "" before the first."""
    labels, pattern = _answer_labels(row)
    at, path = 0, ""
    for match in pattern.finditer(text) if labels else ():
        yield path, text[at : match.start()].strip(" \n\t;,")
        at, path = match.end(), labels[match[1].casefold()]
    yield path, text[at:].strip(" \n\t;,") if labels else text


@cache
def _answer_labels(name: Row) -> tuple[dict[str, str], re.Pattern[str]]:
    """The paths of the labels in a row of any template, and what finds them."""
    rows = [row for template in templates() for row in template.rows if row.row is name]
    labels = {word.casefold(): path for row in reversed(rows) for path, words in row.labels.items() for word in words}
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    # Without a line end, a label may be glued to the word before it: "MunicipalityType:".
    begin = r"(?:(?<![\w-])|(?-i:(?<=[a-z])(?=[A-Z])))"
    return labels, re.compile(rf"{begin}({words})\s*:", re.IGNORECASE)
