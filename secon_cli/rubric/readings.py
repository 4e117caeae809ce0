"""Which fields of a practice a measure reads, and which of their values count for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from secon_cli.practice.fields import ITEMS
from secon_cli.rubric.measures import AnyMeasure, Count, NoneOf, Ordinal, Present, Years


@dataclass(frozen=True, slots=True)
class Reading:
    """A field that decides what a measure gives; `values` are those that count, None where any does."""

    field: str
    values: frozenset[str] | None = None

    def disjoint(self, other: "Reading") -> bool:
        """Whether both read the same field, and no value of it counts for both."""
        return self.field == other.field and None not in (self.values, other.values) and not self.shared(other)

    def shared(self, other: "Reading") -> frozenset[str]:
        """The values that count for both, where both name theirs."""
        return (self.values or frozenset()) & (other.values or frozenset())

    def meets(self, other: "Reading") -> bool:
        """Whether both read the same field, or one of them the list of items that the field is part of."""
        return self.field == other.field or _whole_list(self, other) or _whole_list(other, self)


def _whole_list(one: Reading, other: Reading) -> bool:
    """Whether one counts every item of the list in which the other reads a field."""
    return one.values is None and one.field.endswith(ITEMS) and other.field.startswith(f"{one.field}.")


def readings(measure: AnyMeasure) -> tuple[Reading, ...]:
    """The fields by which the measure decides: of a count, those that its points, or else its conditions, go by."""
    match measure:
        case Present():
            return tuple(Reading(name) for name in measure.fields)
        case Ordinal():
            return (Reading(measure.of, frozenset(value for value, share in measure.scale.items() if share)),)
        case Years():
            return Reading("duration.start"), Reading("duration.end")
        case Count():
            return tuple(_of_count(measure))
        case NoneOf():
            return tuple(_of_items(measure)) or (Reading(f"{measure.of}{ITEMS}"),)


@dataclass(frozen=True, slots=True)
class Asked:
    """The lists and fields that a criterion asks for, as ways to them: what is there is `rewarded`, or `feared`."""

    rewarded: tuple[tuple[str, ...], ...]
    feared: tuple[tuple[str, ...], ...]


def asked(measures: Iterable[AnyMeasure]) -> Asked:
    """What measures ask for, time in place apart; each list or field once."""
    rewarded: list[str] = []
    feared: list[str] = []
    for measure in measures:
        match measure:
            case Count() | Ordinal():
                rewarded.append(measure.of)
            case Present():
                rewarded += measure.fields
            case NoneOf():
                feared.append(measure.of)
            case Years():
                pass
    return Asked(_ways(rewarded), _ways(feared))


def _ways(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(path.replace(ITEMS, "").split(".")) for path in dict.fromkeys(paths))


def read_by_both(one: AnyMeasure, other: AnyMeasure) -> str | None:
    """A field by which both measures reward the same statement of a practice; None where there is none."""
    pairs = [(a, b) for a in _restrictions(one) for b in _restrictions(other)]
    if any(a.disjoint(b) for a, b in pairs):
        return None
    met = (min(a.field, b.field, key=len) for a in readings(one) for b in readings(other) if a.meets(b))
    return next(met, None)


def _restrictions(measure: AnyMeasure) -> tuple[Reading, ...]:
    """What a statement must be like to count: the deciding fields and, of items, every condition."""
    conditions = tuple(_of_items(measure)) if isinstance(measure, Count | NoneOf) else ()
    return (*readings(measure), *conditions)


def fields_read(measure: AnyMeasure) -> tuple[str, ...]:
    """Every field that the measure looks at, conditions included, without `[]` at the end."""
    named = [reading.field.removesuffix(ITEMS) for reading in readings(measure)]
    if isinstance(measure, Count | NoneOf):
        named += [measure.of, *(f"{measure.of}{ITEMS}.{name}" for name in measure.where)]
    if isinstance(measure, Count):
        named += [f"{measure.of}{ITEMS}.{name}" for name in (measure.distinct, *(measure.points or ())) if name]
    return tuple(dict.fromkeys(named))


def _of_count(measure: Count) -> Iterator[Reading]:
    if measure.points:
        for name, points in measure.points.items():
            values = frozenset(value for value, number in points.items() if number)
            accepted = measure.where.get(name)
            chosen = values & frozenset(accepted) if isinstance(accepted, tuple) else values
            yield Reading(f"{measure.of}{ITEMS}.{name}", chosen)
        return
    decisive = tuple(_of_items(measure))
    yield from decisive
    if not decisive:
        yield Reading(f"{measure.of}{ITEMS}.{measure.distinct}" if measure.distinct else f"{measure.of}{ITEMS}")


def _of_items(measure: Count | NoneOf) -> Iterator[Reading]:
    for name, accepted in measure.where.items():
        yield Reading(f"{measure.of}{ITEMS}.{name}", frozenset(accepted) if isinstance(accepted, tuple) else None)
