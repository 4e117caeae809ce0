"""Findings as annotations of GitHub Actions: workflow commands, which the runner shows at the lines of a change."""

from collections.abc import Iterable, Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.findings.report import FindingsReport, told
from secon_cli.output.plain_text import one_line, visible

MOST = 10
"""Annotations of one kind that GitHub shows for a step; it drops what comes after them without a word."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def findings_github(report: FindingsReport) -> str:
    """The annotations, the worst first; of more than GitHub shows, the last says how many there are beside.

    What is not annotated follows line by line, so that the log of the job has every finding.
    """
    annotations: list[str] = []
    beside: list[str] = []
    for severity, kind in _KINDS.items():
        found = [finding for finding in report.findings if finding.severity is severity]
        shown = found if len(found) <= MOST else found[: MOST - 1]
        rest = found[len(shown) :]
        annotations += [_annotation(kind, finding) for finding in shown]
        if rest:
            words = f"{len(rest)} more of this kind: see the summary of the job, or the lines below in this log"
            annotations.append(f"::{kind} title=secon::{words}")
            beside += _plain(rest)
    return "".join(f"{line}\n" for line in [*annotations, *beside])


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
    """Findings as lines of a log; none begins with what data says, so none is a command."""
    for finding in findings:
        place = f"{visible(finding.file)}:{finding.span.line}:{finding.span.column}"
        yield f"{finding.severity}[{finding.rule}] {place} {told(finding)}"


def _data(text: str) -> str:
    """Text behind the second `::` of a command, where only line ends and their sign of escape mean something."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property of a command, which ends at a comma or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
