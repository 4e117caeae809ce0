"""The difference between two snapshots: which practices went up and down, by how much and why, which are new or gone.

What moved a total, its facts, the rubric or the date, is split by Shapley's value (L. S. Shapley, A Value for n-Person
Games, 1953): what a cause adds, averaged over all orders in which the causes can come. The parts always sum to the
whole movement, and a cause that changes nothing gets nothing. Printed figures are part of the result: parts are rounded
so that what is printed adds up.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import permutations
from math import fsum
from typing import TypeAlias

from secon_cli.analysis.differences import (
    Change,
    Differences,
    FieldChange,
    FindingChanges,
    WeightShift,
    changed_fields,
    differences,
)
from secon_cli.analysis.results import LeftOut, Provenance, Scored
from secon_cli.engine import TIE, Assessment, adding_up, apportioned, assess, difference_of
from secon_cli.practice.fields import without_indices
from secon_cli.practice.model import Practice

# --- Snapshots --------------------------------------------------------------------------------------------------------

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
    """One side of a difference: `name` as given, the practices by id."""

    name: str
    kind: SnapshotKind
    provenance: Provenance
    states: Mapping[str, PracticeState]
    left_out: Sequence[tuple[str, LeftOut]] = ()
    """Files with errors, each with the id of its practice, which several may have, or else its name."""
    commit: str | None = None
    """The commit of a revision."""
    filtered: bool = False
    """Whether it may show only some of the practices that were scored."""


def worths(assessment: Assessment, written: Callable[[float], float] = float) -> dict[IndicatorKey, float]:
    """What each indicator adds to the total, from scores as they are or (`written`) as a result has them."""
    return {
        (criterion.id, indicator.id): criterion.weight * indicator.weight * written(indicator.score)
        for criterion in assessment.criteria
        for indicator in criterion.indicators
    }


def states(scored: Iterable[Scored], provenance: Provenance, *, as_stored: bool = False) -> dict[str, PracticeState]:
    """The states of practices that were scored just now; `as_stored` gives only what a stored result would hold."""
    hashes = {source.path: source.sha256 for source in provenance.inputs}
    written = partial(round, ndigits=_DECIMALS) if as_stored else float
    return {
        ranked.id: PracticeState(
            id=ranked.id,
            title=ranked.assessment.practice.title,
            rank=ranked.rank,
            total=written(ranked.assessment.total),
            gate=ranked.assessment.gate.value,
            sha256=hashes.get(ranked.file),
            worths=worths(ranked.assessment, written),
            practice=None if as_stored else ranked.assessment.practice,
        )
        for ranked in scored
    }


# --- Causes -----------------------------------------------------------------------------------------------------------


class Cause(StrEnum):
    """What can move a total."""

    FACTS = "facts"
    RUBRIC = "rubric"
    DATE = "date"


Causes: TypeAlias = frozenset[Cause]
NONE: Causes = frozenset()
COMBINATIONS: tuple[Causes, ...] = tuple(
    frozenset(cause for place, cause in enumerate(Cause) if number >> place & 1) for number in range(2 ** len(Cause))
)
"""Every set of causes, from none to all."""


@dataclass(frozen=True, slots=True)
class CauseParts:
    """Points by cause, which add up to the movement."""

    # In the order of `Cause`.
    facts: float
    rubric: float
    date: float

    def of(self, cause: Cause) -> float:
        """The part of one cause."""
        part: float = getattr(self, cause.value)
        return part


def split(worths: Mapping[Causes, float]) -> CauseParts:
    """The movement by cause; `worths` is what something is worth when just these causes have changed."""

    def gain(order: tuple[Cause, ...], cause: Cause) -> float:
        before = frozenset(order[: order.index(cause)])
        return worths[before | {cause}] - worths[before]

    orders = tuple(permutations(Cause))
    return CauseParts(*(fsum(gain(order, cause) for order in orders) / len(orders) for cause in Cause))


# --- The difference --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndicatorMove:
    """What an indicator did to a total: its points before and after, by cause, and what changed that it looks at."""

    criterion: str
    indicator: str
    before: float
    after: float
    shares: tuple[float, float]
    """The indicator's share of the total before and after; 0 where the rubric does not have it."""
    parts: CauseParts | None
    fields: tuple[FieldChange, ...] = ()
    """Changed fields that its measure reads."""
    rules: tuple[Change, ...] = ()
    """Changed parts of the rubric that its measure follows."""

    @property
    def movement(self) -> float:
        """Points of the total gained or lost."""
        return self.after - self.before

    @property
    def by_weights_only(self) -> bool:
        """Whether the rubric moved it only by weights of criteria, which change the shares of all others too."""
        weight = f"criteria.{self.criterion}.weight"
        rubric_moved = self.parts is not None and abs(self.parts.rubric) > TIE
        return rubric_moved and all(change.path == weight for change in self.rules)


