"""`secon show`: one practice, its scores, and what would raise them."""

from secon_cli.commands.inputs import load_rubric
from secon_cli.commands.reporting import report_unusable
from secon_cli.commands.sheets import sheet
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import write
from secon_cli.output.emit import Destination


def run(
    name: str,
    choice: RubricChoice,
    to: Destination,
    *,
    what_if: str | None = None,
    full: bool = False,
    practices: str | None = None,
    stdin_filename: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the practice, or what an edited copy would change."""
    rubric = load_rubric(choice)
    if what_if is not None:
        from secon_cli.commands.what_if import edited_copy
        from secon_cli.output.pages.diff import what_if_page
        from secon_cli.output.wires.diff import what_if_wire

        inputs, found = edited_copy(name, what_if, rubric, stdin_filename, practices=practices, quiet=quiet)
        to.write(page=lambda: what_if_page(found), wire=lambda: what_if_wire(found))
        report_unusable(inputs, quiet=quiet, verbose=verbose)
        return 0
    inputs, result = sheet(name, rubric, stdin_filename, practices=practices, quiet=quiet)
    match to.format:
        case "json":
            from secon_cli.output.show.as_json import show_json

            text = show_json(result)
        case "markdown":
            from secon_cli.output.show.as_markdown import show_markdown

            text = show_markdown(result)
        case _:
            from secon_cli.output.console import render
            from secon_cli.output.show.as_text import show_text

            text = render(show_text(result), color=to.color, to_file=to.file is not None)
    write(text, to.file)
    report_unusable(inputs, quiet=quiet, verbose=verbose)
    return 0
