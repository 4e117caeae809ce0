"""The figures and the report that the documentation shows, written by the commands that write them for users."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.screens import copy_of_project

_COMMANDS = {
    "ranking": "score",
    "regions": "compare",
    "two-regions": "compare riga mazowieckie",
    "rank-intervals": "robustness",
}


def picture_pages() -> dict[str, Callable[[], str]]:
    """The pictures by path, each with the function that draws it."""
    return {f"docs/pictures/{name}.svg": partial(_written, command, "svg") for name, command in _COMMANDS.items()}


def sample_report() -> str:
    """The page of the report on the 18 practices."""
    return _written("report", "html")


def _written(command: str, format: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder, "secon"), "data", "criteria.yaml")
        program = [sys.executable, "-m", "secon_cli", *command.split(), "--format", format]
        done = subprocess.run(program, cwd=project, capture_output=True, encoding="utf-8", check=True)
    return done.stdout
