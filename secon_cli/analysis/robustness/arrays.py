"""A ranking as arrays, on which every question about its robustness is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from secon_cli.engine.assessment import TIE, Ranked
from secon_cli.practice.time_in_place import GateState
from secon_cli.rubric.model import Rubric

Floats: TypeAlias = NDArray[np.float64]
Ranks: TypeAlias = NDArray[np.uint16]
Flags: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.int64]

MOST = np.iinfo(np.uint16).max
"""The most practices whose ranks can be told apart here."""

_LAST = 1000.0
"""Points that put practices that fail the gate behind all others: far more than a total can be."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Practices in the order of the ranking in force, with their criterion scores from 0 to 100."""

    ids: tuple[str, ...]
    criteria: tuple[str, ...]
    shares: Floats
    """Weight of each criterion as a share of all."""
    certain: Floats
    """Practices × criteria: the scores that the ranking goes by."""
    possible: Floats
    """Practices × criteria: the upper ends of the ranges."""
    ranks: Places
    """The rank of each practice in force."""
    fails: Flags
    """The practices that do not meet the gate, and are ranked after all others."""
    uncertain: Flags
    """The practices that may or may not meet it, and are ranked with those that do."""

    @property
    def counting(self) -> Flags:
        """The criteria that have a weight; one without is left out of all drawn weights."""
        return self.shares > 0

    @property
    def totals(self) -> Floats:
        """The total of each practice."""
        return self.certain @ self.shares


def scores(ranked: Sequence[Ranked], rubric: Rubric) -> Scores:
    """A ranking as arrays."""
    assessments = [placed.assessment for placed in ranked]
    return Scores(
        ids=tuple(assessment.practice.id for assessment in assessments),
        criteria=tuple(rubric.shares),
        shares=np.array(list(rubric.shares.values()), dtype=np.float64),
        certain=np.array([[c.score for c in assessment.criteria] for assessment in assessments], dtype=np.float64),
        possible=np.array(
            [[c.range.high for c in assessment.criteria] for assessment in assessments], dtype=np.float64
        ),
        ranks=np.array([placed.rank for placed in ranked], dtype=np.int64),
        fails=np.array([assessment.gate is GateState.NOT_MET for assessment in assessments], dtype=np.bool_),
        uncertain=np.array([assessment.gate is GateState.UNCERTAIN for assessment in assessments], dtype=np.bool_),
    )


def keys(totals: Floats, last: Flags) -> Floats:
    """Numbers that order practices as the engine ranks them: by total, those of `last` after all others."""
    return np.where(last, totals - _LAST, totals)


def ranks_by(order_keys: Floats) -> Ranks:
    """Ranks within each line of keys, the highest first; equals share a rank and the next is skipped (1, 2, 2, 4)."""
    negative = -order_keys
    order = np.argsort(negative, axis=1)
    ordered = np.take_along_axis(negative, order, axis=1)
    positions = np.ones(order.shape, dtype=np.uint16)
    apart = ordered[:, 1:] - ordered[:, :-1] > TIE
    np.multiply(apart, np.arange(2, order.shape[1] + 1, dtype=np.uint16), out=positions[:, 1:], casting="unsafe")
    np.maximum.accumulate(positions, axis=1, out=positions)
    ranks = np.empty_like(positions)
    np.put_along_axis(ranks, order, positions, axis=1)
    return ranks
