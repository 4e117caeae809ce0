"""`secon show --what-if`: a practice and an edited copy of it, and what the copy would change."""

import os
from pathlib import Path

from secon_cli.analysis.movement.diff import WhatIf, what_if
from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.collection import Collection
from secon_cli.checks.practice_file import usable_practice
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce
from secon_cli.commands.limits import allowed_bytes
from secon_cli.commands.ranking import ranked
from secon_cli.commands.show import practice_profile
from secon_cli.output.findings.text import FindingsText
from secon_cli.reading.files import STDIN, InputFile, shown

_COPY = " (the copy)"
"""Follows the name of the copy, which so need not be that of the practice, as the name of a practice file has to."""


def edited_copy(
    name: str,
    copy: str,
    rubric: RubricInForce,
    stdin_filename: str | None,
    *,
    practices: str | None = None,
    quiet: bool = False,
) -> tuple[Inputs, WhatIf]:
    """The practice called `name` next to its copy in a file; UsageProblem where the copy cannot be scored."""
    if name == copy == STDIN:
        raise UsageProblem("practice and copy cannot both come from standard input")
    inputs, original = practice_profile(name, rubric, stdin_filename, practices=practices, quiet=quiet)
    file = _read(copy)
    if file.practice is None:
        findings = FindingsText(file.findings, {file.name: file.document}).screen(stderr=True)
        raise UsageProblem(f"{file.name} has errors; fix them to score it", details=findings)
    taken = {original.scored.assessment.practice.id, file.practice.id}
    others = [one for one in inputs.collection.files if one.practice is None or one.practice.id not in taken]
    scored = ranked(Inputs(Collection((*others, file)), inputs.shipped), rubric.rubric)
    instead = next(one for one in scored if one.assessment.practice.id == file.practice.id)
    everything = Inputs(Collection((*inputs.collection.files, file)), inputs.shipped)
    provenance = everything.provenance(rubric.rubric, rubric.options)
    return inputs, what_if(original.scored, instead, len(scored), provenance)


def _read(copy: str) -> CheckedFile:
    if copy == STDIN:
        return usable_practice(InputFile(None, f"<stdin>{_COPY}", allowed_bytes()).read())
    if not os.path.lexists(copy):
        raise UsageProblem(f"`{shown(copy)}` does not exist; --what-if expects an edited copy of the practice")
    return usable_practice(InputFile(Path(copy), f"{shown(copy)}{_COPY}", allowed_bytes()).read())
