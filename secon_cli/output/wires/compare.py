"""The JSON of what differs: between sides, practices and snapshots.

`compare` (`secon.compare/1`, of all regions `secon.compare-matrix/1`), `why` (`secon.why/1`), `diff` (`secon.diff/1`)
and `show --what-if` (`secon.what-if/1`).
"""

from collections.abc import Mapping
from typing import Any

from secon_cli.analysis.comparison import PairCount
from secon_cli.analysis.diff import Cause, CauseParts, CriterionChange, MoveCounts, PracticeMove
from secon_cli.analysis.differences import FindingChanges
from secon_cli.analysis.results import LeftOut
from secon_cli.analysis.sides import RegionScores, RegionTable
from secon_cli.engine import apportioned
from secon_cli.output.wire import (
    CountedWire,
    InputWire,
    ResultWire,
    RubricWire,
    ToolWire,
    View,
    Wire,
    constant,
    number,
    of,
)
from secon_cli.output.wires.score import PracticeWire
from secon_cli.rubric.base import NotCounted

_Two = tuple[float, float]


class SideWire(Wire):
    """A side: its name, its practices by total, and what they score together."""

    name: str
    practices: tuple[str, ...] = of("ids")
    """Ids, the highest total first."""
    total: float
    """Mean of the totals."""
    range: _Two
    """Mean of what is certain, to mean of what is possible."""
    kind: str
    """What the side is: `region`, `country`, `practice`, `rest` or `all`, for example."""
    countries: tuple[str, ...]
    failing_gate: tuple[str, ...] = of(lambda side: [assessment.practice.id for assessment in side.failing])
    """Ids of practices that do not meet the gate."""
    left_out: tuple[str, ...] = of(lambda side: [assessment.practice.id for assessment in side.left_out])
    """Practices that fail the gate, with `--eligible-only`."""


class PracticeScoreWire(Wire):
    """What a practice scores on an indicator, and because of what."""

    id: str = of("practice.id")
    score: float
    assessed: bool
    counted: tuple[CountedWire, ...]
    not_counted: tuple[NotCounted, ...]


class ComparedIndicatorWire(Wire):
    """An indicator of both sides; differences are first minus second."""

    id: str
    weight: float
    """Share of the criterion."""
    scores: _Two
    difference: float
    weighted: float
    """Points of the total."""
    practices: tuple[tuple[PracticeScoreWire, ...], ...]
    points: float
    """`weighted` as printed: the indicators add up to the `points` of their criterion."""


class ComparedCriterionWire(Wire):
    """A criterion of both sides; differences are first minus second."""

    id: str
    weight: float
    """Share of the total."""
    scores: _Two
    difference: float
    weighted: float
    """Points of the total."""
    indicators: tuple[ComparedIndicatorWire, ...]
    ranges: tuple[_Two, _Two]
    ahead: str
    """`first`, `second`, `equal`, or `open` where unknown facts decide."""
    difference_printed: float
    """The difference of the two scores as printed."""
    difference_range: _Two
    points: float
    """`weighted` as printed: the criteria add up to `points` of the document."""


class SplitsWire(Wire):
    """The ways to split the practices into groups of these sizes, and how many give a gap at least as large."""

    all: int
    as_large: int
    share: float


class ConclusionWire(Wire):
    """What the difference rests on."""

    ahead: str
    on_both: tuple[str, ...]
    """Ids of practices that are on both sides."""
    pairs: PairCount | None
    divisions: SplitsWire | None = of("splits")
    mostly: tuple[str, ...]
    """The criteria with the largest differences, together at least half of all."""


class LessonWire(Wire):
    """An indicator on which every practice of the learner has 0 and some of the other side have 100 (`visit`)."""

    learner: str
    """Name of the side that can learn."""
    criterion: str
    indicator: str
    worth: float
    """Points of the total."""
    assessed: bool = of(lambda lesson: not lesson.unknown)
    """Whether the learner was assessed, or only left the field out."""
    visit: tuple[PracticeScoreWire, ...] = of("full")
    """Practices with 100."""


class CompareWire(ResultWire):
    """Two sides compared; differences are first minus second."""

    schema: str = constant("secon.compare/1")
    sides: tuple[SideWire, SideWire]
    criteria: tuple[ComparedCriterionWire, ...]
    difference: float
    """Difference of the totals, the sum of all `weighted`."""
    points: float
    """The difference of the two totals as printed."""
    difference_range: _Two
    conclusion: ConclusionWire
    lessons: tuple[LessonWire, ...] = of(
        lambda comparison: [
            View(LessonWire, lesson, learner=learner.name)
            for learner, lessons in zip(comparison.sides, comparison.lessons, strict=True)
            for lesson in lessons
        ]
    )
    """Where one side has 0 throughout and the other 100."""


class RegionScoresWire(Wire):
    """A criterion over all regions, in their order."""

    id: str
    weight: float
    scores: tuple[float, ...]
    spread: float
    """Best minus weakest."""
    weighted: float
    """Weight × spread, in points of the total."""
    best: tuple[str, ...]
    weakest: tuple[str, ...]


