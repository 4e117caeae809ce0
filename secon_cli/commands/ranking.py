"""From inputs and filters to the ranking that `score` shows and `show` takes a practice from."""

from collections.abc import Sequence

from secon_cli.analysis.results import Ranking, Scored, chosen, placed
from secon_cli.commands.errors import CheckFailed, NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce, criterion_named
from secon_cli.commands.values import Filters
from secon_cli.engine.assessment import Assessment, Ranked, assess, rank
from secon_cli.output.plain_text import visible
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.vocabularies import Topic
from secon_cli.rubric.model import Rubric

_NAMED = 5
"""Files that a message names at most."""


def ranked(inputs: Inputs, rubric: Rubric) -> tuple[Scored, ...]:
    """All usable practices, ranked; CheckFailed where every file has errors."""
    if not inputs.collection.practices:
        files = inputs.unusable
        names = ", ".join(visible(file.name) for file in files[:_NAMED])
        names += f" and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
        raise CheckFailed(f"nothing to score: {names} cannot be used; `secon validate` shows what is wrong")
    ordered = rank(assess(practice, rubric) for practice in inputs.collection.practices)
    return placed(ordered, inputs.files, rubric)


def ranking(inputs: Inputs, rubric: RubricInForce, filters: Filters, *, groups: bool = False) -> Ranking:
    """The ranking with its provenance; UsageProblem for unknown names, NoInput where the filters leave nothing."""
    everyone = ranked(inputs, rubric.rubric)
    sort = criterion_named(filters.sort, rubric.rubric) if filters.sort is not None else None
    keep = _ids(filters, [scored.assessment for scored in everyone], rubric.rubric)
    shown = chosen(everyone, ids=keep, sort=sort, top=filters.top)
    if not shown:
        raise NoInput("no practice matches the filters; remove one")
    options = {**filters.options(), **({"sort": sort} if sort else {}), **rubric.options}
    before = None
    if rubric.reweighted:
        by_own = ranked(inputs, rubric.own.changed(as_of=rubric.rubric.as_of))
        before = {scored.assessment.practice.id: scored.rank for scored in by_own}
    found = None
    if groups:
        from secon_cli.analysis.robustness.draws import rank_groups

        found = rank_groups([Ranked(scored.rank, scored.assessment) for scored in everyone], rubric.rubric)
    return Ranking(inputs.provenance(rubric.rubric, options), shown, len(everyone), before, found)


def _ids(filters: Filters, assessments: Sequence[Assessment], rubric: Rubric) -> frozenset[str] | None:
    """The ids that all filters leave, where the values of one filter add up; None where there is no filter."""
    left: frozenset[str] | None = None
    for ids in _each(filters, assessments, rubric):
        left = ids if left is None else left & ids
    return left


def _each(filters: Filters, assessments: Sequence[Assessment], rubric: Rubric) -> list[frozenset[str]]:
    from secon_cli.analysis.names import NameKind

    practices = [assessment.practice for assessment in assessments]
    found = []
    for names, kind in ((filters.region, NameKind.REGION), (filters.country, NameKind.COUNTRY)):
        if names:
            found.append(frozenset(id for name in names for id in _named(name, kind, practices)))
    for option, wanted, known, value in (
        ("--gate", filters.gate, [state.value for state in GateState], lambda one: [one.gate.value]),
        ("--band", filters.band, [band.name for band in rubric.bands], lambda one: [one.band]),
        ("--topic", filters.topic, None, lambda one: _topics(one.practice)),
    ):
        if wanted:
            asked = {_known(text, known, option) for text in wanted}
            found.append(frozenset(one.practice.id for one in assessments if asked.intersection(value(one))))
    return found


def _named(name: str, kind: object, practices: Sequence[Practice]) -> frozenset[str]:
    from secon_cli.analysis.names import NameKind, NameProblem, look_up

    assert isinstance(kind, NameKind)
    try:
        return frozenset(look_up(name, practices, [kind]).ids)
    except NameProblem as problem:
        raise UsageProblem(str(problem)) from None


def _known(text: str, known: Sequence[str] | None, option: str) -> str:
    """A word of those that there are, written with hyphens or spaces; UsageProblem for another."""
    plain = text.casefold().replace("-", " ").strip()
    words = known if known is not None else [str(topic) for topic in Topic]
    for word in words:
        if word.casefold().replace("_", " ").replace("-", " ") == plain.replace("_", " "):
            return word
    from secon_cli.practice.suggestions import did_you_mean

    hint = did_you_mean(text, words) or f"; expected one of {', '.join(words)}"
    raise UsageProblem(f"{option}: nothing is called `{text}`{hint}")


def _topics(practice: Practice) -> list[str]:
    details = practice.details
    return [str(topic) for topic in (details.topics if details and details.topics else ())]
