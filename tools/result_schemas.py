"""The JSON Schemas of what commands write with `--format json`, one file per schema name."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from secon_cli.output.wire import json_schema
from secon_cli.output.wires.compare import CompareWire, DiffWire, RegionsWire, WhatIfWire, WhyWire
from secon_cli.output.wires.criteria import (
    CriteriaCheckWire,
    CriteriaDiffWire,
    CriteriaWire,
    ExplainWire,
    ImportsWire,
    ValidationWire,
)
from secon_cli.output.wires.panel import PanelWire
from secon_cli.output.wires.robustness import RobustnessWire
from secon_cli.output.wires.score import ScoreWire, ShowWire, VerifyWire

DOCUMENTS: dict[str, type] = {
    "score": ScoreWire,
    "show": ShowWire,
    "why": WhyWire,
    "compare": CompareWire,
    "compare-matrix": RegionsWire,
    "robustness": RobustnessWire,
    "panel": PanelWire,
    "diff": DiffWire,
    "what-if": WhatIfWire,
    "verify": VerifyWire,
    "validate": ValidationWire,
    "explain": ExplainWire,
    "import": ImportsWire,
    "criteria": CriteriaWire,
    "criteria-check": CriteriaCheckWire,
    "criteria-diff": CriteriaDiffWire,
}
"""The documents by the name in their `schema`, such as `secon.score/1`."""


def schema_pages() -> dict[str, Callable[[], str]]:
    """The path of each schema, with the function that gives its text."""
    return {f"docs/schema/results/{name}.schema.json": partial(_text, kind) for name, kind in DOCUMENTS.items()}


def _text(kind: type) -> str:
    return json.dumps(_open(json_schema(kind)), indent=2, ensure_ascii=False) + "\n"


def _open(schema: Any) -> Any:
    """The schema without the refusal of other keys: a later release may add some within the same version."""
    if isinstance(schema, list):
        return [_open(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _open(part) for key, part in schema.items() if (key, part) != ("additionalProperties", False)}
