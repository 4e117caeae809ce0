"""What a methodologist would question about a rubric by itself: too heavy, not argued for, counted twice."""

from typing import Any

import pytest

from secon_cli.rubric.base import Problem
from secon_cli.rubric.model import warnings
from tests.samples import Record, criterion, indicator, rubric

_METRICS = {"kind": "count", "of": "results.metrics", "full_at": 3}
_STATUS = {"kind": "ordinal", "of": "duration.status", "scale": {"running": 1, "ended": 0}}
_YEARS = {"kind": "years", "curve": [[0, 0], [2, 1]]}


def _one(weight: float, measure: Record, **changes: Any) -> Record:
    return {**criterion(weight, first=indicator(1, measure)), "why": "It is needed.", **changes}


def _found(**criteria: Record) -> list[Problem]:
    return warnings(rubric(criteria=criteria))


def _rules(**criteria: Record) -> list[str]:
    return [doubt.rule for doubt in _found(**criteria)]


@pytest.mark.parametrize(("weight", "rules"), [(50, []), (50.1, ["heavy-weight"]), (99, ["heavy-weight"])])
def test_a_criterion_of_more_than_half_is_heavy(weight: float, rules: list[str]) -> None:
    assert _rules(a=_one(weight, _METRICS), b=_one(100 - weight, _STATUS)) == rules


def test_shares_count_and_not_weights() -> None:
    (found,) = _found(a=_one(0.6, _METRICS), b=_one(0.4, _STATUS))
    assert found.path == ("criteria", "a", "weight")
    assert "`a`" in found.message
    assert "60 %" in found.message


def test_one_criterion_alone_is_not_heavy_and_one_of_its_indicators_can_be() -> None:
    both = criterion(1, light=indicator(1, _METRICS), heavy=indicator(2, _STATUS)) | {"why": "It is needed."}
    (found,) = _found(a=both)
    assert (found.rule, found.path) == ("heavy-weight", ("criteria", "a", "indicators", "heavy", "weight"))
    assert _rules(a=_one(1, _METRICS)) == []


@pytest.mark.parametrize("why", ["TODO", "because", "-- ??? --", "2024 because 17"])
def test_a_word_is_no_reason(why: str) -> None:
    assert _rules(a=_one(1, _METRICS, why=why)) == ["no-reason"]
    bare = _one(1, _METRICS)
    bare["indicators"]["first"]["why"] = why
    assert _rules(a=bare) == ["no-reason"]


def test_a_criterion_without_a_reason_is_told_at_its_name() -> None:
    (found,) = _found(a=criterion(1, first=indicator(1, _METRICS)))
    assert (found.rule, found.path, found.in_key) == ("no-reason", ("criteria", "a"), True)


def _count(of: str = "ethics.safeguards", **more: Any) -> Record:
    return {"kind": "count", "of": of, "full_at": 1, **more}


_INCLUSION = _count(where={"kind": ["inclusion", "independence"]})
_VOICE = _count(where={"kind": ["participation", "ownership"]})


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (_METRICS, _METRICS, "results.metrics[]"),
        (_METRICS, _count("results.metrics", points={"level": {"impact": 1}}), "results.metrics[]"),
        (_STATUS, {**_STATUS, "scale": {"running": 0.5}}, "duration.status"),
        (_YEARS, _YEARS, "duration.start"),
        (_INCLUSION, _count(where={"kind": "inclusion"}), "ethics.safeguards[].kind"),
        (_INCLUSION, _count(points={"kind": {"independence": 1, "ownership": 1}}), "ethics.safeguards[].kind"),
        (_count(distinct="kind"), _VOICE, "ethics.safeguards[].kind"),
        (
            {"kind": "present", "fields": ["summary", "title"]},
            {"kind": "present", "fields": ["title"]},
            "title",
        ),
    ],
)
def test_two_that_reward_the_same_statement_count_it_twice(one: Record, other: Record, field: str) -> None:
    for first, second in ((one, other), (other, one)):
        (found,) = _found(a=_one(1, first), b=_one(1, second))
        assert (found.rule, found.path) == ("counted-twice", ("criteria", "b", "indicators", "first", "measure"))
        assert "`a.first`" in found.message
        assert f"`{field}`" in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_METRICS, _count("resources.budget")),
        (_INCLUSION, _VOICE),
        (_INCLUSION, _count(where={"kind": ["inclusion"]}, points={"kind": {"inclusion": 0, "ownership": 1}})),
        (_count(points={"kind": {"inclusion": 1, "ownership": 0}}), _count(where={"kind": "ownership"})),
        (
            _count("results.metrics", where={"level": "impact"}, points={"qualifier": {"exact": 1}}),
            _count("results.metrics", where={"level": "output"}, points={"qualifier": {"exact": 1}}),
        ),
        (_STATUS, {**_STATUS, "scale": {"running": 0, "ended": 1}}),
        (_STATUS, _YEARS),
    ],
)
def test_two_that_reward_different_statements_do_not(one: Record, other: Record) -> None:
    assert _rules(a=_one(1, one), b=_one(1, other)) == []
