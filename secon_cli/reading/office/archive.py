"""Which Office file it is, and its parts, within bounds that hold before anything is unpacked or parsed.

Measured without bounds: a text of 298 KB took a common library 44 s and 4 GB, and a workbook of 7 KB ended the process.
Nothing outside the file is ever opened: relations that lead out of it are addresses to show, no more.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from secon_cli.reading.yaml_reader import UNWANTED

MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file; a form with a dozen photographs has twenty million."""
MAX_PART = 16 * 1024 * 1024
"""Bytes of one part that is read, unpacked; the text of a 300-page book has six million."""
MAX_ENTRIES = 4096
MAX_RATIO = 400
"""How many times smaller than its content a part may be, from a megabyte on; real ones reach fifty."""
MAX_ELEMENTS = 250_000
MAX_DEPTH = 200
MAX_TEXT = 4_000_000
"""Elements, depth and characters of one part."""

_MAX_DIRECTORY = MAX_ENTRIES * 512
_SMALL = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _END_LENGTH = b"PK\x05\x06", 22
_END_64, _LOCATOR_LENGTH = b"PK\x06\x07", 20
_ENCRYPTED = 0x1
DAMAGED = "it is damaged; open it in Word or LibreOffice and save it again"
_NO_OFFICE_FILE = "this is not a .docx, .xlsx or .ods file, or it is damaged"
_PROTECTED = "it is protected by a password; save it without one"
_TOO_MANY_PARTS = f"it consists of more than {MAX_ENTRIES:,} parts, which no form needs"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_ATTRIBUTES = {
    *("Id", "Target", "TargetMode", "ContentType", "PartName", "val", "id", "instr", "fldCharType", "r", "t"),
    *("name", "c", "value-type", "value", "date-value", "boolean-value"),
    *("number-rows-repeated", "number-columns-repeated"),
}
"""Those that are looked at; the others take no room."""
_ONE_PIECE = re.compile(b"<[^<]{1000000}")
"""A tag with a million bytes of attributes, which took 3 s and 300 MB, or a text as long."""


class OfficeProblem(Exception):
    """A file that is not read, and what to do about it, in one line."""


class OfficeKind(StrEnum):
    """What is read: a text, or a workbook of one of two kinds."""

    DOCX = "docx"
    XLSX = "xlsx"
    ODS = "ods"


_NOT_READ: Final[Mapping[bytes, str]] = {
    b"%PDF": "this is a PDF; open the form in Word or LibreOffice and save it as .docx",
    b"{\\rtf": "this is RTF; open it in Word or LibreOffice and save it as .docx",
    b"<": "this is a web page or XML, not an Office file; save it as .docx",
}
_OTHER_TYPES: Final[Mapping[str, str]] = {
    "sheet.binary.macroenabled": "this is a binary workbook (.xlsb); save it as .xlsx",
    "macroenabled": "it holds macros; save it as .docx or .xlsx, without macros",
    "presentationml": "this is a presentation; put the form into a Word document",
    "wordprocessingml.template": "this is a template of Word; open it and save it as .docx",
    "spreadsheetml.template": "this is a template of Excel; open it and save it as .xlsx",
}
_OTHER_ODF: Final[Mapping[str, str]] = {
    "text": "this is an OpenDocument text; open it in LibreOffice or Word and save it as .docx",
    "presentation": "this is a presentation; put the form into a Word document",
}
_MAIN: Final[Mapping[str, OfficeKind]] = {
    "wordprocessingml.document.main+xml": OfficeKind.DOCX,
    "spreadsheetml.sheet.main+xml": OfficeKind.XLSX,
}


