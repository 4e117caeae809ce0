"""Characters that have no place in a practice file: they command terminals, or show a text in another order."""

import re

UNWANTED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")

_ASCII = bytes(code for code in range(0x80) if UNWANTED.match(chr(code)))
_FIRST = (b"\xc2", b"\xe2", b"\xef")
_BEGINNINGS = (b"\xc2", b"\xe2\x80", b"\xe2\x81", b"\xef\xbf")
"""What the others begin with in UTF-8, among many that are welcome; single bytes are found many times faster."""


def may_be_unwanted(data: bytes) -> bool:
    """Whether UTF-8 text may hold an unwanted character: told by its bytes, several times faster than by a search."""
    if len(data.translate(None, _ASCII)) < len(data):
        return True
    return any(first in data for first in _FIRST) and any(beginning in data for beginning in _BEGINNINGS)
