"""`secon panel` as a command: what it reads and writes, what it refuses, and its exit codes."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from secon_cli.commands.inputs import load_practices, load_rubric
from secon_cli.output.rating_sheet import blank_assessment
from secon_cli.reading.yaml_reader import read
from tests.checks.test_rating_sheet import filled
from tests.conftest import Secon
from tests.small_panel import FILES, RATINGS, assessor_file, write_panel
from tests.small_project import PRACTICES, run


def document(secon: Secon, *arguments: str) -> dict[str, Any]:
    ended = secon("panel", "--format", "json", *arguments)
    assert (ended.code, ended.err) == (0, "")
    loaded: dict[str, Any] = json.loads(ended.out)
    return loaded


def test_a_panel_of_the_project(secon: Secon, project: Path) -> None:
    write_panel(project)
    panel = document(secon)
    assert [one["assessor"] for one in panel["assessors"]] == ["adviser", "citizen", "official"]
    assert [one["path"] for one in panel["inputs"]][-3:] == [f"data/assessments/{name}.yaml" for name in sorted(FILES)]
    assert panel["assessors"][1]["conflicts"] == [
        {"practice": "pl-kitchen", "criterion": "effectiveness", "why": "Cooks there."}
    ]


def test_the_folder_is_found_from_below_and_can_be_another(
    secon: Secon, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = write_panel(tmp_path / "elsewhere")
    assert len(document(secon, "--assessments", str(elsewhere))["assessors"]) == 3
    write_panel(project, {"adviser": FILES["adviser"]})
    monkeypatch.chdir(project / "data")
    assert len(document(secon)["assessors"]) == 1


def test_weights_change_the_panels_totals_as_the_rubrics(secon: Secon, project: Path) -> None:
    write_panel(project)
    arguments = ("--weight", "relevance=0", "--weight", "timescale=0")
    panel = document(secon, *arguments)
    totals = {one["id"]: one["panel"]["total"] for one in panel["practices"]}
    assert totals == {"pl-kitchen": 8.25, "lv-repair-cafe": 6.5, "gr-orchard": pytest.approx(13 / 3), "lv-choir": None}
    assert panel["options"]["weight"] == {"relevance": 0, "timescale": 0}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 3, "`secon panel --blank ASSESSOR` writes an empty file"),
        (("--assessments", "nowhere"), 2, "`nowhere` does not exist"),
        (("--assessments", "empty"), 3, "no assessor's file (*.yaml) in empty"),
        (("--format", "xml"), 2, "--format: expected table, json, csv, markdown"),
        (("--blank", "Anna Schmidt"), 2, "a pseudonym or a role in lower-case letters"),
        (("--blank", "../adviser"), 2, "a pseudonym or a role in lower-case letters"),
        (("--blank", "adviser", "--output", "x.md"), 2, "--assessments"),
        (("--blank", "adviser", "--assessments", "criteria.yaml"), 2, "`criteria.yaml` is not a folder"),
    ],
)
def test_what_cannot_be_done(secon: Secon, project: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    (project / "empty").mkdir()
    before = sorted(project.rglob("*"))
    ended = secon("panel", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith("secon: ")
    assert says in ended.err
    assert ended.err.count("\n") == 1
    assert sorted(project.rglob("*")) == before


def test_one_bad_rating_stops_the_panel_and_is_shown_at_its_place(secon: Secon, project: Path) -> None:
    bad = {**RATINGS["official"], "gr-orchard": {"relevance": 7.25}}
    write_panel(project, {**FILES, "official": assessor_file("official", bad)})
    for format in ("table", "json"):
        ended = secon("panel", "--format", format)
        assert (ended.code, ended.out) == (1, "")
        assert "error[bad-rating] data/assessments/official.yaml:9:25" in ended.err
        assert "secon: no panel: 1 of 3 assessors' files cannot be used" in ended.err


def test_practices_with_errors_are_left_out_and_named(secon: Secon, project: Path) -> None:
    write_panel(project)
    path = project / "data" / "practices" / "gr-orchard.yaml"
    path.write_text(PRACTICES["gr-orchard"].replace("level: output", "level: outputs"), encoding="utf-8")
    ended = secon("panel", "--format", "json")
    assert ended.code == 1
    assert "gr-orchard.yaml" in ended.err
    assert "gr-orchard" not in {one["id"] for one in json.loads(ended.out)["practices"]}
    last = secon("panel", "--format", "csv").out.splitlines()[-1]
    assert last.startswith("left out: data/practices/gr-orchard.yaml (1 error),")


def test_a_panel_on_practices_with_errors_only(secon: Secon, project: Path) -> None:
    write_panel(project, {"adviser": assessor_file("adviser", {"gr-orchard": {"relevance": 5}})})
    path = project / "data" / "practices" / "gr-orchard.yaml"
    path.write_text(PRACTICES["gr-orchard"].replace("level: output", "level: outputs"), encoding="utf-8")
    ended = secon("panel")
    assert (ended.code, ended.out) == (1, "")
    assert "errors" in ended.err


def test_a_blank_file_asks_everything_and_is_no_rating_yet(secon: Secon, project: Path) -> None:
    ended = secon("panel", "--blank", "adviser-2")
    assert (ended.code, ended.out, ended.err) == (0, "data/assessments/adviser-2.yaml\n", "")
    text = (project / "data" / "assessments" / "adviser-2.yaml").read_text(encoding="utf-8")
    for question in ("Does it belong to the social economy?", "Since when?", "What came of it?"):
        assert text.count(f": {question}\n") == 1
    assert text.count("      rating:\n      reason:\n") == 3 * len(PRACTICES)
    assert "# --- Orchard of the monastery (GR Region of Peloponnese)" in text
    ended = secon("panel")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("error[") == ended.err.count("error[no-rating]") == 1


def test_a_blank_file_needs_only_its_lines_filled_in(secon: Secon, project: Path) -> None:
    secon("panel", "--blank", "adviser-2")
    path = project / "data" / "assessments" / "adviser-2.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("rating:\n      reason:\n", "rating: 7.5\n      reason: Good.\n", 2), encoding="utf-8")
    panel = document(secon)
    assert (panel["assessors"][0]["ratings"], panel["coverage"]) == (2, round(2 / 15, 6))


def test_a_blank_file_is_never_written_over_one_that_is_there(secon: Secon, project: Path) -> None:
    folder = write_panel(project)
    ended = secon("panel", "--blank", "adviser")
    assert (ended.code, ended.out) == (2, "")
    assert "`data/assessments/adviser.yaml` exists already" in ended.err
    assert (folder / "adviser.yaml").read_text(encoding="utf-8") == FILES["adviser"]
    assert sorted(path.name for path in folder.iterdir()) == ["adviser.yaml", "citizen.yaml", "official.yaml"]


@pytest.mark.usefixtures("project")
def test_words_of_data_stay_comments_in_a_blank_file() -> None:
    practices = load_practices(None).collection.practices
    hostile = practices[0].model_copy(update={"title": "Title\nformat: 2\u2028assessor: x\x1b[31m"})
    text = blank_assessment("no", [hostile], load_rubric().rubric)
    value = read(text.encode(), "no.yaml").value
    assert isinstance(value, dict)
    assert (value["format"], value["assessor"]) == ("1", "no")
    assert [*value] == ["format", "assessor", "role", "conflicts", "ratings"]


def test_outside_a_project(tmp_path: Path) -> None:
    ended = run("panel", cwd=tmp_path)
    assert (ended.code, ended.out) == (3, "")
    assert "assessments" in ended.err
    ended = run("panel", "--blank", "adviser", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "project" in ended.err


def test_as_a_process(project: Path) -> None:
    write_panel(project)
    first, second = (run("panel", "--format", "markdown", cwd=project) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    assert first == second, "the same bytes"
    ended = run("panel", "-f", "markdown", "--output", "panel.md", cwd=project)
    assert (ended.code, ended.out) == (0, "")
    assert (project / "panel.md").read_text(encoding="utf-8") == first.out


def test_the_shipped_data_hold_no_assessments_and_the_example_is_labelled() -> None:
    root = Path(__file__).parents[2]
    assert not (root / "data" / "assessments").exists()
    files = sorted((root / "docs" / "panel-example").glob("*.yaml"))
    assert len(files) == 3
    for file in files:
        assert file.name.startswith("synthetic-")
        assert file.read_text(encoding="utf-8").startswith("# SYNTHETIC: ")
    assert "**Synthetic: " in (root / "docs" / "panel-example.md").read_text(encoding="utf-8")


def test_a_blank_file_is_written_whole_or_not_at_all(
    secon: Secon, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    ended = secon("panel", "--blank", "adviser-2")
    assert (ended.code, ended.out) == (74, "")
    assert "cannot write data/assessments/adviser-2.yaml" in ended.err
    assert not (project / "data" / "assessments").exists()


def test_a_blank_file_on_a_disk_without_links(secon: Secon, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*names: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", unknown)
    assert secon("panel", "--blank", "adviser-2").code == 0
    assert secon("panel", "--blank", "adviser-2").code == 2
    (file,) = (project / "data" / "assessments").iterdir()
    assert file.name == "adviser-2.yaml"
    assert file.read_text(encoding="utf-8").endswith("reason:\n")


def test_ratings_travel_in_a_sheet(secon: Secon, project: Path) -> None:
    ended = secon("panel", "--blank", "adviser-2", "--output", "ratings.xlsx")
    assert (ended.code, "secon import ratings.xlsx" in ended.out) == (0, True)
    assert secon("panel", "--blank", "adviser-2", "--output", "ratings.xlsx").code == 2
    sheet = (project / "ratings.xlsx").read_bytes()
    empty = secon("import", "ratings.xlsx")
    assert (empty.code, [*project.glob("data/assessments/*")]) == (1, [])
    (project / "ratings.xlsx").write_bytes(filled(sheet, {"D2": "7.5", "E2": "Good", "F3": "4", "G3": "Young"}))
    ended = secon("import", "ratings.xlsx")
    assert (ended.code, ended.err) == (0, "")
    panel = document(secon)
    assert (panel["assessors"][0]["assessor"], panel["assessors"][0]["ratings"]) == ("adviser-2", 2)
    again = secon("import", "ratings.xlsx", "--format", "json")
    (file,) = json.loads(again.out)["files"]
    assert (again.code, file["draft"]) == (1, None)
    assert "already exists" in file["problem"]
    (project / "ratings.xlsx").write_bytes(filled(sheet, {"D2": "11", "E2": "Too good"}))
    wrong = secon("import", "ratings.xlsx", "--format", "json").json["files"][0]
    assert [(field["state"], field["from"]) for field in wrong["fields"]] == [("wrong", "Ratings!D2")]
