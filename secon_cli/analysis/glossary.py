"""What `secon explain` shows: entries, each with its meaning, reason, advice and example, and how a word is looked up.

A word is found as written on a screen, in any case, or by a part that only one name has.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, get_args

from secon_cli.analysis.agreement import CONFIDENCE, RELIABLE, TENTATIVE
from secon_cli.analysis.results import Provenance
from secon_cli.analysis.robustness import SAFE, TOSS
from secon_cli.engine import Assessment, IndicatorAssessment
from secon_cli.practice.assessor import HIGHEST, LOWEST, STEP
from secon_cli.practice.fields import ITEMS, KEYS, Field, fields_of, find, items, walk, without_indices
from secon_cli.practice.model import Practice, may_be_not_stated
from secon_cli.practice.suggestions import closest, folded
from secon_cli.practice.template import templates
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.values import type_of, written
from secon_cli.practice.vocabularies import Row, Term, packaged_toml
from secon_cli.rubric.base import MeasureBase, and_list, in_years, percentage, quantity
from secon_cli.rubric.measures import AnyMeasure
from secon_cli.rubric.model import Band, Rubric

_SOURCE = re.compile(r"^sources\.(?!title$|publisher$|date$|accessed$|url$|pages$|note$)[a-z0-9_]+(?=\.|$)")
"""A source by the key that a file gives it, as screens and findings name it."""
_LONGEST = 80
"""Characters of a word up to which a similar one is looked for."""
_FEW = 3


class EntryKind(StrEnum):
    """What a name can mean, in the order in which entries are listed."""

    CRITERION = "criterion"
    INDICATOR = "indicator"
    MEASURE = "measure"
    GATE = "gate"
    BAND = "band"
    TERM = "term"
    FIELD = "field"
    VOCABULARY = "vocabulary"
    VALUE = "value"
    RULE = "rule"

    @property
    def plural(self) -> str:
        """The kind as a heading above several, and as a name that lists them."""
        return {"criterion": "criteria", "vocabulary": "vocabularies", "gate": "gate"}.get(self.value, f"{self.value}s")


@dataclass(frozen=True, slots=True)
class EntryPart:
    """A part of what is explained: an indicator of a criterion, a field of a block, a value of a vocabulary."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a practice file that show a word in use; `words` say what they are an example of."""

    file: str
    line: int
    field: str
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One explanation; `name` is its full name.

    `facts` are further statements, each with a label. `example` is right, `counterexample` is not; both are text as
    written in a file, or a sentence.
    """

    kind: EntryKind
    name: str
    meaning: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    """Other names."""
    synonyms: tuple[str, ...] = ()
    """Words of the same meaning, which find the entry where they name nothing."""
    why: str = ""
    how: str = ""
    facts: tuple[EntryPart, ...] = ()
    parts: tuple[EntryPart, ...] = ()
    example: str = ""
    counterexample: str = ""
    fields: tuple[str, ...] = ()
    """The fields of a practice that show it in use: those that hold it, or that it is computed from."""
    see: tuple[str, ...] = ()
    """Related entries."""
    collection: str = ""
    """What the collection shows about it, in a sentence."""
    excerpt: Excerpt | None = None

    @property
    def last(self) -> str:
        """The last part of a path: the short name of a field or a value."""
        return self.name.rpartition(".")[2]


class Match(NamedTuple):
    """What a word means: the entries of that name, then others that have it as a part of theirs."""

    entries: tuple[Entry, ...]
    also: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """What a word means."""

    provenance: Provenance
    word: str | None
    """What was asked for; None for everything."""
    entries: tuple[Entry, ...]
    also: tuple[Entry, ...] = ()
    """Entries that have the word as a part of their name."""


class UnknownWord(LookupError):
    """A word that is not in the glossary, or a part of several names, which `entries` are."""

    def __init__(self, message: str, entries: tuple[Entry, ...] = ()) -> None:
        super().__init__(message)
        self.entries = entries


@dataclass(frozen=True)
class Glossary:
    """All entries, in the order of their kinds."""

    entries: tuple[Entry, ...]

    @cached_property
    def _spellings(self) -> list[tuple[Entry, str, frozenset[str]]]:
        """Each entry with its name and its other spellings: title, aliases, the last part of a path."""
        named = [(entry, folded(entry.name)) for entry in self.entries]
        return [
            (entry, name, frozenset(map(folded, (entry.title, entry.last, *entry.aliases))) - {"", name})
            for entry, name in named
        ]

    def of(self, kind: EntryKind) -> tuple[Entry, ...]:
        """The entries of a kind."""
        return tuple(entry for entry in self.entries if entry.kind is kind)

    def look_up(self, word: str) -> Match:
        """What a word means; the plural of a kind, such as `fields`, means all entries of the kind.

        Raises UnknownWord for a mere part of several names, and for anything else.
        """
        sign = word.strip()
        wanted = folded(_SOURCE.sub(f"sources{KEYS}", without_indices(sign)))
        named = tuple(
            entry for entry, name, _ in self._spellings if sign in entry.aliases or (wanted and name == wanted)
        )
        called = tuple(entry for entry, _, others in self._spellings if wanted in others and entry not in named)
        kind = next((kind for kind in EntryKind if wanted == folded(kind.plural)), EntryKind.GATE)
        if kind is not EntryKind.GATE:
            of_kind = self.of(kind)
            return Match(of_kind, tuple(entry for entry in (*named, *called) if entry not in of_kind))
        if named or called:
            return Match(named, called) if named else Match(called)
        if not wanted:
            raise UnknownWord(f"`{sign}` is not in the glossary; `secon explain` alone lists all names")
        if alike := tuple(entry for entry in self.entries if wanted in map(folded, entry.synonyms)):
            return Match(alike)
        for part, form in ((f" {wanted} ", " {} "), (wanted, "{}")):
            hits = tuple(
                entry
                for entry, name, others in self._spellings
                # Of a value, only its own word: a part of a vocabulary's name would match each of its values.
                for spellings in [(folded(entry.last),) if entry.kind is EntryKind.VALUE else (name, *others)]
                if any(part in form.format(spelling) for spelling in spellings)
            )
            if len(hits) == 1:
                return Match(hits)
            if hits:
                raise UnknownWord(f"`{sign}` is part of {len(hits)} names; say which one", hits)
        known = {
            folded(typed): typed
            for entry in reversed(self.entries)
            for typed in (*reversed(entry.aliases), entry.title, entry.last, entry.name)
            if folded(typed)
        }
        near = closest(wanted, known, 0.7, len(known)) if len(wanted) <= _LONGEST else None
        hint = f"did you mean `{known[near]}`?" if near else "`secon explain` alone lists all names"
        raise UnknownWord(f"`{sign}` is not in the glossary; {hint}")


# --- Examples from the collection ---


def example_of(entry: Entry, assessments: Sequence[Assessment]) -> tuple[str, str, str] | None:
    """The practice and the address of what shows the word best, and what it is an example of.

    For an indicator it is where most counts; otherwise the first that is found.
    """
    if entry.kind is EntryKind.INDICATOR:
        for assessment in sorted(assessments, key=lambda assessment: -_indicator(assessment, entry.name).score):
            if counted := _indicator(assessment, entry.name).counted:
                best = max(counted, key=lambda item: item.points)
                return assessment.id, best.field, f"counts {best.points:g}"
        return None
    practices = [assessment.practice for assessment in assessments]
    shown = (
        (practice.id, at) for field in entry.fields for practice in practices for at in _used(entry, field, practice)
    )
    return next(((practice, at, "") for practice, at in shown), None)


def collection_words(entry: Entry, assessments: Sequence[Assessment]) -> str:
    """How the collection does on a criterion, an indicator, a band, the gate, a field or a value, in a sentence."""
    if not assessments:
        return ""
    match entry.kind:
        case EntryKind.CRITERION | EntryKind.INDICATOR:
            part = Assessment.criterion if entry.kind is EntryKind.CRITERION else _indicator
            scores = {assessment.id: part(assessment, entry.name).score for assessment in assessments}
            best, mean = max(scores.values()), sum(scores.values()) / len(scores)
            leaders = [id for id, score in scores.items() if score >= best - 1e-9]
            return f"{len(scores)} practices score {mean:.1f} on average; the highest is {best:.1f}{_names(leaders)}."
        case EntryKind.BAND:
            inside = [assessment.id for assessment in assessments if assessment.band == entry.name]
            return f"{len(inside)} of {len(assessments)} practices{_names(inside)}."
        case EntryKind.GATE:
            states = {
                state: [assessment.id for assessment in assessments if assessment.gate is state] for state in GateState
            }
            parts = [f"{state} for {len(ids)}{_names(ids)}" for state, ids in states.items() if ids]
            return f"Of {len(assessments)} practices: {'; '.join(parts)}."
        case EntryKind.FIELD | EntryKind.VALUE if entry.fields:
            practices = [assessment.practice for assessment in assessments]
            stating = [
                practice.id for practice in practices if any(_used(entry, field, practice) for field in entry.fields)
            ]
            verb = "fill it" if entry.kind is EntryKind.FIELD else "state it"
            return f"{len(stating)} of {len(assessments)} practices {verb}{_names(stating)}."
        case _:
            return ""


def _names(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    left = len(ids) - _FEW
    more = f" and {left} more" if left > 0 else ""
    return f" ({', '.join(ids[:_FEW])}{more})"


def _indicator(assessment: Assessment, name: str) -> IndicatorAssessment:
    criterion, _, key = name.partition(".")
    return next(indicator for indicator in assessment.criterion(criterion).indicators if indicator.id == key)


def _used(entry: Entry, field: str, practice: Practice) -> list[str]:
    """Where a practice fills the field, with that value if it is one; of a list of plain values, each by itself."""
    filled = [value for value in find(practice, field) or () if value.filled]
    found = [item for value in filled for item in (items(value) if isinstance(value.value, tuple) else [value])]
    return [item.field for item in found if entry.kind is not EntryKind.VALUE or str(item.value) == entry.last]


# --- Entries from the rubric, the practice format, the kinds of measure, and `terms.toml` ---------------------------


_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_MEASURES: tuple[type[MeasureBase], ...] = get_args(AnyMeasure)


def glossary(rubric: Rubric, rules: Iterable[Entry] = ()) -> Glossary:
    """Every entry, by kind; `rules` come from the checks, which this layer does not know."""
    source = _Source(rubric)
    entries = [*source.rubric_parts(), *source.terms(), *source.fields_and_vocabularies(), *rules]
    order = list(EntryKind)
    return Glossary(tuple(sorted(entries, key=lambda entry: order.index(entry.kind))))


class _Source:
    """Entries from a rubric and `terms.toml`, whose placeholders are filled in from the rubric and constants."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        values = {
            "as_of": str(rubric.as_of),
            "bands": ", ".join(f"{band.name} from {quantity(band.at_least)}" for band in rubric.bands),
            "coin_toss": percentage(TOSS),
            "confidence": percentage(CONFIDENCE),
            "criteria": str(len(rubric.criteria)),
            "gate_years": in_years(rubric.gate_years or 0),
            "highest_rating": str(HIGHEST),
            "lowest_rating": str(LOWEST),
            "measures": and_list([_kind(measure) for measure in _MEASURES]),
            "rating_step": str(STEP),
            "reliable": quantity(RELIABLE),
            "safe": percentage(SAFE),
            "tentative": quantity(TENTATIVE),
            "unsupported": percentage(rubric.unsupported),
        }

        def filled(text: Any) -> Any:
            if isinstance(text, dict):
                return {name: filled(inside) for name, inside in text.items()}
            if isinstance(text, list):
                return [filled(item) for item in text]
            return _PLACEHOLDER.sub(lambda match: values[match[1]], text)

        self._texts = filled(packaged_toml(__package__, "terms.toml"))

    def terms(self) -> Iterator[Entry]:
        """The kinds of measure, and the terms of `terms.toml`."""
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
        lists = {
            "bands": [EntryPart(band.name, self._band_span(band)) for band in self._rubric.bands],
            "criteria": [
                EntryPart(key, f"{criterion.title}, {_share(self._rubric.shares[key])} of the total")
                for key, criterion in self._rubric.criteria.items()
            ],
            "measures": [EntryPart(_kind(measure), sentence(measure, 1)) for measure in _MEASURES],
        }
        for term in self._texts["term"]:
            yield Entry(
                EntryKind.TERM,
                aliases=tuple(term.pop("aliases", ())),
                parts=tuple(lists.get(term.pop("lists", ""), ())),
                see=tuple(term.pop("see", ())),
                **term,
            )

    def rubric_parts(self) -> Iterator[Entry]:
        """Everything that has a name in the rubric."""
        for key, criterion in self._rubric.criteria.items():
            shares = self._rubric.indicator_shares(key)
            yield Entry(
                EntryKind.CRITERION,
                key,
                criterion.asks,
                title=criterion.title,
                aliases=(criterion.heading,),
                why=criterion.why or self._texts["criterion"]["without_why"],
                how=self._texts["criterion"]["how"],
                facts=(EntryPart("Weight", f"{_share(self._rubric.shares[key])} of the total"),),
                parts=tuple(
                    EntryPart(f"{key}.{name}", f"{indicator.title}, {_share(shares[name])}. {indicator.improve}")
                    for name, indicator in criterion.indicators.items()
                ),
                see=("criterion", "weight", "score"),
            )
        for key, name, indicator in self._rubric.indicators():
            part = self._rubric.indicator_shares(key)[name]
            yield Entry(
                EntryKind.INDICATOR,
                f"{key}.{name}",
                " ".join(indicator.measure.words()),
                title=indicator.title,
                why=indicator.why,
                how=indicator.improve,
                facts=(
                    EntryPart("Criterion", f"{self._rubric.criteria[key].title} (`{key}`)"),
                    EntryPart("Weight", f"{_share(part)} of the criterion, {self._of_total(key, name)}"),
                ),
                see=(indicator.measure.kind, "gain"),
            )
        gate = dict(self._texts["gate"])
        without_gate = gate.pop("without_gate")
        gated = (key for key, _, indicator in self._rubric.indicators() if indicator.measure.required_years is not None)
        yield Entry(
            EntryKind.GATE,
            "gate",
            aliases=tuple(gate.pop("aliases")),
            facts=tuple(EntryPart("Criterion", f"{self._rubric.criteria[key].title} (`{key}`)") for key in gated),
            fields=("duration.start", "duration.end"),
            see=("time in place", "rank"),
            **(gate | {"meaning": without_gate} if self._rubric.gate_years is None else gate),
        )
        for band in self._rubric.bands:
            yield Entry(EntryKind.BAND, band.name, self._band_span(band), see=("band", "total"), **self._texts["band"])

    def _of_total(self, criterion: str, indicator: str) -> str:
        share = self._rubric.shares[criterion] * self._rubric.indicator_shares(criterion)[indicator]
        return f"{_share(share)} of the total"

    def _band_span(self, band: Band) -> str:
        higher = [other.at_least for other in self._rubric.bands if other.at_least > band.at_least]
        below = f" and below {quantity(min(higher))}" if higher else ""
        span = f"A total of at least {quantity(band.at_least)}{below}."
        return f"{span} {band.meaning}" if band.meaning else span

    def fields_and_vocabularies(self) -> Iterator[Entry]:
        """Every field, vocabulary and value, with what the rubric makes of it."""
        users: dict[type[Term], list[Field]] = {}
        for field in walk():
            if field.vocabulary is not None:
                users.setdefault(field.vocabulary, []).append(field)
            yield self._field(field)
        for vocabulary in Term.__subclasses__():
            fields = users.get(vocabulary, [])
            title = title_of(vocabulary)
            where = and_list([f"`{field.path}`" for field in fields] or ["citations in `evidence`"])
            yield Entry(
                EntryKind.VOCABULARY,
                title.lower().replace(" ", "_"),
                sentence(vocabulary),
                title=title,
                aliases=(vocabulary.__name__,),
                facts=(EntryPart("Used by", where),),
                parts=tuple(EntryPart(str(term), term.meaning) for term in vocabulary),
                example=_as_written(next(iter(vocabulary)), fields),
                **self._texts["vocabulary"],
            )
            for term in vocabulary:
                if isinstance(term, Row):
                    yield _row(term, title)
                    continue
                example = _as_written(term, fields)
                worth = [
                    f"For {indicator.title} (`{key}.{name}`) {words}."
                    for field in fields
                    for key, name, indicator in self._rubric.indicators()
                    if (words := indicator.measure.worth(field.path, str(term)))
                ]
                yield Entry(
                    EntryKind.VALUE,
                    f"{title.lower().replace(' ', '_')}.{term}",
                    f"{term.meaning[:1].upper()}{term.meaning[1:]}.",
                    aliases=tuple(f"{field.name}: {term}" for field in fields),
                    synonyms=term.synonyms,
                    why=" ".join(worth) or self._texts["value"]["not_scored"],
                    how=f"Write `{example}` if the source shows it, and cite the place.",
                    facts=(EntryPart("Vocabulary", f"{title}, for {where}"),),
                    parts=tuple(EntryPart(str(other), other.meaning) for other in vocabulary if other is not term),
                    example=example,
                    fields=tuple(field.path for field in fields),
                )

    def _field(self, field: Field) -> Entry:
        above = field.path.removesuffix(field.name).removesuffix(".")
        words, example = _written(field)
        shared = self._texts["field"]
        readers = [
            f"{indicator.title} (`{key}.{name}`, {self._of_total(key, name)})"
            for key, name, indicator in self._rubric.indicators()
            if any(
                read == field.path or read.startswith((f"{field.path}.", f"{field.path}{ITEMS}"))
                for read in indicator.measure.fields_read()
            )
        ]
        unscored = shared["not_scored"].get(field.name, shared["not_scored"]["other"])
        single = "single" if may_be_not_stated(field.owner, field.name) else "other"
        if_unknown = shared["required" if field.required else "list" if field.many else single]
        parts = [(part.name, part.description) for part in fields_of(field.block)] if field.block else []
        return Entry(
            EntryKind.FIELD,
            field.path,
            field.description,
            aliases=(field.path.replace(KEYS, ""), *self._texts["screen_names"].get(field.path, ())),
            why=f"Read by {and_list(readers)}." if readers else unscored,
            how=f"Write {words}. {if_unknown}",
            facts=(EntryPart("Part of", f"`{above}`: {sentence(field.owner)}"),) if above else (),
            parts=tuple(
                EntryPart(*part) for part in parts or [(str(term), term.meaning) for term in field.vocabulary or ()]
            ),
            example=f"{field.name}: {example}" if example else "",
            fields=(field.path,),
            see=("evidence",) if field.block is not None and "evidence" in field.block.model_fields else (),
        )


