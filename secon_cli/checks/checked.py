"""A practice file after its checks."""

from dataclasses import dataclass, replace

from secon_cli.checks.findings import Finding, Severity
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with its findings; `practice` is None where one of them is an error, for then it cannot be used.

    `id` is the practice's id, also where the practice cannot be used for another reason.
    """

    document: Document
    practice: Practice | None = None
    id: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """The file's path for people and machine formats."""
        return self.document.name

    def having(self, findings: list[Finding]) -> "Checked":
        """The same file with more findings."""
        every = tuple(sorted((*self.findings, *findings), key=lambda finding: finding.order))
        unusable = any(finding.severity is Severity.ERROR for finding in every)
        return replace(self, findings=every, practice=None if unusable else self.practice)
