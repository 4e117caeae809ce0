"""What a comparison says in sentences, for the screen and for Markdown: names, verdict, what it allows to conclude."""

from collections.abc import Iterator

from secon_cli.analysis.comparison import Ahead, Comparison, CriterionComparison
from secon_cli.analysis.sides import Side, SideKind
from secon_cli.output.numbers import count, listed, percent, points, signed, span
from secon_cli.practice.vocabularies import COUNTRIES

MARK = "≈"
"""Marks scores whose ranges overlap."""


def labels(comparison: Comparison) -> tuple[str, str]:
    """The names of both sides as people read them."""
    first, second = comparison.sides
    return label(first, second), label(second, first)


def label(side: Side, other: Side | None = None) -> str:
    """The name of a side; `rest` says of what."""
    match side.kind:
        case SideKind.REGION:
            return f"{side.name} ({', '.join(side.countries)})"
        case SideKind.COUNTRY:
            return f"{COUNTRIES[side.name]} ({side.name})"
        case SideKind.PRACTICE:
            return side.practices[0].practice.title
        case SideKind.REST:
            return f"The rest: all practices but those of {label(other)}" if other else "The rest"
        case SideKind.ALL:
            return "All practices"


def made_of(side: Side) -> str:
    """How many practices a side rests on, and how many of them fail the gate or were left out for it."""
    parts = [count(len(side.practices))]
    if side.failing:
        parts.append(f"{len(side.failing)} of them fail{'s' if len(side.failing) == 1 else ''} the gate (✗)")
    if side.left_out:
        left = ", ".join(one.practice.id for one in side.left_out)
        parts.append(f"left out, for failing the gate: {left}")
    return "; ".join(parts)


def verdict(comparison: Comparison) -> Iterator[str]:
    """Who is ahead by how much, and on what."""
    first, second = comparison.sides
    match comparison.conclusion.ahead:
        case Ahead.FIRST:
            yield f"A is ahead by {points(abs(comparison.points))} points."
        case Ahead.SECOND:
            yield f"B is ahead by {points(abs(comparison.points))} points."
        case Ahead.EQUAL:
            yield "A and B have the same total."
        case Ahead.OPEN:
            yield f"{MARK} The ranges overlap (A {span(first.range)}, B {span(second.range)}): either may be ahead."
    yield f"{'; '.join(_leads(comparison))}."


def _leads(comparison: Comparison) -> Iterator[str]:
    titles = comparison.provenance.rubric.criteria
    words = {
        Ahead.FIRST: "A leads on",
        Ahead.SECOND: "B leads on",
        Ahead.EQUAL: "equal on",
        Ahead.OPEN: f"either may lead ({MARK}) on",
    }
    for side, text in words.items():
        names = [titles[one.id].title for one in comparison.by_size if one.ahead is side]
        if names:
            yield f"{text} {'every criterion' if len(names) == len(titles) > 1 else listed(names)}"


def allows(comparison: Comparison) -> Iterator[str]:
    """What the difference allows to conclude."""
    criteria = {criterion.id: criterion for criterion in comparison.criteria}
    largest = [criteria[id] for id in comparison.conclusion.mostly]
    certain = [_title_and_points(comparison, one) for one in largest if one.ahead is not Ahead.OPEN]
    unsure = [_title_and_points(comparison, one) for one in largest if one.ahead is Ahead.OPEN]
    if certain:
        yield f"These practices, as described, differ most in {listed(certain)}."
    if unsure:
        yield f"On stated facts alone they also differ in {listed(unsure)}; unknown facts could reverse that ({MARK})."
    if not largest:
        yield "These practices, as described, do not differ on any criterion with a weight."
    pairs = comparison.conclusion.pairs
    if pairs is None or pairs.all == 1:
        return
    won, sure, by, other = (
        (pairs.first, pairs.first_certain, "A", "B")
        if pairs.first >= pairs.second
        else (pairs.second, pairs.second_certain, "B", "A")
    )
    if sure == pairs.all:
        yield f"Every practice of {by} has a higher total than every practice of {other}."
    elif won == pairs.all:
        yield (
            f"On stated facts, every practice of {by} has a higher total than every practice of {other}; unknown facts "
            f"could change {pairs.all - sure} of the {pairs.all} pairs."
        )
    else:
        yield (
            f"The sides overlap: of {pairs.all} pairs of a practice of each, A has the higher total in {pairs.first}, "
            f"B in {pairs.second}."
        )


def _title_and_points(comparison: Comparison, criterion: CriterionComparison) -> str:
    return f"{comparison.provenance.rubric.criteria[criterion.id].title} ({signed(criterion.points)})"


def allows_not(comparison: Comparison) -> Iterator[str]:
    """What the difference does not allow to conclude."""
    first, second = comparison.sides
    many = [len(side.practices) for side in comparison.sides]
    if first.kind is second.kind is SideKind.PRACTICE:
        yield "This is a difference between two practices, not between their regions."
    else:
        yield (
            f"A has {count(many[0])}, B has {many[1]}. They were selected, not a random sample: they are examples and "
            "do not represent the social economy of a place."
        )
    splits = comparison.conclusion.splits
    if splits is not None:
        share = percent(round(splits.share, 2 if splits.share >= 0.01 else 3))
        yield (
            f"Splitting the same {sum(many)} practices at random into {many[0]} and {many[1]} gives a gap this large "
            f"in {splits.as_large:,} of {splits.all:,} ways ({share})."
        )
    if comparison.conclusion.on_both:
        both = comparison.conclusion.on_both
        verb = "is" if len(both) == 1 else "are"
        yield f"{count(len(both))} {verb} on both sides, which reduces the difference: {', '.join(both)}."
    yield "A low score may reflect the description, not the practice: what a report leaves out earns nothing."
