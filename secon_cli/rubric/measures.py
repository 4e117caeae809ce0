"""The five kinds of measure: a closed set. Each says how a practice gives an indicator a value from 0 to 1."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from secon_cli.practice.quantities import parse_number
from secon_cli.practice.types import Text


class Part(BaseModel):
    """A part of the rubric: immutable, and without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _number(value: object) -> object:
    if isinstance(value, str):
        try:
            return float(parse_number(value.strip()))
        except ValueError as error:
            raise PydanticCustomError("number", "{reason}", {"reason": str(error)}) from None
    return value


def _values(value: object) -> object:
    """One accepted value may stand without brackets; `any` and `none` are words of their own."""
    return (value,) if isinstance(value, str) and value not in ("any", "none") else value


Number: TypeAlias = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
Weight: TypeAlias = Annotated[Number, Field(ge=0)]
Share: TypeAlias = Annotated[Number, Field(ge=0, le=1)]
FieldName: TypeAlias = Text
"""Path of a field of a practice; `secon_cli.rubric.problems` checks that there is such a field."""
Accepted: TypeAlias = Annotated[Literal["any", "none"] | tuple[Text, ...], BeforeValidator(_values)]
Where: TypeAlias = Mapping[Text, Accepted]


class Gate(Part):
    """Eligibility: the shortest time in place, in years, that a practice needs."""

    at_least: Weight = Field(description="The years that a practice needs.")


class Present(Part):
    """The share of the listed fields that are filled."""

    kind: Literal["present"]
    fields: Annotated[tuple[FieldName, ...], Field(min_length=1)] = Field(
        description="Paths of fields, such as `results.metrics[].target`."
    )


class Count(Part):
    """Items of a list, each with its points, over the number at which nothing more is gained.

    An item counts if it matches `where`; its points go by the value of one field (1 where no `points` are given, 0 for
    a value that is not listed). With `distinct`, only the best item of each value of that field counts.
    """

    kind: Literal["count"]
    of: FieldName = Field(description="Path of the list, such as `results.metrics`.")
    where: Where = Field(
        default_factory=dict, description="What an item must hold: values by field, or `any` (filled), `none` (not)."
    )
    points: Mapping[Text, Mapping[Text, Weight]] | None = Field(
        None, description="What an item counts, by the value of one field."
    )
    distinct: Text | None = Field(None, description="Only the best item of each value of this field counts.")
    full_at: Annotated[Number, Field(gt=0)] = Field(description="The sum of points at which nothing more is gained.")


class Ordinal(Part):
    """A field's value on a scale; of a list, the best one."""

    kind: Literal["ordinal"]
    of: FieldName = Field(description="Path of a field with a vocabulary.")
    scale: Annotated[Mapping[Text, Share], Field(min_length=1)] = Field(
        description="What each value is worth, from 0 to 1; others are worth 0."
    )


class NoneOf(Part):
    """1 while no item of a list matches `where`, else 0."""

    kind: Literal["none_of"]
    of: FieldName = Field(description="Path of the list, such as `sustainability.risks`.")
    where: Where = Field(default_factory=dict, description="What an item must hold to be what should be absent.")


class Years(Part):
    """Years in place through a piecewise-linear curve of (years, value), level outside its points."""

    kind: Literal["years"]
    curve: Annotated[tuple[tuple[Weight, Share], ...], Field(min_length=2)] = Field(
        description="Points of years and value, such as [2, 0.5]; years increase, values never fall."
    )
    gate: Gate | None = Field(None, description="The years that a practice needs to be eligible.")


AnyMeasure: TypeAlias = Present | Count | Ordinal | NoneOf | Years
Measure: TypeAlias = Annotated[AnyMeasure, Field(discriminator="kind")]
