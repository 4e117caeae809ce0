"""Findings for pull requests and CI: annotations and a job summary for GitHub, a report for GitLab, JUnit, SARIF."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from secon_cli import __version__
from secon_cli.checks.findings import Finding, Severity, Span
from secon_cli.checks.registry import RULES
from secon_cli.output.findings import FindingsReport, finding_text, fingerprints, one_line_of, place_of, summary_line
from secon_cli.output.plain_text import one_line, visible
from secon_cli.output.renderers.markdown import escaped, table_row
from secon_cli.output.wire import to_json

# GitHub Actions: workflow commands, which the runner shows at the lines of a change

MOST = 10
"""Annotations of one kind that GitHub shows for a step; it silently drops the rest."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def findings_github(report: FindingsReport) -> str:
    """The annotations, the worst first; if there are more than GitHub shows, the last says how many.

    The others follow line by line, so that the log of the job has every finding.
    """
    annotations: list[str] = []
    others: list[str] = []
    for severity, kind in _KINDS.items():
        findings = [finding for finding in report.findings if finding.severity is severity]
        shown = findings if len(findings) <= MOST else findings[: MOST - 1]
        rest = findings[len(shown) :]
        for finding in shown:
            span = finding.span
            place: dict[str, str | int] = {"file": visible(finding.file), "line": span.line, "endLine": span.end_line}
            if span.line == span.end_line:
                place |= {"col": span.column, "endColumn": span.end_column}
            place["title"] = f"secon: {finding.rule}"
            # A property ends at a comma or a colon.
            written = {name: _data(str(value)).replace(":", "%3A").replace(",", "%2C") for name, value in place.items()}
            properties = ",".join(f"{name}={value}" for name, value in written.items())
            message = _data("\n".join(one_line(part) for part in (finding.message, finding.help) if part))
            annotations.append(f"::{kind} {properties}::{message}")
        if rest:
            words = f"{len(rest)} more of this kind: see the summary of the job, or the lines below in this log"
            annotations.append(f"::{kind} title=secon::{words}")
            # None begins with data, so none is a command.
            others += [f"{severity}[{finding.rule}] {place_of(finding)} {one_line_of(finding)}" for finding in rest]
    return "".join(f"{line}\n" for line in [*annotations, *others])


