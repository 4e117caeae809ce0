"""The scores of the shipped practices under the rubric in force, and those under the version before it."""

import csv
from functools import cache
from pathlib import Path

from secon_cli.checks.collection import check_files
from secon_cli.checks.rubric_file import check_rubric
from secon_cli.engine.assessment import assess, rank
from secon_cli.reading.files import find_files
from secon_cli.rubric.model import Rubric

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TOTAL = "total"

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
    practices = check_files(find_files([str(ROOT / "data" / "practices")])).practices
    ranked = rank(assess(practice, load_rubric()) for practice in practices)
    found: dict[ScoreKey, float] = {}
    for place in ranked:
        practice = place.assessment.practice.id
        found |= {(practice, criterion.id): criterion.score for criterion in place.assessment.criteria}
        found[practice, TOTAL] = place.assessment.total
    return found, {place.assessment.practice.id: place.rank for place in ranked}


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a CSV file in docs."""
    with (DOCS / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def scores_before() -> tuple[dict[ScoreKey, float], dict[str, int]]:
    """The scores and ranks of rubric 1.0.1, on the practices as they were coded for it."""
    listed = rows("rubric-2.csv")
    before = {(row["practice"], row["criterion"]): float(row["before"]) for row in listed}
    return before, {row["practice"]: int(row["rank"]) for row in listed if row["rank"]}
