"""`secon validate`: every problem of every practice file, each at its place."""

from typing import Annotated

import typer

from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.options import ColorName, Output, Paths, Quiet, StdinFilename, Verbose

_FORMATS = ("text", "json")
_THRESHOLDS = ("error", "warning", "advice", "never")


def validate(
    paths: Paths = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the findings.")
    ] = "text",
    output: Output = None,
    fail_on: Annotated[
        str, typer.Option(metavar="|".join(_THRESHOLDS), help="The mildest finding that fails the check.")
    ] = "error",
    select: Annotated[list[str] | None, typer.Option(metavar="RULE", help="Only this rule; can be repeated.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULE", help="Not this rule; can be repeated.")] = None,
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
    - `secon validate --format json --output findings.json`
    """
    from secon_cli.checks.findings import Severity
    from secon_cli.checks.selection import Selection, UnknownRule, fails
    from secon_cli.commands.inputs import color_choice, format_choice, load_practices
    from secon_cli.output.destination import tell, write
    from secon_cli.output.findings_json import findings_json
    from secon_cli.output.findings_text import FindingsText, printed, summary_line

    format_choice(format, _FORMATS)
    colored = color_choice(color)
    if fail_on not in _THRESHOLDS:
        raise UsageProblem(f"--fail-on takes {', '.join(_THRESHOLDS)}, and not `{fail_on}`")
    try:
        selection = Selection(select or (), ignore or ())
    except UnknownRule as error:
        raise UsageProblem(str(error)) from None

    collection = load_practices(paths, stdin_filename, fall_back=False).collection
    findings = selection.of(collection)
    if format == "json":
        options = {"fail_on": fail_on, "select": sorted(select or ()), "ignore": sorted(ignore or ())}
        write(findings_json(findings, collection, options), output)
    else:
        documents = {file.name: file.document for file in collection.files}
        write(printed(FindingsText(findings, documents), colored, to_file=output is not None), output)

    if verbose:
        tell("\n".join(f"checked {file.name}" for file in collection.files))
    if not quiet:
        tell(summary_line(len(collection.files), findings))
    if fail_on != "never" and fails(findings, Severity(fail_on)):
        raise typer.Exit(1)
