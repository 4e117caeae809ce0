"""Numbers mean what their writer meant, and say what they count."""

from collections.abc import Iterator
from decimal import Decimal

from secon_cli.checks.findings import FieldPath, Finding, Rule, Severity
from secon_cli.checks.record import Record
from secon_cli.practice.model import Metric, Staff
from secon_cli.practice.types import Quantity
from secon_cli.practice.vocabularies import Counts, StaffUnit

# Decimal points and percentages


DOUBTFUL_NUMBER = Rule("doubtful-number", Severity.WARNING)

_THOUSANDTHS = -3


def check_numbers(record: Record) -> Iterator[Finding]:
    """Amounts, figures and counts with three decimals, and shares below one percent."""
    for path, number in _quantities(record):
        if number is not None and (_grouped(number.low) or _grouped(number.high)):
            plain = " to ".join(dict.fromkeys(map(_short, (number.low, number.high))))
            advice = f"write `{str(number).replace('.', '')}` if thousands are meant"
            yield record.finding(DOUBTFUL_NUMBER, path, f"the point begins the decimals: this is {plain}", advice)
    resources = record.readable.resources
    for index, funding in enumerate((resources and resources.funding) or ()):
        if funding and funding.share is not None and 0 < funding.share < 1:
            at = ("resources", "funding", index, "share")
            message = f"a share is a percentage: this is {funding.share} %"
            advice = f"write `{_short(100 * funding.share)}` if a fraction is meant"
            yield record.finding(DOUBTFUL_NUMBER, at, message, advice)


def _quantities(record: Record) -> Iterator[tuple[FieldPath, Quantity | None]]:
    resources, results = record.readable.resources, record.readable.results
    for name in ("funding", "budget"):
        for index, money in enumerate((resources and getattr(resources, name)) or ()):
            if money:
                yield ("resources", name, index, "amount"), money.amount
    for index, group in enumerate((resources and resources.staff) or ()):
        if group:
            yield ("resources", "staff", index, "count"), group.count
    for index, metric in enumerate((results and results.metrics) or ()):
        if metric:
            yield ("results", "metrics", index, "value"), metric.value
            yield ("results", "metrics", index, "cost"), metric.cost


def _grouped(number: Decimal) -> bool:
    """Whether the point could separate thousands, as in 40.000; in 0.125 it cannot."""
    return number.as_tuple().exponent == _THOUSANDTHS and 1 <= abs(number) < 1000


def _short(number: Decimal) -> str:
    """The number without zeros at its end."""
    return f"{number.normalize():f}"


# What cannot be, and what hardly can


NEGATIVE_COUNT = Rule("negative-count", Severity.ERROR)
IMPLAUSIBLE_NUMBER = Rule("implausible-number", Severity.WARNING)

_NUMBER_OF = frozenset(Counts) - {Counts.MONEY, Counts.SHARE, Counts.OTHER}
_PERSONS = frozenset(("person", "persons", "people", "participants", "employees", "jobs", "visitors", "organisations"))
_MOST_STAFF = 100_000
_MOST_COUNTED = Decimal(10) ** 9
_MOST_MONEY = Decimal(10) ** 11
_MOST_PERCENT = 10_000


def check_counts(record: Record) -> Iterator[Finding]:
    """Results that count something and are below zero."""
    results = record.readable.results
    for index, metric in enumerate((results and results.metrics) or ()):
        if metric and metric.value is not None and metric.value.low < 0 and _is_count(metric):
            message = f"{metric.value} {metric.unit or metric.counts}: a count is never below zero"
            yield record.finding(NEGATIVE_COUNT, ("results", "metrics", index, "value"), message, "check the sign")


def _is_count(metric: Metric) -> bool:
    return metric.counts in _NUMBER_OF or (metric.unit or "").casefold() in _PERSONS


def check_magnitudes(record: Record) -> Iterator[Finding]:
    """Numbers beyond what a practice can have, unless a note speaks of them."""
    for path, number in _quantities(record):
        if number is None or abs(number.high) <= _MOST_PERCENT:
            continue
        *at, name = path
        block = next((each for where, each in record.blocks if where == tuple(at)), None)
        most = {"amount": _MOST_MONEY, "cost": _MOST_MONEY, "count": Decimal(_MOST_STAFF)}.get(str(name), _MOST_COUNTED)
        if isinstance(block, Metric) and (block.unit or "").casefold() in ("percent", "%"):
            most = Decimal(_MOST_PERCENT)
        elif isinstance(block, Metric) and not _is_count(block):
            most = _MOST_MONEY
        if abs(number.high) > most and not getattr(block, "note", None):
            advice = "count the zeros; if the source says so, add a `note`"
            yield record.finding(IMPLAUSIBLE_NUMBER, path, f"{number.high:,} is more than {most:,}", advice)


# Staff


STAFF_COUNT = Rule("staff-count", Severity.WARNING)


def check_staff(record: Record) -> Iterator[Finding]:
    """The count and the unit of each group, and of groups with the same name."""
    resources = record.readable.resources
    groups: dict[str, Staff] = {}
    for index, group in enumerate((resources and resources.staff) or ()):
        if not group or group.count is None or group.who is None:
            continue
        at = ("resources", "staff", index, "count")
        other = groups.setdefault(group.who.casefold(), group)
        if group.unit is None:
            if record.lacks(at[:-1], "unit"):
                advice = "add `unit: persons` for people, or `unit: fte` for full-time positions"
                yield record.finding(STAFF_COUNT, at, f"{group.count} of what?", advice)
        elif group.unit is StaffUnit.PERSONS and group.count.low % 1:
            message = f"{group.count} persons: a part of a person is a part of a position"
            yield record.finding(STAFF_COUNT, at, message, "write `unit: fte` if full-time positions are meant")
        elif other.count and _more_positions_than_people(group, other):
            message = f"more full-time positions than people ({other.count} {other.unit} above)"
            yield record.finding(STAFF_COUNT, at, message, "check which figure is which")


def _more_positions_than_people(group: Staff, other: Staff) -> bool:
    if {group.unit, other.unit} != {StaffUnit.FTE, StaffUnit.PERSONS}:
        return False
    positions, people = (group, other) if group.unit is StaffUnit.FTE else (other, group)
    return bool(positions.count and people.count and positions.count.low > people.count.high)


# Results


METRIC_WITHOUT_UNIT = Rule("metric-without-unit", Severity.WARNING)


def check_units(record: Record) -> Iterator[Finding]:
    """The unit of each measured result."""
    results = record.readable.results
    for index, metric in enumerate((results and results.metrics) or ()):
        if metric and metric.value is not None and metric.unit is None:
            at = ("results", "metrics", index)
            if record.lacks(at, "unit"):
                advice = "add `unit:` with what is counted, such as persons, EUR or percent"
                yield record.finding(METRIC_WITHOUT_UNIT, (*at, "value"), f"{metric.value} of what?", advice)
