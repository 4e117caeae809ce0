"""What is there of a practice and what is missing, field by field, and what each is worth in points of the total."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from secon_cli.engine.assessment import Assessment, IndicatorAssessment
from secon_cli.practice.fields import Field, fields_of
from secon_cli.practice.model import Passage, Practice
from secon_cli.practice.values import find
from secon_cli.rubric.model import Indicator, Rubric

_NOTHING = 1e-9
_NO_CONTENT = ("evidence", "note")


class State(StrEnum):
    """How far a field is filled, the emptiest first."""

    LEFT_OUT = "left out"
    EMPTY = "empty"
    PARTLY = "partly"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Worth:
    """A field that indicators look at: how far it is filled, the points that it brings, and those still to be had.

    `titles` are the indicators that could still rise, or all of them where none could.
    """

    field: str
    state: State
    points: float
    gain: float
    titles: tuple[str, ...]
    only_time: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """Every field that counts, those with the most to be had first, and the others that are left out."""

    fields: tuple[Worth, ...]
    left_out: tuple[str, ...]
    """Fields without points that nobody has written; they make a practice understandable, and count nothing."""

    @property
    def open(self) -> bool:
        """Whether something that counts is left out."""
        return any(one.state is State.LEFT_OUT and one.gain > _NOTHING for one in self.fields)


@dataclass(frozen=True, slots=True)
class _Look:
    """What one indicator gives for one field."""

    field: str
    title: str
    points: float
    gain: float
    only_time: bool


def stock(assessment: Assessment, rubric: Rubric) -> Stock:
    """What is there and what is missing; points and gains of all fields add up to 100."""
    found: dict[str, list[_Look]] = {}
    for criterion in assessment.criteria:
        for indicator in criterion.indicators:
            rule = rubric.criteria[criterion.id].indicators[indicator.id]
            for look in _looks(criterion.weight, indicator, rule):
                found.setdefault(look.field, []).append(look)
    worths = [_worth(assessment.practice, field, looks) for field, looks in found.items()]
    ordered = sorted(worths, key=lambda one: (list(State).index(one.state), -one.gain, one.field))
    return Stock(tuple(ordered), tuple(_left_out(assessment.practice, found)))


def _looks(weight: float, indicator: IndicatorAssessment, rule: Indicator) -> Iterator[_Look]:
    """One look for each field that somebody would fill in to raise an indicator."""
    parts = rule.measure.parts(indicator.score / 100, indicator.counted)
    if len(parts) == 1:
        points = weight * indicator.contribution
        yield _Look(parts[0].field, rule.title, points, indicator.gain, indicator.only_time)
        return
    full = weight * indicator.weight * 100
    for part in parts:
        share = full * part.share
        yield _Look(part.field, rule.title, share * part.value, share * (1 - part.value), only_time=False)


def _worth(practice: Practice, field: str, looks: list[_Look]) -> Worth:
    gain = fsum(look.gain for look in looks)
    rising = [look.title for look in looks if look.gain > _NOTHING]
    return Worth(
        field,
        _state(practice, field, gain),
        fsum(look.points for look in looks),
        gain,
        tuple(dict.fromkeys(rising or [look.title for look in looks])),
        only_time=all(look.only_time for look in looks),
    )


def _state(practice: Practice, field: str, gain: float) -> State:
    values = find(practice, field)
    if values is None:
        return State.LEFT_OUT
    if gain <= _NOTHING:
        return State.FULL
    return State.PARTLY if any(value.filled for value in values) else State.EMPTY


def _left_out(practice: Practice, counted: Iterable[str]) -> Iterable[str]:
    known = set(counted)
    for field in _rows():
        below = any(one == field.path or one.startswith(f"{field.path}.") for one in known)
        if not below and find(practice, field.path) is None:
            yield field.path


def _rows() -> Iterable[Field]:
    """The fields that a writer goes through one by one: those of blocks, and the lists that stand by themselves."""
    for one in fields_of(Practice):
        if one.block is not None and issubclass(one.block, Passage):
            inside = fields_of(one.block, f"{one.path}.")
            yield from (field for field in inside if field.name not in _NO_CONTENT)
        elif not one.required:
            yield one
