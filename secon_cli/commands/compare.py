"""`secon compare`: two sides side by side, or all regions."""

import shlex
from typing import Annotated

import typer

from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.options import AsOf, ColorName, CriteriaFile, Output, Quiet, Verbose, Weights

_FORMATS = ("table", "json", "csv", "markdown")


def compare(
    first: Annotated[
        str | None,
        typer.Argument(
            metavar="A",
            help="A region, a country, a practice, or `all`. Without A and B: all regions.",
            show_default=False,
        ),
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(
            metavar="B", help="What to compare it with; `rest` is everything but the other side.", show_default=False
        ),
    ] = None,
    eligible_only: Annotated[
        bool, typer.Option("--eligible-only", help="Leave out the practices that do not meet the gate.")
    ] = False,
    top: Annotated[
        int, typer.Option("--top", "-n", metavar="N", min=0, help="Look behind the N largest differences.")
    ] = 3,
    weight: Weights = None,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the comparison.")
    ] = "table",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Put two regions side by side: who is ahead, by how much, and because of which practices and facts.

    A side's score is the mean of its practices. Differences are A minus B; weight × difference adds up to the
    difference of the totals. Without A and B, all regions are shown against all criteria.

    For example:

    - `secon compare` shows all regions.
    - `secon compare peloponnese "rhein neckar"`
    - `secon compare LV rest --eligible-only`
    - `secon compare oliveira all --format markdown --output oliveira.md`
    """
    from secon_cli.commands.comparisons import all_regions, comparison
    from secon_cli.commands.inputs import color_choice, format_choice, load_practices, load_rubric
    from secon_cli.commands.reporting import report_unusable
    from secon_cli.output.compare.formats import comparison_text, matrix_text
    from secon_cli.output.destination import write

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    if first is not None and second is None:
        others = f"`secon compare {shlex.quote(first)} rest`"
        raise UsageProblem(f"compare takes two sides, or none; {others} compares with all others")
    rubric = load_rubric(criteria, weight, as_of)
    inputs = load_practices(None, quiet=quiet)
    if first is None or second is None:
        regions = all_regions(inputs, rubric, eligible_only=eligible_only, weights=weight, as_of=as_of)
        text = matrix_text(regions, format, color=colors, to_file=output is not None)
    else:
        result = comparison(inputs, rubric, (first, second), eligible_only=eligible_only, weights=weight, as_of=as_of)
        text = comparison_text(result, format, top=top, color=colors, to_file=output is not None)
    write(text, output)
    if report_unusable(inputs, quiet=quiet, verbose=verbose):
        raise typer.Exit(1)
