"""Which format writes findings."""

from secon_cli.output.emit import Color
from secon_cli.output.findings.report import FindingsReport

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")


def findings_text(report: FindingsReport, format: str, *, color: Color, to_file: bool) -> str:
    """The findings in a format."""
    match format:
        case "json":
            from secon_cli.output.wire import to_json
            from secon_cli.output.wires.findings import validation_wire

            return to_json(validation_wire(report))
        case "sarif":
            from secon_cli.output.findings.sarif import findings_sarif

            return findings_sarif(report)
        case "github" | "gitlab" | "junit":
            from secon_cli.output.findings import ci

            return {"github": ci.findings_github, "gitlab": ci.findings_gitlab, "junit": ci.findings_junit}[format](
                report
            )
        case "concise":
            from secon_cli.output.findings.text import concise

            return concise(report.worst_first(), color=color, to_file=to_file)
        case _:
            from secon_cli.output.findings.text import FindingsText

            documents = {file.name: file.document for file in report.files}
            return FindingsText(report.worst_first(), documents).screen(color=color, to_file=to_file)
