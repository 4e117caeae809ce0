"""`secon explain`: a word in full."""

from secon_cli.commands.explanations import explained
from secon_cli.commands.inputs import load_rubric
from secon_cli.commands.reporting import report_unusable
from secon_cli.commands.rubrics import some_practices
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import write
from secon_cli.output.emit import Destination


def run(
    name: str | None,
    choice: RubricChoice,
    to: Destination,
    *,
    practices: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the explanation."""
    rubric = load_rubric(choice).rubric
    inputs = some_practices(practices, quiet=quiet)
    result = explained(name, inputs, rubric)
    match to.format:
        case "json":
            from secon_cli.output.explain.as_json import explain_json

            text = explain_json(result)
        case "markdown":
            from secon_cli.output.explain.as_markdown import explain_markdown

            text = explain_markdown(result)
        case _:
            from secon_cli.output.console import render
            from secon_cli.output.explain.as_text import explain_text

            text = render(explain_text(result), color=to.color, to_file=to.file is not None)
    write(text, to.file)
    report_unusable(inputs, quiet=quiet, verbose=verbose)
    return 0
