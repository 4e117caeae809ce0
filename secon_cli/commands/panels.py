"""From the folder of assessors' files to the panel that `panel` shows, or to a new file for an assessor."""

import os
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from secon_cli.analysis.panel.panel import Panel, panel
from secon_cli.analysis.results import Input
from secon_cli.checks.assessor_file import Assessments, Rateable, check_assessments
from secon_cli.commands.errors import CheckFailed, NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce
from secon_cli.commands.limits import allowed_bytes
from secon_cli.commands.ranking import ranked
from secon_cli.output.console import render
from secon_cli.output.destination import create
from secon_cli.output.findings.as_text import FindingsText
from secon_cli.output.panel.blank_assessment import blank_assessment
from secon_cli.practice.types import Slug
from secon_cli.reading import files
from secon_cli.rubric.model import Rubric

FOLDER = Path("data", "assessments")
"""Where the files of assessors lie in a project."""

_NAME: TypeAdapter[str] = TypeAdapter(Slug)


def whole_panel(
    inputs: Inputs,
    rubric: RubricInForce,
    folder: str | None,
) -> Panel:
    """The panel of a folder; CheckFailed, with every finding, where a file of it cannot be used."""
    practices = {file.id: file.practice for file in inputs.collection.files if file.id}
    assessments = _assessments(folder, Rateable(practices, rubric.rubric.criteria))
    everyone = ranked(inputs, rubric.rubric)
    provenance = inputs.provenance(rubric.rubric, rubric.options)
    ratings = tuple(Input(file.name, file.document.sha256) for file in assessments.files)
    provenance = replace(provenance, inputs=(*provenance.inputs, *ratings))
    result = panel(assessments.assessors, everyone, provenance)
    if not result.practices:
        raise CheckFailed("every practice that was rated has errors; `secon validate` shows them at their place")
    return result


def _assessments(folder: str | None, rateable: Rateable) -> Assessments:
    """The files below a folder, else the project's; all of them or none, for a panel is not what is left of it."""
    root = files.project_root()
    path = folder or (str(root / FOLDER) if root else None)
    if folder is None and (path is None or not os.path.isdir(path)):
        begin = "`secon panel --blank ASSESSOR` begins the file of an assessor"
        raise NoInput(f"there are no assessments here ({files.shown(FOLDER)}); {begin}")
    assert path is not None
    try:
        found = files.find_files([path], root=root, max_bytes=allowed_bytes())
    except files.InputMissing as missing:
        raise UsageProblem(f"--assessments: {missing}") from None
    if not found:
        raise NoInput(f"no assessor's file (*.yaml) in {files.shown(path)}")
    checked = check_assessments(found, rateable)
    if checked.findings:
        shown = render(FindingsText(checked.findings, checked.documents), stderr=True)
        wrong = sum(bool(file.findings) for file in checked.files)
        raise CheckFailed(f"no panel: {wrong} of {len(found)} assessors' files cannot be used", details=shown)
    return checked


def write_blank(assessor: str, folder: str | None, inputs: Inputs, rubric: Rubric) -> str:
    """Write an empty file for an assessor and give its path; UsageProblem where it cannot be, or is there already."""
    try:
        _NAME.validate_python(assessor)
    except ValidationError:
        form = "a pseudonym or a role in lower-case letters a-z, digits and single hyphens, such as adviser-2"
        raise UsageProblem(f"--blank takes {form}, and not `{assessor}`") from None
    root = files.project_root()
    if folder is None and root is None:
        raise UsageProblem("there is no project here; say with --assessments in which folder the file should be")
    below = Path(folder) if folder is not None else Path(os.path.relpath(root / FOLDER if root else FOLDER))
    path = below / f"{assessor}.yaml"
    if below.exists() and not below.is_dir():
        raise UsageProblem(f"--assessments: `{files.shown(below)}` is no folder")
    try:
        below.mkdir(parents=True, exist_ok=True)
        create(blank_assessment(assessor, inputs.collection.practices, rubric), path)
    except FileExistsError:
        raise UsageProblem(f"`{files.shown(path)}` is there already; --blank never writes over a file") from None
    return files.shown(path)
