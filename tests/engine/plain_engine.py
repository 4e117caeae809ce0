"""The engine a second time, written plainly from docs/method.md, to compare with `secon_cli.engine`.

It shares no code with the program: practices and rubrics are plain values as YAML gives them, and what the format
allows is read from its JSON Schema. It explains nothing and is slow; it only has to be right.
"""

import csv
import json
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any, NamedTuple

Record = dict[str, Any]

_SCHEMA: Record = json.loads(
    (Path(__file__).parents[2] / "docs" / "schema" / "practice.schema.json").read_text(encoding="utf-8")
)


class LookedFor:
    """In place of a single value: it was looked for, and is not stated."""


LOOKED_FOR = LookedFor()


@dataclass
class Value:
    """What a measure gives, the most that it gives any practice, and the addresses that counted with their points."""

    certain: float
    possible: float
    assessed: bool = True
    most: float = 1.0
    counted: dict[str, float] = field(default_factory=dict)
    years: tuple[float, float] | None = None
    gate: str | None = None


class Place(NamedTuple):
    """A value at an address, with what is cited for it; None where the format has no place to cite."""

    address: str
    value: Any
    evidence: list[str] | None


@dataclass
class Score:
    """A share of the whole with its score, the end of its range, and its parts by name."""

    weight: float
    score: float
    high: float
    coverage: float
    parts: dict[str, "Score"] = field(default_factory=dict)
    value: Value | None = None


@dataclass
class Judged:
    """A practice judged by a rubric."""

    total: float
    high: float
    coverage: float
    gate: str
    years: tuple[float, float] | None
    band: str | None
    criteria: dict[str, Score]


# The practice, completed: every block that can cite has `evidence`, every field with a default has its value.


def _completed(value: Any, schema: Record) -> Any:
    while "$ref" in schema:
        schema = _SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        return [_completed(item, schema.get("items", {})) for item in value]
    if not isinstance(value, dict):
        return value.strip() if isinstance(value, str) else value
    properties = schema.get("properties", {})
    block = {
        name: LOOKED_FOR
        if part == "not_stated" and {"const": part} in properties.get(name, {}).get("anyOf", [])
        else _completed(part, properties.get(name, schema.get("additionalProperties", {})))
        for name, part in value.items()
        if name != "evidence"
    }
    for name, part in properties.items():
        if "default" in part and name not in block:
            block[name] = part["default"]
    if "evidence" in properties:
        cited = value.get("evidence", [])
        block["evidence"] = [cited] if isinstance(cited, str) else list(cited)
    return block


def _places(practice: Record, path: str) -> list[Place] | None:
    """The values at a path such as `results.metrics[].target`; None where nobody looked."""
    first, *inside = path.split("[]")
    place = _walk(Place("", practice, None), first)
    if place.value is None:
        return None
    places = [place]
    for number, names in enumerate(inside):
        places = [item for each in places for item in _items(each)]
        if names and not (number == len(inside) - 1 and names == ""):
            places = [_walk(each, names.removeprefix(".")) for each in places]
    return places


def _walk(place: Place, names: str) -> Place:
    address, value, evidence = place
    for name in names.split("."):
        if isinstance(value, dict):
            evidence = value.get("evidence", evidence)
            value = value.get(name)
        else:
            value = None
        address = f"{address}.{name}" if address else name
    return Place(address, value, evidence)


def _items(place: Place) -> list[Place]:
    if not isinstance(place.value, list):
        return []
    return [
        Place(
            f"{place.address}[{number}]",
            item,
            item.get("evidence", place.evidence) if isinstance(item, dict) else place.evidence,
        )
        for number, item in enumerate(place.value)
    ]


def _is_filled(value: Any) -> bool:
    return value is not None and value is not LOOKED_FOR and value != []


def _credit(place: Place, points: float, unsupported: float) -> float:
    return points * unsupported if place.evidence == [] else points


# The measures


def _present(practice: Record, measure: Record, unsupported: float) -> Value:
    fields: list[str] = measure["fields"]
    found = {path: _places(practice, path) for path in fields}
    if all(places is None for places in found.values()):
        return Value(0, 1, assessed=False)
    points, unknown = 0.0, 0
    for places in found.values():
        if places is None:
            unknown += 1
            continue
        best = 0.0
        for place in places:
            if _is_filled(place.value):
                supported = place.evidence != [] or any(item.evidence for item in _items(place))
                best = max(best, 1.0 if supported else unsupported)
        points += best
    value = points / len(fields)
    return Value(value, min(1.0, value + unknown / len(fields)))


