"""All commands and options, in one place.

Strings become values here, in the parsers of the options; a command in `commands/` receives values, returns its exit
code, and is imported when it runs.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from secon_cli.commands import completion
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.values import Filters, RubricChoice, WeightChange, day, threshold
from secon_cli.output.destination import STDOUT
from secon_cli.output.emit import ENDINGS, Color, Destination

COMMANDS = {
    "score": "Rank practices.",
    "show": "Show one practice: its scores, and what would raise them.",
    "why": "Explain why one practice ranks above another.",
    "compare": "Compare two regions, countries or practices, or all regions.",
    "explain": "Explain a criterion, a field, a rule or a word on the screen.",
    "criteria": "Show the rubric, check one, or show what differs.",
    "robustness": "Show how far the ranking depends on weights and unknowns.",
    "panel": "Show the ratings of several assessors next to the rubric's.",
    "diff": "Show what moved between two states of a collection, and why.",
    "verify": "Recompute a stored result.",
    "validate": "Check practice files.",
    "new": "Start a practice file.",
    "schema": "Print the JSON Schema of a practice or a rubric.",
}
"""The commands in the order of `secon --help`, each with its summary."""


def _words(known: Sequence[str]) -> Callable[[str], list[str]]:
    """Completes one of the words that an option knows."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return complete


def _format(known: Sequence[str]) -> Any:
    """`--format` of a command that knows these formats."""
    return typer.Option("--format", "-f", metavar="|".join(known), autocompletion=_words(known), help="Output format.")


# --- Options that several commands share ------------------------------------------------------------------------

_SCREEN_FORMATS = ("table", "json", "markdown")
_ALL_FORMATS = ("table", "json", "csv", "markdown")
_TEXT_FORMATS = ("text", "json", "markdown")
_FINDING_FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")
_ROBUSTNESS_TABLES = ("practices", "criteria", "neighbours", "pairs", "variants", "correlations")

AnyFormat: TypeAlias = Annotated[str | None, _format(_ALL_FORMATS)]
TextFormat: TypeAlias = Annotated[str | None, _format(_TEXT_FORMATS)]
ScreenFormat: TypeAlias = Annotated[str | None, _format(_SCREEN_FORMATS)]
FindingFormat: TypeAlias = Annotated[str | None, _format(_FINDING_FORMATS)]
Paths: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Practice files or folders; `-` is standard input. Default: data/practices.",
        show_default=False,
    ),
]
Practices: TypeAlias = Annotated[
    str | None,
    typer.Option("--practices", metavar="PATH", help="Practice files or a folder. Default: data/practices."),
]
Weights: TypeAlias = Annotated[
    list[WeightChange] | None,
    typer.Option(
        "--weight",
        "-w",
        metavar="CRITERION=N|N%",
        autocompletion=completion.weights,
        parser=WeightChange.parse,
        help="Another weight, as a share (40%) or in the rubric's units.",
    ),
]
Criteria: TypeAlias = Annotated[
    str | None, typer.Option("--criteria", metavar="FILE", help="Rubric. Default: criteria.yaml, else the shipped one.")
]
AsOf: TypeAlias = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Assess as of this day, such as 2025-06-30.")
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        callback=lambda file: None if file is not None and str(file) == STDOUT else file,
        help="Write to a file; its ending chooses the format.",
    ),
]
StdinFilename: TypeAlias = Annotated[
    str | None, typer.Option("--stdin-filename", metavar="NAME", help="File name to report for standard input.")
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="Print only the result.")]
Verbose: TypeAlias = Annotated[bool, typer.Option("--verbose", "-v", metavar="", help="Print more detail.")]
Full: TypeAlias = Annotated[bool, typer.Option("--full", metavar="", help="Show every detail.")]
ColorChoice: TypeAlias = Annotated[
    str,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        autocompletion=_words([*Color]),
        help="When to use colour.",
        show_default=True,
    ),
]
NoPager: TypeAlias = Annotated[bool, typer.Option("--no-pager", metavar="", help="Do not page long output.")]


def _choice(value: str, known: Sequence[str], option: str) -> str:
    """One of the known words; UsageProblem, with a suggestion, for another."""
    if value not in known:
        from secon_cli.checks.suggestions import did_you_mean

        raise UsageProblem(f"{option}: expected {', '.join(known)}, got `{value}`{did_you_mean(value, known)}")
    return value


def _color(color: str) -> Color:
    return Color(_choice(color, [*Color], "--color"))


