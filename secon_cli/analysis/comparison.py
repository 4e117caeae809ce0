"""Two sides compared: the difference of their totals by criterion and indicator, and what it allows to conclude.

A total is a weighted mean of criteria, and a side's score is the mean of its practices. Both are linear, so weight ×
difference, summed over the criteria, is the difference of the totals. Differences are first minus second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, combinations, product
from math import comb, fsum
from operator import methodcaller
from typing import NamedTuple

from secon_cli.analysis.results import Provenance
from secon_cli.analysis.sides import Side, mean
from secon_cli.engine import TIE, Assessment, CriterionAssessment, IndicatorAssessment, Range, adding_up, difference_of
from secon_cli.practice.fields import block_at, duration_words, fact, value_at
from secon_cli.practice.model import Duration, Practice
from secon_cli.practice.vocabularies import Term, grade_words
from secon_cli.rubric.base import cut
from secon_cli.rubric.model import Rubric

MOST_SPLITS = 20_000
"""With more ways to split the practices than this, the splits are not counted."""
_FULL, _EMPTY = 100.0, 0.0
"""The scores of an indicator from which, and with which, a side can learn."""
_MOST_FACTS = 2
"""Items of a list, and reasons that nothing counted, that are put into one line."""


class Ahead(StrEnum):
    """Which side has the higher score, whatever the unknown facts turn out to be."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"
    OPEN = "open"
    """The ranges overlap: unknown facts could change the order."""


class IndicatorComparison(NamedTuple):
    """An indicator of both sides: `weight` is its share of the criterion, `weighted` is in points of the total."""

    id: str
    weight: float
    """Share of the criterion."""
    scores: tuple[float, float]
    difference: float
    weighted: float
    """Points of the total."""
    points: float
    """`weighted` to one decimal, rounded so that the indicators add up to the points of their criterion."""
    practices: tuple[tuple[IndicatorAssessment, ...], tuple[IndicatorAssessment, ...]]
    """Of each side, the highest score first."""


class CriterionComparison(NamedTuple):
    """A criterion of both sides: `weighted` is share of weight × difference, in points of the total."""

    id: str
    weight: float
    """Share of the total."""
    scores: tuple[float, float]
    ranges: tuple[Range, Range]
    difference: float
    difference_printed: float
    """The difference of the two scores as printed, to one decimal."""
    difference_range: Range
    weighted: float
    """Points of the total."""
    points: float
    """`weighted` to one decimal, rounded so that the criteria add up to the difference of the totals."""
    indicators: tuple[IndicatorComparison, ...]

    @property
    def ahead(self) -> Ahead:
        """Which side has the higher score."""
        return ahead(self.difference_range)

    @property
    def by_size(self) -> tuple[IndicatorComparison, ...]:
        """The indicators, the largest difference first."""
        return tuple(sorted(self.indicators, key=lambda indicator: -abs(indicator.weighted)))


@dataclass(frozen=True, slots=True)
class PairCount:
    """The pairs of a practice of the first side and one of the second, and how many of them each side wins."""

    all: int
    first: int
    second: int
    first_certain: int
    """Pairs that the first side wins whatever the unknown facts turn out to be."""
    second_certain: int


class Splits(NamedTuple):
    """The ways to split the practices into groups of these sizes, and how many give a gap at least as large.

    This is the count behind an exact permutation test (R. A. Fisher, *The Design of Experiments*, 1935, section 21).
    """

    all: int
    as_large: int

    @property
    def share(self) -> float:
        """Share of the splits with a gap at least as large."""
        return self.as_large / self.all


