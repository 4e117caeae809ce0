"""What each command writes as JSON, a file for each command or two.

`wires.score.SCORE.view(result)` gives a result to be written. A file is loaded when it is used: a command that prints
no JSON loads none.
"""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
