"""A file as read: its values as text, its faults, and the place of every field."""

import hashlib
import operator
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs lack it
from yaml.error import Mark

# --- Places in a text: lines and columns as people and editors count them ---

FieldPath: TypeAlias = tuple[str | int, ...]
"""The way to a field: names of fields, and positions in lists counted from 0."""

LINE_BREAK = re.compile("\r\n|[\n\r]")
"""What ends a line for editors and CI, and so what line numbers count; the other line ends of YAML 1.1 are refused."""

BLANKS = " \t\r\n"
"""What YAML skips around values and between lines; to YAML, other spaces are letters."""


class Span(NamedTuple):
    """A stretch of text: lines and columns from 1, columns in characters."""

    line: int
    column: int
    end_line: int
    """The line on which it ends."""
    end_column: int
    """The first column after it."""


START = Span(1, 1, 1, 1)
"""The first character of a file, where findings about the whole file are shown."""


def lines_of(text: str) -> list[str]:
    """The lines of a text, without what ends them."""
    return LINE_BREAK.split(text) if "\r" in text else text.split("\n")


def line_starts(text: str) -> list[int]:
    """Where the lines of a text begin."""
    return [0, *(end.end() for end in LINE_BREAK.finditer(text))]


def between(text: str, start: Mark, end: Mark) -> Span:
    """The span from one mark to another, without the spaces and line breaks at its end.

    A mark behind the end of the text, where the parser puts what is missing there, stands for the last character.
    """
    if start.index >= len(text):
        return at_index(text, max(len(text.rstrip(BLANKS)) - 1, 0))
    line, column = start.line + 1, start.column + 1
    written = text[start.index : end.index].rstrip(BLANKS)
    if end.line == start.line:
        return Span(line, column, line, column + max(len(written), 1))
    last = lines_of(written)
    end_column = len(last[-1]) + 1 + (start.column if len(last) == 1 else 0)
    return Span(line, column, line + len(last) - 1, end_column)


def at_index(text: str, index: int) -> Span:
    """The span of the character at `index`."""
    before = lines_of(text[:index])
    line, column = len(before), len(before[-1]) + 1
    return Span(line, column, line, column + 1)


class Fault(NamedTuple):
    """Something wrong found while reading: `kind` is the rule broken, `help` what to write, if the rule has no help."""

    kind: str
    message: str
    span: Span
    path: FieldPath = ()
    help: str | None = None


# --- The nodes of a text, and the places of its fields ---


