"""The figures that the method quotes are those that are computed."""

import json
import re
from collections import Counter, defaultdict
from statistics import fmean

import pytest

from secon_cli.analysis.agreement import kendall_tau
from secon_cli.practice.vocabularies import AimReached
from tools.agreement import agreement_page
from tools.generate import ROOT
from tools.scores import TOTAL, load_rubric, readers_page, record, recorded, rows, scores
from tools.screens import run

METHOD, LOG = (
    " ".join(ROOT.joinpath("docs", name).read_text(encoding="utf-8").split()) for name in ("method.md", "rubric-log.md")
)


def test_the_agreement_quoted_is_the_one_computed() -> None:
    (units, alpha, same) = re.findall(r"Over all (\d+) units alpha is ([0-9.> ]+), and (\d+) % have", METHOD)[0]
    page = agreement_page()
    assert f"| **all** | {units} | {alpha} | {same} % |" in page
    differing = page.partition("## Where they differ")[2].partition("\n\n## ")[0].splitlines()[4:]
    assert len(differing) == 5
    assert "They differ on five" in METHOD
    quoted = re.findall(r"\*([^*]+)\* \((0\.\d\d)\)", METHOD)
    assert len(quoted) == 2
    for title, alpha in quoted:
        assert re.search(rf"^\| (\*\*)?{re.escape(title)}(\*\*)? \| \d+ \| {alpha} \|", page, re.MULTILINE)


PAGE = readers_page()


def _part(title: str) -> list[list[str]]:
    """The cells of the table below a heading of the page on readers, column titles first."""
    part = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in lines if not cells[0].startswith(":")]


def test_the_differences_from_independent_readers_quoted_are_those_computed() -> None:
    """The method has the line of every set."""
    _, *sets = _part("All sets")
    assert len(sets) == len({cells[0] for cells in sets}) >= 8
    for cells in sets:
        assert f"| {' | '.join(cells)} |".replace("-", "−") in METHOD, cells[0]


@pytest.mark.parametrize(
    ("title", "criteria"),
    [
        (
            "Fourteen from outside, held out from 2.5.0",
            {
                "timescale": "Timescale ({mad} off)",
                "quality_assurance": "quality assurance ({mad}) were within",
                "sustainability": "Sustainability ({mad} off): a factory",
                "relevance": "Relevance ({mad} off, bias {bias}): a state's",
                "effectiveness": "Effectiveness ({mad} off): a consumers",
                "ethics": "Ethics ({mad} off) and",
                "transferability": "transferability ({mad} off), in level",
                "**total**": "The total was {mad} off, bias {bias}.",
            },
        ),
        (
            "Fourteen from outside, held out from 2.4.0",
            {
                "timescale": "Timescale ({mad} off)",
                "quality_assurance": "Quality assurance ({mad} off, bias {bias})",
                "sustainability": "Sustainability ({mad} off)",
                "relevance": "Relevance ({mad} off)",
                "ethics": "ethics ({mad} off)",
                "effectiveness": "effectiveness ({mad} off)",
                "transferability": "transferability ({mad} off)",
                "**total**": "the total (bias {bias}, {mad} points off) in level, not in order: a tau of {tau}.",
            },
        ),
        (
            "Ten from outside, held out from 2.3.0",
            {
                "sustainability": "Sustainability ({mad} off)",
                "transferability": "Transferability ({mad} off, bias {bias})",
                "quality_assurance": "Quality assurance ({mad} off)",
                "relevance": "Relevance ({mad} off, bias {bias})",
                "effectiveness": "Effectiveness ({mad} off, bias {bias})",
                "timescale": "timescale ({mad} off)",
                "ethics": "ethics ({mad} off)",
                "**total**": "The total (bias {bias}, {mad} points off), timescale",
            },
        ),
        (
            "Twelve from outside, held out from 2.2.0",
            {
                "timescale": "Timescale ({mad} off)",
                "effectiveness": "Effectiveness ({mad} off, bias {bias})",
                "ethics": "Ethics ({mad} off, bias {bias})",
                "sustainability": "Sustainability ({mad} off)",
                "relevance": "Relevance ({mad} off, bias {bias})",
                "quality_assurance": "quality assurance ({mad} off)",
                "transferability": "transferability ({mad})",
                "**total**": "The total (bias {bias}, {mad} points off)",
            },
        ),
        (
            "Ten from outside, held out from 2.1.0",
            {
                "sustainability": "{mad} points off on sustainability",
                "quality_assurance": "{mad} on quality assurance",
                "ethics": "{mad} on ethics",
                "timescale": "{mad} on timescale",
                "**total**": "a tau of {tau}, with 23.1",
            },
        ),
        (
            "Twelve from outside, held out from 2.0.0",
            {
                "quality_assurance": "quality assurance ({mad} points)",
                "transferability": "transferability ({mad})",
                "effectiveness": "effectiveness ({mad}, bias {bias})",
            },
        ),
    ],
)
def test_the_figures_of_a_held_out_set_are_those_of_the_version_checked(title: str, criteria: dict[str, str]) -> None:
    columns, *lines = _part(title)
    version = title.rpartition(" ")[2]
    figures = {cells[0]: dict(zip(columns, cells, strict=True)) for cells in lines}
    for criterion, quoted in criteria.items():
        found = {name.lower(): figures[criterion][f"{name} {version}"] for name in ("tau", "bias", "MAD")}
        assert quoted.format(**found).replace("-", "−") in LOG, criterion


