"""Which fields changed between two practices, and which measures look at them."""

from typing import Any

import pytest
from hypothesis import given

from secon_cli.analysis.differences import FieldChange, changed_fields
from secon_cli.practice.fields import without_indices
from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import AnyMeasure
from tests.samples import CITED, measure_of, metric, practice
from tests.strategies import practices

_COUNT = measure_of("count", of="results.metrics", points={"level": {"output": 1}}, full_at=2)


def _concerns(change: FieldChange, measure: AnyMeasure) -> bool:
    return measure.concerns(without_indices(change.field))


def _changes(before: Practice, after: Practice) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    found = changed_fields(before, after)
    return [(one.kind.value, one.field_before, one.field_after, one.before, one.after) for one in found]


def _results(*metrics: Any) -> Practice:
    return practice(results={"metrics": list(metrics)})


def test_an_item_put_in_front_is_one_change_and_moves_no_other() -> None:
    first, second = metric(what="jobs"), metric(what="visits")
    new = metric(what="trained", value="7", level="outcome")
    assert _changes(_results(first, second), _results(new, first, second)) == [
        ("added", None, "results.metrics[0]", None, "trained: 7 (outcome)")
    ]
    assert _changes(_results(new, first, second), _results(first, second)) == [
        ("removed", "results.metrics[0]", None, "trained: 7 (outcome)", None)
    ]


def test_a_changed_item_is_named_by_its_field() -> None:
    item = "results.metrics[0]"
    before = _results(metric(what="jobs", value="40"))
    after = _results(metric(what="jobs", value="45", evidence="https://example.org/study"))
    assert _changes(before, after) == [
        ("changed", f"{item}.evidence", f"{item}.evidence", "report:results", "https://example.org/study"),
        ("changed", f"{item}.value", f"{item}.value", "40", "45"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({}, {"ethics": {"concerns": []}}, ("added", None, "ethics.concerns", None, "[]")),
        ({"results": {"metrics": []}}, {"results": {}}, ("removed", "results.metrics", None, "[]", None)),
        (
            {},
            {"results": {"metrics": [metric()]}},
            ("added", None, "results.metrics[0]", None, "goods repaired: 40 (output)"),
        ),
        (
            {"details": {"topics": ["education", "care"]}},
            {"details": {"topics": ["education", "environment"]}},
            ("changed", "details.topics[1]", "details.topics[1]", "care", "environment"),
        ),
        (
            {"sources": {"report": {"title": "A report", "date": "2024-01"}}},
            {"sources": {"report": {"title": "A report", "date": "2025"}}},
            ("changed", "sources.report.date", "sources.report.date", "2024-01", "2025"),
        ),
    ],
)
def test_absent_and_empty_are_told_apart(before: Any, after: Any, change: tuple[str | None, ...]) -> None:
    assert _changes(practice(**before), practice(**after)) == [change]


@given(practices, practices)
def test_practices_that_differ_have_a_change_and_those_that_do_not_have_none(one: Practice, other: Practice) -> None:
    assert changed_fields(one, one) == ()
    assert bool(changed_fields(one, other)) is (one != other)
    for change in changed_fields(one, other):
        assert (change.field_before, change.field_after) != (None, None)
        assert (change.before, change.after) != (None, None)


@pytest.mark.parametrize(
    ("after", "looked_at"),
    [
        (metric(level="outcome"), True),
        (metric(value="41"), False),
        (metric(evidence=[]), True),
    ],
)
def test_a_count_looks_at_what_it_counts_by_and_at_evidence(after: Any, looked_at: bool) -> None:
    (change,) = changed_fields(_results(metric()), _results(after))
    assert _concerns(change, _COUNT) is looked_at


def test_a_measure_looks_at_items_that_come_and_at_no_other_list() -> None:
    (change,) = changed_fields(_results(metric()), _results(metric(), metric(what="more")))
    assert _concerns(change, _COUNT)
    assert not _concerns(change, measure_of("count", of="organisations", full_at=1))
    assert _concerns(change, measure_of("present", fields=["results.metrics"]))
    assert not _concerns(change, measure_of("years", curve=[[0, 0], [1, 1]]))


def test_the_time_looks_at_dates_of_sources_too() -> None:
    dated = practice(sources={"report": {"title": "A report", "date": "2025", "pages": "17-20"}})
    (change,) = changed_fields(practice(), dated)
    assert _concerns(change, measure_of("years", curve=[[0, 0], [1, 1]]))
    assert not _concerns(change, _COUNT)


def test_a_block_s_own_evidence_is_looked_at_by_measures_of_what_it_holds() -> None:
    empty = practice(ethics={"concerns": []})
    cited = practice(ethics={"concerns": [], "evidence": CITED["evidence"]})
    (change,) = changed_fields(empty, cited)
    assert _concerns(change, measure_of("none_of", of="ethics.concerns"))
    assert not _concerns(change, _COUNT)