def _data(text: str) -> str:
    """Text after the second `::` of a command, where only line ends and the escape sign have a meaning."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


# GitLab's code quality report: a list of issues, which a merge request shows next to the change

_GITLAB_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def findings_gitlab(report: FindingsReport) -> str:
    """The report as JSON; a file without findings is `[]`, which GitLab reads as a clean one."""
    names = fingerprints(report.findings, report.lines())
    issues = [
        {
            "description": one_line_of(finding),
            "check_name": finding.rule,
            "fingerprint": name,
            "severity": _GITLAB_SEVERITIES[finding.severity],
            "location": {"path": finding.file, "lines": {"begin": finding.span.line, "end": finding.span.end_line}},
        }
        for finding, name in zip(report.findings, names, strict=True)
    ]
    return to_json(issues)


# JUnit: each file is a suite of tests, each finding a test that failed or printed something

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LONGEST_LINE = 1000


def findings_junit(report: FindingsReport) -> str:
    """The report as XML. A finding that does not fail the check is the output of a test that passed."""
    by_file: dict[str, list[Finding]] = {file.name: [] for file in report.files}
    for finding in report.findings:
        by_file.setdefault(finding.file, []).append(finding)
    lines = report.lines()
    root = Element("testsuites", {"name": "secon validate"} | _counts(report, report.findings, len(by_file)))
    for file, findings in by_file.items():
        suite = SubElement(root, "testsuite", {"name": visible(file)} | _counts(report, findings, 1))
        name = visible(file)
        if not findings:
            SubElement(suite, "testcase", {"classname": name, "name": "no findings", "file": name})
        # Tests are named by rule and field, which stay the same when lines are added; a number tells equals apart.
        seen: Counter[str] = Counter()
        for finding in findings:
            title = one_line(f"{finding.rule}: {finding.field}" if finding.field else finding.rule)
            seen[title] += 1
            numbered = f"{title} ({seen[title]})" if seen[title] > 1 else title
            place = {"classname": name, "name": numbered, "file": name, "line": str(finding.span.line)}
            test = SubElement(suite, "testcase", place)
            if report.fails(finding):
                attributes = {"type": finding.severity.value, "message": one_line(finding.message)}
                result = SubElement(test, "failure", attributes)
            else:
                result = SubElement(test, "system-out")
            result.text = finding_text(finding, lines.get(file, ()), _LONGEST_LINE)
    indent(root)
    return _DECLARATION + tostring(root, encoding="unicode") + "\n"


def _counts(report: FindingsReport, findings: Sequence[Finding], files: int) -> dict[str, str]:
    """Tests, failures and errors; a file without findings is one test that passed."""
    clean = files - len({finding.file for finding in findings})
    failed = sum(map(report.fails, findings))
    return {"tests": str(len(findings) + clean), "failures": str(failed), "errors": "0"}


# The summary of a GitHub job: a table in Markdown on the page of the run

MOST_BYTES = 900_000
"""What a summary may take; GitHub refuses one of more than 1 MiB."""

_COLUMNS = ("", "Place", "What is wrong", "What to write", "Rule")


def findings_summary(report: FindingsReport) -> str:
    """The findings in a table; if they are too many for a page, the worst and how many more."""
    heading = f"### secon validate: {'failed' if report.failed else 'passed'}\n\n"
    text = f"{heading}{summary_line(len(report.files), report.findings)}\n\n"
    if not report.findings:
        return text
    lines = [table_row(_COLUMNS), table_row(["---"] * len(_COLUMNS))]
    for finding in report.worst_first():
        place = escaped(f"{finding.file}:{finding.span.line}:{finding.span.column}")
        texts = (escaped(finding.message), escaped(finding.help or ""))
        lines.append(table_row([finding.severity.value, place, *texts, f"`{finding.rule}`"]))
    size = len(text.encode())
    for done, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            return f"{text}\n{len(lines) - done} more are left out; the log of the job has all.\n\n"
        text += f"{line}\n"
    return f"{text}\n"


# SARIF 2.1.0: the format of code scanning and editors

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.ERROR: ("error", "error"),
    Severity.WARNING: ("warning", "warning"),
    Severity.ADVICE: ("note", "recommendation"),
}
"""The level of a result, and what GitHub calls the severity of its rule."""
_BASE = "%SRCROOT%"


def findings_sarif(report: FindingsReport) -> str:
    """One run with every rule that secon knows, every file that was checked, and a result for each finding."""
    places = {rule: index for index, rule in enumerate(RULES)}
    files = {file.name: index for index, file in enumerate(report.files)}
    names = fingerprints(report.findings, report.lines())
    rules = []
    for rule in RULES.values():
        help = [rule.why]
        for title, example in (("Wrong:", rule.bad), ("Right:", rule.good)):
            # Another encoding, and an example that only leaves something out, say nothing by themselves.
            if example is not None and example.text and example.encoding == "utf-8":
                help.append(f"{title}\n\n```yaml\n{example.text.rstrip()}\n```")
        help.append(f"More: `secon explain {rule.id}`")
        level, problem = _LEVELS[rule.severity]
        rules.append(
            {
                "id": rule.id,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.why},
                "help": {"text": f"{rule.summary} {rule.why}", "markdown": "\n\n".join(help)},
                "defaultConfiguration": {"level": level},
                "properties": {"tags": ["practice"], "problem.severity": problem, "precision": "high"},
            }
        )
    driver = {"name": "secon", "version": __version__, "semanticVersion": __version__, "rules": rules}
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
        # One by one: the plain values of all findings would take a third of the memory.
        "results": (
            _result(finding, name, places, files) for finding, name in zip(report.findings, names, strict=True)
        ),
    }
    return to_json({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


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
        "level": _LEVELS[finding.severity][0],
        "message": {"text": message},
        "locations": [place],
        "partialFingerprints": {"seconFinding/v1": fingerprint},
    }
    if finding.fix:
        replacement = {"deletedRegion": _region(finding.fix.span), "insertedContent": {"text": finding.fix.text}}
        change = {"artifactLocation": _location(finding.file), "replacements": [replacement]}
        description = {"text": "What `secon validate --fix` writes."}
        result["fixes"] = [{"description": description, "artifactChanges": [change]}]
    return result


def _region(span: Span) -> dict[str, int]:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


WRITERS = {"github": findings_github, "gitlab": findings_gitlab, "junit": findings_junit, "sarif": findings_sarif}
