"""`secon template`: a form in Word for a practice. `secon import`: a draft from a form, ratings from a rating sheet.

No file is overwritten.
"""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from secon_cli.checks.assessor_file import RATINGS, rating_sheet
from secon_cli.checks.findings import Severity
from secon_cli.cli import ImportOptions, TemplateOptions
from secon_cli.commands.inputs import (
    checked_text,
    create_form,
    load_rubric,
    own_folder,
    practice_named,
    some_practices,
)
from secon_cli.commands.panel import FOLDER as ASSESSMENTS
from secon_cli.commands.values import UsageProblem
from secon_cli.forms.answers import found_rows
from secon_cli.forms.draft import (
    MOST_QUESTIONS,
    Draft,
    ImportedFile,
    NotADraft,
    Question,
    finished,
    item_of,
    take_out,
)
from secon_cli.forms.layout import layout, read_form
from secon_cli.forms.rules import read_rows
from secon_cli.output import wires
from secon_cli.output.destination import create, tell, write
from secon_cli.output.new_files import draft_text
from secon_cli.output.pages.forms import imports_page
from secon_cli.output.plain_text import count, shell_word, visible
from secon_cli.output.rating_sheet import filled_assessment
from secon_cli.output.word_form import word_form
from secon_cli.practice.fields import path_of
from secon_cli.reading import files
from secon_cli.reading.office.archive import MAX_FILE, OfficeKind, OfficeProblem, Package
from secon_cli.reading.office.sheets import read_workbook
from secon_cli.reading.office.word import read_notes, read_word
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric

_MOST_ROUNDS = 10
"""How often a draft is checked again after answers that fail the checks were taken out."""


def write_form(options: TemplateOptions) -> int:
    """Write the form, filled from the practice `source` where one is named."""
    output, source = options.output, options.source
    if output is None:
        raise UsageProblem("a form is a Word document; add --output form.docx")
    if output.suffix.lower() != ".docx":
        raise UsageProblem(f"--output {files.shown(output)}: a form is a Word document; end the name in .docx")
    practice = None
    if source is not None:
        collection = some_practices(options.practices, quiet=True).collection
        practice = practice_named(source, collection.practices, wanted_for="take a practice from")
    form = word_form(layout(options.template), practice, rubric=load_rubric().rubric, full=options.full)
    create_form(form, output, quiet=options.quiet)
    return 0


def import_forms(options: ImportOptions) -> int:
    """Write a draft for each form; 1 where one could not be made, 3 where no file is a form."""
    for path in options.paths:
        if not os.path.lexists(path):
            raise UsageProblem(f"`{files.shown(path)}` does not exist")
        if path and os.path.isdir(path):
            forms = os.path.join(shell_word(files.shown(path)), "*.docx")
            raise UsageProblem(f"`{files.shown(path)}` is a folder; name the forms in it, such as {forms}")
    folder = options.folder
    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageProblem(f"--output {files.shown(folder)} is a file; name a folder")
    rubric = load_rubric().rubric
    result = tuple(_imported(Path(path), folder, rubric) for path in options.paths)
    if options.quiet and options.to.format == "text":
        written = [visible(file.written) for file in result if file.written]
        write("".join(f"{name}\n" for name in written), None)
        for file in result:
            if file.problem:
                tell(f"secon: {visible(file.file)}: {visible(file.problem)}")
    else:
        options.to.write(
            page=lambda: imports_page(result, full=options.verbose),
            wire=lambda: wires.criteria.IMPORTS.view(result),
        )
    if all(file.written for file in result):
        return 0
    return 3 if all(file.without_form for file in result) else 1


