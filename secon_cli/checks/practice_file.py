"""A practice file after all its checks, from its bytes to what its parts say of each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Self

from pydantic import ValidationError

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record, RecordCheck
from secon_cli.checks.rules.duration import check_duration, check_early_dates, check_length
from secon_cli.checks.rules.evidence import check_evidence, check_id
from secon_cli.checks.rules.files import MOST_FINDINGS, UNUSUAL_SPACE, file_findings, limited
from secon_cli.checks.rules.numbers import check_counts, check_shares
from secon_cli.practice.model import Practice, forget_what_was_set
from secon_cli.reading.document import Document
from secon_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from secon_cli.checks.suppressions import Suppression
    from secon_cli.engine import Assessment


@dataclass(frozen=True, slots=True)
class CrossFileKeys:
    """The part of a practice that is compared with other files."""

    title: str
    country: str
    partner: str | None
    places: tuple[str, ...]
    organisations: tuple[str, ...]

    @classmethod
    def of(cls, practice: Practice) -> Self:
        """The part of this practice."""
        location = practice.location
        organisations = tuple([organisation.name for organisation in practice.organisations])
        return cls(practice.title, location.country, location.partner, location.places or (), organisations)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with its findings; if one of them is an error, it cannot be used and has no `practice` or `outline`.

    Some callers leave out the practice, or what is compared with other files. `id` is the practice's id, even if the
    practice cannot be used for another reason. `suppressions` are its comments that suppress findings.
    """

    document: Document
    practice: Practice | None = None
    outline: CrossFileKeys | None = None
    id: str | None = None
    findings: tuple[Finding, ...] = ()
    suppressions: "tuple[Suppression, ...]" = ()
    assessment: "Assessment | None" = None
    """Where the practice was judged as it was read: what a ranking shows, and `practice` holds no more than that."""

    @property
    def name(self) -> str:
        """The file's path for people and machine formats."""
        return self.document.name

    def having(self, findings: Iterable[Finding]) -> "CheckedFile":
        """The same file with more findings."""
        added, suppressions = list(findings), self.suppressions
        if not added:
            return self
        if suppressions:
            from secon_cli.checks.suppressions import suppressed

            added, suppressions = suppressed(added, suppressions)
        every = tuple(sorted((*self.findings, *added), key=lambda finding: finding.order))
        unusable = any(finding.severity is Severity.ERROR for finding in every)
        practice, outline = (None, None) if unusable else (self.practice, self.outline)
        return replace(self, findings=every, practice=practice, outline=outline, suppressions=suppressions)


ERROR_CHECKS: Final[tuple[RecordCheck, ...]] = (
    check_id,
    check_evidence,
    check_duration,
    check_length,
    check_early_dates,
    check_shares,
    check_counts,
)
"""The checks of the record that find errors: `score` runs only these, and does not load the others."""


_OF_THE_LINE = ("syntax", "unusual-space", "tab", "control-character")
"""The rules of the file after which nothing else is said about a line."""


def usable_practice(document: Document) -> CheckedFile:
    """The practice in a document, with the errors that keep it from being used: all that scores ask for."""
    practice, findings = _modelled(document)
    if document.value is None:
        return CheckedFile(document).having(findings)
    record = Record(document, practice)
    findings += _of_record(record, ERROR_CHECKS, findings)
    if practice is not None:
        for _, block in record.blocks:
            forget_what_was_set(block)
    checked = CheckedFile(document.released(("id",)), practice, id=record.readable.id)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    return checked.having(_fixable(limited(errors, document), document))


def check_practice(document: Document, rubric: Rubric | None = None) -> CheckedFile:
    """The practice in a document, with everything that is wrong with it, in the order of the file.

    With the rubric in force, dates are held against its `as_of`, and what would raise the score is advised.
    """
    from secon_cli.checks.registry import ADVICE_CHECKS, RECORD_CHECKS
    from secon_cli.checks.suppressions import bad_suppressions, suppressions_in

    practice, findings = _modelled(document)
    if document.value is None:
        return CheckedFile(document).having(findings)
    record = Record(document, practice, rubric)
    findings += _of_record(record, RECORD_CHECKS, findings)
    if (
        practice is not None
        and rubric is not None
        and not any(finding.severity is Severity.ERROR for finding in findings)
    ):
        for advise in ADVICE_CHECKS:
            findings += advise(record, practice, rubric)
    suppressions = suppressions_in(document)
    if suppressions:
        findings += islice(bad_suppressions(document, suppressions), MOST_FINDINGS + 1)
    outline = CrossFileKeys.of(practice) if practice else None
    # Id and title are what most findings between files are about; to compose a file again takes 0.4 ms.
    checked = CheckedFile(
        document.released(("id",), ("title",)), practice, outline, record.readable.id, suppressions=suppressions
    )
    return checked.having(_fixable(limited(findings, document), document))


def _fixable(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings; if a part of the file cannot be read, only with fixes that make more of it readable."""
    if document.usable:
        return findings
    return [finding if finding.rule == UNUSUAL_SPACE.id else replace(finding, fix=None) for finding in findings]


def _modelled(document: Document) -> tuple[Practice | None, list[Finding]]:
    """The practice, as far as its fields go, and what was found in the file and its fields."""
    findings = list(islice(file_findings(document, Practice), MOST_FINDINGS + 1))
    if document.value is None:
        return None, findings
    try:
        practice = Practice.model_validate(document.value)
        return practice if document.usable else None, findings
    except ValidationError as error:
        from secon_cli.checks.model_errors import model_findings

        return None, findings + model_findings(error, document, Practice, MOST_FINDINGS + 1)


def _of_record(record: Record, checks: Sequence[RecordCheck], before: Sequence[Finding]) -> list[Finding]:
    """What the checks of the record find, except in fields and lines with an error: one mistake is one finding."""
    found: list[Finding] = []
    for check in checks:
        found += islice(check(record), MOST_FINDINGS + 1)
    broken = {finding.field for finding in before if finding.severity is Severity.ERROR} - {""}
    unread = {fault.span.line for fault in record.document.faults if fault.kind in _OF_THE_LINE}
    if not broken and not unread:
        return found
    return [finding for finding in found if finding.field not in broken and finding.span.line not in unread]
