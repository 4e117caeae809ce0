"""Reads a form of secon that comes back: every answer by the card and the label that it is under.

Nothing but what is seen is used, so a form may have been edited by any program, with cards copied, moved or removed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as of_field

from pydantic import BaseModel

from secon_cli.forms.answers import figure_in, meant
from secon_cli.forms.draft import SOURCE_KEY, Draft, Question, put
from secon_cli.forms.layout import (
    CHOOSE,
    FIGURES,
    FORM_LINES,
    NO_SOURCE,
    NOTHING,
    NOTHING_LABEL,
    SHORT_NAME,
    TWO_READINGS,
    Card,
    FormField,
    Layout,
    folded_label,
    layout,
)
from secon_cli.practice.fields import field_at
from secon_cli.practice.model import Metric, Practice, may_be_not_stated
from secon_cli.practice.template import TEMPLATE_NAMES
from secon_cli.practice.types import NOT_STATED
from secon_cli.reading.office.content import Blocks, Cell, Paragraph, Table

_NUMBERED = re.compile(r"(.+?)\s+([0-9]{1,4})")
_ENOUGH = 5
"""Cards by which a document is known to be a form of secon."""


@dataclass(slots=True)
class _Found:
    """What a card says: its items, each with the answers by the name of the field, and whether there is nothing."""

    card: Card
    items: list[dict[str, str]] = of_field(default_factory=list)
    nothing: bool = False


def read_form(blocks: Blocks) -> Draft | None:
    """The draft of a form of secon; None for any other document."""
    headings = {folded_label(block.text) for block in blocks if isinstance(block, Paragraph)}
    form = max(
        (layout(name) for name in TEMPLATE_NAMES),
        key=lambda form: sum(folded_label(section.heading) in headings for section in form.sections),
    )
    reader = _Reader(form)
    own = [*FORM_LINES, *(text for section in form.sections for text in (section.heading, section.guidance))]
    known = {"", *map(folded_label, own)}
    for block in blocks:
        if isinstance(block, Table):
            reader.header = []
            for row in block.rows:
                reader.row([cell for cell in row if not cell.continued])
        elif folded_label(block.text) not in known:
            reader.keep(block.text.strip(), "between the tables")
    return reader.finished() if len(reader.found) >= _ENOUGH else None


class _Reader:
    """Takes one row after the other, in the card whose heading came last."""

    def __init__(self, form: Layout) -> None:
        self._form = form
        self._draft = Draft(f"form of secon, {form.template.title}")
        self.found: dict[str, _Found] = {}
        self.header: list[str] = []
        """The names of the fields that columns are for."""
        self._card: _Found | None = None
        self._in_item = False
        self._cites_itself = False

    def keep(self, words: str, place: str) -> None:
        """Ask where words belong that no card has a place for."""
        self._draft.questions.append(Question("", "where does this belong?", words=words, place=place))

    def row(self, cells: Sequence[Cell]) -> None:
        """A heading, a question with its answer, the labels of columns, or answers in columns."""
        if len(cells) == 1 and self._is_heading(cells[0]):
            return
        found = self._card
        if found is None:
            self.keep("\t".join(cell.text for cell in cells), "above the first heading")
            return
        names = [found.card.name_of(_first(cell)) for cell in cells]
        lines = (
            [line for line in cell.text.split("\n") if folded_label(line) != folded_label(CHOOSE)] for cell in cells
        )
        texts = ["\n".join(answer).strip() for answer in lines]
        if self.header and len(self.header) == len(cells):
            answers = {name: text for name, text in zip(self.header, texts, strict=True) if text}
            found.items += [answers] if answers else []
        elif found.card.listed and not self._in_item and all(names):
            self.header = names
        elif len(cells) == 2 and folded_label(_first(cells[0])) == folded_label(NOTHING_LABEL):
            found.nothing = found.nothing or bool(texts[1])
        elif len(cells) == 2 and texts[1]:
            if names[0] and found.items and not found.items[-1].get(names[0]):
                found.items[-1][names[0]] = texts[1]
            else:
                self.keep(f"{_first(cells[0])}: {texts[1]}", found.card.heading)
        elif len(cells) != 2 and any(texts):
            self.keep("\t".join(texts), found.card.heading)

    def _is_heading(self, cell: Cell) -> bool:
        """Turn to the box of that heading, if it is one."""
        title = _first(cell)
        numbered = _NUMBERED.fullmatch(title)
        cards = self._form.cards
        card = cards.get(folded_label(title)) or (cards.get(folded_label(numbered[1])) if numbered else None)
        # In a table of one column, an answer may be the word of a heading; a heading has guidance.
        if card is None or (len(self.header) == 1 and len(cell.paragraphs) == 1):
            return False
        self._card = self.found.setdefault(card.heading, _Found(card))
        self.header = []
        self._in_item = numbered is not None
        if self._in_item if card.listed else not self._card.items:
            self._card.items.append({})
        return True

    # --- From answers to a record ---

    def finished(self) -> Draft:
        """The answers as a record."""
        record = self._draft.record
        for found in self.found.values():
            if not _is_general(found.card):
                self._put(found)
        # The general box of a block comes last, and even if the form leaves it out: whether the evidence of the block
        # is that form depends on what the others say.
        for card in self._form.cards.values():
            if _is_general(card) and (card.heading in self.found or card.path in record):
                self._put(self.found.get(card.heading, _Found(card, [{}])))
        if self._cites_itself and SOURCE_KEY not in record.get("sources", {}):
            title = f"Form: {record.get('title', 'a practice')}"
            record["sources"] = {SOURCE_KEY: {"title": title}, **record.get("sources", {})}
            self._draft.questions.append(Question(f"sources.{SOURCE_KEY}.date", "when was this form filled in?"))
        return self._draft

    def _put(self, found: _Found) -> None:
        card, record = found.card, self._draft.record
        records: list[dict[str, object]] = []
        for answers in found.items:
            records.append(self._record(card, sum(map(bool, records)), answers))
        filled = [item for item in records if item]
        if card.keyed:
            pairs = zip(found.items, records, strict=True)
            keyed = {answers.get(SHORT_NAME, "") or SOURCE_KEY: item for answers, item in pairs if item}
            record |= {card.path: keyed} if keyed else {}
        elif card.many and (filled or found.nothing):
            put(record, card.path, filled)
        elif not card.many:
            for name, value in (records[0] if records else {}).items():
                put(record, f"{card.path}.{name}" if card.path else name, value)

    def _record(self, card: Card, number: int, answers: dict[str, str]) -> dict[str, object]:
        """One item as plain values; an answer that cannot be read is asked about."""
        block = field_at(card.path).block or Practice if card.path else Practice
        record: dict[str, object] = {}
        at = f"{card.path}[{number}]" if card.many else card.path
        for field in sorted(card.fields, key=lambda field: field.name == "evidence"):
            answer = answers.get(field.name, "")
            if field.name == "evidence":
                record |= self._evidence(card, field, answer, cited=bool(record))
            elif answer:
                record |= _figure(field, block, answer, answers)
                if field.name not in record:
                    record |= self._value(field, block, answer, f"{at}.{field.name}" if at else field.name)
        if record and block is Metric and not answers.get("value"):
            # A result without a figure is one that no one measured.
            record.setdefault("qualifier", "not_measured")
        return record

    def _evidence(self, card: Card, field: FormField, answer: str, *, cited: bool) -> dict[str, object]:
        """What is cited; without an answer the form itself, for what it says."""
        if folded_label(answer) == NO_SOURCE:
            return {}
        if answer:
            return self._value(field, field_at(card.path).block or Practice, answer, f"{card.path}.evidence")
        if not cited and (card.listed or card.path not in self._draft.record):
            return {}
        self._cites_itself = True
        return {field.name: f"{SOURCE_KEY}:{card.row}" if card.row else SOURCE_KEY}

    def _value(self, field: FormField, block: type[BaseModel], answer: str, path: str) -> dict[str, object]:
        nothing = folded_label(answer) == folded_label(NOTHING)
        if nothing and may_be_not_stated(block, field.name):
            return {field.name: NOT_STATED}
        many = field.field.many or field.name == "evidence"
        if nothing and many:
            return {field.name: []}
        lines = list(filter(None, map(str.strip, answer.split("\n")))) if many else [answer]
        values = [meant(field, block, line) for line in lines]
        choices = (
            f"; choose from {', '.join(field.words)}" if field.words and len(field.words) < 40 and not many else ""
        )
        number = TWO_READINGS.search(answer) if field.form in FIGURES else None
        ask = (
            f"is this {number[1]}{number[2]} or {number[0].rstrip('0')}?"
            if number
            else f"what does this mean{choices}?"
        )
        self._draft.questions += [
            Question(path, ask, words=line) for line, value in zip(lines, values, strict=True) if value is None
        ]
        read = [value for value in values if value is not None]
        return {field.name: read if many else read[0]} if read else {}


def _figure(field: FormField, block: type[BaseModel], answer: str, answers: dict[str, str]) -> dict[str, object]:
    """The parts of `about 450 €`, an answer to three questions, where the block asks them and no one answered."""
    if field.form not in FIGURES or meant(field, block, answer) is not None:
        return {}
    figure = figure_in(answer) or {}
    parts = {name: text for name, text in figure.items() if name in block.model_fields}
    if len(parts) != len(figure) - 1:
        return {}
    return {**{name: text for name, text in parts.items() if not answers.get(name)}, field.name: figure["number"]}


def _is_general(card: Card) -> bool:
    return bool(card.path) and not card.listed and field_at(card.path).block is not None and "." not in card.path


def _first(cell: Cell) -> str:
    """The label of a cell: its first paragraph with words; guidance is below."""
    return next((text for paragraph in cell.paragraphs if (text := paragraph.text.strip())), "")
