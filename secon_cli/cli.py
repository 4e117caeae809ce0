"""All commands and options, in one place.

A command here is a declaration: its help, and its options with their types. Strings become values in the parsers of
the options; then the function in `commands/` is imported and called with one object that holds the values. So
annotations are evaluated, and code is loaded, for the one command that is called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_type_hints

import typer

from secon_cli.commands import completion
from secon_cli.commands.values import Options, UsageProblem, WeightChange, day, threshold
from secon_cli.output.destination import ENDINGS, FINDING_FORMATS, STDOUT, Color, Destination, refusal

_SCREEN_FORMATS = ("table", "json", "markdown", "docx")
_TABLE_FORMATS = ("table", "json", "csv", "markdown", "docx", "xlsx")
_DRAWN_FORMATS = (*_TABLE_FORMATS, "svg")
_TEXT_FORMATS = ("text", "json", "markdown", "docx")
_REPORT_FORMATS = ("markdown", "html", "docx")
_ROBUSTNESS_TABLES = ("practices", "criteria", "neighbours", "pairs", "variants", "correlations")
_TEMPLATES = ("secon", "interreg")
_RARE = (".markdown", ".htm", ".diff", ".patch")
"""Endings that a message does not name, because a shorter or longer one means the same."""

# --- How options are declared -----------------------------------------------------------------------------------


def _option(
    usage: str,
    help: str,
    default: object = None,
    *,
    words: Sequence[str] = (),
    complete: str | Sequence[str] = (),
    **more: Any,
) -> Any:
    """An option by its names and, unless it is a flag, what follows, as in `--top -n N`; or its value is a word."""
    names = [part for part in usage.split() if part.startswith("-")]
    metavar = usage.removeprefix(" ".join(names)).strip() or "|".join(words)
    if words:

        def choice(value: str) -> str:
            if value in {"text", "table"} and words[0] in {"text", "table"}:
                return words[0]
            if value not in words:
                from secon_cli.practice.suggestions import did_you_mean

                raise UsageProblem(
                    f"{names[0]}: expected {', '.join(words)}, got `{value}`{did_you_mean(value, words)}"
                )
            return value

        more["parser"], complete = choice, words
    offered = completion.offered(complete) if complete else None
    return typer.Option(default, *names, metavar=metavar, help=help, autocompletion=offered, **more)


def _flag(usage: str, help: str) -> Any:
    return _option(usage, help, False)


def _shown(usage: str, what: str, complete: str = "") -> Any:
    return _option(usage, f"Show only this {what}; repeatable.", complete=complete)


def _argument(metavar: str, help: str, complete: str = "", *, optional: bool = False) -> Any:
    default = None if optional else ...
    offered = completion.offered(complete) if complete else None
    return typer.Argument(default, metavar=metavar, help=help, autocompletion=offered, show_default=False)


class _Command(NamedTuple):
    summary: str
    options: type[Options]
    runs: str
    """The module in `commands/` and its function, which takes the options."""


COMMANDS: dict[str, _Command] = {}
"""The commands in the order of `secon --help`."""
_T = TypeVar("_T", bound=Options)


def _command(summary: str, runs: str = "") -> Callable[[type[_T]], type[_T]]:
    """Declares a command by its options, which are named after it; it runs `run` of the module of that name, or `runs`.

    Help has the docstring, then the options in their order, those of base classes last.
    """

    def declare(options: type[_T]) -> type[_T]:
        name = options.__name__.removesuffix("Options").lower()
        COMMANDS[name] = _Command(summary, options, runs or f"{name}.run")
        return options

    return declare


def command(name: str) -> Callable[..., None]:
    """A command for typer: it gets its options as one object, and its exit code becomes typer's."""
    _, options, runs = COMMANDS[name]
    bases = options.__mro__[: options.__mro__.index(Options)]
    names = dict.fromkeys(own for base in bases for own in base.__annotations__ if own not in options.without)

    def run(**values: Any) -> None:
        # What is wrong with them is said before anything else is loaded.
        given = options(**values)
        module, function = runs.split(".")
        if code := getattr(import_module(f"secon_cli.commands.{module}"), function)(given):
            raise typer.Exit(code)

    parameters = [Parameter(own, Parameter.KEYWORD_ONLY, default=getattr(options, own)) for own in names]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
    run.__doc__, run.__annotations__ = options.__doc__, get_type_hints(options)
    return run


