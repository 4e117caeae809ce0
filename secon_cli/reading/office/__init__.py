"""Office files, read as what they are: files from strangers. Standard library only, behind bounds.

Here is what is seen in a Word document: paragraphs, tables and notes.
"""

from dataclasses import dataclass


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
class Note:
    """A comment, footnote or endnote, and the beginning of the words that a comment is about."""

    text: str
    about: str = ""


Blocks = list[Paragraph | Table]
"""The body of a document, or what is in a cell."""
