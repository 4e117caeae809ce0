"""A study of robustness as JSON, schema `secon.robustness/1`: docs/json.md describes it."""

from typing import Any

from secon_cli.analysis.robustness.conclusions import Conclusions, RobustnessRow
from secon_cli.analysis.robustness.draws import NeighbourOdds, RankSpread
from secon_cli.analysis.robustness.groups import Neighbours
from secon_cli.analysis.robustness.rubric_variants import RankMove, RubricVariant
from secon_cli.analysis.robustness.study import Robustness
from secon_cli.analysis.robustness.weight_changes import Overtaking, WeightInterval, WeightThreshold
from secon_cli.output.machine import dumps, number, provenance_fields

SCHEMA = "secon.robustness/1"


def robustness_json(result: Robustness) -> str:
    """The whole study."""
    sampling = result.sampling
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(result.provenance),
            "trial": {
                "draws": sampling.draws,
                "seed": sampling.seed,
                "generator": result.generator,
                "weights": "free" if sampling.concentration is None else "around the rubric's",
                "concentration": sampling.concentration,
                "order": list(sampling.order),
                "share_error": number(sampling.share_error),
            },
            "top": result.top,
            "practices": [_row(row) for row in result.rows],
            "neighbours": [_neighbours(pair) for pair in result.neighbours],
            "criteria": _criteria(result),
            "importance_estimate": result.estimate.value,
            "correlations": [
                {"first": pair.first, "second": pair.second, "r": number(pair.r)} for pair in result.correlations
            ],
            "variants": [_variant(variant) for variant in result.variants],
            "winning": [[number(share) for share in line] for line in result.winning] if result.winning else None,
            "conclusions": _conclusions(result.conclusions),
        }
    )


def _row(row: RobustnessRow) -> dict[str, Any]:
    assessment = row.scored.assessment
    return {
        "rank": row.scored.rank,
        "id": assessment.practice.id,
        "title": assessment.practice.title,
        "total": number(assessment.total),
        "gate": assessment.gate.value,
        "weights": _spread(row.weights),
        "weights_and_unknowns": _spread(row.joint),
        "possible_ranks": list(row.possible),
        "central_weights": [number(share) for share in row.central] if row.central else None,
        "confidence": number(row.confidence.share) if row.confidence is not None else None,
        "dominates": list(row.dominates),
        "expected_rank_shift": number(row.shift),
        "fails_gate": number(row.fails_gate),
        "safely_first": row.safely_first,
        "safely_top": row.safely_top,
        "central_weights_error": [number(error) for error in row.central_error] if row.central_error else None,
        "confidence_draws": row.confidence.draws if row.confidence is not None else None,
    }


def _spread(spread: RankSpread) -> dict[str, Any]:
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
        **_odds(pair.odds),
        "by_gate": pair.by_gate,
        "swap": {
            "moved": number(swap.moved),
            "from": {name: number(share) for name, share in swap.taken},
            "to": swap.given,
        }
        if swap
        else None,
        "with_unknowns": _odds(pair.joint),
        "coin_toss": pair.coin_toss,
        "safe_line": pair.safe_line,
    }


def _odds(odds: NeighbourOdds) -> dict[str, Any]:
    return {"stays": number(odds.stays), "turns": number(odds.turns), "line_holds": number(odds.line_holds)}


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
            "weight_deviation": _maybe(result.sampling.deviation(stable.share)),
        }
        for stable, weighed in zip(result.criteria, result.importance, strict=True)
    ]


def _interval(interval: WeightInterval) -> dict[str, Any]:
    return {
        "low": number(interval.low),
        "high": number(interval.high),
        "below": _overtaking(interval.below),
        "above": _overtaking(interval.above),
    }


def _overtaking(overtaking: Overtaking | None) -> dict[str, str] | None:
    return {"overtaken": overtaking.overtaken, "by": overtaking.by} if overtaking else None


def _variant(variant: RubricVariant) -> dict[str, Any]:
    return {
        "change": variant.change.value,
        "what": variant.what,
        "tau": _maybe(variant.tau),
        "moved": variant.moved,
        "furthest": [_move(move) for move in variant.furthest],
        "same_first": variant.same_first,
        "same_top": variant.same_top,
        "changes_scores": variant.changes_scores,
    }


def _move(move: RankMove) -> dict[str, Any]:
    return {"id": move.id, "before": move.before, "after": move.after}


def _maybe(value: float | None) -> float | None:
    return None if value is None else number(value)


def _conclusions(found: Conclusions) -> dict[str, Any]:
    return {
        "safe_from": found.safe_from,
        "coin_toss_up_to": found.coin_toss_up_to,
        "groups": [
            {"first": group.first, "last": group.last, "ids": list(group.ids), "fails_gate": group.fails_gate}
            for group in found.groups
        ],
        "nameable": found.nameable,
        "safely_first": list(found.safely_first),
        "may_be_first": list(found.may_be_first),
        "safely_top": list(found.safely_top),
        "may_be_top": list(found.may_be_top),
        "coin_tosses": list(found.coin_tosses),
        "first_changes": _threshold(found.first_changes),
        "top_changes": _threshold(found.top_changes),
        "unknown": found.unknown,
        "moved_by_unknown": list(found.moved_by_unknown),
        "shifted_by_unknown": list(found.shifted_by_unknown),
        "variants": found.variants,
        "variants_without_effect": found.variants_without_effect,
        "keep_first": found.keep_first,
        "keep_top": found.keep_top,
        "by_change": [
            {
                "change": summary.change.value,
                "lowest_tau": number(summary.lowest_tau),
                "highest_tau": number(summary.highest_tau),
                "furthest_under": summary.furthest_under,
            }
            for summary in found.by_change
        ],
        "correlations": found.correlations,
        "together_from": found.together_from,
        "go_together": found.go_together,
    }


def _threshold(threshold: WeightThreshold | None) -> dict[str, Any] | None:
    if threshold is None:
        return None
    return {
        "criterion": threshold.criterion,
        "weight": number(threshold.share),
        "threshold": number(threshold.threshold),
        "overtaken": threshold.overtaken,
        "by": threshold.by,
    }
