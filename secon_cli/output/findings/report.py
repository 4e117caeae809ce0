"""What every format of findings is given: the findings, the files that were checked, and what was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.plain_text import one_line
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """Findings in the order of files and places; those as bad as `fail_on` fail the check (None: nothing does).

    `rubric` is the one in force, by whose day dates are judged and which advises.
    """

    findings: Sequence[Finding]
    files: Sequence[CheckedFile]
    options: Mapping[str, Any]
    fail_on: Severity | None = Severity.ERROR
    rubric: Rubric | None = None

    def fails(self, finding: Finding) -> bool:
        """Whether this finding fails the check."""
        return self.fail_on is not None and finding.severity.rank <= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether the check failed."""
        return any(map(self.fails, self.findings))

    def lines(self) -> dict[str, list[str]]:
        """The lines of every file that has a finding, by name."""
        named = {finding.file for finding in self.findings}
        return {file.name: file.document.lines() for file in self.files if file.name in named}

    def by_file(self) -> dict[str, list[Finding]]:
        """The findings of every file that was checked, those without findings included."""
        found: dict[str, list[Finding]] = {file.name: [] for file in self.files}
        for finding in self.findings:
            found.setdefault(finding.file, []).append(finding)
        return found


def told(finding: Finding) -> str:
    """What is wrong and what to write instead, on one line."""
    return one_line(f"{finding.message} – {finding.help}" if finding.help else finding.message)
