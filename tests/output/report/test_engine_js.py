"""The page's script computes what the engine computes: to the last bit, and in the same printed words."""

import json
import random
from collections.abc import Callable, Sequence
from importlib.resources import files
from itertools import pairwise
from math import fsum
from pathlib import Path
from typing import Any

import pytest
import quickjs

from secon_cli.analysis.names import short_name
from secon_cli.analysis.report import Report
from secon_cli.analysis.robustness.arrays import scores
from secon_cli.analysis.robustness.changes import stability
from secon_cli.analysis.sides import Side, regions
from secon_cli.commands.inputs import Inputs, RubricInForce
from secon_cli.engine import adding_up, apportioned, as_printed, assess, difference_of, rank
from secon_cli.output import numbers
from secon_cli.output.report_page import in_script, page_data
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

ROOT = Path(__file__).parents[3]
SETS = 1000

Js = Callable[..., Any]


@pytest.fixture(scope="module")
def js() -> Js:
    """Calls a function of JavaScript with arguments that go through JSON, as numbers do on the page."""
    context = quickjs.Context()
    context.eval(files("secon_cli.output").joinpath("report", "engine.js").read_text(encoding="utf-8"))

    def call(expression: str, *arguments: object) -> Any:
        function = context.eval(f"(text) => JSON.stringify(({expression})(...JSON.parse(text)))")
        return json.loads(function(in_script(arguments)))

    return call


@pytest.fixture(scope="module")
def rubric(in_force: RubricInForce) -> Rubric:
    return in_force.rubric


@pytest.fixture(scope="module")
def practices(inputs: Inputs) -> Sequence[Practice]:
    return inputs.collection.practices


@pytest.fixture(scope="module")
def data(shipped: Report) -> dict[str, Any]:
    """What the page's script reads."""
    data = page_data(shipped, {})
    for practice in data["practices"]:
        practice["fails"] = practice["gate"] == "not met"
    return data


def weight_sets(criteria: int) -> list[list[float]]:
    """Weights of every size: none, tiny, huge, those of a slider; never all of them zero."""
    draw = random.Random(7)
    kinds = [lambda: 0.0, lambda: 1e-6, lambda: 1e6, lambda: round(10 ** draw.uniform(-6, 6), 6)]
    kinds += [lambda: float(draw.randrange(41)), lambda: draw.randrange(81) / 2]
    sets = [[draw.choice(kinds)() for _ in range(criteria)] for _ in range(SETS + 100)]
    return [weights for weights in sets if any(weights)][:SETS]


def reweighted(rubric: Rubric, weights: list[float]) -> Rubric:
    return rubric.changed(weights=dict(zip(rubric.criteria, weights, strict=True)))


