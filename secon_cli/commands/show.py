"""`secon show`: one practice, its scores, and what would raise them."""

import os
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from secon_cli.analysis.profile import PracticeProfile, profile
from secon_cli.analysis.results import Scored
from secon_cli.checks.checked_files import CheckedFile, usable_practice
from secon_cli.cli import ShowOptions
from secon_cli.commands.inputs import (
    allowed_bytes,
    found_files,
    ids_of,
    load_practices,
    load_rubric,
    report_unusable,
    some_practices,
)
from secon_cli.commands.score import Basis
from secon_cli.commands.values import NoInput, UsageProblem
from secon_cli.output import wires
from secon_cli.output.destination import screen_of
from secon_cli.output.findings import findings_screen
from secon_cli.output.pages.show import show_page
from secon_cli.practice.fields import path_of, value_at
from secon_cli.reading.files import STDIN, InputFile, project_root, shown


def run(options: ShowOptions) -> int:
    """Write the practice, or what an edited copy would change."""
    name, what_if, to = options.name, options.what_if, options.to
    if name == what_if == STDIN:
        raise UsageProblem("practice and copy cannot both come from standard input")
    rubric = load_rubric(options.choice)
    basis, original = _profile(options, Basis(some_practices(options.practices, quiet=options.quiet), rubric))
    inputs = basis.inputs
    if what_if is not None:
        from secon_cli.analysis.diff import what_if as difference
        from secon_cli.output.pages.diff import what_if_page

        if what_if != STDIN and not os.path.lexists(what_if):
            raise UsageProblem(f"`{shown(what_if)}` does not exist; --what-if expects an edited copy of the practice")
        path, called = (None, "<stdin>") if what_if == STDIN else (Path(what_if), shown(what_if))
        # With this addition, the copy need not be called what the file of such a practice has to be called.
        copy = _sound(usable_practice(InputFile(path, f"{called} (the copy)", allowed_bytes()).read()))
        everyone = Basis(inputs.with_file(copy, original.scored.id, copy.id), rubric).everyone
        instead = next(scored for scored in everyone if scored.id == copy.id)
        both = Basis(inputs.with_file(copy), rubric).provenance()
        changed = difference(original.scored, instead, len(everyone), both)
        to.write(page=lambda: what_if_page(changed), wire=lambda: wires.compare.WHAT_IF.view(changed))
    else:
        in_full = options.full or to.format in {"markdown", "docx"}
        page = partial(show_page, original, full=in_full, collection=options.practices)
        to.write(page=page, wire=lambda: wires.score.SHOW.view(original))
    report_unusable(inputs, options)
    return 0


def _profile(options: ShowOptions, basis: Basis) -> tuple[Basis, PracticeProfile]:
    """The practice called `options.name`, or the one in the file of that name, ranked with the collection.

    A file that is not in the collection is a draft: it takes the place of a practice with the same id.
    """
    name, files = options.name, basis.inputs.collection.files
    draft, wanted = False, None
    if _is_path(name, basis):
        file = _sound(load_practices([name], options.stdin_filename).collection.files[0])
        wanted, content = file.id, file.document.sha256
        draft = not any((other.id, other.document.sha256) == (wanted, content) for other in files if other.practice)
        if draft:
            basis = replace(basis, inputs=basis.inputs.with_file(file, wanted))
    else:
        practices, unusable = basis.inputs.collection.practices, basis.inputs.unusable
        called_so = [file for file in unusable if name in (file.id, Path(file.name).stem)]
        for file in called_so or (() if practices else unusable):
            _sound(file)
        if not practices:
            raise NoInput("there is no collection here; name a practice file")
    everyone, inputs = basis.everyone, basis.inputs
    if wanted is None:
        (wanted,) = ids_of(name, inputs.collection.practices, ranks=basis.ranks)
    scored = next(scored for scored in everyone if scored.id == wanted)
    file = next(file for file in inputs.collection.files if file.practice and file.id == wanted)
    return basis, profile(basis.provenance(), scored, len(everyone), draft=draft, lines=field_lines(scored, file))


def _is_path(name: str, basis: Basis) -> bool:
    """Whether a file is meant, or a folder with one practice; UsageProblem or NoInput for another folder."""
    practices = basis.inputs.collection.practices
    # A practice with exactly this id or of this rank goes before a file or folder of that name; `./3` is the file.
    known = {file.id for file in basis.inputs.collection.files}
    if name.isdecimal() and practices:
        known.update(str(rank) for rank in basis.ranks.values())
    if name == STDIN or name in known or not os.path.isdir(name):
        return name == STDIN or (name not in known and os.path.lexists(name))
    held = len(found_files([name], project_root()))
    if held == 1:
        return True
    if Path(name).name == name:
        # A folder that is no practice does not hide one that is called so in part.
        with suppress(UsageProblem):
            ids_of(name, practices)
            return False
    content = f"with {held} practice files" if held else "without a practice file (*.yaml)"
    what = f"`{name}` is a folder {content}; name a practice file, or a practice by its id or title"
    raise UsageProblem(what) if held else NoInput(what)


def _sound(file: CheckedFile) -> CheckedFile:
    """The file; UsageProblem, with its findings, where it has errors and so no scores."""
    if file.practice is None:
        findings = findings_screen(file.findings, {file.name: file.document}, screen_of(stderr=True))
        raise UsageProblem(f"{file.name} has errors; fix them to score it", details=findings)
    return file


def field_lines(scored: Scored, file: CheckedFile) -> dict[str, int]:
    """The line of each field that the assessment names, except those that the file leaves out."""
    practice = scored.assessment.practice
    indicators = [indicator for criterion in scored.assessment.criteria for indicator in criterion.indicators]
    fields = {item.field for indicator in indicators for item in indicator.counted}
    fields |= {item.field for indicator in indicators for item in indicator.not_counted}
    stated = [field for field in fields if "[]" not in field and value_at(practice, field) is not None]
    return {field: file.document.places.span(path_of(field), key=True).line for field in stated}