@pytest.mark.parametrize("name", sorted({row["set"] for row in rows("validation/before.csv")}))
def test_the_scores_kept_of_a_set_are_those_of_one_version_and_of_every_rating(name: str) -> None:
    version, kept = recorded(name)
    now = {tuple(line.split(",")[2:4]): float(line.split(",")[4]) for line in record(name)}
    assert {row["rubric"] for row in rows("validation/before.csv") if row["set"] == name} == {version}
    assert kept.keys() == now.keys()
    assert kept == now or version != load_rubric().version


def test_the_second_coding_quoted_is_the_one_computed() -> None:
    page = " ".join(agreement_page().split())
    cells = re.findall(r"\| `\w+\.(\w+)` \| (\d+) of 18 \| (?:(\d+) of 18)? ?\| (\d\.\d\d) \| \S+ \| (\S+) \|", page)
    words = {field: (same, alpha, most) for field, same, near, alpha, most in cells if not near}
    grades = [(int(near), alpha) for _, _, near, alpha, _ in cells if near]
    assert (len(words), len(grades)) == (4, 10)
    assert {field for field, (same, _, _) in words.items() if same == "18"} == {"checked", "outlook"}
    assert "for 18 of 18 practices in `checked` and `outlook`" in METHOD
    for field in ("standing", "change"):
        same, alpha, _ = words[field]
        assert f"{same} in `{field}` (alpha {alpha})" in METHOD
    assert {near for near, _ in grades} == {18}
    alphas = sorted(alpha for _, alpha in grades)
    assert f"to all 18 practices (alpha {alphas[0]} to {alphas[-1]})" in METHOD
    ((mean, most, tau),) = re.findall(r"move by (\S+) points on average and (\S+) at most; .* is (0\.\d\d)\.", page)
    assert (
        f"totals move by {mean} points on average and {most} at most, and tau of the two rankings is {tau}." in METHOD
    )


def test_the_agreement_of_the_coders_from_outside_quoted_is_the_one_computed() -> None:
    pairs = rows("validation/two-coders.csv")
    same, of = Counter[str](), Counter(row["set"] for row in pairs)
    same.update(row["set"] for row in pairs if row["first"] == row["second"])
    assert (
        f"{same['fresh_4']} and {same['fresh_5']} of {of['fresh_5']}, in {same['fresh_6']} of {of['fresh_6']}" in METHOD
    )
    newer = [
        f"in {same[name]} of {of[name]}"
        for name in ("fresh_7", "fresh_8", "fresh_9", "fresh_10", "fresh_11", "fresh_12")
    ]
    assert f"{', '.join(newer[:-1])} and {newer[-1]} fields that sum up" in METHOD


def test_the_agreement_of_the_coders_on_grades_quoted_is_the_one_computed() -> None:
    listed = [str(grade) for grade in sorted(AimReached)]
    pairs = [row for row in rows("validation/two-coders.csv") if int(row["set"].removeprefix("fresh_")) >= 13]
    graded = [[listed.index(row[coder]) for coder in ("first", "second")] for row in pairs if row["first"] in listed]
    words = [row["first"] == row["second"] for row in pairs if row["first"] not in listed]
    near = sum(abs(first - second) <= 1 for first, second in graded)
    assert (
        f"the same word in {sum(words)} of {len(words)} fields, and grades at most half a step apart in {near} of "
        f"{len(graded)}."
    ) in METHOD


