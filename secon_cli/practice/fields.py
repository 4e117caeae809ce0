"""The fields of a practice file: by path, what their types expect, with their values and evidence, and in plain words.

A path names a field by its blocks, `[]` standing for every item of a list: `results.metrics[].level`.
"""

import re
import types
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from secon_cli.practice.model import Block, Duration, Practice
from secon_cli.practice.values import NOT_STATED, Citation, PartialDate, Quantity
from secon_cli.practice.vocabularies import Qualifier, Term

ITEMS = "[]"
"""Follows the name of a list in a path that goes on into its items."""
KEYS = ".<key>"
"""Follows the name of a block with names that the author chooses."""
_INDEX = re.compile(r"\[[0-9]+\]")


def address(path: Sequence[str | int]) -> str:
    """A path as people and machine formats write it: `relevance.aspirations[0]`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def path_of(address: str) -> tuple[str | int, ...]:
    """The path of a field at an address."""
    parts = address.replace("[", ".").replace("]", "").split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts)


def without_indices(address: str) -> str:
    """The path of the field at an address: `results.metrics[].level` for `results.metrics[2].level`."""
    return _INDEX.sub(ITEMS, address)


# --- What the type of a field expects ---


def kinds_of(expected: Any) -> list[Any]:
    """The types of a union, without metadata and `None`."""
    origin = get_origin(expected)
    if origin is Annotated:
        return kinds_of(get_args(expected)[0])
    if origin in (Union, types.UnionType):
        return [inner for branch in get_args(expected) if branch is not type(None) for inner in kinds_of(branch)]
    return [expected]


def _is_class(expected: Any, base: type) -> bool:
    return isinstance(expected, type) and get_origin(expected) is None and issubclass(expected, base)


def block_of(expected: Any) -> type[BaseModel] | None:
    """The block of fields that is expected, or None where something else is, or one of several blocks."""
    blocks = [branch for branch in kinds_of(expected) if _is_class(branch, BaseModel)]
    return blocks[0] if len(blocks) == 1 else None


def item_of(expected: Any) -> Any:
    """The type of the items of a list; None where no list is expected."""
    return _argument_of(kinds_of(expected), (tuple, list), 0)


def value_of(expected: Any) -> Any:
    """The type of the values below names that the writer chooses; None where no such block is expected."""
    return _argument_of(kinds_of(expected), (dict, Mapping), 1)


def _argument_of(kinds: Sequence[Any], containers: tuple[type, ...], place: int) -> Any:
    return next((get_args(kind)[place] for kind in kinds if get_origin(kind) in containers), None)


def words(expected: Any) -> tuple[str, ...]:
    """The words to choose from where a vocabulary is expected, else none."""
    found: list[str] = []
    for branch in kinds_of(expected):
        if get_origin(branch) is Literal:
            found += map(str, get_args(branch))
        elif _is_class(branch, Enum):
            found += (member if isinstance(member, str) else str(member.value) for member in branch)
    return tuple(found)


def tags(expected: Any, discriminator: str) -> tuple[str, ...]:
    """The words that distinguish the branches of a union."""
    blocks = (branch for branch in kinds_of(expected) if _is_class(branch, BaseModel))
    return tuple(word for block in blocks for word in words(block.model_fields[discriminator].annotation))


def is_text(expected: Any) -> bool:
    """Whether plain text is expected: not a word of a vocabulary, and nothing that is read further."""
    return kinds_of(expected) == [str]


class ModelLocation(NamedTuple):
    """A place in a model: its path in the file, the block that holds it (None: not known), and the type expected."""

    path: tuple[str | int, ...]
    block: type[BaseModel] | None
    expected: Any
    in_key: bool = False


def follow(model: type[BaseModel], location: Sequence[str | int]) -> ModelLocation:
    """The place where pydantic saw an error; a tag of a branch of a union in its location is not part of the path."""
    path: list[str | int] = []
    block: type[BaseModel] | None = model
    expected: Any = model
    for part in location:
        if part == "[key]":
            return ModelLocation(tuple(path), block, expected, in_key=True)
        branches = kinds_of(expected)
        blocks = [branch for branch in branches if _is_class(branch, BaseModel)] if len(branches) > 1 else []
        hints = [(branch, field.annotation) for branch in blocks for field in branch.model_fields.values()]
        tagged = [branch for branch, hint in hints if get_origin(hint) is Literal and part in get_args(hint)]
        if tagged:
            expected = tagged[0]
            continue
        for branch in branches:
            kinds = get_args(branch)
            if _is_class(branch, BaseModel):
                field = branch.model_fields.get(str(part))
                block, expected = branch, field.annotation if field else None
            elif get_origin(branch) in (dict, Mapping):
                block, expected = None, kinds[1]
            elif get_origin(branch) in (tuple, list) and isinstance(part, int):
                block, expected = None, kinds[part] if part < len(kinds) and kinds[1:] != (...,) else kinds[0]
            else:
                continue
            path.append(part)
            break
    return ModelLocation(tuple(path), block, expected)


@lru_cache(maxsize=4096)
def expected_at(model: type[BaseModel], path: tuple[str | int, ...]) -> Any:
    """The type at a path of the file, or None where the model knows no such place."""
    return follow(model, path).expected


# --- Fields by path ---


class Field(NamedTuple):
    """One field of the block `owner`: what it holds (a block, a vocabulary term, or a plain value), and what it means.

    `many` says whether in a list, `keyed` whether by keys that the author chooses.
    """

    owner: type[BaseModel]
    path: str
    name: str
    description: str
    required: bool
    many: bool
    keyed: bool
    block: type[BaseModel] | None
    vocabulary: type[Term] | None


class UnknownFieldError(LookupError):
    """A path that leads nowhere: `name` is not a field of the block at `at`, whose fields are `choices`."""

    def __init__(self, name: str, at: str, choices: tuple[str, ...], reason: str) -> None:
        super().__init__(reason)
        self.name, self.at, self.choices = name, at, choices


def _field(block: type[BaseModel], name: str, path: str) -> Field:
    info = block.model_fields[name]
    kinds = kinds_of(info.annotation)
    item, value = _argument_of(kinds, (tuple, list), 0), _argument_of(kinds, (dict, Mapping), 1)
    if inside := item or value:
        kinds = kinds_of(inside)
    (kind,) = kinds if len(kinds) == 1 else (None,)
    return Field(
        owner=block,
        path=path,
        name=name,
        description=info.description or "",
        required=info.is_required(),
        many=item is not None,
        keyed=value is not None,
        block=kind if _is_class(kind, BaseModel) else None,
        vocabulary=kind if _is_class(kind, Term) else None,
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
            inside = ITEMS if field.many else KEYS if field.keyed else ""
            yield from walk(field.block, f"{field.path}{inside}.")


@lru_cache(maxsize=512)
def field_at(path: str, block: type[BaseModel] = Practice) -> Field:
    """The field that `path` names below `block`; UnknownFieldError where it names none."""
    at, above = "", block
    for part in path.split("."):
        name = part.removesuffix(ITEMS)
        if name not in above.model_fields:
            place = f"`{at}`" if at else f"a {above.__name__.lower()}"
            raise UnknownFieldError(name, at, tuple(above.model_fields), f"`{name}` is not a field of {place}")
        at = f"{at}.{part}" if at else part
        field = _field(above, name, at)
        if part != name and not field.many:
            raise UnknownFieldError(part, at, (name,), f"`{name}` is not a list: leave out `{ITEMS}`")
        if at == path:
            break
        if field.keyed:
            raise UnknownFieldError(part, at, (), f"`{name}` has keys that the author chooses, so the path ends there")
        if field.block is None:
            raise UnknownFieldError(path.removeprefix(f"{at}."), at, (), f"`{name}` has no fields of its own")
        if field.many and part == name:
            raise UnknownFieldError(part, at, (name + ITEMS,), f"`{name}` is a list: write `{name}{ITEMS}`")
        above = field.block
    return field


# --- Values ---


@dataclass(slots=True)
class FieldValue:
    """A value at a path, or at a place of the list there, with the evidence of the innermost claim that holds it.

    `evidence` is None where the format has no place to cite, as for the summary or a link. It is never changed; some
    hundred are made to judge a practice, and one that is a tuple takes 0.20 µs instead of 0.12.
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
    found = FieldValue(".".join(names), value, evidence)
    return (found,) if inside is None else tuple(_inside(found, inside))


