"""A stored result: the JSON of `score`, read back into what it was written from, and checked against itself.

A stored result may have been edited; nothing in it is used before its parts agree with each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secon_cli.analysis.results import Input, LeftOut, Provenance
from secon_cli.analysis.snapshots import PracticeState, Snapshot, SnapshotKind
from secon_cli.rubric.model import Rubric
from secon_cli.rubric.problems import problems

SCHEMA = "secon.score/1"
REPORT_SCHEMA = "secon.report/1"
"""The data of a page that `secon report` wrote."""
FILTERS = ("region", "country", "gate", "band", "topic", "sort", "top")
_SIX_DECIMALS = 1e-6
_M = TypeVar("_M", bound=BaseModel)

_KINDS = {
    "missing": "is missing",
    "string_type": "expected a text",
    "int_type": "expected a whole number",
    "float_type": "expected a number",
    "bool_type": "expected true or false",
    "dict_type": "expected a block",
    "model_type": "expected a block",
    "mapping_type": "expected a block",
    "list_type": "expected a list",
    "tuple_type": "expected a list",
    "finite_number": "expected a number",
    "extra_forbidden": "is not a field of a rubric",
}
"""What is said of a part that cannot be read, because pydantic's own words name types of Python."""


class StoredProblem(Exception):
    """A file that is not a result of `score`, or one that was edited; the message names the place."""


