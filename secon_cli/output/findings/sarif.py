"""Findings as SARIF 2.1.0, the format of code scanning and editors."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from secon_cli import __version__
from secon_cli.checks.findings import Finding, Rule, Severity, Span
from secon_cli.checks.registry import RULES
from secon_cli.output.findings.report import FindingsReport, fingerprints, one_line_of
from secon_cli.output.plain_text import one_line
from secon_cli.output.wire import to_json

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "recommendation"}
_BASE = "%SRCROOT%"
_FINGERPRINT = "seconFinding/v1"


def findings_sarif(report: FindingsReport) -> str:
    """One run with every rule that secon knows, every file that was checked, and a result for each finding."""
    places = {rule: index for index, rule in enumerate(RULES)}
    files = {file.name: index for index, file in enumerate(report.files)}
    names = fingerprints(report.findings, report.lines())
    driver = {
        "name": "secon",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "secon/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the project."}}},
        "artifacts": [
            {"location": _location(file.name), "mimeType": "application/yaml"}
            | ({"hashes": {"sha-256": file.document.sha256}} if file.document.sha256 else {})
            for file in report.files
        ],
        "results": map(lambda finding, name: _result(finding, name, places, files), report.findings, names),
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule with its reason and, as Markdown, its examples."""
    help = [rule.why]
    for title, example in (("Wrong:", rule.bad), ("Right:", rule.good)):
        # Another encoding, and an example that only leaves something out, say nothing by themselves.
        if example is not None and example.text and example.encoding == "utf-8":
            help.append(f"{title}\n\n```yaml\n{example.text.rstrip()}\n```")
    help.append(f"More: `secon explain {rule.id}`")
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.summary} {rule.why}", "markdown": "\n\n".join(help)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["practice"], "problem.severity": _PROBLEMS[rule.severity], "precision": "high"},
    }


@lru_cache(maxsize=1024)
def _location(name: str) -> dict[str, Any]:
    """Where a file is: below the root of the project or, elsewhere, by its whole path."""
    path = quote(name.encode("utf-8", "surrogatepass"))
    if PurePosixPath(name).is_absolute():
        return {"uri": f"file://{path}"}
    return {"uri": path, "uriBaseId": _BASE}


def _result(finding: Finding, fingerprint: str, rules: Mapping[str, int], files: Mapping[str, int]) -> dict[str, Any]:
    artifact = _location(finding.file) | {"index": files[finding.file]}
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": _region(finding.span)}}
    if finding.field:
        place["logicalLocations"] = [{"fullyQualifiedName": one_line(finding.field), "kind": "member"}]
    # Nothing that a message quotes is a placeholder such as `{0}`, or a link such as `[x](y)`. A backslash in front of
    # a bracket would undo the one that is added, so all are escaped together.
    message = one_line_of(finding).replace("{", "{{").replace("}", "}}")
    if "](" in message or "]\\(" in message:
        message = re.sub(r"[\\\[\]]", r"\\\g<0>", message)
    result = {
        "ruleId": finding.rule,
        "ruleIndex": rules[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [place],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if finding.fix:
        replacement = {"deletedRegion": _region(finding.fix.span), "insertedContent": {"text": finding.fix.text}}
        change = {"artifactLocation": _location(finding.file), "replacements": [replacement]}
        description = {"text": "What `secon validate --fix` writes."}
        result["fixes"] = [{"description": description, "artifactChanges": [change]}]
    return result


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
