"""Which files `secon validate` looks at: exclusions, what changed as git knows it, and a list of them."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from secon_cli.checks.registry import RULES
from tests.conftest import Secon
from tests.small_project import head, run

Git = Callable[..., str]


def names(done: str) -> list[str]:
    return [name.removeprefix("data/practices/").removesuffix(".yaml") for name in done.splitlines()]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ((), ["de-tool-library", "gr-orchard", "lv-choir", "lv-repair-cafe", "old/xx-old", "pl-kitchen"]),
        (("lv-*",), ["de-tool-library", "gr-orchard", "old/xx-old", "pl-kitchen"]),
        (("lv-*", "old"), ["de-tool-library", "gr-orchard", "pl-kitchen"]),
        (("data/practices/old/",), ["de-tool-library", "gr-orchard", "lv-choir", "lv-repair-cafe", "pl-kitchen"]),
        (("./data/*/*-c*.yaml",), ["de-tool-library", "gr-orchard", "old/xx-old", "pl-kitchen"]),
    ],
)
def test_files_that_a_pattern_fits_are_left_out(
    secon: Secon, project: Path, patterns: tuple[str, ...], left: list[str]
) -> None:
    old = project / "data" / "practices" / "old"
    old.mkdir()
    old.joinpath("xx-old.yaml").write_text(head("xx-old"), encoding="utf-8")
    done = secon("validate", "--list-files", *(word for pattern in patterns for word in ("--exclude", pattern)))
    assert (done.code, names(done.out), done.err) == (0, left, "")


def test_an_absolute_path_excludes_and_a_pattern_without_effect_is_reported(secon: Secon, project: Path) -> None:
    choir = project / "data" / "practices" / "lv-choir.yaml"
    every = ["de-tool-library", "gr-orchard", "lv-choir", "lv-repair-cafe", "pl-kitchen"]
    done = secon("validate", "--list-files", "--exclude", str(choir))
    assert (done.code, names(done.out), done.err) == (0, [name for name in every if name != "lv-choir"], "")
    done = secon("validate", "--list-files", "--exclude", "choir", "--exclude", "practices/old")
    assert (done.code, names(done.out)) == (0, every)
    assert [line.split()[2] for line in done.err.splitlines()] == ["choir", "practices/old"]


def test_a_pattern_leaves_out_files_that_are_named_too(secon: Secon) -> None:
    done = secon("validate", "data/practices/lv-choir.yaml", "--exclude", "lv-*")
    assert done.code == 3
    assert done.err.count("\n") == 1


def test_a_name_with_a_line_end_stays_on_one_line(secon: Secon, project: Path) -> None:
    project.joinpath("data", "practices", "a\nb.yaml").write_text(head("x"), encoding="utf-8")
    assert "data/practices/a\\x0ab.yaml" in secon("validate", "--list-files").out.splitlines()


@pytest.fixture
def git(project: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Git in the project, which is a repository with one commit, tagged `before`."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def git(*arguments: str) -> str:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        return subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True, text=True).stdout

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    git("tag", "before")
    return git


def change(project: Path, name: str) -> None:
    path = project / "data" / "practices" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8") if path.exists() else head(name)
    path.write_text(f"{text}# changed\n", encoding="utf-8")


def changed(secon: Secon, revision: str) -> list[str]:
    done = secon("validate", "--list-files", "--changed-since", revision)
    assert (done.code, done.err) == (0, "")
    return names(done.out)


def test_changed_are_files_committed_staged_unstaged_and_new(secon: Secon, project: Path, git: Git) -> None:
    assert changed(secon, "before") == []
    change(project, "lv-choir")
    git("commit", "-q", "-a", "-m", "second")
    change(project, "gr-orchard")
    git("add", "-A")
    change(project, "pl-kitchen")
    change(project, "é neu")
    project.joinpath("data", "practices", "de-tool-library.yaml").unlink()
    assert changed(secon, "before") == ["gr-orchard", "lv-choir", "pl-kitchen", "é neu"]
    assert changed(secon, "HEAD") == ["gr-orchard", "pl-kitchen", "é neu"]


def test_what_changed_elsewhere_meanwhile_does_not_count(secon: Secon, project: Path, git: Git) -> None:
    git("checkout", "-q", "-b", "mine")
    change(project, "lv-choir")
    git("commit", "-q", "-a", "-m", "mine")
    git("checkout", "-q", "main")
    change(project, "gr-orchard")
    git("commit", "-q", "-a", "-m", "theirs")
    git("checkout", "-q", "mine")
    assert changed(secon, "main") == ["lv-choir"]


def test_without_a_common_past_the_revision_itself_is_compared(secon: Secon, project: Path, git: Git) -> None:
    git("checkout", "-q", "--orphan", "other")
    change(project, "lv-choir")
    git("commit", "-q", "-a", "-m", "anew")
    assert changed(secon, "main") == ["lv-choir"]


@pytest.mark.usefixtures("git")
def test_findings_are_told_of_changed_files_only(secon: Secon, project: Path) -> None:
    done = secon("validate", "--changed-since", "before", "-v")
    assert (done.code, done.out, done.err) == (0, "", "0 files, 0 errors, 0 warnings\n")
    change(project, "lv-choir")
    done = secon("validate", "--changed-since", "before", "-v")
    assert done.err.startswith("checked data/practices/lv-choir.yaml\n1 file, ")


@pytest.mark.usefixtures("git")
def test_a_new_file_with_the_id_of_an_old_one_is_found(secon: Secon, project: Path) -> None:
    assert "duplicate-id" in RULES
    folder = project / "data" / "practices"
    folder.joinpath("aa").mkdir()
    text = folder.joinpath("lv-choir.yaml").read_text(encoding="utf-8")
    folder.joinpath("aa", "lv-choir.yaml").write_text(text, encoding="utf-8")
    done = secon("validate", "--changed-since", "before", "--select", "duplicate-id")
    assert done.code == 1
    assert done.out.startswith("error[duplicate-id] data/practices/aa/lv-choir.yaml:")


@pytest.mark.usefixtures("git")
def test_a_folder_below_and_names_through_links(secon: Secon, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(project, "lv-choir")
    link = project.parent / "linked"
    link.symlink_to(project)
    monkeypatch.chdir(link / "data")
    assert changed(secon, "HEAD") == ["lv-choir"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD~7"])
@pytest.mark.usefixtures("git")
def test_a_revision_that_git_does_not_know(secon: Secon, project: Path, revision: str) -> None:
    done = secon("validate", f"--changed-since={revision}")
    assert (done.code, done.out) == (2, "")
    assert f"`{revision}`" in done.err
    assert not project.joinpath("x").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_folder_that_is_no_repository(secon: Secon, monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    done = secon("validate", "--changed-since", "HEAD")
    assert done.code == 2
    assert done.err.startswith("secon: --changed-since: ")


def test_a_machine_without_git(project: Path) -> None:
    done = run("validate", "--changed-since", "HEAD", cwd=project, PATH=str(project))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("secon: --changed-since: git is not installed")


# How large a file may be


def test_how_large_a_file_may_be_is_for_its_owner_to_say(secon: Secon, project: Path) -> None:
    file = project / "data" / "practices" / "gr-orchard.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# a long remark\n" * 70_000, encoding="utf-8")
    refused = secon("validate", str(file))
    assert refused.code == 1
    assert "error[too-large]" in refused.out
    assert "larger than 1,048,576 bytes" in refused.out
    assert "SECON_MAX_BYTES" in refused.out
    assert secon("validate", str(file), SECON_MAX_BYTES="2000000").code == 0
    assert secon("score").code == 1
    assert secon("score", SECON_MAX_BYTES="2000000").code == 0
    assert "larger than 5,000 bytes" in secon("validate", str(file), SECON_MAX_BYTES="5000").out


@pytest.mark.parametrize("number", ["0", "-1", "much", "1.5", "9" * 13])
def test_a_size_that_is_no_number_is_wrong_usage(secon: Secon, number: str) -> None:
    ended = secon("score", SECON_MAX_BYTES=number)
    assert (ended.code, ended.out) == (2, "")
    assert "SECON_MAX_BYTES" in ended.err
    assert f"`{number}`" in ended.err
