"""What `secon explain` shows: entries, each with its meaning, reason, advice and example, and how a word is looked up.

A word is found as written on a screen, in any case, or by a part that only one name has.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from secon_cli.analysis.names import folded
from secon_cli.analysis.results import Provenance
from secon_cli.engine import Assessment, IndicatorAssessment
from secon_cli.practice.fields import FieldValue, find, items, without_indices
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import closest
from secon_cli.practice.time_in_place import GateState

_SOURCE = re.compile(r"^sources\.(?!title$|publisher$|date$|accessed$|url$|pages$|note$)[a-z0-9_]+(?=\.|$)")
"""A source by the key that a file gives it, as screens and findings name it."""
_LONGEST = 80
"""Characters of a word up to which a similar one is looked for."""
_KEYED = "sources.<key>"
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
class Use:
    """A field in which a word occurs; of a vocabulary value, also the value. Examples are found by it."""

    field: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One explanation; `name` is its full name, `aliases` are other spellings.

    `facts` are further statements, each with a label. `example` is right, `counterexample` is not; both are text as
    written in a file, or a sentence. `uses` say where the word can occur in a practice file.
    """

    kind: EntryKind
    name: str
    meaning: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    """Words of the same meaning, which find the entry where they name nothing."""
    why: str = ""
    how: str = ""
    facts: tuple[EntryPart, ...] = ()
    parts: tuple[EntryPart, ...] = ()
    example: str = ""
    counterexample: str = ""
    uses: tuple[Use, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        """The last part of a path: the short name of a field or a value."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a practice file that show a word in use; `words` say what they are an example of."""

    file: str
    line: int
    field: str
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry with what the collection shows about it, in a sentence, and a place that shows it."""

    entry: Entry
    collection: str = ""
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """What a word means; `also` are entries that have it as a part of their name. No word: all entries."""

    provenance: Provenance
    word: str | None
    explanations: tuple[Explanation, ...]
    also: tuple[Entry, ...] = ()


# --- Lookup ---


@dataclass(frozen=True, slots=True)
class Match:
    """What a word means: the entries of that name, then others that use it as a short name.

    `whole` is whether the word is a whole name, not a part of a longer one.
    """

    entries: tuple[Entry, ...]
    also: tuple[Entry, ...] = ()
    whole: bool = True


class UnknownWord(LookupError):
    """A word that is not in the glossary; `near` is the most similar one."""

    def __init__(self, word: str, near: str | None) -> None:
        hint = f"; did you mean `{near}`?" if near else "; `secon explain` alone lists all names"
        super().__init__(f"`{word}` is not in the glossary{hint}")
        self.near = near


class AmbiguousPart(LookupError):
    """A part of several names; `entries` are the candidates."""

    def __init__(self, part: str, entries: Sequence[Entry]) -> None:
        super().__init__(f"`{part}` is part of {len(entries)} names; say which one")
        self.entries = tuple(entries)


@dataclass(frozen=True)
class Glossary:
    """All entries, in the order of their kinds."""

    entries: tuple[Entry, ...]

    @cached_property
    def _spellings(self) -> list[tuple[Entry, str, frozenset[str]]]:
        """Each entry with its name and its other spellings: title, aliases, the last part of a path."""
        return [
            (
                entry,
                folded(entry.name),
                frozenset(map(folded, (entry.title, entry.last, *entry.aliases))) - {"", folded(entry.name)},
            )
            for entry in self.entries
        ]

    def of(self, kind: EntryKind) -> tuple[Entry, ...]:
        """The entries of a kind."""
        return tuple(entry for entry in self.entries if entry.kind is kind)

    def look_up(self, word: str) -> Match:
        """What a word means; the plural of a kind, such as `fields`, means all entries of the kind.

        Raises AmbiguousPart for a mere part of several names, UnknownWord for anything else.
        """
        sign = word.strip()
        wanted = folded(_SOURCE.sub("sources.<key>", without_indices(sign)))
        named = [entry for entry, name, _ in self._spellings if sign in entry.aliases or (wanted and name == wanted)]
        called = [entry for entry, _, others in self._spellings if wanted in others and entry not in named]
        kind = next((kind for kind in EntryKind if wanted and wanted == folded(kind.plural)), EntryKind.GATE)
        if kind is not EntryKind.GATE:
            of_kind = self.of(kind)
            return Match(of_kind, tuple(entry for entry in (*named, *called) if entry not in of_kind))
        if named or called:
            return Match(tuple(named), tuple(called)) if named else Match(tuple(called))
        if wanted:
            alike = [entry for entry in self.entries if any(folded(word) == wanted for word in entry.synonyms)]
            if alike:
                return Match(tuple(alike), whole=False)
            for hits in (self._with(f" {wanted} ", pad=True), self._with(wanted)):
                if len(hits) == 1:
                    return Match(tuple(hits), whole=False)
                if hits:
                    raise AmbiguousPart(sign, hits)
        raise UnknownWord(sign, self._near(wanted))

    def _with(self, part: str, *, pad: bool = False) -> list[Entry]:
        """The entries with a spelling that contains the part; with `pad`, as whole words.

        Of a value, only its own word: otherwise a part of a vocabulary's name would match each of its values.
        """
        return [
            entry
            for entry, name, others in self._spellings
            for spellings in [(folded(entry.last),) if entry.kind is EntryKind.VALUE else (name, *others)]
            if any(part in (f" {spelling} " if pad else spelling) for spelling in spellings)
        ]

    def _near(self, wanted: str) -> str | None:
        if not wanted or len(wanted) > _LONGEST:
            return None
        known: dict[str, str] = {}
        for entry, name, _ in self._spellings:
            known.setdefault(name, entry.name)
            for typed in (entry.last, entry.title, *entry.aliases):
                known.setdefault(folded(typed), typed)
        known.pop("", None)
        near = closest(wanted, known, 0.7, len(known))
        return known[near] if near else None


# --- Examples from the collection ---


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in a practice that shows the word in use; `words` say what it is an example of."""

    practice: str
    field: str
    words: str = ""


def example_of(entry: Entry, assessments: Sequence[Assessment]) -> Occurrence | None:
    """The place that shows the word best: for an indicator, where most counts; otherwise the first that is found."""
    if entry.kind is EntryKind.INDICATOR:
        for assessment in sorted(assessments, key=lambda assessment: -_indicator(assessment, entry.name).score):
            counted = _indicator(assessment, entry.name).counted
            if counted:
                best = max(counted, key=lambda item: item.points)
                return Occurrence(assessment.practice.id, best.field, f"counts {best.points:g}")
        return None
    practices = [assessment.practice for assessment in assessments]
    return next((shown for use in entry.uses for practice in practices for shown in _used(use, practice)), None)


def collection_words(entry: Entry, assessments: Sequence[Assessment]) -> str:
    """How the collection does on a criterion, an indicator, a band, the gate, a field or a value, in a sentence."""
    if not assessments:
        return ""
    match entry.kind:
        case EntryKind.CRITERION:
            return _spread(
                {assessment.practice.id: assessment.criterion(entry.name).score for assessment in assessments}
            )
        case EntryKind.INDICATOR:
            return _spread(
                {assessment.practice.id: _indicator(assessment, entry.name).score for assessment in assessments}
            )
        case EntryKind.BAND:
            inside = [assessment.practice.id for assessment in assessments if assessment.band == entry.name]
            return f"{len(inside)} of {len(assessments)} practices{_names(inside)}."
        case EntryKind.GATE:
            states = {
                state: [assessment.practice.id for assessment in assessments if assessment.gate is state]
                for state in GateState
            }
            parts = [f"{state} for {len(ids)}{_names(ids)}" for state, ids in states.items() if ids]
            return f"Of {len(assessments)} practices: {'; '.join(parts)}."
        case EntryKind.FIELD | EntryKind.VALUE if entry.uses:
            practices = [assessment.practice for assessment in assessments]
            stating = [
                practice.id for practice in practices if any(True for use in entry.uses for _ in _used(use, practice))
            ]
            verb = "fill it" if entry.kind is EntryKind.FIELD else "state it"
            return f"{len(stating)} of {len(assessments)} practices {verb}{_names(stating)}."
        case _:
            return ""


def _spread(scores: Mapping[str, float]) -> str:
    """The mean and the highest score."""
    best = max(scores.values())
    leaders = [id for id, score in scores.items() if score >= best - 1e-9]
    mean = sum(scores.values()) / len(scores)
    return f"{len(scores)} practices score {mean:.1f} on average; the highest is {best:.1f}{_names(leaders)}."


def _names(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    left = len(ids) - _FEW
    more = f" and {left} more" if left > 0 else ""
    return f" ({', '.join(ids[:_FEW])}{more})"


def _indicator(assessment: Assessment, name: str) -> IndicatorAssessment:
    criterion, _, key = name.partition(".")
    return next(indicator for indicator in assessment.criterion(criterion).indicators if indicator.id == key)


def _used(use: Use, practice: Practice) -> Iterator[Occurrence]:
    """Where a practice fills the field, with the value if there is one; of a list of plain values, each by itself."""
    filled: list[FieldValue] = []
    if use.field.startswith(_KEYED):
        name = use.field.removeprefix(_KEYED).removeprefix(".")
        for key, source in practice.sources.items():
            value = getattr(source, name) if name else source
            if value is not None:
                filled.append(FieldValue(f"sources.{key}.{name}" if name else f"sources.{key}", value, None))
    else:
        for found in find(practice, use.field) or ():
            if isinstance(found.value, tuple) and found.value:
                filled += items(found)
            elif found.filled and found.value != {}:
                filled.append(found)
    for found in filled:
        if use.value is None or str(found.value) == use.value:
            yield Occurrence(practice.id, found.field)
