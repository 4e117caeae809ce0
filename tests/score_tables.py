"""Tables of scores as a study of robustness takes them, from plain numbers."""

from collections.abc import Sequence
from string import ascii_lowercase

import numpy as np
from hypothesis import strategies as st

from secon_cli.analysis.robustness.arrays import Scores, keys, ranks_by


def table(
    certain: Sequence[Sequence[float]],
    weights: Sequence[float],
    *,
    possible: Sequence[Sequence[float]] | None = None,
    fails: Sequence[int] = (),
    uncertain: Sequence[int] = (),
) -> Scores:
    """Practices `a`, `b`, … by criteria `c0`, `c1`, …, put into the order of their ranking."""
    scores = np.array(certain, dtype=np.float64)
    best = scores if possible is None else np.array(possible, dtype=np.float64)
    shares = np.array(weights, dtype=np.float64) / sum(weights)
    failing, open_gate = (np.isin(np.arange(len(scores)), places) for places in (fails, uncertain))
    ranks = ranks_by(keys(scores @ shares, failing)[None, :])[0].astype(np.int64)
    order = np.argsort(ranks, kind="stable")
    return Scores(
        ids=tuple(ascii_lowercase[place] if place < 26 else f"p{place}" for place in order),
        criteria=tuple(f"c{at}" for at in range(len(shares))),
        shares=shares,
        certain=scores[order],
        possible=best[order],
        ranks=ranks[order],
        fails=failing[order],
        uncertain=open_gate[order],
    )


@st.composite
def tables(draw: st.DrawFn, most: int = 6) -> Scores:
    """Small tables with ties, equal scores, criteria without a weight, and practices that fail the gate."""
    practices, criteria = draw(st.integers(2, most)), draw(st.integers(2, 4))
    points = st.sampled_from([0.0, 10.0, 25.0, 40.0, 50.0, 75.0, 100.0])
    line = st.lists(points, min_size=criteria, max_size=criteria)
    weights = draw(st.lists(st.integers(0, 5), min_size=criteria, max_size=criteria).filter(any))
    fails = draw(st.sets(st.integers(0, practices - 1), max_size=practices))
    certain = draw(st.lists(line, min_size=practices, max_size=practices))
    return table(certain, [float(weight) for weight in weights], fails=tuple(fails))
