"""What stands in a folder and is no ordinary file, what vanishes or cannot be written: each ends as documented."""

import errno
import json
import os
import re
import socket
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from secon_cli.commands.inputs import practice_files
from secon_cli.output.destination import FINDING_FORMATS
from tests.conftest import Secon
from tests.small_project import Ended, command, environment, head

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files and signals as POSIX has them")
_FULL = Path("/dev/full")
_needs_full = pytest.mark.skipif(not _FULL.exists(), reason="no device here that is always full")
_no_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read and write everything")


@pytest.fixture
def practices(project: Path) -> Path:
    return project / "data" / "practices"


def _run(*arguments: str, cwd: Path, stdin: bytes | None = None) -> Ended:
    """Secon as a process that must end within a minute, whatever it is given."""
    ended = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(),
        input=stdin or b"",
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def _unreadable(secon: Secon) -> list[tuple[str, str]]:
    """File and message of the findings that a file cannot be read."""
    ended = secon("validate", "--format", "json")
    assert ended.code == 1
    found = json.loads(ended.out)["findings"]
    return [(one["file"], one["message"]) for one in found if one["rule"] == "unreadable"]


# What stands in a folder


def test_a_pipe_in_the_folder_is_not_waited_for(project: Path, practices: Path) -> None:
    os.mkfifo(practices / "xx-pipe.yaml")
    checked = _run("validate", cwd=project)
    assert checked.code == 1
    assert "xx-pipe.yaml" in checked.out
    assert "error[unreadable]" in checked.out
    scored = _run("score", cwd=project)
    assert scored.code == 1
    assert "xx-pipe.yaml" in scored.err


