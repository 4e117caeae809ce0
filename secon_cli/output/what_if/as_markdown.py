"""An edited copy beside its original in Markdown."""

from secon_cli.analysis.movement.diff import WhatIf
from secon_cli.output.diff.as_markdown import behind_lines
from secon_cli.output.markdown import escaped, row
from secon_cli.output.provenance_text import provenance_words
from secon_cli.output.what_if.words import HEADINGS, criteria, figures, verdict


def what_if_markdown(found: WhatIf) -> str:
    """The whole difference as one document."""
    practice = found.original.assessment.practice
    files = f"{found.original.file}, and in its place {found.copy.file}"
    lines = [f"# {escaped(practice.title)}: what if", "", escaped(files), ""]
    lines += [row(*HEADINGS), row(":--", "--:", "--:")]
    lines += [row(*map(_cell, told)) for told in (*criteria(found), *figures(found))]
    lines += ["", verdict(found)]
    if found.move.fields:
        lines += ["", *behind_lines(found.difference, found.move)]
    return "\n".join([*lines, "", escaped(provenance_words(found.provenance)), ""])


def _cell(text: str) -> str:
    """A cell of the table: a number as it is, since escaping would take it for the beginning of a list."""
    return text if text[:1].isdigit() and text[-1:].isdigit() else escaped(text)
