"""Shares of one whole add up to no more than the whole."""

from collections.abc import Iterator
from decimal import Decimal

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule

_BAD = """\
resources:
  funding:
    - {source: City, kind: subsidy, share: 60, evidence: report:resources}
    - {source: Members, kind: member_contribution, share: 50, evidence: report:resources}
"""

SHARE_OVER_100 = Rule(
    "share-over-100",
    Severity.ERROR,
    "The shares of those who pay for the same whole exceed 100 %.",
    "Shares of one whole cannot be more than the whole. Shares of different wholes say so in `share_of`.",
    bad=Example(_BAD),
    good=Example(_BAD.replace("50", "40")),
)


def check_shares(record: Record) -> Iterator[Finding]:
    """Shares by what they are shares of."""
    resources = record.readable.resources
    sums: dict[tuple[object, ...], Decimal] = {}
    for index, funding in enumerate((resources and resources.funding) or ()):
        if not funding or funding.share is None:
            continue
        whole = (funding.share_of, funding.year, funding.period)
        before = sums.get(whole, Decimal(0))
        sums[whole] = before + funding.share
        if before <= 100 < sums[whole]:
            message = f"with this, the shares add up to {sums[whole]} %"
            advice = "check the figures; if they are shares of different wholes, say of which in `share_of`"
            yield record.finding(SHARE_OVER_100, ("resources", "funding", index, "share"), message, advice)