@pytest.mark.parametrize(
    ("title", "interval", "log"),
    [
        ("32 from outside, held out from 2.15.0", "0.77 to 0.90 in nine of ten bootstrap samples", "0.77 to 0.90"),
        ("24 from outside, held out from 2.14.0", "0.78 to 0.95", "0.78 to 0.95 in nine of ten bootstrap samples"),
    ],
)
def test_the_newest_versions_meet_every_aim_on_practices_held_out_from_them(
    title: str, interval: str, log: str
) -> None:
    columns, *lines = _part(title)
    version = title.rpartition(" ")[2]
    tau, bias, mad = (columns.index(f"{name} {version}") for name in ("tau", "bias", "MAD"))
    figures = {cells[0]: cells for cells in lines}
    biases, mads = ([abs(float(figures[name][place])) for name in load_rubric().shares] for place in (bias, mad))
    total = figures["**total**"]
    assert float(total[tau]) >= 0.8
    assert max(mads) <= 12
    assert max(biases) <= 8
    for text, words in ((METHOD, interval), (LOG, log)):
        assert f"a tau of {total[tau]} ({words})" in text
        assert f"totals are {total[mad]} off" in text
        assert f"{min(mads)} to {max(mads)}" in text
        assert f"o bias is beyond {max(biases)}" in text


def test_the_checks_of_the_newest_versions_quoted_are_those_computed() -> None:
    first, second = (
        {cells[0]: cells[1:] for cells in _part(title)}
        for title in ("Forty from outside, held out from 2.12.0", "32 from outside, held out from 2.13.0")
    )
    taus, biases, mads = (
        {name: (first[name][place], second[name][place]) for name in (*load_rubric().shares, "**total**")}
        for place in (0, 2, 4)
    )
    assert "(tau {} and {})".format(*taus["**total**"]) in METHOD
    assert (
        "quality assurance was {} off in the first check, in the second {}".format(*mads["quality_assurance"]) in METHOD
    )
    quoted = {
        "quality_assurance": "quality assurance ({} and {})",
        "transferability": "transferability ({}, then {})",
        "ethics": "ethics ({}, then {})",
    }
    for name in load_rubric().shares:
        assert all(float(mad) <= 12 for mad in mads[name]) or name == "quality_assurance"
        beyond = any(abs(float(bias)) > 8 for bias in biases[name])
        assert beyond == (name in quoted), name
        assert not beyond or quoted[name].format(*biases[name]).replace("-", "−") in METHOD


def test_the_distance_from_all_readers_of_the_18_quoted_is_the_one_computed() -> None:
    now, shares = scores()[0], load_rubric().shares
    given = defaultdict[tuple[str, str], list[float]](list)
    for row in rows("independent-readers.csv"):
        given[row["practice"], row["criterion"]].append(float(row["score"]))
    practices = [name for name, criterion in now if criterion == TOTAL]
    apart = [fmean(abs(now[name, key] - fmean(given[name, key])) for name in practices) for key in shares]
    means = [sum(share * fmean(given[name, key]) for key, share in shares.items()) for name in practices]
    totals = [now[name, TOTAL] for name in practices]
    tau, off = kendall_tau(totals, means), fmean(abs(a - b) for a, b in zip(totals, means, strict=True))
    assert {len(given[name, key]) for name in practices for key in shares} == {8, 10}
    assert (
        f"have a tau of {tau:.2f}; totals are {off:.1f} off, and a criterion {min(apart):.1f} to {max(apart):.1f}."
        in METHOD
    )


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        ({"fresh_4", "fresh_5"}, "are {:.1f} to {:.1f} points from the first two"),
        ({"fresh_13"}, "are {:.1f} to {:.1f} points from the first four"),
    ],
)
def test_the_distance_of_the_further_readers_quoted_is_the_one_computed(sets: set[str], words: str) -> None:
    first, further = defaultdict[tuple[str, str], list[float]](list), defaultdict[tuple[str, str], list[float]](list)
    for name, found in (("independent-readers.csv", first), ("validation/further-readers.csv", further)):
        for row in rows(name):
            if row["set"] in sets:
                found[row["practice"], row["criterion"]].append(float(row["score"]))
    apart = defaultdict[str, list[float]](list)
    for key, ratings in further.items():
        apart[key[1]].append(abs(fmean(ratings) - fmean(first[key])))
    means = [fmean(distances) for distances in apart.values()]
    assert words.format(min(means), max(means)) in METHOD


