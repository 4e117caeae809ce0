"""The figures that the method quotes are those that are computed."""

import json
import re

from tools.agreement import agreement_page
from tools.generate import ROOT
from tools.readers import readers_page
from tools.screens import run

METHOD = " ".join(ROOT.joinpath("docs", "method.md").read_text(encoding="utf-8").split())


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


def test_the_robustness_quoted_is_the_one_computed() -> None:
    study = json.loads(run("secon robustness --format json", ROOT))
    lines = [round(100 * pair["line_holds"]) for pair in study["neighbours"]]
    assert f"below ranks 2 ({lines[1]} % of draws), 6 ({lines[5]} %) and 16 (over 99 %)" in METHOD
    assert study["neighbours"][15]["line_holds"] > 0.99
    altum, mannheim, zbijow, unit = (round(100 * practice["weights"]["top"]) for practice in study["practices"][2:6])
    assert f"Altum in {altum} % of the draws, Mannheim in {mannheim} %, Zbijów Mały in {zbijow} %" in METHOD
    assert f"Oliveira's autonomy unit in {unit} %" in METHOD
    others = [variant for variant in study["variants"] if variant["change"] != "unsupported"]
    kept = sum(variant["same_top"] for variant in others)
    assert f"under all {len(study['variants'])} other rubrics tried" in METHOD
    assert all(variant["same_first"] for variant in study["variants"])
    assert f"{kept} of the {len(others)} rubrics that can change something keep the first three" in METHOD
    tau = {(variant["change"], variant["what"]): round(variant["tau"], 2) for variant in others}
    assert f"is {tau['without criterion', 'quality_assurance']:.2f} without quality assurance" in METHOD
    assert f"{tau['geometric mean', '']:.2f} with a geometric mean" in METHOD
    assert f"{tau['as of', '2023-01-31']:.2f} judged a year earlier and" in METHOD
    shares = {criterion["id"]: round(100 * criterion["effective_weight"]) for criterion in study["criteria"]}
    assert f"have {shares['quality_assurance']} % and {shares['effectiveness']} % of the summed importance" in METHOD
