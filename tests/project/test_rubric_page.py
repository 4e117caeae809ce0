"""The worked examples of docs/rubric.md: each is done as the page says, and prints what the page shows.

After a wanted change, `SECON_WRITE_SCREENS=1 pytest tests/project` writes what the commands print: read the difference.
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Secon

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rubric.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WIDTH = "110"


@dataclass(frozen=True, slots=True)
class Step:
    """A block of an example: its language, its text, and the sentence that leads to it."""

    language: str
    text: str
    lead: str


def _sections() -> dict[str, str]:
    """The worked examples by heading."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {title: text for title, text in zip(parts[1::2], parts[2::2], strict=True) if "```console" in text}


def _steps(text: str) -> Iterator[Step]:
    end = 0
    for block in _BLOCK.finditer(text):
        lead = text[end : block.start()].strip().rpartition("\n\n")[2]
        yield Step(block[1], block[2], " ".join(lead.split()))
        end = block.end()


def _printed(console: str, secon: Secon) -> str:
    """The console as it looks after its commands were run: each with what it prints, on both streams."""
    shown = []
    for line in console.splitlines():
        if not line.startswith("$ "):
            continue
        shown.append(line)
        program, *arguments = shlex.split(line.removeprefix("$ "))
        if program == "cp":
            shutil.copy(*arguments)
            continue
        assert program == "secon"
        ended = secon(*arguments, COLUMNS=_WIDTH)
        assert ended.code == 0, ended.err
        shown += [*ended.out.splitlines(), *ended.err.splitlines()]
    return "".join(f"{one}\n" for one in shown)


def _do(step: Step, found: list[str]) -> None:
    """Do what the sentence before a YAML block says."""
    mine = Path("my-criteria.yaml")
    if step.lead.endswith(("find:", "Find:")):
        assert mine.read_text(encoding="utf-8").count(step.text) == 1, step.text
        found.append(step.text)
    elif step.lead.endswith("Write instead:"):
        mine.write_text(mine.read_text(encoding="utf-8").replace(found.pop(), step.text), encoding="utf-8")
    elif step.lead.endswith("Add at the end of `my-criteria.yaml`:"):
        mine.write_text(mine.read_text(encoding="utf-8") + step.text, encoding="utf-8")
    elif (whole := re.search(r"The whole of `([\w.-]+)`:$", step.lead)) is not None:
        Path(whole[1]).write_text(step.text, encoding="utf-8")
    else:
        pytest.fail(f"the page does not say what to do with a block: {step.lead}")


@pytest.fixture
def clone(project: Path) -> Path:
    """A project with the rubric and the practices of this repository, as the working directory."""
    shutil.copy(ROOT / "criteria.yaml", project)
    shutil.rmtree(project / "data" / "practices")
    shutil.copytree(ROOT / "data" / "practices", project / "data" / "practices")
    return project


@pytest.mark.parametrize("title", _sections())
def test_an_example_does_what_the_page_says(secon: Secon, clone: Path, title: str) -> None:
    assert clone
    found: list[str] = []
    for step in _steps(_sections()[title]):
        if step.language == "yaml":
            _do(step, found)
            continue
        printed = _printed(step.text, secon)
        if os.environ.get("SECON_WRITE_SCREENS"):
            page = PAGE.read_text(encoding="utf-8")
            before, heading, after = page.partition(f"## {title}\n")
            PAGE.write_text(before + heading + after.replace(step.text, printed, 1), encoding="utf-8")
        else:
            assert step.text == printed
    assert found == []


def test_the_examples_are_those_that_were_promised() -> None:
    assert list(_sections()) == [
        "Change a weight",
        "Add an indicator",
        "Add a criterion",
        "Replace the seven criteria",
    ]
    assert all("$ secon" in text for text in _sections().values())
