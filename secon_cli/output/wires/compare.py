"""The JSON of `compare`: two sides (`secon.compare/1`) or all regions (`secon.compare-matrix/1`)."""

from collections.abc import Sequence

from secon_cli.analysis.comparison import Comparison, PairCount
from secon_cli.analysis.regions import RegionTable
from secon_cli.analysis.sides import PracticeScore, Side
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import (
    CountedWire,
    ResultWire,
    ends,
    explained_wires,
    result_fields,
)
from secon_cli.rubric.measures.base import NotCounted

_Two = tuple[float, float]


@wire
class SideWire:
    """A side: its name, its practices by total, and what they score together."""

    name: str
    practices: tuple[str, ...]
    """Ids, the highest total first."""
    total: float
    """Mean of the totals."""
    range: _Two
    """Mean of what is certain, to mean of what is possible."""
    kind: str
    """What the side is: `region`, `country`, `practice`, `rest` or `all`, for example."""
    countries: tuple[str, ...]
    failing_gate: tuple[str, ...]
    """Ids of practices that do not meet the gate."""
    left_out: tuple[str, ...]
    """Practices that fail the gate, with `--eligible-only`."""


@wire
class PracticeScoreWire:
    """What a practice scores on an indicator, and because of what."""

    id: str
    score: float
    assessed: bool
    counted: tuple[CountedWire, ...]
    not_counted: tuple[NotCounted, ...]


@wire
class ComparedIndicatorWire:
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


@wire
class ComparedCriterionWire:
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


@wire
class SplitsWire:
    """The ways to split the practices into groups of these sizes, and how many give a gap at least as large."""

    all: int
    as_large: int
    share: float


@wire
class ConclusionWire:
    """What the difference rests on."""

    ahead: str
    on_both: tuple[str, ...]
    """Ids of practices that are on both sides."""
    pairs: PairCount | None
    divisions: SplitsWire | None
    mostly: tuple[str, ...]
    """The criteria with the largest differences, together at least half of all."""


@wire
class LessonWire:
    """An indicator on which every practice of the learner has 0 and some of the other side have 100 (`visit`)."""

    learner: str
    """Name of the side that can learn."""
    criterion: str
    indicator: str
    worth: float
    """Points of the total."""
    assessed: bool
    """Whether the learner was assessed, or only left the field out."""
    visit: tuple[PracticeScoreWire, ...]
    """Practices with 100."""


@wire
class CompareWire(ResultWire):
    """Two sides compared; differences are first minus second."""

    sides: tuple[SideWire, SideWire]
    criteria: tuple[ComparedCriterionWire, ...]
    difference: float
    """Difference of the totals, the sum of all `weighted`."""
    points: float
    """The difference of the two totals as printed."""
    difference_range: _Two
    conclusion: ConclusionWire
    lessons: tuple[LessonWire, ...]
    """Where one side has 0 throughout and the other 100."""


@wire
class RegionScoresWire:
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


@wire
class EndsWire:
    """The regions with the highest and the lowest total."""

    best: tuple[str, ...]
    weakest: tuple[str, ...]
    best_certain: bool
    """Whether no unknown fact can put another region first."""
    weakest_certain: bool


@wire
class TermWire:
    """A value of a coded field, and who has it."""

    value: str
    regions: tuple[str, ...]
    """Names of the regions with a practice that has the value."""
    practices: int
    """How many practices have it."""
    shared: bool
    """Whether more than half of the regions that state the field have it."""
    rare: bool
    """Whether only one region has it."""
    most_common: bool


@wire
class CodedFieldWire:
    """A coded field over all regions."""

    field: str
    regions: int
    """How many regions state the field."""
    practices: int
    """How many practices state the field."""
    values: tuple[TermWire, ...]


@wire
class RegionsWire(ResultWire):
    """All regions by all criteria."""

    sides: tuple[SideWire, ...]
    """The regions, the highest total first."""
    criteria: tuple[RegionScoresWire, ...]
    total: EndsWire
    """The best and the weakest region by total."""
    fields: tuple[CodedFieldWire, ...]
    """The coded fields, and which regions share their values."""
    missing: tuple[str, ...]
    """Regions without a practice that passes the gate."""


