"""Dates as precise as their source: each the interval from its first to its last day."""

from datetime import date

import pytest
from hypothesis import given

from secon_cli.practice.values import PartialDate, shifted
from tests.strategies import partial_dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-09", "2021-09-01", "2021-09-30"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("1000", "1000-01-01", "1000-12-31"),
        ("2999-12-31", "2999-12-31", "2999-12-31"),
    ],
)
def test_a_date_is_an_interval(text: str, first: str, last: str) -> None:
    assert PartialDate.parse(text) == PartialDate(date.fromisoformat(first), date.fromisoformat(last), text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023-13-45", "there is no month 13"),
        ("2023-00", "there is no month 00"),
        ("2023-02-29", "month 02 of 2023 has no day 29"),
        ("2023-04-31", "month 04 of 2023 has no day 31"),
        ("2023-01-00", "month 01 of 2023 has no day 00"),
        ("0999", "a year from 1000 to 2999"),
        ("3000-01-01", "a year from 1000 to 2999"),
        ("21", "2021, 2021-09 or 2021-09-01"),
        ("2021-9", "2021, 2021-09 or 2021-09-01"),
        ("2021/09/01", "2021, 2021-09 or 2021-09-01"),
        ("01.09.2021", "2021, 2021-09 or 2021-09-01"),
        ("2021-09-01T00:00:00", "2021, 2021-09 or 2021-09-01"),
        ("２０２１", "2021, 2021-09 or 2021-09-01"),
        ("", "2021, 2021-09 or 2021-09-01"),
        ("2021\n", "2021, 2021-09 or 2021-09-01"),
    ],
)
def test_what_is_no_date_is_told_in_words(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        PartialDate.parse(text)


@given(partial_dates)
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2004~", "2003-01-01", "2005-12-31", "about 2004"),
        ("2004-01~", "2003-12-01", "2004-02-29", "about 2004-01"),
        ("201X", "2010-01-01", "2019-12-31", "the 2010s"),
        ("../2008", "1800-01-01", "2008-12-31", "2008 or earlier"),
        ("../2008-05-06", "1800-01-01", "2008-05-06", "2008-05-06 or earlier"),
        ("2008-02/..", "2008-02-01", "2999-12-31", "2008-02 or later"),
    ],
)
def test_a_date_that_is_known_in_part(text: str, first: str, last: str, words: str) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.first, parsed.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (str(parsed), parsed.words) == (text, words)


@pytest.mark.parametrize("text", ["2004-05-06~", "20XX", "../", "../2004~", "2004~/..", "2004/2008", "201x", "~"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|about"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", -12, "2023-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-01-31", 1, "2023-03-01"),
        ("2023-12-31", 2, "2024-03-01"),
        ("2023-12-31", -10, "2023-03-01"),
    ],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert shifted(date.fromisoformat(day), months) == date.fromisoformat(expected)
