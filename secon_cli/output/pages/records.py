"""The tables of results for spreadsheets and programs (CSV, Excel): names of columns, numbers, and their source."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from secon_cli.analysis.results import Provenance, Ranking
from secon_cli.output.document import Records
from secon_cli.output.numbers import count

# Only for types: each command loads what its own result needs.
if TYPE_CHECKING:
    from secon_cli.analysis.comparison import Comparison
    from secon_cli.analysis.panel import Panel
    from secon_cli.analysis.robustness.study import Robustness
    from secon_cli.analysis.sides import RegionTable

SOURCE = ("rubric", "rubric_sha256", "as_of")
"""The columns that say which rubric and day the numbers come from."""
ROBUSTNESS_TABLES = ("practices", "criteria", "neighbours", "pairs", "variants", "correlations")
"""The tables of `robustness`; each is a method of `_RobustnessTables`."""


def source_cells(provenance: Provenance) -> tuple[str, ...]:
    """The cells of `SOURCE`."""
    rubric = provenance.rubric
    return f"{rubric.rubric} {rubric.version}", rubric.sha256, rubric.as_of.isoformat()


def left_out_notes(provenance: Provenance) -> list[str]:
    """A line for each file that is not in the result."""
    return [f"left out: {file.path} ({count(file.errors, 'error')})" for file in provenance.left_out]


def score_records(ranking: Ranking, *, detail: bool = False) -> Records:
    """A row for each practice, the criteria as columns; with `detail` the indicators too."""
    rubric, source = ranking.provenance.rubric, source_cells(ranking.provenance)
    indicators = [f"{key}.{name}" for key, name, _ in rubric.indicators()] if detail else []
    columns = ["rank", "id", "title", "country", "partner", *rubric.criteria]
    columns += ["total", "low", "high", "coverage", "gate", "band", *SOURCE, *indicators]
    rows = []
    for scored in ranking.practices:
        assessment, place = scored.assessment, scored.assessment.practice.location
        row: list[object] = [scored.rank, assessment.practice.id, assessment.practice.title, place.country, place.area]
        row += [criterion.score for criterion in assessment.criteria]
        row += [assessment.total, assessment.range.low, assessment.range.high, assessment.coverage]
        row += [assessment.gate.value, assessment.band, *source]
        if detail:
            row += [part.score for criterion in assessment.criteria for part in criterion.indicators]
        rows.append(row)
    return Records(columns, rows, left_out_notes(ranking.provenance))


def compare_records(comparison: "Comparison") -> Records:
    """Rows of level `total`, `criterion` and `indicator`; each level's `weighted` adds up to the total's difference."""
    columns = ["first", "second", "level", "criterion", "indicator", "weight", "first_score", "second_score"]
    names, source = [side.name for side in comparison.sides], source_cells(comparison.provenance)
    totals, gap = [side.total for side in comparison.sides], comparison.difference
    rows: list[Sequence[object]] = [[*names, "total", "", "", 1.0, *totals, gap, gap, *source]]
    for criterion in comparison.criteria:
        cells = (criterion.weight, *criterion.scores, criterion.difference, criterion.weighted)
        rows.append([*names, "criterion", criterion.id, "", *cells, *source])
        for part in criterion.indicators:
            # The share of the total, so that weight × difference is the number next to it.
            cells = (criterion.weight * part.weight, *part.scores, part.difference, part.weighted)
            rows.append([*names, "indicator", criterion.id, part.id, *cells, *source])
    notes = left_out_notes(comparison.provenance)
    return Records([*columns, "difference", "weighted", *SOURCE], rows, notes)


def regions_records(table: "RegionTable") -> Records:
    """A row a region, with the criteria as columns."""
    criteria, source = table.provenance.rubric.criteria, source_cells(table.provenance)
    rows = [
        [
            *(side.name, " ".join(side.countries), len(side.practices), len(side.failing)),
            *(side.score(key) for key in criteria),
            *(side.total, side.range.low, side.range.high, *source),
        ]
        for side in table.regions
    ]
    columns = ["partner", "country", "practices", "failing_gate", *criteria, "total", "low", "high", *SOURCE]
    return Records(columns, rows, left_out_notes(table.provenance))


def panel_records(panel: "Panel") -> Records:
    """A row of level `practice` for each practice, then one of level `criterion` for each criterion."""
    figures = ["mean", "median", "lowest", "highest", "spread", "deviation"]
    columns = ["level", "practice", "criterion", "weight", "ratings", *figures, "coverage"]
    columns += ["panel_total", "panel_rank", "rubric_score", "rubric_rank", *SOURCE]
    shares, source = panel.provenance.rubric.shares, source_cells(panel.provenance)
    rows: list[Sequence[object]] = []
    for row in panel.practices:
        assessment = row.scored.assessment
        by_panel, by_rubric = (row.places.panel, row.places.rubric) if row.places else (None, None)
        ratings = sum(len(cell.given) for cell in row.cells)
        totals = (row.coverage, row.total, by_panel, assessment.total, by_rubric)
        rows.append(["practice", row.id, None, 1.0, ratings, *[None] * len(figures), *totals, *source])
        for cell in row.cells:
            key, given = cell.criterion, len(cell.given)
            numbers = [getattr(cell.figures, name, None) for name in figures]
            scores = (given / len(panel.assessors), None, None, assessment.criterion(key).score, None)
            rows.append(["criterion", row.id, key, shares[key], given, *numbers, *scores, *source])
    return Records(columns, rows, left_out_notes(panel.provenance))


def ratings_records(panel: "Panel") -> Records:
    """A row for each rating that counts, with its reason, for a meeting."""
    criteria = panel.provenance.rubric.criteria
    rows = [
        [
            *(row.id, row.scored.assessment.practice.title, criteria[cell.criterion].title),
            *(given.assessor, given.rating, given.reason, ", ".join(given.evidence)),
        ]
        for row in panel.practices
        for cell in row.cells
        for given in cell.given
    ]
    return Records(["practice", "title", "criterion", "assessor", "rating", "reason", "evidence"], rows)


def robustness_records(result: "Robustness", table: str) -> Records:
    """One of the tables of `robustness`; each row ends with where the numbers come from."""
    sampling = result.sampling
    around = "free" if sampling.concentration is None else f"{sampling.concentration:g}"
    source = [*source_cells(result.provenance), str(sampling.draws), str(sampling.seed), around]
    source.append(" > ".join(sampling.order))
    header, *lines = getattr(_RobustnessTables(result), table)()
    columns = [*map(str, header), *SOURCE, "draws", "seed", "concentration", "order"]
    words = {True: "yes", False: "no"}
    rows = [[*(words[cell] if isinstance(cell, bool) else cell for cell in cells), *source] for cells in lines]
    return Records(columns, rows, left_out_notes(result.provenance))


def every_robustness_table(result: "Robustness") -> dict[str, Records]:
    """All tables by name; that of the pairs only where there is one."""
    names = [name for name in ROBUSTNESS_TABLES if name != "pairs" or result.winning is not None]
    return {name.capitalize(): robustness_records(result, name) for name in names}


class _RobustnessTables:
    """The tables of a study: each first gives its header."""

    def __init__(self, result: "Robustness") -> None:
        self._result = result
        self._criteria = list(result.provenance.rubric.criteria)

    def practices(self) -> Iterator[Iterable[Any]]:
        places = range(1, len(self._result.rows) + 1)
        spread = ["expected_rank", "expected_rank_error", "low", "high", "first", "top"]
        yield [
            *["rank", "id", "title", "total", "gate", *spread, *(f"unknowns_{name}" for name in spread)],
            *["best_possible", "worst_possible", "confidence", *(f"central_{name}" for name in self._criteria)],
            *(f"rank_{rank}" for rank in places),
        ]
        for row in self._result.rows:
            assessment, shares = row.scored.assessment, row.weights.acceptability
            numbers = [
                value
                for own in (row.weights, row.joint)
                for value in (own.expected_rank, own.expected_rank_error, *own.interval, own.first, own.top)
            ]
            central = row.central or [None] * len(self._criteria)
            yield [
                *[row.scored.rank, row.id, assessment.practice.title, assessment.total, assessment.gate.value],
                *[*numbers, *row.possible, row.confidence and row.confidence.share, *central],
                *(shares.get(rank, 0.0) for rank in places),
            ]

    def criteria(self) -> Iterator[Iterable[Any]]:
        ends = ("low", "low_overtaken", "low_by", "high", "high_overtaken", "high_by")
        scopes = [f"{scope}_{end}" for scope in ("first", "top", "order") for end in ends]
        importance = ["correlation_ratio", "ratio_low", "ratio_high", "effective_weight", "estimate"]
        yield ["criterion", "weight", *scopes, *importance]
        for stable, weighed in zip(self._result.criteria, self._result.importance, strict=True):
            cells: list[object] = [stable.criterion, stable.share]
            for interval in (stable.first, stable.top, stable.order):
                for end, what in ((interval.low, interval.below), (interval.high, interval.above)):
                    cells += [end, what and what.overtaken, what and what.by]
            cells += [weighed.ratio, *(weighed.interval or (None, None)), weighed.effective]
            yield [*cells, self._result.estimate.value]

    def neighbours(self) -> Iterator[Iterable[Any]]:
        changes = [f"change_{name}" for name in self._criteria]
        yield ["ahead", "behind", "gap", "stays", "turns", "line_holds", "by_gate", "smallest_change", *changes]
        for pair in self._result.neighbours:
            swap = pair.swap
            moved = {name: -weight for name, weight in swap.taken} | {swap.given: swap.moved} if swap else {}
            numbers = [pair.gap, pair.odds.stays, pair.odds.turns, pair.odds.line_holds]
            weights = [moved.get(name, 0.0) if swap else None for name in self._criteria]
            yield [pair.ahead, pair.behind, *numbers, pair.by_gate, swap and swap.moved, *weights]

    def pairs(self) -> Iterator[Iterable[Any]]:
        yield ["practice", "other", "ahead_in", "dominates"]
        for row, wins in zip(self._result.rows, self._result.winning or (), strict=True):
            below = frozenset(row.dominates)
            for other, of_draws in zip(self._result.rows, wins, strict=True):
                if other is not row:
                    yield [row.id, other.id, of_draws, other.id in below]

    def variants(self) -> Iterator[Iterable[Any]]:
        yield ["change", "what", "tau", "moved", "same_first", "same_top", "furthest", "before", "after"]
        for variant in self._result.variants:
            cells = [variant.change.value, variant.what, variant.tau, variant.moved]
            moves = [
                " ".join(str(getattr(move, part)) for move in variant.furthest) for part in ("id", "before", "after")
            ]
            yield [*cells, variant.same_first, variant.same_top, *moves]

    def correlations(self) -> Iterator[Iterable[Any]]:
        yield ["first", "second", "r"]
        for pair in self._result.correlations:
            yield [pair.first, pair.second, pair.r]
