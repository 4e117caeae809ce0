"""Explanations on the screen: a word with its meaning, its reason, how to meet it and an example; or all words."""

from collections.abc import Iterator, Sequence

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secon_cli.analysis.glossary.entry import Entry, Kind
from secon_cli.analysis.glossary.explanation import Explained, Explanation
from secon_cli.output.page import Page
from secon_cli.output.plain_text import one_line, visible
from secon_cli.output.provenance_text import provenance_words

_IN_FULL = 3
_ALSO = 6
_JUDGED = (Kind.CRITERION, Kind.INDICATOR, Kind.GATE, Kind.BAND)


def explain_text(explained: Explained) -> RenderableType:
    """Whatever was asked for; `console.render` lays it out."""
    if explained.word is None:
        parts = list(_overview(explained))
    elif len(explained.explanations) > _IN_FULL:
        parts = list(_several(explained))
    else:
        parts = [part for one in explained.explanations for part in (*_entry(one), Text())]
        parts += _also(explained)
    return Page(Group(*parts, Text(provenance_words(explained.provenance), style="dim")))


def how_label(kind: Kind) -> str:
    """What the advice of an entry is called."""
    return "How to meet it" if kind in _JUDGED or kind is Kind.RULE else "What to do"


def shown_example(explanation: Explanation) -> tuple[str, str]:
    """The example of an explanation with the place it comes from: of the collection, else the entry's own."""
    excerpt = explanation.excerpt
    if excerpt is None:
        return explanation.entry.example, ""
    words = f", which {excerpt.words}" if excerpt.words else ""
    return excerpt.text, f"{excerpt.file}:{excerpt.line}{words}"


def entries_table(entries: Sequence[Entry]) -> Table:
    """Entries by name, each with its kind and the beginning of its meaning."""
    table = _grid()
    table.add_column(style="bold", overflow="fold", ratio=2)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold", ratio=3)
    for entry in entries:
        table.add_row(entry.name, entry.kind.value, _first_sentence(entry))
    return table


def _entry(explanation: Explanation) -> Iterator[RenderableType]:
    entry = explanation.entry
    title = f"  {one_line(entry.title)}" if entry.title else ""
    yield Text.assemble((one_line(entry.name), "bold"), title, (f"  {entry.kind}", "dim"))
    yield Padding(Text(one_line(entry.meaning)), (0, 0, 0, 2))
    table = _grid()
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for label, words in _statements(explanation):
        table.add_row(label, words)
    yield Padding(table, (0, 0, 0, 2))


def _statements(explanation: Explanation) -> Iterator[tuple[str, RenderableType]]:
    entry = explanation.entry
    for fact in entry.facts:
        yield fact.name, Text(one_line(fact.words))
    if entry.why:
        yield "Why", Text(one_line(entry.why))
    if entry.how:
        yield how_label(entry.kind), Text(one_line(entry.how))
    if explanation.standing:
        yield "In the collection", Text(one_line(explanation.standing))
    if entry.parts:
        yield parts_label(entry), _parts(entry)
    if entry.counterexample:
        yield "Wrong", _lines(entry.counterexample, "red")
    example, place = shown_example(explanation)
    if example:
        label = "Right" if entry.counterexample else "Example"
        yield label, Group(*([Text(one_line(place), style="dim")] if place else []), _lines(example, "green"))
    if entry.see:
        yield "See also", Text(", ".join(entry.see), style="dim")


def parts_label(entry: Entry) -> str:
    """What the parts of an entry are called."""
    match entry.kind:
        case Kind.CRITERION:
            return "Indicators"
        case Kind.VALUE:
            return "Beside it"
        case Kind.FIELD if entry.example == "":
            return "Fields"
        case _:
            return "Values"


def _parts(entry: Entry) -> RenderableType:
    table = _grid()
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", style="dim" if entry.kind is Kind.VALUE else "")
    for part in entry.parts:
        table.add_row(one_line(part.name), one_line(part.words))
    return table


def _lines(text: str, style: str) -> Text:
    return Text("\n".join(visible(line) for line in text.splitlines()), style=style)


def _several(explained: Explained) -> Iterator[RenderableType]:
    entries = [one.entry for one in explained.explanations]
    yield Text.assemble((one_line(explained.word or ""), "bold"), f" stands for {len(entries)} things:")
    yield Padding(entries_table(entries), (0, 0, 0, 2))
    yield Text("\nMore of one of them: secon explain NAME", style="dim")


def _also(explained: Explained) -> Iterator[RenderableType]:
    if not explained.also:
        return
    names = [f"{entry.name} ({entry.kind})" for entry in explained.also[:_ALSO]]
    more = f" and {len(explained.also) - _ALSO} more" if len(explained.also) > _ALSO else ""
    yield Text(f"Also of that name: {', '.join(names)}{more}", style="dim")


def _overview(explained: Explained) -> Iterator[RenderableType]:
    entries = [one.entry for one in explained.explanations]
    yield Text("secon explain NAME takes each of these, in any case; a part is enough where only one name has it.\n")
    for kind in Kind:
        of_kind = [entry for entry in entries if entry.kind is kind]
        names, rest = _listed(kind, of_kind)
        yield Text.assemble((_heading(kind), "bold"), (f"  {rest}" if rest else "", "dim"))
        if names:
            yield Padding(Columns([Text(name) for name in names], padding=(0, 2)), (0, 0, 1, 2))
        else:
            yield Text()


def _listed(kind: Kind, entries: Sequence[Entry]) -> tuple[list[str], str]:
    """The names of a kind, and in words what is not listed here."""
    if kind is Kind.FIELD:
        top = [entry.name for entry in entries if "." not in entry.name]
        return top, f"{len(entries)} in all; explain a block to see its fields: secon explain duration"
    if kind is Kind.VALUE:
        return [], f"{len(entries)} in all; explain a vocabulary to see its values, or a value by its own name"
    return [entry.name for entry in entries], ""


def _heading(kind: Kind) -> str:
    return kind.plural.capitalize()


def _first_sentence(entry: Entry) -> str:
    first, stop, _ = one_line(entry.meaning).partition(". ")
    if entry.kind is Kind.FIELD and entry.facts:
        return f"{first}{stop.strip()} {one_line(entry.facts[0].words)}"
    return f"{entry.title}: {first}{stop.strip()}" if entry.title else f"{first}{stop.strip()}"


def _grid() -> Table:
    return Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
