"""A difference as JSON, schema `secon.diff/1`: docs/changes.md describes it."""

from dataclasses import asdict
from typing import Any

from secon_cli.analysis.movement.causes import Cause, CauseParts
from secon_cli.analysis.movement.diff import Diff, IndicatorMove, PracticeMove
from secon_cli.analysis.movement.facts_changed import FieldChange
from secon_cli.analysis.movement.snapshots import PracticeState, Snapshot
from secon_cli.engine.rounding import apportioned
from secon_cli.output.machine import dumps, number, provenance_fields
from secon_cli.rubric.differences import Change

SCHEMA = "secon.diff/1"


def diff_json(diff: Diff) -> str:
    """The whole difference, every practice included, those that did not move last among equals by rank."""
    return dumps(
        {
            "schema": SCHEMA,
            "old": _side(diff.old),
            "new": _side(diff.new),
            "counts": asdict(diff.counts),
            "left_out": [
                {"practice": id, "file": left.file, "reason": left.reason} for id, left in diff.left_out.items()
            ],
            "rubric_changes": [_rule(change) for change in diff.rubric.changes],
            "practices": [move_fields(move) for move in diff.moves],
            "came": [_state(one) for one in diff.added],
            "went": [_state(one) for one in diff.removed],
        }
    )


def move_fields(move: PracticeMove) -> dict[str, Any]:
    """One practice on both sides, with its movement by cause, indicator and field."""
    movement = number(number(move.after.total) - number(move.before.total))
    return {
        "id": move.id,
        "title": move.after.title,
        "rank": [move.before.rank, move.after.rank],
        "total": [number(move.before.total), number(move.after.total)],
        "gate": [move.before.gate, move.after.gate],
        "movement": movement,
        "parts": _parts(move.parts, movement),
        "why_not": move.why_not,
        "printed": {
            "movement": move.printed_movement,
            "parts": {cause.value: points for cause, points in move.printed_parts.items()} or None,
        },
        "indicators": [_indicator(one, move) for one in move.indicators],
        "fields": [_field(one) for one in move.fields],
        "without_effect": [change.field for change in move.without_effect],
    }


def _side(side: Snapshot) -> dict[str, Any]:
    return {
        "name": side.name,
        "kind": side.kind.value,
        "commit": side.commit,
        "practices": len(side.states),
        "filtered": side.filtered,
        **provenance_fields(side.provenance),
    }


def _parts(parts: CauseParts | None, movement: float) -> dict[str, float] | None:
    """The parts with six decimals, which add up to the movement as it is written."""
    if parts is None:
        return None
    printed = apportioned([parts.of(cause) for cause in Cause], 6, to=movement)
    return {cause.value: number(part) for cause, part in zip(Cause, printed, strict=True)}


def _indicator(one: IndicatorMove, move: PracticeMove) -> dict[str, Any]:
    movement = number(one.movement)
    return {
        "criterion": one.criterion,
        "indicator": one.indicator,
        "points": [number(one.before), number(one.after)],
        "movement": movement,
        "share": [number(share) for share in one.shares],
        "by_share_only": one.by_share_only,
        "parts": _parts(one.parts, movement),
        "printed": {
            figures.cause.value: points
            for figures in move.by_cause
            for indicator, points in figures.indicators
            if indicator is one
        },
        "fields": [change.field for change in one.fields],
        "rules": [change.path for change in one.rules],
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "field": [change.field_before, change.field_after],
        "value": [change.before, change.after],
    }


def _rule(change: Change) -> dict[str, Any]:
    return {"kind": change.kind.value, "path": change.path, "value": [change.before, change.after]}


def _state(one: PracticeState) -> dict[str, Any]:
    return {"id": one.id, "title": one.title, "rank": one.rank, "total": number(one.total), "gate": one.gate}
