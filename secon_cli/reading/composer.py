"""libyaml's composer without PyYAML's resolver, which takes as long as the rest and asks of every name what it is."""

import re
from typing import Any

import yaml

from secon_cli.reading.yaml_scalars import BOOLEANS, NULL

_WORDS = {
    **{spelling: "bool" for word in BOOLEANS for spelling in (word, word.title(), word.upper())},
    **dict.fromkeys(("", "~", NULL, NULL.title(), NULL.upper()), NULL),
    "<<": "merge",
    "=": "value",
}
LONGEST_WORD = max(map(len, _WORDS))
"""A longer plain value is text, unless it begins as a number does."""
_NUMBERS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    first: tuple((tag.rpartition(":")[2], pattern) for tag, pattern in yaml.CSafeLoader.yaml_implicit_resolvers[first])
    for first in "+-.0123456789"
}
NUMBERS_BEGIN = frozenset(_NUMBERS)


class _Loader(yaml.CSafeLoader):
    """Leaves open what kind of value a node is; paths, which PyYAML's own resolver keeps track of, play no part."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def compose(text: str) -> yaml.Node | None:
    """The nodes of the one document in a text, None for an empty one; YAMLError where it is not YAML."""
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def kind_of(plain: str) -> str | None:
    """What YAML 1.1 takes a scalar without quotation marks for: `bool`, `int`, …; None where it is text."""
    if plain in _WORDS:
        return _WORDS[plain]
    for kind, pattern in _NUMBERS.get(plain[:1], ()):
        if pattern.match(plain):
            return kind
    return None
