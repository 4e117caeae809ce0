"""Letters that are not what they look like, and characters that do not look like anything."""

import re
import unicodedata
from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule

INVISIBLE_CHARACTER = Rule(
    "invisible-character",
    Severity.WARNING,
    "A character that nobody sees stands in the text.",
    "Soft hyphens, marks without width and blanks of another kind come along when text is copied. The word looks right "
    "and is not found by a search, or two equal names differ.",
    bad=Example("title: Repair\u00a0café of the old town\n"),
    good=Example("title: Repair café of the old town\n"),
    fixable=True,
)
MIXED_SCRIPTS = Rule(
    "mixed-scripts",
    Severity.WARNING,
    "A word mixes letters of two alphabets.",
    "A Cyrillic `а` in a Latin word looks the same to people and is another letter to programs: the name is not found, "
    "and does not match itself elsewhere.",
    bad=Example("title: Repair c\u0430fé of the old town\n"),
    good=Example("title: Repair café of the old town\n"),
)
QUOTATION_MARKS = Rule(
    "quotation-marks",
    Severity.WARNING,
    "A text stands in quotation marks that are a part of it.",
    "Word processors turn quotation marks into “these”. YAML knows the straight ones only, and takes all others for "
    "letters: they would be printed with the text everywhere.",
    bad=Example("title: “Repair café of the old town”\n"),
    good=Example("title: Repair café of the old town\n"),
)

_BLANKS = "\u00a0\u2007\u202f"
_NOTHING = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b\u180c\u180d\u180e\u200b\u200e\u200f"
    "\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
_INVISIBLE = re.compile(f"[{_BLANKS}]|[{_NOTHING}]+")
_OPENING, _CLOSING = "“„«»‚‘”’", "”“»«’‘"
_WORD = re.compile(r"[^\W\d_]{3,}")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FOREIGN_BYTES = (b"\xcd", b"\xce", b"\xcf", b"\xd0", b"\xd1", b"\xd2", b"\xd3", b"\xd4", b"\xe1")
"""The first bytes of Greek and Cyrillic letters in UTF-8."""


def check_letters(record: Record) -> Iterator[Finding]:
    """Characters and words of the whole file, comments included."""
    text = record.document.text
    if text.isascii():
        return
    # Searches for single signs are many times faster than an expression.
    if any(sign in text for sign in _BLANKS + _NOTHING):
        yield from _invisible(record, text)
    encoded = text.encode()
    if any(byte in encoded for byte in _FOREIGN_BYTES):
        yield from _mixed(record, text)


def check_quotation_marks(record: Record) -> Iterator[Finding]:
    """Texts that begin and end with a quotation mark that no keyboard has."""
    text = record.document.text
    if text.isascii() or not any(sign in text for sign in _OPENING):
        return
    for path, value in record.texts:
        if value[:1] in _OPENING and value[-1:] in _CLOSING and len(value) > 1:
            message = f"`{value[0]}` and `{value[-1]}` are letters of the text for YAML"
            yield record.finding(QUOTATION_MARKS, path, message, "leave them out, or write straight ones")


def _invisible(record: Record, text: str) -> Iterator[Finding]:
    for match in _INVISIBLE.finditer(text):
        blank = match[0] in _BLANKS
        name = unicodedata.name(match[0][0], "without a name").lower()
        advice = "write an ordinary blank" if blank else "delete it"
        message = f"an invisible character stands here (U+{ord(match[0][0]):04X}, {name})"
        instead = " " if blank else ""
        yield record.finding_in_text(
            INVISIBLE_CHARACTER, match.start(), len(match[0]), message, advice, instead=instead
        )


def _mixed(record: Record, text: str) -> Iterator[Finding]:
    for match in _WORD.finditer(text):
        foreign = _FOREIGN.search(match[0])
        if foreign and _LATIN.search(match[0]):
            script = unicodedata.name(foreign[0], "another").split()[0].capitalize()
            message = f"letter {foreign.start() + 1} of this word, `{foreign[0]}`, is {script}, and others are Latin"
            yield record.finding_in_text(MIXED_SCRIPTS, match.start(), len(match[0]), message, "type the word anew")
