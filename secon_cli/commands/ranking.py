"""From inputs and filters to the ranking that `score` shows and `show` takes a practice from."""

from collections.abc import Sequence
from dataclasses import dataclass

from secon_cli.analysis.results import Ranking, Scored, chosen, placed
from secon_cli.commands.errors import CheckFailed, NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs
from secon_cli.engine.assessment import assess
from secon_cli.engine.ranking import rank
from secon_cli.output.plain_text import visible
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a ranking is shown, in which order."""

    region: str | None = None
    country: str | None = None
    sort: str | None = None
    top: int | None = None

    def options(self) -> dict[str, object]:
        """The filters that were given, by the name of their option."""
        given = {"region": self.region, "country": self.country, "sort": self.sort, "top": self.top}
        return {name: value for name, value in given.items() if value is not None}


def ranked(inputs: Inputs, rubric: Rubric) -> tuple[Scored, ...]:
    """All usable practices, ranked; CheckFailed where every file has errors."""
    if not inputs.collection.practices:
        names = ", ".join(visible(file.name) for file in inputs.unusable)
        raise CheckFailed(f"nothing to score: {names} cannot be used; `secon validate` says what is wrong")
    return placed(rank(assess(practice, rubric) for practice in inputs.collection.practices), inputs.files)


def ranking(
    inputs: Inputs, rubric: Rubric, filters: Filters, *, weights: Sequence[str] | None = None, as_of: str | None = None
) -> Ranking:
    """The ranking with its provenance; UsageProblem for unknown names, NoInput where the filters leave nothing."""
    everyone = ranked(inputs, rubric)
    if filters.sort is not None and filters.sort not in rubric.criteria:
        from secon_cli.checks.suggestions import did_you_mean

        hint = did_you_mean(filters.sort, rubric.criteria) or f"; there are {', '.join(rubric.criteria)}"
        raise UsageProblem(f"the rubric has no criterion `{filters.sort}`{hint}")
    ids = _ids(filters, inputs.collection.practices)
    shown = chosen(everyone, ids=ids, sort=filters.sort, top=filters.top)
    if not shown:
        raise NoInput("the filters leave no practice; leave one of them out")
    options = {**filters.options(), **overrides(rubric, weights, as_of)}
    return Ranking(inputs.provenance(rubric, options), shown, len(everyone))


def overrides(rubric: Rubric, weights: Sequence[str] | None, as_of: str | None) -> dict[str, object]:
    """What was given in place of the rubric's own weights and day, as it is in force in the rubric."""
    named = sorted({text.partition("=")[0].strip() for text in weights or ()})
    return {
        **({"weight": {name: rubric.criteria[name].weight for name in named}} if named else {}),
        **({"as_of": rubric.as_of.isoformat()} if as_of else {}),
    }


def _ids(filters: Filters, practices: Sequence[Practice]) -> frozenset[str] | None:
    """The ids that region and country leave; None where neither is given."""
    if filters.region is None and filters.country is None:
        return None
    from secon_cli.analysis.names import Kind, NameProblem, look_up

    left: frozenset[str] | None = None
    for name, kind in ((filters.region, Kind.REGION), (filters.country, Kind.COUNTRY)):
        if name is None:
            continue
        try:
            ids = frozenset(look_up(name, practices, [kind]).ids)
        except NameProblem as problem:
            raise UsageProblem(str(problem)) from None
        left = ids if left is None else left & ids
    return left
