"""`secon compare`: two sides, or all regions."""

import shlex

from secon_cli.commands.comparisons import all_regions, comparison
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.inputs import load_practices, load_rubric
from secon_cli.commands.reporting import report_unusable
from secon_cli.commands.values import RubricChoice
from secon_cli.output.compare.formats import comparison_text, matrix_text
from secon_cli.output.destination import write
from secon_cli.output.emit import Destination


def run(
    first: str | None,
    second: str | None,
    choice: RubricChoice,
    to: Destination,
    *,
    eligible_only: bool = False,
    top: int = 3,
    practices: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the comparison; 1 where files were left out."""
    if first is not None and second is None:
        others = f"`secon compare {shlex.quote(first)} rest`"
        raise UsageProblem(f"compare expects two sides or none; {others} compares with all others")
    rubric = load_rubric(choice)
    inputs = load_practices([practices] if practices else None, quiet=quiet)
    to_file = to.file is not None
    if first is None or second is None:
        regions = all_regions(inputs, rubric, eligible_only=eligible_only)
        text = matrix_text(regions, to.format, color=to.color, to_file=to_file)
    else:
        result = comparison(inputs, rubric, (first, second), eligible_only=eligible_only)
        text = comparison_text(result, to.format, top=top, color=to.color, to_file=to_file)
    write(text, to.file)
    return int(report_unusable(inputs, quiet=quiet, verbose=verbose))
