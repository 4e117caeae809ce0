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
    neighbours, practices, conclusions = study["neighbours"], study["practices"], study["conclusions"]
    lines = [(round(100 * pair["line_holds"]), round(100 * pair["with_unknowns"]["line_holds"])) for pair in neighbours]
    assert lines[1] == (97, 97)
    assert lines[5] == (96, 96)
    assert "below ranks 2 (97 % of draws) and 6 (96 %), also with unknown facts drawn" in METHOD
    assert neighbours[15]["line_holds"] > 0.99
    assert f"in {100 * neighbours[15]['with_unknowns']['line_holds']:.1f} % with the dates drawn too" in METHOD
    names = [
        "Altum in {} % of the draws",
        "Mannheim in {} %",
        "Zbijów Mały in {} %",
        "Oliveira's autonomy unit in {} %",
    ]
    for name, practice in zip(names, practices[2:6], strict=True):
        ends = sorted(round(100 * practice[drawn]["top"]) for drawn in ("weights", "weights_and_unknowns"))
        assert name.format("–".join(map(str, ends))) in METHOD
    groups = [(group["first"], group["last"]) for group in conclusions["groups"]]
    assert groups == [(1, 1), (2, 2), (3, 6), (7, 17), (18, 18)]
    assert len(conclusions["coin_tosses"]) == 8
    assert conclusions["top_changes"]["beyond"] == 0.173
    assert conclusions["top_changes"]["by"] == "de-mannheim-cluster"
    assert (conclusions["variants"], conclusions["keep_first"], conclusions["keep_top"]) == (34, 34, 23)
    tau = {(variant["change"], variant["what"]): round(variant["tau"], 2) for variant in study["variants"]}
    assert f"is {tau['without criterion', 'quality_assurance']:.2f} without quality assurance" in METHOD
    assert f"{tau['geometric mean', '']:.2f} with a geometric mean" in METHOD
    assert f"{tau['as of', '2023-01-31']:.2f} judged a year earlier and" in METHOD
    importance = {criterion["id"]: criterion for criterion in study["criteria"]}
    for name in ("quality_assurance", "effectiveness"):
        low, high = (round(100 * end) for end in importance[name]["effective_weight_interval"])
        share = round(100 * importance[name]["effective_weight"])
        assert re.search(rf"has {share} % (of the summed importance )?\((90 % interval )?{low}–{high} %\)", METHOD)
