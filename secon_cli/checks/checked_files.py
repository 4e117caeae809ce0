"""One file after all its checks: a practice or a rubric, and a practice file after its fixes."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from secon_cli.checks.findings import Finding, Fix, Record, RecordCheck, Severity, broken
from secon_cli.checks.rules import duration, evidence, numbers
from secon_cli.checks.rules.files import MOST_FINDINGS, file_findings, limited
from secon_cli.practice.fields import leaves
from secon_cli.practice.model import Practice, forget_what_was_set
from secon_cli.practice.suggestions import did_you_mean, listed
from secon_cli.reading.document import Document, line_starts
from secon_cli.rubric.base import Problem
from secon_cli.rubric.measures import AnyMeasure, Measure
from secon_cli.rubric.model import Rubric, problems

if TYPE_CHECKING:
    from secon_cli.checks.registry import Suppression
    from secon_cli.engine import Assessment

_Model = TypeVar("_Model", bound=BaseModel)


def modelled(document: Document, model: type[_Model], *, in_part: bool = False) -> tuple[_Model | None, list[Finding]]:
    """What a file holds, None unless all is readable; and what was found in the file and its fields.

    With `in_part`, the fields of a file that can be read only in part are checked, too.
    """
    findings = list(islice(file_findings(document, model), MOST_FINDINGS + 1))
    if document.value is None or not (document.usable or in_part):
        return None, findings
    try:
        held = model.model_validate(document.value)
    except ValidationError as error:
        from secon_cli.checks.model_errors import model_findings

        if model is Practice and isinstance(document.value, dict) and {"rubric", "criteria"} <= document.value.keys():
            message, advice = "this is a rubric, not a practice", "check it with `secon criteria --check FILE`"
            return None, [*findings, broken("unknown-field", document, ("criteria",), message, advice, key=True)]
        return None, findings + model_findings(error, document, model, MOST_FINDINGS + 1)
    return held if document.usable else None, findings


# Practices


class CheckedFile(NamedTuple):
    """A file with its findings; if one of them is an error, it cannot be used and has no `practice`.

    Some callers leave out parts of the practice. `id` is its id, even if it cannot be used. `suppressions` are its
    comments that suppress findings, which are then `suppressed`.
    """

    document: Document
    practice: Practice | None = None
    id: str | None = None
    findings: tuple[Finding, ...] = ()
    suppressions: "tuple[Suppression, ...]" = ()
    suppressed: tuple[Finding, ...] = ()
    assessment: "Assessment | None" = None
    """Where the practice was judged as it was read: what a ranking shows, and `practice` holds no more than that."""

    @property
    def name(self) -> str:
        """The file's path for people and machine formats."""
        return self.document.name

    def having(self, findings: Iterable[Finding]) -> "CheckedFile":
        """The same file with more findings."""
        added, hidden = list[Finding](), list(self.suppressed)
        for finding in findings:
            left_out = any(suppression.suppresses(finding) for suppression in self.suppressions)
            (hidden if left_out else added).append(finding)
        every = tuple(sorted((*self.findings, *added), key=lambda finding: finding.order))
        unusable = any(finding.severity is Severity.ERROR for finding in every)
        practice = None if unusable else self.practice
        return self._replace(findings=every, practice=practice, suppressed=tuple(hidden))


ERROR_CHECKS: Final[tuple[RecordCheck, ...]] = (
    evidence.check_id,
    evidence.check_evidence,
    duration.check_duration,
    duration.check_length,
    duration.check_early_dates,
    numbers.check_shares,
    numbers.check_counts,
)
"""The checks of the record that find errors: `score` runs only these, and does not load the others."""

_OF_THE_LINE = ("syntax", "unusual-space", "tab", "control-character")
"""The rules of the file after which nothing else is said about a line."""


def usable_practice(document: Document) -> CheckedFile:
    """The practice in a document, with the errors that keep it from being used: all that scores ask for."""
    practice, findings = modelled(document, Practice, in_part=True)
    if document.value is None:
        return CheckedFile(document).having(findings)
    record = Record(document, practice)
    findings += _of_record(record, ERROR_CHECKS, findings)
    if practice is not None:
        for _, block in record.blocks:
            forget_what_was_set(block)
    checked = CheckedFile(document.released(("id",)), practice, id=record.readable.id)
    return _having(checked, [finding for finding in findings if finding.severity is Severity.ERROR], document)


