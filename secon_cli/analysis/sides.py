"""The sides of a comparison: which practices a name refers to, and what they score together; and all regions at once.

A side's score is the plain mean of its practices, so that a difference between two sides splits into criteria,
indicators and practices without a remainder. Of all regions: the best and weakest on each criterion, where they differ
most, and what they have in common.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from math import fsum
from typing import NamedTuple

from secon_cli.analysis.names import look_up
from secon_cli.analysis.results import Provenance
from secon_cli.engine import TIE, Assessment, IndicatorAssessment, Range
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


class SideKind(StrEnum):
    """What a side is."""

    PRACTICE = "practice"
    REGION = "region"
    COUNTRY = "country"
    REST = "rest"
    ALL = "all"


class SideProblem(LookupError):
    """Two names that cannot be compared."""


class EmptySide(LookupError):
    """A side without practices."""


@dataclass(frozen=True, slots=True)
class Side:
    """Practices that are scored together, the highest total first."""

    name: str
    kind: SideKind
    practices: tuple[Assessment, ...]
    left_out: tuple[Assessment, ...] = ()
    """Practices that fail the gate, where these are left out."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The practices by id."""
        return tuple(assessment.id for assessment in self.practices)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the practices, each once."""
        return tuple(dict.fromkeys(assessment.practice.location.country for assessment in self.practices))

    @property
    def total(self) -> float:
        """The mean of the totals."""
        return mean([assessment.total for assessment in self.practices])

    @property
    def range(self) -> Range:
        """From what is certain of the mean to what is possible."""
        return mean_range([assessment.range for assessment in self.practices])

    @property
    def failing(self) -> tuple[Assessment, ...]:
        """The practices of the side that do not meet the gate."""
        return tuple(assessment for assessment in self.practices if assessment.fails_gate)

    def score(self, criterion: str) -> float:
        """The mean score on a criterion."""
        return mean([assessment.criterion(criterion).score for assessment in self.practices])

    def score_range(self, criterion: str) -> Range:
        """The range of the mean score on a criterion."""
        return mean_range([assessment.criterion(criterion).range for assessment in self.practices])

    def on(self, criterion: str, indicator: str) -> tuple[IndicatorAssessment, ...]:
        """The indicator of each practice, the highest score first."""
        parts = [
            part
            for assessment in self.practices
            for part in assessment.criterion(criterion).indicators
            if part.id == indicator
        ]
        return tuple(sorted(parts, key=lambda part: (-part.score, part.practice.id)))


def mean(numbers: Sequence[float]) -> float:
    """The arithmetic mean, from a sum without rounding errors."""
    return fsum(numbers) / len(numbers)


def mean_range(ranges: Sequence[Range]) -> Range:
    """The range of a mean."""
    return Range(*(mean(ends) for ends in zip(*ranges, strict=True)))


def two_sides(
    names: Sequence[str | Assessment],
    assessments: Sequence[Assessment],
    *,
    ranks: Mapping[str, int] | None = None,
    eligible_only: bool = False,
) -> tuple[Side, Side]:
    """The sides that two names refer to; `rest` is everything but the other side, `all` is everything.

    A practice from outside the collection is given as its assessment; `ranks` are the ranks that may be given as names.
    Raises NameProblem for a name that refers to nothing or to several things, SideProblem where both sides are the
    same, EmptySide where a side has no practices, or none that pass the gate.
    """
    found: list[tuple[SideKind, str, Sequence[Assessment]]] = []
    for name in names:
        if isinstance(name, Assessment):
            found.append((SideKind.PRACTICE, name.id, [name]))
        elif (word := name.strip().casefold()) in (SideKind.REST, SideKind.ALL):
            found.append((SideKind(word), word, assessments))
        else:
            match = look_up(name, [assessment.practice for assessment in assessments], ranks=ranks)
            group = [assessment for assessment in assessments if assessment.id in match.ids]
            found.append((SideKind(match.kind.value), match.name, group))
    if all(kind is SideKind.REST for kind, *_ in found):
        raise SideProblem("`rest` is everything but the other side: name the other side")
    for place, (kind, name, _) in enumerate(found):
        if kind is SideKind.REST:
            _, other, members = found[1 - place]
            ids = {assessment.id for assessment in members}
            rest = [assessment for assessment in assessments if assessment.id not in ids]
            if not rest:
                raise EmptySide(f"`{other}` is the whole collection, so there is no rest to compare it with")
            found[place] = (kind, name, rest)
    sides = [_side(name, kind, group, eligible_only=eligible_only) for kind, name, group in found]
    first, second = sides
    if set(first.ids) == set(second.ids):
        who = f"`{first.name}`" if first.name == second.name else f"`{first.name}` and `{second.name}`"
        same = f"{len(first.ids)} practices" if len(first.ids) != 1 else "practice"
        raise SideProblem(f"{who}: both sides are the same {same}, so there is nothing to compare")
    return first, second


def regions(assessments: Sequence[Assessment], *, eligible_only: bool = False) -> tuple[Side, ...]:
    """Every partner region as a side, the highest total first; a region that is left without practices is left out."""
    groups: dict[str, list[Assessment]] = {}
    for assessment in assessments:
        groups.setdefault(assessment.practice.location.area, []).append(assessment)
    sides = [
        _side(name, SideKind.REGION, group, eligible_only=eligible_only)
        for name, group in groups.items()
        if not eligible_only or any(not assessment.fails_gate for assessment in group)
    ]
    return tuple(sorted(sides, key=lambda side: (-side.total, side.name)))


def _side(name: str, kind: SideKind, group: Sequence[Assessment], *, eligible_only: bool) -> Side:
    ordered = sorted(group, key=lambda assessment: (-assessment.total, assessment.id))
    left_out = [assessment for assessment in ordered if eligible_only and assessment.fails_gate]
    kept = [assessment for assessment in ordered if not eligible_only or not assessment.fails_gate]
    if not kept:
        raise EmptySide(f"no practice of `{name}` passes the gate; leave out --eligible-only to compare anyway")
    return Side(name, kind, tuple(kept), tuple(left_out))


# --- All regions ------------------------------------------------------------------------------------------------------


def above(range: Range, others: Iterable[Range]) -> bool:
    """Whether a range is above all others, whatever the unknown facts turn out to be."""
    return all(range.low > other.high + TIE for other in others)


def below(range: Range, others: Iterable[Range]) -> bool:
    """Whether a range is below all others, whatever the unknown facts turn out to be."""
    return all(range.high < other.low - TIE for other in others)


class RegionScores(NamedTuple):
    """A criterion, or the total, over all regions, in their order; `weight` is its share of the total."""

    id: str
    weight: float
    ranges: tuple[Range, ...]

    @property
    def scores(self) -> tuple[float, ...]:
        """What is certain of each region."""
        return tuple(range.low for range in self.ranges)

    @property
    def best(self) -> frozenset[int]:
        """The places of the highest scores; none where all are equal."""
        return self._at(max(self.scores))

    @property
    def weakest(self) -> frozenset[int]:
        """The places of the lowest scores; none where all are equal."""
        return self._at(min(self.scores))

    @property
    def best_certain(self) -> bool:
        """Whether the same regions have the highest score, whatever the unknown facts turn out to be."""
        return self._certain(self.best, above)

    @property
    def weakest_certain(self) -> bool:
        """Whether the same regions have the lowest score, whatever the unknown facts turn out to be."""
        return self._certain(self.weakest, below)

    @property
    def spread(self) -> float:
        """Highest minus lowest score."""
        return max(self.scores) - min(self.scores)

    @property
    def spread_range(self) -> Range:
        """The least and the largest spread that unknown facts allow."""
        lows, highs = self.scores, [range.high for range in self.ranges]
        pairs = permutations(self.ranges, 2)
        return Range(max(0.0, max(lows) - min(highs)), max((one.high - other.low for one, other in pairs), default=0.0))

    @property
    def weighted(self) -> float:
        """What the spread is worth in points of the total."""
        return self.weight * self.spread

    def _at(self, score: float) -> frozenset[int]:
        if self.spread <= TIE:
            return frozenset()
        return frozenset(place for place, other in enumerate(self.scores) if abs(other - score) <= TIE)

    def _certain(self, places: frozenset[int], beyond: Callable[[Range, Iterable[Range]], bool]) -> bool:
        shared = [self.ranges[place] for place in places]
        # Unknown facts of regions that share a place could part them.
        parted = len(shared) > 1 and any(range.high - range.low > TIE for range in shared)
        others = [range for place, range in enumerate(self.ranges) if place not in places]
        return bool(shared) and not parted and all(beyond(range, others) for range in shared)


class TermUse(NamedTuple):
    """A value of a vocabulary, with the regions and the number of practices that have it."""

    term: str
    regions: tuple[str, ...]
    """Names of the regions with a practice that has the value."""
    practices: int
    """How many practices have it."""


class Commonality(NamedTuple):
    """One coded field over all regions: how many state it, and who uses which value, the most common first."""

    field: str
    title: str
    regions: int
    """How many regions state the field."""
    practices: int
    """How many practices state the field."""
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
    """The highest total first."""
    criteria: tuple[RegionScores, ...]
    total: RegionScores
    common: tuple[Commonality, ...]
    """The coded fields, and which regions share their values."""
    scored: int
    missing: tuple[str, ...]
    """With `eligible_only`, the regions that have no practice that passes the gate."""

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
            RegionScores(key, share, tuple(side.score_range(key) for side in sides))
            for key, share in provenance.rubric.shares.items()
            if sides
        ),
        total=RegionScores("total", 1.0, tuple(side.range for side in sides)),
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
