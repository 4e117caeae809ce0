"""`secon verify`: whether a stored result still comes out of what it names."""

from typing import Annotated

import typer

from secon_cli.commands.options import ColorName, CriteriaFile, Output, Quiet, Verbose

_FORMATS = ("text", "json", "markdown")


def verify(
    result: Annotated[
        str,
        typer.Argument(metavar="RESULT.json", help="A result that `secon score -f json` wrote.", show_default=False),
    ],
    criteria: CriteriaFile = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write what was found.")
    ] = "text",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Compute a stored result again, and say whether it holds or what differs.

    The inputs that it names are looked for in this project, the rubric that it carries is held against the one in
    force, and every number is computed anew. Exit code 0: it holds. 1: it does not. 2: the file is no such result.

    For example:

    - `secon score --format json --output january.json`, and later
    - `secon verify january.json`
    - `secon verify january.json --criteria rubrics/january.yaml`
    """
    from secon_cli.commands.inputs import color_choice, format_choice
    from secon_cli.commands.verifying import verification
    from secon_cli.output.destination import write
    from secon_cli.output.verify.formats import verification_text

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    found = verification(result, criteria, quiet=quiet)
    write(verification_text(found, format, every=verbose, color=colors, to_file=output is not None), output)
    if not found.holds:
        raise typer.Exit(1)
