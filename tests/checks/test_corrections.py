"""Dates and numbers in other notations: suggested where only one reading is possible."""

import pytest

from secon_cli.checks.corrections import meant_date, meant_number


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
        ("1,250", None),
        ("1.250", None),
        ("1.000,000", None),
        ("many", None),
    ],
)
def test_numbers(written: str, meant: str | None) -> None:
    assert meant_number(written) == meant
