"""The screens and formats of `compare`: as they look, and what holds for every width, colour and destination."""

import csv
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Secon, in_process
from tests.screens import assert_looks_like
from tests.small_project import PRACTICES


@pytest.mark.parametrize(
    ("name", "arguments", "width"),
    [
        ("compare-80.txt", ("compare", "LV", "peloponnese"), "80"),
        ("compare-full-120.txt", ("compare", "latgale", "rest", "--full"), "120"),
        ("compare-piped.txt", ("compare", "tool library", "orchard", "--top", "1"), ""),
        ("compare-eligible-80.txt", ("compare", "latgale", "all", "--eligible-only", "--top", "0"), "80"),
        ("matrix-80.txt", ("compare",), "80"),
        ("matrix-full-120.txt", ("compare", "--full"), "120"),
        ("compare.md", ("compare", "LV", "peloponnese", "--full", "--format", "markdown"), ""),
        ("compare.csv", ("compare", "LV", "peloponnese", "--format", "csv"), ""),
        ("matrix.md", ("compare", "--full", "--format", "markdown"), ""),
        ("matrix.csv", ("compare", "--format", "csv"), ""),
    ],
)
def test_the_screen(secon: Secon, name: str, arguments: tuple[str, ...], width: str) -> None:
    ended = secon(*arguments, COLUMNS=width)
    assert (ended.code, ended.err) == (0, "")
    assert_looks_like(name, ended.out)


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_the_criteria_of_all_regions_are_named_once(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    table = in_process("compare", "--full", "--format", format).out.partition("Where the regions differ")[0]
    assert table.count("Quality assurance") == 1


def test_rows_as_blocks_have_no_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    narrow = in_process("compare", COLUMNS="40").out
    assert " · Total" in " ".join(narrow.split())
    assert re.search(r"\S  +·", narrow) is None


def test_fields_in_reasons_are_code_in_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = in_process("compare", "mazowieckie", "rest", "--full", "--top", "7", "--format", "markdown").out
    assert "no points: `" in text
    assert "\\`" not in text


def test_the_points_on_the_screen_add_up(secon: Secon) -> None:
    screen = secon("compare", "LV", "peloponnese", "--full", COLUMNS="80").out
    rows = [line for line in screen.splitlines() if re.search(r"[+-]?[0-9]+\.[0-9]$", line)]
    *criteria, total = [line for line in rows if re.match(r"Relevance|Timescale|Effectiveness|Total", line)][:4]
    numbers = [[float(number) for number in re.findall(r"(?<![0-9])[+-]?[0-9]+\.[0-9]", line)] for line in criteria]
    assert len(criteria) == 3
    for first, second, difference, _ in numbers:
        assert difference == pytest.approx(first - second)
    # Latvia (86.875 + 85) / 2 = 85.9 and the orchard 36.75, which prints as 36.8
    assert re.findall(r"[+-]?[0-9]+\.[0-9]", total) == ["85.9", "36.8", "+49.1", "+49.1"]
    assert sum(line[-1] for line in numbers) == pytest.approx(49.1)
    sizes = [abs(line[-1]) for line in numbers]
    assert sizes == sorted(sizes, reverse=True)


def test_the_first_line_says_who_is_ahead_and_by_how_much(secon: Secon) -> None:
    lines = secon("compare", "LV", "peloponnese", COLUMNS="80").out.splitlines()
    assert lines[1] == "Latvia is ahead of Peloponnese by 49.1 points: 85.9 and 36.8 of 100."
    assert lines[2] == "Latvia leads on every criterion."
    assert len(lines) < 40
    backward = secon("compare", "peloponnese", "LV", COLUMNS="80").out.splitlines()
    assert backward[1] == lines[1]


def test_ranges_that_overlap_leave_no_one_ahead(secon: Secon) -> None:
    # The library may be anything up to 14.0, and the kitchen anything from 36.8: clear.
    clear = secon("compare", "tool library", "kitchen").out
    assert "pl-kitchen is ahead of de-tool-library" in clear
    overlapping = secon("compare", "orchard", "kitchen").out
    assert "≈ The totals of gr-orchard (36.8–51.8) and pl-kitchen (36.8–51.8)" in overlapping
    assert "ahead of" not in overlapping
    assert re.search(r"^Total .* ≈$", overlapping, re.MULTILINE)


def test_no_region_is_best_that_unknown_facts_could_overtake(secon: Secon, tmp_path: Path) -> None:
    two = tmp_path / "two"
    two.mkdir()
    orchard = re.sub("start: .*", "start: not_stated", PRACTICES["gr-orchard"])
    for name, text in (("gr-orchard", orchard), ("pl-kitchen", PRACTICES["pl-kitchen"])):
        (two / f"{name}.yaml").write_text(text, encoding="utf-8")
    ahead, behind = _json(secon, "--practices", str(two))["sides"]
    assert behind["total"] < ahead["total"] < behind["range"][1]
    screen = secon("compare", "--practices", str(two)).out
    assert not re.search("[0-9][▲▼]", screen)
    assert "unknown facts could change the highest and the lowest" in " ".join(screen.split())


def test_practices_that_fail_the_gate_are_marked(secon: Secon) -> None:
    both = secon("compare", "latgale", "rest").out
    assert "85.0 ✗ lv-choir" in both
    assert "✗ fails the gate" in both
    eligible = secon("compare", "latgale", "rest", "--eligible-only").out
    assert "Left out of Latgale for failing the gate: lv-choir" in eligible
    assert "✗" not in eligible
    assert "eligible only" in eligible


def _json(secon: Secon, *arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = secon("compare", *arguments, "--format", "json").json
    return document


def test_the_json_of_two_sides(secon: Secon) -> None:
    document = _json(secon, "LV", "peloponnese")
    assert document["options"] == {"first": "LV", "second": "peloponnese"}
    assert [side["name"] for side in document["sides"]] == ["LV", "Region of Peloponnese"]
    assert document["sides"][0]["practices"] == ["lv-repair-cafe", "lv-choir"]
    assert document["sides"][0]["failing_gate"] == ["lv-choir"]
    assert [side["total"] for side in document["sides"]] == [85.9375, 36.75]
    assert (document["difference"], document["points"]) == (49.1875, 49.1)
    assert [one["points"] for one in document["criteria"]] == [12.0, 2.5, 34.6]
    assert [one["weighted"] for one in document["criteria"]] == pytest.approx([12.0, 2.5, 34.6875])
    results = document["criteria"][2]["indicators"][0]
    assert [[one["id"] for one in side] for side in results["practices"]] == [
        ["lv-choir", "lv-repair-cafe"],
        ["gr-orchard"],
    ]
    assert results["practices"][1][0]["counted"] == [
        {"field": "results.metrics[0]", "points": 0.5, "evidence": ["report:results"]}
    ]
    assert document["conclusion"] == {
        "ahead": "first",
        "on_both": [],
        "pairs": {"all": 2, "first": 2, "second": 0, "first_certain": 2, "second_certain": 0},
        "divisions": {"all": 3, "as_large": 1, "share": 0.333333},
        "mostly": ["effectiveness"],
    }


def test_the_json_of_all_regions(secon: Secon) -> None:
    document = _json(secon)
    assert document["schema"] == "secon.compare-matrix/1"
    names = [side["name"] for side in document["sides"]]
    assert names == ["Latgale", "Małopolska", "Region of Peloponnese", "Rhein-Neckar"]
    relevance = document["criteria"][0]
    assert (relevance["scores"], relevance["spread"]) == ([100, 60, 60, 22], 78)
    assert (relevance["best"], relevance["weakest"]) == (["Latgale"], ["Rhein-Neckar"])
    assert document["total"] == {
        "best": ["Latgale"],
        "weakest": ["Rhein-Neckar"],
        "best_certain": True,
        "weakest_certain": True,
    }
    assert [field["regions"] for field in document["fields"]] == [0] * 6


def test_the_csv_sums_on_each_level(secon: Secon) -> None:
    lines = list(csv.DictReader(StringIO(secon("compare", "LV", "rest", "--format", "csv").out)))
    for level in ("criterion", "indicator"):
        parts = [line for line in lines if line["level"] == level]
        assert sum(float(line["weighted"]) for line in parts) == pytest.approx(float(lines[0]["weighted"]), abs=1e-5)
        for line in parts:
            assert float(line["weight"]) * float(line["difference"]) == pytest.approx(float(line["weighted"]), abs=1e-4)


def test_the_facts_behind_a_difference_are_shown(secon: Secon) -> None:
    screen = secon("compare", "LV", "peloponnese", "--full", COLUMNS="120").out
    assert "people in work: 12 persons (outcome) [report:results p18, https://example.org/study]" in screen
    assert "What Peloponnese could learn from Latvia" in screen
    assert "Behind" not in secon("compare", "LV", "peloponnese", "--full", "--top", "0").out
