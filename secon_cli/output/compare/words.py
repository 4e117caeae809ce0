"""What a comparison says in sentences, for the screen and for Markdown: names, verdict, what it allows to conclude."""

from collections.abc import Iterator, Sequence

from secon_cli.analysis.compare import Comparison
from secon_cli.analysis.conclusion import Standing
from secon_cli.analysis.sides import Side, SideKind
from secon_cli.output.compare.figures import figures
from secon_cli.output.numbers import percent, points, span
from secon_cli.practice.codes import COUNTRIES

MARK = "≈"
"""Stands where two scores cannot be told apart."""


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


def count(number: int, what: str = "practice") -> str:
    """A number of things."""
    return f"{number} {what}{'' if number == 1 else 's'}"


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
    difference = abs(figures(comparison).difference)
    match comparison.conclusion.standing:
        case Standing.FIRST:
            yield f"A is ahead by {points(difference)} points."
        case Standing.SECOND:
            yield f"B is ahead by {points(difference)} points."
        case Standing.EQUAL:
            yield "A and B have the same total."
        case Standing.OPEN:
            yield (
                f"{MARK} The ranges overlap (A {span(first.range)}, B {span(second.range)}): on this evidence the two "
                "cannot be told apart."
            )
    yield f"{'; '.join(_leads(comparison))}."


def _leads(comparison: Comparison) -> Iterator[str]:
    titles = comparison.provenance.rubric.criteria
    words = {
        Standing.FIRST: "A leads on",
        Standing.SECOND: "B leads on",
        Standing.EQUAL: "level on",
        Standing.OPEN: f"not to be told apart ({MARK}) on",
    }
    for standing, text in words.items():
        names = [titles[one.id].title for one in comparison.by_size if one.standing is standing]
        if names:
            yield f"{text} {'every criterion' if len(names) == len(titles) > 1 else listed(names)}"


def allows(comparison: Comparison) -> Iterator[str]:
    """What the difference allows to conclude."""
    criteria = comparison.provenance.rubric.criteria
    printed = figures(comparison).weighted
    sizes = sum(abs(one.weighted) for one in comparison.criteria)
    reached, largest = 0.0, []
    for one in comparison.by_size:
        if reached < sizes / 2:
            largest.append(f"{criteria[one.id].title} ({printed[one.id]:+.1f})")
            reached += abs(one.weighted)
    if largest:
        yield f"These practices, as they are described, differ most in {listed(largest)}."
    else:
        yield "These practices, as they are described, do not differ on any criterion that counts."
    pairs = comparison.conclusion.pairs
    if pairs is None or pairs.all == 1:
        return
    won, by = (pairs.first, "A") if pairs.first >= pairs.second else (pairs.second, "B")
    if won == pairs.all:
        other = "B" if by == "A" else "A"
        yield f"Every practice of {by} has a higher total than every practice of {other}."
    else:
        yield (
            f"The sides interleave: of the {pairs.all} pairs of one practice of each, A has the higher total in "
            f"{pairs.first}, B in {pairs.second}."
        )


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def allows_not(comparison: Comparison) -> Iterator[str]:
    """What the difference does not allow to conclude."""
    first, second = comparison.sides
    many = [len(side.practices) for side in comparison.sides]
    if first.kind is second.kind is SideKind.PRACTICE:
        yield "It is a difference between two practices, not between the regions that they come from."
    else:
        yield (
            f"A rests on {count(many[0])}, B on {many[1]}. They were chosen, not drawn by lot: they are examples, and "
            "cannot speak for the whole social economy of a place."
        )
    divided = comparison.conclusion.divisions
    if divided is not None:
        share = percent(_rounded(divided.as_large / divided.all))
        yield (
            f"If the same {sum(many)} practices were dealt out at random, {many[0]} and {many[1]}, the totals would "
            f"lie at least as far apart in {divided.as_large:,} of {divided.all:,} ways ({share})."
        )
    if comparison.conclusion.on_both:
        both = comparison.conclusion.on_both
        verb = "stands" if len(both) == 1 else "stand"
        yield f"{count(len(both))} {verb} on both sides, which draws the totals together: {', '.join(both)}."
    yield "A low score may lie in the description: what a report does not tell earns nothing."


def _rounded(share: float) -> float:
    """A share in whole percents, small ones with a decimal."""
    return round(share, 2 if share >= 0.01 else 3)
