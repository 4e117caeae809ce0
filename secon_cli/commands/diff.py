"""`secon diff`: what moved between two states of a collection, and whether facts, rubric or date moved it."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from secon_cli.analysis.diff import Diff, Snapshot, SnapshotKind, diff, states
from secon_cli.analysis.differences import FindingLine, finding_changes
from secon_cli.checks.checked_files import check_rubric
from secon_cli.checks.collection import check_files
from secon_cli.checks.findings import Severity
from secon_cli.cli import DiffOptions
from secon_cli.commands import inputs
from secon_cli.commands.score import Basis
from secon_cli.commands.values import NoInput, RubricChoice, UsageProblem
from secon_cli.commands.verify import stored_result
from secon_cli.output import wires
from secon_cli.output.destination import tell
from secon_cli.output.pages.diff import diff_page
from secon_cli.output.plain_text import one_line, visible
from secon_cli.reading import files
from secon_cli.reading.git import GitProblem, at_revision, merge_base


def run(options: DiffOptions) -> int:
    """Write the difference; 1 where files of either side were left out."""
    old, new, base = options.old, options.new, options.base
    if base is not None and (old is not None or new is not None):
        raise UsageProblem("--base compares this project with the revision it names; leave out OLD and NEW")
    if base is not None:
        result = _branch(base, options)
    elif old is not None and new is not None:
        # Stored results hold no facts; next to one, the other side is reduced to what that holds.
        stored = any(os.path.isfile(name) for name in (old, new))
        before, after = (_side(name, options, as_stored=stored) for name in (old, new))
        if not (before.states or after.states):
            raise NoInput(f"neither `{visible(old)}` nor `{visible(new)}` has a practice that can be scored")
        result = diff(before, after)
    else:
        raise UsageProblem("diff expects two sides, such as `secon diff HEAD .`, or --base REV")
    options.to.write(
        page=lambda: diff_page(result, top=options.top, full=options.full),
        wire=lambda: wires.compare.DIFF.view(result),
    )
    if options.verbose:
        for side, snapshot in (("old", result.old), ("new", result.new)):
            for source in snapshot.provenance.inputs:
                tell(f"{side} {visible(source.path)} {source.sha256}")
    return int(bool(result.counts.left_out))


def _branch(base: str, options: DiffOptions) -> Diff:
    """What the project here changes since it left the revision `base`, with new and fixed findings."""
    root = files.project_root() or Path.cwd()
    try:
        revision = at_revision(merge_base(base, root), root, inputs.allowed_bytes())
    except GitProblem as problem:
        raise UsageProblem(f"--base: {problem}") from None
    here = Path(os.path.relpath(root))
    old = _judged(base, revision.practices, revision.rubric, options, commit=revision.commit)
    new = _judged(str(here), *_folder(str(here), options), options)
    if not (old.states or new.states):
        raise NoInput(f"neither `{visible(base)}` nor this project has a practice that can be scored")
    now = inputs.found_files([str(here / files.PRACTICES)], root)
    findings = finding_changes(_findings(revision.practices), _findings(now))
    return replace(diff(old, new), findings=findings)


def _findings(practices: Sequence[files.InputFile]) -> list[FindingLine]:
    """Errors and warnings of the files; advice would be about what a branch does not touch."""
    collection = check_files(practices, processes=inputs.allowed_processes())
    return [
        FindingLine(finding.file, finding.span.line, finding.severity.value, finding.rule, finding.message)
        for finding in collection.findings
        if finding.severity is not Severity.ADVICE
    ]


def _side(name: str, options: DiffOptions, *, as_stored: bool) -> Snapshot:
    """A folder, a stored result, or the project here at a revision."""
    if os.path.isdir(name):
        return _judged(name, *_folder(name, options), options, as_stored=as_stored)
    shown = files.shown(name)
    if not os.path.lexists(name):
        try:
            revision = at_revision(name, files.project_root() or Path.cwd(), inputs.allowed_bytes())
        except GitProblem as problem:
            raise UsageProblem(f"`{shown}` is not a folder or file here, nor a git revision: {problem}") from None
        of = revision.practices, revision.rubric
        return _judged(name, *of, options, as_stored=as_stored, commit=revision.commit)
    if name.lower().endswith(files.SUFFIXES):
        raise UsageProblem(f"`{shown}` is one file; expected a folder, a git revision or a stored result")
    if given := _given(options):
        names = ", ".join(f"--{option.replace('_', '-')}" for option in given)
        raise UsageProblem(f"{names}: the stored result {shown} cannot be scored again")
    _, stored = stored_result(name)
    if wrong := next(stored.contradictions(), None):
        raise UsageProblem(f"{shown}: {wrong.place} {wrong.message}; `secon verify` lists every difference")
    return stored.snapshot(shown)


def _given(options: DiffOptions) -> dict[str, object]:
    """The practices, rubric and date that both sides share, by the name of the option."""
    as_of = options.choice.as_of and options.choice.as_of.isoformat()
    given = {"practices": options.practices, "criteria": options.choice.file, "as_of": as_of}
    return {name: value for name, value in given.items() if value is not None}


def _folder(name: str, options: DiffOptions) -> tuple[Sequence[files.InputFile], files.InputFile | None]:
    """The practices of a project or of a folder, and the rubric of the project around it."""
    folder = Path(name)
    root, own = files.project_root(folder), folder / files.PRACTICES
    practices: Sequence[files.InputFile] = ()
    if options.practices is None and (own.is_dir() or not (folder / files.CRITERIA).is_file()):
        practices = inputs.found_files([str(own if own.is_dir() else folder)], root)
        if not practices:
            raise NoInput(f"no practice files (*.yaml) in `{files.shown(name)}`")
    criteria = root / files.CRITERIA if root else None
    rubrics = (
        inputs.found_files([str(criteria)], files.project_root()) if criteria is not None and criteria.is_file() else ()
    )
    return practices, next(iter(rubrics), None)


def _judged(
    name: str,
    practices: Sequence[files.InputFile],
    criteria: files.InputFile | None,
    options: DiffOptions,
    *,
    as_stored: bool = False,
    commit: str | None = None,
) -> Snapshot:
    """A side that is scored now, by its rubric or the one in force here; each file with errors is named on stderr."""
    shown, kind = files.shown(name), SnapshotKind.REVISION if commit else SnapshotKind.FOLDER
    if options.practices is not None:
        read = inputs.load_practices([options.practices], quiet=options.quiet)
    elif practices:
        read = inputs.Inputs(inputs.read_practices(practices, quiet=options.quiet), shipped=False)
    else:
        raise NoInput(
            f"the {kind} `{shown}` has no practices in data/practices; --practices names those to score with its rubric"
        )
    if options.choice.file is None and criteria is not None:
        of = f" of `{shown}`" if commit else ""
        rubric = inputs.usable_rubric(check_rubric(criteria.read()), RubricChoice(as_of=options.choice.as_of), of=of)
    else:
        if options.choice.file is None and not options.quiet:
            tell(f"secon: {one_line(shown)} has no criteria.yaml, so the rubric in force here is used")
        rubric = inputs.load_rubric(options.choice)
    provenance = read.provenance(rubric.rubric, _given(options))
    # A side of which every file has errors is still a side: the difference is that all are left out.
    scored = Basis(read, rubric).everyone if read.collection.practices else ()
    read.tell_left_out(f" of `{shown}`")
    names = [file.id or file.name for file in read.unusable]
    return Snapshot(
        name=shown,
        kind=kind,
        provenance=provenance,
        states=states(scored, provenance, as_stored=as_stored),
        left_out=list(zip(names, read.left_out, strict=True)),
        commit=commit,
    )