def _destination(
    formats: Sequence[str],
    format: str | None,
    output: Path | None,
    color: str,
    *,
    no_pager: bool = False,
    bom: bool = False,
) -> Destination:
    """Where the result goes; UsageProblem where neither `--format` nor the ending of the file names a known format."""
    colors = _color(color)
    screen = formats[0]
    file = None if output is None or str(output) == "-" else output
    if format is not None:
        chosen = screen if format in {"text", "table"} else _choice(format, formats, "--format")
    elif file is None or not file.suffix or not _is_plain_file(file):
        chosen = screen
    else:
        chosen = ENDINGS.get(file.suffix.lower(), "")
        chosen = screen if chosen == "text" else chosen
        if chosen not in formats:
            endings = ", ".join(end for end, name in ENDINGS.items() if name in {*formats, "text"})
            raise UsageProblem(
                f"--output {file}: `{file.suffix}` is not a format of this command; "
                f"end the name in {endings}, or add --format"
            )
    return Destination(chosen, file, colors, pager=not no_pager, bom=bom)


def _is_plain_file(file: Path) -> bool:
    """Whether the name is that of an ordinary file, and not of a device or a pipe such as /dev/stdout."""
    return not file.exists() or file.is_file()


def _rubric(criteria: str | None, weights: Sequence[WeightChange] | None, as_of: str | None) -> RubricChoice:
    return RubricChoice(criteria, tuple(weights or ()), day(as_of) if as_of is not None else None)


def _end(code: int) -> None:
    if code:
        raise typer.Exit(code)


# --- Commands ---------------------------------------------------------------------------------------------------


def score(
    paths: Paths = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            "--region",
            "-r",
            metavar="NAME",
            autocompletion=completion.region_names,
            help="Show only this region; repeatable.",
        ),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country",
            metavar="NAME",
            autocompletion=completion.country_names,
            help="Show only this country; repeatable.",
        ),
    ] = None,
    gate: Annotated[
        list[str] | None,
        typer.Option("--gate", metavar="met|not-met|uncertain", help="Show only this state of the gate; repeatable."),
    ] = None,
    band: Annotated[
        list[str] | None, typer.Option("--band", metavar="NAME", help="Show only this band; repeatable.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", metavar="TOPIC", help="Show only this topic; repeatable.")
    ] = None,
    top: Annotated[int | None, typer.Option("--top", "-n", metavar="N", min=1, help="Show only the first N.")] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="CRITERION",
            autocompletion=completion.criterion_names,
            help="Sort by a criterion instead of the total.",
        ),
    ] = None,
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    fail_under: Annotated[
        str | None, typer.Option("--fail-under", metavar="N", help="Exit with 1 if a total shown is below N.")
    ] = None,
    groups: Annotated[
        bool, typer.Option("--groups", metavar="", help="Mark ranks that other weights do not change.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", "--legend", metavar="", help="Explain the columns below the table.")
    ] = False,
    format: AnyFormat = None,
    output: Output = None,
    detail: Annotated[bool, typer.Option("--detail", metavar="", help="Add the indicators to CSV.")] = False,
    bom: Annotated[
        bool, typer.Option("--bom", metavar="", help="Begin CSV with a byte order mark, for Excel.")
    ] = False,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
    """Rank practices by a rubric; every number can be traced to a fact and a rule.

    Ranks are those among all practices; filters only choose what is shown. Files with errors are left out and named,
    and the exit code is 1.

    For example:

    - `secon score` ranks the project's practices, or those that ship with secon.
    - `secon score --region peloponnese --region riga` shows two partner regions.
    - `secon score --weight effectiveness=40% --sort effectiveness --top 5`
    - `secon score my-practices/ --output ranking.csv`
    """
    from secon_cli.commands import score as command

    filters = Filters(
        tuple(region or ()), tuple(country or ()), tuple(gate or ()), tuple(band or ()), tuple(topic or ()), sort, top
    )
    _end(
        command.run(
            paths,
            _rubric(criteria, weight, as_of),
            filters,
            _destination(_ALL_FORMATS, format, output, color, no_pager=no_pager, bom=bom),
            full=full,
            detail=detail,
            groups=groups,
            fail_under=None if fail_under is None else threshold(fail_under),
            stdin_filename=stdin_filename,
            quiet=quiet,
            verbose=verbose,
        )
    )


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            autocompletion=completion.practice_names,
            help="Id, rank, part of the title, or a file.",
            show_default=False,
        ),
    ],
    what_if: Annotated[
        str | None, typer.Option("--what-if", metavar="FILE", help="Edited copy: show what it would change.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", metavar="", help="Show all facts and the whole arithmetic.")] = False,
    practices: Practices = None,
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    format: TextFormat = None,
    output: Output = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
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

    _end(
        command.run(
            name,
            _rubric(criteria, weight, as_of),
            _destination(_TEXT_FORMATS, format, output, color, no_pager=no_pager),
            what_if=what_if,
            full=full,
            practices=practices,
            stdin_filename=stdin_filename,
            quiet=quiet,
            verbose=verbose,
        )
    )


