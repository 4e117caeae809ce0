"""All checks of the file of one assessor: its form, and whether what it rates is there.

A line that waits to be filled in, such as `rating:`, is no mistake here as it is in a practice: a rating that is not
given is not given, and nothing else can be meant.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pydantic import ValidationError

from secon_cli.checks.assessor_rules import ASSESSOR_NOT_FILE_NAME, NO_RATING, UNKNOWN_CRITERION, UNKNOWN_PRACTICE
from secon_cli.checks.bounded import MOST_FINDINGS, bounded
from secon_cli.checks.file_rules import file_findings
from secon_cli.checks.findings import FieldPath, Finding, Severity
from secon_cli.checks.models import model_findings
from secon_cli.checks.record_rules.evidence import UNKNOWN_SOURCE
from secon_cli.checks.rule import Rule
from secon_cli.practice.assessor import Assessor
from secon_cli.checks.suggestions import did_you_mean, listed
from secon_cli.practice.citations import Citation
from secon_cli.practice.model import Practice
from secon_cli.reading.document import Document, Value

_ID: FieldPath = ("assessor",)
_WAITING_FIELDS = ("role", "note", "conflicts")
"""Fields of the top that may stand there without a value, beside all that stands below `ratings`."""


@dataclass(frozen=True, slots=True)
class Rateable:
    """What can be rated: practices by id (None where the file cannot be used), and criteria by name."""

    practices: Mapping[str, Practice | None]
    criteria: Collection[str]


@dataclass(frozen=True, slots=True)
class CheckedAssessor:
    """The file of an assessor with its findings; `assessor` is None where there are any, for all of them are errors."""

    document: Document
    assessor: Assessor | None
    findings: tuple[Finding, ...]
    id: str | None = None
    """The assessor that the file names, also where it cannot be used."""

    @property
    def name(self) -> str:
        """The file's path for people and machine formats."""
        return self.document.name

    def having(self, findings: Collection[Finding]) -> "CheckedAssessor":
        """The same file with more findings."""
        every = bounded([*self.findings, *findings], self.document)
        every.sort(key=lambda finding: finding.order)
        return replace(self, findings=tuple(every), assessor=None if every else self.assessor)


def check_assessor(document: Document, rateable: Rateable) -> CheckedAssessor:
    """The assessor in a document, with everything that is wrong with the file, in its order."""
    faults = tuple(fault for fault in document.faults if not (fault.kind == "empty-value" and _waits(fault.path)))
    document = replace(document, faults=faults)
    errors = [one for one in file_findings(document, Assessor) if one.severity is Severity.ERROR]
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


def _waits(path: FieldPath) -> bool:
    """Whether a line may stand at a path without a value."""
    return path[0] == "ratings" or (len(path) == 1 and path[0] in _WAITING_FIELDS)


def _filled_in(value: Value) -> Value:
    """The values without the lines that wait to be filled in."""
    if not isinstance(value, dict):
        return value
    ratings = value.get("ratings")
    filled = {name: one for name, one in value.items() if one is not None or name not in _WAITING_FIELDS}
    if "ratings" in value:
        filled["ratings"] = {} if ratings is None else _pruned(ratings)
    return filled


def _pruned(value: Value) -> Value:
    """Blocks without lines that have no value, and without blocks that hold only such lines."""
    if not isinstance(value, dict):
        return value
    inside = {name: _pruned(one) for name, one in value.items()}
    return {name: one for name, one in inside.items() if one is not None and one != {}}


def _unknown_names(document: Document, rateable: Rateable) -> Iterator[Finding]:
    """Ratings and conflicts of practices, and on criteria, that are not there; looked up in the file as it stands."""
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
    """The names in the block at a path; none where something else stands there."""
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
    advice = None if near else f"there are {listed(known)}"
    span = document.span(path, key=isinstance(path[-1], str))
    return rule.finding(document.name, span, path, f"{message}{near}", advice)


def _id(document: Document) -> str | None:
    """The assessor that the file names, also where it cannot be used for another reason."""
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
                    message = f"`{key}` is no source of `{id}`{did_you_mean(key, practice.sources)}"
                    advice = f"its sources are {listed(practice.sources)}"
                    yield UNKNOWN_SOURCE.finding(document.name, document.span(path), path, message, advice)


def _cited(document: Document, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The sources that the evidence at a path names, each with its place; what is no citation is a finding already."""
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
