"""A study of robustness as JSON, schema `secon.robustness/1`: docs/json.md describes it."""

from typing import Any

from secon_cli.analysis.robustness.acceptability import Spread
from secon_cli.analysis.robustness.concordance import Move
from secon_cli.analysis.robustness.intervals import Interval, Overtaking
from secon_cli.analysis.robustness.rubric_variants import Variant
from secon_cli.analysis.robustness.study import Neighbours, Robustness, Standing
from secon_cli.output.machine import dumps, number, provenance_fields

SCHEMA = "secon.robustness/1"


def robustness_json(result: Robustness) -> str:
    """The whole study."""
    trial = result.trial
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(result.provenance),
            "trial": {
                "draws": trial.draws,
                "seed": trial.seed,
                "generator": result.generator,
                "weights": "free" if trial.concentration is None else "around the rubric's",
                "concentration": trial.concentration,
                "order": list(trial.order),
                "share_error": number(trial.share_error),
            },
            "top": result.top,
            "practices": [_standing(standing) for standing in result.standings],
            "neighbours": [_neighbours(pair) for pair in result.neighbours],
            "criteria": _criteria(result),
            "importance_estimate": result.estimate.value,
            "correlations": [
                {"first": pair.first, "second": pair.second, "r": number(pair.r)} for pair in result.correlations
            ],
            "variants": [_variant(variant) for variant in result.variants],
            "winning": [[number(share) for share in line] for line in result.winning] if result.winning else None,
        }
    )


def _standing(standing: Standing) -> dict[str, Any]:
    assessment = standing.scored.assessment
    return {
        "rank": standing.scored.rank,
        "id": assessment.practice.id,
        "title": assessment.practice.title,
        "total": number(assessment.total),
        "gate": assessment.gate.value,
        "weights": _spread(standing.weights),
        "weights_and_unknowns": _spread(standing.joint),
        "possible_ranks": list(standing.possible),
        "central_weights": [number(share) for share in standing.central] if standing.central else None,
        "confidence": number(standing.confidence) if standing.confidence is not None else None,
        "dominates": list(standing.dominates),
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "acceptability": {str(rank): number(share) for rank, share in spread.acceptability},
        "expected_rank": number(spread.expected),
        "expected_rank_error": number(spread.error),
        "interval": list(spread.interval),
        "first": number(spread.first),
        "top": number(spread.top),
    }


def _neighbours(pair: Neighbours) -> dict[str, Any]:
    swap = pair.swap
    return {
        "ahead": pair.ahead,
        "behind": pair.behind,
        "gap": number(pair.gap),
        "stays": number(pair.stays),
        "turns": number(pair.turns),
        "line_holds": number(pair.line_holds),
        "by_gate": pair.by_gate,
        "swap": {
            "moved": number(swap.moved),
            "from": {name: number(share) for name, share in swap.taken},
            "to": swap.given,
        }
        if swap
        else None,
    }


def _criteria(result: Robustness) -> list[dict[str, Any]]:
    return [
        {
            "id": stable.criterion,
            "weight": number(stable.share),
            "first_holds": _interval(stable.first),
            "top_holds": _interval(stable.top),
            "order_holds": _interval(stable.order),
            "correlation_ratio": _maybe(weighed.ratio),
            "correlation_ratio_interval": [number(end) for end in weighed.interval] if weighed.interval else None,
            "effective_weight": _maybe(weighed.effective),
        }
        for stable, weighed in zip(result.criteria, result.importance, strict=True)
    ]


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "low": number(interval.low),
        "high": number(interval.high),
        "below": _overtaking(interval.below),
        "above": _overtaking(interval.above),
    }


def _overtaking(overtaking: Overtaking | None) -> dict[str, str] | None:
    return {"overtaken": overtaking.overtaken, "by": overtaking.by} if overtaking else None


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "change": variant.change.value,
        "what": variant.what,
        "tau": _maybe(variant.tau),
        "moved": variant.moved,
        "furthest": [_move(move) for move in variant.furthest],
        "same_first": variant.same_first,
        "same_top": variant.same_top,
    }


def _move(move: Move) -> dict[str, Any]:
    return {"id": move.id, "before": move.before, "after": move.after}


def _maybe(value: float | None) -> float | None:
    return None if value is None else number(value)
