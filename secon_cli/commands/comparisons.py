"""From two names, or none, to the comparison or the matrix that `compare` shows."""

from secon_cli.analysis import regions
from secon_cli.analysis.comparison import Comparison, compare
from secon_cli.analysis.names import NameProblem, folded
from secon_cli.analysis.sides import EmptySide, SideProblem, two_sides
from secon_cli.commands.errors import CommandProblem, NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce
from secon_cli.commands.ranking import ranked
from secon_cli.engine.assessment import Assessment
from secon_cli.rubric.model import Rubric


def comparison(
    inputs: Inputs,
    rubric: RubricInForce,
    names: tuple[str, str],
    *,
    eligible_only: bool = False,
) -> Comparison:
    """Two sides compared; UsageProblem for names that cannot be, NoInput for a side without practices."""
    assessments = _assessed(inputs, rubric.rubric)
    try:
        first, second = two_sides(names, assessments, eligible_only=eligible_only)
    except NameProblem as problem:
        raise _unknown(problem, names, inputs) from None
    except SideProblem as problem:
        raise UsageProblem(str(problem)) from None
    except EmptySide as problem:
        raise NoInput(str(problem)) from None
    options = {"first": names[0], "second": names[1], **_options(rubric, eligible_only)}
    return compare(first, second, inputs.provenance(rubric.rubric, options), len(assessments))


def all_regions(
    inputs: Inputs,
    rubric: RubricInForce,
    *,
    eligible_only: bool = False,
) -> regions.RegionTable:
    """All partner regions; NoInput where none is left."""
    assessments = _assessed(inputs, rubric.rubric)
    provenance = inputs.provenance(rubric.rubric, _options(rubric, eligible_only))
    result = regions.all_regions(assessments, provenance, eligible_only=eligible_only)
    if not result.regions:
        raise NoInput("no practice of any region passes the gate; leave out --eligible-only")
    return result


def _assessed(inputs: Inputs, rubric: Rubric) -> list[Assessment]:
    """Every usable practice, judged, by id."""
    return sorted((one.assessment for one in ranked(inputs, rubric)), key=lambda one: one.practice.id)


def _options(rubric: RubricInForce, eligible_only: bool) -> dict[str, object]:
    return {**({"eligible_only": True} if eligible_only else {}), **rubric.options}


def _unknown(problem: NameProblem, names: tuple[str, str], inputs: Inputs) -> CommandProblem:
    """The problem as it stands, or that a region is there, but all of its files have errors."""
    wanted = {folded(name): name for name in names if f"`{name}`" in str(problem)}
    for file in inputs.unusable:
        # The values of a file with errors are gone by now; its text is there, and look-up leaves quotation marks out.
        partner = file.document.written(("location", "partner")) if file.document.usable else ""
        hit = next((wanted[folded(one)] for one in (file.id or "", partner) if folded(one) in wanted), None)
        if hit:
            return NoInput(f"`{hit}` has no practice without errors; `secon validate` shows them at their place")
    return UsageProblem(str(problem))
