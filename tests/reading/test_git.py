"""A project as a revision of git holds it: the same documents as from its folder, and nothing that is not committed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from secon_cli.reading import git as reading_git
from secon_cli.reading.files import find_files
from secon_cli.reading.git import GitProblem, at_revision, changed_since
from secon_cli.reading.yaml_reader import MAX_BYTES
from tests.git_repository import commit, git, start
from tests.small_project import write_project


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose project is a folder below its top, committed as `first`."""
    start(tmp_path)
    root = write_project(tmp_path / "där unten")
    commit(tmp_path, "first")
    return root


def test_the_documents_are_those_of_the_folder(repository: Path) -> None:
    found = at_revision("first", repository)
    there = [file.read() for file in find_files([str(repository / "data" / "practices")], root=repository)]
    read = [file.read() for file in found.practices]
    assert [(one.name, one.sha256, one.value) for one in read] == [(one.name, one.sha256, one.value) for one in there]
    assert found.rubric is not None
    assert (found.rubric.name, found.rubric.read().usable) == ("criteria.yaml", True)
    assert found.commit == git(repository, "rev-parse", "first")


def test_what_is_not_committed_is_not_there_and_what_was_deleted_is(repository: Path) -> None:
    folder = repository / "data" / "practices"
    (folder / "new.yaml").write_text("format: 1\n")
    (folder / "lv-choir.yaml").unlink()
    (repository / "criteria.yaml").write_text("")
    before = sorted(os.listdir(folder))
    found = at_revision("HEAD", repository)
    assert [Path(one.name).stem for one in found.practices] == [
        "de-tool-library",
        "gr-orchard",
        "lv-choir",
        "lv-repair-cafe",
        "pl-kitchen",
    ]
    assert found.rubric is not None
    assert found.rubric.read().text
    assert sorted(os.listdir(folder)) == before, "git is only read"


