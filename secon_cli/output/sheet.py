"""What every format of `show` shares: the facts row by row of the template, fields in words and with their lines."""

from collections.abc import Iterator
from math import fsum

from secon_cli.analysis.sheet import Sheet
from secon_cli.engine.assessment import IndicatorAssessment
from secon_cli.practice.facts import duration_words, fact, value_at
from secon_cli.practice.model import Block, Claim, Practice
from secon_cli.practice.vocabularies import COUNTRIES, Term
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.measures.base import NotCounted

RAISES = 5
"""How many of the changes that would raise the total most are shown."""


def rows(practice: Practice) -> Iterator[tuple[str, list[str]]]:
    """The template's rows that hold something, each with its lines."""
    for heading, lines in _all_rows(practice):
        if lines:
            yield heading, lines


def _all_rows(practice: Practice) -> Iterator[tuple[str, list[str]]]:
    location = practice.location
    places = ", ".join(dict.fromkeys([*(location.places or ()), *([location.region] if location.region else [])]))
    yield "Location", [f"{COUNTRIES[location.country]}, {location.partner}" + (f": {places}" if places else "")]
    yield "Organisations", _facts(practice.organisations)
    yield "Duration", [duration_words(practice.duration)]
    yield "Summary", [practice.summary]
    resources, details, results, transfer = practice.resources, practice.details, practice.results, practice.transfer
    if resources:
        yield "Funding", _facts(resources.funding)
        yield "Budget", _facts(resources.budget)
        yield "Staff", _facts(resources.staff)
    if details:
        yield "Topics", [", ".join(_facts(details.topics))] if details.topics else []
        yield "Serves", _facts(details.beneficiaries)
        yield "Challenges", _facts(details.challenges)
    if results:
        yield "Results", _facts(results.metrics)
    if transfer:
        yield "Transfer", _facts(transfer.cases)
    yield "Links", [link.url or link.label for link in practice.links or ()]


def _facts(items: tuple[object, ...] | None) -> list[str]:
    return [_with_note(item) for item in items or ()]


def _with_note(item: object) -> str:
    note = item.note if isinstance(item, Claim) else None
    return f"{fact(item)}{' *' if note else ''}" if isinstance(item, Block) else fact(item)


def notes(practice: Practice) -> list[str]:
    """What the file says about vague or contradictory statements, in the order of the file."""
    return list(dict.fromkeys(_notes(practice)))


def _notes(value: object) -> Iterator[str]:
    if isinstance(value, Block):
        note = getattr(value, "note", None)
        if note:
            yield note
        for name in type(value).model_fields:
            yield from _notes(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _notes(item)


def reasons(not_counted: tuple[NotCounted, ...]) -> dict[str, list[str]]:
    """The fields that did not count, those with the same reason together."""
    fields: dict[str, list[str]] = {}
    for missed in not_counted:
        fields.setdefault(missed.reason, []).append(missed.field)
    return fields


def what(sheet: Sheet, field: str) -> str:
    """The fact at a field in words, or the field's own name where it is a list or nothing stands there."""
    value = value_at(sheet.scored.assessment.practice, field) if "[]" not in field else None
    if value is None or isinstance(value, tuple):
        return field
    return f"{field.rpartition('.')[2]}: {fact(value)}" if isinstance(value, Term) else fact(value)


def reached(indicator: IndicatorAssessment, measure: AnyMeasure) -> str:
    """The points that counted and those that are full, such as `1.75 of 2.5`; empty where a measure has no such sum."""
    full = measure.full_points
    if full is None or not indicator.assessed:
        return ""
    return f"{fsum(item.points for item in indicator.counted):.4g} of {full:g}"


def place(sheet: Sheet, field: str) -> str:
    """The address of a field, with its line in the file where it has one."""
    line = sheet.lines.get(field)
    return f"{field} line {line}" if line else field
