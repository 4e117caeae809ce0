"""The form of a template: sections with cards, derived from the models, so that a new field is in it without code.

A card is one table: a block of a practice, or a list with an item after the other. What is seen is the data: a field is
found again by its label, a word of a vocabulary by its text, so that any program may edit the form, and cards may be
copied, moved or removed.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field as of_field
from functools import cached_property, lru_cache
from typing import Final

from pydantic import ValidationError

from secon_cli.forms.answers import READINGS, TWO_READINGS, WORD_END, figure_in, meant_term, names_in
from secon_cli.forms.draft import SOURCE_KEY, Draft, Question, put
from secon_cli.practice.fields import Field, field_at, fields_of, plain
from secon_cli.practice.model import Block, Practice, may_be_not_stated
from secon_cli.practice.suggestions import folded
from secon_cli.practice.template import TEMPLATE_NAMES, Template
from secon_cli.practice.template import template as template_of
from secon_cli.practice.values import NOT_STATED, reader_of, type_of, written
from secon_cli.practice.vocabularies import COUNTRIES, Row, packaged_toml
from secon_cli.reading.office import Blocks, Cell, Paragraph, Table

NOTHING = "looked for, nothing stated"
"""The answer for what was looked for and is not there: an empty list, or a value that the source does not state."""
NO_SOURCE = "no source"
"""The answer for a claim without evidence; an empty cell means that the form itself is the source."""
NOTHING_LABEL = "Nothing to list?"
SHORT_NAME = "Short name"
"""The label of the key of a source."""
SHORT_NAME_GUIDANCE = "In small letters, such as form (this form) or report."
_MEAN_NOTHING = (NOTHING, "nothing stated", "nothing", "none", "yes", "x", "☒", "✓")
"""What people write there for it; other words are an answer of their own."""
CHOOSE = "choose a word"
"""The placeholder of a list of words, until one is chosen."""
FORM_LINES = (
    "Form for a good practice",
    "Fill in what you know, in your own words. Leave out what you did not look for.",
    f"If you looked and found nothing, choose “{NOTHING}”: that is an answer, too.",
    "Choose words from the lists, or type them. Boxes and rows that you do not need may stay empty.",
    "To add an entry, copy a box with its heading and paste it below, or add a row to a table with columns.",
    "Save the file as .docx and send it back. You will be asked about what is missing or unclear.",
)
"""What the form says first; its title is the first line."""
FIGURES = ("Amount", "Figure")
"""The forms of values that are figures."""

_QUESTIONS: Final = packaged_toml("secon_cli.practice", "templates/questions.toml")
"""What forms say in plain words."""
_LAST = ("evidence", "note")
_RESULTS = "results.metrics"
_UNSEEN = ("format",)
"""Fields that a form has no place for: the version of the format is that of the program."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a card: its label, what it asks for, and the words to choose from, if any, by value."""

    field: Field
    label: str
    guidance: str
    words: dict[str, str] | None = None
    form: str = ""
    """The name of the value's form, such as Date; empty for words and blocks."""
    full_only: bool = False
    """Whether it is left out of a form unless it has an answer or everything is asked for."""

    @property
    def name(self) -> str:
        """The name of the field in its block."""
        return self.field.name