def _matching(practice: Record, measure: Record) -> tuple[list[Place], list[Place]] | None:
    """The items of the list, and those that match `where`."""
    lists = _places(practice, measure["of"])
    if lists is None:
        return None
    items = [item for place in lists for item in _items(place)]
    return items, [item for item in items if _matches(item, measure.get("where", {}))]


def _held(item: Place, path: str) -> list[str]:
    return [str(place.value) for place in _places(item.value, path) or [] if _is_filled(place.value)]


def _matches(item: Place, where: Record) -> bool:
    for name, accepted in where.items():
        held = _held(item, name)
        if accepted == "none":
            if held:
                return False
        elif accepted == "any":
            if not held:
                return False
        elif not set(held) & {accepted} if isinstance(accepted, str) else not set(held) & set(accepted):
            return False
    return True


def _count(practice: Record, measure: Record, unsupported: float) -> Value:
    found = _matching(practice, measure)
    if found is None:
        return Value(0, 1, assessed=False)
    counted: dict[str, float] = {}
    kinds: dict[str, str] = {}
    for item in found[1]:
        points = 1.0
        if measure.get("points"):
            tables = measure["points"].items()
            points = max((float(table.get(held, 0)) for name, table in tables for held in _held(item, name)), default=0)
        if not points:
            continue
        credited = _credit(item, points, unsupported)
        if measure.get("distinct"):
            kind = next(iter(_held(item, measure["distinct"])), "")
            if kind in kinds:
                if counted[kinds[kind]] >= credited:
                    continue
                del counted[kinds[kind]]
            kinds[kind] = item.address
        counted[item.address] = credited
    value = min(1.0, sum(counted.values()) / float(measure["full_at"]))
    return Value(value, value, counted=counted)


def _ordinal(practice: Record, measure: Record, unsupported: float) -> Value:
    places, most = _places(practice, measure["of"]), max(float(worth) for worth in measure["scale"].values())
    if places is None:
        return Value(0, most, assessed=False, most=most)
    values = [item for place in places for item in (_items(place) if isinstance(place.value, list) else [place])]
    worth = [_credit(value, _worth(measure["scale"], str(value.value)), unsupported) for value in values]
    best = max(worth, default=0.0)
    return Value(best, best, most=most)


def _worth(scale: Record, value: str) -> float:
    # "A-B" is halfway between A and B.
    ends = [value] if value in scale else value.split("-")
    return sum(float(scale.get(end, 0)) for end in ends) / len(ends)


def _none_of(practice: Record, measure: Record, unsupported: float) -> Value:
    found = _matching(practice, measure)
    if found is None:
        return Value(0, 1, assessed=False)
    items, matching = found
    lists = _places(practice, measure["of"]) or []
    if matching:
        value = 0.0
    elif items or not lists:
        value = 1.0
    else:
        value = 1.0 if any(place.evidence for place in lists) else unsupported
    return Value(value, value)


_RATES = Path(__file__).parents[2] / "secon_cli" / "practice" / "euro_rates.csv"


def _unit_cost(practice: Record, measure: Record, unsupported: float) -> Value:
    found, most = _matching(practice, {"of": "results.metrics", **measure}), float(measure["curve"][0][1])
    if found is None:
        return Value(0, most, assessed=False, most=most)
    with _RATES.open(encoding="utf-8") as file:
        rates = {row["code"]: Fraction(row["per_euro"]) for row in csv.DictReader(file)} | {"EUR": Fraction(1)}
    best = 0.0
    for item in found[1]:
        result = item.value
        if (
            not {"value", "cost", "currency"} <= {name for name in result if _is_filled(result[name])}
            or result["currency"] not in rates
        ):
            continue
        units, cost = _ends(result["value"])[0], _ends(result["cost"])[1]
        if units > 0:
            euro = cost / units / rates[result["currency"]]
            best = max(best, _credit(item, _on_falling_curve(float(euro), measure["curve"]), unsupported))
    return Value(best, best, most=most)


def _ends(text: Any) -> tuple[Fraction, Fraction]:
    """The two ends of a number or a range such as 5-6; the first sign is no dash."""
    text = str(text)
    low, dash, high = text[1:].partition("-")
    return Fraction(text[0] + low), Fraction(high if dash else text)


def _on_falling_curve(euro: float, curve: list[list[Any]]) -> float:
    """On a curve over the logarithm: the same as on a curve, with the logarithms of its points."""
    points = [[log(float(x)), y] for x, y in curve]
    return _on_curve(log(euro), points) if euro > 0 else float(curve[0][1])


