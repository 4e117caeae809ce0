"""`secon validate`: which files are checked, what `--fix` changes in them, and where the findings go."""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath

from rich.cells import cell_len

from secon_cli.checks.checked_files import CheckedFile, FixedText, apply_fixes
from secon_cli.checks.collection import Collection, check_files
from secon_cli.checks.findings import Severity
from secon_cli.checks.registry import LAYERS, Selection, UnknownRule
from secon_cli.cli import ValidateOptions
from secon_cli.commands.inputs import allowed_bytes, allowed_processes, checked_text, load_rubric, practice_files
from secon_cli.commands.values import NoInput, UsageProblem
from secon_cli.output import destination, findings
from secon_cli.output.destination import FINDING_FORMATS, Destination, screen_of, tell, write
from secon_cli.output.plain_text import count, one_line, visible, wrapped
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.reading.files import STDIN, InputFile
from secon_cli.rubric.model import Rubric


def run(options: ValidateOptions) -> int:
    """Check files and report; the exit code is 1 where something is as bad as `fail_on`, or could not be written."""
    to, diff, fail_on, quiet = options.to, options.diff, options.fail_on, options.quiet
    reports = _reports(to, options.report or ())
    selected, ignored = _names(options.select), _names(options.ignore)
    try:
        selection = Selection(selected, ignored, advice=options.advice or fail_on == Severity.ADVICE)
    except UnknownRule as error:
        raise UsageProblem(str(error)) from None
    if diff and to.format != "text":
        raise UsageProblem(f"--diff prints the changes; use --report {to.format}=FILE to write the findings too")
    if options.list_rules:
        from secon_cli.output.pages.explain import rules_page

        to.show(rules_page(LAYERS))
        return 0
    files, others = _chosen(options)
    if options.list_files:
        write("".join(f"{findings.no_command(visible(file.name))}\n" for file in files), to.file)
        return 0

    in_force = load_rubric(options.choice).rubric
    collection = _check(files, others, in_force, quiet=quiet)
    unwritten = False
    if diff:
        parts = (
            line
            for file, fixed in _fixable(collection.files, selection)
            for line in findings.diff(file.name, _as_saved(file, file.document.text), _as_saved(file, fixed.text))
        )
        write(findings.readable("".join(parts), to_file=to.file is not None), to.file)
        reports = reports[1:]
    elif options.fix:
        on_disk = {file.name: file.path for file in files if file.path}
        written, unwritten = _fix(collection.files, selection, on_disk, quiet=quiet)
        if written:
            collection = _check(files, others, in_force, quiet=quiet)

    # The options that change what is found, as machine formats record them.
    recorded = {
        "fail_on": fail_on,
        "changed_since": options.changed_since,
        "select": sorted(selected),
        "ignore": sorted(ignored),
        "exclude": sorted(options.exclude or ()),
        "advice": options.advice,
    }
    threshold = None if fail_on == "never" else Severity(fail_on)
    found = findings.FindingsReport(selection.of(collection), collection.files, recorded, threshold, in_force)
    _report(found, reports, selection.hidden_advice(collection), options)
    return 1 if found.failed or unwritten else 0


def _reports(to: Destination, more: Sequence[str]) -> list[Destination]:
    """The main report and those of `--report FORMAT=FILE`; UsageProblem if two would be written to one file."""
    reports = [to]
    for text in more:
        format, equals, file = text.partition("=")
        if not equals or not file:
            raise UsageProblem(f"--report: expected FORMAT=FILE, such as sarif=findings.sarif, got `{text}`")
        if format not in FINDING_FORMATS:
            hint = did_you_mean(format, FINDING_FORMATS)
            raise UsageProblem(f"--report: expected one of {', '.join(FINDING_FORMATS)}, got `{format}`{hint}")
        reports.append(to._replace(format=format, file=None if file == STDIN else Path(file)))
    files = [os.path.realpath(report.file) for report in reports if report.file]
    if len(set(files)) < len(files):
        raise UsageProblem("two reports go to the same file; give each its own")
    return reports


def _names(given: Sequence[str] | None) -> list[str]:
    """The names in an option that may be repeated, or have several separated by commas."""
    return [name.strip() for text in given or () for name in text.split(",")]


# --- Files ---


def _chosen(options: ValidateOptions) -> tuple[Sequence[InputFile], Sequence[InputFile]]:
    """The practice files that no pattern excludes and, with a revision, only those that changed since.

    Second, the others, which are only read to see whether all fit together. Raises UsageProblem for a path or a
    revision that does not exist, NoInput if the patterns leave no file.
    """

    def excludes(pattern: str, file: InputFile) -> bool:
        """Whether a pattern with `/` fits the path or a folder on it, and one without `/` any part of it."""
        name = file.name
        if os.path.isabs(pattern):
            if file.path is None:
                return False
            name = Path(os.path.abspath(file.path)).as_posix()
        path = PurePosixPath(name)
        pattern = pattern.removeprefix("./").rstrip("/")
        if "/" in pattern:
            return any(fnmatchcase(str(part), pattern) for part in (path, *path.parents))
        return any(fnmatchcase(part, pattern) for part in path.parts)

    found, _ = practice_files(options.paths, options.stdin_filename, fall_back=False)
    excluded = {pattern: {file for file in found if excludes(pattern, file)} for pattern in options.exclude or ()}
    for pattern, matching in excluded.items():
        if not matching:
            tell(f"secon: --exclude {visible(pattern)} matches no file")
    kept = [file for file in found if not any(file in matching for matching in excluded.values())]
    if not kept:
        raise NoInput("every practice file is excluded")
    revision = options.changed_since
    if revision is None:
        return kept, ()
    from secon_cli.reading.git import GitProblem, changed_since

    try:
        changed = changed_since(revision, [file.path for file in kept if file.path], allowed_bytes())
    except GitProblem as problem:
        raise UsageProblem(f"--changed-since: {problem}") from None
    wanted = {file for file in kept if file.path is None or file.path in changed}
    return [file for file in kept if file in wanted], [file for file in kept if file not in wanted]