def test_a_socket_and_links_to_nowhere_and_in_circles(
    secon: Secon, practices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(practices)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("xx-socket.yaml")
    Path("xx-loop.yaml").symlink_to("xx-loop.yaml")
    Path("xx-nowhere.yaml").symlink_to("nowhere.yaml")
    Path("xx-device.yaml").symlink_to("/dev/zero")
    found = {Path(file).stem: message for file, message in _unreadable(secon)}
    assert list(found) == ["xx-device", "xx-loop", "xx-nowhere", "xx-socket"]
    assert os.strerror(errno.ELOOP).lower() in found["xx-loop"]
    assert os.strerror(errno.ENOENT).lower() in found["xx-nowhere"]


def test_folders_linked_in_circles_are_walked_once(secon: Secon, practices: Path) -> None:
    (practices / "again").symlink_to(practices)
    (practices / "up").symlink_to(practices.parent)
    ended = secon("validate", "--list-files")
    assert (ended.code, len(ended.out.splitlines())) == (0, 5)


@_no_root
def test_what_may_not_be_read_is_a_finding(secon: Secon, practices: Path) -> None:
    closed = practices / "closed"
    closed.mkdir()
    (practices / "xx-secret.yaml").touch(mode=0o000)
    closed.chmod(0o000)
    try:
        assert [Path(file).stem for file, _ in _unreadable(secon)] == ["closed", "xx-secret"]
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_read(secon: Secon, device: str) -> None:
    lines: dict[tuple[str, ...], int] = {
        ("validate", device): 1,
        ("score", device): 1,
        ("show", device): 2,
        ("score", "--criteria", device): 2,
        ("criteria", "--check", device): 1,
    }
    for arguments, code in lines.items():
        ended = secon(*arguments)
        assert ended.code == code
        assert device in ended.out + ended.err


def test_a_pipe_in_the_place_of_a_rubric_or_a_result(project: Path) -> None:
    os.mkfifo(project / "pipe")
    lines: tuple[tuple[str, ...], ...] = (("score", "--criteria", "pipe"), ("verify", "pipe"), ("diff", "pipe", "pipe"))
    for arguments in lines:
        ended = _run(*arguments, cwd=project)
        assert (ended.code, ended.out) == (2, "")
        assert "pipe" in ended.err


def test_input_without_end_is_read_to_the_bound_only(project: Path) -> None:
    with Path("/dev/zero").open("rb") as zero:
        ended = subprocess.run(
            command("validate", "-"),
            cwd=project,
            env=environment(),
            stdin=zero,
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    assert b"error[too-large]" in ended.stdout


# Names


_ODD_NAMES = [b"caf\xe9.yaml", b"a\nb.yaml", b"a\x1b[2Jb.yaml", b"a\xe2\x80\xaeb.yaml", b"::error::x,y%0A.yaml"]
_LINE = {
    "text": r"(error|warning|advice)\[[a-z-]+\] odd/\S.*|( +|1 )[=|].*|     .*|",
    "concise": r"odd/\S.*:1:[0-9]+: (error|warning)\[[a-z-]+\]: .*",
    "github": r"::(error|warning|notice) (file=odd/[^:]*|title=secon)::.*|(error|warning|advice)\[.*",
}


@pytest.mark.parametrize("format", FINDING_FORMATS)
def test_names_that_are_no_text_are_told_on_one_line(secon: Secon, project: Path, format: str) -> None:
    folder = project / "odd"
    folder.mkdir()
    for name in _ODD_NAMES:
        try:
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("id: x\n", encoding="utf-8")
        except OSError:
            pytest.skip("this file system has no such names")
    ended = secon("validate", "odd", "--format", format, "--verbose")
    assert ended.code == 1
    assert re.search("[\x1b\u202e\ud800-\udfff]", ended.out + ended.err) is None
    if format in _LINE:
        assert [line for line in ended.out.splitlines() if not re.fullmatch(_LINE[format], line)] == []
    elif format == "junit":
        assert len({suite.get("name") for suite in ElementTree.fromstring(ended.out)}) == len(_ODD_NAMES)
    else:
        assert json.loads(ended.out)
    assert len([line for line in ended.err.splitlines() if line.startswith("checked odd/")]) == len(_ODD_NAMES)


# What is gone meanwhile


def test_a_file_that_vanishes_before_it_is_read(secon: Secon, practices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find_and_delete(*asked: Any, **more: Any) -> Any:
        found = practice_files(*asked, **more)
        (practices / "gr-orchard.yaml").unlink()
        return found

    monkeypatch.setattr("secon_cli.commands.validate.practice_files", find_and_delete)
    ended = secon("validate")
    assert ended.code == 1
    assert "gr-orchard.yaml:1:1" in ended.out
    assert "error[unreadable]" in ended.out


@pytest.mark.parametrize("arguments", [("score",), ("validate", "x.yaml"), ("new", "--title", "New")])
def test_a_working_directory_that_is_gone(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = subprocess.run(
        ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", *command(*arguments)],
        cwd=gone,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (74, b"")
    assert ended.stderr.startswith(b"secon: ")
    assert ended.stderr.count(b"\n") == 1


# What cannot be written


@_needs_full
@pytest.mark.parametrize("format", FINDING_FORMATS)
def test_a_report_on_a_full_disk(secon: Secon, practices: Path, format: str) -> None:
    (practices / "xx-broken.yaml").write_text(head("xx-other"), encoding="utf-8")  # so that there is a finding to write
    for arguments in (("--format", format, "--output", str(_FULL)), ("--report", f"{format}={_FULL}")):
        ended = secon("validate", *arguments)
        assert ended.code == 74
        assert "/dev/full" in ended.err


def test_targets_that_cannot_be_written_are_named(secon: Secon, project: Path) -> None:
    (project / "file").touch()
    for target in ("data", "file/report.json", "nowhere/report.json"):
        ended = secon("validate", "--report", f"json={target}")
        assert ended.code == 74
        assert ended.err.startswith(f"secon: cannot write {target}: ")
        assert ended.err.count("\n") == 1


def test_a_summary_that_cannot_be_written_is_told(secon: Secon) -> None:
    ended = secon("validate", "--format", "github", GITHUB_STEP_SUMMARY="data")
    assert ended.code == 74
    assert os.strerror(errno.EISDIR) in ended.err
    assert ended.err.count("\n") == 1


@_no_root
def test_a_target_that_is_read_only_is_told(secon: Secon, project: Path) -> None:
    closed = project / "closed"
    closed.mkdir(mode=0o500)
    ended = secon("validate", "--report", "json=closed/report.json")
    assert ended.code == 74
    assert "closed/report.json" in ended.err
    assert os.strerror(errno.EACCES) in ended.err


@pytest.mark.parametrize("arguments", [("validate", "-f", "sarif"), ("explain", "gate")])
def test_a_closed_pipe_ends_other_commands_quietly_too(project: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        command(*arguments, "--quiet"), cwd=project, env=environment(), stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def test_a_practice_that_is_read_twice_by_links_is_one(secon: Secon, practices: Path) -> None:
    (practices / "xx-copy.yaml").write_text(head("xx-copy"), encoding="utf-8")
    ended = secon("validate", "data", "data/practices", "data/practices/xx-copy.yaml", "--list-files")
    assert len(ended.out.splitlines()) == 6
