"""All checks of one practice file, from its bytes to what its parts say of each other."""

from dataclasses import replace
from itertools import islice

from pydantic import ValidationError

from secon_cli.checks import advice_rules
from secon_cli.checks.checked import Checked
from secon_cli.checks.file_rules import TOO_MANY, file_findings
from secon_cli.checks.findings import START, Finding, Severity
from secon_cli.checks.models import model_findings
from secon_cli.checks.record import Record
from secon_cli.checks.record_rules import CHECKS
from secon_cli.checks.suppression_findings import bad_suppressions
from secon_cli.checks.suppressions import suppressions_in
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document
from secon_cli.rubric.model import Rubric

MOST_FINDINGS = 500
"""Findings that are told of one file; who has read so many knows enough."""


def check_practice(document: Document, rubric: Rubric | None = None) -> Checked:
    """The practice in a document, with everything that is wrong with it, in the order of the file.

    With the rubric in force, dates are held against its `as_of`, and what would raise the score is advised.
    """
    findings = list(islice(file_findings(document), MOST_FINDINGS + 1))
    if not document.usable:
        return Checked(document).having(findings)
    practice = None
    try:
        practice = Practice.model_validate(document.value)
    except ValidationError as error:
        findings += model_findings(error, document, Practice, MOST_FINDINGS + 1)
    record = Record(document, practice, rubric)
    findings += _of_record(record, {each.field for each in findings if each.severity is Severity.ERROR} - {""})
    if practice is not None and rubric is not None and not any(each.severity is Severity.ERROR for each in findings):
        for advise in advice_rules.CHECKS:
            findings += advise(record, practice, rubric)
    suppressions = suppressions_in(document)
    if suppressions:
        findings += islice(bad_suppressions(document, suppressions), MOST_FINDINGS + 1)
    checked = Checked(document.released(), practice, record.readable.id, suppressions=suppressions)
    return checked.having(_bounded(findings, document))


def _of_record(record: Record, broken: set[str]) -> list[Finding]:
    """What the rules of the record find, but for fields that cannot be read: one mistake is one finding."""
    found: list[Finding] = []
    for check in CHECKS:
        found += islice(check(record), MOST_FINDINGS + 1)
    return [finding for finding in found if finding.field not in broken] if broken else found


def _bounded(findings: list[Finding], document: Document) -> list[Finding]:
    """The worst findings of the file, and one more that says so where there are too many, as bad as what it hides."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    message = f"only the worst {MOST_FINDINGS} problems of this file are shown"
    worst = sorted(findings, key=lambda finding: (finding.severity.rank, finding.order))
    more = TOO_MANY.finding(document.name, START, (), message, "mend these, and check again")
    return [*worst[:MOST_FINDINGS], replace(more, severity=worst[MOST_FINDINGS].severity)]
