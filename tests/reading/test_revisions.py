"""A project as a revision of git holds it: the same documents as from its folder, and nothing that is not committed."""

import os
from pathlib import Path

import pytest

from secon_cli.reading.files import find_files
from secon_cli.reading.git import GitProblem
from secon_cli.reading.revisions import at_revision
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
    with pytest.raises(GitProblem, match="git knows no commit"):
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
