"""`secon template`: the form of a template as a Word document."""

from collections.abc import Sequence
from pathlib import Path

from secon_cli.analysis.names import NameKind, NameProblem, look_up
from secon_cli.commands.inputs import some_practices
from secon_cli.commands.values import NoInput, UsageProblem
from secon_cli.forms.layout import layout
from secon_cli.output.destination import write
from secon_cli.output.plain_text import visible
from secon_cli.output.word_form import word_form
from secon_cli.practice.model import Practice
from secon_cli.reading import files


def run(
    output: Path | None, source: str | None, template: str, *, full: bool, practices: str | None, quiet: bool
) -> int:
    """Write the form, filled from the practice `source` where one is named."""
    if output is None:
        raise UsageProblem("a form is a Word document; add --output form.docx")
    if output.suffix.lower() != ".docx":
        raise UsageProblem(f"--output {files.shown(output)}: a form is a Word document; end the name in .docx")
    practice = None if source is None else _practice(source, practices)
    write(word_form(layout(template), practice, full=full), output)
    if not quiet:
        shown = visible(files.shown(output))
        write(f"Wrote {shown}\nWhen it comes back: secon import {shown}\n", None)
    return 0


def _practice(name: str, path: str | None) -> Practice:
    found: Sequence[Practice] = some_practices(path, quiet=True).collection.practices
    if not found:
        raise NoInput("there is no collection here to take a practice from")
    try:
        (id,) = look_up(name, found, [NameKind.PRACTICE]).ids
    except NameProblem as problem:
        raise UsageProblem(f"--from: {problem}") from None
    return next(practice for practice in found if practice.id == id)
