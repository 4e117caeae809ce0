"""`secon compare`: two sides, or all regions; and `secon why`: why one practice ranks above another."""

from pathlib import Path

from secon_cli.analysis import comparison, sides
from secon_cli.analysis.names import NameKind, NameProblem, look_up
from secon_cli.analysis.sides import EmptySide, SideProblem, two_sides
from secon_cli.cli import CompareOptions, WhyOptions
from secon_cli.commands.inputs import Inputs, load_practices, report_unusable
from secon_cli.commands.score import Basis, basis_of
from secon_cli.commands.values import CommandProblem, NoInput, UsageProblem
from secon_cli.engine import Assessment, assess
from secon_cli.output import wires
from secon_cli.output.pages.compare import compare_page, compare_records, sides_figure, why_page
from secon_cli.output.pages.regions import regions_figure, regions_page, regions_records
from secon_cli.output.plain_text import among, shell_word
from secon_cli.output.renderers.tables import tables_workbook
from secon_cli.practice.suggestions import folded


def run(options: CompareOptions) -> int:
    """Write the comparison; 1 where files were left out."""
    first, second, eligible_only, to = options.first, options.second, options.eligible_only, options.to
    if first is not None and second is None:
        others = f"`secon compare {shell_word(first)} rest{among(options.practices)}`"
        raise UsageProblem(f"compare expects two sides or none; {others} compares with all others")
    basis = basis_of(options)
    if first is None or second is None:
        table = compared_regions(basis, eligible_only=eligible_only)
        to.write(
            page=lambda: regions_page(table, full=options.full, collection=options.practices),
            wire=lambda: wires.compare.REGIONS.view(table),
            records=lambda: regions_records(table),
            figure=lambda: regions_figure(table),
            xlsx=lambda: tables_workbook("Regions", table.provenance, {"Regions": regions_records(table)}),
        )
    else:
        result = compared(basis, (first, second), eligible_only=eligible_only, collection=options.practices)
        to.write(
            page=lambda: compare_page(result, full=options.full, top=options.top, collection=options.practices),
            wire=lambda: wires.compare.COMPARE.view(result),
            records=lambda: compare_records(result),
            figure=lambda: sides_figure(result),
            xlsx=lambda: tables_workbook("Comparison", result.provenance, {"Comparison": compare_records(result)}),
        )
    return report_unusable(basis.inputs, options)


def compared(
    basis: Basis, names: tuple[str, str], *, eligible_only: bool = False, collection: str | None = None
) -> comparison.Comparison:
    """Two sides compared; UsageProblem for names that cannot be, NoInput for a side without practices.

    `collection` is where the practices are, if it was named.
    """
    sides, wider = _practices_in_files(names, basis, collection)
    try:
        first, second = two_sides(sides, _by_id(basis), ranks=basis.ranks, eligible_only=eligible_only)
    except NameProblem as problem:
        raise _unknown_name(problem, names, basis.inputs, collection) from None
    except SideProblem as problem:
        raise UsageProblem(str(problem)) from None
    except EmptySide as problem:
        raise NoInput(str(problem)) from None
    provenance = wider.provenance(first=names[0], second=names[1], eligible_only=eligible_only)
    return comparison.compare(first, second, provenance, len(basis.everyone))


def compared_regions(basis: Basis, *, eligible_only: bool = False) -> sides.RegionTable:
    """All partner regions; NoInput where none is left."""
    table = sides.all_regions(_by_id(basis), basis.provenance(eligible_only=eligible_only), eligible_only=eligible_only)
    if not table.regions:
        raise NoInput("no practice of any region passes the gate; leave out --eligible-only")
    return table


def _by_id(basis: Basis) -> list[Assessment]:
    """Assessments in the order of their ids, so that the order of files changes nothing."""
    return sorted((scored.assessment for scored in basis.everyone), key=lambda assessment: assessment.id)


def _practices_in_files(
    names: tuple[str, str], basis: Basis, collection: str | None
) -> tuple[list[str | Assessment], Basis]:
    """The names, those of practice files replaced: by the id of a practice of the collection, or by an assessment.

    Also what numbers are computed from, with these files. UsageProblem for a file that cannot be used.
    """
    sides: list[str | Assessment] = []
    inputs, known = basis.inputs, basis.inputs.files
    for name in names:
        if not name.endswith((".yaml", ".yml")) or not Path(name).is_file():
            sides.append(name)
            continue
        (file,) = load_practices([name], quiet=True).collection.files
        if file.practice is None:
            raise UsageProblem(f"`{name}` has errors; `secon validate {shell_word(name)}` shows them")
        id = file.practice.id
        if known.get(id) == file.name:
            sides.append(id)
            continue
        if id in known:
            raise UsageProblem(
                f"`{name}` has the id of a practice in the collection, {id}; "
                f"`secon show {id} --what-if {shell_word(name)}{among(collection)}` compares the two"
            )
        sides.append(assess(file.practice, basis.rubric.rubric))
        inputs = inputs.with_file(file)
    return sides, basis if inputs is basis.inputs else Basis(inputs, basis.rubric)


def _unknown_name(
    problem: NameProblem, names: tuple[str, str], inputs: Inputs, collection: str | None
) -> CommandProblem:
    """The problem as it is, or that what is named exists, but all of its files have errors."""
    wanted = {folded(name): name for name in names if f"`{name}`" in str(problem)}
    for file in inputs.unusable:
        # The values of a file with errors are gone by now, but its text is there; look-up leaves quotation marks out.
        partner = file.document.places.written(("location", "partner")) if file.document.usable else ""
        for text, who in (file.id or "", ""), (partner, "every practice of "):
            if hit := wanted.get(folded(text)):
                where = f" {shell_word(collection)}" if collection else ""
                return NoInput(f"{who}`{hit}` has errors; `secon validate{where}` shows them")
    return UsageProblem(str(problem))


# --- Why one practice ranks above another -----------------------------------------------------------------------------


def why(options: WhyOptions) -> int:
    """Write the explanation; 1 where files were left out."""
    from secon_cli.analysis.robustness.draws import WeightSampling
    from secon_cli.analysis.why import why as explained

    basis, names = basis_of(options), (options.first, options.second)
    sides, wider = _practices_in_files(names, basis, options.practices)
    practices, everyone = basis.inputs.collection.practices, wider.everyone
    try:
        ids = [
            side.id
            if isinstance(side, Assessment)
            else look_up(side, practices, [NameKind.PRACTICE], ranks=basis.ranks).name
            for side in sides
        ]
    except NameProblem as problem:
        raise _unknown_name(problem, names, basis.inputs, options.practices) from None
    if ids[0] == ids[1]:
        raise UsageProblem(f"both names refer to {ids[0]}; name two practices")
    upper, lower = (next(scored for scored in everyone if scored.id == id) for id in ids)
    provenance, sampling = (
        wider.provenance(first=names[0], second=names[1]),
        WeightSampling(options.draws, options.seed),
    )
    result = explained(upper, lower, provenance, sampling, len(everyone))
    options.to.write(page=lambda: why_page(result), wire=lambda: wires.robustness.WHY.view(result))
    return report_unusable(basis.inputs, options)
