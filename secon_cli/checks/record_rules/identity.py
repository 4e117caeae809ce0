"""A practice has one name, and its file bears it."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.repairs import rewritten
from secon_cli.checks.rule import Example, Rule

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

ID_NOT_FILE_NAME = Rule(
    "id-not-file-name",
    Severity.ERROR,
    "The id differs from the name of the file.",
    "A practice is found by its id and by its file; two names for one thing make two things of it.",
    bad=Example("id: repair-cafe\n"),
    good=Example("id: example\n"),
    fixable=True,
)


def check_id(record: Record) -> Iterator[Finding]:
    """The id is the name of the file; text from standard input has none."""
    practice_id, file = record.readable.id, PurePosixPath(record.document.name)
    if file.suffix in (".yaml", ".yml") and practice_id not in (None, file.stem):
        message = f"the file is called `{file.name}`"
        advice = f"write `id: {file.stem}`, or name the file `{practice_id}{file.suffix}`"
        fix = rewritten(record.document, ("id",), file.stem) if _SLUG.fullmatch(file.stem) else None
        yield record.finding(ID_NOT_FILE_NAME, ("id",), message, advice, fix=fix)
