"""What Word documents are made of: elements as XML, and the file around them, zipped so that bytes repeat.

Written with the standard library alone from templates of our own, so that a report needs no extra, is quick to write,
and has no dates or other hidden content. Parts follow ECMA-376 (transitional), element by
element in the order of its schemas.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from secon_cli.output.document import Align, Bar, Cell, DivergingBar, Strip, Text, line
from secon_cli.output.plain_text import visible

INK, MUTED, ACCENT, RULE, WASH = "1A1A1A", "595959", "1C5D99", "D4D4D4", "F4F6F9"
FONT, MONO = "Calibri", "Consolas"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1247
"""A4 and its margins, in twentieths of a point."""
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
BULLETS = 1
"""The list with bullets; numbered lists follow, each a list of its own."""
UNIT = 42
"""Width of a space of a bar, in twentieths of a point: 8 points of Courier New, at 43 % of its width."""
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_SPACE = "\u00a0"
"""What bars are made of: it is neither broken nor dropped at the end of a line, and not read aloud."""
_BAR_FONT = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_ONE_PAGE = 24
"""Rows up to which a figure is kept on one page."""


# --- Text -------------------------------------------------------------------------------------------------------------


def run(text: str, properties: str = "") -> str:
    """A piece of text; tabs and line ends have to be made `<w:tab/>` and `<w:br/>` before."""
    if not text:
        return ""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """A field that Word computes, with the result that is shown until then."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def attribute(text: str) -> str:
    """A text as the value of an attribute, without its quotation marks."""
    return escape(text, {'"': "&quot;"})


def plain(text: Text | Cell) -> str:
    """The text without marks of code, as it is counted and used in titles."""
    if isinstance(text, Bar | DivergingBar | Strip):
        return ""
    return clean("".join(span.text if span.is_data else span.text.replace("`", "") for span in line(text)))


def clean(text: str) -> str:
    """The text on one line, without characters that XML forbids or that command or turn a text."""
    return visible(_SPACES.sub(" ", text))


def letters(*, bold: bool = False, color: str = "", code: bool = False) -> str:
    """The properties of a run, in the order of the schema."""
    return (
        (f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="{MONO}"/>' if code else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:noProof/>" if code else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
    )


def bar(parts: Iterable[tuple[int, str]]) -> str:
    """Runs of spaces of the same width, each with its shade; no shade is the paper."""
    merged = [(sum(size for size, _ in group), fill) for fill, group in groupby(parts, key=lambda part: part[1])]
    return "".join(
        run(
            _SPACE * size,
            _BAR_FONT
            + '<w:noProof/><w:w w:val="43"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
            + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.removeprefix("#").upper()}"/>' if fill else ""),
        )
        for size, fill in merged
        if size > 0
    )


def paragraph(
    content: str,
    style: str = "",
    properties: str = "",
    *,
    numbering: str = "",
    indent: str = "",
    alignment: Align = Align.LEFT,
) -> str:
    """A paragraph; `properties` are those that come before its numbering."""
    jc = "" if alignment is Align.LEFT else f'<w:jc w:val="{alignment.value}"/>'
    own = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties + numbering + indent + jc
    return f"<w:p>{f'<w:pPr>{own}</w:pPr>' if own else ''}{content}</w:p>"


