"""The difference between two sides: who rose and fell, by how much and why, and which practices came or went."""

from dataclasses import dataclass
from math import fsum

from secon_cli.analysis.movement.causes import Judging, causes_of
from secon_cli.analysis.movement.facts_changed import FieldChange, changed_fields, concerns
from secon_cli.analysis.movement.shapley import Cause, Parts
from secon_cli.analysis.movement.sides import Indicator, Side, Standing
from secon_cli.rubric.differences import Change, Differences, differences
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.model import Rubric

_NOTHING = 1e-9
_SAYS_ONLY = ("title", "short", "asks", "why", "improve", "meaning", "version", "rubric")
"""Parts of a rubric that tell and do not judge."""


@dataclass(frozen=True, slots=True)
class IndicatorMove:
    """What an indicator did to a total: its points before and after, by cause, and what changed that it looks at."""

    criterion: str
    indicator: str
    before: float
    after: float
    parts: Parts | None
    fields: tuple[FieldChange, ...] = ()
    rules: tuple[Change, ...] = ()

    @property
    def movement(self) -> float:
        """Points of the total gained or lost."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Move:
    """A practice on both sides; `parts` sums to the movement, and is None where `why_not` says why."""

    before: Standing
    after: Standing
    parts: Parts | None
    why_not: str | None
    indicators: tuple[IndicatorMove, ...]
    fields: tuple[FieldChange, ...]
    """Every field that changed, whether it counts or not."""

    @property
    def id(self) -> str:
        """The practice's id."""
        return self.after.id

    @property
    def movement(self) -> float:
        """Points of the total gained or lost."""
        return self.after.total - self.before.total

    @property
    def moved(self) -> bool:
        """Whether total, rank or gate is another one."""
        standings = [(one.rank, one.gate) for one in (self.before, self.after)]
        return abs(self.movement) > _NOTHING or standings[0] != standings[1]


@dataclass(frozen=True, slots=True)
class Diff:
    """What `secon diff` shows: practices on both sides by movement, and those that came or went by rank."""

    old: Side
    new: Side
    moves: tuple[Move, ...]
    came: tuple[Standing, ...]
    went: tuple[Standing, ...]
    rubric: Differences

    @property
    def why_not(self) -> tuple[str, ...]:
        """The reasons for which movements could not be split, each once."""
        return tuple(dict.fromkeys(move.why_not for move in self.moves if move.why_not))

    @property
    def judging(self) -> tuple[Change, ...]:
        """The changes of the rubric that can move a score; its date is a cause of its own."""
        return tuple(change for change in self.rubric.changes if judges(change) and change.path != "as_of")


def diff(old: Side, new: Side) -> Diff:
    """Put two sides beside each other; the largest rise comes first, the largest fall last."""
    judging = Judging(old.provenance.rubric, new.provenance.rubric)
    rules = differences(old.provenance.rubric, new.provenance.rubric)
    both = [id for id in old.standings if id in new.standings]
    moves = [_move(old.standings[id], new.standings[id], judging, rules, (old, new)) for id in both]
    return Diff(
        old=old,
        new=new,
        moves=tuple(sorted(moves, key=lambda move: (-round(move.movement, 9), move.after.rank, move.id))),
        came=_only(new, old),
        went=_only(old, new),
        rubric=rules,
    )


def judges(change: Change) -> bool:
    """Whether a change of the rubric can move a score, a gate or a band; its words cannot."""
    return change.path.rpartition(".")[2] not in _SAYS_ONLY


def _only(side: Side, other: Side) -> tuple[Standing, ...]:
    gone = (one for id, one in side.standings.items() if id not in other.standings and id not in other.unusable)
    return tuple(sorted(gone, key=lambda one: (one.rank, one.id)))


def _move(before: Standing, after: Standing, judging: Judging, rules: Differences, sides: tuple[Side, Side]) -> Move:
    found = causes_of(before, after, judging, sides)
    fields = changed_fields(before.practice, after.practice) if before.practice and after.practice else ()
    keys = dict.fromkeys([*before.worths, *after.worths])
    indicators = tuple(
        _indicator(key, before, after, found.indicators.get(key), fields, rules)
        for key in keys
        if abs(after.worths.get(key, 0.0) - before.worths.get(key, 0.0)) > _NOTHING
        or _pulled(found.indicators.get(key))
    )
    parts = None if found.why_not else _sum(list(found.indicators.values()))
    return Move(before, after, parts, found.why_not, indicators, fields)


def _pulled(parts: Parts | None) -> bool:
    """Whether causes moved an indicator, be it against each other."""
    return parts is not None and any(abs(parts.of(cause)) > _NOTHING for cause in Cause)


def _sum(parts: list[Parts]) -> Parts:
    facts, rubric, date = (fsum(one.of(cause) for one in parts) for cause in Cause)
    return Parts(facts, rubric, date)


def _indicator(
    key: Indicator,
    before: Standing,
    after: Standing,
    parts: Parts | None,
    fields: tuple[FieldChange, ...],
    rules: Differences,
) -> IndicatorMove:
    measures = [_measure(rubric, key) for rubric in (rules.before, rules.after)]
    return IndicatorMove(
        criterion=key[0],
        indicator=key[1],
        before=before.worths.get(key, 0.0),
        after=after.worths.get(key, 0.0),
        parts=parts,
        fields=tuple(one for one in fields if any(m is not None and concerns(one, m) for m in measures)),
        rules=tuple(change for change in rules.changes if judges(change) and _about(change, key)),
    )


def _measure(rubric: Rubric, key: Indicator) -> AnyMeasure | None:
    criterion = rubric.criteria.get(key[0])
    indicator = criterion.indicators.get(key[1]) if criterion else None
    return indicator.measure if indicator else None


def _about(change: Change, key: Indicator) -> bool:
    """Whether the change is one of the indicator itself, of the weight of its criterion, or of what holds for all."""
    criterion = f"criteria.{key[0]}"
    indicator = f"{criterion}.indicators.{key[1]}"
    return change.path in ("unsupported", criterion, f"{criterion}.weight", indicator) or change.path.startswith(
        f"{indicator}."
    )
