"""The scores of the shipped practices, and the pages that hold them against rubric 1 and against readers.

    python -m tools.scores SET >> docs/validation/before.csv

keeps what the rubric in force scores for a set of ratings that was held out from it.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import fmean

from secon_cli.analysis.agreement import kendall_tau
from secon_cli.checks.checked_files import check_rubric
from secon_cli.checks.collection import check_files
from secon_cli.engine import Assessment, assess, rank
from secon_cli.reading.files import find_files
from secon_cli.rubric.model import Rubric
from tools import PageError

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TOTAL = "total"
OUTSIDE_AS_OF = date(2026, 11, 27)
"""The day on which the sources of the practices from outside were read."""

ScoreKey = tuple[str, str]
"""Practice and criterion, or `total`."""


@cache
def load_rubric() -> Rubric:
    """The rubric of the project."""
    (file,) = find_files([str(ROOT / "criteria.yaml")])
    checked = check_rubric(file.read())
    assert checked.rubric is not None
    return checked.rubric


@cache
def scores() -> tuple[dict[ScoreKey, float], dict[str, int]]:
    """The scores in force, with each practice's total, and the ranks."""
    ranked = rank(_assessed(ROOT / "data" / "practices", load_rubric()))
    return _found(place.assessment for place in ranked), {place.id: place.rank for place in ranked}


@cache
def outside_scores() -> dict[ScoreKey, float]:
    """The scores of the practices in docs/validation, which are no part of the collection."""
    return _found(_assessed(DOCS / "validation" / "practices", load_rubric().changed(as_of=OUTSIDE_AS_OF)))


def _assessed(folder: Path, rubric: Rubric) -> list[Assessment]:
    return [assess(practice, rubric) for practice in check_files(find_files([str(folder)])).practices]


def _found(assessments: Iterable[Assessment]) -> dict[ScoreKey, float]:
    found: dict[ScoreKey, float] = {}
    for assessment in assessments:
        practice = assessment.id
        found |= {(practice, criterion.id): criterion.score for criterion in assessment.criteria}
        found[practice, TOTAL] = assessment.total
    return found


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a CSV file in docs."""
    with (DOCS / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def scores_before() -> tuple[dict[ScoreKey, float], dict[str, int]]:
    """The scores and ranks of rubric 1.0.1, on the practices as they were coded for it."""
    listed = rows("rubric-2.csv")
    before = {(row["practice"], row["criterion"]): float(row["before"]) for row in listed}
    return before, {row["practice"]: int(row["rank"]) for row in listed if row["rank"]}


def recorded(name: str) -> tuple[str, dict[ScoreKey, float]]:
    """The version of the rubric that a set of readers was compared with first, and the scores that it then gave.

    A set that was held out from a version has the scores of that version, with the coding and guide of the day of the
    check (`docs/validation/before.csv`). Others of the 18 have those of rubric 1.0.1.
    """
    listed = [row for row in rows("validation/before.csv") if row["set"] == name]
    if not listed:
        return "1.0.1", scores_before()[0]
    return listed[0]["rubric"], {(row["practice"], row["criterion"]): float(row["score"]) for row in listed}


# --- Scores under rubrics 1 and 2 -------------------------------------------------------------------------------

_FAR = 10
"""Moves of more points need a reason."""
_MOVES = """\
# Scores under rubric 1 and rubric 2

The 18 practices under version 1.0.1 of the rubric, with the coding for it, and under the version in force
({version}). A move is in points; each of more than ten has its reason below. [method.md](method.md) says what was
changed in the rubric, and why."""


def moves_page() -> str:
    """The page that compares the rubrics; PageError where a large move has no reason, or a small one has."""
    before, ranks_before = scores_before()
    now, ranks = scores()
    names = [*load_rubric().criteria, TOTAL]
    headings = [criterion.heading for criterion in load_rubric().criteria.values()]
    table = [f"| # | before | practice | {' | '.join(headings)} | total |", f"|--:|--:|:--{'|--:' * len(names)}|"]
    for practice in sorted(ranks, key=lambda practice: ranks[practice]):
        cells = [f"{before[practice, name]:.0f} → {now[practice, name]:.0f}" for name in names]
        table.append(f"| {ranks[practice]} | {ranks_before[practice]} | {practice} | {' | '.join(cells)} |")
    reasons = ["| practice | criterion | move | reason |", "|:--|:--|--:|:--|"]
    for row in rows("rubric-2.csv"):
        key = row["practice"], row["criterion"]
        move = now[key] - before[key]
        if (abs(move) > _FAR) != bool(row["reason"]):
            wanted = "needs a reason" if abs(move) > _FAR else "needs none"
            raise PageError(f"docs/rubric-2.csv: {key[0]}, {key[1]}: a move of {move:+.1f} points {wanted}")
        if row["reason"]:
            reasons.append(f"| {key[0]} | {key[1]} | {move:+.0f} | {row['reason']} |")
    return (
        "\n\n".join([_MOVES.format(version=load_rubric().version), "\n".join(table), "## Reasons", "\n".join(reasons)])
        + "\n"
    )


# --- Scores and independent readers -----------------------------------------------------------------------------

_READERS = """\
# The scores and independent readers

