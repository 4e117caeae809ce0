"""The cells of a workbook (.xlsx, .ods): only those with something in them, so a far cell costs nothing."""

import re
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple
from xml.etree.ElementTree import Element

from secon_cli.reading.office.archive import MAX_PART, MAX_TEXT, OfficeKind, OfficeProblem, Package, parse, seen

_MAX_CELLS = 100_000
_MAX_SHEETS = 100
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
"""What Excel and LibreOffice have at most."""
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"-?[0-9.]{1,30}(?:[eE][+-]?[0-9]{1,3})?")


class SheetCell(NamedTuple):
    """A cell with something in it: its row and column from 1, and its value as text."""

    row: int
    column: int
    text: str

    @property
    def address(self) -> str:
        """`E5` for row 5, column 5."""
        letters, column = "", self.column
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


Workbook = dict[str, list[list[SheetCell]]]
"""The sheets by name, in order, hidden ones included: rows that have something in them, from the top and the left."""


def read_workbook(data: bytes) -> Workbook:
    """Read all sheets; OfficeProblem says why the file is not read, and what to do.

    Formulas give the value that the program last stored. Dates of .xlsx are numbers of days.
    """
    package = Package(data)
    if package.kind is OfficeKind.DOCX:
        raise OfficeProblem("this is a Word document; expected a workbook (.xlsx or .ods)")
    sheets = _xlsx(package)
    if package.kind is OfficeKind.ODS:
        tables = _first(package.elements(), "table")
        sheets = ((table.get("name", ""), _cells_of_libreoffice(table)) for table in tables)
    workbook: Workbook = {}
    count = characters = 0
    for place, (name, cells) in enumerate(sheets):
        rows: dict[int, dict[int, str]] = {}
        for row, column, text in cells:
            # One text can be in each of the cells, and takes no room in the file.
            count, characters = count + 1, characters + len(text)
            if count > _MAX_CELLS:
                raise OfficeProblem(f"it has more than {_MAX_CELLS:,} cells with something in them")
            if characters > MAX_TEXT:
                raise OfficeProblem(f"it has more than {MAX_TEXT:,} characters of text")
            rows.setdefault(row, {}).setdefault(column, text)
        if place >= _MAX_SHEETS:
            raise OfficeProblem(f"it has more than {_MAX_SHEETS} sheets")
        ordered = (
            [SheetCell(row, column, text) for column, text in sorted(texts.items())]
            for row, texts in sorted(rows.items())
        )
        workbook.setdefault(name, list(ordered))
    return workbook


_Cells = Iterator[tuple[int, int, str]]
"""Rows and columns from 1, with what is there."""


def _xlsx(package: Package) -> Iterator[tuple[str, _Cells]]:
    """The sheets of Excel: each is a part, texts are in a part of their own."""
    relations = package.relations(external=False)
    folder = package.main.rpartition("/")[0]
    content = package.part(f"{folder}/sharedStrings.xml" if folder else "sharedStrings.xml")
    # Cleaned here and not where they are shown, which may be in each of the cells.
    strings = [] if content is None else [seen(_text(item)) for item in _first(parse(content), "si")]
    named = [(sheet.get("name", ""), relations.get(sheet.get("id", ""))) for sheet in package.elements().iter("sheet")]
    inside = [(name, part) for name, part in named if part is not None]
    if len(inside) > len({part for _, part in inside}):
        raise OfficeProblem("several of its sheets are the same part; open it in Excel and save it again")
    size = 0
    for name, part in inside:
        content = package.part(part)
        if content is not None:
            size += len(content)
            if size > MAX_PART:
                raise OfficeProblem("its sheets unpack to more than any form needs")
            yield name, _cells_of_excel(parse(content), strings)


def _cells_of_excel(sheet: Element, strings: list[str]) -> _Cells:
    row = column = 0
    for element in sheet.iter():
        if element.tag == "row":
            row, column = _number(element.get("r", ""), row + 1), 0
        elif element.tag == "c":
            column += 1
            if address := _ADDRESS.fullmatch(element.get("r", "")):
                row, letters = int(address[2]), address[1]
                column = reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)
            text = _text(element)
            match element.get("t", "n"):
                case "s":
                    place = _number(text, len(strings))
                    text = strings[place] if place < len(strings) else ""
                case "b":
                    text = {"1": "TRUE", "0": "FALSE"}.get(text, text)
                case "n":
                    text = _plain(text)
            if text.strip() and 1 <= row <= _MAX_ROW and 1 <= column <= _MAX_COLUMN:
                yield row, column, seen(text)


def _text(holder: Element) -> str:
    """The text of an element: `v` holds a value, `t` a text in the cell itself; `rPh`, a pronunciation, is left out."""
    parts = (element.text or "" for element in _first(holder, "v", "t", "rPh", "c") if element.tag in ("v", "t"))
    return "".join(parts)


def _first(holder: Element, *names: str) -> Iterator[Element]:
    """The elements of these names, but none inside another: a file may put each into each, and all would be read often.

    Measured otherwise: 22 KB of texts in texts became 2.6 GB.
    """
    waiting = list(holder)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag in names:
            yield element
        else:
            waiting.extend(reversed(element))


def _cells_of_libreoffice(table: Element) -> _Cells:
    """Rows and cells are in order, each with how often it is repeated."""
    row = 0
    for line in _first(table, "table-row"):
        texts: list[tuple[int, str]] = []
        column = 0
        for cell in line:
            if cell.tag not in ("table-cell", "covered-table-cell"):
                continue
            last = min(column + _times(cell, "number-columns-repeated"), _MAX_COLUMN)
            match cell.get("value-type", ""):
                case "" | "string":
                    shown = "\n".join(_line(paragraph) for paragraph in cell if paragraph.tag == "p")
                case "boolean":
                    shown = cell.get("boolean-value", "").upper()
                case _:
                    shown = _plain(cell.get("value", cell.get("date-value", "")))
            if shown.strip():
                shown = seen(shown)
                texts += [(place, shown) for place in range(column + 1, last + 1)]
            column = last
        last = min(row + _times(line, "number-rows-repeated"), _MAX_ROW)
        if texts:
            yield from ((place, column, text) for place in range(row + 1, last + 1) for column, text in texts)
        row = last


def _line(paragraph: Element) -> str:
    """The text of a paragraph, which writes some characters as elements."""
    parts = [paragraph.text or ""]
    for element in paragraph:
        match element.tag:
            case "s":
                parts.append(" " * min(_times(element, "c"), 100))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case "annotation":
                pass
            case _:
                parts.append(_line(element))
        parts.append(element.tail or "")
    return "".join(parts)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _times(element: Element, name: str) -> int:
    """How often something is repeated; once where that is not a sound number."""
    return max(_number(element.get(name, ""), 1), 1)


def _plain(number: str) -> str:
    """A number as a person writes it: 7 for 7.0, 7.5 for 7.500000000000001 as Excel stores it at times."""
    if _NUMBER.fullmatch(number) is None:
        return number
    try:
        return f"{float(number):.15g}"
    except ValueError:
        return number
