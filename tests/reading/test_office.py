"""Office files are read within bounds: texts and cells as they are seen, and hostile files refused at once."""

import functools
import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from secon_cli.reading.office import Hyperlink, Note, Paragraph, Table
from secon_cli.reading.office.archive import MAX_ELEMENTS, MAX_ENTRIES, MAX_PART, OfficeProblem
from secon_cli.reading.office.sheets import read_workbook
from secon_cli.reading.office.word import read_notes, read_word
from tests import office_files as make
from tests.work import counted, most_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def texts(body: str) -> list[str]:
    return [block.text for block in read_word(make.docx(body)) if isinstance(block, Paragraph)]


def cells(body: str) -> list[list[str]]:
    (table,) = [block for block in read_word(make.docx(body)) if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in table.rows]


# --- Texts --------------------------------------------------------------------------------------------------------


def test_paragraphs_and_tables_in_order() -> None:
    blocks = read_word(make.docx(make.paragraph("before") + make.table([["a", "b\nc"]]) + make.paragraph("after")))
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]
    assert cells(make.table([["a", "b\nc"], ["d", ""]])) == [["a", "b\nc"], ["d", ""]]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:r><w:t>twenty</w:t><w:noBreakHyphen/><w:t>one</w:t></w:r>", "twenty-one"),
        ("<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>", "new"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r>", "seen"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
        ("<w:sdt><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>", "chosen"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:r><w:t>Choose</w:t></w:r></w:sdt>", ""),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r>", "a"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>a</w:t></w:r>", "a"),
    ],
)  # fmt: skip
def test_what_is_seen_is_read(run: str, text: str) -> None:
    assert texts(f"<w:p>{run}</w:p>") == [text]


def test_links_are_read_with_their_addresses_and_never_followed() -> None:
    run = "<w:r><w:t>our page</w:t></w:r>"
    body = f'<w:p><w:hyperlink r:id="rId1">{run}</w:hyperlink><w:hyperlink r:id="rId2">{run}</w:hyperlink></w:p>'
    relations = make.relation("rId1", "https://example.org/a?b=1&c=2") + make.relation("rId2", "x.xml", external=False)
    (block,) = read_word(make.docx(body, relations=relations))
    assert isinstance(block, Paragraph)
    assert block.links == (Hyperlink("our page", "https://example.org/a?b=1&c=2"),)
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    (block,) = read_word(make.docx(field))
    assert block == Paragraph("there", (Hyperlink("there", "https://example.org/"),))


def test_comments_are_read_with_the_words_that_they_are_about() -> None:
    start, end = ('<w:commentRange{} w:id="{}"/>'.format(side, "{}") for side in ("Start", "End"))
    run = "<w:r><w:t>{}</w:t></w:r>".format
    body = (
        f"<w:p>{run('before ')}{start.format(0)}{run('twelve')}{start.format(1)}{run(' jobs')}{end.format(0)}</w:p>"
        f"<w:p>{run('in 2022, ' + 'long ' * 40)}{end.format(1)}{run('after')}</w:p>"
    )
    comments = [make.paragraph("thirteen") + make.paragraph("or more"), make.paragraph("since?"), make.paragraph("all")]
    read = read_notes(make.noted("comments", [*comments, "<w:p/>"], body))["comments"]
    about = f"jobs in 2022, {'long ' * 40}"[:79] + "…"
    assert read == [Note("thirteen\nor more", "twelve jobs"), Note("since?", about), Note("all")]


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_footnotes_are_read_without_what_separates_them(kind: str) -> None:
    data = make.noted(kind, ["<w:p><w:r><w:separator/></w:r></w:p>", make.paragraph("Annual report, p. 3")], "<w:p/>")
    assert read_notes(data) == {kind: [Note("Annual report, p. 3")]}
    assert read_notes(make.docx("<w:p/>")) == {}


