"""A stored result: the JSON of `score`, read back into what it was written from, and checked against itself.

A stored result may have been edited; nothing in it is used before its parts agree with each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secon_cli.analysis.movement.snapshots import PracticeState, Snapshot, SnapshotKind
from secon_cli.analysis.results import Input, Provenance
from secon_cli.rubric.model import Rubric
from secon_cli.rubric.problems import problems

SCHEMA = "secon.score/1"
_FILTERS = ("region", "country", "sort", "top")
_SIX_DECIMALS = 1e-6
_M = TypeVar("_M", bound=BaseModel)


class StoredProblem(Exception):
    """A file that is not a result of `score`, or one that was edited; the message names the place."""


class _Part(BaseModel):
    """A part of a stored result; a later version of secon may have added fields."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)


class _Tool(_Part):
    name: Literal["secon"]
    version: str


class _Rubric(_Part):
    id: str
    version: str
    sha256: str
    content: dict[str, Any]


class _Input(_Part):
    path: str
    sha256: str


class _Indicator(_Part):
    id: str
    weight: float
    score: float = Field(ge=0, le=100)


class _Criterion(_Part):
    id: str
    weight: float
    score: float = Field(ge=0, le=100)
    indicators: tuple[_Indicator, ...] = Field(strict=False)


class _Practice(_Part):
    rank: int = Field(ge=1)
    id: str
    title: str
    file: str
    total: float = Field(ge=0, le=100)
    gate: Literal["met", "not met", "uncertain"]
    criteria: tuple[_Criterion, ...] = Field(strict=False)


class _Options(_Part):
    """The options that change what a result shows; others are reported as contradictions."""

    region: str | None = None
    country: str | None = None
    sort: str | None = None
    top: int | None = Field(None, ge=1)
    weight: dict[str, float] = Field(default_factory=dict)
    as_of: str | None = None


