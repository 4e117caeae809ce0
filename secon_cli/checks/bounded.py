"""How many findings are told of a file: a flood of them helps nobody, and must not fill a log."""

from dataclasses import replace

from secon_cli.checks.file_rules import TOO_MANY
from secon_cli.checks.findings import START, Finding
from secon_cli.reading.document import Document

MOST_FINDINGS = 500
"""Findings that are told of one file; who has read so many knows enough."""


def bounded(findings: list[Finding], document: Document) -> list[Finding]:
    """The worst findings of the file, and one more that says so where there are too many, as bad as what it hides."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    message = f"only the worst {MOST_FINDINGS} problems of this file are shown"
    worst = sorted(findings, key=lambda finding: (finding.severity.rank, finding.order))
    more = TOO_MANY.finding(document.name, START, (), message, "mend these, and check again")
    return [*worst[:MOST_FINDINGS], replace(more, severity=worst[MOST_FINDINGS].severity)]
