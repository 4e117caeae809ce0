"""The cells of a workbook (.xlsx, .ods): only those with something in them, so a far cell costs nothing."""

import re
from collections.abc import Mapping

from secon_cli.reading.office.archive import (
    MAX_PART,
    MAX_TEXT,
    OfficeKind,
    OfficeProblem,
    Package,
    open_package,
    parse,
    seen,
)
from secon_cli.reading.office.content import Sheet, SheetCell, Workbook, address

_MAX_CELLS = 100_000
_MAX_SHEETS = 100
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
"""What Excel and LibreOffice have at most."""
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"-?[0-9.]{1,30}(?:[eE][+-]?[0-9]{1,3})?")


def read_workbook(data: bytes) -> Workbook:
    """Read all sheets; OfficeProblem says why the file is not read, and what to do.

    Formulas give the value that the program last stored. Dates of .xlsx are numbers of days.
    """
    package = open_package(data)
    if package.kind is OfficeKind.XLSX:
        return _Xlsx(package).workbook()
    if package.kind is OfficeKind.ODS:
        content = package.part(package.main)
        if content is None:
            raise OfficeProblem("it is damaged; open it in LibreOffice and save it again")
        reader = _Ods()
        parse(content, reader.start, reader.end, reader.text)
        return Workbook(tuple(_sheet(name, cells) for name, cells in reader.sheets))
    raise OfficeProblem("this is a Word document; expected a workbook (.xlsx or .ods)")


def _sheet(name: str, cells: list[SheetCell]) -> Sheet:
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    ordered = (sorted(row, key=lambda cell: cell.column) for _, row in sorted(rows.items()))
    return Sheet(name, tuple(tuple(row) for row in ordered))


def _plain(number: str) -> str:
    """A number as a person writes it: 7 for 7.0, 7.5 for 7.500000000000001 as Excel stores it at times."""
    if _NUMBER.fullmatch(number) is None:
        return number
    try:
        value = float(number)
    except ValueError:
        return number
    return f"{value:.15g}"


class _Contents:
    """How much is in the cells so far: one text can be in each of them, and takes no room in the file."""

    def __init__(self) -> None:
        self._cells = self._characters = 0

    def add(self, cells: int, characters: int) -> None:
        self._cells += cells
        self._characters += characters
        if self._cells > _MAX_CELLS:
            raise OfficeProblem(f"it has more than {_MAX_CELLS:,} cells with something in them")
        if self._characters > MAX_TEXT:
            raise OfficeProblem(f"it has more than {MAX_TEXT:,} characters of text")


