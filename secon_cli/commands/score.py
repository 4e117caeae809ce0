"""`secon score`: rank practices by a rubric."""

from collections.abc import Sequence

from secon_cli.commands.inputs import report_unusable, rubric_and_practices
from secon_cli.commands.ranking import ranking
from secon_cli.commands.values import Filters, Job
from secon_cli.engine import TIE
from secon_cli.output import wires
from secon_cli.output.destination import tell
from secon_cli.output.numbers import decided
from secon_cli.output.pages.score import ranking_figure, score_page, score_records


def run(
    paths: Sequence[str] | None,
    filters: Filters,
    job: Job,
    *,
    fail_under: float | None,
    groups: bool,
    full: bool,
    detail: bool,
) -> int:
    """Write the ranking; 1 where files were left out or a total is below `fail_under`."""
    # Tables ask for no indicators, so practices need not be kept.
    tabular = job.to.format in {"text", "table", "markdown", "csv"} and not (groups or detail)
    rubric, inputs = rubric_and_practices(job, paths, texts=False, ranking_only=tabular)
    result = ranking(inputs, rubric, filters, groups=groups)

    def workbook() -> bytes:
        from secon_cli.output.ranking_workbook import ranking_workbook

        return ranking_workbook(result)

    job.to.write(
        page=lambda: score_page(result, full=full, named=bool(paths)),
        wire=lambda: wires.score_wire(result),
        records=lambda: score_records(result, detail=detail),
        figure=lambda: ranking_figure(result),
        workbook=workbook,
    )
    code = report_unusable(inputs, job)
    if fail_under is None:
        return code
    totals = {scored.assessment.practice.id: scored.assessment.total for scored in result.practices}
    below = [f"{id} {decided(total, [fail_under])}" for id, total in totals.items() if total < fail_under - TIE]
    if below and not job.quiet:
        tell(f"secon: under {fail_under:g}: {', '.join(below)}")
    return int(bool(below)) or code