def test_merged_cells() -> None:
    row = '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr>'
    below = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
    (table,) = read_word(make.docx(f"<w:tbl>{row}{below}</w:tbl>"))
    assert isinstance(table, Table)
    assert [[cell.continued for cell in line] for line in table.rows] == [[False], [True, False]]


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = make.table([["Start", "2021"], ["End", "2023"]])
    assert cells(f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>") == [["Start\t2021\nEnd\t2023"]]


@pytest.mark.parametrize(
    "body", ["<w:tc><w:p/></w:tc>", "<w:tbl><w:tc><w:p/></w:tc></w:tbl>", "<w:tr/>", "<w:t>a</w:t>"]
)
def test_parts_in_odd_places_do_no_harm(body: str) -> None:
    assert read_word(make.docx(f"{body}<w:p><w:r><w:t>after</w:t></w:r></w:p>"))[-1] == Paragraph("after")


# --- Cells --------------------------------------------------------------------------------------------------------


def test_cells_of_excel() -> None:
    rows = (
        '<row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2"><v>7.5000000000000009</v></c>'
        '<c r="D2" t="b"><v>1</v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
        '<c r="B4"><v>40</v></c></row>'
    )
    strings = "<si><t>unused</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>said so</t></rPh></si>"
    sheet = read_workbook(make.xlsx(rows, strings=strings))["Ratings"]
    assert [(cell.address, cell.text) for row in sheet for cell in row] == [
        ("B2", "rich text"), ("C2", "7.5"), ("D2", "TRUE"), ("A4", "inline"), ("B4", "40"),
    ]  # fmt: skip


def test_cells_of_libreoffice() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/>'
        '</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="float" office:value="7.5"><office:annotation><text:p>Note</text:p>'
        '</office:annotation><text:p>7,5</text:p></table:table-cell><table:table-cell office:value-type="string">'
        '<text:p>two<text:s text:c="2"/>words</text:p><text:p>line</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )
    (sheet,) = read_workbook(make.ods(rows)).values()
    assert [(cell.address, cell.text) for row in sheet for cell in row] == [
        ("C4", "7.5"), ("D4", "two  words\nline"), ("A5", "x"), ("A6", "x"),
    ]  # fmt: skip


def test_a_far_cell_costs_nothing() -> None:
    sheet = read_workbook(make.xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))["Ratings"]
    assert [cell.address for row in sheet for cell in row] == ["XFD1048576"]


def test_parts_inside_each_other_are_read_once() -> None:
    """Read once for each part around it, a text of 22 KB fills 5 GB."""
    assert texts("<w:p><w:r><w:t>a<w:t>b<w:t>c</w:t></w:t></w:t></w:r></w:p>") == ["abc"]
    field = '<w:fldChar w:fldCharType="{}"/>'
    code = '<w:instrText>HYPERLINK <w:instrText>"http://a.b"</w:instrText></w:instrText>'
    run = f"<w:r>{field.format('begin')}{code}{field.format('separate')}<w:t>a</w:t>{field.format('end')}</w:r>"
    assert read_word(make.docx(f"<w:p>{run}</w:p>")) == [Paragraph("a", (Hyperlink("a", "http://a.b"),))]
    strings = "<si><t>a</t><si><t>b</t></si></si><si><t>c</t></si>"
    row = '<row><c t="s"><v>1</v><c t="str"><v>d</v></c></c></row>'
    assert [cell.text for (cell, *_) in read_workbook(make.xlsx(row, strings=strings))["Ratings"]] == ["c"]
    inner = '<table:table table:name="Inner"><table:table-row><table:table-cell/></table:table-row></table:table>'
    cell = f"<table:table-cell><text:p>a</text:p>{inner}</table:table-cell>"
    assert list(read_workbook(make.ods(f"<table:table-row>{cell}</table:table-row>"))) == ["Ratings"]


_LONG = "".join(f"<{{0}}>{'abc ' * 200_000}</{{0}}>" for _ in range(4))
"""Four long texts; the letter outside the basic plane makes each character of what holds them four bytes."""
NESTED: dict[str, Callable[[], bytes]] = {
    "texts": lambda: make.docx(f"<w:p><w:r>{'<w:t>&#x1F600;' * 180}{_LONG.format('w:x')}{'</w:t>' * 180}</w:r></w:p>"),
    "codes": lambda: make.docx(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/>{"<w:instrText>&#x1F600;" * 180}{_LONG.format("w:x")}'
        f'{"</w:instrText>" * 180}<w:fldChar w:fldCharType="separate"/></w:r></w:p>'
    ),
    "strings of a workbook": lambda: make.xlsx(
        "", strings=f"{'<si><t>&#x1F600;</t>' * 180}{_LONG.format('t')}{'</si>' * 180}"
    ),
    "cells of a workbook": lambda: make.xlsx(f"<row>{'<c>' * 180}{'<v/>' * 200_000}{'</c>' * 180}</row>"),
    "tables of a workbook": lambda: make.ods(
        f"{'<table:table-row><table:table-cell><table:table>' * 60}{'<table:table-row/>' * 50_000}"
        f"{'</table:table></table:table-cell></table:table-row>' * 60}"
    ),
}  # fmt: skip


