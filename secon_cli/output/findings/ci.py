"""Findings for pull requests and CI: annotations and a job summary for GitHub, a report for GitLab, JUnit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.findings.report import FindingsReport, fingerprints, one_line_of, summary_line
from secon_cli.output.findings.text import finding_text
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
        found = [finding for finding in report.findings if finding.severity is severity]
        shown = found if len(found) <= MOST else found[: MOST - 1]
        rest = found[len(shown) :]
        annotations += [_annotation(kind, finding) for finding in shown]
        if rest:
            words = f"{len(rest)} more of this kind: see the summary of the job, or the lines below in this log"
            annotations.append(f"::{kind} title=secon::{words}")
            others += _plain(rest)
    return "".join(f"{line}\n" for line in [*annotations, *others])


def _annotation(kind: str, finding: Finding) -> str:
    span = finding.span
    place: dict[str, str | int] = {"file": visible(finding.file), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        place |= {"col": span.column, "endColumn": span.end_column}
    place["title"] = f"secon: {finding.rule}"
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    message = _data("\n".join(one_line(part) for part in (finding.message, finding.help) if part))
    return f"::{kind} {properties}::{message}"


def _plain(findings: Iterable[Finding]) -> Iterator[str]:
    """Findings as lines of a log; none begins with data, so none is a command."""
    for finding in findings:
        place = f"{visible(finding.file)}:{finding.span.line}:{finding.span.column}"
        yield f"{finding.severity}[{finding.rule}] {place} {one_line_of(finding)}"


def _data(text: str) -> str:
    """Text after the second `::` of a command, where only line ends and the escape sign have a meaning."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property of a command, which ends at a comma or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# GitLab's code quality report: a list of issues, which a merge request shows next to the change

_GITLAB_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def findings_gitlab(report: FindingsReport) -> str:
    """The report as JSON; a file without findings is `[]`, which GitLab reads as a clean one."""
    names = fingerprints(report.findings, report.lines())
    issues = [_issue(finding, name) for finding, name in zip(report.findings, names, strict=True)]
    return to_json(issues)


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": one_line_of(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _GITLAB_SEVERITIES[finding.severity],
        "location": {
            "path": finding.file,
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }


# JUnit: each file is a suite of tests, each finding a test that failed or printed something

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LONGEST_LINE = 1000


def findings_junit(report: FindingsReport) -> str:
    """The report as XML. A finding that does not fail the check is the output of a test that passed."""
    by_file = report.by_file()
    lines = report.lines()
    root = Element("testsuites", {"name": "secon validate"} | _counts(report, report.findings, len(by_file)))
    for file, findings in by_file.items():
        suite = SubElement(root, "testsuite", {"name": visible(file)} | _counts(report, findings, 1))
        if not findings:
            _test(suite, file, "no findings", {})
        for title, finding in zip(_titles(findings), findings, strict=True):
            test = _test(suite, file, title, {"line": str(finding.span.line)})
            _result(test, finding, lines.get(file, ()), fails=report.fails(finding))
    indent(root)
    return _DECLARATION + tostring(root, encoding="unicode") + "\n"


def _counts(report: FindingsReport, findings: Sequence[Finding], files: int) -> dict[str, str]:
    """Tests, failures and errors; a file without findings is one test that passed."""
    clean = files - len({finding.file for finding in findings})
    failed = sum(map(report.fails, findings))
    return {"tests": str(len(findings) + clean), "failures": str(failed), "errors": "0"}


def _test(suite: Element, file: str, title: str, place: dict[str, str]) -> Element:
    return SubElement(suite, "testcase", {"classname": visible(file), "name": title, "file": visible(file)} | place)


def _result(test: Element, finding: Finding, lines: Sequence[str], *, fails: bool) -> None:
    """What is wrong, with the line of the file, as a failure or as something that the test printed."""
    shown = finding_text(finding, lines, _LONGEST_LINE)
    if fails:
        attributes = {"type": finding.severity.value, "message": one_line(finding.message)}
        SubElement(test, "failure", attributes).text = shown
    else:
        SubElement(test, "system-out").text = shown


def _titles(findings: Sequence[Finding]) -> list[str]:
    """A name for each test of a file: rule and field, which stay the same when lines are added; all different."""
    seen: Counter[str] = Counter()
    titles = []
    for finding in findings:
        title = one_line(f"{finding.rule}: {finding.field}" if finding.field else finding.rule)
        seen[title] += 1
        titles.append(f"{title} ({seen[title]})" if seen[title] > 1 else title)
    return titles


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
    lines = [table_row(_COLUMNS), table_row(["---"] * len(_COLUMNS)), *_rows(report)]
    size = len(text.encode())
    for done, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            return f"{text}\n{len(lines) - done} more are left out; the log of the job has all.\n\n"
        text += f"{line}\n"
    return f"{text}\n"


def _rows(report: FindingsReport) -> Iterator[str]:
    for finding in report.worst_first():
        yield table_row(
            [
                finding.severity.value,
                escaped(f"{finding.file}:{finding.span.line}:{finding.span.column}"),
                escaped(finding.message),
                escaped(finding.help or ""),
                f"`{finding.rule}`",
            ]
        )
