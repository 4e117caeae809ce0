"""The measure of time: years in place on a curve, and the gate."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from secon_cli.practice.fields import FieldValue
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState, time_in_place
from secon_cli.rubric.measures.base import (
    Account,
    Counted,
    FieldPart,
    MeasureBase,
    Measurement,
    Problem,
    Reading,
    RubricPart,
    RubricPath,
    Share,
    Weight,
    credit,
    not_assessed,
    percentage,
    quantity,
)

_BLOCKS = ("duration", "sources")
"""The blocks that the time in place follows from: the newest source says until when an open end is certain."""


class Gate(RubricPart):
    """Eligibility: the shortest time in place, in years, that a practice needs."""

    at_least: Weight = Field(description="The years that a practice needs.")


class Years(MeasureBase):
    """Years in place on a curve of points (years, value), in proportion between them and level outside.

    One measure of a rubric can have a gate: the years that a practice needs to be eligible.
    """

    purpose = "For what has been tested over time."
    how_to = "Give the curve as points of years and value; add the gate to one measure at most."
    example = "{kind: years, curve: [[0, 0], [2, 0.5], [10, 1]], gate: {at_least: 2}}"

    kind: Literal["years"]
    curve: Annotated[tuple[tuple[Weight, Share], ...], Field(min_length=2)] = Field(
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
        *steps, last = [(percentage(value), quantity(years)) for years, value in self.curve]
        values = ", ".join([*(f"{value} at {years}" for value, years in steps), f"{last[0]} from {last[1]} on"])
        curve = f"Goes by the years in place: {values}, and in proportion between."
        return (curve, f"Gate: at least {quantity(self.gate.at_least)} years.") if self.gate else (curve,)

    def readings(self) -> tuple[Reading, ...]:
        """Start and end."""
        return Reading("duration.start"), Reading("duration.end")

    def concerns(self, path: str) -> bool:
        """Anything about the duration or the sources."""
        return path.partition(".")[0] in _BLOCKS

    def parts(self, value: float, counted: Sequence[Counted]) -> tuple[FieldPart, ...]:
        """The start, without which nothing is known."""
        return (FieldPart("duration.start", 1.0, value),)

    @property
    def required_years(self) -> float | None:
        """The years of the gate."""
        return self.gate.at_least if self.gate else None

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """A curve that turns back or falls."""
        for index, (before, point) in enumerate(pairwise(self.curve), start=1):
            if point[0] <= before[0]:
                yield Problem((*path, "curve", index), f"years must increase, and {point[0]:g} follows {before[0]:g}")
            if point[1] < before[1]:
                yield Problem((*path, "curve", index), f"values must not fall, and {point[1]:g} follows {before[1]:g}")


def on_curve(years: float, curve: tuple[tuple[float, float], ...]) -> float:
    """Value of a piecewise-linear curve at `years`; level before its first and after its last point."""
    if years <= curve[0][0]:
        return curve[0][1]
    for (left, low), (right, high) in pairwise(curve):
        if years <= right:
            return low + (high - low) * (years - left) / (right - left)
    return curve[-1][1]
