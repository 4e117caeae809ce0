"""A practice file is published: it holds no address or number of a person."""

import re
from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule

PERSONAL_DATA = Rule(
    "personal-data",
    Severity.WARNING,
    "The file probably holds an e-mail address or a telephone number.",
    "What stands in a practice file is published and copied, and cannot be taken back. A link to the page where an "
    "organisation shows its contacts does the same without naming a person.",
    bad=Example("summary: Neighbours repair things; write to anna.ozola@example.org for a place.\n"),
    good=Example("summary: Neighbours repair things; places are given on the home page.\n"),
)

_EMAIL = re.compile(r"(?<![\w./@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_DIGITS = re.compile(r"[0-9][0-9 ()/.-]{5,}[0-9]")
_PREFIX = re.compile(r"(?<![\w.,/=+-])\+$|(?<![\w.,/=+-])$")
_LABEL = re.compile(r"\b(?:tel|phone|telephone|mobile)[.:]{0,2} ?\(?\+?$", re.IGNORECASE)
_LONGEST_LABEL = 16
_FEWEST_DIGITS, _FEWEST_WITH_PREFIX, _MOST_DIGITS = 6, 9, 15


def check_privacy(record: Record) -> Iterator[Finding]:
    """Addresses and numbers wherever in the file they stand, comments included."""
    text = record.document.text
    advice = "remove it; link to a page with the organisation's contacts instead"
    if "@" in text:
        for match in _EMAIL.finditer(text):
            message = "this looks like an e-mail address"
            yield record.finding_in_text(PERSONAL_DATA, match.start(), len(match[0]), message, advice)
    for match in _DIGITS.finditer(text):
        if _is_telephone(text[max(match.start() - _LONGEST_LABEL, 0) : match.start()], match[0]):
            message = "this looks like a telephone number"
            yield record.finding_in_text(PERSONAL_DATA, match.start(), len(match[0]), message, advice)


def _is_telephone(before: str, number: str) -> bool:
    """Whether a run of digits has the prefix of a country or is called a telephone number."""
    digits = sum(map(str.isdigit, number))
    if before[-1:] == "+" or number.startswith("00"):
        return _PREFIX.search(before) is not None and _FEWEST_WITH_PREFIX <= digits <= _MOST_DIGITS
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and _LABEL.search(before) is not None
