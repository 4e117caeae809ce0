"""What a model expects at a path: from the location of an error to the path, the block and the type there."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from secon_cli.checks.findings import FieldPath

Location = Sequence[str | int]
"""Where pydantic saw an error: like a path, with tags of unions and marks for keys in between."""


@dataclass(frozen=True, slots=True)
class ModelLocation:
    """A place in a model: its path in the file, the block that holds it (None: not known), and the type expected."""

    path: FieldPath
    block: type[BaseModel] | None
    expected: Any
    in_key: bool = False


def follow(model: type[BaseModel], location: Location) -> ModelLocation:
    """The place that a location of pydantic means; a tag of a branch of a union is not part of the path."""
    path: list[str | int] = []
    block: type[BaseModel] | None = model
    expected: Any = model
    for part in location:
        if part == "[key]":
            return ModelLocation(tuple(path), block, expected, in_key=True)
        branches = _branches(expected)
        tagged = next((branch for branch in branches if _has_tag(branch, part)), None) if len(branches) > 1 else None
        if tagged is not None:
            expected = tagged
            continue
        inside = next((step for branch in branches if (step := _inside(branch, part)) is not None), None)
        if inside is None:
            continue
        path.append(part)
        block, expected = inside
    return ModelLocation(tuple(path), block, expected)


@lru_cache(maxsize=4096)
def expected_at(model: type[BaseModel], path: FieldPath) -> Any:
    """The type at a path of the file, or None where the model knows no such place."""
    return follow(model, path).expected


def block_of(expected: Any) -> type[BaseModel] | None:
    """The block of fields that is expected, or None where something else is, or one of several blocks."""
    blocks = [branch for branch in _branches(expected) if _is_class(branch, BaseModel)]
    return blocks[0] if len(blocks) == 1 else None


def is_list(expected: Any) -> bool:
    """Whether a list is expected."""
    return any(get_origin(branch) in (tuple, list) for branch in _branches(expected))


def item_of(expected: Any) -> Any:
    """The type of the items of a list; None where no list is expected."""
    return next((get_args(branch)[0] for branch in _branches(expected) if get_origin(branch) in (tuple, list)), None)


def is_keyed(expected: Any) -> bool:
    """Whether a block with names of the writer's choice is expected."""
    return any(_is_mapping(branch) for branch in _branches(expected))


def words(expected: Any) -> tuple[str, ...]:
    """The words to choose from where a vocabulary is expected, else none."""
    found: list[str] = []
    for branch in _branches(expected):
        if get_origin(branch) is Literal:
            found += map(str, get_args(branch))
        elif _is_class(branch, Enum):
            found += (member if isinstance(member, str) else str(member.value) for member in branch)
    return tuple(found)


def tags(expected: Any, discriminator: str) -> tuple[str, ...]:
    """The words that distinguish the branches of a union."""
    blocks = (branch for branch in _branches(expected) if _is_class(branch, BaseModel))
    return tuple(word for block in blocks for word in words(block.model_fields[discriminator].annotation))


def is_text(expected: Any) -> bool:
    """Whether plain text is expected: not a word of a vocabulary, and nothing that is read further."""
    return _branches(expected) == [str]


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
    """The types of a union, without metadata and `None`."""
    origin = get_origin(expected)
    if origin is Annotated:
        return _branches(get_args(expected)[0])
    if origin in (Union, types.UnionType):
        return [inner for branch in get_args(expected) if branch is not type(None) for inner in _branches(branch)]
    return [expected]


def _has_tag(expected: Any, tag: str | int) -> bool:
    """Whether `tag` is the word of this branch of a union."""
    return _is_class(expected, BaseModel) and any(
        get_origin(field.annotation) is Literal and tag in get_args(field.annotation)
        for field in expected.model_fields.values()
    )


def _is_mapping(expected: Any) -> bool:
    origin = get_origin(expected)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_class(expected: Any, base: type) -> bool:
    return isinstance(expected, type) and get_origin(expected) is None and issubclass(expected, base)
