"""Records as CSV after RFC 4180, and as workbooks with what was left out and where the numbers come from.

A text is a text whatever it begins with: nothing that comes from a file becomes a formula, a number or a link by
itself, and the same result gives the same bytes.
"""

import csv
import io
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from math import ceil
from typing import Any

from secon_cli.analysis.results import Provenance
from secon_cli.output.document import Records, line
from secon_cli.output.pages.shared import provenance_text
from secon_cli.output.plain_text import one_line
from secon_cli.output.wire import number

_COMMANDS = ("::", "##[", "##vso[")
"""What a job's log runs at the beginning of a line."""
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
_AFTER_SEPARATOR = re.compile(rf"([;\t,])\s*(?=[{re.escape(''.join(_RUN_BY_SPREADSHEETS))}])")
BOM = "\ufeff"
"""What Excel needs at the beginning of a file to read it as UTF-8."""


def render_csv(records: Records, *, bom: bool = False) -> str:
    """The records with a header; numbers have six decimals, and no text is run or starts a line of its own."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(records.columns)
    for row in records.rows:
        cells = (safe_cell(value) if isinstance(value, str) else "" if value is None else value for value in row)
        writer.writerow([number(value) if isinstance(value, float) else value for value in cells])
    for note in records.notes:
        writer.writerow([safe_cell(note), *[""] * (len(records.columns) - 1)])
    return f"{BOM if bom else ''}{out.getvalue()}"


def safe_cell(text: str) -> str:
    """Text on one line that a spreadsheet shows and does not run: what begins like a formula gets an apostrophe.

    Spreadsheets that split at `;` or tabs begin a cell there too, so a formula behind one is defused as well.
    """
    plain = _AFTER_SEPARATOR.sub(r"\1'", one_line(text)) if text else ""
    return f"'{plain}" if text[:1].isspace() or plain.startswith((*_RUN_BY_SPREADSHEETS, *_COMMANDS)) else plain


# --- Workbooks ---

HEAD: Mapping[str, Any] = {"bold": True, "text_wrap": True, "bg_color": "#E6E6E6", "valign": "bottom"}
"""A shade, because LibreOffice prints the text below a line too close to it."""
TEXT: Mapping[str, Any] = {"indent": 1}
WRAPPED: Mapping[str, Any] = {"indent": 1, "text_wrap": True}
LINK: Mapping[str, Any] = {"indent": 1, "font_color": "#0B5394", "underline": 1}
_LONGEST, _LONGEST_LINK = 32_767, 2_079
"""Characters that Excel keeps of a text and of an address."""
MOST_ROWS, _MOST_LINKS = 1_048_576, 65_000
"""Rows of a sheet, and links on it."""
_WIDEST, _MEASURED = 60, 200
"""The widest column in characters, and the rows that its width is taken from."""
_LINE, _HIGHEST = 15, 409
"""The height of a line, and the highest row that Excel allows, in points."""
_PAGE = 320
"""Characters across an A4 page in landscape that can still be read, in letters of about 5 points."""
_RUN = ("=", "+", "-", "@")
"""What becomes a formula when its cell is edited."""


class Book:
    """A workbook that is being written."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._links = 0

    def format(self, style: Mapping[str, Any], **more: Any) -> Any:
        """The format of that style; one for each that is used."""
        key = tuple(sorted({"valign": "top", **style, **more}.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(key))
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, style: Mapping[str, Any] = TEXT) -> None:
        """A text on one line, which does not become a formula when it is edited."""
        shown = cell_text(text)
        quoted = {"quote_prefix": True} if shown.startswith(_RUN) else {}
        sheet.write_string(row, column, shown, self.format(style, **quoted))

    def link(self, sheet: Any, row: int, column: int, url: str) -> None:
        """A link to a web page; anything else, and links past the most that Excel allows, are written as text."""
        shown = one_line(url)
        is_address = shown == url and url.startswith(("http://", "https://")) and len(url) <= _LONGEST_LINK
        if not is_address or self._links >= _MOST_LINKS:
            self.text(sheet, row, column, url)
        else:
            self._links += 1
            sheet.write_url(row, column, url, self.format(LINK), shown[:_LONGEST])

    def cell(self, sheet: Any, row: int, column: int, value: object, style: Mapping[str, Any] = TEXT) -> None:
        """A value of a table."""
        if isinstance(value, bool):
            self.text(sheet, row, column, "yes" if value else "no", style)
        elif isinstance(value, int | float):
            number = {"num_format": "0.0##"} if isinstance(value, float) else {}
            sheet.write_number(row, column, value, self.format({**style, "indent": 0, **number}))
        elif value is not None and value != "":
            self.text(sheet, row, column, str(value), style)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Any:
        """A sheet with one table, which can be filtered; its last row says how many rows Excel cannot hold."""
        sheet = self.workbook.add_worksheet(name)
        more = len(rows) - (MOST_ROWS - 1)
        if more > 0:
            rows = [*rows[: MOST_ROWS - 2], [f"{more + 1:,} more rows do not fit on a sheet"]]
        styles, widths, names = list[Mapping[str, Any]](), list[int](), 0
        for column, head in enumerate(columns):
            cells = [row[column] for row in rows[:_MEASURED] if column < len(row) and row[column] is not None]
            numbers = any(isinstance(value, int | float) for value in cells)
            self.text(sheet, 0, column, head, {**HEAD, "align": "right"} if numbers else {**TEXT, **HEAD})
            sizes = [len(f"{value:.1f}" if isinstance(value, float) else str(value)) for value in cells]
            width = max([*map(len, head.split() if numbers else [head]), *sizes]) + 2
            widths.append(min(width, _WIDEST))
            sheet.set_column(column, column, widths[-1])
            styles.append(WRAPPED if width > _WIDEST else TEXT)
            # The first column of texts has the names of the rows.
            names = names or (0 if numbers else column + 1)
        fit(sheet, 0, columns, widths)
        wrapped = [column for column, style in enumerate(styles) if style is WRAPPED]
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self.cell(sheet, place, column, value, styles[column])
            inside = [column for column in wrapped if column < len(row)]
            fit(sheet, place, [row[column] for column in inside], [widths[column] for column in inside])
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        printed(sheet, widths, names)
        return sheet

    def ending(self, provenance: Provenance, about: Sequence[tuple[str, str]] = ()) -> None:
        """The last sheets: the files that were left out, and where the numbers come from."""
        left_out = [[file.path, file.errors] for file in provenance.left_out]
        self.table("Left out", ["File", "Errors"], left_out or [["No file was left out"]])
        rubric = provenance.rubric
        source = "".join(span.text for span in line(provenance_text(provenance)))
        options = []
        for name, value in provenance.options.items():
            parts = [f"{key}={number}" for key, number in value.items()] if isinstance(value, Mapping) else value
            words = ", ".join(map(str, parts)) if isinstance(parts, list | tuple) else str(parts)
            options.append((f"Option {name.replace('_', ' ')}", words))
        rows: list[tuple[str, object]] = [
            *about,
            ("Source", source),
            ("Rubric", f"{rubric.rubric} {rubric.version}"),
            ("Hash of the rubric", rubric.sha256),
            ("As of", rubric.as_of.isoformat()),
            *options,
            ("Practices", "those that ship with secon" if provenance.shipped else "those of the files below"),
            ("Program", f"secon {provenance.version}"),
            (
                "What scores are not",
                "A score judges a description by a rubric. It is no judgement of people or regions.",
            ),
            *((f"Input {file.path}", f"sha256 {file.sha256}") for file in provenance.inputs),
        ]
        sheet = self.workbook.add_worksheet("About")
        widths = [46, 100]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for place, (head, value) in enumerate(rows):
            self.text(sheet, place, 0, head, {**WRAPPED, "bold": not head.startswith("Input ")})
            self.cell(sheet, place, 1, value, WRAPPED)
            fit(sheet, place, [head, value], widths)
        printed(sheet, widths)