@dataclass(frozen=True, slots=True)
class CauseFigures:
    """The printed points that one cause moved a practice by, and those of each indicator, the largest first."""

    cause: Cause
    points: float
    indicators: tuple[tuple[IndicatorMove, float], ...]


@dataclass(frozen=True, slots=True)
class PracticeMove:
    """A practice in both snapshots; `parts` sums to the movement, and is None where `why_not` says why."""

    before: PracticeState
    after: PracticeState
    parts: CauseParts | None
    why_not: str | None
    indicators: tuple[IndicatorMove, ...]
    fields: tuple[FieldChange, ...]
    """Every field that changed, whether it counts or not."""

    @property
    def id(self) -> str:
        """The practice's id."""
        return self.after.id

    @property
    def movement(self) -> float:
        """Points of the total gained or lost."""
        return self.after.total - self.before.total

    @property
    def direction(self) -> int:
        """1 for a higher total, -1 for a lower one, 0 for the same."""
        return (self.movement > TIE) - (self.movement < -TIE)

    @property
    def moved(self) -> bool:
        """Whether total, rank or gate is another one."""
        return bool(self.direction) or (self.before.rank, self.before.gate) != (self.after.rank, self.after.gate)

    @property
    def printed_movement(self) -> float:
        """The difference of the totals as printed, with one decimal."""
        return difference_of(self.after.total, self.before.total)

    @property
    def printed_parts(self) -> Mapping[Cause, float]:
        """The printed points of each cause, which add up to the printed movement; empty where none can be named."""
        if self.parts is None:
            return {}
        printed = adding_up([self.parts.of(cause) for cause in Cause], self.printed_movement)
        return dict(zip(Cause, printed, strict=True))

    @property
    def by_cause(self) -> tuple[CauseFigures, ...]:
        """Every cause that moved something, with the indicators that it moved."""
        found = []
        for cause, points in self.printed_parts.items():
            parts = [(move, move.parts.of(cause)) for move in self.indicators if move.parts is not None]
            parts = [(move, part) for move, part in parts if abs(part) > TIE]
            if parts:
                printed = adding_up([part for _, part in parts], points)
                figures = zip((move for move, _ in parts), printed, strict=True)
                order = sorted(figures, key=lambda figure: (-abs(figure[1]), figure[0].criterion, figure[0].indicator))
                found.append(CauseFigures(cause, points, tuple(order)))
        return tuple(found)

    @property
    def printed_by_weights(self) -> float:
        """The printed points that changed weights of criteria moved it by, over all indicators."""
        return round(
            fsum(
                points
                for figures in self.by_cause
                if figures.cause is Cause.RUBRIC
                for indicator, points in figures.indicators
                if indicator.by_weights_only
            ),
            1,
        )

    @property
    def by_weights_only(self) -> bool:
        """Whether nothing but weights of criteria moved it."""
        return bool(self.indicators) and all(
            indicator.by_weights_only
            and indicator.parts is not None
            and max(abs(indicator.parts.facts), abs(indicator.parts.date)) < TIE
            for indicator in self.indicators
        )

    @property
    def rank_only(self) -> bool:
        """Whether its rank changed because others moved, and nothing else."""
        return self.moved and not self.direction and self.before.gate == self.after.gate

    @property
    def without_effect(self) -> tuple[FieldChange, ...]:
        """The fields that changed without moving an indicator."""
        counted = {
            change
            for move in self.indicators
            for change in move.fields
            if move.parts is not None and abs(move.parts.facts) > TIE
        }
        return tuple(change for change in self.fields if change not in counted)


