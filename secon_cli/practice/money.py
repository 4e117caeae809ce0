"""Sums in euro, at reference rates, for orders of magnitude only.

`euro_rates.csv` has the euro foreign exchange reference rates of the European Central Bank on the day that it names.
One day is enough: what is computed from them is looked at on a logarithmic scale.
"""

import csv
import pkgutil
from decimal import Decimal
from functools import cache

_EURO = "EUR"


@cache
def _rates() -> dict[str, Decimal]:
    """How much of a currency is one euro; read only when a sum is looked at."""
    content = pkgutil.get_data(__package__, "euro_rates.csv")
    assert content is not None
    rows = csv.DictReader(content.decode().splitlines())
    return {_EURO: Decimal(1)} | {row["code"]: Decimal(row["per_euro"]) for row in rows}


def in_euro(amount: Decimal, currency: str) -> Decimal | None:
    """The sum in euro; None for a currency without a reference rate."""
    rate = _rates().get(currency)
    return None if rate is None else amount / rate