class _Xlsx:
    """A workbook of Excel: texts are in a part of their own, sheets in one each."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations = package.relations(package.main)
        self._contents = _Contents()
        folder = package.main.rpartition("/")[0]
        strings = package.part(f"{folder}/sharedStrings.xml" if folder else "sharedStrings.xml")
        self._strings = [] if strings is None else _shared_strings(strings)

    def workbook(self) -> Workbook:
        named: list[tuple[str, str]] = []

        def start(element: str, attributes: Mapping[str, str]) -> None:
            if element == "sheet":
                named.append((attributes.get("name", ""), attributes.get("id", "")))

        parse(self._package.part(self._package.main) or b"", start)
        if len(named) > _MAX_SHEETS:
            raise OfficeProblem(f"it has more than {_MAX_SHEETS} sheets")
        relations = [(name, self._relations[id]) for name, id in named if id in self._relations]
        parts = [(name, relation.target) for name, relation in relations if not relation.external]
        if len(parts) > len({part for _, part in parts}):
            raise OfficeProblem("several of its sheets are the same part; open it in Excel and save it again")
        sheets = []
        size = 0
        for name, part in parts:
            content = self._package.part(part)
            if content is not None:
                size += len(content)
                if size > MAX_PART:
                    raise OfficeProblem("its sheets unpack to more than any form needs")
                sheets.append(_sheet(name, self._read(content)))
        return Workbook(tuple(sheets))

    def _read(self, content: bytes) -> list[SheetCell]:
        cells: list[SheetCell] = []
        row = column = 0
        kind, value = "n", [""]
        within: list[str] = []

        def start(element: str, attributes: Mapping[str, str]) -> None:
            nonlocal row, column, kind
            within.append(element)
            if element == "row":
                given = attributes.get("r", "")
                row = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else row + 1
                column = 0
            elif element == "c":
                place = _place(attributes.get("r", ""))
                row, column = place or (row, column + 1)
                kind = attributes.get("t", "n")
                value.clear()

        def text(part: str) -> None:
            # `v` is the value, `t` a text that is written in the cell itself, `rPh` how to pronounce it.
            if within and within[-1] in ("v", "t") and "rPh" not in within[-3:]:
                value.append(part)

        def end(element: str) -> None:
            within.pop()
            if element != "c":
                return
            shown = self._shown(kind, "".join(value))
            if shown.strip() and 1 <= row <= _MAX_ROW and 1 <= column <= _MAX_COLUMN:
                self._contents.add(1, len(shown))
                cells.append(SheetCell(address(row, column), row, column, shown))

        parse(content, start, end, text)
        return cells

    def _shown(self, kind: str, value: str) -> str:
        match kind:
            case "s":
                known = value.isascii() and value.isdigit() and len(value) < 8 and int(value) < len(self._strings)
                return self._strings[int(value)] if known else ""
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value, value)
            case "n":
                return seen(_plain(value))
            case _:
                return seen(value)


def _shared_strings(content: bytes) -> list[str]:
    strings: list[str] = []
    parts: list[str] = []
    within: list[str] = []

    def start(element: str, attributes: Mapping[str, str]) -> None:
        within.append(element)
        if element == "si":
            parts.clear()

    def text(part: str) -> None:
        if within and within[-1] == "t" and "rPh" not in within:
            parts.append(part)

    def end(element: str) -> None:
        within.pop()
        if element == "si":
            # Here and not where it is shown, which may be in each of the cells.
            strings.append(seen("".join(parts)))

    parse(content, start, end, text)
    return strings


def _place(given: str) -> tuple[int, int] | None:
    """Row and column of an address."""
    form = _ADDRESS.fullmatch(given)
    if form is None:
        return None
    column = 0
    for letter in form[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(form[2]), column


class _Ods:
    """A workbook of LibreOffice: rows and cells follow each other, and say how often they are repeated."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, list[SheetCell]]] = []
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._value: str | None = None
        self._parts: list[str] = []
        self._in_cell = self._in_paragraph = False
        self._notes = 0
        self._of_row: list[tuple[int, str]] = []
        self._contents = _Contents()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._notes or name == "annotation":
            self._notes += 1
            return
        match name:
            case "table":
                if len(self.sheets) >= _MAX_SHEETS:
                    raise OfficeProblem(f"it has more than {_MAX_SHEETS} sheets")
                self.sheets.append((attributes.get("name", ""), []))
                self._row = 0
            case "table-row":
                self._rows, self._column, self._of_row = _times(attributes, "number-rows-repeated"), 0, []
            case "table-cell" | "covered-table-cell":
                self._columns = _times(attributes, "number-columns-repeated")
                kind = attributes.get("value-type", "")
                self._value = None if kind in ("string", "") else attributes.get("value", attributes.get("date-value"))
                self._value = attributes.get("boolean-value", "").upper() if kind == "boolean" else self._value
                self._parts, self._in_cell = [], True
            case _ if self._in_cell:
                self._within_cell(name, attributes)

    def _within_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "p":
                if self._parts:
                    self._parts.append("\n")
                self._in_paragraph = True
            case "s" if self._in_paragraph:
                self._parts.append(" " * min(_times(attributes, "c"), 100))
            case "tab" if self._in_paragraph:
                self._parts.append("\t")
            case "line-break" if self._in_paragraph:
                self._parts.append("\n")

    def text(self, part: str) -> None:
        if self._in_paragraph and not self._notes:
            self._parts.append(part)

    def end(self, name: str) -> None:
        if self._notes:
            self._notes -= 1
            return
        match name:
            case "p":
                self._in_paragraph = False
            case "table-cell" | "covered-table-cell":
                shown = seen("".join(self._parts) if self._value is None else _plain(self._value))
                if shown.strip():
                    self._contents.add(self._columns, self._columns * len(shown))
                    last = min(self._column + self._columns, _MAX_COLUMN)
                    self._of_row += [(column, shown) for column in range(self._column + 1, last + 1)]
                self._column = min(self._column + self._columns, _MAX_COLUMN)
                self._in_cell = False
            case "table-row":
                if self._of_row and self.sheets:
                    characters = sum(len(text) for _, text in self._of_row)
                    self._contents.add(len(self._of_row) * (self._rows - 1), characters * (self._rows - 1))
                    for row in range(self._row + 1, min(self._row + self._rows, _MAX_ROW) + 1):
                        cells = (SheetCell(address(row, column), row, column, text) for column, text in self._of_row)
                        self.sheets[-1][1].extend(cells)
                self._row = min(self._row + self._rows, _MAX_ROW)


def _times(attributes: Mapping[str, str], name: str) -> int:
    """How often something is repeated; once where that is not a sound number."""
    times = attributes.get(name, "1")
    return max(int(times), 1) if times.isascii() and times.isdigit() and len(times) < 8 else 1
