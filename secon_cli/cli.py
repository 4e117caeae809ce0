"""All commands and options, in one place.

A command here is a declaration: its options with their types, and its help. Strings become values in the parsers of the
options; then the function that the declaration names, in `commands/`, is imported and called with the values. So
annotations are evaluated, and code is loaded, for the one command that is called.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar

import typer

from secon_cli.commands import completion
from secon_cli.commands.values import Filters, Job, RubricChoice, UsageProblem, WeightChange, day, threshold
from secon_cli.output.destination import ENDINGS, STDOUT, Color, Destination, refusal

# --- Options and groups of them that several commands share -----------------------------------------------------

_SCREEN_FORMATS = ("table", "json", "markdown", "docx")
_TABLE_FORMATS = ("table", "json", "csv", "markdown", "docx", "xlsx")
_DRAWN_FORMATS = (*_TABLE_FORMATS, "svg")
_TEXT_FORMATS = ("text", "json", "markdown", "docx")
_FINDING_FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")
_REPORT_FORMATS = ("markdown", "html", "docx")
_ROBUSTNESS_TABLES = ("practices", "criteria", "neighbours", "pairs", "variants", "correlations")
_TEMPLATES = ("secon", "interreg")
_RARE = (".markdown", ".htm", ".diff", ".patch")
"""Endings that a message does not name, because a shorter or longer one means the same."""


def _option(
    names: str,
    metavar: str,
    help: str,
    *,
    words: Sequence[str] = (),
    complete: Callable[[str], list[str]] | None = None,
    **more: Any,
) -> Any:
    """An option by its names, as in `--top -n`; without any, the parameter's. Its value is one of `words`, if given."""
    if words:

        def choice(value: str) -> str:
            if value in {"text", "table"} and words[0] in {"text", "table"}:
                return words[0]
            if value not in words:
                from secon_cli.practice.suggestions import did_you_mean

                option, hint = names.split(maxsplit=1)[0], did_you_mean(value, words)
                raise UsageProblem(f"{option}: expected {', '.join(words)}, got `{value}`{hint}")
            return value

        def complete(incomplete: str) -> list[str]:
            return [word for word in words if word.startswith(incomplete)]

        metavar = metavar or "|".join(words)
        more.setdefault("parser", choice)
    return typer.Option(*names.split(), metavar=metavar, help=help, autocompletion=complete, **more)


def _flag(names: str, help: str) -> Any:
    """An option without a value."""
    return _option(names, "", help)


def _argument(metavar: str, help: str, complete: Callable[[str], list[str]] | None = None) -> Any:
    return typer.Argument(metavar=metavar, help=help, autocompletion=complete, show_default=False)


def _format(words: Sequence[str], **more: Any) -> Any:
    return _option("--format -f", "", "Output format.", words=words, **more)


_Text: TypeAlias = str | None
_Texts: TypeAlias = list[str] | None
Paths: TypeAlias = Annotated[
    list[str] | None,
    _argument("PATHS", "Practice files or folders; `-` is standard input. Default: data/practices."),
]
Practices: TypeAlias = Annotated[
    str | None, _option("--practices", "PATH", "Practice files or a folder. Default: data/practices.")
]
Criteria: TypeAlias = Annotated[
    str | None, _option("--criteria", "FILE", "Rubric. Default: criteria.yaml, else the shipped one.")
]
AsOf: TypeAlias = Annotated[
    date | None, _option("--as-of", "DATE", "Assess as of this day, such as 2025-06-30.", parser=day)
]
Output: TypeAlias = Annotated[
    Path | None,
    _option(
        "--output -o",
        "FILE",
        "Write to a file; its ending chooses the format.",
        callback=lambda file: None if file is not None and str(file) == STDOUT else file,
    ),
]
StdinFilename: TypeAlias = Annotated[
    str | None, _option("--stdin-filename", "NAME", "File name to report for standard input.")
]
Draws: TypeAlias = Annotated[int, _option("--draws", "N", "How many weights to draw.", min=100, max=1_000_000)]
Seed: TypeAlias = Annotated[int, _option("--seed", "N", "Seed of the draws.", min=0)]
Quiet: TypeAlias = Annotated[bool, _flag("--quiet -q", "Print only the result.")]
Verbose: TypeAlias = Annotated[bool, _flag("--verbose -v", "Print more detail.")]
Full: TypeAlias = Annotated[bool, _flag("--full", "Show every detail.")]
ColorChoice: TypeAlias = Annotated[
    str, _option("--color", "", "When to use colour.", words=[*Color], show_default=True)
]
NoPager: TypeAlias = Annotated[bool, _flag("--no-pager", "Do not page long output.")]


