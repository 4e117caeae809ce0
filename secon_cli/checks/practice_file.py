"""All checks of one practice file, from its bytes to what its parts say of each other."""

from pydantic import ValidationError

from secon_cli.checks.checked import Checked
from secon_cli.checks.file_rules import file_findings
from secon_cli.checks.models import model_findings
from secon_cli.checks.record import Record
from secon_cli.checks.record_rules import CHECKS
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document


def check_practice(document: Document) -> Checked:
    """The practice in a document, with everything that is wrong with it, in the order of the file."""
    findings = file_findings(document)
    if not document.usable:
        return Checked(document).having(findings)
    practice = None
    try:
        practice = Practice.model_validate(document.value)
    except ValidationError as error:
        findings += model_findings(error, document, Practice)
    record = Record(document, practice)
    for check in CHECKS:
        findings += check(record)
    return Checked(document.released(), practice, record.readable.id).having(findings)
