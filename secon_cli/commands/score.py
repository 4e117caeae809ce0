"""`secon score`: rank practices by a rubric."""

from math import isfinite
from typing import Annotated

import typer

from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.options import (
    AsOf,
    ColorName,
    CriteriaFile,
    Output,
    Paths,
    Quiet,
    StdinFilename,
    Verbose,
    Weights,
)

_FORMATS = ("table", "json", "csv", "markdown")


def score(
    paths: Paths = None,
    region: Annotated[
        str | None, typer.Option("--region", "-r", metavar="NAME", help="Show only this partner region.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="NAME", help="Show only this country: LV or Latvia.")
    ] = None,
    top: Annotated[int | None, typer.Option("--top", "-n", metavar="N", min=1, help="Show only the first N.")] = None,
    sort: Annotated[
        str | None, typer.Option("--sort", metavar="CRITERION", help="Order by a criterion instead of the total.")
    ] = None,
    weight: Weights = None,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    fail_under: Annotated[
        float | None, typer.Option("--fail-under", metavar="N", help="Exit with 1 if a total shown is below N.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the ranking.")
    ] = "table",
    output: Output = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Rank practices by a rubric, with every number traceable.

    Ranks are those among all practices read; filters only choose what is shown. Files with errors are left out, named
    on stderr, and the exit code is 1.

    For example:

    - `secon score` ranks the project's practices, or those that ship with secon.
    - `secon score --region peloponnese` shows one partner region.
    - `secon score --weight effectiveness=40 --sort effectiveness --top 5`
    - `secon score my-practices/ --format csv --output ranking.csv`
    """
    from secon_cli.commands.inputs import color_choice, format_choice, load_practices, load_rubric
    from secon_cli.commands.ranking import Filters, ranking
    from secon_cli.commands.reporting import report_below, report_unusable
    from secon_cli.output.destination import write

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    if fail_under is not None and not isfinite(fail_under):
        raise UsageProblem(f"--fail-under takes a number of points, and not `{fail_under}`")
    rubric = load_rubric(criteria, weight, as_of)
    inputs = load_practices(paths, stdin_filename, quiet=quiet)
    result = ranking(inputs, rubric, Filters(region, country, sort, top), weights=weight, as_of=as_of)
    match format:
        case "json":
            from secon_cli.output.score.as_json import score_json

            text = score_json(result)
        case "csv":
            from secon_cli.output.score.as_csv import score_csv

            text = score_csv(result)
        case "markdown":
            from secon_cli.output.score.as_markdown import score_markdown

            text = score_markdown(result)
        case _:
            from secon_cli.output.console import render
            from secon_cli.output.score.as_table import ScoreTable

            text = render(ScoreTable(result, legend=not quiet), color=colors, to_file=output is not None)
    write(text, output)
    failed = report_unusable(inputs, quiet=quiet, verbose=verbose)
    below = report_below(result, fail_under, quiet=quiet)
    if failed or below:
        raise typer.Exit(1)