def test_only_practice_files_are_read_and_links_and_giants_say_so(repository: Path) -> None:
    folder = repository / "data" / "practices"
    for name in ("notes.txt", ".hidden.yaml"):
        (folder / name).write_text("x")
    (folder / ".more").mkdir()
    (folder / ".more" / "one.yaml").write_text("x")
    (folder / "deep").mkdir()
    (folder / "deep" / "é\nñ.yml").write_text("format: 1\n", encoding="utf-8")
    (folder / "big.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (folder / "link.yaml").symlink_to(os.devnull)
    commit(repository, "second")
    files = at_revision("second", repository).practices
    found = {one.name.removeprefix("data/practices/"): one.read() for one in files}
    assert set(found) - {f"{one}.yaml" for one in ("de-tool-library", "gr-orchard", "lv-choir", "lv-repair-cafe")} == {
        "pl-kitchen.yaml",
        "big.yaml",
        "deep/é\nñ.yml",
        "link.yaml",
    }
    assert [fault.kind for fault in found["big.yaml"].faults] == ["too-large"]
    assert "it is a link" in found["link.yaml"].faults[0].message
    assert found["deep/é\nñ.yml"].value == {"format": "1"}


def test_a_commit_without_a_project(tmp_path: Path) -> None:
    start(tmp_path)
    commit(tmp_path, "empty")
    found = at_revision("empty", tmp_path)
    assert (found.practices, found.rubric) == ((), None)


@pytest.mark.parametrize("revision", ["nowhere", "first:criteria.yaml", "--help", "-", "", "first..HEAD", "a b\nc"])
def test_what_is_no_commit(repository: Path, revision: str) -> None:
    with pytest.raises(GitProblem, match="there is no commit"):
        at_revision(revision, repository)


def test_no_repository_and_no_git(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    with pytest.raises(GitProblem, match="in no git repository"):
        at_revision("HEAD", outside)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(outside))
        with pytest.raises(GitProblem, match="git is not installed"):
            at_revision("HEAD", repository)


def test_contents_that_git_does_not_have(repository: Path) -> None:
    """As in a partial clone, whose missing parts are not fetched without being asked for."""
    name = git(repository, "rev-parse", "HEAD:./data/practices/lv-choir.yaml")
    top = Path(git(repository, "rev-parse", "--show-toplevel"))
    lost = top / ".git" / "objects" / name[:2] / name[2:]
    lost.chmod(0o644)
    lost.unlink()
    (choir,) = (one for one in at_revision("HEAD", repository).practices if "choir" in one.name)
    assert [fault.kind for fault in choir.read().faults] == ["unreadable"]


# What a hostile repository configures is not run

_RUN = "touch {mark}; false"


def _configure(repository: Path, mark: Path, *, bare: bool = False) -> None:
    """Configure everything that makes git run a program, each leaving a mark."""
    run = _RUN.format(mark=mark)
    settings = {
        "core.fsmonitor": run,
        "core.pager": run,
        "core.sshCommand": run,
        "core.hooksPath": "hooks",
        "core.editor": run,
        "pager.rev-parse": "true",
        "pager.ls-tree": "true",
        "pager.cat-file": "true",
        "diff.external": run,
        "diff.own.textconv": run,
        "diff.own.command": run,
        "filter.own.clean": run,
        "filter.own.smudge": run,
        "filter.own.process": run,
        "filter.own.required": "true",
        "alias.rev-parse": f"!{run}",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::sh -c 'touch {mark}'",
        "core.repositoryFormatVersion": "1",
    }
    for name, value in settings.items():
        git(repository, "config", name, value)
    hooks = repository / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\n{run}\n")
        (hooks / name).chmod(0o755)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A repository that configures all that git would run, and the mark that a program would leave."""
    root, mark = write_project(tmp_path / "project"), tmp_path / "PWNED"
    start(root)
    (root / ".gitattributes").write_text("*.yaml filter=own diff=own\n")
    commit(root, "first")
    _configure(root, mark)
    with (root / "data" / "practices" / "lv-choir.yaml").open("a") as file:
        file.write("# changed\n")
    os.utime(root / "data" / "practices" / "pl-kitchen.yaml", (1, 1))
    monkeypatch.chdir(root)
    return root, mark


def _practices(root: Path) -> list[Path]:
    return sorted((root / "data" / "practices").glob("*.yaml"))


def test_the_traps_work(hostile: tuple[Path, Path]) -> None:
    """Otherwise the tests below would prove nothing."""
    root, mark = hostile
    subprocess.run(["git", "diff", "--name-only", "HEAD"], cwd=root, capture_output=True, check=False)
    assert mark.exists()


def test_nothing_that_a_repository_configures_is_run(hostile: tuple[Path, Path]) -> None:
    root, mark = hostile
    assert changed_since("HEAD", _practices(root)) == {root / "data" / "practices" / "lv-choir.yaml"}
    assert len(at_revision("HEAD", root).practices) == 5
    assert not mark.exists()


def test_missing_objects_are_not_fetched(hostile: tuple[Path, Path]) -> None:
    root, mark = hostile
    name = subprocess.run(
        ["git", "rev-parse", "HEAD:data/practices/lv-choir.yaml"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.strip()
    lost = root / ".git" / "objects" / name[:2] / name[2:]
    lost.chmod(0o644)
    lost.unlink()
    assert root / "data" / "practices" / "lv-choir.yaml" in changed_since("HEAD", _practices(root))
    faults = [file.read().faults for file in at_revision("HEAD", root).practices if "choir" in file.name]
    assert [fault.kind for (fault,) in faults] == ["unreadable"]
    assert not mark.exists()


def test_a_folder_that_looks_like_a_bare_repository_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, mark = write_project(tmp_path / "outer" / "region"), tmp_path / "PWNED"
    start(inner)
    commit(inner, "first")
    git(inner, "config", "core.worktree", ".")
    git(inner, "config", "core.fsmonitor", _RUN.format(mark=mark))
    for part in ("HEAD", "config", "objects", "refs", "index"):
        (inner / ".git" / part).rename(inner / part)
    shutil.rmtree(inner / ".git")
    start(inner.parent)
    commit(inner.parent, "second")
    monkeypatch.chdir(inner)
    with pytest.raises(GitProblem):
        changed_since("HEAD", _practices(inner))
    with pytest.raises(GitProblem):
        at_revision("HEAD", inner)
    assert not mark.exists()


def test_a_git_in_the_project_is_not_run(hostile: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root, mark = hostile
    (root / "git").write_text(f"#!/bin/sh\n{_RUN.format(mark=mark)}\n")
    (root / "git").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", os.environ["PATH"]]))
    changed_since("HEAD", _practices(root))
    assert not mark.exists()


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"])
def test_a_surrounding_hook_leads_to_no_other_project(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    other = tmp_path_factory.mktemp("other")
    start(other)
    commit(other, "first")
    git_dir = other / ".git"
    leads_to = {"GIT_WORK_TREE": other, "GIT_INDEX_FILE": git_dir / "index", "GIT_PREFIX": Path("elsewhere/")}
    monkeypatch.setenv(variable, str(leads_to.get(variable, git_dir)))
    monkeypatch.chdir(repository)
    assert len(at_revision("first", repository).practices) == 5
    assert changed_since("first", _practices(repository)) == frozenset()


# What git does not know has changed


def test_only_what_git_holds_is_unchanged(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository / "data" / "practices"
    text = (folder / "lv-choir.yaml").read_text(encoding="utf-8")
    other = repository.parent / "other"
    outside = repository.parent.parent / f"{repository.parent.name}-outside"
    for nested in (folder / "nested", other):
        nested.mkdir()
        (nested / "lv-choir.yaml").write_text(text, encoding="utf-8")
        start(nested)
        commit(nested, "first")
    outside.mkdir()
    (outside / "lv-choir.yaml").write_text(text, encoding="utf-8")
    (repository / ".gitignore").write_text("ignored.yaml\n")
    (folder / "ignored.yaml").write_text(text, encoding="utf-8")
    (folder / "link.yaml").symlink_to("lv-choir.yaml")
    (folder / "line\nend.yaml").write_text(text, encoding="utf-8")
    git(repository, "-c", "protocol.file.allow=always", "submodule", "add", str(other), "data/practices/module")
    git(repository, "commit", "--quiet", "--message", "second")
    shutil.rmtree(folder / "pl-kitchen.yaml", ignore_errors=True)
    monkeypatch.chdir(repository)
    strange = [
        folder / "nested" / "lv-choir.yaml",
        folder / "module" / "lv-choir.yaml",
        folder / "ignored.yaml",
        folder / "link.yaml",
        folder / "line\nend.yaml",
        folder / "gone.yaml",
        other / "lv-choir.yaml",
        outside / "lv-choir.yaml",
    ]
    assert changed_since("HEAD", [*strange, folder / "lv-choir.yaml"]) == frozenset(strange)


def test_line_ends_are_no_change(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choir = repository / "data" / "practices" / "lv-choir.yaml"
    choir.write_bytes(choir.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.chdir(repository)
    assert changed_since("HEAD", [choir]) == frozenset()
    choir.write_bytes(choir.read_bytes() + b"#\r\n")
    assert changed_since("HEAD", [choir]) == {choir}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_whose_repositories_are_trusted_is_for_the_user_to_say(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, home = repository.parent, tmp_path_factory.mktemp("home")
    for path in (top, top / ".git"):
        os.chown(path, 12345, 12345)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    with pytest.raises(GitProblem, match="dubious ownership"):
        at_revision("HEAD", repository)
    (home / ".gitconfig").write_text(f'[safe]\n\tdirectory = "{top}"\n')
    assert len(at_revision("HEAD", repository).practices) == 5


# What is too much


def test_more_files_than_a_collection_has(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in ("MOST_FILES", "MOST_BYTES"):
        with monkeypatch.context() as patch:
            patch.setattr(reading_git, bound, 3)
            with pytest.raises(GitProblem, match="more than"):
                at_revision("HEAD", repository)
    monkeypatch.setattr(reading_git, "_MOST_LISTED", 100)
    with pytest.raises(GitProblem, match="too much"):
        at_revision("HEAD", repository)


@pytest.mark.parametrize("leaf", ["file", "nothing"])
def test_a_tree_of_trees_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leaf: str) -> None:
    """A few hundred bytes are 10^12 files, or as many folders without any."""
    start(tmp_path)

    def made(*arguments: str, given: str) -> str:
        program = ["git", *arguments]
        return subprocess.run(program, cwd=tmp_path, input=given, capture_output=True, text=True, check=True).stdout

    blob = made("hash-object", "-w", "--stdin", given="id: x\n").strip()
    tree = made("mktree", given=f"100644 blob {blob}\tx.yaml\n" if leaf == "file" else "").strip()
    for name in ["a"] * 12 + ["practices", "data"]:
        copies = [name] if name != "a" else [f"a{number}" for number in range(10)]
        tree = made("mktree", given="".join(f"040000 tree {tree}\t{copy}\n" for copy in copies)).strip()
    head = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit-tree", tree, "-m", "x"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    monkeypatch.setattr(reading_git, "_PATIENCE", 2)
    monkeypatch.setattr(reading_git, "_MOST_LISTED", 1_000_000)
    with pytest.raises(GitProblem, match="too long"):
        at_revision(head, tmp_path)
