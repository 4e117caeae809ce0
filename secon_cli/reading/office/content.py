"""What was read from an Office file: the paragraphs and tables of a text, the cells of a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link in a text: the words that are shown, and the address behind them."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it is seen, with the links in it; `heading` is whether its style is one of a heading."""

    text: str
    links: tuple[Hyperlink, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `continued` is whether it belongs to the cell above, with which it is merged."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """Its text, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; rows need not have the same number of cells."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class WordText:
    """The body of a text document."""

    blocks: tuple[Paragraph | Table, ...]


class SheetCell(NamedTuple):
    """A cell with something in it: its address such as `E5`, its row and column from 1, and its value as text."""

    address: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows that have something in them, from the top, with their cells from the left."""

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]

    def __iter__(self) -> Iterator[tuple[SheetCell, ...]]:
        """The rows."""
        return iter(self.rows)

    def text(self, row: int, column: int) -> str:
        """The value at a place, from 1; empty where there is none."""
        return next((cell.text for cells in self.rows for cell in cells if cell[1:3] == (row, column)), "")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook, in order, hidden ones included."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def address(row: int, column: int) -> str:
    """`E5` for row 5, column 5."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
