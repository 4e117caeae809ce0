"""The figures that the method quotes are those that are computed."""

import re
from pathlib import Path

from tools.agreement import agreement_page
from tools.readers import readers_page

METHOD = " ".join((Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8").split())


def _alpha(row: str) -> str:
    (found,) = re.findall(
        rf"^\| (?:\*\*)?{re.escape(row)}(?:\*\*)? \| \d+ \| ([0-9.]+) \|", agreement_page(), re.MULTILINE
    )
    return str(found)


def test_the_agreement_quoted_is_the_one_computed() -> None:
    (units, alpha, same) = re.findall(r"Over all (\d+) units alpha is ([0-9.]+), and (\d+) % have", METHOD)[0]
    assert f"| **all** | {units} | {alpha} | {same} % |" in agreement_page()
    assert f"quality assurance ({_alpha('Quality assurance')}) and effectiveness" in METHOD
    assert f"effectiveness ({_alpha('Effectiveness and efficiency')})" in METHOD
    quoted = re.findall(r"\*([^*]+)\* \((0\.\d\d)\)", METHOD)
    assert len(quoted) == 3
    for title, alpha in quoted:
        assert alpha == _alpha(title)


def test_the_difference_from_independent_readers_quoted_is_the_one_computed() -> None:
    (difference, apart) = re.findall(
        r"^\| \*\*all\*\* \| \S+ \| ([0-9.]+) \| ([0-9.]+) \|", readers_page(), re.MULTILINE
    )[0]
    assert f"the mean absolute difference is {float(difference):.0f}" in METHOD
    assert f"differed from each other by {apart} points" in METHOD
