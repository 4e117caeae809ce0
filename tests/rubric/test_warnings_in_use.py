"""Indicators that tell no practices apart, worked out on a few practices."""

from typing import Any

import pytest

from secon_cli.rubric.model import warnings_in_use
from tests.samples import Record, criterion, indicator, metric, practice, rubric

_ONE = practice(id="one", results={"metrics": [metric()]})
_TWO = practice(id="two", results={"metrics": [metric(), metric(level="outcome")]})
_NONE = practice(id="none", results={"metrics": [], "evidence": "report:results"})


def _count(full_at: float, **more: object) -> Record:
    return {"kind": "count", "of": "results.metrics", "full_at": full_at, **more}


def _found(measure: Record, *practices: Any) -> list[tuple[str, str]]:
    judged = rubric(criteria={"a": criterion(1, first=indicator(1, measure))})
    return [(doubt.rule, doubt.message) for doubt in warnings_in_use(judged, practices)]


@pytest.mark.parametrize(
    ("measure", "found"),
    [
        (_count(2), []),
        (_count(1), []),
        (_count(3), [("out-of-reach", "no practice reaches 3; the best of 3 has 2")]),
        (_count(2.5), [("out-of-reach", "no practice reaches 2.5; the best of 3 has 2")]),
        (_count(1, where={"level": "impact"}), [("met-by-none", "all 3 practices score 0 here")]),
        ({"kind": "present", "fields": ["summary"]}, [("met-by-all", "all 3 practices score 100 here")]),
        ({"kind": "present", "fields": ["summary", "relevance.policies"]}, []),
        (
            {"kind": "none_of", "of": "results.metrics", "where": {"level": "impact"}},
            [("met-by-all", "all 3 practices score 100 here")],
        ),
    ],
)
def test_what_three_practices_show(measure: Record, found: list[tuple[str, str]]) -> None:
    assert _found(measure, _ONE, _TWO, _NONE) == found


def test_a_claim_without_evidence_reaches_only_part() -> None:
    uncited = practice(id="uncited", results={"metrics": [{"what": "goods", "value": "4", "level": "output"}]})
    assert _found(_count(1), uncited, _NONE) == [("out-of-reach", "no practice reaches 1; the best of 2 has 0.5")]


def test_one_practice_says_nothing_about_an_indicator() -> None:
    assert _found(_count(1), _ONE) == []
    assert _found(_count(1), _ONE, _TWO) == [("met-by-all", "both practices score 100 here")]
