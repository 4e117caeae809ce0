"""Findings as the summary of a job: a table in Markdown, which GitHub shows on the page of the run."""

from collections.abc import Iterator

from secon_cli.output.findings.as_text import summary_line
from secon_cli.output.findings.report import FindingsReport
from secon_cli.output.markdown import escaped, row

MOST_BYTES = 900_000
"""What a summary may take; GitHub refuses one of more than 1 MiB."""

_COLUMNS = ("", "Place", "What is wrong", "What to write", "Rule")


def findings_summary(report: FindingsReport) -> str:
    """The findings in a table; where they are too many for a page, the first and how many follow."""
    heading = f"### secon validate: {'failed' if report.failed else 'passed'}\n\n"
    text = f"{heading}{summary_line(len(report.files), report.findings)}\n\n"
    if not report.findings:
        return text
    lines = [row(*_COLUMNS), row(*["---"] * len(_COLUMNS)), *_rows(report)]
    size = len(text.encode())
    for done, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            return f"{text}\n{len(lines) - done} more are left out here; the log of the job has all.\n\n"
        text += f"{line}\n"
    return f"{text}\n"


def _rows(report: FindingsReport) -> Iterator[str]:
    for finding in report.findings:
        yield row(
            finding.severity.value,
            escaped(f"{finding.file}:{finding.span.line}:{finding.span.column}"),
            escaped(finding.message),
            escaped(finding.help or ""),
            f"`{finding.rule}`",
        )
