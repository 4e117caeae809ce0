"""Rankings under other rubrics, against rubrics that were really changed and ranked by the engine."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.agreement import kendall_tau
from secon_cli.analysis.robustness.arrays import scores
from secon_cli.analysis.robustness.changes import (
    RankMove,
    RubricVariant,
    RubricVariants,
    VariantKind,
    furthest,
    summaries,
)
from secon_cli.engine import Assessment, assess, rank
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import criterion, indicator, metric, practice, rubric
from tests.score_tables import table
from tests.strategies import practices, rubric_records


def _variants(found: list[Practice], rule: Rubric) -> tuple[list[Assessment], tuple[RubricVariant, ...]]:
    ranked = rank(assess(one, rule) for one in found)
    assessments = [one.assessment for one in ranked]
    return assessments, tuple(RubricVariants(assessments, rule, scores(ranked, rule), 2).all())


def _changed(record: dict[str, object], variant: RubricVariant) -> Rubric:
    """The rubric that a variant speaks of, made by changing the file's content."""
    content = Rubric.model_validate(record).model_dump(mode="json", exclude_none=True)
    match variant.change:
        case VariantKind.CRITERION:
            del content["criteria"][variant.what]
        case VariantKind.INDICATOR:
            of, _, key = variant.what.partition(".")
            del content["criteria"][of]["indicators"][key]
        case VariantKind.UNSUPPORTED:
            content["unsupported"] = variant.what
        case VariantKind.AS_OF:
            content["as_of"] = variant.what
    return Rubric.model_validate(content)


@given(st.lists(practices, min_size=2, max_size=4, unique_by=lambda practice: practice.id), rubric_records())
def test_every_variant_is_what_the_engine_makes_of_the_changed_rubric(
    found: list[Practice], record: dict[str, object]
) -> None:
    assessments, variants = _variants(found, Rubric.model_validate(record))
    ids = [one.practice.id for one in assessments]
    before = {one.assessment.practice.id: one.rank for one in rank(assessments)}
    for variant in variants:
        if variant.change is not VariantKind.GEOMETRIC:
            changed = _changed(record, variant)
            after = {one.assessment.practice.id: one.rank for one in rank(assess(one, changed) for one in found)}
            lines = np.array([before[id] for id in ids]), np.array([after[id] for id in ids])
            assert variant.tau == kendall_tau(*(line.tolist() for line in lines)), variant
            assert variant.furthest == furthest(tuple(ids), *lines), variant
            assert variant.moved == sum(before[id] != after[id] for id in ids)
            assert variant.same_first == all((before[id] == 1) == (after[id] == 1) for id in ids)
            assert variant.same_top == all((before[id] <= 2) == (after[id] <= 2) for id in ids)


def test_each_criterion_and_indicator_is_left_out_once() -> None:
    count = {"kind": "count", "of": "results.metrics", "full_at": "4"}
    rule = rubric(
        criteria={
            "one": criterion(1, a=indicator(1, count), b=indicator(1, count), idle=indicator(0, count)),
            "two": criterion(1, only=indicator(1, count)),
            "idle": criterion(0, a=indicator(1, count), b=indicator(1, count)),
        },
    )
    _, variants = _variants([practice(id="x"), practice(id="y", results={"metrics": [metric()]})], rule)
    assert [(one.change.name, one.what) for one in variants] == [
        ("CRITERION", "one"),
        ("CRITERION", "two"),
        ("INDICATOR", "one.a"),
        ("INDICATOR", "one.b"),
        ("GEOMETRIC", ""),
        ("UNSUPPORTED", "0"),
        ("UNSUPPORTED", "0.25"),
        ("UNSUPPORTED", "0.75"),
        ("UNSUPPORTED", "1"),
        ("AS_OF", "2023-01-31"),
        ("AS_OF", "2025-01-31"),
    ]


