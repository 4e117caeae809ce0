"""A panel as JSON, schema `secon.panel/1`: docs/panel.md describes it."""

from typing import Any

from secon_cli.analysis.panel.agreement import Agreement
from secon_cli.analysis.panel.panel import Disagreement, Panel, PanelGap, PanelRow
from secon_cli.analysis.panel.ratings import Cell, GivenRating, RatingFigures, RatingStyle
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
            "ratings": {"given": panel.given, "possible": panel.possible},
            "scored": panel.scored,
            "assessors": [_style(one) for one in panel.assessors],
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
                "by_difference": [row.id for row, _ in panel.shifted],
            },
            "disagreements": [_disagreement(one) for one in panel.disagreements],
        }
    )


def _or_null(value: float | None) -> float | None:
    return None if value is None else number(value)


def _spread(spread: RatingFigures | None) -> dict[str, Any]:
    if spread is None:
        return {"ratings": 0, **dict.fromkeys(("mean", "median", "lowest", "highest", "spread", "deviation"))}
    return {
        "ratings": spread.ratings,
        "mean": number(spread.mean),
        "median": number(spread.median),
        "lowest": number(spread.lowest),
        "highest": number(spread.highest),
        "spread": number(spread.spread),
        "deviation": _or_null(spread.deviation),
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        **_spread(agreement.figures),
        "units": agreement.units,
        "alpha": {"ordinal": _or_null(agreement.ordinal), "interval": _or_null(agreement.interval)},
        "alpha_95": None if agreement.ordinal_interval is None else [*map(number, agreement.ordinal_interval)],
        "reliability": agreement.reliability.value,
        "tau": {"mean": _or_null(agreement.tau), "pairs": agreement.pairs},
    }


def _style(style: RatingStyle) -> dict[str, Any]:
    return {
        "assessor": style.assessor,
        "role": style.role,
        **_spread(style.figures),
        "coverage": number(style.coverage),
        "leniency": _or_null(style.mean_bias),
        "compared": style.compared,
        "range_use": number(style.range_use),
        "distinct": style.distinct_values,
        "conflicts": [{"practice": one.practice, "criterion": one.criterion, "why": one.why} for one in style.excluded],
    }


def _practice(one: PanelRow) -> dict[str, Any]:
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
        "shift": one.places and one.places.shift,
        "behind_by_gate": one.behind_by_gate,
        "largest_gap": _gap(one.largest_gap),
        "criteria": [_cell(cell, assessment.criterion(cell.criterion).score) for cell in one.cells],
    }


def _gap(gap: PanelGap | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    return {
        "criterion": gap.criterion,
        "panel": number(gap.panel),
        "rubric": number(gap.rubric),
        "points": number(gap.points),
    }


def _cell(cell: Cell, score: float) -> dict[str, Any]:
    return {
        "id": cell.criterion,
        **_spread(cell.figures),
        "rubric_score": number(score),
        "given": [_given(one) for one in cell.given],
    }


def _given(one: GivenRating) -> dict[str, Any]:
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
