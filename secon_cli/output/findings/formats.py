"""Which format writes findings."""

from secon_cli.output.console import Color
from secon_cli.output.findings.report import FindingsReport

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")


def findings_text(report: FindingsReport, format: str, *, color: Color, to_file: bool) -> str:
    """The findings in a format."""
    match format:
        case "json":
            from secon_cli.output.findings.as_json import findings_json

            return findings_json(report)
        case "sarif":
            from secon_cli.output.findings.as_sarif import findings_sarif

            return findings_sarif(report)
        case "github":
            from secon_cli.output.findings.as_github import findings_github

            return findings_github(report)
        case "gitlab":
            from secon_cli.output.findings.as_gitlab import findings_gitlab

            return findings_gitlab(report)
        case "junit":
            from secon_cli.output.findings.as_junit import findings_junit

            return findings_junit(report)
        case _:
            from secon_cli.output.findings.as_text import FindingsText, printed

            documents = {file.name: file.document for file in report.files}
            return printed(FindingsText(report.findings, documents), color, to_file=to_file)