# --- Options that several commands share ------------------------------------------------------------------------

_PATHS = _argument("PATHS", "Practice files or folders; `-` is standard input. Default: data/practices.", optional=True)
_PRACTICES = _option("--practices PATH", "Practice files or a folder. Default: data/practices.")
_STDIN_FILENAME = _option("--stdin-filename NAME", "File name to report for standard input.")
_CRITERIA = _option("--criteria FILE", "Rubric. Default: criteria.yaml, else the shipped one.")
_AS_OF = _option("--as-of DATE", "Assess as of this day, such as 2025-06-30.", parser=day)
_DRAWS = _option("--draws N", "How many weights to draw.", 10_000, min=100, max=1_000_000)
_SEED = _option("--seed N", "Seed of the draws.", 1, min=0)
_FULL = _flag("--full", "Show every detail.")
_QUIET = _flag("--quiet -q", "Print only the result.")
_VERBOSE = _flag("--verbose -v", "Print more detail.")


class _Reported(Options):
    """A command with a result in one of several formats; these options come last in its help."""

    format: str | None
    output: Path | None = _option(
        "--output -o FILE",
        "Write to a file; its ending chooses the format.",
        callback=lambda file: None if file is not None and str(file) == STDOUT else file,
    )
    bom: bool = _flag("--bom", "Begin CSV with a byte order mark, for Excel.")
    color: str = _option("--color", "When to use colour.", "auto", words=[*Color], show_default=True)
    no_pager: bool = _flag("--no-pager", "Do not page long output.")
    quiet: bool = _QUIET
    verbose: bool = _VERBOSE

    def __init_subclass__(cls, formats: Sequence[str] = (), without: Sequence[str] = ()) -> None:
        """`without` has the options that make no sense for the command."""
        cls.formats, cls.without = formats, {*([] if "csv" in formats else ["bom"]), *without}
        cls.format = _option("--format -f", "Output format.", words=formats)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        format, output, formats = values["format"], values.get("output"), self.formats
        asked = "text"
        # A device or a pipe, such as /dev/stdout, has no ending that means anything.
        if output is not None and output.suffix and (output.is_file() or not output.exists()):
            asked = ENDINGS.get(output.suffix.lower(), "")
        if format in {"table", "text"} and asked not in {"", "text"}:
            raise UsageProblem(
                f"--output {output}: --format {format} is for people; leave it out, or end the name in .txt"
            )
        if format is None and asked not in {"text", *formats}:
            endings = ", ".join(end for end, name in ENDINGS.items() if name in {*formats, "text"} and end not in _RARE)
            ranking = f"write the ranking with `secon score --output {output}`"
            raise UsageProblem(
                f"--output {output}: `{output and output.suffix}` is not a format of this command; "
                f"end the name in {endings}, or {ranking if asked in _DRAWN_FORMATS else 'add --format'}"
            )
        chosen = format or (formats[0] if asked == "text" else asked)
        if problem := refusal(chosen, output):
            raise UsageProblem(problem)
        pager, bom = not values.get("no_pager"), values.get("bom", False)
        self.to = Destination(chosen, output, Color(values["color"]), pager=pager, bom=bom)


class _Judged(_Reported):
    """A command that judges practices by a rubric."""

    weight: list[WeightChange] | None = _option(
        "--weight -w CRITERION=N|N%",
        "Override a weight: a share (40%) or the rubric's units.",
        complete="weights",
        parser=WeightChange.parse,
    )
    criteria: str | None = _CRITERIA
    as_of: date | None = _AS_OF


