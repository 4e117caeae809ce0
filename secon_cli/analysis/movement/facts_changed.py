"""Which fields of a practice changed, items of lists matched with one another, and which measures look at them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from secon_cli.practice.facts import fact, plain, value_at
from secon_cli.practice.fields import without_indices
from secon_cli.practice.model import Practice
from secon_cli.rubric.differences import ChangeKind
from secon_cli.rubric.measures import AnyMeasure

_EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field or an item of a list that is not the same; addresses and values are None where it is not there."""

    kind: ChangeKind
    field_before: str | None
    field_after: str | None
    before: str | None
    after: str | None

    @property
    def field(self) -> str:
        """Its address now, or before."""
        return self.field_after or self.field_before or ""


def changed_fields(before: Practice, after: Practice) -> tuple[FieldChange, ...]:
    """Every field that differs, in the order of the format; an item that came or went is one change."""
    if before == after:
        return ()
    found = _blocks(plain(before), plain(after), "", "")
    return tuple(_change(before, after, *addresses) for addresses in found)


def concerns(change: FieldChange, measure: AnyMeasure) -> bool:
    """Whether the measure looks at what changed."""
    return measure.concerns(without_indices(change.field))


_Addresses = tuple[str | None, str | None]


def _blocks(before: object, after: object, old: str, new: str) -> Iterator[_Addresses]:
    """The addresses of what differs between two values of the same field, each before and after."""
    if before == after:
        return
    if new.endswith(_EVIDENCE):
        yield (old if before else None), (new if after else None)
    elif isinstance(before, dict) or isinstance(after, dict):
        fields = [value if isinstance(value, dict) else {} for value in (before, after)]
        for name in dict.fromkeys([*fields[0], *fields[1]]):
            yield from _blocks(fields[0].get(name), fields[1].get(name), _below(old, name), _below(new, name))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _items(before, after, old, new)
    elif isinstance(before, list) and before:
        yield from ((f"{old}[{index}]", None) for index in range(len(before)))
    elif isinstance(after, list) and after:
        yield from ((None, f"{new}[{index}]") for index in range(len(after)))
    else:
        yield (None if before is None else old), (None if after is None else new)


def _below(address: str, name: str) -> str:
    return f"{address}.{name}" if address else name


def _items(before: Sequence[object], after: Sequence[object], old: str, new: str) -> Iterator[_Addresses]:
    """Items that are equal in both are matched first; of the others, those at the same place between them."""
    left_keys, right_keys = ([json.dumps(item, sort_keys=True) for item in items] for items in (before, after))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, left_keys, right_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for left, right in zip_longest(range(i, i_end), range(j, j_end)):
            if right is None:
                yield f"{old}[{left}]", None
            elif left is None:
                yield None, f"{new}[{right}]"
            elif isinstance(before[left], dict):
                yield from _blocks(before[left], after[right], f"{old}[{left}]", f"{new}[{right}]")
            else:
                yield f"{old}[{left}]", f"{new}[{right}]"


def _change(before: Practice, after: Practice, old: str | None, new: str | None) -> FieldChange:
    kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
    return FieldChange(kind, old, new, _said(before, old), _said(after, new))


def _said(practice: Practice, field: str | None) -> str | None:
    """The value at an address, in words; None where there is none."""
    if field is None:
        return None
    if field.startswith("sources."):
        _, key, name = field.split(".", 2)
        return fact(getattr(practice.sources[key], name))
    value = value_at(practice, field)
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value) or "[]"
    return fact(value)
