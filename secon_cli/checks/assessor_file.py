"""All checks of assessors' files: each by itself, then the files together.

A line that is still to be filled in, such as `rating:`, is a mistake in a practice, but not here: it can only mean that
no rating is given.
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
from secon_cli.reading.files import InputFile

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
    faults = tuple(fault for fault in document.faults if not (fault.kind == "empty-value" and _may_be_open(fault.path)))
    document = replace(document, faults=faults)
    errors = [finding for finding in file_findings(document, Assessor) if finding.severity is Severity.ERROR]
    checked = CheckedAssessor(document, None, ()).having(errors)
    if not document.usable:
        return checked
    document = replace(document, value=_filled_in(document.value))
    findings = [*_unknown_names(document, rateable), *_unknown_sources(document, rateable), *_file_name(document)]
    assessor = None
    try:
        assessor = Assessor.model_validate(document.value)
    except ValidationError as error:
        findings += model_findings(error, document, Assessor, MOST_FINDINGS + 1)
    if assessor and not findings and not errors:
        findings += _no_rating(document, assessor)
    return replace(checked, assessor=assessor, id=_id(document)).having(findings)


def _may_be_open(path: FieldPath) -> bool:
    """Whether the field at a path needs no value."""
    return path[0] == "ratings" or (len(path) == 1 and path[0] in _OPEN_FIELDS)


def _filled_in(value: Value) -> Value:
    """The values without the lines that are still to be filled in."""
    if not isinstance(value, dict):
        return value
    ratings = value.get("ratings")
    filled = {name: inside for name, inside in value.items() if inside is not None or name not in _OPEN_FIELDS}
    if "ratings" in value:
        filled["ratings"] = {} if ratings is None else _pruned(ratings)
    return filled


def _pruned(value: Value) -> Value:
    """Blocks without lines that have no value, and without blocks of only such lines."""
    if not isinstance(value, dict):
        return value
    pruned = {name: _pruned(inside) for name, inside in value.items()}
    return {name: inside for name, inside in pruned.items() if inside is not None and inside != {}}


def _unknown_names(document: Document, rateable: Rateable) -> Iterator[Finding]:
    """Ratings and conflicts of practices and on criteria that do not exist, looked up in the file as it is."""
    for block in ("ratings", "conflicts"):
        for practice in _names(document, (block,)):
            if practice not in rateable.practices:
                message = f"there is no practice `{practice}`"
                yield _unknown(UNKNOWN_PRACTICE, document, (block, practice), message, practice, rateable.practices)
    for practice in _names(document, ("ratings",)):
        for criterion in _names(document, ("ratings", practice)):
            yield from _criterion(document, ("ratings", practice, criterion), criterion, rateable)
    for practice in _names(document, ("conflicts",)):
        touched = document.at(("conflicts", practice, "criteria"))
        for index, name in enumerate(touched if isinstance(touched, list) else ()):
            if isinstance(name, str):
                yield from _criterion(document, ("conflicts", practice, "criteria", index), name, rateable)


def _names(document: Document, path: FieldPath) -> list[str]:
    """The names in the block at a path; none if it is not a block."""
    block = document.at(path)
    return [*block] if isinstance(block, dict) else []


def _criterion(document: Document, path: FieldPath, name: str, rateable: Rateable) -> Iterator[Finding]:
    if name not in rateable.criteria:
        message = f"the rubric has no criterion `{name}`"
        yield _unknown(UNKNOWN_CRITERION, document, path, message, name, rateable.criteria)


def _unknown(
    rule: Rule, document: Document, path: FieldPath, message: str, name: str, known: Collection[str]
) -> Finding:
    near = did_you_mean(name, known)
    advice = None if near else f"choose one of {listed(known)}"
    span = document.span(path, key=isinstance(path[-1], str))
    return rule.finding(document.name, span, path, f"{message}{near}", advice)


def _id(document: Document) -> str | None:
    """The assessor that the file names, even if it cannot be used."""
    name = document.at(_ID)
    return name.strip() if isinstance(name, str) else None


def _file_name(document: Document) -> Iterator[Finding]:
    file, name = PurePosixPath(document.name), _id(document)
    if name not in (None, file.stem):
        message = f"the file is called `{file.name}`"
        advice = f"write `assessor: {file.stem}`, or name the file `{name}{file.suffix}`"
        yield ASSESSOR_NOT_FILE_NAME.finding(document.name, document.span(_ID), _ID, message, advice)


def _unknown_sources(document: Document, rateable: Rateable) -> Iterator[Finding]:
    """Evidence that cites what the file of the practice does not list."""
    for id in _names(document, ("ratings",)):
        practice = rateable.practices.get(id)
        for criterion in _names(document, ("ratings", id)) if practice else ():
            assert practice is not None
            for path, key in _cited(document, ("ratings", id, criterion, "evidence")):
                if key not in practice.sources:
                    message = f"`{key}` is not a source of `{id}`{did_you_mean(key, practice.sources)}"
                    advice = f"its sources are {listed(practice.sources)}"
                    yield UNKNOWN_SOURCE.finding(document.name, document.span(path), path, message, advice)


def _cited(document: Document, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The sources that the evidence at a path names, each with its place; an invalid citation is a finding already."""
    written = document.at(path)
    places = [(*path, index) for index in range(len(written))] if isinstance(written, list) else [path]
    for place in places:
        text = document.at(place)
        with suppress(ValueError):
            citation = Citation.parse(text.strip()) if isinstance(text, str) else Citation()
            if citation.source is not None:
                yield place, citation.source


def _no_rating(document: Document, assessor: Assessor) -> Iterator[Finding]:
    if any(assessor.counting()):
        return
    path = ("ratings",)
    given = any(assessor.given())
    message = "conflicts of interest leave out every rating" if given else "no rating is filled in yet"
    advice = "take the file out of the folder" if given else "fill in `rating:` and `reason:` where you can judge"
    yield NO_RATING.finding(document.name, document.span(path, key=True), path, message, advice)


@dataclass(frozen=True, slots=True)
class Assessments:
    """The checked files, in the order in which they were given."""

    files: tuple[CheckedAssessor, ...]

    @property
    def findings(self) -> list[Finding]:
        """The findings of all files, sorted by file, place and rule."""
        return sorted((finding for file in self.files for finding in file.findings), key=lambda each: each.order)

    @property
    def documents(self) -> dict[str, Document]:
        """What was read, by the name of the file."""
        return {file.name: file.document for file in self.files}

    @property
    def assessors(self) -> list[Assessor]:
        """The assessors of all files that can be used."""
        return [file.assessor for file in self.files if file.assessor is not None]


def check_assessments(files: Iterable[InputFile], rateable: Rateable) -> Assessments:
    """Read and check files; every problem is a finding."""
    return check_panel(check_assessor(file.read(), rateable) for file in files)


def check_panel(files: Iterable[CheckedAssessor]) -> Assessments:
    """Check what has to fit between files that are checked already; the later of two has the finding."""
    return Assessments(tuple(_each_once(files)))


def _each_once(files: Iterable[CheckedAssessor]) -> Iterator[CheckedAssessor]:
    first: dict[str, str] = {}
    path = ("assessor",)
    for file in files:
        other = first.setdefault(file.id, file.name) if file.id else file.name
        if other != file.name:
            message = f"`{file.id}` is also the assessor of {other}"
            span, advice = file.document.span(path), "give each assessor one file"
            yield file.having([DUPLICATE_ASSESSOR.finding(file.name, span, path, message, advice)])
        else:
            yield file
