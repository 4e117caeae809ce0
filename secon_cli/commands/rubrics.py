"""From a rubric file to what `criteria` says of it: what is wrong, what is doubtful, what differs."""

from collections.abc import Sequence
from pathlib import Path

from secon_cli import __version__
from secon_cli.analysis.results import Provenance
from secon_cli.analysis.rubric_doubts import doubts_in_use
from secon_cli.checks.collection import Collection
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.registry import fails
from secon_cli.checks.rubric_file import CheckedRubric, check_rubric
from secon_cli.checks.rules.rubric import doubt_findings
from secon_cli.commands.errors import NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs, load_practices, load_rubric
from secon_cli.commands.limits import allowed_bytes
from secon_cli.commands.values import RubricChoice
from secon_cli.output.console import Color, render
from secon_cli.output.criteria.as_json import criteria_json, diff_json
from secon_cli.output.criteria.as_markdown import criteria_markdown, diff_markdown
from secon_cli.output.criteria.as_table import criteria_table
from secon_cli.output.criteria.check import check_json, check_markdown
from secon_cli.output.criteria.diff import criteria_diff
from secon_cli.output.destination import tell
from secon_cli.output.findings.report import summary_line
from secon_cli.output.findings.text import FindingsText
from secon_cli.practice.model import Practice
from secon_cli.reading import files
from secon_cli.rubric.differences import differences
from secon_cli.rubric.problems import warnings


def some_practices(path: str | None = None, *, quiet: bool) -> Inputs:
    """The collection to take examples from, or none where there is no practice at all."""
    try:
        return load_practices([path] if path else None, quiet=quiet)
    except NoInput:
        return Inputs(Collection(()), shipped=False)


def read_rubric(path: str, stdin_filename: str | None = None) -> CheckedRubric:
    """A rubric file with what makes it unusable; UsageProblem where there is no such file."""
    try:
        root, most = files.project_root(), allowed_bytes()
        found = files.find_files([path], root=root, stdin_name=stdin_filename, max_bytes=most)
    except files.InputMissing as missing:
        raise UsageProblem(f"the rubric {missing}") from None
    if len(found) != 1 or Path(path).is_dir():
        raise UsageProblem(f"`{files.shown(path)}` is a folder; name one rubric file")
    return check_rubric(found[0].read())


def rubric_findings(checked: CheckedRubric, practices: Sequence[Practice]) -> list[Finding]:
    """The errors of a rubric; of one without errors, what a methodologist would question."""
    if checked.rubric is None:
        return list(checked.findings)
    return doubt_findings([*warnings(checked.rubric), *doubts_in_use(checked.rubric, practices)], checked.document)


def shown_text(
    choice: RubricChoice,
    *,
    format: str,
    color: Color,
    to_file: bool,
    reasons: bool,
) -> str:
    """The rubric in force in a format."""
    in_force = load_rubric(choice)
    rubric = in_force.rubric
    provenance = Provenance(__version__, rubric, (), in_force.options)
    match format:
        case "json":
            return criteria_json(provenance)
        case "markdown":
            return criteria_markdown(provenance)
        case _:
            return render(criteria_table(provenance, reasons=reasons), color=color, to_file=to_file)


def compared_text(
    path: str,
    choice: RubricChoice,
    *,
    format: str,
    color: Color,
    to_file: bool,
) -> str:
    """What differs between the rubric in force and the one at `path`, in a format."""
    found = differences(load_rubric(choice).rubric, load_rubric(RubricChoice(path)).rubric)
    match format:
        case "json":
            return diff_json(found)
        case "markdown":
            return diff_markdown(found)
        case _:
            return render(criteria_diff(found), color=color, to_file=to_file)


def checked_text(
    path: str,
    stdin_filename: str | None,
    *,
    format: str,
    fail_on: str,
    color: Color,
    to_file: bool,
    quiet: bool,
) -> tuple[str, bool]:
    """The findings of the rubric at `path` in a format, and whether they fail the check."""
    checked = read_rubric(path, stdin_filename)
    inputs = some_practices(quiet=quiet)
    practices = inputs.collection.practices
    findings = rubric_findings(checked, practices)
    document = checked.document
    match format:
        case "json":
            text = check_json(findings, document.name, document.sha256, len(practices))
        case "markdown":
            text = check_markdown(findings, document.name)
        case _:
            text = FindingsText(findings, {document.name: document}).screen(color=color, to_file=to_file)
    if not quiet:
        whose = "that ship with secon" if inputs.shipped else "of the collection"
        tried = f", tried on {len(practices)} practices {whose}" if checked.rubric else ""
        tell(f"{summary_line(1, findings)}{tried}")
    return text, fail_on != "never" and fails(findings, Severity(fail_on))
