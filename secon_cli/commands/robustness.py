"""`secon robustness`: how far the ranking depends on the weights, on what is unknown, and on the rubric itself."""

from math import isfinite

from secon_cli.analysis.robustness.draws import OrderProblem, WeightSampling
from secon_cli.analysis.robustness.study import TOO_MANY, Robustness, study
from secon_cli.cli import RobustnessOptions
from secon_cli.commands.inputs import criterion_named, report_unusable
from secon_cli.commands.score import Basis, basis_of
from secon_cli.commands.values import NoInput, UsageProblem
from secon_cli.output import wires
from secon_cli.output.pages import robustness as pages
from secon_cli.output.renderers.tables import tables_workbook

_LEAST, _MOST = 1.0, 1e6
"""Concentrations to draw with: below, single criteria get all the weight; above, nothing moves."""
_MOST_RANKS = 200_000_000
"""Ranks that are drawn without and with the unknown: more would take several minutes."""


def run(options: RobustnessOptions) -> int:
    """Write the study; 1 where files were left out."""
    basis = basis_of(options, texts=False)
    concentration, table = options.concentration, options.table
    if concentration is not None and not (isfinite(concentration) and _LEAST <= concentration <= _MOST):
        raise UsageProblem(
            f"--concentration: expected a number from {_LEAST:g} to {_MOST:,.0f}, got `{concentration:g}`"
        )
    if options.free and concentration is not None:
        raise UsageProblem("--free and --concentration exclude each other; use one of them")
    # The criteria of `--order`, the weightiest first.
    rubric, order = basis.rubric.rubric, options.order
    named = order.replace(">", ",").split(",") if order is not None else ()
    names = tuple(criterion_named(name.strip(), rubric) for name in named)
    for name in names:
        if not rubric.shares[name]:
            raise UsageProblem(f"--order: `{name}` has no weight in this rubric, so no weight is drawn for it")
        if names.count(name) > 1:
            raise UsageProblem(f"--order: `{name}` is given twice")
    if len(names) == 1:
        raise UsageProblem("--order: expected two criteria or more, the weightiest first, such as effectiveness,ethics")
    drawn = None if options.free else concentration or WeightSampling().concentration
    sampling = WeightSampling(options.draws, options.seed, drawn, names)
    result = studied(basis, sampling, top=options.top, pairs=options.pairwise or table == "pairs")
    options.to.write(
        page=lambda: pages.robustness_page(result, full=options.full),
        wire=lambda: wires.robustness.ROBUSTNESS.view(result),
        records=lambda: pages.robustness_records(result, table),
        figure=lambda: pages.intervals_figure(result),
        xlsx=lambda: tables_workbook("Robustness", result.provenance, pages.every_robustness_table(result)),
    )
    return report_unusable(basis.inputs, options)


def studied(basis: Basis, sampling: WeightSampling, *, top: int = 3, pairs: bool = False) -> Robustness:
    """The study; NoInput where there is no ranking to study, UsageProblem where the order cannot be drawn."""
    placed = basis.everyone
    if len(placed) < 2:
        raise NoInput("robustness needs at least two practices")
    if len(placed) > TOO_MANY:
        raise UsageProblem(f"too many practices ({len(placed):,}); robustness ranks up to {TOO_MANY:,}")
    if len(placed) * sampling.draws > _MOST_RANKS:
        raise UsageProblem(f"{sampling.draws:,} draws are too many for {len(placed):,} practices; lower --draws")
    usual = WeightSampling()
    concentration = usual.concentration if sampling.concentration is None else sampling.concentration
    options = {
        name: value
        for name, value, default in (
            ("top", top, 3),
            ("free", sampling.concentration is None, False),
            ("concentration", concentration, usual.concentration),
            ("order", ",".join(sampling.order), ""),
            ("draws", sampling.draws, usual.draws),
            ("seed", sampling.seed, usual.seed),
        )
        if value != default
    }
    try:
        return study(placed, basis.provenance(**options), sampling, top=top, pairs=pairs)
    except OrderProblem as problem:
        raise UsageProblem(f"--order: only {problem}; use --free or a lower --concentration") from None
