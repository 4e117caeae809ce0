"""From inputs and filters to the ranking that `score` shows and `show` takes a practice from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import fsum

from secon_cli.analysis.names import NameKind, NameProblem, look_up
from secon_cli.analysis.results import Ranking, Scored, chosen, placed
from secon_cli.commands.inputs import Inputs, RubricInForce, criterion_named
from secon_cli.commands.values import CheckFailed, Filters, NoInput, UsageProblem
from secon_cli.engine import Ranked, assess, rank
from secon_cli.output.plain_text import visible
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import did_you_mean
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.vocabularies import Topic
from secon_cli.rubric.model import Rubric

_NAMED = 5
"""The most files that a message names."""


def ranked(inputs: Inputs, rubric: Rubric) -> tuple[Scored, ...]:
    """All usable practices, ranked; CheckFailed where every file has errors."""
    if not inputs.collection.practices:
        unusable = inputs.unusable
        names = ", ".join(visible(file.name) for file in unusable[:_NAMED])
        names += f" and {len(unusable) - _NAMED} more" if len(unusable) > _NAMED else ""
        raise CheckFailed(f"nothing to score: {names} cannot be used; `secon validate` shows what is wrong")
    files = inputs.collection.files
    ordered = rank(file.assessment or assess(file.practice, rubric) for file in files if file.practice is not None)
    return placed(ordered, inputs.files, rubric)


def ranks_by_id(practices: Iterable[Scored]) -> dict[str, int]:
    """The rank of each practice, by its id."""
    return {scored.assessment.practice.id: scored.rank for scored in practices}


def ids_of(
    name: str,
    practices: Collection[Practice],
    kind: NameKind = NameKind.PRACTICE,
    *,
    ranks: Mapping[str, int] | None = None,
    option: str = "",
) -> tuple[str, ...]:
    """The ids of the practices that a name refers to; UsageProblem, with `option`, where it refers to no one thing."""
    try:
        return look_up(name, practices, [kind], ranks=ranks).ids
    except NameProblem as problem:
        raise UsageProblem(f"{option}{problem}") from None


def practice_named(name: str, practices: Sequence[Practice], *, wanted_for: str) -> Practice:
    """The practice that `--from` names; NoInput where there is none `wanted_for` something."""
    if not practices:
        raise NoInput(f"there is no collection here to {wanted_for}")
    (id,) = ids_of(name, practices, option="--from: ")
    return next(practice for practice in practices if practice.id == id)


def ranking(
    inputs: Inputs,
    rubric: RubricInForce,
    filters: Filters,
    *,
    groups: bool = False,
    everyone: Sequence[Scored] | None = None,
) -> Ranking:
    """The ranking with its provenance; UsageProblem for unknown names, NoInput where the filters leave nothing.

    `everyone` is the ranking of all, where it has been made already.
    """
    everyone = everyone or ranked(inputs, rubric.rubric)
    sort = None
    # `total` is the heading of the column by which a ranking is sorted anyway.
    if filters.sort is not None and filters.sort.casefold().strip() != "total":
        sort = criterion_named(filters.sort, rubric.rubric)
    shown = chosen(everyone, ids=_kept(filters, everyone, rubric.rubric), sort=sort, top=filters.top)
    if not shown:
        raise NoInput("no practice matches the filters; remove one")
    options = {**filters._replace(sort=sort).options(), **rubric.options}
    before = None
    if rubric.reweighted:
        # Scores on criteria do not depend on their weights; only the totals change.
        own = rubric.own.shares
        by_own = (
            replace(scored.assessment, total=fsum(own[part.id] * part.score for part in scored.assessment.criteria))
            for scored in everyone
        )
        before = {place.assessment.practice.id: place.rank for place in rank(by_own)}
    in_groups = None
    if groups:
        from secon_cli.analysis.robustness.draws import rank_groups

        in_groups = rank_groups([Ranked(scored.rank, scored.assessment) for scored in everyone], rubric.rubric)
    return Ranking(inputs.provenance(rubric.rubric, options), shown, len(everyone), before, in_groups)


def _kept(filters: Filters, everyone: Sequence[Scored], rubric: Rubric) -> frozenset[str] | None:
    """The ids that all filters leave, where the values of one filter add up; None where there is no filter."""
    assessments = [scored.assessment for scored in everyone]
    practices = [assessment.practice for assessment in assessments]
    kept = []
    for names, kind in ((filters.region, NameKind.REGION), (filters.country, NameKind.COUNTRY)):
        if names:
            kept.append({id for name in names for id in ids_of(name, practices, kind)})
    gates: list[Sequence[str]] = [[assessment.gate] for assessment in assessments]
    bands: list[Sequence[str]] = [[assessment.band or ""] for assessment in assessments]
    topics: list[Sequence[str]] = [(practice.details and practice.details.topics) or () for practice in practices]
    words: Iterable[tuple[str, Sequence[str], Sequence[str], list[Sequence[str]]]] = (
        ("--gate", filters.gate, [str(state) for state in GateState], gates),
        ("--band", filters.band, [band.name for band in rubric.bands], bands),
        ("--topic", filters.topic, [str(topic) for topic in Topic], topics),
    )
    for option, asked, known, own in words:
        wanted = set()
        for text in asked:
            word = next((word for word in known if _plain(word) == _plain(text)), None)
            if word is None:
                hint = did_you_mean(text, known) or f"; expected one of {', '.join(known)}"
                raise UsageProblem(f"{option}: nothing is called `{text}`{hint}")
            wanted.add(word)
        if wanted:
            pairs = zip(practices, own, strict=True)
            kept.append({practice.id for practice, values in pairs if wanted.intersection(values)})
    return frozenset.intersection(*map(frozenset, kept)) if kept else None


def _plain(word: str) -> str:
    """A word regardless of case, and of hyphens or underscores for spaces."""
    return word.casefold().replace("-", " ").replace("_", " ").strip()
