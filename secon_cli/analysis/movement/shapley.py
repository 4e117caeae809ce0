"""The movement of a total split over its three causes, whatever the order in which one thinks of them changing.

Shapley's value (L. S. Shapley, A Value for n-Person Games, 1953): what a cause adds, averaged over all orders in which
the causes can come. The parts always sum to the whole movement, and a cause that changes nothing gets nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from math import fsum
from typing import TypeAlias


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
class Parts:
    """A movement by cause, in points of the total."""

    facts: float
    rubric: float
    date: float

    @property
    def movement(self) -> float:
        """The whole, which is the sum of the parts."""
        return fsum((self.facts, self.rubric, self.date))

    def of(self, cause: Cause) -> float:
        """The part of one cause."""
        return {Cause.FACTS: self.facts, Cause.RUBRIC: self.rubric, Cause.DATE: self.date}[cause]


def split(worths: Worths) -> Parts:
    """The movement from `worths[NONE]` to `worths[ALL]` by cause."""
    return _parts(lambda cause: fsum(_gain(worths, order, cause) for order in _ORDERS) / len(_ORDERS))


def all_to(cause: Cause, movement: float) -> Parts:
    """A movement that one cause alone has brought about."""
    return _parts(lambda one: movement if one is cause else 0.0)


def _parts(part: Callable[[Cause], float]) -> Parts:
    return Parts(part(Cause.FACTS), part(Cause.RUBRIC), part(Cause.DATE))


def _gain(worths: Worths, order: tuple[Cause, ...], cause: Cause) -> float:
    """What a cause adds to those that come before it in an order."""
    before = frozenset(order[: order.index(cause)])
    return worths[before | {cause}] - worths[before]
