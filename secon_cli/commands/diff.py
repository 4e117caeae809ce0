"""`secon diff`: what moved between two states of a collection, and whether facts, rubric or date moved it."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from secon_cli.analysis.diff import Diff, Snapshot, SnapshotKind, diff, states
from secon_cli.analysis.differences import FindingLine, finding_changes
from secon_cli.analysis.results import LeftOut
from secon_cli.checks.checked_files import check_rubric
from secon_cli.checks.collection import check_files
from secon_cli.checks.findings import Severity
from secon_cli.cli import DiffOptions
from secon_cli.commands.inputs import (
    Inputs,
    allowed_bytes,
    allowed_processes,
    errors_in,
    found_files,
    load_practices,
    load_rubric,
    read_practices,
    tell_left_out,
    usable_rubric,
)
from secon_cli.commands.score import ranked
from secon_cli.commands.values import NoInput, RubricChoice, UsageProblem
from secon_cli.commands.verify import stored_result
from secon_cli.output import wires
from secon_cli.output.destination import tell
from secon_cli.output.pages.diff import diff_page
from secon_cli.output.plain_text import one_line, visible
from secon_cli.reading import files
from secon_cli.reading.git import GitProblem, Revision, at_revision, merge_base
from secon_cli.rubric.model import Rubric


def run(options: DiffOptions) -> int:
    """Write the difference; 1 where files of either side were left out."""
    old, new, base = options.old, options.new, options.base
    if base is not None and (old is not None or new is not None):
        raise UsageProblem("--base compares this project with the revision it names; leave out OLD and NEW")
    same = Same(options.practices, options.choice, quiet=options.quiet)
    if base is not None:
        result = branch(base, same)
    elif old is not None and new is not None:
        result = difference(old, new, same)
    else:
        raise UsageProblem("diff expects two sides, such as `secon diff HEAD .`, or --base REV")
    options.to.write(
        page=lambda: diff_page(result, top=options.top, full=options.full),
        wire=lambda: wires.compare.DiffWire.view(result),
    )
    if options.verbose:
        for side, snapshot in (("old", result.old), ("new", result.new)):
            for source in snapshot.provenance.inputs:
                tell(f"{side} {visible(source.path)} {source.sha256}")
    return int(bool(result.left_out))


class Same(NamedTuple):
    """Practices, rubric and date that both sides share."""

    practices: str | None = None
    rubric: RubricChoice = RubricChoice()
    facts: bool = True
    """Whether both sides hold facts; next to a stored result, the other side is reduced to what that holds."""
    quiet: bool = False

    def options(self) -> dict[str, object]:
        """What was given, by the name of its option."""
        as_of = self.rubric.as_of and self.rubric.as_of.isoformat()
        given = {"practices": self.practices, "criteria": self.rubric.file, "as_of": as_of}
        return {name: value for name, value in given.items() if value is not None}


def difference(old: str, new: str, same: Same) -> Diff:
    """What moved from one side to the other.

    Raises UsageProblem for a name that cannot be read, NoInput for a side without practices.
    """
    stored = any(os.path.isfile(name) for name in (old, new))
    before, after = (_side(name, same._replace(facts=not stored)) for name in (old, new))
    if not (before.states or after.states):
        raise NoInput(f"no practice of `{visible(old)}` and `{visible(new)}` can be scored")
    return diff(before, after)


def branch(base: str, same: Same) -> Diff:
    """What the project here changes since it left the revision `base`, with new and fixed findings."""
    root = files.project_root() or Path.cwd()
    try:
        revision = at_revision(merge_base(base, root), root, allowed_bytes())
    except GitProblem as problem:
        advice = "a shallow clone has to fetch it first (in GitHub's checkout: `fetch-depth: 0`)"
        raise UsageProblem(f"--base: {problem}; {advice}") from None
    here = Path(os.path.relpath(root))
    old, new = _at_revision(base, revision, same), _folder(str(here), same)
    if not (old.states or new.states):
        raise NoInput(f"no practice of `{visible(base)}` and this project can be scored")
    now = found_files([str(here / files.PRACTICES)], root)
    findings = finding_changes(_findings(revision.practices), _findings(now))
    return replace(diff(old, new), findings=findings)


def _findings(practices: Sequence[files.InputFile]) -> list[FindingLine]:
    """Errors and warnings of the files; advice would be about what a branch does not touch."""
    collection = check_files(practices, processes=allowed_processes())
    return [
        FindingLine(finding.file, finding.span.line, finding.severity.value, finding.rule, finding.message)
        for finding in collection.findings
        if finding.severity is not Severity.ADVICE
    ]


def _side(name: str, same: Same) -> Snapshot:
    """A folder, a stored result, or the project here at a revision."""
    if os.path.isdir(name):
        return _folder(name, same)
    shown = files.shown(name)
    if not os.path.lexists(name):
        try:
            revision = at_revision(name, files.project_root() or Path.cwd(), allowed_bytes())
        except GitProblem as problem:
            raise UsageProblem(f"`{shown}` is not a folder or file here, nor a git revision: {problem}") from None
        return _at_revision(name, revision, same)
    if name.lower().endswith(files.SUFFIXES):
        raise UsageProblem(f"`{shown}` is one file; expected a folder, a git revision or a stored result")
    if same.options():
        given = ", ".join(f"--{option.replace('_', '-')}" for option in same.options())
        raise UsageProblem(f"{given}: the stored result {shown} cannot be scored again")
    _, stored = stored_result(name)
    wrong = stored.contradictions()
    if wrong:
        place = f"{shown}: {wrong[0].place}"
        raise UsageProblem(f"{place} {wrong[0].message}; `secon verify` lists every difference")
    return stored.snapshot(shown)


def _folder(name: str, same: Same) -> Snapshot:
    """A project, or a folder of practices, whose rubric is that of the project around it."""
    folder = Path(name)
    root, own = files.project_root(folder), folder / files.PRACTICES
    practices: Sequence[files.InputFile] = ()
    if same.practices is None and (own.is_dir() or not (folder / files.CRITERIA).is_file()):
        practices = found_files([str(own if own.is_dir() else folder)], root)
        if not practices:
            raise NoInput(f"no practice files (*.yaml) in `{files.shown(name)}`")
    criteria = root / files.CRITERIA if root else None
    rubric = None
    if same.rubric.file is None and criteria is not None and criteria.is_file():
        rubric = load_rubric(RubricChoice(str(criteria), as_of=same.rubric.as_of)).rubric
    return _judged(name, SnapshotKind.FOLDER, practices, rubric, same)


def _at_revision(name: str, revision: Revision, same: Same) -> Snapshot:
    rubric = None
    if same.rubric.file is None and revision.rubric is not None:
        dated = RubricChoice(as_of=same.rubric.as_of)
        rubric = usable_rubric(check_rubric(revision.rubric.read()), dated, of=f" of `{files.shown(name)}`").rubric
    return _judged(name, SnapshotKind.REVISION, revision.practices, rubric, same, commit=revision.commit)


def _judged(
    name: str,
    kind: SnapshotKind,
    practices: Sequence[files.InputFile],
    rubric: Rubric | None,
    same: Same,
    *,
    commit: str | None = None,
) -> Snapshot:
    """A side that is scored now, by its rubric or the one in force here; each file with errors is named on stderr."""
    shown = files.shown(name)
    if same.practices is not None:
        inputs = load_practices([same.practices], quiet=same.quiet)
    elif practices:
        inputs = Inputs(read_practices(practices, quiet=same.quiet), shipped=False)
    else:
        raise NoInput(
            f"the {kind} `{shown}` has no practices in data/practices; --practices names those to score with its rubric"
        )
    if rubric is None:
        if same.rubric.file is None and not same.quiet:
            tell(f"secon: {one_line(shown)} has no criteria.yaml, so the rubric in force here is used")
        rubric = load_rubric(same.rubric).rubric
    provenance = inputs.provenance(rubric, same.options())
    # A side of which every file has errors is still a side: the difference is that all are left out.
    scored = ranked(inputs, rubric) if inputs.collection.practices else ()
    left_out = {}
    for file in inputs.unusable:
        tell_left_out(file, f" of `{shown}`")
        left_out[file.id or file.name] = LeftOut(file.name, errors_in(file))
    return Snapshot(
        name=shown,
        kind=kind,
        provenance=provenance,
        states=states(scored, provenance, as_stored=not same.facts),
        left_out=left_out,
        commit=commit,
    )
