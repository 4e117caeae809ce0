"""The text of a Word document (.docx): what is seen, paragraph by paragraph and cell by cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from secon_cli.reading.office import Blocks, Cell, Hyperlink, Note, Paragraph, Table
from secon_cli.reading.office.archive import MAX_TEXT, OfficeKind, OfficeProblem, Package, parse, seen

_MAX_CELLS = 50_000
_MAX_PARAGRAPHS = 100_000
_MAX_ABOUT, _MAX_OPEN = 80, 20
"""Characters of the words that a comment is about, and comments that may be about the same word."""
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')
_HEADING = re.compile(r"heading\d?|title", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset(("Fallback", "del", "moveFrom", "rPrChange", "pPrChange", "object", "pict"))
"""What is not seen, or seen elsewhere: an alternative for old programs, deleted text, the state before a change."""


def read_word(data: bytes) -> Blocks:
    """Read a document; OfficeProblem says why it is not read, and what to do."""
    package = Package(data)
    if package.kind is not OfficeKind.DOCX:
        raise OfficeProblem("this is a workbook; expected a Word document (.docx)")
    return _Reader(package.relations(external=True)).blocks(package.elements())


def read_notes(data: bytes) -> dict[str, list[Note]]:
    """The comments, footnotes and endnotes of a document, by these words; OfficeProblem as above."""
    package = Package(data)
    # All programs give these parts the same names.
    parts = {part.rpartition("/")[2]: part for part in package.relations(external=False).values()}
    notes: dict[str, list[Note]] = {}
    for kind in ("comments", "footnotes", "endnotes"):
        content = package.part(parts.get(f"{kind}.xml", ""))
        if content is None:
            continue
        document, reader = _Reader({}), _Reader({})
        if kind == "comments":
            document.blocks(package.elements())
        for element in parse(content):
            # One inside another is read with that one.
            if f"{element.tag}s" == kind and (text := reader.cell(element).text):
                about = " ".join(seen("".join(document.about.get(element.get("id", ""), ()))).split())
                about = about if len(about) < _MAX_ABOUT else f"{about[: _MAX_ABOUT - 1]}…"
                notes.setdefault(kind, []).append(Note(text, about))
    return notes


@dataclass(slots=True)
class _OpenParagraph:
    parts: list[str] = field(default_factory=list)
    links: list[Hyperlink] = field(default_factory=list)
    heading: bool = False
    link: str = ""
    """The address of the link that is open, and where in `parts` its words begin."""
    link_from: int = 0

    def begin_link(self, url: str) -> None:
        self.link, self.link_from = url, len(self.parts)

    def end_link(self) -> None:
        if self.link:
            self.links.append(Hyperlink(seen("".join(self.parts[self.link_from :])).strip(), self.link))
        self.link = ""


class _Reader:
    """Walks through the elements of a document in their order."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._links = addresses
        self._hidden = False
        self._placeholders = 0
        """How many fields are open that only invite to be filled in."""
        self._instruction: list[str] | None = None
        """The code of a field, between its beginning and what it shows."""
        self._cells = self._paragraphs = self._addresses = 0
        self.about: dict[str, list[str]] = {}
        """The words that comments are about, by the ids of comments, and which of these are open."""
        self._open: set[str] = set()

    def blocks(self, parent: Element) -> Blocks:
        """The paragraphs and tables in the body or a cell."""
        blocks: Blocks = []
        self._walk(parent, blocks)
        return blocks

    def _walk(
        self,
        parent: Element,
        blocks: Blocks,
        paragraph: _OpenParagraph | None = None,
        rows: list[list[Cell]] | None = None,
    ) -> None:
        """Read what is in an element; `paragraph` and `rows` are those of the paragraph and table around it."""
        for element in parent:
            match element.tag:
                case name if name in _SKIPPED:
                    continue
                case "p":
                    blocks.append(self._paragraph(element, blocks))
                case "tbl":
                    table: list[list[Cell]] = []
                    self._walk(element, blocks, paragraph, table)
                    blocks.append(Table(tuple(tuple(row) for row in table if row)))
                case "tr" if rows is not None:
                    rows.append([])
                    self._walk(element, blocks, paragraph, rows)
                case "tc" if rows:
                    rows[-1].append(self.cell(element))
                case "sdt":
                    invites = _is_on(element.find("sdtPr/showingPlcHdr"))
                    self._placeholders += invites
                    self._walk(element, blocks, paragraph, rows)
                    self._placeholders -= invites
                case name:
                    self._comment_range(name, element.get("id", ""))
                    if paragraph is not None:
                        self._within_paragraph(element, parent, paragraph)
                    self._walk(element, blocks, paragraph, rows)
                    if paragraph is not None and name in ("hyperlink", "fldSimple"):
                        paragraph.end_link()

    def _paragraph(self, element: Element, blocks: Blocks) -> Paragraph:
        self._paragraphs += 1
        if self._paragraphs > _MAX_PARAGRAPHS:
            raise OfficeProblem(f"it has more than {_MAX_PARAGRAPHS:,} paragraphs")
        own = _OpenParagraph()
        self._note(" ")
        self._walk(element, blocks, own)
        own.end_link()
        return Paragraph(seen("".join(own.parts)), tuple(own.links), own.heading)

    def cell(self, element: Element) -> Cell:
        """A cell, or a note; a table in it becomes a paragraph a row."""
        self._cells += 1
        if self._cells > _MAX_CELLS:
            raise OfficeProblem(f"it has more than {_MAX_CELLS:,} cells")
        paragraphs: list[Paragraph] = []
        for block in self.blocks(element):
            if isinstance(block, Paragraph):
                paragraphs.append(block)
                continue
            for row in block.rows:
                links = tuple(link for cell in row for paragraph in cell.paragraphs for link in paragraph.links)
                paragraphs.append(Paragraph("\t".join(cell.text for cell in row), links))
        merged = element.find("tcPr/vMerge")
        return Cell(tuple(paragraphs), merged is not None and merged.get("val", "continue") == "continue")

    def _within_paragraph(self, element: Element, parent: Element, paragraph: _OpenParagraph) -> None:
        match element.tag:
            case "pStyle":
                paragraph.heading = _HEADING.match(element.get("val", "")) is not None
            case "r":
                self._hidden = _is_on(element.find("rPr/vanish"))
            case "t" | "instrText" as name if name == "t" or self._instruction is not None:
                # Not what is in elements in it: of texts inside each other, 22 KB became 5 GB.
                self._write(element.text or "", paragraph)
            case "tab" | "br" | "cr" | "noBreakHyphen" as name if parent.tag == "r":
                self._write(_CHARACTERS[name], paragraph)
            case "hyperlink":
                if (address := self._links.get(element.get("id", ""))) is not None:
                    # One address may be that of a hundred thousand links, and takes no room in the file.
                    self._addresses += len(address)
                    if self._addresses > MAX_TEXT:
                        raise OfficeProblem(f"the addresses of its links have more than {MAX_TEXT:,} characters")
                    paragraph.begin_link(address)
            case "fldSimple":
                self._begin_field_link(element.get("instr", ""), paragraph)
            case "fldChar":
                self._field(element.get("fldCharType", ""), paragraph)

    def _field(self, kind: str, paragraph: _OpenParagraph) -> None:
        """A field is written as its code, its separator, what it shows, and its end."""
        code = self._instruction
        if kind in ("begin", "separate", "end"):
            self._instruction = [] if kind == "begin" else None
        if kind == "separate":
            self._begin_field_link("".join(code or ()), paragraph)
        elif kind == "end":
            paragraph.end_link()

    def _begin_field_link(self, code: str, paragraph: _OpenParagraph) -> None:
        if link := _FIELD_LINK.match(code):
            paragraph.begin_link(seen(link[1]))

    def _write(self, text: str, paragraph: _OpenParagraph) -> None:
        if self._instruction is not None:
            self._instruction.append(text)
        elif not self._hidden and not self._placeholders:
            paragraph.parts.append(text)
            self._note(text)

    def _comment_range(self, name: str, id: str) -> None:
        if name == "commentRangeStart" and len(self._open) < _MAX_OPEN:
            self._open.add(id)
        elif name == "commentRangeEnd":
            self._open.discard(id)

    def _note(self, text: str) -> None:
        for id in self._open:
            words = self.about.setdefault(id, [])
            if len(words) < _MAX_ABOUT:
                words.append(text[:_MAX_ABOUT])


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in _OFF
