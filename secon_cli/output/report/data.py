"""What the page's script computes with: full-precision numbers, and the proof that it computes as the engine does."""

import json
from collections.abc import Mapping
from math import fsum
from typing import Any

from secon_cli.analysis.report import Report
from secon_cli.analysis.results import Scored
from secon_cli.analysis.stored import REPORT_SCHEMA as SCHEMA
from secon_cli.output.plain_text import visible
from secon_cli.output.wire import ResultWire, View, escaped, to_json


class AnotherAggregation(Exception):
    """The engine does not add up totals as the page's script does, so a page would show other numbers than `score`."""


def page_data(report: Report, made: Mapping[str, object]) -> dict[str, Any]:
    """What the script computes with, and what `secon verify` needs to compute it again (`secon.report/1`).

    AnotherAggregation where the script would compute otherwise than the engine: another way to add up a total has to be
    in `engine.js`, too. `made` is how the report was asked for.
    """
    rubric, sides = report.rubric, report.regions.regions
    assessments = [scored.assessment for scored in report.everyone]
    places = {assessment.practice.id: place for place, assessment in enumerate(assessments)}
    for assessment in assessments:
        parts, range = assessment.criteria, assessment.range
        for mean, own, what in (
            (fsum(rubric.shares[part.id] * part.score for part in parts), assessment.total, "total"),
            (fsum(rubric.shares[part.id] * part.range.high for part in parts), range.high, "upper end"),
        ):
            if mean != own:
                name = assessment.practice.id
                raise AnotherAggregation(f"{name}: the {what} is {own!r}, and not the weighted mean {mean!r}")
    for side in sides:
        totals = [assessments[places[id]].total for id in side.ids]
        if side.total != fsum(totals) / len(totals):
            raise AnotherAggregation(f"{side.name}: the total is not the mean of its practices")
    files = {source.path for source in report.practice_files}
    fields = json.loads(to_json(View(ResultWire, report, schema=SCHEMA)))
    return {
        **fields,
        "inputs": [source for source in fields["inputs"] if source["path"] in files],
        "texts": [source for source in fields["inputs"] if source["path"] not in files],
        "made": made,
        "draws": report.robustness.generator if report.robustness else None,
        "criteria": [{"key": key, "title": visible(criterion.title)} for key, criterion in rubric.criteria.items()],
        "own": [criterion.weight for criterion in report.own.criteria.values()],
        "weights": [criterion.weight for criterion in rubric.criteria.values()],
        "bands": [{"name": band.name, "atLeast": band.at_least} for band in rubric.bands],
        "practices": [page_practice(scored) for scored in report.everyone],
        "sides": [
            {
                "name": visible(side.name),
                "practices": [places[id] for id in side.ids],
                "scores": [side.score(key) for key in rubric.criteria],
                "highs": [side.score_range(key).high for key in rubric.criteria],
            }
            for side in sides
        ],
    }


def page_practice(scored: Scored) -> dict[str, Any]:
    """A practice in full precision; scores in the order of the rubric."""
    assessment = scored.assessment
    return {
        "rank": scored.rank,
        "id": assessment.practice.id,
        "title": visible(assessment.practice.title),
        "file": scored.file,
        "gate": assessment.gate.value,
        "total": assessment.total,
        "high": assessment.range.high,
        "scores": [part.score for part in assessment.criteria],
        "highs": [part.range.high for part in assessment.criteria],
        "indicators": [[indicator.score for indicator in part.indicators] for part in assessment.criteria],
    }


def in_script(document: object) -> str:
    """JSON that nothing in it can end or turn into markup; floats as `repr` writes them, which reads back exactly."""
    text = json.dumps(_short(document), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return escaped(text)


def _short(value: object) -> object:
    """The value with its whole numbers without `.0`: a quarter of all numbers are 0 or 100."""
    if isinstance(value, dict):
        return {key: _short(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_short(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
