"""From a word to its explanations: the glossary of rubric, format and rules, with examples from the collection."""

from collections.abc import Mapping
from textwrap import dedent

from secon_cli.analysis.glossary.entry import Entry, Kind, Part
from secon_cli.analysis.glossary.examples import Instance, instance, standing
from secon_cli.analysis.glossary.explanation import Excerpt, Explained, Explanation
from secon_cli.analysis.glossary.looking_up import AmbiguousPart, Found, Glossary, UnknownWord
from secon_cli.analysis.glossary.whole import glossary
from secon_cli.analysis.names import folded
from secon_cli.checks.checked import CheckedFile
from secon_cli.checks.registry import ALL_LAYERS, ALL_RULES
from secon_cli.checks.rule import Example, Rule
from secon_cli.commands.errors import UsageProblem
from secon_cli.commands.inputs import Inputs
from secon_cli.engine.assessment import Assessment, assess
from secon_cli.output.console import render
from secon_cli.output.explain.as_text import entries_table
from secon_cli.reading.spans import FieldPath
from secon_cli.rubric.model import Rubric

_MOST_LINES = 9
_IN_FULL = 3
"""How many entries of the same name are explained in full, rather than listed."""


def whole_glossary(rubric: Rubric) -> Glossary:
    """Everything that can be explained under a rubric."""
    return glossary(rubric, (_rule(rule) for rule in ALL_RULES.values()))


def explained(word: str | None, inputs: Inputs, rubric: Rubric) -> Explained:
    """What a word stands for, a kind of things such as `bands`, or, without a word, all that there is.

    Raises UsageProblem where the word is unknown, or part of several names; these are listed.
    """
    words = whole_glossary(rubric)
    provenance = inputs.provenance(rubric, {})
    if word is None:
        return Explained(provenance, None, tuple(Explanation(entry) for entry in words.entries))
    found = _kind(word, words) or _found(word, words)
    if len(found.entries) > _IN_FULL:
        return Explained(provenance, word, tuple(Explanation(entry) for entry in found.entries), found.also)
    assessments = [assess(practice, rubric) for practice in inputs.collection.practices]
    files = {file.practice.id: file for file in inputs.collection.files if file.practice}
    explanations = tuple(_explanation(entry, assessments, files) for entry in found.entries)
    return Explained(provenance, word, explanations, found.also)


def _kind(word: str, words: Glossary) -> Found | None:
    """All entries of a kind, where its plural is asked for: `fields`, `rules`."""
    return next((Found(words.of(kind)) for kind in Kind if folded(word) == folded(kind.plural)), None)


def _found(word: str, words: Glossary) -> Found:
    try:
        return words.look_up(word)
    except AmbiguousPart as problem:
        raise UsageProblem(str(problem), details=render(entries_table(problem.entries), stderr=True)) from None
    except UnknownWord as problem:
        raise UsageProblem(str(problem)) from None


def _explanation(entry: Entry, assessments: list[Assessment], files: Mapping[str, CheckedFile]) -> Explanation:
    shown = instance(entry, assessments)
    return Explanation(
        entry, standing(entry, assessments), _excerpt(shown, files[shown.practice], entry.kind) if shown else None
    )


def _excerpt(shown: Instance, file: CheckedFile, kind: Kind) -> Excerpt:
    """The lines on which a field stands; a single word is shown with the claim that it is part of."""
    path = _path(shown.field)
    if kind is Kind.VALUE and len(path) > 1:
        path = path[:-1]
    document = file.document
    first, last = document.span(path, key=True).line, document.span(path).end_line
    lines = document.lines()[first - 1 : last]
    cut = ["…"] if len(lines) > _MOST_LINES else []
    text = dedent("\n".join(line for line in lines[:_MOST_LINES] if line.strip()))
    return Excerpt(file.name, first, shown.field, "\n".join([text, *cut]), shown.words)


def _path(field: str) -> FieldPath:
    parts = field.replace("[", ".").replace("]", "").split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts)


def _rule(rule: Rule) -> Entry:
    layer = next(layer for layer, rules in ALL_LAYERS.items() if rule in rules)
    command = {"rubric": "secon criteria --check", "assessor": "secon panel"}.get(layer, "secon validate")
    return Entry(
        Kind.RULE,
        rule.id,
        rule.summary,
        why=rule.why,
        how=f"Write it as in the example; `{command}` shows each place and what to write there.",
        facts=(Part("Severity", str(rule.severity)), Part("Found by", f"`{command}`")),
        example=_written(rule.good),
        counterexample=_written(rule.bad) if rule.bad else "",
        see=(str(rule.severity),),
    )


def _written(example: Example) -> str:
    """An example as it stands in a file; what no screen could show is written as its code."""
    text = example.text if isinstance(example.text, str) else example.text.decode("utf-8", "backslashreplace")
    lines = text.splitlines()
    shown = [line if len(line) <= 160 else f"{line[:160]}…" for line in lines[:20]]
    shown += ["…"] if len(lines) > len(shown) else []
    shown += [f"# without the block `{name}`" for name in example.without if f"\n{name}:" not in f"\n{text}"]
    shown += [
        f"# beside a file {name} with: {' / '.join(other.splitlines())}" for name, other in example.beside.items()
    ]
    if example.name != "example.yaml":
        shown.insert(0, f"# in a file called {example.name}")
    return "\n".join(shown)
