"""`secon validate`: every problem of every practice file, each with its place."""

from collections.abc import Sequence
from pathlib import Path

from secon_cli.commands import chosen_files, validation
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.inputs import load_rubric
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import write
from secon_cli.output.emit import Color
from secon_cli.output.findings.report import FindingsReport


def run(
    paths: Sequence[str] | None,
    choice: RubricChoice,
    *,
    format: str = "text",
    output: Path | None = None,
    report: Sequence[str] = (),
    fail_on: str = "error",
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    fix: bool = False,
    diff: bool = False,
    exclude: Sequence[str] = (),
    changed_since: str | None = None,
    list_files: bool = False,
    list_rules: bool = False,
    color: Color = Color.AUTO,
    pager: bool = True,
    stdin_filename: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the findings; 1 where one is at or above `fail_on`, or a fix could not be written."""
    targets = validation.targets(format, output, report)
    fails = validation.threshold(fail_on)
    select, ignore = validation.named(select), validation.named(ignore)
    selection = validation.rules(select, ignore)
    if diff and format != "text":
        raise UsageProblem(f"--diff prints the changes; for the findings beside them, say --report {format}=FILE")
    if list_rules:
        validation.write_rules(output, color)
        return 0
    chosen = chosen_files.choose_files(paths, stdin_filename, exclude, changed_since)
    if list_files:
        write(chosen_files.names(chosen), output)
        return 0

    rubric = load_rubric(choice).rubric
    collection = chosen_files.check(chosen, rubric, quiet=quiet)
    unwritten = False
    if diff or fix:
        from secon_cli.commands import fixes
    if diff:
        write(fixes.shown(collection.files, selection, to_file=output is not None), output)
        targets = targets[1:]
    elif fix:
        fixed = fixes.write_all(collection.files, selection, chosen.paths)
        collection = chosen_files.check(chosen, rubric, quiet=quiet) if fixed.files else collection
        unwritten = bool(fixed.left)
        fixes.tell_fixed(fixed, quiet=quiet)

    options = validation.options(fail_on, changed_since, select=select, ignore=ignore, exclude=exclude)
    result = FindingsReport(selection.of(collection), collection.files, options, fails, rubric)
    validation.write_reports(result, targets, color)
    validation.tell_checked(result, quiet=quiet, verbose=verbose)
    return int(result.failed or unwritten)
