"""What `secon explain` shows: entries with what the collection has to show for them, or all that there is."""

from dataclasses import dataclass

from secon_cli.analysis.glossary.entry import Entry
from secon_cli.analysis.results import Provenance


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a practice file that show a word in use; `words` say of what they are an instance."""

    file: str
    line: int
    field: str
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry with how the collection stands to it, in a sentence, and a place that shows it."""

    entry: Entry
    standing: str = ""
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """What a word stands for; `also` are entries that have it as a part of their name. No word: all entries."""

    provenance: Provenance
    word: str | None
    explanations: tuple[Explanation, ...]
    also: tuple[Entry, ...] = ()
