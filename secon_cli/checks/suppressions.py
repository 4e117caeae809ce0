"""Comments in a file that say why a finding is right as it is: `# secon: ignore[rule] reason`.

A comment on a line of its own speaks of the next line, one behind a value of its own line; a text that begins there
belongs to it as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from secon_cli.checks.findings import Finding, Severity, Span
from secon_cli.reading.document import Document
from secon_cli.reading.spans import LINE_BREAK

_COMMENT = re.compile(r"(?<![^\s])#+[ \t]*secon:[ \t]*(?P<word>[\w-]*)(?:\[(?P<rules>[^\]\n]*)\])?(?P<reason>.*)")
_NO_LINE = re.compile(r"\s*(?:#.*)?")
_A_WORD = re.compile(r"[^\W\d_]{2}")
_MOST = 500
"""Comments that are looked at in a file."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules that it names, its reason, its place, and the lines that it speaks of.

    `used` are the rules of which it has held back a finding.
    """

    word: str
    rules: tuple[str, ...]
    reason: str
    span: Span
    first_line: int
    last_line: int
    used: frozenset[str] = frozenset()

    @property
    def valid(self) -> bool:
        """Whether it has the form that counts: rules, and a reason in words."""
        return self.word == "ignore" and bool(self.rules) and _A_WORD.search(self.reason) is not None

    def holds(self, finding: Finding) -> bool:
        """Whether it speaks of a finding; an error cannot be explained away."""
        return (
            self.valid
            and finding.rule in self.rules
            and finding.severity is not Severity.ERROR
            and (self.first_line <= finding.span.line <= self.last_line or finding.span.line == self.span.line)
        )


def suppressions_in(document: Document) -> tuple[Suppression, ...]:
    """The comments of a file that begin like a suppression; what stands in a text is no comment."""
    if "secon:" not in document.text or not document.usable:
        return ()
    return tuple(islice(_found(document), _MOST))


def _found(document: Document) -> Iterator[Suppression]:
    lines = document.lines()
    behind = _lines_behind(lines)
    start = 0
    ends = (end.end() for end in LINE_BREAK.finditer(document.text))
    for number, line in enumerate(lines, start=1):
        comment = _COMMENT.search(line) if "secon:" in line else None
        if comment and document.places.field_at(start + comment.start()) is None:
            alone = not line[: comment.start()].strip()
            spoken_of = behind[number] if alone else number
            yield Suppression(
                comment["word"],
                tuple(rule.strip() for rule in (comment["rules"] or "").split(",") if rule.strip()),
                comment["reason"].strip(" \t:-–—"),
                Span(number, comment.start() + 1, number, len(line.rstrip()) + 1),
                spoken_of,
                document.places.last_line(spoken_of),
            )
        start = next(ends, start)


def _lines_behind(lines: Sequence[str]) -> list[int]:
    """For each line (from 1) the first behind it that holds more than a comment, or itself where there is none."""
    behind = list(range(len(lines) + 1))
    following = 0
    for number in range(len(lines), 0, -1):
        behind[number] = following or number
        if not _NO_LINE.fullmatch(lines[number - 1]):
            following = number
    return behind


def held_back(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], tuple[Suppression, ...]]:
    """The findings that nothing speaks against, and the suppressions with what they have held back."""
    kept: list[Finding] = []
    used: dict[Suppression, set[str]] = {each: set(each.used) for each in suppressions}
    for finding in findings:
        speaking = [each for each in suppressions if each.holds(finding)]
        for each in speaking:
            used[each].add(finding.rule)
        if not speaking:
            kept.append(finding)
    return kept, tuple(replace(each, used=frozenset(used[each])) for each in suppressions)
