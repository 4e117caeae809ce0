"""What a panel's figures say in words: how many ratings there are, how far they agree, where panel and rubric part."""

from collections.abc import Iterator
from itertools import groupby

from secon_cli.analysis.panel.agreement import Agreement
from secon_cli.analysis.panel.alpha import RELIABLE, TENTATIVE
from secon_cli.analysis.panel.assessors import Habit
from secon_cli.analysis.panel.cells import Cell, Spread
from secon_cli.analysis.panel.panel import Panel
from secon_cli.analysis.panel.standing import Pairs, Places, Standing
from secon_cli.engine.time_in_place import GateState
from secon_cli.output.numbers import percent, points

NONE = "–"
"""What stands for a figure that is not defined."""

SCALE = (
    "Ratings run from 0 to 10. Spread is highest minus lowest. Panel is the mean of the ratings by the rubric's "
    "weights; a criterion without any rating (·) leaves the practice without a total: nothing stands in for what is "
    "missing."
)
AGREEMENT = (
    "Alpha is Krippendorff's, over what at least two have rated: 1 is perfect agreement, 0 what chance would give; "
    f"from {RELIABLE:g} on he calls data reliable, from {TENTATIVE:g} on good enough for tentative conclusions. "
    "Ordinal looks at the order of the ratings, interval at the distances. Tau is Kendall's, the mean of all pairs of "
    "assessors: 1 is the same order of practices, −1 the opposite one. "
    f"{NONE} is not defined."
)
HABITS = (
    "Lenient is by how much an assessor rates above (+) or below (−) the others, where they rated the same. Range is "
    "the lowest to the highest rating given, and the share of the scale between them; Steps is how many different "
    "ratings were used."
)
SIDE_BY_SIDE = (
    "Both ranks are among the practices for which the panel has a total. The rubric counts facts, the panel judges: "
    "no number is made of both."
)


def count(number: int, what: str) -> str:
    """A number of things."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def figure(value: float | None, decimals: int = 2) -> str:
    """A coefficient, or the sign for one that is not defined."""
    return NONE if value is None else f"{value:.{decimals}f}".replace("-", "−")


def head(panel: Panel) -> str:
    """Who rated how much."""
    given = sum(one.spread.ratings for one in panel.assessors)
    known = percent(round(panel.coverage, 2))
    text = f"{count(len(panel.assessors), 'assessor')}, {count(given, 'rating')}: {known} of all that could be given"
    everyone = len(panel.practices) + len(panel.unrated)
    return f"{text}; {len(panel.unrated)} of {everyone} practices have none" if panel.unrated else text


def verdict(panel: Panel) -> Iterator[str]:
    """How far the ratings can be relied on, and how far the panel's order is the rubric's."""
    alpha, tau = panel.agreement.ordinal, panel.tau
    if alpha is None:
        yield "Agreement cannot be told: it takes several ratings of the same, and some that differ."
    else:
        yield f"The assessors {_agree(alpha)} (alpha {figure(alpha)})."
    if tau is not None:
        yield f"{_alike(panel.pairs)} (tau {figure(tau)})."
    else:
        yield "Panel and rubric cannot be put side by side: that takes two practices rated on every criterion."


def _agree(alpha: float) -> str:
    if alpha >= RELIABLE:
        return "agree well enough to rely on their ratings"
    if alpha >= TENTATIVE:
        return "agree well enough for tentative conclusions"
    if alpha > 0:
        return "agree more than chance would have it, but too little to rely on: talk before you use their figures"
    return "agree no more than chance would have it: talk before you use their figures"


def _alike(pairs: Pairs) -> str:
    opposite = f"{pairs.opposite} of {count(pairs.all, 'pair')}" if pairs.opposite else "no pair"
    return f"Panel and rubric put {opposite} of practices in opposite order"


def range_words(habit: Habit) -> str:
    """The lowest and the highest rating, and the share of the scale between them."""
    return f"{habit.spread.lowest:g}–{habit.spread.highest:g} ({percent(habit.range_use)})"


def leniency(habit: Habit) -> str:
    """Points above or below the others, with their sign."""
    if habit.leniency is None:
        return NONE
    return f"{habit.leniency:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")


def means(agreement: Agreement) -> str:
    """The mean of all ratings."""
    return figure(agreement.spread.mean if agreement.spread else None, 1)


def shift(places: Places) -> str:
    """By how many places the panel puts a practice higher or lower."""
    return f"{'↑' if places.shift > 0 else '↓'}{abs(places.shift)}" if places.shift else "="


def apart(panel: Panel, standing: Standing) -> str:
    """Where two rankings differ most on a practice: its places, and the criterion on which they are furthest apart."""
    places = standing.places
    assert places is not None
    text = f"rank {places.panel} by the panel, {places.rubric} by the rubric"
    cell = standing.furthest
    if cell is not None:
        text += f"; above all on {panel.provenance.rubric.criteria[cell.criterion].title}: {_both(standing, cell)}"
    return f"{text}{_gate(standing)}"


def _both(standing: Standing, cell: Cell) -> str:
    assert cell.spread is not None
    score = standing.scored.assessment.criterion(cell.criterion).score
    return f"panel {cell.spread.mean:.1f} of 10, rubric {points(score)} of 100"


def _gate(standing: Standing) -> str:
    """What the rubric's rank also rests on, and the panel's does not."""
    fails = standing.scored.assessment.gate is GateState.NOT_MET
    return "; the rubric ranks it behind others because it does not meet the gate" if fails else ""


def exclusions(panel: Panel) -> Iterator[str]:
    """What conflicts of interest have left out."""
    criteria = panel.provenance.rubric.criteria
    for one in panel.assessors:
        for practice, group in groupby(one.excluded, key=lambda each: each.practice):
            left_out = [*group]
            titles = ", ".join(criteria[each.criterion].title for each in left_out)
            touched = "all criteria" if len(left_out) == len(criteria) else titles
            yield f"{one.assessor} on {practice}, {touched}: {left_out[0].why}"


def rows(spread: Spread, assessors: int) -> Iterator[tuple[str, str]]:
    """What stands below the mean in the table of ratings, by the name of its line."""
    yield "median", f"{spread.median:g}"
    yield "spread", f"{spread.width:g}" if spread.ratings > 1 else NONE
    yield "ratings", f"{spread.ratings}/{assessors}" if spread.ratings < assessors else ""
