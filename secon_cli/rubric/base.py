"""What every kind of measure has in common: its interface, and what it gives a practice.

A kind of measure is one class: how it computes its value, how it is worded, which fields it reads, and what can be
wrong with it. A new kind needs its class and a place in the union of `secon_cli.rubric.measures`.

`measure` gives numbers; what counted and why is written only into an `Account` for those who ask, by the same lines
of code. A ranking asks for none: with them, judging a practice takes three times as long.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from secon_cli.practice.fields import ITEMS, FieldValue, UnknownFieldError, field_at
from secon_cli.practice.fields import Field as PracticeField
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState, TimeInPlace
from secon_cli.practice.values import Text, Written, parse_number

_Item = TypeVar("_Item")
RubricPath: TypeAlias = tuple[str | int, ...]
"""Where something is in a rubric file."""


class RubricPart(BaseModel):
    """A part of the rubric: immutable, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _number(value: object) -> object:
    if isinstance(value, str):
        try:
            return float(parse_number(value.strip()))
        except ValueError as error:
            raise PydanticCustomError("number", "{reason}", {"reason": str(error)}) from None
    return value


Number: TypeAlias = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
Weight: TypeAlias = Annotated[Number, Field(ge=0)]
Share: TypeAlias = Annotated[Number, Field(ge=0, le=1)]
FieldName: TypeAlias = Text
"""Path of a field of a practice; `problems` checks that the field exists."""
# One accepted value may be written without brackets; `any` and `none` have a meaning of their own.
Accepted: TypeAlias = Annotated[
    Literal["any", "none"] | tuple[Text, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) and value not in ("any", "none") else value),
    Written("Accepted"),
]
Where: TypeAlias = Mapping[Text, Accepted]


class Counted(NamedTuple):
    """An item or field that counted: its address, the points it brought, the evidence it cites."""

    field: str
    points: float
    """What it counts, after the reduction for a claim without evidence."""
    evidence: tuple[str, ...]
    reason: str | None = None
    """Why it counts what it does, where that is not obvious."""


class NotCounted(NamedTuple):
    """An item or field that was looked at and brought nothing, and why."""

    field: str
    reason: str


@dataclass(slots=True)
class Account:
    """What counted and what did not, as a measure writes it down."""

    counted: list[Counted] = field(default_factory=list)
    not_counted: list[NotCounted] = field(default_factory=list)

    def count(self, found: FieldValue, points: float, unsupported: float, reason: str | None = None) -> None:
        """A value that brought points, with what it cites; one that cites nothing says so instead of the reason."""
        if found.evidence == ():
            reason = f"without evidence, counts at {unsupported:g}"
        evidence = tuple([str(citation) for citation in found.evidence or ()])
        self.counted.append(Counted(found.field, points, evidence, reason))

    def miss(self, field: str, reason: str) -> None:
        """A field that brought nothing."""
        self.not_counted.append(NotCounted(field, reason))


@dataclass(slots=True)
class Measurement:
    """What a measure gave: `value` is certain, `best` is possible; both in [0, 1]. It is never changed."""

    value: float
    best: float
    assessed: bool = True
    time: TimeInPlace | None = None
    gate: GateState | None = None


LEFT_OUT = "not assessed: left out"


def not_assessed(
    paths: Iterable[str], account: Account | None, most: float = 1.0, reason: str = LEFT_OUT
) -> Measurement:
    """The measurement of fields that are left out: anything up to the most that the measure gives is possible."""
    if account is not None:
        for path in paths:
            account.miss(path, reason)
    return Measurement(0.0, most, assessed=False)


def credit(found: FieldValue, points: float, unsupported: float) -> float:
    """Points as far as evidence supports them; where there is no place to cite, none is asked for."""
    return points * unsupported if found.evidence == () else points


