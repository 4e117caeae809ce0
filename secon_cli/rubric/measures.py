"""The kinds of measure, a closed set: each says how a practice gives an indicator a value from 0 to 1."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import fsum, log10
from operator import itemgetter
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field

from secon_cli.practice.fields import ITEMS, FieldValue, cited_by, filled_at, find, items
from secon_cli.practice.model import Metric, Practice
from secon_cli.practice.time_in_place import GateState, time_in_place
from secon_cli.practice.values import Text
from secon_cli.practice.vocabularies import GRADES, DurationStatus, packaged_rows
from secon_cli.rubric import base
from secon_cli.rubric.base import (
    Account,
    Measurement,
    Problem,
    Reading,
    RubricPath,
    Where,
    credit,
    not_assessed,
    on_curve,
)


class Present(base.MeasureBase):
    """The share of the listed fields that are filled."""

    purpose = "For fields that only have to be filled, whatever they say."
    how_to = "List the fields by their paths; each counts alike."
    example = "{kind: present, fields: [transfer.conditions, transfer.barriers]}"

    kind: Literal["present"]
    fields: Annotated[tuple[base.FieldName, ...], Field(min_length=1)] = Field(
        description="Paths of fields, such as `results.metrics[].target`."
    )

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """The share of the fields that are filled; those left out could be."""
        looked_at = {path: find(practice, path) for path in self.fields}
        left_out = sum([found is None for found in looked_at.values()])
        if left_out == len(looked_at):
            return not_assessed(self.fields, account)
        counted = []
        for path, found in looked_at.items():
            filled = []
            for holder in found or ():
                if holder.filled:
                    rested = FieldValue(holder.path, holder.value, cited_by(holder), holder.place)
                    filled.append((rested, credit(rested, 1.0, unsupported)))
            if filled:
                best, points = max(filled, key=itemgetter(1))
                counted.append(points)
                if account is not None:
                    account.count(best, points, unsupported)
            elif account is not None:
                account.miss(path, base.LEFT_OUT if found is None else "not filled")
        value = fsum(counted) / len(self.fields)
        return Measurement(value, min(value + left_out / len(self.fields), 1.0))

    def words(self) -> tuple[str, ...]:
        """Which fields are asked for."""
        verb = "is filled" if len(self.fields) == 1 else "are filled; each counts alike"
        return (f"Asks whether {base.and_list([f'`{name}`' for name in self.fields])} {verb}.",)

    def readings(self) -> tuple[Reading, ...]:
        """The fields."""
        return tuple(Reading(name) for name in self.fields)

    @property
    def rewarded(self) -> tuple[str, ...]:
        """The fields."""
        return self.fields

    @property
    def full_points(self) -> float:
        """One point for each field."""
        return len(self.fields)

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """Fields that do not exist."""
        for index, name in enumerate(self.fields):
            yield from base.field_problems((*path, "fields", index), name)


class Ordinal(base.MeasureBase):
    """A field's value on a scale; of a list, the best one. A half step such as `B-C` lies between its two values."""

    purpose = "For what comes in steps, from worse to better."
    how_to = "Name the field in `of`, and give each of its values its worth in `scale`."
    example = "{kind: ordinal, of: duration.status, scale: {running: 1, paused: 0.4, ended: 0}}"

    kind: Literal["ordinal"]
    of: base.FieldName = Field(description="Path of a field with a vocabulary.")
    scale: Annotated[Mapping[Text, base.Share], Field(min_length=1)] = Field(
        description="What each value is worth, from 0 to 1; `B-C` is between B and C, others are worth 0."
    )

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """What the value is worth on the scale."""
        found = find(practice, self.of)
        if found is None:
            return not_assessed((self.of,), account, self.most)
        credited: list[tuple[FieldValue, float, str | None]] = []
        for holder in found:
            for value in items(holder) if isinstance(holder.value, tuple) else (holder,):
                step = self.step(str(value.value))
                if step:
                    credited.append((value, credit(value, step, unsupported), None))
                elif value.value is not None and account is not None:
                    account.miss(value.field, f"`{value.value}` is worth nothing on this scale")
        return base.best_counts(credited, unsupported, account)

    def words(self) -> tuple[str, ...]:
        """The scale."""
        steps = "; ".join(f"{values} {base.percentage(share)}" for share, values in base.by_worth(self.scale))
        between = " Half steps lie between." if self.half_steps() else ""
        return (f"Goes by `{self.of}`: {steps}.{between}",)

    def step(self, value: str) -> float:
        """What a value is worth: as listed, or for a half step the mean of the two that it lies between."""
        if value in self.scale:
            return self.scale[value]
        better, _, worse = value.partition("-")
        return (self.scale.get(better, 0.0) + self.scale.get(worse, 0.0)) / 2

    def half_steps(self) -> list[str]:
        """The half steps between values of the scale."""
        return [f"{better}-{worse}" for better, worse in pairwise(GRADES) if {better, worse} <= self.scale.keys()]

    def readings(self) -> tuple[Reading, ...]:
        """The field, with the values that are worth something."""
        values = (*self.scale, *self.half_steps())
        return (Reading(self.of, frozenset(value for value in values if self.step(value))),)

    @property
    def rewarded(self) -> tuple[str, ...]:
        """The field."""
        return (self.of,)

    @property
    def most(self) -> float:
        """The highest step of the scale."""
        return max(self.scale.values())

    def worth(self, path: str, value: str) -> str | None:
        """The value's place on the scale."""
        listed = self.of == path and value in (*self.scale, *self.half_steps())
        return f"it is worth {base.percentage(self.step(value))}" if listed else None

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """No such field, or values that its vocabulary does not have."""
        field = base.find_field((*path, "of"), self.of)
        if isinstance(field, Problem):
            yield field
        elif field.vocabulary is None:
            yield Problem((*path, "of"), f"`{self.of}` has no vocabulary, so it cannot be put on a scale")
        else:
            yield from base.term_problems((*path, "scale"), field, self.scale, in_key=True)


