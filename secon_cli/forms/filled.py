"""What a form of a practice says: the answers of each card, as they are seen."""

from collections.abc import Iterator, Mapping

from secon_cli.forms.layout import NO_SOURCE, NOTHING, SHORT_NAME, Card, FormField
from secon_cli.practice.facts import plain
from secon_cli.practice.model import Block, Practice

Answers = Mapping[str, str]
"""The text of each answer by its label."""


def items(card: Card, practice: Practice) -> list[Answers] | None:
    """The answers of a card: one item, or those of a list; None for a part that was not assessed."""
    value: object = practice
    for name in card.path.split(".") if card.path else ():
        value = getattr(value, name, None)
    if value is None:
        return None
    if card.keyed:
        assert isinstance(value, dict)
        return [{SHORT_NAME: key, **dict(_answers(card, item))} for key, item in value.items()]
    if card.many:
        assert isinstance(value, tuple)
        return [dict(_answers(card, item)) for item in value]
    assert isinstance(value, Block)
    return [dict(_answers(card, value))]


def _answers(card: Card, block: Block) -> Iterator[tuple[str, str]]:
    for field in card.fields:
        looked_for = field.name in block.not_stated
        yield field.label, NOTHING if looked_for else _shown(field, getattr(block, field.name))


def _shown(field: FormField, value: object) -> str:
    if value is None:
        return ""
    if value == ():
        return NO_SOURCE if field.name == "evidence" else NOTHING
    texts = plain(value)
    words = field.words or {}
    return "\n".join(words.get(text, text) for text in map(str, texts if isinstance(texts, list) else [texts]))
