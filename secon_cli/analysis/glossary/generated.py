"""The entries of the glossary, from the rubric, the practice format, the kinds of measure, and `terms.toml`."""

import pkgutil
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pydantic import BaseModel

from secon_cli.analysis.glossary.entries import Entry, EntryKind, EntryPart, Use
from secon_cli.analysis.glossary.lookup import Glossary
from secon_cli.analysis.panel.agreement import CONFIDENCE, RELIABLE, TENTATIVE
from secon_cli.analysis.robustness import SAFE, TOSS
from secon_cli.practice.assessor import HIGHEST, LOWEST, STEP
from secon_cli.practice.fields import ITEMS, Field, fields_of, walk
from secon_cli.practice.model import Practice
from secon_cli.practice.types import type_of, written
from secon_cli.practice.vocabularies import Row, Term
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.measures.base import MeasureBase, and_list, percentage, quantity
from secon_cli.rubric.model import Band, Criterion, Indicator, Rubric

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_MEASURES: tuple[type[MeasureBase], ...] = get_args(AnyMeasure)


def glossary(rubric: Rubric, rules: Iterable[Entry] = ()) -> Glossary:
    """Every entry, by kind; `rules` come from the checks, which this layer does not know."""
    entries = [*_rubric_entries(rubric), *_measures(), *_terms(rubric), *_practice_entries(rubric), *rules]
    order = list(EntryKind)
    return Glossary(tuple(sorted(entries, key=lambda entry: order.index(entry.kind))))


# --- Terms ------------------------------------------------------------------------------------------------------------


def _terms(rubric: Rubric) -> Iterator[Entry]:
    content = pkgutil.get_data(__package__, "terms.toml")
    assert content is not None
    values = _placeholders(rubric)
    lists = _lists(rubric)
    for term in tomllib.loads(content.decode())["term"]:
        meaning, why, how, example = (
            _PLACEHOLDER.sub(lambda match: values[match[1]], term[name])
            for name in ("meaning", "why", "how", "example")
        )
        yield Entry(
            EntryKind.TERM,
            term["name"],
            meaning,
            why=why,
            how=how,
            example=example,
            aliases=tuple(_PLACEHOLDER.sub(lambda match: values[match[1]], alias) for alias in term.get("aliases", ())),
            parts=lists[term["lists"]] if "lists" in term else (),
            see=tuple(term.get("see", ())),
        )


def _placeholders(rubric: Rubric) -> Mapping[str, str]:
    """What the texts of the terms take from the rubric in force and from the program's constants."""
    return {
        "as_of": str(rubric.as_of),
        "bands": ", ".join(f"{band.name} from {quantity(band.at_least)}" for band in rubric.bands),
        "coin_toss": percentage(TOSS),
        "confidence": percentage(CONFIDENCE),
        "criteria": str(len(rubric.criteria)),
        "highest_rating": str(HIGHEST),
        "lowest_rating": str(LOWEST),
        "measures": and_list([_kind(measure) for measure in _MEASURES]),
        "rating_step": str(STEP),
        "reliable": quantity(RELIABLE),
        "safe": percentage(SAFE),
        "tentative": quantity(TENTATIVE),
        "unsupported": quantity(rubric.unsupported),
    }


def _lists(rubric: Rubric) -> Mapping[str, tuple[EntryPart, ...]]:
    """What a term can list."""
    return {
        "bands": tuple(EntryPart(band.name, _band_span(rubric, band)) for band in rubric.bands),
        "criteria": tuple(
            EntryPart(key, f"{criterion.title}, {share(rubric.shares[key])} of the total")
            for key, criterion in rubric.criteria.items()
        ),
        "measures": tuple(EntryPart(_kind(measure), sentence(measure, 1)) for measure in _MEASURES),
    }


def _measures() -> Iterator[Entry]:
    for measure in _MEASURES:
        yield Entry(
            EntryKind.MEASURE,
            _kind(measure),
            sentence(measure),
            why=measure.purpose,
            how=measure.how_to,
            example=f"measure: {measure.example}",
            see=("measure",),
        )


def _kind(measure: type[MeasureBase]) -> str:
    return str(get_args(measure.model_fields["kind"].annotation)[0])


# --- Rubric -----------------------------------------------------------------------------------------------------------


