"""The figures of a panel, worked out by hand, and what holds for all panels."""

from collections.abc import Iterable
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.agreement import Reliability
from secon_cli.analysis.panel import Panel, PanelRow, panel
from secon_cli.analysis.results import Provenance, Scored, placed
from secon_cli.checks.checked_files import check_practice, check_rubric
from secon_cli.engine import assess, rank
from secon_cli.practice.assessor import Assessor
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric
from tests.small_panel import RATINGS, Ratings
from tests.small_project import PRACTICES, RUBRIC


def small_rubric() -> Rubric:
    rubric = check_rubric(read(RUBRIC.encode(), "criteria.yaml")).rubric
    assert rubric is not None
    return rubric


def ranked(rubric: Rubric) -> tuple[Scored, ...]:
    files = {id: f"{id}.yaml" for id in PRACTICES}
    practices = [check_practice(read(text.encode(), files[id])).practice for id, text in PRACTICES.items()]
    return placed(rank(assess(practice, rubric) for practice in practices if practice), files)


RULES = small_rubric()
RANKED = ranked(RULES)


def assessor(name: str, ratings: Ratings, **more: object) -> Assessor:
    written = {
        practice: {key: {"rating": str(rating), "reason": "So."} for key, rating in by_criterion.items()}
        for practice, by_criterion in ratings.items()
    }
    return Assessor.model_validate({"format": "1", "assessor": name, "ratings": written, **more})


def of(assessors: Iterable[Assessor]) -> Panel:
    return panel([*assessors], RANKED, Provenance("1", RULES, ()))


CONFLICT = {"pl-kitchen": {"why": "Cooks there.", "criteria": ["effectiveness"]}}
ASSESSORS = [
    assessor(name, ratings, **({"conflicts": CONFLICT} if name == "citizen" else {}))
    for name, ratings in RATINGS.items()
]
PANEL = of(ASSESSORS)


def test_mean_median_and_spread() -> None:
    cafe = next(one for one in PANEL.practices if one.id == "lv-repair-cafe")
    relevance, timescale, effectiveness = (cell.figures for cell in cafe.cells)
    assert relevance is not None
    assert timescale is not None
    assert effectiveness is not None
    assert (relevance.mean, relevance.median, relevance.spread, relevance.ratings) == (7, 7, 2, 2)
    assert timescale.deviation == pytest.approx(sqrt(0.5))
    assert (effectiveness.mean, effectiveness.median, effectiveness.spread) == (6.5, 7, 5.5)


def test_totals_are_means_by_the_rubrics_weights() -> None:
    assert {one.id: one.total for one in PANEL.practices} == {
        "lv-repair-cafe": pytest.approx(0.3 * 7 + 0.2 * 8.5 + 0.5 * 6.5),
        # Effectiveness is 8.25: the 1 of who cooks there is left out.
        "pl-kitchen": pytest.approx(0.3 * 14 / 3 + 0.2 * 4.5 + 0.5 * 8.25),
        "gr-orchard": pytest.approx(0.3 * 19 / 3 + 0.2 * 16 / 3 + 0.5 * 13 / 3),
        "lv-choir": None,
    }
    assert PANEL.unrated == ("de-tool-library",)


def test_missing_ratings_lower_coverage() -> None:
    assert {one.id: one.coverage for one in PANEL.practices} == pytest.approx(
        {"lv-repair-cafe": 7 / 9, "pl-kitchen": 7 / 9, "gr-orchard": 1, "lv-choir": 1 / 9}
    )
    assert (PANEL.given, PANEL.possible, PANEL.scored, PANEL.excluded) == (24, 45, 5, 1)
    assert PANEL.coverage == pytest.approx(24 / 45)
    assert [(one.assessor, one.coverage) for one in PANEL.assessors] == [
        ("adviser", 10 / 15),
        ("citizen", 5 / 15),
        ("official", 9 / 15),
    ]


def test_panel_and_rubric_side_by_side() -> None:
    # The rubric has orchard and kitchen on one rank.
    places = {row.id: (places.panel, places.rubric) for row, places in PANEL.ranked}
    assert places == {"lv-repair-cafe": (1, 1), "pl-kitchen": (2, 2), "gr-orchard": (3, 2)}
    assert PANEL.tau == pytest.approx(2 / sqrt(3 * 2))
    assert (PANEL.pairs.opposite, PANEL.pairs.all) == (0, 3)
    ((orchard, orchard_places),) = PANEL.shifted
    assert (orchard.id, orchard_places.shift) == ("gr-orchard", -1)


def _gap(row: PanelRow) -> tuple[str, float, float, float]:
    gap = row.largest_gap
    assert gap is not None
    return gap.criterion, gap.panel, gap.rubric, gap.points


def test_panel_and_rubric_differ_mostly_on_the_criterion_with_most_points() -> None:
    rows = {row.id: row for row in PANEL.practices}
    # Half of the weight: 8.25 of 10 against 17.5 of 100.
    assert _gap(rows["pl-kitchen"]) == pytest.approx(("effectiveness", 8.25, 17.5, 0.5 * 65))
    # 30 % of the weight: 7 of 10 against 100 of 100.
    assert _gap(rows["lv-repair-cafe"]) == pytest.approx(("relevance", 7, 100, 0.3 * -30))
    # Timescale is 40 of 100 apart at a weight of 20 %, effectiveness 22.5 at 50 %.
    ratings = {"gr-orchard": {"relevance": 6, "timescale": 9, "effectiveness": 4}}
    (orchard,) = of([assessor("a", ratings)]).practices
    assert _gap(orchard) == pytest.approx(("effectiveness", 4, 17.5, 11.25))


