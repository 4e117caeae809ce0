"""`secon verify`: whether a stored result is what its inputs give now."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from secon_cli import __version__
from secon_cli.analysis.results import Input, LeftOut
from secon_cli.analysis.stored import (
    Aspect,
    CurrentState,
    Recomputed,
    ResultDifference,
    Stored,
    StoredProblem,
    Verification,
    read_back,
    verify,
)
from secon_cli.cli import VerifyOptions
from secon_cli.commands.inputs import Inputs, RubricInForce, allowed_bytes, load_rubric, read_practices
from secon_cli.commands.score import Basis, ranking
from secon_cli.commands.values import CommandProblem, Filters, ReportContents, RubricChoice, UsageProblem
from secon_cli.output import wires
from secon_cli.output.pages.diff import verify_page
from secon_cli.output.wire import RUBRIC, TOOL, Wire, own_wire
from secon_cli.output.wires.score import SCORE, practice_fields
from secon_cli.reading import files
from secon_cli.reading.files import JsonFile, JsonProblem, read_json


def run(options: VerifyOptions) -> int:
    """Write what was found; 1 where the result does not hold."""
    checked = verification(options.result, options.choice, quiet=options.quiet)
    options.to.write(
        page=lambda: verify_page(checked, full=options.full or options.verbose),
        wire=lambda: wires.score.VERIFY.view(checked),
    )
    return int(not checked.holds)


def stored_result(path: str) -> tuple[JsonFile, Stored]:
    """A stored result read back; UsageProblem where the file is none."""
    try:
        file = read_json(path)
        return file, read_back(file.value, file.name)
    except (JsonProblem, StoredProblem) as problem:
        raise UsageProblem(str(problem)) from None


def verification(path: str, choice: RubricChoice, *, quiet: bool) -> Verification:
    """A stored result compared with its inputs as they are now; UsageProblem where the file is none."""
    result, stored = stored_result(path)
    base = files.shipped(files.PRACTICES).parent if stored.provenance.shipped else files.project_root() or Path.cwd()
    base = base.resolve()
    hashes = {source.path: source.sha256 for source in stored.provenance.inputs}
    places = {name: place for name in hashes if (place := _place(base, name))}
    outside = frozenset(name for name in hashes if name not in places or not places[name].is_relative_to(base))
    # Several names may lead to the same file, which is read once.
    first = {place: name for name, place in reversed(places.items())}
    readable = []
    for place, name in reversed(first.items()):
        with suppress(OSError):
            status = place.stat()
            # The files of /proc have a size of 0, and may never end.
            if stat.S_ISREG(status.st_mode) and status.st_size > 0:
                readable.append(files.InputFile(place, name, allowed_bytes()))
    collection = read_practices(readable, quiet=quiet)
    # A file outside the project is used only if it is the one that the result names, so that nothing else is shown.
    kept = [
        file
        for file in collection.files
        if file.name not in outside or file.document.content_sha256 == hashes[file.name]
    ]
    inputs = Inputs(collection._replace(files=tuple(kept)), stored.provenance.shipped)
    read = {file.name: file.document.content_sha256 for file in kept if file.document.sha256}
    rubric = load_rubric(choice).rubric
    folder = base / (files.PRACTICES.name if stored.provenance.shipped else files.PRACTICES)
    there = [file.name for file in files.find_files([str(folder)], root=base)] if folder.is_dir() else []
    # Other files of the folder are additions only if the result was computed from a whole collection.
    added = [name for name in there if name not in hashes] if sum(name in hashes for name in there) > 1 else []
    now = CurrentState(
        hashes={name: read[first[place]] for name, place in places.items() if first[place] in read},
        outside=outside,
        added=added,
        rubric=rubric,
        rubric_name=files.shown(choice.file) if choice.file else "the rubric in force here",
        version=__version__,
    )
    recomputed = _recomputed(inputs, stored)
    of_page = _of_page(result, stored, inputs, base) if stored.is_page and now.hashes == hashes else ()
    # The places of fields that `score` does not write, outside the practices, which are compared value by value.
    parts: list[tuple[str, Any, Wire]] = [
        *([] if stored.is_page else [("", stored.document, SCORE)]),
        ("tool", stored.document["tool"], TOOL),
        ("rubric", stored.document["rubric"], RUBRIC),
        *((f"inputs[{index}]", source, own_wire(Input)) for index, source in enumerate(stored.document["inputs"])),
        *(
            (f"left_out[{index}]", file, own_wire(LeftOut))
            for index, file in enumerate(stored.document.get("left_out") or ())
        ),
    ]
    unknown = [
        f"{place}.{name}".removeprefix(".")
        for place, part, wire in parts
        for name in part
        if name not in {key.name for key in wire.keys}
    ]
    return verify(result.name, result.sha256, stored, now, recomputed, unknown, of_page)


def _of_page(result: JsonFile, stored: Stored, inputs: Inputs, base: Path) -> Iterator[ResultDifference]:
    """Compares the page, byte by byte, with what `report` writes now; only if this is the version that wrote it."""
    from secon_cli.analysis.robustness.study import generator
    from secon_cli.commands.report import report_of
    from secon_cli.output.report_page import report_html

    report, made = stored.document, stored.document["made"]
    if stored.provenance.version != __version__:
        return
    if report["draws"] not in (None, generator()):
        message = f"was drawn by {report['draws']}; this machine has {generator()}, so its text was not compared"
        yield ResultDifference(Aspect.TOOL, "draws", message, fails=False)
        return
    texts = [made.get(option) for option in ("introduction", "conclusions", "assessments")]
    places = [_place(base, path) for path in texts if path is not None]
    if not all(place and place.is_relative_to(base) for place in places):
        message = "was written with texts outside this project, so its text was not compared"
        yield ResultDifference(Aspect.OPTIONS, "page", message, fails=False)
        return
    rubric = stored.provenance.rubric
    own = rubric.changed(weights=dict(zip(rubric.criteria, report["own"], strict=True)))
    asked = {name: made[name] for name in ReportContents._fields if name in made}
    contents = ReportContents(**{**asked, "regions": tuple(asked.get("regions") or ())})
    try:
        now = report_of(Basis(inputs, RubricInForce(rubric, own, stored.provenance.options)), contents)
    except CommandProblem as problem:
        yield ResultDifference(Aspect.OPTIONS, "page", f"cannot be written again: {problem}")
        return
    text = report_html(now, {"command": made["command"], **contents.plain()})
    if hashlib.sha256(text.encode()).hexdigest() != result.sha256:
        yield ResultDifference(Aspect.FORMAT, "page", "is not exactly what `report` writes from these inputs")


def _place(base: Path, name: str) -> Path | None:
    """Where a name in a stored result leads to; None if it cannot be a path at all."""
    try:
        return (base / name).resolve()
    except (OSError, ValueError, RuntimeError):
        return None


def _recomputed(inputs: Inputs, stored: Stored) -> Recomputed:
    """What the result's own rubric and options give for the inputs as they are now."""
    options: Any = stored.provenance.options
    filters = Filters.of(options)
    if not inputs.collection.files:
        return Recomputed(problem="none of its inputs can be read here")
    in_force = RubricInForce(stored.provenance.rubric, stored.provenance.rubric, {})
    try:
        result = ranking(Basis(inputs, in_force), filters)
    except CommandProblem as problem:
        return Recomputed(problem=str(problem))
    left_out = result.provenance.left_out
    if not stored.is_page:
        return Recomputed([practice_fields(scored) for scored in result.practices], left_out)
    from secon_cli.output.report_page import page_practice

    return Recomputed([page_practice(scored) for scored in result.practices], left_out)
