"""A ranking with its files, and what would raise a total."""

from typing import Any

import pytest

from secon_cli.analysis.profile import improvements
from secon_cli.analysis.results import placed
from secon_cli.engine import assess, rank
from secon_cli.practice.model import Practice
from tests.samples import CITED, criterion, indicator, metric, practice, rubric

_RUBRIC = rubric(
    criteria={
        "effect": criterion(3, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"})),
        "time": criterion(1, years=indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]]})),
    }
)


def _with_metrics(id: str, count: int, start: str = "2020-01-01") -> Practice:
    duration = {"start": start, "end": "ongoing", "evidence": "report:duration"}
    return practice(id=id, results={"metrics": [metric()] * count, **CITED}, duration=duration)


def test_a_ranking_has_the_file_of_each_practice() -> None:
    """`b` and `c` are equal, `a` is behind but older."""
    practices = [_with_metrics("c", 2), _with_metrics("a", 1, "2018-01-01"), _with_metrics("b", 2)]
    ranked = rank(assess(one, _RUBRIC) for one in practices)
    scored = placed(ranked, {id: f"{id}.yaml" for id in "abc"})
    assert [(one.rank, one.id, one.file) for one in scored] == [
        (1, "b", "b.yaml"),
        (1, "c", "c.yaml"),
        (3, "a", "a.yaml"),
    ]


def test_improvements_are_all_points_still_to_be_had() -> None:
    """Effect: 75 % × (1 - 1/4) × 100 points; time: what is left of 25 %."""
    assessment = assess(_with_metrics("a", 1), _RUBRIC)
    first, second, third = improvements(assessment, _RUBRIC)
    assert (first.criterion, first.indicator, first.only_time) == ("effect", "results", False)
    assert first.gain == pytest.approx(56.25)
    assert (first.title, first.improve) == ("An indicator", "Do more.")
    assert (second.criterion, second.only_time) == ("time", True)
    # The thirty days from the source to the day of judgement, which a newer source could show.
    assert (third.criterion, third.only_time) == ("time", False)
    assert third.gain == pytest.approx(third.possible)
    assert third.improve == "The newest source is of 2024-01; a newer or more precise date can add this."
    assert assessment.total + first.gain + second.gain + third.gain == pytest.approx(100)


def test_no_step_promises_more_than_its_scale_gives() -> None:
    """75 % × (0.9 - 0.4) × 100; at the top of a scale nothing is left."""
    scale = {"running": "0.9", "paused": "0.4", "ended": "0"}
    measures: dict[str, dict[str, Any]] = {
        "state": {"kind": "ordinal", "of": "duration.status", "scale": scale},
        "results": {"kind": "count", "of": "results.metrics", "full_at": "1"},
    }
    criteria = {name: criterion(1 + 2 * (name == "state"), only=indicator(1, how)) for name, how in measures.items()}
    judged_by = rubric(criteria=criteria)
    for status, gain in (("paused", 37.5), ("running", None)):
        duration = {"start": "2020-01-01", "status": status, "evidence": "report:duration"}
        judged = practice(duration=duration, results={"metrics": [metric()], **CITED})
        steps = improvements(assess(judged, judged_by), judged_by)
        assert [(step.criterion, round(step.gain, 9)) for step in steps] == ([("state", gain)] if gain else [])


@pytest.mark.parametrize(
    "measure",
    [
        {"kind": "years", "curve": [["0", "0"], ["2", "0.5"]]},
        {"kind": "unit_cost", "curve": [["100", "0.8"], ["1000", "0"]]},
    ],
    ids=lambda measure: measure["kind"],
)
def test_at_the_best_end_of_a_curve_nothing_is_promised(measure: dict[str, Any]) -> None:
    """14 years in place, and 2.5 euro each."""
    judged_by = rubric(criteria={"only": criterion(1, indicator=indicator(1, measure))})
    duration = {"start": "2010-01-01", "end": "ongoing", "status": "running", "evidence": "report:duration"}
    results = {"metrics": [metric(cost="100", currency="EUR")], **CITED}
    assessment = assess(practice(duration=duration, results=results), judged_by)
    assert 0 < assessment.total < 100
    assert improvements(assessment, judged_by) == ()


def test_what_an_unknown_date_hides_is_not_left_to_time() -> None:
    """Without a date of the source, nothing after the start is certain; four years are possible."""
    undated = practice(sources={"report": {"title": "A report"}})
    steps = {
        step.only_time: step for step in improvements(assess(undated, _RUBRIC), _RUBRIC) if step.criterion == "time"
    }
    known, rest = steps[False], steps[True]
    assert known.improve.startswith(
        "The source `report` has neither a `date` nor, with `date: not_stated`, `accessed`;"
    )
    assert known.gain == pytest.approx(known.possible)
    assert known.gain > 0
    assert known.gain + rest.gain == pytest.approx(25)


def test_who_has_all_points_has_nothing_to_improve() -> None:
    full = rubric(as_of="2024-01-31")
    assert improvements(assess(_with_metrics("a", 4), full), full) == ()
