"""All checks of assessors' files, each by itself and then the files together; and ratings in a filled-in sheet.

A line that is not filled in yet, such as `rating:`, is a mistake in a practice but not here, where it means that no
rating is given. The layout of a sheet is that of `output/rating_sheet.py`: practices in rows by id, columns by heading.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeAlias

from secon_cli.checks.checked_files import modelled
from secon_cli.checks.findings import FieldPath, Finding, Severity, broken
from secon_cli.checks.rules.collection import repeated
from secon_cli.checks.rules.files import limited
from secon_cli.practice.assessor import Assessor
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import did_you_mean, listed
from secon_cli.practice.values import Citation
from secon_cli.reading.document import Document, Value
from secon_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from secon_cli.reading.office.sheets import SheetCell, Workbook

_ID: FieldPath = ("assessor",)
Rateable: TypeAlias = Mapping[str, Practice | None]
_OPEN_FIELDS = ("role", "note", "conflicts")
"""Fields at the top that need no value, like everything below `ratings`."""


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
        every = tuple(limited([*self.findings, *findings], self.document))
        return replace(self, findings=every, assessor=None if every else self.assessor)


def check_assessor(document: Document, practices: Rateable, criteria: Collection[str]) -> CheckedAssessor:
    """The assessor in a document, with everything that is wrong with the file, in its order.

    What can be rated are `practices` by id, None if the file cannot be used, on `criteria`.
    """

    def may_be_open(path: FieldPath) -> bool:
        return path[0] == "ratings" or (len(path) == 1 and path[0] in _OPEN_FIELDS)

    faults = (fault for fault in document.faults if fault.kind != "empty-value" or not may_be_open(fault.path))
    value = document.value
    if isinstance(value, dict):
        value = {name: inside for name, inside in value.items() if inside is not None or name not in _OPEN_FIELDS}
        if "ratings" in value:
            value["ratings"] = {} if value["ratings"] is None else _pruned(value["ratings"])
    document = replace(document, faults=tuple(faults), value=value)
    assessor, found = modelled(document, Assessor)
    findings = [finding for finding in found if finding.severity is Severity.ERROR]
    name, file = document.at(_ID), PurePosixPath(document.name)
    id = name.strip() if isinstance(name, str) and document.usable else None
    if document.usable:
        findings += _unknown_names(document, practices, criteria)
    if id not in (None, file.stem):
        message = f"the file is called `{file.name}`"
        advice = f"write `assessor: {file.stem}`, or name the file `{id}{file.suffix}`"
        findings.append(broken("assessor-not-file-name", document, _ID, message, advice))
    if assessor and not findings and not any(assessor.counting()):
        message, advice = "no rating is filled in yet", ""
        if any(assessor.given()):
            message = "every rating is left out because of a conflict of interest"
            advice = "take the file out of the folder"
        findings.append(broken("no-rating", document, ("ratings",), message, advice, key=True))
    return CheckedAssessor(document, assessor, (), id).having(findings)


def _pruned(value: Value) -> Value:
    """Blocks without lines that have no value, and without blocks of only such lines."""
    if not isinstance(value, dict):
        return value
    pruned = {name: _pruned(inside) for name, inside in value.items()}
    return {name: inside for name, inside in pruned.items() if inside is not None and inside != {}}


def _unknown_names(document: Document, practices: Rateable, criteria: Collection[str]) -> Iterator[Finding]:
    """Practices, criteria and sources that are named and do not exist, looked up in the file as it is."""

    def names(*path: str) -> list[str]:
        block = document.at(path)
        return [*block] if isinstance(block, dict) else []

    def items(*path: str) -> list[tuple[FieldPath, Value]]:
        """The items of a list, or a single value in its place, with their paths."""
        value = document.at(path)
        return (
            [((*path, index), item) for index, item in enumerate(value)] if isinstance(value, list) else [(path, value)]
        )

    rated = [(id, criterion) for id in names("ratings") for criterion in names("ratings", id)]
    given = [((block, name), name) for block in ("ratings", "conflicts") for name in names(block)]
    judged: list[tuple[FieldPath, Value]] = [(("ratings", id, name), name) for id, name in rated]
    for id in names("conflicts"):
        judged += [(at, name) for at, name in items("conflicts", id, "criteria") if isinstance(at[-1], int)]
    for rule, named, known, what in (
        ("unknown-practice", given, practices, "there is no practice"),
        ("unknown-criterion", judged, criteria, "the rubric has no criterion"),
    ):
        for at, name in named:
            if isinstance(name, str) and name not in known:
                near = did_you_mean(name, known)
                advice = None if near else f"choose one of {listed(known)}"
                yield broken(rule, document, at, f"{what} `{name}`{near}", advice, key=isinstance(at[-1], str))
    for id, criterion in rated:
        practice = practices.get(id)
        for at, text in items("ratings", id, criterion, "evidence"):
            with suppress(ValueError):  # An invalid citation is a finding already.
                key = Citation.parse(text.strip()).source if isinstance(text, str) else None
                if practice and key is not None and key not in practice.sources:
                    message = f"`{key}` is not a source of `{id}`{did_you_mean(key, practice.sources)}"
                    advice = f"its sources are {listed(practice.sources)}"
                    yield broken("unknown-source", document, at, message, advice)


def check_panel(files: Iterable[CheckedAssessor]) -> list[CheckedAssessor]:
    """Check what has to fit between files that are checked already; the later of two has the finding."""
    checked = list(files)
    for index, other in repeated([(file.id, file.name) for file in checked]):
        file = checked[index]
        message = f"`{file.id}` is also the assessor of {other}"
        checked[index] = file.having([broken("duplicate-assessor", file.document, _ID, message)])
    return checked


# Filled-in sheets

RATINGS, ABOUT = "Ratings", "About"
"""The names of the sheets."""
ASSESSOR, ROLE = "Assessor", "In what capacity you rate"
"""What is written before the assessor's pseudonym and role."""
PRACTICE, REASON = "Practice", "Reason"
CONFLICT, ONLY = "Conflict of interest: why", "Conflict only on these criteria"
"""Headings of columns; a column of ratings is headed by its criterion, and its reasons are in the next one."""


