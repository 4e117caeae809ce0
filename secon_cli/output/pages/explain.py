"""The page of `explain`, a word with its meaning, reason, advice and example, or all words; and the list of rules."""

from collections.abc import Iterator, Mapping, Sequence

from secon_cli.analysis.glossary import Entry, EntryKind, Explained, Explanation
from secon_cli.checks.findings import Rule, Severity
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, muted, prose, toned
from secon_cli.output.pages.shared import left_out, provenance_text, wrapped

IN_FULL = 3
"""How many entries of the same name are explained in full, rather than listed."""
_ALSO = 6
_LINES = 4
"""How many lines of a file are shown, without `--full`; of a rule's example twice as many, since it may break late."""
_PARTS = 8
"""How many values or fields are shown with their meanings, without `--full`."""
_NAMES = 12
"""How many names of a kind are listed, without `--full`."""
_JUDGED = (EntryKind.CRITERION, EntryKind.INDICATOR, EntryKind.GATE, EntryKind.BAND)
_PART_LABELS = {EntryKind.CRITERION: "Indicator", EntryKind.VALUE: "Other value", EntryKind.TERM: "Name"}
_INDENT = 2
_MEANING = wrapped("Meaning", 20)


def explain_page(explained: Explained, *, full: bool = False) -> doc.Document:
    """What was asked for; with `full`, every meaning and name, every related value and whole examples."""
    blocks: list[doc.Block]
    if explained.word is None:
        blocks = list(_overview(explained, full=full))
    elif len(explained.explanations) > IN_FULL:
        entries = [explanation.entry for explanation in explained.explanations]
        blocks = [
            doc.Paragraph(line(data(explained.word, strong=True), f" has {len(entries)} meanings:")),
            entries_table(entries),
            doc.Note("More about one of them: `secon explain NAME`"),
        ]
    else:
        shown = explained.explanations if full else explained.explanations[:1]
        blocks = [block for explanation in shown for block in _entry(explanation, full=full)]
        others = tuple(explanation.entry for explanation in explained.explanations[len(shown) :])
        for named, label in ((others, "Also, with `--full`: "), (explained.also, "Also: ")):
            if named:
                names = [line(code(entry.name), f" ({entry.kind})") for entry in named[:_ALSO]]
                more = f" and {len(named) - _ALSO} more" if len(named) > _ALSO else ""
                blocks.append(doc.Note(line(label, joined(names), more)))
    return doc.Document([*blocks, *left_out(explained.provenance), doc.Note(provenance_text(explained.provenance))])


def entries_table(entries: Sequence[Entry]) -> doc.Table:
    """Entries by name, each with its kind and the beginning of its meaning."""
    rows = []
    for entry in entries:
        first, stop, _ = entry.meaning.partition(". ")
        meaning = f"{first}{stop.strip()}"
        if entry.kind is EntryKind.FIELD and entry.facts:
            meaning = f"{meaning} {entry.facts[0].words}"
        elif entry.title:
            meaning = f"{entry.title}: {meaning}"
        rows.append(doc.Row(data(entry.name, strong=True), muted(entry.kind), prose(meaning)))
    columns = [wrapped("Name"), doc.Column("Kind"), _MEANING]
    return doc.Table(columns, rows, header=False, indent=_INDENT)