def _row(row: Row, vocabulary: str) -> Entry:
    """The entry of a row of the templates, under the headings that it has in them."""
    found = [(template, own) for template in templates() for own in template.rows if own.row is row]
    fills = list(dict.fromkeys(path for _, own in found for path in own.fills))
    hints = list(dict.fromkeys(path for _, own in found for path in own.hints))
    also = f", and often also for {and_list([f'`{path}`' for path in hints])}" if hints else ""
    return Entry(
        EntryKind.VALUE,
        f"{vocabulary.lower()}.{row}",
        f"{row.meaning[:1].upper()}{row.meaning[1:]}.",
        aliases=tuple(dict.fromkeys(heading for _, own in found for heading in (own.heading, *own.synonyms))),
        why=f"It is there for {and_list([f'`{path}`' for path in fills])}{also}."
        if fills
        else "No field asks for it; keep it in a `note`.",
        how=f"{found[0][1].guidance} Cite it as `report:{row}`, with the key of your source.",
        facts=tuple(EntryPart(template.title, own.heading) for template, own in found),
        parts=tuple(EntryPart(str(other), other.meaning) for other in Row if other is not row),
        example=_as_written(row, ()),
        see=("evidence", *(path for path in fills)),
    )


def _kind(measure: type[MeasureBase]) -> str:
    return str(get_args(measure.model_fields["kind"].annotation)[0])


