"""Explanations that the format of practice files gives: its fields, its vocabularies and each of their values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from pydantic import BaseModel

from secon_cli.analysis.glossary.entry import Entry, Kind, Part, Use
from secon_cli.analysis.glossary.of_rubric import indicator_name, share
from secon_cli.practice.fields import ITEMS, Field, fields_of, walk
from secon_cli.practice.model import Practice
from secon_cli.practice.types import type_of, written
from secon_cli.practice.vocabularies import Row, Term
from secon_cli.rubric.measures.base import percentage
from secon_cli.rubric.model import Rubric

_KEY = ".<key>"
_SCREEN_NAMES = {
    "details.beneficiaries": ("Serves", "Those served"),
    "links": ("Useful links",),
    "location.partner": ("Partner region",),
    "organisations": ("Organisation in charge",),
    "quality_assurance[].instrument": ("Instruments of quality assurance",),
    "relevance.aspirations[].aspiration": ("SECON's aspirations",),
    "details.challenges[].kind": ("Kinds of challenge",),
    "details.innovation[].kind": ("Kinds of innovation",),
}
"""What screens call a field, where that is not its name."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A field with the block that holds it."""

    field: Field
    block: type[BaseModel]


def of_practices(rubric: Rubric) -> Iterator[Entry]:
    """Every field, vocabulary and value, with what the rubric makes of it."""
    places = _places()
    for place in places:
        yield _field(place, rubric)
    users: dict[type[Term], list[Field]] = {}
    for place in places:
        if place.field.vocabulary is not None:
            users.setdefault(place.field.vocabulary, []).append(place.field)
    for vocabulary in Term.__subclasses__():
        fields = users.get(vocabulary, [])
        yield _vocabulary(vocabulary, fields)
        yield from (_value(term, fields, rubric) for term in vocabulary)


def _places() -> list[_Place]:
    """Every field of a practice file, with the block that it is declared in."""
    blocks: dict[str, type[BaseModel]] = {"": Practice}
    places = []
    for field in walk():
        above = field.path.removesuffix(field.name).removesuffix(".").removesuffix(_KEY).removesuffix(ITEMS)
        places.append(_Place(field, blocks[above]))
        if field.block is not None:
            blocks[field.path] = field.block
    return places


def _field(place: _Place, rubric: Rubric) -> Entry:
    field = place.field
    words, written = _written(place)
    return Entry(
        Kind.FIELD,
        field.path,
        field.description,
        aliases=(field.path.replace(_KEY, ""), *_SCREEN_NAMES.get(field.path, ())),
        why=_why(field, rubric),
        how=f"Write there: {words}. {_if_unknown(field)}",
        facts=_part_of(place),
        parts=_parts(field),
        example=f"{field.name}: {written}" if written else "",
        uses=(Use(field.path),),
        see=("evidence",) if field.block is not None and "evidence" in field.block.model_fields else (),
    )


def _part_of(place: _Place) -> tuple[Part, ...]:
    """The block that a field stands in, with what the block is."""
    above = place.field.path.removesuffix(place.field.name).removesuffix(".")
    return (Part("Part of", f"`{above}`: {sentence(place.block)}"),) if above else ()


def _written(place: _Place) -> tuple[str, str]:
    """What is written in a field, in words and as an example."""
    field = place.field
    if field.block is not None:
        if _KEY in "".join(one.path for one in walk() if one.path.startswith(f"{field.path}.<")):
            return "a block for each document, under a short name of your own", ""
        return ("a list of blocks" if field.many else "a block"), ""
    if field.vocabulary is not None:
        term = next(iter(field.vocabulary))
        one = f"{'some' if field.many else 'one'} of the words below"
        return one, f"[{term}]" if field.many else str(term)
    kind = type_of(place.block, field.name)
    form = written(kind)
    if form is not None:
        return form.words, form.example
    inner = written(get_args(kind)[0])
    assert inner is not None
    return f"a list of: {inner.words}", f"[{inner.example}]"


