"""An edited copy beside its original as JSON, schema `secon.what-if/1`: docs/changes.md describes it."""

from dataclasses import asdict

from secon_cli.analysis.movement.diff import WhatIf
from secon_cli.output.diff.as_json import move_fields
from secon_cli.output.machine import dumps, provenance_fields
from secon_cli.output.wires.score import practice_fields

SCHEMA = "secon.what-if/1"


def what_if_json(found: WhatIf) -> str:
    """Both as in `score`, and the difference as in `diff`."""
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(found.provenance),
            "ranked": found.ranked,
            "original": practice_fields(found.original),
            "copy": practice_fields(found.copy),
            "criteria": [asdict(change) for change in found.criteria],
            "difference": move_fields(found.move),
        }
    )
