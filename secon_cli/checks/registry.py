"""Every rule by layer and by id, every check, and which findings a user (by option) or a file (by comment) leaves out.

A comment says why a finding is fine: `# secon: ignore[rule] reason`. On a line of its own it is about the next line,
after a value about its own line; a text that begins there belongs to it as a whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Names
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any, Final

from secon_cli.checks.checked_files import CheckedFile
from secon_cli.checks.collection import Collection, CollectionCheck
from secon_cli.checks.findings import ALL_RULES, Finding, Record, RecordCheck, Rule, Severity, Span, broken
from secon_cli.checks.rules import advice, collection, duration, evidence, numbers, texts
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.reading.document import Document, line_starts
from secon_cli.rubric.model import Rubric

ALL_LAYERS: Final[Mapping[str, tuple[Rule, ...]]] = {
    layer: tuple(rule for rule in ALL_RULES.values() if rule.layer == layer)
    for layer in dict.fromkeys(rule.layer for rule in ALL_RULES.values())
}
"""The rules of practice files (the file, its fields, what fits together in a practice and between practices, and what
would raise the score under the rubric in force), of rubrics, and of assessors' files."""
LAYERS: Final = {layer: rules for layer, rules in ALL_LAYERS.items() if layer not in ("rubric", "assessor")}
"""The rules of practice files."""
RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rules in LAYERS.values() for rule in rules}
"""The rules of practice files by id."""


def _checks(*modules: ModuleType) -> tuple[Any, ...]:
    """The checks that modules declare."""
    return tuple(check for module in modules for name, check in vars(module).items() if name.startswith("check_"))


RECORD_CHECKS: Final[tuple[RecordCheck, ...]] = _checks(evidence, duration, numbers, texts)
COLLECTION_CHECKS: Final[tuple[CollectionCheck, ...]] = _checks(collection)
ADVICE_CHECKS: Final[tuple[Callable[[Record, Practice, Rubric], Iterable[Finding]], ...]] = _checks(advice)
"""What advises takes a record without errors, its practice, and the rubric in force."""

_READING: Final = frozenset(rule.id for rule in LAYERS["file"] if rule.severity is Severity.ERROR)
"""The rules of what keeps a file from being read."""


# What a user wants to see


class UnknownRule(LookupError):
    """A rule was named that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no rule is called `{name}`{did_you_mean(name, (*RULES, *Severity))}")


class Selection:
    """The rules in `select` (none named: all) without those in `ignore`; a severity means all rules that have it.

    Advice is selected only with `advice`, or by name. UnknownRule for a name that is neither a rule nor a severity.
    """

    def __init__(self, select: Names[str] = (), ignore: Names[str] = (), *, advice: bool = True) -> None:
        self._ignored = _named(ignore)
        selected = _named(select) or frozenset(RULES)
        if not advice and not select:
            selected = selected.difference(_named([Severity.ADVICE]))
        self._rules = selected - self._ignored

    def of(self, collection: Collection) -> list[Finding]:
        """The selected findings, and always those that keep a file from being read: nothing unchecked is green."""
        unread = {file.name for file in collection.files if not file.document.usable}
        return [
            finding
            for finding in collection.findings
            if self.has(finding) or (finding.file in unread and finding.rule in _READING)
        ]

    def has(self, finding: Finding) -> bool:
        """Whether the finding's rule is among those asked for."""
        return finding.rule in self._rules

    def hidden_advice(self, collection: Collection) -> int:
        """How much advice there is that was neither selected nor ignored."""
        return sum(
            finding.severity is Severity.ADVICE and not self.has(finding) and finding.rule not in self._ignored
            for finding in collection.findings
        )


def _named(names: Names[str]) -> frozenset[str]:
    """The ids of the rules that are meant by names of rules and severities."""
    found: set[str] = set()
    for name in names:
        of_severity = {rule.id for rule in RULES.values() if rule.severity == name}
        if name not in RULES and not of_severity:
            raise UnknownRule(name)
        found |= of_severity or {name}
    return frozenset(found)


def fails(findings: Iterable[Finding], threshold: Severity) -> bool:
    """Whether a finding is as bad as the threshold, or worse."""
    return any(finding.severity.rank <= threshold.rank for finding in findings)


