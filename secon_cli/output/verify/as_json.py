"""A verification as JSON, schema `secon.verify/1`: docs/changes.md describes it."""

from secon_cli.analysis.verification import Verification
from secon_cli.output.machine import dumps, provenance_fields

SCHEMA = "secon.verify/1"


def verify_json(found: Verification) -> str:
    """The verdict, what the result says it was computed from, and every difference."""
    return dumps(
        {
            "schema": SCHEMA,
            "verified_by": {"name": "secon", "version": found.version},
            "result": {"path": found.name, "sha256": found.sha256, **provenance_fields(found.stored.provenance)},
            "holds": found.holds,
            "failing": [aspect.value for aspect in found.failing],
            "explanation": found.explanation and found.explanation.value,
            "practices": found.practices,
            "differences": [
                {"aspect": one.aspect.value, "place": one.place, "message": one.message, "fails": one.fails}
                for one in found.differences
            ],
        }
    )
