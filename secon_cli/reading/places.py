"""Where the fields of a text stand, looked up only for the few that somebody asks about."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

import yaml

from secon_cli.reading.composer import compose
from secon_cli.reading.spans import BLANKS, START, FieldPath, Span, between


class Places:
    """The composed nodes of a text; composed again after `forget`, which frees their memory."""

    __slots__ = ("_root", "_text", "_texts")

    def __init__(self, text: str = "", root: yaml.Node | None = None) -> None:
        self._text, self._root = text, root
        self._texts: list[tuple[yaml.Node, FieldPath]] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Places, (self._text,)

    def forget(self) -> None:
        """Let go of the nodes: they take far more memory than the text."""
        self._root = self._texts = None

    def span(self, path: FieldPath, *, key: bool = False) -> Span:
        """The place of the field's value or, with `key`, its name; for a field that is not there, its parent's name."""
        return self._of(self._node(path, key=key))

    def written(self, path: FieldPath, *, key: bool = False) -> str:
        """What stands at the place that `span` gives, letter by letter: quotation marks and line breaks included."""
        node = self._node(path, key=key)
        return "" if node is None else self._text[node.start_mark.index : node.end_mark.index].rstrip(BLANKS)

    def field_at(self, index: int) -> FieldPath | None:
        """The field whose name or text holds the character at `index`; None for what is no part of any value."""
        texts = self._all_texts()
        at = bisect_right(texts, index, key=lambda each: each[0].start_mark.index) - 1
        return texts[at][1] if at >= 0 and index < texts[at][0].end_mark.index else None

    def last_line(self, line: int) -> int:
        """The line on which the last text ends that begins on this line, both counted from 1."""
        ends = [between(self._text, one.start_mark, one.end_mark) for one, _ in self._beginning(line)]
        return max((span.end_line for span in ends), default=line)

    def _beginning(self, line: int) -> list[tuple[yaml.Node, FieldPath]]:
        texts = self._all_texts()
        first = bisect_left(texts, line - 1, key=lambda each: each[0].start_mark.line)
        last = bisect_right(texts, line - 1, key=lambda each: each[0].start_mark.line)
        return texts[first:last]

    def _all_texts(self) -> list[tuple[yaml.Node, FieldPath]]:
        """Every name and text with the field that it belongs to, in the order of the text."""
        if self._texts is None:
            root = self._composed()
            self._texts = list(_texts(root, ())) if root is not None else []
        return self._texts

    def _node(self, path: FieldPath, *, key: bool) -> yaml.Node | None:
        node, name = self._composed(), None
        for depth, part in enumerate(path):
            step = _step(node, part)
            if step is None:
                return name or _head(node)
            name, node = step
            if key and depth == len(path) - 1:
                return name or _head(node)
        return node if path else _head(node)

    def _composed(self) -> yaml.Node | None:
        if self._root is None:
            self._root = compose(self._text)
        return self._root

    def _of(self, node: yaml.Node | None) -> Span:
        return START if node is None else between(self._text, node.start_mark, node.end_mark)


def _step(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """The name and the value of a node's part; items of a list have no name."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value == part:
                return name, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
        return None, node.value[part]
    return None


def _texts(node: yaml.Node, path: FieldPath) -> Iterator[tuple[yaml.Node, FieldPath]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode):
                yield name, (*path, name.value)
                yield from _texts(value, (*path, name.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _texts(value, (*path, index))
    else:
        yield node, path


def _head(node: yaml.Node | None) -> yaml.Node | None:
    """What stands for a node that has no name: the first name in it, or else the node itself."""
    if isinstance(node, yaml.MappingNode) and node.value:
        first: yaml.Node = node.value[0][0]
        return first
    return node
