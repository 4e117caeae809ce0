"""What each command writes as JSON, declared as types: a file for each command or two.

A command that prints no JSON declares none: `wires.score_wire` and the like are loaded when they are called.
"""

from importlib import import_module
from typing import Any

_MODULES = {
    "check_wire": "criteria",
    "compare_wire": "compare",
    "criteria_wire": "criteria",
    "diff_wire": "diff",
    "rubric_diff_wire": "criteria",
    "explain_wire": "explain",
    "panel_records": "panel",
    "panel_wire": "panel",
    "regions_wire": "compare",
    "robustness_wire": "robustness",
    "score_wire": "score",
    "show_wire": "score",
    "what_if_wire": "diff",
    "why_wire": "why",
}
"""The module of each function that makes the JSON of a result."""


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