def test_a_panel_that_rates_like_the_rubric_has_no_gap() -> None:
    ratings = {"gr-orchard": {"relevance": 6, "timescale": 5}}
    (orchard,) = of([assessor("a", ratings)]).practices
    assert orchard.largest_gap is None


def test_agreement_on_the_order_of_practices() -> None:
    # adviser and official turn one of three pairs round, official and citizen their only one.
    effectiveness = PANEL.criteria["effectiveness"]
    assert effectiveness.tau == pytest.approx((1 / 3 + 1 - 1) / 3)
    # Totals: 7.7, 4.8, 6.5 and 5.15, 5.8, 6.55; citizen has one only, so two pairs have no tau.
    assert PANEL.agreement.tau == pytest.approx(-1 / 3)
    assert (effectiveness.pairs, PANEL.agreement.pairs) == (3, 1)
    assert (effectiveness.units, PANEL.agreement.units) == (3, 9)


def test_leniency_and_range() -> None:
    adviser = PANEL.assessors[0]
    differences = [2, 1, 0.75, -0.5, -0.5, -0.5, 0.5, 1, -0.5]
    assert adviser.mean_bias == pytest.approx(sum(differences) / 9)
    assert adviser.compared == 9
    assert (adviser.range_use, adviser.distinct_values) == (0.5, 6)
    assert adviser.figures.mean == pytest.approx(6.6)


def test_what_to_discuss_comes_widest_and_weightiest_first() -> None:
    found = [(one.difference, one.practice, one.criterion) for one in PANEL.disagreements]
    assert found == [
        (5.5, "lv-repair-cafe", "effectiveness"),
        (2, "lv-repair-cafe", "relevance"),
        (1, "gr-orchard", "effectiveness"),
        (1, "gr-orchard", "relevance"),
        (1, "pl-kitchen", "relevance"),
        (1, "gr-orchard", "timescale"),
        (1, "lv-repair-cafe", "timescale"),
        (1, "pl-kitchen", "timescale"),
        (0.5, "pl-kitchen", "effectiveness"),
    ]
    first = PANEL.disagreements[0]
    assert (first.low.assessor, first.high.assessor) == ("official", "citizen")
    assert [one.assessor for one in first.others] == ["adviser"]


def test_one_assessor_alone_has_no_agreement() -> None:
    alone = of(ASSESSORS[:1])
    assert (alone.agreement.ordinal, alone.agreement.interval, alone.agreement.tau) == (None, None, None)
    assert (alone.assessors[0].mean_bias, alone.disagreements) == (None, ())
    assert alone.tau == pytest.approx(2 / sqrt(3 * 2))


def test_a_criterion_without_weight_is_not_needed_for_a_total() -> None:
    rubric = RULES.changed(weights={"relevance": 0, "timescale": 0})
    only = assessor("adviser", {"gr-orchard": {"effectiveness": 4}, "lv-choir": {"relevance": 9}})
    result = panel([only], ranked(rubric), Provenance("1", rubric, ()))
    assert [(one.id, one.total) for one in result.practices] == [("gr-orchard", 4), ("lv-choir", None)]


def test_a_practice_that_fails_the_gate_is_behind_by_the_rubric_only() -> None:
    ratings = {id: {"relevance": 5, "timescale": 5, "effectiveness": 5} for id in ("lv-choir", "gr-orchard")}
    ratings["lv-choir"]["effectiveness"] = 9
    result = of([assessor("a", ratings)])
    places = {one.id: (one.places.panel, one.places.rubric) for one in result.practices if one.places}
    assert places == {"lv-choir": (1, 2), "gr-orchard": (2, 1)}
    assert (result.pairs.opposite, result.pairs.all, result.tau) == (1, 1, -1)
    assert {row.id: row.behind_by_gate for row in result.practices} == {"lv-choir": True, "gr-orchard": False}


half_points = st.integers(0, 20).map(lambda steps: steps / 2)
criteria = st.sampled_from([*RULES.criteria])
ratings = st.dictionaries(st.sampled_from([*PRACTICES]), st.dictionaries(criteria, half_points, min_size=1), min_size=1)


@given(st.lists(ratings, min_size=1, max_size=4))
def test_the_order_of_assessors_and_unrated_practices_change_nothing(every: list[Ratings]) -> None:
    assessors = [assessor(f"assessor-{place}", one) for place, one in enumerate(every)]
    result = of(assessors)
    assert of(reversed(assessors)) == result
    given_ratings = [rating for one in every for by in one.values() for rating in by.values()]
    assert result.coverage == pytest.approx(len(given_ratings) / (len(every) * 15))
    for one in result.practices:
        rated = {cell.criterion for cell in one.cells if cell.given}
        assert (one.total is None) == (rated != set(RULES.criteria)), "nothing stands in for what is missing"
        assert one.total is None or min(given_ratings) - 1e-9 <= one.total <= max(given_ratings) + 1e-9
    widths = [one.difference for one in result.disagreements]
    assert widths == sorted(widths, reverse=True)
    assert all(width > 0 for width in widths)


def test_the_criterion_with_the_least_agreement() -> None:
    alphas = {key: found.ordinal for key, found in PANEL.criteria.items()}
    assert all(alpha is not None for alpha in alphas.values())
    assert (PANEL.least_agreed, PANEL.concluding(Reliability.TOO_FEW)) == ("effectiveness", tuple(RULES.criteria))
    assert PANEL.least_judged is None, "what cannot be judged is not ranked"
    judged = replace(PANEL.criteria["relevance"], ordinal=0.5, ordinal_interval=(0.4, 0.6))
    assert replace(PANEL, criteria={**PANEL.criteria, "relevance": judged}).least_judged == "relevance"
    assert of(ASSESSORS[:1]).least_agreed is None
