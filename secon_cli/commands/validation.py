"""How `secon validate` reports: formats and files, what fails the check, and what is said beside."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secon_cli.checks.findings import Severity
from secon_cli.checks.registry import LAYERS, Selection, UnknownRule
from secon_cli.checks.suggestions import did_you_mean
from secon_cli.commands.errors import UsageProblem
from secon_cli.output.console import Color, render
from secon_cli.output.destination import append, tell, write
from secon_cli.output.findings.as_text import summary_line
from secon_cli.output.findings.formats import FORMATS, findings_text
from secon_cli.output.findings.report import FindingsReport
from secon_cli.output.plain_text import visible
from secon_cli.reading.files import STDIN

THRESHOLDS = (*(severity.value for severity in Severity), "never")
_SUMMARY = "GITHUB_STEP_SUMMARY"


@dataclass(frozen=True, slots=True)
class Target:
    """A report in a format; `path` is None for standard output."""

    format: str
    path: Path | None


def named(given: Sequence[str] | None) -> list[str]:
    """The names in an option that may be repeated, or hold several with commas between."""
    return [name.strip() for text in given or () for name in text.split(",")]


def rules(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """The rules asked for; UsageProblem for one that does not exist."""
    try:
        return Selection(select, ignore)
    except UnknownRule as error:
        raise UsageProblem(str(error)) from None


def threshold(name: str) -> Severity | None:
    """The choice of `--fail-on`."""
    if name not in THRESHOLDS:
        raise UsageProblem(f"--fail-on takes {', '.join(THRESHOLDS)}, and not `{name}`")
    return None if name == "never" else Severity(name)


def options(fail_on: str, changed_since: str | None, **lists: Sequence[str] | None) -> dict[str, Any]:
    """The options given that change what is found, as machine formats record them."""
    named: dict[str, Any] = {name: sorted(given or ()) for name, given in lists.items()}
    return {"fail_on": fail_on, "changed_since": changed_since} | named


def targets(format: str, output: Path | None, reports: Iterable[str]) -> list[Target]:
    """The main report and those of `--report FORMAT=FILE`; UsageProblem where two would be written to one file."""
    wanted = [Target(_format(format, "--format"), output), *map(_target, reports)]
    files = [target.path.resolve() for target in wanted if target.path]
    if len(set(files)) < len(files):
        raise UsageProblem("two reports go to the same file; give each its own")
    return wanted


def _target(text: str) -> Target:
    format, equals, file = text.partition("=")
    if not equals or not file:
        raise UsageProblem(f"--report takes FORMAT=FILE, such as sarif=findings.sarif, and not `{text}`")
    return Target(_format(format), None if file == STDIN else Path(file))


def write_rules(output: Path | None, color: Color) -> None:
    """Write every rule that files are checked by, layer by layer."""
    from secon_cli.output.findings.rules_as_text import rules_text

    write(render(rules_text(LAYERS), color=color, to_file=output is not None), output)


def write_reports(report: FindingsReport, wanted: Iterable[Target], color: Color) -> None:
    """Write the report in every format that is wanted; with annotations for GitHub goes the summary of the job."""
    for target in wanted:
        text = findings_text(report, target.format, color=color, to_file=target.path is not None)
        write(text, target.path)
        summary = os.environ.get(_SUMMARY)
        if target.format == "github" and summary:
            from secon_cli.output.findings.summary import findings_summary

            append(findings_summary(report), Path(summary))


def tell_checked(report: FindingsReport, *, quiet: bool, verbose: bool) -> None:
    """Say how many files were checked, how many findings there are, and how many of them `--fix` would mend."""
    if verbose:
        for file in report.files:
            tell(f"checked {visible(file.name)}")
    if quiet:
        return
    tell(summary_line(len(report.files), report.findings))
    fixable = sum(finding.fix is not None for finding in report.findings)
    if fixable:
        tell(f"{fixable} can be mended by `secon validate --fix`; --diff shows how")


def _format(name: str, option: str = "--report") -> str:
    if name not in FORMATS:
        raise UsageProblem(f"{option}: expected {', '.join(FORMATS)}, got `{name}`{did_you_mean(name, FORMATS)}")
    return name