def items(holder: FieldValue) -> list[FieldValue]:
    """The items of a list, or of a block with keys, each with its own evidence; none for another value."""
    field, evidence = holder.field, holder.evidence
    if type(holder.value) is dict:
        return [FieldValue(f"{field}.{key}", item, evidence) for key, item in holder.value.items()]
    if type(holder.value) is not tuple:
        return []
    return [
        FieldValue(field, item, item.__dict__.get("evidence", evidence) if type(item) in _BLOCKS else evidence, index)
        for index, item in enumerate(holder.value)
    ]


def cited_by(holder: FieldValue) -> tuple[Citation, ...] | None:
    """What a filled value rests on: of a list, the first evidence that one of its items cites."""
    if type(holder.value) is tuple:
        for item in holder.value:
            if type(item) in _BLOCKS and (evidence := item.__dict__.get("evidence")):
                return evidence  # type: ignore[no-any-return]  # of a claim
    return holder.evidence


def filled_at(holder: object, path: str) -> list[Any]:
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
    """The names down to the first list or keys that the path reaches into, and the path inside its items, if any."""
    before, into_items, inside = path.replace(KEYS, ITEMS).partition(ITEMS)
    return tuple(before.split(".")), inside.removeprefix(".") if into_items else None


def _value_at(
    holder: object, names: tuple[str, ...], evidence: tuple[Citation, ...] | None
) -> tuple[object, tuple[Citation, ...] | None]:
    """The value that names lead to and what the innermost block above it cites; None where a name leads nowhere."""
    for name in names:
        if type(holder) not in _BLOCKS:
            if type(holder) is not dict:
                return None, evidence
            holder = holder.get(name)
            continue
        fields = holder.__dict__
        holder, evidence = fields.get(name), fields.get("evidence", evidence)
    return holder, evidence