# What a file suppresses

_COMMENT = re.compile(r"(?<![^\s])#+[ \t]*secon:[ \t]*(?P<word>[\w-]*)(?:\[(?P<rules>[^\]\n]*)\])?(?P<reason>.*)")
_NO_LINE = re.compile(r"\s*(?:#.*)?")
_A_WORD = re.compile(r"[^\W\d_]{2}")
_MOST = 500
"""Comments of a file that are read."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules that it names, its reason, its place, and the lines that it is about."""

    word: str
    rules: tuple[str, ...]
    reason: str
    span: Span
    lines: tuple[int, int]

    @property
    def fault(self) -> str | None:
        """Why the comment has no effect; None if it names rules and gives a reason in words."""
        if self.word != "ignore":
            return f"`secon: {self.word}` is not a comment that secon knows{did_you_mean(self.word, ['ignore'])}"
        if not self.rules:
            return "no rule is named"
        for name in self.rules:
            if name not in RULES:
                return f"no rule is called `{name}`{did_you_mean(name, RULES)}"
            if RULES[name].severity is Severity.ERROR:
                return f"`{name}` is an error; errors cannot be suppressed"
        return None if _A_WORD.search(self.reason) else "no reason is given"

    def suppresses(self, finding: Finding) -> bool:
        """Whether it is about a finding; errors cannot be suppressed."""
        (first, last), line = self.lines, finding.span.line
        about = finding.rule in self.rules and (first <= line <= last or line == self.span.line)
        return about and finding.severity is not Severity.ERROR and self.fault is None


def suppressions_in(document: Document) -> tuple[Suppression, ...]:
    """The comments of a file that begin like a suppression; the same words in a text are not a comment."""
    # Most files hold no comment, which a search for one character finds 20 µs earlier.
    if "#" not in document.text or "secon:" not in document.text or document.value is None:
        return ()
    found: list[Suppression] = []
    waiting: list[int] = []
    """Comments on lines of their own: they are about the next line with more than a comment."""
    for number, (start, line) in enumerate(zip(line_starts(document.text), document.lines(), strict=True), start=1):
        comment = _COMMENT.search(line) if "secon:" in line and len(found) < _MOST else None
        if comment and document.places.field_at(start + comment.start()) is not None:
            comment = None
        about = number, document.places.last_line(number) if comment or waiting else number
        if waiting and not _NO_LINE.fullmatch(line):
            for index in waiting:
                found[index] = replace(found[index], lines=about)
            waiting.clear()
        if comment:
            if not line[: comment.start()].strip():
                waiting.append(len(found))
            rules = tuple(rule.strip() for rule in (comment["rules"] or "").split(",") if rule.strip())
            span = Span(number, comment.start() + 1, number, len(line.rstrip()) + 1)
            found.append(Suppression(comment["word"], rules, comment["reason"].strip(" \t:-–—"), span, about))
    return tuple(found)


def bad_suppressions(document: Document, suppressions: Sequence[Suppression]) -> Iterator[Finding]:
    """Comments without effect: without a rule or a reason, or with a rule that cannot be suppressed."""
    for suppression in suppressions:
        if fault := suppression.fault:
            yield broken("bad-suppression", document, (), fault, span=suppression.span)


def unused_suppressions(file: CheckedFile, *, judged: bool) -> Iterator[Finding]:
    """Comments that suppress nothing, as far as everything was checked.

    Rules of the collection see only the files that were given, and the rubric's advice needs a rubric (`judged`).
    """
    if any(finding.severity is Severity.ERROR for finding in file.findings):
        return
    unchecked = {rule.id for rule in (*LAYERS["collection"], *(() if judged else LAYERS["advice"]))}
    for suppression in file.suppressions:
        used = {finding.rule for finding in file.suppressed if suppression.suppresses(finding)}
        idle = [name for name in suppression.rules if name not in used and name not in unchecked]
        if idle and suppression.fault is None:
            message = f"there is no finding of `{idle[0]}` here"
            yield broken("unused-suppression", file.document, (), message, span=suppression.span)
