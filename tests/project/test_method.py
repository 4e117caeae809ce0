"""The figures that the method quotes are those that are computed."""

import re
from pathlib import Path

from tools.agreement import agreement_page
from tools.readers import readers_page

METHOD = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")


def _alpha(row: str) -> str:
    (found,) = re.findall(
        rf"^\| (?:\*\*)?{re.escape(row)}(?:\*\*)? \| \d+ \| ([0-9.]+) \|", agreement_page(), re.MULTILINE
    )
    return str(found)


def test_the_agreement_quoted_is_the_one_computed() -> None:
    (units, alpha, same) = re.findall(r"Over all (\d+) units alpha is ([0-9.]+), and (\d+) % have", METHOD)[0]
    assert f"| **all** | {units} | {alpha} | {same} % |" in agreement_page()
    assert f"quality assurance ({_alpha('Quality assurance')}) and effectiveness" in METHOD.replace("\n", " ")
    assert f"effectiveness ({_alpha('Effectiveness and efficiency')})" in METHOD
    for title in ("No unresolved concern", "Findings are used", "Part of the social economy, or serving it"):
        assert f"*{title}* ({_alpha(title)})" in METHOD


def test_the_difference_from_independent_readers_quoted_is_the_one_computed() -> None:
    (difference, apart) = re.findall(
        r"^\| \*\*all\*\* \| \S+ \| ([0-9.]+) \| ([0-9.]+) \|", readers_page(), re.MULTILINE
    )[0]
    assert f"the mean absolute difference is {float(difference):.0f}" in METHOD.replace("\n", " ")
    assert f"differed from each other by {apart} points" in METHOD.replace("\n", " ")
