"""The two sides of a difference: practices as they scored, and which of their fields changed.

Items of lists are matched with one another.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import TypeAlias

from secon_cli.analysis.results import LeftOut, Provenance, Scored
from secon_cli.engine import Assessment
from secon_cli.practice.facts import fact, plain, value_at
from secon_cli.practice.fields import without_indices
from secon_cli.practice.model import Practice
from secon_cli.rubric.differences import ChangeKind
from secon_cli.rubric.measures import AnyMeasure

IndicatorKey: TypeAlias = tuple[str, str]
"""An indicator by the ids of its criterion and of itself."""

_DECIMALS = 6
"""Decimals of the numbers in a stored result."""


class SnapshotKind(StrEnum):
    """Where a snapshot was found."""

    FOLDER = "folder"
    REVISION = "revision"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class PracticeState:
    """A practice in a snapshot; `practice` is None in a stored result, which holds no facts."""

    id: str
    title: str
    rank: int
    total: float
    gate: str
    sha256: str | None
    """Hash of the file that it was read from."""
    worths: Mapping[IndicatorKey, float]
    """What each indicator added, in points of the total."""
    practice: Practice | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One side of a difference: `name` as given, `commit` where that names one, the practices by id."""

    name: str
    kind: SnapshotKind
    provenance: Provenance
    states: Mapping[str, PracticeState]
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    """Files with errors, by the id of their practice, or by name where it has none."""
    commit: str | None = None
    filtered: bool = False
    """Whether it may show only some of the practices that were scored."""


def worths(assessment: Assessment, decimals: int | None = None) -> dict[IndicatorKey, float]:
    """What each indicator adds to the total, from scores with all their decimals or with these."""
    found = {}
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            score = indicator.score if decimals is None else round(indicator.score, decimals)
            found[criterion.id, indicator.id] = criterion.weight * indicator.weight * score
    return found


def states(scored: Iterable[Scored], provenance: Provenance, *, as_stored: bool = False) -> dict[str, PracticeState]:
    """The states of practices that were scored just now; `as_stored` gives only what a stored result would hold."""
    hashes = {source.path: source.sha256 for source in provenance.inputs}
    decimals = _DECIMALS if as_stored else None
    found = {}
    for ranked in scored:
        assessment = ranked.assessment
        found[assessment.practice.id] = PracticeState(
            id=assessment.practice.id,
            title=assessment.practice.title,
            rank=ranked.rank,
            total=assessment.total if decimals is None else round(assessment.total, decimals),
            gate=assessment.gate.value,
            sha256=hashes.get(ranked.file),
            worths=worths(assessment, decimals),
            practice=None if as_stored else assessment.practice,
        )
    return found


# --- Fields that changed ---------------------------------------------------------------------------------------------


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


def concerns(change: FieldChange, measure: AnyMeasure) -> bool:
    """Whether the measure looks at what changed."""
    return measure.concerns(without_indices(change.field))


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
