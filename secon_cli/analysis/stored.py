"""A stored result: the JSON of `score`, or the data of a page of `report`, read back and held against what it says.

A stored result may have been edited; nothing in it is used before its parts agree with each other. Whether it holds is
found by recomputing it from the inputs that it names, and by comparing its rubric with the one in force.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from math import fsum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from secon_cli.analysis.diff import IndicatorKey, PracticeState, Snapshot, SnapshotKind
from secon_cli.analysis.differences import ChangeKind, changes, differences
from secon_cli.analysis.results import Input, LeftOut, Provenance
from secon_cli.practice.fields import address
from secon_cli.rubric.model import Rubric, problems

SCHEMA = "secon.score/1"
REPORT_SCHEMA = "secon.report/1"
"""The data of a page that `secon report` wrote."""
_SIX_DECIMALS = 1e-6
_M = TypeVar("_M", bound=BaseModel)


class StoredProblem(Exception):
    """A file that is not a result of `score`, or one that was edited; the message names the place."""


# Fewer fields than are written, so that results of other versions can be read; those with a `?` may be missing.
_POINTS = Annotated[float, Field(ge=0, le=100)]
_RESULT = {
    "tool": {"name": Literal["secon"], "version": str},
    "as_of": str,
    "options": dict[str, Any],
    "rubric": {"id": str, "version": str, "sha256": str, "content": dict[str, Any]},
    "inputs": [{"path": str, "sha256": str}],
    "shipped": bool,
    # Results of older versions do not name the files with errors.
    "left_out?": [{"path": str, "errors": Annotated[int, Field(ge=0)]}],
}
_PRACTICE = {
    "rank": Annotated[int, Field(ge=1)],
    "id": str,
    "title": str,
    "file": str,
    "total": _POINTS,
    "gate": Literal["met", "not met", "uncertain", "none"],
}
_PART = {"id": str, "weight": float, "score": _POINTS}
READ: Mapping[str, Mapping[str, Any]] = {
    SCHEMA: {**_RESULT, "practices": [{**_PRACTICE, "criteria": [{**_PART, "indicators": [_PART]}]}]},
    REPORT_SCHEMA: {
        **_RESULT,
        # How the report was asked for.
        "made": {
            "command": str,
            "regions?": [str],
            "eligible_only?": bool,
            "assessments?": str | None,
            "draws": Annotated[int, Field(ge=100, le=1_000_000)],
            "seed": Annotated[int, Field(ge=0)],
            "title?": str | None,
            "introduction?": str | None,
            "conclusions?": str | None,
        },
        "draws": str | None,
        "own": [Annotated[float, Field(ge=0)]],
        # Scores are in the order of the rubric.
        "practices": [{**_PRACTICE, "high": float, "scores": [_POINTS], "highs": [float], "indicators": [[_POINTS]]}],
    },
}
"""What is read of a result, by its schema."""
OF_RUBRIC: Mapping[str, Any] = {"weight?": dict[str, float], "as_of?": str | None}
"""The options that change the rubric."""
OPTIONS: Mapping[str, Any] = {
    **dict.fromkeys(["region?", "country?", "gate?", "band?", "topic?"], str | list[str] | None),
    "sort?": str | None,
    "top?": Annotated[int, Field(ge=1)] | None,
    **OF_RUBRIC,
}
"""The options that change what a result shows; others are reported as contradictions."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, allow_inf_nan=False)


def _type(shape: Any) -> Any:
    """What pydantic validates: a model for a block, the type of a list, or a type as it is."""
    if isinstance(shape, Mapping):
        fields: dict[str, Any] = {
            name.rstrip("?"): (_type(part), None if name[-1] == "?" else ...) for name, part in shape.items()
        }
        return create_model("_Block", __base__=_Part, **fields)
    return list[_type(shape[0])] if isinstance(shape, list) else shape  # type: ignore[misc]


class Aspect(StrEnum):
    """What a result rests on, and what it says."""

    INPUTS = "inputs"
    FORMAT = "format"
    RUBRIC = "rubric"
    DATE = "date"
    OPTIONS = "options"
    TOOL = "tool"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class ResultDifference:
    """One thing that is not as the result says; `fails` is False where it is only mentioned."""

    aspect: Aspect
    place: str
    message: str
    fails: bool = True


