"""The JSON of `criteria`: the rubric, the findings of another one, and what differs between two."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from secon_cli import __version__
from secon_cli.analysis.results import Provenance
from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.wire import wire
from secon_cli.output.wires.common import InputWire, ResultWire, ToolWire, result_fields
from secon_cli.output.wires.findings import RubricFindingWire, finding_fields
from secon_cli.rubric.differences import Differences
from secon_cli.rubric.model import Rubric

SCHEMA = "secon.criteria/1"
DIFF_SCHEMA = "secon.criteria-diff/1"
CHECK_SCHEMA = "secon.criteria-check/1"


@wire
class IndicatorWire:
    """An indicator; `weight` is its share of the criterion."""

    id: str
    title: str
    weight: float
    weight_of_total: float
    """Share of the total."""
    measure: tuple[str, ...]
    """What the measure does, in sentences."""
    fields: tuple[str, ...]
    """The fields of a practice that it reads."""
    why: str
    improve: str


@wire
class CriterionWire:
    """A criterion; `weight` is its share of the total."""

    id: str
    title: str
    asks: str
    weight: float
    why: str | None
    indicators: tuple[IndicatorWire, ...]


@wire
class CriteriaWire(ResultWire):
    """The rubric in force, with shares and every measure in words."""

    gate: float | None
    """Years needed; null where the rubric has no gate."""
    criteria: tuple[CriterionWire, ...]


def criteria_wire(provenance: Provenance) -> CriteriaWire:
    """The rubric in force."""
    rubric = provenance.rubric
    criteria = []
    for key, criterion in rubric.criteria.items():
        share = rubric.shares[key]
        indicators = tuple(
            IndicatorWire(
                id=name,
                title=indicator.title,
                weight=weight,
                weight_of_total=share * weight,
                measure=indicator.measure.words(),
                fields=indicator.measure.fields_read(),
                why=indicator.why,
                improve=indicator.improve,
            )
            for name, weight in rubric.indicator_shares(key).items()
            for indicator in [criterion.indicators[name]]
        )
        criteria.append(CriterionWire(key, criterion.title, criterion.asks, share, criterion.why, indicators))
    return CriteriaWire(
        **result_fields(SCHEMA, provenance),
        gate=rubric.gate_years,
        criteria=tuple(criteria),
    )


@wire
class ComparedRubricWire:
    """One of two rubrics."""

    id: str
    version: str
    sha256: str
    as_of: str
    content: Mapping[str, Any]


@wire
class WeightShiftWire:
    """The share of the total of a criterion in both rubrics; null where it does not exist."""

    criterion: str
    before: float | None
    after: float | None
    difference: float | None


@wire
class ChangeWire:
    """A part that was added, removed or changed."""

    path: str
    change: str
    before: Any
    after: Any
    judges: bool
    """Whether the change can move a score, a gate or a band; a change of words cannot."""


@wire
class CriteriaDiffWire:
    """What differs between two rubrics."""

    schema: str
    tool: ToolWire
    before: ComparedRubricWire
    after: ComparedRubricWire
    weights: tuple[WeightShiftWire, ...]
    changes: tuple[ChangeWire, ...]


def rubric_diff_wire(differences: Differences) -> CriteriaDiffWire:
    """What differs between two rubrics."""
    return CriteriaDiffWire(
        schema=DIFF_SCHEMA,
        tool=ToolWire("secon", __version__),
        before=_compared(differences.before),
        after=_compared(differences.after),
        weights=tuple(
            WeightShiftWire(shift.criterion, shift.before, shift.after, shift.difference)
            for shift in differences.shifts
        ),
        changes=tuple(
            ChangeWire(change.path, change.kind.value, change.before, change.after, change.judges)
            for change in differences.changes
        ),
    )


def _compared(rubric: Rubric) -> ComparedRubricWire:
    return ComparedRubricWire(rubric.rubric, rubric.version, rubric.sha256, rubric.as_of.isoformat(), rubric.content)


@wire
class CriteriaCheckWire:
    """The findings of one rubric file, and the number of practices on which it was tried."""

    schema: str
    tool: ToolWire
    inputs: tuple[InputWire, ...]
    practices: int
    findings: tuple[RubricFindingWire, ...]
    summary: Mapping[str, int]


def check_wire(findings: Sequence[Finding], path: str, sha256: str, practices: int) -> CriteriaCheckWire:
    """The findings of one rubric file."""
    counts = Counter(finding.severity for finding in findings)
    return CriteriaCheckWire(
        schema=CHECK_SCHEMA,
        tool=ToolWire("secon", __version__),
        inputs=(InputWire(path, sha256),),
        practices=practices,
        findings=tuple(RubricFindingWire(**finding_fields(finding)) for finding in findings),
        summary={str(severity): counts[severity] for severity in Severity},
    )