# --- Commands ---------------------------------------------------------------------------------------------------


@_command("Rank practices.")
class ScoreOptions(_Judged, formats=_DRAWN_FORMATS):
    """Rank practices by a rubric; every number can be traced to a fact and a rule.

    Ranks are among all practices, whatever is shown. Files with errors are left out and listed, and the exit code is 1.

    For example:

    - `secon score` ranks the project's practices, or those that ship with secon.
    - `secon score --region peloponnese --region riga` shows two partner regions.
    - `secon score --weight effectiveness=40% --sort effectiveness --top 5`
    - `secon score my-practices/ --output ranking.csv`
    - `secon score --output ranking.xlsx` writes a workbook whose ranking follows its weights; `.svg` draws a slide.
    """

    paths: list[str] | None = _PATHS
    region: list[str] | None = _shown("--region -r NAME", "region", "regions")
    country: list[str] | None = _shown("--country NAME", "country", "countries")
    gate: list[str] | None = _shown("--gate met|not-met|uncertain", "state of the gate")
    band: list[str] | None = _shown("--band NAME", "band", "bands")
    topic: list[str] | None = _shown("--topic TOPIC", "topic", "topics")
    top: int | None = _option("--top -n N", "Show only the first N.", min=1)
    sort: str | None = _option("--sort CRITERION", "Sort by a criterion instead of the total.", complete="criteria")
    fail_under: float | None = _option("--fail-under N", "Exit with 1 if a total shown is below N.", parser=threshold)
    groups: bool = _flag("--groups", "Mark ranks that other weights do not change.")
    full: bool = _flag("--full --legend", "Explain the columns below the table.")
    detail: bool = _flag("--detail", "Add the indicators to CSV.")
    stdin_filename: str | None = _STDIN_FILENAME


@_command("Show one practice: its scores, and what would raise them.")
class ShowOptions(_Judged, formats=_TEXT_FORMATS):
    """Show one practice: its total, its seven scores, and the steps that would raise it most.

    With `--full`, every score is a sum of facts, each with its line in the file and its source. Facts that did not
    count are listed with the reason.

    For example:

    - `secon show mannheim`, `secon show 3` (the third of the ranking)
    - `secon show mannheim --full --as-of 2025-06-30`
    - `secon show my-draft.yaml` shows a draft, and where it would rank.
    - `secon show mannheim --what-if edited.yaml` shows what an edited copy would change, and why.
    """

    name: str = _argument("NAME", "Id, rank, part of the title, or a file.", "practices")
    what_if: str | None = _option("--what-if FILE", "Edited copy: show what it would change.")
    full: bool = _flag("--full", "Show all facts and the whole arithmetic.")
    practices: str | None = _PRACTICES
    stdin_filename: str | None = _STDIN_FILENAME


@_command("Explain why one practice ranks above another.", "compare.why")
class WhyOptions(_Judged, formats=_SCREEN_FORMATS):
    """Explain in ten lines why one practice ranks above another.

    Shows the ranks, the gap, the criteria and facts behind it, what would close it, and how often the order holds under
    random weights.

    For example:

    - `secon why 3 4` explains the order of ranks 3 and 4.
    - `secon why mannheim altum --weight effectiveness=40%`
    - `secon why my-draft.yaml 1`
    """

    first: str = _argument("X", "Practice: id, rank, file, or part of its name.", "practices")
    second: str = _argument("Y", "The other practice.", "practices")
    draws: int = _DRAWS
    seed: int = _SEED
    practices: str | None = _PRACTICES


