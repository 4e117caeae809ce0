"""The checks of the record that find errors: all that has to be known before a practice is used."""

from typing import Final

from secon_cli.checks.record import RecordCheck
from secon_cli.checks.record_rules import duration, evidence, identity, money

CHECKS: Final[tuple[RecordCheck, ...]] = (
    identity.check_id,
    evidence.check_evidence,
    duration.check_duration,
    money.check_money,
)