class _Group(NamedTuple):
    """Options that make one value: a parameter with a group in its annotation stands for them."""

    options: Mapping[str, tuple[Any, Any]]
    """Type and default of each option, by the name that `make` knows it by."""
    make: Callable[..., Any]


def _rubric(
    criteria: str | None = None, as_of: date | None = None, weight: Sequence[WeightChange] | None = None
) -> RubricChoice:
    return RubricChoice(criteria, tuple(weight or ()), as_of)


_DATED = {"criteria": (Criteria, None), "as_of": (AsOf, None)}
Dated: TypeAlias = Annotated[RubricChoice, _Group(_DATED, _rubric)]
"""The rubric in force, as it is on another day."""


def _results(formats: Sequence[str]) -> _Group:
    """Where the result goes, and in which of these formats."""

    def by_ending(file: Path | None) -> str:
        # A device or a pipe, such as /dev/stdout, has no ending that means anything.
        if file is None or not file.suffix or (file.exists() and not file.is_file()):
            return formats[0]
        asked = ENDINGS.get(file.suffix.lower(), "")
        if asked != "text" and asked not in formats:
            endings = ", ".join(end for end, name in ENDINGS.items() if name in {*formats, "text"} and end not in _RARE)
            other = (
                f"write the ranking with `secon score --output {file}`" if asked in _DRAWN_FORMATS else "add --format"
            )
            raise UsageProblem(
                f"--output {file}: `{file.suffix}` is not a format of this command; "
                f"end the name in {endings}, or {other}"
            )
        return formats[0] if asked == "text" else asked

    def make(
        format: str | None, output: Path | None, bom: bool = False, color: str = "auto", no_pager: bool = False
    ) -> Destination:
        chosen = format or by_ending(output)
        ending = ENDINGS.get(output.suffix.lower(), "text") if output else "text"
        if format in {"table", "text"} and ending != "text":
            raise UsageProblem(
                f"--output {output}: --format {format} is for people; leave it out, or end the name in .txt"
            )
        if problem := refusal(chosen, output):
            raise UsageProblem(problem)
        return Destination(chosen, output, Color(color), pager=not no_pager, bom=bom)

    bom = _flag("--bom", "Begin CSV with a byte order mark, for Excel.")
    options: dict[str, tuple[Any, Any]] = {
        "format": (Annotated[str | None, _format(formats)], None),
        "output": (Output, None),
        **({"bom": (Annotated[bool, bom], False)} if "csv" in formats else {}),
        "color": (ColorChoice, "auto"),
        "no_pager": (NoPager, False),
    }
    return _Group(options, make)


_WEIGHTS = _option(
    "--weight -w",
    "CRITERION=N|N%",
    "Override a weight: a share (40%) or the rubric's units.",
    complete=completion.weights,
    parser=WeightChange.parse,
)
_RUBRIC = {"weight": (Annotated[list[WeightChange] | None, _WEIGHTS], None), **_DATED}
_PRACTICES = {"practices": (Practices, None), "stdin_filename": (StdinFilename, None)}


def _job(formats: Sequence[str], *practices: str, verbose: bool = True) -> _Group:
    """The rubric in force and where the result goes; first, options that say which `practices` are read, or how."""
    results = _results(formats)

    def make(**values: Any) -> Job:
        choice = _rubric(**{name: values.pop(name) for name in _RUBRIC})
        to = results.make(**{name: values.pop(name) for name in results.options})
        return Job(choice, to, **values)

    own = {name: _PRACTICES[name] for name in practices}
    volume = {"quiet": (Quiet, False), **({"verbose": (Verbose, False)} if verbose else {})}
    return _Group({**own, **_RUBRIC, **results.options, **volume}, make)