@pytest.fixture
def measured_once(rubric: Rubric, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures do not depend on weights: asking each once makes a thousand rankings take seconds."""
    for kind in {type(indicator.measure) for _, _, indicator in rubric.indicators()}:
        monkeypatch.setattr(kind, "measure", _kept(kind.measure))


def _kept(measure: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[int, str], Any] = {}

    def ask(self: object, practice: Practice, *rest: object) -> Any:
        key = id(self), practice.id
        if key not in known:
            known[key] = measure(self, practice, *rest)
        return known[key]

    return ask


@pytest.mark.usefixtures("measured_once")
def test_a_thousand_rankings_are_those_of_the_engine(
    js: Js, practices: Sequence[Practice], rubric: Rubric, data: dict[str, Any]
) -> None:
    sets = weight_sets(len(rubric.criteria))
    assert len(sets) == SETS
    bounds = [band.at_least for band in rubric.bands]
    found = js(
        """(data, sets, bounds) => sets.map((weights) => [
            Engine.ranking(data.practices, weights, data.bands).map((row) => [
                row.id, row.rank, row.total, row.high, row.band,
                Engine.decided(row.total, bounds), Engine.points(row.high)]),
            Engine.shares(weights).map(Engine.percent)])""",
        data,
        sets,
        bounds,
    )
    for weights, (rows, shares) in zip(sets, found, strict=True):
        changed = reweighted(rubric, weights)
        expected = [
            [
                *(one.assessment.practice.id, one.rank, one.assessment.total, one.assessment.range.high),
                *(one.assessment.band, numbers.total_points(one.assessment.total, rubric)),
                numbers.points(one.assessment.range.high),
            ]
            for one in rank(assess(practice, changed) for practice in practices)
        ]
        assert rows == expected, weights
        assert shares == [numbers.percent(share) for share in changed.shares.values()], weights


def test_comparisons_of_regions_are_those_of_the_engine(
    js: Js, practices: Sequence[Practice], rubric: Rubric, data: dict[str, Any]
) -> None:
    sets = weight_sets(len(rubric.criteria))[::20]
    found = js(
        """(data, sets) => sets.map((weights) => {
            const totals = [];
            for (const row of Engine.ranking(data.practices, weights, [])) totals[row.place] = row.total;
            const sides = data.sides.map(({ scores, practices }) => (
                { scores, total: Engine.mean(practices.map((at) => totals[at])) }));
            const pairs = sides.slice(1).map((side, at) => Engine.comparison(sides[at], side, weights));
            return [sides.map((side) => side.total), pairs.map((pair) => [
                pair.difference, Engine.signed(pair.difference), pair.weighted,
                pair.points, pair.points.map(Engine.signed)])];
        })""",
        data,
        sets,
    )
    names = [side["name"] for side in data["sides"]]
    for weights, (totals, pairs) in zip(sets, found, strict=True):
        changed = reweighted(rubric, weights)
        every = regions([assess(practice, changed) for practice in practices])
        by_name = {short_name(side.name): side for side in every}
        sides = [by_name[name] for name in names]
        assert totals == [side.total for side in sides]
        for pair, (first, second) in zip(pairs, pairwise(sides), strict=True):
            assert pair == expected_comparison(first, second, changed), weights


def expected_comparison(first: Side, second: Side, rubric: Rubric) -> list[Any]:
    difference = difference_of(first.total, second.total)
    weighted = [share * (first.score(key) - second.score(key)) for key, share in rubric.shares.items()]
    printed = adding_up(weighted, difference)
    return [difference, numbers.signed(difference), weighted, printed, [numbers.signed(part) for part in printed]]


def test_how_far_a_weight_can_move_is_what_robustness_says(
    js: Js, practices: Sequence[Practice], rubric: Rubric, data: dict[str, Any]
) -> None:
    for weights in [[criterion.weight for criterion in rubric.criteria.values()], *weight_sets(7)[::50]]:
        changed = reweighted(rubric, weights)
        ranked = rank(assess(practice, changed) for practice in practices)
        expected = [[one.first.low, one.first.high] for one in stability(scores(ranked, changed), 1)]
        found = js(
            "(data, weights) => weights.map((_, at) => Engine.firstHolds(data.practices, weights, at))", data, weights
        )
        for ours, theirs in zip(found, expected, strict=True):
            assert ours == pytest.approx(theirs, abs=1e-9), weights


def test_ranks_change_where_two_practices_are_level_and_nowhere_else(js: Js) -> None:
    """Scores 80 and 40, 60 and 90 on two criteria: level where 80 x + 40 (1 - x) = 60 x + 90 (1 - x), x = 5/7."""
    practices = [
        {"id": "a", "fails": False, "scores": [80, 40], "highs": [80, 40]},
        {"id": "b", "fails": False, "scores": [60, 90], "highs": [60, 90]},
        {"id": "c", "fails": True, "scores": [70, 60], "highs": [70, 60]},
    ]
    assert js("Engine.levels", practices, [1, 1], 0) == pytest.approx([5 / 7])
    assert js("Engine.firstHolds", practices, [1, 1], 0) == pytest.approx([0, 5 / 7])


TIES = [80.5, 62.25, 0.25, 0.05, 2.675, 12.5, 99.95, 69.96, 44.999999999, 1e-7, -0.25, -0.04, -62.25, 0.0, 100.0, 26.25]
"""Numbers that a half is in the way of rounding: toFixed, Python's format and the screens each see them differently."""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("(x) => Engine.fixed(x, 0)", lambda x: f"{x:.0f}"),
        ("(x) => Engine.fixed(x, 1)", lambda x: f"{x:.1f}"),
        ("(x) => Engine.fixed(x, 6)", lambda x: f"{x:.6f}"),
        ("Engine.whole", round),
        ("(x) => Engine.asPrinted(x)", as_printed),
        ("(x) => Engine.asPrinted(x, 3)", lambda x: as_printed(x, 3)),
        ("Engine.points", numbers.points),
        ("Engine.signed", numbers.signed),
        ("Engine.percent", numbers.percent),
        ("(x) => Engine.decided(x, [70, 45])", lambda x: numbers.decided(x, [70, 45])),
    ],
)
def test_numbers_print_as_python_prints_them(js: Js, name: str, expected: Callable[[float], object]) -> None:
    draw = random.Random(3)
    values = [*TIES, *(k / 32 for k in range(-640, 3200)), *(draw.uniform(-100, 100) for _ in range(2000))]
    assert js(f"(values) => values.map((x) => ({name})(x))", values) == [expected(value) for value in values]


