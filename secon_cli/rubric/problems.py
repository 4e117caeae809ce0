"""What is wrong with a rubric whose parts all have the right form, and what a methodologist would question about it.

Measures speak of fields and values of a practice; a name that does not exist there would be a silent zero, so every
name is checked against the models, and what resembles it is suggested.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.measures.base import Problem, RubricPath, percentage, quantity
from secon_cli.rubric.model import Rubric

_HALF = 0.5 + 1e-9
_NOTHING = 1e-9


def problems(rubric: Rubric) -> list[Problem]:
    """Everything that makes the rubric unusable, in the order of the file."""
    found = [*_without_weight(("criteria",), (c.weight for c in rubric.criteria.values()), "criteria")]
    names: set[str] = set()
    for index, band in enumerate(rubric.bands):
        before = rubric.bands[index - 1].at_least
        if index and band.at_least >= before:
            message = f"bands go from high to low, and {band.at_least:g} follows {before:g}"
            found.append(Problem(("bands", index, "at_least"), message))
    for index, band in enumerate(rubric.bands):
        if band.name in names:
            found.append(Problem(("bands", index, "name"), f"there are two bands named `{band.name}`"))
        names.add(band.name)
    gate = None
    gates = []
    for key, criterion in rubric.criteria.items():
        indicators = criterion.indicators
        path: RubricPath = ("criteria", key, "indicators")
        found += _without_weight(path, (i.weight for i in indicators.values()), f"indicators of {key}")
        for name, indicator in indicators.items():
            found += indicator.measure.problems((*path, name, "measure"))
            if indicator.measure.required_years is not None and gate is not None:
                message = f"a rubric has one gate, and `{gate}` has it already"
                gates.append(Problem((*path, name, "measure", "gate"), message, in_key=True))
            elif indicator.measure.required_years is not None:
                gate = name
    return [*found, *gates]


def _without_weight(path: RubricPath, weights: Iterable[float], what: str) -> Iterator[Problem]:
    if not any(weights):
        yield Problem(path, f"all {what} have weight 0: give at least one a weight")


@dataclass(frozen=True, slots=True)
class RubricWarning:
    """Something questionable at `path` of a rubric that can be used; `rule` is the id of the rule that explains it."""

    rule: str
    path: RubricPath
    message: str
    in_key: bool = False


def warnings(rubric: Rubric) -> list[RubricWarning]:
    """What the rubric alone gives reason to question: too much weight, no reason, the same rewarded twice."""
    found = _too_heavy(rubric)
    for key, criterion in rubric.criteria.items():
        if criterion.why is None:
            found.append(RubricWarning("no-reason", ("criteria", key), f"`{key}` has no `why`", in_key=True))
        elif _says_nothing(criterion.why):
            found.append(RubricWarning("no-reason", ("criteria", key, "why"), "one word is not a reason"))
    for key, name, indicator in rubric.indicators():
        if _says_nothing(indicator.why):
            found.append(RubricWarning("no-reason", indicator_path(key, name, "why"), "one word is not a reason"))
    for (first_key, first, before), (key, name, indicator) in combinations(rubric.indicators(), 2):
        field = rewarded_by_both(before.measure, indicator.measure)
        if field is not None:
            message = f"`{first_key}.{first}` already rewards what is in `{field}`"
            found.append(RubricWarning("counted-twice", indicator_path(key, name, "measure"), message, in_key=True))
    return found


def _too_heavy(rubric: Rubric) -> list[RubricWarning]:
    """A criterion, or one of several indicators of a criterion, that makes up more than half of the total."""
    found = []
    for key, share in rubric.shares.items():
        if share > _HALF and len(rubric.criteria) > 1:
            found.append(RubricWarning("heavy-weight", ("criteria", key, "weight"), f"`{key}` {_share(share)}"))
        indicators = rubric.indicator_shares(key)
        for name, part in indicators.items():
            # The only indicator of a criterion is as heavy as the criterion.
            if share * part > _HALF and len(indicators) > 1:
                path = indicator_path(key, name, "weight")
                found.append(RubricWarning("heavy-weight", path, f"`{name}` {_share(share * part)}"))
    return found


def indicator_path(criterion: str, indicator: str, *parts: str) -> RubricPath:
    """Where an indicator, or a part of it, is in a rubric."""
    return ("criteria", criterion, "indicators", indicator, *parts)


def _share(share: float) -> str:
    return f"makes up {percentage(round(share, 3))} of the total: more than all the rest together"


def _says_nothing(why: str) -> bool:
    return len([word for word in why.split() if any(letter.isalpha() for letter in word)]) < 2


def rewarded_by_both(measure: AnyMeasure, other: AnyMeasure) -> str | None:
    """A field by which both measures reward the same statement of a practice; None where there is none."""
    restrictions, others = ((*each.readings(), *each.conditions()) for each in (measure, other))
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
