"""Rules of the file itself (encoding, size, syntax, depth, parts of YAML that are not used here) and of its fields."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from secon_cli.checks.findings import START, FieldPath, Finding, Fix, Span, broken
from secon_cli.practice.fields import block_of, follow, item_of, value_of
from secon_cli.reading.document import Document
from secon_cli.reading.yaml_reader import ODD_SPACES

MOST_FINDINGS = 500
"""Findings that are shown of one file: a flood of them helps no one, and must not fill a log."""


def limited(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings in order; of too many, the worst and one more that says so, as bad as what it hides."""
    if len(findings) <= MOST_FINDINGS:
        return sorted(findings, key=lambda finding: finding.order)
    message = f"only the worst {MOST_FINDINGS} findings of this file are shown"
    worst = sorted(findings, key=lambda finding: (finding.severity.rank, finding.order))
    more = broken("too-many", document, (), message, span=START)
    shown = [*worst[:MOST_FINDINGS], more._replace(severity=worst[MOST_FINDINGS].severity)]
    return sorted(shown, key=lambda finding: finding.order)


def file_findings(document: Document, model: type[BaseModel]) -> list[Finding]:
    """What was wrong when the file of a `model` was read, and invisible spaces."""
    found: list[Finding] = []
    for fault in document.faults:
        advice, fix = fault.help, None
        if fault.kind == "empty-value":
            advice = _how_to_fill(fault.path, model)
        elif fault.kind == "unusual-space":
            written = document.lines()[fault.span.line - 1][fault.span.column - 1 : fault.span.end_column - 1]
            fix = Fix(fault.span, re.sub(f"[{ODD_SPACES}]", " ", written))
        found.append(broken(fault.kind, document, fault.path, fault.message, advice, span=fault.span, fix=fix))
    return [*found, *_trailing_spaces(document)] if document.value is not None else found


def _how_to_fill(path: FieldPath, model: type[BaseModel]) -> str:
    """What to write where a name has no value, which depends on what the field is."""
    location = follow(model, path)
    if isinstance(path[-1], int):
        return "write the item, or remove the line"
    field = location.block.model_fields.get(path[-1]) if location.block else None
    if item_of(location.expected) is not None:
        write = "write `[]` if you looked and found nothing"
    elif block_of(location.expected) or value_of(location.expected) is not None:
        write = "write its fields below, indented"
    else:
        write = "write its value after the colon"
    return write if field and field.is_required() else f"{write}, or remove the line"


_MOST_SPACED = 20
"""Lines with spaces at their end that are reported one by one; an editor that left more left them everywhere."""


def _trailing_spaces(document: Document) -> Iterator[Finding]:
    text = document.text
    if " \n" not in text and "\t" not in text and "\r" not in text and text[-1:] != " ":
        return
    lines = document.lines()
    spaced = [number for number, line in enumerate(lines, start=1) if line[-1:] in (" ", "\t")]
    if len(spaced) > _MOST_SPACED:
        first, last = spaced[0], spaced[-1]
        start, end = len(lines[first - 1].rstrip(" \t")) + 1, len(lines[last - 1]) + 1
        kept = "\n".join(["", *(line.rstrip(" \t") for line in lines[first:last])])
        place = Span(first, start, first, len(lines[first - 1]) + 1)
        message = f"spaces at the end of this line and of {len(spaced) - 1} more lines"
        yield broken("trailing-blanks", document, (), message, span=place, fix=Fix(Span(first, start, last, end), kept))
        return
    for number in spaced:
        line = lines[number - 1]
        span = Span(number, len(line.rstrip(" \t")) + 1, number, len(line) + 1)
        message = "spaces at the end of the line"
        yield broken("trailing-blanks", document, (), message, span=span, fix=Fix(span, ""))