def test_the_robustness_quoted_is_the_one_computed() -> None:
    study = json.loads(run("secon robustness --format json", ROOT))
    neighbours, practices, conclusions = study["neighbours"], study["practices"], study["conclusions"]
    lines = [(round(100 * pair["line_holds"]), round(100 * pair["with_unknowns"]["line_holds"])) for pair in neighbours]
    assert [rank for rank, (weights, _) in enumerate(lines, 1) if weights == 100] == [1, 13, 17]
    assert "stay behind the thirteen before them in more than 99 % of the draws" in METHOD
    assert lines[15][1] == 100
    assert "the line below 16 holds in more than 99 %, because" in METHOD
    assert f"Below rank 2 the order holds in {lines[1][0]} % of the draws of weights" in METHOD
    assert f"below rank 3 in {lines[2][0]} %, below rank 12 in {lines[11][0]} %, below all others" in METHOD
    others = [weights for rank, (weights, _) in enumerate(lines[:12], 1) if rank not in (1, 2, 3, 12)]
    assert f"of the first thirteen in at most {max(others)} %" in METHOD
    tops = {practice["id"]: round(100 * practice["weights"]["top"]) for practice in practices}
    assert f"The autonomy unit is among the first three in {tops['pt-autonomy-unit']} % of the draws" in METHOD
    assert f"Drobin's cooperative in {tops['pl-drobin-cooperative']} %" in METHOD
    assert f"Altum in {tops['lv-altum-grants']} % and the Social Network in {tops['pt-social-network']} %;" in METHOD
    groups = [(group["first"], group["last"]) for group in conclusions["groups"]]
    assert groups == [(1, 1), (2, 13), (14, 17), (18, 18)]
    ranks = {practice["id"]: rank for rank, practice in enumerate(practices, 1)}
    tosses = [ranks[ahead] for ahead in conclusions["coin_tosses"]]
    pairs = [f"{rank} and {rank + 1}" for rank in tosses]
    assert f"Five pairs of neighbours are a coin toss (ranks {', '.join(pairs)})" in METHOD
    changes = [
        (found["criterion"], found["beyond"]) for found in map(conclusions.get, ("first_changes", "top_changes"))
    ]
    assert changes == [("relevance", 0.619), ("sustainability", 0.055)]
    assert conclusions["top_changes"]["by"] == "lv-altum-grants"
    variants = conclusions["variants"]
    assert (variants, conclusions["keep_first"], conclusions["keep_top"]) == (43, 43, 40)
    tau = {(variant["change"], variant["what"]): round(variant["tau"], 2) for variant in study["variants"]}
    without = [value for (change, _), value in tau.items() if change == "without criterion"]
    assert f"is {min(without):.2f} to {max(without):.2f} without one of the criteria" in METHOD
    assert f"{tau['geometric mean', '']:.2f} with a geometric mean" in METHOD
    years = (tau["as of", "2023-01-31"], tau["as of", "2025-01-31"])
    assert "{:.2f} judged a year earlier and {:.2f} a year later".format(*years) in METHOD
    importance = {criterion["id"]: criterion for criterion in study["criteria"]}
    for name in ("quality_assurance", "effectiveness"):
        low, high = (round(100 * end) for end in importance[name]["effective_weight_interval"])
        share = round(100 * importance[name]["effective_weight"])
        assert re.search(rf"has {share} % (of the summed importance )?\((90 % interval )?{low}–{high} %\)", METHOD)
    quoted = (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8")
    low, high = (round(100 * end) for end in importance["quality_assurance"]["effective_weight_interval"])
    share = round(100 * importance["quality_assurance"]["effective_weight"])
    assert f"(quality assurance {share} %, {low}–{high} %)" in quoted
