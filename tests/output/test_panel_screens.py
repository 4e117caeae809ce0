"""The screens and formats of `panel`: as they look, and what holds for every width, colour and destination."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import Secon
from tests.screens import assert_looks_like
from tests.small_panel import write_panel


@pytest.fixture(autouse=True)
def _panel(project: Path) -> None:
    write_panel(project)


@pytest.mark.parametrize(
    ("name", "arguments", "width"),
    [
        ("panel-80.txt", ("panel",), "80"),
        ("panel-120.txt", ("panel", "--full"), "120"),
        ("panel-piped.txt", ("panel", "--top", "1", "--quiet"), ""),
        ("panel.md", ("panel", "--format", "markdown", "--full", "--top", "2"), ""),
        ("panel.csv", ("panel", "--format", "csv"), ""),
    ],
)
def test_the_screen(secon: Secon, name: str, arguments: tuple[str, ...], width: str) -> None:
    ended = secon(*arguments, COLUMNS=width)
    assert (ended.code, ended.err) == (0, "")
    assert_looks_like(name, ended.out)


def test_what_is_missing_is_shown_as_missing(secon: Secon) -> None:
    screen = secon("panel", "--full", COLUMNS="100").out
    assert re.search(r"^Choir of all ages +9\.0 +· +· +–$", screen, re.MULTILINE)
    assert "1 of 5 practices have no rating" in screen
    assert "Not rated: de-tool-library." in screen


def test_both_reasons_of_the_widest_disagreement_are_shown(secon: Secon) -> None:
    screen = secon("panel", "--top", "1", COLUMNS="120").out
    discuss = screen[screen.index("To discuss") : screen.index("`--full`")]
    assert "Repair café of the old town, Effectiveness: 5.5 apart" in discuss
    assert re.search(r"3\.5 +official: official says 3\.5 of lv-repair-cafe\. \(report:results\)", discuss)
    assert re.search(r"9 +citizen: citizen says 9 of lv-repair-cafe\. \(report:results\)", discuss)
    assert re.search(r"7 +adviser: adviser says 7 of lv-repair-cafe\. \(report:results\)", discuss)
    assert "To discuss" not in secon("panel", "--top", "0").out


def test_one_assessor(secon: Secon, project: Path) -> None:
    for name in ("citizen", "official"):
        (project / "data" / "assessments" / f"{name}.yaml").unlink()
    screen = secon("panel").out
    assert screen.startswith("The panel: 1 assessor, 10 ratings")
    assert "Agreement cannot be judged" in screen
    assert "Least agreement" not in screen
    assert "To discuss" not in screen
    assert secon("panel", "--format", "markdown").code == secon("panel", "--format", "csv").code == 0


def test_the_json(secon: Secon) -> None:
    document = secon("panel", "--format", "json").json
    assert [one["difference"] for one in document["disagreements"]] == [5.5, 2, 1, 1, 1, 1, 1, 1, 0.5]
    assert document["rankings"] == {
        "tau": 0.816497,
        "practices": 3,
        "pairs": {"opposite": 0, "all": 3},
        "by_difference": ["gr-orchard"],
    }
    cafe = document["practices"][0]
    assert (cafe["panel"], cafe["rubric"]["rank"], cafe["rubric"]["total"]) == ({"rank": 1, "total": 7.05}, 1, 86.875)
    choir = document["practices"][-1]
    assert (choir["id"], choir["panel"], choir["rubric"]["rank"]) == ("lv-choir", {"rank": None, "total": None}, None)
    assert choir["criteria"][1]["mean"] is None
    assert document["unrated"] == ["de-tool-library"]
    assert (document["ratings"], document["scored"]) == ({"given": 24, "possible": 45, "excluded": 1}, 5)
    assert {one["reliability"] for one in document["criteria"]} == {"too few"}
    assert document["agreement"]["reliability"] == "open"
    assert (cafe["shift"], cafe["behind_by_gate"]) == (0, False)
    assert cafe["largest_gap"] == {"criterion": "relevance", "panel": 7.0, "rubric": 100.0, "points": -9.0}
    assert (choir["shift"], choir["behind_by_gate"]) == (None, True)


def test_the_csv_leaves_empty_what_is_not_defined(secon: Secon) -> None:
    lines = list(csv.DictReader(StringIO(secon("panel", "--format", "csv").out)))
    assert len(lines) == 4 * (1 + 3)
    choir = [line for line in lines if line["practice"] == "lv-choir"]
    assert [line["panel_total"] for line in choir] == ["", "", "", ""]
    assert [line["mean"] for line in choir] == ["", "9.0", "", ""]
    assert [line["deviation"] for line in choir] == ["", "", "", ""]
