"""Options as values: parsed once, where the command line is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from secon_cli.commands.errors import UsageProblem


@dataclass(frozen=True, slots=True)
class WeightChange:
    """Another weight for a criterion: in the rubric's own units, or (`is_share`) as a share of all weights."""

    criterion: str
    value: float
    is_share: bool = False

    @classmethod
    def parse(cls, text: str) -> "WeightChange":
        """`effectiveness=30` or `effectiveness=40%`; UsageProblem for anything else."""
        from secon_cli.practice.types import parse_number

        name, equals, number = (part.strip() for part in text.partition("="))
        if not equals or not name:
            raise UsageProblem(
                f"--weight: expected CRITERION=N or CRITERION=N%, such as effectiveness=40%, got `{text}`"
            )
        is_share = number.endswith("%")
        try:
            value = float(parse_number(number.removesuffix("%").rstrip()))
        except ValueError:
            value = -1.0
        if value < 0:
            raise UsageProblem(
                f"--weight {name}=: expected a number of 0 or more with at most six decimals, got `{number}`"
            )
        if is_share and value > 100:
            raise UsageProblem(f"--weight {name}={number}: a share is at most 100%")
        return cls(name, value / 100 if is_share else value, is_share)


@dataclass(frozen=True, slots=True)
class RubricChoice:
    """Which rubric is in force, and what replaces its weights and its date."""

    file: str | None = None
    weights: tuple[WeightChange, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which practices of a ranking are shown, in which order; several values of one filter add up."""

    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sort: str | None = None
    top: int | None = None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Filters":
        """The filters of a stored result."""
        several = {
            field: tuple([value] if isinstance(value, str) else value)
            for name, field in _SEVERAL.items()
            if (value := options.get(name)) is not None
        }
        return cls(**several, sort=options.get("sort"), top=options.get("top"))

    def options(self) -> dict[str, object]:
        """The filters that were given, by the name of their option; a single value is not a list."""
        several = {name: _one_or_all(getattr(self, field)) for name, field in _SEVERAL.items()}
        given = {**several, "sort": self.sort, "top": self.top}
        return {name: value for name, value in given.items() if value is not None}


_SEVERAL = {"region": "regions", "country": "countries", "gate": "gates", "band": "bands", "topic": "topics"}
"""The filters that may have several values: option and field."""


def _one_or_all(values: Sequence[str]) -> object:
    return None if not values else values[0] if len(values) == 1 else list(values)


def day(text: str) -> date:
    """The day of `--as-of`; UsageProblem for anything but one day."""
    from secon_cli.practice.values import PartialDate

    try:
        partial = PartialDate.parse(text)
    except ValueError as error:
        raise UsageProblem(f"--as-of: {error}") from None
    if partial.first != partial.last:
        raise UsageProblem("--as-of: expected one day, such as 2025-06-30")
    return partial.first


def threshold(text: str) -> float:
    """The points of `--fail-under`; UsageProblem for anything but a number."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise UsageProblem(f"--fail-under: expected a number of points, got `{text}`")
    return value
