"""The program as a process: help, exit codes, streams that close or fill up, Ctrl-C, and how it starts."""

import os
import re
import select
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from secon_cli import __version__
from secon_cli.cli import COMMANDS
from tests.conftest import Secon
from tests.small_project import PRACTICES, command, environment, head, run, write_project

_FULL = Path("/dev/full")
_needs_full = pytest.mark.skipif(not _FULL.exists(), reason="no device here that is always full")
_posix = pytest.mark.skipif(os.name != "posix", reason="pipes and signals as POSIX has them")


def test_the_version(secon: Secon) -> None:
    ended = secon("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"secon {__version__}\n", "")


def test_the_help_names_every_command(secon: Secon) -> None:
    for option in ("--help", "-h"):
        ended = secon(option)
        assert (ended.code, ended.err) == (0, "")
        assert all(re.search(rf"\b{name} +\S", ended.out) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_examples(secon: Secon, name: str) -> None:
    ended = secon(name, "--help", COLUMNS="100")
    assert (ended.code, ended.err) == (0, "")
    assert f"Usage: secon {name}" in ended.out
    assert "For example:" in ended.out
    assert ended.out.count(f"• secon {name} ") + ended.out.count(f"• secon {name}\n") >= 2
    # `init` and `template` write files, and have no result to format.
    for option in (
        ("--quiet",) if name in ("init", "template") else ("--format", "--output", "--quiet", "--verbose", "--color")
    ):
        assert option in ended.out


def test_without_a_command_the_help_is_shown_and_that_is_wrong_usage(secon: Secon) -> None:
    ended = secon()
    assert ended.code == 2
    assert "validate" in ended.out + ended.err


@pytest.mark.parametrize(
    ("word", "hint"),
    [("scor", "did you mean `secon score`?"), ("shwo", "did you mean `secon show`?"), ("zzz", "`secon --help` lists")],
)
def test_an_unknown_command_gets_a_suggestion(secon: Secon, word: str, hint: str) -> None:
    ended = secon(word)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"secon: no command `{word}`; ")
    assert hint in ended.err


@pytest.mark.parametrize(
    "arguments", [("score", "--bogus"), ("score", "--top", "0"), ("score", "--top", "x"), ("show",), ("show", "a", "b")]
)
def test_wrong_options_are_wrong_usage(secon: Secon, arguments: tuple[str, ...]) -> None:
    ended = secon(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


@pytest.mark.parametrize(
    ("arguments", "needed", "example"),
    [(("why", "3"), ("X", "Y"), "secon why 3 4"), (("show",), ("NAME",), "secon show mannheim")],
)
def test_a_missing_argument_is_named_with_an_example(
    secon: Secon, arguments: tuple[str, ...], needed: tuple[str, ...], example: str
) -> None:
    ended = secon(*arguments)
    assert all(f" {name} (" in ended.err for name in needed)
    assert ended.err.endswith(f"`{example}`\n")


def test_exit_codes_of_a_process(project: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("score", "--fail-under", "50", cwd=project).code == 1
    assert run("validate", cwd=empty).code == 3


# What goes wrong with streams.


def _start(
    *arguments: str,
    cwd: Path,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command(*arguments), cwd=cwd, env=environment(), stdin=stdin, stdout=stdout, stderr=stderr)


@_posix
@pytest.mark.parametrize("arguments", [("score",), ("score", "-f", "json"), ("score", "--help"), ("--version",)])
def test_a_closed_pipe_ends_quietly(project: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = _start(*arguments, cwd=project, stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


@_posix
def test_head_gets_its_line_of_a_long_output(project: Path) -> None:
    """More than a pipe holds, so that it is closed in the middle of a write."""
    for number in range(50):
        id = f"xx-{number:02}"
        project.joinpath("data", "practices", f"{id}.yaml").write_text(head(id, f"Practice {number}"), encoding="utf-8")
    process = _start("score", "--format", "json", cwd=project)
    assert process.stdout is not None
    assert process.stdout.read(2) == b"{\n"
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


@_needs_full
@pytest.mark.parametrize("arguments", [("score",), ("score", "--help"), ()])
def test_a_full_disk_is_told_in_one_line(project: Path, arguments: tuple[str, ...]) -> None:
    with _FULL.open("wb") as full:
        process = _start(*arguments, cwd=project, stdout=full.fileno())
        _, err = process.communicate(timeout=60)
    assert re.fullmatch(rb"secon: cannot .*: No space left on device\n", err)
    assert process.returncode == 74


@_needs_full
def test_an_output_that_cannot_be_written_is_named(secon: Secon, project: Path) -> None:
    assert secon("score", "--output", str(_FULL)).err == "secon: cannot write /dev/full: No space left on device\n"
    for target, reason in (("nowhere/ranking.csv", "No such file or directory"), ("data", "Is a directory")):
        ended = secon("score", "--output", target)
        assert (ended.code, ended.out) == (74, "")
        assert ended.err == f"secon: cannot write {target}: {reason}\n"
    assert not (project / "nowhere").exists()


@_posix
@pytest.mark.parametrize(("closed", "code"), [(1, 74), (2, 0)])
def test_a_stream_that_is_closed_from_the_start_is_no_fault(project: Path, closed: int, code: int) -> None:
    shell = f'exec "$@" {closed}>&-'
    ended = subprocess.run(
        ["sh", "-c", shell, "sh", *command("score")], cwd=project, env=environment(), capture_output=True, check=False
    )
    assert ended.returncode == code
    assert b"fault" not in ended.stderr
    assert (b"Repair" in ended.stdout) is (closed == 2)


@_needs_full
def test_a_message_that_nobody_gets_changes_no_exit_code(project: Path) -> None:
    with _FULL.open("wb") as full:
        process = _start("score", "nowhere", cwd=project, stderr=full.fileno())
        out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")


@_posix
def test_ctrl_c_ends_in_one_line(project: Path) -> None:
    """The command waits for standard input, which never ends."""
    reading, writing = os.pipe()
    _fill(writing)
    process = _start("score", "-", "--verbose", cwd=project, stdin=reading)
    assert select.select([], [writing], [], 60)[1], "it reads as soon as there is room in the pipe again"
    time.sleep(0.3)  # until it has read all and waits: between two reads, Python would look at the signal only later
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(reading)
    os.close(writing)
    assert (process.returncode, out, err) == (130, b"", b"secon: interrupted\n")


def _fill(pipe: int) -> None:
    os.set_blocking(pipe, False)
    with suppress(BlockingIOError):
        while True:
            os.write(pipe, b"#" * 4096)


def test_the_text_is_utf_8_whatever_the_environment_says(project: Path) -> None:
    ended = run("score", cwd=project, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert (ended.code, ended.err) == (0, "")
    assert "Kuchnia społeczna w Łodzi" in ended.out


# --output


def test_output_holds_what_standard_output_would(secon: Secon, project: Path) -> None:
    for name in ("table", "json", "csv", "markdown"):
        shown = secon("score", "--format", name)
        written = secon("score", "--format", name, "--output", "ranking")
        assert (written.code, written.out) == (0, "")
        assert (project / "ranking").read_bytes() == shown.out.encode()
    assert sorted(path.name for path in project.iterdir()) == ["criteria.yaml", "data", "ranking"], (
        "nothing is left over"
    )


def test_output_is_written_whole_or_not_at_all(secon: Secon, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = project / "ranking.json"
    target.write_text("as it was", encoding="utf-8")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    ended = secon("score", "--format", "json", "--output", "ranking.json")
    assert ended.code == 74
    assert ended.err == "secon: cannot write ranking.json: No space left on device\n"
    assert target.read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in project.iterdir()) == ["criteria.yaml", "data", "ranking.json"]


def test_a_command_that_fails_before_it_writes_leaves_the_old_file(secon: Secon, project: Path) -> None:
    target = project / "ranking.json"
    target.write_text("as it was", encoding="utf-8")
    assert secon("score", "--sort", "zzz", "--output", "ranking.json").code == 2
    assert target.read_text(encoding="utf-8") == "as it was"


@_posix
def test_output_keeps_modes_and_follows_links(secon: Secon, project: Path) -> None:
    target, link = project / "ranking.json", project / "link.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to("ranking.json")
    assert secon("score", "-f", "json", "-o", "link.json").code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("{")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    umask = os.umask(0o027)
    try:
        assert secon("score", "-o", "new.txt").code == 0
    finally:
        os.umask(umask)
    assert stat.S_IMODE((project / "new.txt").stat().st_mode) == 0o640


# A fault of the program


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ranking with a bug in it."""

    def wrong(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("secon_cli.commands.score.rank", wrong)


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_the_program_is_one_line_with_how_to_see_more(secon: Secon) -> None:
    ended = secon("score")
    assert (ended.code, ended.out) == (70, "")
    assert ended.err.count("\n") == 1
    assert "ZeroDivisionError: division by zero" in ended.err
    assert "SECON_TRACEBACK=1" in ended.err


@pytest.mark.usefixtures("faulty", "project")
def test_the_traceback_is_there_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from secon_cli.app import app

    monkeypatch.setenv("SECON_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(app, ["score"], catch_exceptions=False)


# How it starts


def _loaded(*arguments: str, cwd: Path) -> set[str]:
    """The modules that a run of secon imports; of other packages, the top-level ones."""
    code = (
        "import sys; sys.argv[0] = 'secon'\n"
        "from secon_cli.app import main\n"
        "try: main()\n"
        "finally: print(*sorted(name for name in sys.modules if getattr(sys.modules[name], '__spec__', None)),"
        " file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=cwd, env=environment(), capture_output=True, check=True
    )
    names = ended.stderr.decode().split()
    return {name if name.startswith("secon_cli.") else name.partition(".")[0] for name in names}


def _of_the_work(loaded: set[str]) -> set[str]:
    """What of secon itself is loaded and made for practices, not for the command line."""
    idle = ("practice", "rubric", "reading", "engine", "checks", "analysis", "panel")
    return {name for name in loaded if name.startswith(tuple(f"secon_cli.{part}" for part in idle))}


def test_the_version_loads_nothing_that_it_does_not_need(project: Path) -> None:
    heavy = {"pydantic", "pydantic_core", "yaml", "rich"}
    assert _loaded("--version", cwd=project).isdisjoint(heavy)
    everything = _loaded("score", cwd=project)
    assert heavy <= everything, "this sees what is loaded"
    assert _of_the_work(everything)
    files = {"xlsxwriter", "docx", "lxml", "jinja2"}
    assert everything.isdisjoint(files), "what only other formats need is loaded for those"
    assert "email" not in everything, "what reads the metadata of packages is not loaded"
    assert "xlsxwriter" in _loaded("score", "--output", "out.xlsx", cwd=project)


# Typer itself loads pydantic when it reads the options of a command, so that one is asked for only where it does not.


def test_help_loads_nothing_that_reads_practices(project: Path) -> None:
    assert _loaded("--help", cwd=project).isdisjoint({"yaml", "numpy", "pydantic"})
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from secon_cli.app import app\n"
        f"for name in {[*COMMANDS]}: assert CliRunner().invoke(app, [name, '--help']).exit_code == 0\n"
        "print(*sys.modules)"
    )
    program = [sys.executable, "-c", code]
    loaded = set(subprocess.check_output(program, cwd=project, env=environment(), encoding="utf-8").split())
    assert loaded.isdisjoint({"yaml", "numpy"})
    assert _of_the_work(loaded) == set()
    assert "rich" in loaded, "this sees what is loaded"


@pytest.mark.parametrize("begun", ["secon sc", "secon score --fo"])
def test_completion_in_a_shell_loads_nothing_that_it_does_not_need(
    begun: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "_SECON_COMPLETE": "complete_bash",
        "COMP_WORDS": begun,
        "COMP_CWORD": str(begun.count(" ")),
    }.items():
        monkeypatch.setenv(name, value)
    loaded = _loaded(cwd=project)
    assert loaded.isdisjoint({"yaml", "rich", "numpy"})
    assert _of_the_work(loaded) == set()
    assert "secon_cli" in loaded, "this sees what is loaded"


def test_to_check_and_to_score_load_only_what_they_are_done_with(project: Path) -> None:
    checking, scoring = (_loaded(command, cwd=project) for command in ("validate", "score"))
    judging = {"secon_cli.engine", "secon_cli.analysis.results"}
    advising = {"secon_cli.checks.registry", "secon_cli.checks.rules.advice"}
    assert checking.isdisjoint(judging | {"numpy"})
    assert scoring.isdisjoint(advising | {"numpy", "secon_cli.output.findings"})
    assert judging <= scoring, "this sees what is loaded"
    assert advising <= checking, "this sees what is loaded"


def test_python_m_and_the_entry_point_are_the_same(tmp_path: Path) -> None:
    write_project(tmp_path, {"gr-orchard": PRACTICES["gr-orchard"]})
    code = "import sys; sys.argv[0] = 'secon'; from secon_cli.app import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "score"], cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert ended.returncode == 0
    assert ended.stdout.decode() == run("score", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("number", "expected"), [("0", "a number greater than or equal to 1"), ("two", "a whole number")]
)
def test_a_number_that_is_none_is_answered_in_plain_words(secon: Secon, number: str, expected: str) -> None:
    ended = secon("score", "--top", number)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"secon: --top: expected {expected};")


def test_an_argument_too_many_is_named(secon: Secon) -> None:
    ended = secon("new", "surplus")
    assert (ended.code, ended.out) == (2, "")
    assert "`surplus`" in ended.err