def test_the_ties_of_the_terminal(js: Js) -> None:
    """Worked out by hand: halves are rounded up, where toFixed and Python's format would not agree on 62.25."""
    printed = js("(values) => values.map(Engine.points)", [80.45, 80.5, 62.25, 62.249999, -62.25])
    assert printed == ["80.5", "80.5", "62.3", "62.2", "-62.3"]


def test_sums_and_apportionments_are_pythons(js: Js) -> None:
    draw = random.Random(5)
    lists = [[draw.choice([1, -1]) * 10 ** draw.uniform(-9, 9) for _ in range(draw.randrange(9))] for _ in range(2000)]
    lists += [[0.1] * 10, [1e308, -1e308, 1e-300], [1.0, 1e-16, 1e-16], [33.3333] * 3, [0.04, 0.04], [-5.05, 5.05]]
    assert js("(lists) => lists.map(Engine.fsum)", lists) == [fsum(values) for values in lists]
    parts = [[draw.uniform(-20, 40) for _ in range(draw.randrange(1, 9))] for _ in range(2000)] + lists[-3:]
    assert js("(lists) => lists.map((x) => Engine.apportioned(x))", parts) == [apportioned(part) for part in parts]
    totals = [round(fsum(part) + draw.choice([-0.1, 0, 0.1]), 1) for part in parts]
    found = js("(lists, totals) => lists.map((x, k) => Engine.addingUp(x, totals[k]))", parts, totals)
    assert found == [adding_up(part, total) for part, total in zip(parts, totals, strict=True)]


def test_levels_share_a_rank_within_a_billionth(js: Js) -> None:
    rows = [("b", 50.0), ("a", 50.0 + 9e-10), ("d", 50.0 - 5e-10), ("c", 40.0), ("e", 40.0 - 2e-9)]
    practices = [{"id": id, "fails": False, "scores": [score], "highs": [score]} for id, score in rows]
    found = js("(p) => Engine.ranking(p, [1], []).map((row) => [row.id, row.rank])", practices)
    assert found == [["a", 1], ["b", 1], ["d", 1], ["c", 4], ["e", 5]]


def test_nothing_in_the_data_can_end_the_block_that_holds_it() -> None:
    text = in_script({"title": "</script><!--\u2028&amp;", "total": 0.1 + 0.2})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"title": "</script><!--\u2028&amp;", "total": 0.30000000000000004}
