"""The rating sheet of an assessor: written, filled in and read back, with every problem at its cell."""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from typing import TypeAlias
from xml.sax.saxutils import escape

import pytest

from secon_cli.checks.assessor_file import Rateable, RatingSheet, check_assessor, rating_sheet
from secon_cli.checks.checked_files import check_rubric
from secon_cli.checks.collection import usable_files
from secon_cli.output.rating_sheet import blank_rating_sheet, filled_assessment
from secon_cli.reading.document import Document
from secon_cli.reading.files import find_files
from secon_cli.reading.office.sheets import read_workbook
from secon_cli.reading.yaml_reader import read
from tests.small_project import RUBRIC, write_project

# Columns: practice, title, region, then rating and reason of relevance (D, E), timescale (F, G), effectiveness (H, I),
# and the conflict (J, K). Rows in the order of ids: de-tool-library 2, gr-orchard 3, lv-choir 4, lv-repair-cafe 5, …


def filled(sheet: bytes, ratings: Mapping[str, str], about: Mapping[str, str] = {}) -> bytes:
    """The workbook with texts and numbers in its cells, as a spreadsheet program stores them."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith(".xml") else old.read(name)
            for number, cells in ((1, about), (2, ratings)):
                if name == f"xl/worksheets/sheet{number}.xml":
                    assert isinstance(part, str)
                    for address, value in cells.items():
                        part, times = re.subn(
                            rf'<c r="{address}"([^>/]*?)( t="s")?(/>|>.*?</c>)', _cell(address, value), part
                        )
                        assert times == 1, address
            new.writestr(name, part)
    return content.getvalue()


def _cell(address: str, value: str) -> str:
    if re.fullmatch(r"[0-9.]+", value):
        return f'<c r="{address}"><v>{value}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


_Small: TypeAlias = tuple[bytes, tuple[Rateable, Collection[str]]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> _Small:
    """The blank sheet of the small project, and what can be rated there."""
    root = write_project(tmp_path_factory.mktemp("ratings"))
    practices = usable_files(find_files([str(root / "data" / "practices")])).practices
    rubric = check_rubric(read(RUBRIC.encode(), "criteria.yaml")).rubric
    assert rubric is not None
    sheet = blank_rating_sheet("adviser-2", practices, rubric)
    assert sheet == blank_rating_sheet("adviser-2", practices, rubric)
    return sheet, ({practice.id: practice for practice in practices}, rubric.criteria)


def _read(sheet: bytes) -> tuple[RatingSheet, Document]:
    rubric = check_rubric(read(RUBRIC.encode(), "criteria.yaml")).rubric
    assert rubric is not None
    found = rating_sheet(read_workbook(sheet), rubric)
    assert found is not None
    return found, read(filled_assessment(found.record).encode(), f"{found.record['assessor']}.yaml")


def test_what_is_filled_in_is_the_assessors_file(small: _Small) -> None:
    sheet, rateable = small
    cells = {
        "D2": "7",
        "E2": "Lends: to all # members",
        "H2": "7.5",
        "I2": '- "many"\nloans',
        "D5": "10",
        "E5": "=1+1",
        "J3": "Neighbour of the monastery",
        "K3": "Timescale; effectiveness",
        "F3": "2,5",
        "G3": "Young",
    }
    found, document = _read(filled(sheet, cells, {"B2": "adviser: social"}))
    assert list(found.problems_of(document, *rateable)) == []
    assessor = check_assessor(document, *rateable).assessor
    assert assessor is not None
    assert (assessor.assessor, assessor.role) == ("adviser-2", "adviser: social")
    given = {
        (practice, criterion): (float(rating.rating), rating.reason)
        for practice, criterion, rating, _ in assessor.given()
    }
    assert given == {
        ("de-tool-library", "relevance"): (7, "Lends: to all # members"),
        ("de-tool-library", "effectiveness"): (7.5, '- "many"\nloans'),
        ("gr-orchard", "timescale"): (2.5, "Young"),
        ("lv-repair-cafe", "relevance"): (10, "=1+1"),
    }
    assert assessor.conflicts["gr-orchard"].criteria == ("timescale", "effectiveness")


@pytest.mark.parametrize(
    ("cells", "about", "places"),
    [
        ({"D2": "7.3", "E2": "Good"}, {}, ["Ratings!D2"]),
        ({"D2": "11", "E2": "Good"}, {}, ["Ratings!D2"]),
        ({"D2": "seven", "E2": "Good"}, {}, ["Ratings!D2"]),
        ({"D2": "7"}, {}, ["Ratings!D2"]),
        ({"E2": "A reason without a rating"}, {}, ["Ratings!E2"]),
        ({"D2": "7", "E2": "Good", "A2": "de-tool-libary"}, {}, ["Ratings!A2"]),
        ({"D2": "7", "E2": "Good", "A2": "gr-orchard", "D3": "5", "E3": "Twice"}, {}, ["Ratings!A3"]),
        ({"D2": "7", "E2": "Good", "D1": "Relevancy"}, {}, ["Ratings!D1", "Ratings!E1", "Ratings"]),
        ({"D2": "7", "E2": "Good", "J3": "Neighbour", "K3": "Timing"}, {}, ["Ratings!K3"]),
        ({"D2": "7", "E2": "Good", "K3": "Timescale"}, {}, ["Ratings!A3"]),
        ({"D2": "7", "E2": "Good"}, {"B1": "Anna Schmidt"}, ["About!B1"]),
        ({}, {}, ["Ratings"]),
    ],
)
def test_a_problem_is_named_at_its_cell(
    small: _Small, cells: dict[str, str], about: dict[str, str], places: list[str]
) -> None:
    sheet, rateable = small
    found, document = _read(filled(sheet, cells, about))
    problems = list(found.problems_of(document, *rateable))
    assert [problem.split(":")[0] for problem in problems] == places, problems
    assert "`reason`" not in "".join(problems), "nothing in a sheet has that name"
