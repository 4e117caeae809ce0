"""The kinds of measure, a closed set. Each says how a practice gives an indicator a value from 0 to 1."""

from typing import Annotated, TypeAlias

from pydantic import Field

from secon_cli.rubric.measures.curves import UnitCost, Years
from secon_cli.rubric.measures.fields import Ordinal, Present
from secon_cli.rubric.measures.items import Count, NoneOf

__all__ = ["AnyMeasure", "Count", "Measure", "NoneOf", "Ordinal", "Present", "UnitCost", "Years"]

AnyMeasure: TypeAlias = Present | Count | Ordinal | NoneOf | Years | UnitCost
Measure: TypeAlias = Annotated[AnyMeasure, Field(discriminator="kind")]