def test_a_geometric_mean_takes_no_score_for_less_than_one() -> None:
    """√(1 · 100) = 10 beats √(9 · 9) = 9, and 50 beats 9 on the arithmetic mean as well; √(16 · 9) = 12 beats both."""
    count = {"kind": "count", "of": "results.metrics", "full_at": "4"}
    rule = rubric(criteria={name: criterion(1, a=indicator(1, count)) for name in ("c0", "c1")})
    arrays = table([[0, 100], [9, 9], [16, 9]], [1, 1])
    found = [practice(id=id) for id in arrays.ids]
    variants = RubricVariants([assess(one, rule) for one in found], rule, arrays, 1)
    (geometric,) = (one for one in variants.all() if one.change is VariantKind.GEOMETRIC)
    assert [(move.id, move.before, move.after) for move in geometric.furthest] == [("a", 1, 2), ("c", 2, 1)]


def test_a_year_earlier_the_gate_may_not_be_met_yet() -> None:
    """Begun in 2021-06: in place for two years by 2024, and for less by 2023, when only the other one passes."""
    time = {"kind": "years", "curve": [["0", "1"], ["9", "1"]], "gate": {"at_least": "2"}}
    count = {"kind": "count", "of": "results.metrics", "full_at": "1"}
    rule = rubric(criteria={"c": criterion(1, time=indicator(1, time), results=indicator(1, count))})
    young = practice(
        id="young",
        duration={"start": "2021-06-01", "end": "ongoing", "evidence": "report:duration"},
        results={"metrics": [metric()]},
    )
    _, variants = _variants([young, practice(id="old")], rule)
    earlier, later = (one for one in variants if one.change is VariantKind.AS_OF)
    assert [(move.id, move.before, move.after) for move in earlier.furthest] == [("young", 1, 2), ("old", 2, 1)]
    assert later.moved == 0


def test_a_year_before_a_leap_day_is_the_first_of_march_as_for_years_in_place() -> None:
    rule = rubric().changed(as_of=date(2024, 2, 29))
    _, variants = _variants([practice(id="x"), practice(id="y")], rule)
    assert [one.what for one in variants if one.change is VariantKind.AS_OF] == ["2023-03-01", "2025-03-01"]


def test_practices_that_move_furthest() -> None:
    ids, before = ("a", "b", "c", "d"), np.array([1, 2, 3, 4])
    assert furthest(ids, before, np.array([3, 2, 1, 4])) == (RankMove("a", 1, 3), RankMove("c", 3, 1))
    assert furthest(ids, before, before) == ()


def test_a_variant_that_changes_no_score_says_so() -> None:
    """Everything is cited, so what an uncited claim counts changes nothing; leaving out the first criterion does."""
    count = {"kind": "count", "of": "results.metrics", "full_at": "4"}
    rule = rubric(
        criteria={
            "c0": criterion(1, a=indicator(1, count)),
            "c1": criterion(1, a=indicator(1, {**count, "of": "links"})),
        }
    )
    cited = {"metrics": [metric()], "evidence": "report:results"}
    _, variants = _variants([practice(id="x", results=cited), practice(id="y")], rule)
    effect = {(variant.change.name, variant.what): variant.changes_scores for variant in variants}
    assert effect["CRITERION", "c1"]
    assert not any(changes for (change, _), changes in effect.items() if change == "UNSUPPORTED")


def test_a_summary_names_the_variant_with_the_lowest_tau() -> None:
    def variant(change: VariantKind, what: str, tau: float | None, moved: int = 0) -> RubricVariant:
        return RubricVariant(change, what, tau, moved, (), same_first=True, same_top=True, changes_scores=True)

    first, second = summaries(
        [
            variant(VariantKind.CRITERION, "c0", 0.9),
            variant(VariantKind.CRITERION, "c1", 0.7, 2),
            variant(VariantKind.CRITERION, "c2", 0.7, 4),
            variant(VariantKind.CRITERION, "c3", None),
            variant(VariantKind.GEOMETRIC, "", 1.0),
        ]
    )
    assert (first.change, first.lowest_tau, first.highest_tau, first.furthest_under) == (
        VariantKind.CRITERION, 0.7, 0.9, "c2"
    )  # fmt: skip
    assert (second.change, second.lowest_tau, second.highest_tau) == (VariantKind.GEOMETRIC, 1.0, 1.0)
