"""Where output goes: never onto a file that was read, and wherever else a shell can lead it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Secon
from tests.git_repository import git, start
from tests.small_project import command, environment

_CHOIR = Path("data", "practices", "lv-choir.yaml")


_INPUTS = [
    ("score", "-f", "json", "-o", "{choir}"),
    ("show", "lv-choir", "-f", "json", "-o", "{choir}"),
    ("compare", "-f", "json", "-o", "{choir}"),
    ("robustness", "--draws", "100", "-f", "json", "-o", "{choir}"),
    ("criteria", "-f", "json", "-o", "{rubric}"),
    ("criteria", "--diff", "criteria.yaml", "-f", "json", "-o", "{rubric}"),
    ("validate", "-f", "json", "-o", "{choir}"),
    ("validate", "-f", "json", "-o", "{rubric}"),
    ("validate", "--report", "junit={choir}"),
    ("validate", "--list-files", "-f", "text", "-o", "{choir}"),
    ("validate", "--diff", "-f", "text", "-o", "{choir}"),
    ("verify", "{result}", "-f", "json", "-o", "{result}"),
    ("diff", "{result}", "{result}", "-f", "json", "-o", "{result}"),
]


_SPELLINGS = [
    *((arguments, "as it is") for arguments in _INPUTS),
    *((_INPUTS[0], spelling) for spelling in ("link", "hard link", "absolute")),
    (_INPUTS[8], "link"),
]


@pytest.mark.parametrize(("arguments", "spelling"), _SPELLINGS)
def test_no_input_is_replaced(secon: Secon, project: Path, arguments: tuple[str, ...], spelling: str) -> None:
    files = {"choir": project / _CHOIR, "rubric": project / "criteria.yaml", "result": project / "r.json"}
    assert secon("score", "-f", "json", "-o", "r.json").code == 0
    before = {name: path.read_bytes() for name, path in files.items()}
    spelled = {name: os.path.relpath(path) for name, path in files.items()}
    if spelling != "as it is":
        for name, path in files.items():
            other = project.parent / f"{name}{path.suffix}"
            if spelling == "link":
                other.symlink_to(path)
            elif spelling == "hard link":
                other.hardlink_to(path)
            spelled[name] = str(path if spelling == "absolute" else other)
    *first, last = arguments
    ended = secon(
        *(word.format(**{name: str(path) for name, path in files.items()}) for word in first), last.format(**spelled)
    )
    assert ended.code == 2
    assert "is an input of this command" in ended.err
    assert {name: path.read_bytes() for name, path in files.items()} == before


def test_what_was_read_by_an_earlier_run_may_be_written(secon: Secon) -> None:
    for _ in range(2):
        assert secon("score", "-f", "json", "-o", "r.json").code == 0
        assert secon("verify", "r.json").code == 0


def test_a_file_read_as_standard_input_is_not_replaced(project: Path) -> None:
    before = (project / _CHOIR).read_bytes()
    with (project / _CHOIR).open("rb") as stdin:
        program = command("validate", "-", "-f", "json", "-o", str(_CHOIR))
        ended = subprocess.run(program, cwd=project, env=environment(), stdin=stdin, capture_output=True, check=False)
    assert ended.returncode == 2
    assert (project / _CHOIR).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("validate", "-o", "r.json"), '{\n  "schema": "secon.validate/1"'),
        (("validate", "-o", "r.sarif"), '{\n  "$schema"'),
        (("validate", "-o", "r.xml"), "<?xml"),
        (("validate", "--diff", "-o", "r.patch"), ""),
        (("score", "-f", "table", "-o", "r.txt"), "5 practices ranked"),
    ],
)
def test_the_ending_chooses_the_format(secon: Secon, project: Path, arguments: tuple[str, ...], begins: str) -> None:
    secon(*arguments)
    assert (project / arguments[-1]).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("validate", "-o", "r.html"), "`.html` is not a format of this command"),
        (("score", "-f", "table", "-o", "r.csv"), "--format table is for people"),
        (("show", "lv-choir", "-f", "text", "-o", "r.json"), "--format text is for people"),
    ],
)
def test_a_text_for_people_goes_into_no_file_for_programs(
    secon: Secon, project: Path, arguments: tuple[str, ...], says: str
) -> None:
    ended = secon(*arguments)
    assert (ended.code, says in ended.err) == (2, True)
    assert not (project / arguments[-1]).exists()


def test_a_dash_is_standard_output(secon: Secon, project: Path) -> None:
    ended = secon("score", "-f", "json", "-o", "-")
    assert json.loads(ended.out)["practices"]
    assert not (project / "-").exists()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="the system has no such file")
def test_a_device_leads_to_standard_output(project: Path) -> None:
    program = command("score", "-f", "json", "-o", "/dev/stdout")
    done = subprocess.run(program, cwd=project, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["practices"]
    with (project / "log").open("wb") as log:
        log.write(b"before\n")
        log.flush()
        assert subprocess.run(program, cwd=project, env=environment(), stdout=log, check=False).returncode == 0
        log.write(b"after\n")
    lines = (project / "log").read_bytes().splitlines()
    assert lines[0] == b"before"
    assert lines[1] == b"{"


def test_the_process_behind_a_pipe_gets_it(project: Path) -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as pipe:
        program = command("score", "-f", "json", "-o", f"/dev/fd/{writer}")
        secon = subprocess.Popen(program, cwd=project, env=environment(), pass_fds=[writer], stderr=subprocess.PIPE)
        os.close(writer)
        assert json.loads(pipe.read())["practices"]
    assert secon.communicate()[1] == b""
    assert secon.returncode == 0


@pytest.mark.parametrize("arguments", [("score", "-f", "json", "-o", "loop"), ("validate", "--report", "json=loop")])
def test_a_link_to_itself_cannot_be_written(secon: Secon, project: Path, arguments: tuple[str, ...]) -> None:
    (project / "loop").symlink_to("loop")
    ended = secon(*arguments)
    assert ended.code == 74
    assert "loop" in ended.err


def test_a_link_out_of_the_project_is_shown_and_fixed_by_no_command(secon: Secon, project: Path) -> None:
    outside = project.parent / "hosts.yml"
    text = "github.com:\n    oauth_token: gho_SECRET  \n"
    outside.write_text(text)
    (project / "data" / "practices" / "lv-zz.yaml").symlink_to(outside)
    for arguments in (
        ("validate",),
        ("validate", "--fix"),
        ("validate", "--diff"),
        ("score",),
        ("validate", "-f", "junit"),
    ):
        ended = secon(*arguments)
        assert "SECRET" not in ended.out + ended.err
        assert ended.code == 1 or arguments == ("validate", "--diff")
    assert outside.read_text() == text
    (project / "criteria.yaml").unlink()
    (project / "criteria.yaml").symlink_to(outside)
    ended = secon("score")
    assert (ended.code, "SECRET" in ended.out + ended.err) == (2, False)


def test_a_name_on_the_command_line_may_be_no_text(project: Path) -> None:
    program = [*map(os.fsencode, command("validate", "-", "-f", "json", "--stdin-filename")), b"caf\xe9.yaml"]
    ended = subprocess.run(program, cwd=project, env=environment(), input=b"a: [\n", capture_output=True, check=False)
    assert (ended.returncode, b"caf" in ended.stdout) == (1, True)


# Formats that need a file, a library, or room on the disk


@pytest.mark.parametrize("command", ["score", "compare", "robustness", "panel"])
def test_a_workbook_needs_the_extra_office(
    secon: Secon, project: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secon_cli.output.destination.find_spec", lambda _: None)
    ended = secon(command, "--output", "out.xlsx")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "secon: xlsx files need the extra `office`: pip install 'secon-cli[office]'\n"
    assert not (project / "out.xlsx").exists()


@pytest.mark.parametrize("command", ["score", "compare", "robustness"])
def test_a_format_that_a_command_lacks_is_refused(secon: Secon, project: Path, command: str) -> None:
    ended = secon(command, "--output", "out.html")
    assert (ended.code, ended.out) == (2, "")
    assert "end the name in .json, .csv, .md, .txt, .svg" in ended.err
    assert not (project / "out.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the system cannot limit the size of files")
@pytest.mark.parametrize("name", ["out.xlsx", "out.json"])
def test_a_full_disk_leaves_no_half_file_and_the_old_one(project: Path, name: str) -> None:
    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    (project / name).write_bytes(b"before")
    files = sorted(path.name for path in project.iterdir())
    ended = subprocess.run(
        command("score", "--output", name),
        cwd=project,
        env=environment(),
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )
    assert ended.returncode == 74
    assert ended.stderr.decode().startswith(f"secon: cannot write {name}: ")
    assert (project / name).read_bytes() == b"before"
    assert sorted(path.name for path in project.iterdir()) == files


# What `--fix` and `--diff` keep of a file


@pytest.fixture
def typo(project: Path) -> Path:
    """A practice with one typo that `--fix` repairs."""
    path = project / _CHOIR
    text = path.read_text(encoding="utf-8")
    assert "country: LV" in text
    path.write_text(text.replace("country: LV", "country: lv"), encoding="utf-8")
    return path


def test_a_file_with_two_names_keeps_both(secon: Secon, project: Path, typo: Path) -> None:
    other = project / "other.yaml"
    other.hardlink_to(typo)
    assert secon("validate", "--fix").code == 0
    assert "country: LV" in other.read_text(encoding="utf-8")
    assert other.samefile(typo)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes")
def test_extended_attributes_are_kept(secon: Secon, typo: Path) -> None:
    try:
        os.setxattr(typo, "user.origin", b"form")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    assert secon("validate", "--fix").code == 0
    assert "country: LV" in typo.read_text(encoding="utf-8")
    assert os.getxattr(typo, "user.origin") == b"form"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("end", "last"), [(b"\n", b"\n"), (b"\r\n", b"\r\n"), (b"\n", b"")])
def test_git_applies_the_diff_of_any_file(
    secon: Secon, project: Path, typo: Path, mark: bytes, end: bytes, last: bytes
) -> None:
    text = typo.read_bytes().replace(b"country: lv", b"country: LV").replace(b"format: 1\n", b"", 1) + b"formt: 1"
    typo.write_bytes(mark + text.replace(b"\n", end) + last)
    before = typo.read_bytes()
    patch = secon("validate", "--diff", "-q").out
    assert patch
    start(project)
    (project / "patch").write_bytes(patch.encode())
    git(project, "apply", "patch")
    applied = typo.read_bytes()
    typo.write_bytes(before)
    secon("validate", "--fix", "-q")
    assert applied == typo.read_bytes() != before
