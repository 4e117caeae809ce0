"""All regions against all criteria: who is best and weakest on what, and where they differ most."""

from collections.abc import Sequence
from dataclasses import dataclass

from secon_cli.analysis.commonalities import Commonality, commonalities
from secon_cli.analysis.results import Provenance
from secon_cli.analysis.sides import Side, regions
from secon_cli.engine.assessment import Assessment
from secon_cli.engine.ranking import TIE


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion over all regions, in their order; `weight` is its share of the total."""

    id: str
    weight: float
    scores: tuple[float, ...]

    @property
    def best(self) -> frozenset[int]:
        """The places of the highest scores; none where all are alike."""
        return self._at(max(self.scores))

    @property
    def weakest(self) -> frozenset[int]:
        """The places of the lowest scores; none where all are alike."""
        return self._at(min(self.scores))

    @property
    def spread(self) -> float:
        """Highest minus lowest score."""
        return max(self.scores) - min(self.scores)

    @property
    def weighted(self) -> float:
        """What the spread is worth in points of the total."""
        return self.weight * self.spread

    def _at(self, score: float) -> frozenset[int]:
        if self.spread <= TIE:
            return frozenset()
        return frozenset(place for place, one in enumerate(self.scores) if abs(one - score) <= TIE)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What `secon compare` shows alone: regions by total, criteria in the rubric's order."""

    provenance: Provenance
    regions: tuple[Side, ...]
    columns: tuple[Column, ...]
    total: Column
    common: tuple[Commonality, ...]
    scored: int
    missing: tuple[str, ...]
    """Regions none of whose practices pass the gate, where only those that do were asked for."""

    @property
    def by_spread(self) -> tuple[Column, ...]:
        """The criteria, those on which the regions differ most first, by weight × spread."""
        return tuple(sorted(self.columns, key=lambda column: -column.weighted))


def matrix(assessments: Sequence[Assessment], provenance: Provenance, *, eligible_only: bool = False) -> Matrix:
    """All partner regions of the practices; without regions where none of the practices passes the gate."""
    sides = regions(assessments, eligible_only=eligible_only)
    shares = provenance.rubric.shares
    named = {one.practice.location.partner for one in assessments}
    return Matrix(
        provenance=provenance,
        regions=sides,
        columns=tuple(
            Column(key, share, tuple(side.score(key) for side in sides)) for key, share in shares.items() if sides
        ),
        total=Column("total", 1.0, tuple(side.total for side in sides)),
        common=commonalities(sides),
        scored=len(assessments),
        missing=tuple(sorted(named - {side.name for side in sides})),
    )
