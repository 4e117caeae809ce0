"""Ratings of a practice on the criteria, put together by the rubric's weights."""

from collections.abc import Mapping
from math import fsum


def weighted_total(ratings: Mapping[str, float], shares: Mapping[str, float]) -> float | None:
    """The weighted mean; None where a criterion that weighs anything has no rating, since nothing stands in for it."""
    weighing = {criterion: share for criterion, share in shares.items() if share}
    if not weighing.keys() <= ratings.keys():
        return None
    return fsum(share * ratings[criterion] for criterion, share in weighing.items())
