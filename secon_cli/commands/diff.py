"""`secon diff`: what moved between two times, and whether facts, rubric or date moved it."""

from typing import Annotated

import typer

from secon_cli.commands.options import AsOf, ColorName, Output, Quiet, Verbose

_FORMATS = ("table", "json", "markdown")
_SIDE = "A project folder, a folder of practices, a git revision, or a stored result (`score -f json`)."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SIDE, show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, later.", show_default=False)],
    practices: Annotated[
        str | None, typer.Option("--practices", metavar="PATH", help="Judge these practices on both sides.")
    ] = None,
    criteria: Annotated[
        str | None, typer.Option("--criteria", metavar="FILE", help="Judge by this rubric on both sides.")
    ] = None,
    as_of: AsOf = None,
    top: Annotated[
        int, typer.Option("--top", "-n", metavar="N", min=0, help="Look behind the N largest movements.")
    ] = 3,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write the difference.")
    ] = "table",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorName = "auto",
) -> None:
    """Show who rose and fell between two collections, and why.

    The movement of each total is split without remainder into what came from the practice's facts, from the rubric and
    from the date, whatever the order in which they changed, down to the indicators and fields. Stored results hold no
    facts; where more than one of the three changed, they show totals and ranks only.

    What is a file or folder here is taken for that; anything else is asked of git, which is only read.

    For example:

    - `secon diff v1.0 HEAD` compares two revisions of the project.
    - `secon diff HEAD .` shows what the changes that are not committed yet do.
    - `secon diff HEAD~5 HEAD --practices data/practices` shows what the rubric alone did.
    - `secon diff january.json june.json`
    """
    from secon_cli.commands.diffs import Same, difference
    from secon_cli.commands.inputs import color_choice, format_choice
    from secon_cli.output.destination import tell, write
    from secon_cli.output.diff.formats import diff_text, sources

    format_choice(format, _FORMATS)
    colors = color_choice(color)
    result, left_out = difference(old, new, Same(practices, criteria, as_of), quiet=quiet)
    write(diff_text(result, format, top=top, color=colors, to_file=output is not None), output)
    if verbose:
        tell(sources(result))
    if left_out:
        raise typer.Exit(1)
