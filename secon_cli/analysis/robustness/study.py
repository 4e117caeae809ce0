"""The whole study: every question about the robustness of a ranking, answered in plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secon_cli.analysis.results import Provenance, Scored
from secon_cli.analysis.robustness.arrays import MOST, Floats, scores
from secon_cli.analysis.robustness.conclusions import Conclusions, RobustnessRow, conclude
from secon_cli.analysis.robustness.draws import (
    WeightSampling,
    central_weights,
    draw_ranks,
    neighbour_odds,
    spreads,
    winning,
)
from secon_cli.analysis.robustness.groups import Neighbours, drawn, grouped, neighbours
from secon_cli.analysis.robustness.importance import (
    Importance,
    ImportanceEstimate,
    IndicatorCorrelation,
    correlations,
    estimate,
    importances,
)
from secon_cli.analysis.robustness.rubric_variants import RubricVariant, RubricVariants
from secon_cli.analysis.robustness.unknowns import Unknowns, confidences, possible_ranks
from secon_cli.analysis.robustness.weight_changes import WeightStability, dominated, stability
from secon_cli.engine.ranking import Ranked

PAIRS_UP_TO = 200
"""Practices beyond which a line for each pair is given only on request."""
TOO_MANY = int(MOST)
"""More practices than can be ranked here."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """What `secon robustness` shows."""

    provenance: Provenance
    sampling: WeightSampling
    generator: str
    """What drew the random numbers: other releases of it may draw others from the same seed."""
    top: int
    rows: tuple[RobustnessRow, ...]
    neighbours: tuple[Neighbours, ...]
    criteria: tuple[WeightStability, ...]
    importance: tuple[Importance, ...]
    estimate: ImportanceEstimate
    correlations: tuple[IndicatorCorrelation, ...]
    variants: tuple[RubricVariant, ...]
    winning: tuple[tuple[float, ...], ...] | None
    """Practices × practices: share of draws in which the first is ahead of the second; None where not asked for."""
    conclusions: Conclusions


def study(
    placed: Sequence[Scored], provenance: Provenance, sampling: WeightSampling, *, top: int = 3, pairs: bool = False
) -> Robustness:
    """Study a ranking of at least two practices; OrderProblem where the order of the criteria cannot be drawn."""
    rubric = provenance.rubric
    assessments = [scored.assessment for scored in placed]
    table = scores([Ranked(scored.rank, scored.assessment) for scored in placed], rubric)
    top = min(top, len(placed))
    weights, unknowns_seed = drawn(sampling, table)
    unknowns = Unknowns(assessments, rubric)
    ranks = draw_ranks(table, weights)
    joint = draw_ranks(table, weights, unknowns, unknowns_seed) if unknowns else ranks
    central = central_weights(ranks, weights)
    means = [mean and mean[0] for mean in central]
    odds = neighbour_odds(ranks)
    pairs_of_neighbours = neighbours(table, odds, neighbour_odds(joint) if unknowns else odds)
    rows = tuple(
        RobustnessRow(
            scored=scored,
            weights=own,
            joint=with_unknowns,
            possible=possible,
            fails_gate=fails,
            central=_plain(mean and mean[0]),
            central_error=_plain(mean and mean[1]),
            confidence=confidence,
            dominates=tuple(table.ids[place] for place in np.flatnonzero(below)),
        )
        for scored, own, with_unknowns, possible, fails, mean, confidence, (_, below) in zip(
            placed,
            spreads(ranks, top),
            spreads(joint, top),
            possible_ranks(table),
            unknowns.failing(table.fails),
            central,
            confidences(assessments, rubric, table, means, sampling.draws, unknowns_seed),
            dominated(table),
            strict=True,
        )
    )
    stabilities = stability(table, top)
    alike = correlations(assessments)
    variants = RubricVariants(assessments, rubric, table).compared(top)
    return Robustness(
        provenance=provenance,
        sampling=sampling,
        generator=f"numpy {np.__version__} PCG64",
        top=top,
        rows=rows,
        neighbours=pairs_of_neighbours,
        criteria=stabilities,
        importance=importances(table, np.random.SeedSequence(sampling.seed, spawn_key=(2,))),
        estimate=estimate(len(placed)),
        correlations=alike,
        variants=variants,
        winning=tuple(tuple(map(float, line)) for line in winning(ranks))
        if pairs or len(placed) <= PAIRS_UP_TO
        else None,
        conclusions=conclude(
            rows,
            grouped(table, pairs_of_neighbours),
            pairs_of_neighbours,
            stabilities,
            variants,
            alike,
            unknown=sum(
                assessment.range.high > assessment.range.low or bool(uncertain)
                for assessment, uncertain in zip(assessments, table.uncertain, strict=True)
            ),
        ),
    )


def _plain(numbers: Floats | None) -> tuple[float, ...] | None:
    return None if numbers is None else tuple(map(float, numbers))
