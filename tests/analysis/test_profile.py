"""What is there and what is missing: points of fields add up, whatever the practice and the rubric."""

from math import fsum

import pytest
from hypothesis import given

from secon_cli.analysis.profile import FieldGap, FieldState, field_coverage, improvements
from secon_cli.engine import assess
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import CITED, criterion, indicator, metric, practice, rubric
from tests.strategies import practices, rubrics

COUNT = {"kind": "count", "of": "results.metrics", "full_at": "2"}
PRESENT = {"kind": "present", "fields": ["transfer.conditions", "transfer.barriers"]}
NONE_OF = {"kind": "none_of", "of": "sustainability.risks"}
RUBRIC = rubric(
    criteria={
        "effect": criterion(50, results=indicator(1, COUNT), understood=indicator(1, PRESENT)),
        "going_on": criterion(50, threats=indicator(1, NONE_OF)),
    }
)


def _fields(**blocks: object) -> dict[str, FieldGap]:
    return {one.field: one for one in field_coverage(assess(practice(**blocks), RUBRIC), RUBRIC).fields}


def _short(worth: FieldGap) -> tuple[FieldState, float, float]:
    return worth.state, round(worth.points, 6), round(worth.gain, 6)


def test_lists_left_out() -> None:
    fields = _fields()
    assert {one.state for one in fields.values()} == {FieldState.LEFT_OUT}
    assert {name: round(one.gain, 6) for name, one in fields.items()} == {
        "results.metrics": 25,
        "transfer.conditions": 12.5,
        "transfer.barriers": 12.5,
        "sustainability.risks": 50,
    }


def test_empty_lists_everywhere() -> None:
    fields = _fields(
        results={"metrics": [], **CITED},
        transfer={"conditions": [], "barriers": [], **CITED},
        sustainability={"risks": [], **CITED},
    )
    assert _short(fields["results.metrics"]) == (FieldState.EMPTY, 0, 25)
    assert _short(fields["transfer.barriers"]) == (FieldState.EMPTY, 0, 12.5)
    assert _short(fields["sustainability.risks"]) == (FieldState.FULL, 50, 0), "no threat is what the rubric asks for"


def test_lists_filled_in_part() -> None:
    barriers = [{"what": "A law of its own", **CITED}]
    fields = _fields(results={"metrics": [metric()]}, transfer={"barriers": barriers})
    assert _short(fields["results.metrics"]) == (FieldState.PARTLY, 12.5, 12.5)
    assert _short(fields["transfer.barriers"]) == (FieldState.FULL, 12.5, 0)
    assert _short(fields["transfer.conditions"]) == (FieldState.LEFT_OUT, 0, 12.5)


def test_what_counts_nothing_is_named_apart() -> None:
    left_out = field_coverage(assess(practice(links=[]), RUBRIC), RUBRIC).left_out
    assert {"details.needs", "annexes", "results.narrative"} <= set(left_out)
    assert not {"links", "results.metrics", "transfer.conditions", "results.evidence"} & set(left_out)


def test_a_field_that_is_left_out_brings_no_more_than_its_highest_step() -> None:
    """75 % × 0.9 × 100, and 25 % × 100: 92.5 of 100 points are possible."""
    scale = {"running": "0.9", "paused": "0.4", "ended": "0"}
    state = {"kind": "ordinal", "of": "duration.status", "scale": scale}
    parts = {"state": criterion(75, only=indicator(1, state)), "effect": criterion(25, only=indicator(1, COUNT))}
    judged_by = rubric(criteria=parts)
    assessment = assess(practice(duration={}), judged_by)
    found = field_coverage(assessment, judged_by)
    assert assessment.range == pytest.approx((0, 92.5))
    assert {one.field: one.gain for one in found.fields} == pytest.approx(
        {"duration.status": 67.5, "results.metrics": 25}
    )
    assert [found.most, found.open_gain] == pytest.approx([92.5, 92.5])


def test_a_status_that_is_left_out_is_what_the_years_lack() -> None:
    years = {"kind": "years", "curve": [[0, 0], [2, 1]], "shares": {"ended": "0.5"}}
    judged_by = rubric(criteria={"time": criterion(1, years=indicator(1, years))})
    duration = {"start": "2001", "end": "ongoing", "evidence": "report"}
    (step,) = improvements(assess(practice(duration=duration), judged_by), judged_by)
    assert (round(step.gain, 6), "status" in step.improve) == (50, True)
    assert not improvements(assess(practice(duration=duration | {"status": "running"}), judged_by), judged_by)


YEARS = {"kind": "years", "curve": [[0, 0], [10, 1]], "shares": {"ended": "0.5"}}


@pytest.mark.parametrize(
    ("change", "date", "field", "state"),
    [
        ({"end": None, "status": None}, "2022-01", "duration.status", FieldState.LEFT_OUT),
        ({"end": None, "status": "ended"}, "2022-01", "duration.end", FieldState.LEFT_OUT),
        ({}, None, "sources.report.date", FieldState.LEFT_OUT),
        ({"evidence": None}, "2022-01", "duration.evidence", FieldState.LEFT_OUT),
        ({}, "2022-01", "sources.report.date", FieldState.PARTLY),
        ({"start": "201X"}, "2022-01", "duration.start", FieldState.PARTLY),
        ({"start": "not_stated"}, "2022-01", "duration.start", FieldState.EMPTY),
    ],
)
def test_what_years_lack_is_the_gap_and_has_the_gain_of_the_step(
    change: dict[str, str | None], date: str | None, field: str, state: FieldState
) -> None:
    judged_by = rubric(criteria={"time": criterion(1, years=indicator(1, YEARS))})
    stated = {"start": "2018-05", "end": "ongoing", "status": "running", "evidence": "report", **change}
    duration = {name: value for name, value in stated.items() if value is not None}
    source = {"title": "A report"} | ({"date": date} if date else {})
    assessment = assess(practice(sources={"report": source}, duration=duration), judged_by)
    (step,) = [step for step in improvements(assessment, judged_by) if not step.only_time]
    (gap,) = [gap for gap in field_coverage(assessment, judged_by).fields if gap.now > 1e-9]
    assert (gap.field, gap.state) == (field, state)
    assert gap.now == pytest.approx(step.gain)


@given(practices, rubrics())
def test_points_and_gains_add_up(drawn: Practice, judged_by: Rubric) -> None:
    assessment = assess(drawn, judged_by)
    found = field_coverage(assessment, judged_by)
    assert fsum(one.points for one in found.fields) == pytest.approx(assessment.total)
    most = [
        criterion.weight * part.weight * part.measure.most
        for criterion in assessment.criteria
        for part in criterion.indicators
    ]
    assert fsum(one.points + one.gain for one in found.fields) == pytest.approx(100 * fsum(most))


@given(practices, rubrics())
def test_each_field_stands_once(drawn: Practice, judged_by: Rubric) -> None:
    found = field_coverage(assess(drawn, judged_by), judged_by)
    names = [one.field for one in found.fields] + list(found.left_out)
    assert len(names) == len(set(names))
