"""What is wrong with a rubric whose parts all have the right form, and what a methodologist would question about it.

Measures speak of fields and values of a practice; a name that does not exist there would be a silent zero, so every
name is checked against the models, and what resembles it is suggested.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.measures.base import Problem, RubricPath, percentage, quantity
from secon_cli.rubric.model import Rubric

_HALF = 0.5 + 1e-9
_NOTHING = 1e-9


def problems(rubric: Rubric) -> list[Problem]:
    """Everything that makes the rubric unusable, in the order of the file."""
    return [
        *_weights(("criteria",), {key: c.weight for key, c in rubric.criteria.items()}, "criteria"),
        *_bands(rubric),
        *(problem for key in rubric.criteria for problem in _criterion(rubric, key)),
        *_gates(rubric),
    ]


def _weights(path: RubricPath, weights: Mapping[str, float], what: str) -> Iterator[Problem]:
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
            yield Problem(("bands", index, "name"), f"there are two bands named `{name}`")


def _criterion(rubric: Rubric, key: str) -> Iterator[Problem]:
    indicators = rubric.criteria[key].indicators
    path: RubricPath = ("criteria", key, "indicators")
    yield from _weights(path, {name: i.weight for name, i in indicators.items()}, f"indicators of {key}")
    for name, indicator in indicators.items():
        yield from indicator.measure.problems((*path, name, "measure"))


def _gates(rubric: Rubric) -> Iterator[Problem]:
    gated = [
        (criterion, name)
        for criterion, name, indicator in rubric.indicators()
        if indicator.measure.required_years is not None
    ]
    for criterion, name in gated[1:]:
        path = indicator_path(criterion, name, "measure", "gate")
        yield Problem(path, f"a rubric has one gate, and `{gated[0][1]}` has it already", in_key=True)


@dataclass(frozen=True, slots=True)
class RubricWarning:
    """Something questionable at `path` of a rubric that can be used; `rule` is the id of the rule that explains it."""

    rule: str
    path: RubricPath
    message: str
    in_key: bool = False


def warnings(rubric: Rubric) -> list[RubricWarning]:
    """What the rubric alone gives reason to question."""
    return [*_heavy(rubric), *_unreasoned(rubric), *_double(rubric)]


def indicator_path(criterion: str, indicator: str, *parts: str) -> RubricPath:
    """Where an indicator, or a part of it, is in a rubric."""
    return ("criteria", criterion, "indicators", indicator, *parts)


def _heavy(rubric: Rubric) -> Iterator[RubricWarning]:
    """A criterion, or one of several indicators of a criterion, that makes up more than half of the total."""
    for key, share in rubric.shares.items():
        if share > _HALF and len(rubric.criteria) > 1:
            yield RubricWarning("heavy-weight", ("criteria", key, "weight"), f"`{key}` {_share(share)}")
        indicators = rubric.indicator_shares(key)
        for name, part in indicators.items():
            if share * part > _HALF and len(indicators) > 1:
                path = indicator_path(key, name, "weight")
                yield RubricWarning("heavy-weight", path, f"`{name}` {_share(share * part)}")


def _share(share: float) -> str:
    return f"makes up {percentage(round(share, 3))} of the total: more than all the rest together"


def _unreasoned(rubric: Rubric) -> Iterator[RubricWarning]:
    for key, criterion in rubric.criteria.items():
        if criterion.why is None:
            yield RubricWarning("no-reason", ("criteria", key), f"`{key}` has no `why`", in_key=True)
        elif _says_nothing(criterion.why):
            yield RubricWarning("no-reason", ("criteria", key, "why"), "one word is not a reason")
    for key, name, indicator in rubric.indicators():
        if _says_nothing(indicator.why):
            yield RubricWarning("no-reason", indicator_path(key, name, "why"), "one word is not a reason")


def _says_nothing(why: str) -> bool:
    return len([word for word in why.split() if any(letter.isalpha() for letter in word)]) < 2


def _double(rubric: Rubric) -> Iterator[RubricWarning]:
    for (first_key, first, before), (key, name, indicator) in combinations(rubric.indicators(), 2):
        field = rewarded_by_both(before.measure, indicator.measure)
        if field is not None:
            message = f"`{first_key}.{first}` already rewards what is in `{field}`"
            yield RubricWarning("counted-twice", indicator_path(key, name, "measure"), message, in_key=True)


def rewarded_by_both(measure: AnyMeasure, other: AnyMeasure) -> str | None:
    """A field by which both measures reward the same statement of a practice; None where there is none."""
    restrictions, others = ((*one.readings(), *one.conditions()) for one in (measure, other))
    if any(a.disjoint(b) for a in restrictions for b in others):
        return None
    met = (min(a.field, b.field, key=len) for a in measure.readings() for b in other.readings() if a.meets(b))
    return next(met, None)


def warnings_in_use(rubric: Rubric, practices: Sequence[Practice]) -> list[RubricWarning]:
    """Indicators that all of the practices or none of them meet, and thresholds that none reaches.

    A single practice shows nothing about an indicator, so at least two are needed.
    """
    found: list[RubricWarning] = []
    if len(practices) < 2:
        return found
    everyone = f"all {len(practices)} practices" if len(practices) > 2 else "both practices"
    for key, name, indicator in rubric.indicators():
        measure = indicator.measure
        values = [measure.measure(practice, rubric.unsupported, rubric.as_of).value for practice in practices]
        highest, full_at = max(values), measure.threshold
        path = indicator_path(key, name)
        if highest <= _NOTHING:
            found.append(RubricWarning("met-by-none", path, f"{everyone} score 0 here", in_key=True))
        elif min(values) >= 1 - _NOTHING:
            found.append(RubricWarning("met-by-all", path, f"{everyone} score 100 here", in_key=True))
        elif full_at is not None and highest < 1 - _NOTHING:
            best = quantity(round(highest * full_at, 3))
            message = f"no practice reaches {quantity(full_at)}; the best of {len(values)} has {best}"
            found.append(RubricWarning("out-of-reach", indicator_path(key, name, "measure", "full_at"), message))
    return found
