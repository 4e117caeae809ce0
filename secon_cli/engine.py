"""The engine: a practice judged by a rubric, with every intermediate number kept.

Indicator value × weight gives the criterion's score from 0 to 100; the weighted arithmetic mean of the criteria is the
total. The score is what is certain; the upper end of the range is what is possible. Practices that pass the gate, or
may, are ranked first; then the others; each by total.

An assessment holds values. What counted for an indicator and why is computed when a page or JSON asks for it, by the
same measure on the same practice: most of a ranking's thousands of explanations are never read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from secon_cli.practice.model import Details, Practice
from secon_cli.practice.time_in_place import GateState, TimeInPlace
from secon_cli.rubric.base import Account, Counted, NotCounted
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.model import Rubric


class Range(NamedTuple):
    """What is certain and what is possible, in points from 0 to 100."""

    low: float
    high: float


class IndicatorAssessment(NamedTuple):
    """One indicator: `weight` is its share of the criterion."""

    id: str
    weight: float
    score: float
    high: float
    """The score that is possible."""
    assessed: bool
    gain: float
    """Points of the total still to be had here, up to the most that the measure gives."""
    only_time: bool
    """Whether nothing but time can raise it: what it measures is a time in place that is known to the day."""
    measure: AnyMeasure
    practice: Practice
    rubric: Rubric

    @property
    def range(self) -> Range:
        """What is certain and what is possible."""
        return Range(self.score, self.high)

    @property
    def contribution(self) -> float:
        """What it adds to the criterion's score."""
        return self.weight * self.score

    def explained(self) -> Account:
        """What counted and what did not, computed again each time."""
        account = Account()
        self.measure.measure(self.practice, self.rubric.unsupported, self.rubric.as_of, account)
        return account

    @property
    def counted(self) -> tuple[Counted, ...]:
        """What counted; `explained` gives both where both are asked for."""
        return tuple(self.explained().counted)

    @property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """What was looked at and brought nothing."""
        return tuple(self.explained().not_counted)


