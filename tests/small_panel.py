"""A panel of three assessors for the project of five practices, small enough to work every number out by hand.

`adviser` and `official` rate three practices in full; `citizen` rates little, and has an interest in the kitchen.
"""

from collections.abc import Mapping
from pathlib import Path

Ratings = Mapping[str, Mapping[str, float]]

RATINGS: Mapping[str, Ratings] = {
    "adviser": {
        "lv-repair-cafe": {"relevance": 8, "timescale": 9, "effectiveness": 7},
        "gr-orchard": {"relevance": 6, "timescale": 5, "effectiveness": 4},
        "pl-kitchen": {"relevance": 5, "timescale": 5, "effectiveness": 8},
        "lv-choir": {"relevance": 9},
    },
    "official": {
        "lv-repair-cafe": {"relevance": 6, "timescale": 8, "effectiveness": 3.5},
        "gr-orchard": {"relevance": 7, "timescale": 6, "effectiveness": 5},
        "pl-kitchen": {"relevance": 5, "timescale": 4, "effectiveness": 8.5},
    },
    "citizen": {
        "lv-repair-cafe": {"effectiveness": 9},
        "gr-orchard": {"relevance": 6, "timescale": 5, "effectiveness": 4},
        "pl-kitchen": {"relevance": 4, "effectiveness": 1},
    },
}

CONFLICT = "conflicts:\n  pl-kitchen: {why: Cooks there., criteria: [effectiveness]}\n"


def assessor_file(assessor: str, ratings: Ratings, more: str = "") -> str:
    """The file of an assessor, with a reason for each rating."""
    lines = ["format: 1", f"assessor: {assessor}", more + "ratings:"]
    for practice, by_criterion in ratings.items():
        lines.append(f"  {practice}:")
        for criterion, rating in by_criterion.items():
            reason = f"{assessor} says {rating:g} of {practice}."
            lines.append(f"    {criterion}: {{rating: {rating:g}, reason: {reason}, evidence: report:results}}")
    return "\n".join(lines) + "\n"


FILES = {name: assessor_file(name, ratings, CONFLICT if name == "citizen" else "") for name, ratings in RATINGS.items()}
"""The files by assessor."""


def write_panel(root: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write the assessors' files into the project at `root`, and give their folder."""
    folder = root / "data" / "assessments"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
