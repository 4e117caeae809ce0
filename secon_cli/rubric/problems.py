"""What makes a rubric unusable although each of its parts has the right form.

Measures speak of fields and values of a practice; a name that does not exist there would be a silent zero, so every
name is held against the models, and what resembles it is suggested.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pydantic import BaseModel

from secon_cli.practice.fields import ITEMS, Field, UnknownFieldError, field_at
from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import Accepted, AnyMeasure, Count, NoneOf, Ordinal, Present, Years
from secon_cli.rubric.model import Rubric

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at `path` of the rubric; `word` is the wrong word, `choices` what could stand there instead."""

    path: Path
    message: str
    word: str | None = None
    choices: tuple[str, ...] = ()
    in_key: bool = False


def problems(rubric: Rubric) -> list[Problem]:
    """Everything that makes the rubric unusable, in the order of the file."""
    return [
        *_weights(("criteria",), {key: c.weight for key, c in rubric.criteria.items()}, "criteria"),
        *_bands(rubric),
        *(problem for key in rubric.criteria for problem in _criterion(rubric, key)),
        *_gates(rubric),
    ]


def _weights(path: Path, weights: Mapping[str, float], what: str) -> Iterator[Problem]:
    if not any(weights.values()):
        yield Problem(path, f"all {what} have weight 0: give at least one a weight")


def _bands(rubric: Rubric) -> Iterator[Problem]:
    bounds = [band.at_least for band in rubric.bands]
    for index, (before, bound) in enumerate(pairwise(bounds), start=1):
        if bound >= before:
            yield Problem(("bands", index, "at_least"), f"bands go from high to low, and {bound:g} follows {before:g}")
    names = [band.name for band in rubric.bands]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Problem(("bands", index, "name"), f"the band `{name}` stands twice")


def _criterion(rubric: Rubric, key: str) -> Iterator[Problem]:
    indicators = rubric.criteria[key].indicators
    path: Path = ("criteria", key, "indicators")
    yield from _weights(path, {name: i.weight for name, i in indicators.items()}, f"indicators of {key}")
    for name, indicator in indicators.items():
        yield from measure_problems((*path, name, "measure"), indicator.measure)


def _gates(rubric: Rubric) -> Iterator[Problem]:
    gated = [
        (criterion, name)
        for criterion, name, indicator in rubric.indicators()
        if isinstance(indicator.measure, Years) and indicator.measure.gate
    ]
    for criterion, name in gated[1:]:
        path = ("criteria", criterion, "indicators", name, "measure", "gate")
        yield Problem(path, f"a rubric has one gate, and `{gated[0][1]}` has it already", in_key=True)


def measure_problems(path: Path, measure: AnyMeasure) -> Iterator[Problem]:
    """What the measure at `path` asks for in vain: fields and values that no practice can have."""
    match measure:
        case Count() | NoneOf():
            yield from _counting(path, measure)
        case Ordinal():
            yield from _scale(path, measure)
        case Present():
            fields = (_field((*path, "fields", index), name) for index, name in enumerate(measure.fields))
            yield from (field for field in fields if isinstance(field, Problem))
        case Years():
            yield from _curve(path, measure)


def _counting(path: Path, measure: Count | NoneOf) -> Iterator[Problem]:
    items = _field((*path, "of"), measure.of)
    if isinstance(items, Problem):
        yield items
    elif measure.of.endswith(ITEMS):
        yield Problem((*path, "of"), f"`{measure.of}` names the items; leave out `{ITEMS}` to name the list")
    elif items.block is None or not items.many:
        yield Problem((*path, "of"), f"`{items.path}` is not a list of items that can be counted")
    else:
        yield from _where(path, items.block, measure.where)
        if isinstance(measure, Count):
            yield from _points(path, items.block, measure)
            yield from _distinct(path, items.block, measure.distinct)


def _scale(path: Path, measure: Ordinal) -> Iterator[Problem]:
    field = _field((*path, "of"), measure.of)
    if isinstance(field, Problem):
        yield field
    elif field.vocabulary is None:
        yield Problem((*path, "of"), f"`{measure.of}` has no vocabulary, so it cannot stand on a scale")
    else:
        yield from _terms((*path, "scale"), field, measure.scale, in_key=True)


def _field(path: Path, name: str, block: type[BaseModel] = Practice, *, in_key: bool = False) -> Field | Problem:
    """The field that a measure names, or the problem that there is none."""
    try:
        return field_at(name, block)
    except UnknownFieldError as error:
        return Problem(path, str(error), error.name, error.choices, in_key)


def _where(path: Path, block: type[BaseModel], where: Mapping[str, Accepted]) -> Iterator[Problem]:
    for name, accepted in where.items():
        at = (*path, "where", name)
        field = _field(at, name, block, in_key=True)
        if isinstance(field, Problem):
            yield field
        elif not isinstance(accepted, str):
            yield from _terms(at, field, accepted)


def _points(path: Path, block: type[BaseModel], measure: Count) -> Iterator[Problem]:
    if measure.points is None:
        return
    if len(measure.points) != 1:
        yield Problem((*path, "points"), "points go by the values of exactly one field")
    for name, points in measure.points.items():
        at = (*path, "points", name)
        field = _field(at, name, block, in_key=True)
        if isinstance(field, Problem):
            yield field
            continue
        yield from _terms(at, field, points, in_key=True)
        if not any(points.values()):
            yield Problem(at, "all points are 0, so nothing could ever count")


def _distinct(path: Path, block: type[BaseModel], name: str | None) -> Iterator[Problem]:
    if name is not None:
        field = _field((*path, "distinct"), name, block)
        if isinstance(field, Problem):
            yield field


def _terms(path: Path, field: Field, words: Iterable[str], *, in_key: bool = False) -> Iterator[Problem]:
    """Hold the words against the field's vocabulary; a field without one has no values to name."""
    if field.vocabulary is None:
        yield Problem(path, f"`{field.name}` has no vocabulary: only `any` and `none` can be asked of it")
        return
    choices = tuple(field.vocabulary)
    for index, word in enumerate(words):
        if word not in choices:
            at = (*path, word) if in_key else (*path, index)
            yield Problem(at, f"`{word}` is not a value of `{field.name}`", word, choices, in_key)


def _curve(path: Path, measure: Years) -> Iterator[Problem]:
    for index, (before, point) in enumerate(pairwise(measure.curve), start=1):
        if point[0] <= before[0]:
            yield Problem((*path, "curve", index), f"years must increase, and {point[0]:g} follows {before[0]:g}")
        if point[1] < before[1]:
            yield Problem((*path, "curve", index), f"values must not fall, and {point[1]:g} follows {before[1]:g}")
