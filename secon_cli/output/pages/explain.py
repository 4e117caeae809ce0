"""The pages of `explain`, `criteria` and `validate --list-rules`: what words, rules and the rubric in force mean."""

from collections.abc import Iterator, Mapping, Sequence

from secon_cli.analysis.differences import Change, ChangeKind, Differences
from secon_cli.analysis.glossary import Entry, EntryKind, Explained
from secon_cli.analysis.results import Provenance
from secon_cli.checks.findings import Finding, Rule, Severity
from secon_cli.output import document as doc
from secon_cli.output.document import code, data, joined, line, muted, prose, strong, toned
from secon_cli.output.findings import summary_line
from secon_cli.output.numbers import percent
from secon_cli.output.pages.shared import bands, left_out, provenance_text, right, some, wrapped
from secon_cli.output.plain_text import count
from secon_cli.rubric.base import in_years, percentage, quantity
from secon_cli.rubric.model import Rubric

IN_FULL = 3
"""How many entries of the same name are explained in full, rather than listed."""
_ALSO = 6
_LINES = 4
"""How many lines of a file are shown, without `--full`; of a rule's example twice as many, since it may break late."""
_PARTS = 9
"""How many values or fields are shown with their meanings, without `--full`."""
_NAMES = 12
"""How many names of a kind are listed, without `--full`."""
_JUDGED = (EntryKind.CRITERION, EntryKind.INDICATOR, EntryKind.GATE, EntryKind.BAND)
_PART_LABELS = {EntryKind.CRITERION: "Indicator", EntryKind.VALUE: "Other value", EntryKind.TERM: "Name"}
_MEANING = wrapped("Meaning", 20)


def explain_page(explained: Explained, *, full: bool = False) -> doc.Document:
    """What was asked for; with `full`, every meaning and name, every related value and whole examples."""
    blocks: list[doc.Block]
    if explained.word is None:
        blocks = list(_overview(explained, full=full))
    elif len(explained.entries) > IN_FULL:
        blocks = [
            doc.Paragraph(line(data(explained.word, strong=True), f" has {len(explained.entries)} meanings:")),
            entries_table(explained.entries),
            doc.Note("More about one of them: `secon explain NAME`"),
        ]
    else:
        shown = explained.entries if full else explained.entries[:1]
        blocks = [block for entry in shown for block in _entry(entry, full=full)]
        others = (explained.entries[len(shown) :], "Also, with `--full`: "), (explained.also, "Similar names: ")
        for named, label in others:
            if named:
                names = [line(code(entry.name), f" ({entry.kind})") for entry in named]
                blocks.append(doc.Note(line(label, some(names, _ALSO))))
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
    return doc.Table(columns, rows, header=False)


def _entry(entry: Entry, *, full: bool) -> Iterator[doc.Block]:
    name = line(data(entry.title), " ", code(entry.name)) if entry.title else line(data(entry.name))
    yield doc.Heading(line(name, f" ({entry.kind})"))
    yield doc.Paragraph(prose(entry.meaning))
    advice = "To improve" if entry.kind in _JUDGED else "How to fix" if entry.kind is EntryKind.RULE else "What to do"
    statements = [(fact.name, fact.words) for fact in entry.facts]
    statements += [("Why", entry.why), (advice, entry.how), ("Collection", entry.collection)]
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
    yield doc.Facts(facts)
    if entry.parts and not many and (full or entry.kind is not EntryKind.VALUE):
        # Of an indicator, its advice is shown only with `full`.
        in_brief = entry.kind is EntryKind.CRITERION and not full
        words = [part.words.partition(". ")[0] if in_brief else part.words for part in entry.parts]
        rows = [doc.Row(code(part.name), prose(meaning)) for part, meaning in zip(entry.parts, words, strict=True)]
        yield doc.Table([doc.Column(label), _MEANING], rows)
    if entry.counterexample:
        yield doc.Paragraph("Wrong:")
        yield _code(entry.counterexample, doc.Tone.BAD, 2 * _LINES, full=full)
    excerpt = entry.excerpt
    if excerpt is not None and (full or not entry.parts or many or entry.kind is EntryKind.VALUE):
        which = f", which {excerpt.words}):" if excerpt.words else "):"
        yield doc.Paragraph(line("Example (", data(f"{excerpt.file}:{excerpt.line}"), which))
        yield _code(excerpt.text, doc.Tone.GOOD, _LINES, full=full)
    elif excerpt is None and entry.example and not is_sentence:
        yield doc.Paragraph("Right:" if entry.counterexample else "Example:")
        yield _code(entry.example, doc.Tone.GOOD, 2 * _LINES, full=full)
    if entry.see:
        yield doc.Note(line("See also: ", joined(map(code, entry.see))))


