"""Money adds up: shares to 100 %, parts to the total, a share to the amount next to it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from secon_cli.checks.findings import Finding, Rule, Severity
from secon_cli.checks.record import Record
from secon_cli.practice.model import Budget, Funding, Money
from secon_cli.practice.vocabularies import LAST_YEARS, Covers, FundingKind, Qualifier

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
