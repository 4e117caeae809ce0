"""`secon criteria`: the rubric in force, the findings of another one, or what differs between two."""

from secon_cli import __version__
from secon_cli.analysis.differences import differences
from secon_cli.analysis.results import Provenance
from secon_cli.checks.checked_files import CheckedRubric, problem_findings
from secon_cli.checks.findings import Severity
from secon_cli.checks.registry import fails
from secon_cli.commands.inputs import load_rubric, rubric_file, some_practices
from secon_cli.commands.values import Job, RubricChoice, UsageProblem
from secon_cli.output import wires
from secon_cli.output.destination import tell, write
from secon_cli.output.findings import findings_screen, summary_line
from secon_cli.output.pages.criteria import check_page, criteria_page, diff_page
from secon_cli.rubric.model import warnings, warnings_in_use


def run(check: str | None, diff: str | None, job: Job, *, fail_on: str, stdin_filename: str | None, full: bool) -> int:
    """Write the rubric, its findings or its differences; 1 if it has findings at or above `fail_on`."""
    if check is not None and diff is not None:
        raise UsageProblem("--check and --diff answer different questions; use one at a time")
    if check is not None:
        return _check(rubric_file(check, stdin_filename), job, fail_on)
    in_force = load_rubric(job.choice)
    # A document has room for everything.
    in_full = full or job.to.format == "markdown"
    if diff is not None:
        changes = differences(in_force.rubric, load_rubric(RubricChoice(diff)).rubric)
        job.to.write(page=lambda: diff_page(changes, full=in_full), wire=lambda: wires.rubric_diff_wire(changes))
    else:
        result = Provenance(__version__, in_force.rubric, (), in_force.options)
        job.to.write(page=lambda: criteria_page(result, full=in_full), wire=lambda: wires.criteria_wire(result))
    return 0


def _check(checked: CheckedRubric, job: Job, fail_on: str) -> int:
    """Write the errors of a rubric; if it has none, what a methodologist would question."""
    inputs = some_practices(quiet=job.quiet)
    practices, document = inputs.collection.practices, checked.document
    findings = list(checked.findings)
    if checked.rubric is not None:
        doubts = [*warnings(checked.rubric), *warnings_in_use(checked.rubric, practices)]
        findings = problem_findings(doubts, document)
    if job.to.format in ("json", "markdown"):
        job.to.write(
            page=lambda: check_page(findings, document.name),
            wire=lambda: wires.check_wire(findings, document.name, document.sha256, len(practices)),
        )
    else:
        file = job.to.file
        text = findings_screen(findings, {document.name: document}, color=job.to.color, to_file=file is not None)
        write(text, file)
    if not job.quiet:
        whose = "that ship with secon" if inputs.shipped else "of the collection"
        tried = f", tried on {len(practices)} practices {whose}" if checked.rubric else ""
        tell(f"{summary_line(1, findings)}{tried}")
    return int(fail_on != "never" and fails(findings, Severity(fail_on)))
