"""All regions by all criteria: the best and weakest on each, where they differ most, and what they have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from secon_cli.analysis.results import Provenance
from secon_cli.analysis.sides import Side, regions
from secon_cli.engine.assessment import TIE, Assessment
from secon_cli.practice.fields import find

CODED = {
    "details.topics[]": "Topics",
    "relevance.aspirations[].aspiration": "SECON's aspirations",
    "quality_assurance[].instrument": "Instruments of quality assurance",
    "details.beneficiaries[].group": "Groups served",
    "details.challenges[].kind": "Kinds of challenge",
    "details.innovation[].kind": "Kinds of innovation",
}
"""The coded fields that are counted, each with its heading. They are counted from codes, not read out of prose."""

ABSENT = frozenset({"other", "not_recorded"})
"""Values that say that a field has no value of its own: nothing that regions share or that sets one apart."""


@dataclass(frozen=True, slots=True)
class RegionScores:
    """A criterion over all regions, in their order; `weight` is its share of the total."""

    id: str
    weight: float
    scores: tuple[float, ...]
    possible: tuple[float, ...] = ()
    """What each score could be if everything unknown turned out well."""

    @property
    def best(self) -> frozenset[int]:
        """The places of the highest scores; none where all are equal."""
        return self._at(max(self.scores))

    @property
    def weakest(self) -> frozenset[int]:
        """The places of the lowest scores; none where all are equal."""
        return self._at(min(self.scores))

    @property
    def surely_weakest(self) -> frozenset[int]:
        """The weakest, where no unknown fact could lift one of them above another region."""
        others = [score for place, score in enumerate(self.scores) if place not in self.weakest]
        lifted = any(self.possible[place] > min(others) + TIE for place in self.weakest if self.possible)
        return frozenset() if lifted else self.weakest

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
        return frozenset(place for place, other in enumerate(self.scores) if abs(other - score) <= TIE)


@dataclass(frozen=True, slots=True)
class TermUse:
    """A value of a vocabulary, with the regions and the number of practices that have it."""

    term: str
    regions: tuple[str, ...]
    practices: int


@dataclass(frozen=True, slots=True)
class Commonality:
    """One coded field over all regions: how many state it, and who uses which value, the most common first."""

    field: str
    title: str
    regions: int
    practices: int
    uses: tuple[TermUse, ...]

    @property
    def shared(self) -> tuple[TermUse, ...]:
        """What more than half of the regions that state the field have; nothing is shared by one region."""
        return tuple(use for use in self._traits if len(use.regions) > max(self.regions / 2, 1))

    @property
    def most_common(self) -> tuple[TermUse, ...]:
        """What the largest number of regions have; nothing where each value belongs to one region."""
        most = max((len(use.regions) for use in self._traits), default=0)
        return tuple(use for use in self._traits if len(use.regions) == most > 1)

    @property
    def rare(self) -> tuple[TermUse, ...]:
        """What only one of several regions has."""
        return tuple(use for use in self._traits if len(use.regions) == 1 < self.regions)

    @property
    def _traits(self) -> tuple[TermUse, ...]:
        return tuple(use for use in self.uses if use.term not in ABSENT)


@dataclass(frozen=True, slots=True)
class RegionTable:
    """What `secon compare` shows alone: regions by total, criteria in the rubric's order."""

    provenance: Provenance
    regions: tuple[Side, ...]
    criteria: tuple[RegionScores, ...]
    total: RegionScores
    common: tuple[Commonality, ...]
    scored: int
    missing: tuple[str, ...]
    """With `eligible_only`, the regions that have no practice that passes the gate."""

    @property
    def ends_certain(self) -> tuple[bool, bool]:
        """Whether the best and the weakest region by total stay so, whatever the unknown facts turn out to be."""
        ranges = [side.range for side in self.regions]
        lows, highs = sorted(range.low for range in ranges), sorted(range.high for range in ranges)
        best = any(range.low > other + TIE for range in ranges for other in highs[-2:-1] if range.high == highs[-1])
        weakest = any(range.high < other - TIE for range in ranges for other in lows[1:2] if range.low == lows[0])
        return best, weakest

    @property
    def by_spread(self) -> tuple[RegionScores, ...]:
        """The criteria by weight × spread, the largest first."""
        return tuple(sorted(self.criteria, key=lambda criterion: -criterion.weighted))


def all_regions(
    assessments: Sequence[Assessment], provenance: Provenance, *, eligible_only: bool = False
) -> RegionTable:
    """All partner regions of the practices; with `eligible_only`, of those that pass the gate."""
    sides = regions(assessments, eligible_only=eligible_only)
    partners = {assessment.practice.location.area for assessment in assessments}
    return RegionTable(
        provenance=provenance,
        regions=sides,
        criteria=tuple(
            RegionScores(
                key,
                share,
                tuple(side.score(key) for side in sides),
                tuple(side.score_range(key).high for side in sides),
            )
            for key, share in provenance.rubric.shares.items()
            if sides
        ),
        total=RegionScores("total", 1.0, tuple(side.total for side in sides), tuple(side.range.high for side in sides)),
        common=tuple(commonality(sides, field, title) for field, title in CODED.items()),
        scored=len(assessments),
        missing=tuple(sorted(partners - {side.name for side in sides})),
    )


def commonality(sides: Sequence[Side], field: str, title: str) -> Commonality:
    """Who states a coded field, and who uses which of its values."""
    # The region of each practice that states the field, and of each that has a value.
    stating: list[str] = []
    holders: dict[str, list[str]] = {}
    for side in sides:
        for assessment in side.practices:
            values = find(assessment.practice, field)
            if values is None:
                continue
            stating.append(side.name)
            for term in {str(value.value) for value in values if value.filled}:
                holders.setdefault(term, []).append(side.name)
    uses = [TermUse(term, tuple(dict.fromkeys(names)), len(names)) for term, names in holders.items()]
    return Commonality(
        field=field,
        title=title,
        regions=len(set(stating)),
        practices=len(stating),
        uses=tuple(sorted(uses, key=lambda use: (-len(use.regions), -use.practices, use.term))),
    )
