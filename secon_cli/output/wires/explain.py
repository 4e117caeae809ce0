"""The JSON of `explain`, `secon.explain/1`."""

from secon_cli.analysis.glossary.entries import EntryPart, Explained
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import ResultWire, result_fields

SCHEMA = "secon.explain/1"


@wire
class EntryNameWire:
    """An entry in brief."""

    kind: str
    name: str
    meaning: str


@wire
class ExcerptWire:
    """Lines of a practice file that show the word in use."""

    file: str
    line: int
    field: str
    text: str


@wire
class EntryWire(EntryNameWire):
    """An entry in full."""

    title: str | None
    aliases: tuple[str, ...]
    """Other names."""
    why: str | None
    how: str | None
    facts: tuple[EntryPart, ...]
    parts: tuple[EntryPart, ...]
    example: str | None
    counterexample: str | None
    collection: str | None
    """What the collection shows about it, in a sentence."""
    excerpt: ExcerptWire | None
    see: tuple[str, ...]
    """Related entries."""


@wire
class ExplainWire(ResultWire):
    """What a word means; without a word, all entries."""

    name: str | None
    """What was asked for; null for everything."""
    entries: tuple[EntryWire, ...]
    also: tuple[EntryNameWire, ...]
    """Entries that have the word as a part of their name."""


def explain_wire(explained: Explained) -> ExplainWire:
    """Every entry in full."""
    return ExplainWire(
        **result_fields(SCHEMA, explained.provenance),
        name=explained.word,
        entries=tuple(
            EntryWire(
                kind=entry.kind.value,
                name=entry.name,
                meaning=entry.meaning,
                title=entry.title or None,
                aliases=entry.aliases,
                why=entry.why or None,
                how=entry.how or None,
                facts=entry.facts,
                parts=entry.parts,
                example=entry.example or None,
                counterexample=entry.counterexample or None,
                collection=explanation.collection or None,
                excerpt=ExcerptWire(excerpt.file, excerpt.line, excerpt.field, excerpt.text) if excerpt else None,
                see=entry.see,
            )
            for explanation in explained.explanations
            for entry, excerpt in [(explanation.entry, explanation.excerpt)]
        ),
        also=tuple(EntryNameWire(entry.kind.value, entry.name, entry.meaning) for entry in explained.also),
    )
