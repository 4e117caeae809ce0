"""`secon robustness`: how far the ranking depends on the weights, on what is unknown, and on the rubric itself."""

from typing import Annotated

import typer

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

_FORMATS = ("table", "json", "csv")
_TABLES = ("practices", "criteria", "neighbours", "pairs", "variants", "correlations")


def robustness(
    paths: Paths = None,
    top: Annotated[int, typer.Option("--top", "-n", metavar="K", min=1, help="How many count as the top.")] = 3,
    free: Annotated[bool, typer.Option("--free", help="Draw any weights at all, and not around the rubric's.")] = False,
    concentration: Annotated[
        float | None,
        typer.Option("--concentration", metavar="C", help="How near to the rubric's weights draws stay; usually 50."),
    ] = None,
    order: Annotated[
        str | None,
        typer.Option("--order", metavar="A,B,…", help="Only draws that weigh criterion A at least as much as B, …"),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=100, max=1_000_000, help="How many weights to draw.")
    ] = 10_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Other seed, other draws.")] = 1,
    details: Annotated[bool, typer.Option("--details", help="Show all that was found, not only the gist.")] = False,
    pairwise: Annotated[
        bool, typer.Option("--pairwise", help="Compare each practice with each, also where they are over 200.")
    ] = False,
    weight: Weights = None,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the result.")
    ] = "table",
    table: Annotated[
        str, typer.Option("--table", metavar="|".join(_TABLES), help="Which table `--format csv` writes.")
    ] = "practices",
    output: Output = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Show how far the ranking can be trusted.

    Who is safely in front, which neighbours are a coin toss, which weight matters, what follows from what is unknown.

    Thousands of weights are drawn around the rubric's, and the practices ranked under each. The same seed gives the
    same result. What can be computed exactly is: how far each weight can move before a rank changes, and the best and
    worst rank that what is unknown allows.

    For example:

    - `secon robustness` shows the gist on one screen, `secon robustness --details` everything.
    - `secon robustness --free --order effectiveness,ethics` trusts no weight, but that effectiveness counts more.
    - `secon robustness --format csv --table criteria --output weights.csv`
    """
    from secon_cli.commands.inputs import color_choice, format_choice, load_practices, load_rubric
    from secon_cli.commands.reporting import report_unusable
    from secon_cli.commands.trials import robustness_of, sampling_of
    from secon_cli.output.destination import write
    from secon_cli.output.robustness.formats import robustness_text

    format_choice(format, _FORMATS)
    format_choice(table, _TABLES, "--table")
    colors = color_choice(color)
    rubric = load_rubric(criteria, weight, as_of)
    sampling = sampling_of(rubric, draws=draws, seed=seed, free=free, concentration=concentration, order=order)
    inputs = load_practices(paths, stdin_filename, quiet=quiet)
    pairs = pairwise or table == "pairs"
    result = robustness_of(inputs, rubric, sampling, top=top, pairs=pairs, weights=weight, as_of=as_of)
    write(
        robustness_text(result, format, table=table, details=details, color=colors, to_file=output is not None), output
    )
    if report_unusable(inputs, quiet=quiet, verbose=verbose):
        raise typer.Exit(1)
