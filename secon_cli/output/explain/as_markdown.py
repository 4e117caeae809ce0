"""Explanations in Markdown, for hand-outs and wikis."""

from collections.abc import Iterator

from secon_cli.analysis.glossary.explanation import Explained, Explanation
from secon_cli.output.explain.as_text import how_label, parts_label, shown_example
from secon_cli.output.markdown import escaped, prose, row
from secon_cli.output.plain_text import visible
from secon_cli.output.provenance_text import provenance_words


def explain_markdown(explained: Explained) -> str:
    """Every entry under a heading of its own."""
    lines = [line for one in explained.explanations for line in _entry(one)]
    if explained.also:
        names = ", ".join(f"{escaped(entry.name)} ({entry.kind})" for entry in explained.also)
        lines += [f"Also of that name: {names}.", ""]
    return "\n".join([*lines, f"{escaped(provenance_words(explained.provenance))}.", ""])


def _entry(explanation: Explanation) -> Iterator[str]:
    entry = explanation.entry
    title = f"{escaped(entry.title)} " if entry.title else ""
    yield from (f"## {title}`{entry.name.replace('`', '')}` ({entry.kind})", "", prose(entry.meaning), "")
    for fact in entry.facts:
        yield f"- {escaped(fact.name)}: {prose(fact.words)}"
    if entry.facts:
        yield ""
    for label, words in (("Why", entry.why), (how_label(entry.kind), entry.how), ("Here", explanation.standing)):
        if words:
            yield from (f"**{label}.** {prose(words)}", "")
    if entry.parts:
        yield from (row(parts_label(entry), "Meaning"), row(":--", ":--"))
        yield from (row(escaped(part.name), prose(part.words)) for part in entry.parts)
        yield ""
    if entry.counterexample:
        yield from ("Wrong:", "", *_block(entry.counterexample))
    example, place = shown_example(explanation)
    if example:
        yield from (f"{'Right' if entry.counterexample else 'Example'}{f' ({escaped(place)})' if place else ''}:", "")
        yield from _block(example)


def _block(text: str) -> Iterator[str]:
    """Text as it stands, indented: no sequence of backquotes in it can end the block."""
    yield from (f"    {visible(line)}" for line in text.splitlines())
    yield ""
