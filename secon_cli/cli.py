"""All commands and options, in one place.

Strings become values here, in the parsers of the options; a command in `commands/` receives values, returns its exit
code, and is imported when it runs. Annotations are evaluated for the one command that is called.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar

import typer

from secon_cli.commands import completion
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.values import Filters, RubricChoice, WeightChange, day, threshold
from secon_cli.output.destination import STDOUT
from secon_cli.output.emit import ENDINGS, Color, Destination, refusal

COMMANDS = {
    "score": "Rank practices.",
    "show": "Show one practice: its scores, and what would raise them.",
    "why": "Explain why one practice ranks above another.",
    "compare": "Compare two regions, countries or practices, or all regions.",
    "report": "Write the whole result as one document.",
    "explain": "Explain a criterion, a field, a rule or a word on the screen.",
    "criteria": "Show the rubric, check one, or show what differs.",
    "robustness": "Show how far the ranking depends on weights and unknowns.",
    "panel": "Show the ratings of several assessors next to the rubric's.",
    "diff": "Show what moved between two states of a collection, and why.",
    "verify": "Recompute a stored result.",
    "validate": "Check practice files.",
    "template": "Write a form for a practice in Word.",
    "import": "Read forms in Word and rating sheets.",
    "new": "Start a practice file.",
    "init": "Start a collection of practices.",
    "schema": "Print the JSON Schema of a practice or a rubric.",
}
"""The commands in the order of `secon --help`, each with its summary."""


# --- Options that several commands share ------------------------------------------------------------------------

_SCREEN_FORMATS = ("table", "json", "markdown", "docx")
_ALL_FORMATS = ("table", "json", "csv", "markdown", "docx")
_TABLE_FORMATS = (*_ALL_FORMATS, "xlsx")
_DRAWN_FORMATS = (*_TABLE_FORMATS, "svg")
_TEMPLATES = ("secon", "interreg")
_TEXT_FORMATS = ("text", "json", "markdown", "docx")
_FINDING_FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")
_RARE = (".markdown", ".htm")
"""Endings that a message does not name, because a shorter or longer one means the same."""
_REPORT_FORMATS = ("markdown", "html", "docx")
_ROBUSTNESS_TABLES = ("practices", "criteria", "neighbours", "pairs", "variants", "correlations")


def _words(known: Sequence[str]) -> Callable[[str], list[str]]:
    """Completes one of the words that an option knows."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return complete


def _option(
    names: str,
    metavar: str,
    help: str,
    *,
    words: Sequence[str] = (),
    complete: Callable[[str], list[str]] | None = None,
    **more: Any,
) -> Any:
    """An option by its names, as in `--top -n`; without any, the parameter's. `words` are those that it knows."""
    complete = _words(words) if words else complete
    return typer.Option(*names.split(), metavar=metavar or "|".join(words), help=help, autocompletion=complete, **more)


def _flag(names: str, help: str) -> Any:
    """An option without a value."""
    return _option(names, "", help)


def _argument(metavar: str, help: str, complete: Callable[[str], list[str]] | None = None) -> Any:
    return typer.Argument(metavar=metavar, help=help, autocompletion=complete, show_default=False)


def _format(known: Sequence[str]) -> Any:
    """`--format` of a command that knows these formats."""
    return _option("--format -f", "", "Output format.", words=known)


_Text: TypeAlias = str | None
_Texts: TypeAlias = list[str] | None
Paths: TypeAlias = Annotated[
    list[str] | None,
    _argument("PATHS", "Practice files or folders; `-` is standard input. Default: data/practices."),
]
Practices: TypeAlias = Annotated[
    str | None, _option("--practices", "PATH", "Practice files or a folder. Default: data/practices.")
]
Weights: TypeAlias = Annotated[
    list[WeightChange] | None,
    _option(
        "--weight -w",
        "CRITERION=N|N%",
        "Another weight, as a share (40%) or in the rubric's units.",
        complete=completion.weights,
        parser=WeightChange.parse,
    ),
]
Criteria: TypeAlias = Annotated[
    str | None, _option("--criteria", "FILE", "Rubric. Default: criteria.yaml, else the shipped one.")
]
AsOf: TypeAlias = Annotated[str | None, _option("--as-of", "DATE", "Assess as of this day, such as 2025-06-30.")]
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
Quiet: TypeAlias = Annotated[bool, _flag("--quiet -q", "Print only the result.")]
Verbose: TypeAlias = Annotated[bool, _flag("--verbose -v", "Print more detail.")]
Full: TypeAlias = Annotated[bool, _flag("--full", "Show every detail.")]
ColorChoice: TypeAlias = Annotated[
    str, _option("--color", "", "When to use colour.", words=[*Color], show_default=True)
]
NoPager: TypeAlias = Annotated[bool, _flag("--no-pager", "Do not page long output.")]


