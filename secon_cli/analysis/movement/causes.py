"""What moved a total: its facts, the rubric or the date, whatever the order in which they changed.

Shapley's value (L. S. Shapley, A Value for n-Person Games, 1953): what a cause adds, averaged over all orders in which
the causes can come. The parts always sum to the whole movement, and a cause that changes nothing gets nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from math import fsum
from typing import TypeAlias

from secon_cli.analysis.movement.snapshots import IndicatorKey, PracticeState, Snapshot, worths
from secon_cli.engine.assessment import assess
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric

_NOTHING = 1e-9


class Cause(StrEnum):
    """What can move a total."""

    FACTS = "facts"
    RUBRIC = "rubric"
    DATE = "date"


Causes: TypeAlias = frozenset[Cause]
Worths: TypeAlias = Mapping[Causes, float]
"""What something is worth when just these causes have changed and the others are as before."""

NONE: Causes = frozenset()
ALL: Causes = frozenset(Cause)
COMBINATIONS: tuple[Causes, ...] = tuple(
    frozenset(cause for place, cause in enumerate(Cause) if number >> place & 1) for number in range(2 ** len(Cause))
)
"""Every set of causes, from none to all."""

_ORDERS = tuple(permutations(Cause))


@dataclass(frozen=True, slots=True)
class CauseParts:
    """Points by cause, which add up to the movement."""

    # In the order of `Cause`.
    facts: float
    rubric: float
    date: float

    @property
    def movement(self) -> float:
        """The whole, which is the sum of the parts."""
        return fsum((self.facts, self.rubric, self.date))

    def of(self, cause: Cause) -> float:
        """The part of one cause."""
        part: float = getattr(self, cause.value)
        return part


def split(worths: Worths) -> CauseParts:
    """The movement from `worths[NONE]` to `worths[ALL]` by cause."""

    def gain(order: tuple[Cause, ...], cause: Cause) -> float:
        before = frozenset(order[: order.index(cause)])
        return worths[before | {cause}] - worths[before]

    return CauseParts(*(fsum(gain(order, cause) for order in _ORDERS) / len(_ORDERS) for cause in Cause))


def all_to(cause: Cause, movement: float) -> CauseParts:
    """A movement that one cause alone has brought about."""
    return CauseParts(*(movement if other is cause else 0.0 for other in Cause))


class RubricMix:
    """The rubrics of two snapshots in every mixture of their judgement and their date."""

    def __init__(self, before: Rubric, after: Rubric) -> None:
        self._rubrics = {
            (judged, dated): (after if judged else before).changed(as_of=(after if dated else before).as_of)
            for judged in (False, True)
            for dated in (False, True)
        }
        differs = {
            Cause.RUBRIC: _judgement(before) != _judgement(after),
            Cause.DATE: before.as_of != after.as_of,
        }
        self.changed: Causes = frozenset(cause for cause in differs if differs[cause])

    def worths(self, before: Practice, after: Practice) -> Mapping[Causes, Mapping[IndicatorKey, float]]:
        """What every indicator is worth for each set of causes; what did not change is not judged twice."""
        changed = self.changed | ({Cause.FACTS} if before != after else NONE)
        judged: dict[Causes, Mapping[IndicatorKey, float]] = {}
        for causes in COMBINATIONS:
            effective = causes & changed
            if effective not in judged:
                rubric = self._rubrics[Cause.RUBRIC in effective, Cause.DATE in effective]
                judged[effective] = worths(assess(after if Cause.FACTS in effective else before, rubric))
        return {causes: judged[causes & changed] for causes in COMBINATIONS}


def _judgement(rubric: Rubric) -> dict[str, object]:
    """What of a rubric judges; its date, its names and its reasons do not."""
    return {
        "unsupported": rubric.unsupported,
        "criteria": {
            key: (rubric.shares[key], rubric.indicator_shares(key), {n: i.measure for n, i in c.indicators.items()})
            for key, c in rubric.criteria.items()
        },
    }


@dataclass(frozen=True, slots=True)
class CauseSplit:
    """The movement of each indicator by cause; or, in `why_not`, why no cause can be named."""

    indicators: Mapping[IndicatorKey, CauseParts]
    why_not: str | None = None


def causes_of(
    before: PracticeState, after: PracticeState, mix: RubricMix, snapshots: tuple[Snapshot, Snapshot]
) -> CauseSplit:
    """What moved a practice: judged again where its facts are at hand, else the one cause that alone changed."""
    if before.practice is not None and after.practice is not None:
        worth = mix.worths(before.practice, after.practice)
        judged = dict.fromkeys([*worth[NONE], *worth[ALL]])
        return CauseSplit(
            {key: split({causes: worth[causes].get(key, 0.0) for causes in COMBINATIONS}) for key in judged}
        )
    moved = {key: after.worths.get(key, 0.0) - before.worths.get(key, 0.0) for key in [*before.worths, *after.worths]}
    if all(abs(points) < _NOTHING for points in moved.values()):
        return CauseSplit({key: all_to(Cause.FACTS, 0.0) for key in moved})
    versions = [snapshot.provenance.version for snapshot in snapshots]
    if versions[0] != versions[1]:
        return CauseSplit({}, f"secon {versions[0]} and secon {versions[1]} may calculate differently")
    changed = mix.changed
    if before.sha256 is None or before.sha256 != after.sha256:
        changed |= {Cause.FACTS}
    if not changed:
        return CauseSplit({}, "no input differs, so one of the results was edited")
    if len(changed) > 1:
        names = [f"the {cause}" for cause in Cause if cause in changed]
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        return CauseSplit({}, f"{listed} differ, and a stored result has no facts to judge again")
    (cause,) = changed
    return CauseSplit({key: all_to(cause, points) for key, points in moved.items()})
