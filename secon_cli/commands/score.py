"""`secon score`: rank practices by a rubric."""

from collections.abc import Sequence

from secon_cli.commands.inputs import load_practices, load_rubric
from secon_cli.commands.ranking import ranking
from secon_cli.commands.reporting import report_below, report_unusable
from secon_cli.commands.values import Filters, RubricChoice
from secon_cli.output.emit import Destination
from secon_cli.output.pages.score import score_page, score_records
from secon_cli.output.wires.score import score_wire


def run(
    paths: Sequence[str] | None,
    choice: RubricChoice,
    filters: Filters,
    to: Destination,
    *,
    full: bool = False,
    detail: bool = False,
    groups: bool = False,
    fail_under: float | None = None,
    stdin_filename: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Write the ranking; 1 where files were left out or a total is below `fail_under`."""
    rubric = load_rubric(choice)
    inputs = load_practices(paths, stdin_filename, quiet=quiet)
    result = ranking(inputs, rubric, filters, groups=groups)
    to.write(
        page=lambda: score_page(result, full=full),
        wire=lambda: score_wire(result),
        records=lambda: score_records(result, detail=detail),
    )
    failed = report_unusable(inputs, quiet=quiet, verbose=verbose)
    return int(report_below(result, fail_under, quiet=quiet) or failed)