def _code(text: str, tone: doc.Tone, most: int, *, full: bool) -> doc.Code:
    lines = text.splitlines()
    shown = lines if full or len(lines) <= most else [*lines[:most], "…"]
    return doc.Code(shown, tone)


def _overview(explained: Explained, *, full: bool) -> Iterator[doc.Block]:
    """All names by kind; of fields the blocks only, of values none, because their fields and vocabularies list them."""
    yield doc.Paragraph("`secon explain NAME` explains one of these; a part of a name is enough if only one has it.")
    facts = []
    for kind in EntryKind:
        of_kind = [entry for entry in explained.entries if entry.kind is kind]
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
    many = sum(map(len, layers.values()))
    more = f"{many} rules; --fix can fix those marked +. More about a rule: secon explain RULE."
    return doc.Document([*blocks, doc.Note(more)])


# --- `secon criteria` ---

_BAR = 10
"""Columns of the longest bar."""
CHANGE_MARKS = {
    ChangeKind.ADDED: toned("+", doc.Tone.GOOD),
    ChangeKind.REMOVED: toned("−", doc.Tone.BAD),
    ChangeKind.CHANGED: toned("~", doc.Tone.WEAK),
}
_SHORT = 24
"""Characters up to which a value is shown on the line of its name."""


def criteria_page(provenance: Provenance, *, full: bool = False) -> doc.Document:
    """The rubric in force; with `full`, every indicator with its measure, its reason and its advice."""
    rubric = provenance.rubric
    gate = f"gate: in place for at least {in_years(rubric.gate_years)}" if rubric.gate_years else "no gate"
    highest = max(rubric.shares.values())
    rows = []
    for key, criterion in rubric.criteria.items():
        share = rubric.shares[key]
        numbers = (str(len(criterion.indicators)), quantity(criterion.weight), percent(share))
        bar = doc.Bar(share, doc.Tone.FAIR, maximum=highest)
        rows.append(doc.Row(data(criterion.title), code(key), *numbers, bar))
    names = wrapped("Criterion"), wrapped("Name")
    unsupported = f"a claim without evidence counts {percentage(rubric.unsupported)}"
    more = "Every indicator with its measure and reason: `secon criteria --full`"
    return doc.Document(
        [
            doc.Heading(data(rubric.title or rubric.rubric), level=1),
            doc.Paragraph(f"As of {rubric.as_of}; {gate}; {unsupported}."),
            doc.Table([*names, *right("Indicators", "Weight", "Share"), doc.Column("", width=_BAR)], rows),
            *(_indicators(rubric) if full else ()),
            doc.Paragraph(line(bands(rubric), ".")),
            *(() if full else [doc.Note(more)]),
            doc.Note(line(provenance_text(provenance), f" · secon {provenance.version}")),
        ]
    )


def _indicators(rubric: Rubric) -> Iterator[doc.Block]:
    for key, criterion in rubric.criteria.items():
        yield doc.Heading(line(data(criterion.title), " ", code(key), f", {percent(rubric.shares[key])} of the total"))
        yield doc.Paragraph(data(criterion.asks))
        if criterion.why:
            yield doc.Paragraph(prose(criterion.why, doc.Tone.MUTED))
        items = []
        for name, share in rubric.indicator_shares(key).items():
            indicator, of_total = criterion.indicators[name], share * rubric.shares[key]
            total = percentage(round(of_total, 4)) if of_total else "0 %"
            inner = [
                doc.Paragraph(prose(" ".join(indicator.measure.words()))),
                doc.Paragraph(line("Why: ", prose(indicator.why))),
                doc.Paragraph(line("To raise it: ", prose(indicator.improve))),
            ]
            title = line(data(indicator.title, strong=True), " ", code(name), muted(f", {total} of the total"))
            items.append(doc.Item(title, mark=strong(percent(share)), inner=inner))
        yield doc.Items(items)