_Run = TypeVar("_Run", bound=Callable[..., int])
_GROUPS: dict[str, tuple[_Group, ...]] = {}
"""The groups of options of each command."""


class _Group(NamedTuple):
    """Options that make one value: a command that has a parameter `into` gets them in its place."""

    into: str
    options: Mapping[str, tuple[Any, Any]]
    """Type and default of each option, by the name that `make` knows it by."""
    make: Callable[..., object]


def _rubric(weight: Sequence[WeightChange] | None, criteria: str | None, as_of: str | None) -> RubricChoice:
    return RubricChoice(criteria, tuple(weight or ()), None if as_of is None else day(as_of))


_RUBRIC = _Group("choice", {"weight": (Weights, None), "criteria": (Criteria, None), "as_of": (AsOf, None)}, _rubric)
"""The rubric in force, as `choice`."""


def _results(formats: Sequence[str]) -> _Group:
    """Where the result goes and in which of these formats, as `to`."""

    def make(
        format: str | None, output: Path | None, bom: bool = False, color: str = "auto", no_pager: bool = False
    ) -> Destination:
        chosen = _format_of(format, output, formats)
        if problem := refusal(chosen, output):
            raise UsageProblem(problem)
        return Destination(chosen, output, _color(color), pager=not no_pager, bom=bom)

    bom = _flag("--bom", "Begin CSV with a byte order mark, for Excel.")
    options: dict[str, tuple[Any, Any]] = {
        "format": (Annotated[str | None, _format(formats)], None),
        "output": (Output, None),
        **({"bom": (Annotated[bool, bom], False)} if "csv" in formats else {}),
        "color": (ColorChoice, "auto"),
        "no_pager": (NoPager, False),
    }
    return _Group("to", options, make)


def _format_of(format: str | None, file: Path | None, formats: Sequence[str]) -> str:
    """The format that `--format` or else the ending of the file names; UsageProblem for one that is not known."""
    screen = formats[0]
    if format is not None:
        return screen if format in {"text", "table"} else _choice(format, formats, "--format")
    # A device or a pipe, such as /dev/stdout, has no ending that means anything.
    if file is None or not file.suffix or (file.exists() and not file.is_file()):
        return screen
    asked = ENDINGS.get(file.suffix.lower(), "")
    if asked != "text" and asked not in formats:
        endings = ", ".join(end for end, name in ENDINGS.items() if name in {*formats, "text"} and end not in _RARE)
        raise UsageProblem(
            f"--output {file}: `{file.suffix}` is not a format of this command; "
            f"end the name in {endings}, or add --format"
        )
    return screen if asked == "text" else asked


def _choice(value: str, known: Sequence[str], option: str) -> str:
    """One of the known words; UsageProblem, with a suggestion, for another."""
    if value not in known:
        from secon_cli.practice.suggestions import did_you_mean

        raise UsageProblem(f"{option}: expected {', '.join(known)}, got `{value}`{did_you_mean(value, known)}")
    return value


def _color(color: str) -> Color:
    return Color(_choice(color, [*Color], "--color"))


def _command(*groups: _Group) -> Callable[[_Run], _Run]:
    """Marks a command with the groups of options that it has."""

    def mark(function: _Run) -> _Run:
        _GROUPS[function.__name__] = groups
        return function

    return mark


