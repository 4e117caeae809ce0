"""Measures of the items of a list: how much they count, or that there are none of a kind."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import fsum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, Field

from secon_cli.practice.fields import ITEMS, FieldValue, filled_at, find, items
from secon_cli.practice.model import Practice
from secon_cli.practice.types import Text, Written
from secon_cli.rubric.measures import base
from secon_cli.rubric.measures.base import Account, Measurement, Problem, Reading, RubricPath, credit, not_assessed

_NOTHING_FOUND = "looked for, nothing found"


# One accepted value may be written without brackets; `any` and `none` have a meaning of their own.
Accepted: TypeAlias = Annotated[
    Literal["any", "none"] | tuple[Text, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) and value not in ("any", "none") else value),
    Written("Accepted"),
]
Where: TypeAlias = Mapping[Text, Accepted]


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
                at = (*path, "where", name)
                field = base.find_field(at, name, holder.block, in_key=True)
                if isinstance(field, Problem):
                    yield field
                elif not isinstance(accepted, str):
                    yield from base.term_problems(at, field, accepted)
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
                elif values and (accepted == "any" or any(value in accepted for value in values)):
                    continue
                if account is not None:
                    is_other = accepted not in ("any", "none") and values
                    misfit = f"`{name}: {', '.join(map(str, values))}` does not count for this indicator"
                    misfit = misfit if is_other else f"`{name}` is {'filled' if values else 'not filled'}"
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
        return f" whose {base.and_list(parts)}" if parts else ""


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
            # Where there are several fields, or a field holds several values, the best one counts.
            values = [(name, table, value) for name, table in tables for value in filled_at(item.value, name)]
            points = max([table.get(str(value), 0.0) for _, table, value in values], default=0.0) if tables else 1.0
            if points:
                credited.append((item, credit(item, points, unsupported)))
            elif account is not None:
                left_out = f"{base.and_list([f'`{name}`' for name, _ in tables])} left out"
                worth = max([f"`{name}: {value}`" for name, _, value in values], default=left_out)
                account.miss(item.field, f"{worth} earns no points here")
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
            number = points.get(value, 0.0)
            return (
                f"it counts {base.quantity(number)} of {base.quantity(self.full_at)}" if number else "it counts nothing"
            )
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
            field = base.find_field((*path, "distinct"), self.distinct, block)
            if isinstance(field, Problem):
                yield field


def _best_of_each(
    credited: list[tuple[FieldValue, float]], name: str, account: Account | None
) -> list[tuple[FieldValue, float]]:
    """Keep the best item of each value of a field; items without a value are a kind of their own."""
    best: dict[str, tuple[FieldValue, float]] = {}
    for counted in credited:
        values = filled_at(counted[0].value, name)
        key = str(values[0]) if values else ""
        rival = best.setdefault(key, counted)
        if rival is counted:
            continue
        left = counted
        if counted[1] > rival[1]:
            best[key], left = counted, rival
        if account is not None:
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
                reason = "1 stated, which does not count against it" if len(found) == 1 else ""
                reason = reason or f"{len(found)} stated, none of which counts against it"
                account.count(FieldValue(self.of, None, None), 1.0, unsupported, reason)
            return Measurement(1.0, 1.0)
        looked = [value._replace(evidence=value.evidence or ()) for value in find(practice, self.of) or ()]
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
