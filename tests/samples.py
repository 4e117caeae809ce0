"""Small practices and rubrics for tests that work out a figure by hand: one sound base, and blocks to change in it."""

from typing import Any

from pydantic import TypeAdapter

from secon_cli.practice.model import Practice
from secon_cli.rubric.measures import AnyMeasure, Measure
from secon_cli.rubric.model import Rubric

Record = dict[str, Any]

CITED = {"evidence": "report:results"}
"""What makes a claim a cited one."""

_MEASURE: TypeAdapter[AnyMeasure] = TypeAdapter(Measure)


def record(**blocks: Any) -> Record:
    """A practice in plain values, as a reader of files gives them, with the given blocks in place of the base's."""
    base: Record = {
        "format": "1",
        "id": "repair-cafe",
        "title": "Repair café of the old town",
        "sources": {"report": {"title": "A report", "date": "2024-01", "pages": "17-20"}},
        "location": {"country": "LV", "partner": "Latgale", "evidence": "report:location"},
        "organisations": [],
        "duration": {"start": "2020-01-01", "end": "ongoing", "status": "running", "evidence": "report:duration"},
        "summary": "Volunteers repair what neighbours bring.",
    }
    return base | blocks


def practice(**blocks: Any) -> Practice:
    """The base practice with some blocks changed."""
    return Practice.model_validate(record(**blocks))


def measure_of(kind: str, **values: Any) -> AnyMeasure:
    """A measure from plain values."""
    return _MEASURE.validate_python({"kind": kind, **values})


def indicator(weight: float, measure: Record) -> Record:
    """An indicator in plain values."""
    return {"title": "An indicator", "weight": weight, "measure": measure, "why": "It matters.", "improve": "Do more."}


def criterion(weight: float, **indicators: Record) -> Record:
    """A criterion in plain values."""
    return {"title": "A criterion", "asks": "Is it so?", "weight": weight, "indicators": indicators}


def rubric_record(**parts: Any) -> Record:
    """A rubric in plain values: one criterion that counts metrics, or the given parts in place of it."""
    base: Record = {
        "rubric": "a-rubric",
        "version": "1.0.0",
        "as_of": "2024-01-31",
        "unsupported": "0.5",
        "bands": [{"name": "high", "at_least": "50"}, {"name": "low", "at_least": "0"}],
        "criteria": {
            "effect": criterion(1, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"}))
        },
    }
    return base | parts


def rubric(**parts: Any) -> Rubric:
    """The base rubric with some parts changed."""
    return Rubric.model_validate(rubric_record(**parts))


def metric(**values: Any) -> Record:
    """A measured and cited result in plain values."""
    return {"what": "goods repaired", "value": "40", "level": "output", **CITED, **values}
