"""`secon new`: a practice file to fill in, from options and from answers on a terminal. It never overwrites a file.

`secon schema`: the JSON Schema with which editors complete and check it.
"""

import os
import shutil
import sys
import textwrap
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from secon_cli import __version__
from secon_cli.checks.collection import check_collection
from secon_cli.checks.findings import Severity
from secon_cli.checks.guesses import COUNTRY_CODES, meant_country, near_code
from secon_cli.cli import NewOptions, SchemaOptions
from secon_cli.commands.inputs import checked_text, own_folder, practice_named, some_practices
from secon_cli.commands.values import UsageProblem
from secon_cli.forms.answers import READINGS, names_in
from secon_cli.forms.draft import id_for, scaffold
from secon_cli.output.destination import create, is_terminal, screen_of, tell, write
from secon_cli.output.findings import findings_screen
from secon_cli.output.new_files import new_practice
from secon_cli.output.plain_text import count, one_line, shell_word, visible
from secon_cli.output.wire import to_json
from secon_cli.practice import values as t
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import did_you_mean, folded
from secon_cli.practice.vocabularies import COUNTRIES, DurationStatus, OrganisationType, Term
from secon_cli.reading import files

# --- What is asked ------------------------------------------------------------------------------------------------

_ALL = "?"
"""The answer that lists everything there is to choose from."""
_MANY = 12
"""Choices up to which each is shown with its meaning without that answer."""
_COPIED = ("country", "region", "place", "organisation", "type", "source", "publisher", "date", "url")
"""The questions that `--from` answers, because organisations and location are copied."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the option of the same name, its words, how answers are checked, and whether it needs one."""

    option: str
    words: str
    check: Callable[[str], str]
    """Gives an answer as it is written in the file; ValueError says what to answer instead."""
    needed: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    """What to choose from, each with its meaning; other answers may be right too."""
    more: Mapping[str, str] | None = None
    """Everything there is to choose from, where the choices are only the most likely."""
    default: str | None = None


def _questions(given: Mapping[str, Any], practices: Sequence[Practice]) -> Iterator[Question]:
    """All questions, in the order in which they are asked, with what to choose from after the answers given so far."""
    text, day = _typed(t.Text), _or_not_stated(_typed(t.Date))
    types, statuses = ({term.value: term.meaning for term in terms} for terms in (OrganisationType, DurationStatus))

    def only(choices: Mapping[str, str]) -> str | None:
        return next(iter(choices)) if len(choices) == 1 else None

    def like(names: Iterable[str]) -> Callable[[str], str]:
        """Gives a name as it is written elsewhere, where it differs only in case, accents and punctuation."""
        known = {folded(name): name for name in names}
        return lambda answer: known.get(folded(text(answer)), text(answer))

    yield Question("title", "Title of the practice", _typed(t.Title), needed=True)
    places = sorted({(practice.location.area, practice.location.country) for practice in practices})
    countries = {code: COUNTRIES[code] for code in sorted({country for _, country in places})}
    words, default = "Country, by code or name", only(countries)
    yield Question("country", words, _country, needed=True, choices=countries, more=COUNTRIES, default=default)
    regions = {area: "" for area, country in places if given.get("country") in (None, country)}
    words = "Partner region that puts it forward"
    yield Question(
        "region", words, like([area for area, _ in places]), needed=True, choices=regions, default=only(regions)
    )
    yield Question("place", "City, municipality or village where it works", text)
    near = (practice for practice in practices if practice.location.area == given.get("region"))
    kinds = {body.name: body.type.value for practice in near for body in practice.organisations}
    names = dict.fromkeys(kinds, "")
    yield Question("organisation", "Organisation in charge", like(names), needed=True, choices=names)
    kind, check = kinds.get(given.get("organisation", "")), _terms(OrganisationType, "a type")
    yield Question("type", "Type of organisation", check, needed=True, choices=types, default=kind)
    yield Question("start", "When it started, such as 2021, May 2021 or 31.05.2021", day)
    yield Question("end", "When it ended: a date, ongoing or not stated", _or_not_stated(_typed(t.End)))
    check = _or_not_stated(_terms(DurationStatus, "a status"))
    yield Question("status", "Whether it is running", check, choices=statuses)
    yield Question("summary", "The practice in one or two sentences", text, needed=True)
    yield Question("source", "Title of the document that describes it", text, needed=True)
    yield Question("publisher", "Publisher of the document", _or_not_stated(text))
    yield Question("date", "Date of the document, such as 2024, May 2024 or 31.05.2024", day)
    yield Question("url", "Address of the document (https://…)", _or_not_stated(_typed(t.Url)))
    taken = [practice.id for practice in practices]
    id = id_for(given["country"], given["title"], taken) if {"country", "title"} <= given.keys() else None
    yield Question("id", "Id and file name", _typed(t.Slug), needed=True, default=id)


