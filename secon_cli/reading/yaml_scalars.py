"""Single values in YAML 1.1: the words that mean something else, and how to write a text that every reader keeps."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import yaml

BOOLEANS: Final[Mapping[str, bool]] = MappingProxyType(
    {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
)
"""The words, in lower case, that all readers of YAML 1.1 take for true or false."""

ONE_LETTER_BOOLEANS: Final[Mapping[str, bool]] = MappingProxyType({"y": True, "n": False})
"""Two more, which the specification has, some readers follow, and PyYAML does not."""

NULL: Final = "null"
"""The word for no value, in lower case."""

RESERVED: Final = frozenset({*BOOLEANS, *ONE_LETTER_BOOLEANS, NULL})
"""All words, in lower case, that mean something else to some reader."""

_PLAIN = r"[^\W\d_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff:#]|:(?=\S)|(?<=\S)#)*"
"""Text that begins with a letter and holds nothing that YAML could take for a sign of its own."""
_DIGITS = r"(?!0[0-9])[0-9]+(?:-[0-9]+){0,2}"
"""A whole number, a date or a range of pages: read as they are, or as text."""
_FLOW_SIGNS = frozenset(",[]{}?")
ESCAPED: Final = "[\x7f-\xa0\u2028\u2029\ufeff]"
"""Characters that are written as escapes, so that a reader of the file sees them."""


def scalar(text: str, *, flow: bool = False) -> str:
    """Text on one line; in quotation marks where it could be read as something else, or ends the item of a list."""
    plain = re.fullmatch(_PLAIN, text) and text == text.strip() and not text.endswith(":")
    if plain and text.lower() not in RESERVED and not (flow and _FLOW_SIGNS.intersection(text)):
        return text
    return quoted(text)


def typed(text: str) -> str:
    """A value whose field decides what it is, on one line and anywhere: a number, a date, a word, a citation."""
    return text if re.fullmatch(_DIGITS, text) else scalar(text, flow=True)


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return re.sub(ESCAPED, lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


# --- What YAML 1.1 takes a value without quotation marks for ---

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


def kind_of(plain: str) -> str | None:
    """What YAML 1.1 takes a scalar without quotation marks for: `bool`, `int`, …; None where it is text."""
    if plain in _WORDS:
        return _WORDS[plain]
    for kind, pattern in _NUMBERS.get(plain[:1], ()):
        if pattern.match(plain):
            return kind
    return None
