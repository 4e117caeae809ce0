"""The ratings in a filled-in sheet, as the record of an assessor's file; every problem is named at its cell.

The layout is that of `output/rating_sheet.py`: practices in rows by id, columns by heading.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from secon_cli.checks.assessor_file import Rateable, check_assessor
from secon_cli.checks.findings import Finding
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.reading.document import Document
from secon_cli.reading.office.sheets import SheetCell, Workbook
from secon_cli.rubric.model import Rubric

RATINGS, ABOUT = "Ratings", "About"
"""The names of the sheets."""
ASSESSOR, ROLE = "Assessor", "In what capacity you rate"
"""What is written before the assessor's pseudonym and role."""
PRACTICE, REASON = "Practice", "Reason"
CONFLICT, ONLY = "Conflict of interest: why", "Conflict only on these criteria"
"""Headings of columns; a column of ratings is headed by its criterion, and its reasons are in the next one."""


@dataclass(slots=True)
class RatingSheet:
    """What a sheet holds: the record, and the cell that each of its fields comes from."""

    record: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    """The address of a cell such as `Ratings!E5`, by the name of the field in the record."""
    problems: list[str] = field(default_factory=list)
    """What is wrong with the sheet itself, each with its place."""

    def problems_of(self, document: Document, rateable: Rateable) -> Iterator[str]:
        """What is wrong with the record, written as `document`, in the words of the checks, each at its cell."""
        yield from self.problems
        for finding in check_assessor(document, rateable).findings:
            cell = self._cell(finding)
            # Without a cell, the help speaks of lines in a file.
            help = f"; {finding.help}" if finding.help and cell != RATINGS else ""
            yield f"{cell}: {finding.message}{help}"

    def _cell(self, finding: Finding) -> str:
        name = finding.field
        while name and name not in self.cells:
            name = name[: max(name.rfind("."), name.rfind("["), 0)]
        return self.cells.get(name, RATINGS)

    def columns(self, sheet: Sequence[Sequence[SheetCell]], rubric: Rubric) -> Mapping[int, tuple[str, str]]:
        """What each column holds: a kind of value, and the criterion that it belongs to."""
        by_name = {
            name.casefold(): key for key, criterion in rubric.criteria.items() for name in (key, criterion.title)
        }
        columns: dict[int, tuple[str, str]] = {}
        heads = next(iter(sheet), ())
        for cell in heads:
            heading = cell.text.strip()
            if heading in (PRACTICE, CONFLICT, ONLY):
                columns[cell.column] = heading, ""
            elif heading.casefold() in by_name:
                columns[cell.column] = "rating", by_name[heading.casefold()]
            elif heading.startswith(REASON) and columns.get(cell.column - 1, ("", ""))[0] == "rating":
                columns[cell.column] = "reason", columns[cell.column - 1][1]
            elif heading not in ("Title", "Region"):
                hint = did_you_mean(heading, [criterion.title for criterion in rubric.criteria.values()])
                self.problems.append(f"{RATINGS}!{cell.address}: `{heading}` is not a criterion of the rubric{hint}")
        if PRACTICE not in (kind for kind, _ in columns.values()):
            self.problems.append(
                f"{RATINGS}!A1: no column is headed `{PRACTICE}`; the ids of the practices belong there"
            )
        return columns

    def add(self, cells: Mapping[int, SheetCell], columns: Mapping[int, tuple[str, str]], rubric: Rubric) -> None:
        """Add the ratings and the conflict in the row of a practice."""
        id = next((cell for column, cell in cells.items() if columns.get(column, ("",))[0] == PRACTICE), None)
        filled = [
            (cell, *columns[column])
            for column, cell in cells.items()
            if columns.get(column, (PRACTICE,))[0] != PRACTICE
        ]
        if not filled:
            return
        if id is None:
            self.problems.append(f"{RATINGS}!{filled[0][0].address}: this row names no practice in its first column")
            return
        key = id.text.strip()
        if key in self.record["ratings"] or key in self.record["conflicts"]:
            self.problems.append(f"{RATINGS}!{id.address}: `{key}` has a row already; give each practice one row")
            return
        criteria: dict[str, dict[str, str]] = {}
        conflict: dict[str, Any] = {}
        for cell, kind, criterion in filled:
            place, text = f"{RATINGS}!{cell.address}", cell.text.strip()
            if kind == CONFLICT:
                conflict["why"] = text
                self.cells[f"conflicts.{key}.why"] = place
            elif kind == ONLY:
                names = {criterion.title.casefold(): name for name, criterion in rubric.criteria.items()}
                parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
                conflict["criteria"] = [names.get(part.casefold(), part) for part in parts]
                self.cells[f"conflicts.{key}.criteria"] = place
            else:
                criteria.setdefault(criterion, {})[kind] = text.replace(",", ".") if kind == "rating" else text
                self.cells[f"ratings.{key}.{criterion}.{kind}"] = place
                self.cells.setdefault(f"ratings.{key}.{criterion}", place)
        self.cells[f"ratings.{key}"] = self.cells[f"conflicts.{key}"] = f"{RATINGS}!{id.address}"
        if criteria:
            self.record["ratings"][key] = criteria
        if conflict:
            self.record["conflicts"][key] = conflict


def rating_sheet(workbook: Workbook, rubric: Rubric) -> RatingSheet | None:
    """The record of the assessor in a workbook, with every field that is filled in; None for another workbook."""
    if not {RATINGS, ABOUT} <= workbook.keys():
        return None
    ratings = workbook[RATINGS]
    found = RatingSheet({"format": "1"})
    for cells in workbook[ABOUT]:
        texts = {cell.column: cell for cell in cells}
        name = {ASSESSOR: "assessor", ROLE: "role"}.get(texts[1].text.strip()) if 1 in texts else None
        if name is not None and 2 in texts:
            found.record[name] = texts[2].text.strip()
            found.cells[name] = f"{ABOUT}!{texts[2].address}"
    if "assessor" not in found.record:
        found.problems.append(f"{ABOUT}!B1: write the pseudonym or role of the assessor next to `{ASSESSOR}`")
    columns = found.columns(ratings, rubric)
    found.record |= {"conflicts": {}, "ratings": {}}
    rows = iter(ratings)
    next(rows, None)
    for cells in rows:
        found.add({cell.column: cell for cell in cells}, columns, rubric)
    if not found.record["conflicts"]:
        del found.record["conflicts"]
    return found
