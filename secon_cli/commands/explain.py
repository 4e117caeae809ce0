"""`secon explain`: what a word means, with examples from the collection."""

from textwrap import dedent

from secon_cli.analysis.glossary import (
    AmbiguousPart,
    Entry,
    EntryKind,
    EntryPart,
    Excerpt,
    Explained,
    Explanation,
    Glossary,
    UnknownWord,
    collection_words,
    example_of,
    glossary,
)
from secon_cli.checks.findings import Example
from secon_cli.checks.registry import all_layers
from secon_cli.cli import ExplainOptions
from secon_cli.commands.inputs import Inputs, load_rubric, report_unusable, some_practices
from secon_cli.commands.values import UsageProblem
from secon_cli.engine import assess
from secon_cli.output import wires
from secon_cli.output.destination import screen_of
from secon_cli.output.document import Document
from secon_cli.output.pages.explain import IN_FULL, entries_table, explain_page
from secon_cli.output.renderers.terminal import render_terminal
from secon_cli.reading.document import path_of
from secon_cli.rubric.model import Rubric

_MOST_LINES = 9


def run(options: ExplainOptions) -> int:
    """Write the explanation."""
    inputs = some_practices(options.practices, quiet=options.quiet)
    result = explained(" ".join(options.name) if options.name else None, inputs, load_rubric(options.choice).rubric)
    # A document has room for everything.
    options.to.write(
        page=lambda: explain_page(result, full=options.verbose or options.to.format == "markdown"),
        wire=lambda: wires.criteria.ExplainWire.view(result),
    )
    report_unusable(inputs, options)
    return 0


def whole_glossary(rubric: Rubric) -> Glossary:
    """Everything that can be explained under a rubric."""
    rules = []
    for layer, rules_of_layer in all_layers().items():
        command = {"rubric": "secon criteria --check", "assessor": "secon panel"}.get(layer, "secon validate")
        rules += [
            Entry(
                EntryKind.RULE,
                rule.id,
                rule.summary,
                why=rule.why,
                how=f"Write it as in the example; `{command}` shows each place and what to write.",
                facts=(EntryPart("Severity", str(rule.severity)), EntryPart("Found by", f"`{command}`")),
                example=written(rule.good),
                counterexample=written(rule.bad) if rule.bad else "",
                see=(str(rule.severity),),
            )
            for rule in rules_of_layer
        ]
    return glossary(rubric, rules)


def explained(word: str | None, inputs: Inputs, rubric: Rubric) -> Explained:
    """What a word means, all entries of a kind such as `bands`, or, without a word, all entries.

    Raises UsageProblem if the word is unknown, or part of several names; these are listed.
    """
    words = whole_glossary(rubric)
    provenance = inputs.provenance(rubric, {})
    if word is None:
        return Explained(provenance, None, tuple(Explanation(entry) for entry in words.entries))
    try:
        match = words.look_up(word)
    except AmbiguousPart as problem:
        candidates = Document([entries_table(problem.entries)])
        raise UsageProblem(str(problem), details=render_terminal(candidates, screen_of(stderr=True))) from None
    except UnknownWord as problem:
        raise UsageProblem(str(problem)) from None
    if len(match.entries) > IN_FULL:
        return Explained(provenance, word, tuple(Explanation(entry) for entry in match.entries), match.also)
    assessments = [assess(practice, rubric) for practice in inputs.collection.practices]
    files = {file.practice.id: file for file in inputs.collection.files if file.practice}
    explanations = []
    for entry in match.entries:
        shown = example_of(entry, assessments)
        excerpt = None
        if shown is not None:
            document, path = files[shown.practice].document, path_of(shown.field)
            if entry.kind is EntryKind.VALUE and len(path) > 1:
                # A vocabulary value is shown with the claim that it is part of.
                path = path[:-1]
            first, last = document.span(path, key=True).line, document.span(path).end_line
            lines = document.lines()[first - 1 : last]
            text = dedent("\n".join(line for line in lines[:_MOST_LINES] if line.strip()))
            text += "\n…" if len(lines) > _MOST_LINES else ""
            excerpt = Excerpt(document.name, first, shown.field, text, shown.words)
        explanations.append(Explanation(entry, collection_words(entry, assessments), excerpt))
    return Explained(provenance, word, tuple(explanations), match.also)


def written(example: Example) -> str:
    """An example as it is written in a file, with what it assumes as comments; what is long is cut."""
    lines = example.shown.splitlines()
    shown = [line if len(line) <= 160 else f"{line[:160]}…" for line in lines[:20]]
    shown += ["…"] if len(lines) > len(shown) else []
    shown += [f"# without the block `{name}`" for name in example.without if f"\n{name}:" not in f"\n{example.text}"]
    shown += [
        f"# next to a file {name} with: {' / '.join(other.splitlines())}" for name, other in example.others.items()
    ]
    if example.name != "example.yaml":
        shown.insert(0, f"# in a file named {example.name}")
    return "\n".join(shown)