def why(
    first: Annotated[
        str,
        typer.Argument(
            metavar="X",
            autocompletion=completion.side_names,
            help="A practice: part of its name, its id, rank or file.",
            show_default=False,
        ),
    ],
    second: Annotated[
        str,
        typer.Argument(
            metavar="Y", autocompletion=completion.side_names, help="The other practice.", show_default=False
        ),
    ],
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=100, max=1_000_000, help="How many weights to draw.")
    ] = 10_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of the draws.")] = 1,
    practices: Practices = None,
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    format: ScreenFormat = None,
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
    """Explain in ten lines why one practice ranks above another.

    Ranks and gap, the criteria and facts that make it, what would close it, and in how many draws of other weights
    the order holds.

    For example:

    - `secon why 3 4` explains the order of the practices of these ranks.
    - `secon why mannheim altum --weight effectiveness=40%`
    - `secon why my-draft.yaml 1`
    """
    from secon_cli.commands import why as command

    _end(
        command.run(
            first,
            second,
            _rubric(criteria, weight, as_of),
            _destination(_SCREEN_FORMATS, format, output, color, no_pager=no_pager),
            draws=draws,
            seed=seed,
            practices=practices,
            quiet=quiet,
            verbose=verbose,
        )
    )


def compare(
    first: Annotated[
        str | None,
        typer.Argument(
            metavar="A",
            autocompletion=completion.side_names,
            help="Region, country, practice, rank, file or `all`.",
            show_default=False,
        ),
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(
            metavar="B",
            autocompletion=completion.side_names,
            help="The other side; `rest` is everything else.",
            show_default=False,
        ),
    ] = None,
    eligible_only: Annotated[
        bool, typer.Option("--eligible-only", metavar="", help="Leave out practices that fail the gate.")
    ] = False,
    full: Full = False,
    top: Annotated[int, typer.Option("--top", "-n", metavar="N", min=0, help="Explain the N largest differences.")] = 3,
    practices: Practices = None,
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    format: AnyFormat = None,
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
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

    _end(
        command.run(
            first,
            second,
            _rubric(criteria, weight, as_of),
            _destination(_ALL_FORMATS, format, output, color, no_pager=no_pager),
            eligible_only=eligible_only,
            full=full,
            top=top,
            practices=practices,
            quiet=quiet,
            verbose=verbose,
        )
    )


def explain(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            autocompletion=completion.words_to_explain,
            help="Criterion, indicator, field, value, rule or word. Default: list all.",
            show_default=False,
        ),
    ] = None,
    practices: Practices = None,
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    format: TextFormat = None,
    output: Output = None,
    quiet: Quiet = False,
    full: Annotated[bool, typer.Option("--full", "--verbose", "-v", metavar="", help="Show every detail.")] = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
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

    _end(
        command.run(
            " ".join(name) if name else None,
            _rubric(criteria, weight, as_of),
            _destination(_TEXT_FORMATS, format, output, color, no_pager=no_pager),
            practices=practices,
            full=full,
            quiet=quiet,
        )
    )


