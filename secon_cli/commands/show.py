"""`secon show`: one practice, its scores, and what would raise them."""

import os
from collections.abc import Mapping
from pathlib import Path

from secon_cli.analysis import diff
from secon_cli.analysis.names import NameKind, NameProblem, look_up
from secon_cli.analysis.profile import PracticeProfile, profile
from secon_cli.analysis.results import Scored
from secon_cli.checks.collection import Collection
from secon_cli.checks.practice_file import CheckedFile, usable_practice
from secon_cli.commands.errors import NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce, allowed_bytes, load_practices, load_rubric, report_unusable
from secon_cli.commands.ranking import ranked
from secon_cli.commands.values import RubricChoice
from secon_cli.engine.assessment import Assessment
from secon_cli.output import wires
from secon_cli.output.emit import Destination
from secon_cli.output.findings.text import FindingsText
from secon_cli.output.pages.show import show_page
from secon_cli.practice.facts import value_at
from secon_cli.reading.document import FieldPath
from secon_cli.reading.files import STDIN, InputFile, shown


def run(
    name: str,
    what_if: str | None,
    choice: RubricChoice,
    to: Destination,
    *,
    full: bool,
    practices: str | None,
    stdin_filename: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write the practice, or what an edited copy would change."""
    rubric = load_rubric(choice)
    if what_if is not None:
        from secon_cli.output.pages.diff import what_if_page

        inputs, found = edited_copy(name, what_if, rubric, stdin_filename, practices=practices, quiet=quiet)
        to.write(page=lambda: what_if_page(found), wire=lambda: wires.what_if_wire(found))
    else:
        inputs, shown_profile = practice_profile(name, rubric, stdin_filename, practices=practices, quiet=quiet)
        to.write(
            page=lambda: show_page(shown_profile, full=full or to.format in {"markdown", "docx"}),
            wire=lambda: wires.show_wire(shown_profile),
        )
    report_unusable(inputs, quiet=quiet, verbose=verbose)
    return 0


def practice_profile(
    name: str,
    rubric: RubricInForce,
    stdin_filename: str | None,
    *,
    practices: str | None = None,
    quiet: bool = False,
) -> tuple[Inputs, PracticeProfile]:
    """The practice called `name`, or the one in the file of that name, ranked with the collection."""
    inputs = _collection(practices, quiet=quiet)
    draft, wanted = False, None
    if name == STDIN or (os.path.lexists(name) and not _is_id(name, inputs.collection)):
        file = _read(name, stdin_filename)
        draft = not _holds(inputs.collection, file)
        inputs = _with(file, inputs) if draft else inputs
        wanted = file.practice.id if file.practice else name
    elif not inputs.collection.practices:
        raise NoInput("there is no collection here; name a practice file")
    everyone = ranked(inputs, rubric.rubric)
    if wanted is None:
        wanted = _id(name, inputs, {scored.assessment.practice.id: scored.rank for scored in everyone})
    scored = next(scored for scored in everyone if scored.assessment.practice.id == wanted)
    file = next(file for file in inputs.collection.files if file.practice and file.practice.id == wanted)
    provenance = inputs.provenance(rubric.rubric, rubric.options)
    return inputs, profile(provenance, scored, len(everyone), draft=draft, lines=field_lines(scored, file))


def _collection(practices: str | None, *, quiet: bool) -> Inputs:
    try:
        return load_practices([practices] if practices else None, quiet=quiet)
    except NoInput:
        return Inputs(Collection(()), shipped=False)


def _read(name: str, stdin_filename: str | None) -> CheckedFile:
    """The one file of that name, checked; UsageProblem, with its findings, where it has errors."""
    files = load_practices([name], stdin_filename).collection.files
    if len(files) != 1:
        raise UsageProblem(f"`{name}` holds {len(files)} practice files; name one of them")
    if files[0].practice is None:
        raise _errors_first(files[0])
    return files[0]


def _errors_first(file: CheckedFile) -> UsageProblem:
    """Why a file with errors has no scores, with its findings."""
    shown = FindingsText(file.findings, {file.name: file.document}).screen(stderr=True)
    return UsageProblem(f"{file.name} has errors; fix them to score it", details=shown)


def _holds(collection: Collection, file: CheckedFile) -> bool:
    """Whether the file, with the same content, is part of the collection."""
    return any(
        other.practice
        and file.practice
        and (other.practice.id, other.document.sha256) == (file.practice.id, file.document.sha256)
        for other in collection.files
    )


def _with(file: CheckedFile, inputs: Inputs) -> Inputs:
    """The collection with a draft in it, in place of a practice with the same id."""
    wanted = file.practice.id if file.practice else ""
    others = (other for other in inputs.collection.files if not other.practice or other.practice.id != wanted)
    return Inputs(Collection((*others, file)), inputs.shipped)


def _is_id(name: str, collection: Collection) -> bool:
    """Whether a practice is called exactly that: then a folder or file of the same name is not meant."""
    return any(file.id == name for file in collection.files)


def _id(name: str, inputs: Inputs, ranks: Mapping[str, int]) -> str:
    """The id of the one practice that a name or a rank refers to."""
    unusable = next((file for file in inputs.unusable if file.id == name), None)
    if unusable is not None:
        raise _errors_first(unusable)
    try:
        return look_up(name, inputs.collection.practices, [NameKind.PRACTICE], ranks=ranks).ids[0]
    except NameProblem as problem:
        raise UsageProblem(str(problem)) from None


def field_lines(scored: Scored, file: CheckedFile) -> dict[str, int]:
    """The line of each field that the assessment speaks of; what was left out of the file has none."""
    return {field: file.document.span(_path(field), key=True).line for field in _fields(scored.assessment)}


def _fields(assessment: Assessment) -> set[str]:
    indicators = [indicator for criterion in assessment.criteria for indicator in criterion.indicators]
    counted = {item.field for indicator in indicators for item in indicator.counted}
    missed = {item.field for indicator in indicators for item in indicator.not_counted}
    fields = {field for field in counted | missed if "[]" not in field}
    return {field for field in fields if value_at(assessment.practice, field) is not None}


def _path(field: str) -> FieldPath:
    parts = field.replace("[", ".").replace("]", "").split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts)


# --- What an edited copy would change ---------------------------------------------------------------------------------

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
) -> tuple[Inputs, diff.WhatIf]:
    """The practice called `name` next to its copy in a file; UsageProblem where the copy cannot be scored."""
    if name == copy == STDIN:
        raise UsageProblem("practice and copy cannot both come from standard input")
    inputs, original = practice_profile(name, rubric, stdin_filename, practices=practices, quiet=quiet)
    file = _read_copy(copy)
    if file.practice is None:
        findings = FindingsText(file.findings, {file.name: file.document}).screen(stderr=True)
        raise UsageProblem(f"{file.name} has errors; fix them to score it", details=findings)
    taken = {original.scored.assessment.practice.id, file.practice.id}
    others = [one for one in inputs.collection.files if one.practice is None or one.practice.id not in taken]
    scored = ranked(Inputs(Collection((*others, file)), inputs.shipped), rubric.rubric)
    instead = next(one for one in scored if one.assessment.practice.id == file.practice.id)
    everything = Inputs(Collection((*inputs.collection.files, file)), inputs.shipped)
    provenance = everything.provenance(rubric.rubric, rubric.options)
    return inputs, diff.what_if(original.scored, instead, len(scored), provenance)


def _read_copy(copy: str) -> CheckedFile:
    if copy == STDIN:
        return usable_practice(InputFile(None, f"<stdin>{_COPY}", allowed_bytes()).read())
    if not os.path.lexists(copy):
        raise UsageProblem(f"`{shown(copy)}` does not exist; --what-if expects an edited copy of the practice")
    return usable_practice(InputFile(Path(copy), f"{shown(copy)}{_COPY}", allowed_bytes()).read())
