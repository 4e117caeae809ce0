"""`secon validate --fix` and `--diff`: files are mended in place, whole or not at all."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from secon_cli.checks.checked_files import apply_fixes
from secon_cli.commands import validate
from secon_cli.output import findings as findings_text
from tests.conftest import Secon
from tests.small_project import head

SOUND = head("xx-slip").replace("format: 1\n", "# By hand.\nformat:   1  # first\n")
SLIP = SOUND.replace("type: association", "type: Association").replace("summary:", "sumary:")
ONLY = ("--select", "unknown-field", "--select", "not-in-vocabulary", "--select", "unknown-code")


@pytest.fixture
def slip(project: Path) -> Path:
    """A file with two findings that can be mended."""
    path = project / "data" / "practices" / "xx-slip.yaml"
    path.write_text(SLIP, encoding="utf-8")
    return path


def test_fixing_mends_the_file_and_tells_what_is_left(secon: Secon, slip: Path) -> None:
    slip.write_text(SLIP.replace("country: LV", "country: Atlantis"), encoding="utf-8")
    done = secon("validate", *ONLY, "--fix")
    assert slip.read_text(encoding="utf-8") == SOUND.replace("country: LV", "country: Atlantis")
    assert done.code == 1
    assert done.out.startswith("error[unknown-code] data/practices/xx-slip.yaml:")
    assert done.out.count("error[") == 1
    fixed, more, total, summary = done.err.splitlines()[:4]
    assert re.fullmatch(r"fixed data/practices/xx-slip.yaml:13: wrote `association` \(not-in-vocabulary: .*\)", fixed)
    assert re.fullmatch(r"fixed data/practices/xx-slip.yaml:21: wrote `summary` \(unknown-field: .*\)", more)
    assert total == "fixed 2 findings in 1 file"
    assert summary.startswith("6 files, 1 error, 0 warnings")


def test_fixing_twice_changes_nothing(secon: Secon, slip: Path) -> None:
    assert secon("validate", *ONLY, "--fix").code == 0
    before = slip.stat()
    done = secon("validate", *ONLY, "--fix")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert (slip.stat().st_mtime_ns, slip.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_only_rules_that_are_asked_for_are_mended(secon: Secon, slip: Path) -> None:
    secon("validate", "--fix", "--ignore", "not-in-vocabulary")
    assert slip.read_text(encoding="utf-8") == SOUND.replace("type: association", "type: Association")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", [True, False])
def test_every_other_byte_survives(secon: Secon, slip: Path, line_end: str, mark: str, end: bool) -> None:
    def as_bytes(text: str) -> bytes:
        return (mark + (text if end else text.rstrip("\n")).replace("\n", line_end)).encode()

    slip.write_bytes(as_bytes(SLIP))
    secon("validate", *ONLY, "--fix")
    assert slip.read_bytes() == as_bytes(SOUND)


def test_mode_and_link_are_kept(secon: Secon, slip: Path, project: Path) -> None:
    target = project / "target.yaml"
    slip.rename(target)
    target.chmod(0o640)
    slip.symlink_to(target)
    secon("validate", *ONLY, "--fix")
    assert slip.is_symlink()
    assert target.read_text(encoding="utf-8") == SOUND
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(os.listdir(project)) == ["criteria.yaml", "data", "target.yaml"], "nothing is left behind"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_is_kept(secon: Secon, slip: Path) -> None:
    os.chown(slip, 12345, 23456)
    secon("validate", *ONLY, "--fix")
    assert (slip.stat().st_uid, slip.stat().st_gid) == (12345, 23456)


def test_a_terminal_is_shown_what_a_program_is_given(secon: Secon, slip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slip.write_text(SLIP.replace("sumary: ", "sumary: \u200f"), encoding="utf-8")
    assert "-sumary: \u200fNeighbours" in secon("validate", *ONLY, "--diff").out
    monkeypatch.setattr(findings_text, "is_terminal", lambda stream: True)
    assert "-sumary: \\u200fNeighbours" in secon("validate", *ONLY, "--diff").out
    assert secon("validate", *ONLY, "--diff", "--output", "changes.diff").out == ""
    assert "-sumary: \u200fNeighbours" in Path("changes.diff").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_diff_writes_nothing_and_git_can_apply_it(secon: Secon, slip: Path, project: Path) -> None:
    done = secon("validate", *ONLY, "--diff")
    assert (done.code, slip.read_text(encoding="utf-8")) == (1, SLIP)
    assert done.out.startswith("--- a/data/practices/xx-slip.yaml\n+++ b/data/practices/xx-slip.yaml\n@@ ")
    assert "--fix can fix 2" in done.err
    subprocess.run(["git", "apply", "-"], input=done.out.encode(), cwd=project, check=True)
    assert slip.read_text(encoding="utf-8") == SOUND


def test_fix_and_diff_together_only_show(secon: Secon, slip: Path) -> None:
    assert secon("validate", *ONLY, "--fix", "--diff").out == secon("validate", *ONLY, "--diff").out
    assert slip.read_text(encoding="utf-8") == SLIP


def test_standard_input_can_be_shown_but_not_written(secon: Secon) -> None:
    shown = secon("validate", "-", "--stdin-filename", "xx-slip.yaml", "--diff", stdin=SLIP)
    assert "-sumary: Neighbours" in shown.out
    refused = secon("validate", "-", "--fix", stdin=SLIP)
    assert refused.code == 2
    assert "--fix cannot write to standard input; --diff shows what it would change" in refused.err


def test_a_file_that_changed_meanwhile_is_left(secon: Secon, slip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves the file between its check and the writing."""

    def saved(*arguments: object) -> object:
        slip.write_text("mine: now\n", encoding="utf-8")
        return apply_fixes(*arguments)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(validate, "apply_fixes", saved)
    done = secon("validate", *ONLY, "--fix")
    assert done.code == 1
    assert slip.read_text(encoding="utf-8") == "mine: now\n"
    assert done.err.startswith("secon: data/practices/xx-slip.yaml has changed since")