class StoredPart(BaseModel):
    """A part of a stored result; a later version of secon may have added fields."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)


class StoredTool(StoredPart):
    """The program that wrote the result."""

    name: Literal["secon"]
    version: str


class StoredRubric(StoredPart):
    """The rubric that the result was computed with."""

    id: str
    version: str
    sha256: str
    content: dict[str, Any]


class StoredInput(StoredPart):
    """A file that was read."""

    path: str
    sha256: str


class StoredLeftOut(StoredPart):
    """A file with errors."""

    path: str
    errors: int = Field(ge=0)


class StoredIndicator(StoredPart):
    """An indicator of a practice."""

    id: str
    weight: float
    score: float = Field(ge=0, le=100)


class StoredCriterion(StoredPart):
    """A criterion of a practice."""

    id: str
    weight: float
    score: float = Field(ge=0, le=100)
    indicators: tuple[StoredIndicator, ...] = Field(strict=False)


class StoredPractice(StoredPart):
    """A practice of the ranking."""

    rank: int = Field(ge=1)
    id: str
    title: str
    file: str
    total: float = Field(ge=0, le=100)
    gate: Literal["met", "not met", "uncertain"]
    criteria: tuple[StoredCriterion, ...] = Field(strict=False)


_Names: TypeAlias = str | list[str] | None


class StoredOptions(StoredPart):
    """The options that change what a result shows; others are reported as contradictions."""

    region: _Names = None
    country: _Names = None
    gate: _Names = None
    band: _Names = None
    topic: _Names = None
    sort: str | None = None
    top: int | None = Field(None, ge=1)
    weight: dict[str, float] = Field(default_factory=dict)
    as_of: str | None = None


class StoredScore(StoredPart):
    """The fields of `secon.score/1` that are needed to read a result back."""

    tool: StoredTool
    as_of: str
    options: dict[str, Any]
    rubric: StoredRubric
    inputs: tuple[StoredInput, ...] = Field(strict=False)
    shipped: bool
    left_out: tuple[StoredLeftOut, ...] | None = Field(None, strict=False)
    practices: tuple[StoredPractice, ...] = Field(strict=False)


class StoredMaking(StoredPart):
    """How a report was asked for."""

    command: str
    regions: tuple[str, ...] = Field((), strict=False)
    eligible_only: bool = False
    assessments: str | None = None
    draws: int = Field(ge=100, le=1_000_000)
    seed: int = Field(ge=0)
    title: str | None = None
    introduction: str | None = None
    conclusions: str | None = None


class StoredReportPractice(StoredPart):
    """A practice in the data of a page; scores are in the order of the rubric."""

    rank: int
    id: str
    title: str
    file: str
    gate: str
    total: float
    high: float
    scores: tuple[float, ...] = Field(strict=False)
    highs: tuple[float, ...] = Field(strict=False)
    indicators: list[list[float]]


class StoredReport(StoredPart):
    """The data of a page that `secon report` wrote."""

    rubric: StoredRubric
    options: dict[str, Any]
    made: StoredMaking
    draws: str | None
    own: tuple[Annotated[float, Field(ge=0)], ...] = Field(strict=False)
    practices: tuple[StoredReportPractice, ...] = Field(strict=False)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two parts of a result that contradict each other: which aspect, the place, what is wrong."""

    aspect: Literal["format", "rubric", "date", "options", "numbers"]
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
    practices: tuple[StoredPractice, ...]
    left_out: tuple[LeftOut, ...] | None
    """Files with errors; None in a result of a version that did not write them."""
    report: StoredReport | None = None
    """Where the result is a page of `report`: what it was made with."""

    def contradictions(self) -> list[Contradiction]:
        """What in the result shows by itself that it was changed after it was written."""
        return [*self._of_rubric(), *self._of_options(), *self._of_numbers()]

    def snapshot(self, name: str) -> Snapshot:
        """The result as one side of a difference."""
        hashes = {file.path: file.sha256 for file in self.provenance.inputs}
        return Snapshot(
            name=name,
            kind=SnapshotKind.RESULT,
            provenance=self.provenance,
            states={practice.id: self._state(practice, hashes.get(practice.file)) for practice in self.practices},
            filtered=any(name in self.provenance.options for name in FILTERS),
        )

    def _state(self, practice: StoredPractice, sha256: str | None) -> PracticeState:
        rubric = self.provenance.rubric
        worths = {
            (criterion.id, indicator.id): rubric.shares[criterion.id]
            * rubric.indicator_shares(criterion.id)[indicator.id]
            * indicator.score
            for criterion in practice.criteria
            for indicator in criterion.indicators
        }
        return PracticeState(practice.id, practice.title, practice.rank, practice.total, practice.gate, sha256, worths)

    def _of_rubric(self) -> Iterator[Contradiction]:
        rubric = self.provenance.rubric
        for name, written, own in (("id", self.named[0], rubric.rubric), ("version", self.named[1], rubric.version)):
            if written != own:
                yield Contradiction("rubric", f"rubric.{name}", f"is {written}, but its content says {own}")
        if rubric.sha256 != self.rubric_sha256:
            yield Contradiction(
                "rubric", "rubric.sha256", "is not the hash of `rubric.content`: one of the two was edited"
            )
        if self.as_of != rubric.as_of.isoformat():
            yield Contradiction("date", "as_of", f"is {self.as_of}, but the rubric's date is {rubric.as_of}")

    def _of_options(self) -> Iterator[Contradiction]:
        rubric, options = self.provenance.rubric, self.provenance.options
        for name in options:
            if name not in (*FILTERS, "weight", "as_of"):
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
        expected = [(key, name) for key, name, _ in rubric.indicators()]
        seen: set[str] = set()
        for index, practice in enumerate(self.practices):
            place = f"practices[{index}]"
            if practice.id in seen:
                yield Contradiction("numbers", f"{place}.id", f"`{practice.id}` is given twice")
            seen.add(practice.id)
            if [(c.id, i.id) for c in practice.criteria for i in c.indicators] != expected:
                yield Contradiction("numbers", f"{place}.criteria", "are not the criteria and indicators of the rubric")
                continue
            total = sum(self._state(practice, None).worths.values())
            if abs(total - practice.total) > 2 * _SIX_DECIMALS:
                message = f"is {practice.total:g}, but the indicators of {practice.id} add up to {round(total, 6):g}"
                yield Contradiction("numbers", f"{place}.total", message)


