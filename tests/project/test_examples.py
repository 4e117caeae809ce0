"""The worked examples of the documentation do what their pages say.

That the pages show what the commands print, test_generated_pages.py checks.
"""

import re
from pathlib import Path

import pytest

from tools import PageError, screens
from tools.generate import ROOT


def _console(page: str) -> list[str]:
    return re.findall(
        r"^```console\n(.*?)^```$", ROOT.joinpath(page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def test_the_commands_lead_from_a_form_and_from_a_new_file_to_a_score() -> None:
    blocks = _console("docs/first-practice.md")
    commands = ["template", "import", "new", "show", "validate", "validate", "show", "score"]
    assert [block.split()[2] for block in blocks] == commands
    first_check, last_check = blocks[4:6]
    assert "error[not-in-vocabulary]" in first_check
    assert "0 errors, 0 warnings" in last_check
    assert "Repair café" in blocks[-1]
    assert "1 question" in blocks[1]


def test_every_worked_example_of_the_rubric_ends_with_a_ranking() -> None:
    parts = re.split(r"^## (.+)$", ROOT.joinpath("docs/rubric.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    examples = {title: text for title, text in zip(parts[1::2], parts[2::2], strict=True) if "$ secon" in text}
    assert list(examples) == ["Change a weight", "Add an indicator", "Add a criterion", "Replace the seven criteria"]


@pytest.mark.parametrize(
    ("step", "named"),
    [
        ("```console\n$ secon shwo\n```\n", "exit code 2"),
        ("Find:\n\n```yaml\nno: such\n```\n\nWrite instead:\n\n```yaml\na: b\n```\n", "exactly once"),
        ("A riddle:\n\n```yaml\na: b\n```\n", "A riddle:"),
    ],
)
def test_a_step_that_cannot_be_done_is_named(tmp_path: Path, step: str, named: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(step, encoding="utf-8")
    with pytest.raises(PageError, match=named):
        screens.with_examples(page)
