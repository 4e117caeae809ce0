"""All checks of one practice file, from its bytes to what its parts say of each other."""

from itertools import islice

from pydantic import ValidationError

from secon_cli.checks.checked import Checked
from secon_cli.checks.file_rules import TOO_MANY, file_findings
from secon_cli.checks.findings import START, Finding
from secon_cli.checks.models import model_findings
from secon_cli.checks.record import Record
from secon_cli.checks.record_rules import CHECKS
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document

MOST_FINDINGS = 500
"""Findings that are told of one file; who has read so many knows enough."""


def check_practice(document: Document) -> Checked:
    """The practice in a document, with everything that is wrong with it, in the order of the file."""
    findings = file_findings(document)
    if not document.usable:
        return Checked(document).having(findings)
    practice = None
    try:
        practice = Practice.model_validate(document.value)
    except ValidationError as error:
        findings += model_findings(error, document, Practice, MOST_FINDINGS + 1)
    record = Record(document, practice)
    for check in CHECKS:
        findings += islice(check(record), MOST_FINDINGS + 1)
    return Checked(document.released(), practice, record.readable.id).having(_bounded(findings, document))


def _bounded(findings: list[Finding], document: Document) -> list[Finding]:
    """The first findings of the file, and one more that says so where there are too many."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    message = f"only the first {MOST_FINDINGS} problems of this file are shown"
    first = sorted(findings, key=lambda finding: finding.order)[:MOST_FINDINGS]
    return [*first, TOO_MANY.finding(document.name, START, (), message, "mend these, and check again")]
