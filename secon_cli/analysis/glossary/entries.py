"""What `secon explain` shows: entries, each with its meaning, reason, advice and example, and how a word is looked up.

A word is found as written on a screen, in any case, or by a part that only one name has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from secon_cli.analysis.names import folded
from secon_cli.analysis.results import Provenance
from secon_cli.practice.fields import without_indices
from secon_cli.practice.suggestions import closest

_SOURCE = re.compile(r"^sources\.(?!title$|publisher$|date$|accessed$|url$|pages$|note$)[a-z0-9_]+(?=\.|$)")
"""A source by the key that a file gives it, as screens and findings name it."""
_LONGEST = 80
"""Characters of a word up to which a similar one is looked for."""


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
