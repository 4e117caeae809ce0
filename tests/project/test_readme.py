"""The README's commands are the ones that CI runs."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    run = ROOT.joinpath(".ci", "run").read_text(encoding="utf-8")
    (assignment,) = re.findall(r"^test_command=.*$", run, re.MULTILINE)
    (word,) = shlex.split(assignment)
    command = word.removeprefix("test_command=")
    assert command in ROOT.joinpath("README.md").read_text(encoding="utf-8").splitlines()
