"""Rules of the record: what fits together in a practice, one file for each subject.

A check takes a record and gives its findings. To add one: write it beside its rule, and name both here.
"""

from collections.abc import Callable, Iterable
from typing import Final

from secon_cli.checks.findings import Finding
from secon_cli.checks.record import Record
from secon_cli.checks.record_rules import duration, evidence, identity, money, traps

CHECKS: Final[tuple[Callable[[Record], Iterable[Finding]], ...]] = (
    traps.check_traps,
    identity.check_id,
    duration.check_duration,
    money.check_shares,
    evidence.check_evidence,
)

RULES: Final = (
    traps.YAML_TRAP,
    identity.ID_NOT_FILE_NAME,
    duration.END_BEFORE_START,
    money.SHARE_OVER_100,
    evidence.UNKNOWN_SOURCE,
    evidence.PAGE_OUTSIDE_SOURCE,
    evidence.NO_EVIDENCE,
)
