"""What each command writes as JSON, declared as types: a file for each command or two.

`wires.score_wire(result)` and the like give a result as its declared type; a command that prints no JSON loads none.
"""

from functools import partial
from importlib import import_module
from typing import Any

_DECLARED = {
    "check_wire": ("criteria", "check_wire"),
    "compare_wire": ("compare", "CompareWire"),
    "criteria_wire": ("criteria", "criteria_wire"),
    "diff_wire": ("compare", "DiffWire"),
    "explain_wire": ("criteria", "ExplainWire"),
    "imports_wire": ("criteria", "ImportsWire"),
    "panel_wire": ("panel", "PanelWire"),
    "regions_wire": ("compare", "RegionsWire"),
    "robustness_wire": ("robustness", "RobustnessWire"),
    "rubric_diff_wire": ("criteria", "CriteriaDiffWire"),
    "score_wire": ("score", "ScoreWire"),
    "show_wire": ("score", "ShowWire"),
    "validation_wire": ("criteria", "ValidationWire"),
    "verify_wire": ("score", "VerifyWire"),
    "what_if_wire": ("compare", "WhatIfWire"),
    "why_wire": ("compare", "WhyWire"),
}
"""The module of each, and the type or the function there."""


def __getattr__(name: str) -> Any:
    if name not in _DECLARED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from secon_cli.output.wire import View

    module, place = _DECLARED[name]
    made = getattr(import_module(f"{__name__}.{module}"), place)
    return partial(View, made) if isinstance(made, type) else made
