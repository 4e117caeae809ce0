"""The whole study: every question about the robustness of a ranking, answered in plain values, and what follows.

*Safe* is what holds in 95 % of the draws, both with all that is unknown drawn as well and without.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secon_cli.analysis.results import Provenance, RankGroup, Scored
from secon_cli.analysis.robustness import SAFE, TOSS, arrays, changes, draws, importance
from secon_cli.analysis.robustness.importance import Importance, ImportanceEstimate, IndicatorCorrelation

_RARE = 0.01
"""Share of draws below which a practice among the first k is not named."""
_SHIFT = 1.0
"""Ranks by which drawing the unknown has to move the mean rank of a practice that is named for it."""
_TOGETHER = 0.5
"""Correlation from which on two indicators are said to go together; −0.5 and less counts too."""


@dataclass(frozen=True, slots=True)
class RobustnessRow:
    """A practice, and how sure its rank is."""

    scored: Scored
    weights: draws.RankSpread
    """Under drawn weights, all that is unknown taken at its worst, as in the ranking."""
    joint: draws.RankSpread
    """Under drawn weights, with all that is unknown drawn as well."""
    possible: tuple[int, int]
    """Best and worst rank under the weights in force, whatever the unknown turns out to be."""
    fails_gate: float
    """Share of what its dates allow with which it fails the gate: 0 or 1 where the dates leave no doubt."""
    central: tuple[float, ...] | None
    """Mean of the weights under which it is first, by criterion; None where it never is."""
    central_error: tuple[float, ...] | None
    """Standard error of each, from the number of draws; None with fewer than two draws."""
    confidence: arrays.Confidence | None
    """How often it is first under those weights, whatever the unknown turns out to be."""
    below: Sequence[int]
    """The places in the ranking, from 0, of the practices that no weights can put ahead of it."""
    ids: tuple[str, ...]
    """The ids of all practices, in the order of the ranking."""

    @property
    def dominates(self) -> tuple[str, ...]:
        """The practices that no weights can put ahead of it."""
        return tuple([self.ids[place] for place in self.below])

    @property
    def id(self) -> str:
        """The practice's id."""
        return self.scored.id

    @property
    def shift(self) -> float:
        """Ranks by which drawing the unknown moves the mean rank; positive is down."""
        return self.joint.expected_rank - self.weights.expected_rank

    @property
    def safely_first(self) -> bool:
        """Whether it is first in nearly all draws, with the unknown drawn and without."""
        return min(self.weights.first, self.joint.first) >= SAFE

    @property
    def safely_top(self) -> bool:
        """Whether it is among the first k in nearly all draws, with the unknown drawn and without."""
        return min(self.weights.top, self.joint.top) >= SAFE


@dataclass(frozen=True, slots=True)
class Conclusions:
    """The sentences of `secon robustness`, as numbers and ids."""

    safe_from: float
    coin_toss_up_to: float
    groups: tuple[RankGroup, ...]
    nameable: int
    """How many practices at the top are each a group of their own: single ranks that can be stated."""
    safely_first: tuple[str, ...]
    """Practices that are safely first; more than one where they are level."""
    may_be_first: tuple[str, ...]
    """Where none is: the practices that are first in any draw, the most frequent first."""
    safely_top: tuple[str, ...]
    """Practices that are safely among the first k."""
    may_be_top: tuple[str, ...]
    """Other practices that are among them in a hundredth of the draws or more, the most frequent first."""
    coin_tosses: tuple[str, ...]
    """Practices whose order with the next is open."""
    first_changes: changes.WeightThreshold | None
    """The least change of a single weight that changes the first place."""
    top_changes: changes.WeightThreshold | None
    """The least change of a single weight that changes the first k."""
    unknown: int
    """How many practices have something unknown about them."""
    moved_by_unknown: tuple[str, ...]
    """Practices whose rank the unknown can change under the weights in force, the widest range first."""
    shifted_by_unknown: tuple[str, ...]
    """Practices whose mean rank changes by one or more when the unknown is drawn."""
    variants: int
    """Other rubrics that change any score."""
    variants_without_effect: int
    keep_first: int
    """Of those that change any score, how many keep the first place."""
    keep_top: int
    by_change: tuple[changes.VariantSummary, ...]
    correlations: int
    """Pairs of indicators that differ between practices."""
    together_from: float
    go_together: int
    """Pairs whose correlation is at least that, either way."""


