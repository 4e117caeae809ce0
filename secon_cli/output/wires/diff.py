"""The JSON of `diff` (`secon.diff/1`) and of `show --what-if` (`secon.what-if/1`)."""

from collections.abc import Mapping
from typing import Any

from secon_cli.analysis.diff import Cause, CauseParts, CriterionChange, FindingChanges, MoveCounts, PracticeMove
from secon_cli.analysis.results import LeftOut
from secon_cli.engine import apportioned
from secon_cli.output.wire import View, Wire, constant, number, of
from secon_cli.output.wires.common import InputWire, ResultWire, RubricWire, ToolWire
from secon_cli.output.wires.score import PracticeWire


class SnapshotWire(Wire):
    """One side of the difference."""

    name: str
    kind: str
    """`folder`, `revision` or `result`."""
    commit: str | None
    """The commit of a revision."""
    practices: int = of(lambda snapshot: len(snapshot.states))
    """How many practices it has."""
    filtered: bool
    """Whether it may show only some of the practices that were scored."""
    tool: ToolWire = of("provenance")
    as_of: str = of("provenance.as_of")
    options: Mapping[str, Any] = of("provenance.options")
    rubric: RubricWire = of("provenance.rubric")
    inputs: tuple[InputWire, ...] = of("provenance.inputs")
    shipped: bool = of("provenance.shipped")
    left_out: tuple[LeftOut, ...] = of("provenance.left_out")


class LeftOutPracticeWire(Wire):
    """A practice whose file has errors on one side."""

    practice: str
    side: str
    path: str
    errors: int


class RuleWire(Wire):
    """A changed part of the rubric; `value` is before and after."""

    kind: str
    path: str
    value: tuple[Any, Any] = of(lambda change: (change.before, change.after))


class ShareWire(Wire):
    """A criterion whose own weight changed, with its share of the total before and after."""

    criterion: str
    share: tuple[float | None, float | None] = of(lambda shift: (shift.before, shift.after))


class PrintedWire(Wire):
    """The figures as screens print them, with one decimal; they add up too."""

    movement: float = of("printed_movement")
    parts: CauseParts | None = of(lambda move: move.printed_parts or None)
    by_weights: float = of("printed_by_weights")
    """Points that changed weights of criteria moved it by."""


def _parts(parts: CauseParts | None, movement: float) -> CauseParts | None:
    """The parts with six decimals, which add up to the movement as it is written."""
    return parts and CauseParts(*apportioned([parts.of(cause) for cause in Cause], 6, to=movement))


class IndicatorMoveWire(Wire):
    """What an indicator did to the total; `share` is its share of it before and after."""

    criterion: str
    indicator: str
    points: tuple[float, float] = of(lambda moved: (moved.before, moved.after))
    """Points of the total before and after."""
    movement: float
    share: tuple[float, float] = of("shares")
    by_weights_only: bool
    """Whether the rubric moved it only by weights of criteria."""
    parts: CauseParts | None = of(lambda moved: _parts(moved.parts, number(moved.movement)))
    printed: Mapping[str, float]
    fields: tuple[str, ...] = of(lambda moved: [change.field for change in moved.fields])
    """Changed fields that its measure reads."""
    rules: tuple[str, ...] = of(lambda moved: [change.path for change in moved.rules])
    """Changed parts of the rubric that its measure follows."""


class FieldChangeWire(Wire):
    """A changed field: address and value before and after."""

    kind: str
    field: tuple[str | None, str | None] = of(lambda change: (change.field_before, change.field_after))
    value: tuple[str | None, str | None] = of(lambda change: (change.before, change.after))


def _movement(move: PracticeMove) -> float:
    return number(number(move.after.total) - number(move.before.total))


def _indicators(move: PracticeMove) -> list[View]:
    printed: dict[tuple[str, str], dict[str, float]] = {}
    for figures in move.by_cause:
        for moved, points in figures.indicators:
            printed.setdefault((moved.criterion, moved.indicator), {})[figures.cause.value] = points
    return [
        View(IndicatorMoveWire, moved, printed=printed.get((moved.criterion, moved.indicator), {}))
        for moved in move.indicators
    ]


class MoveWire(Wire):
    """A practice on both sides; pairs are before and after."""

    id: str
    title: str = of("after.title")
    rank: tuple[int, int] = of(lambda move: (move.before.rank, move.after.rank))
    total: tuple[float, float] = of(lambda move: (move.before.total, move.after.total))
    gate: tuple[str, str] = of(lambda move: (move.before.gate, move.after.gate))
    movement: float = of(_movement)
    """Total after minus total before."""
    parts: CauseParts | None = of(lambda move: _parts(move.parts, _movement(move)))
    """Null where `why_not` says why."""
    why_not: str | None
    printed: PrintedWire = of(lambda move: move)
    indicators: tuple[IndicatorMoveWire, ...] = of(_indicators)
    """The indicators that moved."""
    fields: tuple[FieldChangeWire, ...]
    """Every field that changed."""
    without_effect: tuple[str, ...] = of(lambda move: [change.field for change in move.without_effect])
    """The changed fields that moved no indicator."""


class StateWire(Wire):
    """A practice that only one side has."""

    id: str
    title: str
    rank: int
    total: float
    gate: str


class DiffWire(Wire):
    """The whole difference, every practice included."""

    schema: str = constant("secon.diff/1")
    old: SnapshotWire
    new: SnapshotWire
    counts: MoveCounts
    left_out: tuple[LeftOutPracticeWire, ...] = of(
        lambda diff: [
            View(LeftOutPracticeWire, file, practice=id, side=side)
            for side, snapshot in (("old", diff.old), ("new", diff.new))
            for id, file in snapshot.left_out.items()
        ]
    )
    rubric_changes: tuple[RuleWire, ...] = of("rubric.changes")
    weights: tuple[ShareWire, ...]
    practices: tuple[MoveWire, ...] = of("moves")
    """The largest rise first."""
    came: tuple[StateWire, ...] = of("added")
    """Practices that only the newer side has."""
    went: tuple[StateWire, ...] = of("removed")
    """Practices that only the older side has."""
    findings: FindingChanges | None = None
    """New and fixed findings, where the sides were checked."""


class WhatIfWire(ResultWire):
    """A practice and its edited copy as in `score`, and the difference as in `diff`."""

    schema: str = constant("secon.what-if/1")
    ranked: int
    """How many practices each rank is among."""
    original: PracticeWire
    copy: PracticeWire
    criteria: tuple[CriterionChange, ...]
    difference: MoveWire = of("move")
