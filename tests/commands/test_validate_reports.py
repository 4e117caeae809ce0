"""`secon validate` writes several reports in one run, and the summary of a job where GitHub asks for it."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import Secon
from tests.small_project import head

BROKEN = head("xx-broken").replace("\ntitle:", "\ntitel:")


@pytest.fixture
def broken(project: Path) -> None:
    project.joinpath("data", "practices", "xx-broken.yaml").write_text(BROKEN, encoding="utf-8")


@pytest.mark.usefixtures("broken")
def test_several_reports_in_one_run(secon: Secon, project: Path) -> None:
    files = {name: project / f"out.{name}" for name in ("json", "sarif", "gitlab", "junit")}
    reports = [word for name, path in files.items() for word in ("--report", f"{name}={path.name}")]
    done = secon("validate", "--select", "unknown-field", *reports)
    assert done.code == 1
    assert done.out.startswith("error[unknown-field] data/practices/xx-broken.yaml:3:1\n")
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    assert [one["rule"] for one in json.loads(texts["json"])["findings"]] == ["unknown-field"]
    assert [one["ruleId"] for one in json.loads(texts["sarif"])["runs"][0]["results"]] == ["unknown-field"]
    assert [one["check_name"] for one in json.loads(texts["gitlab"])] == ["unknown-field"]
    assert ElementTree.fromstring(texts["junit"]).attrib["failures"] == "1"
    for name in files:
        assert secon("validate", "--select", "unknown-field", "--format", name).out == texts[name]


@pytest.mark.usefixtures("broken")
def test_annotations_beside_the_text_and_a_summary_of_the_job(secon: Secon, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    done = secon("validate", "--select", "unknown-field", "--report", "github=-", GITHUB_STEP_SUMMARY=str(summary))
    assert done.out.startswith("error[unknown-field]")
    assert "\n::error file=data/practices/xx-broken.yaml,line=3," in done.out
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("# Before\n### secon validate: failed\n")
    assert (
        "| error | data/practices/xx-broken.yaml:3:1 | not a field of a practice; did you mean \\`title\\`? |"
        in written
    )


@pytest.mark.usefixtures("broken")
def test_without_annotations_there_is_no_summary(secon: Secon, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    secon("validate", GITHUB_STEP_SUMMARY=str(summary))
    assert not summary.exists()
    assert secon("validate", "-f", "github", GITHUB_STEP_SUMMARY=str(tmp_path)).code == 74


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--report", "sarif"), "expected FORMAT=FILE"),
        (("--report", "sarf=x"), "did you mean `sarif`?"),
        (("--report", "json=x", "--report", "sarif=./x"), "two reports go to the same file"),
        (("--report", "json=x", "--output", "x"), "two reports go to the same file"),
        (("--diff", "-f", "json"), "--report json=FILE"),
    ],
)
def test_wrong_usage_is_told(secon: Secon, project: Path, arguments: tuple[str, ...], words: str) -> None:
    done = secon("validate", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert not project.joinpath("x").exists()