def best_counts(
    credited: Sequence[tuple[FieldValue, float, str | None]], unsupported: float, account: Account | None
) -> Measurement:
    """The measurement by the value with the most points, each given with its points and the reason for them."""
    if not credited:
        return Measurement(0.0, 0.0)
    best, points, reason = max(credited, key=itemgetter(1))
    if account is not None:
        account.count(best, points, unsupported, reason)
        for other, _, _ in credited:
            if other is not best:
                account.miss(other.field, f"{best.field} counts more")
    return Measurement(points, points)


class Reading(NamedTuple):
    """A field that decides what a measure gives; `values` are those that count, None where any does."""

    field: str
    values: frozenset[str] | None = None

    def disjoint(self, other: "Reading") -> bool:
        """Whether both read the same field, and no value of it counts for both."""
        if self.field != other.field or self.values is None or other.values is None:
            return False
        return not self.values & other.values

    def meets(self, other: "Reading") -> bool:
        """Whether both read the same field, or one counts every item of the list in which the other reads a field."""
        return self.field == other.field or any(
            whole.values is None and whole.field.endswith(ITEMS) and part.field.startswith(f"{whole.field}.")
            for whole, part in ((self, other), (other, self))
        )


class Problem(NamedTuple):
    """Something wrong at `path` of the rubric; `word` is the wrong word, `choices` are the words that are allowed.

    Of a rubric that can be used all the same, `rule` is the id of the rule that questions it.
    """

    path: RubricPath
    message: str
    word: str | None = None
    choices: tuple[str, ...] = ()
    in_key: bool = False
    rule: str = ""


class MeasureBase(RubricPart):
    """How a practice gives an indicator a value from 0 to 1; the docstring of a kind is shown by `secon explain`."""

    purpose: ClassVar[str]
    """What the kind is good for."""
    how_to: ClassVar[str]
    """How it is written in a rubric."""
    example: ClassVar[str]

    kind: str

    @abstractmethod
    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """The value for a practice. `unsupported` is what a claim without evidence counts, in [0, 1]."""

    @abstractmethod
    def words(self) -> tuple[str, ...]:
        """What the measure does, in a few sentences; names of fields and values are in backquotes."""

    @abstractmethod
    def readings(self) -> tuple[Reading, ...]:
        """The fields by which the measure decides."""

    @abstractmethod
    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """Fields and values that the measure, at `path` of the rubric, asks for and that no practice can have."""

    def conditions(self) -> tuple[Reading, ...]:
        """What an item must be like, beyond the deciding fields, to count."""
        return ()

    def fields_read(self) -> tuple[str, ...]:
        """Every field that the measure looks at, conditions included, without `[]` at the end."""
        return tuple(dict.fromkeys(reading.field.removesuffix(ITEMS) for reading in self.readings()))

    def concerns(self, path: str) -> bool:
        """Whether a change at `path`, with `[]` for any item of a list, can change the value."""
        holder, _, name = path.rpartition(".")
        changed = holder if name == "evidence" else path
        return any(_at_or_below(field, changed) or _at_or_below(changed, field) for field in self.fields_read())

    @property
    def rewarded(self) -> tuple[str, ...]:
        """The lists and fields that raise the value."""
        return ()

    @property
    def feared(self) -> tuple[str, ...]:
        """The lists whose items lower the value."""
        return ()

    @property
    def to_fill(self) -> tuple[str, ...]:
        """The fields that a writer fills in to raise the value; of several, each has the same share of it."""
        return (*self.rewarded, *self.feared)

    @property
    def threshold(self) -> float | None:
        """The sum of points at which nothing more is gained; None where points are not added up to a threshold."""
        return None

    @property
    def full_points(self) -> float | None:
        """The points that make the value 1; None where points are not added up."""
        return self.threshold

    @property
    def most(self) -> float:
        """The highest value that the measure gives any practice, in [0, 1]."""
        return 1.0

    @property
    def required_years(self) -> float | None:
        """The years in place that make a practice eligible; None where the measure has no gate."""
        return None

    def worth(self, path: str, value: str) -> str | None:
        """What the measure makes of a vocabulary value of the field at `path`, in words; None where it ignores it."""
        return None


