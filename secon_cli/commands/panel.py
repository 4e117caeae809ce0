"""`secon panel`: several assessors next to the rubric."""

import os
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from secon_cli.analysis.panel import Panel, panel
from secon_cli.analysis.results import Input
from secon_cli.checks.assessor_file import check_assessor, check_panel
from secon_cli.cli import PanelOptions
from secon_cli.commands.inputs import create_form, found_files, report_unusable
from secon_cli.commands.score import Basis, basis_of
from secon_cli.commands.values import CheckFailed, NoInput, UsageProblem
from secon_cli.output import wires
from secon_cli.output.destination import create, screen_of, write
from secon_cli.output.findings import findings_screen
from secon_cli.output.pages.panel import panel_page, panel_records, ratings_records
from secon_cli.output.rating_sheet import blank_assessment
from secon_cli.output.renderers.tables import tables_workbook
from secon_cli.practice.values import Slug
from secon_cli.reading import files

FOLDER = Path("data", "assessments")
"""The folder of assessors' files in a project."""


def run(options: PanelOptions) -> int:
    """Write the panel, or a blank file for an assessor; 1 where practices were left out."""
    blank, to = options.blank, options.to
    if blank is not None and to.file is not None and to.format != "xlsx":
        raise UsageProblem("--blank writes a file of its own, in the folder --assessments, or --output NAME.xlsx")
    basis = basis_of(options)
    if blank is not None:
        write_blank(blank, options, basis)
    else:
        result = panel_of(basis, options.assessments)
        to.write(
            page=lambda: panel_page(result, top=options.top, full=options.full),
            wire=lambda: wires.panel.PANEL.view(result),
            records=lambda: panel_records(result),
            xlsx=lambda: tables_workbook(
                "Panel", result.provenance, {"Panel": panel_records(result), "Ratings": ratings_records(result)}
            ),
        )
    return report_unusable(basis.inputs, options)


def panel_of(basis: Basis, folder: str | None) -> Panel:
    """The panel of the assessors' files below a folder, else below the project's.

    NoInput where there are no files. One that cannot be used makes CheckFailed, with every finding: without it, it
    would be another panel.
    """
    root = files.project_root()
    path = folder or (str(root / FOLDER) if root else None)
    if path is None or (folder is None and not os.path.isdir(path)):
        begin = "`secon panel --blank ASSESSOR` writes an empty file for one assessor"
        raise NoInput(f"there are no assessments here ({files.shown(FOLDER)}); {begin}")
    found = found_files([path], root, what="--assessments: ")
    if not found:
        raise NoInput(f"no assessor's file (*.yaml) in {files.shown(path)}")
    practices = {file.id: file.practice for file in basis.inputs.collection.files if file.id}
    criteria = basis.rubric.rubric.criteria
    assessments = check_panel(check_assessor(file.read(), practices, criteria) for file in found)
    findings = sorted((finding for file in assessments for finding in file.findings), key=lambda finding: finding.order)
    if findings:
        documents = {file.name: file.document for file in assessments}
        shown = findings_screen(findings, documents, screen_of(stderr=True))
        wrong = sum(bool(file.findings) for file in assessments)
        raise CheckFailed(f"no panel: {wrong} of {len(found)} assessors' files cannot be used", details=shown)
    provenance = basis.provenance()
    ratings = tuple(Input(file.name, file.document.content_sha256) for file in assessments)
    provenance = replace(provenance, inputs=(*provenance.inputs, *ratings))
    assessors = [file.assessor for file in assessments if file.assessor is not None]
    result = panel(assessors, basis.everyone, provenance)
    if not result.practices:
        raise CheckFailed("every practice that was rated has errors; `secon validate` shows them")
    return result


def write_blank(assessor: str, options: PanelOptions, basis: Basis) -> None:
    """Write an empty file or rating sheet for an assessor; UsageProblem where it has no place."""
    try:
        assessor = TypeAdapter(Slug).validate_python(assessor)
    except ValidationError:
        form = "a pseudonym or a role in lower-case letters a-z, digits and single hyphens, such as adviser-2"
        raise UsageProblem(f"--blank: expected {form}, got `{assessor}`") from None
    practices, rubric = basis.inputs.collection.practices, basis.rubric.rubric
    if options.to.format == "xlsx":
        from secon_cli.output.rating_sheet import blank_rating_sheet

        create_form(blank_rating_sheet(assessor, practices, rubric), options.to.file or Path(), quiet=options.quiet)
        return
    root, folder = files.project_root(), options.assessments
    if folder is None and root is None:
        raise UsageProblem("there is no project here; --assessments FOLDER says where to write the file")
    below = Path(folder) if folder is not None else Path(os.path.relpath(root / FOLDER if root else FOLDER))
    if below.exists() and not below.is_dir():
        raise UsageProblem(f"--assessments: `{files.shown(below)}` is not a folder")
    path = below / f"{assessor}.yaml"
    create(blank_assessment(assessor, practices, rubric), path)
    write(f"{files.shown(path)}\n", None)
