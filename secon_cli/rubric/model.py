"""The rubric: criteria with their indicators, weights, bands and the date as of which practices are judged.

All judgement lives in a rubric file; whatever a user could dispute is a number or a reason there, never in the code.
Measures speak of fields and values of a practice; a name that does not exist there would be a silent zero, so every
name is checked against the models, and what resembles it is suggested.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise
from math import fsum
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from secon_cli.practice.fields import ITEMS
from secon_cli.practice.model import Practice
from secon_cli.practice.values import PartialDate, Slug, SourceKey, Text, Written
from secon_cli.rubric.base import Problem, RubricPart, RubricPath, Share, Weight, percentage, quantity
from secon_cli.rubric.measures import AnyMeasure, Measure

Key: TypeAlias = SourceKey
"""Name of a criterion or an indicator."""


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        day = PartialDate.parse(value.strip())
    except ValueError as error:
        raise PydanticCustomError("partial_date", "{reason}", {"reason": str(error)}) from None
    if day.first != day.last:
        raise PydanticCustomError("partial_date", "a rubric judges as of one day: write it as 2024-01-31")
    return day.first


Day: TypeAlias = Annotated[date, BeforeValidator(_day), Written("Day")]


class Band(RubricPart):
    """A name for totals from `at_least` upward."""

    name: Text = Field(description="Name for totals in the band.")
    at_least: Annotated[Weight, Field(le=100)] = Field(description="The lowest total of the band.")
    meaning: Text | None = Field(None, description="What such a total says about a practice.")


class Indicator(RubricPart):
    """One thing that a criterion looks at."""

    title: Text = Field(description="What it looks at, in a few words.")
    weight: Weight = Field(description="How much it counts among the indicators of its criterion.")
    measure: Measure = Field(description="How it gives a practice a value from 0 to 1.")
    why: Text = Field(description="The reasoning behind the indicator and its threshold.")
    improve: Text = Field(description="What a partner can do to raise it.")


class Criterion(RubricPart):
    """One selection criterion with its indicators."""

    title: Text = Field(description="Its name.")
    short: Annotated[str, StringConstraints(min_length=1, max_length=5)] | None = Field(
        None, description="Heading of its column, at most 5 characters."
    )
    asks: Text = Field(description="The question that it asks of a practice.")
    weight: Weight = Field(description="How much it counts among the criteria.")
    why: Text | None = Field(None, description="The reasoning behind its weight.")
    indicators: Annotated[Mapping[Key, Indicator], Field(min_length=1)] = Field(
        description="What it looks at, by name."
    )

    @property
    def heading(self) -> str:
        """The heading of the criterion's column where space is short."""
        return self.short or self.title[:3]


class Rubric(RubricPart):
    """A rubric that can be applied; `problems` says what else could be wrong with it."""

    rubric: Slug = Field(description="Its id.")
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")] = Field(
        description="Its version, such as 1.0.0."
    )
    title: Text | None = Field(None, description="Its name.")
    as_of: Day = Field(description="The day as of which practices are judged.")
    unsupported: Share = Field(description="What a claim without evidence counts, from 0 to 1.")
    bands: Annotated[tuple[Band, ...], Field(min_length=1)] = Field(
        description="Names for totals, from the highest to the lowest."
    )
    criteria: Annotated[Mapping[Key, Criterion], Field(min_length=1)] = Field(description="The criteria, by name.")

    @cached_property
    def content(self) -> dict[str, Any]:
        """The rubric in plain values, as machine formats carry it."""
        return self.model_dump(mode="json", exclude_none=True)

    @cached_property
    def sha256(self) -> str:
        """Hash over the content with keys in order: equal for rubrics that judge alike, whatever their files are."""
        canonical = json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """Weight of each criterion as a share of all."""
        return _shares({key: criterion.weight for key, criterion in self.criteria.items()})

    def indicator_shares(self, criterion: str) -> Mapping[str, float]:
        """Weight of each indicator as a share of its criterion."""
        indicators = self.criteria[criterion].indicators
        return _shares({name: indicator.weight for name, indicator in indicators.items()})

    @cached_property
    def parts(self) -> tuple[tuple[str, float, tuple[tuple[str, float, AnyMeasure], ...]], ...]:
        """Every criterion with its share of all, and its indicators with their shares of it and their measures."""
        parts = []
        for key, share in self.shares.items():
            indicators = self.criteria[key].indicators
            weighted = [(name, weight, indicators[name].measure) for name, weight in self.indicator_shares(key).items()]
            parts.append((key, share, tuple(weighted)))
        return tuple(parts)

    def indicators(self) -> Iterator[tuple[str, str, Indicator]]:
        """Every indicator with the names of its criterion and of itself, in order."""
        for criterion_key, criterion in self.criteria.items():
            for key, indicator in criterion.indicators.items():
                yield criterion_key, key, indicator

    @cached_property
    def asks_for(self) -> Mapping[str, tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]]:
        """By criterion, the ways to what it asks for: fields that should be there, and lists that should be empty."""
        asked = {}
        for key, criterion in self.criteria.items():
            measures = [indicator.measure for indicator in criterion.indicators.values()]
            rewarded = _ways(path for measure in measures for path in measure.rewarded)
            asked[key] = rewarded, _ways(path for measure in measures for path in measure.feared)
        return asked

    @cached_property
    def gate_years(self) -> float | None:
        """The years in place that make a practice eligible, or None where no measure has a gate."""
        years = (indicator.measure.required_years for _, _, indicator in self.indicators())
        return next((required for required in years if required is not None), None)

    def band(self, total: float) -> Band | None:
        """The highest band whose bound `total` reaches; None below the lowest."""
        reached = [band for band in self.bands if total >= band.at_least - 1e-9]
        return max(reached, key=lambda band: band.at_least, default=None)

    def changed(self, *, weights: Mapping[str, float] | None = None, as_of: date | None = None) -> "Rubric":
        """The rubric with other weights of criteria or another date; its hash changes with it.

        Raises KeyError for a weight of a criterion that the rubric does not have.
        """
        criteria = dict(self.criteria)
        for key, weight in (weights or {}).items():
            criteria[key] = criteria[key].model_copy(update={"weight": weight})
        # A copy by `model_copy` would keep the cached hash and shares of the old one.
        values = {name: getattr(self, name) for name in Rubric.model_fields}
        return Rubric.model_construct(**{**values, "criteria": criteria, "as_of": as_of or self.as_of})


def _shares(weights: Mapping[str, float]) -> Mapping[str, float]:
    total = fsum(weights.values())
    return {key: weight / total if total else 0.0 for key, weight in weights.items()}


def _ways(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(path.replace(ITEMS, "").split(".")) for path in dict.fromkeys(paths))


# --- What is wrong with a rubric ------------------------------------------------------------------------------------


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