def _inside(found: FieldValue, path: str | None) -> Iterator[FieldValue]:
    """The value itself, or its items or what a path below them leads to, also where nothing is filled in there."""
    if path is None:
        yield found
    elif not path:
        yield from items(found)
    else:
        names, inside = _way(path)
        for item in items(found):
            value, evidence = _value_at(item.value, names, item.evidence)
            yield from _inside(FieldValue(f"{item.field}.{'.'.join(names)}", value, evidence), inside)


# --- In words ---

_SUBJECTS = ("what", "name", "who", "where", "how", "source", "label", "title")
"""The fields that say what a claim is about, the best first."""


def fact(value: object, *, terms: bool = True) -> str:
    """A claim or a value as one line: its subject, its figure, and with `terms` the terms and dates that it holds."""
    if not isinstance(value, BaseModel):
        return _words(value)
    fields = {name: getattr(value, name) for name in type(value).model_fields if name != "note"}
    filled = {name: held for name, held in fields.items() if not isinstance(held, BaseModel | tuple | dict | None)}
    subject = next((name for name in _SUBJECTS if name in filled), None)
    about = str(filled.pop(subject)) if subject else ""
    number = figure(filled)
    # A unit without a number says nothing.
    filled = {name: held for name, held in filled.items() if name not in ("currency", "unit")}
    rest = ", ".join(_words(item) for item in filled.values() if not isinstance(item, str) or isinstance(item, Term))
    head = f"{about}: {number}" if about and number else about or number
    return f"{head} ({rest})" if head and rest and terms else head or rest


