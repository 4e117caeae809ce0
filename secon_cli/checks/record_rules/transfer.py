"""A transfer that took place took place somewhere, and after the practice began."""

import re
from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.practice.vocabularies import TransferStatus

_BAD = """\
transfer:
  cases: [{where: Several other municipalities, status: done, when: 2022, evidence: report:transfer}]
  documentation: [{what: A leaflet, kind: document, evidence: report}]
  conditions: []
  barriers: []
"""

TRANSFER_WITHOUT_PLACE = Rule(
    "transfer-without-place",
    Severity.WARNING,
    "A transfer is called done, and nobody can tell where.",
    "The proof of a transfer is the place or organisation that works with it now. Where none is named, the source "
    "mostly hopes for a transfer.",
    bad=Example(_BAD),
    good=Example(_BAD.replace("Several other municipalities", "Municipality of Remetea")),
)
TRANSFER_BEFORE_START = Rule(
    "transfer-before-start",
    Severity.WARNING,
    "The practice was taken over or extended before it began.",
    "What was there earlier did not come from here: its status is `elsewhere`. Or one of the two dates is misread.",
    bad=Example(_BAD.replace("Several other municipalities", "Remetea").replace("2022", "2001")),
    good=Example(
        _BAD.replace("Several other municipalities", "Remetea").replace("done, when: 2022", "elsewhere, when: 2001")
    ),
)

_VAGUE = frozenset((
    "a", "abroad", "across", "all", "almost", "an", "and", "areas", "around", "bodies", "cities", "communities",
    "community", "countries", "country", "different", "elsewhere", "europe", "european", "few", "further", "in",
    "many", "more", "most", "municipalities", "municipality", "neighbouring", "nearby", "numerous", "of", "or",
    "organisations", "organizations", "other", "others", "our", "partners", "places", "plenty", "region",
    "regions", "several", "similar", "some", "the", "to", "towns", "unknown", "unnamed", "various", "villages",
    "whole", "world",
))  # fmt: skip


def check_transfer(record: Record) -> Iterator[Finding]:
    """Where and when each transfer took place."""
    practice = record.readable
    start = practice.duration.start if practice.duration else None
    for index, case in enumerate((practice.transfer and practice.transfer.cases) or ()):
        if not case:
            continue
        at = ("transfer", "cases", index)
        if case.status is TransferStatus.DONE and case.where and _names_nothing(case.where):
            advice = "name the place or organisation; if the source names none, the status is not `done`"
            yield record.finding(TRANSFER_WITHOUT_PLACE, (*at, "where"), "this names no place", advice)
        taken = case.status in (TransferStatus.DONE, TransferStatus.EXTENDED)
        if taken and start and case.when and case.when.last < start.first:
            message = f"{case.when} lies before the start, {start}"
            yield record.finding(TRANSFER_BEFORE_START, (*at, "when"), message, "what was there before is `elsewhere`")


def _names_nothing(where: str) -> bool:
    return all(word.isdigit() or word in _VAGUE for word in re.findall(r"\w+", where.casefold()))
