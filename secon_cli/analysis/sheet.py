"""The sheet of one practice as it is handed to every format: its scores, and what would raise them."""

from collections.abc import Mapping
from dataclasses import dataclass

from secon_cli.analysis.improvements import Improvement
from secon_cli.analysis.results import Provenance, Scored
from secon_cli.analysis.worth import Stock


@dataclass(frozen=True, slots=True)
class Sheet:
    """What `secon show` shows: one practice with its scores and what would raise them."""

    provenance: Provenance
    scored: Scored
    ranked: int
    """How many practices the rank is among."""
    draft: bool
    """Whether the file is not (or not yet) part of the collection that it is ranked with."""
    improvements: tuple[Improvement, ...]
    lines: Mapping[str, int]
    """Line of the file on which each field that counted, or did not, stands."""
    stock: Stock
    """What is there and what is missing, and what it is worth."""

    @property
    def unfinished(self) -> bool:
        """Whether its writer wants to know what is missing: in a draft, and where nobody looked for all that counts."""
        return self.draft or self.stock.open
