"""The JSON of files that were checked or read (`validate`, `import`), of rubrics (`criteria`) and of words (`explain`).

Positions count from 1, paths are relative to the project, and the order is fixed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Literal

from secon_cli.analysis.glossary import EntryPart
from secon_cli.analysis.results import Provenance
from secon_cli.checks.findings import Finding, Severity
from secon_cli.forms.draft import ImportedFile
from secon_cli.output.wire import THIS_TOOL, InputWire, ResultWire, ToolWire, View, Wire, constant, of


class FixWire(Wire):
    """What `--fix` writes in place of the text at a place."""

    line: int = of("span.line")
    column: int = of("span.column")
    end_line: int = of("span.end_line")
    end_column: int = of("span.end_column")
    """The first column after the text that is replaced."""
    text: str


class RubricFindingWire(Wire):
    """A finding at its place in the rubric file."""

    rule: str
    severity: str
    file: str
    line: int = of("span.line")
    column: int = of("span.column")
    end_line: int = of("span.end_line")
    """Where the finding ends."""
    end_column: int = of("span.end_column")
    """The first column after it."""
    field: str
    """Path of the field, empty for the file."""
    message: str
    help: str | None
    """What to write instead."""


class FindingWire(RubricFindingWire):
    """One finding; `fix` is null unless one change is certainly what was meant."""

    fix: FixWire | None


class RubricInForceWire(Wire):
    """The rubric whose `as_of` dates are checked against, and which advises."""

    id: str = of("rubric")
    version: str
    sha256: str
    as_of: str


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """The number of findings of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


class ValidationWire(Wire):
    """The findings with what they rest on: the options given, and the path and hash of every file checked."""

    schema: str = constant("secon.validate/1")
    tool: ToolWire = constant(THIS_TOOL)
    options: Mapping[str, Any]
    rubric: RubricInForceWire | None
    inputs: tuple[InputWire, ...] = of(
        lambda report: [View(InputWire, path=file.name, sha256=file.document.content_sha256) for file in report.files]
    )
    findings: tuple[FindingWire, ...]
    summary: Mapping[str, int] = of(lambda report: {"files": len(report.files)} | severity_counts(report.findings))
    """The number of files, and of findings of each severity."""


class ImportedFieldWire(Wire):
    """A value that was read, a question about a field, words that have no place yet, or a cell to correct (`wrong`)."""

    state: Literal["read", "asked", "kept", "wrong"]
    field: str | None
    """Path of the field; null for words without a place."""
    value: str | None
    """What is in the draft, or what a rule takes the words for; null where it takes them for nothing."""
    from_: str | None
    """Where in the file it is, such as `Ratings!E5`, for what is asked, kept or wrong."""
    question: str | None
    """What is asked, or what is wrong."""
    words: str | None
    """The words of the source, for what is asked or kept."""


class ImportedFileWire(Wire):
    """One file: its draft, or why there is none."""

    file: str
    draft: str | None = of("written")
    """The file that was written."""
    id: str | None
    form: str | None
    """The kind of form that it was read as."""
    problem: str | None
    read: int
    """Number of values in the draft."""
    asked: int
    kept: int
    fields: tuple[ImportedFieldWire, ...]


def _imported(file: ImportedFile) -> View:
    draft = file.draft
    rows: list[tuple[str | None, ...]] = []
    if draft is None:
        places = (correction.partition(": ") for correction in file.corrections)
        rows += [("wrong", None, None, place, text, None) for place, _, text in places]
    else:
        rows += [("read", path, value, None, None, None) for path, value in draft.read]
        rows += [("asked", on.path, on.guess or None, on.place or None, on.ask, on.words) for on in draft.asked]
        rows += [("kept", None, None, text.place or None, text.ask, text.words) for text in draft.kept]
    counts = Counter(state for state, *_ in rows)
    return View(
        ImportedFileWire,
        file,
        id=draft and draft.record["id"],
        form=draft.form if draft else "ratings" if file.ratings or rows else None,
        problem=file.problem or None,
        read=counts["read"] or file.ratings,
        asked=counts["asked"],
        kept=counts["kept"],
        fields=[View(ImportedFieldWire, **dict(zip(_COLUMNS, row, strict=True))) for row in rows],
    )


_COLUMNS = ("state", "field", "value", "from_", "question", "words")


class ImportsWire(Wire):
    """The result of `secon import`."""

    schema: str = constant("secon.import/1")
    tool: ToolWire = constant(THIS_TOOL)
    files: tuple[ImportedFileWire, ...] = of(lambda result: map(_imported, result))


