"""One practice in detail: scores as sums that add up, how far fields are filled, and what would raise the total."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import NamedTuple

from secon_cli.analysis.results import Provenance, Scored
from secon_cli.engine import Assessment, CriterionAssessment, IndicatorAssessment, apportioned
from secon_cli.practice.fields import ITEMS, fields_of, find, without_indices
from secon_cli.practice.model import Passage, Practice
from secon_cli.practice.time_in_place import MissingDate, missing_date
from secon_cli.rubric.measures import Years
from secon_cli.rubric.model import Rubric

_NOTHING = 1e-9
_NO_CONTENT = ("evidence", "note")


class FieldState(StrEnum):
    """How far a field is filled, the emptiest first."""

    LEFT_OUT = "left out"
    EMPTY = "empty"
    PARTLY = "partly"
    FULL = "full"


class FieldGap(NamedTuple):
    """A field that indicators look at: how far it is filled, the points that it brings, and those still to be had.

    `titles` are the indicators that could still rise, or all of them where none could. Of the gain, `later` is what
    only time can bring.
    """

    field: str
    state: FieldState
    points: float
    gain: float
    titles: tuple[str, ...]
    later: float = 0.0

    @property
    def now(self) -> float:
        """Points that can be had without waiting."""
        return self.gain - self.later

    @property
    def only_time(self) -> bool:
        """Whether only time can raise it."""
        return self.later > _NOTHING and self.now <= _NOTHING


class FieldCoverage(NamedTuple):
    """Every field that counts, those with the most to gain first, and the others that are left out."""

    fields: tuple[FieldGap, ...]
    """All points and gains add up to the most that the rubric gives."""
    left_out: tuple[str, ...]
    """Fields without points that were left out; they make a practice easier to understand, and score nothing."""

    @property
    def open(self) -> tuple[FieldGap, ...]:
        """The fields that count and are left out."""
        return tuple(gap for gap in self.fields if gap.state is FieldState.LEFT_OUT and gap.gain > _NOTHING)

    @property
    def most(self) -> float:
        """The most that the rubric gives: the points of all fields, and those that they could bring."""
        return fsum(gap.points + gap.gain for gap in self.fields)

    @property
    def open_gain(self) -> float:
        """Points that these could bring."""
        return fsum(gap.gain for gap in self.open)


def field_coverage(assessment: Assessment, rubric: Rubric) -> FieldCoverage:
    """What is there and what is missing; points and gains of all fields add up to the most that the rubric gives."""
    # By field: for each indicator its title, the points and the gain there, and what of the gain only time can bring.
    parts: dict[str, list[tuple[str, float, float, float]]] = {}
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            rule = rubric.criteria[criterion.id].indicators[indicator.id]
            paths = rule.measure.to_fill
            counted = indicator.counted if len(paths) > 1 else ()
            gain, later = indicator.gain, 0.0
            if isinstance(rule.measure, Years):
                possible = _possible(criterion, indicator)
                later = gain - possible
                lack = _lack(assessment.practice, indicator, rule.measure, rubric)
                if lack is not None and lack.field not in paths and possible > _NOTHING:
                    # The start has the points; what better dates can add is to be had in the field that is missing.
                    parts.setdefault(lack.field, []).append((rule.title, 0.0, possible, 0.0))
                    gain = later
            for path in paths:
                part = (rule.title, criterion.weight * indicator.contribution, gain, later)
                if len(paths) > 1:
                    full = criterion.weight * indicator.weight * 100 * (1 / len(paths))
                    value = sum(item.points for item in counted if without_indices(item.field) == path)
                    part = (rule.title, full * value, full * (1 - value), 0.0)
                parts.setdefault(path.partition(ITEMS)[0], []).append(part)
    gaps = []
    for name, own in parts.items():
        gain = fsum(part[2] for part in own)
        values = find(assessment.practice, name)
        state = FieldState.LEFT_OUT
        # Evidence that is missing was not looked for.
        if values is not None and name != "duration.evidence":
            state = FieldState.PARTLY if any(value.filled for value in values) else FieldState.EMPTY
            state = FieldState.FULL if gain <= _NOTHING else state
        rising = [part for part in own if part[2] > _NOTHING]
        titles = tuple(dict.fromkeys(title for title, *_ in rising or own))
        gaps.append(FieldGap(name, state, fsum(part[1] for part in own), gain, titles, fsum(part[3] for part in own)))
    gaps.sort(key=lambda gap: (list(FieldState).index(gap.state), -gap.now, gap.field))
    # The fields that a writer goes through one by one: those of blocks, and the lists outside them.
    rows = [
        part
        for field in fields_of(Practice)
        for part in (
            fields_of(field.block, f"{field.path}.")
            if field.block is not None and issubclass(field.block, Passage)
            else [field] * (not field.required)
        )
        if part.name not in _NO_CONTENT
    ]
    left_out = [
        field.path
        for field in rows
        if not any(name == field.path or name.startswith(f"{field.path}.") for name in parts)
        and find(assessment.practice, field.path) is None
    ]
    return FieldCoverage(tuple(gaps), tuple(left_out))


# --- Improvements ---------------------------------------------------------------------------------------------------


class Improvement(NamedTuple):
    """An indicator with points of the total still to be had, and the rubric's advice."""

    criterion: str
    indicator: str
    title: str
    gain: float
    """Points of the total that it could bring."""
    improve: str
    only_time: bool
    """Whether only time can bring them. What better dates bring to years in place is an improvement of its own."""
    possible: float
    """Points of the gain that what is vague or not assessed could already hold."""


