"""States of the world in which a program starts: encodings, widths, streams. None of them is a fault of secon."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMMAND_NAMES
from tests.small_project import command, environment, run


@pytest.mark.parametrize("encoding", ["latin-1", "cp1250"])
@pytest.mark.parametrize("command", ["", "compare"])
def test_help_prints_in_any_encoding(encoding: str, command: str) -> None:
    program = [sys.executable, "-m", "secon_cli", *command.split(), "--help"]
    ended = subprocess.run(program, env=environment(PYTHONIOENCODING=encoding), capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Usage" in ended.stdout


@pytest.mark.parametrize(("width", "other"), [("0", "x"), ("\u00b2", "0"), ("9" * 20, "wide")])
def test_a_width_that_is_none_is_passed_over(project: Path, width: str, other: str) -> None:
    ended = run("score", "--help", cwd=project, stdin=b"", COLUMNS=width, LINES=other, TERMINAL_WIDTH=other)
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.out) < 20_000
    assert max(map(len, ended.out.splitlines())) <= 100


def test_a_width_that_is_none_changes_no_table(project: Path) -> None:
    ended = run("score", cwd=project, COLUMNS="\u00b2")
    assert (ended.code, ended.out) == (0, run("score", cwd=project).out)


def test_a_usage_error_survives_a_width_that_is_none(project: Path) -> None:
    ended = run("score", "--nowhere", cwd=project, COLUMNS="\u00b2")
    assert ended.code == 2
    assert "Traceback" not in ended.err


def test_fish_is_offered_commands_only(project: Path) -> None:
    ended = run(
        cwd=project,
        COLUMNS="40",
        _SECON_COMPLETE="complete_fish",
        _TYPER_COMPLETE_ARGS="secon ",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert [line.partition("\t")[0] for line in ended.out.splitlines()] == COMMAND_NAMES


def test_completion_of_a_word_that_is_none(project: Path) -> None:
    ended = run(cwd=project, _SECON_COMPLETE="complete_bash", COMP_WORDS="secon sc", COMP_CWORD="x")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("score",)])
@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell to close a stream")
def test_closed_standard_output_is_an_error(project: Path, arguments: tuple[str, ...]) -> None:
    program = ["sh", "-c", f"{shlex.join(command(*arguments))} >&-"]
    ended = subprocess.run(program, cwd=project, env=environment(), stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 74
    assert ended.stderr.decode().splitlines()[-1].startswith("secon: cannot write standard output")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such file")
def test_a_full_standard_error_changes_no_exit_code(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        for arguments, code in ((("score", "--nowhere"), 2), (("score",), 0), (("show", "nowhere"), 2)):
            ended = subprocess.run(
                command(*arguments), cwd=project, env=environment(), stdout=subprocess.DEVNULL, stderr=full, check=False
            )
            assert ended.returncode == code


def test_ctrl_c_while_the_program_is_loaded_is_no_traceback() -> None:
    code = (
        "import sys\n"
        "from secon_cli.__main__ import main\n"
        "class Finder:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "main()\n"
    )
    program = [sys.executable, "-c", code]
    ended = subprocess.run(program, env=environment(), capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "secon: interrupted\n")
