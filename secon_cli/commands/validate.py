"""`secon validate`: every problem of every practice file, each at its place."""

from typing import Annotated

import typer

from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.options import AsOf, ColorName, CriteriaFile, Output, Paths, Quiet, StdinFilename, Verbose

_MANY = "can be repeated"


def validate(
    paths: Paths = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, json, sarif, github, gitlab or junit: how to write findings.",
        ),
    ] = "text",
    output: Output = None,
    report: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=FILE", help=f"Write them in a second format too, to a file; {_MANY}."),
    ] = None,
    fail_on: Annotated[
        str, typer.Option(metavar="SEVERITY", help="error, warning, advice or never: the mildest finding that fails.")
    ] = "error",
    select: Annotated[list[str] | None, typer.Option(metavar="RULE,…", help=f"Only these rules; {_MANY}.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULE,…", help=f"Not these rules; {_MANY}.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend in the files what has one safe repair.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")] = False,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help=f"Leave out files or folders, such as 'draft-*'; {_MANY}."),
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Only files that differ from this commit or branch, as git knows it."),
    ] = None,
    list_files: Annotated[bool, typer.Option("--list-files", help="Name the files, and check nothing.")] = False,
    list_rules: Annotated[bool, typer.Option("--list-rules", help="Name the rules, and check nothing.")] = False,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Check practice files: every problem at its place, with what to write instead.

    Exit code 0: nothing at or above `--fail-on`. 1: something. 2: wrong usage. 3: there is no file to check.

    For example:

    - `secon validate` checks the project's practices.
    - `secon validate my-draft.yaml --fail-on warning`
    - `secon validate --diff`, then `secon validate --fix`
    - `secon validate --report sarif=findings.sarif --report junit=findings.xml`
    """
    from secon_cli.commands import chosen_files, validation
    from secon_cli.commands.inputs import color_choice, load_rubric
    from secon_cli.output.destination import write
    from secon_cli.output.findings.report import FindingsReport

    targets = validation.targets(format, output, report or ())
    colors = color_choice(color)
    fails = validation.threshold(fail_on)
    select, ignore = validation.named(select), validation.named(ignore)
    selection = validation.rules(select, ignore)
    if diff and format != "text":
        raise UsageProblem(f"--diff prints the changes; for the findings beside them, say --report {format}=FILE")
    if list_rules:
        validation.write_rules(output, colors)
        return
    chosen = chosen_files.choose_files(paths, stdin_filename, exclude or (), changed_since)
    if list_files:
        write(chosen_files.names(chosen), output)
        return

    rubric = load_rubric(criteria, as_of=as_of)
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
    validation.write_reports(result, targets, colors)
    validation.tell_checked(result, quiet=quiet, verbose=verbose)
    if result.failed or unwritten:
        raise typer.Exit(1)
