"""What `secon explain` shows: entries, each with its meaning, reason, advice and example, and where they occur."""

from dataclasses import dataclass
from enum import StrEnum

from secon_cli.analysis.results import Provenance


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
    why: str = ""
    how: str = ""
    facts: tuple[EntryPart, ...] = ()
    parts: tuple[EntryPart, ...] = ()
    example: str = ""
    counterexample: str = ""
    uses: tuple[Use, ...] = ()
    see: tuple[str, ...] = ()


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
