"""The JSON of `score` (`secon.score/1`), and what it shares with that of other commands."""

from collections.abc import Mapping
from typing import Any, Literal

from secon_cli.analysis.results import Input, LeftOut, Provenance, Ranking, Scored
from secon_cli.engine.assessment import CriterionAssessment, IndicatorAssessment, Range
from secon_cli.output.wire import wire
from secon_cli.rubric.measures.base import Counted, NotCounted

SCHEMA = "secon.score/1"


@wire
class Tool:
    """The program that wrote the document."""

    name: Literal["secon"]
    version: str


@wire
class RubricInForce:
    """The rubric with its overrides; `content` is all of it, `sha256` the hash of the content."""

    id: str
    version: str
    sha256: str
    content: Mapping[str, Any]


@wire
class Sourced:
    """What every document begins with: enough to compute it again."""

    schema: str
    tool: Tool
    as_of: str
    """Day as of which practices were assessed."""
    options: Mapping[str, Any]
    """Options other than the defaults."""
    rubric: RubricInForce
    inputs: tuple[Input, ...]
    shipped: bool
    """Whether the practices are those that ship with secon, because there was no project."""
    left_out: tuple[LeftOut, ...]
    """Files with errors, which are in no ranking."""


def sourced(schema: str, provenance: Provenance) -> dict[str, Any]:
    """The fields of `Sourced`, for the class of a command."""
    rubric = provenance.rubric
    return {
        "schema": schema,
        "tool": Tool("secon", provenance.version),
        "as_of": rubric.as_of.isoformat(),
        "options": dict(provenance.options),
        "rubric": RubricInForce(rubric.rubric, rubric.version, rubric.sha256, rubric.content),
        "inputs": provenance.inputs,
        "shipped": provenance.shipped,
        "left_out": provenance.left_out,
    }


@wire
class CountedWire:
    """A fact that counted, with the evidence that it cites."""

    field: str
    points: float
    evidence: tuple[str, ...]
    reason: str | None = None


@wire
class IndicatorWire:
    """An indicator of a practice; `gain` is what it could still add to the total."""

    id: str
    weight: float
    score: float
    range: tuple[float, float]
    assessed: bool
    contribution: float
    gain: float
    only_time: bool
    counted: tuple[CountedWire, ...]
    not_counted: tuple[NotCounted, ...]


@wire
class CriterionWire:
    """A criterion of a practice; `contribution` is what it adds to the total."""

    id: str
    weight: float
    score: float
    range: tuple[float, float]
    coverage: float
    contribution: float
    indicators: tuple[IndicatorWire, ...]


@wire
class PracticeWire:
    """A practice with its rank, its total and all that led to it."""

    rank: int
    id: str
    title: str
    country: str
    partner: str
    file: str
    total: float
    range: tuple[float, float]
    coverage: float
    gate: Literal["met", "not met", "uncertain"]
    years: tuple[float, float] | None
    """Shortest and longest time in place."""
    band: str | None
    criteria: tuple[CriterionWire, ...]


@wire
class ScoreWire(Sourced):
    """The ranking."""

    practices: tuple[PracticeWire, ...]


def score_wire(ranking: Ranking) -> ScoreWire:
    """The ranking with every indicator and what counted for it."""
    return ScoreWire(
        **sourced(SCHEMA, ranking.provenance), practices=tuple(PracticeWire(**practice_wire(s)) for s in ranking.practices)
    )


def practice_wire(scored: Scored) -> dict[str, Any]:
    """The fields of `PracticeWire`, for classes that extend it."""
    assessment = scored.assessment
    practice = assessment.practice
    return {
        "rank": scored.rank,
        "id": practice.id,
        "title": practice.title,
        "country": practice.location.country,
        "partner": practice.location.partner,
        "file": scored.file,
        "total": assessment.total,
        "range": _range(assessment.range),
        "coverage": assessment.coverage,
        "gate": assessment.gate.value,
        "years": (assessment.time.shortest, assessment.time.longest) if assessment.time else None,
        "band": assessment.band,
        "criteria": tuple(map(_criterion, assessment.criteria)),
    }


def _criterion(criterion: CriterionAssessment) -> CriterionWire:
    return CriterionWire(
        criterion.id,
        criterion.weight,
        criterion.score,
        _range(criterion.range),
        criterion.coverage,
        criterion.contribution,
        tuple(map(_indicator, criterion.indicators)),
    )


def _indicator(indicator: IndicatorAssessment) -> IndicatorWire:
    return IndicatorWire(
        indicator.id,
        indicator.weight,
        indicator.score,
        _range(indicator.range),
        indicator.assessed,
        indicator.contribution,
        indicator.gain,
        indicator.only_time,
        tuple(map(counted_wire, indicator.counted)),
        indicator.not_counted,
    )


def counted_wire(counted: Counted) -> CountedWire:
    """A fact that counted, as every document has it."""
    return CountedWire(counted.field, counted.points, counted.evidence, counted.reason or None)


def _range(range: Range) -> tuple[float, float]:
    return range.low, range.high