_OPEN = "".join(f'<w:commentRangeStart w:id="{id}"/>' for id in range(80_000))
NOTES: dict[str, Callable[[], bytes]] = {
    "comments inside each other": lambda: make.noted(
        "comments", [f"{'<w:comment>' * 180}{_LONG.format('w:t')}{'</w:comment>' * 180}"], "<w:p/>"
    ),
    "a text with many comments": lambda: make.noted(
        "comments", ["<w:p/>"], f"<w:p>{_OPEN}{'<w:t>a</w:t>' * 80_000}</w:p>"
    ),
}


@pytest.mark.parametrize("name", NOTES)
def test_notes_take_no_longer(name: str) -> None:
    data = NOTES[name]()
    assert counted(lambda: read_notes(data))[1] < 40 * MAX_ELEMENTS
    assert most_bytes(lambda: read_notes(data)) < 5 * MAX_PART


@pytest.mark.parametrize("name", NESTED)
def test_parts_inside_each_other_take_no_longer(name: str) -> None:
    data = NESTED[name]()
    read = read_workbook if "workbook" in name else read_word
    assert counted(lambda: read(data))[1] < 16 * MAX_ELEMENTS
    assert most_bytes(lambda: read(data)) < 5 * MAX_PART


# --- What is not read ---------------------------------------------------------------------------------------------


def typed(part: str, content_type: str) -> bytes:
    return make.packed({"[Content_Types].xml": make.types(part, f"application/vnd.{content_type}")})


