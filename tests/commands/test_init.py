"""`secon init`: what it writes is a collection that works at once, on any machine, and it overwrites nothing."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from tests.conftest import in_process
from tests.small_project import run

NEW = (
    *("new", "--title", "Repair café", "--country", "AT", "--region", "Upper Valley", "--summary", "Repairs."),
    *("--organisation", "Repair Association", "--type", "association", "--source", "Practices"),
)


def _started(folder: Path, *options: str) -> Path:
    assert in_process("init", str(folder), *options).code == 0
    return folder


def test_a_practice_that_starts_today_is_not_in_the_future(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _started(tmp_path / "own", "--title", 'Criteria: "ours" # 1')
    today = datetime.now().astimezone().date()
    rubric = yaml.safe_load((folder / "criteria.yaml").read_text(encoding="utf-8"))
    assert (rubric["as_of"], rubric["title"]) == (today, 'Criteria: "ours" # 1')
    monkeypatch.chdir(folder)
    assert in_process("score").code == 3
    assert in_process(*NEW, "--start", today.isoformat(), "--date", today.isoformat()).code == 0
    checked = in_process("validate", "--fail-on", "warning")
    assert checked.code == 0, checked.out
    assert in_process("score").code == 0


def _rubric(folder: Path) -> dict[str, str]:
    text = (folder / "criteria.yaml").read_text(encoding="utf-8")
    assert "docs/" not in text, "a new project has no such folder"
    rubric = yaml.safe_load(text)
    return {key: rubric[key] for key in ("rubric", "version", "title")}


@pytest.mark.parametrize(
    ("folder", "title", "id"),
    [
        ("Łódź netz", None, "lodz-netz"),
        ("own", 'Criteria: "ours" # 1', "criteria-ours-1"),
        ("own", "Κριτήρια", "own"),
        ("Κριτήρια", None, "own-criteria"),
        ("own", "SECON 2024", "own"),
        ("own", "word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_the_rubric_has_an_id_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, title: str | None, id: str
) -> None:
    _started(tmp_path / folder, *(("--title", title) if title else ()))
    rubric = _rubric(tmp_path / folder)
    assert (rubric["rubric"], rubric["version"]) == (id, "1.0.0")
    assert "2024" not in rubric["title"] or title, "its day is another one"
    monkeypatch.chdir(tmp_path / folder)
    assert in_process("criteria", "--check", "criteria.yaml").code == 0


def test_reasons_of_secon_are_named_as_such(tmp_path: Path) -> None:
    ended = in_process("init", str(tmp_path / "own"))
    assert [line for line in ended.out.splitlines() if line.startswith("  criteria.yaml ") and "SECON's" in line]
    _, *lines = ended.out.partition("Next:")[2].split("\n  ")
    assert max(map(len, lines[1:])) <= 78, "all but the path of the folder"
    header, _, rubric = (tmp_path / "own" / "criteria.yaml").read_text(encoding="utf-8").partition("\nrubric: ")
    # Where no reason speaks of them any more, header and line may go.
    assert re.search("(?i)the report ", rubric)
    assert "reasons are still SECON's: replace those" in header


def test_the_rubric_in_this_folder_or_a_zip_file_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert in_process("init", ".").code == in_process("init", "start.zip").code == 0
    assert _rubric(tmp_path)["rubric"] == tmp_path.name.replace("_", "-").lower()
    with zipfile.ZipFile("start.zip") as file:
        file.extractall(tmp_path / "unpacked")
    assert _rubric(tmp_path / "unpacked" / "start")["rubric"] == "start"


def test_the_workflow_installs_what_its_owner_names(tmp_path: Path) -> None:
    text = (_started(tmp_path / "own") / ".github" / "workflows" / "practices.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["env"] == {"SECON": "git+https://github.com/OWNER/secon@COMMIT"}
    steps = [step["run"] for step in workflow["jobs"]["practices"]["steps"] if "run" in step]
    assert [step for step in steps if "install" in step] == ['python -m pip install "$SECON"']
    assert "secon-cli" not in text, "secon is in no index of packages"


def test_a_zip_file_holds_the_same_as_the_folder(tmp_path: Path) -> None:
    folder = _started(tmp_path / "start")
    _started(tmp_path / "start.zip")
    with zipfile.ZipFile(tmp_path / "start.zip") as file:
        held = {name: file.read(name) for name in file.namelist()}
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert held == written
    assert all(name.isascii() for name in held)


def _guide(folder: Path) -> str:
    with zipfile.ZipFile(folder / "guide.docx") as file:
        return file.read("word/document.xml").decode()


def test_what_is_missing_is_written_by_the_rubric_of_the_folder(tmp_path: Path) -> None:
    folder = _started(tmp_path / "own")
    rubric = folder / "criteria.yaml"
    text = rubric.read_text(encoding="utf-8")
    title = yaml.safe_load(text)["criteria"]["ethics"]["title"]
    assert title in _guide(folder)
    rubric.write_text(text.replace(f"title: {title}", "title: Fair to fishers"), encoding="utf-8")
    (folder / "form.docx").write_bytes(b"mine")
    (folder / "guide.docx").unlink()
    (folder / ".gitattributes").unlink()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ended = in_process("init", str(folder), COLUMNS="900")
    assert (ended.code, ended.err) == (0, "")
    wrote, left = ended.out.splitlines()[:2]
    assert wrote.endswith(": guide.docx, .gitattributes")
    assert {"form.docx", "criteria.yaml"} <= set(re.findall(r"[\w.]+", left))
    assert "Fair to fishers" in _guide(folder)
    assert title not in _guide(folder)
    assert {path: path.read_bytes() for path in before} == before


def test_a_faulty_rubric_of_the_folder_is_shown_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "criteria.yaml").write_text("rubric: [", encoding="utf-8")
    ended = in_process("init", str(tmp_path))
    assert ended.code == 2
    assert "criteria.yaml" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["criteria.yaml"]


def test_nothing_is_overwritten_and_nothing_half_made(tmp_path: Path) -> None:
    folder = _started(tmp_path / "own")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ended = in_process("init", str(folder))
    assert (ended.code, "Wrote" in ended.out) == (0, False)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    (tmp_path / "start.zip").write_text("mine", encoding="utf-8")
    assert in_process("init", str(tmp_path / "start.zip")).code == 2
    (tmp_path / "full").write_text("a file, not a folder", encoding="utf-8")
    assert in_process("init", str(tmp_path / "full" / "below")).code == 74
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full", "own", "start.zip"]


def test_it_works_on_a_windows_code_page_with_crlf(tmp_path: Path) -> None:
    """Greek Windows lacks most letters of the example, which is Latvian."""
    folder = tmp_path / "own"
    _started(folder)
    (folder / "criteria.yaml").write_bytes((folder / "criteria.yaml").read_bytes().replace(b"\n", b"\r\n"))
    for arguments in (["import", "example.docx"], ["score"], ["show", "1"], ["validate"]):
        for path in (folder / "data" / "practices").glob("*.yaml"):
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        ended = run(*arguments, cwd=folder, PYTHONIOENCODING="cp1253", PYTHONUTF8="0")
        assert ended.code == 0, ended.err


@pytest.mark.parametrize("name", ["..", "a\\b:c", "a\nb", "b\udcff", "CON?", " . "])
def test_a_folder_in_a_zip_file_is_one_on_every_system(tmp_path: Path, name: str) -> None:
    """Whatever the file is called: nothing is unpacked outside, and the name is shown without commands."""
    ended = in_process("init", str(tmp_path / f"{name}.zip"), COLUMNS="900")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("\n") == 8, "the name is on one line"
    with zipfile.ZipFile(tmp_path / f"{name}.zip") as file:
        folders = {entry.partition("/")[0] for entry in file.namelist()}
    (folder,) = folders
    assert re.fullmatch(r"[\w-][\w .-]*", folder), folder


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "b\udcff", "a\u202eb"])
def test_a_title_that_no_rubric_can_have_is_refused(tmp_path: Path, title: str) -> None:
    ended = in_process("init", str(tmp_path / "own"), "--title", title)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert ended.err.startswith("secon: --title: ")
    assert not (tmp_path / "own").exists()
