"""A rule, with its reason and examples, and a finding: one rule broken at one place, with what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from secon_cli.practice.vocabularies import packaged_toml
from secon_cli.reading.document import START, FieldPath, Span
from secon_cli.reading.yaml_scalars import quoted, typed

__all__ = ["START", "Example", "FieldPath", "Finding", "Fix", "Rule", "Severity", "Span", "field_name", "replacement"]


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


def replacement(span: Span, written: str, text: str) -> Fix | None:
    """Put `text` in place of what is `written` at a span, in the same quotation marks; None if that is not one line."""
    if span.line != span.end_line or written[:1] in ("|", ">", "[", "{"):
        return None
    if written[:1] == "'":
        return Fix(span, "'" + text.replace("'", "''") + "'")
    return Fix(span, quoted(text) if written[:1] == '"' else typed(text))


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


@dataclass(frozen=True, slots=True)
class Example:
    """A practice file that breaks or keeps a rule, as `rules.toml` says."""

    text: str = ""
    without: tuple[str, ...] = ()
    whole: bool = False
    name: str = "example.yaml"
    others: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"

    @property
    def shown(self) -> str:
        """The text as a reader of UTF-8 sees it."""
        return self.text.encode(self.encoding).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; its `id` is what users select, ignore and look up, and the name of its words in `rules.toml`.

    Of a `fixable` rule, findings with one certain repair carry it.
    """

    id: str
    severity: Severity
    fixable: bool = False

    @property
    def summary(self) -> str:
        """What it finds, in a sentence."""
        return str(_words()[self.id]["summary"])

    @property
    def why(self) -> str:
        """The reason for it."""
        return str(_words()[self.id]["why"])

    @property
    def bad(self) -> Example | None:
        """An example that breaks this rule only; None where no text can show it."""
        written = _words()[self.id].get("bad")
        return None if written is None else _example(written)

    @property
    def good(self) -> Example:
        """An example that breaks no rule."""
        return _example(_words()[self.id].get("good", {}))

    def finding(
        self, file: str, span: Span, path: FieldPath, message: str, help: str | None = None, fix: Fix | None = None
    ) -> Finding:
        """This rule, broken at a place of a file."""
        return Finding(self.id, self.severity, file, span, field_name(path), message, help, fix)


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    """The words of all rules, which only explanations need: to read them takes some milliseconds."""
    return packaged_toml(__package__, "rules.toml")


def _example(written: str | Mapping[str, Any]) -> Example:
    parts: dict[str, Any] = {"text": written} if isinstance(written, str) else dict(written)
    text, others = parts.pop("text", ""), parts.pop("others", {})
    return Example(
        f"{text}\n" if text else "",
        tuple(parts.pop("without", ())),
        others={name: f"{other}\n" for name, other in others.items()},
        **parts,
    )
