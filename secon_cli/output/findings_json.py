"""Findings for programs, `secon.validate/1`: positions from 1, paths relative to the project, the order fixed."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from secon_cli import __version__
from secon_cli.checks.collection import Collection
from secon_cli.checks.findings import Finding, Severity

SCHEMA = "secon.validate/1"


def findings_json(findings: Sequence[Finding], collection: Collection, options: Mapping[str, Any]) -> str:
    """The findings with what they rest on: the options given, and the path and hash of every file checked."""
    files = [{"path": file.name, "sha256": file.document.sha256} for file in collection.files]
    counts = Counter(finding.severity for finding in findings)
    content = {
        "schema": SCHEMA,
        "tool": {"name": "secon", "version": __version__},
        "options": dict(options),
        "inputs": files,
        "findings": [_finding(finding) for finding in findings],
        "summary": {"files": len(files)} | {f"{severity}": counts[severity] for severity in Severity},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


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
