"""Dates and numbers in other notations: suggested where only one reading is possible."""

import pytest

from secon_cli.checks.guesses import (
    citation_advice,
    date_advice,
    meant_citation,
    meant_date,
    meant_date_of,
    meant_length,
    meant_number,
    meant_pages,
    meant_share,
    number_advice,
    odd_character,
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
        ("2021-09-01T00:00:00Z", "2021-09-01"),
        ("September 1, 2021", "2021-09-01"),
        ("1st September 2021", "2021-09-01"),
        ("the 1st of September 2021", "2021-09-01"),
        ("13/2021", None),
        ("31/05/2021", "2021-05-31"),
        ("05/31/2021", "2021-05-31"),
        ("31-05-2021", "2021-05-31"),
        ("31/31/2021", None),
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
        ("1.5 million", "1500000"),
        ("1,5 Mio.", "1500000"),
        ("40k", "40000"),
        ("12,34,567", "1234567"),
        ("12\u2009200\u2009000", "12200000"),
        ("1\u2007250", "1250"),
        ("\u22125", "-5"),
        ("+5", "5"),
        ("-5", None),
        ("5", None),
        ("many", None),
    ],
)
def test_numbers(written: str, meant: str | None) -> None:
    assert meant_number(written) == meant


@pytest.mark.parametrize(("written", "meant"), [("12,5", "12.5"), ("\u22123", None), ("-3", None), ("120,5", None)])
def test_no_share_is_suggested_that_is_out_of_range(written: str, meant: str | None) -> None:
    assert meant_share(written) == meant


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("2021-2025", "write `start: 2021` and `end: 2025`"),
        ("2021 – ongoing", "write `start: 2021` and `end: ongoing`"),
        ("mid 2025", "write `2025`, and the words around it in a `note`"),
        ("Today", "write `end: ongoing` for a practice that continues"),
        ("still running", "write `end: ongoing` for a practice that continues"),
        ("opened on 1 September 2021", "write `2021-09-01`, and the words around it in a `note`"),
        ("before 2008", "write `start: not_stated` unless the source has a date, and `before 2008` in a `note`"),
        ("1/9/2021", None),
        ("soon", None),
        ("2025-13", None),
    ],
)
def test_advice_about_dates(written: str, advice: str | None) -> None:
    assert date_advice(written) == advice


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1,250", "`value: 1250`, or `value: 1.25`"),
        ("€ 40000", "write `value: 40000`, `unit: EUR`"),
        ("about 40", "write `value: 40`, `qualifier: about`"),
        ("ca. 450", "write `value: 450`, `qualifier: about`"),
        ("60%", "write `value: 60`, `unit: percent`"),
        ("more than 1.5 million people", "write `value: 1500000`, `unit: people`, `qualifier: more_than`"),
        ("50,000", "`value: 50000`, or `value: 50` if"),
        ("many or few, 4 of 5 that we asked", "figure alone"),
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


@pytest.mark.parametrize(
    ("written", "name", "advice"),
    [
        ("12.500,00 €", "amount", "write `amount: 12500`, `currency: EUR`"),
        ("ca. 12 500 EUR", "amount", "write `amount: 12500`, `currency: EUR`, `qualifier: about`"),
        ("5 people", "count", "write `count: 5`, `unit: persons`"),
        ("over 5 FTE", "count", "write `count: 5`, `unit: fte`, `qualifier: more_than`"),
        ("50,000", "amount", "write `amount: 50000`, or `amount: 50` if it is a decimal comma"),
    ],
)
def test_the_lines_to_write_fit_the_field(written: str, name: str, advice: str) -> None:
    assert number_advice(written, name) == advice


@pytest.mark.parametrize(
    ("written", "name", "ordinary"),
    [
        ("AT\u00a0", "U+00A0", "AT"),
        ("\u0410\u0422", "U+0410", "AT"),
        ("\u0395UR", "U+0395", "EUR"),
        ("2019\u201105", "U+2011", "2019-05"),
        ("report:\u200bresults", "U+200B", "report:results"),
        ("\u041b\u0430\u0442\u0432\u0438\u044f", None, None),
        ("AT", None, None),
    ],
)
def test_characters_that_look_like_others(written: str, name: str | None, ordinary: str | None) -> None:
    found = odd_character(written)
    assert (found and found[0].split(",")[0], found and found[1]) == (name, ordinary)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("before 2008", "../2008"),
        ("no later than 31.05.2008", "../2008-05-31"),
        ("/2008", "../2008"),
        ("after 2008", "2008/.."),
        ("2008 or later", "2008/.."),
        ("ca. 2004", "2004~"),
        ("about May 2004", "2004-05~"),
        ("2004 (about)", "2004~"),
        ("the 2010s", "201X"),
        ("early 2010s", "201X"),
        ("before 1/9/2021", None),
        ("about 1.5.2021", None),
        ("spring 2021", None),
        ("before the war", None),
    ],
)
def test_words_around_a_date_become_a_date_that_claims_no_more(written: str, meant: str | None) -> None:
    assert meant_date(written) == meant


@pytest.mark.parametrize(
    ("written", "name", "meant"),
    [
        ("since 2008", "start", "2008"),
        ("since before 2008", "start", "../2008"),
        ("by 2008", "start", "../2008"),
        ("at least since 2008", "start", "../2008"),
        ("since at least May 2008", "start", "../2008-05"),
        ("until 2025", "end", "2025"),
        ("until 2025", "start", None),
        ("since 2008", "date", None),
    ],
)
def test_words_that_only_repeat_the_field_are_left_out(written: str, name: str, meant: str | None) -> None:
    assert meant_date_of(written, name) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("for 15 yrs", "15 years"),
        ("over 15 years", "15+ years"),
        ("1 year", "1 year"),
        ("18 months", "18 months"),
        ("about 15 years", None),
        ("years", None),
    ],
)
def test_a_length_of_time_in_other_words(written: str, meant: str | None) -> None:
    assert meant_length(written) == meant