_MISSING_CELLS = {
    "reason": "a rating needs a reason; write it in the next cell, in a sentence",
    "rating": "a reason needs a rating; write it in the cell before, as a number from 0 to 10",
}
"""What is missing in a sheet, by the field of the file."""


@dataclass(slots=True)
class RatingSheet:
    """What a sheet holds: the record, and the cell that each of its fields comes from."""

    record: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    """The address of a cell such as `Ratings!E5`, by the name of the field in the record."""
    problems: list[str] = field(default_factory=list)
    """What is wrong with the sheet itself, each with its place."""

    def problems_of(self, document: Document, practices: Rateable, criteria: Collection[str]) -> Iterator[str]:
        """What is wrong with the record, written as `document`, in the words of the checks, each at its cell."""
        yield from self.problems
        for finding in check_assessor(document, practices, criteria).findings:
            name = finding.field
            while name and name not in self.cells:
                name = name[: max(name.rfind("."), name.rfind("["), 0)]
            cell = self.cells.get(name, RATINGS)
            if finding.rule == "missing-field" and (said := _MISSING_CELLS.get(finding.field.rpartition(".")[2])):
                yield f"{cell}: {said}"
                continue
            # Without a cell, the help speaks of lines in a file.
            help = f"; {finding.help}" if finding.help and cell != RATINGS else ""
            yield f"{cell}: {finding.message}{help}"

    def columns(self, heads: "Sequence[SheetCell]", rubric: Rubric) -> Mapping[int, tuple[str, str]]:
        """What each column holds: a kind of value, and the criterion that it belongs to."""
        titles = {criterion.title.casefold(): key for key, criterion in rubric.criteria.items()}
        criteria = {key.casefold(): key for key in rubric.criteria} | titles
        columns: dict[int, tuple[str, str]] = {}
        for cell in heads:
            heading = cell.text.strip()
            kind, criterion = columns.get(cell.column - 1, ("", ""))
            if heading in (PRACTICE, CONFLICT, ONLY):
                columns[cell.column] = heading, ""
            elif heading.casefold() in criteria:
                columns[cell.column] = "rating", criteria[heading.casefold()]
            elif heading.startswith(REASON) and kind == "rating":
                columns[cell.column] = "reason", criterion
            elif heading not in ("Title", "Region"):
                hint = did_you_mean(heading, [criterion.title for criterion in rubric.criteria.values()])
                self.problems.append(f"{RATINGS}!{cell.address}: `{heading}` is not a criterion of the rubric{hint}")
        if (PRACTICE, "") not in columns.values():
            self.problems.append(
                f"{RATINGS}!A1: no column is headed `{PRACTICE}`; the ids of the practices belong there"
            )
        return columns

    def add(self, cells: "Sequence[SheetCell]", columns: Mapping[int, tuple[str, str]], rubric: Rubric) -> None:
        """Add the ratings and the conflict in the row of a practice."""
        known = [(cell, *columns[cell.column]) for cell in cells if cell.column in columns]
        id = next((cell for cell, kind, _ in known if kind == PRACTICE), None)
        filled = [(cell, kind, criterion) for cell, kind, criterion in known if kind != PRACTICE]
        if not filled:
            return
        if id is None:
            self.problems.append(f"{RATINGS}!{filled[0][0].address}: this row names no practice in its first column")
            return
        key = id.text.strip()
        if key in self.record["ratings"] or key in self.record["conflicts"]:
            self.problems.append(f"{RATINGS}!{id.address}: `{key}` has a row already; give each practice one row")
            return
        self.cells[f"ratings.{key}"] = self.cells[f"conflicts.{key}"] = f"{RATINGS}!{id.address}"
        for cell, kind, criterion in filled:
            place, value = f"{RATINGS}!{cell.address}", cell.text.strip()
            block: dict[str, Any] = self.record["ratings" if criterion else "conflicts"].setdefault(key, {})
            if criterion:
                self.cells.setdefault(f"ratings.{key}.{criterion}", place)
                self.cells[f"ratings.{key}.{criterion}.{kind}"] = place
                block.setdefault(criterion, {})[kind] = value.replace(",", ".") if kind == "rating" else value
            elif kind == CONFLICT:
                self.cells[f"conflicts.{key}.why"] = place
                block["why"] = value
            else:
                self.cells[f"conflicts.{key}.criteria"] = place
                names = {criterion.title.casefold(): name for name, criterion in rubric.criteria.items()}
                parts = [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
                block["criteria"] = [names.get(part.casefold(), part) for part in parts]


def rating_sheet(workbook: "Workbook", rubric: Rubric) -> RatingSheet | None:
    """The record of the assessor in a workbook, with every field that is filled in; None for another workbook."""
    if not {RATINGS, ABOUT} <= workbook.keys():
        return None
    found = RatingSheet({"format": "1"})
    for cells in workbook[ABOUT]:
        texts = {cell.column: cell for cell in cells}
        name = {ASSESSOR: "assessor", ROLE: "role"}.get(texts[1].text.strip()) if 1 in texts else None
        if name is not None and 2 in texts:
            found.record[name] = texts[2].text.strip()
            found.cells[name] = f"{ABOUT}!{texts[2].address}"
    if "assessor" not in found.record:
        found.problems.append(f"{ABOUT}!B1: write the pseudonym or role of the assessor next to `{ASSESSOR}`")
    heads, *rows = workbook[RATINGS] or [[]]
    columns = found.columns(heads, rubric)
    found.record |= {"conflicts": {}, "ratings": {}}
    for cells in rows:
        found.add(cells, columns, rubric)
    if not found.record["conflicts"]:
        del found.record["conflicts"]
    return found
