"""`secon verify`: whether a stored result is what its inputs give now."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from secon_cli import __version__
from secon_cli.analysis.results import Input, LeftOut
from secon_cli.analysis.stored import Aspect, ResultDifference, Stored, StoredProblem, Verification, read_back
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
    inputs, found = _inputs(stored, base.resolve(), quiet=quiet)
    same_inputs = not any(difference.fails for difference in found)
    same_version = stored.provenance.version == __version__
    # The places of fields that `score` does not write, outside the practices, which are compared value by value; a
    # later version may have added them.
    parts: list[tuple[str, Any, Wire]] = [
        *([] if stored.is_page else [("", stored.document, SCORE)]),
        ("tool", stored.document["tool"], TOOL),
        ("rubric", stored.document["rubric"], RUBRIC),
        *(
            (f"{name}[{index}]", file, own_wire(kind))
            for name, kind in (("inputs", Input), ("left_out", LeftOut))
            for index, file in enumerate(stored.document.get(name) or ())
        ),
    ]
    for place, part, wire in parts:
        for name in [name for name in part if name not in {key.name for key in wire.keys}]:
            at = f"{place}.{name}".removeprefix(".")
            found.append(ResultDifference(Aspect.FORMAT, at, "is not written by `score`", fails=same_version))
    found += stored.contradictions()
    rubric_name = files.shown(choice.file) if choice.file else "the rubric in force here"
    found += stored.judged_by(load_rubric(choice).rubric, rubric_name)
    if stored.is_page and same_inputs:
        found += _of_page(result, stored, inputs, base.resolve())
    if not same_version:
        message = f"computed by secon {stored.provenance.version}, verified by secon {__version__}"
        found.append(ResultDifference(Aspect.TOOL, "tool.version", message, fails=False))
    rubric, practices = stored.provenance.rubric, []
    try:
        if not inputs.collection.files:
            raise CommandProblem("none of its inputs can be read here")
        now = ranking(Basis(inputs, RubricInForce(rubric, rubric, {})), Filters.of(stored.provenance.options))
    except CommandProblem as problem:
        aspect = Aspect.OPTIONS if same_inputs else Aspect.INPUTS
        found.append(ResultDifference(aspect, "practices", f"cannot be recomputed: {problem}"))
    else:
        fields = practice_fields
        if stored.is_page:
            from secon_cli.output.report_page import page_practice as fields
        practices = [fields(scored) for scored in now.practices]
        left_out = now.provenance.left_out
        found += stored.recomputed(practices, left_out, same_inputs=same_inputs, same_version=same_version)
    return Verification(result.name, result.sha256, stored, __version__, len(practices), tuple(found))


def _inputs(stored: Stored, base: Path, *, quiet: bool) -> tuple[Inputs, list[ResultDifference]]:
    """The inputs of a result as they are now, below `base`, and which of them are not what they were.

    A file outside the project is used only if it is the one that the result names, so that nothing else is shown: a
    result that someone made up must not find out which files there are.
    """
    sources = stored.provenance.inputs
    places = {source.path: _place(base, source.path) for source in sources}
    # Several names may lead to the same file, which is read once.
    readable: dict[Path | None, files.InputFile] = {}
    for name, place in places.items():
        with suppress(OSError):
            # The files of /proc have a size of 0, and may never end.
            if place and place not in readable and stat.S_ISREG(place.stat().st_mode) and place.stat().st_size > 0:
                readable[place] = files.InputFile(place, name, allowed_bytes())
    collection = read_practices([*readable.values()], quiet=quiet)
    read = dict(zip(readable, collection.files, strict=True))
    found, kept = [], {}
    for source in sources:
        place = places[source.path]
        file = read.get(place)
        is_same = file is not None and file.document.content_sha256 == source.sha256
        is_inside = place is not None and place.is_relative_to(base)
        if file is not None and (is_same or is_inside):
            kept[file.name] = file
        if not is_same:
            message = "is outside this project, and is missing or has changed since"
            if is_inside:
                is_there = file is not None and file.document.sha256
                message = "has changed since" if is_there else "is missing, or cannot be read"
            found.append(ResultDifference(Aspect.INPUTS, source.path, message))
    folder = base / (files.PRACTICES.name if stored.provenance.shipped else files.PRACTICES)
    there = [file.name for file in files.find_files([str(folder)], root=base)] if folder.is_dir() else []
    # Other files of the folder are additions only if the result was computed from a whole collection.
    if sum(name in places for name in there) > 1:
        message = "is in the collection now, but not an input of the result"
        added = (name for name in there if name not in places)
        found += [ResultDifference(Aspect.INPUTS, name, message, fails=False) for name in added]
    return Inputs(collection._replace(files=tuple(kept.values())), stored.provenance.shipped), found


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
