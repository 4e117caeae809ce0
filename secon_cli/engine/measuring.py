"""Measuring: what value from 0 to 1 a measure gives a practice, with the items that counted and those that did not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import fsum

from secon_cli.engine.time_in_place import GateState, TimeInPlace, time_in_place
from secon_cli.engine.values import Found, filled_at, find, items
from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import Accepted, AnyMeasure, Count, NoneOf, Ordinal, Present, Years

_NONE_FOUND = "looked for, and nothing found"
_NONE_SUCH = "none such is stated"


@dataclass(frozen=True, slots=True)
class Counted:
    """An item or field that counted: its address, the points it brought, the evidence it cites."""

    field: str
    points: float
    evidence: tuple[str, ...]
    reason: str | None = None
    """Why it counts what it does, where that is not plain."""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """An item or field that was looked at and brought nothing, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a measure gave: `value` is certain, `best` is possible; both in [0, 1]."""

    value: float
    best: float
    assessed: bool
    counted: tuple[Counted, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    time: TimeInPlace | None = None
    gate: GateState | None = None


def measure(practice: Practice, by: AnyMeasure, unsupported: float, as_of: date) -> Measurement:
    """Apply one measure. `unsupported` is what a claim without evidence counts, in [0, 1]."""
    match by:
        case Present():
            return _present(practice, by, unsupported)
        case Count():
            return _count(practice, by, unsupported)
        case Ordinal():
            return _ordinal(practice, by, unsupported)
        case NoneOf():
            return _none_of(practice, by, unsupported)
        case Years():
            return _years(practice, by, unsupported, as_of)


def saturating(count: float, full_at: float) -> float:
    """Share of `full_at` that `count` reaches, in [0, 1]; more than enough is worth no more."""
    return min(count / full_at, 1.0)


def on_curve(years: float, curve: tuple[tuple[float, float], ...]) -> float:
    """Value of a piecewise-linear curve at `years`; level before its first and after its last point."""
    if years <= curve[0][0]:
        return curve[0][1]
    for (left, low), (right, high) in pairwise(curve):
        if years <= right:
            return low + (high - low) * (years - left) / (right - left)
    return curve[-1][1]


def _certain(value: float, counted: Iterable[Counted] = (), not_counted: Iterable[NotCounted] = ()) -> Measurement:
    return Measurement(value, value, True, tuple(counted), tuple(not_counted))


def _not_assessed(*fields: str) -> Measurement:
    return Measurement(0.0, 1.0, False, (), tuple(NotCounted(field, "not assessed: left out") for field in fields))


def _credit(found: Found, points: float, unsupported: float) -> Counted:
    """Points as far as evidence supports them; where there is no place to cite, none is asked for."""
    if found.evidence is None:
        return Counted(found.field, points, ())
    if found.evidence:
        return Counted(found.field, points, tuple([str(citation) for citation in found.evidence]))
    return Counted(found.field, points * unsupported, (), f"cites nothing, so counts at {unsupported:g}")


def _present(practice: Practice, by: Present, unsupported: float) -> Measurement:
    looked_at = {path: find(practice, path) for path in by.fields}
    if all(found is None for found in looked_at.values()):
        return _not_assessed(*by.fields)
    counted, missing = [], []
    for path, found in looked_at.items():
        filled = [_credit(_with_items(one), 1.0, unsupported) for one in found or () if one.filled]
        if filled:
            counted.append(max(filled, key=lambda one: one.points))
        else:
            missing.append(NotCounted(path, "not assessed: left out" if found is None else "not filled"))
    value = fsum(one.points for one in counted) / len(by.fields)
    unknown = sum(found is None for found in looked_at.values()) / len(by.fields)
    return Measurement(value, min(value + unknown, 1.0), True, tuple(counted), tuple(missing))


def _with_items(found: Found) -> Found:
    """A filled list stands on the best evidence that one of its items cites."""
    inside = [item for item in items(found) if item.evidence]
    return found._replace(evidence=inside[0].evidence) if inside else found


def _count(practice: Practice, by: Count, unsupported: float) -> Measurement:
    found = _items_at(practice, by.of)
    if found is None:
        return _not_assessed(by.of)
    if not found:
        return _certain(0.0, (), (NotCounted(by.of, _NONE_FOUND),))
    matching, not_counted = _matching(found, by.where)
    credited = []
    for item in matching:
        points, worth = _points(item, by.points)
        if points:
            credited.append((item, _credit(item, points, unsupported)))
        else:
            not_counted.append(NotCounted(item.field, f"{worth} counts nothing here"))
    if by.distinct is not None:
        credited, repeated = _best_of_each(credited, by.distinct)
        not_counted += repeated
    counted = [credit for _, credit in credited]
    return _certain(saturating(fsum(credit.points for credit in counted), by.full_at), counted, not_counted)


def _items_at(practice: Practice, path: str) -> list[Found] | None:
    lists = find(practice, path)
    return None if lists is None else [item for one in lists for item in items(one)]


def _matching(found: Iterable[Found], where: Mapping[str, Accepted]) -> tuple[list[Found], list[NotCounted]]:
    matching, others = [], []
    for item in found:
        misfit = _misfit(item, where)
        if misfit is None:
            matching.append(item)
        else:
            others.append(NotCounted(item.field, misfit))
    return matching, others


def _misfit(item: Found, where: Mapping[str, Accepted]) -> str | None:
    """Why an item does not match: the first condition that it fails; None where it does."""
    for name, accepted in where.items():
        values = filled_at(item.value, name)
        if accepted == "none":
            if values:
                return f"`{name}` is filled"
        elif not values:
            return f"`{name}` is not filled"
        elif accepted != "any" and not any(value in accepted for value in values):
            return f"`{name}: {', '.join(map(str, values))}` is not asked for here"
    return None


def _points(item: Found, points: Mapping[str, Mapping[str, float]] | None) -> tuple[float, str]:
    """The points of an item and the value that they go by; the best one where the field holds several."""
    if points is None:
        return 1.0, ""
    (name, table), *_ = points.items()
    worth = [(table.get(str(value), 0.0), f"`{name}: {value}`") for value in filled_at(item.value, name)]
    return max(worth, default=(0.0, f"`{name}` left out"))


def _best_of_each(
    credited: list[tuple[Found, Counted]], name: str
) -> tuple[list[tuple[Found, Counted]], list[NotCounted]]:
    """Keep the best item of each value of a field; items without a value are a kind of their own."""
    best: dict[str, tuple[Found, Counted]] = {}
    repeated: list[NotCounted] = []
    for item, credit in credited:
        values = filled_at(item.value, name)
        key = str(values[0]) if values else ""
        rival = best.get(key)
        if rival is None:
            best[key] = (item, credit)
            continue
        kept, left = ((item, credit), rival) if credit.points > rival[1].points else (rival, (item, credit))
        best[key] = kept
        repeated.append(NotCounted(left[1].field, f"`{name}: {key}` is counted once, at {kept[1].field}"))
    return list(best.values()), repeated


def _ordinal(practice: Practice, by: Ordinal, unsupported: float) -> Measurement:
    found = find(practice, by.of)
    if found is None:
        return _not_assessed(by.of)
    credited, others = [], []
    for one in found:
        for value in items(one) if isinstance(one.value, tuple) else (one,):
            step = by.scale.get(str(value.value), 0.0)
            if step:
                credited.append(_credit(value, step, unsupported))
            elif value.value is not None:
                others.append(NotCounted(value.field, f"`{value.value}` counts nothing on this scale"))
    best = max(credited, key=lambda credit: credit.points, default=None)
    others += [
        NotCounted(credit.field, f"{best.field} counts more") for credit in credited if best and credit is not best
    ]
    return _certain(best.points if best else 0.0, (best,) if best else (), others)


def _none_of(practice: Practice, by: NoneOf, unsupported: float) -> Measurement:
    found = _items_at(practice, by.of)
    if found is None:
        return _not_assessed(by.of)
    matching, _ = _matching(found, by.where)
    if matching:
        return _certain(0.0, (), (NotCounted(item.field, "is what should be absent here") for item in matching))
    if found:
        return _certain(1.0, (Counted(by.of, 1.0, (), _NONE_SUCH),))
    # An empty list says only that somebody looked: it is worth what its block, if any, cites for where.
    looked = (one._replace(evidence=one.evidence or ()) for one in find(practice, by.of) or ())
    credit = max((_credit(one, 1.0, unsupported) for one in looked), key=lambda credit: credit.points, default=None)
    return _certain(credit.points, (replace(credit, reason=credit.reason or _NONE_SUCH),)) if credit else _certain(1.0)


def _years(practice: Practice, by: Years, unsupported: float, as_of: date) -> Measurement:
    time = time_in_place(practice, as_of)
    if time is None:
        gate = GateState.UNCERTAIN if by.gate else None
        return replace(_not_assessed("duration.start"), gate=gate)
    (duration,) = find(practice, "duration") or ()
    credit = _credit(duration._replace(evidence=practice.duration.evidence), 1.0, unsupported)
    value = on_curve(time.shortest, by.curve) * credit.points
    best = on_curve(time.longest, by.curve) * credit.points
    counted = (replace(credit, points=value),) if value else ()
    gate = time.passes(by.gate.at_least) if by.gate else None
    return Measurement(value, best, True, counted, (), time, gate)