def compare_wire(comparison: Comparison) -> CompareWire:
    """Two sides as JSON has them."""
    conclusion = comparison.conclusion
    splits = conclusion.splits
    return CompareWire(
        **result_fields("secon.compare/1", comparison.provenance),
        sides=(_side(comparison.first), _side(comparison.second)),
        criteria=tuple(
            ComparedCriterionWire(
                id=criterion.id,
                weight=criterion.weight,
                scores=criterion.scores,
                difference=criterion.difference,
                weighted=criterion.weighted,
                indicators=tuple(
                    ComparedIndicatorWire(
                        id=indicator.id,
                        weight=indicator.weight,
                        scores=indicator.scores,
                        difference=indicator.difference,
                        weighted=indicator.weighted,
                        practices=tuple(_practices(scores) for scores in indicator.practices),
                        points=indicator.points,
                    )
                    for indicator in criterion.indicators
                ),
                ranges=(ends(criterion.ranges[0]), ends(criterion.ranges[1])),
                ahead=criterion.ahead.value,
                difference_printed=criterion.difference_printed,
                difference_range=ends(criterion.difference_range),
                points=criterion.points,
            )
            for criterion in comparison.criteria
        ),
        difference=comparison.difference,
        points=comparison.points,
        difference_range=ends(comparison.difference_range),
        conclusion=ConclusionWire(
            ahead=conclusion.ahead.value,
            on_both=conclusion.on_both,
            pairs=conclusion.pairs,
            divisions=SplitsWire(splits.all, splits.as_large, splits.share) if splits else None,
            mostly=conclusion.mostly,
        ),
        lessons=tuple(
            LessonWire(
                learner=learner.name,
                criterion=lesson.criterion,
                indicator=lesson.indicator,
                worth=lesson.worth,
                assessed=not lesson.unknown,
                visit=_practices(lesson.full),
            )
            for learner, lessons in zip(comparison.sides, comparison.lessons, strict=True)
            for lesson in lessons
        ),
    )


def regions_wire(table: RegionTable) -> RegionsWire:
    """All regions as JSON has them."""
    return RegionsWire(
        **result_fields("secon.compare-matrix/1", table.provenance),
        sides=tuple(_side(side) for side in table.regions),
        criteria=tuple(
            RegionScoresWire(
                id=scores.id,
                weight=scores.weight,
                scores=scores.scores,
                spread=scores.spread,
                weighted=scores.weighted,
                best=_names(table, scores.best),
                weakest=_names(table, scores.weakest),
            )
            for scores in table.criteria
        ),
        total=EndsWire(_names(table, table.total.best), _names(table, table.total.weakest), *table.ends_certain),
        fields=tuple(
            CodedFieldWire(
                field=field.field,
                regions=field.regions,
                practices=field.practices,
                values=tuple(
                    TermWire(
                        value=use.term,
                        regions=use.regions,
                        practices=use.practices,
                        shared=use in field.shared,
                        rare=use in field.rare,
                        most_common=use in field.most_common,
                    )
                    for use in field.uses
                ),
            )
            for field in table.common
        ),
        missing=table.missing,
    )


def _side(side: Side) -> SideWire:
    return SideWire(
        name=side.name,
        practices=side.ids,
        total=side.total,
        range=ends(side.range),
        kind=side.kind.value,
        countries=side.countries,
        failing_gate=tuple(assessment.practice.id for assessment in side.failing),
        left_out=tuple(assessment.practice.id for assessment in side.left_out),
    )


def _practices(scores: Sequence[PracticeScore]) -> tuple[PracticeScoreWire, ...]:
    return tuple(
        PracticeScoreWire(
            id=score.practice.id,
            score=score.indicator.score,
            assessed=score.indicator.assessed,
            counted=counted,
            not_counted=not_counted,
        )
        for score in scores
        for counted, not_counted in [explained_wires(score.indicator)]
    )


def _names(table: RegionTable, places: frozenset[int]) -> tuple[str, ...]:
    return tuple(table.regions[place].name for place in sorted(places))