_NOTHING_FOUND = "looked for, nothing found"


class ItemsMeasure(base.MeasureBase):
    """A measure of the items of the list `of` that match `where`."""

    of: base.FieldName
    where: Where

    def conditions(self) -> tuple[Reading, ...]:
        """The conditions that items must meet."""
        return tuple(
            Reading(f"{self.of}{ITEMS}.{name}", frozenset(accepted) if isinstance(accepted, tuple) else None)
            for name, accepted in self.where.items()
        )

    def fields_read(self) -> tuple[str, ...]:
        """The list and every field of its items that matters."""
        named = (self.of, *(f"{self.of}{ITEMS}.{name}" for name in self.where))
        return tuple(dict.fromkeys((*super().fields_read(), *named)))

    @property
    def rewarded(self) -> tuple[str, ...]:
        """The list whose items count."""
        return () if self.feared else (self.of,)

    def concerns(self, path: str) -> bool:
        """Of an item, only a field that is read matters, or its evidence."""
        if path.startswith(f"{self.of}{ITEMS}.") and not path.endswith(".evidence"):
            return path in self.fields_read()
        return super().concerns(path)

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """No list of that name, or conditions that no item can meet."""
        holder = base.find_field((*path, "of"), self.of)
        if isinstance(holder, Problem):
            yield holder
        elif self.of.endswith(ITEMS):
            yield Problem((*path, "of"), f"`{self.of}` names the items; leave out `{ITEMS}` to name the list")
        elif holder.block is None or not holder.many:
            yield Problem((*path, "of"), f"`{holder.path}` is not a list of items that can be counted")
        else:
            for name, accepted in self.where.items():
                words = () if isinstance(accepted, str) else accepted
                yield from base.field_problems((*path, "where", name), name, holder.block, words, in_key=True)
            yield from self._item_problems(path, holder.block)

    def _item_problems(self, path: RubricPath, block: type[BaseModel]) -> Iterator[Problem]:
        """What else is wrong with what is asked of the items, which are blocks of that kind."""
        yield from ()

    def _items(self, practice: Practice, account: Account | None = None) -> list[FieldValue] | None:
        """The items of the list; None where it was not assessed. That there are none is noted."""
        lists = find(practice, self.of)
        if lists is None:
            return None
        every = [item for found in lists for item in items(found)]
        if not every and account is not None:
            account.miss(self.of, _NOTHING_FOUND)
        return every

    def _matching(self, found: Sequence[FieldValue], account: Account | None) -> Sequence[FieldValue]:
        """The items that fail no condition; the first one that another item fails is noted."""
        if not self.where:
            return found
        matching = []
        for item in found:
            for name, accepted in self.where.items():
                values = filled_at(item.value, name)
                if accepted == "none":
                    if not values:
                        continue
                elif values and (accepted == "any" or values[0] in accepted or any(v in accepted for v in values)):
                    continue
                if account is not None:
                    misfit = f"`{name}` is {'filled' if values else 'not filled'}"
                    if values and accepted not in ("any", "none"):
                        misfit = f"`{name}: {', '.join(map(str, values))}` does not count for this indicator"
                    account.miss(item.field, misfit)
                break
            else:
                matching.append(item)
        return matching

    def _where_words(self) -> str:
        parts = []
        for name, accepted in self.where.items():
            if isinstance(accepted, str):
                parts.append(f"`{name}` is {'filled' if accepted == 'any' else 'not filled'}")
            elif len(accepted) == 1:
                parts.append(f"`{name}` is `{accepted[0]}`")
            else:
                parts.append(f"`{name}` is one of {', '.join(f'`{value}`' for value in accepted)}")
        return f" {base.and_list([f'whose {part}' for part in parts])}" if parts else ""


