"""The sides of a comparison: which practices a name refers to, and what they score together.

A side's score is the plain mean of its practices, so that a difference between two sides splits into
criteria, indicators and practices without a remainder.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from secon_cli.analysis.names import Kind, look_up
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
        return tuple(one.practice.id for one in self.practices)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the practices, each once."""
        return tuple(dict.fromkeys(one.practice.location.country for one in self.practices))

    @property
    def total(self) -> float:
        """The mean of the totals."""
        return self._mean(lambda one: one.total)

    @property
    def range(self) -> Range:
        """From what is certain of the mean to what is possible."""
        return Range(self._mean(lambda one: one.range.low), self._mean(lambda one: one.range.high))

    @property
    def failing(self) -> tuple[Assessment, ...]:
        """The practices of the side that do not meet the gate."""
        return tuple(one for one in self.practices if one.gate is GateState.NOT_MET)

    def score(self, criterion: str) -> float:
        """The mean score on a criterion."""
        return self._mean(lambda one: one.criterion(criterion).score)

    def score_range(self, criterion: str) -> Range:
        """The range of the mean score on a criterion."""
        return Range(
            self._mean(lambda one: one.criterion(criterion).range.low),
            self._mean(lambda one: one.criterion(criterion).range.high),
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
        return fsum(number(one) for one in self.practices) / len(self.practices)


def mean_score(scores: Sequence[PracticeScore]) -> float:
    """The mean score of practices on an indicator."""
    return fsum(score.indicator.score for score in scores) / len(scores)


def two_sides(
    names: tuple[str, str], assessments: Sequence[Assessment], *, eligible_only: bool = False
) -> tuple[Side, Side]:
    """The sides that two names stand for; `rest` is everything but the other side, `all` is everything.

    Raises NameProblem for a name that stands for nothing or for several things, SideProblem where both sides are the
    same, EmptySide where a side has no practices, or none that pass the gate.
    """
    if all(_word(name) == SideKind.REST for name in names):
        raise SideProblem("`rest` is everything but the other side: name the other side")
    practices = [one.practice for one in assessments]
    named = [None if _word(name) == SideKind.REST else _named(name, practices) for name in names]
    sides = []
    for one, other in (named, reversed(named)):
        kind, name, ids = one or _rest(other, practices)
        sides.append(_side(name, kind, [a for a in assessments if a.practice.id in ids], eligible_only=eligible_only))
    first, second = sides
    if set(first.ids) == set(second.ids):
        who = f"`{first.name}`" if first.name == second.name else f"`{first.name}` and `{second.name}`"
        raise SideProblem(
            f"{who}: both sides are the same {_practices(len(first.ids))}, so there is nothing to compare"
        )
    return first, second


def regions(assessments: Sequence[Assessment], *, eligible_only: bool = False) -> tuple[Side, ...]:
    """Every partner region as a side, the highest total first; those that are left without practices are not there."""
    groups: dict[str, list[Assessment]] = {}
    for one in assessments:
        groups.setdefault(one.practice.location.partner, []).append(one)
    sides = []
    for name, group in groups.items():
        if not eligible_only or any(one.gate is not GateState.NOT_MET for one in group):
            sides.append(_side(name, SideKind.REGION, group, eligible_only=eligible_only))
    return tuple(sorted(sides, key=lambda side: (-side.total, side.name)))


_Named = tuple[SideKind, str, frozenset[str]]


def _word(name: str) -> str:
    return name.strip().casefold()


def _named(name: str, practices: Sequence[Practice]) -> _Named:
    if _word(name) == SideKind.ALL:
        return SideKind.ALL, SideKind.ALL.value, frozenset(one.id for one in practices)
    found = look_up(name, practices, Kind)
    return SideKind(found.kind.value), found.name, frozenset(found.ids)


def _rest(other: _Named | None, practices: Sequence[Practice]) -> _Named:
    assert other is not None
    ids = frozenset(one.id for one in practices) - other[2]
    if not ids:
        raise EmptySide(f"`{other[1]}` is everything there is, so there is no rest to compare it with")
    return SideKind.REST, SideKind.REST.value, ids


def _side(name: str, kind: SideKind, group: Sequence[Assessment], *, eligible_only: bool) -> Side:
    ordered = sorted(group, key=lambda one: (-one.total, one.practice.id))
    out = tuple(one for one in ordered if eligible_only and one.gate is GateState.NOT_MET)
    kept = tuple(one for one in ordered if not (eligible_only and one.gate is GateState.NOT_MET))
    if not kept:
        raise EmptySide(f"no practice of `{name}` passes the gate; leave out --eligible-only to compare all the same")
    return Side(name, kind, kept, out)


def _practices(count: int) -> str:
    return f"{count} practices" if count != 1 else "practice"
