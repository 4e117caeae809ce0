"""A finding: one rule broken at one place of one file, with what to write instead."""

from dataclasses import dataclass
from enum import StrEnum

from secon_cli.reading.document import START, FieldPath, Span

__all__ = ["START", "FieldPath", "Finding", "Fix", "Severity", "Span", "field_name"]


class Severity(StrEnum):
    """How bad a finding is, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the worst; a finding is at or above a threshold if its rank is at most the threshold's."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe fix: `text` replaces what `span` covers; an empty span inserts, an empty text removes."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` is the short label at the caret, `help` what to write instead, `field` such as `details.needs[0]`.

    `fix` is there where one repair is certainly what was meant.
    """

    rule: str
    severity: Severity
    file: str
    span: Span
    field: str
    message: str
    help: str | None = None
    fix: Fix | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """What findings are sorted by: file, place, rule."""
        return self.file, self.span, self.rule, self.message


def field_name(path: FieldPath) -> str:
    """A path as people and machine formats write it: `relevance.aspirations[0]`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")