def cell_text(text: str) -> str:
    """A text as a cell shows it: on one line, harmless, and no longer than Excel keeps."""
    shown = one_line(text)
    return f"{shown[: _LONGEST - 1]}…" if len(shown) > _LONGEST else shown


def fit(sheet: Any, row: int, values: Sequence[object], widths: Sequence[int], least: int = 1) -> None:
    """Make a row as high as its wrapped texts: not every program does so itself.

    Widths are in digits; letters are narrower, by a fifth or more in a sentence.
    """
    texts = [(cell_text(value), width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)]
    lines = max([least, *(len(textwrap.wrap(text, width + width // 10)) for text, width in texts)])
    if lines > 1:
        sheet.set_row(row, min(lines * _LINE, _HIGHEST))


def printed(sheet: Any, widths: Sequence[int], names: int = 0, head: int = 0) -> None:
    """Fit a sheet to the width of as many pages as it takes to be read, each with its headings and names of rows."""
    sheet.set_landscape()
    sheet.set_paper(9)
    repeated = sum(widths[:names])
    across = ceil((sum(widths) - repeated) / (_PAGE - repeated))
    sheet.fit_to_pages(across, 0)
    sheet.repeat_rows(head)
    if across > 1 and names:
        sheet.repeat_columns(0, names - 1)


@contextmanager
def written(title: str, provenance: Provenance) -> Iterator[tuple[Book, io.BytesIO]]:
    """A workbook to fill in, and the bytes that it is when that is done."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    as_texts = {f"strings_to_{kind}": False for kind in ("formulas", "numbers", "urls")}
    with Workbook(content, {"in_memory": True, **as_texts}) as workbook:
        # Not the clock: the same result gives the same bytes.
        created = datetime.combine(provenance.as_of, datetime.min.time(), UTC)
        workbook.set_properties(
            {"title": one_line(title), "comments": f"Written by secon {provenance.version}", "created": created}
        )
        yield Book(workbook), content


def tables_workbook(title: str, provenance: Provenance, tables: Mapping[str, Records]) -> bytes:
    """Tables as sheets by name, without the columns that repeat the source, which is on the last sheet."""
    source = {"rubric", "rubric_sha256", "as_of"}
    with written(title, provenance) as (book, content):
        for name, records in tables.items():
            kept = [place for place, column in enumerate(records.columns) if column not in source]
            heads = [records.columns[place].replace("_", " ") for place in kept]
            heads = [head[:1].upper() + head[1:] for head in heads]
            book.table(name, heads, [[row[place] for place in kept] for row in map(list, records.rows)])
        book.ending(provenance)
    return content.getvalue()
