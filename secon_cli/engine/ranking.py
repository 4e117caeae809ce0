"""Ranking: practices that pass the gate, or may, first; then the others; each by total."""

from collections.abc import Iterable
from dataclasses import dataclass

from secon_cli.engine.assessment import Assessment
from secon_cli.practice.time_in_place import GateState

TIE = 1e-9
"""Totals that differ by no more share a rank."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An assessment with its rank; after a tie the next ranks are skipped (1, 2, 2, 4)."""

    rank: int
    assessment: Assessment


def rank(assessments: Iterable[Assessment]) -> tuple[Ranked, ...]:
    """Rank by gate and total; within a tie, by id."""
    ordered = sorted(assessments, key=lambda a: (_fails(a), -a.total, a.practice.id))
    groups: list[list[Assessment]] = []
    for assessment in ordered:
        before = groups[-1][-1] if groups else None
        if before and _fails(before) == _fails(assessment) and before.total - assessment.total <= TIE:
            groups[-1].append(assessment)
        else:
            groups.append([assessment])
    ranked, position = [], 1
    for group in groups:
        ranked += [Ranked(position, assessment) for assessment in sorted(group, key=lambda a: a.practice.id)]
        position += len(group)
    return tuple(ranked)


def _fails(assessment: Assessment) -> bool:
    return assessment.gate is GateState.NOT_MET
