"""Assessment: a practice judged by a rubric, with every intermediate number kept.

Indicator value × weight gives the criterion's score from 0 to 100; the weighted arithmetic mean of the criteria is the
total. The score is what is certain; the upper end of the range is what is possible. Practices that pass the gate, or
may, are ranked first; then the others; each by total.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState, TimeInPlace
from secon_cli.rubric.measures.base import Counted, NotCounted
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Range:
    """What is certain and what is possible, in points from 0 to 100."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class IndicatorAssessment:
    """One indicator: `weight` is its share of the criterion, `contribution` what it adds to the criterion's score."""

    id: str
    weight: float
    score: float
    range: Range
    assessed: bool
    contribution: float
    gain: float
    """Points of the total still to be had here."""
    only_time: bool
    """Whether nothing but time can raise it: what it measures is a time in place that is known."""
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]


@dataclass(frozen=True, slots=True)
class CriterionAssessment:
    """One criterion: `weight` is its share of the total, `contribution` what it adds to the total."""

    id: str
    weight: float
    score: float
    range: Range
    coverage: float
    contribution: float
    indicators: tuple[IndicatorAssessment, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A practice with its total and all that led to it."""

    practice: Practice
    total: float
    range: Range
    coverage: float
    gate: GateState
    time: TimeInPlace | None
    band: str | None
    criteria: tuple[CriterionAssessment, ...]

    def criterion(self, id: str) -> CriterionAssessment:
        """The criterion of that name; KeyError where the rubric has none."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise KeyError(id)


def assess(practice: Practice, rubric: Rubric) -> Assessment:
    """Judge a practice by a rubric."""
    criteria: list[CriterionAssessment] = []
    time: TimeInPlace | None = None
    gate: GateState | None = None
    for key, share in rubric.shares.items():
        indicators = []
        for name, weight in rubric.indicator_shares(key).items():
            measure = rubric.criteria[key].indicators[name].measure
            measured = measure.measure(practice, rubric.unsupported, rubric.as_of)
            # The time is that of the measure with the gate; without a gate, that of the first that knows one.
            if gate is None and (measured.gate is not None or time is None):
                gate, time = measured.gate, measured.time
            score = 100 * measured.value
            indicators.append(
                IndicatorAssessment(
                    id=name,
                    weight=weight,
                    score=score,
                    range=Range(score, 100 * measured.best),
                    assessed=measured.assessed,
                    contribution=weight * score,
                    gain=share * weight * (100 - score),
                    only_time=measured.time is not None,
                    counted=measured.counted,
                    not_counted=measured.not_counted,
                )
            )
        score = fsum(indicator.contribution for indicator in indicators)
        criteria.append(
            CriterionAssessment(
                id=key,
                weight=share,
                score=score,
                range=Range(score, fsum(indicator.weight * indicator.range.high for indicator in indicators)),
                coverage=fsum(indicator.weight for indicator in indicators if indicator.assessed),
                contribution=share * score,
                indicators=tuple(indicators),
            )
        )
    total = fsum(criterion.contribution for criterion in criteria)
    band = rubric.band(total)
    return Assessment(
        practice=practice,
        total=total,
        range=Range(total, fsum(criterion.weight * criterion.range.high for criterion in criteria)),
        coverage=fsum(criterion.weight * criterion.coverage for criterion in criteria),
        gate=gate or GateState.MET,
        time=time,
        band=band.name if band else None,
        criteria=tuple(criteria),
    )


TIE = 1e-9
"""Totals that differ by no more share a rank."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An assessment with its rank; after a tie the next ranks are skipped (1, 2, 2, 4)."""

    rank: int
    assessment: Assessment


def rank(assessments: Iterable[Assessment]) -> tuple[Ranked, ...]:
    """Rank by gate and total; within a tie, by id."""
    ordered = sorted(assessments, key=lambda a: (_fails(a), -a.total, a.practice.id))
    groups: list[list[Assessment]] = []
    for assessment in ordered:
        before = groups[-1][-1] if groups else None
        if before and _fails(before) == _fails(assessment) and before.total - assessment.total <= TIE:
            groups[-1].append(assessment)
        else:
            groups.append([assessment])
    ranked, position = [], 1
    for group in groups:
        ranked += [Ranked(position, assessment) for assessment in sorted(group, key=lambda a: a.practice.id)]
        position += len(group)
    return tuple(ranked)


def _fails(assessment: Assessment) -> bool:
    return assessment.gate is GateState.NOT_MET