class IndicatorWire(Wire):
    """An indicator; `weight` is its share of the criterion."""

    id: str
    title: str
    weight: float
    weight_of_total: float
    """Share of the total."""
    measure: tuple[str, ...] = of(lambda indicator: indicator.measure.words())
    """What the measure does, in sentences."""
    fields: tuple[str, ...] = of(lambda indicator: indicator.measure.fields_read())
    """The fields of a practice that it reads."""
    why: str
    improve: str


class CriterionWire(Wire):
    """A criterion; `weight` is its share of the total."""

    id: str
    title: str
    asks: str
    weight: float
    why: str | None
    indicators: tuple[IndicatorWire, ...]


class CriteriaWire(ResultWire):
    """The rubric in force, with shares and every measure in words."""

    schema: str = constant("secon.criteria/1")
    gate: float | None = of("provenance.rubric.gate_years")
    """Years needed; null where the rubric has no gate."""
    criteria: tuple[CriterionWire, ...]


def criteria_wire(provenance: Provenance) -> View:
    """The rubric in force."""
    rubric = provenance.rubric
    criteria = []
    for key, criterion in rubric.criteria.items():
        of_total = rubric.shares[key]
        indicators = [
            View(IndicatorWire, criterion.indicators[name], id=name, weight=share, weight_of_total=of_total * share)
            for name, share in rubric.indicator_shares(key).items()
        ]
        criteria.append(View(CriterionWire, criterion, id=key, weight=of_total, indicators=indicators))
    return View(CriteriaWire, SimpleNamespace(provenance=provenance), criteria=criteria)


class ComparedRubricWire(RubricInForceWire):
    """One of two rubrics."""

    content: Mapping[str, Any]


class WeightShiftWire(Wire):
    """The share of the total of a criterion in both rubrics; null where it does not exist."""

    criterion: str
    before: float | None
    after: float | None
    difference: float | None


class ChangeWire(Wire):
    """A part that was added, removed or changed."""

    path: str
    change: str = of("kind")
    before: Any
    after: Any
    judges: bool
    """Whether the change can move a score, a gate or a band; a change of words cannot."""


class CriteriaDiffWire(Wire):
    """What differs between two rubrics."""

    schema: str = constant("secon.criteria-diff/1")
    tool: ToolWire = constant(THIS_TOOL)
    before: ComparedRubricWire
    after: ComparedRubricWire
    weights: tuple[WeightShiftWire, ...] = of("shifts")
    changes: tuple[ChangeWire, ...]


class CriteriaCheckWire(Wire):
    """The findings of one rubric file, and the number of practices on which it was tried."""

    schema: str = constant("secon.criteria-check/1")
    tool: ToolWire = constant(THIS_TOOL)
    inputs: tuple[InputWire, ...]
    practices: int
    findings: tuple[RubricFindingWire, ...]
    summary: Mapping[str, int]


def check_wire(findings: Sequence[Finding], path: str, sha256: str, practices: int) -> View:
    """The findings of one rubric file."""
    return View(
        CriteriaCheckWire,
        inputs=[View(InputWire, path=path, sha256=sha256)],
        practices=practices,
        findings=findings,
        summary=severity_counts(findings),
    )


class EntryNameWire(Wire):
    """An entry in brief."""

    kind: str
    name: str
    meaning: str


class ExcerptWire(Wire):
    """Lines of a practice file that show the word in use."""

    file: str
    line: int
    field: str
    text: str


class EntryWire(EntryNameWire):
    """An entry in full."""

    title: str | None = of(lambda entry: entry.title or None)
    aliases: tuple[str, ...]
    """Other names."""
    why: str | None = of(lambda entry: entry.why or None)
    how: str | None = of(lambda entry: entry.how or None)
    facts: tuple[EntryPart, ...]
    parts: tuple[EntryPart, ...]
    example: str | None = of(lambda entry: entry.example or None)
    counterexample: str | None = of(lambda entry: entry.counterexample or None)
    collection: str | None = of(lambda entry: entry.collection or None)
    """What the collection shows about it, in a sentence."""
    excerpt: ExcerptWire | None
    see: tuple[str, ...]
    """Related entries."""


class ExplainWire(ResultWire):
    """What a word means; without a word, all entries."""

    schema: str = constant("secon.explain/1")
    name: str | None = of("word")
    """What was asked for; null for everything."""
    entries: tuple[EntryWire, ...]
    also: tuple[EntryNameWire, ...]
    """Entries that have the word as a part of their name."""
