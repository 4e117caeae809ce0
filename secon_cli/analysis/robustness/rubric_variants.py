"""Rankings under other rubrics: a criterion or indicator left out, another aggregation, `unsupported` or date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from secon_cli.analysis.agreement import kendall_tau
from secon_cli.analysis.robustness.arrays import Flags, Floats, Places, Scores, keys, ranks_by
from secon_cli.engine import TIE, Assessment
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.values import shifted
from secon_cli.rubric.measures import Years
from secon_cli.rubric.model import Rubric

_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Factors tried for claims without evidence."""
_FLOOR = 1.0
"""Least score that enters a geometric mean, which a single 0 would otherwise make 0."""


class VariantKind(StrEnum):
    """What a variant changes in the rubric in force."""

    CRITERION = "without criterion"
    INDICATOR = "without indicator"
    GEOMETRIC = "geometric mean"
    UNSUPPORTED = "unsupported"
    AS_OF = "as of"


@dataclass(frozen=True, slots=True)
class RankMove:
    """A practice that has another rank in another ranking."""

    id: str
    before: int
    after: int


def furthest(ids: tuple[str, ...], before: Places, after: Places) -> tuple[RankMove, ...]:
    """Those that move by the most ranks; empty where none moves."""
    steps = np.abs(before - after)
    most = steps.max(initial=0)
    return tuple(
        RankMove(ids[place], int(before[place]), int(after[place]))
        for place in np.flatnonzero((steps == most) & (most > 0))
    )


