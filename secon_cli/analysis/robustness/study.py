"""The whole study: every question about the robustness of a ranking, asked and answered in plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secon_cli.analysis.results import Provenance, Scored
from secon_cli.analysis.robustness.acceptability import (
    Spread,
    ahead_of_next,
    central_weights,
    confidence,
    draw_ranks,
    same_above,
    spreads,
    winning,
)
from secon_cli.analysis.robustness.arrays import MOST, Ranks, Scores, scores
from secon_cli.analysis.robustness.intervals import Stability, stability
from secon_cli.analysis.robustness.possible import possible_ranks
from secon_cli.analysis.robustness.redundancy import Correlation, Estimate, Importance, correlations, estimate
from secon_cli.analysis.robustness.redundancy import importance as importances
from secon_cli.analysis.robustness.rubric_variants import Variant, Variants
from secon_cli.analysis.robustness.swaps import Swap, dominated, smallest_swap
from secon_cli.analysis.robustness.unknowns import Unknowns
from secon_cli.analysis.robustness.weights import Trial, draw_weights
from secon_cli.engine.ranking import Ranked

PAIRS_UP_TO = 200
"""Practices beyond which a line for each pair is given only on request."""
TOO_MANY = int(MOST)
"""More practices than can be ranked here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A practice, and how sure its rank is."""

    scored: Scored
    weights: Spread
    """Under drawn weights, all that is unknown taken at its worst, as in the ranking."""
    joint: Spread
    """Under drawn weights, with all that is unknown drawn as well."""
    possible: tuple[int, int]
    """Best and worst rank under the weights in force, whatever turns out to be the case."""
    central: tuple[float, ...] | None
    """Mean of the weights under which it is first, by criterion; None where it never is."""
    confidence: float | None
    """Share of draws of what is unknown in which it is first under those weights."""
    dominates: tuple[str, ...]
    """The practices that no weights can put ahead of it."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two practices that follow each other in the ranking."""

    ahead: str
    behind: str
    gap: float
    """Points of the total between them."""
    stays: float
    """Share of draws in which the first is ahead of the second."""
    turns: float
    """Share of draws in which it is behind."""
    line_holds: float
    """Share of draws in which nobody crosses the line between them, in either direction."""
    by_gate: bool
    """Whether it is the gate that parts them, which no weights overcome."""
    swap: Swap | None
    """The smallest change of weights that swaps them; None where none does, or where they are level."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """What `secon robustness` shows."""

    provenance: Provenance
    trial: Trial
    generator: str
    """What drew the random numbers: other releases of it may draw others from the same seed."""
    top: int
    standings: tuple[Standing, ...]
    neighbours: tuple[Neighbours, ...]
    criteria: tuple[Stability, ...]
    importance: tuple[Importance, ...]
    estimate: Estimate
    correlations: tuple[Correlation, ...]
    variants: tuple[Variant, ...]
    winning: tuple[tuple[float, ...], ...] | None
    """Practices × practices: share of draws in which the first is ahead of the second; None where not asked for."""
    unknown: int
    """How many practices have something unknown about them."""


def study(
    placed: Sequence[Scored], provenance: Provenance, trial: Trial, *, top: int = 3, pairs: bool = False
) -> Robustness:
    """Study a ranking of at least two practices; OrderProblem where the trial's order cannot be drawn."""
    rubric = provenance.rubric
    assessments = [one.assessment for one in placed]
    table = scores([Ranked(one.rank, one.assessment) for one in placed], rubric)
    top = min(top, len(placed))
    weights_seed, unknowns_seed = np.random.SeedSequence(trial.seed).spawn(2)
    weights = draw_weights(trial, table, np.random.default_rng(weights_seed))
    unknowns = Unknowns(assessments, rubric)
    ranks = draw_ranks(table, weights)
    joint = draw_ranks(table, weights, unknowns, unknowns_seed) if unknowns else ranks
    central = central_weights(ranks, weights)
    sure = confidence(assessments, rubric, table, central, trial.draws, unknowns_seed)
    pairs = pairs or len(placed) <= PAIRS_UP_TO
    return Robustness(
        provenance=provenance,
        trial=trial,
        generator=f"numpy {np.__version__} PCG64",
        top=top,
        standings=tuple(
            Standing(
                scored, own, with_unknown, possible, tuple(map(float, mean)) if mean is not None else None, held, below
            )
            for scored, own, with_unknown, possible, mean, held, below in zip(
                placed,
                spreads(ranks, top),
                spreads(joint, top),
                possible_ranks(table),
                central,
                sure,
                _dominated(table),
                strict=True,
            )
        ),
        neighbours=tuple(_neighbours(table, ranks)),
        criteria=stability(table, top),
        importance=importances(table),
        estimate=estimate(len(placed)),
        correlations=correlations(assessments),
        variants=Variants(assessments, rubric, table).compared(top),
        winning=tuple(tuple(map(float, line)) for line in winning(ranks)) if pairs else None,
        unknown=sum(one.range.high > one.range.low or bool(table.uncertain[at]) for at, one in enumerate(assessments)),
    )


def _dominated(table: Scores) -> list[tuple[str, ...]]:
    return [tuple(table.ids[place] for place in np.flatnonzero(below)) for _, below in dominated(table)]


def _neighbours(table: Scores, ranks: Ranks) -> list[Neighbours]:
    stays, turns = ahead_of_next(ranks)
    holds = same_above(ranks)
    totals = table.totals
    found = []
    for place in range(len(table.ids) - 1):
        by_gate = bool(table.fails[place] != table.fails[place + 1])
        level = table.ranks[place] == table.ranks[place + 1]
        found.append(
            Neighbours(
                ahead=table.ids[place],
                behind=table.ids[place + 1],
                gap=float(totals[place] - totals[place + 1]),
                stays=float(stays[place]),
                turns=float(turns[place]),
                line_holds=float(holds[place]),
                by_gate=by_gate,
                swap=None if by_gate or level else smallest_swap(table, place, place + 1),
            )
        )
    return found
