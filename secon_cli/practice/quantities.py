"""Numbers as a source states them: exact decimals, or ranges such as 5-6."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"
_FORM = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|\.\.)\s*({_NUMBER}))?")


def parse_number(text: str) -> Decimal:
    """Read a plain decimal number such as 40 or 19660.64; ValueError says what to write instead."""
    if re.fullmatch(_NUMBER, text) is None:
        raise ValueError("write a number with digits and a decimal point only, such as 12200000 or 19660.64")
    return Decimal(text)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or the range between two numbers where the source gives a range."""

    low: Decimal
    high: Decimal

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `40`, `12.5` or `5-6`; ValueError says what to write instead."""
        form = _FORM.fullmatch(text)
        if form is None:
            raise ValueError("write a number such as 40 or 12.5, or a range such as 5-6")
        low, high = Decimal(form[1]), Decimal(form[2] or form[1])
        if high < low:
            raise ValueError("the range runs from high to low")
        return cls(low, high)

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"
