"""What differs between two rubrics: every part that was added, removed or changed, and the weights in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from secon_cli.rubric.model import Rubric

_WORDS = ("title", "short", "asks", "why", "improve", "meaning", "version", "rubric")
"""Parts of a rubric that explain and do not judge."""


class ChangeKind(StrEnum):
    """What happened to a part of a rubric."""

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
    return Differences(before, after, shifts, tuple(_changes(_by_key(before), _by_key(after))))


def _by_key(rubric: Rubric) -> dict[str, Any]:
    """The rubric in plain values, with bands by name, so that a band can be added or removed."""
    content = rubric.content
    return {**content, "bands": {band["name"]: {**band} for band in content["bands"]}}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], at: str = "") -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        path = f"{at}.{key}" if at else key
        if key not in after:
            yield Change(path, ChangeKind.REMOVED, before=before[key])
        elif key not in before:
            yield Change(path, ChangeKind.ADDED, after=after[key])
        elif isinstance(before[key], Mapping) and isinstance(after[key], Mapping):
            yield from _changes(before[key], after[key], path)
        elif before[key] != after[key]:
            yield Change(path, ChangeKind.CHANGED, before[key], after[key])
