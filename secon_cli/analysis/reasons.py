"""Why a practice scores what it does on an indicator, in words: the facts that counted, or why nothing did."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from secon_cli.analysis.sides import PracticeScore
from secon_cli.practice.facts import block_at, duration_words, fact, value_at
from secon_cli.practice.model import Duration, Practice
from secon_cli.rubric.measures import AnyMeasure

_MOST_FACTS = 2
"""Items of a list, and reasons that nothing counted, that are put into one line."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact in the words of the file, and what it cites; `counted` is whether it earned points."""

    text: str
    evidence: tuple[str, ...] = ()
    counted: bool = False
    points: float = 0.0
    """Points on the indicator, as its measure counts them."""
    brief: str = ""
    """The fact without its coded terms, where it has any."""

    @property
    def short(self) -> str:
        """The shortest form of the fact."""
        return self.brief or self.text


def reasons(score: PracticeScore, measure: AnyMeasure) -> list[Reason]:
    """Why a practice has this score: what counted, the most points first, else why nothing did."""
    indicator, practice = score.indicator, score.practice
    if not indicator.assessed:
        return [Reason("not assessed")]
    if measure.feared:
        against = [Reason(f"counts against it: {_at(practice, item.field)}") for item in indicator.not_counted]
        uncited = any(not item.evidence and item.points < 1 for item in indicator.counted)
        cites = ", without citing where this was looked for" if uncited else ""
        fields = ", ".join(f"`{path}`" for path in measure.feared)
        return against or [Reason(f"nothing in {fields} counts against it{cites}", counted=True)]
    found = [
        Reason(
            _at(practice, item.field) + (f" ({item.reason})" if item.reason else ""),
            item.evidence,
            counted=True,
            points=item.points,
            brief=_at(practice, item.field, terms=False),
        )
        for item in sorted(indicator.counted, key=lambda counted: -counted.points)
    ]
    if found:
        return found
    by_reason: dict[str, int] = {}
    for missed in indicator.not_counted:
        by_reason[missed.reason] = by_reason.get(missed.reason, 0) + missed.field.endswith("]")
    texts = [f"{reason} ({items} items)" if items > 1 else reason for reason, items in by_reason.items()]
    shown, more = cut(texts, _MOST_FACTS)
    return [Reason(f"no points: {'; '.join(shown) or 'nothing stated'}{'; …' if more else ''}")]


def main_reason(found: Sequence[Reason]) -> Reason:
    """The one that counts most; of several, the shortest to read."""
    most = max(reason.points for reason in found)
    return min((reason for reason in found if reason.points == most), key=lambda reason: len(reason.short))


def cut(items: Sequence[_Item], most: int) -> tuple[Sequence[_Item], int]:
    """The first items and how many are left; a single one that is left is included."""
    return (items, 0) if len(items) <= most + 1 else (items[:most], len(items) - most)


def _at(practice: Practice, field: str, *, terms: bool = True) -> str:
    """The value at an address in words: a list as its items, a single word with the claim around it."""
    value = value_at(practice, field)
    if isinstance(value, tuple):
        shown, more = cut([fact(item, terms=terms) for item in value], _MOST_FACTS)
        return "; ".join(shown) + (f"; and {more} more" if more else "") if shown else f"`{field}`"
    around = block_at(practice, field)
    if isinstance(around, Duration):
        return duration_words(around)
    return f"`{field}`" if around is None else fact(around, terms=terms)