def check_practice(document: Document, rubric: Rubric | None = None) -> CheckedFile:
    """The practice in a document, with everything that is wrong with it, in the order of the file.

    With the rubric in force, dates are held against its `as_of`, and what would raise the score is advised.
    """
    from secon_cli.checks.registry import ADVICE_CHECKS, RECORD_CHECKS, bad_suppressions, suppressions_in

    practice, findings = modelled(document, Practice, in_part=True)
    if document.value is None:
        return CheckedFile(document).having(findings)
    record = Record(document, practice, rubric)
    findings += _of_record(record, RECORD_CHECKS, findings)
    if practice and rubric and not any(finding.severity is Severity.ERROR for finding in findings):
        for advise in ADVICE_CHECKS:
            findings += advise(record, practice, rubric)
    suppressions = suppressions_in(document)
    if suppressions:
        findings += islice(bad_suppressions(document, suppressions), MOST_FINDINGS + 1)
    # Id and title are what most findings between files are about; to compose a file again takes 0.4 ms.
    checked = CheckedFile(
        document.released(("id",), ("title",)), practice, record.readable.id, suppressions=suppressions
    )
    return _having(checked, findings, document)


def _having(checked: CheckedFile, findings: list[Finding], document: Document) -> CheckedFile:
    """With the worst findings; if a part of the file cannot be read, only with fixes that make more of it readable."""
    worst = limited(findings, document)
    if not document.usable:
        worst = [finding if finding.rule == "unusual-space" else finding._replace(fix=None) for finding in worst]
    return checked.having(worst)


def _of_record(record: Record, checks: Sequence[RecordCheck], before: Sequence[Finding]) -> list[Finding]:
    """What the checks of the record find, except in fields and lines with an error: one mistake is one finding."""
    found: list[Finding] = []
    for check in checks:
        found += islice(check(record), MOST_FINDINGS + 1)
    faulty = {finding.field for finding in before if finding.severity is Severity.ERROR} - {""}
    unread = {fault.span.line for fault in record.document.faults if fault.kind in _OF_THE_LINE}
    return [finding for finding in found if finding.field not in faulty and finding.span.line not in unread]


# Rubrics


class CheckedRubric(NamedTuple):
    """A rubric file with its findings; `rubric` is None if one of them is an error."""

    document: Document
    rubric: Rubric | None
    findings: tuple[Finding, ...]


def check_rubric(document: Document) -> CheckedRubric:
    """The rubric in a document, with everything that is wrong with it, in the order of the file."""
    rubric, found = modelled(document, Rubric)
    findings = [finding for finding in found if finding.severity is Severity.ERROR]
    if rubric is not None:
        findings += problem_findings(problems(rubric), document)
    elif document.usable:
        # What other parts keep from being read as a whole still has measures that can be read.
        measures: TypeAdapter[AnyMeasure] = TypeAdapter(Measure)
        for (*path, last), _ in leaves(document.value):
            if path[2:3] + path[4:] + [last] == ["indicators", "measure", "kind"]:
                with suppress(ValidationError):
                    measure = measures.validate_python(document.at(tuple(path)))
                    findings += problem_findings(measure.problems(tuple(path)), document)
    return CheckedRubric(document, None if findings else rubric, tuple(limited(findings, document)))


def problem_findings(found: Iterable[Problem], document: Document) -> list[Finding]:
    """What is wrong with a rubric, or gives reason to question it, each at its place, in the order of the file."""
    findings: list[Finding] = []
    for problem in found:
        suggestion = did_you_mean(problem.word, problem.choices) if problem.word else ""
        choose = f"choose one of {listed(problem.choices)}" if problem.choices and not suggestion else None
        rule, message = problem.rule or "unusable-rubric", f"{problem.message}{suggestion}"
        findings.append(broken(rule, document, problem.path, message, choose, key=problem.in_key))
    return sorted(findings, key=lambda finding: finding.order)


# Fixes

_MOST_TRIES = 60
"""How often a file is checked again: a fix may reveal another finding, and this ends in any case."""

_NEW_LINE = re.compile(r"\r?\n")

Check: TypeAlias = Callable[[str], CheckedFile]
"""Checks a text as the file's."""


class FixedText(NamedTuple):
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
    about = attrgetter("rule", "field", "message")  # Its line may have changed.
    for _ in range(_MOST_TRIES):
        if not batch:
            return FixedText(text, fixed)
        attempt = applied(text, [finding.fix for finding in batch if finding.fix])
        after = check(attempt) if attempt != text else current
        was, now, gone = (Counter(map(about, findings)) for findings in (current.findings, after.findings, batch))
        # If not all findings of a file are listed, others take the place of those that are gone.
        unlisted = any(finding.rule == "too-many" for finding in current.findings)
        better = (
            attempt != text
            and len(after.document.faults) <= len(current.document.faults)
            and after.document.usable >= current.document.usable
            and (unlisted or all(now[matter] <= was[matter] - count for matter, count in gone.items()))
        )
        if better:
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
    starts, line_end = line_starts(text), "\r\n" if "\r\n" in text else "\n"

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
