"""Comments in a file that say why a finding is fine: `# secon: ignore[rule] reason`.

A comment on a line of its own is about the next line, one after a value about its own line; a text that begins there
belongs to it as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from secon_cli.checks.findings import Finding, Rule, Severity, Span
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.reading.document import LINE_BREAK, Document

if TYPE_CHECKING:
    from secon_cli.checks.practice_file import CheckedFile

BAD_SUPPRESSION = Rule("bad-suppression", Severity.WARNING)
UNUSED_SUPPRESSION = Rule("unused-suppression", Severity.WARNING)

_COMMENT = re.compile(r"(?<![^\s])#+[ \t]*secon:[ \t]*(?P<word>[\w-]*)(?:\[(?P<rules>[^\]\n]*)\])?(?P<reason>.*)")
_NO_LINE = re.compile(r"\s*(?:#.*)?")
_A_WORD = re.compile(r"[^\W\d_]{2}")
_MOST = 500
"""Comments of a file that are read."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules that it names, its reason, its place, and the lines that it is about.

    `used` are the rules of which it has suppressed a finding.
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
        """Whether it has effect: it names rules, and gives a reason in words."""
        return self.word == "ignore" and bool(self.rules) and _A_WORD.search(self.reason) is not None

    def suppresses(self, finding: Finding) -> bool:
        """Whether it is about a finding; errors cannot be suppressed."""
        return (
            self.valid
            and finding.rule in self.rules
            and finding.severity is not Severity.ERROR
            and (self.first_line <= finding.span.line <= self.last_line or finding.span.line == self.span.line)
        )


def suppressions_in(document: Document) -> tuple[Suppression, ...]:
    """The comments of a file that begin like a suppression; the same words in a text are not a comment."""
    # Most files hold no comment, which a search for one character finds 20 µs earlier.
    if "#" not in document.text or "secon:" not in document.text or document.value is None:
        return ()
    found: list[Suppression] = []
    waiting: list[int] = []
    ends = (end.end() for end in LINE_BREAK.finditer(document.text))
    start = 0
    for number, line in enumerate(document.lines(), start=1):
        comment = _COMMENT.search(line) if "secon:" in line and len(found) < _MOST else None
        if comment and document.places.field_at(start + comment.start()) is not None:
            comment = None
        if waiting and not _NO_LINE.fullmatch(line):
            # Comments on lines of their own are about the next line with more than a comment.
            last = document.places.last_line(number)
            for index in waiting:
                found[index] = replace(found[index], first_line=number, last_line=last)
            waiting.clear()
        if comment:
            if not line[: comment.start()].strip():
                waiting.append(len(found))
            rules = tuple(rule.strip() for rule in (comment["rules"] or "").split(",") if rule.strip())
            reason = comment["reason"].strip(" \t:-–—")
            span = Span(number, comment.start() + 1, number, len(line.rstrip()) + 1)
            last = document.places.last_line(number)
            found.append(Suppression(comment["word"], rules, reason, span, number, last))
        start = next(ends, start)
    return tuple(found)


def suppressed(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], tuple[Suppression, ...]]:
    """The findings that remain, and the suppressions with what they have suppressed."""
    kept: list[Finding] = []
    used: dict[Suppression, set[str]] = {suppression: set(suppression.used) for suppression in suppressions}
    for finding in findings:
        about = [suppression for suppression in suppressions if suppression.suppresses(finding)]
        for suppression in about:
            used[suppression].add(finding.rule)
        if not about:
            kept.append(finding)
    return kept, tuple(replace(suppression, used=frozenset(used[suppression])) for suppression in suppressions)


def bad_suppressions(document: Document, suppressions: Sequence[Suppression]) -> Iterator[Finding]:
    """Comments without effect: without a rule or a reason, or with a rule that cannot be suppressed."""
    for suppression in suppressions:
        if reason := _invalid(suppression):
            advice = "write `# secon: ignore[rule] reason`, with the rule that is printed before the finding"
            yield BAD_SUPPRESSION.finding(document.name, suppression.span, (), reason, advice)


def _invalid(suppression: Suppression) -> str | None:
    """Why a comment has no effect."""
    from secon_cli.checks.registry import RULES

    if suppression.word != "ignore":
        return f"`secon: {suppression.word}` means nothing{did_you_mean(suppression.word, ['ignore'])}"
    if not suppression.rules:
        return "this does not say which rule to ignore"
    for name in suppression.rules:
        if name not in RULES:
            return f"no rule is called `{name}`{did_you_mean(name, RULES)}"
        if RULES[name].severity is Severity.ERROR:
            return f"`{name}` is an error; errors cannot be suppressed"
    return None if suppression.valid else "this gives no reason"


def unused_suppressions(file: "CheckedFile", *, judged: bool) -> Iterator[Finding]:
    """Comments that suppress nothing, as far as everything was checked.

    Rules of the collection see only the files that were given, and the rubric's advice needs a rubric (`judged`).
    """
    from secon_cli.checks.registry import LAYERS

    if any(finding.severity is Severity.ERROR for finding in file.findings):
        return
    unchecked = {rule.id for rule in (*LAYERS["collection"], *(() if judged else LAYERS["advice"]))}
    for suppression in file.suppressions:
        idle = [name for name in suppression.rules if name not in suppression.used and name not in unchecked]
        if idle and _invalid(suppression) is None:
            message = f"there is no finding of `{idle[0]}` here"
            yield UNUSED_SUPPRESSION.finding(file.document.name, suppression.span, (), message, "remove the comment")