@dataclass(frozen=True, slots=True)
class RubricVariant:
    """Another rubric, and what becomes of the ranking under it."""

    change: VariantKind
    what: str
    """The criterion or indicator left out, the factor, the date."""
    tau: float | None
    """Kendall's tau to the ranking in force; None where all practices are tied."""
    moved: int
    """How many practices change their rank."""
    furthest: tuple[RankMove, ...]
    """The practices that move by the most ranks."""
    same_first: bool
    """Whether the same practices are first."""
    same_top: bool
    """Whether the same practices are among the first k."""
    changes_scores: bool
    """Whether any total or gate is another; a variant that changes none says nothing of the ranking."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """A variant before it is ranked: a number for each practice, and which fail the gate."""

    change: VariantKind
    what: str
    totals: Floats
    fails: Flags


class RubricVariants:
    """The variants of a rubric; `ranked` are its practices in the order of the ranking in force."""

    def __init__(self, ranked: Sequence[Assessment], rubric: Rubric, scores: Scores) -> None:
        self._practices = [assessment.practice for assessment in ranked]
        self._rubric = rubric
        self._scores = scores
        self._rules = [(criterion, key, indicator.measure) for criterion, key, indicator in rubric.indicators()]
        self._within = np.array([rubric.indicator_shares(criterion)[key] for criterion, key, _ in self._rules])
        self._of = np.array([scores.criteria.index(criterion) for criterion, _, _ in self._rules])
        self._values = np.array([[i.score for c in assessment.criteria for i in c.indicators] for assessment in ranked])

    def compared(self, top: int) -> tuple[RubricVariant, ...]:
        """Every variant compared with the ranking in force."""
        return tuple(self._compared(setting, top) for setting in self._settings())

    def _compared(self, setting: _Setting, top: int) -> RubricVariant:
        before = self._scores.ranks
        after: Places = ranks_by(keys(setting.totals, setting.fails)[None, :])[0].astype(np.int64)
        return RubricVariant(
            change=setting.change,
            what=setting.what,
            tau=kendall_tau(before.tolist(), after.tolist()),
            moved=int(np.count_nonzero(before != after)),
            furthest=furthest(self._scores.ids, before, after),
            same_first=bool(((before == 1) == (after == 1)).all()),
            same_top=bool(((before <= top) == (after <= top)).all()),
            changes_scores=bool(
                (np.abs(setting.totals - self._scores.totals) > TIE).any()
                or (setting.fails != self._scores.fails).any()
            ),
        )

    def _settings(self) -> Iterator[_Setting]:
        yield from self._without_criterion()
        yield from self._without_indicator()
        floored = np.log(np.maximum(self._scores.certain, _FLOOR))
        yield _Setting(VariantKind.GEOMETRIC, "", np.exp(floored @ self._scores.shares), self._scores.fails)
        yield from self._unsupported()
        yield from self._as_of()

    def _without_criterion(self) -> Iterator[_Setting]:
        for at, name in enumerate(self._scores.criteria):
            shares = self._scores.shares.copy()
            shares[at] = 0
            # What has no weight is out already, and what has all of it leaves nothing behind.
            if self._scores.shares[at] and shares.sum():
                totals = self._scores.certain @ (shares / shares.sum())
                yield _Setting(VariantKind.CRITERION, name, totals, self._scores.fails)

    def _without_indicator(self) -> Iterator[_Setting]:
        for at, (criterion, key, _) in enumerate(self._rules):
            within = np.where(self._of == self._of[at], self._within, 0.0)
            within[at] = 0
            # The only indicator of a criterion is left out with the criterion.
            if self._within[at] and within.sum() and self._scores.shares[self._of[at]]:
                scores = self._scores.certain.copy()
                scores[:, self._of[at]] = self._values @ (within / within.sum())
                yield _Setting(
                    VariantKind.INDICATOR, f"{criterion}.{key}", scores @ self._scores.shares, self._scores.fails
                )

    def _unsupported(self) -> Iterator[_Setting]:
        """Every measure's value grows with the factor; what is equal at 0 and at 1 is equal everywhere between."""
        low, high = (self._measured(factor, np.ones_like(self._values, dtype=np.bool_)) for factor in (0.0, 1.0))
        depends = low != high
        for factor in _STEPS:
            if factor != self._rubric.unsupported:
                values = low if factor == 0 else high if factor == 1 else self._measured(factor, depends)
                yield _Setting(VariantKind.UNSUPPORTED, f"{factor:g}", self._totals(values), self._scores.fails)

    def _measured(self, unsupported: float, which: Flags) -> Floats:
        """The indicator scores under another factor; those not asked for as they are."""
        values = self._values.copy()
        for place, at in np.argwhere(which):
            rule = self._rules[at][2]
            values[place, at] = 100 * rule.measure(self._practices[place], unsupported, self._rubric.as_of).value
        return values

    def _as_of(self) -> Iterator[_Setting]:
        """Only measures of time ask for the date."""
        for years in (-1, 1):
            day = shifted(self._rubric.as_of, 12 * years)
            values, fails = self._values.copy(), self._scores.fails.copy()
            for at, (_, _, rule) in enumerate(self._rules):
                if isinstance(rule, Years):
                    for place, practice in enumerate(self._practices):
                        measured = rule.measure(practice, self._rubric.unsupported, day)
                        values[place, at] = 100 * measured.value
                        if rule.gate is not None:
                            fails[place] = measured.gate is GateState.NOT_MET
            yield _Setting(VariantKind.AS_OF, day.isoformat(), self._totals(values), fails)

    def _totals(self, values: Floats) -> Floats:
        totals: Floats = values @ (self._within * self._scores.shares[self._of])
        return totals


@dataclass(frozen=True, slots=True)
class VariantSummary:
    """What one kind of change does to the ranking."""

    change: VariantKind
    lowest_tau: float
    highest_tau: float
    furthest_under: str
    """What is changed where tau is lowest and most practices move: the `what` of that variant."""


def summaries(variants: Sequence[RubricVariant]) -> tuple[VariantSummary, ...]:
    """One summary for each kind of change that has a tau."""
    result = []
    for change in VariantKind:
        taus = [(variant.tau, variant) for variant in variants if variant.change is change and variant.tau is not None]
        if taus:
            lowest, worst = min(taus, key=lambda pair: (pair[0], -pair[1].moved))
            result.append(VariantSummary(change, lowest, max(tau for tau, _ in taus), worst.what))
    return tuple(result)