class Count(ItemsMeasure):
    """Items of a list, each with its points, over the number at which nothing more is gained.

    An item counts if it matches `where`; its points go by the value of a field, or of the field that gives it most
    (1 where no `points` are given, 0 for a value that is not listed). With `distinct`, only the best item of each value
    of that field counts.
    """

    purpose = "For what is better the more there is of it, up to a point."
    how_to = "Name the list in `of` and the number in `full_at`; the rest is optional."
    example = "{kind: count, of: quality_assurance, distinct: instrument, full_at: 3}"

    kind: Literal["count"]
    of: base.FieldName = Field(description="Path of the list, such as `results.metrics`.")
    where: Where = Field(
        default_factory=dict, description="What an item must hold: values by field, or `any` (filled), `none` (not)."
    )
    points: Mapping[Text, Mapping[Text, base.Weight]] | None = Field(
        None, description="What an item counts, by the value of a field; of several fields, the best counts."
    )
    distinct: Text | None = Field(None, description="Only the best item of each value of this field counts.")
    full_at: Annotated[base.Number, Field(gt=0)] = Field(
        description="The sum of points at which nothing more is gained."
    )

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """The share of `full_at` that the points of the matching items reach."""
        found = self._items(practice, account)
        if found is None:
            return not_assessed((self.of,), account)
        tables = tuple((self.points or {}).items())
        credited = []
        for item in self._matching(found, account):
            points = _worth_most(item.value, tables) if tables else 1.0
            if points:
                credited.append((item, credit(item, points, unsupported)))
            elif account is not None:
                values = [f"`{name}: {value}`" for name, _ in tables for value in filled_at(item.value, name)]
                left_out = f"{base.and_list([f'`{name}`' for name, _ in tables])} left out"
                account.miss(item.field, f"{max(values, default=left_out)} earns no points here")
        if self.distinct is not None:
            credited = _best_of_each(credited, self.distinct, account)
        if account is not None:
            for item, points in credited:
                account.count(item, points, unsupported)
        value = min(fsum([points for _, points in credited]) / self.full_at, 1.0)
        return Measurement(value, value)

    def words(self) -> tuple[str, ...]:
        """Which items count, what each counts, and how many are full."""
        each = f", each `{self.distinct}` once" if self.distinct else ""
        sentences = [f"Counts the items of `{self.of}`{self._where_words()}{each}."]
        for number, (name, table) in enumerate((self.points or {}).items()):
            steps = [
                f"{values} {base.quantity(points) if points else 'nothing'}" for points, values in base.by_worth(table)
            ]
            start = "An item counts by its" if not number else "Or, where that is more, by its"
            sentences.append(f"{start} `{name}`: {'; '.join(steps)}.")
        unit = "point" if self.points else "item"
        plural = "" if self.full_at == 1 else "s"
        return (*sentences, f"Full at {base.quantity(self.full_at)} {unit}{plural}; more is worth no more.")

    def readings(self) -> tuple[Reading, ...]:
        """The fields that the points, or else the conditions, go by."""
        decisive = []
        for name, points in (self.points or {}).items():
            values = frozenset(value for value, number in points.items() if number)
            accepted = self.where.get(name)
            chosen = values & frozenset(accepted) if isinstance(accepted, tuple) else values
            decisive.append(Reading(f"{self.of}{ITEMS}.{name}", chosen))
        if decisive:
            return tuple(decisive)
        whole = Reading(f"{self.of}{ITEMS}.{self.distinct}" if self.distinct else f"{self.of}{ITEMS}")
        return self.conditions() or (whole,)

    def fields_read(self) -> tuple[str, ...]:
        """The list and every field of its items that matters."""
        named = (f"{self.of}{ITEMS}.{name}" for name in (self.distinct, *(self.points or ())) if name)
        return tuple(dict.fromkeys((*super().fields_read(), *named)))

    @property
    def threshold(self) -> float:
        """The points at which nothing more is gained."""
        return self.full_at

    def worth(self, path: str, value: str) -> str | None:
        """How much an item with that value counts."""
        name = path.removeprefix(f"{self.of}{ITEMS}.")
        accepted = self.where.get(name)
        if name == path or (isinstance(accepted, tuple) and value not in accepted):
            return None
        points = (self.points or {}).get(name)
        if points is not None:
            number = points.get(value)
            return f"it counts {f'{number:g} of {self.full_at:g}' if number else 'nothing'}"
        return "an item that says so counts" if isinstance(accepted, tuple) or self.distinct == name else None

    def _item_problems(self, path: RubricPath, block: type[BaseModel]) -> Iterator[Problem]:
        if self.points is not None and not self.points:
            yield Problem((*path, "points"), "points go by the values of a field, and none is named")
        for name, points in (self.points or {}).items():
            at = (*path, "points", name)
            field = base.find_field(at, name, block, in_key=True)
            if isinstance(field, Problem):
                yield field
                continue
            yield from base.term_problems(at, field, points, in_key=True)
            if not any(points.values()):
                yield Problem(at, "all points are 0, so nothing could ever count")
        if self.distinct is not None:
            yield from base.field_problems((*path, "distinct"), self.distinct, block)