def test_a_file_that_changes_while_it_is_written_is_left(
    secon: Secon, slip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def saved(handle: int) -> None:
        real(handle)
        slip.write_text("mine: now\n", encoding="utf-8")

    monkeypatch.setattr(os, "fsync", saved)
    assert secon("validate", *ONLY, "--fix").code == 1
    assert slip.read_text(encoding="utf-8") == "mine: now\n"
    assert [name for name in os.listdir(slip.parent) if name.startswith(".")] == []


def test_a_file_that_is_gone_is_no_fault(secon: Secon, slip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*arguments: object) -> object:
        slip.unlink()
        return apply_fixes(*arguments)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(validate, "apply_fixes", gone)
    assert secon("validate", *ONLY, "--fix").code == 1
    assert not slip.exists()


def test_a_file_that_may_not_be_written_is_told(secon: Secon, slip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    done = secon("validate", *ONLY, "--fix")
    assert done.code == 74
    assert "xx-slip.yaml: Permission denied" in done.err
    assert slip.read_text(encoding="utf-8") == SLIP


def test_in_the_log_of_a_job_a_diff_has_no_commands(secon: Secon, slip: Path) -> None:
    slip.write_text(SLIP + "  ::error::owned\n  ##[group]x\n", encoding="utf-8")
    assert "\n   ::error::owned" in secon("validate", *ONLY, "--diff").out
    shown = secon("validate", *ONLY, "--diff", GITHUB_ACTIONS="true").out
    assert ("::error" in shown, "##[" in shown, "x3aerror" in shown) == (False, False, True)


def test_spaces_at_the_end_of_many_lines_are_one_finding_and_one_fix(secon: Secon, slip: Path) -> None:
    slip.write_text(SOUND.replace("\n", "  \n") + "# note \n" * 2000, encoding="utf-8")
    assert secon("validate", "--select", "trailing-blanks", "-f", "concise").out.count("\n") == 1
    assert secon("validate", "--select", "trailing-blanks", "--fix").code == 0
    assert slip.read_text(encoding="utf-8") == SOUND + "# note\n" * 2000


def test_a_file_that_cannot_be_read_is_not_fixed_and_named(secon: Secon, slip: Path) -> None:
    text = SLIP.replace("title: ", "title: a: ")
    slip.write_text(text, encoding="utf-8")
    done = secon("validate", *ONLY, "--fix")
    assert (done.code, slip.read_text(encoding="utf-8")) == (1, text)
    assert "xx-slip.yaml cannot be read" in done.err
    assert "--fix can fix" not in done.err
