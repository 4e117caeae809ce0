"""What Word documents are made of: elements as XML, and the file around them, zipped so that bytes repeat.

Written with the standard library alone, so that a report needs no extra, is quick to write, and has no dates or other
hidden content. Everything is text: nothing of the data becomes a field, a picture or a formula. Elements follow
ECMA-376 (transitional), in the order of its schemas.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from secon_cli.output.document import Align, Bar, Cell, DivergingBar, Strip, Text, line
from secon_cli.output.plain_text import visible

INK, MUTED, ACCENT, RULE, WASH = "1A1A1A", "595959", "1C5D99", "D4D4D4", "F4F6F9"
MONO = "Consolas"
TEXT_WIDTH = 9412
"""Of A4 between its margins, in twentieths of a point."""
BULLETS = 1
"""The list with bullets; numbered lists follow, each a list of its own."""
UNIT = 42
"""Width of a space of a bar, in twentieths of a point: 8 points of Courier New, at 43 % of its width."""
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
"""White space that is made one space; spaces that do not break stay what they are."""
_SPACE = "\u00a0"
"""What bars are made of: it is neither broken nor dropped at the end of a line, and not read aloud."""
_BAR_FONT = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_FILE = Path(__file__).with_name("word_file.xml")
"""The parts of a file, with `{placeholders}` for what differs."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip file can hold."""


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
    return clean("".join(span.text for span in line(text)))


def clean(text: str) -> str:
    """The text on one line, without characters that XML forbids or that command or turn a text."""
    return visible(_SPACES.sub(" ", text))


def text(text: str, properties: str = "") -> str:
    """A piece of text that may come from outside."""
    return run(clean(text), properties)


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
    style = '<w:pStyle w:val="TableText"/>'
    kept = f"{style}<w:keepNext/>"
    return [row.replace(kept, style).replace(style, kept) for row in rows[:-1]] + list(rows[-1:])


GAP = paragraph("", "FigureNote", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')
"""What keeps two tables apart."""


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
    rows: Sequence[str], widths: Sequence[int], style: str, *, title: str = "", description: str = "", header: bool
) -> str:
    """A table of fixed columns and the gap after it, with a title and a description for people who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    alternative = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    if description:
        alternative += f'<w:tblDescription w:val="{attribute(description)}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0420" if header else "0400"}" w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{alternative}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{GAP}"
    )


# --- File -------------------------------------------------------------------------------------------------------------


def word_file(
    body: str, *, links: Iterable[str] = (), numbered: int = 0, title: str = "", cover: bool = False
) -> bytes:
    """The bytes of a file of paragraphs and tables: the same for the same content.

    The first of its `links` has the id `rId101`, the first of its `numbered` lists is `BULLETS + 1`. Where the first
    page is a `cover`, it has no header and footer.
    """
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    filled = {
        "body": body,
        "title": escape(title),
        "running_title": run(title),
        "cover": "<w:titlePg/>" if cover else "",
        "links": "".join(
            f'<Relationship Id="rId{101 + place}" Type="{kind}" Target="{attribute(url)}" TargetMode="External"/>'
            for place, url in enumerate(links)
        ),
        "lists": "".join(
            f'<w:num w:numId="{BULLETS + 1 + place}"><w:abstractNumId w:val="1"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for place in range(numbered)
        ),
        "ink": INK,
        "muted": MUTED,
        "accent": ACCENT,
        "rule": RULE,
        "wash": WASH,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in re.findall(r'<part name="(.*?)">(.*?)</part>', _FILE.read_text("utf-8"), re.DOTALL):
            # An element that begins a line follows the one before; an attribute needs a space.
            text = re.sub(r"\n +", " ", re.sub(r"\n *(?=[<{]|$)", "", part)).format_map(filled)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            package.writestr(info, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())
    return buffer.getvalue()
