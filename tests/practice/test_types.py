"""Numbers and ranges exactly as a source states them."""

from decimal import Decimal

import pytest

from secon_cli.practice.values import Quantity, parse_number


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("40", "40", "40"),
        ("19660.64", "19660.64", "19660.64"),
        ("-3", "-3", "-3"),
        ("5-6", "5", "6"),
        ("5 - 6", "5", "6"),
        ("5–6", "5", "6"),
        ("5..6.5", "5", "6.5"),
        ("-3--1", "-3", "-1"),
        ("7-7", "7", "7"),
    ],
)
def test_a_quantity_is_a_number_or_a_range(text: str, low: str, high: str) -> None:
    assert Quantity.parse(text) == Quantity(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "written"), [("1.10", "1.10"), ("12200000", "12200000"), ("5 – 6", "5-6"), ("7-7", "7")]
)
def test_digits_are_kept(text: str, written: str) -> None:
    assert str(Quantity.parse(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "1,5",
        "12 000",
        "12.200.000",
        "1e6",
        "nan",
        "inf",
        "0x10",
        "1:30",
        "5-",
        "5-6-7",
        ".5",
        "5.",
        "１２",
        "40 %",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write a number"):
        Quantity.parse(text)


def test_a_range_goes_upward() -> None:
    with pytest.raises(ValueError, match="from high to low"):
        Quantity.parse("6-5")


def test_a_plain_number_is_no_range() -> None:
    assert parse_number("0.5") == Decimal("0.5")
    with pytest.raises(ValueError, match="write a number"):
        parse_number("5-6")
