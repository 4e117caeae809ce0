"""`secon score`: rank practices by a rubric."""

from collections.abc import Sequence

from secon_cli.analysis.results import Ranking
from secon_cli.commands.inputs import load_practices, load_rubric, report_unusable
from secon_cli.commands.ranking import ranking
from secon_cli.commands.values import Filters, RubricChoice
from secon_cli.engine.assessment import TIE
from secon_cli.output import pages, wires
from secon_cli.output.destination import tell
from secon_cli.output.emit import Destination
from secon_cli.output.numbers import decided
from secon_cli.output.pages.records import score_records
from secon_cli.output.pages.score import score_page


def run(
    paths: Sequence[str] | None,
    filters: Filters,
    fail_under: float | None,
    choice: RubricChoice,
    to: Destination,
    *,
    groups: bool,
    full: bool,
    detail: bool,
    stdin_filename: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write the ranking; 1 where files were left out or a total is below `fail_under`."""
    rubric = load_rubric(choice)
    inputs = load_practices(paths, stdin_filename, quiet=quiet, texts=False)
    result = ranking(inputs, rubric, filters, groups=groups)

    def workbook() -> bytes:
        from secon_cli.output.ranking_workbook import ranking_workbook

        return ranking_workbook(result)

    to.write(
        page=lambda: score_page(result, full=full),
        wire=lambda: wires.score_wire(result),
        records=lambda: score_records(result, detail=detail),
        figure=lambda: pages.ranking_figure(result),
        workbook=workbook,
    )
    failed = report_unusable(inputs, quiet=quiet, verbose=verbose)
    return int(_report_below(result, fail_under, quiet=quiet) or failed)


def _report_below(ranking: Ranking, fail_under: float | None, *, quiet: bool) -> bool:
    """Name the practices shown whose total is under the bound; whether there is any."""
    if fail_under is None:
        return False
    below = [
        f"{scored.assessment.practice.id} {decided(scored.assessment.total, [fail_under])}"
        for scored in ranking.practices
        if scored.assessment.total < fail_under - TIE
    ]
    if below and not quiet:
        tell(f"secon: under {fail_under:g}: {', '.join(below)}")
    return bool(below)
