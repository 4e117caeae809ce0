"""The text of a Word document (.docx): what is seen, paragraph by paragraph and cell by cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from secon_cli.reading.office.archive import MAX_TEXT, OfficeKind, OfficeProblem, Relation, open_package, parse, seen
from secon_cli.reading.office.content import Cell, Hyperlink, Paragraph, Table, WordText

_MAX_CELLS = 50_000
_MAX_PARAGRAPHS = 100_000
_MAX_SPAN = 63
"""Columns that a table of Word can have."""
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')
_HEADING = re.compile(r"heading\d?|title", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_SKIPPED = frozenset(("Fallback", "del", "moveFrom", "rPrChange", "pPrChange", "object", "pict"))
"""What is not seen, or seen elsewhere: an alternative for old programs, deleted text, the state before a change."""


def read_word(data: bytes) -> WordText:
    """Read a document; OfficeProblem says why it is not read, and what to do."""
    package = open_package(data)
    if package.kind is not OfficeKind.DOCX:
        raise OfficeProblem("this is a workbook; expected a Word document (.docx)")
    content = package.part(package.main)
    if content is None:
        raise OfficeProblem("it is damaged; open it in Word or LibreOffice and save it again")
    reader = _Reader(package.relations(package.main))
    parse(content, reader.start, reader.end, reader.text)
    return WordText(tuple(reader.body.blocks))


@dataclass(slots=True)
class _OpenParagraph:
    parts: list[str] = field(default_factory=list)
    links: list[Hyperlink] = field(default_factory=list)
    heading: bool = False
    link: str = ""
    """The address of the link that is open, and where in `parts` its words begin."""
    link_from: int = 0

    def closed(self) -> Paragraph:
        return Paragraph(seen("".join(self.parts)), tuple(self.links), self.heading)

    def begin_link(self, url: str) -> None:
        self.link, self.link_from = url, len(self.parts)

    def end_link(self) -> None:
        if self.link:
            self.links.append(Hyperlink(seen("".join(self.parts[self.link_from :])).strip(), self.link))
        self.link = ""


@dataclass(slots=True)
class _Holder:
    """The body, or a cell: what is in it so far."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    span: int = 1
    continued: bool = False

    def cell(self) -> Cell:
        """It as a cell; a table inside becomes a paragraph a row."""
        paragraphs: list[Paragraph] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                paragraphs.append(block)
                continue
            for row in block.rows:
                links = tuple(link for cell in row for one in cell.paragraphs for link in one.links)
                paragraphs.append(Paragraph("\t".join(cell.text for cell in row), links))
        return Cell(tuple(paragraphs), self.span, self.continued)


