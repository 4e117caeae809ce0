"""The JSON of `score` (`secon.score/1`), `show` (`secon.show/2`) and `verify` (`secon.verify/1`)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from secon_cli.analysis.profile import PrintedParts
from secon_cli.analysis.results import RankGroup, Scored
from secon_cli.analysis.stored import Aspect, Diagnosis, ResultDifference
from secon_cli.engine import CriterionAssessment
from secon_cli.output.wire import (
    CountedWire,
    InputWire,
    ProvenanceWire,
    ResultWire,
    ToolWire,
    View,
    Wire,
    constant,
    of,
    to_json,
)
from secon_cli.practice.fields import plain as plain_record
from secon_cli.rubric.base import NotCounted


class IndicatorWire(Wire):
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


def _indicators(criterion: CriterionAssessment) -> list[View]:
    """The indicators with what counted and what did not, which is computed once for both."""
    explained = [(indicator, indicator.explained()) for indicator in criterion.indicators]
    return [
        View(IndicatorWire, indicator, counted=account.counted, not_counted=account.not_counted)
        for indicator, account in explained
    ]


class CriterionWire(Wire):
    """A criterion of a practice; `contribution` is what it adds to the total."""

    id: str
    weight: float
    score: float
    range: tuple[float, float]
    coverage: float
    contribution: float
    indicators: tuple[IndicatorWire, ...] = of(_indicators)


class PracticeWire(Wire):
    """A practice with its rank, its total and all that led to it."""

    rank: int
    """Rank among all practices that were scored, whatever the filters show."""
    id: str = of("assessment.practice.id")
    title: str = of("assessment.practice.title")
    country: str = of("assessment.practice.location.country")
    partner: str = of("assessment.practice.location.area")
    file: str
    """The file of the practice."""
    total: float = of("assessment.total")
    """What is certain, from 0 to 100."""
    range: tuple[float, float] = of("assessment.range")
    """From what is certain to what is possible."""
    coverage: float = of("assessment.coverage")
    """Share of the weight whose indicators were assessed."""
    gate: Literal["met", "not met", "uncertain", "none"] = of("assessment.gate")
    """`met`, `not met`, `uncertain`, or `none` where the rubric has no gate."""
    years: tuple[float, float] | None = of(
        lambda scored: (time := scored.assessment.time) and (time.shortest, time.longest)
    )
    """Shortest and longest time in place."""
    band: str | None = of("assessment.band")
    """Name of the band; null below the lowest."""
    criteria: tuple[CriterionWire, ...] = of("assessment.criteria")


def _gate_shares(practices: Iterable[Scored]) -> dict[str, float]:
    return {scored.assessment.practice.id: scored.gate_share for scored in practices if scored.gate_share is not None}


class ScoreWire(ResultWire):
    """The ranking."""

    schema: str = constant("secon.score/1")
    practices: tuple[PracticeWire, ...]
    """In the order shown."""
    gate_shares: Mapping[str, float] = of(lambda ranking: _gate_shares(ranking.practices))
    """Of practices whose gate is uncertain, by id: the share of the possible dates with which it is met."""
    ranks_before: Mapping[str, int] | None = None
    """With other weights than the rubric's, by id: the rank by the rubric's own weights."""
    groups: tuple[RankGroup, ...] | None = of("groups.groups", None)
    """With `--groups`: which ranks other weights and dates do not change."""
    coin_tosses: tuple[str, ...] | None = of("groups.coin_tosses", None)
    """With `--groups`: the practices whose order with the next is a coin toss."""


def practice_fields(scored: Scored) -> dict[str, Any]:
    """One practice as the JSON of `score` has it, in plain values."""
    fields: dict[str, Any] = json.loads(to_json(View(PracticeWire, scored)))
    return fields


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


class FieldWire(Wire):
    """A field that counts: how far it is filled, the points it brings, and those it could still bring."""

    field: str
    state: Literal["left out", "empty", "partly", "full"]
    points: float
    gain: float
    only_time: bool


class ImprovementWire(Wire):
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


class ShowWire(ResultWire):
    """One practice."""

    schema: str = constant("secon.show/2")
    practice: ShownWire = of(
        lambda profile: View(
            ShownWire,
            profile.scored,
            ranked=profile.ranked,
            draft=profile.draft,
            record=plain_record(profile.scored.assessment.practice),
            lines=dict(sorted(profile.lines.items())),
            printed=profile.printed,
        )
    )
    fields: tuple[FieldWire, ...] = of("coverage.fields")
    """The fields that indicators read; all points and gains add up to 100."""
    fields_left_out: tuple[str, ...] = of("coverage.left_out")
    """Fields without points that were left out."""
    improvements: tuple[ImprovementWire, ...]
    """The indicators with points to gain, the most first."""
    gate_shares: Mapping[str, float] = of(lambda profile: _gate_shares([profile.scored]))
    """If the gate is uncertain: the share of the possible dates with which it is met."""


class StoredResultWire(ProvenanceWire, InputWire):
    """The result that was verified, and its provenance."""


class VerifyWire(Wire):
    """Whether the result holds, and every difference."""

    schema: str = constant("secon.verify/1")
    verified_by: ToolWire = of(lambda verification: verification)
    result: StoredResultWire = of(
        lambda verification: View(
            StoredResultWire, verification.stored, path=verification.name, sha256=verification.sha256
        )
    )
    holds: bool
    """Whether recomputing gives the same."""
    failing: tuple[Aspect, ...]
    """The aspects that fail."""
    explanation: Diagnosis | None
    practices: int
    """How many practices were recomputed."""
    differences: tuple[ResultDifference, ...]
