"""What the page's script computes with: full-precision numbers, and the proof that it computes as the engine does."""

import json
from collections.abc import Sequence
from math import fsum
from typing import Any

from secon_cli.analysis.sides import Side
from secon_cli.engine.assessment import Assessment, rank
from secon_cli.output.plain_text import visible
from secon_cli.output.wire import harmless
from secon_cli.practice.time_in_place import GateState
from secon_cli.rubric.model import Rubric


class AnotherAggregation(Exception):
    """The engine does not add up totals as the page's script does, so a page would show other numbers than `score`."""


def page_data(assessments: Sequence[Assessment], rubric: Rubric, own: Rubric, sides: Sequence[Side]) -> dict[str, Any]:
    """Practices, regions, weights and bands for the script; AnotherAggregation where it would compute otherwise.

    `own` is the rubric with its own weights, `rubric` the one in force. Whoever changes how a total comes about has to
    change `engine.js` with it.
    """
    for assessment in assessments:
        parts = assessment.criteria
        for value, own_value, what in (
            (fsum(rubric.shares[part.id] * part.score for part in parts), assessment.total, "total"),
            (fsum(rubric.shares[part.id] * part.range.high for part in parts), assessment.range.high, "upper end"),
        ):
            if value != own_value:
                raise AnotherAggregation(
                    f"{assessment.practice.id}: the {what} is {own_value!r}, and not the weighted mean {value!r}"
                )
    places = {assessment.practice.id: place for place, assessment in enumerate(assessments)}
    for side in sides:
        totals = [assessments[places[id]].total for id in side.ids]
        if side.total != fsum(totals) / len(totals):
            raise AnotherAggregation(f"{side.name}: the total is not the mean of its practices")
    return {
        "criteria": [{"key": key, "title": visible(criterion.title)} for key, criterion in rubric.criteria.items()],
        "own": [criterion.weight for criterion in own.criteria.values()],
        "weights": [criterion.weight for criterion in rubric.criteria.values()],
        "bands": [{"name": band.name, "atLeast": band.at_least} for band in rubric.bands],
        "practices": [
            {
                "id": assessment.practice.id,
                "title": visible(assessment.practice.title),
                "fails": assessment.gate is GateState.NOT_MET,
                "scores": [part.score for part in assessment.criteria],
                "highs": [part.range.high for part in assessment.criteria],
            }
            for assessment in assessments
        ],
        "ranks": {ranked.assessment.practice.id: ranked.rank for ranked in rank(assessments)},
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


def in_script(document: object) -> str:
    """JSON that nothing in it can end or turn into markup; floats as `repr` writes them, which reads back exactly."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return harmless(text)