def read_back(document: Any, name: str) -> Stored:
    """The result in a JSON document; StoredProblem where it is none, or of a schema that this secon does not read."""
    if not isinstance(document, dict) or not isinstance(document.get("schema"), str):
        raise StoredProblem(f"{name} is not a stored result: it has no `schema`; `secon score -f json` writes one")
    schema, report = document["schema"], None
    if schema == REPORT_SCHEMA:
        report = _valid(StoredReport, document, name, ())
        document, schema = _score_of(document, report, name), SCHEMA
    if schema != SCHEMA:
        raise StoredProblem(f"{name}: schema: is `{schema}`; this version of secon reads only `{SCHEMA}`")
    result = _valid(StoredScore, document, name, ())
    _valid(StoredOptions, result.options, name, ("options",))
    rubric = _valid(Rubric, result.rubric.content, name, ("rubric", "content"))
    try:
        for criterion in rubric.criteria:
            _ = rubric.shares, rubric.indicator_shares(criterion)
    except OverflowError:
        raise StoredProblem(
            f"{name}: rubric.content: the weights are too large to add up; the result was edited"
        ) from None
    wrong = problems(rubric)
    if wrong:
        place = _place(("rubric", "content", *wrong[0].path))
        raise StoredProblem(f"{name}: {place}: {wrong[0].message}; the result was edited")
    inputs = tuple(Input(file.path, file.sha256) for file in result.inputs)
    left_out = None
    if result.left_out is not None:
        left_out = tuple(LeftOut(file.path, file.errors) for file in result.left_out)
    provenance = Provenance(result.tool.version, rubric, inputs, result.options, result.shipped, left_out or ())
    named = result.rubric.id, result.rubric.version
    return Stored(document, provenance, named, result.rubric.sha256, result.as_of, result.practices, left_out, report)


_OF_SCORE = ("tool", "as_of", "rubric", "inputs", "shipped", "left_out")


def _score_of(document: dict[str, Any], report: StoredReport, name: str) -> dict[str, Any]:
    """The data of a page in the shape of `score`."""
    rubric = _valid(Rubric, report.rubric.content, name, ("rubric", "content"))
    names = [list(criterion.indicators) for criterion in rubric.criteria.values()]
    if len(report.own) != len(names):
        raise StoredProblem(f"{name}: own: expected a weight for each criterion; the result was edited")
    try:
        fsum(report.own)
    except OverflowError:
        raise StoredProblem(f"{name}: own: the weights are too large to add up; the result was edited") from None
    practices = []
    for index, practice in enumerate(report.practices):
        if [len(part) for part in practice.indicators] != [len(part) for part in names] or not (
            len(practice.scores) == len(practice.highs) == len(names)
        ):
            raise StoredProblem(
                f"{name}: practices[{index}]: expected a score for each criterion; the result was edited"
            )
        practices.append(score_practice(practice, rubric))
    options = {option: value for option, value in report.options.items() if option in ("weight", "as_of")}
    parts = {part: document[part] for part in _OF_SCORE if part in document}
    return {"schema": SCHEMA, **parts, "options": options, "practices": practices}


def score_practice(practice: StoredReportPractice, rubric: Rubric) -> dict[str, Any]:
    """A practice of a page's data in the shape of `score`."""
    return {
        **{name: getattr(practice, name) for name in ("rank", "id", "title", "file", "total", "gate", "high")},
        "criteria": [
            {
                "id": key,
                "weight": rubric.shares[key],
                "score": score,
                "high": high,
                "indicators": [
                    {"id": name, "weight": weight, "score": value}
                    for (name, weight), value in zip(rubric.indicator_shares(key).items(), values, strict=True)
                ],
            }
            for key, score, high, values in zip(
                rubric.criteria, practice.scores, practice.highs, practice.indicators, strict=True
            )
        ],
    }


def _valid(model: type[_M], value: Any, name: str, at: tuple[str, ...]) -> _M:
    """The value as a model; StoredProblem with the place of the first part that does not fit."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        kind, message = first["type"], first["msg"]
        if kind in {"greater_than_equal", "less_than_equal", "literal_error", "string_pattern_mismatch"}:
            message = f"{message[:1].lower()}{message[1:]}".replace("input should be", "expected")
        elif kind != "partial_date":
            message = _KINDS.get(kind, "is not valid")
        place = _place((*at, *first["loc"]))
        raise StoredProblem(f"{name}: {place}: {message}; the result was edited or truncated") from None


def _place(parts: tuple[str | int, ...]) -> str:
    named = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts]
    return "".join(named).removeprefix(".")
