"""`secon panel`: what several assessors think, how far they agree, and what to discuss."""

from typing import Annotated

import typer

from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.options import AsOf, ColorName, CriteriaFile, Output, Quiet, Verbose, Weights

_FORMATS = ("table", "json", "csv", "markdown")


def panel(
    assessments: Annotated[
        str | None,
        typer.Option(
            "--assessments", metavar="FOLDER", help="The assessors' files. Default: the project's data/assessments."
        ),
    ] = None,
    blank: Annotated[
        str | None,
        typer.Option("--blank", metavar="ASSESSOR", help="Write an empty rating file for this pseudonym or role."),
    ] = None,
    top: Annotated[int, typer.Option("--top", "-n", metavar="N", min=0, help="List the N widest disagreements.")] = 10,
    weight: Weights = None,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the panel.")
    ] = "table",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Show what several assessors think of the practices, how far they agree, and what to discuss in the meeting.

    Each assessor has a file of ratings from 0 to 10, with a reason each. The panel's ranking stands beside the
    rubric's; no number is made of both. A rating that is missing is neither zero nor the mean of the others.

    For example:

    - `secon panel --blank adviser-2` writes a file with all questions, for an assessor to fill in.
    - `secon panel` shows the panel.
    - `secon panel --format markdown --top 20 --output meeting.md`
    """
    from secon_cli.commands.inputs import color_choice, format_choice, load_practices, load_rubric
    from secon_cli.commands.panels import whole_panel, write_blank
    from secon_cli.commands.reporting import report_unusable
    from secon_cli.output.destination import write
    from secon_cli.output.panel.formats import panel_text

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    if blank is not None and output is not None:
        raise UsageProblem("--blank writes a file named after the assessor; --assessments says in which folder")
    rubric = load_rubric(criteria, weight, as_of)
    inputs = load_practices(None, quiet=quiet)
    if blank is not None:
        text = f"{write_blank(blank, assessments, inputs, rubric)}\n"
    else:
        result = whole_panel(inputs, rubric, assessments, weights=weight, as_of=as_of)
        text = panel_text(result, format, top=top, legend=not quiet, color=colors, to_file=output is not None)
    write(text, output)
    if report_unusable(inputs, quiet=quiet, verbose=verbose):
        raise typer.Exit(1)
