"""`secon explain`: what a word means, with examples. `secon criteria`: the rubric, its findings, or what differs."""

from dataclasses import replace
from textwrap import dedent

from secon_cli import __version__
from secon_cli.analysis import glossary
from secon_cli.analysis.differences import differences
from secon_cli.analysis.results import Provenance
from secon_cli.checks.checked_files import problem_findings
from secon_cli.checks.findings import Example, Severity
from secon_cli.checks.registry import ALL_LAYERS, fails
from secon_cli.cli import CriteriaOptions, ExplainOptions
from secon_cli.commands.inputs import Inputs, load_rubric, report_unusable, rubric_file, some_practices
from secon_cli.commands.values import RubricChoice, UsageProblem
from secon_cli.engine import assess
from secon_cli.output import wires
from secon_cli.output.destination import screen_of, tell, write
from secon_cli.output.document import Document
from secon_cli.output.findings import findings_screen, summary_line
from secon_cli.output.pages import explain as pages
from secon_cli.output.plain_text import count
from secon_cli.output.renderers.terminal import render_terminal
from secon_cli.practice.fields import path_of
from secon_cli.rubric.model import Rubric, warnings, warnings_in_use

_MOST_LINES = 9


def run(options: ExplainOptions) -> int:
    """Write the explanation."""
    inputs = some_practices(options.practices, quiet=options.quiet)
    result = explained(" ".join(options.name) if options.name else None, inputs, load_rubric(options.choice).rubric)
    # A document has room for everything.
    options.to.write(
        page=lambda: pages.explain_page(result, full=options.verbose or options.to.format == "markdown"),
        wire=lambda: wires.criteria.EXPLAIN.view(result),
    )
    report_unusable(inputs, options)
    return 0


def whole_glossary(rubric: Rubric) -> glossary.Glossary:
    """Everything that can be explained under a rubric."""
    rules = []
    for layer, rules_of_layer in ALL_LAYERS.items():
        command = {"rubric": "secon criteria --check", "assessor": "secon panel"}.get(layer, "secon validate")
        rules += [
            glossary.Entry(
                glossary.EntryKind.RULE,
                rule.id,
                rule.summary,
                why=rule.why,
                how=f"Write it as in the example; `{command}` shows each place and what to write.",
                facts=(
                    glossary.EntryPart("Severity", str(rule.severity)),
                    glossary.EntryPart("Found by", f"`{command}`"),
                ),
                example=written(rule.good),
                counterexample=written(rule.bad) if rule.bad else "",
                see=(str(rule.severity),),
            )
            for rule in rules_of_layer
        ]
    return glossary.glossary(rubric, rules)


def explained(word: str | None, inputs: Inputs, rubric: Rubric) -> glossary.Explained:
    """What a word means, all entries of a kind such as `bands`, or, without a word, all entries.

    Raises UsageProblem if the word is unknown, or part of several names; these are listed.
    """
    words = whole_glossary(rubric)
    provenance = inputs.provenance(rubric, {})
    if word is None:
        return glossary.Explained(provenance, None, words.entries)
    try:
        match = words.look_up(word)
    except glossary.UnknownWord as problem:
        candidates = Document([pages.entries_table(problem.entries)] if problem.entries else [])
        raise UsageProblem(str(problem), details=render_terminal(candidates, screen_of(stderr=True))) from None
    if len(match.entries) > pages.IN_FULL:
        return glossary.Explained(provenance, word, match.entries, match.also)
    assessments = [assess(practice, rubric) for practice in inputs.collection.practices]
    documents = {file.practice.id: file.document for file in inputs.collection.files if file.practice}
    entries = []
    for entry in match.entries:
        excerpt = None
        if shown := glossary.example_of(entry, assessments):
            practice, field, about = shown
            document, path = documents[practice], path_of(field)
            if entry.kind is glossary.EntryKind.VALUE and len(path) > 1:
                # A vocabulary value is shown with the claim that it is part of.
                path = path[:-1]
            first, last = document.places.span(path, key=True).line, document.places.span(path).end_line
            lines = document.lines()[first - 1 : last]
            text = dedent("\n".join(line for line in lines[:_MOST_LINES] if line.strip()))
            text += "\n…" if len(lines) > _MOST_LINES else ""
            excerpt = glossary.Excerpt(document.name, first, field, text, about)
        entries.append(replace(entry, collection=glossary.collection_words(entry, assessments), excerpt=excerpt))
    return glossary.Explained(provenance, word, tuple(entries), match.also)


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


# --- The rubric ---------------------------------------------------------------------------------------------------


def criteria(options: CriteriaOptions) -> int:
    """Write the rubric, its findings or its differences; 1 if it has findings at or above `fail_on`."""
    check, diff, to = options.check, options.diff, options.to
    # A document has room for everything.
    in_full = options.verbose or to.format == "markdown"
    if check is not None and diff is not None:
        raise UsageProblem("--check and --diff answer different questions; use one at a time")
    if check is None:
        in_force = load_rubric(options.choice)
        if diff is not None:
            changes = differences(in_force.rubric, load_rubric(RubricChoice(diff)).rubric)
            to.write(
                page=lambda: pages.rubric_diff_page(changes, full=in_full),
                wire=lambda: wires.criteria.CRITERIA_DIFF.view(changes),
            )
        else:
            result = Provenance(__version__, in_force.rubric, (), in_force.options)
            to.write(
                page=lambda: pages.criteria_page(result, full=in_full),
                wire=lambda: wires.criteria.criteria_view(result),
            )
        return 0

    checked = rubric_file(check, options.stdin_filename)
    inputs = some_practices(options.practices, quiet=options.quiet)
    practices, document = inputs.collection.practices, checked.document
    findings = list(checked.findings)
    if checked.rubric is not None:
        # It has no errors: what a methodologist would question.
        doubts = [*warnings(checked.rubric), *warnings_in_use(checked.rubric, practices)]
        findings = problem_findings(doubts, document)
    if to.format in ("json", "markdown"):
        to.write(
            page=lambda: pages.check_page(findings, document.name),
            wire=lambda: wires.criteria.check_view(findings, document.name, document.sha256, len(practices)),
        )
    else:
        text = findings_screen(findings, {document.name: document}, to.screen())
        write(text, to.file)
    if not options.quiet:
        whose = "that ship with secon" if inputs.shipped else "of the collection"
        tried = f", tried on {count(len(practices))} {whose}" if checked.rubric else ""
        tell(f"{summary_line(1, findings)}{tried}")
    return int(options.fail_on != "never" and fails(findings, Severity(options.fail_on)))
