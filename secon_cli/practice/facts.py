"""Practices in plain words: a claim as one line, the record as plain values, a field by its address."""

import re

from pydantic import BaseModel

from secon_cli.practice.model import Block, Duration, Practice
from secon_cli.practice.types import NOT_STATED, Quantity
from secon_cli.practice.values import PartialDate
from secon_cli.practice.vocabularies import Qualifier, Term

_SUBJECTS = ("what", "name", "who", "where", "how", "source", "label", "title")
"""The fields that say what a claim is about, the best first."""
_STEP = re.compile(r"([a-z_]+)((?:\[[0-9]+\])*)")


def fact(value: object, *, terms: bool = True) -> str:
    """A claim or a value as one line: its subject, its figure, and with `terms` the terms and dates that it holds."""
    if not isinstance(value, BaseModel):
        return _words(value)
    fields = {name: getattr(value, name) for name in type(value).model_fields if name not in ("evidence", "note")}
    filled = {
        name: held
        for name, held in fields.items()
        if held is not None and not isinstance(held, BaseModel | tuple | dict)
    }
    subject = next((name for name in _SUBJECTS if name in filled), None)
    about = str(filled.pop(subject)) if subject else ""
    figure = _figure(filled)
    rest = ", ".join(_words(item) for item in filled.values() if not isinstance(item, str) or isinstance(item, Term))
    head = f"{about}: {figure}" if about and figure else about or figure
    return f"{head} ({rest})" if head and rest and terms else head or rest


def _figure(filled: dict[str, object]) -> str:
    """The figure of a claim with its unit and how it is to be read; takes out of `filled` what it says."""
    cost = filled.pop("cost", None)
    spent = f"for {_words(cost)} {filled.pop('currency', '')}".rstrip() if cost is not None else ""
    number = filled.pop("amount", None) or filled.pop("value", None) or filled.pop("count", None)
    unit = filled.pop("currency", None) or filled.pop("unit", None)
    share = filled.pop("share", None)
    how = filled.get("qualifier")
    if how is Qualifier.EXACT or (number is not None and how is not None):
        filled.pop("qualifier")
    parts = []
    if number is not None:
        qualifier = f"{_words(how)} " if how is not None and how is not Qualifier.EXACT else ""
        size, kind = _words(number), "" if unit is None else f" {_words(unit)}"
        if size == "1" and isinstance(unit, Term):
            kind = kind.removesuffix("s")
        parts.append(f"{qualifier}{size}{kind}")
    if share is not None:
        parts.append(f"{share} %")
    if spent:
        parts.append(spent)
    return ", ".join(parts)


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return f"{len(value)} items" if len(value) != 1 else "1 item"
    if isinstance(value, Quantity):
        ends = [f"{end:,}" for end in (value.low, value.high)]
        return ends[0] if ends[0] == ends[1] else "–".join(ends)
    if isinstance(value, PartialDate):
        return value.words
    return str(value).replace("_", " ") if isinstance(value, Term) else str(value)


def value_at(practice: Practice, field: str) -> object:
    """The value at an address such as `relevance.aspirations[0]`; None where there is none."""
    value: object = practice
    for name, indices in _STEP.findall(field):
        value = getattr(value, name, None)
        for index in re.findall(r"[0-9]+", indices):
            value = value[int(index)] if isinstance(value, tuple) and int(index) < len(value) else None
    return value


def block_at(practice: Practice, field: str) -> object:
    """The innermost claim or item that the value at an address belongs to: what gives a single word its meaning."""
    value = value_at(practice, field)
    if isinstance(value, BaseModel | tuple):
        return value
    above = value_at(practice, field.rpartition(".")[0])
    return above if isinstance(above, BaseModel) else value


def duration_words(duration: Duration) -> str:
    """Start, end and status in words."""
    start = f"since {duration.start.words}" if duration.start else "start not stated"
    if duration.in_place:
        start = f"{start}, in place for {duration.in_place}" if duration.start else f"in place for {duration.in_place}"
    qualifier = f" ({duration.end_is})" if duration.end_is else ""
    end = (
        f"until {duration.end.words}{qualifier}"
        if isinstance(duration.end, PartialDate)
        else str(duration.end or "no end stated")
    )
    return ", ".join([start, end, *([str(duration.status)] if duration.status else [])])


def plain(value: object) -> object:
    """The record in plain values, as JSON can hold it: dates, amounts and citations as they are written in a file."""
    if isinstance(value, BaseModel):
        looked_for = value.not_stated if isinstance(value, Block) else frozenset()
        return {
            name: NOT_STATED if name in looked_for else plain(held)
            for name in type(value).model_fields
            if ((held := getattr(value, name)) is not None or name in looked_for)
            and not (name == "evidence" and held == ())
        }
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return str(value)
