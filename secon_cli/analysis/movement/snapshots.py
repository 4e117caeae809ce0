"""A collection at one time: rank, total and gate of every practice, what its total is made of, and its provenance."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from secon_cli.analysis.results import LeftOut, Provenance, Scored
from secon_cli.engine.assessment import Assessment
from secon_cli.practice.model import Practice

IndicatorKey: TypeAlias = tuple[str, str]
"""An indicator by the ids of its criterion and of itself."""

_DECIMALS = 6
"""Decimals of the numbers in a stored result."""


class SnapshotKind(StrEnum):
    """Where a snapshot was found."""

    FOLDER = "folder"
    REVISION = "revision"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class PracticeState:
    """A practice in a snapshot; `practice` is None in a stored result, which holds no facts."""

    id: str
    title: str
    rank: int
    total: float
    gate: str
    sha256: str | None
    """Hash of the file that it was read from."""
    worths: Mapping[IndicatorKey, float]
    """What each indicator added, in points of the total."""
    practice: Practice | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One side of a difference: `name` as given, `commit` where that names one, the practices by id."""

    name: str
    kind: SnapshotKind
    provenance: Provenance
    states: Mapping[str, PracticeState]
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    """Files with errors, by the id of their practice, or by name where it has none."""
    commit: str | None = None
    filtered: bool = False
    """Whether it may show only some of the practices that were scored."""


def worths(assessment: Assessment) -> dict[IndicatorKey, float]:
    """What each indicator adds to the total."""
    return _worths(assessment, lambda score: score)


def _worths(assessment: Assessment, written: Callable[[float], float]) -> dict[IndicatorKey, float]:
    return {
        (criterion.id, indicator.id): criterion.weight * indicator.weight * written(indicator.score)
        for criterion in assessment.criteria
        for indicator in criterion.indicators
    }


def _written(number: float) -> float:
    return round(number, _DECIMALS)


def states(scored: Iterable[Scored], provenance: Provenance, *, as_stored: bool = False) -> dict[str, PracticeState]:
    """The states of practices that were scored just now; `as_stored` gives only what a stored result would hold."""
    hashes = {source.path: source.sha256 for source in provenance.inputs}
    return {
        ranked.assessment.practice.id: PracticeState(
            id=ranked.assessment.practice.id,
            title=ranked.assessment.practice.title,
            rank=ranked.rank,
            total=_written(ranked.assessment.total) if as_stored else ranked.assessment.total,
            gate=ranked.assessment.gate.value,
            sha256=hashes.get(ranked.file),
            worths=_worths(ranked.assessment, _written) if as_stored else worths(ranked.assessment),
            practice=None if as_stored else ranked.assessment.practice,
        )
        for ranked in scored
    }
