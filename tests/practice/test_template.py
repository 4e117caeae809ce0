"""Templates: their rows lead to fields of a practice, and the collection cites no others."""

import pytest

from secon_cli.practice.fields import field_at, fields_of
from secon_cli.practice.model import Practice
from secon_cli.practice.template import TEMPLATE_NAMES, Template, template, templates
from secon_cli.practice.vocabularies import Row
from tests.conftest import Secon

WITHOUT_ROW = {
    "format",
    "id",
    "sources",
    "relevance",
    "quality_assurance",
    "sustainability",
    "ethics",
    "recognition",
    "coded",
}


@pytest.mark.parametrize("each", templates(), ids=TEMPLATE_NAMES)
def test_rows_lead_to_fields(each: Template) -> None:
    for row in each.rows:
        for path in (*row.fills, *row.hints, *row.labels):
            assert field_at(path).path == path
        assert row.heading not in row.synonyms
        assert row.guidance.endswith(".")
    assert len({row.row for row in each.rows}) == len(each.rows)


def test_the_rows_are_those_that_evidence_cites() -> None:
    assert {row.row for each in templates() for row in each.rows} == set(Row)


def test_every_block_has_a_row_or_is_asked_for_besides() -> None:
    filled = {path for row in template("secon").rows for path in row.fills}
    assert {field.name for field in fields_of(Practice)} - filled == WITHOUT_ROW


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("evidence of success", "row.results"),
        ("Results Achieved", "row.results"),
        ("timescale", "row.duration"),
        ("Organisation in Charge of good practice/ Implementor", "row.organisations"),
        ("challenges encountered", "row.challenges"),
        ("Annexes (videos, photos, quotes, documents, etc.)", "row.annexes"),
    ],
)
def test_headings_are_explained(secon: Secon, words: str, row: str) -> None:
    ended = secon("explain", words, "--format", "json")
    assert ended.code == 0, ended.err
    assert f'"{row}"' in ended.out
