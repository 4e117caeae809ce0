"""A finding is one rule broken at one place of a file, with what to write instead; a record is what rules look at.

A record is what could be read of a practice file: the whole practice or, in a file with mistakes, its sound blocks.
Rules look at blocks, so that one mistake does not hide the next: every problem shows in one run.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias, cast

from pydantic import BaseModel, ValidationError

from secon_cli.practice.fields import Field, address, fields_of, leaves
from secon_cli.practice.model import Block, Practice, Source
from secon_cli.practice.suggestions import closest
from secon_cli.practice.values import reader_of
from secon_cli.practice.vocabularies import packaged_rows, packaged_toml
from secon_cli.reading.document import START, Document, FieldPath, Span, Value, line_starts
from secon_cli.reading.yaml_scalars import quoted, typed
from secon_cli.rubric.model import Rubric

__all__ = ["START", "FieldPath", "Span"]
"""Passed on to output, which reads no files."""


class Severity(StrEnum):
    """How bad a finding is, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the worst; a finding is at or above a threshold if its rank is at most the threshold's."""
        return list(Severity).index(self)


class Fix(NamedTuple):
    """A safe fix: `text` replaces what `span` covers; an empty span inserts, an empty text removes."""

    span: Span
    text: str


def rewritten(document: Document, path: FieldPath, text: str, *, key: bool = False) -> Fix | None:
    """Put `text` in place of the value at a path or, with `key`, of its name, in the same quotation marks.

    None if what is written there is not one line.
    """
    span, written = document.places.span(path, key=key), document.places.written(path, key=key)
    if span.line != span.end_line or written[:1] in ("|", ">", "[", "{"):
        return None
    if written[:1] == "'":
        return Fix(span, "'" + text.replace("'", "''") + "'")
    return Fix(span, quoted(text) if written[:1] == '"' else typed(text))


class Finding(NamedTuple):
    """`message` is the short label at the caret; `fix` is there where one repair is certainly what was meant."""

    rule: str
    severity: Severity
    file: str
    span: Span
    field: str
    """Path of the field, such as `details.needs[0]`; empty for the file."""
    message: str
    help: str | None = None
    """What to write instead."""
    fix: Fix | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """What findings are sorted by: file, place, rule."""
        return self.file, self.span, self.rule, self.message


class Example(NamedTuple):
    """A practice file that breaks or keeps a rule, as `rules.toml` says."""

    text: str = ""
    without: tuple[str, ...] = ()
    whole: bool = False
    name: str = "example.yaml"
    others: Mapping[str, str] = MappingProxyType({})
    encoding: str = "utf-8"

    @property
    def shown(self) -> str:
        """The text as a reader of UTF-8 sees it."""
        return self.text.encode(self.encoding).decode("utf-8", "backslashreplace")


class Rule(NamedTuple):
    """A rule; its `id` is what users select, ignore and look up, and the name of its words in `rules.toml`.

    Its `layer` says what it is about. Of a `fixable` rule, findings with one certain repair carry it. `help` says what
    to write instead, where a finding does not say it better.
    """

    id: str
    layer: str
    severity: Severity
    fixable: bool
    help: str | None

    @property
    def _words(self) -> Mapping[str, Any]:
        # Only explanations need them, and to read them takes some milliseconds.
        words: Mapping[str, Any] = packaged_toml(__package__, "rules.toml")[self.id]
        return words

    @property
    def summary(self) -> str:
        """What it finds, in a sentence."""
        return str(self._words["summary"])

    @property
    def why(self) -> str:
        """The reason for it."""
        return str(self._words["why"])

    @property
    def bad(self) -> Example | None:
        """An example that breaks this rule only; None where no text can show it."""
        written = self._words.get("bad")
        return None if written is None else _example(written)

    @property
    def good(self) -> Example:
        """An example that breaks no rule."""
        return _example(self._words.get("good", {}))


ALL_RULES: Final[Mapping[str, Rule]] = {
    row["id"]: Rule(row["id"], row["layer"], Severity(row["severity"]), row["fixable"] == "yes", row["help"] or None)
    for row in packaged_rows(__package__, "rules.csv")
}
"""All rules by id, those of rubrics and of assessors' files included."""


def broken(
    rule: str,
    document: Document,
    path: FieldPath,
    message: str,
    help: str | None = None,
    *,
    key: bool = False,
    span: Span | None = None,
    fix: Fix | None = None,
) -> Finding:
    """The rule of that id, broken by the value at a path or, with `key`, by its name; `span` is another place."""
    at, of = document.places.span(path, key=key) if span is None else span, ALL_RULES[rule]
    return Finding(rule, of.severity, document.name, at, address(path), message, help or of.help, fix)


def _example(written: str | Mapping[str, Any]) -> Example:
    parts: dict[str, Any] = {"text": written} if isinstance(written, str) else dict(written)
    text, others = parts.pop("text", ""), parts.pop("others", {})
    return Example(
        f"{text}\n" if text else "",
        tuple(parts.pop("without", ())),
        others={name: f"{other}\n" for name, other in others.items()},
        **parts,
    )


# --- Records ---