Readers (language models) who knew the criteria in words, but neither rubric nor coding nor scores, rated practices from
0 to 100 on each criterion, two readers each (four for the eleven newest sets);
[independent-readers.csv](independent-readers.csv) has their reasons, and [method.md](method.md) says how this was used.

*Bias* is the mean of score minus readers' mean, *MAD* the mean absolute difference, *tau* Kendall's rank correlation
(tau-b) of the scores with the readers' means. *Readers* is what two readers have between themselves, on average.

Practices *from outside* SECON were found in public sources and coded (`docs/validation`); their readers saw only the
facts.

A set **held out** from a version of the rubric was opened when that version and the coding guide were final. What the
version scored then is kept in [before.csv](validation/before.csv) and comes first; the version in force comes second.
Later versions have used the set, so their figures measure the correction. Sets that were *used* from the start come
with rubric 1.0.1 and its coding."""

_SETS = {
    "fresh_16": (
        "32 from outside, held out from 2.15.0",
        """\
Of 32 countries, rated by four readers. Found, rated and coded by others than the authors of the rubric; each was coded
twice from guide and facts, and a third person decided between the two, for grades as well.""",
    ),
    "again_18": (
        "The 18, four further readers, held out from 2.14.0",
        """\
Four further readers of the report. The practices had been used, these ratings had not. The fields that sum up were
coded again for 2.15.0.""",
    ),
    "fresh_15": (
        "24 from outside, held out from 2.14.0",
        """\
Of 24 countries, rated by four readers. Found, rated and coded likewise.""",
    ),
    "fresh_14": (
        "32 from outside, held out from 2.13.0",
        """\
Of 32 countries, rated by four readers. Found, rated and coded likewise, but a grade is the mean of the two, rounded to
the half step that claims less.""",
    ),
    "fresh_13": (
        "Forty from outside, held out from 2.12.0",
        """\
Of 39 countries, rated by four readers. Found, rated and coded as the set held out from 2.13.0. Four further readers are
in [further-readers.csv](validation/further-readers.csv).""",
    ),
    "fresh_12": (
        "24 again from outside, held out from 2.11.0",
        """\
Of 24 countries, rated by four readers; a second check of the same version. Found, rated and coded likewise.""",
    ),
    "fresh_11": (
        "24 more from outside, held out from 2.11.0",
        """\
Of 24 countries, rated by four readers. Found, rated and coded likewise.""",
    ),
    "fresh_10": (
        "24 others from outside, held out from 2.10.0",
        """\
Of 24 countries, rated by four readers. Found, rated and coded likewise; `worth` was coded by two others, and where they
differ, the answer that claims less counts (see [rubric-log.md](rubric-log.md)).""",
    ),
    "fresh_9": (
        "24 from outside, held out from 2.9.0",
        """\
Of 24 countries, rated by four readers. Found, rated and coded likewise.""",
    ),
    "fresh_8": (
        "Twenty others from outside, held out from 2.8.0",
        """\
Of twenty countries, rated by four readers. Found, rated and coded likewise.""",
    ),
    "fresh_7": (
        "Twenty from outside, held out from 2.7.0",
        """\
Of twenty countries, rated by four readers. Found, rated and coded likewise. Ten values that sum up were coded again for
2.8.0.""",
    ),
    "fresh_6": (
        "Sixteen from outside, held out from 2.6.0",
        """\
Of fifteen countries. Found, rated and coded likewise, but in four files a rule decided instead of a third person (see
[rubric-log.md](rubric-log.md)). Ten values that sum up were coded again for 2.7.0.""",
    ),
    "fresh_5": (
        "Fourteen from outside, held out from 2.5.0",
        """\
Of fourteen countries. Found, rated and coded likewise. Four values that sum up were coded again for 2.6.0.""",
    ),
    "fresh_4": (
        "Fourteen from outside, held out from 2.4.0",
        """\
Of fourteen countries. Found, rated and coded likewise. Eleven values that sum up were coded again for 2.5.0.""",
    ),
    "fresh_3": (
        "Ten from outside, held out from 2.3.0",
        """\
Of ten countries. Found, rated and coded by others than the authors of the rubric; the two coders had the guide and the
facts.""",
    ),
    "fresh_2": (
        "Twelve from outside, held out from 2.2.0",
        """\
Of eleven countries. Found, rated and coded by others than the authors of the rubric; the two coders had the guide and
the facts. In two files, `duration` was coded again for 2.3.0.""",
    ),
    "fresh": (
        "Ten from outside, held out from 2.1.0",
        "Of nine countries. Found, rated and coded by others than the authors of the rubric; coded again for 2.2.0.",
    ),
    "fresh_18": (
        "The 18, two further readers, held out from 2.1.0",
        "Two further readers of the report. The practices had been used, these ratings had not.",
    ),
    "outside_held_out": (
        "Twelve from outside, held out from 2.0.0",
        """\
