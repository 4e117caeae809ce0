"""All checks of assessors' files: each by itself, then the files together.

A line that is not filled in yet, such as `rating:`, is a mistake in a practice but not here, where it means that no
rating is given.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from pydantic import ValidationError

from secon_cli.checks.findings import FieldPath, Finding, Rule, Severity
from secon_cli.checks.model_errors import BAD_RATING, model_findings
from secon_cli.checks.rules.evidence import UNKNOWN_SOURCE
from secon_cli.checks.rules.files import MOST_FINDINGS, file_findings, limited
from secon_cli.practice.assessor import Assessor
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import did_you_mean, listed
from secon_cli.practice.values import Citation
from secon_cli.reading.document import Document, Value

UNKNOWN_PRACTICE = Rule("unknown-practice", Severity.ERROR)
UNKNOWN_CRITERION = Rule("unknown-criterion", Severity.ERROR)
NO_RATING = Rule("no-rating", Severity.ERROR)
ASSESSOR_NOT_FILE_NAME = Rule("assessor-not-file-name", Severity.ERROR)
DUPLICATE_ASSESSOR = Rule("duplicate-assessor", Severity.ERROR)
RULES: Final = (BAD_RATING, UNKNOWN_PRACTICE, UNKNOWN_CRITERION, NO_RATING, ASSESSOR_NOT_FILE_NAME, DUPLICATE_ASSESSOR)
"""The rules of assessors' files; those of the file and of its fields hold for them too."""

_ID: FieldPath = ("assessor",)
_OPEN_FIELDS = ("role", "note", "conflicts")
"""Fields at the top that need no value, like everything below `ratings`."""


@dataclass(frozen=True, slots=True)
class Rateable:
    """What can be rated: practices by id (None if the file cannot be used), and criteria by name."""

    practices: Mapping[str, Practice | None]
    criteria: Collection[str]


@dataclass(frozen=True, slots=True)
class CheckedAssessor:
    """The file of an assessor with its findings; all are errors, so `assessor` is None if there are any."""

    document: Document
    assessor: Assessor | None
    findings: tuple[Finding, ...]
    id: str | None = None
    """The assessor that the file names, even if it cannot be used."""

    @property
    def name(self) -> str:
        """The file's path for people and machine formats."""
        return self.document.name

    def having(self, findings: Collection[Finding]) -> "CheckedAssessor":
        """The same file with more findings."""
        every = limited([*self.findings, *findings], self.document)
        every.sort(key=lambda finding: finding.order)
        return replace(self, findings=tuple(every), assessor=None if every else self.assessor)


def check_assessor(document: Document, rateable: Rateable) -> CheckedAssessor:
    """The assessor in a document, with everything that is wrong with the file, in its order."""
    # A field without a value is no fault where the file may be open: in `ratings`, and in some fields at the top.
    faults = (
        fault
        for fault in document.faults
        if not (
            fault.kind == "empty-value"
            and (fault.path[0] == "ratings" or (len(fault.path) == 1 and fault.path[0] in _OPEN_FIELDS))
        )
    )
    document = replace(document, faults=tuple(faults))
    errors = [finding for finding in file_findings(document, Assessor) if finding.severity is Severity.ERROR]
    checked = CheckedAssessor(document, None, ()).having(errors)
    if not document.usable:
        return checked
    value = document.value
    if isinstance(value, dict):
        filled = {name: inside for name, inside in value.items() if inside is not None or name not in _OPEN_FIELDS}
        if "ratings" in filled:
            filled["ratings"] = {} if filled["ratings"] is None else _pruned(filled["ratings"])
        document = replace(document, value=filled)
    findings = [*_unknown_names(document, rateable)]
    name, file = document.at(_ID), PurePosixPath(document.name)
    id = name.strip() if isinstance(name, str) else None
    if id not in (None, file.stem):
        message = f"the file is called `{file.name}`"
        advice = f"write `assessor: {file.stem}`, or name the file `{id}{file.suffix}`"
        findings.append(ASSESSOR_NOT_FILE_NAME.finding(document.name, document.span(_ID), _ID, message, advice))
    assessor = None
    try:
        assessor = Assessor.model_validate(document.value)
    except ValidationError as error:
        findings += model_findings(error, document, Assessor, MOST_FINDINGS + 1)
    if assessor and not findings and not errors and not any(assessor.counting()):
        given, path = any(assessor.given()), ("ratings",)
        message = "conflicts of interest leave out every rating" if given else "no rating is filled in yet"
        advice = "take the file out of the folder" if given else "fill in `rating:` and `reason:` where you can judge"
        findings.append(NO_RATING.finding(document.name, document.span(path, key=True), path, message, advice))
    return replace(checked, assessor=assessor, id=id).having(findings)


