"""The fields of a practice file, addressed by path, and their values, each with its address and its evidence.

A path names a field by its blocks, `[]` standing for every item of a list: `results.metrics[].level`.
"""

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from secon_cli.practice.model import Block, Practice
from secon_cli.practice.values import Citation
from secon_cli.practice.vocabularies import Term

ITEMS = "[]"
"""Follows the name of a list in a path that goes on into its items."""
_INDEX = re.compile(r"\[[0-9]+\]")


def without_indices(address: str) -> str:
    """The path of the field at an address: `results.metrics[].level` for `results.metrics[2].level`."""
    return _INDEX.sub(ITEMS, address)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it holds (a block, a vocabulary term, or a plain value), whether it is a list, what it means."""

    path: str
    name: str
    description: str
    required: bool
    many: bool
    block: type[BaseModel] | None
    vocabulary: type[Term] | None
    annotation: Any


class UnknownFieldError(LookupError):
    """A path that leads nowhere: `name` is not a field of the block at `at`, whose fields are `choices`."""

    def __init__(self, name: str, at: str, choices: tuple[str, ...], reason: str) -> None:
        super().__init__(reason)
        self.name, self.at, self.choices = name, at, choices


def _content(annotation: Any) -> tuple[Any, bool, bool]:
    """What an annotation holds, whether in a list, and whether by key in a mapping; `None` and metadata left aside."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _content(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return _content(kinds[0]) if len(kinds) == 1 else (annotation, False, False)
    if origin is tuple and get_args(annotation)[1:] == (...,):
        return _content(get_args(annotation)[0])[0], True, False
    if origin is dict:
        return _content(get_args(annotation)[1])[0], False, True
    return annotation, False, False


def _field(block: type[BaseModel], name: str, path: str) -> Field:
    info = block.model_fields[name]
    content, many, _ = _content(info.annotation)
    is_class = isinstance(content, type) and get_origin(content) is not Literal
    return Field(
        path=path,
        name=name,
        description=info.description or "",
        required=info.is_required(),
        many=many,
        block=content if is_class and issubclass(content, BaseModel) else None,
        vocabulary=content if is_class and issubclass(content, Term) else None,
        annotation=info.annotation,
    )


def is_keyed(field: Field) -> bool:
    """Whether it holds blocks by keys that the author chooses."""
    return _content(field.annotation)[2]


def fields_of(block: type[BaseModel], prefix: str = "") -> Iterator[Field]:
    """The fields of one block, in the order in which they are declared."""
    for name in block.model_fields:
        yield _field(block, name, f"{prefix}{name}")


def walk(block: type[BaseModel] = Practice, prefix: str = "") -> Iterator[Field]:
    """Every field of a block and of the blocks below it, parents before children."""
    for field in fields_of(block, prefix):
        yield field
        if field.block is not None:
            inside = ITEMS if field.many else ".<key>" if is_keyed(field) else ""
            yield from walk(field.block, f"{field.path}{inside}.")


@lru_cache(maxsize=512)
def field_at(path: str, block: type[BaseModel] = Practice) -> Field:
    """The field that `path` names below `block`; UnknownFieldError where it names none."""
    at, current, field = "", block, None
    for part in path.split("."):
        name = part.removesuffix(ITEMS)
        if name not in current.model_fields:
            place = f"`{at}`" if at else f"a {current.__name__.lower()}"
            raise UnknownFieldError(name, at, tuple(current.model_fields), f"`{name}` is not a field of {place}")
        at = f"{at}.{part}" if at else part
        field = _field(current, name, at)
        if part != name and not field.many:
            raise UnknownFieldError(part, at, (name,), f"`{name}` is not a list: leave out `{ITEMS}`")
        if at != path:
            if is_keyed(field):
                raise UnknownFieldError(
                    part, at, (), f"`{name}` has keys that the author chooses, so the path ends there"
                )
            if field.block is None:
                raise UnknownFieldError(path.removeprefix(f"{at}."), at, (), f"`{name}` has no fields of its own")
            if field.many and part == name:
                raise UnknownFieldError(part, at, (name + ITEMS,), f"`{name}` is a list: write `{name}{ITEMS}`")
            current = field.block
    assert field is not None
    return field