# --- From a declaration to a command of typer -------------------------------------------------------------------

_Declared = TypeVar("_Declared", bound=Callable[..., None])


class _Command(NamedTuple):
    summary: str
    declaration: Callable[..., None]
    runs: str
    """The module in `commands/` and its function."""


COMMANDS: dict[str, _Command] = {}
"""The commands in the order of `secon --help`."""


def _command(summary: str, runs: str = "") -> Callable[[_Declared], _Declared]:
    """Declares a command, which is named as its function is and runs `run` of the module of that name, or `runs`."""

    def declare(function: _Declared) -> _Declared:
        # `import` is a keyword of Python, so its function has an underscore.
        name = function.__name__.rstrip("_")
        COMMANDS[name] = _Command(summary, function, runs or f"{name}.run")
        return function

    return declare


def command(name: str) -> Callable[..., None]:
    """A command for typer: its groups of options become values, and its exit code becomes typer's."""
    _, declaration, runs = COMMANDS[name]
    groups: dict[str, _Group] = {}
    parameters = []
    for own in inspect.signature(declaration, eval_str=True).parameters.values():
        group = next((part for part in getattr(own.annotation, "__metadata__", ()) if isinstance(part, _Group)), None)
        if group:
            groups[own.name] = group
        options = group.options.items() if group else [(own.name, (own.annotation, own.default))]
        parameters += [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for option, (annotation, default) in options
        ]

    @functools.wraps(declaration)
    def run(**values: Any) -> None:
        for into, group in groups.items():
            values[into] = group.make(**{option: values.pop(option) for option in group.options})
        module, function = runs.split(".")
        if code := getattr(import_module(f"secon_cli.commands.{module}"), function)(**values):
            raise typer.Exit(code)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


# --- Commands ---------------------------------------------------------------------------------------------------


_CRITERION = _option(
    "--sort", "CRITERION", "Sort by a criterion instead of the total.", complete=completion.criterion_names
)
_FILTERS = _Group(
    {
        **{
            name: (
                Annotated[_Texts, _option(names, metavar, f"Show only this {what}; repeatable.", complete=complete)],
                None,
            )
            for name, names, metavar, what, complete in (
                ("region", "--region -r", "NAME", "region", completion.region_names),
                ("country", "--country", "NAME", "country", completion.country_names),
                ("gate", "--gate", "met|not-met|uncertain", "state of the gate", None),
                ("band", "--band", "NAME", "band", completion.band_names),
                ("topic", "--topic", "TOPIC", "topic", completion.topic_names),
            )
        },
        "top": (Annotated[int | None, _option("--top -n", "N", "Show only the first N.", min=1)], None),
        "sort": (Annotated[_Text, _CRITERION], None),
    },
    lambda sort, top, **several: Filters(
        **{name: tuple(values or ()) for name, values in several.items()}, sort=sort, top=top
    ),
)


@_command("Rank practices.")
def score(
    *,
    paths: Paths = None,
    filters: Annotated[Filters, _FILTERS],
    fail_under: Annotated[
        float | None, _option("--fail-under", "N", "Exit with 1 if a total shown is below N.", parser=threshold)
    ] = None,
    groups: Annotated[bool, _flag("--groups", "Mark ranks that other weights do not change.")] = False,
    full: Annotated[bool, _flag("--full --legend", "Explain the columns below the table.")] = False,
    detail: Annotated[bool, _flag("--detail", "Add the indicators to CSV.")] = False,
    job: Annotated[Job, _job(_DRAWN_FORMATS, "stdin_filename")],
) -> None:
    """Rank practices by a rubric; every number can be traced to a fact and a rule.

    Ranks are among all practices, whatever is shown. Files with errors are left out and listed, and the exit code is 1.

    For example:

    - `secon score` ranks the project's practices, or those that ship with secon.
    - `secon score --region peloponnese --region riga` shows two partner regions.
    - `secon score --weight effectiveness=40% --sort effectiveness --top 5`
    - `secon score my-practices/ --output ranking.csv`
    - `secon score --output ranking.xlsx` writes a workbook whose ranking follows its weights; `.svg` draws a slide.
    """