@dataclass(frozen=True)
class Record:
    """A practice file for the rules of the record; `practice` is None where the model has findings.

    In a file with mistakes, a field or an item that could not be read is None, whatever its type says.
    Without a `rubric` in force, no rule asks what day it is or what would raise a score.
    """

    document: Document
    practice: Practice | None
    rubric: Rubric | None = None

    @cached_property
    def readable(self) -> Practice:
        """The practice, or what of it could be read."""
        return self.practice or cast(Practice, _readable(Practice, self.document.value))

    @cached_property
    def blocks(self) -> list[tuple[FieldPath, Block]]:
        """Every block with its path, the practice itself first."""
        found: list[tuple[FieldPath, Block]] = []
        _gather(self.readable, (), found)
        return found

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by key, as far as they could be read."""
        return self.readable.sources or {}

    @cached_property
    def data(self) -> bytes:
        """The text in UTF-8: a fast first search for what few files hold."""
        return self.document.text.encode()

    @cached_property
    def beyond_ascii(self) -> str:
        """All characters that are not ASCII, in order: a hundred or so, much faster to search than the whole text."""
        return self.data.translate(None, _ASCII).decode()

    def places_of(self, texts: Collection[str]) -> list[tuple[FieldPath, str]]:
        """Where values are that are one of the texts, citations left out, in the order of the file."""
        return leaves(self.document.value, only=texts, without="evidence")

    def lacks(self, path: FieldPath, kind: type[BaseModel], name: str) -> bool:
        """Whether the block of a kind at a path has nothing for a field: no unreadable value, no misspelt name."""
        written = self.document.at(path)
        if not isinstance(written, dict) or name in written:
            return False
        fields = kind.model_fields
        unknown = written.keys() - fields.keys()
        absent = [field for field in fields if field not in written] if unknown else []
        return not any(closest(field, absent) == name for field in unknown)

    @property
    def as_of(self) -> date | None:
        """The day as of which the rubric in force judges: no rule looks at the clock."""
        return self.rubric.as_of if self.rubric else None

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.document.text)

    def items(self, *path: str) -> list[tuple[FieldPath, Any]]:
        """The items of the list at a path that could be read, each with its own path."""
        value: Any = self.readable
        for name in path:
            value = getattr(value, name, None)
        return [((*path, index), item) for index, item in enumerate(value or ()) if item is not None]

    def finding(
        self,
        rule: str,
        path: FieldPath,
        message: str,
        help: str | None = None,
        *,
        key: bool = False,
        fix: Fix | None = None,
    ) -> Finding:
        """The rule broken by the value at a path or, with `key`, by the block that is named there."""
        return broken(rule, self.document, path, message, help, key=key, fix=fix)

    def finding_in_text(
        self,
        rule: str,
        index: int,
        length: int,
        message: str,
        help: str | None = None,
        *,
        path: FieldPath | None = None,
        instead: str | None = None,
    ) -> Finding:
        """The rule broken by `length` characters of the file from `index`; `instead` is what certainly was meant.

        Without a `path`, the finding is about the field that the characters belong to.
        """
        line = bisect_right(self._line_starts, index)
        column = index - self._line_starts[line - 1] + 1
        span = Span(line, column, line, column + length)
        if path is None:
            path = self.document.places.field_at(index) or ()
        fix = None if instead is None else Fix(span, instead)
        return broken(rule, self.document, path, message, help, span=span, fix=fix)


RecordCheck: TypeAlias = Callable[[Record], Iterable[Finding]]
"""What looks for one kind of mistake in a record."""


def _gather(block: Block, path: FieldPath, found: list[tuple[FieldPath, Block]]) -> None:
    """Put the block and all that are in it into `found`, parents before children."""
    found.append((path, block))
    for name in _blocks_in(type(block)):
        value = getattr(block, name, None)
        if type(value) is tuple:
            for index, item in enumerate(value):
                if item is not None:
                    _gather(item, (*path, name, index), found)
        elif type(value) is dict:
            for key, item in value.items():
                if item is not None:
                    _gather(item, (*path, name, key), found)
        elif value is not None:
            _gather(value, (*path, name), found)


_ASCII = bytes(range(0x80))


@lru_cache(maxsize=256)
def _blocks_in(model: type[BaseModel]) -> Mapping[str, Field]:
    """The fields of a block that hold further blocks, by themselves, in lists or by key."""
    return {field.name: field for field in fields_of(model) if field.block}


def _readable(model: type[BaseModel], value: Value) -> Any:
    """The block with every field that can be read, and None in place of the others; None if it is not a block.

    A field that cannot be read as a whole has its blocks as far as they can be read.
    """
    if not isinstance(value, dict):
        return None
    fields: dict[str, Any] = {name: None for name, info in model.model_fields.items() if info.is_required()}
    for name in (name for name in model.model_fields if name in value):
        inside, field = value[name], _blocks_in(model).get(name)
        try:
            fields[name] = reader_of(model, name).validate_python(inside)
        except ValidationError:
            fields[name] = None
            if not field or not field.block:
                continue
            if field.many and isinstance(inside, list):
                fields[name] = tuple(_readable(field.block, item) for item in inside)
            elif field.keyed and isinstance(inside, dict):
                fields[name] = {key: _readable(field.block, item) for key, item in inside.items()}
            elif not field.many and not field.keyed:
                fields[name] = _readable(field.block, inside)
    return model.model_construct(None, **fields)
