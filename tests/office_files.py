"""Office files for tests, written by hand from their parts: sound ones, and those that a stranger could send."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def packed(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(
        file, "w", compression, compresslevel=1 if compression == zipfile.ZIP_DEFLATED else None
    ) as to:
        for name, content in parts.items():
            to.writestr(name, content)
    return file.getvalue()


def types(part: str, content_type: str) -> str:
    """The part that names the main part and its type."""
    return f'<Types xmlns="{_TYPES}"><Override PartName="/{part}" ContentType="{content_type}"/></Types>'


def docx(body: bytes | str, *, head: str = "", relations: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """A Word document with this body; `head` comes before its root."""
    inside = body.encode() if isinstance(body, str) else body
    start = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}"><w:body>'
    document = start.encode() + inside + b"</w:body></w:document>"
    own: dict[str, bytes | str] = {
        "[Content_Types].xml": types("word/document.xml", WORD_TYPE),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
    }
    return packed({**own, **(parts or {})})


def relation(id: str, target: str, *, external: bool = True) -> str:
    """A relation of a part."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id}" Type="{_OFFICE}/hyperlink" Target="{escape(target)}"{mode}/>'


def paragraph(text: str, style: str = "") -> str:
    """A paragraph, in a style such as Heading1; a line break for each new line."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r>{lines}</w:r></w:p>"


def noted(kind: str, notes: Sequence[str], body: str) -> bytes:
    """A document with notes of a kind (comments, footnotes): the content of each, with ids from 0."""
    inside = "".join(f'<w:{kind[:-1]} w:id="{id}">{note}</w:{kind[:-1]}>' for id, note in enumerate(notes))
    part = f'<w:{kind} xmlns:w="{W}">{inside}</w:{kind}>'.encode()
    related = relation("n", f"{kind}.xml", external=False)
    return docx(body, relations=related, parts={f"word/{kind}.xml": part})


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of texts; each line of a cell is a paragraph."""
    written = []
    for row in rows:
        cells = ("".join(paragraph(line) for line in cell.split("\n")) for cell in row)
        written.append(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>")
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def xlsx(cells: str, *, strings: str | None = None, sheet: str | None = None) -> bytes:
    """A workbook of one sheet `Ratings` with these rows."""
    content = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>' if sheet is None else sheet
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": types("xl/workbook.xml", EXCEL_TYPE),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Ratings" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f"{relation('rId1', 'worksheets/sheet1.xml', external=False)}</Relationships>",
        "xl/worksheets/sheet1.xml": content,
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    return packed(parts)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods(rows: str) -> bytes:
    """A workbook of LibreOffice with one sheet `Ratings` of these rows."""
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" '
        f'xmlns:text="{_ODF}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Ratings">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
