"""Ratings of an assessor as a file, and as a sheet to fill in: a rating and a reason for each criterion.

`checks/assessor_file.py` reads the sheet by the headings and the ids of practices, so those cells are locked.
"""

import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from secon_cli.checks.assessor_file import ABOUT, ASSESSOR, CONFLICT, ONLY, PRACTICE, RATINGS, REASON, ROLE
from secon_cli.output.new_files import TEXTS, WIDTH, field
from secon_cli.output.plain_text import one_line
from secon_cli.output.renderers.tables import fit
from secon_cli.practice.model import Practice
from secon_cli.reading.yaml_scalars import scalar
from secon_cli.rubric.model import Rubric

_SCALE = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 10,
    "error_title": "Not on the scale",
    "error_message": "Write a number from 0 to 10 in half points, such as 7 or 7.5.",
}
"""What a cell for a rating accepts."""


def blank_rating_sheet(assessor: str, practices: Iterable[Practice], rubric: Rubric) -> bytes:
    """The workbook to fill in; the same practices and criteria give the same bytes."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"Ratings of {assessor}", "created": datetime(2024, 1, 1, tzinfo=UTC)})
        top = {"text_wrap": True, "valign": "top"}
        yellow = {"locked": False, "bg_color": "#FFF8D6", "border": 1, "border_color": "#BFBFBF"}
        head, fixed, free = (
            book.add_format(top | more) for more in ({"bold": True, "bg_color": "#E6E6E6"}, {}, yellow)
        )
        about = book.add_worksheet(ABOUT)
        about.set_column(0, 0, 26)
        about.set_column(1, 1, 90)
        about.write_row(0, 0, [ASSESSOR], head)
        about.write_string(0, 1, assessor, free)
        about.write_row(1, 0, [ROLE], head)
        about.write_blank(1, 1, None, free)
        for row, text in enumerate(TEXTS["sheet"].splitlines(), 3):
            about.write_string(row, 1, text, fixed)
        about.fit_to_pages(1, 0)
        about.protect()
        ratings = book.add_worksheet(RATINGS)
        practices, criteria = sorted(practices, key=lambda practice: practice.id), rubric.criteria.values()
        columns = [(PRACTICE, 26), ("Title", 40), ("Region", 22)]
        for criterion in criteria:
            columns += [(criterion.title, 12), (f"{REASON}: {criterion.heading}", 36)]
        columns += [(CONFLICT, 30), (ONLY, 30)]
        widths = [width for _, width in columns]
        fit(ratings, 0, [one_line(heading) for heading, _ in columns], widths, least=2)
        for column, (heading, width) in enumerate(columns):
            ratings.set_column(column, column, width)
            ratings.write_string(0, column, one_line(heading), head)
        for column, criterion in zip(range(3, len(columns), 2), criteria, strict=False):
            asks = one_line(criterion.asks)
            ratings.write_comment(0, column, asks, {"x_scale": 2})
            if practices:
                # Shown when a cell is chosen; Excel allows a title of 32 characters and a message of 255.
                question = {"input_title": one_line(criterion.title)[:32], "input_message": asks[:255]}
                ratings.data_validation(1, column, len(practices), column, {**_SCALE, **question})
        for row, practice in enumerate(practices, 1):
            place = f"{practice.location.country} {practice.location.area}"
            texts = [practice.id, one_line(practice.title), one_line(place).strip()]
            # Three lines at least, for a short reason.
            fit(ratings, row, texts, widths[:3], least=3)
            for column, text in enumerate(texts):
                ratings.write_string(row, column, text, fixed)
            for column in range(3, len(columns)):
                ratings.write_blank(row, column, None, free)
        ratings.freeze_panes(1, 2)
        ratings.protect(options={"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
        ratings.set_landscape()
        ratings.set_paper(8)
        ratings.fit_to_pages(1, 0)
        ratings.repeat_rows(0)
    return content.getvalue()


# --- Ratings ---

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def blank_assessment(assessor: str, practices: Iterable[Practice], rubric: Rubric) -> str:
    """The file to fill in; what it says of practices and criteria is in comments."""
    lines = [
        *_comment(TEXTS["ratings"], 0),
        "#",
        *(
            line
            for part in rubric.criteria.values()
            for line in _comment(f"  {one_line(part.title)}: {one_line(part.asks)}", 0)
        ),
        "",
        "format: 1",
        f"assessor: {scalar(assessor)}",
        *_comment("In what capacity you rate, such as: adviser on social enterprises.", 0),
        "role:",
        "",
        *_comment(TEXTS["conflicts"], 0),
        "conflicts:",
        "",
        "ratings:",
    ]
    for practice in sorted(practices, key=lambda practice: practice.id):
        place = f"{practice.location.country} {practice.location.area}"
        lines += ["", *_comment(f"--- {one_line(practice.title)} ({one_line(place)})", 2), f"  {scalar(practice.id)}:"]
        for key in rubric.criteria:
            lines += [f"    {scalar(key)}:", "      rating:", "      reason:"]
    return "\n".join(lines) + "\n"


def filled_assessment(record: Mapping[str, Any]) -> str:
    """The file of an assessor whose ratings are known, as `Assessor` reads it."""
    lines = ["format: 1", *field("assessor", record.get("assessor", ""))]
    for name in ("role", "note", "conflicts"):
        if name in record:
            lines += field(name, record[name])
    lines += ["", "ratings:"] if record["ratings"] else ["ratings: {}"]
    for practice, ratings in record["ratings"].items():
        lines.append(f"  {scalar(practice)}:")
        for criterion, rating in ratings.items():
            lines.append(f"    {scalar(criterion)}:")
            for name, value in rating.items():
                lines += field(name, value, 6, typed=name == "rating" and _NUMBER.fullmatch(value) is not None)
    return "\n".join(lines) + "\n"


def _comment(text: str, indent: int) -> Iterator[str]:
    margin = " " * indent
    for line in text.splitlines():
        inside = " " * (len(line) - len(line.lstrip()))
        folded = textwrap.wrap(line, WIDTH - indent - 2, subsequent_indent=inside, break_long_words=False)
        yield from (f"{margin}# {part}".rstrip() for part in folded or [""])