def _imported(path: Path, output: Path | None, rubric: Rubric) -> ImportedFile:
    name = files.shown(path)
    try:
        content = files.regular_content(path, MAX_FILE)
        if Package(content).kind is not OfficeKind.DOCX:
            return _ratings(name, content, output, rubric)
        folder = output or own_folder(files.PRACTICES)
        draft = draft_of(content, path.stem, rubric.as_of, [file.stem for file in folder.glob("*.yaml")])
        if draft is None:
            problem = "no form in it: it has too few of the rows of a template"
            return ImportedFile(name, problem=problem, without_form=True)
        written = sound_text(draft, name)
        file = folder / f"{draft.record['id']}.yaml"
        create(written, file)
    except FileExistsError as taken:
        problem = f"`{files.shown(taken.filename)}` already exists; import never overwrites a file"
        return ImportedFile(name, problem=problem)
    except OSError as error:
        if error.filename and str(error.filename) != str(path):
            raise
        return ImportedFile(name, problem=f"it cannot be read: {(error.strerror or str(error)).lower()}")
    except (OfficeProblem, NotADraft) as problem:
        return ImportedFile(name, problem=str(problem))
    return ImportedFile(name, files.shown(file), draft)


def _ratings(name: str, content: bytes, output: Path | None, rubric: Rubric) -> ImportedFile:
    """Write the file of an assessor from a rating sheet, unless a cell of it has to be corrected."""
    sheet = rating_sheet(read_workbook(content), rubric)
    if sheet is None:
        problem = f"no rating sheet in it: a sheet called `{RATINGS}` is missing; `secon panel --blank` writes one"
        return ImportedFile(name, problem=problem, without_form=True)
    practices = {file.id: file.practice for file in some_practices(quiet=True).collection.files if file.id}
    assessor = sheet.record.get("assessor", "assessor")
    text = filled_assessment(sheet.record)
    document = read(text.encode(), f"{assessor}.yaml")
    corrections = tuple(sheet.problems_of(document, practices, rubric.criteria))
    if corrections:
        return ImportedFile(name, problem=f"{count(len(corrections), 'cell')} to correct", corrections=corrections)
    file = (output or own_folder(ASSESSMENTS)) / f"{assessor}.yaml"
    create(text, file)
    ratings = sum(len(ratings) for ratings in sheet.record["ratings"].values())
    return ImportedFile(name, files.shown(file), ratings=ratings)


def draft_of(content: bytes, name: str, as_of: date, taken: Sequence[str] = ()) -> Draft | None:
    """The draft of a form in Word, ours or one in sentences; None where it is none.

    `name` is that of the file, `taken` are ids that it cannot have. Raises OfficeProblem and NotADraft.
    """
    text = read_word(content)
    draft = read_form(text)
    if draft is None:
        rows = found_rows(text)
        if rows is None:
            return None
        draft = read_rows(rows, as_of)
    for kind, notes in read_notes(content).items():
        # In front, so that they are among the questions that a screen has room for.
        words = "\n".join(f"on “{note.about}”: {note.text}" if note.about else note.text for note in notes)
        asked = f"{kind} in the document: {len(notes)}; what do they add or change?"
        draft.questions.insert(0, Question("", asked, words=words))
    return finished(draft, name, taken)


def sound_text(draft: Draft, source: str) -> str:
    """The text of the draft, without what the checks call an error; that becomes a question."""
    for _ in range(_MOST_ROUNDS):
        text = draft_text(draft, source)
        name = f"{draft.record['id']}.yaml"
        errors = [finding for finding in checked_text(text, name).findings if finding.severity is Severity.ERROR]
        if len(errors) + len(draft.questions) > MOST_QUESTIONS:
            raise NotADraft(
                f"more than {MOST_QUESTIONS} answers in it cannot be read or do not fit; correct some first"
            )
        if not errors:
            return text
        asks = {
            item_of(path_of(error.field)): f"{error.message}; add what is missing, or leave it out" for error in errors
        }
        # The last first, so that the places of the others do not change.
        taken = [take_out(draft, steps, ask) for steps, ask in reversed(asks.items())]
        if not any(taken):
            break
    raise NotADraft(f"no sound draft can be made of it: {errors[0].message}")
