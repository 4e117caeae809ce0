"""`secon criteria`: the rubric in force, the findings of another one, or what differs between two."""

from secon_cli import __version__
from secon_cli.analysis.differences import differences
from secon_cli.analysis.results import Provenance
from secon_cli.checks.checked_files import problem_findings
from secon_cli.checks.findings import Severity
from secon_cli.checks.registry import fails
from secon_cli.cli import CriteriaOptions
from secon_cli.commands.inputs import load_rubric, rubric_file, some_practices
from secon_cli.commands.values import RubricChoice, UsageProblem
from secon_cli.output import wires
from secon_cli.output.destination import tell, write
from secon_cli.output.findings import findings_screen, summary_line
from secon_cli.output.pages.explain import check_page, criteria_page, rubric_diff_page
from secon_cli.rubric.model import warnings, warnings_in_use


def run(options: CriteriaOptions) -> int:
    """Write the rubric, its findings or its differences; 1 if it has findings at or above `fail_on`."""
    check, diff, to = options.check, options.diff, options.to
    # A document has room for everything.
    in_full = options.full or to.format == "markdown"
    if check is not None and diff is not None:
        raise UsageProblem("--check and --diff answer different questions; use one at a time")
    if check is None:
        in_force = load_rubric(options.choice)
        if diff is not None:
            changes = differences(in_force.rubric, load_rubric(RubricChoice(diff)).rubric)
            to.write(
                page=lambda: rubric_diff_page(changes, full=in_full),
                wire=lambda: wires.criteria.CriteriaDiffWire.view(changes),
            )
        else:
            result = Provenance(__version__, in_force.rubric, (), in_force.options)
            to.write(
                page=lambda: criteria_page(result, full=in_full), wire=lambda: wires.criteria.criteria_wire(result)
            )
        return 0

    checked = rubric_file(check, options.stdin_filename)
    inputs = some_practices(quiet=options.quiet)
    practices, document = inputs.collection.practices, checked.document
    findings = list(checked.findings)
    if checked.rubric is not None:
        # It has no errors: what a methodologist would question.
        doubts = [*warnings(checked.rubric), *warnings_in_use(checked.rubric, practices)]
        findings = problem_findings(doubts, document)
    if to.format in ("json", "markdown"):
        to.write(
            page=lambda: check_page(findings, document.name),
            wire=lambda: wires.criteria.check_wire(findings, document.name, document.sha256, len(practices)),
        )
    else:
        text = findings_screen(findings, {document.name: document}, to.screen())
        write(text, to.file)
    if not options.quiet:
        whose = "that ship with secon" if inputs.shipped else "of the collection"
        tried = f", tried on {len(practices)} practices {whose}" if checked.rubric else ""
        tell(f"{summary_line(1, findings)}{tried}")
    return int(options.fail_on != "never" and fails(findings, Severity(options.fail_on)))
