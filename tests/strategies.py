"""Random valid practices and rubrics, for properties that hold for all of them.

Practices come from the models themselves, so that a new field or vocabulary is tried without a change here; they are
given in plain values, as a reader of files gives them, for tests to change before the model reads them.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import BaseModel

from secon_cli.practice import model
from secon_cli.practice import values as t
from secon_cli.practice.fields import Field, fields_of, walk
from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import Row, Term
from secon_cli.rubric.model import Rubric
from tests.samples import Record, criterion, indicator

_MOST_ITEMS = 3
_SOURCES = ("report", "study")
_ANY_DAY = st.dates(date(2000, 1, 1), date(2030, 12, 31))

prose = st.text("abcdefghijklmnopqrstuvwxyzäéšžø .,:–€", min_size=1, max_size=20).map(lambda text: f"A {text}.")
"""Text without any meaning for a score."""

_plain_dates = st.tuples(_ANY_DAY, st.sampled_from((4, 7, 10))).map(lambda drawn: drawn[0].isoformat()[: drawn[1]])
partial_dates = _plain_dates | st.sampled_from(("2016~", "2019-05~", "201X", "../2015", "2018/.."))
"""Dates as files write them: a year, a month or a day; about, in a decade, no later, no earlier."""

citations = st.tuples(
    st.sampled_from(_SOURCES), st.sampled_from(["", *(f":{row}" for row in Row)]), st.sampled_from(["", " p1", " p2-3"])
).map("".join) | st.sampled_from(["https://example.org/", "http://example.org/a?b=c"])

_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    t.Text: prose,
    t.Title: prose,
    t.Slug: st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True),
    t.Url: st.just("https://example.org/page"),
    t.FormatVersion: st.just("1"),
    t.Country: st.sampled_from(["LV", "NO", "DE", "HU"]),
    t.Currency: st.sampled_from(["EUR", "HUF"]),
    t.Date: partial_dates,
    t.End: partial_dates | st.just("ongoing"),
    t.Length: st.sampled_from(["15 years", "18 months", "2+ years"]),
    t.Amount: st.sampled_from(["0", "40", "12.50", "5-6"]),
    t.Figure: st.sampled_from(["0", "40", "-12.50", "5-6"]),
    t.Share: st.sampled_from(["0", "12.5 %", "100"]),
    t.PageRange: st.sampled_from(["1", "1-9"]),
    t.Evidence: citations | st.lists(citations, max_size=2),
}


def _consistent(block: type[BaseModel], values: Record) -> Record:
    """The values of a block, made to keep the rules that tie its fields together."""
    stated = {name for name, value in values.items() if value != t.NOT_STATED}
    pairs = (("amount", "currency"),) if issubclass(block, model.Money) else (("cost", "currency"),)
    for pair in pairs if issubclass(block, model.Money | model.Metric) else ():
        if len(stated.intersection(pair)) == 1:
            values = {name: value for name, value in values.items() if name not in pair}
    if issubclass(block, model.Metric):
        named = {name: value for name, value in values.items() if name not in ("value", "qualifier")}
        if values["level"] == "planned":
            return named
        return named | ({"value": values["value"]} if "value" in stated else {"qualifier": "not_measured"})
    return values


def _word(term: Term) -> str:
    return term.value


def _values(field: Field, hint: Any) -> st.SearchStrategy[Any]:
    kinds = [hint] if hint in _SCALARS or get_origin(hint) is None else [*get_args(hint), hint]
    known = next((_SCALARS[kind] for kind in kinds if kind in _SCALARS), None)
    if known is not None:
        return known
    if field.block is not None:
        of = field.block
        # Deferred, so that the representation stays short.
        item: st.SearchStrategy[Any] = st.deferred(lambda: blocks(of))
    elif field.vocabulary is not None:
        item = st.sampled_from(field.vocabulary).map(_word)
    else:
        item = prose
    return st.lists(item, max_size=_MOST_ITEMS) if field.many else item


@cache
def blocks(block: type[BaseModel]) -> st.SearchStrategy[Record]:
    """Values of one block: all that it requires, and any of the rest."""
    hints = get_type_hints(block, include_extras=True)
    fields = {field.name: field for field in fields_of(block)}
    values = {name: _values(field, hints[name]) for name, field in fields.items() if name != "sources"}
    required = {name: value for name, value in values.items() if fields[name].required}
    optional = {
        name: value | st.just(t.NOT_STATED) if model.may_be_not_stated(block, name) else value
        for name, value in values.items()
        if not fields[name].required
    }
    return st.fixed_dictionaries(required, optional=optional).map(lambda drawn: _consistent(block, drawn))


def records() -> st.SearchStrategy[Record]:
    """Practices in plain values, whose every citation resolves."""
    sources = st.fixed_dictionaries({key: blocks(model.Source) for key in _SOURCES})
    return st.builds(lambda values, cited: {**values, "sources": cited}, blocks(Practice), sources)


practices = records().map(Practice.model_validate)
"""Practices as the models hold them."""

_FIELDS = [field for field in walk() if not field.path.startswith("sources")]
LISTS = [field for field in _FIELDS if field.many and field.block is not None]
"""Every list of blocks that a measure can count."""
CLAIMS = [field for field in LISTS if field.block and issubclass(field.block, model.Claim)]
"""Those whose items can cite evidence."""
_TERMS = [field for field in _FIELDS if field.vocabulary is not None]

_weights = st.integers(1, 100).map(float)
_shares = st.integers(0, 8).map(lambda eighths: eighths / 8)


def _terms(field: Field) -> list[str]:
    vocabulary: type[Term] | None = field.vocabulary
    return [term.value for term in vocabulary or ()]


def _some_terms(field: Field) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(_terms(field)), min_size=1, max_size=4, unique=True)


@st.composite
def _where(draw: st.DrawFn, items: Field) -> Record:
    assert items.block is not None
    own = list(fields_of(items.block))
    chosen = draw(st.lists(st.sampled_from(own), max_size=2, unique_by=lambda field: field.name))
    words = st.sampled_from(["any", "none"])
    return {field.name: draw(words | _some_terms(field) if field.vocabulary else words) for field in chosen}


@st.composite
def counts(draw: st.DrawFn, items: Field) -> Record:
    """A `count` measure over the given list."""
    assert items.block is not None
    named = [field for field in fields_of(items.block) if field.vocabulary]
    measure: Record = {"kind": "count", "of": items.path, "full_at": draw(st.integers(1, 8)) / 2}
    if draw(st.booleans()):
        measure["where"] = draw(_where(items))
    if draw(st.booleans()) and named:
        field = draw(st.sampled_from(named))
        measure["points"] = {field.name: draw(scales(field))}
        if draw(st.booleans()):
            other = draw(st.sampled_from(named))
            measure["points"][other.name] = draw(scales(other))
    if draw(st.booleans()) and named:
        measure["distinct"] = draw(st.sampled_from(named)).name
    return measure


@st.composite
def scales(draw: st.DrawFn, field: Field) -> dict[str, float]:
    """Points for some values of a field with a vocabulary, not all of them 0."""
    scale = {term: draw(_shares) for term in draw(_some_terms(field))}
    return scale if any(scale.values()) else dict.fromkeys(scale, 1.0)


@st.composite
def presents(draw: st.DrawFn) -> Record:
    """A `present` measure of one to three fields."""
    paths = st.lists(st.sampled_from([field.path for field in _FIELDS]), min_size=1, max_size=3, unique=True)
    return {"kind": "present", "fields": draw(paths)}


@st.composite
def ordinals(draw: st.DrawFn) -> Record:
    """An `ordinal` measure of a field with a vocabulary."""
    field = draw(st.sampled_from(_TERMS))
    return {"kind": "ordinal", "of": field.path, "scale": draw(scales(field))}


@st.composite
def none_ofs(draw: st.DrawFn) -> Record:
    """A `none_of` measure of a list."""
    items = draw(st.sampled_from(LISTS))
    return {"kind": "none_of", "of": items.path, "where": draw(_where(items))}


@st.composite
def years(draw: st.DrawFn) -> Record:
    """A `years` measure, without a gate."""
    lengths = sorted(draw(st.lists(st.integers(0, 20), min_size=2, max_size=4, unique=True)))
    values = sorted(draw(st.lists(_shares, min_size=len(lengths), max_size=len(lengths))))
    return {"kind": "years", "curve": [list(point) for point in zip(lengths, values, strict=True)]}


@st.composite
def unit_costs(draw: st.DrawFn) -> Record:
    """A `unit_cost` measure."""
    costs = sorted(draw(st.lists(st.sampled_from([1, 4, 20, 500, 10_000]), min_size=2, max_size=4, unique=True)))
    values = sorted(draw(st.lists(_shares, min_size=len(costs), max_size=len(costs))), reverse=True)
    (metrics,) = (items for items in LISTS if items.path == "results.metrics")
    curve = [list(point) for point in zip(costs, values, strict=True)]
    return {"kind": "unit_cost", "where": draw(_where(metrics)), "curve": curve}


def measures(*kinds: str) -> st.SearchStrategy[Record]:
    """Measures in plain values, of the given kinds or of all."""
    made: dict[str, Callable[[], st.SearchStrategy[Record]]] = {
        "present": presents,
        "count": lambda: st.sampled_from(LISTS).flatmap(counts),
        "ordinal": ordinals,
        "none_of": none_ofs,
        "years": years,
        "unit_cost": unit_costs,
    }
    return st.one_of(*(made[kind]() for kind in kinds or made))


@st.composite
def rubric_records(draw: st.DrawFn, *kinds: str) -> Record:
    """Rubrics in plain values, with measures of the given kinds or of all."""
    keys = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda key: key != "weight")
    indicators = st.builds(indicator, _weights, measures(*kinds))
    many_indicators = st.dictionaries(keys, indicators, min_size=1, max_size=3)
    criteria = st.builds(lambda weight, parts: criterion(weight, **parts), _weights, many_indicators)
    return {
        "rubric": "drawn",
        "version": "1.0.0",
        "as_of": draw(_ANY_DAY).isoformat(),
        "unsupported": draw(_shares),
        "bands": [{"name": "high", "at_least": 50}, {"name": "low", "at_least": 0}],
        "criteria": draw(st.dictionaries(keys, criteria, min_size=1, max_size=4)),
    }


def rubrics(*kinds: str) -> st.SearchStrategy[Rubric]:
    """Rubrics as the models hold them."""
    return rubric_records(*kinds).map(Rubric.model_validate)
