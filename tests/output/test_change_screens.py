"""The screens of `diff`, `verify` and `show --what-if` as they look, kept in `screens/`; and what always holds."""

import re
from pathlib import Path

import pytest

from tests.conftest import Secon
from tests.git_repository import commit, start
from tests.screens import assert_looks_like
from tests.small_project import PRACTICES, RUBRIC, write_project

_OUTPUT = "      level: output\n      evidence: report:results\n"
_TRAINED = "    - {what: people trained, value: 20, level: outcome, evidence: report:results}\n"
_ORCHARD = (
    PRACTICES["gr-orchard"]
    .replace(_OUTPUT, _OUTPUT + _TRAINED)
    .replace("link: for", "link: argued")
    .replace("value: 40", "value: 45")
)
_RUBRIC = RUBRIC.replace("weight: 30\n    ind", "weight: 20\n    ind").replace("refers_to: 0.25", "refers_to: 0.5")


@pytest.fixture
def changed(project: Path, secon: Secon) -> Path:
    """The project with a commit `before`, a result stored there, and changes of facts, rubric and date since."""
    assert secon("score", "-f", "json", "-o", "stored.json").code == 0
    start(project)
    commit(project, "before")
    write_project(project, {"gr-orchard": _ORCHARD}, _RUBRIC.replace("2024-01-31", "2024-01-01"))
    (project / "edited.yaml").write_text(_ORCHARD, encoding="utf-8")
    (project / "data" / "practices" / "lv-choir.yaml").unlink()
    return project


@pytest.mark.parametrize(
    ("name", "code", "arguments", "width"),
    [
        ("diff-80.txt", 0, ("diff", "before", "."), "80"),
        ("diff-120.txt", 0, ("diff", "before", ".", "--full"), "120"),
        ("diff-piped.txt", 0, ("diff", "before", "."), ""),
        ("diff-stored-80.txt", 0, ("diff", "stored.json", "."), "80"),
        ("diff.md", 0, ("diff", "before", ".", "-f", "markdown"), ""),
        ("verify-80.txt", 1, ("verify", "stored.json"), "80"),
        ("verify.md", 1, ("verify", "stored.json", "-f", "markdown"), ""),
        ("what-if-80.txt", 0, ("show", "gr-orchard", "--what-if", "edited.yaml", "--as-of", "2024-01-31"), "80"),
        ("what-if.md", 0, ("show", "gr-orchard", "--what-if", "edited.yaml", "-f", "markdown"), ""),
    ],
)
def test_the_screen(secon: Secon, changed: Path, name: str, code: int, arguments: tuple[str, ...], width: str) -> None:
    if name.startswith("what-if"):
        write_project(changed)
    ended = secon(*arguments, COLUMNS=width)
    assert (ended.code, ended.err) == (code, "")
    assert_looks_like(name, re.sub(r"(commit |small 1\.2\.0 )[0-9a-f]{8}", r"\1########", ended.out))


def test_printed_parts_add_up(secon: Secon, changed: Path) -> None:
    table = secon("diff", "before", ".").out.split("Why")[0].split("───")[1:]
    lines = "".join(table).splitlines()
    rows = [re.findall(r"[+-]?[0-9]+\.[0-9]", line) for line in lines if "→" in line and "." in line]
    assert len(rows) == 4
    for row in rows:
        moved, *causes = map(float, row[-4:])
        assert sum(causes) == pytest.approx(moved, abs=1e-9)
        before, after = map(float, row[:2])
        assert after - before == pytest.approx(moved, abs=1e-9)
