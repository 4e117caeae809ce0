"""Repairs of single values: what to write in place of a name or a value, in the quotation marks that stand there."""

import re

from secon_cli.checks.findings import FieldPath, Fix
from secon_cli.reading.document import Document
from secon_cli.reading.files import SUFFIXES

_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w./%?&=+~-]|:(?=\S)|@| (?=\w))*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAKEN = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)|[0-9._:]*", re.IGNORECASE)
_DATE_OR_NUMBER = re.compile(r"(?!0[0-9])[0-9]+(?:-[0-9]{2}){0,2}")


def id_of_file(name: str) -> str | None:
    """The id of a practice whose file has this name; None where no id can be like that."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return stem if dot and f".{ending}" in SUFFIXES and _SLUG.fullmatch(stem) else None


def rewritten(document: Document, path: FieldPath, text: str, *, key: bool = False) -> Fix | None:
    """Put `text` in place of the value at a path or, with `key`, of its name; None where that is not on one line."""
    span, now = document.span(path, key=key), document.written(path, key=key)
    if span.line != span.end_line or now[:1] in ("|", ">", "[", "{"):
        return None
    if now[:1] == "'":
        return Fix(span, "'" + text.replace("'", "''") + "'")
    return Fix(span, quoted(text) if now[:1] == '"' else written(text))


def written(text: str) -> str:
    """The text as it can stand in a file: without quotation marks where every program reads it alike."""
    if _DATE_OR_NUMBER.fullmatch(text) or (_PLAIN.fullmatch(text) and not _TAKEN.fullmatch(text)):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