@_command("Show one practice: its scores, and what would raise them.")
def show(
    name: Annotated[str, _argument("NAME", "Id, rank, part of the title, or a file.", completion.practice_names)],
    what_if: Annotated[_Text, _option("--what-if", "FILE", "Edited copy: show what it would change.")] = None,
    full: Annotated[bool, _flag("--full", "Show all facts and the whole arithmetic.")] = False,
    *,
    job: Annotated[Job, _job(_TEXT_FORMATS, "practices", "stdin_filename")],
) -> None:
    """Show one practice: its total, its seven scores, and the steps that would raise it most.

    With `--full`, every score is a sum of facts, each with its line in the file and its source. Facts that did not
    count are listed with the reason.

    For example:

    - `secon show mannheim`, `secon show 3` (the third of the ranking)
    - `secon show mannheim --full --as-of 2025-06-30`
    - `secon show my-draft.yaml` shows a draft, and where it would rank.
    - `secon show mannheim --what-if edited.yaml` shows what an edited copy would change, and why.
    """


@_command("Explain why one practice ranks above another.", "compare.why")
def why(
    first: Annotated[str, _argument("X", "Practice: id, rank, file, or part of its name.", completion.practice_names)],
    second: Annotated[str, _argument("Y", "The other practice.", completion.practice_names)],
    draws: Draws = 10_000,
    seed: Seed = 1,
    *,
    job: Annotated[Job, _job(_SCREEN_FORMATS, "practices")],
) -> None:
    """Explain in ten lines why one practice ranks above another.

    Shows the ranks, the gap, the criteria and facts behind it, what would close it, and how often the order holds under
    random weights.

    For example:

    - `secon why 3 4` explains the order of ranks 3 and 4.
    - `secon why mannheim altum --weight effectiveness=40%`
    - `secon why my-draft.yaml 1`
    """


@_command("Compare two regions, countries or practices, or all regions.")
def compare(
    first: Annotated[
        _Text, _argument("A", "Region, country, practice, rank, file or `all`.", completion.side_names)
    ] = None,
    second: Annotated[
        _Text, _argument("B", "The other side; `rest` is everything else.", completion.side_names)
    ] = None,
    eligible_only: Annotated[bool, _flag("--eligible-only", "Leave out practices that fail the gate.")] = False,
    full: Full = False,
    top: Annotated[int, _option("--top -n", "N", "Explain the N largest differences.", min=0)] = 3,
    *,
    job: Annotated[Job, _job(_DRAWN_FORMATS, "practices")],
) -> None:
    """Compare two regions: which is ahead, by how much, and which practices and facts make the difference.

    A side's score is the mean of its practices. Weight × difference adds up to the difference of the totals.

    For example:

    - `secon compare` shows all regions.
    - `secon compare peloponnese "rhein neckar"`
    - `secon compare LV rest --eligible-only`
    - `secon compare 1 2` compares the practices on ranks 1 and 2.
    - `secon compare oliveira all --output oliveira.md`
    """


@_command("Write the whole result as one document.")
def report(
    paths: Paths = None,
    practices: Practices = None,
    region: Annotated[
        _Texts,
        _option("--region -r", "NAME", "Describe only this region; repeatable.", complete=completion.region_names),
    ] = None,
    eligible_only: Annotated[
        bool, _flag("--eligible-only", "Compare regions by the practices that pass the gate.")
    ] = False,
    assessments: Annotated[_Text, _option("--assessments", "FOLDER", "Add the ratings of assessors.")] = None,
    draws: Draws = 10_000,
    seed: Seed = 1,
    title: Annotated[_Text, _option("--title", "TEXT", "Title of the report.")] = None,
    introduction: Annotated[
        Path | None, _option("--introduction", "FILE.md", "Your introduction, in Markdown.")
    ] = None,
    conclusions: Annotated[
        Path | None, _option("--conclusions", "FILE.md", "Your conclusions, next to the computed ones.")
    ] = None,
    open_it: Annotated[bool, _flag("--open", "Open the file that was written.")] = False,
    *,
    job: Annotated[Job, _job(_REPORT_FORMATS)],
) -> None:
    """Write a report: findings, ranking, regions, every practice with all its facts and scores, and conclusions.

    The ending of `--output` chooses the format: `.docx` for Word, `.md` for Markdown. Conclusions are counted from
    coded fields; your own words go next to them. Ranks are among all practices.

    For example:

    - `secon report --output report.docx`
    - `secon report --output report.docx --title "What nine regions do" --introduction preface.md`
    - `secon report --region riga --assessments data/assessments --output riga.docx`
    """


