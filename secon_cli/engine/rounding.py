"""Rounding so that what is printed adds up: apportionment by largest remainder (Hamilton's method)."""

from collections.abc import Sequence
from math import fsum


def apportioned(parts: Sequence[float], decimals: int = 1, *, to: float | None = None) -> list[float]:
    """The parts rounded to `decimals` so that they sum to their rounded sum, or to the sum printed elsewhere (`to`).

    Every part is rounded down, and the units still missing go to the largest remainders, the earlier part first; a
    unit too many is taken from the smallest.
    """
    unit = 10**decimals
    scaled = [round(part * unit, 6) for part in parts]
    floors = [int(part // 1) for part in scaled]
    missing = round(round(fsum(parts) if to is None else to, decimals) * unit) - sum(floors)
    order = sorted(range(len(parts)), key=lambda index: (floors[index] - scaled[index], index))
    for index in order[: max(missing, 0)]:
        floors[index] += 1
    for index in order[missing:] if missing < 0 else ():
        floors[index] -= 1
    return [floor / unit for floor in floors]