def command(name: str) -> Callable[..., None]:
    """A command for typer: the options of its groups made values, and its exit code made typer's."""
    # `import` is a word of Python, so its function has an underscore.
    function = globals()[name if name in _GROUPS else f"{name}_"]
    groups = _GROUPS[function.__name__]
    parameters = []
    for own in inspect.signature(function, eval_str=True).parameters.values():
        group = next((group for group in groups if group.into == own.name), None)
        options = group.options.items() if group else [(own.name, (own.annotation, own.default))]
        parameters += [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for option, (annotation, default) in options
        ]

    @functools.wraps(function)
    def run(**values: Any) -> None:
        for group in groups:
            values[group.into] = group.make(**{name: values.pop(name) for name in group.options})
        if code := function(**values):
            raise typer.Exit(code)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


# --- Commands ---------------------------------------------------------------------------------------------------


@_command(_RUBRIC, _results(_DRAWN_FORMATS))
def score(
    paths: Paths = None,
    region: Annotated[
        _Texts, _option("--region -r", "NAME", "Show only this region; repeatable.", complete=completion.region_names)
    ] = None,
    country: Annotated[
        _Texts, _option("--country", "NAME", "Show only this country; repeatable.", complete=completion.country_names)
    ] = None,
    gate: Annotated[
        _Texts, _option("--gate", "met|not-met|uncertain", "Show only this state of the gate; repeatable.")
    ] = None,
    band: Annotated[_Texts, _option("--band", "NAME", "Show only this band; repeatable.")] = None,
    topic: Annotated[_Texts, _option("--topic", "TOPIC", "Show only this topic; repeatable.")] = None,
    top: Annotated[int | None, _option("--top -n", "N", "Show only the first N.", min=1)] = None,
    sort: Annotated[
        _Text,
        _option(
            "--sort", "CRITERION", "Sort by a criterion instead of the total.", complete=completion.criterion_names
        ),
    ] = None,
    fail_under: Annotated[_Text, _option("--fail-under", "N", "Exit with 1 if a total shown is below N.")] = None,
    groups: Annotated[bool, _flag("--groups", "Mark ranks that other weights do not change.")] = False,
    full: Annotated[bool, _flag("--full --legend", "Explain the columns below the table.")] = False,
    detail: Annotated[bool, _flag("--detail", "Add the indicators to CSV.")] = False,
    stdin_filename: StdinFilename = None,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Rank practices by a rubric; every number can be traced to a fact and a rule.

    Ranks are those among all practices; filters only choose what is shown. Files with errors are left out and named,
    and the exit code is 1.

    For example:

    - `secon score` ranks the project's practices, or those that ship with secon.
    - `secon score --region peloponnese --region riga` shows two partner regions.
    - `secon score --weight effectiveness=40% --sort effectiveness --top 5`
    - `secon score my-practices/ --output ranking.csv`
    - `secon score --output ranking.xlsx` writes a workbook whose ranking follows its weights; `.svg` draws a slide.
    """
    from secon_cli.commands import score as command

    filters = Filters(
        tuple(region or ()), tuple(country or ()), tuple(gate or ()), tuple(band or ()), tuple(topic or ()), sort, top
    )
    return command.run(
        paths,
        choice,
        filters,
        to,
        full=full,
        detail=detail,
        groups=groups,
        fail_under=None if fail_under is None else threshold(fail_under),
        stdin_filename=stdin_filename,
        quiet=quiet,
        verbose=verbose,
    )


@_command(_RUBRIC, _results(_TEXT_FORMATS))
def show(
    name: Annotated[str, _argument("NAME", "Id, rank, part of the title, or a file.", completion.practice_names)],
    what_if: Annotated[_Text, _option("--what-if", "FILE", "Edited copy: show what it would change.")] = None,
    full: Annotated[bool, _flag("--full", "Show all facts and the whole arithmetic.")] = False,
    practices: Practices = None,
    stdin_filename: StdinFilename = None,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show one practice: its total, its seven scores, and the steps that would raise it most.

    With `--full`, every score is shown as a sum: the facts that counted with their line in the file and what they cite,
    and those that did not count and why.

    For example:

    - `secon show mannheim`, `secon show 3` (the third of the ranking)
    - `secon show mannheim --full --as-of 2025-06-30`
    - `secon show my-draft.yaml` shows a draft, and where it would rank.
    - `secon show mannheim --what-if edited.yaml` shows what an edited copy would change, and why.
    """
    from secon_cli.commands import show as command

    return command.run(
        name,
        choice,
        to,
        what_if=what_if,
        full=full,
        practices=practices,
        stdin_filename=stdin_filename,
        quiet=quiet,
        verbose=verbose,
    )


@_command(_RUBRIC, _results(_SCREEN_FORMATS))
def why(
    first: Annotated[str, _argument("X", "A practice: part of its name, its id, rank or file.", completion.side_names)],
    second: Annotated[str, _argument("Y", "The other practice.", completion.side_names)],
    draws: Annotated[int, _option("--draws", "N", "How many weights to draw.", min=100, max=1_000_000)] = 10_000,
    seed: Annotated[int, _option("--seed", "N", "Seed of the draws.", min=0)] = 1,
    practices: Practices = None,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Explain in ten lines why one practice ranks above another.

    Ranks and gap, the criteria and facts that make it, what would close it, and in how many draws of other weights
    the order holds.

    For example:

    - `secon why 3 4` explains the order of the practices of these ranks.
    - `secon why mannheim altum --weight effectiveness=40%`
    - `secon why my-draft.yaml 1`
    """
    from secon_cli.commands import why as command

    return command.run(
        first,
        second,
        choice,
        to,
        draws=draws,
        seed=seed,
        practices=practices,
        quiet=quiet,
        verbose=verbose,
    )


@_command(_RUBRIC, _results(_DRAWN_FORMATS))
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
    practices: Practices = None,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Compare two regions: which is ahead, by how much, and which practices and facts make the difference.

    A side's score is the mean of its practices. Weight × difference adds up to the difference of the totals.

    For example:

    - `secon compare` shows all regions.
    - `secon compare peloponnese "rhein neckar"`
    - `secon compare LV rest --eligible-only`
    - `secon compare 1 2` compares the practices of these ranks.
    - `secon compare oliveira all --output oliveira.md`
    """
    from secon_cli.commands import compare as command

    return command.run(
        first,
        second,
        choice,
        to,
        eligible_only=eligible_only,
        full=full,
        top=top,
        practices=practices,
        quiet=quiet,
        verbose=verbose,
    )


@_command(_RUBRIC, _results(_REPORT_FORMATS))
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
    draws: Annotated[int, _option("--draws", "N", "How many weights to draw.", min=100, max=1_000_000)] = 10_000,
    seed: Annotated[int, _option("--seed", "N", "Seed of the draws.", min=0)] = 1,
    title: Annotated[_Text, _option("--title", "TEXT", "Title of the report.")] = None,
    introduction: Annotated[
        Path | None, _option("--introduction", "FILE.md", "Your introduction, in Markdown.")
    ] = None,
    conclusions: Annotated[
        Path | None, _option("--conclusions", "FILE.md", "Your conclusions, next to the computed ones.")
    ] = None,
    open_it: Annotated[bool, _flag("--open", "Open the file that was written.")] = False,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Write a report: findings, ranking, regions, every practice with all its facts and scores, and conclusions.

    The ending of `--output` chooses the format: `.docx` for Word, `.md` for Markdown. Conclusions are counted from
    coded fields; your own words go next to them. Ranks are those among all practices.

    For example:

    - `secon report --output report.docx`
    - `secon report --output report.docx --title "What nine regions do" --introduction preface.md`
    - `secon report --region riga --assessments data/assessments --output riga.docx`
    """
    from secon_cli.commands import report as command

    if practices is not None and paths:
        raise UsageProblem("--practices and PATHS name the same thing; use one of them")
    options = command.ReportOptions(
        regions=tuple(region or ()),
        eligible_only=eligible_only,
        assessments=assessments,
        draws=draws,
        seed=seed,
        title=title,
        introduction=introduction,
        conclusions=conclusions,
    )
    return command.run(
        [practices] if practices is not None else paths,
        choice,
        options,
        to,
        open_it=open_it,
        quiet=quiet,
        verbose=verbose,
    )


@_command(_RUBRIC, _results(_TEXT_FORMATS))
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
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
) -> int:
    """Explain a word: what it means, why it matters, how to meet it, with an example from the collection.

    A name with several meanings is explained with all of them. A part of a name is enough where only one has it;
    otherwise the names are listed, and the exit code is 2.

    For example:

    - `secon explain` lists what there is; `secon explain rules` lists the rules.
    - `secon explain effectiveness.results` explains an indicator, `secon explain duration.end` a field.
    - `secon explain cooperative` explains a value, `secon explain known` a word of the screen.
    - `secon explain missing-field` explains a rule.
    """
    from secon_cli.commands import explain as command

    return command.run(
        " ".join(name) if name else None,
        choice,
        to,
        practices=practices,
        full=full,
        quiet=quiet,
    )


@_command(_RUBRIC, _results(_SCREEN_FORMATS))
def criteria(
    check: Annotated[_Text, _option("--check", "FILE", "Check this rubric.")] = None,
    diff: Annotated[_Text, _option("--diff", "FILE", "Show how this rubric differs from the one in force.")] = None,
    fail_on: Annotated[str, _option("", "error|warning|never", "Lowest severity that makes `--check` fail.")] = "error",
    stdin_filename: StdinFilename = None,
    full: Annotated[bool, _flag("--full --verbose -v", "Show the reasons too.")] = False,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
) -> int:
    """Show the rubric: weights, and each indicator with its measure in words.

    `--check` tries a rubric on the project's practices, or on those that ship with secon, and exits with 1 where it has
    findings at or above `--fail-on`.

    For example:

    - `secon criteria --full` shows each indicator with its reason and its advice.
    - `secon criteria --check my-criteria.yaml --fail-on warning`
    - `secon criteria --diff my-criteria.yaml`
    """
    from secon_cli.commands import criteria as command

    if check is not None and diff is not None:
        raise UsageProblem("--check and --diff answer different questions; use one at a time")
    return command.run(
        choice,
        to,
        check=check,
        diff=diff,
        fail_on=_choice(fail_on, ("error", "warning", "never"), "--fail-on"),
        full=full,
        stdin_filename=stdin_filename,
        quiet=quiet,
    )


@_command(_RUBRIC, _results(_TABLE_FORMATS))
def panel(
    assessments: Annotated[
        _Text, _option("--assessments", "FOLDER", "Assessors' files. Default: data/assessments.")
    ] = None,
    blank: Annotated[_Text, _option("--blank", "ASSESSOR", "Write an empty rating file for this assessor.")] = None,
    top: Annotated[int | None, _option("--top -n", "N", "List the N widest disagreements.", min=0)] = None,
    full: Full = False,
    practices: Practices = None,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show what several assessors think of the practices, how far they agree, and what to discuss.

    Each assessor has a file of ratings from 0 to 10, each with a reason. The panel's ranking is shown next to the
    rubric's; the two are never mixed. A missing rating is neither zero nor the mean of the others.

    For example:

    - `secon panel --blank adviser-2 -o ratings.xlsx` writes a sheet for an assessor, which `secon import` reads.
    - `secon panel --blank adviser-2` writes the same as a YAML file.
    - `secon panel` shows both rankings and the widest disagreements.
    - `secon panel --full --output meeting.md`
    """
    from secon_cli.commands import panel as command

    if blank is not None and to.file is not None and to.format != "xlsx":
        raise UsageProblem("--blank writes a file of its own, in the folder --assessments, or --output NAME.xlsx")
    return command.run(
        choice,
        to,
        assessments=assessments,
        blank=blank,
        top=top,
        full=full,
        practices=practices,
        quiet=quiet,
        verbose=verbose,
    )


@_command(_RUBRIC, _results(_DRAWN_FORMATS))
def robustness(
    paths: Paths = None,
    top: Annotated[int, _option("--top -n", "K", "How many ranks count as the top.", min=1)] = 3,
    free: Annotated[bool, _flag("--free", "Draw any weights, not only some near the rubric's.")] = False,
    concentration: Annotated[
        float | None, _option("--concentration", "C", "How close draws stay to the rubric; usually 50.")
    ] = None,
    order: Annotated[_Text, _option("--order", "A,B,…", "Only weights with A ≥ B ≥ ….")] = None,
    draws: Annotated[int, _option("--draws", "N", "How many weights to draw.", min=100, max=1_000_000)] = 10_000,
    seed: Annotated[int, _option("--seed", "N", "Seed of the draws.", min=0)] = 1,
    full: Annotated[bool, _flag("--full --details", "Show every result.")] = False,
    pairwise: Annotated[bool, _flag("--pairwise", "Compare all pairs, even with more than 200 practices.")] = False,
    table: Annotated[
        str, _option("--table", "", "Which table `--format csv` writes.", words=_ROBUSTNESS_TABLES)
    ] = "practices",
    stdin_filename: StdinFilename = None,
    *,
    choice: RubricChoice,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show how far the ranking can be trusted: under other weights, dates and rubrics.

    Thousands of weights are drawn around the rubric's, and the practices ranked under each. The same seed gives the
    same result. How far each weight can move before a rank changes is computed exactly.

    For example:

    - `secon robustness` shows the conclusion, `secon robustness --full` every result.
    - `secon robustness --free --order effectiveness,ethics` assumes only that effectiveness weighs more than ethics.
    - `secon robustness --table criteria --output weights.csv`
    """
    from secon_cli.commands import robustness as command

    return command.run(
        paths,
        choice,
        to,
        top=top,
        free=free,
        concentration=concentration,
        order=order,
        draws=draws,
        seed=seed,
        full=full,
        pairwise=pairwise,
        table=_choice(table, _ROBUSTNESS_TABLES, "--table"),
        stdin_filename=stdin_filename,
        quiet=quiet,
        verbose=verbose,
    )


_STATE = "Project folder, folder of practices, git revision, or stored result."


@_command(_results(_SCREEN_FORMATS))
def diff(
    old: Annotated[_Text, _argument("OLD", _STATE)] = None,
    new: Annotated[_Text, _argument("NEW", "The same, later.")] = None,
    base: Annotated[_Text, _option("--base", "REV", "Summarise what this branch changes since it left REV.")] = None,
    practices: Annotated[_Text, _option("--practices", "PATH", "Use these practices on both sides.")] = None,
    criteria: Annotated[_Text, _option("--criteria", "FILE", "Use this rubric on both sides.")] = None,
    as_of: AsOf = None,
    top: Annotated[int | None, _option("--top -n", "N", "Explain the N largest changes.", min=0)] = None,
    full: Full = False,
    *,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show which practices moved up or down between two states of a collection, and why.

    Each change of a total is split without remainder into what came from the practice's facts, from the rubric and from
    the date, down to indicators and fields. Stored results hold no facts, so they show totals and ranks where more than
    one of the three changed. A file or folder of that name comes first; anything else is a revision for git.

    For example:

    - `secon diff HEAD~1 HEAD` compares two revisions of the project.
    - `secon diff HEAD .` shows what uncommitted changes do.
    - `secon diff HEAD~5 HEAD --practices data/practices` shows what the rubric alone did.
    - `secon diff january.json june.json`
    - `secon diff --base origin/main -f markdown` writes the summary of a pull request.
    """
    from secon_cli.commands import diff as command

    if base is not None and (old is not None or new is not None):
        raise UsageProblem("--base compares this project with the revision it names; leave out OLD and NEW")
    return command.run(
        old,
        new,
        practices,
        RubricChoice(criteria, as_of=day(as_of) if as_of is not None else None),
        to,
        base=base,
        top=top,
        full=full,
        quiet=quiet,
        verbose=verbose,
    )


@_command(_results(_TEXT_FORMATS))
def verify(
    result: Annotated[str, _argument("RESULT.json", "Result of `secon score -f json`.")],
    criteria: Criteria = None,
    full: Full = False,
    *,
    to: Destination,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Recompute a stored result, and say whether it holds or what differs.

    The inputs it names are looked for in this project, its rubric is compared with the one in force, and every number
    is computed again. Exit code 0: it holds. 1: it does not. 2: the file is not such a result.

    For example:

    - `secon score --output january.json`, and later
    - `secon verify january.json`
    - `secon verify january.json --criteria rubrics/january.yaml`
    """
    from secon_cli.commands import verify as command

    return command.run(
        result,
        RubricChoice(criteria),
        to,
        quiet=quiet,
        full=full or verbose,
    )


@_command()
def validate(
    paths: Paths = None,
    format: Annotated[_Text, _format(_FINDING_FORMATS)] = None,
    output: Output = None,
    report: Annotated[_Texts, _option("", "FORMAT=FILE", "Write the findings to a file too; repeatable.")] = None,
    fail_on: Annotated[
        str, _option("", "error|warning|advice|never", "Lowest severity that makes the command fail.")
    ] = "error",
    select: Annotated[
        _Texts, _option("", "RULE,…", "Only these rules or severities; repeatable.", complete=completion.rule_names)
    ] = None,
    ignore: Annotated[
        _Texts, _option("", "RULE,…", "Not these rules or severities; repeatable.", complete=completion.rule_names)
    ] = None,
    advice: Annotated[bool, _flag("--advice", "Show what would improve sound files, too.")] = False,
    fix: Annotated[bool, _flag("--fix", "Apply safe fixes to the files.")] = False,
    diff: Annotated[bool, _flag("--diff", "Show what --fix would change, without writing.")] = False,
    exclude: Annotated[_Texts, _option("", "PATTERN", "Skip files or folders, such as 'draft-*'; repeatable.")] = None,
    changed_since: Annotated[_Text, _option("", "REV", "Check only files changed since this git revision.")] = None,
    list_files: Annotated[bool, _flag("--list-files", "List the files, and check nothing.")] = False,
    list_rules: Annotated[bool, _flag("--list-rules", "List the rules, and check nothing.")] = False,
    criteria: Criteria = None,
    as_of: AsOf = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> int:
    """Check practice files: every problem with its place, and what to write instead.

    Exit code 0: nothing at or above `--fail-on`. 1: something. 2: wrong usage. 3: there was no file to check.

    For example:

    - `secon validate` checks the project's practices.
    - `secon validate my-draft.yaml --fail-on warning`
    - `secon validate --diff`, then `secon validate --fix`
    - `secon validate --report sarif=findings.sarif --report junit=findings.xml`
    """
    from secon_cli.commands import validate as command

    options = command.Options(
        paths=paths or (),
        rubric=_rubric(None, criteria, as_of),
        format=_choice(format or "text", _FINDING_FORMATS, "--format"),
        output=output,
        reports=report or (),
        fail_on=fail_on,
        advice=advice,
        select=select or (),
        ignore=ignore or (),
        fix=fix,
        diff=diff,
        exclude=exclude or (),
        changed_since=changed_since,
        list_files=list_files,
        list_rules=list_rules,
        color=_color(color),
        pager=not no_pager,
        stdin_filename=stdin_filename,
        quiet=quiet,
        verbose=verbose,
    )
    return command.run(options)


@_command()
def new(
    context: typer.Context,
    title: Annotated[_Text, _option("", "TEXT", "Title of the practice.")] = None,
    country: Annotated[_Text, _option("", "CODE|NAME", "Country, such as LV or Latvia.")] = None,
    region: Annotated[_Text, _option("", "NAME", "Partner region that puts it forward.")] = None,
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
    format: Annotated[str, _option("--format -f", "text|json", "Output format.")] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
) -> int:
    """Start a practice file: valid from the beginning, and short. `--full` writes and explains every field.

    On a terminal it asks for what the options do not say. It never overwrites a file.

    For example:

    - `secon new` asks.
    - `secon new --from de-mannheim-cluster` asks only for what differs.
    - `secon new --title "Repair café" --country AT --region "Upper Valley" --organisation "Repair Association"
      --type association --summary "Volunteers repair what neighbours bring." --source "Practices of the Upper Valley"`
    """
    from secon_cli.commands import new as command

    options = {name: value for name, value in context.params.items() if isinstance(value, str)}
    return command.run(
        options,
        places=place or (),
        template=template,
        output=output,
        schema=schema,
        full=full,
        format=_choice(format, ("text", "json"), "--format"),
        color=_color(color),
        quiet=quiet,
        verbose=verbose,
    )


@_command()
def init(
    folder: Annotated[Path, _argument("FOLDER", "Folder to start in, or a .zip file of one.")],
    title: Annotated[_Text, _option("", "TEXT", "Title of the rubric.")] = None,
    template: Annotated[str, _option("", "", "Which form.", words=_TEMPLATES)] = _TEMPLATES[0],
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> int:
    """Start a collection of practices: folder, rubric, form, example, guide and a workflow for GitHub.

    The rubric is a copy of the shipped one that judges as of today, or of `--as-of`. A name that ends in `.zip` gives a
    file to send to partners. Nothing that exists is overwritten.

    For example:

    - `secon init my-project`
    - `secon init .` starts in this folder.
    - `secon init start.zip --title "Criteria of our network"`
    """
    from secon_cli.commands import init as command

    return command.run(
        folder,
        title=title,
        template=_choice(template, _TEMPLATES, "--template"),
        as_of=day(as_of) if as_of is not None else None,
        quiet=quiet,
    )


@_command()
def template(
    output: Annotated[Path | None, _option("--output -o", "FILE", "The form to write, such as form.docx.")] = None,
    source: Annotated[
        _Text, _option("--from", "ID", "Fill it in from this practice.", complete=completion.practice_names)
    ] = None,
    template: Annotated[str, _option("--template", "", "Whose rows it has.", words=_TEMPLATES)] = _TEMPLATES[0],
    full: Annotated[bool, _flag("--full", "Ask for every field, with sources and notes.")] = False,
    practices: Practices = None,
    quiet: Quiet = False,
) -> int:
    """Write a form for a practice as a Word document, for people who never see YAML.

    It has the rows of the template with guidance and words to choose from, then the questions that criteria ask and the
    template does not. `secon import` makes a practice file of it. Word and LibreOffice open it.

    For example:

    - `secon template --output form.docx`
    - `secon template --template interreg --output form.docx` has the rows of Interreg Europe's form.
    - `secon template --from lv-altum-grants --output altum.docx` is filled in, to be corrected.
    - `secon template --full --output form.docx` asks for the source of each item, too.
    """
    from secon_cli.commands import template as command

    return command.run(
        output,
        template=_choice(template, _TEMPLATES, "--template"),
        full=full,
        source=source,
        practices=practices,
        quiet=quiet,
    )


@_command()
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
) -> int:
    """Make a draft of a practice from each form, and an assessor's file from each rating sheet.

    It never overwrites a file.

    A form of secon is read completely. Of other forms (SECON's table, that of Interreg Europe) what rules can read is
    read; what they only guess becomes a question in a comment, with the words of the source, and never counts.

    Exit code 0: all drafts are written. 1: a file could not be read. 3: no file is a form.

    For example:

    - `secon import form.docx`, then `secon validate` and `secon show` as it says
    - `secon import forms/*.docx --output drafts`
    - `secon import ratings.xlsx`, then `secon panel`
    - `secon import form.docx --format json` lists every value and question.
    """
    from secon_cli.commands import import_forms as command

    to = Destination(_choice(format, ("text", "json"), "--format"), None, _color(color), pager=not no_pager)
    return command.run(paths, output, to, quiet=quiet, verbose=verbose)


@_command()
def schema(
    name: Annotated[str, _argument("practice|rubric", "Kind of file.")],
    format: Annotated[str, _option("--format -f", "json", "Output format (only json).")] = "json",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
) -> int:
    """Print the JSON Schema of a practice file or a rubric, with which editors complete and check while you type.

    An editor finds it by the first line of a file:

        # yaml-language-server: $schema=practice.schema.json

    `secon new --schema` writes both. `secon validate` checks more, such as whether evidence leads to a source.

    For example:

    - `secon schema practice`
    - `secon schema practice --output practice.schema.json`
    - `secon schema rubric --output rubric.schema.json`
    """
    from secon_cli.commands import schema as command

    _choice(format, ("json",), "--format")
    _color(color)
    return command.run(name, output, quiet=quiet, verbose=verbose)
