"""`secon panel`: several assessors next to the rubric."""

from secon_cli.commands.inputs import load_practices, load_rubric
from secon_cli.commands.panels import whole_panel, write_blank
from secon_cli.commands.reporting import report_unusable
from secon_cli.commands.values import RubricChoice
from secon_cli.output.destination import write
from secon_cli.output.emit import Destination
from secon_cli.output.panel.formats import panel_text


def run(
    choice: RubricChoice,
    to: Destination,
    *,
    assessments: str | None = None,
    blank: str | None = None,
    top: int = 10,
    practices: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the panel, or a blank file for an assessor; 1 where practices were left out."""
    rubric = load_rubric(choice)
    inputs = load_practices([practices] if practices else None, quiet=quiet)
    if blank is not None:
        text = f"{write_blank(blank, assessments, inputs, rubric.rubric)}\n"
    else:
        result = whole_panel(inputs, rubric, assessments)
        text = panel_text(result, to.format, top=top, legend=not quiet, color=to.color, to_file=to.file is not None)
    write(text, to.file)
    return int(report_unusable(inputs, quiet=quiet, verbose=verbose))
