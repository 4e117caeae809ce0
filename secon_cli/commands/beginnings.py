"""From options and answers to a new practice file: where it goes, what stands in it, that it is sound."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from secon_cli.analysis.beginning import Answers, Suggestions, beginning
from secon_cli.analysis.names import NameKind, NameProblem, look_up
from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.collection import Collection, check_collection
from secon_cli.checks.findings import Finding, Severity
from secon_cli.checks.practice_file import check_practice
from secon_cli.commands.asking import ask, can_ask
from secon_cli.commands.errors import NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs, load_practices
from secon_cli.commands.new_files import NewFile, already_there
from secon_cli.commands.questions import LENT, QUESTIONS, Question
from secon_cli.output.emit import Color
from secon_cli.output.findings.text import FindingsText
from secon_cli.output.new_practice import new_practice
from secon_cli.practice.model import Practice
from secon_cli.reading import files
from secon_cli.reading.yaml_reader import read

SCHEMA = "practice.schema.json"
_SCHEMA_FOLDERS = (Path(), Path("schema"), Path("docs", "schema"))
"""Where below a project's root its schema may lie."""
_LENT_BLOCKS = ("location", "organisations")


def new_file(
    options: Mapping[str, str | None],
    places: Sequence[str],
    lender: str | None,
    output: Path | None,
    *,
    schema: bool,
    color: Color = Color.AUTO,
) -> NewFile:
    """The file that options and answers make; UsageProblem where one is missing, wrong, or the file is there."""
    inputs = _collection()
    practices = inputs.collection.practices
    lent = _lender(lender, practices) if lender is not None else None
    named = _named(output, options.get("id"))
    given = _answers({**options, **({"id": named} if named else {})}, Suggestions(practices), lent)
    path = _path(output, given["id"])
    _must_be_free(path)
    if not inputs.shipped and given["id"] in {file.id for file in inputs.collection.files}:
        raise UsageProblem(f"the collection has a practice `{given['id']}` already; choose another with --id")
    record = beginning(_as_answers(given, places), lent)
    beside = path.parent / SCHEMA if schema else None
    named = SCHEMA if beside else _schema_of(path)
    text = new_practice(record, named)
    if lent is not None:
        text = explained(text, _findings(path, text, inputs)[1], lent.id)
    return NewFile(path, text, _warnings(path, text, inputs, color), beside, named)


def _collection() -> Inputs:
    try:
        return load_practices(None, quiet=True)
    except NoInput:
        return Inputs(Collection(()), shipped=False)


def _lender(name: str, practices: Sequence[Practice]) -> Practice:
    if not practices:
        raise NoInput("there is no collection here to take organisation and location from")
    try:
        (id,) = look_up(name, practices, [NameKind.PRACTICE]).ids
    except NameProblem as problem:
        raise UsageProblem(f"--from: {problem}") from None
    return next(practice for practice in practices if practice.id == id)


def _answers(options: Mapping[str, str | None], known: Suggestions, lender: Practice | None) -> dict[str, Any]:
    """An answer to every question that needs one: from options, from the lender, from whoever sits at the terminal."""
    given: dict[str, Any] = {}
    lent = _lent(lender)
    asking = can_ask()
    missing = []
    for question in QUESTIONS:
        option = options.get(question.option)
        if option is not None:
            given[question.option] = _checked(question, option, given, known)
        elif lender is not None and question.option in LENT:
            continue
        elif asking:
            given[question.option] = ask(question, {**lent, **given}, known)
        elif question.needed:
            missing.append(question.option)
    if "id" in missing and not {"title", "country"} & set(missing):
        given["id"] = _default_id({**lent, **given}, known)
    missing = [name for name in missing if name != "id"]
    if missing:
        named = ", ".join(f"--{name}" for name in missing)
        raise UsageProblem(f"new needs {named}; on a terminal it asks for what is missing")
    return given


def _checked(question: Question, text: str, given: Mapping[str, Any], known: Suggestions) -> str:
    try:
        return question.check(text.strip(), given, known)
    except ValueError as problem:
        raise UsageProblem(f"--{question.option}: {problem}") from None


