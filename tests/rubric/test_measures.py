"""Each measure, with values worked out by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import pytest
import yaml

from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState
from secon_cli.rubric.base import Account, Counted, MeasureBase, NotCounted
from secon_cli.rubric.measures import AnyMeasure
from tests.samples import CITED, Record, measure_of, metric, practice

UNSUPPORTED = 0.5


@dataclass(frozen=True)
class Measured:
    """What a measure gives, and its account of what counted."""

    value: float
    best: float
    assessed: bool
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]
    gate: GateState | None = None


def _measured(on: Practice, kind: str, **values: Any) -> Measured:
    measure, account = measure_of(kind, **values), Account()
    found = measure.measure(on, UNSUPPORTED, date(2024, 1, 31), account)
    # The account changes no number.
    assert measure.measure(on, UNSUPPORTED, date(2024, 1, 31)) == found
    return Measured(
        found.value, found.best, found.assessed, tuple(account.counted), tuple(account.not_counted), found.gate
    )


def _with_metrics(*metrics: Record) -> Practice:
    return practice(results={"metrics": list(metrics)})


def _fields(counted: tuple[Counted | NotCounted, ...]) -> list[str]:
    return [one.field for one in counted]


UNCITED = metric() | {"evidence": []}


# count


def test_count_is_the_share_of_what_is_full() -> None:
    assert (
        _measured(_with_metrics(metric(), metric(), metric()), "count", of="results.metrics", full_at=4).value == 0.75
    )


def test_more_than_full_is_worth_no_more() -> None:
    assert _measured(_with_metrics(*[metric()] * 9), "count", of="results.metrics", full_at=4).value == 1.0


def test_an_item_without_evidence_counts_at_the_factor_and_says_so() -> None:
    found = _measured(_with_metrics(metric(), UNCITED), "count", of="results.metrics", full_at=4)
    assert found.value == (1 + 0.5) / 4
    cited, uncited = found.counted
    assert cited == Counted("results.metrics[0]", 1.0, ("report:results",))
    assert (uncited.field, uncited.points, uncited.evidence) == ("results.metrics[1]", 0.5, ())
    assert "0.5" in str(uncited.reason)


def test_a_block_s_own_evidence_does_not_stand_in_for_an_item_s() -> None:
    on = practice(results={"metrics": [UNCITED], **CITED})
    assert _measured(on, "count", of="results.metrics", full_at=1).value == 0.5


def test_points_go_by_a_field_s_value_and_what_is_not_listed_counts_nothing() -> None:
    on = _with_metrics(metric(level="outcome"), metric(level="impact"), metric(level="output"))
    points = {"level": {"outcome": 1, "impact": 0.25}}
    found = _measured(on, "count", of="results.metrics", points=points, full_at=2)
    assert found.value == 1.25 / 2
    assert _fields(found.counted) == ["results.metrics[0]", "results.metrics[1]"]
    (output,) = found.not_counted
    assert output.field == "results.metrics[2]"
    assert "`level: output`" in output.reason


def test_points_of_a_field_that_is_left_out_are_none() -> None:
    on = practice(quality_assurance=[{"instrument": "survey", **CITED}])
    found = _measured(on, "count", of="quality_assurance", points={"every": {"year": 1}}, full_at=1)
    assert (found.value, found.assessed, _fields(found.not_counted)) == (0.0, True, ["quality_assurance[0]"])


def test_of_several_fields_the_one_that_gives_most_counts() -> None:
    """A review by the funder counts 1, a report to the funder 0.5, and a review that is reported 1, not 1.5."""
    points = {"by": {"funder": 1, "implementer": 0}, "to": {"funder": 0.5}}
    items = [{"instrument": "survey", **CITED, **who} for who in ({"by": "funder"}, {"to": "funder"}, {})]
    both = {"instrument": "audit", "by": "funder", "to": "funder", **CITED}
    found = _measured(
        practice(quality_assurance=[*items, both]), "count", of="quality_assurance", points=points, full_at=4
    )
    assert [one.points for one in found.counted] == [1, 0.5, 1]
    assert found.value == 2.5 / 4
    (neither,) = found.not_counted
    assert neither.field == "quality_assurance[2]"


@pytest.mark.parametrize(
    ("where", "matching"),
    [
        ({"level": "outcome"}, [1]),
        ({"level": ["outcome", "output"]}, [0, 1, 2]),
        ({"target": "any"}, [2]),
        ({"target": "none"}, [0, 1]),
        ({"level": "output", "target": "none"}, [0]),
        ({"level": "impact"}, []),
    ],
)
def test_where_chooses_items(where: Record, matching: list[int]) -> None:
    on = _with_metrics(metric(), metric(level="outcome"), metric(target="50"))
    found = _measured(on, "count", of="results.metrics", where=where, full_at=4)
    assert found.value == len(matching) / 4
    assert _fields(found.counted) == [f"results.metrics[{index}]" for index in matching]
    assert len(found.not_counted) == 3 - len(matching)


def test_distinct_counts_the_best_item_of_each_value() -> None:
    on = _with_metrics(UNCITED, metric(), metric(level="outcome"))
    found = _measured(on, "count", of="results.metrics", distinct="level", full_at=4)
    assert found.value == 2 / 4
    assert _fields(found.counted) == ["results.metrics[1]", "results.metrics[2]"]
    (uncited,) = found.not_counted
    assert uncited.field == "results.metrics[0]"
    assert "results.metrics[1]" in uncited.reason


def test_items_without_the_distinct_field_are_one_kind() -> None:
    on = practice(quality_assurance=[{"instrument": kind, **CITED} for kind in ("survey", "audit")])
    assert _measured(on, "count", of="quality_assurance", distinct="by", full_at=2).value == 0.5


def test_an_empty_list_is_assessed_and_a_missing_one_is_not() -> None:
    empty = _measured(_with_metrics(), "count", of="results.metrics", full_at=4)
    missing = _measured(practice(results={}), "count", of="results.metrics", full_at=4)
    no_block = _measured(practice(), "count", of="results.metrics", full_at=4)
    assert (empty.value, empty.best, empty.assessed) == (0.0, 0.0, True)
    assert (missing.value, missing.best, missing.assessed) == (0.0, 1.0, False)
    assert no_block == missing


# unit_cost

_COSTS = {"where": {"counts": ["people"]}, "curve": [[100, 1], [10000, 0.6], [100000, 0.4]]}


@pytest.mark.parametrize(
    ("result", "value"),
    [
        # 33,000 / 337 = 97.9 euro each: below the first point.
        ({"value": "337", "cost": "33000", "currency": "EUR"}, 1.0),
        # 1,000 euro each: half way between 100 and 10,000 by the logarithm.
        ({"value": "50", "cost": "50000", "currency": "EUR"}, 0.8),
        # 4,333 PLN are 1,000 euro at 4.333 PLN for one euro.
        ({"value": "1", "cost": "4333", "currency": "PLN"}, 0.8),
        # 10,000 euro for the fewest of 1 to 10 people.
        ({"value": "1-10", "cost": "5000-10000", "currency": "EUR"}, 0.6),
        ({"value": "1", "cost": "900000", "currency": "EUR"}, 0.4),
        ({"value": "50", "cost": "50000", "currency": "EUR", "evidence": []}, 0.4),
        ({"value": "50", "cost": "50000", "currency": "EUR", "counts": "goods"}, 0.0),
        ({"value": "50", "cost": "50000"}, 0.0),
        ({"value": "50", "cost": "50000", "currency": "AFN"}, 0.0),
        ({"value": "0", "cost": "50000", "currency": "EUR"}, 0.0),
    ],
)
def test_unit_cost_goes_by_the_logarithm_of_what_one_costs(result: Record, value: float) -> None:
    found = _measured(_with_metrics(metric() | {"counts": "people"} | result), "unit_cost", **_COSTS)
    assert found.value == pytest.approx(value)
    assert found.assessed


def test_of_several_results_the_one_that_costs_least_counts() -> None:
    dear, cheap = ({"counts": "people", "cost": cost, "currency": "EUR", "value": "1"} for cost in ("10000", "1000"))
    found = _measured(_with_metrics(metric(**dear), metric(**cheap)), "unit_cost", **_COSTS)
    assert found.value == pytest.approx(0.8)
    assert (_fields(found.counted), _fields(found.not_counted)) == (["results.metrics[1]"], ["results.metrics[0]"])
    assert "1,000 EUR" in str(found.counted[0].reason)


def test_unit_cost_of_results_that_no_one_looked_for_is_unknown() -> None:
    missing, empty = (_measured(on, "unit_cost", **_COSTS) for on in (practice(), _with_metrics()))
    assert (missing.value, missing.best, missing.assessed) == (0.0, 1.0, False)
    assert (empty.value, empty.best, empty.assessed) == (0.0, 0.0, True)


# present


def test_present_is_the_share_of_fields_that_are_filled() -> None:
    on = practice(transfer={"conditions": [{"what": "A site.", "kind": "common", **CITED}], "barriers": []})
    found = _measured(on, "present", fields=["transfer.conditions", "transfer.barriers"])
    assert found.value == 0.5
    assert found.not_counted == (NotCounted("transfer.barriers", "not filled"),)


def test_present_counts_a_list_by_the_evidence_of_its_items() -> None:
    cited, uncited = {"what": "Law.", **CITED}, {"what": "Law."}
    for barriers, value in (([uncited], 0.5), ([uncited, cited], 1.0)):
        on = practice(transfer={"barriers": barriers})
        assert _measured(on, "present", fields=["transfer.barriers"]).value == value


def test_present_takes_the_evidence_of_the_claim_that_holds_a_field() -> None:
    cited = practice(location={"country": "LV", "partner": "Latgale", "scope": "local", **CITED})
    uncited = practice(location={"country": "LV", "partner": "Latgale", "scope": "local"})
    assert _measured(cited, "present", fields=["location.scope"]).value == 1.0
    assert _measured(uncited, "present", fields=["location.scope"]).value == 0.5


def test_present_through_a_list_needs_one_item_that_has_the_field() -> None:
    fields = ["results.metrics[].target", "results.metrics[].baseline"]
    assert _measured(_with_metrics(metric(), metric(target="50")), "present", fields=fields).value == 0.5
    assert _measured(_with_metrics(), "present", fields=fields) == Measured(
        0.0, 0.0, True, (), tuple(NotCounted(field, "not filled") for field in fields)
    )


def test_present_is_not_assessed_where_every_field_is_left_out() -> None:
    found = _measured(practice(), "present", fields=["transfer.conditions", "transfer.barriers"])
    assert (found.value, found.best, found.assessed) == (0.0, 1.0, False)


# ordinal


@pytest.mark.parametrize(("status", "value"), [("running", 1.0), ("paused", 0.4), ("ended", 0.0)])
def test_ordinal_is_a_value_on_a_scale(status: str, value: float) -> None:
    on = practice(duration={"status": status, **CITED})
    scale = {"running": 1, "paused": 0.4, "ended": 0}
    found = _measured(on, "ordinal", of="duration.status", scale=scale)
    assert (found.value, found.best, found.assessed) == (value, value, True)


def test_ordinal_without_evidence_counts_at_the_factor() -> None:
    on = practice(duration={"status": "paused"})
    assert _measured(on, "ordinal", of="duration.status", scale={"paused": 0.4}).value == 0.2


def test_ordinal_of_a_list_takes_the_best_and_names_the_rest() -> None:
    on = _with_metrics(metric(), metric(level="impact"), metric(level="outcome"))
    found = _measured(on, "ordinal", of="results.metrics[].level", scale={"outcome": 0.6, "output": 0.2})
    assert found.value == 0.6
    assert _fields(found.counted) == ["results.metrics[2].level"]
    assert {one.field for one in found.not_counted} == {"results.metrics[0].level", "results.metrics[1].level"}


def test_ordinal_of_a_list_prefers_a_cited_step_to_a_higher_one_without_evidence() -> None:
    on = _with_metrics(UNCITED | {"level": "impact"}, metric(level="outcome"))
    found = _measured(on, "ordinal", of="results.metrics[].level", scale={"impact": 1, "outcome": 0.6})
    assert (found.value, _fields(found.counted)) == (0.6, ["results.metrics[1].level"])


def test_ordinal_of_a_field_that_is_left_out_is_not_assessed() -> None:
    found = _measured(practice(duration={}), "ordinal", of="duration.status", scale={"running": 1})
    assert (found.value, found.best, found.assessed) == (0.0, 1.0, False)


def test_nothing_left_out_is_possible_beyond_the_highest_step_or_point() -> None:
    """What ended is worth at most what a practice that is not running can have."""
    curve = [[0, 0], [10, "0.9"]]
    measures: list[tuple[str, Record, Record]] = [
        ("ordinal", {"of": "duration.status", "scale": {"paused": "0.4", "running": "0.95"}}, {}),
        ("unit_cost", {"curve": [[1000, "0.8"], [10000, "0.4"]]}, {}),
        ("years", {"curve": curve}, {}),
        ("years", {"curve": curve, "shares": {"ended": "0.75"}}, {"status": "running"}),
        ("years", {"curve": curve, "shares": {"ended": "0.75"}}, {"status": "ended"}),
        ("count", {"of": "results.metrics", "full_at": 4}, {}),
    ]
    best = [_measured(practice(duration=duration), kind, **values).best for kind, values, duration in measures]
    assert best == pytest.approx([0.95, 0.8, 0.9, 0.9, 0.675, 1.0])


# none_of


def _with_concerns(*statuses: str, cited: bool = True) -> Practice:
    evidence = CITED if cited else {}
    concerns = [{"what": "A doubt.", "status": status, **evidence} for status in statuses]
    return practice(ethics={"concerns": concerns, **evidence})


def _unresolved(on: Practice) -> Measured:
    return _measured(on, "none_of", of="ethics.concerns", where={"status": "unresolved"})


def test_none_of_is_lost_to_one_match_and_names_it() -> None:
    found = _unresolved(_with_concerns("resolved", "unresolved"))
    assert (found.value, found.best, _fields(found.not_counted)) == (0.0, 0.0, ["ethics.concerns[1]"])


def test_a_match_without_evidence_is_a_match() -> None:
    assert _unresolved(_with_concerns("unresolved", cited=False)).value == 0.0


def test_none_of_is_earned_where_nothing_matches() -> None:
    assert _unresolved(_with_concerns("resolved")).value == 1.0


def test_an_empty_list_is_worth_what_the_block_cites() -> None:
    assert _unresolved(_with_concerns()).value == 1.0
    assert _unresolved(_with_concerns(cited=False)).value == 0.5


def test_silence_earns_nothing() -> None:
    found = _unresolved(practice(ethics=CITED))
    assert (found.value, found.best, found.assessed) == (0.0, 1.0, False)


# years

CURVE: list[list[float]] = [[0, 0], [2, 0.5], [5, 0.8], [10, 1]]


@pytest.mark.parametrize(
    ("status", "value", "best", "not_counted"),
    [
        ("running", 1.0, 1.0, []),
        ("ended", 0.75, 0.75, []),
        ("planned", 0.0, 0.0, ["duration.status"]),
        ("not_stated", 0.0, 1.0, ["duration.status"]),
    ],
)
def test_years_say_what_the_status_takes(status: str, value: float, best: float, not_counted: list[str]) -> None:
    """Ten years or more, of which a status keeps its share, and no status the least."""
    on = practice(duration={"start": "2001", "end": "2020", "end_is": "stated", "evidence": "report", "status": status})
    found = _measured(on, "years", curve=CURVE, shares={"ended": "0.75", "planned": 0})
    assert (found.value, found.best, _fields(found.not_counted)) == (value, best, not_counted)
    assert [counted.reason is not None for counted in found.counted] == [value < 1] * (value > 0)


@pytest.mark.parametrize(("start", "reason"), [({}, "not assessed: left out"), ({"start": "not_stated"}, "not stated")])
def test_a_start_that_was_looked_for_is_not_left_out(start: Record, reason: str) -> None:
    on = practice(duration={"end": "ongoing", "status": "running", "evidence": "report", **start})
    assert _measured(on, "years", curve=CURVE).not_counted == (NotCounted("duration.start", reason),)


def _years(curve: list[list[float]] = CURVE, gate: float | None = 2, **duration: str) -> Measured:
    values = {"curve": curve} | ({"gate": {"at_least": gate}} if gate is not None else {})
    return _measured(practice(duration={"evidence": "report", **duration}), "years", **values)


def test_years_of_which_none_are_certain_say_so() -> None:
    found = _years(start="2008/..", end="ongoing", status="running")
    assert (found.value, found.best > 0, found.assessed) == (0.0, True, True)
    assert (_fields(found.counted), _fields(found.not_counted)) == ([], ["duration"])


@pytest.mark.parametrize(
    ("end", "value"),
    [
        ("2010-12-31", 0.25),
        ("2011-12-31", 0.5),
        ("2013-12-31", 0.7),
        ("2014-12-31", 0.8),
        ("2019-12-31", 1.0),
        ("2022-12-31", 1.0),
    ],
)
def test_years_go_through_the_curve(end: str, value: float) -> None:
    assert _years(start="2010-01-01", end=end).value == pytest.approx(value, abs=1e-12)


def test_the_curve_is_level_before_its_first_point() -> None:
    assert _years(curve=[[1, 0.25], [2, 1]], start="2010-01-01", end="2010-06-30").value == 0.25


def test_vague_dates_make_a_range() -> None:
    found = _years(start="2021-04", end="2023-03")
    assert found.value == pytest.approx((1 + 306 / 365) / 4, abs=1e-12)
    assert found.best == 0.5
    assert found.gate is GateState.UNCERTAIN


def test_no_start_is_not_assessed_and_leaves_the_gate_uncertain() -> None:
    found = _years(end="ongoing")
    assert (found.value, found.best, found.assessed, found.gate) == (0.0, 1.0, False, GateState.UNCERTAIN)


@pytest.mark.parametrize(
    ("status", "certain", "possible"),
    [("running", 1.0, 1.0), ("disrupted", 0.75, 0.75), ("ended", 0.5, 0.5), ("set_up", 1.0, 1.0), (None, 0.5, 1.0)],
)
def test_a_practice_keeps_the_share_of_its_status(status: str | None, certain: float, possible: float) -> None:
    duration = {"start": "2000-01-01", "end": "2015-12-31", **({"status": status} if status else {}), **CITED}
    shares = {"disrupted": 0.75, "ended": 0.5}
    found = _measured(practice(duration=duration), "years", curve=CURVE, shares=shares)
    assert (found.value, found.best) == (certain, possible)
    short = practice(duration={"start": "2015-01-01", "end": "2015-12-31", "status": "ended", **CITED})
    assert _measured(short, "years", curve=CURVE, shares=shares).value == 0.125


def test_years_without_evidence_count_at_the_factor_but_pass_the_gate() -> None:
    on = practice(duration={"start": "2010-01-01", "end": "2019-12-31", "end_is": "stated"})
    found = _measured(on, "years", curve=CURVE, gate={"at_least": 2})
    assert (found.value, found.gate) == (0.5, GateState.MET)


def test_without_a_gate_there_is_no_state() -> None:
    assert _years(gate=None, start="2010-01-01", end="2019-12-31").gate is None


def test_a_factor_of_nought_leaves_a_claim_without_evidence_worth_nothing() -> None:
    by = measure_of("count", of="results.metrics", full_at=1)
    assert by.measure(_with_metrics(UNCITED), 0.0, date(2024, 1, 31)).value == 0.0


def test_where_there_is_no_place_to_cite_no_evidence_is_asked_for() -> None:
    found = measure_of("present", fields=["summary"]).measure(practice(), 0.5, date(2024, 1, 31))
    assert found.value == 1.0


# every kind


@pytest.mark.parametrize("kind", get_args(AnyMeasure), ids=lambda kind: kind.__name__)
def test_the_example_of_a_kind_is_a_measure_of_that_kind(kind: type[MeasureBase]) -> None:
    example = measure_of(**yaml.safe_load(kind.example))
    assert type(example) is kind
    assert list(example.problems(())) == []
    assert example.words()
    assert example.fields_read()
    assert {*example.rewarded, *example.feared} <= {*example.to_fill} != set()
