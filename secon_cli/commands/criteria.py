"""`secon criteria`: the rubric in force, the findings of another one, or what differs between two."""

from collections.abc import Sequence

from secon_cli import __version__
from secon_cli.analysis.results import Provenance
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.registry import fails
from secon_cli.checks.rubric_file import CheckedRubric, doubt_findings
from secon_cli.commands.inputs import load_rubric, rubric_file, some_practices
from secon_cli.commands.values import RubricChoice, UsageProblem
from secon_cli.output import wires
from secon_cli.output.destination import tell, write
from secon_cli.output.emit import Destination
from secon_cli.output.findings.report import summary_line
from secon_cli.output.pages.criteria import check_page, criteria_page, diff_page
from secon_cli.practice.model import Practice
from secon_cli.rubric.differences import differences
from secon_cli.rubric.problems import warnings, warnings_in_use


def run(
    check: str | None,
    diff: str | None,
    choice: RubricChoice,
    to: Destination,
    *,
    fail_on: str,
    stdin_filename: str | None,
    full: bool,
    quiet: bool,
) -> int:
    """Write the rubric, its findings or its differences; 1 if it has findings at or above `fail_on`."""
    if check is not None and diff is not None:
        raise UsageProblem("--check and --diff answer different questions; use one at a time")
    if check is not None:
        return _check(check, to, fail_on=fail_on, stdin_filename=stdin_filename, quiet=quiet)
    in_force = load_rubric(choice)
    # A document has room for everything.
    in_full = full or to.format == "markdown"
    if diff is not None:
        found = differences(in_force.rubric, load_rubric(RubricChoice(diff)).rubric)
        to.write(page=lambda: diff_page(found, full=in_full), wire=lambda: wires.rubric_diff_wire(found))
        return 0
    provenance = Provenance(__version__, in_force.rubric, (), in_force.options)
    to.write(page=lambda: criteria_page(provenance, full=in_full), wire=lambda: wires.criteria_wire(provenance))
    return 0


def _check(path: str, to: Destination, *, fail_on: str, stdin_filename: str | None, quiet: bool) -> int:
    checked = rubric_file(path, stdin_filename)
    inputs = some_practices(quiet=quiet)
    practices = inputs.collection.practices
    findings = rubric_findings(checked, practices)
    document = checked.document
    if to.format in ("json", "markdown"):
        to.write(
            page=lambda: check_page(findings, document.name),
            wire=lambda: wires.check_wire(findings, document.name, document.sha256, len(practices)),
        )
    else:
        from secon_cli.output.findings.text import FindingsText

        text = FindingsText(findings, {document.name: document})
        write(text.screen(color=to.color, to_file=to.file is not None), to.file)
    if not quiet:
        whose = "that ship with secon" if inputs.shipped else "of the collection"
        tried = f", tried on {len(practices)} practices {whose}" if checked.rubric else ""
        tell(f"{summary_line(1, findings)}{tried}")
    return int(fail_on != "never" and fails(findings, Severity(fail_on)))


def rubric_findings(checked: CheckedRubric, practices: Sequence[Practice]) -> list[Finding]:
    """The errors of a rubric; if it has none, what a methodologist would question."""
    if checked.rubric is None:
        return list(checked.findings)
    return doubt_findings([*warnings(checked.rubric), *warnings_in_use(checked.rubric, practices)], checked.document)
