"""`secon score`: rank practices by a rubric. Other commands take their ranking from here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum

from secon_cli.analysis.names import NameKind
from secon_cli.analysis.results import Provenance, Ranking, Scored, placed
from secon_cli.cli import ScoreOptions
from secon_cli.commands.inputs import (
    Inputs,
    RubricInForce,
    criterion_named,
    ids_of,
    load_practices,
    load_rubric,
    report_unusable,
)
from secon_cli.commands.values import CheckFailed, Filters, NoInput, Options, UsageProblem
from secon_cli.engine import TIE, Assessment, assess, rank
from secon_cli.output import wires
from secon_cli.output.destination import tell
from secon_cli.output.numbers import decided
from secon_cli.output.plain_text import shell_word, visible
from secon_cli.practice.suggestions import did_you_mean, folded
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.vocabularies import Topic
from secon_cli.rubric.model import Rubric

_NAMED = 5
"""The most files that a message names."""


def run(options: ScoreOptions) -> int:
    """Write the ranking; 1 where files were left out or a total is below `fail_under`."""
    # Other commands, which only take the ranking from here, do not load the page.
    from secon_cli.output.pages.score import ranking_figure, score_page, score_records

    # Tables ask for no indicators, so practices need not be kept.
    tabular = options.to.format in {"text", "table", "markdown", "csv"} and not (options.groups or options.detail)
    basis = basis_of(options, texts=False, ranking_only=tabular)
    result = ranking(basis, Filters.of(vars(options)), groups=options.groups)

    def workbook() -> bytes:
        from secon_cli.output.ranking_workbook import ranking_workbook

        return ranking_workbook(result)

    options.to.write(
        page=lambda: score_page(result, full=options.full, named=bool(options.paths)),
        wire=lambda: wires.score.SCORE.view(result),
        records=lambda: score_records(result, detail=options.detail),
        figure=lambda: ranking_figure(result),
        xlsx=workbook,
    )
    code, fail_under = report_unusable(basis.inputs, options), options.fail_under
    if fail_under is None:
        return code
    totals = {scored.id: scored.assessment.total for scored in result.practices}
    below = [f"{id} {decided(total, [fail_under])}" for id, total in totals.items() if total < fail_under - TIE]
    if below and not options.quiet:
        tell(f"secon: under {fail_under:g}: {', '.join(below)}")
    return int(bool(below)) or code


@dataclass(frozen=True)
class Basis:
    """What numbers are computed from: the practices that were read, and the rubric in force."""

    inputs: Inputs
    rubric: RubricInForce

    @cached_property
    def everyone(self) -> tuple[Scored, ...]:
        """All usable practices, ranked; CheckFailed where every file has errors."""
        if not self.inputs.collection.practices:
            unusable = self.inputs.unusable
            names = ", ".join(visible(file.name) for file in unusable[:_NAMED])
            names += f" and {len(unusable) - _NAMED} more" if len(unusable) > _NAMED else ""
            one = f" {shell_word(names)}" if len(unusable) == 1 else ""
            raise CheckFailed(f"nothing to score: {names} cannot be used; `secon validate{one}` shows what is wrong")
        files, rubric = self.inputs.collection.files, self.rubric.rubric
        ordered = rank(file.assessment or assess(file.practice, rubric) for file in files if file.practice is not None)
        return placed(ordered, self.inputs.files, rubric)

    @property
    def ranks(self) -> dict[str, int]:
        """The rank of each practice, by its id."""
        return {scored.id: scored.rank for scored in self.everyone}

    def provenance(self, **options: object) -> Provenance:
        """Where the numbers come from, with the options of the command that are given besides those of the rubric."""
        given = {name: value for name, value in options.items() if value is not None and value is not False}
        return self.inputs.provenance(self.rubric.rubric, {**given, **self.rubric.options})


def basis_of(options: Options, *, texts: bool = True, ranking_only: bool = False) -> Basis:
    """What a command works on; `texts` and errors as for `load_practices` and `load_rubric`."""
    rubric = load_rubric(options.choice)
    ranked_by = rubric.rubric if ranking_only else None
    paths, name = options.paths or options.practices, options.stdin_filename
    return Basis(load_practices(paths, name, quiet=options.quiet, texts=texts, rubric=ranked_by), rubric)


def ranking(basis: Basis, filters: Filters, *, groups: bool = False) -> Ranking:
    """The ranking with its provenance; UsageProblem for unknown names, NoInput where the filters leave nothing."""
    everyone, rubric = basis.everyone, basis.rubric
    sort = None
    # `total` is the heading of the column by which a ranking is sorted anyway.
    if filters.sort is not None and filters.sort.casefold().strip() != "total":
        sort = criterion_named(filters.sort, rubric.rubric, "total")
    kept = _kept(filters, everyone, rubric.rubric)
    shown = [scored for scored in everyone if scored.id in kept]
    if sort is not None:
        shown.sort(key=lambda scored: (-scored.assessment.criterion(sort).score, scored.id))
    if not shown:
        raise NoInput("no practice matches the filters; remove one")
    before = None
    if "weight" in rubric.options:
        # Scores on criteria do not depend on their weights; only the totals change.
        own = rubric.own.shares
        by_own = (
            replace(scored.assessment, total=fsum(own[part.id] * part.score for part in scored.assessment.criteria))
            for scored in everyone
        )
        before = {place.id: place.rank for place in rank(by_own)}
    in_groups = None
    if groups:
        from secon_cli.analysis.robustness.draws import rank_groups

        in_groups = rank_groups(everyone, rubric.rubric)
    return Ranking(
        basis.provenance(**filters._replace(sort=sort).options()),
        tuple(shown[: filters.top]),
        len(everyone),
        before,
        in_groups,
    )


def _kept(filters: Filters, everyone: Sequence[Scored], rubric: Rubric) -> set[str]:
    """The ids that all filters leave; the values of one filter add up."""
    practices = [scored.assessment.practice for scored in everyone]
    kept = {practice.id for practice in practices}
    for names, kind in ((filters.region, NameKind.REGION), (filters.country, NameKind.COUNTRY)):
        if names:
            kept.intersection_update(id for name in names for id in ids_of(name, practices, kind))

    filtered: list[tuple[str, Sequence[str], Sequence[str], Callable[[Assessment], Sequence[str]]]] = [
        ("--gate", filters.gate, [*GateState], lambda assessment: [assessment.gate]),
        ("--band", filters.band, [band.name for band in rubric.bands], lambda assessment: [assessment.band or ""]),
        ("--topic", filters.topic, [*Topic], lambda own: getattr(own.practice.details, "topics", ()) or ()),
    ]
    for option, asked, known, of in filtered:
        # Regardless of case, and of hyphens or underscores for spaces.
        by_spelling = {folded(word): word for word in known}
        for text in asked:
            if folded(text) not in by_spelling:
                hint = did_you_mean(text, known, "expected one of")
                raise UsageProblem(f"{option}: nothing is called `{text}`{hint}")
        wanted = {by_spelling[folded(text)] for text in asked}
        if wanted:
            kept.intersection_update(scored.id for scored in everyone if wanted.intersection(of(scored.assessment)))
    return kept
