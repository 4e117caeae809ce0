"""The JSON of `diff` (`secon.diff/1`) and of `show --what-if` (`secon.what-if/1`)."""

from collections.abc import Mapping
from typing import Any

from secon_cli.analysis.movement.causes import Cause, CauseParts
from secon_cli.analysis.movement.diff import (
    CriterionChange,
    Diff,
    FindingChanges,
    MoveCounts,
    PracticeMove,
    WhatIf,
)
from secon_cli.analysis.movement.snapshots import PracticeState, Snapshot
from secon_cli.analysis.results import LeftOut
from secon_cli.engine.rounding import apportioned
from secon_cli.output.wire import number, wire
from secon_cli.output.wires.common import InputWire, ResultWire, RubricWire, ToolWire, result_fields
from secon_cli.output.wires.score import PracticeWire, practice_wire

DIFF_SCHEMA, WHAT_IF_SCHEMA = "secon.diff/1", "secon.what-if/1"


@wire
class SnapshotWire:
    """One side of the difference."""

    name: str
    kind: str
    """`folder`, `revision` or `result`."""
    commit: str | None
    """The commit of a revision."""
    practices: int
    """How many practices it has."""
    filtered: bool
    """Whether it may show only some of the practices that were scored."""
    tool: ToolWire
    as_of: str
    options: Mapping[str, Any]
    rubric: RubricWire
    inputs: tuple[InputWire, ...]
    shipped: bool
    left_out: tuple[LeftOut, ...]


@wire
class LeftOutPracticeWire:
    """A practice whose file has errors on one side."""

    practice: str
    side: str
    path: str
    errors: int


@wire
class RuleWire:
    """A changed part of the rubric; `value` is before and after."""

    kind: str
    path: str
    value: tuple[Any, Any]


@wire
class ShareWire:
    """A criterion whose own weight changed, with its share of the total before and after."""

    criterion: str
    share: tuple[float | None, float | None]


@wire
class PrintedWire:
    """The figures as screens print them, with one decimal; they add up too."""

    movement: float
    parts: CauseParts | None
    by_weights: float
    """Points that changed weights of criteria moved it by."""


@wire
class IndicatorMoveWire:
    """What an indicator did to the total; `share` is its share of it before and after."""

    criterion: str
    indicator: str
    points: tuple[float, float]
    """Points of the total before and after."""
    movement: float
    share: tuple[float, float]
    by_weights_only: bool
    """Whether the rubric moved it only by weights of criteria."""
    parts: CauseParts | None
    printed: Mapping[str, float]
    fields: tuple[str, ...]
    """Changed fields that its measure reads."""
    rules: tuple[str, ...]
    """Changed parts of the rubric that its measure follows."""


@wire
class FieldChangeWire:
    """A changed field: address and value before and after."""

    kind: str
    field: tuple[str | None, str | None]
    value: tuple[str | None, str | None]


@wire
class MoveWire:
    """A practice on both sides; pairs are before and after."""

    id: str
    title: str
    rank: tuple[int, int]
    total: tuple[float, float]
    gate: tuple[str, str]
    movement: float
    """Total after minus total before."""
    parts: CauseParts | None
    """Null where `why_not` says why."""
    why_not: str | None
    printed: PrintedWire
    indicators: tuple[IndicatorMoveWire, ...]
    """The indicators that moved."""
    fields: tuple[FieldChangeWire, ...]
    """Every field that changed."""
    without_effect: tuple[str, ...]
    """The changed fields that moved no indicator."""


@wire
class StateWire:
    """A practice that only one side has."""

    id: str
    title: str
    rank: int
    total: float
    gate: str


@wire
class DiffWire:
    """The whole difference, every practice included."""

    schema: str
    old: SnapshotWire
    new: SnapshotWire
    counts: MoveCounts
    left_out: tuple[LeftOutPracticeWire, ...]
    rubric_changes: tuple[RuleWire, ...]
    weights: tuple[ShareWire, ...]
    practices: tuple[MoveWire, ...]
    """The largest rise first."""
    came: tuple[StateWire, ...]
    """Practices that only the newer side has."""
    went: tuple[StateWire, ...]
    """Practices that only the older side has."""
    findings: FindingChanges | None = None
    """New and fixed findings, where the sides were checked."""