def _entry(explanation: Explanation, *, full: bool) -> Iterator[doc.Block]:
    entry = explanation.entry
    name = line(data(entry.title), " ", code(entry.name)) if entry.title else line(data(entry.name))
    yield doc.Heading(line(name, f" ({entry.kind})"))
    yield doc.Paragraph(prose(entry.meaning), indent=_INDENT)
    advice = "To improve" if entry.kind in _JUDGED else "How to fix" if entry.kind is EntryKind.RULE else "What to do"
    statements = [(fact.name, fact.words) for fact in entry.facts]
    statements += [("Why", entry.why), (advice, entry.how), ("Collection", explanation.collection)]
    is_sentence = entry.kind is EntryKind.TERM
    if is_sentence:
        statements.append(("Example", entry.example))
    facts = [doc.Fact(data(name), [prose(words)]) for name, words in statements if words]
    is_block = entry.kind is EntryKind.FIELD and entry.example == ""
    label = "Field" if is_block else _PART_LABELS.get(entry.kind, "Value")
    many = len(entry.parts) > _PARTS and not full and entry.kind is not EntryKind.VALUE
    if many:
        names = joined(code(part.name) for part in entry.parts)
        facts.append(doc.Fact(f"{label}s", [line(names, "; meanings with `--full`")]))
    yield doc.Facts(facts, indent=_INDENT)
    if entry.parts and not many and (full or entry.kind is not EntryKind.VALUE):
        # Of an indicator, its advice is shown only with `full`.
        in_brief = entry.kind is EntryKind.CRITERION and not full
        words = [part.words.partition(". ")[0] if in_brief else part.words for part in entry.parts]
        rows = [doc.Row(code(part.name), prose(meaning)) for part, meaning in zip(entry.parts, words, strict=True)]
        yield doc.Table([doc.Column(label), _MEANING], rows, indent=_INDENT)
    if entry.counterexample:
        yield doc.Paragraph("Wrong:", indent=_INDENT)
        yield _code(entry.counterexample, doc.Tone.BAD, 2 * _LINES, full=full)
    excerpt = explanation.excerpt
    if excerpt is not None and (full or not entry.parts or many or entry.kind is EntryKind.VALUE):
        which = f", which {excerpt.words}):" if excerpt.words else "):"
        yield doc.Paragraph(line("Example (", data(f"{excerpt.file}:{excerpt.line}"), which), indent=_INDENT)
        yield _code(excerpt.text, doc.Tone.GOOD, _LINES, full=full)
    elif excerpt is None and entry.example and not is_sentence:
        yield doc.Paragraph("Right:" if entry.counterexample else "Example:", indent=_INDENT)
        yield _code(entry.example, doc.Tone.GOOD, 2 * _LINES, full=full)
    if entry.see:
        yield doc.Note(line("See also: ", joined(map(code, entry.see))))


def _code(text: str, tone: doc.Tone, most: int, *, full: bool) -> doc.Code:
    lines = text.splitlines()
    shown = lines if full or len(lines) <= most else [*lines[:most], "…"]
    return doc.Code(shown, tone, indent=2 * _INDENT)


def _overview(explained: Explained, *, full: bool) -> Iterator[doc.Block]:
    """All names by kind; of fields the blocks only, of values none, because their fields and vocabularies list them."""
    entries = [explanation.entry for explanation in explained.explanations]
    yield doc.Paragraph("`secon explain NAME` explains one of these; a part of a name is enough if only one has it.")
    facts = []
    for kind in EntryKind:
        of_kind = [entry for entry in entries if entry.kind is kind]
        names = [entry.name for entry in of_kind]
        if kind is EntryKind.FIELD:
            names = [name for name in names if "." not in name]
        elif kind is EntryKind.VALUE:
            names = []
        shown = names if full or len(names) <= _NAMES else names[: _NAMES // 2]
        left = len(of_kind) - len(shown)
        more = f" and {left} more: " if shown else f"{left}: "
        rest = line(more, code(f"secon explain {kind.plural}")) if left else ""
        facts.append(doc.Fact(kind.plural.capitalize(), [line(joined(data(name) for name in shown), rest)]))
    yield doc.Facts(facts)


# --- `secon validate --list-rules` ---

LAYER_WORDS: Mapping[str, str] = {
    "file": "The file: what keeps it from being read",
    "model": "The fields: which exist, and what may be written in them",
    "record": "The practice: whether its facts agree",
    "collection": "The collection: whether its practices agree",
    "advice": "The rubric's advice: what keeps a sound practice from a better score",
}
"""What each layer of rules checks."""
_SEVERITY_TONES = {Severity.ERROR: doc.Tone.BAD, Severity.WARNING: doc.Tone.WEAK, Severity.ADVICE: doc.Tone.FAIR}


def rules_page(layers: Mapping[str, Sequence[Rule]]) -> doc.Document:
    """A table for each layer; rules that `--fix` can fix are marked."""
    name, meaning = doc.Column("Rule", flex=True, narrowest=26), wrapped("Meaning")
    columns = [name, doc.Column("Severity"), doc.Column("Fix"), meaning]
    blocks: list[doc.Block] = []
    for layer, rules in layers.items():
        rows = []
        for rule in rules:
            severity = toned(str(rule.severity), _SEVERITY_TONES[rule.severity])
            rows.append(doc.Row(data(rule.id), severity, "+" if rule.fixable else "", prose(rule.summary)))
        blocks += [doc.Heading(LAYER_WORDS[layer]), doc.Table(columns, rows, header=False)]
    count = sum(map(len, layers.values()))
    more = f"{count} rules; --fix can fix those marked +. More about a rule: secon explain RULE."
    return doc.Document([*blocks, doc.Note(more)])
