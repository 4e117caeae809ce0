"""Explanations that the rubric in force gives: its criteria, indicators, bands and gate."""

from collections.abc import Iterator

from secon_cli.analysis.glossary.entry import Entry, Kind, Part, Use
from secon_cli.rubric.measures.base import percentage, quantity
from secon_cli.rubric.model import Band, Criterion, Indicator, Rubric


def of_rubric(rubric: Rubric) -> Iterator[Entry]:
    """Everything that has a name in the rubric."""
    for key, criterion in rubric.criteria.items():
        yield _criterion(rubric, key, criterion)
    for key, name, indicator in rubric.indicators():
        yield _indicator(rubric, key, name, indicator)
    yield _gate(rubric)
    for band in rubric.bands:
        yield _band(rubric, band)


def indicator_name(criterion: str, indicator: str) -> str:
    """What an indicator is called in full."""
    return f"{criterion}.{indicator}"


def share(weight: float) -> str:
    """A share of the total or of a criterion, to a tenth of a percent."""
    return percentage(round(weight, 4)) if weight else "0 %"


def _criterion(rubric: Rubric, key: str, criterion: Criterion) -> Entry:
    shares = rubric.indicator_shares(key)
    return Entry(
        Kind.CRITERION,
        key,
        criterion.asks,
        title=criterion.title,
        aliases=(criterion.heading,),
        why=criterion.why or "The rubric gives no reason for it.",
        how="Meet its indicators, the heaviest first; what each asks for stands beside it.",
        facts=(Part("Weight", f"{share(rubric.shares[key])} of the total"),),
        parts=tuple(
            Part(indicator_name(key, name), f"{indicator.title}, {share(shares[name])}. {indicator.improve}")
            for name, indicator in criterion.indicators.items()
        ),
        see=("criterion", "weight", "score"),
    )


def _indicator(rubric: Rubric, key: str, name: str, indicator: Indicator) -> Entry:
    part, whole = rubric.indicator_shares(key)[name], rubric.shares[key]
    criterion = rubric.criteria[key].title
    return Entry(
        Kind.INDICATOR,
        indicator_name(key, name),
        " ".join(indicator.measure.words()),
        title=indicator.title,
        why=indicator.why,
        how=indicator.improve,
        facts=(
            Part("Criterion", f"{criterion} (`{key}`)"),
            Part("Weight", f"{share(part)} of the criterion, {share(part * whole)} of the total"),
        ),
        uses=tuple(Use(field) for field in indicator.measure.fields_read()),
        see=(indicator.measure.kind, "gain"),
    )


def _gate(rubric: Rubric) -> Entry:
    needed = rubric.gate_years
    if needed is None:
        meaning = "Whether a practice is eligible at all. The rubric in force has no gate, so every practice is."
    else:
        meaning = (
            f"Whether a practice is eligible at all: it has been in place for at least {quantity(needed)} years. "
            "✓ met, ✗ not met, ? uncertain: met under one reading of its dates and not another, or no start known."
        )
    gated = (key for key, _, one in rubric.indicators() if one.measure.required_years is not None)
    return Entry(
        Kind.GATE,
        "gate",
        meaning,
        aliases=("✓", "✗", "?", "met", "not met", "uncertain", "eligible", "fail the gate", "failing_gate", "at_least"),
        why="A practice has to have stood the test of time before others take it over. Who fails the gate keeps its "
        "scores and is ranked after all others, marked.",
        how="Give start and end of the practice as precisely as the source does: a year or a month stands for all of "
        "its days, so a precise date can turn an uncertain gate into one that is met.",
        facts=tuple(Part("Criterion", f"{rubric.criteria[key].title} (`{key}`)") for key in gated),
        example="April 2021 to March 2023 is between 1.84 and 2.00 years, so a gate of 2 years is uncertain.",
        uses=(Use("duration.start"), Use("duration.end")),
        see=("time in place", "rank"),
    )


def _band(rubric: Rubric, band: Band) -> Entry:
    higher = [one.at_least for one in rubric.bands if one.at_least > band.at_least]
    below = f" and below {quantity(min(higher))}" if higher else ""
    span = f"A total of at least {quantity(band.at_least)}{below}."
    return Entry(
        Kind.BAND,
        band.name,
        f"{span} {band.meaning}" if band.meaning else span,
        why="A word for a total, so that nobody takes a few points of difference for more than they are. The bound "
        "belongs to the band, and is held against the total before rounding.",
        how="`secon show` lists what would raise a practice's total most, in points.",
        see=("band", "total"),
    )
