"""Findings as a JUnit report: each file is a suite of tests, each finding one that failed or was only noted."""

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from secon_cli.checks.findings import Finding
from secon_cli.output.findings.as_text import finding_text
from secon_cli.output.findings.report import FindingsReport
from secon_cli.output.plain_text import one_line, visible

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LONGEST_LINE = 1000


def findings_junit(report: FindingsReport) -> str:
    """The report as XML. What does not fail the check is a test that passed, with the finding as its output."""
    by_file = report.by_file()
    lines = report.lines()
    root = Element("testsuites", {"name": "secon validate"} | _counts(report, report.findings, len(by_file)))
    for file, findings in by_file.items():
        suite = SubElement(root, "testsuite", {"name": visible(file)} | _counts(report, findings, 1))
        if not findings:
            _test(suite, file, "no findings", {})
        for title, finding in zip(_titles(findings), findings, strict=True):
            test = _test(suite, file, title, {"line": str(finding.span.line)})
            _tell(test, finding, lines.get(file, ()), fails=report.fails(finding))
    indent(root)
    return _DECLARATION + tostring(root, encoding="unicode") + "\n"


def _counts(report: FindingsReport, findings: Sequence[Finding], files: int) -> dict[str, str]:
    """Tests, failures and errors; a file without findings is one test that passed."""
    clean = files - len({finding.file for finding in findings})
    failed = sum(map(report.fails, findings))
    return {"tests": str(len(findings) + clean), "failures": str(failed), "errors": "0"}


def _test(suite: Element, file: str, title: str, place: dict[str, str]) -> Element:
    return SubElement(suite, "testcase", {"classname": visible(file), "name": title, "file": visible(file)} | place)


def _tell(test: Element, finding: Finding, lines: Sequence[str], *, fails: bool) -> None:
    """What is wrong, with the line of the file, as a failure or as something that the test printed."""
    shown = finding_text(finding, lines, _LONGEST_LINE).plain
    if fails:
        attributes = {"type": finding.severity.value, "message": one_line(finding.message)}
        SubElement(test, "failure", attributes).text = shown
    else:
        SubElement(test, "system-out").text = shown


def _titles(findings: Sequence[Finding]) -> list[str]:
    """A name for each test of a file: rule and field, which stay the same when lines are added; none stands twice."""
    seen: Counter[str] = Counter()
    titles = []
    for finding in findings:
        title = one_line(f"{finding.rule}: {finding.field}" if finding.field else finding.rule)
        seen[title] += 1
        titles.append(f"{title} ({seen[title]})" if seen[title] > 1 else title)
    return titles