@wire
class WhatIfWire(ResultWire):
    """A practice and its edited copy as in `score`, and the difference as in `diff`."""

    ranked: int
    """How many practices each rank is among."""
    original: PracticeWire
    copy: PracticeWire
    criteria: tuple[CriterionChange, ...]
    difference: MoveWire


def diff_wire(diff: Diff) -> DiffWire:
    """The difference as JSON has it."""
    return DiffWire(
        schema=DIFF_SCHEMA,
        old=_snapshot(diff.old),
        new=_snapshot(diff.new),
        counts=diff.counts,
        left_out=tuple(
            LeftOutPracticeWire(id, side, file.path, file.errors)
            for side, snapshot in (("old", diff.old), ("new", diff.new))
            for id, file in snapshot.left_out.items()
        ),
        rubric_changes=tuple(
            RuleWire(change.kind.value, change.path, (change.before, change.after)) for change in diff.rubric.changes
        ),
        weights=tuple(ShareWire(shift.criterion, (shift.before, shift.after)) for shift in diff.weights),
        practices=tuple(map(_move, diff.moves)),
        came=tuple(map(_state, diff.added)),
        went=tuple(map(_state, diff.removed)),
        findings=diff.findings,
    )


def what_if_wire(what_if: WhatIf) -> WhatIfWire:
    """A practice and its edited copy as JSON has them."""
    return WhatIfWire(
        **result_fields(WHAT_IF_SCHEMA, what_if.provenance),
        ranked=what_if.ranked,
        original=PracticeWire(**practice_wire(what_if.original)),
        copy=PracticeWire(**practice_wire(what_if.copy)),
        criteria=what_if.criteria,
        difference=_move(what_if.move),
    )


def _snapshot(snapshot: Snapshot) -> SnapshotWire:
    fields = result_fields("", snapshot.provenance)
    del fields["schema"]
    return SnapshotWire(
        name=snapshot.name,
        kind=snapshot.kind.value,
        commit=snapshot.commit,
        practices=len(snapshot.states),
        filtered=snapshot.filtered,
        **fields,
    )


def _move(move: PracticeMove) -> MoveWire:
    movement = number(number(move.after.total) - number(move.before.total))
    printed = {cause.value: points for cause, points in move.printed_parts.items()}
    by_indicator: dict[tuple[str, str], dict[str, float]] = {}
    for figures in move.by_cause:
        for moved, points in figures.indicators:
            by_indicator.setdefault((moved.criterion, moved.indicator), {})[figures.cause.value] = points
    return MoveWire(
        id=move.id,
        title=move.after.title,
        rank=(move.before.rank, move.after.rank),
        total=(move.before.total, move.after.total),
        gate=(move.before.gate, move.after.gate),
        movement=movement,
        parts=_parts(move.parts, movement),
        why_not=move.why_not,
        printed=PrintedWire(move.printed_movement, CauseParts(**printed) if printed else None, move.printed_by_weights),
        indicators=tuple(
            IndicatorMoveWire(
                criterion=indicator.criterion,
                indicator=indicator.indicator,
                points=(indicator.before, indicator.after),
                movement=number(indicator.movement),
                share=indicator.shares,
                by_weights_only=indicator.by_weights_only,
                parts=_parts(indicator.parts, number(indicator.movement)),
                printed=by_indicator.get((indicator.criterion, indicator.indicator), {}),
                fields=tuple(change.field for change in indicator.fields),
                rules=tuple(change.path for change in indicator.rules),
            )
            for indicator in move.indicators
        ),
        fields=tuple(
            FieldChangeWire(change.kind.value, (change.field_before, change.field_after), (change.before, change.after))
            for change in move.fields
        ),
        without_effect=tuple(change.field for change in move.without_effect),
    )


def _parts(parts: CauseParts | None, movement: float) -> CauseParts | None:
    """The parts with six decimals, which add up to the movement as it is written."""
    if parts is None:
        return None
    return CauseParts(*apportioned([parts.of(cause) for cause in Cause], 6, to=movement))


def _state(state: PracticeState) -> StateWire:
    return StateWire(state.id, state.title, state.rank, state.total, state.gate)
