"""Numbers mean what was meant, say what they count, and add up; words that sum up other fields agree with them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from secon_cli.checks.findings import FieldPath, Finding, Record
from secon_cli.practice import vocabularies as v
from secon_cli.practice.model import Funding, Location, Metric, Money
from secon_cli.practice.values import PartialDate, Quantity

# Money

_NO_PAYMENT = (v.FundingKind.RESERVE, v.FundingKind.IN_KIND)
_TOLERANCE = Decimal(1)
"""Percentage points by which a rounded share and an amount may differ."""
_TOLERANCE_ABOUT = Decimal(3)
_EURO_SINCE = 1999


def check_shares(record: Record) -> Iterator[Finding]:
    """Shares of one whole that are more than 100 %, or less though no source without share and no note leaves room."""
    by_whole: dict[tuple[object, ...], list[tuple[FieldPath, Funding]]] = {}
    for path, item in record.items("resources", "funding"):
        if item.share is not None:
            by_whole.setdefault((item.share_of, item.year, item.period), []).append((path, item))
    resources = record.readable.resources
    funding = resources and resources.funding
    leaves_room = not funding or sum(map(len, by_whole.values())) < len(funding) or (resources and resources.note)
    for parts in by_whole.values():
        total = Decimal(0)
        for path, item in parts:
            before, total = total, total + (item.share or 0)
            if before <= 100 < total:
                yield record.finding("share-over-100", (*path, "share"), f"with this, the shares add up to {total} %")
        if total < 100 - _TOLERANCE and not leaves_room and not any(item.note for _, item in parts):
            message = f"the shares add up to only {total} %"
            yield record.finding("share-under-100", (*parts[-1][0], "share"), message)


def check_totals(record: Record) -> Iterator[Finding]:
    """Parts that do not add up to the only total of their currency and time, and shares of it next to other amounts."""
    budget, funding = record.items("resources", "budget"), record.items("resources", "funding")
    shared = [(path, item) for path, item in funding if item.share is not None]
    costs = [(path, item) for path, item in budget if item.covers is v.Covers.PART]
    paid = [] if shared else [(path, item) for path, item in funding if item.kind not in _NO_PAYMENT]
    totals = [item for _, item in budget if item.covers is v.Covers.WHOLE and item.amount]
    for total in totals:
        if sum(_comparable(item, total) for item in totals) > 1:
            continue
        whole = f"{total.amount} {total.currency}"
        for parts in (costs, paid):
            stated = [(path, item) for path, item in parts if item.amount and _comparable(item, total)]
            if len(stated) < 2 or any(_vague(item) for _, item in stated) or _vague(total):
                continue
            low = sum((item.amount.low for _, item in stated), Decimal(0))
            high = sum((item.amount.high for _, item in stated), Decimal(0))
            explained = total.note is not None or len(stated) < len(parts) or any(item.note for _, item in stated)
            if low > total.amount.high or (high < total.amount.low and not explained):
                added = low if low == high else f"{low}-{high}"
                message = f"the {len(stated)} parts add up to {added} {total.currency}"
                advice = f"the total stated for `{total.what}` is {whole}; check the figures"
                yield record.finding("parts-miss-total", (*stated[-1][0], "amount"), message, advice)
        for path, item in shared if total.amount.low else ():
            if item.amount and item.share and not item.share_of and _comparable(item, total):
                most, least = 100 * item.amount.high / total.amount.low, 100 * item.amount.low / total.amount.high
                tolerance = _TOLERANCE_ABOUT if _vague(item) or _vague(total) else _TOLERANCE
                if not least - tolerance <= item.share <= most + tolerance:
                    message = f"{item.amount} of {whole} is {least:.0f} %, not {item.share} %"
                    yield record.finding("share-contradicts-amount", (*path, "share"), message)


def _comparable(money: Money, other: Money) -> bool:
    return all(getattr(money, name) == getattr(other, name) for name in ("currency", "year", "period", "every"))


def _vague(money: Money) -> bool:
    return money.qualifier not in (None, v.Qualifier.EXACT)


def check_currencies(record: Record) -> Iterator[Finding]:
    """Sums of a year in which their currency had ended, or had not yet begun."""
    for path, money in record.items("resources", "funding") + record.items("resources", "budget"):
        if not money.currency or not money.year or money.note is not None:
            continue
        until, message = v.LAST_YEARS.get(money.currency), None
        if until and money.year.first.year > until:
            message = f"{money.currency} was in use until {until}, but this amount is from {money.year.words}"
        elif money.currency == "EUR" and money.year.last.year < _EURO_SINCE:
            message = f"the euro began in {_EURO_SINCE}, but this amount is from {money.year.words}"
        if message:
            yield record.finding("currency-out-of-time", (*path, "currency"), message)


# Decimal points and percentages

_THOUSANDTHS = -3


def check_numbers(record: Record) -> Iterator[Finding]:
    """Amounts, figures and counts with three decimals, and shares below one percent."""
    for path, number, _ in _quantities(record):
        if _grouped(number.low) or _grouped(number.high):
            plain = " to ".join(dict.fromkeys(map(_short, (number.low, number.high))))
            advice = f"write `{str(number).replace('.', '')}` if thousands are meant"
            yield record.finding("doubtful-number", path, f"the point is a decimal point: this is {plain}", advice)
    for path, funding in record.items("resources", "funding"):
        if funding.share is not None and 0 < funding.share < 1:
            message = f"a share is a percentage: this is {funding.share} %"
            advice = f"write `{_short(100 * funding.share)}` if a fraction is meant"
            yield record.finding("doubtful-number", (*path, "share"), message, advice)


_QUANTITIES = (
    ("resources", "funding", "amount"), ("resources", "budget", "amount"), ("resources", "staff", "count"),
    ("results", "metrics", "value"), ("results", "metrics", "cost"),
)  # fmt: skip


def _quantities(record: Record) -> Iterator[tuple[FieldPath, Quantity, Money | Metric | Location]]:
    location = record.readable.location
    if location and location.sites is not None:
        yield ("location", "sites"), location.sites, location
    for block, items, name in _QUANTITIES:
        for path, claim in record.items(block, items):
            if (number := getattr(claim, name)) is not None:
                yield (*path, name), number, claim


def _grouped(number: Decimal) -> bool:
    """Whether the point could separate thousands, as in 40.000; in 0.125 it cannot."""
    return number.as_tuple().exponent == _THOUSANDTHS and 1 <= abs(number) < 1000


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"


# What cannot be, and what hardly can

_NUMBER_OF = frozenset(v.Counts) - {v.Counts.MONEY, v.Counts.SHARE, v.Counts.OTHER}
_PERSONS = frozenset(("person", "persons", "people", "participants", "employees", "jobs", "visitors", "organisations"))
_MOST_COUNTED, _MOST_MONEY, _MOST_PERCENT = 10**9, 10**11, 10_000
_MOST = {"amount": _MOST_MONEY, "cost": _MOST_MONEY, "count": 100_000, "sites": 100_000}


def check_counts(record: Record) -> Iterator[Finding]:
    """Results that count something and are below zero."""
    for path, metric in record.items("results", "metrics"):
        if metric.value is not None and metric.value.low < 0 and _is_count(metric):
            message = f"{metric.value} {metric.unit or metric.counts}: a count is never below zero"
            yield record.finding("negative-count", (*path, "value"), message)


def _is_count(metric: Metric) -> bool:
    return metric.counts in _NUMBER_OF or (metric.unit or "").casefold() in _PERSONS


def check_magnitudes(record: Record) -> Iterator[Finding]:
    """Numbers beyond what a practice can have, unless a note speaks of them."""
    for path, number, claim in _quantities(record):
        most = _MOST.get(str(path[-1]), _MOST_COUNTED)
        if path[-1] == "value" and isinstance(claim, Metric) and (claim.unit or "").casefold() in ("percent", "%"):
            most = _MOST_PERCENT
        elif isinstance(claim, Metric) and not _is_count(claim):
            most = _MOST_MONEY
        if abs(number.high) > most and not claim.note:
            yield record.finding("implausible-number", path, f"{number.high:,} is more than {most:,}")


def check_staff(record: Record) -> Iterator[Finding]:
    """The count and the unit of each group, and of groups with the same name."""
    groups: dict[str, Any] = {}
    for path, group in record.items("resources", "staff"):
        if group.count is None or group.who is None:
            continue
        at = (*path, "count")
        other = groups.setdefault(group.who.casefold(), group)
        by_unit = {group.unit: group.count, other.unit: other.count}
        positions, people = by_unit.get(v.StaffUnit.FTE), by_unit.get(v.StaffUnit.PERSONS)
        if group.unit is None:
            if record.lacks(path, type(group), "unit"):
                yield record.finding("staff-count", at, f"{group.count} of what?")
        elif group.unit is v.StaffUnit.PERSONS and group.count.low % 1:
            message = f"{group.count} persons: the number of persons is a whole number"
            yield record.finding("staff-count", at, message, "write `unit: fte` if full-time positions are meant")
        elif positions and people and positions.low > people.high:
            message = f"more full-time positions than people ({other.count} {other.unit} above)"
            yield record.finding("staff-count", at, message, "check which figure is which")


def check_units(record: Record) -> Iterator[Finding]:
    """The unit of each measured result."""
    for path, metric in record.items("results", "metrics"):
        if metric.value is not None and metric.unit is None and record.lacks(path, type(metric), "unit"):
            yield record.finding("metric-without-unit", (*path, "value"), f"{metric.value} of what?")


# Words that sum up other fields: the strength of a basis and the end, `found` and the concerns

_WITHIN_THE_END = (v.BasisStrength.LIMITED, v.BasisStrength.REMAINS)


def check_strengths(record: Record) -> Iterator[Finding]:
    """A basis that is stronger than the end allows, or that remains of a practice that has not ended."""
    duration = record.readable.duration
    if not duration:
        return
    # A pause has a stated resumption, and a minimum may be passed.
    open_ended = duration.end_is is v.EndIs.MINIMUM or duration.status is v.DurationStatus.PAUSED
    ends = isinstance(duration.end, PartialDate) and not open_ended
    over = duration.status in (v.DurationStatus.COMPLETED, v.DurationStatus.ENDED)
    for path, basis in record.items("sustainability", "bases"):
        at = (*path, "strength")
        if basis.strength is v.BasisStrength.REMAINS and not over:
            message = "`remains` is for practices whose `status` is `completed` or `ended`"
            yield record.finding("strength-contradicts-end", at, message, "write how well it carries the practice now")
        elif ends and basis.strength is not None and basis.strength not in _WITHIN_THE_END:
            message = f"the practice ends in {duration.end}, but this basis is `{basis.strength}`"
            advice = "write `remains` for what still carries a part of it"
            if not over:
                advice = "write `limited`, or leave the end out if a continuation is decided"
            yield record.finding("strength-contradicts-end", at, message, advice)


_WORST_FIRST = (v.ConcernStatus.UNRESOLVED, v.ConcernStatus.MINOR, v.ConcernStatus.RESOLVED)


def check_found(record: Record) -> Iterator[Finding]:
    """A summary of concerns that the list of concerns does not bear out."""
    ethics = record.readable.ethics
    if not ethics or ethics.found is None or ethics.concerns is None or None in ethics.concerns:
        return
    states = {concern.status for concern in ethics.concerns}
    worst = next((status for status in _WORST_FIRST if status in states), None)
    listed = v.ConcernsFound[worst.name] if worst else v.ConcernsFound.NONE_FOUND
    if ethics.found is not listed:
        message = f"the listed concerns make this `{listed}`"
        yield record.finding("found-contradicts-concerns", ("ethics", "found"), message, f"write `{listed}`")
