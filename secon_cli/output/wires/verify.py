"""The JSON of `verify` (`secon.verify/1`)."""

from collections.abc import Mapping
from typing import Any

from secon_cli.analysis.results import LeftOut
from secon_cli.analysis.verification import Aspect, Diagnosis, ResultDifference, Verification
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import InputWire, RubricWire, ToolWire, result_fields

SCHEMA = "secon.verify/1"


@wire
class StoredResultWire:
    """The result that was verified, and its provenance."""

    path: str
    sha256: str
    tool: ToolWire
    as_of: str
    options: Mapping[str, Any]
    rubric: RubricWire
    inputs: tuple[InputWire, ...]
    shipped: bool
    left_out: tuple[LeftOut, ...]


@wire
class VerifyWire:
    """Whether the result holds, and every difference."""

    schema: str
    verified_by: ToolWire
    result: StoredResultWire
    holds: bool
    """Whether recomputing gives the same."""
    failing: tuple[Aspect, ...]
    """The aspects that fail."""
    explanation: Diagnosis | None
    practices: int
    """How many practices were recomputed."""
    differences: tuple[ResultDifference, ...]


def verify_wire(found: Verification) -> VerifyWire:
    """The verdict as JSON has it."""
    fields = result_fields("", found.stored.provenance)
    del fields["schema"]
    return VerifyWire(
        schema=SCHEMA,
        verified_by=ToolWire("secon", found.version),
        result=StoredResultWire(path=found.name, sha256=found.sha256, **fields),
        holds=found.holds,
        failing=found.failing,
        explanation=found.explanation,
        practices=found.practices,
        differences=found.differences,
    )
