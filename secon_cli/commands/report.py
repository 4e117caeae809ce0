"""`secon report`: the whole result as one document."""

import os
import shlex
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from secon_cli.analysis.profile import profile
from secon_cli.analysis.report import Report, across_regions, findings
from secon_cli.analysis.results import Input
from secon_cli.analysis.robustness.draws import WeightSampling
from secon_cli.analysis.robustness.study import TOO_MANY, study
from secon_cli.cli import ReportOptions
from secon_cli.commands.compare import compared_regions
from secon_cli.commands.inputs import report_unusable
from secon_cli.commands.panel import panel_of
from secon_cli.commands.score import Basis, basis_of, ranking
from secon_cli.commands.show import field_lines
from secon_cli.commands.values import Filters, ReportContents, UsageProblem
from secon_cli.output.destination import is_terminal, tell
from secon_cli.output.pages.report import report_page
from secon_cli.output.plain_text import visible
from secon_cli.reading import files

LONGEST_TEXT = 100_000
"""Bytes of a text by the author: forty pages. The reader of Markdown takes a minute for 400,000 of `![`."""


def run(options: ReportOptions) -> int:
    """Write the report; 1 where files were left out."""
    to = options.to
    given = {name: value for name, value in vars(options).items() if name in ReportContents._fields}
    contents = ReportContents(tuple(options.region or ()), **given)
    paths = options.paths or ([options.practices] if options.practices is not None else ())
    if options.practices is not None and options.paths:
        raise UsageProblem("--practices and PATHS name the same thing; use one of them")
    if options.open_it and to.file is None:
        raise UsageProblem("--open shows the file that --output writes; add --output report.html")
    if to.file is None and is_terminal(sys.stdout):
        raise UsageProblem("a report is longer than any screen; add --output report.docx, report.html or report.md")
    basis = basis_of(options)
    result = report_of(basis, contents)
    choice = options.choice
    command = shlex.join(
        [
            *("secon", "score", *paths),
            *(["--criteria", choice.file] if choice.file else []),
            *(["--as-of", choice.as_of.isoformat()] if choice.as_of else []),
        ]
    )

    def html() -> str:
        from secon_cli.output.report_page import report_html

        return report_html(result, {"command": command, **contents.plain()})

    to.write(page=lambda: report_page(result), html=html)
    if to.file is not None and not options.quiet:
        tell(f"Wrote {visible(str(to.file))}")
    code = report_unusable(basis.inputs, options)
    if options.open_it and to.file is not None:
        import typer

        # An absolute path, because the program that opens it would take a name such as `-x.html` for an option.
        typer.launch(os.path.abspath(to.file))
    return code


def report_of(basis: Basis, contents: ReportContents) -> Report:
    """The report; UsageProblem for unknown names and for a text that cannot be read."""
    everyone = basis.everyone
    shown = ranking(basis, Filters(region=contents.regions))
    introduction, begin = _text(contents.introduction, "--introduction")
    closing, end = _text(contents.conclusions, "--conclusions")
    panel = None
    if contents.assessments is not None:
        panel = panel_of(basis, contents.assessments)
    read = (*shown.provenance.inputs, *begin, *end, *(panel.provenance.inputs if panel else ()))
    provenance = replace(
        shown.provenance,
        options={**contents.options(), **basis.rubric.options},
        inputs=tuple({source.path: source for source in read}.values()),
    )
    robustness = None
    if 1 < len(everyone) <= TOO_MANY:
        robustness = study(everyone, provenance, WeightSampling(contents.draws, contents.seed))
    regions = compared_regions(basis, eligible_only=contents.eligible_only)
    by_id = {file.practice.id: file for file in basis.inputs.collection.files if file.practice}
    profiles = []
    for scored in shown.practices:
        lines = field_lines(scored, by_id[scored.id])
        profiles.append(profile(provenance, scored, len(everyone), draft=False, lines=lines))
    return Report(
        provenance=provenance,
        title=contents.title,
        introduction=introduction,
        closing=closing,
        own=basis.rubric.own,
        ranking=replace(shown, provenance=provenance),
        everyone=everyone,
        regions=regions,
        robustness=robustness,
        panel=panel,
        profiles=tuple(profiles),
        findings=findings(everyone, regions, robustness, provenance.rubric),
        conclusions=across_regions(regions, provenance.rubric),
    )


def _text(path: str | None, option: str) -> tuple[str | None, list[Input]]:
    """A text by the author, and its name and hash; UsageProblem where it cannot be read."""
    if path is None:
        return None, []
    name = f"{option}: `{files.shown(path)}`"
    try:
        content = files.regular_content(Path(path), LONGEST_TEXT)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageProblem(f"{name} cannot be read as Markdown: {why}") from None
    if len(content) > LONGEST_TEXT:
        raise UsageProblem(f"{name} is larger than {LONGEST_TEXT:,} bytes; shorten it")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageProblem(f"{name} is not text in UTF-8; save it as UTF-8") from None
    return text, [Input(files.shown(path), sha256(content).hexdigest())]
