"""The JSON of what differs: between sides, practices and snapshots.

`compare` (`secon.compare/1`, of all regions `secon.compare-matrix/1`), `diff` (`secon.diff/1`) and `show --what-if`
(`secon.what-if/1`).
"""

from collections.abc import Mapping
from operator import not_
from typing import Any

from secon_cli.analysis import comparison, diff
from secon_cli.analysis.differences import Change, FieldChange, WeightShift
from secon_cli.analysis.results import LeftOut
from secon_cli.analysis.sides import Commonality, RegionScores, RegionTable, Side, TermUse
from secon_cli.engine import IndicatorAssessment, apportioned
from secon_cli.output.wire import PROVENANCE, Made, View, Wire, document, number
from secon_cli.output.wires.score import COUNTED, NOT_COUNTED
from secon_cli.output.wires.score import PRACTICE as SCORED

# --- compare ---

SIDE = Wire(
    Side,
    "name practices=ids total range kind countries failing_gate=failing.practice.id left_out=left_out.practice.id",
)
PRACTICE = Wire(
    IndicatorAssessment,
    "id=practice.id score assessed counted not_counted",
    counted=COUNTED,
    not_counted=NOT_COUNTED,
)
INDICATOR = Wire(
    comparison.IndicatorComparison, "id weight scores difference weighted practices points", practices=PRACTICE
)
CRITERION = Wire(
    comparison.CriterionComparison,
    "id weight scores difference weighted indicators ranges ahead difference_printed difference_range points",
    indicators=INDICATOR,
)


LESSON = Wire(
    comparison.Lesson,
    "learner criterion indicator worth assessed=unknown visit=full",
    learner=Made(str, meaning="Name of the side that can learn."),
    assessed=Made(bool, not_, "Whether the learner was assessed, or only left the field out."),
    visit=PRACTICE,
)


COMPARE = document(
    "secon.compare/1",
    comparison.Comparison,
    "sides criteria difference points difference_range conclusion=. lessons=.",
    sides=SIDE,
    criteria=CRITERION,
    conclusion=Wire(
        comparison.Comparison,
        "ahead on_both pairs divisions=splits mostly",
        about="What the difference rests on.",
        divisions=Wire(comparison.Splits, "all as_large share"),
    ),
    lessons=Made(
        list[View],
        lambda compared: [
            LESSON.view(lesson, learner=learner.name)
            for learner, lessons in zip(compared.sides, compared.lessons, strict=True)
            for lesson in lessons
        ],
        "Where one side has 0 throughout and the other 100.",
        LESSON,
    ),
)

# --- compare, of all regions ---

TERM = Wire(
    TermUse,
    "value=term regions practices shared rare most_common",
    shared=Made(bool, meaning="Whether more than half of the regions that state the field have it."),
    rare=Made(bool, meaning="Whether only one region has it."),
    most_common=bool,
)
_ENDS: dict[str, Any] = {"best": tuple[str, ...], "weakest": tuple[str, ...]}
SCORES = Wire(RegionScores, "id weight scores spread weighted best weakest", **_ENDS)
TOTAL = Wire(RegionScores, "best weakest best_certain weakest_certain", **_ENDS)


def _named(wire: Wire, table: RegionTable, scores: RegionScores) -> View:
    """Scores with the names of the best and the weakest regions."""
    best, weakest = ([table.regions[at].name for at in sorted(places)] for places in (scores.best, scores.weakest))
    return wire.view(scores, best=best, weakest=weakest)


REGIONS = document(
    "secon.compare-matrix/1",
    RegionTable,
    "sides=regions criteria=. total=. fields=common missing",
    sides=SIDE,
    criteria=Made(list[View], lambda table: [_named(SCORES, table, scores) for scores in table.criteria], wire=SCORES),
    total=Made(
        View, lambda table: _named(TOTAL, table, table.total), "The best and the weakest region by total.", TOTAL
    ),
    fields=Wire(
        Commonality,
        "field regions practices values=.",
        values=Made(
            list[View],
            lambda field: [
                TERM.view(use, shared=use in field.shared, rare=use in field.rare, most_common=use in field.most_common)
                for use in field.uses
            ],
            wire=TERM,
        ),
    ),
)

# --- diff, show --what-if ---


SNAPSHOT = Wire(
    diff.Snapshot,
    "name kind commit practices=states filtered",
    PROVENANCE.within("provenance"),
    practices=Made(int, len, "How many practices it has."),
)
LEFT_OUT = Wire(LeftOut, "practice side path errors", practice=str, side=str)


def _adding_up(parts: diff.CauseParts | None, movement: float) -> diff.CauseParts | None:
    """The parts with six decimals, which add up to the movement as it is written."""
    return parts and diff.CauseParts(*apportioned([parts.of(cause) for cause in diff.Cause], 6, to=movement))


INDICATOR_MOVE = Wire(
    diff.IndicatorMove,
    "criterion indicator points=before,after movement share=shares by_weights_only parts=. printed fields=fields.field",
    "rules=rules.path",
    points=Made(meaning="Points of the total before and after."),
    parts=Made(
        diff.CauseParts | None, lambda moved: _adding_up(moved.parts, number(moved.movement)), "Its movement by cause."
    ),
    printed=Mapping[str, float],
)


def _movement(move: diff.PracticeMove) -> float:
    return number(number(move.after.total) - number(move.before.total))


MOVE = Wire(
    diff.PracticeMove,
    "id title=after.title rank=before.rank,after.rank total=before.total,after.total gate=before.gate,after.gate",
    "movement=. parts=. why_not printed=. indicators=. fields without_effect=without_effect.field",
    movement=Made(float, _movement, "Total after minus total before, as they are written."),
    parts=Made(
        diff.CauseParts | None, lambda move: _adding_up(move.parts, _movement(move)), "Null where `why_not` says why."
    ),
    printed=Wire(
        diff.PracticeMove,
        "movement=printed_movement parts=printed_parts by_weights=printed_by_weights",
        about="The figures as screens print them, with one decimal; they add up too.",
        parts=Made(diff.CauseParts | None, lambda parts: diff.CauseParts(*parts.values()) if parts else None),
    ),
    indicators=Made(
        list[View],
        lambda move: [
            INDICATOR_MOVE.view(
                moved,
                printed={
                    figures.cause.value: points
                    for figures in move.by_cause
                    for part, points in figures.indicators
                    if part is moved
                },
            )
            for moved in move.indicators
        ],
        "The indicators that moved.",
        INDICATOR_MOVE,
    ),
    fields=Wire(FieldChange, "kind field=field_before,field_after value=before,after"),
)
STATE = Wire(diff.PracticeState, "id title rank total gate")
DIFF = Wire(
    diff.Diff,
    "old new counts left_out=. rubric_changes=rubric.changes weights practices=moves came=added went=removed findings?",
    schema="secon.diff/1",
    old=SNAPSHOT,
    new=SNAPSHOT,
    left_out=Made(
        list[View],
        lambda both: [
            LEFT_OUT.view(file, practice=id, side=side)
            for side, snapshot in (("old", both.old), ("new", both.new))
            for id, file in snapshot.left_out
        ],
        "Practices whose file has errors on one side.",
        LEFT_OUT,
    ),
    rubric_changes=Wire(Change, "kind path value=before,after"),
    weights=Wire(WeightShift, "criterion share=before,after"),
    practices=MOVE,
    came=STATE,
    went=STATE,
)
WHAT_IF = document(
    "secon.what-if/1",
    diff.WhatIf,
    "ranked original copy criteria difference=move",
    original=SCORED,
    copy=SCORED,
    difference=MOVE,
)