@_command("Explain a criterion, a field, a rule or a word on the screen.")
def explain(
    name: Annotated[
        _Texts,
        _argument(
            "NAME", "Criterion, indicator, field, value, rule or word. Default: list all.", completion.words_to_explain
        ),
    ] = None,
    practices: Practices = None,
    full: Annotated[bool, _flag("--full --verbose -v", "Show every detail.")] = False,
    *,
    job: Annotated[Job, _job(_TEXT_FORMATS, verbose=False)],
) -> None:
    """Explain a word: what it means, why it matters, how to meet it, with an example from the collection.

    If a name has several meanings, all are explained. Part of a name is enough if it is unique; otherwise the matching
    names are listed, and the exit code is 2.

    For example:

    - `secon explain` lists all names; `secon explain rules` lists the rules.
    - `secon explain effectiveness.results` explains an indicator, `secon explain duration.end` a field.
    - `secon explain cooperative` explains a value, `secon explain known` a word of the screen.
    - `secon explain missing-field` explains a rule.
    """


@_command("Show the rubric, check one, or show what differs.")
def criteria(
    check: Annotated[_Text, _option("--check", "FILE", "Check this rubric.")] = None,
    diff: Annotated[_Text, _option("--diff", "FILE", "Show how this rubric differs from the one in force.")] = None,
    fail_on: Annotated[
        str, _option("--fail-on", "", "Lowest severity that makes `--check` fail.", words=("error", "warning", "never"))
    ] = "error",
    stdin_filename: StdinFilename = None,
    full: Annotated[bool, _flag("--full --verbose -v", "Show the reasons too.")] = False,
    *,
    job: Annotated[Job, _job(_SCREEN_FORMATS, verbose=False)],
) -> None:
    """Show the rubric: weights, and each indicator with its measure in words.

    `--check` tries a rubric on the project's practices, or on those that ship with secon, and exits with 1 if there are
    findings at or above `--fail-on`.

    For example:

    - `secon criteria --full` shows each indicator with its reason and its advice.
    - `secon criteria --check my-criteria.yaml --fail-on warning`
    - `secon criteria --diff my-criteria.yaml`
    """


@_command("Show how far the ranking depends on weights and unknowns.")
def robustness(
    paths: Paths = None,
    top: Annotated[int, _option("--top -n", "K", "How many ranks count as the top.", min=1)] = 3,
    free: Annotated[bool, _flag("--free", "Draw any weights, not just near the rubric's.")] = False,
    concentration: Annotated[
        float | None, _option("--concentration", "C", "How close draws stay to the rubric. Default: 50.")
    ] = None,
    order: Annotated[_Text, _option("--order", "A,B,…", "Draw only weights with A ≥ B ≥ ….")] = None,
    draws: Draws = 10_000,
    seed: Seed = 1,
    full: Annotated[bool, _flag("--full --details", "Show every result.")] = False,
    pairwise: Annotated[bool, _flag("--pairwise", "Compare all pairs, even with more than 200 practices.")] = False,
    table: Annotated[
        str, _option("--table", "", "Which table `--format csv` writes.", words=_ROBUSTNESS_TABLES)
    ] = "practices",
    *,
    job: Annotated[Job, _job(_DRAWN_FORMATS, "stdin_filename")],
) -> None:
    """Show how far the ranking can be trusted: under other weights, dates and rubrics.

    Ranks the practices under thousands of random weights near the rubric's; the same seed gives the same result.
    Computes exactly how far each weight can move before a rank changes.

    For example:

    - `secon robustness` shows the conclusion, `secon robustness --full` every result.
    - `secon robustness --free --order effectiveness,ethics` assumes only that effectiveness weighs more than ethics.
    - `secon robustness --table criteria --output weights.csv`
    """