class _Result(_Part):
    """The fields of `secon.score/1` that are needed to read a result back."""

    tool: _Tool
    as_of: str
    options: dict[str, Any]
    rubric: _Rubric
    inputs: tuple[_Input, ...] = Field(strict=False)
    shipped: bool
    practices: tuple[_Practice, ...] = Field(strict=False)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two parts of a result that contradict each other: which aspect, the place, what is wrong."""

    aspect: Literal["rubric", "date", "options", "numbers"]
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A result read back; `document` is all of it in plain values."""

    document: dict[str, Any]
    provenance: Provenance
    named: tuple[str, str]
    """Id and version of the rubric, as written next to its content."""
    rubric_sha256: str
    as_of: str
    practices: tuple[_Practice, ...]

    def contradictions(self) -> list[Contradiction]:
        """What in the result shows by itself that it was changed after it was written."""
        return [*self._of_rubric(), *self._of_options(), *self._of_numbers()]

    def snapshot(self, name: str) -> Snapshot:
        """The result as one side of a difference."""
        hashes = {one.path: one.sha256 for one in self.provenance.inputs}
        return Snapshot(
            name=name,
            kind=SnapshotKind.RESULT,
            provenance=self.provenance,
            states={one.id: self._state(one, hashes.get(one.file)) for one in self.practices},
            filtered=any(name in self.provenance.options for name in _FILTERS),
        )

    def _state(self, one: _Practice, sha256: str | None) -> PracticeState:
        rubric = self.provenance.rubric
        worths = {
            (criterion.id, indicator.id): rubric.shares[criterion.id]
            * rubric.indicator_shares(criterion.id)[indicator.id]
            * indicator.score
            for criterion in one.criteria
            for indicator in criterion.indicators
        }
        return PracticeState(one.id, one.title, one.rank, one.total, one.gate, sha256, worths)

    def _of_rubric(self) -> Iterator[Contradiction]:
        rubric = self.provenance.rubric
        for name, told, own in (("id", self.named[0], rubric.rubric), ("version", self.named[1], rubric.version)):
            if told != own:
                yield Contradiction("rubric", f"rubric.{name}", f"is {told}, but its content says {own}")
        if rubric.sha256 != self.rubric_sha256:
            yield Contradiction(
                "rubric", "rubric.sha256", "is not the hash of `rubric.content`: one of the two was edited"
            )
        if self.as_of != rubric.as_of.isoformat():
            yield Contradiction("date", "as_of", f"is {self.as_of}, but the rubric's date is {rubric.as_of}")

    def _of_options(self) -> Iterator[Contradiction]:
        rubric, options = self.provenance.rubric, self.provenance.options
        for name in options:
            if name not in (*_FILTERS, "weight", "as_of"):
                yield Contradiction("options", f"options.{name}", "is not a `score` option that affects results")
        weights: Any = options.get("weight", {})
        for key, weight in weights.items():
            criterion = rubric.criteria.get(key)
            if criterion is None or criterion.weight != weight:
                in_force = "no such criterion" if criterion is None else f"{criterion.weight:g}"
                yield Contradiction("options", f"options.weight.{key}", f"is {weight}, but the rubric has {in_force}")
        if "as_of" in options and options["as_of"] != rubric.as_of.isoformat():
            yield Contradiction(
                "options", "options.as_of", f"is {options['as_of']}, but the rubric's date is {rubric.as_of}"
            )

    def _of_numbers(self) -> Iterator[Contradiction]:
        rubric = self.provenance.rubric
        asked = [(key, name) for key, name, _ in rubric.indicators()]
        seen: set[str] = set()
        for index, one in enumerate(self.practices):
            place = f"practices[{index}]"
            if one.id in seen:
                yield Contradiction("numbers", f"{place}.id", f"`{one.id}` is given twice")
            seen.add(one.id)
            if [(c.id, i.id) for c in one.criteria for i in c.indicators] != asked:
                yield Contradiction("numbers", f"{place}.criteria", "are not the criteria and indicators of the rubric")
                continue
            total = sum(self._state(one, None).worths.values())
            if abs(total - one.total) > 2 * _SIX_DECIMALS:
                message = f"is {one.total:g}, but the indicators of {one.id} add up to {round(total, 6):g}"
                yield Contradiction("numbers", f"{place}.total", message)


def read_back(document: Any, name: str) -> Stored:
    """The result in a JSON document; StoredProblem where it is none, or of a schema that this secon does not read."""
    if not isinstance(document, dict) or not isinstance(document.get("schema"), str):
        raise StoredProblem(f"{name} is not a stored result: it has no `schema`; `secon score -f json` writes one")
    schema = document["schema"]
    if schema != SCHEMA:
        raise StoredProblem(f"{name}: schema: is `{schema}`; this version of secon reads only `{SCHEMA}`")
    result = _valid(_Result, document, name, ())
    _valid(_Options, result.options, name, ("options",))
    rubric = _valid(Rubric, result.rubric.content, name, ("rubric", "content"))
    wrong = problems(rubric)
    if wrong:
        place = _place(("rubric", "content", *wrong[0].path))
        raise StoredProblem(f"{name}: {place}: {wrong[0].message}; the result was edited")
    inputs = tuple(Input(one.path, one.sha256) for one in result.inputs)
    provenance = Provenance(result.tool.version, rubric, inputs, result.options, result.shipped)
    named = result.rubric.id, result.rubric.version
    return Stored(document, provenance, named, result.rubric.sha256, result.as_of, result.practices)


def _valid(model: type[_M], value: Any, name: str, at: tuple[str, ...]) -> _M:
    """The value as a model; StoredProblem with the place of the first part that does not fit."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        said = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
        place = _place((*at, *first["loc"]))
        raise StoredProblem(f"{name}: {place}: {said}; the result was edited, or cut short") from None


def _place(parts: tuple[str | int, ...]) -> str:
    named = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts]
    return "".join(named).removeprefix(".")
