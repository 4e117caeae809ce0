"""`secon template` and `secon import`: what is written, what is said, and how they end."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from secon_cli.checks.checked_files import check_practice
from secon_cli.reading.yaml_reader import read
from tests import office_files as make
from tests.conftest import Secon
from tests.small_project import PRACTICES
from tests.terminal import COMMANDS

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "results" / "import.schema.json"


@pytest.fixture
def form(secon: Secon, project: Path) -> Path:
    """A form that is filled in from a practice of the project."""
    assert secon("template", "--from", "lv-repair-cafe", "-o", "form.docx").code == 0
    return project / "form.docx"


def test_a_form_comes_back_as_the_practice_it_was_made_of(secon: Secon, project: Path, form: Path) -> None:
    ended = secon("import", "form.docx", "--output", "drafts")
    assert (ended.code, ended.err) == (0, "")
    assert "drafts/lv-repair-cafe.yaml" in ended.out
    original = project / "original"
    original.mkdir()
    original.joinpath("lv-repair-cafe.yaml").write_bytes(
        project.joinpath("data/practices/lv-repair-cafe.yaml").read_bytes()
    )
    moved = secon("diff", "original", "drafts", "-f", "json").json
    assert (moved["counts"]["both"], moved["counts"]["unchanged"], moved["counts"]["touched"]) == (1, 1, 0)
    assert (moved["counts"]["added"], moved["counts"]["removed"]) == (0, 0)
    assert moved["practices"][0]["fields"] == []


def test_nothing_is_written_over(secon: Secon, project: Path, form: Path) -> None:
    before = project.joinpath("data", "practices", "lv-repair-cafe.yaml").read_bytes()
    ended = secon("import", "form.docx")
    assert ended.code == 1
    assert "already exists" in ended.out
    assert project.joinpath("data", "practices", "lv-repair-cafe.yaml").read_bytes() == before


@pytest.mark.parametrize("to", ["drafts", "data/drafts/of today"])
def test_a_full_disk_leaves_no_folder(
    secon: Secon, project: Path, form: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = sorted(project.rglob("*"))
    monkeypatch.setattr(os, "fsync", full)
    ended = secon("import", "form.docx", "--output", to)
    assert (ended.code, ended.out) == (74, "")
    assert f"cannot write {to}/lv-repair-cafe.yaml: No space left on device" in ended.err
    assert sorted(project.rglob("*")) == before


def test_json(secon: Secon, form: Path) -> None:
    ended = secon("import", "form.docx", "missing.docx", "-f", "json")
    assert (ended.code, ended.out) == (2, "")
    document: Any = secon("import", "form.docx", "-o", "drafts", "-f", "json").json
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (file,) = document["files"]
    assert (file["draft"], file["problem"], file["asked"]) == ("drafts/lv-repair-cafe.yaml", None, 0)
    assert file["read"] == len(file["fields"])
    values = {field["field"]: field["value"] for field in file["fields"] if field["state"] == "read"}
    assert values["location.country"] == "LV"


def test_quiet_names_the_drafts_alone(secon: Secon, form: Path) -> None:
    assert secon("import", "form.docx", "-o", "drafts", "-q").out == "drafts/lv-repair-cafe.yaml\n"


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.docx", make.docx("<w:p/>"), 3, "no form in it"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 1, ".docx"),
        ("a.docx", make.docx("<w:p/>", head="<!DOCTYPE w>"), 1, "DOCTYPE"),
        ("a.pdf", b"%PDF-1.7", 1, "PDF"),
    ],
)
def test_what_is_no_form(secon: Secon, project: Path, name: str, data: bytes, code: int, words: str) -> None:
    project.joinpath(name).write_bytes(data)
    ended = secon("import", name, "-o", "drafts")
    assert ended.code == code
    assert words in ended.out
    assert not project.joinpath("drafts").exists()


def test_names_with_spaces_are_one_word_of_the_next_command(secon: Secon, project: Path, form: Path) -> None:
    form.rename("a form.docx")
    assert 'secon import "b form.docx"\n' in secon("template", "--output", "b form.docx").out
    said = " ".join(secon("import", "a form.docx", "--output", "my drafts").out.split())
    (written,) = (project / "my drafts").glob("*.yaml")
    assert f'secon validate "my drafts/{written.name}" --advice' in said
    shown = " ".join(secon("show", f"my drafts/{written.name}").out.split())
    assert f'secon show "my drafts/{written.name}" --full' in shown or f"secon show {written.stem} --full" in shown


def test_the_next_command_names_every_draft(secon: Secon, project: Path, form: Path) -> None:
    assert secon("template", "--from", "pl-kitchen", "-o", "other.docx").code == 0
    said = " ".join(secon("import", "form.docx", "other.docx", "-o", "drafts", COLUMNS="200").out.split())
    assert "secon validate drafts/lv-repair-cafe.yaml drafts/pl-kitchen.yaml --advice" in said


def test_a_folder_is_refused_with_what_to_name(secon: Secon, project: Path) -> None:
    (project / "forms").mkdir()
    ended = secon("import", "forms")
    assert (ended.code, ended.out) == (2, "")
    assert str(Path("forms", "*.docx")) in ended.err


def test_a_form_that_may_be_filled_in_is_not_written_over(secon: Secon, project: Path, form: Path) -> None:
    before = form.read_bytes()
    ended = secon("template", "-o", "form.docx")
    assert (ended.code, ended.out) == (2, "")
    assert "`form.docx` exists already" in ended.err
    assert form.read_bytes() == before


def test_an_empty_form_makes_no_draft(secon: Secon) -> None:
    assert secon("template", "-o", "form.docx").code == 0
    ended = secon("import", "form.docx")
    assert ended.code == 1
    assert "country" in ended.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--output form.docx"),
        (("-o", "form.txt"), ".docx"),
        (("-o", "form.docx", "--from", "nothing"), "--from"),
        (("-o", "form.docx", "--template", "interegg"), "interreg"),
    ],
)
def test_wrong_usage_of_template(secon: Secon, arguments: tuple[str, ...], words: str) -> None:
    ended = secon("template", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


@pytest.mark.parametrize(
    ("command", "output"),
    [(("template",), "form.docx"), (("new", "--title", "A shed", "--summary", "Tools."), "lv-shed.yaml")],
)
def test_a_practice_is_taken_from_a_file_or_from_another_collection(
    secon: Secon, project: Path, command: tuple[str, ...], output: str
) -> None:
    others = project / "others"
    others.mkdir()
    file = others / "lv-other.yaml"
    file.write_text(PRACTICES["lv-choir"].replace("lv-choir", "lv-other"), encoding="utf-8")
    sources = [
        ("others/lv-other.yaml",),
        ("./others/lv-other.yaml",),
        (str(file),),
        ("lv-other", "--practices", "others"),
    ]
    for source in sources:
        ended = secon(*command, "--from", *source, "-o", output)
        assert (ended.code, (project / output).is_file()) == (0, True), (source, ended.err)
        (project / output).unlink()
    file.write_text(file.read_text("utf-8") + "nothing: known\n", encoding="utf-8")
    ended = secon(*command, "--from", str(file), "-o", output)
    assert (ended.code, "has errors" in ended.err) == (2, True)


@pytest.mark.parametrize("kind", ["comments", "footnotes"])
def test_comments_and_footnotes_are_kept_with_their_number(secon: Secon, project: Path, kind: str) -> None:
    rows = [["Location", "Country: Austria"], ["Summary", "Neighbours repair."], ["Results", "12 jobs"]]
    # Whatever they hold, it stays a comment of the draft.
    notes = [make.paragraph("thirteen by now\nid: changed"), make.paragraph(NASTY)]
    project.joinpath("a.docx").write_bytes(make.noted(kind, notes, make.paragraph("Repairs") + make.table(rows)))
    ended = secon("import", "a.docx", "-o", "drafts", "-f", "json")
    assert ended.code == 0, ended.err
    first = next(field for field in ended.json["files"][0]["fields"] if field["state"] == "kept")
    assert first["question"].startswith(f"{kind} in the document: 2;")
    assert first["words"].startswith("thirteen by now\nid: changed\n")
    (draft,) = project.joinpath("drafts").glob("*.yaml")
    lines = draft.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"# ? {kind} in the document: 2;"))
    assert lines[at + 1 : at + 3] == ["#   | thirteen by now", "#   | id: changed"]
    assert check_practice(read(draft.read_bytes(), draft.name)).practice is not None


NASTY = "[bold]x[/]\u202e ##[error]a ::error::b =cmd() <script>\u2028injected: yes\u0085- [a"


@pytest.mark.parametrize("format", ["text", "json"])
def test_hostile_texts_stay_texts(secon: Secon, project: Path, format: str) -> None:
    rows = [[label, f"{label}: {NASTY}"] for label in ("Summary", "Resources", "Results", "Links", "Duration", "Hobby")]
    project.joinpath("a.docx").write_bytes(
        make.docx(make.paragraph(NASTY) + make.table([["Location", "Country: Austria"], *rows]))
    )
    ended = secon("import", "a.docx", "-o", "drafts", "-f", format, "-v")
    assert ended.code == 0, ended.err
    assert COMMANDS.search(ended.out) is None
    (draft,) = project.joinpath("drafts").glob("*.yaml")
    checked = check_practice(read(draft.read_bytes(), draft.name))
    assert [finding.message for finding in checked.findings if finding.severity == "error"] == []
    assert checked.practice is not None
    lines = draft.read_text(encoding="utf-8").splitlines()
    assert not any(line.startswith(("injected", "- [a")) for line in lines)


def test_open_questions_are_counted(secon: Secon, project: Path) -> None:
    path = project / "data" / "practices" / "lv-repair-cafe.yaml"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}# ? ethics.found = none: is it?\n#   | words\n# ? links: which?\n"
    )
    ended = secon("validate", str(path), "--select", "open-question", "-f", "concise")
    assert "2 more" not in ended.out
    assert ended.out.count("open-question") == 1
    assert "and 1 more below" in ended.out