def criteria(
    check: Annotated[str | None, typer.Option("--check", metavar="FILE", help="Check this rubric.")] = None,
    diff: Annotated[
        str | None, typer.Option("--diff", metavar="FILE", help="Show how this rubric differs from the one in force.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(metavar="error|warning|never", help="Lowest severity that makes `--check` fail.")
    ] = "error",
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    format: ScreenFormat = None,
    output: Output = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    full: Annotated[bool, typer.Option("--full", "--verbose", "-v", metavar="", help="Show the reasons too.")] = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
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
    _end(
        command.run(
            _rubric(criteria, weight, as_of),
            _destination(_SCREEN_FORMATS, format, output, color, no_pager=no_pager),
            check=check,
            diff=diff,
            fail_on=_choice(fail_on, ("error", "warning", "never"), "--fail-on"),
            full=full,
            stdin_filename=stdin_filename,
            quiet=quiet,
        )
    )


def panel(
    assessments: Annotated[
        str | None,
        typer.Option("--assessments", metavar="FOLDER", help="Assessors' files. Default: data/assessments."),
    ] = None,
    blank: Annotated[
        str | None, typer.Option("--blank", metavar="ASSESSOR", help="Write an empty rating file for this assessor.")
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", "-n", metavar="N", min=0, help="List the N widest disagreements.")
    ] = None,
    full: Full = False,
    practices: Practices = None,
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    format: AnyFormat = None,
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
    """Show what several assessors think of the practices, how far they agree, and what to discuss.

    Each assessor has a file of ratings from 0 to 10, each with a reason. The panel's ranking is shown next to the
    rubric's; the two are never mixed. A missing rating is neither zero nor the mean of the others.

    For example:

    - `secon panel --blank adviser-2` writes a file with all questions, for an assessor to fill in.
    - `secon panel` shows both rankings and the widest disagreements.
    - `secon panel --full --output meeting.md`
    """
    from secon_cli.commands import panel as command

    if blank is not None and output is not None:
        raise UsageProblem("--blank names the file after the assessor; choose its folder with --assessments")
    _end(
        command.run(
            _rubric(criteria, weight, as_of),
            _destination(_ALL_FORMATS, format, output, color, no_pager=no_pager),
            assessments=assessments,
            blank=blank,
            top=top,
            full=full,
            practices=practices,
            quiet=quiet,
            verbose=verbose,
        )
    )


def robustness(
    paths: Paths = None,
    top: Annotated[int, typer.Option("--top", "-n", metavar="K", min=1, help="How many ranks count as the top.")] = 3,
    free: Annotated[
        bool, typer.Option("--free", metavar="", help="Draw any weights, not only some near the rubric's.")
    ] = False,
    concentration: Annotated[
        float | None,
        typer.Option("--concentration", metavar="C", help="How close draws stay to the rubric; usually 50."),
    ] = None,
    order: Annotated[str | None, typer.Option("--order", metavar="A,B,…", help="Only weights with A ≥ B ≥ ….")] = None,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=100, max=1_000_000, help="How many weights to draw.")
    ] = 10_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of the draws.")] = 1,
    full: Annotated[bool, typer.Option("--full", "--details", metavar="", help="Show every result.")] = False,
    pairwise: Annotated[
        bool, typer.Option("--pairwise", metavar="", help="Compare all pairs, even with more than 200 practices.")
    ] = False,
    weight: Weights = None,
    criteria: Criteria = None,
    as_of: AsOf = None,
    format: AnyFormat = None,
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="|".join(_ROBUSTNESS_TABLES),
            autocompletion=_words(_ROBUSTNESS_TABLES),
            help="Which table `--format csv` writes.",
        ),
    ] = "practices",
    output: Output = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
    """Show how far the ranking can be trusted: under other weights, dates and rubrics.

    Thousands of weights are drawn around the rubric's, and the practices ranked under each. The same seed gives the
    same result. How far each weight can move before a rank changes is computed exactly.

    For example:

    - `secon robustness` shows the conclusion, `secon robustness --full` every result.
    - `secon robustness --free --order effectiveness,ethics` assumes only that effectiveness weighs more than ethics.
    - `secon robustness --table criteria --output weights.csv`
    """
    from secon_cli.commands import robustness as command

    _end(
        command.run(
            paths,
            _rubric(criteria, weight, as_of),
            _destination(_ALL_FORMATS, format, output, color, no_pager=no_pager),
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
    )


_STATE = "Project folder, folder of practices, git revision, or stored result."


def diff(
    old: Annotated[str | None, typer.Argument(metavar="OLD", help=_STATE, show_default=False)] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="The same, later.", show_default=False)] = None,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REV", help="Summarise what this branch changes since it left REV."),
    ] = None,
    practices: Annotated[
        str | None, typer.Option("--practices", metavar="PATH", help="Use these practices on both sides.")
    ] = None,
    criteria: Annotated[
        str | None, typer.Option("--criteria", metavar="FILE", help="Use this rubric on both sides.")
    ] = None,
    as_of: AsOf = None,
    top: Annotated[
        int | None, typer.Option("--top", "-n", metavar="N", min=0, help="Explain the N largest changes.")
    ] = None,
    full: Full = False,
    format: ScreenFormat = None,
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
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
    _end(
        command.run(
            old,
            new,
            practices,
            RubricChoice(criteria, as_of=day(as_of) if as_of is not None else None),
            _destination(_SCREEN_FORMATS, format, output, color, no_pager=no_pager),
            base=base,
            top=top,
            full=full,
            quiet=quiet,
            verbose=verbose,
        )
    )


