"""Measures of single fields: whether they are filled, and where their value is on a scale."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import fsum
from operator import itemgetter
from typing import Annotated, Literal

from pydantic import Field

from secon_cli.practice.fields import FieldValue, find, items
from secon_cli.practice.model import Practice
from secon_cli.practice.types import Text
from secon_cli.rubric.measures import base
from secon_cli.rubric.measures.base import Account, Measurement, Problem, Reading, RubricPath, credit, not_assessed


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
                    # A filled list rests on the best evidence that one of its items cites.
                    cited = next((item.evidence for item in items(holder) if item.evidence), holder.evidence)
                    rested = holder._replace(evidence=cited)
                    filled.append((rested, credit(rested, 1.0, unsupported)))
            if filled:
                best, points = max(filled, key=itemgetter(1))
                counted.append(points)
                if account is not None:
                    account.count(best, points, unsupported)
            elif account is not None:
                account.miss(path, "not assessed: left out" if found is None else "not filled")
        value = fsum(counted) / len(self.fields)
        return Measurement(value, min(value + left_out / len(self.fields), 1.0))

    def words(self) -> tuple[str, ...]:
        """Which fields are asked for."""
        names = base.and_list([f"`{name}`" for name in self.fields])
        if len(self.fields) == 1:
            return (f"Asks whether {names} is filled.",)
        return (f"Asks whether {names} are filled; each counts alike.",)

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
            field = base.find_field((*path, "fields", index), name)
            if isinstance(field, Problem):
                yield field


class Ordinal(base.MeasureBase):
    """A field's value on a scale; of a list, the best one."""

    purpose = "For what comes in steps, from worse to better."
    how_to = "Name the field in `of`, and give each of its values its worth in `scale`."
    example = "{kind: ordinal, of: duration.status, scale: {running: 1, paused: 0.4, ended: 0}}"

    kind: Literal["ordinal"]
    of: base.FieldName = Field(description="Path of a field with a vocabulary.")
    scale: Annotated[Mapping[Text, base.Share], Field(min_length=1)] = Field(
        description="What each value is worth, from 0 to 1; others are worth 0."
    )

    def measure(
        self, practice: Practice, unsupported: float, as_of: date, account: Account | None = None
    ) -> Measurement:
        """What the value is worth on the scale."""
        found = find(practice, self.of)
        if found is None:
            return not_assessed((self.of,), account)
        credited: list[tuple[FieldValue, float, str | None]] = []
        for holder in found:
            for value in items(holder) if isinstance(holder.value, tuple) else (holder,):
                step = self.scale.get(str(value.value), 0.0)
                if step:
                    credited.append((value, credit(value, step, unsupported), None))
                elif value.value is not None and account is not None:
                    account.miss(value.field, f"`{value.value}` is worth nothing on this scale")
        return base.best_counts(credited, unsupported, account)

    def words(self) -> tuple[str, ...]:
        """The scale."""
        steps = "; ".join(f"{values} {base.percentage(share)}" for share, values in base.by_worth(self.scale))
        return (f"Goes by `{self.of}`: {steps}.",)

    def readings(self) -> tuple[Reading, ...]:
        """The field, with the values that are worth something."""
        return (Reading(self.of, frozenset(value for value, share in self.scale.items() if share)),)

    @property
    def rewarded(self) -> tuple[str, ...]:
        """The field."""
        return (self.of,)

    def worth(self, path: str, value: str) -> str | None:
        """The value's place on the scale."""
        share = self.scale.get(value) if self.of == path else None
        return None if share is None else f"it is worth {base.percentage(share)}"

    def problems(self, path: RubricPath) -> Iterator[Problem]:
        """No such field, or values that its vocabulary does not have."""
        field = base.find_field((*path, "of"), self.of)
        if isinstance(field, Problem):
            yield field
        elif field.vocabulary is None:
            yield Problem((*path, "of"), f"`{self.of}` has no vocabulary, so it cannot be put on a scale")
        else:
            yield from base.term_problems((*path, "scale"), field, self.scale, in_key=True)