def encrypted() -> bytes:
    file = bytearray(make.docx("<w:p/>"))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := file.find(sign, place + 1)) >= 0:
            file[place + at] |= 1
    return bytes(file)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + bytes(600), ".docx"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (encrypted(), "password"),
        (make.docx("<w:p/>", parts={"word/vbaProject.bin": b"x"}), "macros"),
        (typed("word/document.xml", "ms-word.document.macroEnabled.main+xml"), "macros"),
        (typed("xl/workbook.bin", "ms-excel.sheet.binary.macroEnabled.main"), ".xlsb"),
        (make.packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument text"),
        (make.packed({"photo.jpg": b"x"}), "not a .docx"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 ...}", "RTF"),
        (b"<html></html>", "web page"),
        (b"", "not a .docx"),
        (b"PK\x03\x04 and no more", "not a .docx"),
        (make.docx("<w:p/>")[:-30], "not a .docx"),
        (make.docx("<w:p>"), "damaged"),
        (make.xlsx(""), "workbook"),
    ],
)  # fmt: skip
def test_other_files_are_recognised(data: bytes, words: str) -> None:
    with pytest.raises(OfficeProblem) as caught:
        read_word(data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def zip_of_many() -> bytes:
    return make.packed({f"{number}": b"" for number in range(MAX_ENTRIES + 1)})


def hidden_directory() -> bytes:
    """A directory of the 64-bit form, which `zipfile` believes, behind a harmless one."""
    data = make.docx("<w:p/>")
    at = data.rfind(b"PK\x05\x06")
    return data[:at] + b"PK\x06\x07" + bytes(16) + data[at:]


def lying_size() -> bytes:
    """A part of 40 MB whose directory entry says 100 bytes."""
    data = bytearray(make.docx(b"<w:p/>" * 7_000_000))
    at = data.rfind(b"word/document.xml", 0, data.rfind(b"word/_rels"))
    data[at - 46 + 24 : at - 46 + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def same_sheets() -> bytes:
    """A workbook of a hundred sheets, all of them the same part."""
    with zipfile.ZipFile(io.BytesIO(make.xlsx("<row/>" * 150_000))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = b'<sheet name="Ratings" sheetId="1" r:id="rId1"/>'
    book = parts["xl/workbook.xml"]
    return make.packed({**parts, "xl/workbook.xml": book.replace(sheet, sheet * 100)})


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>'
BOMBS: dict[str, Callable[[], bytes]] = {
    "a part that unpacks to much": lambda: make.docx(b"<w:p/>" * 7_000_000),
    "many elements": lambda: make.docx(b"<w:p/>" * (MAX_PART // 6 - 100)),
    "many elements, stored as random as can be": lambda: make.docx(b"<w:r><w:t>a</w:t></w:r>" * 500_000),
    "many attributes": lambda: make.docx("<w:p" + "".join(f" a{place}=''" for place in range(1_300_000)) + "/>"),
    "deep": lambda: make.docx(b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000),
    "deep tables": lambda: make.docx(b"<w:tbl><w:tr><w:tc>" * 100 + b"</w:tc></w:tr></w:tbl>" * 100),
    "much text": lambda: make.docx(b"<w:p><w:r><w:t>" + b"word " * 1_000_000 + b"</w:t></w:r></w:p>"),
    "an entity": lambda: make.docx(make.paragraph("a") + "&a;", head=DOCTYPE),
    "an external entity": lambda: make.docx("&x;", head='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "a DOCTYPE alone": lambda: make.docx("<w:p/>", head='<!DOCTYPE w SYSTEM "http://example.org/x.dtd">'),
    "many parts": zip_of_many,
    "a hidden directory": hidden_directory,
    "a size that is not true": lying_size,
    "unusual packing": lambda: make.packed({"mimetype": "x"}, zipfile.ZIP_LZMA),
    "one address for many links": lambda: make.docx(
        "<w:p>" + '<w:hyperlink r:id="a"><w:r><w:t>x</w:t></w:r></w:hyperlink>' * 50_000 + "</w:p>",
        relations=make.relation("a", f"http://example.org/{'x' * 500_000}"),
    ),
    "a workbook with one text in many cells": lambda: make.xlsx(
        "<row>" + '<c t="s"><v>0</v></c>' * 50_000 + "</row>", strings=f"<si><t>{'x' * 1_000_000}</t></si>"
    ),
    "a long text in repeated cells": lambda: make.ods(
        '<table:table-row table:number-rows-repeated="300"><table:table-cell table:number-columns-repeated="300">'
        f"<text:p>{'x' * 1_000_000}</text:p></table:table-cell></table:table-row>"
    ),
    "a workbook with one part for many sheets": same_sheets,
    "a large workbook": lambda: make.xlsx('<row r="1"><c r="A1"><v>1</v></c></row>' * 150_000),
    "repeated cells": lambda: make.ods(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    ),
}  # fmt: skip


@functools.cache
def bomb(name: str) -> bytes:
    """A bomb, made once for all tests."""
    return BOMBS[name]()


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_at_once(name: str) -> None:
    """After sixteen calls at most for each element that a document may have; calls do not depend on the machine."""
    data, read = bomb(name), read_workbook if "workbook" in name or "cells" in name else read_word

    def refuse() -> None:
        with pytest.raises(OfficeProblem):
            read(data)

    assert counted(refuse)[1] < 16 * MAX_ELEMENTS


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the memory figures of Linux")
def test_no_bomb_fills_the_memory(tmp_path: Path) -> None:
    """In a process of its own that may use 200 MB."""
    paths = []
    for number, name in enumerate(BOMBS):
        paths.append(tmp_path / f"{number}")
        paths[-1].write_bytes(bomb(name))
    program = """
import sys
from secon_cli.reading.office.archive import OfficeProblem
from secon_cli.reading.office.sheets import read_workbook
from secon_cli.reading.office import Hyperlink, Paragraph, Table
from secon_cli.reading.office.word import read_word
for path in sys.argv[1:]:
    for read in (read_word, read_workbook):
        try:
            read(open(path, "rb").read())
        except OfficeProblem:
            pass
# Not `ru_maxrss`: that of a forked process begins at its parent's.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1024**3, 1024**3))

    ended = subprocess.run(
        [sys.executable, "-c", program, *map(str, paths)], capture_output=True, text=True, check=True, preexec_fn=limit
    )
    assert int(ended.stdout) < 200 * 1024
