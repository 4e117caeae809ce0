"""Findings as they are given to every format, with the files that were checked and what was asked for."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.practice_file import CheckedFile
from secon_cli.output.emit import Color
from secon_cli.output.plain_text import one_line, visible
from secon_cli.rubric.model import Rubric

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """Findings in the order of files and places; those as bad as `fail_on` fail the check (None: nothing does).

    `rubric` is the one in force, whose `as_of` dates are checked against, and which advises.
    """

    findings: Sequence[Finding]
    files: Sequence[CheckedFile]
    options: Mapping[str, Any]
    fail_on: Severity | None = Severity.ERROR
    rubric: Rubric | None = None

    def fails(self, finding: Finding) -> bool:
        """Whether this finding fails the check."""
        return self.fail_on is not None and finding.severity.rank <= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether the check failed."""
        return any(map(self.fails, self.findings))

    def lines(self) -> dict[str, list[str]]:
        """The lines of every file that has a finding, by name."""
        named = {finding.file for finding in self.findings}
        return {file.name: file.document.lines() for file in self.files if file.name in named}

    def by_file(self) -> dict[str, list[Finding]]:
        """The findings of every file that was checked, including those without findings."""
        by_file: dict[str, list[Finding]] = {file.name: [] for file in self.files}
        for finding in self.findings:
            by_file.setdefault(finding.file, []).append(finding)
        return by_file

    def worst_first(self) -> list[Finding]:
        """The findings for people: files with errors first, and in each file errors first."""
        worst: dict[str, int] = {}
        for finding in self.findings:
            worst[finding.file] = min(finding.severity.rank, worst.get(finding.file, finding.severity.rank))
        return sorted(
            self.findings,
            key=lambda finding: (worst[finding.file], finding.file, finding.severity.rank, finding.order),
        )


def findings_text(report: FindingsReport, format: str, *, color: Color, to_file: bool) -> str:
    """The findings in a format."""
    match format:
        case "json":
            from secon_cli.output import wires
            from secon_cli.output.wire import to_json

            return to_json(wires.validation_wire(report))
        case "github" | "gitlab" | "junit" | "sarif":
            from secon_cli.output.findings import ci

            return ci.WRITERS[format](report)
        case "concise":
            from secon_cli.output.findings.text import concise

            return concise(report.worst_first(), color=color, to_file=to_file)
        case _:
            from secon_cli.output.findings.text import findings_screen

            documents = {file.name: file.document for file in report.files}
            return findings_screen(report.worst_first(), documents, color=color, to_file=to_file)


def place_of(finding: Finding) -> str:
    """Where the finding begins: `file:line:column`."""
    return f"{visible(finding.file)}:{finding.span.line}:{finding.span.column}"


def one_line_of(finding: Finding) -> str:
    """What is wrong and what to write instead, on one line."""
    return one_line(f"{finding.message} – {finding.help}" if finding.help else finding.message)


def summary_line(files: int, findings: Iterable[Finding]) -> str:
    """`18 files, 0 errors, 2 warnings`; advice only if there is any."""
    counts = Counter(finding.severity for finding in findings)
    parts = [counted(files, "file"), counted(counts[Severity.ERROR], "error")]
    parts.append(counted(counts[Severity.WARNING], "warning"))
    if counts[Severity.ADVICE]:
        parts.append(f"{counts[Severity.ADVICE]} advice")
    return ", ".join(parts)


def counted(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_POSITION = re.compile(r"\[\d+\]")


def fingerprints(findings: Sequence[Finding], lines: Mapping[str, Sequence[str]]) -> list[str]:
    """Names, all different, by which a program recognises findings from run to run, also after lines were added above.

    They come from rule, file, field and the words of the line, not from its number, positions in lists or the wording
    of the message. Equal findings are distinguished by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    # A line is hashed once, however many findings it has: one line may be the whole of a hostile file.
    words: dict[tuple[str, int], str] = {}
    names = []
    for finding in findings:
        line = (finding.file, finding.span.line)
        if line not in words:
            written = lines.get(finding.file, ())
            text = " ".join(written[finding.span.line - 1].split()) if finding.span.line <= len(written) else ""
            words[line] = _hash(text)
        traits = (finding.rule, finding.file, _POSITION.sub("[]", finding.field), words[line])
        seen[traits] += 1
        names.append(_hash("\0".join([*traits, str(seen[traits])])))
    return names


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