def _if_unknown(field: Field) -> str:
    if field.required:
        return "It must be there."
    if field.many:
        return "Write `[]` if you looked and found nothing; leave it out if nobody looked."
    return "Leave it out if the source does not say."


def _parts(field: Field) -> tuple[Part, ...]:
    """The fields of a block, or the words of a vocabulary."""
    if field.block is not None:
        return tuple(Part(one.name, one.description) for one in fields_of(field.block))
    return tuple(Part(str(term), term.meaning) for term in field.vocabulary or ())


def _why(field: Field, rubric: Rubric) -> str:
    """Which indicators look at the field, or at a field below it."""
    readers = [
        f"{indicator.title} (`{indicator_name(key, name)}`, "
        f"{share(rubric.shares[key] * rubric.indicator_shares(key)[name])} of the total)"
        for key, name, indicator in rubric.indicators()
        if any(_within(read, field.path) for read in indicator.measure.fields_read())
    ]
    if readers:
        return f"Read by {_listed(readers)}."
    if field.name == "evidence":
        return f"A claim that cites nothing counts {percentage(rubric.unsupported)} of what it could."
    if field.name == "note":
        return "Scores nothing: it tells readers what to be careful about."
    return "Scores nothing under the rubric in force: it tells readers what the practice is."


def _within(read: str, path: str) -> bool:
    return read == path or read.startswith((f"{path}.", f"{path}{ITEMS}"))


def _vocabulary(vocabulary: type[Term], fields: Sequence[Field]) -> Entry:
    title = vocabulary_title(vocabulary)
    where = [f"`{field.path}`" for field in fields] or ["citations in `evidence`"]
    return Entry(
        Kind.VOCABULARY,
        title.lower().replace(" ", "_"),
        sentence(vocabulary),
        title=title,
        aliases=(vocabulary.__name__,),
        why="Words from a list can be counted and compared over all practices; sentences cannot.",
        how="Take the value that fits best, exactly as it is written here. The coding guide says how to choose.",
        facts=(Part("Used by", _listed(where)),),
        parts=tuple(Part(str(term), term.meaning) for term in vocabulary),
        example=_as_written(next(iter(vocabulary)), fields),
    )


def sentence(described: type) -> str:
    """What a block or a vocabulary is, as it is declared."""
    return " ".join((described.__doc__ or "").split())


def vocabulary_title(vocabulary: type[Term]) -> str:
    """The name of a vocabulary in words: `Organisation type`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", vocabulary.__name__).capitalize()


def _value(term: Term, fields: Sequence[Field], rubric: Rubric) -> Entry:
    title = vocabulary_title(type(term))
    where = [f"`{field.path}`" for field in fields] or ["citations in `evidence`"]
    worth = [words for field in fields for words in _worth(term, field.path, rubric)]
    return Entry(
        Kind.VALUE,
        f"{title.lower().replace(' ', '_')}.{term}",
        f"{term.meaning[:1].upper()}{term.meaning[1:]}.",
        aliases=tuple(f"{field.name}: {term}" for field in fields),
        why=" ".join(f"{words}." for words in worth) or "Scores nothing by itself under the rubric in force.",
        how=f"Write `{_as_written(term, fields)}` where the source shows it, and cite where.",
        facts=(Part("Vocabulary", f"{title}, for {_listed(where)}"),),
        parts=tuple(Part(str(one), one.meaning) for one in type(term) if one is not term),
        example=_as_written(term, fields),
        uses=tuple(Use(field.path, str(term)) for field in fields),
    )


def _as_written(term: Term, fields: Sequence[Field]) -> str:
    if not fields:
        return f"evidence: report:{term}" if isinstance(term, Row) else str(term)
    return f"{fields[0].name}: [{term}]" if fields[0].many else f"{fields[0].name}: {term}"


def _worth(term: Term, path: str, rubric: Rubric) -> Iterator[str]:
    """What each indicator that names the value makes of it."""
    for key, name, indicator in rubric.indicators():
        words = indicator.measure.worth(path, str(term))
        if words:
            yield f"For {indicator.title} (`{indicator_name(key, name)}`) {words}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