@dataclass(frozen=True, slots=True)
class MoveCounts:
    """How many practices are in both snapshots, went up or down, are new, gone, or left out because of errors."""

    both: int
    up: int
    down: int
    unchanged: int
    rank_only: int
    """Of those that are unchanged, how many have another rank because others moved."""
    touched: int
    """How many have other facts."""
    added: int
    removed: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Diff:
    """The result of `secon diff`: practices in both snapshots by movement, and those in only one by rank."""

    old: Snapshot
    new: Snapshot
    moves: tuple[PracticeMove, ...]
    """The largest rise first."""
    added: tuple[PracticeState, ...]
    """Practices that only the newer side has."""
    removed: tuple[PracticeState, ...]
    """Practices that only the older side has."""
    rubric: Differences
    findings: FindingChanges | None = None
    """New and fixed findings; None where the sides were not checked."""

    @property
    def counts(self) -> MoveCounts:
        """How many practices did what."""
        up, down = (sum(move.direction == direction for move in self.moves) for direction in (1, -1))
        return MoveCounts(
            both=len(self.moves),
            up=up,
            down=down,
            unchanged=len(self.moves) - up - down,
            rank_only=sum(move.rank_only for move in self.moves),
            touched=len(self.touched),
            added=len(self.added),
            removed=len(self.removed),
            left_out=(Counter(id for id, _ in self.old.left_out) | Counter(id for id, _ in self.new.left_out)).total(),
        )

    @property
    def by_size(self) -> tuple[PracticeMove, ...]:
        """The practices of which an indicator moved, the largest movement of a total first, up or down."""
        return _largest_first(move for move in self.moves if move.indicators)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes that moved anything, as far as printed; all of them where some movements could not be split."""
        if self.why_not:
            return tuple(Cause)
        return tuple(cause for cause in Cause if any(move.printed_parts.get(cause) for move in self.moves))

    @property
    def weights(self) -> tuple[WeightShift, ...]:
        """The criteria whose own weight changed, with their shares of the total; the others follow in proportion."""
        changed = {change.path for change in self.rubric.changes}
        return tuple(shift for shift in self.rubric.shifts if f"criteria.{shift.criterion}.weight" in changed)

    @property
    def touched(self) -> tuple[PracticeMove, ...]:
        """The practices whose facts changed, the largest movement first."""
        return _largest_first(move for move in self.moves if move.fields)

    @property
    def why_not(self) -> tuple[str, ...]:
        """The reasons for which movements could not be split, each once."""
        return tuple(dict.fromkeys(move.why_not for move in self.moves if move.why_not))

    @property
    def judging(self) -> tuple[Change, ...]:
        """The changes of the rubric that can move a score; its date is a cause of its own."""
        return tuple(change for change in self.rubric.changes if change.judges and change.path != "as_of")


def _largest_first(moves: Iterable[PracticeMove]) -> tuple[PracticeMove, ...]:
    return tuple(sorted(moves, key=lambda move: (-round(abs(move.movement), 9), move.id)))


def diff(old: Snapshot, new: Snapshot) -> Diff:
    """Compare two snapshots; the largest rise comes first, the largest fall last."""
    movements = _Movements(old, new)
    moves = [movements.of(state, new.states[id]) for id, state in old.states.items() if id in new.states]
    return Diff(
        old=old,
        new=new,
        moves=tuple(sorted(moves, key=lambda move: (-round(move.movement, 9), move.after.rank, move.id))),
        added=_only(new, old),
        removed=_only(old, new),
        rubric=movements.rules,
    )


def _only(snapshot: Snapshot, other: Snapshot) -> tuple[PracticeState, ...]:
    """The practices of one snapshot; one whose file has errors in the other is not gone."""
    here = other.states.keys() | {id for id, _ in other.left_out}
    only = (state for id, state in snapshot.states.items() if id not in here)
    return tuple(sorted(only, key=lambda state: (state.rank, state.id)))


class _Movements:
    """The movements of practices between two snapshots, and their causes."""

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        before, after = rubrics = old.provenance.rubric, new.provenance.rubric
        self.rules = differences(before, after)
        self.versions = old.provenance.version, new.provenance.version
        # Of each rubric the indicators, with their share of the total and their measure.
        self.indicators = [
            {
                (key, name): (share * weight, measure)
                for key, share, parts in rubric.parts
                for name, weight, measure in parts
            }
            for rubric in rubrics
        ]
        judges = self.indicators[0] != self.indicators[1] or before.unsupported != after.unsupported
        differs = {Cause.RUBRIC: judges, Cause.DATE: before.as_of != after.as_of}
        self.changed: Causes = frozenset(cause for cause in differs if differs[cause])
        # The rubrics in every mixture of their judgement and their date, by which of these changed.
        self.rubrics = {
            causes: rubrics[Cause.RUBRIC in causes].changed(as_of=rubrics[Cause.DATE in causes].as_of)
            for causes in COMBINATIONS
            if Cause.FACTS not in causes
        }

    def of(self, before: PracticeState, after: PracticeState) -> PracticeMove:
        causes = self.causes(before, after)
        by_indicator, why_not = ({}, causes) if isinstance(causes, str) else (causes, None)
        fields = changed_fields(before.practice, after.practice) if before.practice and after.practice else ()
        indicators = []
        for key in dict.fromkeys([*before.worths, *after.worths]):
            was, comes = before.worths.get(key, 0.0), after.worths.get(key, 0.0)
            parts = by_indicator.get(key)
            pulled = parts is not None and any(abs(parts.of(cause)) > TIE for cause in Cause)
            # Causes can pull an indicator in opposite directions, so that it does not move in the end.
            if abs(comes - was) > TIE or pulled:
                own = [side.get(key, (0.0, None)) for side in self.indicators]
                looked_at = tuple(
                    change
                    for change in fields
                    if any(measure and measure.concerns(without_indices(change.field)) for _, measure in own)
                )
                shares = own[0][0], own[1][0]
                indicators.append(IndicatorMove(*key, was, comes, shares, parts, looked_at, self.changes(*key)))
        total = None
        if why_not is None:
            total = CauseParts(*(fsum(parts.of(cause) for parts in by_indicator.values()) for cause in Cause))
        return PracticeMove(before, after, total, why_not, tuple(indicators), fields)

    def changes(self, criterion: str, indicator: str) -> tuple[Change, ...]:
        """Changes of the indicator itself, of the weight of its criterion, and of what holds for all."""
        own = f"criteria.{criterion}.indicators.{indicator}"
        about = {"unsupported", f"criteria.{criterion}", f"criteria.{criterion}.weight", own}
        changes = (change for change in self.rules.changes if change.judges)
        return tuple(change for change in changes if change.path in about or change.path.startswith(f"{own}."))

    def causes(self, before: PracticeState, after: PracticeState) -> Mapping[IndicatorKey, CauseParts] | str:
        """What moved each indicator: judged again where the facts are at hand, else the one cause that alone changed.

        A text says why no cause can be named.
        """
        changed = self.changed
        if before.practice is not None and after.practice is not None:
            facts = before.practice, after.practice
            changed |= {Cause.FACTS} if facts[0] != facts[1] else NONE
            # What did not change is not judged twice.
            judged = {
                causes: worths(assess(facts[Cause.FACTS in causes], self.rubrics[causes - {Cause.FACTS}]))
                for causes in {causes & changed for causes in COMBINATIONS}
            }
            return {
                key: split({causes: judged[causes & changed].get(key, 0.0) for causes in COMBINATIONS})
                for key in dict.fromkeys([*judged[NONE], *judged[changed]])
            }
        keys = [*before.worths, *after.worths]
        moved = {key: after.worths.get(key, 0.0) - before.worths.get(key, 0.0) for key in keys}
        if all(abs(points) < TIE for points in moved.values()):
            return {key: CauseParts(0.0, 0.0, 0.0) for key in moved}
        if self.versions[0] != self.versions[1]:
            return f"secon {self.versions[0]} and secon {self.versions[1]} may calculate differently"
        if before.sha256 is None or before.sha256 != after.sha256:
            changed |= {Cause.FACTS}
        if not changed:
            return "no input differs, so one of the results was edited"
        if len(changed) > 1:
            names = [f"the {cause}" for cause in Cause if cause in changed]
            return f"{', '.join(names[:-1])} and {names[-1]} differ, and a stored result has no facts to judge again"
        return {
            key: CauseParts(*(points if cause in changed else 0.0 for cause in Cause)) for key, points in moved.items()
        }


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """The points of the total that a criterion adds as it is and in the copy, as printed."""

    criterion: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The result of `secon show --what-if`: a practice as it is, and as it would be."""

    provenance: Provenance
    """Its inputs are the collection's files and the copy."""
    original: Scored
    copy: Scored
    ranked: int
    """How many practices each rank is among."""
    difference: Diff
    """Of the two, with nothing but the facts changed."""

    @property
    def move(self) -> PracticeMove:
        """What the copy does to the total."""
        return self.difference.moves[0]

    @property
    def criteria(self) -> tuple[CriterionChange, ...]:
        """The printed points that each criterion adds, which add up to the printed totals."""
        before, after = (
            apportioned([criterion.contribution for criterion in scored.assessment.criteria])
            for scored in (self.original, self.copy)
        )
        ids = (criterion.id for criterion in self.original.assessment.criteria)
        return tuple(CriterionChange(*change) for change in zip(ids, before, after, strict=True))


def what_if(original: Scored, copy: Scored, ranked: int, provenance: Provenance) -> WhatIf:
    """Compare an edited copy, which may have another id, with its original."""

    def snapshot(scored: Scored) -> Snapshot:
        state = next(iter(states([scored], provenance).values()))
        id = original.id
        return Snapshot(scored.file, SnapshotKind.FOLDER, provenance, {id: replace(state, id=id)})

    return WhatIf(provenance, original, copy, ranked, diff(snapshot(original), snapshot(copy)))
