"""Every word in the header of every screen is found by `secon explain`; the screens are the real ones."""

import csv
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from secon_cli.analysis.glossary import Glossary, UnknownWord
from secon_cli.commands.explain import whole_glossary
from secon_cli.commands.inputs import load_rubric
from secon_cli.commands.values import RubricChoice
from secon_cli.practice.suggestions import folded
from tests.conftest import Secon
from tests.small_panel import write_panel

_RULE = re.compile(r"^[─━┼╇ ]*─{3,}[─━┼╇ ]*$")
"""The line below the headings of a table."""
_PAIR = ("compare", "Latgale", "Peloponnese")
_NAMES = {"Latgale", "Peloponnese", "Region of Peloponnese"}
"""What the headings of a comparison may say beside words of the program: its sides."""


@pytest.fixture
def words(project: Path) -> Glossary:
    return whole_glossary(load_rubric(RubricChoice(str(project / "criteria.yaml"))).rubric)


def _explained(heading: str, words: Glossary) -> bool:
    try:
        found = words.look_up(heading).entries
    except UnknownWord:
        return False
    spellings = [
        word for entry in found for word in (entry.kind.plural, entry.name, entry.title, entry.last, *entry.aliases)
    ]
    return heading in spellings or folded(heading) in map(folded, spellings)


def _unexplained(headings: Iterable[str], words: Glossary) -> Iterator[str]:
    """The words that no explanation covers; headings of several words are taken as long as they can be."""
    for line in headings:
        left = line.split()
        while left:
            taken = next((n for n in range(len(left), 0, -1) if _explained(" ".join(left[:n]), words)), 0)
            if not taken:
                yield left[0]
            left = left[max(taken, 1) :]


def _above_rules(screen: str) -> list[str]:
    lines = screen.splitlines()
    # A rule can also be above a row of totals: a row of figures is no heading.
    return [above for above, line in pairwise(lines) if _RULE.match(line) and not re.search(r"[0-9]\.[0-9]", above)]


def _heads(document: str) -> list[str]:
    """The head of every table of a Markdown document, cell by cell."""
    lines = document.splitlines()
    heads = [above for above, line in pairwise(lines) if re.fullmatch(r"\|[ :|-]+\|", line)]
    return [cell.strip(" *") for head in heads for cell in head.strip("|").split("|")]


@pytest.mark.parametrize("width", ["80", "120"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("score",),
        ("compare",),
        _PAIR,
        ("criteria",),
        ("criteria", "--diff", "criteria.yaml", "--weight", "effectiveness=70"),
        ("panel",),
    ],
)
def test_the_headings_of_every_table_are_explained(
    secon: Secon, project: Path, words: Glossary, arguments: tuple[str, ...], width: str
) -> None:
    write_panel(project)
    ended = secon(*arguments, COLUMNS=width)
    headings = _above_rules(ended.out)
    assert ended.code == 0
    assert headings
    assert set(_unexplained(headings, words)) <= _NAMES


@pytest.mark.parametrize("width", ["80", "120"])
def test_the_headings_of_a_movement_are_explained(
    secon: Secon, words: Glossary, project: Path, tmp_path_factory: pytest.TempPathFactory, width: str
) -> None:
    before = tmp_path_factory.mktemp("before")
    shutil.copytree(project, before, dirs_exist_ok=True)
    rubric = project / "criteria.yaml"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace("full_at: 2", "full_at: 3"), encoding="utf-8")
    headings = _above_rules(secon("diff", str(before), ".", COLUMNS=width).out)
    assert headings
    assert list(_unexplained(headings, words)) == []


def test_the_headings_of_robustness_are_explained(secon: Secon, words: Glossary) -> None:
    screen = secon("robustness", "--draws", "200", "--full").out.casefold()
    headings = [
        "practice",
        "ranks",
        "90 %",
        "first",
        "top 3",
        "now",
        "1st holds",
        "top 3 holds",
        "all holds",
        "decides",
    ]
    assert [heading for heading in headings if heading not in screen] == []
    assert list(_unexplained(headings, words)) == []


@pytest.mark.parametrize("arguments", [("score",), ("show", "lv-repair-cafe"), ("compare",), _PAIR, ("criteria",)])
def test_the_headings_of_every_markdown_table_are_explained(
    secon: Secon, words: Glossary, arguments: tuple[str, ...]
) -> None:
    headings = [cell for cell in _heads(secon(*arguments, "--format", "markdown").out) if cell not in _NAMES]
    assert headings
    assert list(_unexplained(headings, words)) == []


@pytest.mark.parametrize("arguments", [("score",), ("compare",), _PAIR])
def test_the_columns_of_every_csv_are_explained(secon: Secon, words: Glossary, arguments: tuple[str, ...]) -> None:
    columns = next(csv.reader(secon(*arguments, "--format", "csv").out.splitlines()))
    assert [column for column in columns if not _explained(column, words)] == []


def test_the_rows_of_the_sheet_are_explained(secon: Secon, words: Glossary) -> None:
    sheet = secon("show", "lv-repair-cafe", "--full", COLUMNS="100").out
    rows = re.findall(r"^([A-Z][a-z]+(?: [a-z]+)?)  +\S", sheet, re.MULTILINE)
    assert {"Country", "Partner", "Start", "Metrics"} <= set(rows)
    assert list(_unexplained(rows, words)) == []


def test_a_heading_that_nobody_explains_would_be_noticed(words: Glossary) -> None:
    assert list(_unexplained(["Total up to Zyx Band"], words)) == ["Zyx"]
