"""The two sides of a difference: how every practice stood, what its total was made of, and where that comes from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from secon_cli.analysis.results import Provenance, Scored
from secon_cli.engine.assessment import Assessment
from secon_cli.practice.model import Practice

Indicator: TypeAlias = tuple[str, str]
"""An indicator by the ids of its criterion and of itself."""


_DECIMALS = 6
"""Decimals of the numbers in a stored result."""


class SideKind(StrEnum):
    """Where a side was found."""

    FOLDER = "folder"
    REVISION = "revision"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a practice stood; `practice` is None where a result was stored, which holds no facts."""

    id: str
    title: str
    rank: int
    total: float
    gate: str
    sha256: str | None
    """Hash of the file that it was read from."""
    worths: Mapping[Indicator, float]
    """What each indicator added, in points of the total."""
    practice: Practice | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side: `name` as it was given, `commit` where that stands for one, the practices by id."""

    name: str
    kind: SideKind
    provenance: Provenance
    standings: Mapping[str, Standing]
    unusable: frozenset[str] = frozenset()
    """Ids of practices that are there, but whose files have errors."""
    commit: str | None = None
    filtered: bool = False
    """Whether it may show only some of the practices that were scored."""


def worths(assessment: Assessment) -> dict[Indicator, float]:
    """What each indicator adds to the total."""
    return _worths(assessment, lambda score: score)


def _worths(assessment: Assessment, written: Callable[[float], float]) -> dict[Indicator, float]:
    return {
        (criterion.id, indicator.id): criterion.weight * indicator.weight * written(indicator.score)
        for criterion in assessment.criteria
        for indicator in criterion.indicators
    }


def _written(number: float) -> float:
    return round(number, _DECIMALS)


def standings(scored: Iterable[Scored], provenance: Provenance, *, as_stored: bool = False) -> dict[str, Standing]:
    """How practices stand that were scored just now; with `as_stored`, as far as a stored result would tell."""
    hashes = {one.path: one.sha256 for one in provenance.inputs}
    return {
        one.assessment.practice.id: Standing(
            id=one.assessment.practice.id,
            title=one.assessment.practice.title,
            rank=one.rank,
            total=_written(one.assessment.total) if as_stored else one.assessment.total,
            gate=one.assessment.gate.value,
            sha256=hashes.get(one.file),
            worths=_worths(one.assessment, _written) if as_stored else worths(one.assessment),
            practice=None if as_stored else one.assessment.practice,
        )
        for one in scored
    }
