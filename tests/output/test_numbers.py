"""Numbers as they are printed: never on another side of a bound than the number that was compared with it."""

import pytest

from secon_cli.output.numbers import decided, share
from secon_cli.output.pages.robustness import either


@pytest.mark.parametrize(
    ("value", "bounds", "text"),
    [
        (69.958, [70, 55], "69.96"),
        (69.94, [70, 55], "69.9"),
        (70.0, [70, 55], "70.0"),
        (69.9999999999, [70, 55], "70.0"),
        (54.9996, [70, 55], "54.9996"),
        (83.45, [83.5], "83.45"),
        (62.25, [], "62.3"),
    ],
)
def test_a_number_prints_on_its_side_of_a_bound(value: float, bounds: list[float], text: str) -> None:
    assert decided(value, bounds) == text


def test_years_print_as_fewer_than_those_needed() -> None:
    assert decided(1.9973, [2], 2) == "1.997"
    assert decided(2.0, [2], 2) == "2.00"


def test_what_is_not_all_is_not_printed_as_all() -> None:
    assert [share(of) for of in (1, 0.9994, 0.85, 0.0004, 0)] == ["100 %", ">99 %", "85 %", "<1 %", "0 %"]


@pytest.mark.parametrize(
    ("own", "joint", "printed"),
    [
        (0.5, 0.504, "50 %"),
        (0.5, 0.62, "50–62 %"),
        (0.62, 0.5, "50–62 %"),
        (0.0, 0.001, "<1 %"),
        (0.001, 0.3, "<1–30 %"),
        (1.0, 0.999, ">99 %"),
        (0.9, 1.0, "90–100 %"),
        (0.0, 0.0, "0 %"),
    ],
)
def test_two_shares_are_one_text(own: float, joint: float, printed: str) -> None:
    assert either(own, joint) == printed
