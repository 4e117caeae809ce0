"""`secon verify`: whether a stored result is what its inputs give now."""

from pathlib import Path
from typing import Any

from secon_cli import __version__
from secon_cli.analysis.results import Input
from secon_cli.analysis.stored import Stored, StoredProblem, read_back
from secon_cli.analysis.verification import CurrentState, Recomputed, Verification, verify
from secon_cli.commands.errors import CommandProblem, UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce, load_rubric, read_practices
from secon_cli.commands.limits import allowed_bytes
from secon_cli.commands.ranking import ranking
from secon_cli.commands.values import Filters, RubricChoice
from secon_cli.output.emit import Destination
from secon_cli.output.pages.verify import verify_page
from secon_cli.output.wires.score import practice_fields
from secon_cli.output.wires.verify import verify_wire
from secon_cli.reading import files
from secon_cli.reading.json_file import JsonFile, JsonProblem, read_json


def run(path: str, choice: RubricChoice, to: Destination, *, quiet: bool = False, full: bool = False) -> int:
    """Write what was found; 1 where the result does not hold."""
    found = verification(path, choice, quiet=quiet)
    to.write(page=lambda: verify_page(found, full=full), wire=lambda: verify_wire(found))
    return int(not found.holds)


def stored_result(path: str) -> tuple[JsonFile, Stored]:
    """A stored result read back; UsageProblem where the file is none."""
    try:
        file = read_json(path)
        return file, read_back(file.value, file.name)
    except (JsonProblem, StoredProblem) as problem:
        raise UsageProblem(str(problem)) from None


def verification(path: str, choice: RubricChoice = RubricChoice(), *, quiet: bool = False) -> Verification:
    """A stored result compared with its inputs as they are now; UsageProblem where the file is none."""
    file, stored = stored_result(path)
    base = files.shipped(files.PRACTICES).parent if stored.provenance.shipped else files.project_root() or Path.cwd()
    most = allowed_bytes()
    found = [files.InputFile(base / one.path, one.path, most) for one in _once(stored.provenance.inputs)]
    there = [one for one in found if one.path is not None and one.path.is_file()]
    inputs = Inputs(read_practices(there, quiet=quiet), stored.provenance.shipped)
    rubric = load_rubric(choice).rubric
    now = CurrentState(
        hashes={one.name: one.document.sha256 for one in inputs.collection.files if one.document.sha256},
        beside=_beside(stored, base),
        rubric=rubric,
        rubric_name=files.shown(choice.file) if choice.file else "the rubric in force here",
        version=__version__,
    )
    return verify(file.name, file.sha256, stored, now, _recomputed(inputs, stored))


def _once(inputs: tuple[Input, ...]) -> list[Input]:
    return list({one.path: one for one in inputs}.values())


def _recomputed(inputs: Inputs, stored: Stored) -> Recomputed:
    """What the result's own rubric and options give for the inputs as they are now."""
    options: Any = stored.provenance.options
    filters = Filters.of(options)
    if not inputs.collection.files:
        return Recomputed(problem="none of its inputs can be read here")
    in_force = RubricInForce(stored.provenance.rubric, stored.provenance.rubric, {})
    try:
        result = ranking(inputs, in_force, filters)
    except CommandProblem as problem:
        return Recomputed(problem=str(problem))
    return Recomputed([practice_fields(scored) for scored in result.practices])


def _beside(stored: Stored, base: Path) -> list[str]:
    """Practice files that have come into the collection that the result was computed from, if it was a whole one."""
    folder = base / (files.PRACTICES.name if stored.provenance.shipped else files.PRACTICES)
    named = {one.path for one in stored.provenance.inputs}
    if not folder.is_dir():
        return []
    there = [one.name for one in files.find_files([str(folder)], root=base)]
    return [name for name in there if name not in named] if len(named.intersection(there)) > 1 else []
