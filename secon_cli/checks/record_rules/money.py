"""Money adds up: shares to their whole, parts to the total, a share to the sum beside it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.model import Budget, Funding, Money
from secon_cli.practice.vocabularies import Covers, FundingKind, Qualifier

_SHARES = """\
resources:
  funding:
    - {source: City, kind: subsidy, share: 60, evidence: report:resources}
    - {source: Members, kind: member_contribution, share: 50, evidence: report:resources}
  budget: []
"""
_TOTAL = """\
resources:
  budget:
    - {what: All costs, covers: whole, amount: 9000, currency: EUR, evidence: report:resources}
    - {what: Rent, covers: part, amount: 6000, currency: EUR, evidence: report:resources}
    - {what: Tools, covers: part, amount: 5000, currency: EUR, evidence: report:resources}
"""
_SHARE_AND_AMOUNT = """\
resources:
  funding: [{source: City, kind: subsidy, share: 60, amount: 9000, currency: EUR, evidence: report}]
  budget: [{what: All costs, covers: whole, amount: 10000, currency: EUR, evidence: report}]
  note: The rest is open.
"""

SHARE_OVER_100 = Rule(
    "share-over-100",
    Severity.ERROR,
    "The shares of those who pay for the same whole exceed 100 %.",
    "Shares of one whole cannot be more than the whole. Shares of different wholes say so in `share_of`.",
    bad=Example(_SHARES),
    good=Example(_SHARES.replace("50", "40")),
)
SHARE_UNDER_100 = Rule(
    "share-under-100",
    Severity.WARNING,
    "Everybody who pays has a share, and the shares do not reach 100 %.",
    "A part that nobody pays is a payer forgotten, or a share misread. A payer whose share is not stated is listed "
    "without one; where the source leaves the rest open, a `note` says so.",
    bad=Example(_SHARES.replace("50", "30")),
    good=Example(_SHARES.replace("share: 50, ", "")),
)
PARTS_MISS_TOTAL = Rule(
    "parts-miss-total",
    Severity.WARNING,
    "The parts do not add up to the total that is stated.",
    "A sum that does not come out is the quickest sign of a misread figure. Where the source itself does not come out, "
    "a `note` says so.",
    bad=Example(_TOTAL),
    good=Example(_TOTAL.replace("5000", "3000")),
)
SHARE_CONTRADICTS_AMOUNT = Rule(
    "share-contradicts-amount",
    Severity.WARNING,
    "The share of a payer and the amount beside it say different things.",
    "A share and a total give an amount; where another one is stated, one of the three is misread, or the share is "
    "taken of something else, which `share_of` names.",
    bad=Example(_SHARE_AND_AMOUNT),
    good=Example(_SHARE_AND_AMOUNT.replace("9000", "6000")),
)

_NO_PAYMENT = (FundingKind.RESERVE, FundingKind.IN_KIND)
_POINTS_OFF = Decimal(1)
"""Percentage points by which a rounded share and an amount may differ."""
_POINTS_OFF_ABOUT = Decimal(3)


def check_money(record: Record) -> Iterator[Finding]:
    """Shares, sums and totals of the resources."""
    resources = record.readable.resources
    if not resources:
        return
    funding = resources.funding or ()
    shared = [(index, one) for index, one in enumerate(funding) if one and one.share is not None]
    if shared:
        yield from _too_much(record, shared)
        yield from _too_little(record, shared)
    whole = [one for one in resources.budget or () if one and one.covers is Covers.WHOLE and one.amount]
    for total in whole:
        if sum(_same(one, total) for one in whole) == 1:
            yield from _parts(record, total, "budget", resources.budget or ())
            if not shared:
                yield from _parts(record, total, "funding", funding)
            yield from _amounts(record, total, shared)


def _too_much(record: Record, shared: list[tuple[int, Funding]]) -> Iterator[Finding]:
    sums: dict[tuple[object, ...], Decimal] = {}
    for index, one in shared:
        before = sums.get(_whole(one), Decimal(0))
        sums[_whole(one)] = before + (one.share or 0)
        if before <= 100 < sums[_whole(one)]:
            message = f"with this, the shares add up to {sums[_whole(one)]} %"
            advice = "check the figures; if they are shares of different wholes, say of which in `share_of`"
            yield record.finding(SHARE_OVER_100, ("resources", "funding", index, "share"), message, advice)


def _too_little(record: Record, shared: list[tuple[int, Funding]]) -> Iterator[Finding]:
    """Shares that miss 100 %, unless a payer without share, or a note, leaves room for the rest."""
    resources = record.readable.resources
    everybody = resources and resources.funding
    if not everybody or len(shared) < len(everybody) or resources is None or resources.note is not None:
        return
    for whole in dict.fromkeys(_whole(one) for _, one in shared):
        of_it = [(index, one) for index, one in shared if _whole(one) == whole]
        total = sum((one.share or 0 for _, one in of_it), Decimal(0))
        if total < 100 - _POINTS_OFF and not any(one.note for _, one in of_it):
            message = f"the shares add up to {total} %, and nobody pays the rest"
            advice = (
                "list who pays the rest, without `share` if it is not stated, or say in a `note` what is known of it"
            )
            yield record.finding(SHARE_UNDER_100, ("resources", "funding", of_it[-1][0], "share"), message, advice)


def _whole(funding: Funding) -> tuple[object, ...]:
    """What a share is taken of."""
    return funding.share_of, funding.year, funding.period


def _same(one: Money, other: Money) -> bool:
    """Whether two sums are of the same currency and time."""
    return (one.currency, one.year, one.period, one.every) == (other.currency, other.year, other.period, other.every)


def _parts(record: Record, total: Budget, name: str, items: Iterable[Funding | Budget]) -> Iterator[Finding]:
    parts = [(index, one) for index, one in enumerate(items) if one and one is not total and _is_part(one)]
    of_it = [(index, one) for index, one in parts if one.amount and _same(one, total)]
    if len(of_it) < 2 or total.amount is None or any(_vague(one) for _, one in of_it) or _vague(total):
        return
    low = sum((one.amount.low for _, one in of_it if one.amount), Decimal(0))
    high = sum((one.amount.high for _, one in of_it if one.amount), Decimal(0))
    explained = total.note is not None or len(of_it) < len(parts) or any(one.note for _, one in of_it)
    if low > total.amount.high or (high < total.amount.low and not explained):
        message = f"the {len(of_it)} parts add up to {low if low == high else f'{low}-{high}'} {total.currency}"
        advice = f"the total stated for `{total.what}` is {total.amount} {total.currency}; check the figures"
        yield record.finding(PARTS_MISS_TOTAL, ("resources", name, of_it[-1][0], "amount"), message, advice)


def _is_part(money: Funding | Budget) -> bool:
    return money.covers is Covers.PART if isinstance(money, Budget) else money.kind not in _NO_PAYMENT


def _vague(money: Money) -> bool:
    return money.qualifier not in (None, Qualifier.EXACT)


def _amounts(record: Record, total: Budget, shared: list[tuple[int, Funding]]) -> Iterator[Finding]:
    for index, one in shared:
        if not one.amount or not total.amount or not one.share or one.share_of or not _same(one, total):
            continue
        if not total.amount.low:
            continue
        percent = 100 * one.amount.high / total.amount.low, 100 * one.amount.low / total.amount.high
        off = _POINTS_OFF_ABOUT if _vague(one) or _vague(total) else _POINTS_OFF
        if percent[0] < one.share - off or percent[1] > one.share + off:
            message = f"{one.amount} of {total.amount} {total.currency} is {percent[1]:.0f} %, not {one.share} %"
            yield record.finding(SHARE_CONTRADICTS_AMOUNT, ("resources", "funding", index, "share"), message)