def _typed(hint: Any) -> Callable[[str], str]:
    """Accepts a value in the form of its field, or in another notation that forms may have, too."""
    adapter, form = TypeAdapter(hint), t.written(hint)
    assert form is not None

    def check(text: str) -> str:
        reading = READINGS.get(form.name)
        for attempt in (text, reading(text) if reading else None):
            with suppress(ValidationError):
                if attempt is not None:
                    adapter.validate_python(attempt)
                    return attempt
        raise ValueError(f"expected {form.words}, got `{text}`")

    return check


def _or_not_stated(check: Callable[[str], str]) -> Callable[[str], str]:
    """Accepts `not stated`, too: for a single value that may be left out."""
    return lambda text: t.NOT_STATED if folded(text) == folded(t.NOT_STATED) else check(text)


def _country(text: str) -> str:
    """The code of a country that is given by code or name."""
    if code := meant_country(text):
        return code
    _, near = near_code(text, COUNTRIES, COUNTRY_CODES)
    raise ValueError(
        f"`{text}` is not a country, by code or name{f'; did you mean `{COUNTRIES[near]}`?' if near else ''}"
    )


def _terms(vocabulary: type[Term], what: str) -> Callable[[str], str]:
    """Accepts a word of a vocabulary, its meaning, or a synonym that no other has, in any spelling."""

    def check(text: str) -> str:
        wanted = folded(text)
        named = [term for term in vocabulary if wanted in (folded(term), folded(term.meaning))]
        named = named or [term for term in vocabulary if wanted in map(folded, term.synonyms)]
        if len(named) != 1:
            hint = did_you_mean(text, vocabulary) or f"; choose from {', '.join(vocabulary)}"
            raise ValueError(f"`{text}` is not {what}{hint}")
        return named[0].value

    return check


# --- The command --------------------------------------------------------------------------------------------------

_SCHEMA = "practice.schema.json"
_SCHEMA_FOLDERS = (Path(), Path("schema"), Path("docs", "schema"))
"""Where below a project's root its schema may be."""


def run(options: NewOptions) -> int:
    """Write the file and name it."""
    place, template, output = options.place, options.template, options.file
    inputs = some_practices(options.practices, quiet=True)
    practices = inputs.collection.practices
    wanted_for = "copy organisations and location from"
    copied = practice_named(template, practices, wanted_for=wanted_for) if template is not None else None
    id = _file_id(output, options.id)
    given = _answers({**vars(options), "place": place[0] if place else None, "id": id}, practices, copied)
    path = own_folder(files.PRACTICES) if output is None else output
    path = path / f"{given['id']}.yaml" if output is None or output.is_dir() else path
    if os.path.lexists(path):
        raise _taken(path)
    if not inputs.shipped and given["id"] in {file.id for file in inputs.collection.files}:
        raise UsageProblem(f"the collection already has a practice `{given['id']}`; choose another id with --id")

    answers = [*(place or ()), *([given.pop("place")] if given.get("place") else [])]
    places = list(dict.fromkeys(name for answer in answers for name in names_in(answer)))
    schema_name = _SCHEMA if options.schema else _schema_near(path)
    text = new_practice(scaffold({**given, "places": places or None}, copied), schema_name, full=options.full)
    # What `validate` finds in the new file, by itself and together with the project's; without advice.
    checked = checked_text(text, files.shown(path))
    others = () if inputs.shipped else inputs.collection.files
    findings = [
        finding
        for finding in check_collection([*others, checked]).findings
        if finding.file == checked.name and finding.severity is not Severity.ADVICE
    ]
    shown = findings_screen(findings, {checked.name: checked.document}, screen_of(options.to.color, stderr=True))
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise UsageProblem("the answers do not make a valid file, so nothing was written", details=shown)

    create(text, path)
    schema, schema_text = path.parent / _SCHEMA, _schema_text("practice")
    if options.schema and not os.path.lexists(schema):
        create(schema_text, schema)
    elif options.schema and schema.read_text(encoding="utf-8") != schema_text:
        kept = visible(files.shown(schema))
        tell(f"secon: {kept} is a different schema and is kept; `secon schema practice -o {kept}` renews it")
    if findings and not options.quiet:
        tell(shown)
    if options.verbose:
        tell(
            f"editors find the schema {schema_name}" if schema_name else "the file names no schema: there is none here"
        )
    write(_message(path, schema_name, format=options.to.format, quiet=options.quiet), None)
    return 0


