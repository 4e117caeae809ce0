"""`secon why`: why one practice ranks above another."""

from dataclasses import replace

from secon_cli.analysis.names import NameKind, NameProblem, look_up
from secon_cli.analysis.results import placed
from secon_cli.analysis.robustness.draws import WeightSampling
from secon_cli.analysis.why import Why, why
from secon_cli.commands.compare import practices_in_files, unknown_name
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce, load_practices, load_rubric, report_unusable
from secon_cli.commands.ranking import ranked
from secon_cli.commands.values import RubricChoice
from secon_cli.engine.assessment import Assessment, rank
from secon_cli.output import wires
from secon_cli.output.emit import Destination
from secon_cli.output.pages.why import why_page


def run(
    first: str,
    second: str,
    choice: RubricChoice,
    to: Destination,
    *,
    draws: int,
    seed: int,
    practices: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write the explanation; 1 where files were left out."""
    rubric = load_rubric(choice)
    inputs = load_practices([practices] if practices else None, quiet=quiet)
    result = explained(inputs, rubric, (first, second), WeightSampling(draws=draws, seed=seed))
    to.write(page=lambda: why_page(result), wire=lambda: wires.why_wire(result))
    return int(report_unusable(inputs, quiet=quiet, verbose=verbose))


def explained(inputs: Inputs, rubric: RubricInForce, names: tuple[str, str], sampling: WeightSampling) -> Why:
    """The order of two practices explained; UsageProblem for names that are not two practices."""
    everyone = ranked(inputs, rubric.rubric)
    ranks = {scored.assessment.practice.id: scored.rank for scored in everyone}
    sides, read = practices_in_files(names, inputs, rubric)
    outside = [side for side in sides if isinstance(side, Assessment)]
    files = {**inputs.files, **dict(zip((one.practice.id for one in outside), (one.path for one in read), strict=True))}
    ids = []
    for side in sides:
        if isinstance(side, Assessment):
            ids.append(side.practice.id)
            continue
        try:
            match = look_up(side, inputs.collection.practices, [NameKind.PRACTICE], ranks=ranks)
        except NameProblem as problem:
            raise unknown_name(problem, names, inputs) from None
        ids.append(match.name)
    if ids[0] == ids[1]:
        raise UsageProblem(f"both names refer to {ids[0]}; name two practices")
    if outside:
        everyone = placed(rank([*(scored.assessment for scored in everyone), *outside]), files)
    by_id = {scored.assessment.practice.id: scored for scored in everyone}
    provenance = inputs.provenance(rubric.rubric, {"first": names[0], "second": names[1], **rubric.options})
    provenance = replace(provenance, inputs=(*provenance.inputs, *read))
    return why(by_id[ids[0]], by_id[ids[1]], provenance, sampling, len(everyone))
