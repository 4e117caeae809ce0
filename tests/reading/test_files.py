"""Finding files: which ones, in which order, under which name, and what happens where there is none."""

import io
import os
import sys
from pathlib import Path

import pytest

from secon_cli.reading import files


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    for name in ("b.yaml", "a.yml", "deep/c.yaml", ".hidden/d.yaml", ".e.yaml", "notes.txt"):
        path = folder / files.PRACTICES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a: b\n")
    monkeypatch.chdir(folder)
    return folder


def names(*paths: str, root: Path | None = None) -> list[str]:
    return [file.name for file in files.find_files(paths, root=root)]


def test_folders_are_searched_in_order_without_what_is_hidden(project: Path) -> None:
    assert names("data") == ["data/practices/a.yml", "data/practices/b.yaml", "data/practices/deep/c.yaml"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(project: Path) -> None:
    assert names("data/practices/notes.txt", "data/practices/.e.yaml") == [
        "data/practices/notes.txt",
        "data/practices/.e.yaml",
    ]


def test_no_file_is_read_twice(project: Path) -> None:
    assert names("data/practices/b.yaml", "data/practices/../practices/b.yaml", str(project / "data")) == [
        "data/practices/b.yaml",
        "data/practices/a.yml",
        "data/practices/deep/c.yaml",
    ]


def test_names_are_relative_to_the_project_wherever_one_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "data" / "practices")
    assert names("b.yaml", root=files.project_root()) == ["data/practices/b.yaml"]
    assert names("b.yaml") == ["b.yaml"]


def test_the_project_is_found_upward(project: Path, tmp_path: Path) -> None:
    assert files.project_root(project / "data" / "practices") == project
    assert files.project_root(project) == project
    assert files.project_root(tmp_path) is None
    (tmp_path / "criteria.yaml").touch()
    assert files.project_root(tmp_path) == tmp_path


def test_a_missing_path_is_told(project: Path) -> None:
    with pytest.raises(files.InputProblem, match=r"`nowhere\.yaml` does not exist"):
        names("nowhere.yaml")


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert names(str(tmp_path)) == []


def _fault(path: Path) -> str:
    (file,) = files.find_files([str(path)])
    (fault,) = file.read().faults
    return fault.kind


def test_what_is_no_ordinary_file_is_a_fault(tmp_path: Path) -> None:
    pipe, loop, dangling = tmp_path / "pipe.yaml", tmp_path / "loop.yaml", tmp_path / "dangling.yaml"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    dangling.symlink_to("nowhere")
    assert [_fault(path) for path in (pipe, Path("/dev/zero"), loop, dangling)] == ["unreadable"] * 4


def test_a_folder_called_like_a_file_is_searched(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    (tmp_path / "a.yaml" / "b.yaml").touch()
    assert [Path(name).name for name in names(str(tmp_path))] == ["b.yaml"]


def test_a_folder_that_may_not_be_read_is_named_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OSError, match="folder that you are not allowed to read"):
        files.regular_content(tmp_path, 10)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_fault(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "secret.yaml").touch(mode=0o000)
    closed.chmod(0o000)
    try:
        found = files.find_files([str(tmp_path)])
        assert [[fault.kind for fault in file.read().faults] for file in found] == [["unreadable"], ["unreadable"]]
    finally:
        closed.chmod(0o700)


def test_links_that_go_round_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(files.find_files([str(tmp_path)])) == 1


def test_a_name_that_is_no_utf8_can_be_printed(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    try:
        Path(os.fsdecode(raw)).write_text("a: b\n")
    except OSError:
        pytest.skip("this file system has no such names")
    (file,) = files.find_files([str(tmp_path)])
    assert file.name.endswith(r"caf\xe9.yaml")
    assert file.name.encode()
    assert file.read().value == {"a": "b"}


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(2**33)
    assert _fault(large) == "too-large"


# A link must not choose which file of the machine is shown


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "outside" / "hosts.yml"
    path.parent.mkdir()
    path.write_text("token: gho_SECRET  \n")
    return path


def _read(*paths: str, root: Path | None) -> dict[str, tuple[list[str], str]]:
    documents = [file.read() for file in files.find_files(paths, root=root)]
    return {document.name: ([fault.kind for fault in document.faults], document.text) for document in documents}


def test_a_link_that_leads_out_of_the_project_is_not_read(project: Path, secret: Path) -> None:
    practices = project / files.PRACTICES
    (practices / "secret.yaml").symlink_to(secret)
    (practices / "again.yaml").symlink_to("secret.yaml")
    (practices / "relative.yaml").symlink_to(os.path.relpath(secret, practices))
    (practices / "process.yaml").symlink_to("/proc/self/environ")
    (practices / "inside.yaml").symlink_to("b.yaml")
    (project / "kept.yaml").symlink_to(secret)
    read = _read("data", "kept.yaml", str(practices / "secret.yaml"), root=project)
    refused = {Path(name).stem for name, (kinds, text) in read.items() if (kinds, text) == (["unreadable"], "")}
    assert refused == {"secret", "again", "relative", "process", "kept"}
    assert read["data/practices/inside.yaml"] == ([], "a: b\n")
    (fault,) = files.find_files([str(practices / "secret.yaml")], root=project)[0].read().faults
    assert fault.help


def test_a_linked_folder_of_practices_leads_nowhere(tmp_path: Path, secret: Path) -> None:
    project = tmp_path / "linked"
    (project / "data").mkdir(parents=True)
    (project / "data" / "practices").symlink_to(secret.parent)
    (secret.parent / "second.yaml").touch()
    read = _read(str(project / "data" / "practices"), root=project)
    assert read == {"data/practices": (["unreadable"], "")}, "one finding for the folder"
    assert _read(str(secret.parent), root=project)[str(secret)][0] == [], "its owner may name it"


def test_a_folder_elsewhere_is_left_by_no_link(tmp_path: Path, secret: Path, project: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.yaml").symlink_to(secret)
    (other / "b.yaml").symlink_to("c.yaml")
    (other / "c.yaml").write_text("a: b\n")
    assert [kinds for kinds, _ in _read(str(other), root=project).values()] == [["unreadable"], [], []]


def test_more_files_than_a_collection_has(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 2)
    with pytest.raises(files.InputProblem, match="more than 2 practice files"):
        names("data")


def test_more_bytes_than_a_collection_has(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(files.InputProblem, match="smaller folders"):
        files.find_files(["data"], max_bytes=8)


def test_endings_in_capitals_are_read(project: Path) -> None:
    for name in ("A.YAML", "B.Yml"):
        (project / files.PRACTICES / name).touch()
    assert {"data/practices/A.YAML", "data/practices/B.Yml"} < set(names("data"))


def test_closed_standard_input_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (file,) = files.find_files(["-"])
    assert [fault.kind for fault in file.read().faults] == ["unreadable"]


def test_much_more_may_be_asked_for_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: b\n")))
    (file,) = files.find_files(["-"], max_bytes=999_999_999_999)
    assert file.read().value == {"a": "b"}
