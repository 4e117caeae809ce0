"""Measures on a curve: years in place, with the gate, and what one unit of a result cost."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import log10
from typing import Annotated, Literal

from pydantic import Field

from secon_cli.practice.fields import ITEMS, FieldValue
from secon_cli.practice.model import Metric, Practice
from secon_cli.practice.time_in_place import GateState, time_in_place
from secon_cli.practice.vocabularies import packaged_rows
from secon_cli.rubric.measures import base
from secon_cli.rubric.measures.base import Account, Measurement, Problem, Reading, RubricPath, credit, not_assessed
from secon_cli.rubric.measures.items import ItemsMeasure, Where

_BLOCKS = ("duration", "sources")
"""The blocks that the time in place follows from: the newest source says until when an open end is certain."""


class Gate(base.RubricPart):
    """Eligibility: the shortest time in place, in years, that a practice needs."""

    at_least: base.Weight = Field(description="The years that a practice needs.")


class Years(base.MeasureBase):
    """Years in place on a curve of points (years, value), in proportion between them and level outside.

    One measure of a rubric can have a gate: the years that a practice needs to be eligible.
    """

    purpose = "For what has been tested over time."
    how_to = "Give the curve as points of years and value; add the gate to one measure at most."
    example = "{kind: years, curve: [[0, 0], [2, 0.5], [10, 1]], gate: {at_least: 2}}"

    kind: Literal["years"]
    curve: Annotated[tuple[tuple[base.Weight, base.Share], ...], Field(min_length=2)] = Field(
        description="Points of years and value, such as [2, 0.5]; years increase, values never fall."
    )
    gate: Gate | None = Field(None, description="The years that a practice needs to be eligible.")

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """The value of the shortest and of the longest time that the dates allow, and the state of the gate."""
        time = time_in_place(practice, as_of)
        if time is None:
            unknown = not_assessed(("duration.start",), account, GateState.UNCERTAIN if self.gate else None)
            # Where no source has a start, someone has looked; any time is possible all the same.
            return unknown._replace(assessed="start" in practice.duration.not_stated)
        duration = FieldValue("duration", practice.duration, practice.duration.evidence)
        whole = credit(duration, 1.0, unsupported)
        value, best = on_curve(time.shortest, self.curve) * whole, on_curve(time.longest, self.curve) * whole
        if value and account is not None:
            account.count(duration, value, unsupported)
        return Measurement(value, best, True, time, time.passes(self.gate.at_least) if self.gate else None)

    def words(self) -> tuple[str, ...]:
        """The points of the curve, and the gate."""
        *steps, last = [(base.percentage(value), base.quantity(years)) for years, value in self.curve]
        values = ", ".join([*(f"{value} at {years}" for value, years in steps), f"{last[0]} from {last[1]} on"])
        curve = f"Goes by the years in place: {values}, and in proportion between."
        return (curve, f"Gate: at least {base.quantity(self.gate.at_least)} years.") if self.gate else (curve,)

    def readings(self) -> tuple[Reading, ...]:
        """Start and end."""
        return Reading("duration.start"), Reading("duration.end")

    def concerns(self, path: str) -> bool:
        """Anything about the duration or the sources."""
        return path.partition(".")[0] in _BLOCKS

    @property
    def to_fill(self) -> tuple[str, ...]:
        """The start, without which nothing is known."""
        return ("duration.start",)

    @property
    def required_years(self) -> float | None:
        """The years of the gate."""
        return self.gate.at_least if self.gate else None

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """A curve that turns back or falls."""
        return _curve_problems((*path, "curve"), self.curve, "years", rising=True)


class UnitCost(ItemsMeasure):
    """What one unit of a result cost, on a curve of points (euro, value) over the logarithm of the cost.

    Of the results that match `where` and state their cost, the best counts. Sums in other currencies are converted at
    reference rates; between two points the value changes in proportion to the logarithm, and outside it is level.
    """

    purpose = "For results in proportion to their means, where both are known: orders of magnitude, not prices."
    how_to = "Give the curve as points of euro per unit and value, and in `where` which figures are units."
    example = "{kind: unit_cost, where: {counts: people}, curve: [[100, 1], [100000, 0.4]]}"

    kind: Literal["unit_cost"]
    of: Literal["results.metrics"] = Field("results.metrics", description="The list of results.")
    where: Where = Field(default_factory=dict, description="What a result must hold to be a unit of cost.")
    curve: Annotated[tuple[tuple[Annotated[base.Number, Field(gt=0)], base.Share], ...], Field(min_length=2)] = Field(
        description="Points of euro per unit and value, such as [1000, 0.8]; euro increase, values never rise."
    )

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """The value of the result that cost least for each unit."""
        found = self._items(practice, account)
        if found is None:
            return not_assessed((self.of,), account)
        # Between two points the value is in proportion on a logarithmic scale.
        curve = tuple((log10(euro), value) for euro, value in self.curve)
        credited: list[tuple[FieldValue, float, str | None]] = []
        for item in self._matching(found, account):
            assert isinstance(item.value, Metric)
            cost = _cost_of_one(item.value)
            if cost is not None:
                points = credit(item, on_curve(log10(max(cost, self.curve[0][0])), curve), unsupported)
                credited.append((item, points, f"about {cost:,.0f} EUR for one"))
            elif account is not None:
                account.miss(item.field, "`value`, `cost` and a `currency` with a reference rate are not all filled")
        return base.best_counts(credited, unsupported, account)

    def words(self) -> tuple[str, ...]:
        """Which results are looked at, and the points of the curve."""
        steps = ", ".join(f"{base.percentage(value)} at {base.quantity(euro)}" for euro, value in self.curve)
        return (
            f"Goes by the `cost` of a result in `{self.of}`{self._where_words()} for each unit of its `value`.",
            f"In euro, by `currency` at reference rates: {steps}; between these by the logarithm.",
            "The best result counts.",
        )

    def readings(self) -> tuple[Reading, ...]:
        """The cost: what no measure but this one rewards."""
        return tuple(Reading(f"{self.of}{ITEMS}.{name}") for name in ("cost", "currency"))

    def fields_read(self) -> tuple[str, ...]:
        """The list, the figure and its cost."""
        return (*super().fields_read(), f"{self.of}{ITEMS}.value")

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """A curve that turns back or rises, and conditions that no result can meet."""
        yield from super().problems(path)
        yield from _curve_problems((*path, "curve"), self.curve, "euro", rising=False)


def on_curve(at: float, curve: tuple[tuple[float, float], ...]) -> float:
    """Value of a piecewise-linear curve; level before its first and after its last point."""
    if at <= curve[0][0]:
        return curve[0][1]
    for (left, start), (right, end) in pairwise(curve):
        if at <= right:
            return start + (end - start) * (at - left) / (right - left)
    return curve[-1][1]


def _curve_problems(
    path: RubricPath, curve: tuple[tuple[float, float], ...], unit: str, *, rising: bool
) -> Iterator[Problem]:
    """Points whose place does not increase, and values that go the wrong way."""
    for index, (before, point) in enumerate(pairwise(curve), start=1):
        if point[0] <= before[0]:
            yield Problem((*path, index), f"{unit} must increase, and {point[0]:g} follows {before[0]:g}")
        if point[1] < before[1] if rising else point[1] > before[1]:
            wrong = f"values must not {'fall' if rising else 'rise'}"
            yield Problem((*path, index), f"{wrong}, and {point[1]:g} follows {before[1]:g}")


@cache
def _rates() -> Mapping[str, Decimal]:
    """How much of a currency is one euro, at the reference rates of the European Central Bank on one day.

    One day is enough: costs are looked at on a logarithmic scale.
    """
    rows = packaged_rows("secon_cli.practice", "euro_rates.csv")
    return {"EUR": Decimal(1)} | {row["code"]: Decimal(row["per_euro"]) for row in rows}


def _cost_of_one(result: Metric) -> float | None:
    """What one unit cost in euro, by the reading that claims less: the fewest units for the highest cost."""
    if result.value is None or result.value.low <= 0 or result.cost is None or result.currency is None:
        return None
    rate = _rates().get(result.currency)
    return None if rate is None else float(result.cost.high / result.value.low / rate)
