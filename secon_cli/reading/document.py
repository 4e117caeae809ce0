"""What reading a file gives: its values as text, what is wrong with it, and where every field stands."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from secon_cli.reading.places import Places
from secon_cli.reading.spans import FieldPath, Span, lines_of

Value: TypeAlias = dict[str, "Value"] | list["Value"] | str | None
"""What stands in a file: every scalar as text, a plain null as None."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong found while reading: `kind` is the id of the rule broken, `help` what to write instead."""

    kind: str
    message: str
    span: Span
    path: FieldPath = ()
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read; not `usable` if `faults` keep some of it from being read.

    `value` is then what could be read, or None, and `lost` are names of fields that could not.

    `name` is its path for people and machine formats, relative to the project's root. `altered` holds, by path, the
    plain scalars that an ordinary reader of YAML 1.1 would not give back as they stand, with what it takes them for:
    `bool`, `int`, `float`, `timestamp`, `value`, `merge`. `texts` are all values, in order, without the names.
    """

    name: str
    text: str
    sha256: str
    value: Value
    faults: tuple[Fault, ...] = ()
    usable: bool = True
    lost: frozenset[str] = frozenset()
    altered: Mapping[FieldPath, str] = field(default_factory=dict, repr=False)
    texts: Sequence[str] = field(default=(), repr=False)
    places: Places = field(default_factory=Places, repr=False, compare=False)

    @property
    def content_sha256(self) -> str:
        """Hash of the content with LF as line ends: git on Windows turns them into CRLF, and it is the same file."""
        if "\r\n" not in self.text:
            return self.sha256
        return hashlib.sha256(self.text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()

    def span(self, path: FieldPath, *, key: bool = False) -> Span:
        """Where the field's value or, with `key`, its name stands; for a field that is not there, its parent's name."""
        return self.places.span(path, key=key)

    def written(self, path: FieldPath, *, key: bool = False) -> str:
        """What stands at the place that `span` gives, letter by letter: quotation marks and line breaks included."""
        return self.places.written(path, key=key)

    def at(self, path: FieldPath) -> Value:
        """The value at a path; None where there is none."""
        value = self.value
        for part in path:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def released(self) -> "Document":
        """The document without values and nodes, which take most of its memory: text, faults and places stay."""
        self.places.forget()
        return replace(self, value=None, altered={}, texts=())

    def lines(self) -> list[str]:
        """The lines of the text, as spans count them."""
        return lines_of(self.text)
