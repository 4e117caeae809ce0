"""What is wrong with a rubric whose parts all have the right form, and what a methodologist would question about it.

Measures speak of fields and values of a practice; a name that does not exist there would be a silent zero, so every
name is checked against the models, and what resembles it is suggested.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.measures.base import Problem, RubricPath, percentage, quantity
from secon_cli.rubric.model import Rubric

_HALF = 0.5 + 1e-9
_NOTHING = 1e-9


def problems(rubric: Rubric) -> list[Problem]:
    """Everything that makes the rubric unusable, in the order of the file."""
    found = []
    if not any(criterion.weight for criterion in rubric.criteria.values()):
        found.append(_without_weight(("criteria",), "criteria"))
    for index, (before, band) in enumerate(pairwise(rubric.bands), start=1):
        if band.at_least >= before.at_least:
            message = f"bands go from high to low, and {band.at_least:g} follows {before.at_least:g}"
            found.append(Problem(("bands", index, "at_least"), message))
    names = [band.name for band in rubric.bands]
    for index, name in enumerate(names):
        if name in names[:index]:
            found.append(Problem(("bands", index, "name"), f"there are two bands named `{name}`"))
    for key, criterion in rubric.criteria.items():
        path: RubricPath = ("criteria", key, "indicators")
        if not any(indicator.weight for indicator in criterion.indicators.values()):
            found.append(_without_weight(path, f"indicators of {key}"))
        for name, indicator in criterion.indicators.items():
            found += indicator.measure.problems((*path, name, "measure"))
    gated = [(key, name) for key, name, part in rubric.indicators() if part.measure.required_years is not None]
    for key, name in gated[1:]:
        message = f"a rubric has one gate, and `{gated[0][1]}` has it already"
        found.append(Problem(indicator_path(key, name, "measure", "gate"), message, in_key=True))
    return found


def _without_weight(path: RubricPath, what: str) -> Problem:
    return Problem(path, f"all {what} have weight 0: give at least one a weight")


def warnings(rubric: Rubric) -> list[Problem]:
    """What the rubric alone gives reason to question: too much weight, no reason, the same rewarded twice."""
    found: list[Problem] = []
    heavy = "makes up {} of the total: more than all the rest together"
    for key, criterion in rubric.criteria.items():
        share, indicators = rubric.shares[key], rubric.indicator_shares(key)
        if share > _HALF and len(rubric.criteria) > 1:
            message = f"`{key}` {heavy.format(percentage(round(share, 3)))}"
            found.append(Problem(("criteria", key, "weight"), message, rule="heavy-weight"))
        if criterion.why is None:
            found.append(Problem(("criteria", key), f"`{key}` has no `why`", in_key=True, rule="no-reason"))
        elif _says_nothing(criterion.why):
            found.append(Problem(("criteria", key, "why"), "one word is not a reason", rule="no-reason"))
        for name, indicator in criterion.indicators.items():
            part = share * indicators[name]
            # The only indicator of a criterion is as heavy as the criterion.
            if part > _HALF and len(indicators) > 1:
                message = f"`{name}` {heavy.format(percentage(round(part, 3)))}"
                found.append(Problem(indicator_path(key, name, "weight"), message, rule="heavy-weight"))
            if _says_nothing(indicator.why):
                found.append(Problem(indicator_path(key, name, "why"), "one word is not a reason", rule="no-reason"))
    for (first_key, first, before), (key, name, indicator) in combinations(rubric.indicators(), 2):
        field = rewarded_by_both(before.measure, indicator.measure)
        if field is not None:
            message = f"`{first_key}.{first}` already rewards what is in `{field}`"
            found.append(Problem(indicator_path(key, name, "measure"), message, in_key=True, rule="counted-twice"))
    return found


def indicator_path(criterion: str, indicator: str, *parts: str) -> RubricPath:
    """Where an indicator, or a part of it, is in a rubric."""
    return ("criteria", criterion, "indicators", indicator, *parts)


def _says_nothing(why: str) -> bool:
    return len([word for word in why.split() if any(letter.isalpha() for letter in word)]) < 2


def rewarded_by_both(measure: AnyMeasure, other: AnyMeasure) -> str | None:
    """A field by which both measures reward the same statement of a practice; None where there is none."""
    restrictions, others = (*measure.readings(), *measure.conditions()), (*other.readings(), *other.conditions())
    if any(a.disjoint(b) for a in restrictions for b in others):
        return None
    met = (min(a.field, b.field, key=len) for a in measure.readings() for b in other.readings() if a.meets(b))
    return next(met, None)


def warnings_in_use(rubric: Rubric, practices: Sequence[Practice]) -> list[Problem]:
    """Indicators that all of the practices or none of them meet, and thresholds that none reaches.

    A single practice shows nothing about an indicator, so at least two are needed.
    """
    found: list[Problem] = []
    if len(practices) < 2:
        return found
    everyone = f"all {len(practices)} practices" if len(practices) > 2 else "both practices"
    for key, name, indicator in rubric.indicators():
        measure = indicator.measure
        values = [measure.measure(practice, rubric.unsupported, rubric.as_of).value for practice in practices]
        highest, full_at = max(values), measure.threshold
        path = indicator_path(key, name)
        if highest <= _NOTHING:
            found.append(Problem(path, f"{everyone} score 0 here", in_key=True, rule="met-by-none"))
        elif min(values) >= 1 - _NOTHING:
            found.append(Problem(path, f"{everyone} score 100 here", in_key=True, rule="met-by-all"))
        elif full_at is not None and highest < 1 - _NOTHING:
            best = quantity(round(highest * full_at, 3))
            message = f"no practice reaches {quantity(full_at)}; the best of {len(values)} has {best}"
            found.append(Problem((*path, "measure", "full_at"), message, rule="out-of-reach"))
    return found
