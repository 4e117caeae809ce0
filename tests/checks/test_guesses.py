"""Dates and numbers in other notations: suggested where only one reading is possible."""

import pytest

from secon_cli.checks.guesses import (
    citation_advice,
    date_advice,
    meant_citation,
    meant_date,
    meant_number,
    meant_pages,
    number_advice,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("01.09.2021", "2021-09-01"),
        ("1. 9. 2021", "2021-09-01"),
        ("09.2021", "2021-09"),
        ("2021/9", "2021-09"),
        ("2021-9-1", "2021-09-01"),
        ("September 2021", "2021-09"),
        ("1 Sept. 2021", "2021-09-01"),
        ("09/2021", "2021-09"),
        ("13/2021", None),
        ("1/9/2021", None),
        ("31.02.2021", None),
        ("spring 2021", None),
        ("2021", None),
    ],
)
def test_dates(written: str, meant: str | None) -> None:
    assert meant_date(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12 200 000", "12200000"),
        ("12.200.000", "12200000"),
        ("1,000,000", "1000000"),
        ("19 660", "19660"),
        ("12,5", "12.5"),
        ("1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1250,50", "1250.50"),
        ("1,250", None),
        ("1.250", None),
        ("١٢ ٢٠٠", None),
        ("999 999 999 999 999 999", None),
        ("1.000,000", None),
        ("many", None),
    ],
)
def test_numbers(written: str, meant: str | None) -> None:
    assert meant_number(written) == meant


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("2021-2025", "write `start: 2021` and `end: 2025`"),
        ("2021 – ongoing", "write `start: 2021` and `end: ongoing`"),
        ("mid 2025", "write `2025`, and the words around it in a `note`"),
        ("Today", "write `end: ongoing` for what goes on"),
        ("soon", None),
        ("2025-13", None),
    ],
)
def test_advice_about_dates(written: str, advice: str | None) -> None:
    assert date_advice(written) == advice


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1,250", "`1250`, or `1.250`"),
        ("40k", "figure alone"),
        ("€ 40000", "figure alone"),
        ("about 40", "figure alone"),
        ("many", None),
        ("40-30", None),
    ],
)
def test_advice_about_numbers(written: str, words: str | None) -> None:
    advice = number_advice(written)
    assert (advice is None) if words is None else (words in (advice or ""))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pp. 17 – 20", "17-20"),
        ("17 - 20", "17-20"),
        ("page 17", "17"),
        ("S. 17", "17"),
        ("20-17", None),
        ("17, 19", None),
        ("the annex", None),
    ],
)
def test_pages(written: str, meant: str | None) -> None:
    assert meant_pages(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("report:result p17", "report:results p17"),
        ("report:results, p. 17", "report:results p17"),
        ("report:results page 17–19", "report:results p17-19"),
        ("report : results", "report:results"),
        ("Report: Results", "report:results"),
        ("report p.17", "report p17"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("see the report", None),
        ("Results", None),
        ("report:nowhere", None),
        ("report:results p20-17", None),
    ],
)
def test_citations(written: str, meant: str | None) -> None:
    assert meant_citation(written) == meant


def test_several_citations_are_a_list() -> None:
    assert citation_advice("report:results; report:details p3") == "write a list: `[report:results, report:details p3]`"
    assert citation_advice("report:results, and so on") is None
