"""Each screen as it looks, kept in `screens/`; and what holds for every width, colour and destination."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Secon
from tests.screens import assert_looks_like
from tests.small_project import TOTALS, head, run
from tests.terminal import needs_terminal, on_terminal, plain, plain_lines

_TITLES = ["Repair café of the old town", "Orchard of the monastery", "Kuchnia społeczna w Łodzi", "Library of tools"]


@pytest.mark.parametrize(
    ("name", "arguments", "width"),
    [
        ("score-80.txt", ("score",), "80"),
        ("score-120.txt", ("score",), "120"),
        ("score-filtered.txt", ("score", "--country", "LV", "--sort", "effectiveness", "-w", "relevance=40"), "80"),
        ("score.md", ("score", "--format", "markdown"), ""),
        ("score.csv", ("score", "--format", "csv"), ""),
        ("show-80.txt", ("show", "lv-repair-cafe"), "80"),
        ("show-full-80.txt", ("show", "lv-repair-cafe", "--full"), "80"),
        ("show-gaps-120.txt", ("show", "de-tool-library", "--full"), "120"),
        ("show.md", ("show", "gr-orchard", "--full", "--format", "markdown"), ""),
    ],
)
def test_the_screen(secon: Secon, name: str, arguments: tuple[str, ...], width: str) -> None:
    ended = secon(*arguments, COLUMNS=width)
    assert (ended.code, ended.err) == (0, "")
    assert_looks_like(name, ended.out)


def test_the_table_in_colour(secon: Secon) -> None:
    coloured = secon("score", "--color", "always", COLUMNS="80").out
    assert_looks_like("score-colour.txt", coloured)
    assert plain_lines(coloured) == secon("score", COLUMNS="80").out.splitlines(), "colour changes nothing else"


def _long(id: str) -> str:
    """A practice of long names, one of them without a blank to break it at."""
    return head(id, "W" * 100, partner="Region " + "x" * 300).replace(
        "summary: Neighbours help one another.", f"summary: {'word ' * 80}{'y' * 150}"
    )


@pytest.fixture
def long_names(project: Path) -> None:
    """The project with names that do not fit, and with more practices than ranks of two digits."""
    folder = project / "data" / "practices"
    for id in ["xx-long", *(f"zz-{number:03}" for number in range(100))]:
        folder.joinpath(f"{id}.yaml").write_text(_long(id), encoding="utf-8")
    wide = head("yy-wide", "協同組合" * 25, partner="Πάτρα e\u0301a\u0308 " + "👩‍👩‍👧" * 20)
    (folder / "yy-wide.yaml").write_text(wide, encoding="utf-8")


@pytest.mark.usefixtures("long_names")
def test_nothing_is_cropped_where_there_is_no_terminal(secon: Secon) -> None:
    table = secon("score").out
    assert "…" not in table
    assert re.search(r"^107 +✗? *Choir", table, re.MULTILINE), "the rank is whole"
    assert table.count("W") >= 101 * 100, "names are wrapped, and no letter is lost"
    assert table.count("x") >= 101 * 300
    assert "協同組合協同組合" in table
    for name in ("markdown", "csv", "json"):
        text = secon("score", "--format", name).out
        assert text.count("W" * 100) == 101, name
        assert "…" not in text, name


@pytest.mark.usefixtures("long_names")
def test_a_sheet_folds_what_is_long_and_loses_nothing(secon: Secon) -> None:
    for width in ("", "60"):
        sheet = secon("show", "xx-long", "--full", COLUMNS=width).out
        assert "…" not in sheet
        unfolded = re.sub(r"\s+", "", sheet)
        assert "y" * 150 in unfolded
        assert "x" * 300 in unfolded


@pytest.mark.parametrize(
    ("variables", "color", "coloured"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"FORCE_COLOR": ""}, "auto", False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, "auto", True),
    ],
)
def test_colour_where_there_is_no_terminal(secon: Secon, variables: dict[str, str], color: str, coloured: bool) -> None:
    for arguments in (("score",), ("show", "gr-orchard")):
        out = secon(*arguments, "--color", color, **variables).out
        assert ("\x1b" in out) is coloured
        assert "\x1b" not in plain(out), "colour and nothing else"


def test_a_file_is_not_coloured_because_a_terminal_looks_on(secon: Secon, project: Path) -> None:
    assert secon("score", "--output", "plain.txt").code == 0
    assert (project / "plain.txt").read_bytes() == secon("score").out.encode()
    assert secon("score", "--output", "coloured.txt", "--color", "always").code == 0
    assert b"\x1b[" in (project / "coloured.txt").read_bytes()


@pytest.mark.parametrize("width", ["", "0", "-5", "wide", "5"])
def test_an_odd_width_is_no_fault(secon: Secon, width: str) -> None:
    ended = secon("score", COLUMNS=width)
    assert (ended.code, ended.err) == (0, "")
    assert "small" in ended.out


def test_lines_end_as_they_should(secon: Secon) -> None:
    for arguments in (("score",), ("score", "-f", "markdown"), ("score", "-f", "json"), ("show", "gr-orchard")):
        out = secon(*arguments).out
        assert out.endswith("\n")
        assert not out.endswith("\n\n")
        assert "\r" not in out
    assert all(line == line.rstrip() for line in secon("score").out.splitlines())
    assert secon("score", "-f", "csv").out.replace("\r\n", "").count("\n") == 0


@needs_terminal
@pytest.mark.parametrize("width", [80, 120])
def test_on_a_terminal_the_screen_is_its_width_and_coloured(project: Path, width: int) -> None:
    code, out = on_terminal("score", cwd=project, width=width, TERM="xterm-256color")
    assert code == 0
    assert "\x1b[" in out
    assert all(cell_len(line) <= width for line in plain_lines(out))
    assert all(f"{total:.1f}" in out for total in TOTALS.values())


@needs_terminal
@pytest.mark.parametrize(("term", "no_color"), [("dumb", ""), ("xterm-256color", "1")])
def test_a_terminal_without_colour_gets_none(project: Path, term: str, no_color: str) -> None:
    code, out = on_terminal("score", cwd=project, TERM=term, NO_COLOR=no_color)
    assert code == 0
    assert "\x1b" not in out
    assert plain(out) == out


@needs_terminal
def test_machine_formats_are_the_same_on_a_terminal(project: Path) -> None:
    assert on_terminal("score", "-f", "json", cwd=project, width=40) == (0, run("score", "-f", "json", cwd=project).out)


def test_all_titles_are_there_at_every_width_that_people_use(secon: Secon) -> None:
    for width in ("80", "120", ""):
        out = re.sub(r"\s+", "", secon("score", COLUMNS=width).out)
        assert all(title[:9].replace(" ", "") in out for title in _TITLES)
