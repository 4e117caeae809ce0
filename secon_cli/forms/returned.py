"""Reads a form of secon that comes back: every answer by the card and the label that it is under.

Nothing but what is seen is used, so a form may have been edited by any program, with cards copied, moved or removed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as of_field

from pydantic import BaseModel

from secon_cli.forms.answers import FIGURES, figure_in, meant
from secon_cli.forms.draft import SOURCE_KEY, Draft, Question, put
from secon_cli.forms.layout import (
    CHOOSE,
    FORM_LINES,
    NO_SOURCE,
    NOTHING,
    NOTHING_LABEL,
    SHORT_NAME,
    Card,
    FormField,
    Layout,
    folded_label,
    layout,
)
from secon_cli.practice.fields import field_at
from secon_cli.practice.model import Practice, may_be_not_stated
from secon_cli.practice.template import TEMPLATE_NAMES
from secon_cli.practice.types import NOT_STATED
from secon_cli.reading.office.content import Blocks, Cell, Paragraph

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
    for block in blocks:
        if isinstance(block, Paragraph):
            reader.paragraph(block)
        else:
            reader.header = None
            for row in block.rows:
                reader.row(row)
    return reader.draft() if len(reader.found) >= _ENOUGH else None


class _Reader:
    """Takes one row after the other, in the card whose heading came last."""

    def __init__(self, form: Layout) -> None:
        self._form = form
        self.found: dict[str, _Found] = {}
        self.header: list[str] | None = None
        """The names of the fields that columns are for."""
        self._card: _Found | None = None
        self._in_item = False
        self._questions: list[Question] = []
        self._own = {
            folded_label(line)
            for line in (
                *FORM_LINES,
                *(text for section in form.sections for text in (section.heading, section.guidance)),
            )
        }

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph between the tables: one of the form's own, or something that someone added."""
        text = paragraph.text.strip()
        if text and folded_label(text) not in self._own:
            self._keep(text, "between the tables")

    def row(self, cells: Sequence[Cell]) -> None:
        """A heading, a question with its answer, the labels of columns, or answers in columns."""
        cells = [cell for cell in cells if not cell.continued]
        found = self._card
        if len(cells) == 1 and self._heading(cells[0]):
            return
        if found is None:
            self._keep("\t".join(cell.text for cell in cells), "above the first heading")
        elif self.header is not None and len(self.header) == len(cells):
            answers = {name: text for name, cell in zip(self.header, cells, strict=True) if (text := _text(cell))}
            found.items += [answers] if answers else []
        elif self._are_labels(found.card, cells):
            self.header = [self._name(found.card, _first(cell)) or "" for cell in cells]
        elif len(cells) == 2:
            self._answer(found, cells)
        elif any(texts := [_text(cell) for cell in cells]):
            self._keep("\t".join(texts), found.card.heading)

    def _heading(self, cell: Cell) -> bool:
        """Turn to the box of that heading, if it is one."""
        title = _first(cell)
        numbered = _NUMBERED.fullmatch(title)
        cards = self._form.cards
        card = cards.get(folded_label(title)) or (cards.get(folded_label(numbered[1])) if numbered else None)
        # In a table of one column, an answer may be the word of a heading; a heading has guidance.
        is_answer = self.header is not None and len(self.header) == 1 and len(cell.paragraphs) == 1
        if card is None or is_answer:
            return False
        self._card = self.found.setdefault(card.heading, _Found(card))
        self.header = None
        self._in_item = numbered is not None
        if self._in_item if card.listed else not self._card.items:
            self._card.items.append({})
        return True

    def _are_labels(self, card: Card, cells: Sequence[Cell]) -> bool:
        """Whether these are the labels of columns: those of a list, outside a box of a single item."""
        return card.listed and not self._in_item and all(self._name(card, _first(cell)) for cell in cells)

    def _answer(self, found: _Found, cells: Sequence[Cell]) -> None:
        label, answer = _first(cells[0]), _text(cells[1])
        if folded_label(label) == folded_label(NOTHING_LABEL):
            found.nothing = found.nothing or bool(answer)
            return
        name = self._name(found.card, label)
        if name is None or not found.items:
            if answer:
                self._keep(f"{label}: {answer}", found.card.heading)
        elif answer and found.items[-1].get(name):
            self._keep(f"{label}: {answer}", found.card.heading)
        elif answer:
            found.items[-1][name] = answer

    def _name(self, card: Card, label: str) -> str | None:
        if card.keyed and folded_label(label) == folded_label(SHORT_NAME):
            return SHORT_NAME
        field = card.field(label)
        return field.name if field else None

    def _keep(self, words: str, place: str) -> None:
        self._questions.append(Question("", "where does this belong?", words=words, place=place))

    # --- From answers to a record ---

    def draft(self) -> Draft:
        """The answers as a record."""
        draft = Draft(f"form of secon, {self._form.template.title}", questions=self._questions)
        cited: list[str] = []
        for found in self.found.values():
            card = found.card
            if not _is_general(card):
                self._put(draft, found, cited)
        # The general box of a block comes last, and even if the form leaves it out: whether the evidence of the block
        # is that form depends on what the others say.
        for card in self._form.cards.values():
            if _is_general(card) and (card.heading in self.found or card.path in draft.record):
                self._put(draft, self.found.get(card.heading, _Found(card, [{}])), cited)
        sources = draft.record.get("sources")
        if cited and (not sources or SOURCE_KEY not in sources):
            title = draft.record.get("title", "a practice")
            draft.record["sources"] = {SOURCE_KEY: {"title": f"Form: {title}"}, **(sources or {})}
            draft.questions.append(Question(f"sources.{SOURCE_KEY}.date", "when was this form filled in?"))
        return draft

    def _put(self, draft: Draft, found: _Found, cited: list[str]) -> None:
        card = found.card
        block: type[BaseModel] = Practice if not card.path else field_at(card.path).block or Practice
        records: list[dict[str, object]] = []
        for answers in found.items:
            number = sum(map(bool, records))
            records.append(self._record(draft, card, block, number, answers, cited))
        if card.keyed:
            keyed = {answers.get(SHORT_NAME, ""): record for answers, record in zip(found.items, records, strict=True)}
            put_all = {key or SOURCE_KEY: record for key, record in keyed.items() if record}
            if put_all:
                draft.record[card.path] = put_all
        elif card.many:
            filled = [record for record in records if record]
            if filled:
                put(draft.record, card.path, filled)
            elif found.nothing:
                put(draft.record, card.path, [])
        elif card.path:
            for name, value in (records[0] if records else {}).items():
                put(draft.record, f"{card.path}.{name}", value)
        else:
            draft.record.update(records[0] if records else {})

    def _record(
        self, draft: Draft, card: Card, block: type[BaseModel], number: int, answers: dict[str, str], cited: list[str]
    ) -> dict[str, object]:
        """One item as plain values; an answer that cannot be read is asked about."""
        record: dict[str, object] = {}
        at = f"{card.path}[{number}]" if card.many else card.path
        for field in card.fields:
            answer = answers.get(field.name, "")
            if not answer or field.name == "evidence":
                continue
            record |= self._figure(field, block, answer, answers)
            if field.name not in record:
                value = self._value(draft, field, block, answer, f"{at}.{field.name}" if at else field.name)
                record |= {} if value is None else {field.name: value}
        evidence = next((field for field in card.fields if field.name == "evidence"), None)
        answer = answers.get("evidence", "")
        if evidence is None or folded_label(answer) == NO_SOURCE:
            return record
        if answer:
            value = self._value(draft, evidence, block, answer, f"{card.path}.evidence")
            return {**record, "evidence": value} if value else record
        if record or (not card.listed and card.path in draft.record):
            citation = f"{SOURCE_KEY}:{card.row}" if card.row else SOURCE_KEY
            cited.append(citation)
            record["evidence"] = citation
        return record

    def _figure(
        self, field: FormField, block: type[BaseModel], answer: str, answers: dict[str, str]
    ) -> dict[str, object]:
        """The parts of `about 450 €`, an answer to three questions, where the block asks them and no one answered."""
        if field.form not in FIGURES or meant(field, block, answer) is not None:
            return {}
        figure = figure_in(answer) or {}
        parts = {name: text for name, text in figure.items() if name in block.model_fields}
        if len(parts) != len(figure) - 1:
            return {}
        return {**{name: text for name, text in parts.items() if not answers.get(name)}, field.name: figure["number"]}

    def _value(self, draft: Draft, field: FormField, block: type[BaseModel], answer: str, path: str) -> object:
        nothing = folded_label(answer) == folded_label(NOTHING)
        if nothing and may_be_not_stated(block, field.name):
            return NOT_STATED
        if not field.field.many and field.name != "evidence":
            value = meant(field, block, answer)
            if value is None:
                choices = f"; choose from {', '.join(field.words)}" if field.words and len(field.words) < 40 else ""
                draft.questions.append(Question(path, f"what does this mean{choices}?", words=answer))
            return value
        if nothing:
            return []
        values = []
        for line in filter(None, map(str.strip, answer.split("\n"))):
            value = meant(field, block, line)
            if value is None:
                draft.questions.append(Question(path, "what does this mean?", words=line))
            else:
                values.append(value)
        return values or None


def _is_general(card: Card) -> bool:
    return bool(card.path) and not card.listed and field_at(card.path).block is not None and "." not in card.path


def _first(cell: Cell) -> str:
    """The label of a cell: its first paragraph with words; guidance is below."""
    return next((text for paragraph in cell.paragraphs if (text := paragraph.text.strip())), "")


def _text(cell: Cell) -> str:
    """An answer: without what invites to choose."""
    return "\n".join(line for line in cell.text.split("\n") if folded_label(line) != folded_label(CHOOSE)).strip()
