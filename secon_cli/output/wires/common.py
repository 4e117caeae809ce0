"""What JSON documents share: where the numbers come from, and what counted for an indicator."""

from collections.abc import Mapping
from typing import Any

from secon_cli.analysis.results import LeftOut, Provenance
from secon_cli.engine.assessment import IndicatorAssessment, Range
from secon_cli.output.wire import wire
from secon_cli.rubric.measures.base import NotCounted


@wire
class ToolWire:
    """The program that wrote the document."""

    name: str
    version: str


@wire
class RubricWire:
    """The rubric that practices were judged by, with overrides applied."""

    id: str
    version: str
    sha256: str
    """Hash of the content in force."""
    content: Mapping[str, Any]


@wire
class InputWire:
    """A file that was read."""

    path: str
    sha256: str


@wire
class ResultWire:
    """What every result begins with: enough to compute it again."""

    schema: str
    tool: ToolWire
    as_of: str
    """The day as of which practices are judged."""
    options: Mapping[str, Any]
    """The options that change what is computed or shown."""
    rubric: RubricWire
    inputs: tuple[InputWire, ...]
    """Every file that was read, also those with errors."""
    shipped: bool
    """Whether the practices are those that ship with the tool."""
    left_out: tuple[LeftOut, ...]
    """Files with errors, which are in no ranking."""


def result_fields(schema: str, provenance: Provenance) -> dict[str, Any]:
    """The fields of a `ResultWire`."""
    rubric = provenance.rubric
    return {
        "schema": schema,
        "tool": ToolWire("secon", provenance.version),
        "as_of": rubric.as_of.isoformat(),
        "options": dict(provenance.options),
        "rubric": RubricWire(rubric.rubric, rubric.version, rubric.sha256, rubric.content),
        "inputs": tuple(InputWire(file.path, file.sha256) for file in provenance.inputs),
        "shipped": provenance.shipped,
        "left_out": provenance.left_out,
    }


@wire
class CountedWire:
    """An item that counted."""

    field: str
    points: float
    """What it counts, after the reduction for a claim without evidence."""
    evidence: tuple[str, ...]
    reason: str | None = None
    """Why it counted as much as it did, where that needs a reason."""


def explained_wires(indicator: IndicatorAssessment) -> tuple[tuple[CountedWire, ...], tuple[NotCounted, ...]]:
    """What counted for an indicator, and what did not."""
    account = indicator.explained()
    counted = [CountedWire(item.field, item.points, item.evidence, item.reason) for item in account.counted]
    return tuple(counted), tuple(account.not_counted)


def ends(range: Range) -> tuple[float, float]:
    """A range as its two ends."""
    return range.low, range.high