class _Loader(CParser):
    """Leaves open what kind of value a node is; paths, which PyYAML's own resolver keeps track of, play no part."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    # Called twice for each of some 600 nodes. Functions in C that do nothing compose in 0.46 ms, methods in 0.50,
    # PyYAML's own in 0.79.
    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(bool)


def compose(text: str) -> yaml.Node | None:
    """The nodes of the one document in a text, None for an empty one; YAMLError where it is not YAML."""
    node: yaml.Node | None = _Loader(text).get_single_node()
    return node


class Places:
    """The composed nodes of a text; composed again after `forget`, which frees their memory.

    Of all texts that are composed again, only the last keeps its nodes: a finding in each of 1,000 files took 300 MB.
    """

    __slots__ = ("_last_lines", "_root", "_text", "_texts", "kept")

    _again: ClassVar["Places | None"] = None

    def __init__(
        self, text: str = "", root: yaml.Node | None = None, kept: Mapping[FieldPath, Span] = MappingProxyType({})
    ) -> None:
        self._text, self._root, self.kept = text, root, kept
        self._texts: list[tuple[yaml.Node, FieldPath]] | None = None
        self._last_lines: dict[int, int] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Places, (self._text, None, dict(self.kept))

    def forget(self, *paths: FieldPath) -> None:
        """Let go of the nodes, which take far more memory than the text, but keep the places of some fields."""
        if paths:
            self.kept = {path: self.span(path) for path in paths}
        self._root = self._texts = self._last_lines = None

    def span(self, path: FieldPath, *, key: bool = False) -> Span:
        """The place of the field's value or, with `key`, of its name; of a missing field, its parent's name."""
        if not key and path in self.kept:
            return self.kept[path]
        node = self._node(path, key=key)
        return START if node is None else between(self._text, node.start_mark, node.end_mark)

    def written(self, path: FieldPath, *, key: bool = False) -> str:
        """The text at the place that `span` gives, letter by letter, with quotation marks and line breaks."""
        node = self._node(path, key=key)
        return "" if node is None else self._text[node.start_mark.index : node.end_mark.index].rstrip(BLANKS)

    def field_at(self, index: int) -> FieldPath | None:
        """The field whose name or text holds the character at `index`; None for what is no part of any value."""
        texts = self._all_texts()
        at = bisect_right(texts, index, key=lambda text: text[0].start_mark.index) - 1
        return texts[at][1] if at >= 0 and index < texts[at][0].end_mark.index else None

    def last_line(self, line: int) -> int:
        """The line on which the last text ends that begins on this line, both counted from 1."""
        if self._last_lines is None:
            # Computed once: a line may hold thousands of texts, and hundreds of comments may ask about it.
            self._last_lines = {}
            for node, _ in self._all_texts():
                if node.end_mark.line > node.start_mark.line:
                    span = between(self._text, node.start_mark, node.end_mark)
                    self._last_lines[span.line] = max(span.end_line, self._last_lines.get(span.line, 0))
        return self._last_lines.get(line, line)

    def _all_texts(self) -> list[tuple[yaml.Node, FieldPath]]:
        if self._texts is None:
            self._texts = list(_texts(self._composed(), ()))
        return self._texts

    def _node(self, path: FieldPath, *, key: bool) -> yaml.Node | None:
        node = self._composed()
        name: yaml.Node | None = None
        for depth, part in enumerate(path):
            if isinstance(node, yaml.MappingNode):
                for own, value in node.value:
                    if own.value == part:
                        name, node = own, value
                        break
                else:
                    return name or _head(node)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
                name, node = None, node.value[part]  # Items of a list have no name.
            else:
                return name or _head(node)
            if key and depth == len(path) - 1:
                return name or _head(node)
        return node if path else _head(node)

    def _composed(self) -> yaml.Node | None:
        if self._root is None:
            if Places._again is not None:
                Places._again.forget()
            Places._again = self
            self._root = compose(self._text)
        return self._root


def _texts(node: yaml.Node | None, path: FieldPath) -> Iterator[tuple[yaml.Node, FieldPath]]:
    """Every name and text with the field that it belongs to, in the order of the text."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode):
                yield name, (*path, name.value)
                yield from _texts(value, (*path, name.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _texts(value, (*path, index))
    elif node is not None:
        yield node, path


def _head(node: yaml.Node | None) -> yaml.Node | None:
    """What stands for a node that has no name: the first name in it, or else the node itself."""
    if isinstance(node, yaml.MappingNode) and node.value:
        first: yaml.Node = node.value[0][0]
        return first
    return node


# --- Documents ---

Value: TypeAlias = dict[str, "Value"] | list["Value"] | str | None
"""The content of a file: every scalar as text, a plain null as None."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read; not `usable` if `faults` keep some of it from being read.

    `value` is then what could be read, or None, and `lost` are names of fields that could not.

    `name` is its path for people and machine formats, relative to the project's root. `altered` holds, by path, the
    plain scalars that an ordinary reader of YAML 1.1 would change, with what it takes them for:
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
    hashed: str = field(default="", repr=False, compare=False)
    """The hash of the content, where the text is not kept."""

    @property
    def content_sha256(self) -> str:
        """Hash of the content with LF as line ends: git on Windows turns them into CRLF, and it is the same file."""
        # A search for one character takes a fiftieth of one for two.
        if "\r" not in self.text or "\r\n" not in self.text:
            return self.hashed or self.sha256
        return hashlib.sha256(self.text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()

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

    def released(self, *paths: FieldPath) -> "Document":
        """The document without values and nodes, which take most of its memory: text and faults stay.

        Places are looked up again where they are asked for, but for those of the fields at `paths`.
        """
        self.places.forget(*paths)
        return replace(self, value=None, altered={}, texts=())

    def without_text(self) -> "Document":
        """The document without its text, and with the places alone that were kept when it was released."""
        return replace(self, text="", places=Places(kept=self.places.kept), hashed=self.content_sha256)

    def lines(self) -> list[str]:
        """The lines of the text, as spans count them."""
        return lines_of(self.text)
