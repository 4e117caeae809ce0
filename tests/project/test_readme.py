"""The README's commands work, and its test command is the one that CI runs."""

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Secon
from tools.screens import copy_of_project

ROOT = Path(__file__).parents[2]
README = ROOT.joinpath("README.md").read_text(encoding="utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    run = ROOT.joinpath(".ci", "run").read_text(encoding="utf-8")
    (assignment,) = re.findall(r"^test_command=.*$", run, re.MULTILINE)
    (word,) = shlex.split(assignment)
    command = word.removeprefix("test_command=")
    assert command in README.splitlines()


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out.startswith("1 Rehabilitation Combined with Employment")


def _commands() -> list[str]:
    """The commands of the README's table that are said to work in a clone; the questions of `secon new` are not."""
    table = README.partition("| command |")[2].partition("\n\n")[0]
    cells = [cell for row in table.splitlines()[2:] for cell in row.split(" | ")[:2]]
    commands = [command for cell in reversed(cells) for command in re.findall(r"`(secon .*?)`", cell)]
    return [command for command in commands if command != "secon new"]


def test_the_commands_work_in_a_clone(secon: Secon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_of_project(tmp_path / "clone", "data", "criteria.yaml", "docs/panel-example"))
    commands = _commands()
    assert len(commands) > 10
    for command in commands:
        if "HEAD" not in command:  # the copy has no history
            ended = secon(*shlex.split(command)[1:])
            assert ended.code == 0, f"{command}: {ended.err}"
