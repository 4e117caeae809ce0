"""`secon import`: drafts of practices from forms in Word. It never overwrites a file."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from secon_cli.checks.findings import Severity
from secon_cli.checks.practice_file import check_practice
from secon_cli.commands.errors import UsageProblem
from secon_cli.forms.draft import Draft, ImportedFile, Imports, NotADraft, finished, steps_of, take_out
from secon_cli.forms.returned import read_form
from secon_cli.output.destination import create, tell, write
from secon_cli.output.drafts import draft_text
from secon_cli.output.emit import Destination
from secon_cli.output.pages.imports import imports_page
from secon_cli.output.plain_text import visible
from secon_cli.output.wires.imports import imports_wire
from secon_cli.reading import files
from secon_cli.reading.office.archive import MAX_FILE, OfficeProblem
from secon_cli.reading.office.word import read_word
from secon_cli.reading.yaml_reader import read

_MOST_ROUNDS = 50
"""How many values of a draft are taken out because the checks refuse them."""


def run(
    paths: Sequence[str], output: Path | None, to: Destination, *, quiet: bool = False, verbose: bool = False
) -> int:
    """Write a draft for each form; 1 where one could not be made, 3 where no file is a form."""
    for path in paths:
        if not os.path.lexists(path):
            raise UsageProblem(f"`{files.shown(path)}` does not exist")
    folder = _folder(output)
    result = Imports(tuple(_imported(Path(path), folder) for path in paths))
    if quiet and to.format == "text":
        written = [visible(file.written) for file in result.files if file.written]
        write("".join(f"{name}\n" for name in written), None)
        for file in result.files:
            if file.problem:
                tell(f"secon: {visible(file.file)}: {visible(file.problem)}")
    else:
        to.write(page=lambda: imports_page(result, full=verbose), wire=lambda: imports_wire(result))
    if all(file.written for file in result.files):
        return 0
    return 3 if all(file.without_form for file in result.files) else 1


def _folder(output: Path | None) -> Path:
    """Where drafts go: the folder that is named, the project's, or where there is none, here."""
    if output is not None:
        if output.exists() and not output.is_dir():
            raise UsageProblem(f"--output {files.shown(output)} is a file; name a folder")
        return output
    root = files.project_root()
    folder = root / files.PRACTICES if root else Path()
    if root and not files.is_within(os.path.realpath(folder), os.path.realpath(root)):
        raise UsageProblem(f"{files.PRACTICES} is a link that leads out of the project; name a folder with --output")
    return Path(os.path.relpath(folder))


def _imported(path: Path, folder: Path) -> ImportedFile:
    name = files.shown(path)
    try:
        draft = read_form(read_word(files.regular_content(path, MAX_FILE)))
        if draft is None:
            problem = "no form in it: none of its tables has the rows of a template"
            return ImportedFile(name, problem=problem, without_form=True)
        finished(draft, path.stem, list(_taken(folder)))
        text = _sound(draft, name)
        file = folder / f"{draft.record['id']}.yaml"
        folder.mkdir(parents=True, exist_ok=True)
        create(text, file)
    except OSError as error:
        if isinstance(error, FileExistsError):
            problem = f"`{files.shown(file)}` already exists; import never overwrites a file"
        elif error.filename and str(error.filename) != str(path):
            raise
        else:
            problem = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        return ImportedFile(name, problem=problem)
    except (OfficeProblem, NotADraft) as problem:
        return ImportedFile(name, problem=str(problem))
    return ImportedFile(name, files.shown(file), draft)


def _taken(folder: Path) -> Iterator[str]:
    """The ids that a new draft cannot have."""
    for file in folder.glob("*.yaml"):
        yield file.stem


def _sound(draft: Draft, source: str) -> str:
    """The text of the draft, without what the checks call an error; that becomes a question."""
    for _ in range(_MOST_ROUNDS):
        text = draft_text(draft, source)
        name = f"{draft.record['id']}.yaml"
        errors = [
            finding
            for finding in check_practice(read(text.encode(), name)).findings
            if finding.severity is Severity.ERROR
        ]
        if not errors:
            return text
        if not take_out(draft, steps_of(errors[0].field), f"{errors[0].message}; complete it, or leave it out"):
            break
    raise NotADraft(f"no sound draft can be made of it: {errors[0].message}")
