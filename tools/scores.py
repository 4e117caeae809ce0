"""The scores of the shipped practices under the rubric in force, and those under the version before it."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from secon_cli.checks.checked_files import check_rubric
from secon_cli.checks.collection import check_files
from secon_cli.engine import Assessment, assess, rank
from secon_cli.reading.files import find_files
from secon_cli.rubric.model import Rubric

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
    return _found(place.assessment for place in ranked), {place.assessment.practice.id: place.rank for place in ranked}


@cache
def outside_scores() -> dict[ScoreKey, float]:
    """The scores of the practices in docs/validation, which are no part of the collection."""
    return _found(_assessed(DOCS / "validation" / "practices", load_rubric().changed(as_of=OUTSIDE_AS_OF)))


def _assessed(folder: Path, rubric: Rubric) -> list[Assessment]:
    return [assess(practice, rubric) for practice in check_files(find_files([str(folder)])).practices]


def _found(assessments: Iterable[Assessment]) -> dict[ScoreKey, float]:
    found: dict[ScoreKey, float] = {}
    for assessment in assessments:
        practice = assessment.practice.id
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


def outside_before() -> dict[ScoreKey, float]:
    """The scores of the practices in docs/validation under rubric 1.0.1."""
    return {(row["practice"], row["criterion"]): float(row["before"]) for row in rows("validation/before.csv")}
