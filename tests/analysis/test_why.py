"""Why one practice ranks above another, with figures worked out by hand."""

import pytest

from secon_cli.analysis.results import Provenance, Scored
from secon_cli.analysis.robustness.draws import WeightSampling
from secon_cli.analysis.why import Why, why
from secon_cli.engine import assess, rank
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import CITED, criterion, indicator, metric, practice, rubric

_BY = rubric(
    criteria={
        "results": criterion(1, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"})),
        "threats": criterion(
            1,
            threats=indicator(1, {"kind": "none_of", "of": "sustainability.risks", "where": {"kind": ["ended"]}}),
        ),
    }
)
_FREE = WeightSampling(draws=100_000, concentration=None)
_ENDED = {"kind": "ended", "what": "It is over.", "evidence": "report:results"}


def _practice(id: str, metrics: int, *, threat: bool | None) -> Practice:
    risks = {} if threat is None else {"sustainability": {"risks": [_ENDED] if threat else [], **CITED}}
    return practice(id=id, results={"metrics": [metric()] * metrics, **CITED}, **risks)


def _why(first: Practice, second: Practice, *, by: Rubric = _BY, sampling: WeightSampling = _FREE) -> Why:
    ranked = rank(assess(one, by) for one in (first, second))
    placed = [Scored(one.rank, one.assessment, f"{one.assessment.practice.id}.yaml") for one in ranked]
    return why(placed[1], placed[0], Provenance("0", by, ()), sampling, len(placed))


def test_the_gap_its_reasons_and_what_would_close_it() -> None:
    # Full results and a threat: 100 and 0. One result and no threat: 25 and 100.
    found = _why(_practice("full", 4, threat=True), _practice("sound", 1, threat=False))
    assert (found.ahead.assessment.practice.id, found.ahead.rank) == ("sound", 1)
    assert (found.behind.assessment.practice.id, found.behind.rank) == ("full", 2)
    # 62.5 and 50: threats add 0.5 x 100, results take 0.5 x 75. Printed: 62.5 - 50.0.
    assert (found.comparison.difference, found.comparison.points) == (12.5, 12.5)
    (reason,) = found.reasons
    assert (reason.criterion.id, reason.criterion.points) == ("threats", 50)
    assert (reason.indicator.id, reason.indicator.points) == ("threats", 50)
    assert found.reasons[0].indicator.scores == (100, 0)
    assert found.rest == -37.5
    assert [(step.indicator, step.gain) for step in found.closing] == [("threats", 50)]
    assert found.closed == 50


def test_the_odds_are_shares_of_the_draws() -> None:
    found = _why(_practice("full", 4, threat=True), _practice("sound", 1, threat=False))
    # Ahead where 75 w < 100 (1 - w), w < 4/7, for a weight w of results that is uniform from 0 to 1.
    assert found.weights.stays == pytest.approx(4 / 7, abs=0.005)
    assert found.weights.turns == pytest.approx(3 / 7, abs=0.005)
    # Nothing is unknown.
    assert found.weights_and_unknowns == found.weights
    # Level at w = 4/7: 1/14 of all weight has to move from threats to results.
    assert found.swap is not None
    assert found.swap.moved == pytest.approx(1 / 14)
    assert (found.swap.given, [name for name, _ in found.swap.taken]) == ("results", ["threats"])


def test_what_is_unknown_is_drawn_as_well() -> None:
    found = _why(_practice("full", 4, threat=None), _practice("two", 2, threat=True))
    # Better on results and not worse on threats, whatever they are: nothing can turn the order.
    assert found.weights.stays == found.weights_and_unknowns.stays == 1
    assert found.swap is None
    # 100 and 0 to 100 against 75 and 0: behind only where the threats of `three`, uniform, are ruled out.
    unsure = _why(_practice("full", 4, threat=True), _practice("three", 3, threat=None))
    assert unsure.weights.stays == 1
    # Ahead where 25 w > u (1 - w) for uniform w and u from 0 to 100, that is u/25 < w / (1 - w): with
    # P = 1 - E[u / (u + 25)] = E[25 / (u + 25)] = 0.25 x ln 5.
    assert unsure.weights_and_unknowns.stays == pytest.approx(0.4024, abs=0.005)


def test_an_order_that_unknown_facts_could_reverse() -> None:
    # 100 and 0 against 75 and 0 to 100: 50 against 37.5 to 87.5.
    assert _why(_practice("full", 4, threat=True), _practice("three", 3, threat=None)).reversible
    # 100 and 0 to 100 against 50 and 0: at least 50 against 25.
    assert not _why(_practice("full", 4, threat=None), _practice("two", 2, threat=True)).reversible
    # The gate of the first is uncertain: it may rank last, whatever its total.
    vague = {"duration": {"start": "2022", "end": "ongoing", "evidence": "report:duration"}}
    by = rubric(
        criteria={
            "results": criterion(1, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"})),
            "time": criterion(
                1, years=indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]], "gate": {"at_least": "2"}})
            ),
        }
    )
    old = practice(id="old", results={"metrics": [], **CITED})
    found = _why(old, practice(id="vague", results={"metrics": [metric()] * 4, **CITED}, **vague), by=by)
    assert found.ahead.assessment.practice.id == "vague"
    assert found.comparison.difference_range.low > 0
    assert found.reversible
    assert found.weights_and_unknowns.stays < found.weights.stays


