"""What each command writes as JSON, declared as types: a file for each command or two.

`wires.score.ScoreWire.view(result)` gives a result as its declared type. A file is loaded when it is used: a command
that prints no JSON loads none.
"""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