def _check(files: Sequence[InputFile], others: Sequence[InputFile], rubric: Rubric, *, quiet: bool) -> Collection:
    """The files, checked; they come last, since a mismatch between two files is reported at the later one."""
    following = destination.tracked((*others, *files), "Checking practices", quiet=quiet)
    checked = check_files(following, rubric, outlined=True, processes=allowed_processes())
    names = {file.name for file in files}
    return Collection(tuple(file for file in checked.files if file.name in names))


# --- Fixes ---


def _fixable(files: Sequence[CheckedFile], selection: Selection) -> Iterator[tuple[CheckedFile, FixedText]]:
    """The files that fixes change."""
    for file in files:
        if any(finding.fix and selection.has(finding) for finding in file.findings):
            fixed = apply_fixes(file, partial(checked_text, name=file.name), selection.has)
            if fixed.text != file.document.text:
                yield file, fixed


def _as_saved(file: CheckedFile, text: str) -> str:
    """The text with the byte order mark that the file starts with, if it does: `git apply` compares it too."""
    marked = any(fault.kind == "byte-order-mark" for fault in file.document.faults)
    return f"\ufeff{text}" if marked else text


def _fix(
    files: Sequence[CheckedFile], selection: Selection, paths: Mapping[str, Path], *, quiet: bool
) -> tuple[bool, bool]:
    """Write and list the fixes of all files; returns whether a file was written, and whether one was left unchanged.

    A file that was saved meanwhile is left unchanged. UsageProblem for a file without a path.
    """
    left: list[str] = []
    written: list[tuple[str, FixedText]] = []
    for file, fixed in _fixable(files, selection):
        if file.name not in paths:
            raise UsageProblem("--fix cannot write to standard input; --diff shows what it would change")
        try:
            before = paths[file.name].read_bytes()
            checked = file.document.text.encode()
            if hashlib.sha256(before).hexdigest() != file.document.sha256 or not before.endswith(checked):
                raise destination.ChangedMeanwhile
            # Before the text there is a byte-order mark, or nothing.
            mark = before.removesuffix(checked)
            destination.overwrite(paths[file.name], before, mark + fixed.text.encode())
            written.append((visible(file.name), fixed))
        except (FileNotFoundError, destination.ChangedMeanwhile):
            left.append(visible(file.name))
    notes = [f"secon: {name} has changed since it was checked and is left unchanged; check again" for name in left]
    if not quiet:
        unread = [visible(file.name) for file in files if file.document.text and not file.document.usable]
        notes += [f"{name} cannot be read as a whole and was not fixed: correct its syntax first" for name in unread]
        for name, fixed in written:
            for finding in fixed.fixed:
                text = one_line(finding.fix.text) if finding.fix else ""
                what = f"wrote `{text}`" if text else "removed"
                message = one_line(finding.message)
                notes.append(f"fixed {name}:{finding.span.line}: {what} ({finding.rule}: {message})")
    terminal = destination.is_terminal(sys.stderr)
    for note in notes:
        tell("\n  ".join(wrapped(note, screen_of(stderr=True).width - 2, cell_len)) if terminal else note)
    if written and not quiet:
        number = sum(len(fixed.fixed) for _, fixed in written)
        tell(f"fixed {count(number, 'finding')} in {count(len(written), 'file')}")
    return bool(written), bool(left)


# --- Findings ---


def _report(
    found: findings.FindingsReport, reports: Sequence[Destination], hidden: int, options: ValidateOptions
) -> None:
    """Write the findings to all destinations, in a workflow of GitHub also into its summary; then sum up on stderr."""
    for each in reports:
        text = findings.findings_text(found, each.format, each.screen())
        if each.format in ("text", "concise"):
            each.show_text(text)
        else:
            write(text, each.file)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if each.format == "github" and summary:
            from secon_cli.output.ci import findings_summary

            destination.append(findings_summary(found), Path(summary))
    for file in found.files if options.verbose else ():
        tell(f"checked {visible(file.name)}")
    if options.quiet:
        return
    more = f"; --advice shows {hidden} more" if hidden else ""
    tell(f"{findings.summary_line(len(found.files), found.findings)}{more}")
    if found.findings and options.to.format == "text" and not options.diff:
        tell(f"more about a finding: secon explain {found.findings[0].rule}")
    if fixable := sum(finding.fix is not None for finding in found.findings):
        tell(f"--fix can fix {fixable} of them; --diff shows how")
