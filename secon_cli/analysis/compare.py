"""Two sides side by side: the difference of their totals taken apart into criteria and indicators.

A total is a weighted mean of criteria, and a side's score is the mean of its practices; both are linear, so weight ×
difference, summed over the criteria, is the difference of the totals. Differences are first minus second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from secon_cli.analysis.conclusion import Conclusion, Standing, conclusion, standing
from secon_cli.analysis.lessons import Lesson, lessons
from secon_cli.analysis.results import Provenance
from secon_cli.analysis.sides import Behind, Side, mean_score
from secon_cli.engine.assessment import Range
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class IndicatorComparison:
    """An indicator of both sides: `weight` is its share of the criterion, `weighted` is in points of the total."""

    id: str
    weight: float
    scores: tuple[float, float]
    difference: float
    weighted: float
    behind: tuple[tuple[Behind, ...], tuple[Behind, ...]]


@dataclass(frozen=True, slots=True)
class CriterionComparison:
    """A criterion of both sides: `weighted` is share of weight × difference, in points of the total."""

    id: str
    weight: float
    scores: tuple[float, float]
    ranges: tuple[Range, Range]
    difference: float
    weighted: float
    indicators: tuple[IndicatorComparison, ...]

    @property
    def standing(self) -> Standing:
        """Who is ahead on it."""
        return standing(*self.ranges)

    @property
    def by_size(self) -> tuple[IndicatorComparison, ...]:
        """The indicators, those that part the sides most first."""
        return tuple(sorted(self.indicators, key=lambda one: -abs(one.weighted)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `secon compare A B` shows; `criteria` are in the order of the rubric."""

    provenance: Provenance
    first: Side
    second: Side
    scored: int
    criteria: tuple[CriterionComparison, ...]
    conclusion: Conclusion
    lessons: tuple[tuple[Lesson, ...], tuple[Lesson, ...]]
    """What the first side could learn from the second, and the second from the first."""

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.first, self.second

    @property
    def difference(self) -> float:
        """First total minus second total."""
        return self.first.total - self.second.total

    @property
    def by_size(self) -> tuple[CriterionComparison, ...]:
        """The criteria, those that part the sides most first."""
        return tuple(sorted(self.criteria, key=lambda one: -abs(one.weighted)))


def compare(first: Side, second: Side, provenance: Provenance, scored: int) -> Comparison:
    """Put two sides side by side; `scored` is the number of practices that they were chosen from."""
    rubric = provenance.rubric
    return Comparison(
        provenance=provenance,
        first=first,
        second=second,
        scored=scored,
        criteria=criteria(first, second, rubric),
        conclusion=conclusion(first, second),
        lessons=(lessons(second, first, rubric), lessons(first, second, rubric)),
    )


def criteria(first: Side, second: Side, rubric: Rubric) -> tuple[CriterionComparison, ...]:
    """Every criterion of the rubric, compared."""
    return tuple(_criterion((first, second), rubric, key, share) for key, share in rubric.shares.items())


def _criterion(sides: tuple[Side, Side], rubric: Rubric, key: str, share: float) -> CriterionComparison:
    first, second = sides
    scores = first.score(key), second.score(key)
    parts = rubric.indicator_shares(key)
    return CriterionComparison(
        id=key,
        weight=share,
        scores=scores,
        ranges=(first.score_range(key), second.score_range(key)),
        difference=scores[0] - scores[1],
        weighted=share * (scores[0] - scores[1]),
        indicators=tuple(_indicator(sides, key, name, part, share) for name, part in parts.items()),
    )


def _indicator(sides: Sequence[Side], criterion: str, key: str, part: float, share: float) -> IndicatorComparison:
    first, second = (side.behind(criterion, key) for side in sides)
    scores = mean_score(first), mean_score(second)
    difference = scores[0] - scores[1]
    return IndicatorComparison(key, part, scores, difference, share * part * difference, (first, second))
