"""Drawing weights: around those of the rubric, or anywhere; with an order of the criteria where one is given."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from secon_cli.analysis.robustness.arrays import Floats, Scores

_PATIENCE = 200
"""How many draws an order of criteria may cost for each one that keeps it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How weights are drawn. `concentration` None: uniformly over all weights there can be."""

    draws: int = 10_000
    seed: int = 1
    concentration: float | None = 50.0
    order: tuple[str, ...] = ()
    """Criteria from the weightiest to the lightest; draws that weigh them otherwise are left out."""

    @property
    def share_error(self) -> float:
        """Half the width of the widest 95 % interval of a share of draws, for want of more of them."""
        return 1.96 * 0.5 / sqrt(self.draws)


class OrderProblem(ValueError):
    """An order of the criteria that hardly any weights around the rubric's keep."""


def draw_weights(trial: Trial, scores: Scores, rng: np.random.Generator) -> Floats:
    """Draws × criteria; each line sums to 1, criteria without a weight stay without one.

    Around the rubric: Dirichlet with mean at the rubric's shares, alpha = concentration × share, so that a share w has
    the standard deviation √(w (1 - w) / (concentration + 1)). Free: Dirichlet with all alpha 1, which is uniform over
    the simplex. An order is kept exactly: uniform draws are exchangeable, so theirs are sorted; others are drawn until
    enough keep it. Raises OrderProblem where that takes too long.
    """
    counting = scores.counting
    weights = np.zeros((trial.draws, len(scores.criteria)))
    ordered = [int(np.flatnonzero(np.array(scores.criteria)[counting] == name)[0]) for name in trial.order]
    if trial.concentration is None:
        drawn = rng.dirichlet(np.ones(int(counting.sum())), trial.draws)
        drawn[:, ordered] = -np.sort(-drawn[:, ordered], axis=1)
    else:
        drawn = _around(trial.concentration * scores.shares[counting], ordered, trial, rng)
    weights[:, counting] = drawn
    return weights


def _around(alpha: Floats, ordered: list[int], trial: Trial, rng: np.random.Generator) -> Floats:
    if len(ordered) < 2:
        return rng.dirichlet(alpha, trial.draws)
    kept: list[Floats] = []
    found = 0
    for _ in range(_PATIENCE):
        drawn = rng.dirichlet(alpha, trial.draws)
        in_order = np.all(np.diff(drawn[:, ordered], axis=1) <= 0, axis=1)
        kept.append(drawn[in_order])
        found += len(kept[-1])
        if found >= trial.draws:
            return np.concatenate(kept)[: trial.draws]
    raise OrderProblem(f"{found:,} of {_PATIENCE * trial.draws:,} draws around the rubric's weights keep this order")
