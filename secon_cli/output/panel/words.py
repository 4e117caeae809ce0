"""What a panel's figures say in words: how many ratings there are, how far they agree, where panel and rubric part."""

from collections.abc import Iterator
from itertools import groupby

from secon_cli.analysis.panel.agreement import CONFIDENCE, RELIABLE, TENTATIVE, Agreement, Reliability
from secon_cli.analysis.panel.panel import Panel, PanelPlaces, PanelRow, RankingPairs
from secon_cli.analysis.panel.ratings import RatingFigures, RatingStyle
from secon_cli.output.numbers import percent, points

NONE = "–"
"""The sign for a figure that is not defined."""

SCALE = (
    "Ratings run from 0 to 10. Spread is highest minus lowest. Panel is the mean of the ratings by the rubric's "
    "weights; a criterion without any rating (·) leaves the practice without a total: nothing replaces what is missing."
)
AGREEMENT = (
    "Alpha is Krippendorff's, over what at least two have rated: 1 is perfect agreement, 0 what chance would give. "
    f"From {RELIABLE:g} on he calls data reliable, from {TENTATIVE:g} on good enough for tentative conclusions; here "
    f"the whole {percent(CONFIDENCE)} bootstrap interval has to be there. Ordinal looks at the order of the ratings, "
    "interval at the distances. Tau is Kendall's, the mean of all pairs of assessors: 1 is the same order of "
    f"practices, −1 the opposite one. {NONE} is not defined."
)
STYLES = (
    "Bias is how far an assessor rates above (+) or below (−) the others, where they rated the same. Range is the "
    "lowest to the highest rating given, and the share of the scale between them; Values is how many different "
    "ratings were used."
)
SIDE_BY_SIDE = (
    "Both ranks are among the practices for which the panel has a total. The rubric counts facts, the panel judges: "
    "no number is made of both."
)
_CONCLUSIONS = {
    Reliability.RELIABLE: "good enough to rely on",
    Reliability.TENTATIVE: "good enough for tentative conclusions",
    Reliability.TOO_LOW: "too low to use the figures: talk first",
    Reliability.OPEN: "open, since the interval of alpha is too wide to say",
    Reliability.TOO_FEW: "not measurable, with too few ratings of the same or all alike",
}


def count(number: int, what: str) -> str:
    """A number of things."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def figure(value: float | None, decimals: int = 2) -> str:
    """A coefficient, or the sign for one that is not defined."""
    return NONE if value is None else f"{value:.{decimals}f}".replace("-", "−")


def head(panel: Panel) -> str:
    """Who rated how much."""
    known = percent(round(panel.coverage, 2))
    text = f"{count(len(panel.assessors), 'assessor')}, {count(panel.given, 'rating')}: {known} of all possible"
    return f"{text}; {len(panel.unrated)} of {panel.scored} practices have none" if panel.unrated else text


def between(interval: tuple[float, float] | None) -> str:
    """An interval of a coefficient."""
    return NONE if interval is None else f"{figure(interval[0])} to {figure(interval[1])}"


def verdict(panel: Panel) -> Iterator[str]:
    """How far the ratings can be relied on, criterion by criterion, and how far the panel's order is the rubric's."""
    titles = {key: criterion.title for key, criterion in panel.provenance.rubric.criteria.items()}
    for reliability, words in _CONCLUSIONS.items():
        keys = panel.concluding(reliability)
        if keys:
            named = "all criteria" if len(keys) == len(titles) else ", ".join(titles[key] for key in keys)
            yield f"Agreement on {named} is {words}."
    if panel.tau is not None:
        yield f"{_alike(panel.pairs)} (tau {figure(panel.tau)})."
    else:
        yield "Panel and rubric cannot be compared: that takes two practices rated on every criterion."


def _alike(pairs: RankingPairs) -> str:
    opposite = f"{pairs.opposite} of {count(pairs.all, 'pair')}" if pairs.opposite else "no pair"
    return f"Panel and rubric put {opposite} of practices in opposite order"


def range_words(style: RatingStyle) -> str:
    """The lowest and the highest rating, and the share of the scale between them."""
    return f"{style.figures.lowest:g}–{style.figures.highest:g} ({percent(style.range_use)})"


def bias(style: RatingStyle) -> str:
    """Points above or below the others, with their sign."""
    if style.mean_bias is None:
        return NONE
    return f"{style.mean_bias:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")


def means(agreement: Agreement) -> str:
    """The mean of all ratings."""
    return figure(agreement.figures.mean if agreement.figures else None, 1)


def shift(places: PanelPlaces) -> str:
    """By how many places the panel puts a practice higher or lower."""
    return f"{'↑' if places.shift > 0 else '↓'}{abs(places.shift)}" if places.shift else "="


def apart(panel: Panel, row: PanelRow, places: PanelPlaces) -> str:
    """Where two rankings differ most on a practice: its places, and the criterion on which they are furthest apart."""
    text = f"rank {places.panel} by the panel, {places.rubric} by the rubric"
    gap = row.largest_gap
    if gap is not None:
        title = panel.provenance.rubric.criteria[gap.criterion].title
        text += f"; mostly because of {title}: panel {gap.panel:.1f} of 10, rubric {points(gap.rubric)} of 100"
    if row.behind_by_gate:
        text += "; the rubric ranks it after others because it fails the gate"
    return text


def exclusions(panel: Panel) -> Iterator[str]:
    """What conflicts of interest have left out."""
    criteria = panel.provenance.rubric.criteria
    for one in panel.assessors:
        for practice, group in groupby(one.excluded, key=lambda each: each.practice):
            left_out = [*group]
            titles = ", ".join(criteria[each.criterion].title for each in left_out)
            touched = "all criteria" if len(left_out) == len(criteria) else titles
            yield f"{one.assessor} on {practice}, {touched}: {left_out[0].why}"


def rows(figures: RatingFigures, assessors: int) -> Iterator[tuple[str, str]]:
    """The lines below the mean in the table of ratings, by name."""
    yield "median", f"{figures.median:g}"
    yield "spread", f"{figures.spread:g}" if figures.ratings > 1 else NONE
    yield "ratings", f"{figures.ratings}/{assessors}" if figures.ratings < assessors else ""
