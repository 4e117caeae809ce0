"""The rubric in force as JSON, schema `secon.criteria/1`, and two beside each other, schema `secon.criteria-diff/1`."""

from typing import Any

from secon_cli import __version__
from secon_cli.analysis.results import Provenance
from secon_cli.output.machine import dumps, number, provenance_fields
from secon_cli.rubric.differences import Change, Differences
from secon_cli.rubric.model import Rubric

SCHEMA = "secon.criteria/1"
DIFF_SCHEMA = "secon.criteria-diff/1"


def criteria_json(provenance: Provenance) -> str:
    """The rubric with the shares in force, and every measure in words with the fields that it reads."""
    rubric = provenance.rubric
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(provenance),
            "gate": rubric.gate_years,
            "criteria": [_criterion(rubric, key) for key in rubric.criteria],
        }
    )


def _criterion(rubric: Rubric, key: str) -> dict[str, Any]:
    criterion, share = rubric.criteria[key], rubric.shares[key]
    return {
        "id": key,
        "title": criterion.title,
        "asks": criterion.asks,
        "weight": number(share),
        "why": criterion.why,
        "indicators": [
            {
                "id": name,
                "title": indicator.title,
                "weight": number(rubric.indicator_shares(key)[name]),
                "weight_of_total": number(share * rubric.indicator_shares(key)[name]),
                "measure": list(indicator.measure.words()),
                "fields": list(indicator.measure.fields_read()),
                "why": indicator.why,
                "improve": indicator.improve,
            }
            for name, indicator in criterion.indicators.items()
        ],
    }


def diff_json(found: Differences) -> str:
    """What differs between two rubrics; `weights` are shares of the total."""
    return dumps(
        {
            "schema": DIFF_SCHEMA,
            "tool": {"name": "secon", "version": __version__},
            "before": _rubric(found.before),
            "after": _rubric(found.after),
            "weights": [
                {"criterion": shift.criterion, "before": _share(shift.before), "after": _share(shift.after)}
                for shift in found.shifts
            ],
            "changes": [_change(change) for change in found.changes],
        }
    )


def _rubric(rubric: Rubric) -> dict[str, Any]:
    return {
        "id": rubric.rubric,
        "version": rubric.version,
        "sha256": rubric.sha256,
        "as_of": rubric.as_of.isoformat(),
        "content": rubric.content,
    }


def _share(share: float | None) -> float | None:
    return None if share is None else number(share)


def _change(change: Change) -> dict[str, Any]:
    return {"path": change.path, "change": change.kind.value, "before": change.before, "after": change.after}