@_command("Show the ratings of several assessors next to the rubric's.")
def panel(
    assessments: Annotated[
        _Text, _option("--assessments", "FOLDER", "Assessors' files. Default: data/assessments.")
    ] = None,
    blank: Annotated[_Text, _option("--blank", "ASSESSOR", "Write an empty rating file for this assessor.")] = None,
    top: Annotated[int | None, _option("--top -n", "N", "List the N widest disagreements.", min=0)] = None,
    full: Full = False,
    *,
    job: Annotated[Job, _job(_TABLE_FORMATS, "practices")],
) -> None:
    """Show how several assessors rate the practices, how far they agree, and what to discuss.

    Each assessor has a file of ratings from 0 to 10, each with a reason. The panel's ranking is shown next to the
    rubric's; the two are never mixed. A missing rating is neither zero nor the mean of the others.

    For example:

    - `secon panel --blank adviser-2 -o ratings.xlsx` writes a sheet for an assessor, which `secon import` reads.
    - `secon panel --blank adviser-2` writes the same as a YAML file.
    - `secon panel` shows both rankings and the widest disagreements.
    - `secon panel --full --output meeting.md`
    """


_STATE = "Project folder, folder of practices, git revision, or stored result."
_BOTH_SIDES: TypeAlias = Annotated[_Text, _option("--criteria", "FILE", "Use this rubric on both sides.")]