def _rubric_entries(rubric: Rubric) -> Iterator[Entry]:
    """Everything that has a name in the rubric."""
    for key, criterion in rubric.criteria.items():
        yield _criterion(rubric, key, criterion)
    for key, name, indicator in rubric.indicators():
        yield _indicator(rubric, key, name, indicator)
    yield _gate(rubric)
    for band in rubric.bands:
        yield _band(rubric, band)


def indicator_name(criterion: str, indicator: str) -> str:
    """The full name of an indicator."""
    return f"{criterion}.{indicator}"


def share(weight: float) -> str:
    """A share of the total or of a criterion, to a tenth of a percent."""
    return percentage(round(weight, 4)) if weight else "0 %"


def _criterion(rubric: Rubric, key: str, criterion: Criterion) -> Entry:
    shares = rubric.indicator_shares(key)
    return Entry(
        EntryKind.CRITERION,
        key,
        criterion.asks,
        title=criterion.title,
        aliases=(criterion.heading,),
        why=criterion.why or "The rubric gives no reason for it.",
        how="Improve its indicators, the one with the largest weight first.",
        facts=(EntryPart("Weight", f"{share(rubric.shares[key])} of the total"),),
        parts=tuple(
            EntryPart(indicator_name(key, name), f"{indicator.title}, {share(shares[name])}. {indicator.improve}")
            for name, indicator in criterion.indicators.items()
        ),
        see=("criterion", "weight", "score"),
    )


def _indicator(rubric: Rubric, key: str, name: str, indicator: Indicator) -> Entry:
    part, whole = rubric.indicator_shares(key)[name], rubric.shares[key]
    criterion = rubric.criteria[key].title
    return Entry(
        EntryKind.INDICATOR,
        indicator_name(key, name),
        " ".join(indicator.measure.words()),
        title=indicator.title,
        why=indicator.why,
        how=indicator.improve,
        facts=(
            EntryPart("Criterion", f"{criterion} (`{key}`)"),
            EntryPart("Weight", f"{share(part)} of the criterion, {share(part * whole)} of the total"),
        ),
        uses=tuple(Use(field) for field in indicator.measure.fields_read()),
        see=(indicator.measure.kind, "gain"),
    )


def _gate(rubric: Rubric) -> Entry:
    needed = rubric.gate_years
    if needed is None:
        meaning = "Whether a practice is eligible. The rubric in force has no gate, so every practice is."
    else:
        meaning = (
            f"Whether a practice is eligible: it has been in place for at least {quantity(needed)} years. "
            "✓ met, ✗ not met, ? uncertain: met under one reading of its dates but not another, or no start known."
        )
    gated = (key for key, _, one in rubric.indicators() if one.measure.required_years is not None)
    return Entry(
        EntryKind.GATE,
        "gate",
        meaning,
        aliases=("✓", "✗", "?", "met", "not met", "uncertain", "eligible", "fail the gate", "failing_gate", "at_least"),
        why="A practice should have proved itself over time before others adopt it. One that fails the gate keeps its "
        "scores and is ranked after all others, marked.",
        how="Give start and end of the practice as precisely as the source does: a year or a month means any of its "
        "days, so a precise date can turn an uncertain gate into one that is met.",
        facts=tuple(EntryPart("Criterion", f"{rubric.criteria[key].title} (`{key}`)") for key in gated),
        example="April 2021 to March 2023 is between 1.84 and 2.00 years, so a gate of 2 years is uncertain.",
        uses=(Use("duration.start"), Use("duration.end")),
        see=("time in place", "rank"),
    )


def _band(rubric: Rubric, band: Band) -> Entry:
    return Entry(
        EntryKind.BAND,
        band.name,
        _band_span(rubric, band),
        why="A name for a total, because a few points of difference mean little. The lower bound belongs to the band, "
        "and is compared with the unrounded total.",
        how="`secon show` lists what would raise a practice's total most, in points.",
        see=("band", "total"),
    )


def _band_span(rubric: Rubric, band: Band) -> str:
    higher = [other.at_least for other in rubric.bands if other.at_least > band.at_least]
    below = f" and below {quantity(min(higher))}" if higher else ""
    span = f"A total of at least {quantity(band.at_least)}{below}."
    return f"{span} {band.meaning}" if band.meaning else span


# --- Practice format --------------------------------------------------------------------------------------------------

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
"""Names of fields on screens, if different."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A field with the block that holds it."""

    field: Field
    block: type[BaseModel]