def _years(practice: Record, measure: Record, unsupported: float, as_of: date) -> Value:
    gate = measure.get("gate")
    years = _time_in_place(practice, as_of)
    support = 1.0 if practice["duration"]["evidence"] else unsupported
    status, shares = practice["duration"].get("status"), {k: float(v) for k, v in measure.get("shares", {}).items()}
    known = isinstance(status, str)
    kept = shares.get(status, 1.0) if known else min([1.0, *shares.values()])
    kept_at_best = kept if known else 1.0
    most = float(measure["curve"][-1][1])
    if years is None:
        looked_for = practice["duration"].get("start") is LOOKED_FOR
        return Value(0, most * kept_at_best, assessed=looked_for, most=most, gate="uncertain" if gate else None)
    shortest, longest = (_on_curve(length, measure["curve"]) for length in years)
    shortest, longest = shortest * kept * support, longest * kept_at_best * support
    state = None
    if gate:
        needed = float(gate["at_least"])
        state = "met" if years[0] >= needed else "not met" if years[1] < needed else "uncertain"
    return Value(shortest, longest, most=most, years=years, gate=state)


def _on_curve(years: float, curve: list[list[Any]]) -> float:
    points = [(float(x), float(y)) for x, y in curve]
    if years <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if left <= years <= right:
            return low + (years - left) / (right - left) * (high - low)
    return points[-1][1]


# Time


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a date, in any of the forms that the format allows."""
    if text.startswith("../"):
        return date(1800, 1, 1), _days(text[3:])[1]
    if text.endswith("/.."):
        return _days(text[:-3])[0], date(2999, 12, 31)
    if text.endswith("X"):
        return date(int(f"{text[:3]}0"), 1, 1), date(int(f"{text[:3]}9"), 12, 31)
    if text.endswith("~"):
        first, last = _days(text[:-1])
        months = 12 if len(text) == 5 else 1
        return _later(first, -months), _later(last + timedelta(days=1), months) - timedelta(days=1)
    year, *rest = [int(part) for part in text.split("-")]
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    month, *days = rest
    return date(year, month, min(days, default=1)), date(year, month, max(days, default=monthrange(year, month)[1]))


def _later(day: date, months: int) -> date:
    """The same day of another month, or the first of the next where there is none."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, length)) + timedelta(days=int(day.day > length))


def _time_in_place(practice: Record, as_of: date) -> tuple[float, float] | None:  # noqa: C901 - plain, in one piece
    duration = {name: value for name, value in practice["duration"].items() if value is not LOOKED_FOR}
    keys = {cited.split(":")[0].split(" ")[0] for cited in duration["evidence"]}
    dates = []
    for key in keys & set(practice["sources"]):
        source = practice["sources"][key]
        told = source.get("accessed") if source.get("date") is LOOKED_FOR else source.get("date")
        dates += [_days(told)] if _is_filled(told) else []
    newest = max(dates, default=None)
    seen = newest[0] if newest else None
    end, status = str(duration.get("end", "")), duration.get("status")
    over, dated = status in ("ended", "completed", "paused"), end not in ("", "ongoing")
    there = status in ("running", "unconfirmed", "disrupted", "set_up")
    # Until when: the day that is certain, and the last that is possible.
    certain: date | None = None
    possible = as_of
    if dated:
        certain, possible = _days(end)
        if duration.get("end_is") == "minimum":
            possible = max(possible, as_of)
        elif duration.get("end_is") != "stated" and not over:
            certain = min(certain, seen) if seen else None
            if seen and possible > seen:
                possible = max(possible, as_of)
        if there and seen:
            certain, possible = max(certain or seen, seen), max(possible, seen)
    elif end == "ongoing" or there:
        certain = seen
    # From when.
    start = _days(duration["start"]) if "start" in duration else None
    if "in_place" in duration:
        number, unit = duration["in_place"].split(" ")
        step = 12 if unit.startswith("year") else 1
        months, more = int(number.rstrip("+")) * step, number.endswith("+")
        one = timedelta(days=1)
        # When it had that length: at its end if it is over, at the source if it runs, else at either.
        reached: tuple[date, date] | None = None
        if dated:
            first, last = _days(end)
            if newest is None:
                reached = None if end.endswith("/..") else (first, last)
            else:
                if end.endswith("/.."):
                    last = max(first, newest[1])
                if not over:
                    first = min(first, newest[0])
                if there:
                    last = min(last, newest[1])
                last = min(last, max(as_of, newest[1]))
                reached = min(first, last), last
        elif newest:
            reached = (date(1000, 1, 1) if start and over and not end else newest[0]), newest[1]
        span = (date(1800, 1, 1), as_of)
        if reached:
            span = (span[0] if more else _later(reached[0], -months - step) + one, _later(reached[1], -months) + one)
        if start is None:
            start = span
        elif reached and max(start[0], span[0]) <= min(start[1], span[1]):
            start = max(start[0], span[0]), min(start[1], span[1])
        if reached or "start" in duration:
            lasted = _later(start[1], months) - one
            lasted = min(lasted, reached[1]) if reached else lasted
            certain = max(certain, lasted) if certain else lasted
            if over and not more:
                possible = min(possible, _later(start[0], months + step))
            possible = max(possible, certain)
    if start is None:
        return None
    certain = certain or start[1] - timedelta(days=1)
    shortest = _length(start[1], min(certain, as_of))
    if "in_place" in duration and "start" not in duration and not end and over:
        days = [date(2020, 1, 1) + timedelta(days=day) for day in range(1461)]
        shortest = min(shortest, *(_length(_later(day, -months) + timedelta(days=1), day) for day in days))
    return shortest, _length(start[0], min(possible, as_of))


