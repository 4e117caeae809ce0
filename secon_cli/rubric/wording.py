"""Measures in words: what a measure asks for, told to somebody who has never seen a rubric file."""

from collections.abc import Iterator, Mapping

from secon_cli.rubric.measures import Accepted, AnyMeasure, Count, NoneOf, Ordinal, Present, Years


def measure_words(measure: AnyMeasure) -> tuple[str, ...]:
    """What the measure does, in a few sentences; names of fields and values stand in backquotes."""
    match measure:
        case Present():
            return tuple(_present(measure))
        case Count():
            return tuple(_count(measure))
        case Ordinal():
            return (f"Goes by `{measure.of}`: {_scale(measure.scale)}.",)
        case NoneOf():
            return tuple(_none_of(measure))
        case Years():
            return tuple(_years(measure))


def quantity(number: float) -> str:
    """A number of the rubric as one would write it: 2, 0.75."""
    return f"{number:g}"


def percentage(share: float) -> str:
    """A share from 0 to 1 as one would say it."""
    return "nothing" if not share else f"{quantity(round(100 * share, 6))} %"


def _present(measure: Present) -> Iterator[str]:
    fields = [f"`{name}`" for name in measure.fields]
    yield f"Asks whether {_and(fields)} {'is' if len(fields) == 1 else 'are'} filled" + (
        "." if len(fields) == 1 else "; each counts alike."
    )


def _count(measure: Count) -> Iterator[str]:
    each = f", each `{measure.distinct}` once" if measure.distinct else ""
    yield f"Counts the items of `{measure.of}`{_where(measure.where)}{each}."
    for name, points in (measure.points or {}).items():
        yield f"An item counts by its `{name}`: {_points(points)}."
    unit = "point" if measure.points else "item"
    yield f"Full at {quantity(measure.full_at)} {unit}{'' if measure.full_at == 1 else 's'}; more is worth no more."


def _none_of(measure: NoneOf) -> Iterator[str]:
    yield f"Full while `{measure.of}` has no item{_where(measure.where)}, else nothing."
    yield "An empty list is full only if its block cites where it was looked for; a list left out earns nothing."


def _years(measure: Years) -> Iterator[str]:
    first, *between, last = measure.curve
    steps = [
        f"{percentage(first[1])} at {quantity(first[0])}",
        *(f"{percentage(value)} at {quantity(years)}" for years, value in between),
        f"{percentage(last[1])} from {quantity(last[0])} on",
    ]
    yield f"Goes by the years in place: {', '.join(steps)}, and in proportion between."
    if measure.gate:
        yield f"Gate: at least {quantity(measure.gate.at_least)} years."


def _where(where: Mapping[str, Accepted]) -> str:
    parts = [_condition(name, accepted) for name, accepted in where.items()]
    return f" whose {_and(parts)}" if parts else ""


def _condition(name: str, accepted: Accepted) -> str:
    if isinstance(accepted, str):
        return f"`{name}` is {'filled' if accepted == 'any' else 'not filled'}"
    if len(accepted) == 1:
        return f"`{name}` is `{accepted[0]}`"
    return f"`{name}` is one of {', '.join(f'`{value}`' for value in accepted)}"


def _points(points: Mapping[str, float]) -> str:
    """Values with the same points together, the most points first; what is not listed counts nothing."""
    worth: dict[float, list[str]] = {}
    for value, number in points.items():
        worth.setdefault(number, []).append(f"`{value}`")
    steps = [
        f"{', '.join(values)} {quantity(number) if number else 'nothing'}"
        for number, values in sorted(worth.items(), reverse=True)
    ]
    return "; ".join(steps)


def _scale(scale: Mapping[str, float]) -> str:
    worth: dict[float, list[str]] = {}
    for value, share in scale.items():
        worth.setdefault(share, []).append(f"`{value}`")
    steps = sorted(worth.items(), reverse=True)
    return "; ".join(f"{', '.join(values)} {percentage(share)}" for share, values in steps)


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