def _default_id(given: Mapping[str, Any], known: Suggestions) -> str:
    id = next(question for question in QUESTIONS if question.option == "id").default(given, known)
    if id is None:
        raise UsageProblem("the title has no letters from a to z to make an id of; give one with --id")
    return id


def _lent(lender: Practice | None) -> dict[str, str]:
    return {"country": lender.location.country, "region": lender.location.partner} if lender else {}


def _as_answers(given: Mapping[str, Any], places: Sequence[str]) -> Answers:
    named = {name: value for name, value in given.items() if name not in ("region", "place")}
    asked = [given["place"]] if given.get("place") else []
    return Answers(**named, partner=given.get("region"), places=list(dict.fromkeys([*places, *asked])))


def _named(output: Path | None, id: str | None) -> str | None:
    """The id that options name, by itself or as the name of the file; UsageProblem before anything is asked."""
    if output is None or output.is_dir():
        return id
    if output.suffix not in files.SUFFIXES:
        raise UsageProblem(f"a practice file ends in .yaml, and `{files.shown(output)}` does not")
    if id not in (None, output.stem):
        raise UsageProblem(f"a file is named after its id: `{id}.yaml`, and not `{files.shown(output.name)}`")
    if not output.parent.is_dir():
        raise UsageProblem(f"the folder `{files.shown(output.parent)}` does not exist")
    _must_be_free(output)
    return output.stem


def _path(output: Path | None, id: str) -> Path:
    """The file to write: as named, in the folder that is named, in the project, or where there is none, here."""
    if output is not None:
        return output / f"{id}.yaml" if output.is_dir() else output
    root = files.project_root()
    folder = root / files.PRACTICES if root else Path()
    return Path(os.path.relpath(folder / f"{id}.yaml"))


def _must_be_free(path: Path) -> None:
    if os.path.lexists(path):
        raise already_there(path)


def _schema_of(path: Path) -> str | None:
    """The path from the new file to a schema that lies beside it or in its project; None where there is none."""
    folder = Path(os.path.abspath(path)).parent
    root = files.project_root()
    below = root if root and folder.is_relative_to(root) else None
    places = [folder, *(below / place for place in _SCHEMA_FOLDERS if below)]
    found = next((place / SCHEMA for place in places if (place / SCHEMA).is_file()), None)
    return files.shown(os.path.relpath(found, folder)) if found else None


def _warnings(path: Path, text: str, inputs: Inputs, color: Color) -> str:
    """What `validate` would warn of; UsageProblem, with the findings, where it would find errors."""
    checked, findings = _findings(path, text, inputs)
    if not findings:
        return ""
    shown = FindingsText(findings, {checked.name: checked.document}).screen(color=color, stderr=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise UsageProblem("what was given makes no sound file, so nothing was written", details=shown)
    return shown


def explained(text: str, findings: Sequence[Finding], lender: str) -> str:
    """The text with a reason above each line that was taken over and is warned of: it stands so in the other file."""
    rules: dict[int, list[str]] = {}
    for finding in findings:
        if finding.severity is Severity.WARNING and finding.field.startswith(_LENT_BLOCKS):
            rules.setdefault(finding.span.line, []).append(finding.rule)
    lines = text.split("\n")
    for number in sorted(rules, reverse=True):
        line = lines[number - 1]
        margin = line[: len(line) - len(line.lstrip())]
        named = ", ".join(dict.fromkeys(rules[number]))
        lines.insert(number - 1, f"{margin}# secon: ignore[{named}] Taken over from {lender}, where it stands so.")
    return "\n".join(lines)


def _findings(path: Path, text: str, inputs: Inputs) -> tuple[CheckedFile, list[Finding]]:
    """The new file and what `validate` finds in it, by itself and beside those of the project; advice left aside."""
    checked = check_practice(read(text.encode(), files.shown(path)))
    others = () if inputs.shipped else inputs.collection.files
    every = check_collection([*others, checked]).findings
    loud = [one for one in every if one.file == checked.name and one.severity is not Severity.ADVICE]
    return checked, loud