@_command("Compare two regions, countries or practices, or all regions.")
class CompareOptions(_Judged, formats=_DRAWN_FORMATS):
    """Compare two regions: which is ahead, by how much, and which practices and facts make the difference.

    A side's score is the mean of its practices. Weight × difference adds up to the difference of the totals.

    For example:

    - `secon compare` shows all regions.
    - `secon compare peloponnese "rhein neckar"`
    - `secon compare LV rest --eligible-only`
    - `secon compare 1 2` compares the practices on ranks 1 and 2.
    - `secon compare oliveira all --output oliveira.md`
    """

    first: str | None = _argument("A", "Region, country, practice, rank, file or `all`.", "sides", optional=True)
    second: str | None = _argument("B", "The other side; `rest` is everything else.", "sides", optional=True)
    eligible_only: bool = _flag("--eligible-only", "Leave out practices that fail the gate.")
    full: bool = _FULL
    top: int = _option("--top -n N", "Explain the N largest differences.", 3, min=0)
    practices: str | None = _PRACTICES


@_command("Write the whole result as one document.")
class ReportOptions(_Judged, formats=_REPORT_FORMATS):
    """Write a report: findings, ranking, regions, every practice with all its facts and scores, and conclusions.

    The ending of `--output` chooses the format: `.docx` for Word, `.md` for Markdown, `.html` for one page with
    sliders. Conclusions count coded fields; your own words go next to them. Ranks are always among all practices.

    For example:

    - `secon report --output report.docx`
    - `secon report --output report.docx --title "What nine regions do" --introduction preface.md`
    - `secon report --region riga --assessments data/assessments --output riga.docx`
    """

    paths: list[str] | None = _PATHS
    practices: str | None = _PRACTICES
    region: list[str] | None = _option("--region -r NAME", "Describe only this region; repeatable.", complete="regions")
    eligible_only: bool = _flag("--eligible-only", "Compare regions by the practices that pass the gate.")
    assessments: str | None = _option("--assessments FOLDER", "Add the ratings of assessors.")
    draws: int = _DRAWS
    seed: int = _SEED
    title: str | None = _option("--title TEXT", "Title of the report.")
    introduction: str | None = _option("--introduction FILE.md", "Your introduction, in Markdown.")
    conclusions: str | None = _option("--conclusions FILE.md", "Your conclusions, next to the computed ones.")
    open_it: bool = _flag("--open", "Open the file that was written.")


@_command("Explain a criterion, a field, a rule or a word on the screen.")
class ExplainOptions(_Judged, formats=_TEXT_FORMATS):
    """Explain a word: what it means, why it matters, how to meet it, with an example from the collection.

    If a name has several meanings, all are explained. Part of a name is enough if it is unique; otherwise the matching
    names are listed, and the exit code is 2.

    For example:

    - `secon explain` lists all names; `secon explain rules` lists the rules.
    - `secon explain effectiveness.results` explains an indicator, `secon explain duration.end` a field.
    - `secon explain cooperative` explains a value, `secon explain known` a word of the screen.
    - `secon explain missing-field` explains a rule.
    """

    name: list[str] | None = _argument(
        "NAME",
        "Criterion, indicator, field, value, rule or word. Default: list all.",
        "words to explain",
        optional=True,
    )
    practices: str | None = _PRACTICES
    verbose: bool = _flag("--full --verbose -v", "Show every detail.")


@_command("Show the rubric, check one, or show what differs.", "explain.criteria")
class CriteriaOptions(_Judged, formats=_SCREEN_FORMATS):
    """Show the rubric: weights, and each indicator with its measure in words.

    `--check` tries a rubric on the project's practices, or on those that ship with secon, and exits with 1 if there are
    findings at or above `--fail-on`.

    For example:

    - `secon criteria --full` shows each indicator with its reason and its advice.
    - `secon criteria --check my-criteria.yaml --fail-on warning`
    - `secon criteria --diff my-criteria.yaml`
    """

    check: str | None = _option("--check FILE", "Check this rubric.")
    diff: str | None = _option("--diff FILE", "Show how this rubric differs from the one in force.")
    fail_on: str = _option(
        "--fail-on", "Lowest severity that makes `--check` fail.", "error", words=("error", "warning", "never")
    )
    practices: str | None = _PRACTICES
    stdin_filename: str | None = _STDIN_FILENAME
    verbose: bool = _flag("--full --verbose -v", "Show the reasons too.")


