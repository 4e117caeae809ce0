"""What a page of output says: one module for each command, and the figures, which are loaded when one is drawn."""

from importlib import import_module
from typing import Any

_FIGURES = frozenset({"heat_map", "intervals_figure", "ranking_figure", "regions_figure", "sides_figure"})


def __getattr__(name: str) -> Any:
    if name in _FIGURES:
        return getattr(import_module(f"{__name__}.figures"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
