"""Findings for programs, `secon.validate/1`: positions from 1, paths relative to the project, the order fixed."""

from collections import Counter
from typing import Any

from secon_cli import __version__
from secon_cli.checks.findings import Finding, Severity, Span
from secon_cli.output.findings.report import FindingsReport
from secon_cli.output.machine import dumps
from secon_cli.rubric.model import Rubric

SCHEMA = "secon.validate/1"


def findings_json(report: FindingsReport) -> str:
    """The findings with what they rest on: the options given, and the path and hash of every file checked."""
    counts = Counter(finding.severity for finding in report.findings)
    return dumps(
        {
            "schema": SCHEMA,
            "tool": {"name": "secon", "version": __version__},
            "options": dict(report.options),
            "rubric": _rubric(report.rubric) if report.rubric else None,
            "inputs": [{"path": file.name, "sha256": file.document.sha256} for file in report.files],
            "findings": [_finding(finding) for finding in report.findings],
            "summary": {"files": len(report.files)} | {f"{severity}": counts[severity] for severity in Severity},
        }
    )


def _rubric(rubric: Rubric) -> dict[str, str]:
    named = {"id": rubric.rubric, "version": rubric.version, "sha256": rubric.sha256}
    return named | {"as_of": rubric.as_of.isoformat()}


def _finding(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.file,
        **_place(finding.span),
        "field": finding.field,
        "message": finding.message,
        "help": finding.help,
        "fix": {**_place(fix.span), "text": fix.text} if fix else None,
    }


def _place(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
