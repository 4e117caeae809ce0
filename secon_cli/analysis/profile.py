"""One practice in detail: scores as sums that add up, how far fields are filled, and what would raise the total."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from secon_cli.analysis.results import Provenance, Scored
from secon_cli.engine.assessment import Assessment, IndicatorAssessment
from secon_cli.engine.rounding import apportioned
from secon_cli.practice.fields import Field, fields_of, find
from secon_cli.practice.model import Passage, Practice
from secon_cli.rubric.model import Indicator, Rubric

_NOTHING = 1e-9
_NO_CONTENT = ("evidence", "note")


class FieldState(StrEnum):
    """How far a field is filled, the emptiest first."""

    LEFT_OUT = "left out"
    EMPTY = "empty"
    PARTLY = "partly"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class FieldGap:
    """A field that indicators look at: how far it is filled, the points that it brings, and those still to be had.

    `titles` are the indicators that could still rise, or all of them where none could.
    """

    field: str
    state: FieldState
    points: float
    gain: float
    titles: tuple[str, ...]
    only_time: bool = False


@dataclass(frozen=True, slots=True)
class FieldCoverage:
    """Every field that counts, those with the most to gain first, and the others that are left out."""

    fields: tuple[FieldGap, ...]
    left_out: tuple[str, ...]
    """Fields without points that were left out; they make a practice easier to understand, and score nothing."""

    @property
    def open(self) -> bool:
        """Whether something that counts is left out."""
        return any(one.state is FieldState.LEFT_OUT and one.gain > _NOTHING for one in self.fields)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one indicator gives for one field."""

    field: str
    title: str
    points: float
    gain: float
    only_time: bool


def field_coverage(assessment: Assessment, rubric: Rubric) -> FieldCoverage:
    """What is there and what is missing; points and gains of all fields add up to 100."""
    found: dict[str, list[_Part]] = {}
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            rule = rubric.criteria[criterion.id].indicators[indicator.id]
            for part in _parts(criterion.weight, indicator, rule):
                found.setdefault(part.field, []).append(part)
    gaps = [_gap(assessment.practice, field, parts) for field, parts in found.items()]
    ordered = sorted(gaps, key=lambda one: (list(FieldState).index(one.state), -one.gain, one.field))
    return FieldCoverage(tuple(ordered), tuple(_left_out(assessment.practice, found)))


def _parts(weight: float, indicator: IndicatorAssessment, rule: Indicator) -> Iterator[_Part]:
    """One part for each field to fill in to raise an indicator."""
    parts = rule.measure.parts(indicator.score / 100, indicator.counted)
    if len(parts) == 1:
        points = weight * indicator.contribution
        yield _Part(parts[0].field, rule.title, points, indicator.gain, indicator.only_time)
        return
    full = weight * indicator.weight * 100
    for part in parts:
        share = full * part.share
        yield _Part(part.field, rule.title, share * part.value, share * (1 - part.value), only_time=False)


def _gap(practice: Practice, field: str, parts: list[_Part]) -> FieldGap:
    gain = fsum(part.gain for part in parts)
    rising = [part.title for part in parts if part.gain > _NOTHING]
    return FieldGap(
        field,
        _state(practice, field, gain),
        fsum(part.points for part in parts),
        gain,
        tuple(dict.fromkeys(rising or [part.title for part in parts])),
        only_time=all(part.only_time for part in parts),
    )


def _state(practice: Practice, field: str, gain: float) -> FieldState:
    values = find(practice, field)
    if values is None:
        return FieldState.LEFT_OUT
    if gain <= _NOTHING:
        return FieldState.FULL
    return FieldState.PARTLY if any(value.filled for value in values) else FieldState.EMPTY


def _left_out(practice: Practice, counted: Iterable[str]) -> Iterable[str]:
    known = set(counted)
    for field in _rows():
        below = any(one == field.path or one.startswith(f"{field.path}.") for one in known)
        if not below and find(practice, field.path) is None:
            yield field.path


def _rows() -> Iterable[Field]:
    """The fields that a writer goes through one by one: those of blocks, and the lists outside them."""
    for one in fields_of(Practice):
        if one.block is not None and issubclass(one.block, Passage):
            inside = fields_of(one.block, f"{one.path}.")
            yield from (field for field in inside if field.name not in _NO_CONTENT)
        elif not one.required:
            yield one


# --- Improvements ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Improvement:
    """An indicator with points of the total still to be had, and the rubric's advice."""

    criterion: str
    indicator: str
    title: str
    gain: float
    improve: str
    only_time: bool
    possible: float
    """Points of the gain that what is vague or not assessed could already hold."""


def improvements(assessment: Assessment, rubric: Rubric) -> tuple[Improvement, ...]:
    """Every indicator that has points to give, the most first; what only time can raise is marked."""
    found = []
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            rule = rubric.criteria[criterion.id].indicators[indicator.id]
            if indicator.gain > _NOTHING:
                found.append(
                    Improvement(
                        criterion.id,
                        indicator.id,
                        rule.title,
                        indicator.gain,
                        rule.improve,
                        indicator.only_time,
                        criterion.weight * indicator.weight * (indicator.range.high - indicator.score),
                    )
                )
    return tuple(sorted(found, key=lambda one: (-one.gain, one.criterion, one.indicator)))


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
    coverage: FieldCoverage

    @property
    def steps(self) -> tuple[Improvement, ...]:
        """The improvements to work on, the largest first."""
        return tuple(improvement for improvement in self.improvements if not improvement.only_time)

    @property
    def unfinished(self) -> bool:
        """Whether the fields that are missing matter: in a draft, and where something that counts was not assessed."""
        return self.draft or self.coverage.open


def profile(
    provenance: Provenance, scored: Scored, ranked: int, *, draft: bool, lines: Mapping[str, int]
) -> PracticeProfile:
    """The profile of a practice that was ranked."""
    assessment, rubric = scored.assessment, provenance.rubric
    return PracticeProfile(
        provenance=provenance,
        scored=scored,
        ranked=ranked,
        draft=draft,
        lines=lines,
        printed=_printed(assessment),
        improvements=improvements(assessment, rubric),
        coverage=field_coverage(assessment, rubric),
    )


def _printed(assessment: Assessment) -> tuple[PrintedParts, ...]:
    contributions = apportioned([criterion.contribution for criterion in assessment.criteria])
    return tuple(
        PrintedParts(contribution, tuple(apportioned([indicator.contribution for indicator in criterion.indicators])))
        for contribution, criterion in zip(contributions, assessment.criteria, strict=True)
    )
