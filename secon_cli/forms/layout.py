"""The form of a template: sections with cards, derived from the models, so that a new field is in it without code.

A card is one table: a block of a practice, or a list with an item after the other. What is seen is the data: a field is
found again by its label, a word of a vocabulary by its text, so that any program may edit the form.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from pydantic import BaseModel

from secon_cli.practice.facts import plain
from secon_cli.practice.fields import Field, field_at, fields_of, is_keyed
from secon_cli.practice.model import Block, Practice, may_be_not_stated
from secon_cli.practice.template import Template
from secon_cli.practice.template import template as template_of
from secon_cli.practice.types import NOT_STATED, type_of, written
from secon_cli.practice.vocabularies import COUNTRIES, Row, packaged_toml

NOTHING = "looked for, nothing stated"
"""The answer for what was looked for and is not there: an empty list, or a value that the source does not state."""
NO_SOURCE = "no source"
"""The answer for a claim without evidence; an empty cell means that the form itself is the source."""
NOTHING_LABEL = "Nothing to list?"
SHORT_NAME = "Short name"
"""The label of the key of a source."""
SHORT_NAME_GUIDANCE = "In small letters, such as form (this form) or report."
CHOOSE = "choose a word"
"""The placeholder of a list of words, until one is chosen."""
FORM_LINES = (
    "Form for a good practice",
    "Fill in what you know, in your own words. Leave out what no one has looked for.",
    f"Where you looked and there is nothing, choose “{NOTHING}”: that is an answer, too.",
    "Choose words from the lists, or type them. Boxes and rows that you do not need may stay empty.",
    "For one more entry, copy a box with its heading and paste it below, or add a row to a table with columns.",
    "Save the file as .docx and send it back. You will be asked about what is missing or unclear.",
)
"""What the form says first; its title is the first line."""
FIGURES = ("Amount", "Figure")
"""The forms of values that are figures."""
TWO_READINGS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,])")
"""A number such as 1.200 in an answer, which is 1200 to many who fill in a form."""
WORD_END = " – "
"""Between a word of a vocabulary and its meaning."""

_LAST = ("evidence", "note")
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
    questions = _questions()
    top = {path.partition(".")[0] for path in taken} | {*_UNSEEN, "id"}
    for field in fields_of(Practice):
        if field.name not in top:
            asked = questions.get(field.name, {"heading": _label(field.name), "guidance": field.description})
            cards = list(_cards(field.name, taken, None))
            sections.append(Section(asked["heading"], asked["guidance"], tuple(cards)))
    return Layout(template, tuple(sections))


@cache
def _questions() -> dict[str, Any]:
    """What forms say in plain words."""
    return packaged_toml("secon_cli.practice", "templates/questions.toml")


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _cards(path: str, taken: set[str], row: Row | None) -> Iterator[Card]:
    """The cards for a part of a practice, but for what other rows take."""
    field = field_at(path)
    asked = _questions()
    if field.block is None:
        # A single value of the practice itself, such as its title; its id goes with that.
        names = [path, "id"] if path == "title" else [path]
        own = tuple(_form_field(Practice, field_at(name), name) for name in names)
        yield Card("", _label(path), field.description, own, row=row)
        return
    # What is required comes first, the evidence last.
    inside = sorted(fields_of(field.block), key=lambda inner: (inner.name in _LAST, not inner.required))
    own = tuple(_form_field(field.block, inner, f"{path}.{inner.name}") for inner in inside if inner.block is None)
    heading = asked["names"].get(path) or _label(field.name)
    if field.many or is_keyed(field):
        guidance = asked["guidance"].get(path, field.description)
        yield Card(path, heading, guidance, own, many=field.many, keyed=is_keyed(field), row=row)
        return
    parts = [inner.path for inner in fields_of(field.block, f"{path}.") if inner.block is not None]
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


def _form_field(block: type[BaseModel], field: Field, path: str) -> FormField:
    name, form, words = field.name, written(type_of(block, field.name)), None
    if field.vocabulary is not None:
        words = {term.value: f"{term.value.replace('_', ' ')}{WORD_END}{term.meaning}" for term in field.vocabulary}
    elif form is not None and form.name == "Country":
        words = dict(sorted(COUNTRIES.items(), key=lambda item: item[1]))
    if words is not None and may_be_not_stated(block, name):
        words.setdefault(NOT_STATED, NOTHING)
    asked = _questions()
    own = asked["guidance"].get(path) or asked["guidance"].get(name if name in _LAST else "")
    guidance: str = own or field.description.replace("`", "")
    notation = asked["forms"].get(form.name) if form is not None else None
    if notation and "such as" not in guidance:
        guidance = f"{guidance.removesuffix('.')} ({notation})."
    if field.required and name != "id":
        guidance = f"{guidance} Needed."
    full_only = name in _LAST or path in asked["full_only"]
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
