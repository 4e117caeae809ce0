"""What a model expects at a place: from an error's location to the path in the file, the block and the type there."""

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from secon_cli.checks.findings import FieldPath

Location = Sequence[str | int]
"""Where pydantic saw an error: like a path, with tags of unions and marks for keys in between."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a model: its path in the file, the block that holds it (None: not known), and the type expected."""

    path: FieldPath
    block: type[BaseModel] | None
    expected: Any
    in_key: bool = False


def follow(model: type[BaseModel], location: Location) -> Spot:
    """The place that a location of pydantic means; what stands for a branch of a union is no part of the path."""
    path: list[str | int] = []
    block: type[BaseModel] | None = model
    expected: Any = model
    for part in location:
        if part == "[key]":
            return Spot(tuple(path), block, expected, in_key=True)
        branches = _branches(expected)
        tagged = next((one for one in branches if _has_tag(one, part)), None) if len(branches) > 1 else None
        if tagged is not None:
            expected = tagged
            continue
        inside = next((step for one in branches if (step := _inside(one, part)) is not None), None)
        if inside is None:
            continue
        path.append(part)
        block, expected = inside
    return Spot(tuple(path), block, expected)


@lru_cache(maxsize=4096)
def expected_at(model: type[BaseModel], path: FieldPath) -> Any:
    """The type that stands at a path of the file, or None where the model knows no such place."""
    return follow(model, path).expected


def block_of(expected: Any) -> type[BaseModel] | None:
    """The block of fields that is expected, or None where something else is, or one of several blocks."""
    blocks = [one for one in _branches(expected) if _is_class(one, BaseModel)]
    return blocks[0] if len(blocks) == 1 else None


def is_list(expected: Any) -> bool:
    """Whether a list is expected."""
    return any(get_origin(one) in (tuple, list) for one in _branches(expected))


def item_of(expected: Any) -> Any:
    """The type of the items of a list; None where no list is expected."""
    return next((get_args(one)[0] for one in _branches(expected) if get_origin(one) in (tuple, list)), None)


def is_keyed(expected: Any) -> bool:
    """Whether a block with names of the writer's choice is expected."""
    return any(_is_mapping(one) for one in _branches(expected))


def words(expected: Any) -> tuple[str, ...]:
    """The words to choose from where a vocabulary is expected, else none."""
    found: list[str] = []
    for one in _branches(expected):
        if get_origin(one) is Literal:
            found += map(str, get_args(one))
        elif _is_class(one, Enum):
            found += (str(member.value) for member in one)
    return tuple(found)


def tags(expected: Any, discriminator: str) -> tuple[str, ...]:
    """The words that tell the branches of a union apart."""
    blocks = (one for one in _branches(expected) if _is_class(one, BaseModel))
    return tuple(word for one in blocks for word in words(one.model_fields[discriminator].annotation))


def is_text(expected: Any) -> bool:
    """Whether plain text is expected: not a word of a vocabulary, and nothing that is read further."""
    return expected is str


def _inside(expected: Any, part: str | int) -> tuple[type[BaseModel] | None, Any] | None:
    """The block and the type one step further; None where the type has no such part."""
    if _is_class(expected, BaseModel):
        field = expected.model_fields.get(part)
        return expected, field.annotation if field else None
    if _is_mapping(expected):
        return None, get_args(expected)[1]
    if get_origin(expected) in (tuple, list) and isinstance(part, int):
        kinds = get_args(expected)
        return None, kinds[part] if part < len(kinds) and kinds[1:] != (...,) else kinds[0]
    return None


def _branches(expected: Any) -> list[Any]:
    """The types of a union, one by one, with metadata and `None` left aside."""
    origin = get_origin(expected)
    if origin is Annotated:
        return _branches(get_args(expected)[0])
    if origin in (Union, types.UnionType):
        return list(_flat(_branches(one) for one in get_args(expected) if one is not type(None)))
    return [expected]


def _flat(lists: Iterable[list[Any]]) -> Iterable[Any]:
    return (item for items in lists for item in items)


def _has_tag(expected: Any, tag: str | int) -> bool:
    """Whether `tag` is the word that tells this branch of a union from the others."""
    return _is_class(expected, BaseModel) and any(
        get_origin(field.annotation) is Literal and tag in get_args(field.annotation)
        for field in expected.model_fields.values()
    )


def _is_mapping(expected: Any) -> bool:
    origin = get_origin(expected)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_class(expected: Any, base: type) -> bool:
    return isinstance(expected, type) and get_origin(expected) is None and issubclass(expected, base)