def figure(filled: dict[str, object]) -> str:
    """The figure of a claim with its unit and how it is to be read; takes out of `filled` what it says."""
    # The currency of a result with a cost is that of the cost: 168 enterprises for 12,200,000 EUR.
    cost = filled.pop("cost", None)
    spent = f"for {_words(cost)} {filled.pop('currency', '')}".rstrip() if cost is not None else ""
    share = filled.pop("share", None)
    parts = []
    name = next((name for name in ("amount", "value", "count") if isinstance(filled.get(name), Quantity)), None)
    if name:
        size, how = _words(filled.pop(name)), filled.pop("qualifier", None)
        unit = filled.pop("currency", None) or filled.pop("unit", None)
        kind = "" if unit is None else f" {_words(unit)}"
        if size == "1" and isinstance(unit, Term):
            kind = kind.removesuffix("s")
        parts.append(f"{'' if how in (None, Qualifier.EXACT) else f'{_words(how)} '}{size}{kind}")
    elif filled.get("qualifier") is Qualifier.EXACT:
        filled.pop("qualifier")
    if share is not None:
        parts.append(f"{share} %")
    if spent:
        parts.append(spent)
    return ", ".join(parts)


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return f"{len(value)} items" if len(value) != 1 else "1 item"
    if isinstance(value, Quantity | PartialDate):
        return value.words
    return str(value).replace("_", " ") if isinstance(value, Term) else str(value)


def value_at(practice: Practice, field: str) -> object:
    """The value at an address such as `relevance.aspirations[0]`; None where there is none."""
    value: object = practice
    for step in path_of(field):
        if isinstance(step, str):
            value = getattr(value, step, None)
        else:
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
    return value


def block_at(practice: Practice, field: str) -> object:
    """The innermost claim or item that the value at an address belongs to: what gives a single word its meaning."""
    value = value_at(practice, field)
    if isinstance(value, BaseModel | tuple):
        return value
    above = value_at(practice, field.rpartition(".")[0])
    return above if isinstance(above, BaseModel) else value


def leaves(
    value: object, *, only: Container[str] | None = None, without: str = ""
) -> list[tuple[tuple[str | int, ...], Any]]:
    """Every single value and every empty list in plain values with its path, or `only` these texts.

    Fields that are called as `without` says are left out.
    """
    found: list[tuple[tuple[str | int, ...], Any]] = []

    def gather(value: object, path: tuple[str | int, ...]) -> None:
        members: Iterable[tuple[str | int, object]] = ()
        if type(value) is dict:
            members = value.items()
        elif type(value) is list and value:
            members = enumerate(value)
        elif only is None:
            found.append((path, value))
        for name, inside in members:
            if name == without:
                continue
            if type(inside) is not str:
                gather(inside, (*path, name))
            elif only is None or inside in only:
                found.append(((*path, name), inside))

    gather(value, ())
    return found


def duration_words(duration: Duration) -> str:
    """Start, end and status in words."""
    start = f"since {duration.start.words}" if duration.start else "start not stated"
    if duration.in_place:
        start = f"{start}, in place for {duration.in_place}" if duration.start else f"in place for {duration.in_place}"
    qualifier = f" ({duration.end_is})" if duration.end_is else ""
    end = (
        f"until {duration.end.words}{qualifier}"
        if isinstance(duration.end, PartialDate)
        else str(duration.end or "no end stated")
    )
    return ", ".join([start, end, *([str(duration.status)] if duration.status else [])])


def plain(value: object) -> object:
    """The record in plain values, as JSON can hold it: dates, amounts and citations as they are written in a file."""
    if isinstance(value, BaseModel):
        looked_for = value.not_stated if isinstance(value, Block) else frozenset()
        return {
            name: NOT_STATED if name in looked_for else plain(held)
            for name in type(value).model_fields
            if ((held := getattr(value, name)) is not None or name in looked_for)
            and not (name == "evidence" and held == ())
        }
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return str(value)
