"""What differs between two versions of plain values, of a rubric, of a practice, or of their findings.

Of a practice, items of lists are matched with one another.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from secon_cli.practice.fields import fact, plain, value_at
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

_WORDS = ("title", "short", "asks", "why", "improve", "meaning", "version", "rubric")
"""Parts of a rubric that explain and do not judge."""


class ChangeKind(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A part that is not the same in both; `path` is its name, `before` and `after` are plain values."""

    path: str
    kind: ChangeKind
    before: Any = None
    after: Any = None

    @property
    def judges(self) -> bool:
        """Whether the change can move a score, a gate or a band; a change of words cannot."""
        return self.path.rpartition(".")[2] not in _WORDS


@dataclass(frozen=True, slots=True)
class WeightShift:
    """The share of the total that a criterion has in each; None where the rubric does not have it."""

    criterion: str
    title: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """By how much the share is larger in the second; None where one does not have the criterion."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def moved(self) -> bool:
        """Whether the share differs."""
        return self.difference is None or abs(self.difference) > 1e-9


@dataclass(frozen=True, slots=True)
class Differences:
    """One rubric compared with another."""

    before: Rubric
    after: Rubric
    shifts: tuple[WeightShift, ...]
    changes: tuple[Change, ...]

    @property
    def same_name(self) -> bool:
        """Whether two rubrics that judge differently go by the same id and version."""
        names = {(rubric.rubric, rubric.version) for rubric in (self.before, self.after)}
        return len(names) == 1 and self.before.sha256 != self.after.sha256


def differences(before: Rubric, after: Rubric) -> Differences:
    """What would change if the second rubric were in force instead of the first."""
    titles = {key: criterion.title for rubric in (before, after) for key, criterion in rubric.criteria.items()}
    shifts = tuple(
        WeightShift(key, title, before.shares.get(key), after.shares.get(key)) for key, title in titles.items()
    )
    # Bands by name, so that a band can be added or removed.
    old, new = (
        {**rubric.content, "bands": {band["name"]: {**band} for band in rubric.content["bands"]}}
        for rubric in (before, after)
    )
    return Differences(before, after, shifts, tuple(changes(old, new)))


def changes(before: Any, after: Any, at: str = "", *, by_item: bool = False) -> Iterator[Change]:
    """Every part of plain values that is not the same; `by_item` also compares what is in lists of the same length."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            path = f"{at}.{key}" if at else key
            if key not in after:
                yield Change(path, ChangeKind.REMOVED, before=before[key])
            elif key not in before:
                yield Change(path, ChangeKind.ADDED, after=after[key])
            else:
                yield from changes(before[key], after[key], path, by_item=by_item)
    elif by_item and isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (item, other) in enumerate(zip(before, after, strict=True)):
            id = item.get("id") if isinstance(item, Mapping) else None
            place = f"{at}.{id}" if isinstance(id, str) else f"{at}[{index}]"
            yield from changes(item, other, place, by_item=True)
    elif before != after or isinstance(before, bool) is not isinstance(after, bool):
        yield Change(at, ChangeKind.CHANGED, before, after)


# --- Practices --------------------------------------------------------------------------------------------------------


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
    changes = []
    for old, new in _blocks(plain(before), plain(after), "", ""):
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
        changes.append(FieldChange(kind, old, new, _said(before, old), _said(after, new)))
    return tuple(changes)


_Addresses = tuple[str | None, str | None]


def _blocks(before: object, after: object, old: str, new: str) -> Iterator[_Addresses]:
    """The addresses of what differs between two values of the same field, each before and after."""
    if before == after:
        return
    if new.endswith("evidence"):
        yield (old if before else None), (new if after else None)
    elif isinstance(before, dict) or isinstance(after, dict):
        fields = [value if isinstance(value, dict) else {} for value in (before, after)]
        for name in dict.fromkeys([*fields[0], *fields[1]]):
            yield from _blocks(fields[0].get(name), fields[1].get(name), _below(old, name), _below(new, name))
    elif any(isinstance(value, list) and value for value in (before, after)):
        left, right = (value if isinstance(value, list) else [] for value in (before, after))
        yield from _items(left, right, old, new)
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


def _said(practice: Practice, field: str | None) -> str | None:
    """The value at an address, in words; None where there is none."""
    if field is None:
        return None
    if field.startswith("sources."):
        _, key, name = field.split(".", 2)
        return fact(getattr(practice.sources[key], name))
    value = value_at(practice, field)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "[]"
    return fact(value)


# --- Findings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding of either side, as a list of changes needs it."""

    file: str
    line: int
    severity: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """The findings that only the new side has, and those that only the old one had."""

    new: tuple[FindingLine, ...]
    fixed: tuple[FindingLine, ...]


def finding_changes(before: Sequence[FindingLine], after: Sequence[FindingLine]) -> FindingChanges:
    """What is new and what is fixed; a finding that only moved to another line is neither."""

    def only(these: Sequence[FindingLine], those: Sequence[FindingLine]) -> tuple[FindingLine, ...]:
        seen: Counter[tuple[str, str, str]] = Counter()
        others = Counter((finding.file, finding.rule, finding.message) for finding in those)
        kept = []
        for finding in these:
            key = (finding.file, finding.rule, finding.message)
            seen[key] += 1
            if seen[key] > others[key]:
                kept.append(finding)
        return tuple(kept)

    return FindingChanges(only(after, before), only(before, after))
