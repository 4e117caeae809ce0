"""`secon validate`: which files are checked, what `--fix` changes in them, and where the findings go."""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from secon_cli.checks.checked_files import CheckedFile, FixedText, apply_fixes
from secon_cli.checks.collection import Collection, check_files
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.registry import LAYERS, Selection, UnknownRule
from secon_cli.commands.inputs import allowed_bytes, allowed_processes, checked_text, load_rubric, practice_files
from secon_cli.commands.values import NoInput, RubricChoice, UsageProblem
from secon_cli.output.destination import (
    ChangedMeanwhile,
    Destination,
    append,
    is_terminal,
    overwrite,
    page_width,
    tell,
    tracked,
    write,
)
from secon_cli.output.findings import (
    FORMATS,
    FindingsReport,
    counted,
    diff,
    findings_text,
    no_command,
    readable,
    summary_line,
    wrapped,
)
from secon_cli.output.plain_text import one_line, visible
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.reading.files import STDIN, InputFile
from secon_cli.rubric.model import Rubric

_SUMMARY = "GITHUB_STEP_SUMMARY"


@dataclass(frozen=True, slots=True)
class Target:
    """A report in a format; `path` is None for standard output."""

    format: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class ChosenFiles:
    """The files to report on, and `others` that are only read to see whether all fit together."""

    files: tuple[InputFile, ...]
    others: tuple[InputFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked of `secon validate`."""

    paths: Sequence[str] | None
    rubric: RubricChoice
    to: Destination
    report: Sequence[str] | None
    fail_on: str
    advice: bool
    select: Sequence[str] | None
    ignore: Sequence[str] | None
    fix: bool
    diff: bool
    exclude: Sequence[str] | None
    changed_since: str | None
    list_files: bool
    list_rules: bool
    stdin_filename: str | None
    quiet: bool
    verbose: bool


def run(**asked: Any) -> int:
    """Check files and report; the exit code is 1 where something is as bad as `fail_on`, or could not be written."""
    options = Options(**asked)
    targets = _targets(options)
    threshold = None if options.fail_on == "never" else Severity(options.fail_on)
    selection = _selection(options)
    to = options.to
    if options.diff and to.format != "text":
        raise UsageProblem(f"--diff prints the changes; use --report {to.format}=FILE to write the findings too")
    if options.list_rules:
        from secon_cli.output.pages.explain import rules_page

        to.show(rules_page(LAYERS))
        return 0
    chosen = choose_files(options)
    if options.list_files:
        write("".join(f"{no_command(visible(file.name))}\n" for file in chosen.files), to.file)
        return 0

    rubric = load_rubric(options.rubric).rubric
    collection = _check(chosen, rubric, quiet=options.quiet)
    unwritten = False
    if options.diff:
        parts = (
            line
            for file, fixed in _fixable(collection.files, selection)
            for line in diff(file.name, _as_saved(file, file.document.text), _as_saved(file, fixed.text))
        )
        write(readable("".join(parts), to_file=to.file is not None), to.file)
        targets = targets[1:]
    elif options.fix:
        paths = {file.name: file.path for file in chosen.files if file.path}
        written, unwritten = _fix(collection.files, selection, paths, quiet=options.quiet)
        if written:
            collection = _check(chosen, rubric, quiet=options.quiet)

    # The options that change what is found, as machine formats record them.
    recorded = {
        "fail_on": options.fail_on,
        "changed_since": options.changed_since,
        "select": sorted(_names(options.select)),
        "ignore": sorted(_names(options.ignore)),
        "exclude": sorted(options.exclude or ()),
        "advice": options.advice,
    }
    report = FindingsReport(selection.of(collection), collection.files, recorded, threshold, rubric)
    for target in targets:
        text = findings_text(report, target.format, color=to.color, to_file=target.path is not None)
        if target.format in ("text", "concise"):
            replace(to, file=target.path).show_text(text)
        else:
            write(text, target.path)
        summary = os.environ.get(_SUMMARY)
        if target.format == "github" and summary:
            from secon_cli.output.ci import findings_summary

            append(findings_summary(report), Path(summary))
    _tell_checked(report, selection.hidden_advice(collection), options)
    return 1 if report.failed or unwritten else 0


# Options


def _targets(options: Options) -> list[Target]:
    """The main report and those of `--report FORMAT=FILE`; UsageProblem if two would be written to one file."""
    wanted = [Target(options.to.format, options.to.file)]
    for text in options.report or ():
        format, equals, file = text.partition("=")
        if not equals or not file:
            raise UsageProblem(f"--report: expected FORMAT=FILE, such as sarif=findings.sarif, got `{text}`")
        if format not in FORMATS:
            known = ", ".join(FORMATS)
            raise UsageProblem(f"--report: expected one of {known}, got `{format}`{did_you_mean(format, FORMATS)}")
        wanted.append(Target(format, None if file == STDIN else Path(file)))
    files = [os.path.realpath(target.path) for target in wanted if target.path]
    if len(set(files)) < len(files):
        raise UsageProblem("two reports go to the same file; give each its own")
    return wanted


def _selection(options: Options) -> Selection:
    """The rules asked for; advice only if it is asked for by name, by --advice or by --fail-on."""
    advice = options.advice or options.fail_on == Severity.ADVICE
    try:
        return Selection(_names(options.select), _names(options.ignore), advice=advice)
    except UnknownRule as error:
        raise UsageProblem(str(error)) from None


def _names(given: Sequence[str] | None) -> list[str]:
    """The names in an option that may be repeated, or have several separated by commas."""
    return [name.strip() for text in given or () for name in text.split(",")]


# Files


def choose_files(options: Options) -> ChosenFiles:
    """The practice files at the paths that no pattern excludes and, with a revision, only those that changed since.

    Raises UsageProblem for a path or a revision that does not exist, NoInput if the patterns leave no file.
    """
    found, _ = practice_files(options.paths, options.stdin_filename, fall_back=False)
    excluded = {pattern: {file for file in found if _excludes(pattern, file)} for pattern in options.exclude or ()}
    for pattern, matching in excluded.items():
        if not matching:
            tell(f"secon: --exclude {visible(pattern)} matches no file")
    kept = [file for file in found if not any(file in matching for matching in excluded.values())]
    if not kept:
        raise NoInput("every practice file is excluded")
    if options.changed_since is None:
        return ChosenFiles(tuple(kept))
    from secon_cli.reading.git import GitProblem, changed_since

    try:
        changed = changed_since(options.changed_since, [file.path for file in kept if file.path], allowed_bytes())
    except GitProblem as problem:
        raise UsageProblem(f"--changed-since: {problem}") from None
    wanted = {file for file in kept if file.path is None or file.path in changed}
    return ChosenFiles(
        tuple(file for file in kept if file in wanted), tuple(file for file in kept if file not in wanted)
    )


def _excludes(pattern: str, file: InputFile) -> bool:
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


def _check(chosen: ChosenFiles, rubric: Rubric, *, quiet: bool) -> Collection:
    """The chosen files, checked; they come last, since a mismatch between two files is reported at the later one."""
    files = tracked((*chosen.others, *chosen.files), "Checking practices", quiet=quiet)
    checked = check_files(files, rubric, outlined=True, processes=allowed_processes())
    names = {file.name for file in chosen.files}
    return Collection(tuple(file for file in checked.files if file.name in names))


# Fixes


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
    written: list[tuple[str, Finding]] = []
    left: list[str] = []
    count = 0
    for file, fixed in _fixable(files, selection):
        if file.name not in paths:
            raise UsageProblem("--fix cannot write to standard input; --diff shows what it would change")
        if _overwritten(paths[file.name], file, fixed):
            count += 1
            written += [(visible(file.name), finding) for finding in fixed.fixed]
        else:
            left.append(file.name)
    for name in left:
        _say(f"secon: {visible(name)} has changed since it was checked and is left unchanged; check again")
    if not quiet:
        for file in files:
            if file.document.text and not file.document.usable:
                _say(f"{visible(file.name)} cannot be read as a whole and was not fixed: correct its syntax first")
        for name, finding in written:
            text = one_line(finding.fix.text) if finding.fix else ""
            what = f"wrote `{text}`" if text else "removed"
            _say(f"fixed {name}:{finding.span.line}: {what} ({finding.rule}: {one_line(finding.message)})")
        if count:
            tell(f"fixed {counted(len(written), 'finding')} in {counted(count, 'file')}")
    return count > 0, bool(left)


def _overwritten(path: Path, file: CheckedFile, fixed: FixedText) -> bool:
    """Write a file that is still what was checked; False if it is not."""
    try:
        before = path.read_bytes()
        text = file.document.text.encode()
        if hashlib.sha256(before).hexdigest() != file.document.sha256 or not before.endswith(text):
            return False
        # Before the text there is a byte-order mark, or nothing.
        mark = before.removesuffix(text)
        overwrite(path, before, mark + fixed.text.encode())
    except (FileNotFoundError, ChangedMeanwhile):
        return False
    return True


# The summary


def _say(text: str) -> None:
    """A line on stderr, wrapped to the terminal."""
    terminal = is_terminal(sys.stderr)
    tell("\n  ".join(wrapped(text, page_width(terminal=True) - 2)) if terminal else text)


def _tell_checked(report: FindingsReport, advice: int, options: Options) -> None:
    """Say how many files were checked, how many findings there are, and what more could be shown or done."""
    if options.verbose:
        for file in report.files:
            tell(f"checked {visible(file.name)}")
    if options.quiet:
        return
    more = f"; --advice shows {advice} more" if advice else ""
    tell(f"{summary_line(len(report.files), report.findings)}{more}")
    if report.findings and options.to.format == "text" and not options.diff:
        tell("more about a finding: secon explain RULE")
    fixable = sum(finding.fix is not None for finding in report.findings)
    if fixable:
        tell(f"--fix can fix {fixable} of them; --diff shows how")
