"""The files that mutations begin with: the real ones, and practices drawn from the models."""

import warnings
from pathlib import Path

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings

from secon_cli.checks.checked_files import check_practice
from secon_cli.forms.layout import layout
from secon_cli.output.word_form import word_form
from secon_cli.reading.yaml_reader import read
from tests import office_files as make
from tests.samples import Record
from tests.strategies import records

ROOT = Path(__file__).parents[2]


def real_practices() -> list[bytes]:
    """The practices of the collection."""
    return [path.read_bytes() for path in sorted(ROOT.joinpath("data", "practices").glob("*.yaml"))]


def real_rubric() -> bytes:
    """The rubric of the project."""
    return ROOT.joinpath("criteria.yaml").read_bytes()


def office_files() -> list[bytes]:
    """A form of secon, a form in sentences with comments, and workbooks of both kinds."""
    practice = check_practice(read(real_practices()[0], "be-doeners.yaml")).practice
    assert practice is not None
    sentences = [
        ("Location", "Country: Austria Region: Upper Valley City: Oberdorf, Unterdorf"),
        ("Organisation in charge", "Name of entity(ies): Town of Oberdorf, Repair Association Type: public body, NGO"),
        ("Timescale", "Start date: May 2019 End date: middle of 2025"),
        ("Short summary", "Volunteers repair what neighbours bring."),
        (
            "Resources needed",
            "Funded by the town: 12.2 million EUR (85 %), from 5000 EUR to 200 000 EUR; 5-6 people.",
        ),
        ("Detailed information", "The main challenge is to find volunteers.\nIts innovation is a library of tools."),
        ("Evidence of success", "450 goods were repaired; annual reports are submitted to the town."),
        ("Further information", "www.repair.example and https://cafe.example/a-\nb/c"),
    ]
    cells = '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="XFD2"><v>7.5</v></c></row>'
    row = "<table:table-row><table:table-cell><text:p>7.5</text:p></table:table-cell></table:table-row>"
    return [
        word_form(layout("secon"), practice),
        make.noted(
            "comments",
            [make.paragraph("Since when?\nid: other"), make.table([["a", "b"]])],
            '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Repair café</w:t></w:r><w:commentRangeEnd w:id="0"/></w:p>'
            + make.table([list(row) for row in sentences]),
        ),
        make.xlsx(cells, strings="<si><t>Practice</t></si>"),
        make.ods(row),
    ]


def drawn_practices(number: int, count: int) -> list[bytes]:
    """So many valid practices, the same for the same number."""
    drawn: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(records())
    def draw(values: Record) -> None:
        drawn.append(yaml.safe_dump(values, allow_unicode=True, sort_keys=False).encode())

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        draw()
    return drawn[:count]
