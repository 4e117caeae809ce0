"""The measure of proportion: what one unit of a result cost."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import log10
from operator import itemgetter
from typing import Annotated, Literal

from pydantic import Field

from secon_cli.practice.fields import ITEMS
from secon_cli.practice.model import Metric, Practice
from secon_cli.practice.money import in_euro
from secon_cli.rubric.measures.base import (
    Account,
    Measurement,
    Number,
    Problem,
    Reading,
    RubricPath,
    Share,
    credit,
    not_assessed,
    percentage,
    quantity,
)
from secon_cli.rubric.measures.items import NOTHING_FOUND, ItemsMeasure, Where


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
    curve: Annotated[tuple[tuple[Annotated[Number, Field(gt=0)], Share], ...], Field(min_length=2)] = Field(
        description="Points of euro per unit and value, such as [1000, 0.8]; euro increase, values never rise."
    )

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """The value of the result that cost least for each unit."""
        found = self._items(practice)
        if found is None:
            return not_assessed((self.of,), account)
        if not found and account is not None:
            account.miss(self.of, NOTHING_FOUND)
        credited = []
        for item in self._matching(found, account):
            assert isinstance(item.value, Metric)
            cost = _cost_of_one(item.value)
            if cost is not None:
                credited.append((item, credit(item, self._value(cost), unsupported), cost))
            elif account is not None:
                account.miss(item.field, "`value`, `cost` and a `currency` with a reference rate are not all filled")
        if not credited:
            return Measurement(0.0, 0.0)
        best, points, cost = max(credited, key=itemgetter(1))
        if account is not None:
            account.count(best, points, unsupported, f"about {cost:,.0f} EUR for one")
            for other, _, _ in credited:
                if other is not best:
                    account.miss(other.field, f"{best.field} counts more")
        return Measurement(points, points)

    def _value(self, euro: float) -> float:
        (cheapest, highest), *_, (_, lowest) = self.curve
        if euro <= cheapest:
            return highest
        for (left, high), (right, low) in pairwise(self.curve):
            if euro <= right:
                return high + (low - high) * (log10(euro) - log10(left)) / (log10(right) - log10(left))
        return lowest

    def words(self) -> tuple[str, ...]:
        """Which results are looked at, and the points of the curve."""
        steps = ", ".join(f"{percentage(value)} at {quantity(euro)}" for euro, value in self.curve)
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

    @property
    def rewarded(self) -> tuple[str, ...]:
        """The list of results."""
        return (self.of,)

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """A curve that turns back or rises, and conditions that no result can meet."""
        yield from super().problems(path)
        for index, (before, point) in enumerate(pairwise(self.curve), start=1):
            if point[0] <= before[0]:
                yield Problem((*path, "curve", index), f"euro must increase, and {point[0]:g} follows {before[0]:g}")
            if point[1] > before[1]:
                yield Problem((*path, "curve", index), f"values must not rise, and {point[1]:g} follows {before[1]:g}")


def _cost_of_one(result: Metric) -> float | None:
    """What one unit cost in euro, by the reading that claims less: the fewest units for the highest cost."""
    if result.value is None or result.value.low <= 0 or result.cost is None or result.currency is None:
        return None
    cost = in_euro(result.cost.high / result.value.low, result.currency)
    return None if cost is None else float(cost)
