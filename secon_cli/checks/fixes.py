"""Safe fixes of a file's text, and how all fixes of a file are applied.

A fix replaces what its span covers; every other character stays as it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from secon_cli.checks.findings import Finding, Fix
from secon_cli.checks.practice_file import CheckedFile
from secon_cli.checks.rules.files import TOO_MANY
from secon_cli.reading.document import LINE_BREAK

_MOST_TRIES = 60
"""How often a file is checked again: a fix may reveal another finding, and this ends in any case."""

_NEW_LINE = re.compile(r"\r?\n")

Check: TypeAlias = Callable[[str], CheckedFile]
"""Checks a text as the file's."""


@dataclass(frozen=True, slots=True)
class FixedText:
    """A file's text after its safe fixes, and the findings that they have fixed, each as it was when it was fixed."""

    text: str
    fixed: tuple[Finding, ...] = ()


def apply_fixes(file: CheckedFile, check: Check, wanted: Callable[[Finding], bool] = lambda finding: True) -> FixedText:
    """Apply the fixes of the findings that are `wanted`, until none is left.

    A fix is kept only if its finding is gone afterwards and the file is no worse as a YAML file; if not all fixes can
    be kept, half of them are tried. Findings that a fix reveals are fixed too. A file for which this does not end is
    left unchanged. So fixing a fixed file changes nothing.
    """
    current, text, fixed = file, file.document.text, tuple[Finding, ...]()
    refused: set[Finding] = set()
    batch = _apart(current, refused, wanted)
    for _ in range(_MOST_TRIES):
        if not batch:
            return FixedText(text, fixed)
        attempt = applied(text, [finding.fix for finding in batch if finding.fix])
        if attempt != text and _better(current, after := check(attempt), batch):
            current, text, fixed = after, attempt, (*fixed, *batch)
        elif attempt != text and len(batch) > 1:
            batch = batch[: len(batch) // 2]
            continue
        else:
            refused.update(batch)
        batch = _apart(current, refused, wanted)
    return FixedText(file.document.text)


def applied(text: str, fixes: Iterable[Fix]) -> str:
    """The text with fixes that do not overlap; line ends in what they write are those of the text."""
    starts = [0, *(line_end.end() for line_end in LINE_BREAK.finditer(text))]
    line_end = "\r\n" if "\r\n" in text else "\n"

    def index(line: int, column: int) -> int:
        return min(starts[line - 1] + column - 1, len(text)) if line <= len(starts) else len(text)

    parts, done = [], 0
    for fix in sorted(fixes, key=lambda fix: fix.span):
        parts += [text[done : index(fix.span.line, fix.span.column)], _NEW_LINE.sub(line_end, fix.text)]
        done = index(fix.span.end_line, fix.span.end_column)
    return "".join([*parts, text[done:]])


def _apart(file: CheckedFile, refused: Container[Finding], wanted: Callable[[Finding], bool]) -> list[Finding]:
    """The findings whose fixes may be tried and touch no other; of two that do, the first in the file."""
    chosen: list[Finding] = []
    end = (0, 0)
    allowed = (finding for finding in file.findings if finding not in refused and wanted(finding))
    spans = [(finding.fix.span, finding) for finding in allowed if finding.fix]
    for span, finding in sorted(spans, key=lambda pair: pair[0]):
        if (span.line, span.column) > end:
            chosen.append(finding)
            end = (span.end_line, span.end_column)
    return chosen


def _better(before: CheckedFile, after: CheckedFile, fixed: Sequence[Finding]) -> bool:
    """Whether these findings are gone, and the file can be read no worse than before.

    If not all findings of a file are listed, others take the place of those that are gone.
    """
    if len(after.document.faults) > len(before.document.faults):
        return False
    if not after.document.usable and before.document.usable:
        return False
    if any(finding.rule == TOO_MANY.id for finding in before.findings):
        return True
    was, now = Counter(map(_matter, before.findings)), Counter(map(_matter, after.findings))
    gone = Counter(map(_matter, fixed))
    return all(now[matter] <= was[matter] - count for matter, count in gone.items())


def _matter(finding: Finding) -> tuple[str, str, str]:
    """What a finding is about, whatever its line."""
    return finding.rule, finding.field, finding.message
