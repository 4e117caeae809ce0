"""A practice has one name, and its file bears it."""

from collections.abc import Iterator

from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.record import Record
from secon_cli.checks.repairs import id_of_file, rewritten
from secon_cli.checks.rule import Example, Rule
from secon_cli.reading.files import SUFFIXES

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
    practice_id, file = record.readable.id, record.document.name.rpartition("/")[2]
    stem, dot, ending = file.rpartition(".")
    if f"{dot}{ending}" in SUFFIXES and practice_id not in (None, stem):
        message = f"the file is called `{file}`"
        advice = f"write `id: {stem}`, or name the file `{practice_id}.{ending}`"
        meant = id_of_file(file)
        fix = rewritten(record.document, ("id",), meant) if meant else None
        yield record.finding(ID_NOT_FILE_NAME, ("id",), message, advice, fix=fix)