@dataclass(frozen=True, slots=True)
class Stored:
    """A result read back: in `document` all of it in plain values."""

    document: dict[str, Any]
    provenance: Provenance

    @property
    def is_page(self) -> bool:
        """Whether it is the data of a page of `report`."""
        return bool(self.document["schema"] == REPORT_SCHEMA)

    def snapshot(self, name: str) -> Snapshot:
        """The result as one side of a difference."""
        hashes = {file.path: file.sha256 for file in self.provenance.inputs}
        states = {
            practice["id"]: PracticeState(
                **{field: practice[field] for field in ("id", "title", "rank", "total", "gate")},
                sha256=hashes.get(practice["file"]),
                worths=self._worths(practice),
            )
            for practice in self.document["practices"]
        }
        filtered = any(f"{option}?" not in OF_RUBRIC for option in self.provenance.options)
        return Snapshot(name, SnapshotKind.RESULT, self.provenance, states, filtered=filtered)

    def _scores(self, practice: Mapping[str, Any]) -> list[tuple[IndicatorKey, float]]:
        """The score of each indicator; those of an edited result may be others than the rubric has."""
        if self.is_page:
            keys = ((key, name) for key, name, _ in self.provenance.rubric.indicators())
            return list(zip(keys, chain.from_iterable(practice["indicators"]), strict=True))
        return [((part["id"], own["id"]), own["score"]) for part in practice["criteria"] for own in part["indicators"]]

    def _worths(self, practice: Mapping[str, Any]) -> dict[IndicatorKey, float]:
        rubric = self.provenance.rubric
        return {
            (key, name): rubric.shares[key] * rubric.indicator_shares(key)[name] * score
            for (key, name), score in self._scores(practice)
        }

    def contradictions(self) -> Iterator[ResultDifference]:
        """What in the result shows by itself that it was changed after it was written."""
        rubric, written, options = self.provenance.rubric, self.document["rubric"], self.provenance.options
        day = rubric.as_of.isoformat()
        weights: Any = options.get("weight", {})
        own = {key: criterion.weight for key, criterion in rubric.criteria.items()}
        for aspect, place, stated, in_rubric in (
            (Aspect.RUBRIC, "rubric.id", written["id"], rubric.rubric),
            (Aspect.RUBRIC, "rubric.version", written["version"], rubric.version),
            (Aspect.DATE, "as_of", self.document["as_of"], day),
            (Aspect.OPTIONS, "options.as_of", options.get("as_of", day), day),
            *((Aspect.OPTIONS, f"options.weight.{key}", weight, own.get(key)) for key, weight in weights.items()),
        ):
            if stated != in_rubric:
                message = f"is {_shown(stated)}, but of the rubric in the result it is {_shown(in_rubric)}"
                yield ResultDifference(aspect, place, message)
        if written["sha256"] != rubric.sha256:
            message = "is not the hash of `rubric.content`: one of the two was edited"
            yield ResultDifference(Aspect.RUBRIC, "rubric.sha256", message)
        for name in options:
            if f"{name}?" not in OPTIONS:
                message = "is not a `score` option that affects results"
                yield ResultDifference(Aspect.OPTIONS, f"options.{name}", message)
        expected = [(key, name) for key, name, _ in rubric.indicators()]
        seen: set[str] = set()
        for index, practice in enumerate(self.document["practices"]):
            id, place = practice["id"], f"practices[{index}]"
            if id in seen:
                yield ResultDifference(Aspect.NUMBERS, f"{place}.id", f"`{id}` is given twice")
            seen.add(id)
            if [indicator for indicator, _ in self._scores(practice)] != expected:
                message = "are not the criteria and indicators of the rubric"
                yield ResultDifference(Aspect.NUMBERS, f"{place}.criteria", message)
                continue
            total = sum(self._worths(practice).values())
            if abs(total - practice["total"]) > 2 * _SIX_DECIMALS:
                message = f"is {practice['total']:g}, but the indicators of {id} add up to {round(total, 6):g}"
                yield ResultDifference(Aspect.NUMBERS, f"{place}.total", message)

    def judged_by(self, in_force: Rubric, name: str) -> Iterator[ResultDifference]:
        """Where the rubric in force judges differently, with the weights and the day that the options ask for."""
        own, options = self.provenance.rubric, self.provenance.options
        weights: Any = options.get("weight", {})
        kept = {key: own.criteria[key].weight for key in weights if key in own.criteria and key in in_force.criteria}
        in_force = in_force.changed(weights=kept, as_of=own.as_of if "as_of" in options else None)
        if own.as_of != in_force.as_of:
            message = f"is {own.as_of}; {name} judges as of {in_force.as_of}"
            yield ResultDifference(Aspect.DATE, "as_of", message)
        others = [change for change in differences(own, in_force).changes if change.path != "as_of"]
        judging = [change for change in others if change.judges]
        for change in judging:
            if change.kind is ChangeKind.CHANGED and not isinstance(change.before, list | dict):
                message = f"is {_shown(change.before)}; in {name} it is {_shown(change.after)}"
            else:
                message = f"{_CHANGED[change.kind]} {name}"
            yield ResultDifference(Aspect.RUBRIC, change.path, message)
        if others and not judging:
            message = f"has other words in {name}, but judges the same"
            yield ResultDifference(Aspect.RUBRIC, "rubric", message, fails=False)

    def recomputed(
        self,
        practices: Sequence[Mapping[str, Any]],
        left_out: tuple[LeftOut, ...],
        *,
        same_inputs: bool,
        same_version: bool,
    ) -> Iterator[ResultDifference]:
        """Where the list of practices or one of their values is another one when recomputed.

        Of another version, its wording and fields that it did not write do not count.
        """
        before, after = (
            {practice["id"]: practice for practice in each} for each in (self.document["practices"], practices)
        )
        if list(before) != list(after):
            aspect = Aspect.OPTIONS if same_inputs else Aspect.NUMBERS
            gone, new = [id for id in before if id not in after], [id for id in after if id not in before]
            parts = [f"no longer shown: {', '.join(gone)}"] if gone else []
            parts += [f"shown in addition: {', '.join(new)}"] if new else []
            message = f"the recomputed list differs: {'; '.join(parts) or 'another order'}"
            yield ResultDifference(aspect, "practices", message)
        if self.document.get("left_out") is not None and self.provenance.left_out != left_out:
            yield ResultDifference(Aspect.NUMBERS, "left_out", "names other files than those that have errors now")
        for id in [id for id in before if id in after]:
            differing = [
                change
                for change in changes(before[id], after[id], by_item=True)
                if same_version or not (change.kind is ChangeKind.ADDED or change.path.endswith(_WORDING))
            ]
            if differing:
                others = len(differing) - 1
                more = f"; {others} more of its values differ{'s' if others == 1 else ''}" if others else ""
                change = min(differing, key=lambda change: change.path not in ("total", "rank"))
                message = f"stored {_shown(change.before)}, recomputed {_shown(change.after)}{more}"
                yield ResultDifference(Aspect.NUMBERS, f"{id} {change.path}", message)


