"""Rounding so that what is printed adds up: apportionment by largest remainder (Hamilton's method)."""

from collections.abc import Sequence
from math import fsum

_NOTHING = 1e-9


def apportioned(parts: Sequence[float], decimals: int = 1, *, to: float | None = None) -> list[float]:
    """The parts rounded to `decimals` so that they sum to their rounded sum, or to the sum printed elsewhere (`to`).

    Every part is rounded down, and the units still missing go to the largest remainders, the earlier part first; a
    unit too many is taken from the smallest.
    """
    unit = 10**decimals
    scaled = [round(part * unit, 6) for part in parts]
    floors = [int(part // 1) for part in scaled]
    missing = round(as_printed(fsum(parts) if to is None else to, decimals) * unit) - sum(floors)
    order = sorted(range(len(parts)), key=lambda index: (floors[index] - scaled[index], index))
    for index in order[: max(missing, 0)]:
        floors[index] += 1
    for index in order[missing:] if missing < 0 else ():
        floors[index] -= 1
    return [floor / unit for floor in floors]


def as_printed(value: float, decimals: int = 1) -> float:
    """The value as it is printed: rounded half up, away from zero, from the six decimals that JSON has.

    Without the six decimals, 26.25 and the same score with an error in the last bit would print as 26.2 and 26.3.
    """
    unit: int = 10 ** (6 - decimals)
    steps: int = (2 * round(abs(value) * 1_000_000) + unit) // (2 * unit)
    size: float = steps / 10**decimals
    return (size if value >= 0 else -size) + 0.0


def difference_of(first: float, second: float) -> float:
    """The difference of two scores as printed, so that subtracting what is printed gives the same."""
    return round(as_printed(first) - as_printed(second), 1) + 0.0


def adding_up(parts: Sequence[float], total: float) -> list[float]:
    """The parts rounded so that they sum to `total`: mirrored where all signs are, and zero where there is nothing."""
    places = [place for place, part in enumerate(parts) if abs(part) > _NOTHING]
    leading = next((number for number in (total, *(parts[place] for place in places)) if abs(number) > _NOTHING), 1.0)
    sign = 1.0 if leading > 0 else -1.0
    rounded = apportioned([sign * parts[place] for place in places], to=sign * total)
    printed = [0.0] * len(parts)
    for place, part in zip(places, rounded, strict=True):
        printed[place] = sign * part + 0.0
    return printed
