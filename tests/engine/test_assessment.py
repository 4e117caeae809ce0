"""From indicators to a total: hand-worked sums, the range, coverage, gain, gate and band."""

from typing import Any

import pytest

from secon_cli.engine import Assessment, Range, assess
from secon_cli.practice.time_in_place import GateState
from tests.samples import CITED, criterion, indicator, metric, practice, rubric

COUNT = {"kind": "count", "of": "results.metrics", "full_at": 4}
RUNNING = {"kind": "ordinal", "of": "duration.status", "scale": {"running": 1, "paused": 0.4}}
CONCERNS = {"kind": "none_of", "of": "ethics.concerns", "where": {"status": "unresolved"}}
YEARS = {"kind": "years", "curve": [[0, 0], [4, 1]]}
GATED = YEARS | {"gate": {"at_least": 2}}

TWO_CRITERIA = {
    "effect": criterion(30, results=indicator(3, COUNT), concerns=indicator(1, CONCERNS)),
    "lasting": criterion(10, running=indicator(7, RUNNING)),
}


def _assessed(criteria: dict[str, Any], **blocks: Any) -> Assessment:
    return assess(practice(**blocks), rubric(criteria=criteria))


def test_scores_are_weighted_means_all_the_way_up() -> None:
    paused = {"start": "2020", "status": "paused", **CITED}
    found = _assessed(TWO_CRITERIA, results={"metrics": [metric()] * 2}, duration=paused)
    effect, lasting = found.criteria
    # 2 of 4 metrics is 50; concerns are not assessed and count 0, but may be 100.
    assert (effect.score, effect.range, effect.coverage) == (37.5, Range(37.5, 62.5), 0.75)
    assert (lasting.score, lasting.range, lasting.coverage) == (40.0, Range(40.0, 40.0), 1.0)
    assert (effect.contribution, lasting.contribution) == (28.125, 10.0)
    assert (found.total, found.range, found.coverage) == (38.125, Range(38.125, 56.875), 0.8125)


def test_an_indicator_keeps_its_share_its_contribution_and_what_it_could_still_give() -> None:
    found = _assessed(TWO_CRITERIA, results={"metrics": [metric()] * 2})
    results, concerns = found.criterion("effect").indicators
    assert (results.weight, results.score, results.contribution) == (0.75, 50.0, 37.5)
    assert results.gain == pytest.approx(0.75 * 0.75 * 50)
    assert concerns.gain == pytest.approx(0.75 * 0.25 * 100)
    assert not concerns.assessed


def test_only_years_cannot_be_raised_by_writing() -> None:
    criteria = {"time": criterion(1, years=indicator(1, YEARS), running=indicator(1, RUNNING))}
    (time,) = _assessed(criteria).criteria
    assert [one.only_time for one in time.indicators] == [True, False]


def test_a_start_that_is_not_known_could_be_written() -> None:
    criteria = {"time": criterion(1, years=indicator(1, YEARS))}
    (time,) = _assessed(criteria, duration={"status": "running", **CITED}).criteria
    assert not time.indicators[0].only_time


def test_a_criterion_of_weight_nought_is_scored_and_counts_nothing() -> None:
    criteria = {"effect": criterion(0, results=indicator(1, COUNT)), "lasting": criterion(1, r=indicator(1, RUNNING))}
    found = _assessed(criteria, results={"metrics": [metric()]})
    effect, lasting = found.criteria
    assert (effect.score, effect.weight, effect.contribution) == (25.0, 0.0, 0.0)
    assert effect.indicators[0].gain == 0.0
    assert found.total == lasting.score == 100.0


def test_a_criterion_is_found_by_name() -> None:
    found = _assessed(TWO_CRITERIA)
    assert found.criterion("lasting").id == "lasting"
    with pytest.raises(KeyError):
        found.criterion("nothing")


@pytest.mark.parametrize(("metrics", "band"), [(4, "high"), (2, "high"), (1, "low"), (0, "low")])
def test_the_band_is_the_highest_whose_bound_is_reached(metrics: int, band: str) -> None:
    found = assess(practice(results={"metrics": [metric()] * metrics}), rubric())
    assert found.band == band


def test_below_the_lowest_band_there_is_none() -> None:
    found = assess(practice(), rubric(bands=[{"name": "high", "at_least": 50}]))
    assert found.band is None


def test_bands_take_the_unrounded_total() -> None:
    bands = [{"name": "high", "at_least": 50}, {"name": "low", "at_least": 0}]
    criteria = {
        "effect": criterion(1, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": 2.0008}))
    }
    found = assess(practice(results={"metrics": [metric()]}), rubric(bands=bands, criteria=criteria))
    assert f"{found.total:.1f}" == "50.0"
    assert found.band == "low"


@pytest.mark.parametrize(
    ("duration", "state"),
    [
        ({"start": "2020-01-01", "end": "2021-12-31"}, GateState.MET),
        ({"start": "2021-04", "end": "2023-03"}, GateState.UNCERTAIN),
        ({"start": "2020-01-01", "end": "2020-12-31"}, GateState.NOT_MET),
        ({"status": "running"}, GateState.UNCERTAIN),
    ],
)
def test_the_gate_stands_apart_from_the_score(duration: dict[str, str], state: GateState) -> None:
    criteria = {"time": criterion(1, running=indicator(1, RUNNING), years=indicator(1, GATED))}
    assert _assessed(criteria, duration=duration | CITED).gate is state


def test_without_a_gate_every_practice_is_eligible() -> None:
    assert _assessed(TWO_CRITERIA, duration={}).gate is GateState.NONE


def test_the_gate_is_found_behind_another_measure_of_years() -> None:
    criteria = {"time": criterion(1, tested=indicator(1, YEARS), eligible=indicator(1, GATED))}
    found = _assessed(criteria, duration={"start": "2023-06-01", "end": "2023-12-31", **CITED})
    assert found.gate is GateState.NOT_MET


def test_a_gate_whose_indicator_weighs_nothing_is_a_gate() -> None:
    criteria = {"time": criterion(1, running=indicator(1, RUNNING), years=indicator(0, GATED))}
    found = _assessed(criteria, duration={"start": "2023-06-01", "end": "2023-12-31", "status": "running", **CITED})
    assert (found.total, found.gate) == (100.0, GateState.NOT_MET)