def verify(
    result: Annotated[
        str, typer.Argument(metavar="RESULT.json", help="Result of `secon score -f json`.", show_default=False)
    ],
    criteria: Criteria = None,
    full: Full = False,
    format: TextFormat = None,
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
    """Recompute a stored result, and say whether it holds or what differs.

    The inputs it names are looked for in this project, its rubric is compared with the one in force, and every number
    is computed again. Exit code 0: it holds. 1: it does not. 2: the file is not such a result.

    For example:

    - `secon score --output january.json`, and later
    - `secon verify january.json`
    - `secon verify january.json --criteria rubrics/january.yaml`
    """
    from secon_cli.commands import verify as command

    _end(
        command.run(
            result,
            RubricChoice(criteria),
            _destination(_TEXT_FORMATS, format, output, color, no_pager=no_pager),
            quiet=quiet,
            full=full or verbose,
        )
    )


def validate(
    paths: Paths = None,
    format: FindingFormat = None,
    output: Output = None,
    report: Annotated[
        list[str] | None, typer.Option(metavar="FORMAT=FILE", help="Write the findings to a file too; repeatable.")
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(metavar="error|warning|advice|never", help="Lowest severity that makes the command fail."),
    ] = "error",
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE,…", autocompletion=completion.rule_names, help="Only these rules or severities; repeatable."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE,…", autocompletion=completion.rule_names, help="Not these rules or severities; repeatable."
        ),
    ] = None,
    advice: Annotated[
        bool, typer.Option("--advice", metavar="", help="Show what would improve sound files, too.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", metavar="", help="Apply safe fixes to the files.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", metavar="", help="Show what --fix would change, without writing.")
    ] = False,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Skip files or folders, such as 'draft-*'; repeatable.")
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="REV", help="Check only files changed since this git revision.")
    ] = None,
    list_files: Annotated[
        bool, typer.Option("--list-files", metavar="", help="List the files, and check nothing.")
    ] = False,
    list_rules: Annotated[
        bool, typer.Option("--list-rules", metavar="", help="List the rules, and check nothing.")
    ] = False,
    criteria: Criteria = None,
    as_of: AsOf = None,
    stdin_filename: StdinFilename = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
    no_pager: NoPager = False,
) -> None:
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
        rubric=_rubric(criteria, None, as_of),
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
    _end(command.run(options))


def new(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the practice.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE|NAME", help="Country, such as LV or Latvia.")] = None,
    region: Annotated[str | None, typer.Option(metavar="NAME", help="Partner region that puts it forward.")] = None,
    place: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Where it works; repeatable.", show_default=False)
    ] = None,
    organisation: Annotated[str | None, typer.Option(metavar="NAME", help="Organisation in charge.")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="Type of organisation.")] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="When it started.")] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE|ongoing", help="When it ended.")] = None,
    status: Annotated[str | None, typer.Option(metavar="running|paused|ended", help="Whether it is running.")] = None,
    summary: Annotated[str | None, typer.Option(metavar="TEXT", help="The practice in one or two sentences.")] = None,
    source: Annotated[str | None, typer.Option(metavar="TITLE", help="Title of the source document.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Publisher of the source.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Date of the source.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Address of the source.")] = None,
    id: Annotated[
        str | None, typer.Option(metavar="ID", help="Id and file name. Default: from country and title.")
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ID",
            autocompletion=completion.practice_names,
            help="Copy organisations and location from this practice.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. Default: in data/practices.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", metavar="", help="Write the JSON Schema for editors too.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", metavar="", help="Write every field, with explanations.")] = False,
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json", help="Output format.")] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
) -> None:
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
    _end(
        command.run(
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
    )


def schema(
    name: Annotated[str, typer.Argument(metavar="practice|rubric", help="Kind of file.", show_default=False)],
    format: Annotated[str, typer.Option("--format", "-f", metavar="json", help="Output format (only json).")] = "json",
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorChoice = "auto",
) -> None:
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
    _end(command.run(name, output, quiet=quiet, verbose=verbose))
