"""A panel as JSON, schema `secon.panel/1`: docs/panel.md describes it."""

from typing import Any

from secon_cli.analysis.panel.agreement import Agreement
from secon_cli.analysis.panel.assessors import Habit
from secon_cli.analysis.panel.cells import Cell, Given, Spread
from secon_cli.analysis.panel.disagreement import Disagreement
from secon_cli.analysis.panel.panel import Panel
from secon_cli.analysis.panel.standing import Standing
from secon_cli.output.machine import dumps, number, provenance_fields

SCHEMA = "secon.panel/1"


def panel_json(panel: Panel) -> str:
    """The whole panel with every rating that counts; what is not defined is null."""
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(panel.provenance),
            "scale": {"panel": [0, 10], "rubric": [0, 100]},
            "coverage": number(panel.coverage),
            "assessors": [_habit(one) for one in panel.assessors],
            "agreement": _agreement(panel.agreement),
            "criteria": [
                {"id": key, "weight": number(panel.provenance.rubric.shares[key]), **_agreement(one)}
                for key, one in panel.criteria.items()
            ],
            "practices": [_practice(one) for one in panel.practices],
            "unrated": list(panel.unrated),
            "rankings": {
                "tau": _or_null(panel.tau),
                "practices": len(panel.ranked),
                "pairs": {"opposite": panel.pairs.opposite, "all": panel.pairs.all},
                "by_difference": [one.id for one in panel.by_shift],
            },
            "disagreements": [_disagreement(one) for one in panel.disagreements],
        }
    )


def _or_null(value: float | None) -> float | None:
    return None if value is None else number(value)


def _spread(spread: Spread | None) -> dict[str, Any]:
    if spread is None:
        return {"ratings": 0, **dict.fromkeys(("mean", "median", "lowest", "highest", "spread", "deviation"))}
    return {
        "ratings": spread.ratings,
        "mean": number(spread.mean),
        "median": number(spread.median),
        "lowest": number(spread.lowest),
        "highest": number(spread.highest),
        "spread": number(spread.width),
        "deviation": _or_null(spread.deviation),
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        **_spread(agreement.spread),
        "units": agreement.units,
        "alpha": {"ordinal": _or_null(agreement.ordinal), "interval": _or_null(agreement.interval)},
        "tau": {"mean": _or_null(agreement.tau), "pairs": agreement.pairs},
    }


def _habit(habit: Habit) -> dict[str, Any]:
    return {
        "assessor": habit.assessor,
        "role": habit.role,
        **_spread(habit.spread),
        "coverage": number(habit.coverage),
        "leniency": _or_null(habit.leniency),
        "compared": habit.compared,
        "range_use": number(habit.range_use),
        "distinct": habit.distinct,
        "conflicts": [{"practice": one.practice, "criterion": one.criterion, "why": one.why} for one in habit.excluded],
    }


def _practice(one: Standing) -> dict[str, Any]:
    assessment = one.scored.assessment
    return {
        "id": one.id,
        "title": assessment.practice.title,
        "file": one.scored.file,
        "coverage": number(one.coverage),
        "panel": {"rank": one.places and one.places.panel, "total": _or_null(one.total)},
        "rubric": {
            "rank": one.places and one.places.rubric,
            "rank_of_all": one.scored.rank,
            "total": number(assessment.total),
            "gate": assessment.gate.value,
        },
        "criteria": [_cell(cell, assessment.criterion(cell.criterion).score) for cell in one.cells],
    }


def _cell(cell: Cell, score: float) -> dict[str, Any]:
    return {
        "id": cell.criterion,
        **_spread(cell.spread),
        "rubric_score": number(score),
        "given": [_given(one) for one in cell.given],
    }


def _given(one: Given) -> dict[str, Any]:
    return {
        "assessor": one.assessor,
        "rating": number(one.rating),
        "reason": one.reason,
        "evidence": list(one.evidence),
    }


def _disagreement(one: Disagreement) -> dict[str, Any]:
    return {
        "practice": one.practice,
        "criterion": one.criterion,
        "difference": number(one.difference),
        "low": _given(one.low),
        "high": _given(one.high),
    }
