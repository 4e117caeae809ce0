"""The facts behind a difference, for the screen and for Markdown: what counted, what did not, whom to visit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from secon_cli.analysis.comparison import Lesson
from secon_cli.analysis.sides import PracticeScore
from secon_cli.output.sheet import duration, reasons
from secon_cli.practice.facts import block_at, fact, value_at
from secon_cli.practice.model import Duration, Practice
from secon_cli.practice.vocabularies import COUNTRIES, OrganisationRole
from secon_cli.rubric.measures import AnyMeasure

MOST_INDICATORS = 2
"""How many indicators of a criterion are shown with their facts."""
MOST_PRACTICES = 2
"""How many practices of a side are shown behind an indicator."""
MOST_FACTS = 2
"""How many facts of a practice are shown behind an indicator."""
MOST_LESSONS = 5
"""How many lessons of a side are shown with their facts."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line: what stands in the file, and what it cites; `counted` is whether it earned points."""

    text: str
    evidence: tuple[str, ...] = ()
    counted: bool = False


def cut(items: Sequence[_Item], most: int) -> tuple[Sequence[_Item], int]:
    """The first items, and how many are left; one more than `most` is shown rather than announced."""
    return (items, 0) if len(items) <= most + 1 else (items[:most], len(items) - most)


def telling(behind: Sequence[PracticeScore], *, ahead: bool) -> tuple[Sequence[PracticeScore], int]:
    """The practices that tell most of a side: the highest of the one ahead, the lowest of the other; and the rest."""
    shown, more = cut(behind, MOST_PRACTICES)
    return (shown, more) if ahead or not more else (behind[: -len(shown) - 1 : -1], more)


def facts(behind: PracticeScore, measure: AnyMeasure) -> list[Fact]:
    """Why a practice scores what it does: what counted, else why nothing did."""
    indicator, practice = behind.indicator, behind.practice
    if not indicator.assessed:
        return [Fact("not assessed")]
    if measure.feared:
        return _absence(behind, measure)
    counted = [
        Fact(_at(practice, one.field) + (f" ({one.reason})" if one.reason else ""), one.evidence, counted=True)
        for one in indicator.counted
    ]
    return counted or [Fact(_nothing(behind))]


def _absence(behind: PracticeScore, measure: AnyMeasure) -> list[Fact]:
    """What should be absent: the items that are there all the same, or that there is none."""
    practice, indicator = behind.practice, behind.indicator
    against = [Fact(f"against it: {_at(practice, one.field)}") for one in indicator.not_counted]
    if against:
        return against
    unsupported = any(not one.evidence and one.points < 1 for one in indicator.counted)
    cites = ", though the file does not cite where that was looked for" if unsupported else ""
    return [Fact(f"nothing of the kind in {', '.join(f'`{path}`' for path in measure.feared)}{cites}", counted=True)]


def _nothing(behind: PracticeScore) -> str:
    said = []
    for reason, fields in reasons(behind.indicator.not_counted).items():
        items = sum(field.endswith("]") for field in fields)
        said.append(f"{reason} ({items} items)" if items > 1 else reason)
    shown, more = cut(said, MOST_FACTS)
    return f"nothing counts: {'; '.join(shown)}{'; …' if more else ''}" if said else "nothing counts"


def _at(practice: Practice, field: str) -> str:
    """What stands at an address, in words: a list as its items, a single word with the claim around it."""
    value = value_at(practice, field)
    if isinstance(value, tuple):
        shown, more = cut([fact(item) for item in value], MOST_FACTS)
        return "; ".join(shown) + (f"; and {more} more" if more else "") if shown else f"`{field}`"
    around = block_at(practice, field)
    if isinstance(around, Duration):
        return duration(practice)
    return f"`{field}`" if around is None else fact(around)


@dataclass(frozen=True, slots=True)
class Visit:
    """Whom to ask: a practice with who runs it, where, and what it can be learned from."""

    id: str
    title: str
    where: str
    run_by: str
    documentation: tuple[str, ...]


def visits(lessons: Sequence[Lesson]) -> Iterator[Visit]:
    """The practices of the lessons that are shown, each once, in their order."""
    shown = cut(lessons, MOST_LESSONS)[0]
    found = {one.practice.id: one.practice for lesson in shown for one in cut(lesson.full, MOST_PRACTICES)[0]}
    for practice in found.values():
        location = practice.location
        leads = [one.name for one in practice.organisations if one.role is OrganisationRole.LEAD]
        described = practice.transfer.documentation if practice.transfer else None
        place = next(iter(location.places or ()), None)
        yield Visit(
            id=practice.id,
            title=practice.title,
            where=", ".join([*([place] if place else []), location.partner, COUNTRIES[location.country]]),
            run_by=", ".join(leads),
            documentation=tuple(fact(one) for one in described or ()),
        )