def _pruned(value: Value) -> Value:
    """Blocks without lines that have no value, and without blocks of only such lines."""
    if not isinstance(value, dict):
        return value
    pruned = {name: _pruned(inside) for name, inside in value.items()}
    return {name: inside for name, inside in pruned.items() if inside is not None and inside != {}}


def _unknown_names(document: Document, rateable: Rateable) -> Iterator[Finding]:
    """Practices, criteria and sources that are named and do not exist, looked up in the file as it is."""

    def names(*path: str) -> list[str]:
        block = document.at(path)
        return [*block] if isinstance(block, dict) else []

    rated = [(id, criterion) for id in names("ratings") for criterion in names("ratings", id)]
    practices = [((block, name), name) for block in ("ratings", "conflicts") for name in names(block)]
    criteria: list[tuple[FieldPath, str]] = [(("ratings", id, name), name) for id, name in rated]
    for id in names("conflicts"):
        path = ("conflicts", id, "criteria")
        touched = document.at(path)
        touched = touched if isinstance(touched, list) else []
        criteria += [((*path, index), name) for index, name in enumerate(touched) if isinstance(name, str)]
    for rule, named, known, what in (
        (UNKNOWN_PRACTICE, practices, rateable.practices, "there is no practice"),
        (UNKNOWN_CRITERION, criteria, rateable.criteria, "the rubric has no criterion"),
    ):
        for at, name in named:
            if name not in known:
                near = did_you_mean(name, known)
                advice = None if near else f"choose one of {listed(known)}"
                span = document.span(at, key=isinstance(at[-1], str))
                yield rule.finding(document.name, span, at, f"{what} `{name}`{near}", advice)
    for id, criterion in rated:
        practice = rateable.practices.get(id)
        evidence: FieldPath = ("ratings", id, criterion, "evidence")
        written = document.at(evidence)
        places = [(*evidence, index) for index in range(len(written))] if isinstance(written, list) else [evidence]
        for place in places if practice else ():
            assert practice is not None
            text = document.at(place)
            with suppress(ValueError):  # An invalid citation is a finding already.
                key = Citation.parse(text.strip()).source if isinstance(text, str) else None
                if key is not None and key not in practice.sources:
                    message = f"`{key}` is not a source of `{id}`{did_you_mean(key, practice.sources)}"
                    advice = f"its sources are {listed(practice.sources)}"
                    yield UNKNOWN_SOURCE.finding(document.name, document.span(place), place, message, advice)


@dataclass(frozen=True, slots=True)
class Assessments:
    """The checked files, in the order in which they were given."""

    files: tuple[CheckedAssessor, ...]

    @property
    def findings(self) -> list[Finding]:
        """The findings of all files, sorted by file, place and rule."""
        return sorted((finding for file in self.files for finding in file.findings), key=lambda finding: finding.order)

    @property
    def documents(self) -> dict[str, Document]:
        """What was read, by the name of the file."""
        return {file.name: file.document for file in self.files}

    @property
    def assessors(self) -> list[Assessor]:
        """The assessors of all files that can be used."""
        return [file.assessor for file in self.files if file.assessor is not None]


def check_panel(files: Iterable[CheckedAssessor]) -> Assessments:
    """Check what has to fit between files that are checked already; the later of two has the finding."""
    first: dict[str, str] = {}
    checked: list[CheckedAssessor] = []
    for file in files:
        other = first.setdefault(file.id, file.name) if file.id else file.name
        findings = []
        if other != file.name:
            message, advice = f"`{file.id}` is also the assessor of {other}", "give each assessor one file"
            findings.append(DUPLICATE_ASSESSOR.finding(file.name, file.document.span(_ID), _ID, message, advice))
        checked.append(file.having(findings) if findings else file)
    return Assessments(tuple(checked))
