"""Other signs for countries and currencies than the codes that practice files use, and what is meant by them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OTHER_COUNTRY_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "UK": "GB",
        "EL": "GR",
        "AUT": "AT",
        "BEL": "BE",
        "BGR": "BG",
        "CHE": "CH",
        "CYP": "CY",
        "CZE": "CZ",
        "DEU": "DE",
        "DNK": "DK",
        "ESP": "ES",
        "EST": "EE",
        "FIN": "FI",
        "FRA": "FR",
        "GBR": "GB",
        "GRC": "GR",
        "HRV": "HR",
        "HUN": "HU",
        "IRL": "IE",
        "ITA": "IT",
        "LTU": "LT",
        "LUX": "LU",
        "LVA": "LV",
        "MLT": "MT",
        "NLD": "NL",
        "NOR": "NO",
        "POL": "PL",
        "PRT": "PT",
        "ROU": "RO",
        "SVK": "SK",
        "SVN": "SI",
        "SWE": "SE",
    }
)
"""Signs of the European Union's own and the three-letter codes of European countries."""

OTHER_CURRENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "€": "EUR",
        "EURO": "EUR",
        "EUROS": "EUR",
        "$": "USD",
        "£": "GBP",
        "ZŁ": "PLN",
        "ZLOTY": "PLN",
        "LEV": "BGN",
        "ЛВ": "BGN",
        "LEU": "RON",
        "LEI": "RON",
    }
)
"""Signs and everyday names of currencies."""