def _at_or_below(path: str, other: str) -> bool:
    return path == other or path.startswith((f"{other}.", f"{other}["))


def find_field(
    path: RubricPath, name: str, block: type[BaseModel] = Practice, *, in_key: bool = False
) -> PracticeField | Problem:
    """The field that a measure names, or the problem that there is none."""
    try:
        return field_at(name, block)
    except UnknownFieldError as error:
        return Problem(path, str(error), error.name, error.choices, in_key)


def field_problems(
    path: RubricPath, name: str, block: type[BaseModel] = Practice, words: Iterable[str] = (), *, in_key: bool = False
) -> Iterator[Problem]:
    """That there is no such field, or that it cannot have one of these values."""
    field = find_field(path, name, block, in_key=in_key)
    if isinstance(field, Problem):
        yield field
    elif words:
        yield from term_problems(path, field, words)


def term_problems(
    path: RubricPath, field: PracticeField, words: Iterable[str], *, in_key: bool = False
) -> Iterator[Problem]:
    """The words that are not in the field's vocabulary; a field without one has no values to name."""
    if field.vocabulary is None:
        yield Problem(path, f"`{field.name}` has no vocabulary: only `any` and `none` can be asked of it")
        return
    choices = tuple(field.vocabulary)
    for index, word in enumerate(words):
        if word not in choices:
            at = (*path, word) if in_key else (*path, index)
            yield Problem(at, f"`{word}` is not a value of `{field.name}`", word, choices, in_key)


def quantity(number: float) -> str:
    """A number of the rubric as one would write it: 2, 0.75, 10,000."""
    return f"{number:,g}" if number < 1e6 else f"{number:,.0f}"


def in_years(number: float) -> str:
    """A number of years as one would say it: 1 year, 2 years."""
    return f"{quantity(number)} year{'' if number == 1 else 's'}"


def percentage(share: float) -> str:
    """A share from 0 to 1 as one would say it."""
    return "nothing" if not share else f"{quantity(round(100 * share, 6))} %"


def and_list(parts: Sequence[str]) -> str:
    """The parts as a list in a sentence: a, b and c; no words for no parts."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def cut(items: Sequence[_Item], most: int) -> tuple[Sequence[_Item], int]:
    """The first items and how many are left; a single one that is left is included."""
    return (items, 0) if len(items) <= most + 1 else (items[:most], len(items) - most)


def by_worth(worth: Mapping[str, float]) -> list[tuple[float, str]]:
    """Values that are worth the same, named together, the highest worth first."""
    together: dict[float, list[str]] = {}
    for value, number in worth.items():
        together.setdefault(number, []).append(f"`{value}`")
    return [(number, ", ".join(values)) for number, values in sorted(together.items(), reverse=True)]


def on_curve(at: float, curve: tuple[tuple[float, float], ...]) -> float:
    """Value of a piecewise-linear curve; level before its first and after its last point."""
    if at <= curve[0][0]:
        return curve[0][1]
    for (left, start), (right, end) in pairwise(curve):
        if at <= right:
            return start + (end - start) * (at - left) / (right - left)
    return curve[-1][1]


def curve_problems(
    path: RubricPath, curve: tuple[tuple[float, float], ...], unit: str, *, rising: bool
) -> Iterator[Problem]:
    """Points whose place does not increase, and values that go the wrong way."""
    for index, (before, point) in enumerate(pairwise(curve), start=1):
        if point[0] <= before[0]:
            yield Problem((*path, index), f"{unit} must increase, and {point[0]:g} follows {before[0]:g}")
        if point[1] < before[1] if rising else point[1] > before[1]:
            wrong = f"values must not {'fall' if rising else 'rise'}"
            yield Problem((*path, index), f"{wrong}, and {point[1]:g} follows {before[1]:g}")
