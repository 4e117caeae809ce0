"""The ranking as JSON, schema `secon.score/1`: docs/json.md describes it."""

from typing import Any

from secon_cli.analysis.results import Ranking, Scored
from secon_cli.engine.assessment import CriterionAssessment, IndicatorAssessment, Range
from secon_cli.output.machine import dumps, number, provenance_fields
from secon_cli.rubric.measures.base import Counted

SCHEMA = "secon.score/1"


def score_json(ranking: Ranking) -> str:
    """The whole ranking with every indicator and what counted for it."""
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(ranking.provenance),
            "practices": [practice_fields(scored) for scored in ranking.practices],
        }
    )


def practice_fields(scored: Scored) -> dict[str, Any]:
    """One practice as the JSON of `score` and `show` has it."""
    assessment = scored.assessment
    practice = assessment.practice
    time = assessment.time
    return {
        "rank": scored.rank,
        "id": practice.id,
        "title": practice.title,
        "country": practice.location.country,
        "partner": practice.location.partner,
        "file": scored.file,
        "total": number(assessment.total),
        "range": _range(assessment.range),
        "coverage": number(assessment.coverage),
        "gate": assessment.gate.value,
        "years": [number(time.shortest), number(time.longest)] if time else None,
        "band": assessment.band,
        "criteria": [_criterion(criterion) for criterion in assessment.criteria],
    }


def _criterion(criterion: CriterionAssessment) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "weight": number(criterion.weight),
        "score": number(criterion.score),
        "range": _range(criterion.range),
        "coverage": number(criterion.coverage),
        "contribution": number(criterion.contribution),
        "indicators": [_indicator(indicator) for indicator in criterion.indicators],
    }


def _indicator(indicator: IndicatorAssessment) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "weight": number(indicator.weight),
        "score": number(indicator.score),
        "range": _range(indicator.range),
        "assessed": indicator.assessed,
        "contribution": number(indicator.contribution),
        "gain": number(indicator.gain),
        "only_time": indicator.only_time,
        "counted": [counted_fields(counted) for counted in indicator.counted],
        "not_counted": [{"field": item.field, "reason": item.reason} for item in indicator.not_counted],
    }


def counted_fields(counted: Counted) -> dict[str, Any]:
    """An item that counted, as every JSON document has it."""
    reason = {"reason": counted.reason} if counted.reason else {}
    return {"field": counted.field, "points": number(counted.points), "evidence": list(counted.evidence), **reason}


def _range(range: Range) -> list[float]:
    return [number(range.low), number(range.high)]
