"""The figures that the method quotes are those that are computed."""

import json
import re

import pytest

from tools.agreement import agreement_page
from tools.generate import ROOT
from tools.scores import readers_page
from tools.screens import run

METHOD = " ".join(ROOT.joinpath("docs", "method.md").read_text(encoding="utf-8").split())


def test_the_agreement_quoted_is_the_one_computed() -> None:
    (units, alpha, same) = re.findall(r"Over all (\d+) units alpha is ([0-9.> ]+), and (\d+) % have", METHOD)[0]
    page = agreement_page()
    assert f"| **all** | {units} | {alpha} | {same} % |" in page
    differing = page.partition("## Where they differ")[2].splitlines()[4:]
    assert len(differing) == 6
    assert "They differ on six" in METHOD
    quoted = re.findall(r"\*([^*]+)\* \((0\.\d\d)\)", METHOD)
    assert len(quoted) == 2
    for title, alpha in quoted:
        assert re.search(rf"^\| (\*\*)?{re.escape(title)}(\*\*)? \| \d+ \| {alpha} \|", page, re.MULTILINE)


_SETS = {
    "nine of the 18, used for 2.0.0": "Used for rubric 2",
    "nine of the 18, held out from 2.0.0": "Held out from rubric 2.0.0",
    "twelve from outside, used for 2.0.0": "From outside, used for rubric 2",
    "twelve from outside, held out from 2.0.0": "From outside, held out from rubric 2.0.0",
    "ten from outside": "From outside, held out from rubric 2.1.0",
    "the 18, two further readers": "The 18, readers held out from rubric 2.1.0",
}
"""The sets of ratings as the method names them, and the page."""


@pytest.mark.parametrize("name", _SETS)
def test_the_differences_from_independent_readers_quoted_are_those_computed(name: str) -> None:
    part = readers_page().partition(f"\n## {_SETS[name]}\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| (\w+|\*\*total\*\*) \| (.*) \|$", part, re.MULTILINE)
    figures = {criterion: cells.split(" | ") for criterion, cells in lines if criterion != "criterion"}
    total = figures.pop("**total**")
    apart, between = ([float(cells[column]) for cells in figures.values()] for column in (5, 7))
    moves = [" → ".join(total[column : column + 2]).replace("-", "−") for column in (0, 2, 4)]
    assert len(figures) == 7
    assert f"| {name} | {' | '.join(moves)} | {min(apart)}–{max(apart)} |" in METHOD
    if name in ("nine of the 18, used for 2.0.0", "twelve from outside, held out from 2.0.0"):
        assert f"by {min(between)} to {max(between)} on " in METHOD


def test_where_readers_and_scores_differ_quoted_is_where_they_do() -> None:
    """Every difference of 12 points or more from the readers whose ratings were used is explained, with its figures."""
    details = readers_page().partition("## One by one: used for rubric 2")[2].partition("## ")[0]
    far = []
    for line in details.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and re.fullmatch(r"[+-][0-9.]+", cells[5]) and abs(float(cells[5])) >= 12:
            readers = sum(map(float, cells[4].split(", "))) / 2
            far.append((f"{readers:.1f}", cells[3], cells[5]))
    quoted = re.findall(r"\| [^|]+, \w+(?: \w+)? \| (\d+) \| (\d+) \|", METHOD)
    assert len(far) == len(quoted)
    for readers, score in quoted:
        assert any(
            abs(float(far_readers) - int(readers)) <= 1 and abs(float(far_score) - int(score)) <= 0.5
            for far_readers, far_score, _ in far
        ), (readers, score)


def test_the_robustness_quoted_is_the_one_computed() -> None:
    study = json.loads(run("secon robustness --format json", ROOT))
    neighbours, practices, conclusions = study["neighbours"], study["practices"], study["conclusions"]
    lines = [(round(100 * pair["line_holds"]), round(100 * pair["with_unknowns"]["line_holds"])) for pair in neighbours]
    assert lines[0] == (100, 100)
    assert "Below rank 3 the order holds in {} % of the draws of weights, in {} % with".format(*lines[2]) in METHOD
    assert f"below rank 2 in {lines[1][0]} %" in METHOD
    assert max(weights for weights, _ in lines[3:-1]) < lines[1][0]
    assert [rank for rank, (weights, _) in enumerate(lines[:-1], 1) if rank > 3 and weights >= lines[2][0]] == [
        9,
        14,
        16,
    ]
    tops = {practice["id"]: round(100 * practice["weights"]["top"]) for practice in practices}
    assert f"among the first three in {tops['pl-drobin-cooperative']} % of the draws" in METHOD
    assert (
        f"the autonomy unit in {tops['pt-autonomy-unit']} % of the draws and Altum in {tops['lv-altum-grants']} %"
        in METHOD
    )
    groups = [(group["first"], group["last"]) for group in conclusions["groups"]]
    assert groups == [(1, 1), (2, 2), (3, 17), (18, 18)]
    assert len(conclusions["coin_tosses"]) == 6
    assert conclusions["first_changes"]["beyond"] == 0.446
    assert (conclusions["top_changes"]["criterion"], conclusions["top_changes"]["beyond"]) == ("relevance", 0.201)
    assert conclusions["top_changes"]["by"] == "lv-altum-grants"
    variants = conclusions["variants"]
    assert (variants, conclusions["keep_first"], conclusions["keep_top"]) == (37, 37, 31)
    tau = {(variant["change"], variant["what"]): round(variant["tau"], 2) for variant in study["variants"]}
    others = [
        value for (change, what), value in tau.items() if change == "without criterion" and what != "effectiveness"
    ]
    assert f"is {tau['without criterion', 'effectiveness']:.2f} without effectiveness" in METHOD
    assert f"{min(others):.2f} to {max(others):.2f} without any other criterion" in METHOD
    assert f"{tau['geometric mean', '']:.2f} with a geometric mean" in METHOD
    years = (tau["as of", "2023-01-31"], tau["as of", "2025-01-31"])
    assert "{:.2f} judged a year earlier and {:.2f} a year later".format(*years) in METHOD
    importance = {criterion["id"]: criterion for criterion in study["criteria"]}
    for name in ("quality_assurance", "effectiveness"):
        low, high = (round(100 * end) for end in importance[name]["effective_weight_interval"])
        share = round(100 * importance[name]["effective_weight"])
        assert re.search(rf"has {share} % (of the summed importance )?\((90 % interval )?{low}–{high} %\)", METHOD)
