"""The figures of a panel, worked out by hand, and what holds for all panels."""

from collections.abc import Iterable
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.panel.panel import Panel, panel
from secon_cli.analysis.results import Provenance, Scored, placed
from secon_cli.checks.practice_file import check_practice
from secon_cli.checks.rubric_file import check_rubric
from secon_cli.engine.assessment import assess
from secon_cli.engine.ranking import rank
from secon_cli.panel.model import Assessor
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
    relevance, timescale, effectiveness = (cell.spread for cell in cafe.cells)
    assert relevance is not None
    assert timescale is not None
    assert effectiveness is not None
    assert (relevance.mean, relevance.median, relevance.width, relevance.ratings) == (7, 7, 2, 2)
    assert timescale.deviation == pytest.approx(sqrt(0.5))
    assert (effectiveness.mean, effectiveness.median, effectiveness.width) == (6.5, 7, 5.5)


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
    assert PANEL.coverage == pytest.approx(24 / 45)
    assert [(one.assessor, one.coverage) for one in PANEL.assessors] == [
        ("adviser", 10 / 15),
        ("citizen", 5 / 15),
        ("official", 9 / 15),
    ]


def test_panel_and_rubric_side_by_side() -> None:
    # The rubric has orchard and kitchen on one rank.
    places = {one.id: (one.places.panel, one.places.rubric) for one in PANEL.ranked if one.places}
    assert places == {"lv-repair-cafe": (1, 1), "pl-kitchen": (2, 2), "gr-orchard": (3, 2)}
    assert PANEL.tau == pytest.approx(2 / sqrt(3 * 2))
    assert (PANEL.pairs.opposite, PANEL.pairs.all) == (0, 3)
    (orchard,) = PANEL.by_shift
    # Half of the weight, and 43.3 of 100 against 17.5.
    assert (orchard.id, orchard.furthest and orchard.furthest.criterion) == ("gr-orchard", "effectiveness")


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
    assert adviser.leniency == pytest.approx(sum(differences) / 9)
    assert adviser.compared == 9
    assert (adviser.range_use, adviser.distinct) == (0.5, 6)
    assert adviser.spread.mean == pytest.approx(6.6)


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


def test_one_assessor_alone_agrees_with_nobody() -> None:
    alone = of(ASSESSORS[:1])
    assert (alone.agreement.ordinal, alone.agreement.interval, alone.agreement.tau) == (None, None, None)
    assert (alone.assessors[0].leniency, alone.disagreements) == (None, ())
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


half_points = st.integers(0, 20).map(lambda steps: steps / 2)
criteria = st.sampled_from([*RULES.criteria])
ratings = st.dictionaries(st.sampled_from([*PRACTICES]), st.dictionaries(criteria, half_points, min_size=1), min_size=1)


@given(st.lists(ratings, min_size=1, max_size=4))
def test_the_order_of_assessors_and_what_nobody_rated_change_nothing(every: list[Ratings]) -> None:
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