class Lesson(NamedTuple):
    """An indicator on which every practice of one side has 0 (`empty`) and some of the other have 100 (`full`)."""

    criterion: str
    indicator: str
    worth: float
    """Points of the total that a practice gains if it becomes full."""
    full: tuple[IndicatorAssessment, ...]
    """Practices with 100."""
    empty: tuple[IndicatorAssessment, ...]

    @property
    def unknown(self) -> bool:
        """Whether no practice of the learning side was assessed on it."""
        return not any(indicator.assessed for indicator in self.empty)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `secon compare A B` shows; `criteria` are in the order of the rubric."""

    provenance: Provenance
    sides: tuple[Side, Side]
    """Both sides."""
    scored: int
    """How many practices the sides were chosen from."""
    difference: float
    """First total minus second total."""
    points: float
    """The difference of the two totals as printed, to one decimal."""
    difference_range: Range
    criteria: tuple[CriterionComparison, ...]
    mostly: tuple[str, ...]
    """The criteria with the largest differences: together at least half of what all criteria differ by."""
    on_both: tuple[str, ...]
    """Ids of practices that are on both sides."""
    pairs: PairCount | None
    """None where a practice is on both sides."""
    splits: Splits | None
    """None where a practice is on both sides, and where there are too few or too many ways to split them."""
    lessons: tuple[tuple[Lesson, ...], tuple[Lesson, ...]]
    """What the first side could learn from the second, and the second from the first."""

    @property
    def ahead(self) -> Ahead:
        """Which side has the higher total."""
        return ahead(self.difference_range)

    @property
    def by_size(self) -> tuple[CriterionComparison, ...]:
        """The criteria, the largest difference first."""
        return tuple(sorted(self.criteria, key=lambda criterion: -abs(criterion.weighted)))


def compare(first: Side, second: Side, provenance: Provenance, scored: int) -> Comparison:
    """Compare two sides; `scored` is the number of practices that they were chosen from."""
    rubric, points = provenance.rubric, difference_of(first.total, second.total)
    shares = rubric.shares
    scores = {key: (first.score(key), second.score(key)) for key in shares}
    weighted = {key: share * (scores[key][0] - scores[key][1]) for key, share in shares.items()}
    criteria = []
    for (key, share), printed in zip(shares.items(), adding_up([*weighted.values()], points), strict=True):
        parts = rubric.indicator_shares(key)
        practices = {name: (first.on(key, name), second.on(key, name)) for name in parts}
        means = {
            name: (mean([part.score for part in own]), mean([part.score for part in other]))
            for name, (own, other) in practices.items()
        }
        gaps = [means[name][0] - means[name][1] for name in parts]
        exact = [share * part * gap for part, gap in zip(parts.values(), gaps, strict=True)]
        criteria.append(
            CriterionComparison(
                id=key,
                weight=share,
                scores=scores[key],
                ranges=(first.score_range(key), second.score_range(key)),
                difference=scores[key][0] - scores[key][1],
                difference_printed=difference_of(*scores[key]),
                difference_range=_difference_range(first, second, methodcaller("criterion", key)),
                weighted=weighted[key],
                points=printed,
                indicators=tuple(
                    IndicatorComparison(name, parts[name], means[name], gap, worth, rounded, practices[name])
                    for name, gap, worth, rounded in zip(parts, gaps, exact, adding_up(exact, printed), strict=True)
                ),
            )
        )
    half = fsum(map(abs, weighted.values())) / 2
    largest = sorted(shares, key=lambda key: -abs(weighted[key]))
    before = accumulate((abs(weighted[key]) for key in largest), initial=0.0)
    on_both = tuple(sorted(set(first.ids) & set(second.ids)))
    pairs, chance = None, None
    if not on_both:
        chance = splits(*([assessment.total for assessment in side.practices] for side in (first, second)))
        each = [*product(first.practices, second.practices)]
        pairs = PairCount(
            all=len(each),
            first=sum(own.total > other.total + TIE for own, other in each),
            second=sum(other.total > own.total + TIE for own, other in each),
            first_certain=sum(own.range.low > other.range.high + TIE for own, other in each),
            second_certain=sum(other.range.low > own.range.high + TIE for own, other in each),
        )
    return Comparison(
        provenance=provenance,
        sides=(first, second),
        scored=scored,
        difference=first.total - second.total,
        points=points,
        difference_range=_difference_range(first, second, lambda assessment: assessment),
        criteria=tuple(criteria),
        mostly=tuple(key for key, reached in zip(largest, before, strict=False) if reached < half),
        on_both=on_both,
        pairs=pairs,
        splits=chance,
        lessons=(lessons(second, first, rubric), lessons(first, second, rubric)),
    )


def _difference_range(first: Side, second: Side, of: Callable[[Assessment], Assessment | CriterionAssessment]) -> Range:
    """The range of first mean minus second mean, of the practices or of what `of` gives of them.

    A practice on both sides has one true score, not two: its range enters once, with the difference of its shares.
    """
    ranges = {assessment.id: of(assessment).range for side in (first, second) for assessment in side.practices}
    shares = {id: (id in first.ids) / len(first.ids) - (id in second.ids) / len(second.ids) for id in ranges}
    return Range(
        low=fsum(share * (ranges[id].low if share > 0 else ranges[id].high) for id, share in shares.items()),
        high=fsum(share * (ranges[id].high if share > 0 else ranges[id].low) for id, share in shares.items()),
    )


def ahead(difference: Range) -> Ahead:
    """Which side is ahead, given the range of first minus second; open where it reaches zero and is not only zero."""
    if difference.low > TIE:
        return Ahead.FIRST
    if difference.high < -TIE:
        return Ahead.SECOND
    return Ahead.EQUAL if max(abs(difference.low), abs(difference.high)) <= TIE else Ahead.OPEN


def splits(first: Sequence[float], second: Sequence[float]) -> Splits | None:
    """How many splits give means at least as far apart; None for two practices, and where there are too many."""
    small, large = sorted((list(first), list(second)), key=len)
    totals = [*small, *large]
    count = comb(len(totals), len(small))
    if len(totals) < 3 or count > MOST_SPLITS:
        return None
    whole = fsum(totals)

    def distance(group: Sequence[float]) -> float:
        inside = fsum(group)
        return abs(inside / len(small) - (whole - inside) / len(large))

    reached = distance(small) - TIE
    return Splits(count, sum(distance(group) >= reached for group in combinations(totals, len(small))))


def lessons(teacher: Side, learner: Side, rubric: Rubric) -> tuple[Lesson, ...]:
    """The lessons that one side has for the other, the most valuable first; what only time can raise is no lesson."""
    found = []
    for criterion, share in rubric.shares.items():
        for indicator, part in rubric.indicator_shares(criterion).items():
            taught, empty = (side.on(criterion, indicator) for side in (teacher, learner))
            full = tuple(own for own in taught if own.score >= _FULL - TIE)
            worth = 100 * share * part
            # Nothing is there, or no one looked; a 0 that only an unknown date makes may be anything.
            nothing = all(
                own.score <= _EMPTY + TIE and (own.range.high <= _EMPTY + TIE or not own.assessed) for own in empty
            )
            if worth and full and nothing and not full[0].only_time:
                found.append(Lesson(criterion, indicator, worth, full, empty))
    return tuple(sorted(found, key=lambda lesson: (-lesson.worth, lesson.criterion, lesson.indicator)))


class Reason(NamedTuple):
    """A fact in the words of the file, and what it cites; `counted` is whether it earned points."""

    text: str
    evidence: tuple[str, ...] = ()
    counted: bool = False
    points: float = 0.0
    """Points on the indicator, as its measure counts them."""
    brief: str = ""
    """The fact without its coded terms, where it has any."""

    @property
    def short(self) -> str:
        """The shortest form of the fact."""
        return self.brief or self.text


def reasons(indicator: IndicatorAssessment) -> list[Reason]:
    """Why a practice has this score: what counted, the most points first, else why nothing did."""
    practice, measure = indicator.practice, indicator.measure
    if not indicator.assessed:
        return [Reason("not assessed")]
    if measure.feared:
        against = [Reason(f"counts against it: {_at(practice, item.field)}") for item in indicator.not_counted]
        uncited = any(not item.evidence and item.points < 1 for item in indicator.counted)
        cites = ", without citing where this was looked for" if uncited else ""
        fields = ", ".join(f"`{path}`" for path in measure.feared)
        return against or [Reason(f"nothing in {fields} counts against it{cites}", counted=True)]
    found = [
        Reason(
            _at(practice, item.field) + (f" ({item.reason})" if item.reason else ""),
            item.evidence,
            counted=True,
            points=item.points,
            brief=_at(practice, item.field, terms=False),
        )
        for item in sorted(indicator.counted, key=lambda counted: -counted.points)
    ]
    if found:
        return found
    by_reason: dict[str, int] = {}
    for missed in indicator.not_counted:
        by_reason[missed.reason] = by_reason.get(missed.reason, 0) + missed.field.endswith("]")
    texts = [f"{reason} ({items} items)" if items > 1 else reason for reason, items in by_reason.items()]
    shown, more = cut(texts, _MOST_FACTS)
    return [Reason(f"no points: {'; '.join(shown) or 'nothing stated'}{'; …' if more else ''}")]


def main_reason(found: Sequence[Reason]) -> Reason:
    """The one that counts most; of several, the shortest to read."""
    most = max(reason.points for reason in found)
    return min((reason for reason in found if reason.points == most), key=lambda reason: len(reason.short))


def _at(practice: Practice, field: str, *, terms: bool = True) -> str:
    """The value at an address in words: a list as its items, a word of a claim with the claim around it."""
    value = value_at(practice, field)
    if isinstance(value, tuple):
        shown, more = cut([fact(item, terms=terms) for item in value], _MOST_FACTS)
        return "; ".join(shown) + (f"; and {more} more" if more else "") if shown else f"`{field}`"
    around = block_at(practice, field)
    if isinstance(around, Duration):
        return duration_words(around)
    if isinstance(value, Term) and field.count(".") == 1 and "[" not in field:
        # The word sums up its block, whose other words are about something else.
        return ", ".join(said for said in (fact(value), grade_words(value)) if said)
    return f"`{field}`" if around is None else fact(around, terms=terms)