@_command("Show what moved between two states of a collection, and why.")
def diff(
    *,
    old: Annotated[_Text, _argument("OLD", _STATE)] = None,
    new: Annotated[_Text, _argument("NEW", "The later state, in the same forms.")] = None,
    base: Annotated[_Text, _option("--base", "REV", "Summarise what this branch changes since it left REV.")] = None,
    practices: Annotated[_Text, _option("--practices", "PATH", "Use these practices on both sides.")] = None,
    choice: Annotated[RubricChoice, _Group({**_DATED, "criteria": (_BOTH_SIDES, None)}, _rubric)],
    top: Annotated[int | None, _option("--top -n", "N", "Explain the N largest changes.", min=0)] = None,
    full: Full = False,
    to: Annotated[Destination, _results(_SCREEN_FORMATS)],
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Show which practices moved up or down between two states of a collection, and why.

    Each change of a total is split exactly into the practice's facts, the rubric and the date, down to indicators and
    fields. Stored results hold no facts: where more than one of the three changed, only totals and ranks are shown. A
    name is read as a file or folder if there is one, otherwise as a git revision.

    For example:

    - `secon diff HEAD~1 HEAD` compares two revisions of the project.
    - `secon diff HEAD .` shows the effect of uncommitted changes.
    - `secon diff HEAD~5 HEAD --practices data/practices` shows the effect of the rubric alone.
    - `secon diff january.json june.json`
    - `secon diff --base origin/main -f markdown` writes the summary of a pull request.
    """


@_command("Recompute a stored result.")
def verify(
    result: Annotated[str, _argument("RESULT.json", "Result of `secon score -f json`.")],
    criteria: Criteria = None,
    full: Full = False,
    *,
    to: Annotated[Destination, _results(_TEXT_FORMATS)],
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Recompute a stored result, and say whether it is verified or what differs.

    Looks for the inputs in this project, compares the rubric with the one in force, and computes every number again.
    Exit codes: 0, verified; 1, not reproduced; 2, not a stored result.

    For example:

    - `secon score --output january.json`, and later
    - `secon verify january.json`
    - `secon verify january.json --criteria rubrics/january.yaml`
    """


@_command("Check practice files.")
def validate(
    *,
    paths: Paths = None,
    to: Annotated[Destination, _results(_FINDING_FORMATS)],
    report: Annotated[_Texts, _option("", "FORMAT=FILE", "Also write the findings to a file; repeatable.")] = None,
    fail_on: Annotated[
        str,
        _option(
            "--fail-on",
            "",
            "Lowest severity that makes the command fail.",
            words=("error", "warning", "advice", "never"),
        ),
    ] = "error",
    select: Annotated[
        _Texts,
        _option("", "RULE,…", "Report only these rules or severities; repeatable.", complete=completion.rule_names),
    ] = None,
    ignore: Annotated[
        _Texts, _option("", "RULE,…", "Skip these rules or severities; repeatable.", complete=completion.rule_names)
    ] = None,
    advice: Annotated[bool, _flag("--advice", "Also show what would improve valid files.")] = False,
    fix: Annotated[bool, _flag("--fix", "Apply safe fixes to the files.")] = False,
    diff: Annotated[bool, _flag("--diff", "Show what --fix would change, without writing.")] = False,
    exclude: Annotated[_Texts, _option("", "PATTERN", "Skip files or folders, such as 'draft-*'; repeatable.")] = None,
    changed_since: Annotated[_Text, _option("", "REV", "Check only files changed since this git revision.")] = None,
    list_files: Annotated[bool, _flag("--list-files", "List the files without checking them.")] = False,
    list_rules: Annotated[bool, _flag("--list-rules", "List the rules without checking files.")] = False,
    rubric: Dated,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Check practice files: every problem with its place, and what to write instead.

    Exit codes: 0, no finding at or above `--fail-on`; 1, at least one; 2, wrong usage; 3, no file to check.

    For example:

    - `secon validate` checks the project's practices.
    - `secon validate my-draft.yaml --fail-on warning`
    - `secon validate --diff`, then `secon validate --fix`
    - `secon validate --report sarif=findings.sarif --report junit=findings.xml`
    """


@_command("Write a form for a practice in Word.", "forms.write_form")
def template(
    output: Annotated[Path | None, _option("--output -o", "FILE", "The form to write, such as form.docx.")] = None,
    source: Annotated[
        _Text, _option("--from", "ID", "Fill it in from this practice.", complete=completion.practice_names)
    ] = None,
    template: Annotated[str, _option("--template", "", "Template that gives the rows.", words=_TEMPLATES)] = _TEMPLATES[
        0
    ],
    full: Annotated[bool, _flag("--full", "Ask for every field, with sources and notes.")] = False,
    practices: Practices = None,
    quiet: Quiet = False,
) -> None:
    """Write a form for a practice as a Word document, for people who never see YAML.

    It has the rows of the template, with guidance and words to choose from, then further questions of the criteria.
    `secon import` turns it into a practice file. Word and LibreOffice open it.

    For example:

    - `secon template --output form.docx`
    - `secon template --template interreg --output form.docx` has the rows of Interreg Europe's form.
    - `secon template --from lv-altum-grants --output altum.docx` is filled in, for corrections.
    - `secon template --full --output form.docx` also asks for the source of each item.
    """


@_command("Read forms in Word and rating sheets.", "forms.import_forms")
def import_(
    paths: Annotated[list[str], _argument("FILES", "Forms (.docx) or rating sheets (.xlsx, .ods).")],
    output: Annotated[
        Path | None,
        _option("--output -o", "FOLDER", "Folder to write to. Default: data/practices or data/assessments."),
    ] = None,
    format: Annotated[str, _format(("text", "json"))] = "text",
    quiet: Quiet = False,
    verbose: Annotated[bool, _flag("--verbose -v", "List every question.")] = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
    """Make a draft of a practice from each form, and an assessor's file from each rating sheet.

    It never overwrites a file.

    A form of secon is read completely. Other forms (SECON's table, Interreg Europe's) are read as far as rules can;
    guesses become questions in comments, with the words of the source, and never count.

    Exit codes: 0, all drafts written; 1, a file could not be read; 3, no file is a form.

    For example:

    - `secon import form.docx`, then `secon validate` and `secon show` as printed
    - `secon import forms/*.docx --output drafts`
    - `secon import ratings.xlsx`, then `secon panel`
    - `secon import form.docx --format json` lists every value and question.
    """


@_command("Start a practice file.")
def new(
    title: Annotated[_Text, _option("", "TEXT", "Title of the practice.")] = None,
    country: Annotated[_Text, _option("", "CODE|NAME", "Country, such as LV or Latvia.")] = None,
    region: Annotated[_Text, _option("", "NAME", "Partner region that submits it.")] = None,
    place: Annotated[_Texts, _option("", "NAME", "Where it works; repeatable.", show_default=False)] = None,
    organisation: Annotated[_Text, _option("", "NAME", "Organisation in charge.")] = None,
    type: Annotated[_Text, _option("", "TYPE", "Type of organisation.")] = None,
    start: Annotated[_Text, _option("", "DATE", "When it started.")] = None,
    end: Annotated[_Text, _option("", "DATE|ongoing", "When it ended.")] = None,
    status: Annotated[_Text, _option("", "running|paused|ended", "Whether it is running.")] = None,
    summary: Annotated[_Text, _option("", "TEXT", "The practice in one or two sentences.")] = None,
    source: Annotated[_Text, _option("", "TITLE", "Title of the source document.")] = None,
    publisher: Annotated[_Text, _option("", "NAME", "Publisher of the source.")] = None,
    date: Annotated[_Text, _option("", "DATE", "Date of the source.")] = None,
    url: Annotated[_Text, _option("", "URL", "Address of the source.")] = None,
    id: Annotated[_Text, _option("", "ID", "Id and file name. Default: from country and title.")] = None,
    template: Annotated[
        _Text,
        _option(
            "--from", "ID", "Copy organisations and location from this practice.", complete=completion.practice_names
        ),
    ] = None,
    output: Annotated[Path | None, _option("--output -o", "FILE", "File to write. Default: in data/practices.")] = None,
    schema: Annotated[bool, _flag("--schema", "Write the JSON Schema for editors too.")] = False,
    full: Annotated[bool, _flag("--full", "Write every field, with explanations.")] = False,
    format: Annotated[str, _format(("text", "json"))] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
) -> None:
    """Start a practice file, short and valid. `--full` writes and explains every field.

    On a terminal, it asks for what the options leave out. It never overwrites a file.

    For example:

    - `secon new` asks.
    - `secon new --from de-mannheim-cluster` asks only for what differs.
    - `secon new --title "Repair café" --country AT --region "Upper Valley" --organisation "Repair Association"
      --type association --summary "Volunteers repair what neighbours bring." --source "Practices of the Upper Valley"`
    """


@_command("Start a collection of practices.")
def init(
    folder: Annotated[Path, _argument("FOLDER", "Folder to start in, or a .zip file to write.")],
    title: Annotated[_Text, _option("", "TEXT", "Title of the rubric.")] = None,
    template: Annotated[str, _option("--template", "", "Template of the form.", words=_TEMPLATES)] = _TEMPLATES[0],
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> None:
    """Start a collection of practices: folder, rubric, form, example, guide and a workflow for GitHub.

    The rubric is a copy of the shipped one, as of today or `--as-of`. A name that ends in `.zip` gives a file to send
    to partners. Existing files are never overwritten.

    For example:

    - `secon init my-project`
    - `secon init .` starts in this folder.
    - `secon init start.zip --title "Criteria of our network"`
    """


@_command("Print the JSON Schema of a practice or a rubric.", "new.schema")
def schema(
    name: Annotated[str, _argument("practice|rubric", "Kind of file.")],
    format: Annotated[str, _option("--format -f", "", "Output format (only json).", words=("json",))] = "json",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
) -> None:
    """Print the JSON Schema of a practice file or a rubric, so that editors complete and check as you type.

    An editor finds it by the first line of a file:

        # yaml-language-server: $schema=practice.schema.json

    `secon new --schema` writes both. `secon validate` checks more, such as whether evidence leads to a source.

    For example:

    - `secon schema practice`
    - `secon schema practice --output practice.schema.json`
    - `secon schema rubric --output rubric.schema.json`
    """