def title_of(vocabulary: type[Term]) -> str:
    """The name of a vocabulary in words: Organisation type."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", vocabulary.__name__).capitalize()


def sentence(described: type, paragraphs: int | None = None) -> str:
    """The description of a block, a vocabulary or a measure, as declared; all of it, or the first `paragraphs`."""
    return " ".join(" ".join((described.__doc__ or "").split("\n\n")[:paragraphs]).split())


def _share(weight: float) -> str:
    """A share of the total or of a criterion, to a tenth of a percent."""
    return percentage(round(weight, 4)) if weight else "0 %"


def _written(field: Field) -> tuple[str, str]:
    """How a field is written, in words and as an example."""
    if field.block is not None:
        if any(path.path.startswith(f"{field.path}{KEYS}") for path in walk()):
            return "a block for each document, under a short name of your own", ""
        return ("a list of blocks" if field.many else "a block"), ""
    if field.vocabulary is not None:
        term = next(iter(field.vocabulary))
        words = f"{'some' if field.many else 'one'} of the values below"
        return words, f"[{term}]" if field.many else str(term)
    hint = type_of(field.owner, field.name)
    form = written(hint)
    if form is not None:
        return form.words, form.example
    inner = written(get_args(hint)[0])
    assert inner is not None
    return f"a list of: {inner.words}", f"[{inner.example}]"


def _as_written(term: Term, fields: Sequence[Field]) -> str:
    if not fields:
        return f"evidence: report:{term}" if isinstance(term, Row) else str(term)
    return f"{fields[0].name}: [{term}]" if fields[0].many else f"{fields[0].name}: {term}"
