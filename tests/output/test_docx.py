"""Word files: valid, the same bytes twice, readable by others, and harmless whatever the data holds."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from openxml_audit import OpenXmlValidator

from secon_cli.analysis.report import Report
from secon_cli.commands.inputs import load_practices, load_rubric
from secon_cli.commands.report import report_of
from secon_cli.commands.score import Basis
from secon_cli.commands.values import ReportContents
from secon_cli.output.document import (
    Bar,
    Block,
    Caption,
    Code,
    Column,
    DivergingBar,
    Divider,
    Document,
    Fact,
    Facts,
    Figure,
    FigureCriterion,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    Row,
    Span,
    Strip,
    Table,
    code,
    data,
    line,
    link,
)
from secon_cli.output.pages.report import report_page
from secon_cli.output.renderers import word
from secon_cli.output.renderers.docx import render_docx
from tests.conftest import in_process

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = (
    "</w:t></w:r><w:p/>",
    '{ HYPERLINK "https://evil.example" } MERGEFIELD x',
    "=HYPERLINK(1)",
    "a\x00b\x0bc\x1b[31m\ud800\ufffe",
    "left\u202eright",
    "]]><!-- & &amp; <!DOCTYPE x>",
)


@pytest.fixture(scope="module")
def report(shipped: Report) -> bytes:
    return render_docx(report_page(shipped))


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _document(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(_parts(content)["word/document.xml"])


def _text(content: bytes) -> str:
    return "".join(part.text or "" for part in _document(content).iter(f"{W}t"))


def _problems(content: bytes, folder: Path) -> Sequence[str]:
    """What the rules of Word's own SDK for documents find, schemas included."""
    path = folder / "a.docx"
    path.write_bytes(content)
    return [f"{error.part_uri} {error.path}: {error.description}" for error in OpenXmlValidator().validate(path).errors]


@pytest.mark.slow
def test_the_whole_report_is_valid(report: bytes, tmp_path: Path) -> None:
    assert _problems(report, tmp_path) == []


def test_the_report_of_a_region_is_valid(tmp_path: Path) -> None:
    options = ReportContents(regions=("haskovo",), draws=200)
    content = render_docx(report_page(report_of(Basis(load_practices(None), load_rubric()), options)))
    assert _problems(content, tmp_path) == []


def test_what_is_not_valid_is_found(tmp_path: Path) -> None:
    """Without this, the test above might see nothing: elements in another order are no valid document."""
    parts = _parts(render_docx(Document([Heading("Title", 1)])))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:pPr>", b"<w:pPr><w:jc w:val='left'/>", 1)
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert _problems(broken.getvalue(), tmp_path)


def test_the_same_bytes_twice(report: bytes) -> None:
    again = render_docx(report_page(report_of(Basis(load_practices(None), load_rubric()), ReportContents(draws=500))))
    assert report == again
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_program_reads_it(report: bytes) -> None:
    read = docx.Document(io.BytesIO(report))
    styles = [paragraph.style.name for paragraph in read.paragraphs if paragraph.style is not None]
    titles = {practice.title for practice in load_practices(None).collection.practices}
    practices = {
        paragraph.text for paragraph in read.paragraphs if paragraph.style and paragraph.style.name == "Heading 3"
    }
    assert titles <= practices
    assert styles.count("Title") == 1
    assert read.core_properties.title == read.paragraphs[0].text
    assert read.core_properties.language == "en-GB"
    assert read.styles.element.find(f".//{W}lang").get(f"{W}val") == "en-GB"
    section = read.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_headings_contents_and_captions(report: bytes) -> None:
    root = _document(report)
    anchors = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    bookmarks = [start.get(f"{W}name") for start in root.iter(f"{W}bookmarkStart")]
    assert len(anchors) > 30
    assert set(anchors) <= set(bookmarks)
    assert len(bookmarks) == len(set(bookmarks))
    fields = " ".join(part.text or "" for part in root.iter(f"{W}instrText"))
    assert fields.count("TOC ") == 1
    assert fields.count("SEQ Figure") == 4


def _property(table: ElementTree.Element, name: str, attribute: str) -> str:
    found = table.find(f"{W}tblPr/{W}{name}")
    assert found is not None
    return found.get(f"{W}{attribute}") or ""


def test_tables_repeat_their_header_and_keep_their_rows(report: bytes) -> None:
    tables = list(_document(report).iter(f"{W}tbl"))
    with_header = [table for table in tables if _property(table, "tblLook", "firstRow") == "1"]
    assert len(with_header) >= 18 + 6
    for table in with_header:
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    for table in tables:
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        widths = [int(column.get(f"{W}w") or 0) for column in table.iter(f"{W}gridCol")]
        assert min(widths) > 0
        assert sum(widths) == int(_property(table, "tblW", "w"))
    described = [table for table in tables if table.find(f"{W}tblPr/{W}tblDescription") is not None]
    assert len(described) >= 3


def test_only_links_lead_out_of_the_file(report: bytes) -> None:
    parts = _parts(report)
    targets = re.findall(rb'Target="([^"]*)"([^>]*)', b"".join(parts[name] for name in parts if name.endswith(".rels")))
    external = [target for target, more in targets if b"External" in more]
    assert len(external) > 20
    assert all(re.match(rb"https?://|mailto:", target) for target in external)
    assert all(b"://" not in target for target, more in targets if b"External" not in more)


def _nasty_blocks() -> list[Block]:
    blocks: list[Block] = [Heading(data(NASTY[0]), 1), Heading(data(NASTY[1]), 2)]
    for nasty in NASTY:
        text = line(
            data(nasty), code(nasty), link(nasty, "javascript:alert(1)"), link("site", "https://example.org/?a=1&b=<")
        )
        blocks += [
            Paragraph(text),
            Note(text),
            Items([Item(text, mark=data(nasty), inner=[Items([text], ordered=True), Paragraph(text)]), text]),
            Facts([Fact(data(nasty), [text, text]), Fact("", [text])]),
            Table(
                [
                    Column(data(nasty), flex=True),
                    Column("Bar", width=10),
                    Column("Two", width=10),
                    Column("Three", width=9),
                ],
                [
                    Row(text, Bar(30, possible=50), DivergingBar(-3, 4), Strip((0.1, 0.9), 2, (1, 2), (1, 2))),
                    Divider(data(nasty)),
                    Divider(),
                    Row(text, Bar(0), DivergingBar(0, 0), Strip((), 1, (1, 1), (1, 1))),
                ],
                caption=data(nasty),
            ),
            Code([nasty, f"  {nasty}"]),
        ]
    return blocks


@pytest.mark.parametrize("chapters", [False, True])
def test_hostile_texts_stay_text(chapters: bool, tmp_path: Path) -> None:
    content = render_docx(Document(_nasty_blocks(), chapters=chapters))
    assert _problems(content, tmp_path) == []
    text = _text(content)
    for nasty in (NASTY[0], NASTY[1], NASTY[2], NASTY[5]):
        assert nasty in text
    assert "\u202e" not in text
    root = _document(content)
    fields = {(part.text or "").split()[0] for part in root.iter(f"{W}instrText")}
    assert fields <= {"TOC", "SEQ"}
    assert b"javascript" not in _parts(content)["word/_rels/document.xml.rels"]
    docx.Document(io.BytesIO(content))


def test_what_is_empty_is_valid_too(tmp_path: Path) -> None:
    blocks: list[Block] = [
        Heading("", 2),
        Paragraph(""),
        Items([]),
        Items([Item("", inner=[])]),
        Facts([]),
        Facts([Fact("label", [])]),
        Table([], []),
        Table([Column("Only")], [], header=False),
        Table([Column("Only")], [Divider()], header=False),
        Table([Column("Only")], []),
        Table([Column("")], [Row("")]),
        Code([]),
    ]
    for chapters in (False, True):
        assert _problems(render_docx(Document(blocks, chapters=chapters)), tmp_path) == []
    assert _problems(render_docx(Document([])), tmp_path) == []


def test_bars_stay_in_their_columns() -> None:
    """Also a strip of more places than there is room for; the one that is taken is still seen."""
    strip = Strip(tuple(float(place == 700) for place in range(1_000)), 701, (701, 701), (701, 701))
    row = Row("name", strip, Bar(100, possible=100), Bar(250), DivergingBar(9, 4))
    columns = [Column("Name", flex=True), *(Column(name, width=20) for name in ("a", "b", "c", "d"))]
    table = _document(render_docx(Document([Table(columns, [row])]))).find(f".//{W}tbl")
    assert table is not None
    widths = [int(column.get(f"{W}w") or 0) for column in table.iter(f"{W}gridCol")]
    cells = [*table.iter(f"{W}tr")][1].findall(f"{W}tc")
    for cell, width in zip(cells[1:], widths[1:], strict=True):
        spaces = sum(len(part.text or "") for part in cell.iter(f"{W}t"))
        # A space is 8 points of a font whose letters are 0.6 wide, at 43 %: in twentieths of a point.
        assert 0 < spaces * 0.6 * 8 * 20 * 0.43 < width
    shades = [part.get(f"{W}fill") for part in cells[1].iter(f"{W}shd")]
    assert shades == ["08306B"]


def test_a_figure_shades_parts_of_bars_and_scores() -> None:
    """20 and 40 points are two shades, the second twice as wide; up to 90 is lighter; a score shades its cell."""
    bar, score = Bar(60, possible=90, parts=(20.0, 40.0)), Span("100", shade=1.0)
    table = Table([Column("Name", flex=True), Column("Bar", width=46), Column("Eff")], [Row("A", bar, score)])
    criteria = [FigureCriterion("Rel", "Relevance", 0.4), FigureCriterion("Eff", "Effectiveness", 0.6)]
    content = render_docx(Document([Figure(Caption("Title", "Points", "Described", "Source"), table, criteria)]))
    root = _document(content)
    assert "Relevance 40 %" in _text(content)
    assert "Effectiveness 60 %" in _text(content)
    _, drawn, shaded = [*root.iter(f"{W}tr")][1].findall(f"{W}tc")
    sizes = [len(text.text or "") for text in drawn.iter(f"{W}t")]
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=1)
    assert sum(sizes) == pytest.approx(90 / 20 * sizes[0], abs=3)
    assert len({part.get(f"{W}fill") for part in drawn.iter(f"{W}shd")}) == 3
    assert [part.get(f"{W}fill") for part in shaded.iter(f"{W}shd")] == ["08306B"]
    assert root.find(f".//{W}tblDescription") is not None


@pytest.mark.parametrize(
    ("rows", "name", "kept"),
    [(20, "A", True), (30, "A", False), (20, "A long name " * 30, False), (20, "A name of three lines " * 4, False)],
)
def test_a_figure_that_fills_a_page_does_not_leave_its_caption_alone(rows: int, name: str, *, kept: bool) -> None:
    table = Table([Column("Name", flex=True), Column("Bar", width=46)], [Row(name, Bar(60))] * rows)
    root = _document(render_docx(Document([Figure(Caption("Title", "Points", "Described", "Source"), table)])))
    first = [*root.iter(f"{W}tr")][1]
    assert (first.find(f".//{W}keepNext") is not None) is kept


def test_words_of_narrow_columns_fit_in_a_wide_font() -> None:
    """A digit of DejaVu Sans takes 0.64 of 9 points, a bold letter 0.75 of 8.5; the margins of a cell are 170."""
    columns = [Column("#"), Column("Qua"), Column("Practice", flex=True), Column("Bar", width=46), Column("Total")]
    rows = [Row("10", "100", "A practice with a long name " * 4, Bar(60), "86.6")] * 5
    root = _document(render_docx(Document([Table(columns, rows)])))
    widths = [int(column.get(f"{W}w") or 0) for column in root.iter(f"{W}gridCol")]
    for place, letters in ((0, 2), (1, 3), (4, 4)):
        assert widths[place] >= letters * 0.64 * 9 * 20 + 170
    assert widths[1] >= 3 * 0.75 * 8.5 * 20 + 170


def test_headings_begin_pages_where_the_page_says_so() -> None:
    blocks = [Heading("Title", 1), Heading("First", 2), Heading("Second", 2, new_page=True)]
    breaks = [
        paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
        for paragraph in _document(render_docx(Document(blocks))).iter(f"{W}p")
        if "".join(text.text or "" for text in paragraph.iter(f"{W}t")) in {"First", "Second"}
    ]
    assert breaks == [False, True]


def test_spaces_that_do_not_break_are_kept() -> None:
    assert ">8\u00a0% a\u202fb c<" in word.text("8\u00a0% a\u202fb \n\t c")


def test_a_page_of_another_command(tmp_path: Path) -> None:
    for arguments in (("show", "altum"), ("compare", "riga", "peloponnese"), ("compare",)):
        path = tmp_path / "page.docx"
        ended = in_process(*arguments, "--output", str(path))
        assert ended.code == 0, ended.err
        assert _problems(path.read_bytes(), tmp_path) == []
        assert len(_text(path.read_bytes())) > 500


def test_a_word_file_needs_a_name() -> None:
    ended = in_process("report", "--format", "docx")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_every_practice(report: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(report)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", "report.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=300,
    )
    text = subprocess.run(
        ["pdftotext", "report.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    words = " ".join(text.split())
    for practice in load_practices(None).collection.practices:
        assert " ".join(practice.title.split()) in words
    # Header and page number are on a page that is empty otherwise.
    assert [number for number, page in enumerate(text.split("\f")[:-1], 1) if len(page) < 150] == []