def numbered(level: int, number: int) -> str:
    """Properties of a paragraph that is an item of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def kept(rows: Sequence[str]) -> list[str]:
    """The rows of a table that goes on one page: all but the last are kept with what follows them."""
    if len(rows) > _ONE_PAGE:
        return list(rows)
    style = '<w:pStyle w:val="TableText"/>'
    kept = f"{style}<w:keepNext/>"
    return [row.replace(kept, style).replace(style, kept) for row in rows[:-1]] + list(rows[-1:])


def gap() -> str:
    """What keeps two tables apart."""
    return paragraph("", "FigureNote", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')


def cell(
    width: int,
    content: str,
    *,
    span: int = 1,
    fill: str = "",
    bottom: bool = False,
    ruled: bool = False,
    center: bool = False,
) -> str:
    """A cell; `ruled` draws a line above it, `bottom` one below."""
    sides = (f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{INK}"/>' if ruled else "") + (
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{MUTED}"/>' if bottom else ""
    )
    own = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f"<w:tcBorders>{sides}</w:tcBorders>" if sides else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.removeprefix("#").upper()}"/>' if fill else "")
        + ('<w:vAlign w:val="center"/>' if center else '<w:vAlign w:val="bottom"/>' if bottom else "")
    )
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, header: bool = False, whole: bool = True) -> str:
    """A row; a header is repeated on each page, and a `whole` one is not split between pages."""
    own = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{own}</w:trPr>' if own else ''}{''.join(cells)}</w:tr>"


def table(
    rows: Sequence[str], widths: Sequence[int], style: str, *, title: str, description: str = "", header: bool
) -> str:
    """A table of fixed columns, with a title and a description for people who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    alternative = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    if description:
        alternative += f'<w:tblDescription w:val="{attribute(description)}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0420" if header else "0400"}" w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{alternative}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# --- File ---

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = f'xmlns:w="{W}" xmlns:r="{_R}"'
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip file can hold."""

_ACCENTS = (ACCENT, "2171B5", "6BAED6", "9ECAE1", "595959", "8C8C8C")

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/{part}.xml" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for part, kind in (
            ("word/document", "officedocument.wordprocessingml.document.main"),
            ("word/styles", "officedocument.wordprocessingml.styles"),
            ("word/numbering", "officedocument.wordprocessingml.numbering"),
            ("word/settings", "officedocument.wordprocessingml.settings"),
            ("word/header1", "officedocument.wordprocessingml.header"),
            ("word/footer1", "officedocument.wordprocessingml.footer"),
            ("word/fontTable", "officedocument.wordprocessingml.fontTable"),
            ("word/theme/theme1", "officedocument.theme"),
            ("docProps/core", "package.core-properties"),
            ("docProps/app", "officedocument.extended-properties"),
        )
    )
    + "</Types>"
)
_SETTINGS = (
    f'{_HEAD}<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
_FONTS = (
    f"{_HEAD}<w:fonts {_NAMESPACES}>"
    + "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, family, pitch in (
            (FONT, "swiss", "variable"),
            (MONO, "modern", "fixed"),
            ("Courier New", "modern", "fixed"),
        )
    )
    + "</w:fonts>"
)


@dataclass(frozen=True, slots=True)
class WordParts:
    """What goes into the file next to what is always the same."""

    body: str
    """Paragraphs and tables, as XML."""
    links: Sequence[str] = ()
    """Addresses of links; the first has the id `rId101`."""
    numbered: int = 0
    """How many numbered lists there are; the first is `BULLETS + 1`."""
    title: str = ""
    cover: bool = False
    """Whether the first page is a cover, without header and footer."""


def word_file(parts: WordParts) -> bytes:
    """The bytes of the file: the same for the same parts."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="1361" w:right="{MARGIN}" w:bottom="1247" w:left="{MARGIN}" w:header="624" w:footer="567" '
        f'w:gutter="0"/><w:cols w:space="708"/>{"<w:titlePg/>" if parts.cover else ""}</w:sectPr>'
    )
    files = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relationships(
            ("rId1", f"{_R}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_R}/extended-properties", "docProps/app.xml"),
        ),
        # Without a date, so that the same report has the same bytes.
        "docProps/core.xml": (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>secon</dc:creator>'
            f"<dc:language>en-GB</dc:language><dc:title>{escape(parts.title)}</dc:title></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>secon</Application></Properties>"
        ),
        "word/document.xml": f"{_HEAD}<w:document {_NAMESPACES}><w:body>{parts.body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", f"{_R}/styles", "styles.xml"),
            ("rId2", f"{_R}/numbering", "numbering.xml"),
            ("rId3", f"{_R}/settings", "settings.xml"),
            ("rId4", f"{_R}/header", "header1.xml"),
            ("rId5", f"{_R}/footer", "footer1.xml"),
            ("rId6", f"{_R}/fontTable", "fontTable.xml"),
            ("rId7", f"{_R}/theme", "theme/theme1.xml"),
            *((f"rId{101 + place}", f"{_R}/hyperlink", url) for place, url in enumerate(parts.links)),
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(parts.numbered),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        "word/theme/theme1.xml": _theme(),
        "word/header1.xml": (
            f'{_HEAD}<w:hdr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
            f"{run(parts.title)}</w:p></w:hdr>"
        ),
        "word/footer1.xml": (
            f'{_HEAD}<w:ftr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
            f"{field('PAGE', '1')}{run(' / ')}{field('NUMPAGES', '1')}</w:p></w:ftr>"
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            package.writestr(info, text.encode())
    return buffer.getvalue()


# --- Parts ------------------------------------------------------------------------------------------------------------


def _relationships(*links: tuple[str, str, str]) -> str:
    written = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{attribute(target)}"'
        + (' TargetMode="External"/>' if kind.endswith("/hyperlink") else "/>")
        for id, kind, target in links
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _theme() -> str:
    """The colours and fonts of the styles, which Word offers when the report is edited."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    own = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": ACCENT,
        "lt2": WASH,
        **{f"accent{place}": color for place, color in enumerate(_ACCENTS, start=1)},
        "hlink": ACCENT,
        "folHlink": ACCENT,
    }
    colors = "".join(f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>' for name, color in own.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    edge = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_HEAD}<a:theme xmlns:a="{drawing}" name="secon"><a:themeElements>'
        f'<a:clrScheme name="secon">{colors}</a:clrScheme>'
        f'<a:fontScheme name="secon"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="secon"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{edge * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _numbering(numbered: int) -> str:
    bullets = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{284 * (level + 1)}" w:hanging="284"/></w:pPr>'
        f'<w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:lvl>'
        for level, sign in enumerate("•–•–•–")
    )
    numbers = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{level + 1}."/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{397 * (level + 1)}" w:hanging="397"/></w:pPr></w:lvl>'
        for level, kind in enumerate(["decimal", "lowerLetter", "lowerRoman"] * 2)
    )
    lists = "".join(
        f'<w:num w:numId="{BULLETS + 1 + place}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for place in range(numbered)
    )
    multilevel = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return (
        f"{_HEAD}<w:numbering {_NAMESPACES}>"
        f'<w:abstractNum w:abstractNumId="0">{multilevel}{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{multilevel}{numbers}</w:abstractNum>'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>'
    )


# --- Styles -----------------------------------------------------------------------------------------------------------


def _style(
    name: str,
    paragraph: str = "",
    letters: str = "",
    *,
    id: str = "",
    based: str = "Normal",
    following: str = "",
    ui: int = 99,
    quick: bool = True,
) -> str:
    """A paragraph style."""
    own = id or name.replace(" ", "")
    custom = ' w:customStyle="1"' if name in _OWN else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{own}"{custom}><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>'
        + (f'<w:next w:val="{following}"/>' if following else "")
        + f'<w:uiPriority w:val="{ui}"/>{"<w:qFormat/>" if quick else ""}'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{letters}</w:rPr>" if letters else "")
        + "</w:style>"
    )


_OWN = {
    "Table Text",
    "Table Head",
    "Fact Label",
    "Fact Item",
    "Figure Note",
    "Note",
    "Code Lines",
    "Marked Item",
    "Contents Note",
}
"""Styles that Word does not know by name."""


def _spaced(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _letters(size: float = 0, color: str = "", *, bold: bool = False) -> str:
    points = round(2 * size)
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/>' if size else "")
    )


def _styles() -> str:
    line_below = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
    line_above = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="{RULE}"/></w:pBdr>'
    keep = "<w:keepNext/><w:keepLines/>"
    accent_above = f'<w:pBdr><w:top w:val="single" w:sz="36" w:space="14" w:color="{ACCENT}"/></w:pBdr>'
    right = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    headings = [
        (1, f"{keep}{_spaced(480, 200)}", _letters(22, ACCENT, bold=True)),
        (2, f"{keep}{_spaced(400, 140)}", _letters(16, INK, bold=True)),
        (3, f"{keep}{_spaced(360, 100)}", _letters(13, ACCENT, bold=True)),
        (4, f"{keep}{line_above}{_spaced(150, 30)}", _letters(10, ACCENT, bold=True)),
        (5, f"{keep}{_spaced(160, 40)}", _letters(10, INK, bold=True)),
    ]
    styles = [
        (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            '<w:uiPriority w:val="0"/><w:qFormat/></w:style>'
        ),
        (
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        ),
        (
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
            '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        ),
        (
            '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        ),
        _style(
            "Title",
            f"{keep}{accent_above}{_spaced(3400, 480, 228)}",
            _letters(34, ACCENT, bold=True),
            ui=10,
            following="Normal",
        ),
        *(
            _style(
                f"heading {level}",
                f'{own}<w:outlineLvl w:val="{level - 1}"/>',
                letters,
                id=f"Heading{level}",
                ui=9,
                following="Normal",
            )
            for level, own, letters in headings
        ),
        _style("caption", f"{keep}{_spaced(280, 40)}", _letters(11, INK, bold=True), id="Caption", ui=35),
        _style("Figure Note", _spaced(0, 100), _letters(9, MUTED)),
        _style("Note", _spaced(60, 120), _letters(9, MUTED)),
        _style("Table Text", _spaced(25, 25, 240), _letters(9)),
        _style(
            "Table Head", f"<w:keepNext/>{_spaced(40, 40, 240)}", _letters(8.5, MUTED, bold=True), based="TableText"
        ),
        _style("Fact Label", _spaced(25, 25, 240), _letters(9, MUTED), based="TableText"),
        _style("Fact Item", f'{_spaced(0, 30, 240)}<w:ind w:left="198" w:hanging="198"/>', _letters(9)),
        _style("List Paragraph", f"{_spaced(0, 60)}<w:contextualSpacing/>", id="ListParagraph", ui=34),
        _style(
            "Marked Item",
            f'<w:tabs><w:tab w:val="left" w:pos="680"/></w:tabs>{_spaced(0, 60)}<w:ind w:left="680" w:hanging="680"/>',
        ),
        _style("Quote", f'{_spaced(60, 120)}<w:ind w:left="567" w:right="567"/>', _letters(0, MUTED), ui=29),
        _style(
            "Code Lines",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>{_spaced(0, 0, 240)}',
            f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="{MONO}"/><w:noProof/>{_letters(9)}',
        ),
        _style("TOC Heading", f"{keep}{_spaced(0, 240)}", _letters(22, ACCENT, bold=True), id="TOCHeading", ui=39),
        _style("toc 1", f"{right}{_spaced(90, 0)}", _letters(10.5, bold=True), id="TOC1", ui=39, quick=False),
        _style("toc 2", f'{right}{_spaced(20, 0)}<w:ind w:left="284"/>', _letters(10), id="TOC2", ui=39, quick=False),
        _style(
            "toc 3", f'{right}{_spaced(0, 0)}<w:ind w:left="567"/>', _letters(9.5, MUTED), id="TOC3", ui=39, quick=False
        ),
        _style("Contents Note", _spaced(240, 0), _letters(8.5, MUTED)),
        _style("header", f"{line_below}{_spaced(0, 0)}", _letters(8.5, MUTED), id="Header", quick=False),
        _style("footer", f'{_spaced(0, 0)}<w:jc w:val="right"/>', _letters(8.5, MUTED), id="Footer", quick=False),
        (
            '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
            '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
            f'<w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>'
        ),
        _table_style("Secon Table", inside=True),
        _table_style("Secon Facts", inside=True, bottom=False),
        _table_style("Secon Figure", inside=False),
    ]
    return (
        f"{_HEAD}<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/><w:color w:val="{INK}"/>'
        '<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{_spaced(0, 110, 259)}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{''.join(styles)}</w:styles>"
    )


def _table_style(name: str, *, inside: bool, bottom: bool = True) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    heavy = f'w:val="single" w:sz="8" w:space="0" w:color="{MUTED}"'
    borders = (f"<w:bottom {rule}/>" if bottom else "") + (f"<w:insideH {rule}/>" if inside else "")
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {heavy}/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )
