"""`secon explain`: any word of a screen, a file or a rubric, with its meaning, its reason and how to meet it."""

from typing import Annotated

import typer

from secon_cli.commands.options import AsOf, ColorName, CriteriaFile, Output, Quiet, Verbose, Weights

_FORMATS = ("text", "json", "markdown")


def explain(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="A criterion, an indicator, a field, a value, a rule, a word of the screen; a part of it is enough "
            "where only one has it. Default: list what there is.",
            show_default=False,
        ),
    ] = None,
    weight: Weights = None,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the explanation.")
    ] = "text",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Explain a word: what it means, why it is there, how to meet it, with an example.

    Examples come from the collection, with file and line. A name that stands for several things is explained or listed
    with all of them; a mere part of several names is listed, and the exit code is 2.

    For example:

    - `secon explain` lists what there is; `secon explain rules` lists the rules.
    - `secon explain effectiveness.results` explains an indicator, `secon explain duration.end` a field.
    - `secon explain cooperative` explains a value, `secon explain known` a word of the screen.
    - `secon explain missing-field` explains a rule.
    """
    from secon_cli.commands.explanations import explained
    from secon_cli.commands.inputs import color_choice, format_choice, load_rubric
    from secon_cli.commands.reporting import report_unusable
    from secon_cli.commands.rubrics import some_practices
    from secon_cli.output.destination import write

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    rubric = load_rubric(criteria, weight, as_of)
    inputs = some_practices(quiet=quiet)
    result = explained(" ".join(name) if name else None, inputs, rubric)
    match format:
        case "json":
            from secon_cli.output.explain.as_json import explain_json

            text = explain_json(result)
        case "markdown":
            from secon_cli.output.explain.as_markdown import explain_markdown

            text = explain_markdown(result)
        case _:
            from secon_cli.output.console import render
            from secon_cli.output.explain.as_text import explain_text

            text = render(explain_text(result), color=colors, to_file=output is not None)
    write(text, output)
    report_unusable(inputs, quiet=quiet, verbose=verbose)
