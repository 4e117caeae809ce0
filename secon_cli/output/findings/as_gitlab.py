"""Findings as GitLab's code quality report: a list of issues, which a merge request shows beside the change."""

from typing import Any

from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.findings.fingerprints import fingerprints
from secon_cli.output.findings.report import FindingsReport, told
from secon_cli.output.machine import dumps

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def findings_gitlab(report: FindingsReport) -> str:
    """The report as JSON; a file without findings is `[]`, which GitLab reads as a clean one."""
    names = fingerprints(report.findings, report.lines())
    issues = [_issue(finding, name) for finding, name in zip(report.findings, names, strict=True)]
    return dumps(issues)


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": told(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.file,
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }
