"""The JSON of `score` and `show`: `secon.score/1` and `secon.show/2`."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from secon_cli.analysis.profile import PracticeProfile, PrintedParts
from secon_cli.analysis.results import RankGroup, Ranking, Scored
from secon_cli.output.wire import each, to_json, wire
from secon_cli.output.wires.common import (
    CountedWire,
    ResultWire,
    ends,
    explained_wires,
    result_fields,
)
from secon_cli.practice.facts import plain as plain_record
from secon_cli.rubric.measures.base import NotCounted

SCHEMA = "secon.score/1"


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
    """Rank among all practices that were scored, whatever the filters show."""
    id: str
    title: str
    country: str
    partner: str
    file: str
    """The file of the practice."""
    total: float
    """What is certain, from 0 to 100."""
    range: tuple[float, float]
    """From what is certain to what is possible."""
    coverage: float
    """Share of the weight whose indicators were assessed."""
    gate: Literal["met", "not met", "uncertain"]
    """`met`, `not met` or `uncertain`."""
    years: tuple[float, float] | None
    """Shortest and longest time in place."""
    band: str | None
    """Name of the band; null below the lowest."""
    criteria: tuple[CriterionWire, ...]


@wire
class ScoreWire(ResultWire):
    """The ranking."""

    practices: tuple[PracticeWire, ...]
    """In the order shown."""
    gate_shares: Mapping[str, float]
    """Of practices whose gate is uncertain, by id: the share of the possible dates with which it is met."""
    ranks_before: Mapping[str, int] | None = None
    """With other weights than the rubric's, by id: the rank by the rubric's own weights."""
    groups: tuple[RankGroup, ...] | None = None
    """With `--groups`: which ranks other weights and dates do not change."""
    coin_tosses: tuple[str, ...] | None = None
    """With `--groups`: the practices whose order with the next is a coin toss."""


def score_wire(ranking: Ranking) -> ScoreWire:
    """The ranking with every indicator and what counted for it."""
    groups = ranking.groups
    return ScoreWire(
        **result_fields(SCHEMA, ranking.provenance),
        practices=each(lambda scored: PracticeWire(**practice_wire(scored)), ranking.practices),
        gate_shares=gate_shares(ranking.practices),
        ranks_before=ranking.ranks_before,
        groups=groups.groups if groups else None,
        coin_tosses=tuple(sorted(groups.coin_tosses)) if groups else None,
    )


def gate_shares(practices: Iterable[Scored]) -> dict[str, float]:
    """How much of the possible dates meets each gate that is uncertain, by id."""
    return {scored.assessment.practice.id: scored.gate_share for scored in practices if scored.gate_share is not None}


def practice_wire(scored: Scored) -> dict[str, Any]:
    """The fields of `PracticeWire`, for classes that extend it."""
    assessment = scored.assessment
    practice = assessment.practice
    return {
        "rank": scored.rank,
        "id": practice.id,
        "title": practice.title,
        "country": practice.location.country,
        "partner": practice.location.area,
        "file": scored.file,
        "total": assessment.total,
        "range": ends(assessment.range),
        "coverage": assessment.coverage,
        "gate": assessment.gate.value,
        "years": (assessment.time.shortest, assessment.time.longest) if assessment.time else None,
        "band": assessment.band,
        "criteria": tuple(
            CriterionWire(
                criterion.id,
                criterion.weight,
                criterion.score,
                ends(criterion.range),
                criterion.coverage,
                criterion.contribution,
                tuple(
                    IndicatorWire(
                        indicator.id,
                        indicator.weight,
                        indicator.score,
                        ends(indicator.range),
                        indicator.assessed,
                        indicator.contribution,
                        indicator.gain,
                        indicator.only_time,
                        *explained_wires(indicator),
                    )
                    for indicator in criterion.indicators
                ),
            )
            for criterion in assessment.criteria
        ),
    }


def practice_fields(scored: Scored) -> dict[str, Any]:
    """One practice as the JSON of `score` has it, in plain values."""
    fields: dict[str, Any] = json.loads(to_json(PracticeWire(**practice_wire(scored))))
    return fields


@wire
class ShownWire(PracticeWire):
    """The practice as in `score`, with its record and where in the file its fields are."""

    ranked: int
    """How many practices the rank is among."""
    draft: bool
    """Whether the file is not part of the collection."""
    record: Any
    """The practice file in plain values."""
    lines: Mapping[str, int]
    """The line of the file for each field that counted or did not."""
    printed: tuple[PrintedParts, ...]
    """Contributions rounded to one decimal so that they add up, in the order of the criteria."""


@wire
class FieldWire:
    """A field that counts: how far it is filled, the points it brings, and those it could still bring."""

    field: str
    state: Literal["left out", "empty", "partly", "full"]
    points: float
    gain: float
    only_time: bool


@wire
class ImprovementWire:
    """An indicator with points to gain, and what to do."""

    criterion: str
    indicator: str
    gain: float
    """Points of the total that it could bring."""
    only_time: bool
    """Whether only time can bring them. What better dates bring to years in place is an improvement of its own."""
    improve: str
    possible: float
    """Points of the gain that what is vague or not assessed could already hold."""


@wire
class ShowWire(ResultWire):
    """One practice."""

    practice: ShownWire
    fields: tuple[FieldWire, ...]
    """The fields that indicators read; all points and gains add up to 100."""
    fields_left_out: tuple[str, ...]
    """Fields without points that were left out."""
    improvements: tuple[ImprovementWire, ...]
    """The indicators with points to gain, the most first."""
    gate_shares: Mapping[str, float]
    """If the gate is uncertain: the share of the possible dates with which it is met."""


def show_wire(profile: PracticeProfile) -> ShowWire:
    """The practice with its record and the changes that would raise the total, the largest first."""
    return ShowWire(
        **result_fields("secon.show/2", profile.provenance),
        practice=ShownWire(
            **practice_wire(profile.scored),
            ranked=profile.ranked,
            draft=profile.draft,
            record=plain_record(profile.scored.assessment.practice),
            lines=dict(sorted(profile.lines.items())),
            printed=profile.printed,
        ),
        fields=tuple(
            FieldWire(gap.field, gap.state.value, gap.points, gap.gain, gap.only_time)
            for gap in profile.coverage.fields
        ),
        fields_left_out=profile.coverage.left_out,
        improvements=tuple(
            ImprovementWire(step.criterion, step.indicator, step.gain, step.only_time, step.improve, step.possible)
            for step in profile.improvements
        ),
        gate_shares=gate_shares([profile.scored]),
    )