class FieldValue(NamedTuple):
    """A value at a path, or at a place of the list there, with the evidence of the innermost claim that holds it.

    `evidence` is None where the format has no place to cite, as for the summary or a link.
    """

    path: str
    value: object
    evidence: tuple[Citation, ...] | None
    place: int | None = None
    """The position of an item in its list."""

    @property
    def field(self) -> str:
        """The address, such as `results.metrics[2]`."""
        return self.path if self.place is None else f"{self.path}[{self.place}]"

    @property
    def filled(self) -> bool:
        """Whether there is a value: an empty list is written, but not filled."""
        return self.value is not None and self.value != ()


def find(practice: object, path: str) -> tuple[FieldValue, ...] | None:
    """The values at `path`; None where it was not assessed, because the field or a block above it is left out.

    A value that was looked for and is `not_stated` is one that is not filled.
    A path that reaches into a list gives one value an item, and none for an empty list.
    """
    names, inside = _way(path)
    value, evidence = _value_at(practice, names, None)
    if value is None:
        holder, _ = _value_at(practice, names[:-1], None)
        looked_for = isinstance(holder, Block) and names[-1] in holder.not_stated
        return (FieldValue(path, None, evidence),) if looked_for else None
    if inside is None:
        return (FieldValue(path, value, evidence),)
    every = items(FieldValue(".".join(names), value, evidence))
    return tuple(found for item in every for found in _below(item, inside)) if inside else tuple(every)


def items(holder: FieldValue) -> list[FieldValue]:
    """The items of a list, each with its own evidence; none for a value that is not a list."""
    if type(holder.value) is not tuple:
        return []
    field, evidence = holder.field, holder.evidence
    return [
        FieldValue(field, item, item.__dict__.get("evidence", evidence) if type(item) in _BLOCKS else evidence, index)
        for index, item in enumerate(holder.value)
    ]


def filled_at(holder: object, path: str) -> list[object]:
    """The values at a path below a block, without what is left out or an empty list."""
    if type(holder) in _BLOCKS and path in holder.__dict__:
        value = holder.__dict__[path]
        return [] if value is None or value == () else [value]
    return [found.value for found in find(holder, path) or () if found.filled]


def _kinds(block: type[Block]) -> Iterator[type[Block]]:
    for kind in block.__subclasses__():
        yield kind
        yield from _kinds(kind)


_BLOCKS = frozenset(_kinds(Block))
"""Every kind of block. A block keeps its fields in its dictionary: to ask pydantic whether a value is a block, and a
block for its field, took a third of the time in which a practice is judged."""


@lru_cache(maxsize=512)
def _way(path: str) -> tuple[tuple[str, ...], str | None]:
    """The names down to the first list that the path reaches into, and the path inside its items, if any."""
    before, into_items, inside = path.partition(ITEMS)
    return tuple(before.split(".")), inside.removeprefix(".") if into_items else None


def _value_at(
    holder: object, names: tuple[str, ...], evidence: tuple[Citation, ...] | None
) -> tuple[object, tuple[Citation, ...] | None]:
    """The value that names lead to and what the innermost block above it cites; None where a name leads nowhere."""
    for name in names:
        if type(holder) not in _BLOCKS:
            return None, evidence
        fields = holder.__dict__
        holder, evidence = fields.get(name), fields.get("evidence", evidence)
    return holder, evidence


def _below(item: FieldValue, path: str) -> Iterator[FieldValue]:
    """The values at a path below an item, also where nothing is filled in there."""
    names, inside = _way(path)
    value, evidence = _value_at(item.value, names, item.evidence)
    found = FieldValue(f"{item.field}.{'.'.join(names)}", value, evidence)
    if inside is None:
        yield found
    elif inside:
        for part in items(found):
            yield from _below(part, inside)
    else:
        yield from items(found)
