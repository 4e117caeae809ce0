"""Longer results on a terminal go through a pager, and need nothing but the libraries that secon asks for."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Secon
from tests.terminal import needs_terminal, on_terminal

ROOT = Path(__file__).parents[2]


def _on_a_terminal(pager: str, *arguments: str) -> tuple[int, str]:
    return on_terminal(*arguments, cwd=ROOT, TERM="xterm", COLUMNS="80", LINES="24", CI="", PAGER=pager)


@needs_terminal
@pytest.mark.parametrize(
    ("pager", "shown"),
    [
        ("sed -e 's/^/paged: /'", r"paged: .*Total"),
        # Leaving the pager early, or having none, is no error.
        ("head -n 1", r"18 practices ranked"),
        ("no-such-pager", r"(?m)^.*Total up to"),
    ],
)
def test_a_long_ranking_goes_through_the_pager(pager: str, shown: str) -> None:
    code, screen = _on_a_terminal(pager, "score", "--color", "never")
    assert (code, "fault of secon" in screen) == (0, False), screen
    assert re.search(shown, screen), screen


@needs_terminal
@pytest.mark.parametrize("arguments", [("--help",), ("score", "-h")])
def test_a_long_help_goes_through_the_pager_in_colour(arguments: tuple[str, ...]) -> None:
    code, screen = _on_a_terminal("sed -e 's/^/paged: /'", *arguments)
    assert code == 0
    assert re.search(r"paged: .*Usage: .*secon", screen), screen
    assert "\x1b[" in screen, "colours pass through"


@needs_terminal
def test_a_long_note_on_stderr_is_wrapped_between_words() -> None:
    code, screen = _on_a_terminal("cat", "show", "atlantis")
    lines = screen.replace("\r", "").splitlines()
    assert (code, lines[0].startswith("secon: no practice is called `atlantis`")) == (2, True)
    assert len(lines) > 1
    assert all(len(line) <= 80 for line in lines)
    assert "be-people-made," in screen.split(), "a name is not broken at its hyphens"


@pytest.mark.parametrize("command_name", ["score", "why", "validate"])
def test_help_speaks_of_no_types_of_python(secon: Secon, command_name: str) -> None:
    assert not re.search(r"<(bool|str|list\[str\])>", secon(command_name, "--help", COLUMNS="100").out)


@needs_terminal
def test_a_short_result_does_not() -> None:
    code, screen = _on_a_terminal("sed -e 's/^/paged: /'", "score", "--top", "3")
    assert code == 0
    assert "paged" not in screen


def test_what_is_imported_is_asked_for() -> None:
    """A library that another one happens to bring may be missing tomorrow."""
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["office"]]
    names = {re.split(r"[^\w-]", text)[0].casefold().replace("-", "_") for text in asked}
    modules = {name: name for name in names} | {"pyyaml": "yaml", "markdown_it_py": "markdown_it"}
    # Parts of the interfaces of pydantic and Jinja2.
    parts = {"annotated_types", "pydantic_core", "markupsafe"}
    known = {*modules.values(), *parts, "secon_cli", *sys.stdlib_module_names}
    for path in ROOT.joinpath("secon_cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for module in imported:
                assert module.partition(".")[0] in known, f"{path.name}: {module}"
