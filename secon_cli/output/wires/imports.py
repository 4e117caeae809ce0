"""`secon.import/1`: what was read, asked and kept of each file."""

from typing import Literal

from secon_cli import __version__
from secon_cli.forms.draft import ImportedFile, Imports
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import ToolWire

SCHEMA = "secon.import/1"


@wire
class ImportedFieldWire:
    """A value that was read, a question about a field, or words that have no place yet."""

    state: Literal["read", "asked", "kept"]
    field: str | None
    """Path of the field; null for words without a place."""
    value: str | None
    """What is in the draft, or what a rule takes the words for; null where it takes them for nothing."""
    from_: str | None
    """Where in the form it is, for what is asked or kept."""
    question: str | None
    words: str | None
    """The words of the source, for what is asked or kept."""


@wire
class ImportedFileWire:
    """One file: its draft, or why there is none."""

    file: str
    draft: str | None
    """The file that was written."""
    id: str | None
    form: str | None
    """The kind of form that it was read as."""
    problem: str | None
    read: int
    """Number of values in the draft."""
    asked: int
    kept: int
    fields: tuple[ImportedFieldWire, ...]


@wire
class ImportsWire:
    """The result of `secon import`."""

    schema: str
    tool: ToolWire
    files: tuple[ImportedFileWire, ...]


def imports_wire(result: Imports) -> ImportsWire:
    """The result as JSON."""
    return ImportsWire(SCHEMA, ToolWire("secon", __version__), tuple(map(_file, result.files)))


def _file(file: ImportedFile) -> ImportedFileWire:
    draft = file.draft
    if draft is None:
        return ImportedFileWire(file.file, None, None, None, file.problem, 0, 0, 0, ())
    read = [ImportedFieldWire("read", path, value, None, None, None) for path, value in draft.read]
    asked = [
        ImportedFieldWire("asked", each.path, each.guess or None, each.place or None, each.ask, each.words)
        for each in draft.asked
    ]
    kept = [ImportedFieldWire("kept", None, None, each.place or None, each.ask, each.words) for each in draft.kept]
    return ImportedFileWire(
        file.file,
        file.written,
        draft.record["id"],
        draft.form,
        None,
        len(read),
        len(asked),
        len(kept),
        (*read, *asked, *kept),
    )
