"""All checks of the record, and their rules.

A check takes a record and gives its findings. To add one: write it beside its rule, and name both here; a check that
finds errors is named in `errors` beside.
"""

from typing import Final

from secon_cli.checks.record import RecordCheck
from secon_cli.checks.record_rules import (
    comments,
    duration,
    evidence,
    identity,
    letters,
    links,
    money,
    numbers,
    privacy,
    results,
    staff,
    texts,
    transfer,
    traps,
    years,
)

CHECKS: Final[tuple[RecordCheck, ...]] = (
    traps.check_traps,
    identity.check_id,
    evidence.check_evidence,
    duration.check_duration,
    duration.check_future,
    years.check_years,
    money.check_money,
    numbers.check_numbers,
    staff.check_staff,
    results.check_units,
    transfer.check_transfer,
    texts.check_placeholders,
    texts.check_repetition,
    texts.check_summary,
    links.check_links,
    links.check_tracking,
    comments.check_comments,
    letters.check_letters,
    letters.check_quotation_marks,
    privacy.check_privacy,
)

RULES: Final = (
    traps.YAML_TRAP,
    identity.ID_NOT_FILE_NAME,
    evidence.UNKNOWN_SOURCE,
    evidence.PAGE_OUTSIDE_SOURCE,
    evidence.NO_EVIDENCE,
    duration.END_BEFORE_START,
    duration.DATE_IN_FUTURE,
    duration.STATUS_CONTRADICTS_END,
    duration.END_IS_WITHOUT_DATE,
    years.YEAR_CONTRADICTS_DURATION,
    money.SHARE_OVER_100,
    money.SHARE_UNDER_100,
    money.PARTS_MISS_TOTAL,
    money.SHARE_CONTRADICTS_AMOUNT,
    numbers.DOUBTFUL_NUMBER,
    staff.STAFF_COUNT,
    results.METRIC_WITHOUT_UNIT,
    transfer.TRANSFER_WITHOUT_PLACE,
    transfer.TRANSFER_BEFORE_START,
    texts.PLACEHOLDER,
    texts.TEXT_TWICE,
    texts.SUMMARY_AS_LONG_AS_DETAILS,
    links.TRACKING_LINK,
    links.DOUBTFUL_LINK,
    comments.TEXT_CUT_SHORT,
    letters.INVISIBLE_CHARACTER,
    letters.MIXED_SCRIPTS,
    letters.QUOTATION_MARKS,
    privacy.PERSONAL_DATA,
)