@_command("Show how far the ranking depends on weights and unknowns.")
class RobustnessOptions(_Judged, formats=_DRAWN_FORMATS):
    """Show how far the ranking can be trusted: under other weights, dates and rubrics.

    Ranks the practices under thousands of random weights near the rubric's; the same seed gives the same result.
    Computes exactly how far each weight can move before a rank changes.

    For example:

    - `secon robustness` shows the conclusion, `secon robustness --full` every result.
    - `secon robustness --free --order effectiveness,ethics` assumes only that effectiveness weighs more than ethics.
    - `secon robustness --table criteria --output weights.csv`
    """

    paths: list[str] | None = _PATHS
    top: int = _option("--top -n K", "How many ranks count as the top.", 3, min=1)
    free: bool = _flag("--free", "Draw any weights, not just near the rubric's.")
    concentration: float | None = _option("--concentration C", "How close draws stay to the rubric. Default: 50.")
    order: str | None = _option("--order A,B,…", "Draw only weights with A ≥ B ≥ ….")
    draws: int = _DRAWS
    seed: int = _SEED
    full: bool = _flag("--full --details", "Show every result.")
    pairwise: bool = _flag("--pairwise", "Compare all pairs, even with more than 200 practices.")
    table: str = _option("--table", "Which table `--format csv` writes.", "practices", words=_ROBUSTNESS_TABLES)
    stdin_filename: str | None = _STDIN_FILENAME


@_command("Show the ratings of several assessors next to the rubric's.")
class PanelOptions(_Judged, formats=_TABLE_FORMATS):
    """Show how several assessors rate the practices, how far they agree, and what to discuss.

    Each assessor has a file of ratings from 0 to 10, each with a reason. The panel's ranking is shown next to the
    rubric's; the two are never mixed. A missing rating is neither zero nor the mean of the others.

    For example:

    - `secon panel --blank adviser-2 -o ratings.xlsx` writes a sheet for an assessor, which `secon import` reads.
    - `secon panel --blank adviser-2` writes the same as a YAML file.
    - `secon panel` shows both rankings and the widest disagreements.
    - `secon panel --full --output meeting.md`
    """

    assessments: str | None = _option("--assessments FOLDER", "Assessors' files. Default: data/assessments.")
    blank: str | None = _option("--blank ASSESSOR", "Write an empty rating file for this assessor.")
    top: int | None = _option("--top -n N", "List the N widest disagreements.", min=0)
    full: bool = _FULL
    practices: str | None = _PRACTICES


@_command("Show what moved between two states of a collection, and why.")
class DiffOptions(_Reported, formats=_SCREEN_FORMATS):
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

    old: str | None = _argument(
        "OLD", "Project folder, folder of practices, git revision, or stored result.", optional=True
    )
    new: str | None = _argument("NEW", "The later state, in the same forms.", optional=True)
    base: str | None = _option("--base REV", "Summarise what this branch changes since it left REV.")
    practices: str | None = _option("--practices PATH", "Use these practices on both sides.")
    criteria: str | None = _option("--criteria FILE", "Use this rubric on both sides.")
    as_of: date | None = _AS_OF
    top: int | None = _option("--top -n N", "Explain the N largest changes.", min=0)
    full: bool = _FULL


@_command("Recompute a stored result.")
class VerifyOptions(_Reported, formats=_TEXT_FORMATS):
    """Recompute a stored result, and say whether it is verified or what differs.

    Looks for the inputs in this project, compares the rubric with the one in force, and computes every number again.
    Exit codes: 0, verified; 1, not reproduced; 2, not a stored result.

    For example:

    - `secon score --output january.json`, and later
    - `secon verify january.json`
    - `secon verify report.html`
    - `secon verify january.json --criteria rubrics/january.yaml`
    """

    result: str = _argument("RESULT", "JSON of `secon score`, or a report in HTML.")
    criteria: str | None = _CRITERIA
    full: bool = _FULL


