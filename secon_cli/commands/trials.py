"""From options to the study that `robustness` shows."""

from math import isfinite

from secon_cli.analysis.robustness.draws import OrderProblem, WeightSampling
from secon_cli.analysis.robustness.study import TOO_MANY, Robustness, study
from secon_cli.checks.suggestions import did_you_mean
from secon_cli.commands.errors import NoInput, UsageProblem
from secon_cli.commands.inputs import Inputs, RubricInForce
from secon_cli.commands.ranking import ranked
from secon_cli.rubric.model import Rubric

_LEAST, _MOST = 1.0, 1e6
"""Concentrations to draw with: below, single criteria would have all the weight; above, nothing would move."""
_MOST_RANKS = 200_000_000
"""Ranks that are held at a time: two bytes each, twice."""


def sampling_of(
    rubric: Rubric, *, draws: int, seed: int, free: bool, concentration: float | None, order: str | None
) -> WeightSampling:
    """How to draw; UsageProblem for a concentration or an order that cannot be."""
    if concentration is not None and not (isfinite(concentration) and _LEAST <= concentration <= _MOST):
        raise UsageProblem(
            f"--concentration takes a number from {_LEAST:g} to {_MOST:,.0f}, and not `{concentration:g}`"
        )
    if free and concentration is not None:
        raise UsageProblem("--free draws any weights, --concentration some around the rubric's; choose one of them")
    names = tuple(name.strip() for name in order.replace(">", ",").split(",")) if order is not None else ()
    for name in names:
        if name not in rubric.criteria:
            hint = did_you_mean(name, rubric.criteria) or f"; there are {', '.join(rubric.criteria)}"
            raise UsageProblem(f"--order: the rubric has no criterion `{name}`{hint}")
        if not rubric.shares[name]:
            raise UsageProblem(f"--order: `{name}` has no weight in this rubric, and none is drawn for it")
        if names.count(name) > 1:
            raise UsageProblem(f"--order: `{name}` stands there twice")
    if len(names) == 1:
        raise UsageProblem("--order takes two criteria or more, the weightiest first, such as effectiveness,ethics")
    return WeightSampling(draws, seed, None if free else concentration or WeightSampling().concentration, names)


def robustness_of(
    inputs: Inputs,
    rubric: RubricInForce,
    sampling: WeightSampling,
    *,
    top: int,
    pairs: bool,
) -> Robustness:
    """The study; NoInput where there is no ranking to study, UsageProblem where the order cannot be drawn."""
    placed = ranked(inputs, rubric.rubric)
    if len(placed) < 2:
        raise NoInput("one practice is no ranking; robustness takes two or more")
    if len(placed) > TOO_MANY:
        raise UsageProblem(f"robustness ranks up to {TOO_MANY:,} practices, and these are {len(placed):,}")
    if len(placed) * sampling.draws > _MOST_RANKS:
        raise UsageProblem(f"{sampling.draws:,} draws are too many for {len(placed):,} practices; --draws takes fewer")
    options = {**_options(sampling, top), **rubric.options}
    try:
        return study(placed, inputs.provenance(rubric.rubric, options), sampling, top=top, pairs=pairs)
    except OrderProblem as problem:
        raise UsageProblem(f"--order: only {problem}; --free or a lower --concentration lets more of them") from None


def _options(sampling: WeightSampling, top: int) -> dict[str, object]:
    """What was asked for beside the defaults, by the name of its option."""
    usual = WeightSampling()
    asked: dict[str, object] = {"top": top} if top != 3 else {}
    if sampling.concentration is None:
        asked["free"] = True
    elif sampling.concentration != usual.concentration:
        asked["concentration"] = sampling.concentration
    if sampling.order:
        asked["order"] = ",".join(sampling.order)
    if sampling.draws != usual.draws:
        asked["draws"] = sampling.draws
    if sampling.seed != usual.seed:
        asked["seed"] = sampling.seed
    return asked