_CHANGED = {ChangeKind.ADDED: "is new in", ChangeKind.REMOVED: "is not in", ChangeKind.CHANGED: "is different in"}
_WORDING = ".reason"
"""The field that says in words why a fact counts as it does; another version may say it differently."""


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a block" if isinstance(value, dict) else f"a list of {len(value)}"
    return "left out" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


# --- Reading back -----------------------------------------------------------------------------------------------------


def read_back(document: Any, name: str) -> Stored:
    """The result in a JSON document; StoredProblem where it is none, or of a schema that this secon does not read."""
    if not isinstance(document, dict) or not isinstance(document.get("schema"), str):
        raise StoredProblem(f"{name} is not a stored result: it has no `schema`; `secon score -f json` writes one")
    schema = document["schema"]
    if schema not in READ:
        raise StoredProblem(f"{name}: schema: is `{schema}`; this version of secon reads only `{SCHEMA}`")
    _valid(_type(READ[schema]), document, name, ())
    rubric = _valid(Rubric, document["rubric"]["content"], name, ("rubric", "content"))
    options = document["options"]
    if schema == REPORT_SCHEMA:
        # What a report was asked for is in `made`.
        options = {option: value for option, value in options.items() if f"{option}?" in OF_RUBRIC}
    _valid(_type(OPTIONS), options, name, ("options",))
    try:
        fsum(document.get("own", ()))
        for criterion in rubric.criteria:
            _ = rubric.shares, rubric.indicator_shares(criterion)
    except OverflowError:
        raise _edited(name, "rubric.content", "the weights are too large to add up") from None
    if wrong := problems(rubric):
        raise _edited(name, address(("rubric", "content", *wrong[0].path)), wrong[0].message)
    if schema == REPORT_SCHEMA:
        sizes = [len(criterion.indicators) for criterion in rubric.criteria.values()]
        practices = document["practices"]
        lengths = {len(document["own"]), *(len(own[part]) for own in practices for part in ("scores", "highs"))}
        if lengths != {len(sizes)} or any([*map(len, own["indicators"])] != sizes for own in practices):
            raise _edited(
                name, "practices", "expected a score for each criterion and indicator, and `own` their weights"
            )
    inputs = tuple(Input(file["path"], file["sha256"]) for file in document["inputs"])
    left_out = tuple(LeftOut(file["path"], file["errors"]) for file in document.get("left_out") or ())
    version = document["tool"]["version"]
    return Stored(document, Provenance(version, rubric, inputs, options, document["shipped"], left_out))


