"""The JSON of `criteria` (the rubric, the findings of another one, what differs between two) and of `explain`."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from secon_cli.analysis.glossary.entries import EntryPart
from secon_cli.analysis.results import Provenance
from secon_cli.checks.findings import Finding
from secon_cli.output.wire import View, Wire, constant, of
from secon_cli.output.wires.common import THIS_TOOL, InputWire, ResultWire, ToolWire
from secon_cli.output.wires.findings import RubricFindingWire, RubricInForceWire, severity_counts


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
    collection: str | None
    """What the collection shows about it, in a sentence."""
    excerpt: ExcerptWire | None
    see: tuple[str, ...]
    """Related entries."""


class ExplainWire(ResultWire):
    """What a word means; without a word, all entries."""

    schema: str = constant("secon.explain/1")
    name: str | None = of("word")
    """What was asked for; null for everything."""
    entries: tuple[EntryWire, ...] = of(
        lambda explained: [
            View(EntryWire, meaning.entry, collection=meaning.collection or None, excerpt=meaning.excerpt)
            for meaning in explained.explanations
        ]
    )
    also: tuple[EntryNameWire, ...]
    """Entries that have the word as a part of their name."""
