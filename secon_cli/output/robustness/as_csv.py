"""A study of robustness as CSV, for spreadsheets: one of its tables, a line a practice, criterion, pair or variant."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TypeAlias

from secon_cli.analysis.robustness.study import Robustness
from secon_cli.output.machine import number, safe_cell

_Lines: TypeAlias = Iterator[Iterable[object]]


def robustness_csv(result: Robustness, table: str) -> str:
    """CSV with a header, after RFC 4180; each line ends with where the numbers come from."""
    rubric, sampling = result.provenance.rubric, result.sampling
    around = "free" if sampling.concentration is None else f"{sampling.concentration:g}"
    source = [safe_cell(f"{rubric.rubric} {rubric.version}"), rubric.sha256, rubric.as_of.isoformat()]
    source += [str(sampling.draws), str(sampling.seed), around, " > ".join(sampling.order)]
    header, *lines = _TABLES[table](result)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*header, "rubric", "rubric_sha256", "as_of", "draws", "seed", "concentration", "order"])
    writer.writerows([*map(_cell, line), *source] for line in lines)
    return out.getvalue()


def _cell(value: object) -> object:
    """A cell as spreadsheets take it: what is not there is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return number(value)
        case str():
            return safe_cell(value)
        case _:
            return value


def _practices(result: Robustness) -> _Lines:
    ranks = range(1, len(result.rows) + 1)
    spread = ["expected_rank", "expected_rank_error", "low", "high", "first", "top"]
    criteria = [f"central_{name}" for name in result.provenance.rubric.criteria]
    yield [
        *["rank", "id", "title", "total", "gate", *spread, *(f"unknowns_{name}" for name in spread)],
        *["best_possible", "worst_possible", "confidence", *criteria, *(f"rank_{rank}" for rank in ranks)],
    ]
    for row in result.rows:
        assessment = row.scored.assessment
        shares = dict(row.weights.acceptability)
        numbers = [
            value
            for own in (row.weights, row.joint)
            for value in (own.expected, own.error, *own.interval, own.first, own.top)
        ]
        practice = assessment.practice
        yield [
            *[row.scored.rank, practice.id, practice.title, assessment.total, assessment.gate.value, *numbers],
            *[*row.possible, row.confidence and row.confidence.share, *(row.central or [None] * len(criteria))],
            *(shares.get(rank, 0.0) for rank in ranks),
        ]


def _criteria(result: Robustness) -> _Lines:
    scopes = ("first", "top", "order")
    ends = [
        f"{scope}_{end}"
        for scope in scopes
        for end in ("low", "low_overtaken", "low_by", "high", "high_overtaken", "high_by")
    ]
    yield ["criterion", "weight", *ends, "correlation_ratio", "ratio_low", "ratio_high", "effective_weight", "estimate"]
    for stable, weighed in zip(result.criteria, result.importance, strict=True):
        cells: list[object] = [stable.criterion, stable.share]
        for interval in (stable.first, stable.top, stable.order):
            for end, what in ((interval.low, interval.below), (interval.high, interval.above)):
                cells += [end, what and what.overtaken, what and what.by]
        yield [*cells, weighed.ratio, *(weighed.interval or (None, None)), weighed.effective, result.estimate.value]


def _neighbours(result: Robustness) -> _Lines:
    criteria = list(result.provenance.rubric.criteria)
    changes = [f"change_{name}" for name in criteria]
    yield ["ahead", "behind", "gap", "stays", "turns", "line_holds", "by_gate", "smallest_change", *changes]
    for pair in result.neighbours:
        swap = pair.swap
        moved = {name: -share for name, share in swap.taken} | {swap.given: swap.moved} if swap else {}
        numbers = [pair.gap, pair.odds.stays, pair.odds.turns, pair.odds.line_holds]
        weights = [moved.get(name, 0.0) if swap else None for name in criteria]
        yield [pair.ahead, pair.behind, *numbers, pair.by_gate, swap and swap.moved, *weights]


def _pairs(result: Robustness) -> _Lines:
    names = [row.scored.assessment.practice.id for row in result.rows]
    yield ["practice", "other", "ahead_in", "dominates"]
    for row, name, line in zip(result.rows, names, result.winning or (), strict=True):
        below = frozenset(row.dominates)
        for other, share in zip(names, line, strict=True):
            if other != name:
                yield [name, other, share, other in below]


def _variants(result: Robustness) -> _Lines:
    yield ["change", "what", "tau", "moved", "same_first", "same_top", "furthest", "before", "after"]
    for variant in result.variants:
        cells = [variant.change.value, variant.what, variant.tau, variant.moved, variant.same_first, variant.same_top]
        moves = variant.furthest
        yield [*cells, *(" ".join(str(getattr(move, part)) for move in moves) for part in ("id", "before", "after"))]


def _correlations(result: Robustness) -> _Lines:
    yield ["first", "second", "r"]
    for pair in result.correlations:
        yield [pair.first, pair.second, pair.r]


_TABLES: dict[str, Callable[[Robustness], _Lines]] = {
    "practices": _practices,
    "criteria": _criteria,
    "neighbours": _neighbours,
    "pairs": _pairs,
    "variants": _variants,
    "correlations": _correlations,
}