def _practice_entries(rubric: Rubric) -> Iterator[Entry]:
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
        EntryKind.FIELD,
        field.path,
        field.description,
        aliases=(field.path.replace(_KEY, ""), *_SCREEN_NAMES.get(field.path, ())),
        why=_why(field, rubric),
        how=f"Write {words}. {_if_unknown(field)}",
        facts=_part_of(place),
        parts=_parts(field),
        example=f"{field.name}: {written}" if written else "",
        uses=(Use(field.path),),
        see=("evidence",) if field.block is not None and "evidence" in field.block.model_fields else (),
    )


def _part_of(place: _Place) -> tuple[EntryPart, ...]:
    """The block that contains a field, with a description of the block."""
    above = place.field.path.removesuffix(place.field.name).removesuffix(".")
    return (EntryPart("Part of", f"`{above}`: {sentence(place.block)}"),) if above else ()


def _written(place: _Place) -> tuple[str, str]:
    """How a field is written, in words and as an example."""
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
        return "It is required."
    if field.many:
        return "Write `[]` if you looked and found nothing; leave it out if you did not look."
    return "Leave it out if the source does not say."


def _parts(field: Field) -> tuple[EntryPart, ...]:
    """The fields of a block, or the words of a vocabulary."""
    if field.block is not None:
        return tuple(EntryPart(one.name, one.description) for one in fields_of(field.block))
    return tuple(EntryPart(str(term), term.meaning) for term in field.vocabulary or ())


def _why(field: Field, rubric: Rubric) -> str:
    """Which indicators look at the field, or at a field below it."""
    readers = [
        f"{indicator.title} (`{indicator_name(key, name)}`, "
        f"{share(rubric.shares[key] * rubric.indicator_shares(key)[name])} of the total)"
        for key, name, indicator in rubric.indicators()
        if any(_within(read, field.path) for read in indicator.measure.fields_read())
    ]
    if readers:
        return f"Read by {and_list(readers)}."
    if field.name == "evidence":
        return f"A claim without evidence counts {percentage(rubric.unsupported)} of what it could."
    if field.name == "note":
        return "Not scored: it tells readers what to be careful about."
    return "Not scored under the rubric in force: it tells readers about the practice."


def _within(read: str, path: str) -> bool:
    return read == path or read.startswith((f"{path}.", f"{path}{ITEMS}"))


def _vocabulary(vocabulary: type[Term], fields: Sequence[Field]) -> Entry:
    title = vocabulary_title(vocabulary)
    where = [f"`{field.path}`" for field in fields] or ["citations in `evidence`"]
    return Entry(
        EntryKind.VOCABULARY,
        title.lower().replace(" ", "_"),
        sentence(vocabulary),
        title=title,
        aliases=(vocabulary.__name__,),
        why="Values from a list can be counted and compared across practices; sentences cannot.",
        how="Use the value that fits best, exactly as written here. The coding guide says how to choose.",
        facts=(EntryPart("Used by", and_list(where)),),
        parts=tuple(EntryPart(str(term), term.meaning) for term in vocabulary),
        example=_as_written(next(iter(vocabulary)), fields),
    )


def sentence(described: type, paragraphs: int | None = None) -> str:
    """The description of a block, a vocabulary or a measure, as declared; all of it, or the first `paragraphs`."""
    return " ".join(" ".join((described.__doc__ or "").split("\n\n")[:paragraphs]).split())


def vocabulary_title(vocabulary: type[Term]) -> str:
    """The name of a vocabulary in words: `Organisation type`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", vocabulary.__name__).capitalize()


def _value(term: Term, fields: Sequence[Field], rubric: Rubric) -> Entry:
    title = vocabulary_title(type(term))
    where = [f"`{field.path}`" for field in fields] or ["citations in `evidence`"]
    worth = [words for field in fields for words in _worth(term, field.path, rubric)]
    return Entry(
        EntryKind.VALUE,
        f"{title.lower().replace(' ', '_')}.{term}",
        f"{term.meaning[:1].upper()}{term.meaning[1:]}.",
        aliases=tuple(f"{field.name}: {term}" for field in fields),
        why=" ".join(f"{words}." for words in worth) or "Not scored by itself under the rubric in force.",
        how=f"Write `{_as_written(term, fields)}` if the source shows it, and cite the place.",
        facts=(EntryPart("Vocabulary", f"{title}, for {and_list(where)}"),),
        parts=tuple(EntryPart(str(other), other.meaning) for other in type(term) if other is not term),
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