def _worth_most(item: object, tables: Sequence[tuple[str, Mapping[str, float]]]) -> float:
    """What an item counts; of several fields, or several values of a field, the best."""
    most = 0.0
    for name, table in tables:
        for value in filled_at(item, name):
            most = max(most, table.get(value, 0.0))
    return most


def _best_of_each(
    credited: list[tuple[FieldValue, float]], name: str, account: Account | None
) -> list[tuple[FieldValue, float]]:
    """Keep the best item of each value of a field; items without a value are a kind of their own."""
    best: dict[str, tuple[FieldValue, float]] = {}
    for counted in credited:
        values = filled_at(counted[0].value, name)
        key = str(values[0]) if values else ""
        rival = best.setdefault(key, counted)
        best[key], left = (counted, rival) if counted[1] > rival[1] else (rival, counted)
        if account is not None and counted is not rival:
            account.miss(left[0].field, f"`{name}: {key}` is counted once, at {best[key][0].field}")
    return list(best.values())


class NoneOf(ItemsMeasure):
    """1 while no item of a list matches `where`, else 0.

    A list left out earns nothing; an empty list has full points only if its block cites where it was looked for.
    """

    purpose = "For what should be absent: saying nothing is never better than admitting a threat."
    how_to = "Name the list in `of`, and in `where` what should be absent."
    example = "{kind: none_of, of: ethics.concerns, where: {status: unresolved}}"

    kind: Literal["none_of"]
    of: base.FieldName = Field(description="Path of the list, such as `sustainability.risks`.")
    where: Where = Field(default_factory=dict, description="What an item must hold to be what should be absent.")

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """1 where no item matches; an empty list counts as far as its block cites where it was looked for."""
        found = self._items(practice)
        if found is None:
            return not_assessed((self.of,), account)
        matching = self._matching(found, None)
        if matching:
            if account is not None:
                for item in matching:
                    account.miss(item.field, "counts against the practice")
            return Measurement(0.0, 0.0)
        if found:
            if account is not None:
                which = "which does not count" if len(found) == 1 else "none of which counts"
                reason = f"{len(found)} stated, {which} against it"
                account.count(FieldValue(self.of, None, None), 1.0, unsupported, reason)
            return Measurement(1.0, 1.0)
        looked = [FieldValue(value.path, value.value, value.evidence or ()) for value in find(practice, self.of) or ()]
        if not looked:
            return Measurement(1.0, 1.0)
        best = max(looked, key=lambda value: credit(value, 1.0, unsupported))
        points = credit(best, 1.0, unsupported)
        if account is not None:
            account.count(best, points, unsupported, _NOTHING_FOUND)
        return Measurement(points, points)

    def words(self) -> tuple[str, ...]:
        """What should be absent, and what an empty list means."""
        return (
            f"Full while `{self.of}` has no item{self._where_words()}, else nothing.",
            "An empty list is full only if its block cites where it was looked for; a list left out earns nothing.",
        )

    def readings(self) -> tuple[Reading, ...]:
        """The conditions, or else the list as a whole."""
        return self.conditions() or (Reading(f"{self.of}{ITEMS}"),)

    @property
    def feared(self) -> tuple[str, ...]:
        """The list that should hold no such item."""
        return (self.of,)

    def worth(self, path: str, value: str) -> str | None:
        """Whether that value is what should be absent."""
        name = path.removeprefix(f"{self.of}{ITEMS}.")
        accepted = self.where.get(name) if name != path else None
        against = isinstance(accepted, tuple) and value in accepted
        return "it speaks against the practice" if against else None


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
    shares: Annotated[dict[DurationStatus, base.Share], Field(min_length=1)] = Field(
        {DurationStatus.RUNNING: 1.0},
        description="By status, the share of the value that a practice keeps; a status that is not listed keeps all.",
    )

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """The value of the shortest and of the longest time that the dates allow, and the state of the gate."""
        status = practice.duration.status
        least, most = self.kept(status), 1.0 if status is None else self.kept(status)
        time = time_in_place(practice, as_of)
        if time is None:
            # Where no source has a start, someone has looked; any time is possible all the same.
            looked_for = "start" in practice.duration.not_stated
            reason = "not stated" if looked_for else base.LEFT_OUT
            unknown = not_assessed(("duration.start",), account, self.most * most, reason)
            return replace(unknown, assessed=looked_for, gate=GateState.UNCERTAIN if self.gate else None)
        duration = FieldValue("duration", practice.duration, practice.duration.evidence)
        whole = credit(duration, 1.0, unsupported)
        value = on_curve(time.shortest, self.curve) * least * whole
        best = on_curve(time.longest, self.curve) * most * whole
        if account is not None and least < 1:
            if value:
                account.count(duration, value, unsupported, f"{status or 'without a status'}, counts at {least:g}")
            elif not least:
                without = f"if `{status}`" if status else "without a status"
                account.miss("duration.status", f"years are worth nothing {without}")
        elif account is not None and value:
            account.count(duration, value, unsupported)
        if account is not None and not account.counted and not account.not_counted:
            certain = "its certain time in place is worth nothing" if time.shortest else "no time in place is certain"
            account.miss("duration", certain)
        return Measurement(value, best, True, time, time.passes(self.gate.at_least) if self.gate else None)

    def kept(self, status: DurationStatus | None) -> float:
        """The share that a status keeps; without one the least of all, so that leaving it out gains nothing."""
        return min(1.0, *self.shares.values()) if status is None else self.shares.get(status, 1.0)

    def words(self) -> tuple[str, ...]:
        """The points of the curve, the shares by status, and the gate."""
        *steps, last = [(base.percentage(value), base.quantity(years)) for years, value in self.curve]
        values = ", ".join([*(f"{value} at {years}" for value, years in steps), f"{last[0]} from {last[1]} on"])
        words = [f"Goes by the years in place: {values}, and in proportion between."]
        # Every status, because one that is not listed keeps all.
        kept = base.by_worth({status: self.kept(status) for status in DurationStatus})
        if any(share < 1 for share, _ in kept):
            by_status = "; ".join(f"{base.percentage(share)} if {statuses}" for share, statuses in kept)
            without = f"{base.percentage(self.kept(None))} without a status"
            words.append(f"Of this, a practice keeps {by_status}; {without}.")
        if self.gate:
            words.append(f"Gate: at least {base.in_years(self.gate.at_least)}.")
        return tuple(words)

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
    def most(self) -> float:
        """The value at the last point of the curve."""
        return self.curve[-1][1]

    @property
    def required_years(self) -> float | None:
        """The years of the gate."""
        return self.gate.at_least if self.gate else None

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """A curve that turns back or falls."""
        return base.curve_problems((*path, "curve"), self.curve, "years", rising=True)


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
            return not_assessed((self.of,), account, self.most)
        # Between two points the value is in proportion on a logarithmic scale.
        curve = tuple((log10(euro), value) for euro, value in self.curve)
        credited: list[tuple[FieldValue, float, str | None]] = []
        for item in self._matching(found, account):
            assert isinstance(item.value, Metric)
            units, cost, rate = item.value.value, item.value.cost, _rates().get(item.value.currency or "")
            if units is not None and units.low > 0 and cost is not None and rate is not None:
                # By the reading that claims less: the fewest units for the highest cost.
                euro = float(cost.high / units.low / rate)
                points = credit(item, on_curve(log10(max(euro, self.curve[0][0])), curve), unsupported)
                credited.append((item, points, f"about {euro:,.0f} EUR each"))
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

    @property
    def most(self) -> float:
        """The value at the first point of the curve."""
        return self.curve[0][1]

    def fields_read(self) -> tuple[str, ...]:
        """The list, the figure and its cost."""
        return (*super().fields_read(), f"{self.of}{ITEMS}.value")

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """A curve that turns back or rises, and conditions that no result can meet."""
        yield from super().problems(path)
        yield from base.curve_problems((*path, "curve"), self.curve, "euro", rising=False)


@cache
def _rates() -> Mapping[str, Decimal]:
    """How much of a currency is one euro, at the reference rates of the European Central Bank on one day.

    One day is enough: costs are looked at on a logarithmic scale.
    """
    rows = packaged_rows("secon_cli.practice", "euro_rates.csv")
    return {"EUR": Decimal(1)} | {row["code"]: Decimal(row["per_euro"]) for row in rows}


AnyMeasure: TypeAlias = Present | Count | Ordinal | NoneOf | Years | UnitCost
Measure: TypeAlias = Annotated[AnyMeasure, Field(discriminator="kind")]
