"""`secon show`: one practice, its scores with the arithmetic and the evidence, and what would raise it."""

from typing import Annotated

import typer

from secon_cli.commands.options import AsOf, ColorName, CriteriaFile, Output, Quiet, StdinFilename, Verbose, Weights

_FORMATS = ("text", "json", "markdown")


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID|FILE",
            help="A practice by id, title or a part of them; or a file, also one that is not in the collection yet.",
        ),
    ],
    copy: Annotated[
        str | None,
        typer.Option("--what-if", metavar="FILE", help="An edited copy: show what it would change. `-` reads it."),
    ] = None,
    weight: Weights = None,
    criteria: CriteriaFile = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the sheet.")
    ] = "text",
    output: Output = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Show one practice: its facts, its scores with the arithmetic, what would raise it.

    Every score is shown as a sum, with the facts that counted, where they stand in the file and what they cite, and
    with those that did not count and why.

    For example:

    - `secon show de-mannheim-cluster`
    - `secon show mannheim --as-of 2025-06-30`
    - `secon show my-draft.yaml` shows a draft, and where it would rank.
    - `secon show mannheim --what-if edited.yaml` shows what an edited copy would change, and why.
    """
    from secon_cli.commands.inputs import color_choice, format_choice, load_rubric
    from secon_cli.commands.reporting import report_unusable
    from secon_cli.commands.sheets import sheet
    from secon_cli.output.destination import write

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    rubric = load_rubric(criteria, weight, as_of)
    if copy is not None:
        from secon_cli.commands.what_ifs import copied
        from secon_cli.output.what_if.formats import what_if_text

        inputs, found = copied(name, copy, rubric, stdin_filename, weights=weight, as_of=as_of, quiet=quiet)
        write(what_if_text(found, format, color=colors, to_file=output is not None), output)
        report_unusable(inputs, quiet=quiet, verbose=verbose)
        return
    inputs, result = sheet(name, rubric, stdin_filename, weights=weight, as_of=as_of, quiet=quiet)
    match format:
        case "json":
            from secon_cli.output.show.as_json import show_json

            text = show_json(result)
        case "markdown":
            from secon_cli.output.show.as_markdown import show_markdown

            text = show_markdown(result)
        case _:
            from secon_cli.output.console import render
            from secon_cli.output.show.as_text import show_text

            text = render(show_text(result), color=colors, to_file=output is not None)
    write(text, output)
    report_unusable(inputs, quiet=quiet, verbose=verbose)