class EndsWire(Wire):
    """The regions with the highest and the lowest total."""

    best: tuple[str, ...]
    weakest: tuple[str, ...]
    best_certain: bool
    """Whether no unknown fact can change which regions have the highest total."""
    weakest_certain: bool


class TermWire(Wire):
    """A value of a coded field, and who has it."""

    value: str = of("term")
    regions: tuple[str, ...]
    """Names of the regions with a practice that has the value."""
    practices: int
    """How many practices have it."""
    shared: bool
    """Whether more than half of the regions that state the field have it."""
    rare: bool
    """Whether only one region has it."""
    most_common: bool


class CodedFieldWire(Wire):
    """A coded field over all regions."""

    field: str
    regions: int
    """How many regions state the field."""
    practices: int
    """How many practices state the field."""
    values: tuple[TermWire, ...] = of(
        lambda field: [
            View(
                TermWire, use, shared=use in field.shared, rare=use in field.rare, most_common=use in field.most_common
            )
            for use in field.uses
        ]
    )


def _named(kind: type, table: RegionTable, scores: RegionScores) -> View:
    """Scores with the names of the best and the weakest regions."""
    best, weakest = ([table.regions[at].name for at in sorted(places)] for places in (scores.best, scores.weakest))
    return View(kind, scores, best=best, weakest=weakest)


class RegionsWire(ResultWire):
    """All regions by all criteria."""

    schema: str = constant("secon.compare-matrix/1")
    sides: tuple[SideWire, ...] = of("regions")
    """The regions, the highest total first."""
    criteria: tuple[RegionScoresWire, ...] = of(
        lambda table: [_named(RegionScoresWire, table, scores) for scores in table.criteria]
    )
    total: EndsWire = of(lambda table: _named(EndsWire, table, table.total))
    """The best and the weakest region by total."""
    fields: tuple[CodedFieldWire, ...] = of("common")
    """The coded fields, and which regions share their values."""
    missing: tuple[str, ...]
    """Regions without a practice that passes the gate."""


class RankedPracticeWire(Wire):
    """One of the two practices."""

    id: str = of("assessment.practice.id")
    title: str = of("assessment.practice.title")
    rank: int
    total: float = of("assessment.total")
    range: _Two = of("assessment.range")
    gate: str = of("assessment.gate")


class FactWire(Wire):
    """A fact in the words of the file, and what it cites; `counted` is whether it earned points."""

    text: str
    evidence: tuple[str, ...]
    counted: bool


class GapReasonWire(Wire):
    """A criterion that adds to the gap; pairs are of the practice ahead and of the one behind."""

    criterion: str = of("criterion.id")
    points: float = of("criterion.points")
    """Points of the gap."""
    scores: _Two = of("criterion.scores")
    indicator: str = of("indicator.id")
    """The indicator of the criterion that adds most."""
    indicator_points: float = of("indicator.points")
    indicator_scores: _Two = of("indicator.scores")
    facts: tuple[tuple[FactWire, ...], tuple[FactWire, ...]]
    """What counted on the indicator, or why nothing did."""


class ClosingStepWire(Wire):
    """An improvement of the practice behind."""

    criterion: str
    indicator: str
    gain: float
    """Points of the total that it could bring."""


class WeightChangeWire(Wire):
    """The smallest change of weights after which the two are level."""

    moved: float
    """Share of all weight."""
    taken: dict[str, float] = of(lambda swap: dict(swap.taken))
    given: str


class OddsWire(Wire):
    """Shares of the draws: the same order, the reverse, and level otherwise."""

    holds: float = of("stays")
    """Share with the same order."""
    turns: float
    """Share with the reverse order."""


class DrawsWire(Wire):
    """How often the order holds."""

    draws: int = of("sampling.draws")
    seed: int = of("sampling.seed")
    concentration: float | None = of("sampling.concentration")
    error: float = of("sampling.share_error")
    """Half the width of the widest 95 % interval of a share."""
    weights: OddsWire
    weights_and_unknowns: OddsWire


class WhyWire(ResultWire):
    """Why one practice ranks above another; gaps are ahead minus behind."""

    schema: str = constant("secon.why/1")
    ranked: int = of("comparison.scored")
    """How many practices were ranked."""
    ahead: RankedPracticeWire
    behind: RankedPracticeWire
    tied: bool
    by_gate: bool
    """Whether the gate alone decides the order."""
    reversible: bool
    """Whether unknown facts, the gate's among them, could put the one behind ahead."""
    difference: float = of("comparison.difference")
    points: float = of("comparison.points")
    """The difference as printed."""
    difference_range: _Two = of("comparison.difference_range")
    certain: str = of("comparison.conclusion.ahead")
    """`first` where no unknown fact can change the order of the totals, else `open`, `equal` or `second`."""
    reasons: tuple[GapReasonWire, ...]
    """The criteria that make the gap."""
    rest: float
    """Points of all other criteria together, as printed."""
    closing: tuple[ClosingStepWire, ...]
    closed: float
    swap: WeightChangeWire | None
    odds: DrawsWire = of(lambda why: why)
    """How often the order holds."""


# --- diff, show --what-if ---


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
