"""`secon.import/1`: what was read, asked and kept of each file."""

from typing import Literal

from secon_cli import __version__
from secon_cli.forms.draft import ImportedFile, Imports
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import ToolWire

SCHEMA = "secon.import/1"


@wire
class ImportedFieldWire:
    """A value that was read, a question about a field, words that have no place yet, or a cell to correct (`wrong`)."""

    state: Literal["read", "asked", "kept", "wrong"]
    field: str | None
    """Path of the field; null for words without a place."""
    value: str | None
    """What is in the draft, or what a rule takes the words for; null where it takes them for nothing."""
    from_: str | None
    """Where in the file it is, such as `Ratings!E5`, for what is asked, kept or wrong."""
    question: str | None
    """What is asked, or what is wrong."""
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
        places = (each.partition(": ") for each in file.corrections)
        wrong = [ImportedFieldWire("wrong", None, None, place, text, None) for place, _, text in places]
        form = "ratings" if file.ratings or wrong else None
        problem = file.problem or None
        return ImportedFileWire(file.file, file.written, None, form, problem, file.ratings, 0, 0, tuple(wrong))
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
