"""`secon verify`: whether a stored result is what its inputs give now."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from secon_cli import __version__
from secon_cli.analysis.results import LeftOut
from secon_cli.analysis.stored import Stored, StoredProblem, read_back
from secon_cli.analysis.verification import CurrentState, Recomputed, Verification, verify
from secon_cli.commands.errors import CommandProblem, UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce, load_rubric, read_practices
from secon_cli.commands.limits import allowed_bytes
from secon_cli.commands.ranking import ranking
from secon_cli.commands.values import Filters, RubricChoice
from secon_cli.output.emit import Destination
from secon_cli.output.pages.verify import verify_page
from secon_cli.output.wires.common import InputWire, RubricWire, ToolWire
from secon_cli.output.wires.score import ScoreWire, practice_fields
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
    names = list(dict.fromkeys(source.path for source in stored.provenance.inputs))
    places = {name: place for name in names if (place := _place(base, name)) is not None}
    # One file may be named in many ways; it is read once, whatever a result says.
    first = {place: name for name, place in reversed(places.items())}
    most = allowed_bytes()
    found = [files.InputFile(place, name, most) for place, name in reversed(first.items()) if _is_file(place)]
    inputs = Inputs(read_practices(found, quiet=quiet), stored.provenance.shipped)
    read = {
        checked.name: checked.document.content_sha256 for checked in inputs.collection.files if checked.document.sha256
    }
    rubric = load_rubric(choice).rubric
    now = CurrentState(
        hashes={name: read[first[place]] for name, place in places.items() if first[place] in read},
        outside=frozenset(names) - places.keys(),
        beside=_beside(stored, base),
        rubric=rubric,
        rubric_name=files.shown(choice.file) if choice.file else "the rubric in force here",
        version=__version__,
    )
    return verify(file.name, file.sha256, stored, now, _recomputed(inputs, stored), _unknown(stored.document))


def _place(base: Path, name: str) -> Path | None:
    """Where an input is; None where that is outside the project, or no path at all."""
    try:
        place = (base / name).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return place if place.is_relative_to(base.resolve()) else None


def _is_file(place: Path) -> bool:
    """Whether there is a file; a name that is too long for the disk is an error to Python, and no file."""
    try:
        return place.is_file()
    except OSError:
        return False


def _unknown(document: Mapping[str, Any]) -> Iterator[str]:
    """The places of fields that `score` does not write, outside the practices, which are compared value by value."""
    parts: list[tuple[str, Any, type]] = [
        ("", document, ScoreWire),
        ("tool", document["tool"], ToolWire),
        ("rubric", document["rubric"], RubricWire),
        *((f"inputs[{index}]", source, InputWire) for index, source in enumerate(document["inputs"])),
        *((f"left_out[{index}]", file, LeftOut) for index, file in enumerate(document.get("left_out") or ())),
    ]
    for place, part, kind in parts:
        known = {field.name for field in fields(kind)}
        yield from (f"{place}.{name}".removeprefix(".") for name in part if name not in known)


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
    return Recomputed([practice_fields(scored) for scored in result.practices], result.provenance.left_out)


def _beside(stored: Stored, base: Path) -> list[str]:
    """Practice files that have come into the collection that the result was computed from, if it was a whole one."""
    folder = base / (files.PRACTICES.name if stored.provenance.shipped else files.PRACTICES)
    named = {one.path for one in stored.provenance.inputs}
    if not folder.is_dir():
        return []
    there = [one.name for one in files.find_files([str(folder)], root=base)]
    return [name for name in there if name not in named] if len(named.intersection(there)) > 1 else []