class CriterionAssessment(NamedTuple):
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
    """What is certain, from 0 to 100."""
    range: Range
    """From what is certain to what is possible."""
    coverage: float
    """Share of the weight whose indicators were assessed."""
    gate: GateState
    time: TimeInPlace | None
    band: str | None
    """Name of the band; None below the lowest."""
    criteria: tuple[CriterionAssessment, ...]

    @property
    def id(self) -> str:
        """The id of the practice."""
        return self.practice.id

    @property
    def fails_gate(self) -> bool:
        """Whether the practice does not meet the gate; where that is uncertain, it does not fail."""
        return self.gate is GateState.NOT_MET

    def criterion(self, id: str) -> CriterionAssessment:
        """The criterion of that name; KeyError where the rubric has none."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise KeyError(id)


def assess(practice: Practice, rubric: Rubric, *, brief: bool = False) -> Assessment:
    """Judge a practice by a rubric; `brief`, for what a ranking shows: without indicators, and little of the practice.

    A table of 10,000 takes 230 MB with what is brief, and 620 with whole practices.
    """
    criteria: list[CriterionAssessment] = []
    time: TimeInPlace | None = None
    gate: GateState | None = None
    unsupported, as_of = rubric.unsupported, rubric.as_of
    for key, share, parts in rubric.parts:
        scores, highs, assessed, indicators = [], [], [], []
        for name, weight, measure in parts:
            measured = measure.measure(practice, unsupported, as_of)
            # The time is that of the measure with the gate; without a gate, that of the first that knows one.
            if gate is None and (measured.gate is not None or time is None):
                gate, time = measured.gate, measured.time
            score, high = 100 * measured.value, 100 * measured.best
            scores.append(weight * score)
            highs.append(weight * high)
            if measured.assessed:
                assessed.append(weight)
            if not brief:
                gain = share * weight * max(0.0, 100 * measure.most - score)
                only_time = measured.time is not None and measured.best - measured.value <= TIE
                indicators.append(
                    IndicatorAssessment(
                        name, weight, score, high, measured.assessed, gain, only_time, measure, practice, rubric
                    )
                )
        score, coverage = fsum(scores), fsum(assessed)
        whole = Range(score, fsum(highs))
        criteria.append(CriterionAssessment(key, share, score, whole, coverage, share * score, tuple(indicators)))
    total = fsum([criterion.contribution for criterion in criteria])
    band = rubric.band(total)
    if brief:
        # Name, place, topics and, where the dates allow both states of the gate, what the time in place follows from.
        # Fields that are dropped look like those that a file leaves out.
        dated = ("duration", "sources") if gate is GateState.UNCERTAIN else ()
        practice = Practice.model_construct(
            id=practice.id,
            title=practice.title,
            location=practice.location,
            details=practice.details and Details.model_construct(topics=practice.details.topics),
            **{name: getattr(practice, name) for name in dated},
        )
    return Assessment(
        practice=practice,
        total=total,
        range=Range(total, fsum([criterion.weight * criterion.range.high for criterion in criteria])),
        coverage=fsum([criterion.weight * criterion.coverage for criterion in criteria]),
        gate=gate or GateState.NONE,
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
    """Among all practices that were scored, whatever is shown."""
    assessment: Assessment

    @property
    def id(self) -> str:
        """The id of the practice."""
        return self.assessment.practice.id


def rank(assessments: Iterable[Assessment]) -> tuple[Ranked, ...]:
    """Rank by gate and total; within a tie, by id."""
    ordered = sorted(assessments, key=lambda a: (a.fails_gate, -a.total, a.id))
    groups: list[list[Assessment]] = []
    for assessment in ordered:
        before = groups[-1][-1] if groups else None
        if before and before.fails_gate is assessment.fails_gate and before.total - assessment.total <= TIE:
            groups[-1].append(assessment)
        else:
            groups.append([assessment])
    ranked, position = [], 1
    for group in groups:
        ranked += [Ranked(position, assessment) for assessment in sorted(group, key=lambda a: a.id)]
        position += len(group)
    return tuple(ranked)


# --- Rounding, so that what is printed adds up ------------------------------------------------------------------------

_NOTHING = 1e-9


def apportioned(parts: Sequence[float], decimals: int = 1, *, to: float | None = None) -> list[float]:
    """The parts rounded to `decimals` so that they sum to their rounded sum, or to the sum printed elsewhere (`to`).

    Every part is rounded down, and the units still missing go to the largest remainders, the earlier part first; a
    unit too many is taken from the smallest.
    """
    unit = 10**decimals
    scaled = [round(part * unit, 6) for part in parts]
    floors = [int(part // 1) for part in scaled]
    missing = round(as_printed(fsum(parts) if to is None else to, decimals) * unit) - sum(floors)
    order = sorted(range(len(parts)), key=lambda index: (floors[index] - scaled[index], index))
    for index in order[: max(missing, 0)]:
        floors[index] += 1
    for index in order[missing:] if missing < 0 else ():
        floors[index] -= 1
    return [floor / unit for floor in floors]


def as_printed(value: float, decimals: int = 1) -> float:
    """The value as it is printed: rounded half up, away from zero, from the six decimals that JSON has.

    Without the six decimals, 26.25 and the same score with an error in the last bit would print as 26.2 and 26.3.
    """
    unit: int = 10 ** (6 - decimals)
    steps: int = (2 * round(abs(value) * 1_000_000) + unit) // (2 * unit)
    size: float = steps / 10**decimals
    return (size if value >= 0 else -size) + 0.0


def difference_of(first: float, second: float) -> float:
    """The difference of two scores as printed, so that subtracting what is printed gives the same."""
    return round(as_printed(first) - as_printed(second), 1) + 0.0


def adding_up(parts: Sequence[float], total: float) -> list[float]:
    """The parts rounded so that they sum to `total`: mirrored where all signs are, and zero where there is nothing."""
    places = [place for place, part in enumerate(parts) if abs(part) > _NOTHING]
    leading = next((number for number in (total, *(parts[place] for place in places)) if abs(number) > _NOTHING), 1.0)
    sign = 1.0 if leading > 0 else -1.0
    rounded = apportioned([sign * parts[place] for place in places], to=sign * total)
    printed = [0.0] * len(parts)
    for place, part in zip(places, rounded, strict=True):
        printed[place] = sign * part + 0.0
    return printed