def _message(path: Path, schema_name: str | None, *, format: str, quiet: bool) -> str:
    name = files.shown(path)
    if format == "json":
        tool = {"name": "secon", "version": __version__}
        return to_json(
            {"schema": "secon.new/1", "tool": tool, "file": name, "id": path.stem, "names_schema": schema_name}
        )
    if quiet:
        return f"{visible(name)}\n"
    word = shell_word(name)
    validate, show = f"secon validate {word}", f"secon show {word}"
    return (
        f"Wrote {visible(name)}\nNext, fill it in with an editor. Then:\n"
        f"  {validate}  shows what is wrong\n  {show:<{len(validate)}}  shows what is missing\n"
    )


def _file_id(output: Path | None, id: str | None) -> str | None:
    """The id that options give, by itself or as the name of the file; UsageProblem before anything is asked."""
    if output is None or output.is_dir():
        return id
    if output.suffix.lower() not in files.SUFFIXES:
        raise UsageProblem(f"a practice file ends in .yaml, and `{files.shown(output)}` does not")
    if id not in (None, output.stem):
        raise UsageProblem(f"a file is named after its id: expected `{id}.yaml`, got `{files.shown(output.name)}`")
    slug = "-".join(word for word in folded(output.stem).split() if word.isascii()) or "a-practice"
    if output.stem != slug:
        allowed = "has only lower-case letters a-z, digits and single hyphens"
        got = f"such as `{slug}.yaml`, got `{files.shown(output.name)}`"
        raise UsageProblem(f"a file is named after its id, which {allowed}, {got}")
    if not output.parent.is_dir():
        raise UsageProblem(f"the folder `{files.shown(output.parent)}` does not exist")
    if os.path.lexists(output):
        raise _taken(output)
    return output.stem


def _taken(path: Path) -> UsageProblem:
    return UsageProblem(f"`{files.shown(path)}` already exists; new never overwrites a file")


def _schema_near(path: Path) -> str | None:
    """The path from the new file to a schema next to it or in its project; None where there is none."""
    folder = Path(os.path.abspath(path)).parent
    root = files.project_root()
    below = [root / place for place in _SCHEMA_FOLDERS] if root and folder.is_relative_to(root) else []
    near = next((place / _SCHEMA for place in (folder, *below) if (place / _SCHEMA).is_file()), None)
    return files.shown(os.path.relpath(near, folder)) if near else None


# --- Answers ------------------------------------------------------------------------------------------------------


