"""Values of a practice found by path, each with its address and its evidence."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from secon_cli.practice.citations import Citation
from secon_cli.practice.fields import ITEMS
from secon_cli.practice.model import Block


class FieldValue(NamedTuple):
    """A value at `field`, with the evidence of the innermost claim or passage that holds it.

    `evidence` is None where the format has no place to cite, as for the summary or a link.
    """

    field: str
    value: object
    evidence: tuple[Citation, ...] | None

    @property
    def filled(self) -> bool:
        """Whether there is a value: an empty list is written, but not filled."""
        return _filled(self.value)


def find(practice: object, path: str) -> tuple[FieldValue, ...] | None:
    """The values at `path`; None where it was not assessed, because the field or a block above it is left out.

    A path that reaches into a list gives one value an item, and none for an empty list.
    """
    names, inside = _way(path)
    value, evidence = _value_at(practice, names, None)
    if value is None:
        return None
    if inside is None:
        return (FieldValue(path, value, evidence),)
    every = items(FieldValue(".".join(names), value, evidence))
    return tuple(found for item in every for found in _below(item, inside)) if inside else tuple(every)


def items(holder: FieldValue) -> list[FieldValue]:
    """The items of a list, each with its own evidence; none for a value that is not a list."""
    field, value, evidence = holder
    if not isinstance(value, tuple):
        return []
    found = []
    for index, item in enumerate(value):
        # A block keeps its fields in its dictionary.
        cited = item.__dict__.get("evidence", evidence) if isinstance(item, Block) else evidence
        found.append(FieldValue(f"{field}[{index}]", item, cited))
    return found


def filled_at(holder: object, path: str) -> list[object]:
    """The values at a path below a block, without what is left out or an empty list."""
    if isinstance(holder, Block) and path in holder.__dict__:
        value = holder.__dict__[path]
        return [value] if _filled(value) else []
    return [found.value for found in find(holder, path) or () if found.filled]


def _filled(value: object) -> bool:
    return value is not None and value != ()


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
        if not isinstance(holder, Block):
            return None, evidence
        # A block keeps its fields in its dictionary; to ask it for one that its kind does not have takes long.
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
        for each in items(found):
            yield from _below(each, inside)
    else:
        yield from items(found)
