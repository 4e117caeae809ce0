"""Text from data made safe to print: what would command a terminal or reorder a line is shown, not done."""

import re

_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """The text on one line, with every character that has no shape of its own written as its code."""
    return _UNSAFE.sub(lambda match: _name(match[0]), text)


def one_line(text: str) -> str:
    """The text on one line that prints as it reads: blanks and line ends as one blank, the rest visible."""
    return visible(" ".join(text.split()))


def _name(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