@dataclass(frozen=True, slots=True)
class Card:
    """One table: the block at `path` (empty: the practice itself), or, if `many` or `keyed`, a list of such blocks."""

    path: str
    heading: str
    guidance: str
    fields: tuple[FormField, ...]
    many: bool = False
    keyed: bool = False
    row: Row | None = None

    @property
    def listed(self) -> bool:
        """Whether it has any number of items."""
        return self.many or self.keyed

    def is_asked(self, read: Collection[str]) -> bool:
        """Whether a form asks for it where these are the paths that criteria read."""
        parts = (part for part in _QUESTIONS["for_criteria"] if f"{self.path}.".startswith(f"{part}."))
        return all(any(f"{path}.".startswith(f"{part}.") for path in read) for part in parts)

    def name_of(self, label: str) -> str:
        """The name of the field with that label, in any case; empty where there is none."""
        wanted = folded_label(label)
        if self.keyed and wanted == folded_label(SHORT_NAME):
            return SHORT_NAME
        return next((field.name for field in self.fields if folded_label(field.label) == wanted), "")


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the template, or a question besides it, with its cards."""

    heading: str
    guidance: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Layout:
    """The whole form of a template."""

    template: Template
    sections: tuple[Section, ...]

    @cached_property
    def cards(self) -> dict[str, Card]:
        """All cards by their headings, as they are compared, and by the names of their fields."""
        every = [card for section in self.sections for card in section.cards]
        by_name = {folded_label(_label(card.path.rpartition(".")[2])): card for card in every if card.listed}
        return {**by_name, **{folded_label(card.heading): card for card in every}}


def folded_label(text: str) -> str:
    """A heading or label as it is compared: without case, and with single spaces."""
    return " ".join(text.split()).casefold().rstrip(":")


@lru_cache(maxsize=4)
def layout(name: str) -> Layout:
    """The form of one of the templates: its rows in order, then what no row asks for."""
    template = template_of(name)
    taken = {path for row in template.rows for path in row.fills}
    sections = []
    for row in template.rows:
        cards = [card for path in row.fills for card in _cards(path, taken - {path}, row.row)]
        if cards:
            sections.append(Section(row.heading, row.guidance, tuple(cards)))
    top = {path.partition(".")[0] for path in taken} | {*_UNSEEN, "id"}
    for field in fields_of(Practice):
        if field.name not in top:
            asked = _QUESTIONS.get(field.name, {"heading": _label(field.name), "guidance": field.description})
            cards = list(_cards(field.name, taken, None))
            sections.append(Section(asked["heading"], asked["guidance"], tuple(cards)))
    return Layout(template, tuple(sections))


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _cards(path: str, taken: set[str], row: Row | None) -> Iterator[Card]:
    """The cards for a part of a practice, but for what other rows take."""
    field = field_at(path)
    if field.block is None:
        # A single value of the practice itself, such as its title; its id goes with that.
        names = [path, "id"] if path == "title" else [path]
        yield Card("", _label(path), field.description, tuple(_form_field(field_at(name)) for name in names), row=row)
        return
    # What is required comes first, the evidence last.
    inside = list(fields_of(field.block, f"{path}."))
    ordered = sorted(inside, key=lambda inner: (inner.name in _LAST, not inner.required))
    own = tuple(_form_field(inner) for inner in ordered if inner.block is None)
    heading = _QUESTIONS["names"].get(path) or _label(field.name)
    if field.many or field.keyed:
        guidance = _QUESTIONS["guidance"].get(path, field.description)
        yield Card(path, heading, guidance, own, many=field.many, keyed=field.keyed, row=row)
        return
    parts = [inner.path for inner in inside if inner.block is not None]
    general = Card(path, f"{_label(field.name)} in general" if parts else heading, field.description, own, row=row)
    # Evidence and a note of all parts are asked for after them.
    first = not parts or any(inner.name not in _LAST for inner in own)
    if own and first:
        yield general
    for part in parts:
        if part not in taken:
            yield from _cards(part, taken, row)
    if own and not first:
        yield general


def _form_field(field: Field) -> FormField:
    path, name, form, words = field.path, field.name, written(type_of(field.owner, field.name)), None
    if field.vocabulary is not None:
        words = {term.value: f"{term.value.replace('_', ' ')}{WORD_END}{term.meaning}" for term in field.vocabulary}
    elif form is not None and form.name == "Country":
        words = dict(sorted(COUNTRIES.items(), key=lambda item: item[1]))
    if words is not None and may_be_not_stated(field.owner, name):
        words.setdefault(NOT_STATED, NOTHING)
    own = _QUESTIONS["guidance"].get(path) or _QUESTIONS["guidance"].get(name if name in _LAST else "")
    guidance: str = own or field.description.replace("`", "")
    notation = _QUESTIONS["forms"].get(form.name) if form is not None else None
    if notation and "such as" not in guidance:
        guidance = f"{guidance.removesuffix('.')} ({notation})."
    if field.required and name != "id":
        guidance = f"{guidance} Needed."
    full_only = name in _LAST or path in _QUESTIONS["full_only"]
    return FormField(field, _label(name), guidance, words, form.name if form is not None else "", full_only)


# --- What a practice answers ---

Answers = Mapping[str, str]
"""The text of each answer by its label."""


def answers_of(practice: Practice, card: Card) -> list[Answers] | None:
    """What a practice answers to a card: one item, or those of a list; None for a part that was not assessed."""
    value: object = practice
    for name in card.path.split(".") if card.path else ():
        value = getattr(value, name, None)
    if value is None:
        return None
    if card.keyed:
        assert isinstance(value, dict)
        return [{SHORT_NAME: key, **dict(_answers(card, item))} for key, item in value.items()]
    blocks = value if card.many else (value,)
    assert isinstance(blocks, tuple)
    return [dict(_answers(card, block)) for block in blocks]


def _answers(card: Card, block: Block) -> Iterator[tuple[str, str]]:
    for field in card.fields:
        value: object = getattr(block, field.name)
        if field.name in block.not_stated:
            yield field.label, NOTHING
        elif value is None:
            yield field.label, ""
        elif value == ():
            yield field.label, NO_SOURCE if field.name == "evidence" else NOTHING
        else:
            texts = plain(value)
            words = field.words or {}
            lines = [words.get(text, text) for text in map(str, texts if isinstance(texts, list) else [texts])]
            if field.form in FIGURES:
                # With another zero, a number has one reading.
                lines = [TWO_READINGS.sub(r"\g<0>0", line) for line in lines]
            yield field.label, "\n".join(lines)


# --- Reading a form that comes back ---------------------------------------------------------------------------------


_NUMBERED = re.compile(r"(.+?)\s+([0-9]{1,4})")
_KEY = re.compile("[a-z][a-z0-9_]*")
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
        map(layout, TEMPLATE_NAMES),
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
        labels = list(map(_first, cells))
        names = list(map(found.card.name_of, labels))
        lines = [[line for line in cell.text.split("\n") if folded_label(line) != CHOOSE] for cell in cells]
        texts = ["\n".join(answer).strip() for answer in lines]
        if self.header and len(self.header) == len(cells):
            answers = {name: text for name, text in zip(self.header, texts, strict=True) if text}
            found.items += [answers] if answers else []
        elif found.card.listed and not self._in_item and all(names):
            self.header = names
            typed = {name: text for name, text in (self._typed_at_label(found, cell) for cell in cells) if text}
            found.items += [typed] if typed else []
        elif len(cells) != 2:
            if any(texts):
                self.keep("\t".join(texts), found.card.heading)
        else:
            self._answer(found, cells[0], texts[1])

    def _answer(self, found: _Found, question: Cell, answer: str) -> None:
        """Take the answer to a question, and keep what is not one."""
        label = _first(question)
        if folded_label(label) == folded_label(NOTHING_LABEL):
            found.nothing = found.nothing or folded_label(answer).rstrip(".") in _MEAN_NOTHING
            if answer and not found.nothing:
                self.keep(answer, found.card.heading)
            return
        name, at_label = self._typed_at_label(found, question)
        for text in filter(None, (answer, at_label if name or not answer else "")):
            if name and found.items and not found.items[-1].get(name):
                found.items[-1][name] = text
            else:
                self.keep(f"{label}: {text}" if text != label else text, found.card.heading)

    def _typed_at_label(self, found: _Found, cell: Cell) -> tuple[str, str]:
        """The field of a question, and what someone typed next to its label or below its guidance."""
        card = found.card
        label, *below = [text for paragraph in cell.paragraphs if (text := paragraph.text.strip())] or [""]
        name, typed = card.name_of(label), []
        if not name:
            label, _, after = label.partition(":")
            name, typed = card.name_of(label), [after.strip()]
        if not name:
            # With guidance below, it is a question of another version of the form.
            return "", "" if below else _first(cell)
        guidance = next((field.guidance for field in card.fields if field.name == name), SHORT_NAME_GUIDANCE)
        # Another version may have other guidance; boxes but the first of a list have none.
        explained = not self._in_item or len(found.items) == 1
        if below and (below[0].startswith(guidance) or explained):
            below[0] = below[0].removeprefix(guidance).strip() if below[0].startswith(guidance) else ""
        return name, "\n".join(filter(None, [*typed, *below]))

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
        for text in [text for paragraph in cell.paragraphs if (text := paragraph.text.strip())][1 if numbered else 2 :]:
            self.keep(text, card.heading)
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
        items: list[dict[str, object]] = []
        keyed: dict[str, dict[str, object]] = {}
        for answers in found.items:
            named = answers.get(SHORT_NAME, "") or SOURCE_KEY
            named = named if _KEY.fullmatch(named) else "_".join(folded(named).split()) or named
            others = (f"{named}_{number}" for number in range(2, len(found.items) + 2))
            key = named if named not in keyed else next(key for key in others if key not in keyed)
            at = f"{card.path}[{len(items)}]" if card.many else f"{card.path}.{key}" if card.keyed else card.path
            item = self._record(card, at, answers)
            if item:
                items.append(item)
                keyed[key] = item
        if card.keyed:
            record |= {card.path: keyed} if keyed else {}
        elif card.many and (items or found.nothing):
            put(record, card.path, items)
        elif not card.many:
            for name, value in (items[0] if items else {}).items():
                put(record, f"{card.path}.{name}" if card.path else name, value)

    def _record(self, card: Card, at: str, answers: dict[str, str]) -> dict[str, object]:
        """The item at a path as plain values; an answer that cannot be read is asked about."""
        record: dict[str, object] = {}
        for field in sorted(card.fields, key=lambda field: field.name == "evidence"):
            answer = answers.get(field.name, "")
            if field.name == "evidence":
                if answer and folded_label(answer) != NO_SOURCE:
                    record |= self._value(field, answer, f"{at}.evidence")
                elif not answer and (record or not (card.listed or card.path not in self._draft.record)):
                    # Without an answer, the form itself is cited for what it says.
                    self._cites_itself = True
                    record[field.name] = f"{SOURCE_KEY}:{card.row}" if card.row else SOURCE_KEY
            elif answer:
                parts = (figure_in(answer) or {}) if field.form in FIGURES and meant(field, answer) is None else {}
                if "currency" in parts and field.name == "value":
                    # The currency of a result is that of its cost.
                    parts["unit"] = parts.pop("currency")
                if parts and parts.keys() - {"number"} <= field.field.owner.model_fields.keys():
                    # Such as `about 450 €`, an answer to three questions, where the block asks them.
                    record |= {name: text for name, text in parts.items() if name != "number" and not answers.get(name)}
                    record[field.name] = parts["number"]
                else:
                    record |= self._value(field, answer, f"{at}.{field.name}" if at else field.name)
        if record and card.path == _RESULTS and not answers.get("value"):
            # A result without a figure is one that no one measured.
            record.setdefault("qualifier", "not_measured")
        return record

    def _value(self, field: FormField, answer: str, path: str) -> dict[str, object]:
        nothing = folded_label(answer) == folded_label(NOTHING)
        if nothing and may_be_not_stated(field.field.owner, field.name):
            return {field.name: NOT_STATED}
        many = field.field.many or field.name == "evidence"
        if nothing and many:
            return {field.name: []}
        lines = list(filter(None, map(str.strip, re.split("\n|; ", answer)))) if many else [answer]
        if many and not field.words and not field.form:
            lines = names_in(answer)
        ask = "what does this mean"
        if field.words and len(field.words) < 40 and not many:
            ask = f"which of these is it: {', '.join(field.words)}"
        if field.form in FIGURES and (number := TWO_READINGS.search(answer)):
            ask = f"is this {number[1]}{number[2]} or {number[0].rstrip('0').rstrip('.')}"
        read = []
        for line in lines:
            value = meant(field, line)
            if value is None:
                self._draft.questions.append(Question(path, f"{ask}?", words=line))
            else:
                read.append(value)
        return {field.name: read if many else read[0]} if read else {}


def meant(field: FormField, text: str) -> str | None:
    """The value that a single answer means, as it is written in a file; None where no reading is certain."""
    if field.field.vocabulary is not None and (term := meant_term(field.field.vocabulary, text)):
        return term.value
    if field.form in FIGURES and TWO_READINGS.search(text):
        return None
    reading = READINGS.get(field.form)
    for attempt in (
        text,
        text.strip().replace(" ", "_") if field.words else None,
        reading(text.strip()) if reading else None,
    ):
        if attempt is not None:
            with suppress(ValidationError):
                reader_of(field.field.owner, field.name).validate_python((attempt,) if field.field.many else attempt)
                return attempt
    return None


def _is_general(card: Card) -> bool:
    return bool(card.path) and not card.listed and field_at(card.path).block is not None and "." not in card.path


def _first(cell: Cell) -> str:
    """The label of a cell: its first paragraph with words; guidance is below."""
    return next((text for paragraph in cell.paragraphs if (text := paragraph.text.strip())), "")