@_command("Check practice files.")
class ValidateOptions(_Reported, formats=FINDING_FORMATS):
    """Check practice files: every problem with its place, and what to write instead.

    Exit codes: 0, no finding at or above `--fail-on`; 1, at least one; 2, wrong usage; 3, no file to check.

    For example:

    - `secon validate` checks the project's practices.
    - `secon validate my-draft.yaml --fail-on warning`
    - `secon validate --diff`, then `secon validate --fix`
    - `secon validate --report sarif=findings.sarif --report junit=findings.xml`
    """

    paths: list[str] | None = _PATHS
    format: str | None
    output: Path | None = _Reported.output
    color: str = _Reported.color
    no_pager: bool = _Reported.no_pager
    report: list[str] | None = _option("--report FORMAT=FILE", "Also write the findings to a file; repeatable.")
    fail_on: str = _option(
        "--fail-on",
        "Lowest severity that makes the command fail.",
        "error",
        words=("error", "warning", "advice", "never"),
    )
    select: list[str] | None = _option(
        "--select RULE,…", "Report only these rules or severities; repeatable.", complete="rules"
    )
    ignore: list[str] | None = _option(
        "--ignore RULE,…", "Skip these rules or severities; repeatable.", complete="rules"
    )
    advice: bool = _flag("--advice", "Also show what would improve valid files.")
    fix: bool = _flag("--fix", "Apply safe fixes to the files.")
    diff: bool = _flag("--diff", "Show what --fix would change, without writing.")
    exclude: list[str] | None = _option("--exclude PATTERN", "Skip files or folders, such as 'draft-*'; repeatable.")
    changed_since: str | None = _option("--changed-since REV", "Check only files changed since this git revision.")
    list_files: bool = _flag("--list-files", "List the files without checking them.")
    list_rules: bool = _flag("--list-rules", "List the rules without checking files.")
    criteria: str | None = _CRITERIA
    as_of: date | None = _AS_OF
    stdin_filename: str | None = _STDIN_FILENAME


@_command("Write a form for a practice in Word.", "forms.write_form")
class TemplateOptions(Options):
    """Write a form for a practice as a Word document, for people who do not use YAML.

    It has the rows of the template, with guidance and words to choose from, then further questions of the criteria.
    `secon import` turns it into a practice file. Word and LibreOffice open it.

    For example:

    - `secon template --output form.docx`
    - `secon template --template interreg --output form.docx` has the rows of Interreg Europe's form.
    - `secon template --from lv-altum-grants --output altum.docx` is filled in, for corrections.
    - `secon template --full --output form.docx` also asks for the source of each item.
    """

    output: Path | None = _option("--output -o FILE", "The form to write, such as form.docx.")
    source: str | None = _option("--from NAME", "Fill it in from this practice: id or file.", complete="practices")
    template: str = _option("--template", "Template that gives the rows.", _TEMPLATES[0], words=_TEMPLATES)
    full: bool = _flag("--full", "Ask for every field, with sources and notes.")
    practices: str | None = _PRACTICES
    quiet: bool = _QUIET


@_command("Read forms in Word and rating sheets.", "forms.import_forms")
class ImportOptions(_Reported, formats=("text", "json"), without=("output",)):
    """Make a draft of a practice from each form, and an assessor's file from each rating sheet.

    It never overwrites a file.

    A form of secon is read completely. Other forms (SECON's table, Interreg Europe's) are read as far as rules allow;
    guesses become questions in comments, with the words of the source, and never count.

    Exit codes: 0, all drafts written; 1, a file could not be read; 3, no file is a form.

    For example:

    - `secon import form.docx`, then `secon validate` and `secon show` as printed
    - `secon import forms/*.docx --output drafts`
    - `secon import ratings.xlsx`, then `secon panel`
    - `secon import form.docx --format json` lists every value and question.
    """

    paths: list[str] = _argument("FILES", "Forms (.docx) or rating sheets (.xlsx, .ods).")
    folder: Path | None = _option(
        "--output -o FOLDER", "Folder to write to. Default: data/practices or data/assessments."
    )
    verbose = _flag("--verbose -v", "List every question.")