def _length(first: date, last: date) -> float:
    """Years from one day to another, both included: whole anniversaries, then the days into the year."""
    if last < first:
        return 0.0
    after = last + timedelta(days=1)
    whole = 0
    while _anniversary(first, whole + 1) <= after:
        whole += 1
    begun, next_one = _anniversary(first, whole), _anniversary(first, whole + 1)
    return whole + (after - begun).days / (next_one - begun).days


def _anniversary(day: date, years: int) -> date:
    year = day.year + years
    if (day.month, day.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return date(year, day.month, day.day)


# The whole


def judge(practice: Record, rubric: Record) -> Judged:
    """The practice judged by the rubric, both in plain values."""
    practice = _completed(practice, _SCHEMA)
    unsupported, as_of = float(rubric["unsupported"]), _days(rubric["as_of"])[0]
    criteria: dict[str, Score] = {}
    all_weights = sum(float(criterion["weight"]) for criterion in rubric["criteria"].values())
    for key, criterion in rubric["criteria"].items():
        weights = sum(float(indicator["weight"]) for indicator in criterion["indicators"].values())
        parts: dict[str, Score] = {}
        for name, indicator in criterion["indicators"].items():
            value = _measured(practice, indicator["measure"], unsupported, as_of)
            parts[name] = Score(
                weight=float(indicator["weight"]) / weights if weights else 0.0,
                score=100 * value.certain,
                high=100 * value.possible,
                coverage=float(value.assessed),
                value=value,
            )
        criteria[key] = _mean(parts, float(criterion["weight"]) / all_weights if all_weights else 0.0)
    whole = _mean(criteria, 1.0)
    values = [part.value for criterion in criteria.values() for part in criterion.parts.values() if part.value]
    gate = next((value.gate for value in values if value.gate), "none")
    of_gate = [value for value in values if value.gate]
    of_time = of_gate or [value for value in values if value.years]
    reached = [band for band in rubric["bands"] if whole.score >= float(band["at_least"]) - 1e-9]
    return Judged(
        total=whole.score,
        high=whole.high,
        coverage=whole.coverage,
        gate=gate,
        years=of_time[0].years if of_time else None,
        band=max(reached, key=lambda band: float(band["at_least"]))["name"] if reached else None,
        criteria=criteria,
    )


def _measured(practice: Record, measure: Record, unsupported: float, as_of: date) -> Value:
    match measure["kind"]:
        case "present":
            return _present(practice, measure, unsupported)
        case "count":
            return _count(practice, measure, unsupported)
        case "ordinal":
            return _ordinal(practice, measure, unsupported)
        case "none_of":
            return _none_of(practice, measure, unsupported)
        case "unit_cost":
            return _unit_cost(practice, measure, unsupported)
        case _:
            return _years(practice, measure, unsupported, as_of)


def _mean(parts: dict[str, Score], weight: float) -> Score:
    def mean(name: str) -> float:
        return sum(part.weight * float(getattr(part, name)) for part in parts.values())

    return Score(weight, mean("score"), mean("high"), mean("coverage"), parts)


def ranks(judged: dict[str, Judged]) -> dict[str, int]:
    """Ranks by practice: those that fail the gate come last; totals within 1e-9 of the next one share a rank."""
    placed: dict[str, int] = {}
    before: tuple[bool, float] | None = None
    rank = 0
    order = sorted(judged, key=lambda name: (judged[name].gate == "not met", -judged[name].total))
    for position, name in enumerate(order, start=1):
        fails, total = judged[name].gate == "not met", judged[name].total
        if before is None or before[0] != fails or before[1] - total > 1e-9:
            rank = position
        before = (fails, total)
        placed[name] = rank
    return placed