def improvements(assessment: Assessment, rubric: Rubric) -> tuple[Improvement, ...]:
    """Every indicator that has points to give, the most first; what only time can raise is marked."""
    found: list[Improvement] = []
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            rule = rubric.criteria[criterion.id].indicators[indicator.id]
            possible = _possible(criterion, indicator)
            gain, only_time = indicator.gain, indicator.only_time
            step = Improvement(criterion.id, indicator.id, rule.title, gain, rule.improve, only_time, possible)
            if isinstance(rule.measure, Years) and not only_time:
                # What better dates can add is one step, what time has to add is another.
                improve = rule.improve
                if lack := _lack(assessment.practice, indicator, rule.measure, rubric):
                    # The rubric's own advice speaks of the start.
                    advice = {
                        "duration.start": f". {improve}",
                        "duration.status": ". Say whether it is running: without a status, years count least.",
                    }.get(lack.field, "; a newer or more precise date can add this.")
                    improve = f"{lack.words[:1].upper()}{lack.words[1:]}{advice}"
                found.append(step._replace(gain=possible, improve=improve))
                step = step._replace(gain=gain - possible, only_time=True, possible=0.0)
            found.append(step)
    rising = (step for step in found if step.gain > _NOTHING)
    return tuple(sorted(rising, key=lambda step: (-step.gain, step.criterion, step.indicator)))


def _possible(criterion: CriterionAssessment, indicator: IndicatorAssessment) -> float:
    """Points of the total that what is vague or not assessed could already hold."""
    return criterion.weight * indicator.weight * (indicator.range.high - indicator.score)


def _lack(practice: Practice, indicator: IndicatorAssessment, measure: Years, rubric: Rubric) -> MissingDate | None:
    """What keeps years in place from being worth more for certain: the status, or a date."""
    duration = practice.duration
    if duration.status is None and indicator.assessed and measure.kept(None) < 1:
        return MissingDate.unsaid(duration, "status")
    return missing_date(practice, rubric.as_of)


# --- The profile ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrintedParts:
    """What a criterion adds to the total and its indicators to the criterion, rounded so that the sums add up."""

    contribution: float
    indicators: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PracticeProfile:
    """What `secon show` shows: one practice with its scores and what would raise them."""

    provenance: Provenance
    scored: Scored
    ranked: int
    """How many practices the rank is among."""
    draft: bool
    """Whether the file is not (or not yet) part of the collection that it is ranked with."""
    lines: Mapping[str, int]
    """Line of the file for each field that counted, or did not."""
    printed: tuple[PrintedParts, ...]
    """The contributions of the criteria as they are printed, with one decimal."""
    improvements: tuple[Improvement, ...]
    """The indicators with points to gain, the most first."""
    coverage: FieldCoverage

    @property
    def steps(self) -> tuple[Improvement, ...]:
        """The improvements to work on, the largest first."""
        return tuple(improvement for improvement in self.improvements if not improvement.only_time)

    @property
    def unfinished(self) -> bool:
        """Whether the fields that are missing matter: in a draft, and where something that counts was not assessed."""
        return self.draft or bool(self.coverage.open)


def profile(
    provenance: Provenance, scored: Scored, ranked: int, *, draft: bool, lines: Mapping[str, int]
) -> PracticeProfile:
    """The profile of a practice that was ranked."""
    assessment, rubric = scored.assessment, provenance.rubric
    contributions = apportioned([criterion.contribution for criterion in assessment.criteria])
    return PracticeProfile(
        provenance=provenance,
        scored=scored,
        ranked=ranked,
        draft=draft,
        lines=lines,
        printed=tuple(
            PrintedParts(printed, tuple(apportioned([indicator.contribution for indicator in criterion.indicators])))
            for printed, criterion in zip(contributions, assessment.criteria, strict=True)
        ),
        improvements=improvements(assessment, rubric),
        coverage=field_coverage(assessment, rubric),
    )
