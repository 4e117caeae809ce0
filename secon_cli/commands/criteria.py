"""`secon criteria`: the rubric in force, what is wrong or doubtful with another one, and what differs between them."""

from typing import Annotated

import typer

from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.options import AsOf, ColorName, CriteriaFile, Output, Quiet, StdinFilename, Weights

_FORMATS = ("table", "json", "markdown")
_THRESHOLDS = ("error", "warning", "never")


def criteria(
    check: Annotated[
        str | None, typer.Option("--check", metavar="FILE", help="Check this rubric: errors, and what is doubtful.")
    ] = None,
    diff: Annotated[
        str | None, typer.Option("--diff", metavar="FILE", help="What would change if this rubric were in force.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(metavar="|".join(_THRESHOLDS), help="The mildest finding that fails `--check`.")
    ] = "error",
    weight: Weights = None,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write it.")
    ] = "table",
    output: Output = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the reasons too.")] = False,
    color: ColorName = "auto",
) -> None:
    """Show the rubric in force: weights, and every indicator with its measure in words.

    `--check` exits with 1 where a rubric has findings at or above `--fail-on`. It tries the rubric on the project's
    practices, or on those that ship with secon.

    For example:

    - `secon criteria --verbose` shows each indicator with its reason and its advice.
    - `secon criteria --check my-criteria.yaml --fail-on warning`
    - `secon criteria --diff my-criteria.yaml` shows what differs from the rubric in force.
    """
    from secon_cli.commands.inputs import color_choice, format_choice
    from secon_cli.commands.rubrics import checked_text, compared_text, shown_text
    from secon_cli.output.destination import write

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    if fail_on not in _THRESHOLDS:
        raise UsageProblem(f"--fail-on takes {', '.join(_THRESHOLDS)}, and not `{fail_on}`")
    if check is not None and diff is not None:
        raise UsageProblem("--check and --diff answer two questions; ask one at a time")
    to_file = output is not None
    if check is not None:
        text, failed = checked_text(
            check, stdin_filename, format=format, fail_on=fail_on, color=colors, to_file=to_file, quiet=quiet
        )
        write(text, output)
        if failed:
            raise typer.Exit(1)
    elif diff is not None:
        write(compared_text(diff, criteria, weight, as_of, format=format, color=colors, to_file=to_file), output)
    else:
        shown = shown_text(criteria, weight, as_of, format=format, color=colors, to_file=to_file, reasons=verbose)
        write(shown, output)