def conclude(
    rows: Sequence[RobustnessRow],
    groups: tuple[RankGroup, ...],
    pairs: Sequence[draws.Neighbours],
    stabilities: Sequence[changes.WeightStability],
    variants: Sequence[changes.RubricVariant],
    correlations: Sequence[IndicatorCorrelation],
    unknown: int,
) -> Conclusions:
    """Draw the conclusions; rows are in the order of the ranking."""
    singles = [len(group.ids) == 1 and group.holds and not group.fails_gate for group in groups]
    safely_first = tuple(row.id for row in rows if row.safely_first)
    safely_top = tuple(row.id for row in rows if row.safely_top)
    first = sorted(rows, key=lambda row: (-max(row.weights.first, row.joint.first), row.scored.rank))
    top = sorted(rows, key=lambda row: (-max(row.weights.top, row.joint.top), row.scored.rank))
    moving = [row for row in rows if row.possible[0] != row.possible[1]]
    moving.sort(key=lambda row: (row.possible[0] - row.possible[1], row.scored.rank))
    informative = [variant for variant in variants if variant.changes_scores]
    return Conclusions(
        safe_from=SAFE,
        coin_toss_up_to=TOSS,
        groups=groups,
        nameable=singles.index(False) if False in singles else len(singles),
        safely_first=safely_first,
        may_be_first=()
        if safely_first
        else tuple(row.id for row in first if max(row.weights.first, row.joint.first) > 0),
        safely_top=safely_top,
        may_be_top=tuple(
            row.id for row in top if row.id not in safely_top and max(row.weights.top, row.joint.top) >= _RARE
        ),
        coin_tosses=tuple(pair.ahead for pair in pairs if pair.coin_toss),
        first_changes=changes.nearest_threshold((stable, stable.first) for stable in stabilities),
        top_changes=changes.nearest_threshold((stable, stable.top) for stable in stabilities),
        unknown=unknown,
        moved_by_unknown=tuple(row.id for row in moving),
        shifted_by_unknown=tuple(row.id for row in rows if abs(row.shift) >= _SHIFT),
        variants=len(informative),
        variants_without_effect=len(variants) - len(informative),
        keep_first=sum(variant.same_first for variant in informative),
        keep_top=sum(variant.same_top for variant in informative),
        by_change=changes.summaries(variants),
        correlations=len(correlations),
        together_from=_TOGETHER,
        go_together=sum(abs(pair.r) >= _TOGETHER for pair in correlations),
    )


PAIRS_UP_TO = 200
"""Practices beyond which a line for each pair is given only on request."""
TOO_MANY = int(arrays.MOST)
"""More practices than can be ranked here."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """What `secon robustness` shows."""

    provenance: Provenance
    sampling: draws.WeightSampling
    generator: str
    """What drew the random numbers: other releases of it may draw others from the same seed."""
    top: int
    """The k of the first k."""
    rows: tuple[RobustnessRow, ...]
    neighbours: tuple[draws.Neighbours, ...]
    criteria: tuple[changes.WeightStability, ...]
    importance: tuple[Importance, ...]
    estimate: ImportanceEstimate
    correlations: tuple[IndicatorCorrelation, ...]
    """Pairs of indicators, the most alike first."""
    variants: tuple[changes.RubricVariant, ...]
    """Other rubrics, and what becomes of the ranking."""
    winning: tuple[tuple[float, ...], ...] | None
    """Practices × practices: share of draws in which the first is ahead of the second; None where not asked for."""
    conclusions: Conclusions


def generator() -> str:
    """What draws the random numbers."""
    return f"numpy {np.__version__} PCG64"


def study(
    placed: Sequence[Scored],
    provenance: Provenance,
    sampling: draws.WeightSampling,
    *,
    top: int = 3,
    pairs: bool = False,
) -> Robustness:
    """Study a ranking of at least two practices; OrderProblem where the order of the criteria cannot be drawn."""
    rubric = provenance.rubric
    assessments = [scored.assessment for scored in placed]
    top = min(top, len(placed))
    found = draws.drawn(placed, rubric, sampling, pairs=pairs or len(placed) <= PAIRS_UP_TO)
    table = found.table
    central = found.tally.central_weights(found.weights)
    spread = found.tally.spreads(top)
    ahead = found.tally.winning()
    neighbours = draws.neighbours(table, found.tally.odds(), found.joint.odds())
    rows = tuple(
        RobustnessRow(
            scored=scored,
            weights=own,
            joint=with_unknowns,
            possible=possible,
            fails_gate=fails,
            central=_plain(mean),
            central_error=_plain(error),
            confidence=confidence,
            below=array("H", np.flatnonzero(below).tolist()),
            ids=table.ids,
        )
        for scored, own, with_unknowns, possible, fails, (mean, error), confidence, (_, below) in zip(
            placed,
            spread,
            spread if found.joint is found.tally else found.joint.spreads(top),
            arrays.possible_ranks(table),
            found.unknowns.failing(table.fails),
            central,
            arrays.confidences(assessments, rubric, table, [mean for mean, _ in central], sampling.draws, found.seed),
            changes.dominated(table),
            strict=True,
        )
    )
    stabilities = changes.stability(table, top)
    alike = importance.correlations(assessments)
    variants = tuple(changes.RubricVariants(assessments, rubric, table, top).all())
    return Robustness(
        provenance=provenance,
        sampling=sampling,
        generator=generator(),
        top=top,
        rows=rows,
        neighbours=neighbours,
        criteria=stabilities,
        importance=importance.importances(table, np.random.SeedSequence(sampling.seed, spawn_key=(2,))),
        estimate=importance.estimate(len(placed)),
        correlations=alike,
        variants=variants,
        winning=None if ahead is None else tuple(tuple(map(float, line)) for line in ahead),
        conclusions=conclude(
            rows,
            draws.grouped(table, neighbours),
            neighbours,
            stabilities,
            variants,
            alike,
            unknown=sum(
                assessment.range.high > assessment.range.low or bool(uncertain)
                for assessment, uncertain in zip(assessments, table.uncertain, strict=True)
            ),
        ),
    )


def _plain(numbers: arrays.Floats | None) -> tuple[float, ...] | None:
    return None if numbers is None else tuple(map(float, numbers))
