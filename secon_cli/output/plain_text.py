"""Text from data made safe to print: what commands a terminal or a job, or turns a line round, is shown, not done."""

import re

POWERFUL = "[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|(?<=##)\\[|(?<=##vso)\\["
"""A pattern for what commands a terminal, turns a line round, or has no shape, beside the control characters of ASCII.

`##[` and `##vso[` begin a command for those who run jobs in CI, and who look for it in all that is printed.
"""

_UNSAFE = re.compile(f"[\0-\x1f]|{POWERFUL}")


def visible(text: str) -> str:
    """The text on one line, with every character that has no shape of its own, or power over others, as its code."""
    return _UNSAFE.sub(lambda match: _name(match[0]), text)


def one_line(text: str) -> str:
    """The text on one line that prints as it reads: blanks and line ends as one blank, the rest visible."""
    return visible(" ".join(text.split()))


def _name(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
