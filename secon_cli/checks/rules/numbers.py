"""Numbers mean what their writer meant, say what they count, and add up."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from secon_cli.checks.findings import FieldPath, Finding, Rule, Severity
from secon_cli.checks.record import Record
from secon_cli.practice.model import Budget, Funding, Metric, Money, Staff
from secon_cli.practice.types import Quantity
from secon_cli.practice.vocabularies import LAST_YEARS, Counts, Covers, FundingKind, Qualifier, StaffUnit

# Money

SHARE_OVER_100 = Rule("share-over-100", Severity.ERROR)
SHARE_UNDER_100 = Rule("share-under-100", Severity.WARNING)
PARTS_MISS_TOTAL = Rule("parts-miss-total", Severity.WARNING)
SHARE_CONTRADICTS_AMOUNT = Rule("share-contradicts-amount", Severity.WARNING)

CURRENCY_OUT_OF_TIME = Rule("currency-out-of-time", Severity.WARNING)

_NO_PAYMENT = (FundingKind.RESERVE, FundingKind.IN_KIND)
_TOLERANCE = Decimal(1)
"""Percentage points by which a rounded share and an amount may differ."""
_TOLERANCE_ABOUT = Decimal(3)


def check_money(record: Record) -> Iterator[Finding]:
    """Shares, sums and totals of the resources."""
    resources = record.readable.resources
    if not resources:
        return
    funding = resources.funding or ()
    shared = [(index, item) for index, item in enumerate(funding) if item and item.share is not None]
    if shared:
        yield from _shares_over(record, shared)
        yield from _shares_under(record, shared)
    totals = [item for item in resources.budget or () if item and item.covers is Covers.WHOLE and item.amount]
    for total in totals:
        if sum(_comparable(item, total) for item in totals) == 1:
            yield from _parts(record, total, "budget", resources.budget or ())
            if not shared:
                yield from _parts(record, total, "funding", funding)
            yield from _amounts(record, total, shared)


_EURO_SINCE = 1999


def check_currencies(record: Record) -> Iterator[Finding]:
    """Sums of a year in which their currency had ended, or had not yet begun."""
    resources = record.readable.resources
    for name in ("funding", "budget"):
        for index, money in enumerate((resources and getattr(resources, name)) or ()):
            if not money or not money.currency or not money.year or money.note is not None:
                continue
            until, message = LAST_YEARS.get(money.currency), None
            if until and money.year.first.year > until:
                message = f"{money.currency} was in use until {until}, and this is of {money.year.words}"
            elif money.currency == "EUR" and money.year.last.year < _EURO_SINCE:
                message = f"the euro began in {_EURO_SINCE}, and this is of {money.year.words}"
            if message:
                at = ("resources", name, index, "currency")
                advice = "check both; say in a `note` what was converted"
                yield record.finding(CURRENCY_OUT_OF_TIME, at, message, advice)


def _shares_over(record: Record, shared: list[tuple[int, Funding]]) -> Iterator[Finding]:
    sums: dict[tuple[object, ...], Decimal] = {}
    for index, item in shared:
        before = sums.get(_whole(item), Decimal(0))
        after = sums[_whole(item)] = before + (item.share or 0)
        if before <= 100 < after:
            message = f"with this, the shares add up to {after} %"
            advice = "check the figures; for shares of different wholes, name each whole in `share_of`"
            yield record.finding(SHARE_OVER_100, ("resources", "funding", index, "share"), message, advice)


def _shares_under(record: Record, shared: list[tuple[int, Funding]]) -> Iterator[Finding]:
    """Shares that miss 100 %, unless a source without share, or a note, leaves room for the rest."""
    resources = record.readable.resources
    funding = resources and resources.funding
    if not funding or len(shared) < len(funding) or resources is None or resources.note is not None:
        return
    for whole in dict.fromkeys(_whole(item) for _, item in shared):
        parts = [(index, item) for index, item in shared if _whole(item) == whole]
        total = sum((item.share or 0 for _, item in parts), Decimal(0))
        if total < 100 - _TOLERANCE and not any(item.note for _, item in parts):
            message = f"the shares add up to only {total} %"
            advice = "list the source of the rest, without `share` if it is not stated, or explain it in a `note`"
            yield record.finding(SHARE_UNDER_100, ("resources", "funding", parts[-1][0], "share"), message, advice)


def _whole(funding: Funding) -> tuple[object, ...]:
    """What a share is taken of."""
    return funding.share_of, funding.year, funding.period


def _comparable(money: Money, other: Money) -> bool:
    """Whether two sums have the same currency and time."""
    return (money.currency, money.year, money.period, money.every) == (
        other.currency,
        other.year,
        other.period,
        other.every,
    )


def _parts(record: Record, total: Budget, name: str, items: Iterable[Funding | Budget]) -> Iterator[Finding]:
    parts = [(index, item) for index, item in enumerate(items) if item and item is not total and _is_part(item)]
    stated = [(index, item) for index, item in parts if item.amount and _comparable(item, total)]
    if len(stated) < 2 or total.amount is None or any(_vague(item) for _, item in stated) or _vague(total):
        return
    low = sum((item.amount.low for _, item in stated if item.amount), Decimal(0))
    high = sum((item.amount.high for _, item in stated if item.amount), Decimal(0))
    explained = total.note is not None or len(stated) < len(parts) or any(item.note for _, item in stated)
    if low > total.amount.high or (high < total.amount.low and not explained):
        message = f"the {len(stated)} parts add up to {low if low == high else f'{low}-{high}'} {total.currency}"
        advice = f"the total stated for `{total.what}` is {total.amount} {total.currency}; check the figures"
        yield record.finding(PARTS_MISS_TOTAL, ("resources", name, stated[-1][0], "amount"), message, advice)


def _is_part(money: Funding | Budget) -> bool:
    return money.covers is Covers.PART if isinstance(money, Budget) else money.kind not in _NO_PAYMENT


def _vague(money: Money) -> bool:
    return money.qualifier not in (None, Qualifier.EXACT)


def _amounts(record: Record, total: Budget, shared: list[tuple[int, Funding]]) -> Iterator[Finding]:
    for index, item in shared:
        if not item.amount or not total.amount or not item.share or item.share_of or not _comparable(item, total):
            continue
        if not total.amount.low:
            continue
        percent = 100 * item.amount.high / total.amount.low, 100 * item.amount.low / total.amount.high
        tolerance = _TOLERANCE_ABOUT if _vague(item) or _vague(total) else _TOLERANCE
        if percent[0] < item.share - tolerance or percent[1] > item.share + tolerance:
            message = f"{item.amount} of {total.amount} {total.currency} is {percent[1]:.0f} %, not {item.share} %"
            yield record.finding(SHARE_CONTRADICTS_AMOUNT, ("resources", "funding", index, "share"), message)


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
