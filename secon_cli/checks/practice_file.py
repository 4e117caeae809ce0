"""All checks of one practice file, from its bytes to what its parts say of each other."""

from collections.abc import Sequence
from itertools import islice

from pydantic import ValidationError

from secon_cli.checks.bounded import MOST_FINDINGS, bounded
from secon_cli.checks.checked import CheckedFile, CrossFileKeys
from secon_cli.checks.file_rules import file_findings
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record, RecordCheck
from secon_cli.checks.record_rules import errors
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document
from secon_cli.rubric.model import Rubric


def usable_practice(document: Document) -> CheckedFile:
    """The practice in a document, with the errors that keep it from being used: all that scores ask for."""
    practice, findings = _modelled(document)
    if not document.usable:
        return CheckedFile(document).having(findings)
    record = Record(document, practice)
    findings += _of_record(record, errors.CHECKS, findings)
    checked = CheckedFile(document.released(), practice, id=record.readable.id)
    return checked.having(bounded([each for each in findings if each.severity is Severity.ERROR], document))


def check_practice(document: Document, rubric: Rubric | None = None) -> CheckedFile:
    """The practice in a document, with everything that is wrong with it, in the order of the file.

    With the rubric in force, dates are held against its `as_of`, and what would raise the score is advised.
    """
    from secon_cli.checks.record_rules import every
    from secon_cli.checks.suppression_findings import bad_suppressions
    from secon_cli.checks.suppressions import suppressions_in

    practice, findings = _modelled(document)
    if not document.usable:
        return CheckedFile(document).having(findings)
    record = Record(document, practice, rubric)
    findings += _of_record(record, every.CHECKS, findings)
    if practice is not None and rubric is not None and not any(each.severity is Severity.ERROR for each in findings):
        from secon_cli.checks.advice_rules.every import CHECKS

        for advise in CHECKS:
            findings += advise(record, practice, rubric)
    suppressions = suppressions_in(document)
    if suppressions:
        findings += islice(bad_suppressions(document, suppressions), MOST_FINDINGS + 1)
    outline = CrossFileKeys.of(practice) if practice else None
    checked = CheckedFile(document.released(), practice, outline, record.readable.id, suppressions=suppressions)
    return checked.having(bounded(findings, document))


def _modelled(document: Document) -> tuple[Practice | None, list[Finding]]:
    """The practice, as far as its fields go, and what was found in the file and its fields."""
    findings = list(islice(file_findings(document, Practice), MOST_FINDINGS + 1))
    if not document.usable:
        return None, findings
    try:
        return Practice.model_validate(document.value), findings
    except ValidationError as error:
        from secon_cli.checks.models import model_findings

        return None, findings + model_findings(error, document, Practice, MOST_FINDINGS + 1)


def _of_record(record: Record, checks: Sequence[RecordCheck], before: Sequence[Finding]) -> list[Finding]:
    """What the checks of the record find, but for fields with an error: one mistake is one finding."""
    found: list[Finding] = []
    for check in checks:
        found += islice(check(record), MOST_FINDINGS + 1)
    broken = {each.field for each in before if each.severity is Severity.ERROR} - {""}
    return [finding for finding in found if finding.field not in broken] if broken else found