class Package:
    """An Office file that can be read; `main` is the part that holds the text or names the sheets.

    OfficeProblem says what a file is that is not read, and what to do with it.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = _archive(data)
        self.kind, self.main = self._recognised()
        if any(name.lower().endswith("vbaproject.bin") for name in self._archive.namelist()):
            raise OfficeProblem(_OTHER_TYPES["macroenabled"])

    def _recognised(self) -> tuple[OfficeKind, str]:
        """The kind of file and its main part, from what it says about itself."""
        odf = self.part("mimetype")
        if odf is not None:
            name = odf[:200].decode("ascii", "replace").strip().removeprefix("application/vnd.oasis.opendocument.")
            if b"encryption-data" in (self.part("META-INF/manifest.xml") or b""):
                raise OfficeProblem(_PROTECTED)
            if name == "spreadsheet":
                return OfficeKind.ODS, "content.xml"
            raise OfficeProblem(_OTHER_ODF.get(name, "this OpenDocument file is neither a text nor a workbook"))
        content = self.part("[Content_Types].xml")
        # The types of parts that an archive lists, each with the first part of the type that it names.
        types: dict[str, str] = {}
        for element in () if content is None else parse(content).iter():
            if element.tag in ("Override", "Default"):
                types.setdefault(element.get("ContentType", "").lower(), element.get("PartName", "").lstrip("/"))
        for type, part in types.items():
            for end, kind in _MAIN.items():
                if type.endswith(end):
                    return kind, part
        other = (what for type in types for sign, what in _OTHER_TYPES.items() if sign in type and "main" in type)
        raise OfficeProblem(next(other, "this archive is not a .docx, .xlsx or .ods file"))

    def part(self, name: str) -> bytes | None:
        """The content of a part; None where there is none. Raises OfficeProblem where it is beyond a bound."""
        try:
            entry = self._archive.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & _ENCRYPTED:
            raise OfficeProblem(_PROTECTED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise OfficeProblem("it is packed in an unusual way; open it in Word or LibreOffice and save it again")
        packed = max(entry.compress_size, 1)
        if entry.file_size > MAX_PART or (entry.file_size > _SMALL and entry.file_size / packed > MAX_RATIO):
            raise OfficeProblem(f"a part of it unpacks to {entry.file_size / 1024**2:,.0f} MB, which no form needs")
        try:
            with self._archive.open(entry) as file:
                # What the directory says of the size is a claim; one byte more than allowed is enough to know better.
                content = file.read(MAX_PART + 1)
        except _UNREADABLE as error:
            raise OfficeProblem(DAMAGED) from error
        if len(content) > MAX_PART:
            raise OfficeProblem("a part of it unpacks to more than any form needs")
        return content

    def elements(self) -> Element:
        """The elements of the main part."""
        content = self.part(self.main)
        if content is None:
            raise OfficeProblem(DAMAGED)
        return parse(content)

    def relations(self, *, external: bool) -> dict[str, str]:
        """Where the main part leads, by the ids of its relations: to other parts or, if `external`, out of the file.

        What is out of the file is an address to show, and never followed.
        """
        folder, _, name = self.main.rpartition("/")
        content = self.part(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        relations: dict[str, str] = {}
        for relation in () if content is None else parse(content).iter("Relationship"):
            # Cleaned here and not where it is used, which may be a hundred thousand times.
            id, target = relation.get("Id", ""), seen(relation.get("Target", ""))
            relations.pop(id, None)
            if external == (relation.get("TargetMode") == "External"):
                # Parts are named from the root (`/word/a.xml`) or from the folder (`../a.xml`).
                inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                relations[id] = target if external else inside
        return relations


def _archive(data: bytes) -> zipfile.ZipFile:
    if len(data) > MAX_FILE:
        raise OfficeProblem(f"it has more than {MAX_FILE // 1024**2} MB; remove pictures and save it again")
    if data.startswith(_OLE):
        old = "this is the old format of Word or Excel (.doc, .xls); save it as .docx or .xlsx"
        raise OfficeProblem(_PROTECTED if "EncryptedPackage".encode("utf-16-le") in data else old)
    for start, problem in _NOT_READ.items():
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            raise OfficeProblem(problem)
    # The size of the directory comes first: `zipfile` reads all of it, and a million empty entries fill the memory.
    at = data.rfind(_END, max(0, len(data) - _END_LENGTH - 0xFFFF))
    if at < 0 or len(data) < at + _END_LENGTH:
        raise OfficeProblem(_NO_OFFICE_FILE)
    entries = int.from_bytes(data[at + 10 : at + 12], "little")
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    # `zipfile` believes a directory of the 64-bit form wherever its locator is; no form of a practice needs that.
    large = data[max(0, at - _LOCATOR_LENGTH) : at].startswith(_END_64)
    if large or entries > MAX_ENTRIES or size > _MAX_DIRECTORY:
        raise OfficeProblem(_TOO_MANY_PARTS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
        raise OfficeProblem(_NO_OFFICE_FILE) from error
    if len(archive.infolist()) > MAX_ENTRIES:
        raise OfficeProblem(_TOO_MANY_PARTS)
    return archive


def seen(text: str) -> str:
    """A text with spaces in place of invisible characters that no practice file may hold."""
    return re.sub(UNWANTED, " ", text)


def parse(content: bytes) -> Element:
    """The elements of a part, by the local names of elements and of those attributes that are looked at.

    OfficeProblem for what is no XML, has a DOCTYPE (entities are how XML explodes, and cut text silently where they are
    not read), or is beyond a bound.
    """
    builder = TreeBuilder()
    elements = depth = characters = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements, depth
        elements += 1
        depth += 1
        if elements > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise OfficeProblem(f"it has more than {MAX_ELEMENTS:,} elements, or {MAX_DEPTH} inside each other")
        kept = {key: value for long, value in attributes.items() if (key := long.rpartition(" ")[2]) in _ATTRIBUTES}
        builder.start(name.rpartition(" ")[2], kept)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition(" ")[2])

    def text(part: str) -> None:
        nonlocal characters
        characters += len(part)
        if characters > MAX_TEXT:
            raise OfficeProblem(f"it has more than {MAX_TEXT:,} characters of text")
        builder.data(part)

    def refuse(*_: Any) -> None:
        raise OfficeProblem("it has a DOCTYPE, which no Office program writes; it is not read")

    if _ONE_PIECE.search(content):
        raise OfficeProblem("a piece of it is longer than any form needs")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        # In one piece: fed in pieces, old versions of expat scan a long token again for each of them.
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise OfficeProblem(DAMAGED) from error
    return builder.close()
