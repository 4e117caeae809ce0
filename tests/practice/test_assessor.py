"""The scale of ratings, and what a conflict of interest leaves out."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from secon_cli.practice.assessor import Assessor, parse_rating

_RATING = {"rating": "7.5", "reason": "Because."}


@pytest.mark.parametrize("text", ["0", "0.5", "7", "7.0", "9.50", "10"])
def test_half_points_from_0_to_10(text: str) -> None:
    assert parse_rating(text) == Decimal(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("7.3", "not in half points"),
        ("7.25", "not in half points"),
        ("10.5", "outside the scale"),
        ("-0.5", "outside the scale"),
        ("7,5", "not a number"),
        ("nan", "not a number"),
        ("1e1", "not a number"),
        ("", "not a number"),
    ],
)
def test_what_is_no_rating(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_rating(text)


def assessor(**conflicts: object) -> Assessor:
    ratings = {"one": {"relevance": _RATING, "ethics": _RATING}, "two": {"ethics": _RATING}}
    return Assessor.model_validate({"format": "1", "assessor": "adviser", "conflicts": conflicts, "ratings": ratings})


def counting(one: Assessor) -> list[tuple[str, str]]:
    return [(practice, criterion) for practice, criterion, _ in one.counting()]


def test_without_conflicts_every_rating_counts() -> None:
    assert counting(assessor()) == [("one", "relevance"), ("one", "ethics"), ("two", "ethics")]


def test_a_conflict_leaves_out_the_ratings_that_it_touches() -> None:
    whole = assessor(one={"why": "Works there."})
    part = assessor(one={"why": "Works there.", "criteria": ["ethics"]})
    assert counting(whole) == [("two", "ethics")]
    assert counting(part) == [("one", "relevance"), ("two", "ethics")]
    assert [(each.practice, each.criterion, each.why) for each in part.excluded()] == [
        ("one", "ethics", "Works there.")
    ]


def test_a_conflict_on_no_criterion_is_none() -> None:
    with pytest.raises(ValidationError):
        assessor(one={"why": "Works there.", "criteria": []})
