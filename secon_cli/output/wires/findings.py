"""Findings for programs, `secon.validate/1`: positions from 1, paths relative to the project, the order fixed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from secon_cli import __version__
from secon_cli.checks.findings import Finding, Severity, Span
from secon_cli.output.findings.report import FindingsReport
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import InputWire, ToolWire

SCHEMA = "secon.validate/1"


@wire
class FixWire:
    """What `--fix` writes in place of the text at a place."""

    line: int
    column: int
    end_line: int
    end_column: int
    """The first column after the text that is replaced."""
    text: str


@wire
class RubricFindingWire:
    """A finding at its place in the rubric file."""

    rule: str
    severity: str
    file: str
    line: int
    column: int
    end_line: int
    """Where the finding ends."""
    end_column: int
    """The first column after it."""
    field: str
    """Path of the field, empty for the file."""
    message: str
    help: str | None
    """What to write instead."""


@wire
class FindingWire(RubricFindingWire):
    """One finding; `fix` is null unless one change is certainly what was meant."""

    fix: FixWire | None


@wire
class RubricInForceWire:
    """The rubric whose `as_of` dates are checked against, and which advises."""

    id: str
    version: str
    sha256: str
    as_of: str


@wire
class ValidationWire:
    """The findings with what they rest on: the options given, and the path and hash of every file checked."""

    schema: str
    tool: ToolWire
    options: Mapping[str, Any]
    rubric: RubricInForceWire | None
    inputs: tuple[InputWire, ...]
    findings: tuple[FindingWire, ...]
    summary: Mapping[str, int]
    """The number of files, and of findings of each severity."""


def validation_wire(report: FindingsReport) -> ValidationWire:
    """The findings of a report."""
    rubric = report.rubric
    counts = Counter(finding.severity for finding in report.findings)
    return ValidationWire(
        SCHEMA,
        ToolWire("secon", __version__),
        dict(report.options),
        RubricInForceWire(rubric.rubric, rubric.version, rubric.sha256, rubric.as_of.isoformat()) if rubric else None,
        tuple(InputWire(file.name, file.document.content_sha256) for file in report.files),
        tuple(map(finding_wire, report.findings)),
        {"files": len(report.files)} | {f"{severity}": counts[severity] for severity in Severity},
    )


def finding_wire(finding: Finding) -> FindingWire:
    """One finding as JSON has it."""
    fix = finding.fix
    return FindingWire(**finding_fields(finding), fix=FixWire(*_place(fix.span), fix.text) if fix else None)


def finding_fields(finding: Finding) -> dict[str, Any]:
    """The fields of a `RubricFindingWire`."""
    line, column, end_line, end_column = _place(finding.span)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.file,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "field": finding.field,
        "message": finding.message,
        "help": finding.help,
    }


def _place(span: Span) -> tuple[int, int, int, int]:
    return span.line, span.column, span.end_line, span.end_column
