"""Whether a stored result holds: recomputed from the inputs that it names, and compared with the rubric in force."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from secon_cli.analysis.results import LeftOut
from secon_cli.analysis.stored import Aspect, ResultDifference, Stored
from secon_cli.rubric.differences import ChangeKind, differences
from secon_cli.rubric.model import Rubric


class Diagnosis(StrEnum):
    """What the differences together mean."""

    INPUTS = "inputs changed"
    """The numbers may differ because the inputs do."""
    VERSION_OR_EDIT = "version or edit"
    """Same inputs, other numbers: another version calculates differently, or the result was edited."""
    EDITED = "edited"
    """Same inputs and version, other numbers: the result was edited."""
    OTHER_RUBRIC = "rubric changed"
    """The numbers hold with the rubric that the result carries, which is not the one in force."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of `secon verify`."""

    name: str
    sha256: str
    stored: Stored
    version: str
    """The version of secon that verified it."""
    practices: int
    """How many practices were recomputed."""
    differences: tuple[ResultDifference, ...]

    @property
    def holds(self) -> bool:
        """Whether `score` on the same inputs now gives this result."""
        return not any(difference.fails for difference in self.differences)

    @property
    def failing(self) -> tuple[Aspect, ...]:
        """The aspects in which the result does not hold."""
        return tuple(aspect for aspect in Aspect if any(difference.fails for difference in self.of(aspect)))

    @property
    def explanation(self) -> Diagnosis | None:
        """What the differences together mean; None where that is plain."""
        failing = self.failing
        if Aspect.NUMBERS in failing:
            if Aspect.INPUTS in failing:
                return Diagnosis.INPUTS
            return Diagnosis.VERSION_OR_EDIT if self.of(Aspect.TOOL) else Diagnosis.EDITED
        if any(difference.place == "page" and difference.fails for difference in self.of(Aspect.FORMAT)):
            return Diagnosis.EDITED
        others = failing and not self.of(Aspect.OPTIONS) and Aspect.INPUTS not in failing
        return Diagnosis.OTHER_RUBRIC if others else None

    def of(self, aspect: Aspect) -> tuple[ResultDifference, ...]:
        """What differs in one respect."""
        return tuple(difference for difference in self.differences if difference.aspect is aspect)


@dataclass(frozen=True, slots=True)
class CurrentState:
    """Inputs, rubric and version as they are now."""

    hashes: Mapping[str, str]
    """The hash of each input that can be read, by path."""
    outside: frozenset[str]
    """Inputs outside the project: a result that someone made up must not find out which files there are."""
    added: Sequence[str]
    """Practice files of the same collection that are no inputs of the result."""
    rubric: Rubric
    rubric_name: str
    version: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The practices recomputed from the inputs as they are now; or, in `problem`, why there are none."""

    practices: Sequence[Mapping[str, Any]] = ()
    left_out: tuple[LeftOut, ...] = ()
    problem: str | None = None


def verify(
    name: str,
    sha256: str,
    stored: Stored,
    now: CurrentState,
    recomputed: Recomputed,
    unknown: Iterable[str] = (),
    of_page: Iterable[ResultDifference] = (),
) -> Verification:
    """Compare a result with its inputs as they are now, the rubric in force, and what comes out of them.

    `unknown` are the fields that `score` does not write; a later version may have added them. `of_page` is what differs
    in the text of a report.
    """
    same_version = stored.provenance.version == now.version
    found: list[ResultDifference] = []
    for source in stored.provenance.inputs:
        if now.hashes.get(source.path) == source.sha256:
            continue
        if source.path in now.outside:
            message = "is outside this project, and is missing or has changed since"
        else:
            message = "has changed since" if source.path in now.hashes else "is missing, or cannot be read"
        found.append(ResultDifference(Aspect.INPUTS, source.path, message))
    same_inputs = not found
    message = "is in the collection now, but not an input of the result"
    found += [ResultDifference(Aspect.INPUTS, path, message, fails=False) for path in now.added]
    found += [
        *(ResultDifference(Aspect.FORMAT, at, "is not written by `score`", fails=same_version) for at in unknown),
        *stored.contradictions(),
        *_of_rubric(stored, now),
        *of_page,
    ]
    if not same_version:
        message = f"computed by secon {stored.provenance.version}, verified by secon {now.version}"
        found.append(ResultDifference(Aspect.TOOL, "tool.version", message, fails=False))
    if recomputed.problem is not None:
        aspect = Aspect.OPTIONS if same_inputs else Aspect.INPUTS
        found.append(ResultDifference(aspect, "practices", f"cannot be recomputed: {recomputed.problem}"))
    else:
        found += _of_numbers(stored, recomputed, same_inputs=same_inputs, same_version=same_version)
    return Verification(name, sha256, stored, now.version, len(recomputed.practices), tuple(found))


_CHANGED = {ChangeKind.ADDED: "is new in", ChangeKind.REMOVED: "is not in", ChangeKind.CHANGED: "is different in"}


def _of_rubric(stored: Stored, now: CurrentState) -> Iterator[ResultDifference]:
    """Where the rubric in force judges differently, with the weights and the day that the result's options ask for."""
    own, options = stored.provenance.rubric, stored.provenance.options
    weights: Any = options.get("weight", {})
    named = [key for key in weights if key in own.criteria]
    kept = {key: own.criteria[key].weight for key in named if key in now.rubric.criteria}
    in_force = now.rubric.changed(weights=kept, as_of=own.as_of if "as_of" in options else None)
    if own.as_of != in_force.as_of:
        message = f"is {own.as_of}; {now.rubric_name} judges as of {in_force.as_of}"
        yield ResultDifference(Aspect.DATE, "as_of", message)
    changes = [change for change in differences(own, in_force).changes if change.path != "as_of"]
    judging = [change for change in changes if change.judges]
    for change in judging:
        if change.kind is ChangeKind.CHANGED and not isinstance(change.before, list | dict):
            message = f"is {_shown(change.before)}; in {now.rubric_name} it is {_shown(change.after)}"
        else:
            message = f"{_CHANGED[change.kind]} {now.rubric_name}"
        yield ResultDifference(Aspect.RUBRIC, change.path, message)
    if changes and not judging:
        message = f"has other words in {now.rubric_name}, but judges the same"
        yield ResultDifference(Aspect.RUBRIC, "rubric", message, fails=False)


