"""Where the fields of a text stand, looked up only for the few that somebody asks about."""

from typing import Any

import yaml

from secon_cli.reading.composer import compose
from secon_cli.reading.spans import START, FieldPath, Span, between


class Places:
    """The composed nodes of a text; composed again after `forget`, which frees their memory."""

    __slots__ = ("_root", "_text")

    def __init__(self, text: str = "", root: yaml.Node | None = None) -> None:
        self._text, self._root = text, root

    def __reduce__(self) -> tuple[Any, ...]:
        return Places, (self._text,)

    def forget(self) -> None:
        """Let go of the nodes: they take far more memory than the text."""
        self._root = None

    def span(self, path: FieldPath, *, key: bool = False) -> Span:
        """The place of the field's value or, with `key`, its name; for a field that is not there, its parent's name."""
        if self._root is None:
            self._root = compose(self._text)
        node, name = self._root, None
        for depth, part in enumerate(path):
            step = _step(node, part)
            if step is None:
                return self._of(name or _head(node))
            name, node = step
            if key and depth == len(path) - 1:
                return self._of(name or _head(node))
        return self._of(node if path else _head(node))

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


def _head(node: yaml.Node | None) -> yaml.Node | None:
    """What stands for a node that has no name: the first name in it, or else the node itself."""
    if isinstance(node, yaml.MappingNode) and node.value:
        first: yaml.Node = node.value[0][0]
        return first
    return node