def _edited(name: str, place: str, message: str) -> StoredProblem:
    return StoredProblem(f"{name}: {place}: {message}; the result was edited or truncated")


def _valid(model: type[_M], value: Any, name: str, at: tuple[str, ...]) -> _M:
    """The value as a model; StoredProblem with the place of the first part that does not fit."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        # Pydantic's own words name types of Python.
        words = {"missing": "is missing", "extra_forbidden": "is not a field of a rubric"}
        message = words.get(first["type"], "is not what `secon score` writes there")
        raise _edited(name, address((*at, *first["loc"])), message) from None


# --- Does it hold? --------------------------------------------------------------------------------------------------


class Diagnosis(StrEnum):
    """What the differences together mean."""

    INPUTS = "inputs changed"
    """The numbers may differ because the inputs do."""
    VERSION_OR_EDIT = "version or edit"
    """Same inputs, other numbers: another version calculates differently, or the result was edited."""
    EDITED = "edited"
    """Same inputs and version, other numbers: the result was edited."""
    OTHER_RUBRIC = "rubric changed"
    """The numbers hold with the rubric that the result carries, which is not the one in force."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of `secon verify`."""

    name: str
    sha256: str
    stored: Stored
    version: str
    """The version of secon that verified it."""
    practices: int
    """How many practices were recomputed."""
    differences: tuple[ResultDifference, ...]

    @property
    def holds(self) -> bool:
        """Whether `score` on the same inputs now gives this result."""
        return not any(difference.fails for difference in self.differences)

    @property
    def failing(self) -> tuple[Aspect, ...]:
        """The aspects in which the result does not hold."""
        return tuple(aspect for aspect in Aspect if any(difference.fails for difference in self.of(aspect)))

    @property
    def explanation(self) -> Diagnosis | None:
        """What the differences together mean; None where that is plain."""
        failing = self.failing
        if Aspect.NUMBERS in failing:
            if Aspect.INPUTS in failing:
                return Diagnosis.INPUTS
            return Diagnosis.VERSION_OR_EDIT if self.of(Aspect.TOOL) else Diagnosis.EDITED
        if any(difference.place == "page" and difference.fails for difference in self.of(Aspect.FORMAT)):
            return Diagnosis.EDITED
        others = failing and not self.of(Aspect.OPTIONS) and Aspect.INPUTS not in failing
        return Diagnosis.OTHER_RUBRIC if others else None

    def of(self, aspect: Aspect) -> tuple[ResultDifference, ...]:
        """What differs in one respect."""
        return tuple(difference for difference in self.differences if difference.aspect is aspect)
