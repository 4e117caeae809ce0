"""The figures that the documentation shows, drawn by the commands that draw them for users."""

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
    return {f"docs/pictures/{name}.svg": partial(_drawn, command) for name, command in _COMMANDS.items()}


def _drawn(command: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder, "secon"), "data", "criteria.yaml")
        program = [sys.executable, "-m", "secon_cli", *command.split(), "--format", "svg"]
        done = subprocess.run(program, cwd=project, capture_output=True, encoding="utf-8", check=True)
    return done.stdout
