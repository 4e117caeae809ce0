"""The page that compares the scores with those of two independent readers."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from secon_cli.checks.collection import check_files
from secon_cli.engine.assessment import assess
from secon_cli.reading.files import find_files
from tools.agreement import load_rubric

_DOCS = Path(__file__).parents[1] / "docs"

_INTRO = """\
# The scores and two independent readers

Two readers (language models) who knew the criteria in words, but neither rubric nor coding nor scores, rated nine
practices from 0 to 100 on each criterion; [independent-readers.csv](independent-readers.csv) has their reasons.
[method.md](method.md) says how this was used. *Difference* is the score minus the readers' mean."""

_Key = tuple[str, str]
"""Practice and criterion."""


def readers_page() -> str:
    """The page: a line for each criterion, then one for each practice and criterion."""
    rubric = load_rubric()
    readers = _readers()
    collection = check_files(find_files([str(_DOCS.parent / "data" / "practices")]))
    scores = {
        (practice.id, criterion.id): criterion.score
        for practice in collection.practices
        for criterion in assess(practice, rubric).criteria
    }
    differences = {key: scores[key] - fmean(given) for key, given in readers.items()}
    summary = "\n".join(_summary(differences, readers, list(rubric.criteria)))
    return "\n\n".join([_INTRO, summary, "## One by one", "\n".join(_details(scores, readers, differences))]) + "\n"


def _readers() -> dict[_Key, list[float]]:
    given: dict[_Key, list[float]] = defaultdict(list)
    with (_DOCS / "independent-readers.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            given[row["practice"], row["criterion"]].append(float(row["score"]))
    return given


def _summary(differences: dict[_Key, float], readers: dict[_Key, list[float]], criteria: list[str]) -> Iterator[str]:
    of_each = ((name, [key for key in readers if key[1] == name]) for name in criteria)
    rows = [*of_each, ("**all**", [*readers])]
    yield "| criterion | mean difference | mean absolute difference | readers from each other |"
    yield "|:--|--:|--:|--:|"
    for name, keys in rows:
        values = [differences[key] for key in keys]
        apart = fmean(max(readers[key]) - min(readers[key]) for key in keys)
        yield f"| {name} | {fmean(values):+.1f} | {fmean(map(abs, values)):.1f} | {apart:.1f} |"


def _details(
    scores: dict[_Key, float], readers: dict[_Key, list[float]], differences: dict[_Key, float]
) -> Iterator[str]:
    yield "| practice | criterion | score | readers | difference |"
    yield "|:--|:--|--:|--:|--:|"
    for key, given in readers.items():
        both = ", ".join(f"{score:.0f}" for score in given)
        yield f"| {key[0]} | {key[1]} | {scores[key]:.1f} | {both} | {differences[key]:+.1f} |"