class _Reader:
    """Takes the elements of a document one after the other."""

    def __init__(self, relations: Mapping[str, Relation]) -> None:
        self.body = _Holder()
        self._relations = relations
        self._holders = [self.body]
        self._paragraphs: list[_OpenParagraph] = []
        self._tables: list[list[list[Cell]]] = []
        self._open: list[tuple[str, bool]] = []
        self._skipped = 0
        self._placeholders: list[bool] = []
        self._hidden = False
        self._in_text = False
        self._instruction: list[str] | None = None
        self._cells = self._count = self._addresses = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
            return
        # Elements in places where they mean nothing are remembered as such, so that their end means nothing either.
        self._open.append((name, self._began(name, attributes)))

    def _began(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Take an element; whether its end matters."""
        if name in ("p", "tbl", "tr", "tc"):
            return self._structure(name)
        above = self._open[-1][0] if self._open else ""
        match name:
            case "gridSpan" | "vMerge" if len(self._holders) > 1:
                self._merged(name, attributes.get("val"))
            case "sdt":
                self._placeholders.append(False)
                return True
            case "showingPlcHdr" if self._placeholders:
                self._placeholders[-1] = attributes.get("val", "1") not in _OFF
            case "r":
                self._hidden = False
            case "vanish" if above == "rPr" and any(open_name == "r" for open_name, _ in self._open[-2:-1]):
                self._hidden = attributes.get("val", "1") not in _OFF
            case "t" | "instrText":
                # The code of a field is never seen; without its beginning it is not kept at all.
                self._in_text = name == "t" or self._instruction is not None
                return True
            case _:
                return bool(self._paragraphs) and self._within_paragraph(name, above, attributes)
        return False

    def _structure(self, name: str) -> bool:
        """A paragraph, or a part of a table where it belongs into one."""
        if name == "p":
            self._count += 1
            if self._count > _MAX_PARAGRAPHS:
                raise OfficeProblem(f"it has more than {_MAX_PARAGRAPHS:,} paragraphs")
            self._paragraphs.append(_OpenParagraph())
        elif name == "tbl":
            self._tables.append([])
        elif not self._tables:
            return False
        elif name == "tr":
            self._tables[-1].append([])
        elif not self._tables[-1]:
            return False
        else:
            self._cells += 1
            if self._cells > _MAX_CELLS:
                raise OfficeProblem(f"it has more than {_MAX_CELLS:,} cells")
            self._holders.append(_Holder())
        return name != "tr"

    def _merged(self, name: str, value: str | None) -> None:
        """A cell that is as wide as several, or that belongs to the one above."""
        if name == "vMerge":
            self._holders[-1].continued = value in (None, "continue")
        elif value is not None and value.isascii() and value.isdigit() and len(value) < 4:
            self._holders[-1].span = min(int(value), _MAX_SPAN)

    def _within_paragraph(self, name: str, above: str, attributes: Mapping[str, str]) -> bool:
        paragraph = self._paragraphs[-1]
        match name:
            case "pStyle":
                paragraph.heading = _HEADING.match(attributes.get("val", "")) is not None
            case "tab" if above == "r":
                self._write("\t")
            case "br" | "cr":
                self._write("\n")
            case "noBreakHyphen":
                self._write("-")
            case "hyperlink":
                relation = self._relations.get(attributes.get("id", ""))
                if relation is not None and relation.external:
                    self._lead_to(relation.target)
                return True
            case "fldSimple":
                if link := _FIELD_LINK.match(attributes.get("instr", "")):
                    paragraph.begin_link(seen(link[1]))
                return True
            case "fldChar":
                self._field(attributes.get("fldCharType", ""))
        return False

    def _lead_to(self, address: str) -> None:
        """Begin a link; one address may be that of a hundred thousand, and takes no room in the file."""
        self._addresses += len(address)
        if self._addresses > MAX_TEXT:
            raise OfficeProblem(f"the addresses of its links have more than {MAX_TEXT:,} characters")
        self._paragraphs[-1].begin_link(address)

    def _field(self, kind: str) -> None:
        """A field is written as its code, its separator, what it shows, and its end."""
        if kind == "begin":
            self._instruction = []
        elif kind == "separate":
            if self._instruction and (link := _FIELD_LINK.match("".join(self._instruction))):
                self._paragraphs[-1].begin_link(seen(link[1]))
            self._instruction = None
        elif kind == "end":
            self._instruction = None
            self._paragraphs[-1].end_link()

    def text(self, part: str) -> None:
        if self._in_text and not self._skipped:
            self._write(part)

    def _write(self, part: str) -> None:
        if self._instruction is not None:
            self._instruction.append(part)
        elif self._paragraphs and not self._hidden and not any(self._placeholders):
            self._paragraphs[-1].parts.append(part)

    def end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        name, matters = self._open.pop()
        if not matters:
            return
        match name:
            case "p":
                self._paragraphs[-1].end_link()
                self._holders[-1].blocks.append(self._paragraphs.pop().closed())
            case "tc":
                self._tables[-1][-1].append(self._holders.pop().cell())
            case "tbl":
                rows = tuple(tuple(row) for row in self._tables.pop() if row)
                self._holders[-1].blocks.append(Table(rows))
            case "sdt":
                self._placeholders.pop()
            case "hyperlink" | "fldSimple":
                self._paragraphs[-1].end_link()
            case _:
                self._in_text = False
