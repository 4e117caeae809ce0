"""Records as CSV after RFC 4180, for spreadsheets and programs."""

import csv
import re
from io import StringIO

from secon_cli.output.document import Records
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
