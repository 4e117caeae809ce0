"""Two sides as JSON, schema `secon.compare/1`: docs/json.md describes it."""

from typing import Any

from secon_cli.analysis.comparison import Comparison, Conclusion, CriterionComparison, IndicatorComparison, Lesson
from secon_cli.analysis.sides import PracticeScore, Side
from secon_cli.engine.assessment import Range
from secon_cli.output.machine import dumps, number, provenance_fields
from secon_cli.output.score.as_json import counted_fields

SCHEMA = "secon.compare/1"


def compare_json(comparison: Comparison) -> str:
    """Both sides with every criterion, indicator and practice behind them; differences are first minus second."""
    learners = zip(comparison.sides, comparison.lessons, strict=True)
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(comparison.provenance),
            "sides": [side_fields(side) for side in comparison.sides],
            "criteria": [_criterion(criterion) for criterion in comparison.criteria],
            "difference": number(comparison.difference),
            "points": comparison.points,
            "difference_range": _range(comparison.difference_range),
            "conclusion": _conclusion(comparison.conclusion),
            "lessons": [_lesson(lesson, learner) for learner, lessons in learners for lesson in lessons],
        }
    )


def side_fields(side: Side) -> dict[str, Any]:
    """A side: its name, its practices by total, and what they score together."""
    return {
        "name": side.name,
        "practices": list(side.ids),
        "total": number(side.total),
        "range": [number(side.range.low), number(side.range.high)],
        "kind": side.kind.value,
        "countries": list(side.countries),
        "failing_gate": [one.practice.id for one in side.failing],
        "left_out": [one.practice.id for one in side.left_out],
    }


def _criterion(criterion: CriterionComparison) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "weight": number(criterion.weight),
        "scores": [number(score) for score in criterion.scores],
        "difference": number(criterion.difference),
        "weighted": number(criterion.weighted),
        "indicators": [_indicator(indicator) for indicator in criterion.indicators],
        "ranges": [_range(one) for one in criterion.ranges],
        "ahead": criterion.ahead.value,
        "difference_printed": criterion.difference_printed,
        "difference_range": _range(criterion.difference_range),
        "points": criterion.points,
    }


def _indicator(indicator: IndicatorComparison) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "weight": number(indicator.weight),
        "scores": [number(score) for score in indicator.scores],
        "difference": number(indicator.difference),
        "weighted": number(indicator.weighted),
        "practices": [[_practice(score) for score in side] for side in indicator.practices],
        "points": indicator.points,
    }


def _range(range: Range) -> list[float]:
    return [number(range.low), number(range.high)]


def _practice(score: PracticeScore) -> dict[str, Any]:
    indicator = score.indicator
    return {
        "id": score.practice.id,
        "score": number(indicator.score),
        "assessed": indicator.assessed,
        "counted": [counted_fields(one) for one in indicator.counted],
        "not_counted": [{"field": one.field, "reason": one.reason} for one in indicator.not_counted],
    }


def _conclusion(conclusion: Conclusion) -> dict[str, Any]:
    pairs, splits = conclusion.pairs, conclusion.splits
    return {
        "ahead": conclusion.ahead.value,
        "on_both": list(conclusion.on_both),
        "pairs": {
            "all": pairs.all,
            "first": pairs.first,
            "second": pairs.second,
            "first_certain": pairs.first_certain,
            "second_certain": pairs.second_certain,
        }
        if pairs
        else None,
        "divisions": {"all": splits.all, "as_large": splits.as_large, "share": number(splits.share)}
        if splits
        else None,
        "mostly": list(conclusion.mostly),
    }


def _lesson(lesson: Lesson, learner: Side) -> dict[str, Any]:
    return {
        "learner": learner.name,
        "criterion": lesson.criterion,
        "indicator": lesson.indicator,
        "worth": number(lesson.worth),
        "assessed": not lesson.unknown,
        "visit": [_practice(score) for score in lesson.full],
    }