@_command("Start a practice file.")
class NewOptions(_Reported, formats=("text", "json"), without=("output", "no_pager")):
    """Start a practice file, short and valid. `--full` writes and explains every field.

    On a terminal, it asks for what the options leave out. It never overwrites a file.

    For example:

    - `secon new` asks.
    - `secon new --from de-mannheim-cluster` asks only for what differs.
    - `secon new --title "Repair café" --country AT --region "Upper Valley" --organisation "Repair Association"
      --type association --summary "Volunteers repair what neighbours bring." --source "Practices of the Upper Valley"`
    """

    title: str | None = _option("--title TEXT", "Title of the practice.")
    country: str | None = _option("--country CODE|NAME", "Country, such as LV or Latvia.")
    region: str | None = _option("--region NAME", "Partner region that submits it.")
    place: list[str] | None = _option("--place NAME", "Where it works; repeatable.", show_default=False)
    organisation: str | None = _option("--organisation NAME", "Organisation in charge.")
    type: str | None = _option("--type TYPE", "Type of organisation.")
    start: str | None = _option("--start DATE", "When it started.")
    end: str | None = _option("--end DATE|ongoing", "When it ended.")
    status: str | None = _option("--status STATUS", "Whether it is running, such as running or ended.")
    summary: str | None = _option("--summary TEXT", "The practice in one or two sentences.")
    source: str | None = _option("--source TITLE", "Title of the source document.")
    publisher: str | None = _option("--publisher NAME", "Publisher of the source.")
    date: str | None = _option("--date DATE", "Date of the source.")
    url: str | None = _option("--url URL", "Address of the source.")
    id: str | None = _option("--id ID", "Id and file name. Default: from country and title.")
    template: str | None = _option(
        "--from NAME", "Copy organisations and location from this practice.", complete="practices"
    )
    practices: str | None = _PRACTICES
    file: Path | None = _option("--output -o FILE", "File to write. Default: in data/practices.")
    schema: bool = _flag("--schema", "Write the JSON Schema for editors too.")
    full: bool = _flag("--full", "Write every field, with explanations.")


@_command("Start a collection of practices.")
class InitOptions(Options):
    """Start a collection of practices: folder, rubric, form, example, guide and a workflow for GitHub.

    The rubric is a copy of the shipped one, as of today or `--as-of`. A name that ends in `.zip` gives a file to send
    to partners. Existing files are never overwritten: what is missing is written, and the guide has the criteria of the
    folder's own rubric.

    For example:

    - `secon init my-project`
    - `secon init .` starts in this folder, or writes what is missing in it.
    - `secon init start.zip --title "Criteria of our network"`
    """

    folder: Path = _argument("FOLDER", "Folder to start in, or a .zip file to write.")
    title: str | None = _option("--title TEXT", "Title of the rubric.")
    template: str = _option("--template", "Template of the form.", _TEMPLATES[0], words=_TEMPLATES)
    as_of: date | None = _AS_OF
    quiet: bool = _QUIET


@_command("Print the JSON Schema of a practice or a rubric.", "new.schema")
class SchemaOptions(_Reported, formats=("json",), without=("no_pager",)):
    """Print the JSON Schema of a practice file or a rubric, so that editors complete and check as you type.

    An editor finds it by the first line of a file:

        # yaml-language-server: $schema=practice.schema.json

    `secon new --schema` writes both. `secon validate` checks more, such as whether evidence leads to a source.

    For example:

    - `secon schema practice`
    - `secon schema practice --output practice.schema.json`
    - `secon schema rubric --output rubric.schema.json`
    """

    name: str = _argument("practice|rubric", "Kind of file.")