def rubric_diff_page(differences: Differences, *, full: bool = False) -> doc.Document:
    """What would change if the second rubric were in force: weights, other parts, and (`full`) texts."""
    judging = [change for change in differences.changes if change.judges]
    texts = len(differences.changes) - len(judging)
    weights = sum(shift.moved for shift in differences.shifts)
    rubrics = [
        data(f"{rubric.rubric} {rubric.version} ({rubric.sha256[:8]}), as of {rubric.as_of}")
        for rubric in (differences.before, differences.after)
    ]
    blocks: list[doc.Block] = [doc.Facts([doc.Fact("before", [rubrics[0]]), doc.Fact("after", [rubrics[1]])])]
    if differences.same_name:
        note = "Both have the same name and version: give the changed one a new version, to tell them apart."
        blocks.append(doc.Paragraph(toned(note, doc.Tone.WEAK)))
    if not differences.changes:
        return doc.Document([*blocks, doc.Paragraph("Nothing differs: both judge alike.")])
    if judging:
        others = f", {weights} {'criterion has' if weights == 1 else 'criteria have'} another weight" if weights else ""
        verdict = f"{count(len(judging), 'change')} can move scores{others}."
    else:
        verdict = "Only texts differ: both judge alike."
    blocks.append(doc.Paragraph(strong(verdict)))
    if weights:
        columns = [wrapped("Criterion"), *right("Before", "After", "Change")]
        rows = []
        for shift in differences.shifts:
            change = "" if shift.difference is None else f"{100 * shift.difference:+.1f}"
            change = "" if change in ("+0.0", "-0.0") else change
            shares = ["–" if share is None else percent(share) for share in (shift.before, shift.after)]
            rows.append(doc.Row(data(shift.title), *shares, change))
        blocks.append(doc.Table(columns, rows))
    shown = differences.changes if full else judging
    if shown:
        blocks.append(doc.Items(list(map(rule_change, shown))))
    if texts and not full:
        differ = "text differs" if texts == 1 else "texts differ"
        blocks.append(doc.Note(f"{texts} {differ}: `secon criteria --diff FILE --full`"))
    return doc.Document(blocks)


def rule_change(change: Change) -> doc.Item:
    """A changed part of a rubric: of a list, what is new and what is gone; of long values, one below the other."""
    mark, path = CHANGE_MARKS[change.kind], data(change.path, strong=True)
    before, after = rubric_value(change.before), rubric_value(change.after)
    if isinstance(change.before, list) and isinstance(change.after, list):
        olds, news = (list(map(rubric_value, values)) for values in (change.before, change.after))
        named = (("now with", news, olds), ("no longer with", olds, news))
        parts = [(lead, [value for value in values if value not in others]) for lead, values, others in named]
        # Where only order or number differs, the whole lists are shown.
        if said := ", ".join(f"{lead} {', '.join(values)}" for lead, values in parts if values):
            return doc.Item(line(path, ": ", data(said)), mark)
    if change.kind is not ChangeKind.CHANGED or max(len(before), len(after)) <= _SHORT:
        return doc.Item(line(path, ": ", changed_value(change.kind, before, after)), mark)
    return doc.Item(path, mark, [doc.Paragraph(data(before, doc.Tone.BAD)), doc.Paragraph(data(after, doc.Tone.GOOD))])


def rubric_value(value: object) -> str:
    """A plain value of a rubric on one line; of a criterion or an indicator, its title."""
    if isinstance(value, dict):
        return str(value.get("title") or ", ".join(f"{key} {rubric_value(item)}" for key, item in value.items()))
    if isinstance(value, list):
        return f"[{', '.join(map(rubric_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def changed_value(kind: ChangeKind, before: str, after: str) -> doc.Line:
    """The value that was added or removed, or both where one replaces the other."""
    if kind is ChangeKind.CHANGED:
        return line(data(before), " → ", data(after))
    return line(data(after if kind is ChangeKind.ADDED else before))


def check_page(findings: Sequence[Finding], path: str) -> doc.Document:
    """The findings of a rubric file as a table, for Markdown."""
    summary = doc.Paragraph(f"{summary_line(1, findings).capitalize()}.")
    rows = []
    for finding in findings:
        rule = line(f"{finding.severity} ", code(finding.rule))
        rows.append(doc.Row(str(finding.span.line), rule, prose(finding.message), prose(finding.help or "")))
    columns = [*right("Line"), doc.Column("Finding"), wrapped("What is wrong"), wrapped("What to do")]
    tables = [doc.Table(columns, rows)] if rows else []
    return doc.Document([doc.Heading(data(path), level=1), summary, *tables])
