"""The findings of a checked rubric for programs, schema `secon.criteria-check/1`, and for pull requests."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from secon_cli import __version__
from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.findings.report import summary_line
from secon_cli.output.machine import dumps
from secon_cli.output.markdown import escaped, prose, row

SCHEMA = "secon.criteria-check/1"


def check_json(findings: Sequence[Finding], path: str, sha256: str, practices: int) -> str:
    """The findings of one rubric file, and on how many practices it was tried."""
    counts = Counter(finding.severity for finding in findings)
    return dumps(
        {
            "schema": SCHEMA,
            "tool": {"name": "secon", "version": __version__},
            "inputs": [{"path": path, "sha256": sha256}],
            "practices": practices,
            "findings": [_finding(finding) for finding in findings],
            "summary": {str(severity): counts[severity] for severity in Severity},
        }
    )


def _finding(finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "field": finding.field,
        "message": finding.message,
        "help": finding.help,
    }


def check_markdown(findings: Sequence[Finding], path: str) -> str:
    """The findings as a table."""
    lines = [f"# {escaped(path)}", "", f"{summary_line(1, findings).capitalize()}.", ""]
    if findings:
        lines += [row("Line", "Finding", "What is wrong", "What to do"), row("--:", *[":--"] * 3)]
    for finding in findings:
        name = f"{finding.severity} `{finding.rule}`"
        lines.append(row(str(finding.span.line), name, prose(finding.message), prose(finding.help or "")))
    return "\n".join([*lines, ""] if findings else lines)