def test_several_steps_are_needed_where_no_single_one_is_enough() -> None:
    found = _why(_practice("full", 4, threat=False), _practice("none", 0, threat=True))
    assert found.comparison.difference == 100
    assert [step.gain for step in found.closing] == [50, 50]
    # Three results of four and a threat against 100: the threat alone is 50, the results 12.5.
    near = _why(_practice("full", 4, threat=False), _practice("three", 3, threat=False))
    assert [(step.indicator, step.gain) for step in near.closing] == [("results", 12.5)]


def test_of_single_steps_that_are_enough_the_smallest_is_named() -> None:
    # 50 against 37.5: threats could add 50, and a fourth result 12.5, which is all that is needed.
    found = _why(_practice("full", 4, threat=True), _practice("three", 3, threat=None))
    assert (found.behind.assessment.practice.id, found.comparison.difference) == ("three", 12.5)
    assert [(step.indicator, step.gain) for step in found.closing] == [("results", 12.5)]


def test_what_only_time_can_raise_closes_no_gap() -> None:
    by = rubric(
        criteria={"time": criterion(1, years=indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]]}))}
    )
    young = {"duration": {"start": "2023-06-01", "end": "ongoing", "evidence": "report:duration"}}
    found = _why(practice(id="old"), practice(id="young", **young), by=by)
    assert found.comparison.difference > 0
    assert found.closing == ()


def test_practices_that_share_a_rank() -> None:
    found = _why(_practice("b", 2, threat=False), _practice("a", 2, threat=False))
    assert found.tied
    assert (found.reasons, found.rest, found.closing, found.swap) == ((), 0, (), None)
    assert (found.weights.stays, found.weights.turns) == (0, 0)


def test_the_gate_comes_before_the_total() -> None:
    by = rubric(
        criteria={
            "results": criterion(1, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"})),
            "time": criterion(
                1,
                years=indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]], "gate": {"at_least": "2"}}),
            ),
        }
    )
    young = {"duration": {"start": "2023-06-01", "end": "ongoing", "evidence": "report:duration"}}
    new = practice(id="new", results={"metrics": [metric()] * 4, **CITED}, **young)
    found = _why(new, practice(id="old"), by=by)
    assert found.by_gate
    assert found.ahead.assessment.practice.id == "old"
    assert found.comparison.difference < 0
    assert (found.closing, found.swap) == ((), None)
    assert found.weights.stays == 1