def _answers(options: Mapping[str, Any], practices: Sequence[Practice], template: Practice | None) -> dict[str, Any]:
    """An answer to every question that needs one: from options, from the template, from a person at the terminal."""
    copied = {"country": template.location.country, "region": template.location.area} if template else {}
    given: dict[str, Any] = {}
    so_far = ChainMap(given, copied)
    needed: dict[str, bool] = {}
    for question in _questions(so_far, practices):
        answer = options.get(question.option)
        if answer is not None:
            try:
                given[question.option] = question.check(answer.strip())
            except ValueError as problem:
                raise UsageProblem(f"--{question.option}: {problem}") from None
        elif template is None or question.option not in _COPIED:
            needed[question.option] = question.needed
    if needed and is_terminal(sys.stdin) and is_terminal(sys.stdout):
        tell(f"{count(len(needed), 'question')}; Enter skips those that are optional. Ctrl-C leaves without a file.\n")
        names = [*needed]
        for question in _questions(so_far, practices):
            if question.option in needed:
                given[question.option] = _ask(question, f"{names.index(question.option) + 1}/{len(names)} ")
    elif missing := [f"--{name}" for name, is_needed in needed.items() if is_needed and name != "id"]:
        raise UsageProblem(f"`secon new` needs {', '.join(missing)}; on a terminal it asks for what is missing")
    else:
        *_, last = _questions(so_far, practices)
        given.setdefault("id", last.default)
    if given["id"] is None:
        raise UsageProblem("the title has no letters from a to z to make an id of; give one with --id")
    return given


def _ask(question: Question, number: str) -> str | None:
    """The answer, checked; None where none is needed and none was given."""
    choices, default = question.choices, question.default
    every, words = question.more or choices, [*choices]
    all_listed = f" ({_ALL} lists all)" if len(every) > _MANY else ""
    if every:
        tell(f"{number}{question.words}{': a number, or in words' if choices else ''}{all_listed}")
    if len(choices) > _MANY:
        # With their meanings, they are longer than a screen. The space that ties a number to its word is not broken at.
        tied = " ".join(f"{place}\N{NO-BREAK SPACE}{one_line(word)}" for place, word in enumerate(words, start=1))
        tell(_wrapped(tied, "  ", "  ").replace("\N{NO-BREAK SPACE}", " "))
    else:
        _list(choices)
    hint = f" [{one_line(default)}]" if default else "" if question.needed else " (optional)"
    with suppress(ImportError):
        import readline  # noqa: F401 - gives `input` its arrow keys
    while True:
        try:
            text = input(f"{number}{question.words}{hint}: ").strip() or default or ""
        except EOFError:
            raise KeyboardInterrupt from None
        if not text and not question.needed:
            return None
        if text == _ALL and all_listed:
            _list(every, numbered=every is choices)
            continue
        if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= len(words):
            text = words[int(text) - 1]
        try:
            if text:
                return question.check(text)
            tell("  This question needs an answer; Ctrl-C leaves without a file.")
        except ValueError as problem:
            said, choose, _ = str(problem).partition("; choose from ")
            # A long list was shown above the question, and would push it off the screen.
            tell(f"  {one_line(f'{said}; {_ALL} lists all' if choose and all_listed else str(problem))}")


def _list(choices: Mapping[str, str], *, numbered: bool = True) -> None:
    """The choices, one a line with its meaning."""
    longest = max(map(len, choices)) if any(choices.values()) else 0
    for number, (word, meaning) in enumerate(choices.items(), start=1):
        head = f"  {f'{number:>2} ' if numbered else ''}{one_line(word):<{longest}}  "
        tell(_wrapped(one_line(meaning), head, " " * len(head)) if meaning else head.rstrip())


def _wrapped(text: str, first: str, then: str) -> str:
    width = max(shutil.get_terminal_size().columns, 40)
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


# --- The schema ---------------------------------------------------------------------------------------------------


def _schema_text(name: str) -> str:
    return files.shipped(Path("docs", "schema", f"{name}.schema.json")).read_text(encoding="utf-8")


def schema(options: SchemaOptions) -> int:
    """Write the JSON Schema of a kind of file."""
    name, kinds = options.name, ("practice", "rubric")
    if name not in kinds:
        raise UsageProblem(
            f"there is a schema of a practice and of a rubric, not of `{name}`{did_you_mean(name, kinds)}"
        )
    write(_schema_text(name), options.to.file)
    if options.verbose and not options.quiet:
        tell(f"schema of a {name} as secon {__version__} reads it")
    return 0
