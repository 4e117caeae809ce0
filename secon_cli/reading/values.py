"""From composed nodes to plain values: every scalar as text, for the field's type to decide what it means."""

import re

import yaml

from secon_cli.reading.characters import UNWANTED
from secon_cli.reading.composer import LONGEST_WORD, NUMBERS_BEGIN, kind_of
from secon_cli.reading.document import Fault, Value
from secon_cli.reading.guard import MAX_DEPTH, TOO_DEEP
from secon_cli.reading.spans import FieldPath, between
from secon_cli.reading.yaml_scalars import NULL

_MERGE = "<<"
_WHOLE = re.compile(r"0|-?[1-9][0-9]*")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Walk:
    """One walk over the nodes of a text: gathers its faults, and the plain scalars that other readers alter."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._escapes = "\\" in text
        self.faults: list[Fault] = []
        self.altered: dict[FieldPath, str] = {}
        self.texts: list[str] = []
        self.too_deep = False

    def fields(self, node: yaml.MappingNode, path: FieldPath, depth: int) -> dict[str, Value]:
        """The values of a block by name; of a name that stands twice, the first."""
        values: dict[str, Value] = {}
        repeated: list[yaml.ScalarNode] = []
        for key, inside in node.value:
            name = key.value
            if type(key) is not yaml.ScalarNode or not name or (name == _MERGE and not key.style):
                self._refuse_key(key, path)
            elif name in values:
                repeated.append(key)
            elif type(inside) is yaml.ScalarNode:
                text = inside.value
                # Told here whether there is anything to look at: to call a function for each value takes as long again.
                if self._escapes if inside.style else len(text) <= LONGEST_WORD or text[0] in NUMBERS_BEGIN:
                    values[name] = self._looked_at(inside, (*path, name), key)
                else:
                    values[name] = text
                self.texts.append(text)
            else:
                values[name] = self._inside(inside, (*path, name), depth, key)
        if repeated:
            self._refuse_repeated(node, repeated, path)
        return values

    def _items(self, node: yaml.SequenceNode, path: FieldPath, depth: int) -> list[Value]:
        values: list[Value] = []
        for index, item in enumerate(node.value):
            if type(item) is yaml.ScalarNode:
                text = item.value
                if self._escapes if item.style else len(text) <= LONGEST_WORD or text[0] in NUMBERS_BEGIN:
                    values.append(self._looked_at(item, (*path, index), item))
                else:
                    values.append(text)
                self.texts.append(text)
            else:
                values.append(self._inside(item, (*path, index), depth, item))
        return values

    def _looked_at(self, node: yaml.ScalarNode, path: FieldPath, named: yaml.Node) -> str | None:
        """A scalar's text, None where it stands for nothing; what is wrong with it, or read otherwise, is noted."""
        text: str = node.value
        if node.style:
            if node.style == '"' and self._escapes and UNWANTED.search(text):
                self._refuse_escape(node, path)
            return text
        kind = kind_of(text)
        if kind == NULL:
            self._refuse_null(named, path)
            return None
        if kind is not None and not _survives(text, kind):
            self.altered[path] = kind
        return text

    def _inside(self, node: yaml.Node, path: FieldPath, depth: int, named: yaml.Node) -> Value:
        """The value of a list or block."""
        if depth == MAX_DEPTH:
            self.too_deep = True
            self._fault("too-deep", TOO_DEEP, named, path, "check the indentation")
            return None
        if type(node) is yaml.MappingNode:
            return self.fields(node, path, depth + 1)
        assert isinstance(node, yaml.SequenceNode)
        return self._items(node, path, depth + 1)

    def _refuse_key(self, key: yaml.Node, path: FieldPath) -> None:
        if not isinstance(key, yaml.ScalarNode):
            message, help_text = (
                "the name of a field is a plain word, no list or block",
                "write it as `name: value`",
            )
            self._fault("syntax", message, key, path, help_text)
        elif key.value == "":
            self._fault("syntax", "there is no name before this colon", key, path, "write it as `name: value`")
        else:
            self._fault("alias", "`<<` repeats another part of the file", key, path, "write the fields out")

    def _refuse_repeated(self, node: yaml.MappingNode, repeated: list[yaml.ScalarNode], path: FieldPath) -> None:
        names = (key for key, _ in reversed(node.value) if isinstance(key, yaml.ScalarNode))
        lines = {key.value: key.start_mark.line + 1 for key in names}
        for key in repeated:
            message = f"`{key.value}` stands here a second time; the first is on line {lines[key.value]}"
            self._fault("duplicate-key", message, key, (*path, key.value), "keep one of the two")

    def _refuse_escape(self, node: yaml.ScalarNode, path: FieldPath) -> None:
        message = "a `\\` in this text stands for an invisible character"
        self._fault("control-character", message, node, path, "write `\\\\` for a backslash, or use '…' instead")

    def _refuse_null(self, named: yaml.Node, path: FieldPath) -> None:
        message = "this item is empty" if isinstance(path[-1], int) else f"nothing is given for `{path[-1]}`"
        self._fault("empty-value", message, named, path, "write its value, or remove it")

    def _fault(self, kind: str, message: str, node: yaml.Node, path: FieldPath, help_text: str) -> None:
        span = between(self._text, node.start_mark, node.end_mark)
        self.faults.append(Fault(kind, message, span, path, help_text))


def _survives(text: str, kind: str) -> bool:
    """Whether a plain scalar, read as its kind and written again, is the same."""
    if kind == "int":
        return _WHOLE.fullmatch(text) is not None
    if kind == "float":
        return _DECIMAL.fullmatch(text) is not None and repr(float(text)) == text
    return kind == "timestamp" and _DAY.fullmatch(text) is not None
