"""The facts of a practice in words: its template's rows, a field's fact, notes with their numbers."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from secon_cli.output.document import Fact, Line, Text, data, joined, line, link, muted
from secon_cli.practice.facts import block_at, fact, value_at
from secon_cli.practice.model import Block, Practice
from secon_cli.practice.vocabularies import COUNTRIES, Term
from secon_cli.rubric.measures.base import NotCounted

_SENTENCES = ("how", "what", "who")
"""Fields that say in a sentence what a single word of the same block stands for."""
_LISTED = 3
"""Items that are named of a list."""


class Notes:
    """The notes of a practice, each with a number, in the order in which they are first referred to."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, item: object) -> str:
        """The reference to the note of an item, such as ` [2]`; empty where it has none."""
        note = getattr(item, "note", None)
        if not isinstance(note, str) or not note:
            return ""
        return f" [{self._numbers.setdefault(note, len(self._numbers) + 1)}]"

    def rest(self, practice: Practice) -> None:
        """Number what no row refers to."""
        for item in _blocks(practice):
            self.mark(item)

    @property
    def texts(self) -> Sequence[str]:
        """The notes in the order of their numbers."""
        return list(self._numbers)


def _blocks(value: object) -> Iterator[Block]:
    if isinstance(value, Block):
        yield value
        for name in type(value).model_fields:
            yield from _blocks(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _blocks(item)


def template_rows(practice: Practice, notes: Notes) -> Iterator[Fact]:
    """The rows of the template that hold something."""
    for label, lines in _rows(practice, notes):
        if lines:
            yield Fact(label, lines)


def _rows(practice: Practice, notes: Notes) -> Iterator[tuple[str, list[Text]]]:
    location = practice.location
    places = ", ".join(dict.fromkeys([*(location.places or ()), *([location.region] if location.region else [])]))
    where = f"{COUNTRIES[location.country]}, {location.partner}" + (f": {places}" if places else "")
    yield "Location", [line(data(where), muted(notes.mark(location)))]
    yield "Organisations", _facts(practice.organisations, notes)
    yield "Duration", [line(data(duration(practice)), muted(notes.mark(practice.duration)))]
    yield "Summary", [data(practice.summary)]
    resources, details, results, transfer = practice.resources, practice.details, practice.results, practice.transfer
    if resources:
        yield "Funding", _facts(resources.funding, notes)
        yield "Budget", _facts(resources.budget, notes)
        yield "Staff", _facts(resources.staff, notes)
    if details:
        yield "Topics", [joined(_facts(details.topics, notes))] if details.topics else []
        yield "Serves", _facts(details.beneficiaries, notes)
        yield "Challenges", _facts(details.challenges, notes)
    if results:
        yield "Results", _facts(results.metrics, notes)
    if transfer:
        yield "Transfer", _facts(transfer.cases, notes)
    yield (
        "Links",
        [
            link(one.label or one.url or "", one.url) if one.url else data(one.label or "")
            for one in practice.links or ()
        ],
    )


def _facts(items: Sequence[object] | None, notes: Notes) -> list[Text]:
    return [line(data(fact(item)), muted(notes.mark(item))) for item in items or ()]


def duration(practice: Practice) -> str:
    """Start, end and status in words."""
    known = practice.duration
    start = f"since {known.start}" if known.start else "start not stated"
    qualifier = f" ({known.end_is})" if known.end_is else ""
    if known.end and str(known.end) != "ongoing":
        end = f"until {known.end}{qualifier}"
    else:
        end = str(known.end or "no end stated")
    return ", ".join([start, end, *([str(known.status)] if known.status else [])])


def fact_at(practice: Practice, field: str) -> str | None:
    """The fact at a field in words; None where the field is a whole list of the format, or nothing is stated there."""
    value = value_at(practice, field) if "[]" not in field else None
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        named = "; ".join(fact(item) for item in value[:_LISTED])
        return f"{named}; and {len(value) - _LISTED} more" if len(value) > _LISTED else named
    if not isinstance(value, Term):
        return fact(value)
    name = field.rpartition(".")[2]
    block = block_at(practice, field)
    sentence = next((said for key in _SENTENCES if (said := getattr(block, key, None))), None)
    said = f"{name}: {fact(value)}"
    return f"{sentence} ({said})" if isinstance(block, BaseModel) and isinstance(sentence, str) else said


def place_of(field: str, lines: Mapping[str, int]) -> str:
    """The address of a field, with its line in the file where it has one."""
    number = lines.get(field)
    return f"{field} line {number}" if number else field


def by_reason(not_counted: Sequence[NotCounted]) -> Mapping[str, Sequence[str]]:
    """The fields that did not count, those with the same reason together."""
    fields: dict[str, list[str]] = {}
    for missed in not_counted:
        fields.setdefault(missed.reason, []).append(missed.field)
    return fields


def evidence_of(evidence: Sequence[str]) -> Line:
    """What a fact cites, or that it cites nothing."""
    return line(muted(" ["), data(", ".join(evidence)), muted("]")) if evidence else line(muted(" (no evidence)"))