def _of_numbers(
    stored: Stored, recomputed: Recomputed, *, same_inputs: bool, same_version: bool
) -> Iterator[ResultDifference]:
    """Where the list of practices or one of their values is another one when recomputed."""
    before = {practice["id"]: practice for practice in stored.document["practices"]}
    after = {practice["id"]: practice for practice in recomputed.practices}
    if list(before) != list(after):
        aspect = Aspect.OPTIONS if same_inputs else Aspect.NUMBERS
        gone, new = [id for id in before if id not in after], [id for id in after if id not in before]
        parts = [f"no longer shown: {', '.join(gone)}"] if gone else []
        parts += [f"shown in addition: {', '.join(new)}"] if new else []
        message = f"the recomputed list differs: {'; '.join(parts) or 'another order'}"
        yield ResultDifference(aspect, "practices", message)
    if stored.knows_left_out and stored.provenance.left_out != recomputed.left_out:
        yield ResultDifference(Aspect.NUMBERS, "left_out", "names other files than those that have errors now")
    for id, practice in before.items():
        if id in after:
            differing = list(_differing(practice, after[id], "", complete=same_version))
            if differing:
                others = len(differing) - 1
                more = f"; {others} more of its values differ{'s' if others == 1 else ''}" if others else ""
                place, was, comes = min(differing, key=lambda found: found[0] not in ("total", "rank"))
                message = f"stored {_shown(was)}, recomputed {_shown(comes)}{more}"
                yield ResultDifference(Aspect.NUMBERS, f"{id} {place}", message)


_WORDING = "reason"
"""The field that says in words why a fact counts as it does; another version may say it differently."""


def _differing(before: Any, after: Any, at: str, *, complete: bool) -> Iterator[tuple[str, Any, Any]]:
    """Every value that is not the same.

    If not `complete`, another version wrote the result: its wording and fields that it did not write do not count.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*after, *before]):
            if complete or (name in before and name != _WORDING):
                place = f"{at}.{name}" if at else name
                yield from _differing(before.get(name), after.get(name), place, complete=complete)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (item, other) in enumerate(zip(before, after, strict=True)):
            id = item.get("id") if isinstance(item, dict) else None
            place = f"{at}.{id}" if isinstance(id, str) else f"{at}[{index}]"
            yield from _differing(item, other, place, complete=complete)
    elif before != after or isinstance(before, bool) is not isinstance(after, bool):
        yield at, before, after


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a block" if isinstance(value, dict) else f"a list of {len(value)}"
    return "left out" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
