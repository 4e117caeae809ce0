"""The fields of a practice file, addressed by path: what rubric, reference and explanations know of the models.

A path names a field by its blocks, `[]` standing for every item of a list: `results.metrics[].level`.
"""

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from secon_cli.practice.model import Practice
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


def fields_of(block: type[BaseModel], prefix: str = "") -> Iterator[Field]:
    """The fields of one block, in the order in which they are declared."""
    for name in block.model_fields:
        yield _field(block, name, f"{prefix}{name}")


def walk(block: type[BaseModel] = Practice, prefix: str = "") -> Iterator[Field]:
    """Every field of a block and of the blocks below it, parents before children."""
    for field in fields_of(block, prefix):
        yield field
        if field.block is not None:
            keyed = _content(field.annotation)[2]
            yield from walk(field.block, f"{field.path}{ITEMS if field.many else '.<key>' if keyed else ''}.")


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
            if _content(field.annotation)[2]:
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
