"""Comments that were meant as text."""

import re
from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.rule import Example, Rule
from secon_cli.checks.schema import expected_at, is_text
from secon_cli.practice.model import Practice

TEXT_CUT_SHORT = Rule(
    "text-cut-short",
    Severity.WARNING,
    "A `#` in a text without quotation marks cuts it short.",
    "A `#` with a blank before it begins a comment, which no program reads. What was meant as `Workshop #2` becomes "
    "`Workshop`, without a word.",
    bad=Example("title: Repair café #2 of the old town\n"),
    good=Example("title: 'Repair café #2 of the old town'\n"),
)

_BEGUN = re.compile(r"(?<=\S)[ \t]+#(?=[^\s#])")


def check_comments(record: Record) -> Iterator[Finding]:
    """Comments behind a text whose `#` has no blank behind it, as one has that somebody meant as a comment."""
    document = record.document
    if "#" not in document.text:
        return
    for match in _BEGUN.finditer(document.text):
        path = document.places.field_at(match.start() - 1)
        sign = match.end() - 1
        if path is None or document.places.field_at(sign) is not None or not is_text(expected_at(Practice, path)):
            continue
        if document.written(path)[:1] not in ("'", '"', "|", ">"):
            message = "`#` begins a comment, and the text ends before it"
            advice = "put the whole text in quotation marks; if this is a comment, write a blank behind the `#`"
            length = len(document.text[sign:].split("\n", 1)[0].rstrip())
            yield record.finding_in_text(TEXT_CUT_SHORT, sign, length, message, advice, path=path)