The readers judged the time in place as of the last date in each text, the rubric as of the day on which the sources
were read.""",
    ),
    "held_out": (
        "Nine of the 18, held out from 2.0.0",
        "Two readers who were not those of version 1.",
    ),
    "outside_used": (
        "Twelve from outside, used for 2.0.0",
        "Twelve further ones with the same two readers.",
    ),
    "developed": (
        "Nine of the 18, used for 2.0.0",
        "The other nine, with the same two readers.",
    ),
    "first": (
        "Nine of the 18, used for 1.0.0",
        "Two other readers, of version 1. The rubric was corrected after their ratings; they saw the same report.",
    ),
}
"""The sets of ratings in independent-readers.csv, with title and text, newest first."""

_Ratings = dict[ScoreKey, tuple[float, ...]]


def readers_page() -> str:
    """The page on readers: all sets in short, then each by criterion, then every practice and criterion."""
    rubric = load_rubric()
    now = {**scores()[0], **outside_scores()}
    short = ["| readers | total: tau | total: bias | total: MAD | criteria: MAD |", "|:--|--:|--:|--:|:--|"]
    parts, one_by_one = [], []
    for name, (title, text) in _SETS.items():
        ratings = _ratings(name)
        version, before = recorded(name)
        versions = {version: before, rubric.version: now}
        headings = [f"{figure} {each}" for figure in ("tau", "bias", "MAD") for each in versions]
        lines = [f"| criterion | {' | '.join(headings)} | readers: tau | readers: MAD |"]
        lines.append(f"|:--{'|--:' * (len(headings) + 2)}|")
        apart: list[list[float]] = []
        for criterion in (*rubric.criteria, TOTAL):
            keys = [key for key in ratings if key[1] == criterion]
            means = [fmean(ratings[key]) for key in keys]
            scored = [[each[key] for key in keys] for each in versions.values()]
            pairs = list(combinations(zip(*(ratings[key] for key in keys), strict=True), 2))
            between = fmean(kendall_tau(one, two) or 0 for one, two in pairs)
            taus, biases = [_tau(each, means) for each in scored], [f"{_bias(each, means):+.1f}" for each in scored]
            apart.append([_mad(each, means) for each in scored])
            mads = [f"{each:.1f}" for each in apart[-1]]
            cells = [*taus, *biases, *mads, f"{between:.2f}", f"{fmean(_mad(*pair) for pair in pairs):.1f}"]
            lines.append(f"| {f'**{criterion}**' if criterion == TOTAL else criterion} | {' | '.join(cells)} |")
        ranges = [f"{min(each):.1f}–{max(each):.1f}" for each in zip(*apart[:-1], strict=True)]
        figures = [" → ".join(each) for each in (taus, biases, mads, ranges)]
        short.append(f"| {title} | {' | '.join(figures)} |")
        parts += [f"## {title}", text, "\n".join(lines)]
        lines = [f"| practice | criterion | {' | '.join(versions)} | readers | difference |"]
        lines.append(f"|:--|:--{'|--:' * (len(versions) + 2)}|")
        for key, given in ratings.items():
            cells = [f"{each[key]:.1f}" for each in versions.values()]
            cells += [", ".join(f"{score:.0f}" for score in given), f"{now[key] - fmean(given):+.1f}"]
            lines.append(f"| {key[0]} | {key[1]} | {' | '.join(cells)} |")
        one_by_one += [f"## One by one: {title}", "\n".join(lines)]
    return "\n\n".join([_READERS, "## All sets", "\n".join(short), *parts, *one_by_one]) + "\n"


def _ratings(name: str) -> _Ratings:
    """What the readers of a set gave, and the totals that follow with the weights of the rubric."""
    given: dict[ScoreKey, list[float]] = defaultdict(list)
    for row in rows("independent-readers.csv"):
        if row["set"] == name:
            given[row["practice"], row["criterion"]].append(float(row["score"]))
    shares = load_rubric().shares
    for practice in dict.fromkeys(practice for practice, _ in given):
        each = zip(*(given[practice, key] for key in shares), strict=True)
        totals = (sum(share * score for share, score in zip(shares.values(), one, strict=True)) for one in each)
        given[practice, TOTAL] = list(totals)
    return {key: tuple(values) for key, values in given.items()}


def _tau(first: Sequence[float], second: Sequence[float]) -> str:
    tau = kendall_tau(first, second)
    return "-" if tau is None else f"{tau:.2f}"


def _bias(first: Sequence[float], second: Sequence[float]) -> float:
    return fmean(one - other for one, other in zip(first, second, strict=True))


def _mad(first: Sequence[float], second: Sequence[float]) -> float:
    return fmean(abs(one - other) for one, other in zip(first, second, strict=True))


def record(name: str) -> Iterator[str]:
    """The lines of before.csv for a set: the scores that the rubric in force gives it, on the day it is compared."""
    now = {**scores()[0], **outside_scores()}
    for practice, criterion in _ratings(name):
        yield f"{load_rubric().version},{name},{practice},{criterion},{now[practice, criterion]:.6f}"


if __name__ == "__main__":
    print(*record(sys.argv[1]), sep="\n")
