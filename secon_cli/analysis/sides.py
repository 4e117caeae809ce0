"""The sides of a comparison: which practices a name refers to, and what they score together.

A side's score is the plain mean of its practices, so that a difference between two sides splits into
criteria, indicators and practices without a remainder.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from secon_cli.analysis.names import look_up
from secon_cli.engine.assessment import Assessment, IndicatorAssessment, Range
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState


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
class PracticeScore:
    """What one practice scores on an indicator."""

    practice: Practice
    indicator: IndicatorAssessment


@dataclass(frozen=True, slots=True)
class Side:
    """Practices that are scored together, the highest total first; `left_out` are those that fail the gate."""

    name: str
    kind: SideKind
    practices: tuple[Assessment, ...]
    left_out: tuple[Assessment, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The practices by id."""
        return tuple(assessment.practice.id for assessment in self.practices)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the practices, each once."""
        return tuple(dict.fromkeys(assessment.practice.location.country for assessment in self.practices))

    @property
    def total(self) -> float:
        """The mean of the totals."""
        return self._mean(lambda assessment: assessment.total)

    @property
    def range(self) -> Range:
        """From what is certain of the mean to what is possible."""
        return Range(
            self._mean(lambda assessment: assessment.range.low), self._mean(lambda assessment: assessment.range.high)
        )

    @property
    def failing(self) -> tuple[Assessment, ...]:
        """The practices of the side that do not meet the gate."""
        return tuple(assessment for assessment in self.practices if assessment.gate is GateState.NOT_MET)

    def score(self, criterion: str) -> float:
        """The mean score on a criterion."""
        return self._mean(lambda assessment: assessment.criterion(criterion).score)

    def score_range(self, criterion: str) -> Range:
        """The range of the mean score on a criterion."""
        return Range(
            self._mean(lambda assessment: assessment.criterion(criterion).range.low),
            self._mean(lambda assessment: assessment.criterion(criterion).range.high),
        )

    def scores_on(self, criterion: str, indicator: str) -> tuple[PracticeScore, ...]:
        """What each practice scores on an indicator, the highest score first."""
        scores = [
            PracticeScore(assessment.practice, part)
            for assessment in self.practices
            for part in assessment.criterion(criterion).indicators
            if part.id == indicator
        ]
        return tuple(sorted(scores, key=lambda score: (-score.indicator.score, score.practice.id)))

    def _mean(self, number: Callable[[Assessment], float]) -> float:
        return fsum(number(assessment) for assessment in self.practices) / len(self.practices)


def mean_score(scores: Sequence[PracticeScore]) -> float:
    """The mean score of practices on an indicator."""
    return fsum(score.indicator.score for score in scores) / len(scores)


def two_sides(
    names: tuple[str | Assessment, str | Assessment],
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
    rest = [isinstance(name, str) and _word(name) == SideKind.REST for name in names]
    if all(rest):
        raise SideProblem("`rest` is everything but the other side: name the other side")
    named = [None if is_rest else _named(name, assessments, ranks) for name, is_rest in zip(names, rest, strict=True)]
    sides = []
    for own, other in (named, named[::-1]):
        if own is not None:
            kind, name, group = own
        elif other is not None:
            kind, name = SideKind.REST, SideKind.REST.value
            ids = {assessment.practice.id for assessment in other[2]}
            group = [assessment for assessment in assessments if assessment.practice.id not in ids]
            if not group:
                raise EmptySide(f"`{other[1]}` is the whole collection, so there is no rest to compare it with")
        sides.append(_side(name, kind, group, eligible_only=eligible_only))
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
        if not eligible_only or any(assessment.gate is not GateState.NOT_MET for assessment in group)
    ]
    return tuple(sorted(sides, key=lambda side: (-side.total, side.name)))


_Named = tuple[SideKind, str, Sequence[Assessment]]


def _word(name: str) -> str:
    return name.strip().casefold()


def _named(name: str | Assessment, assessments: Sequence[Assessment], ranks: Mapping[str, int] | None) -> _Named:
    """What a name other than `rest` refers to."""
    if isinstance(name, Assessment):
        return SideKind.PRACTICE, name.practice.id, [name]
    if _word(name) == SideKind.ALL:
        return SideKind.ALL, SideKind.ALL.value, assessments
    match = look_up(name, [assessment.practice for assessment in assessments], ranks=ranks)
    ids = frozenset(match.ids)
    group = [assessment for assessment in assessments if assessment.practice.id in ids]
    return SideKind(match.kind.value), match.name, group


def _side(name: str, kind: SideKind, group: Sequence[Assessment], *, eligible_only: bool) -> Side:
    ordered = sorted(group, key=lambda assessment: (-assessment.total, assessment.practice.id))
    left_out = [assessment for assessment in ordered if eligible_only and assessment.gate is GateState.NOT_MET]
    kept = [assessment for assessment in ordered if not eligible_only or assessment.gate is not GateState.NOT_MET]
    if not kept:
        raise EmptySide(f"no practice of `{name}` passes the gate; leave out --eligible-only to compare anyway")
    return Side(name, kind, tuple(kept), tuple(left_out))
