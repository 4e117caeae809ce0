"""The JSON of `score` (`secon.score/1`), `show` (`secon.show/2`) and `verify` (`secon.verify/1`)."""

import json
from collections.abc import Iterable
from typing import Any

from secon_cli.analysis.profile import FieldGap, Improvement, PracticeProfile
from secon_cli.analysis.results import Ranking, Scored
from secon_cli.analysis.stored import Verification
from secon_cli.engine import CriterionAssessment, IndicatorAssessment
from secon_cli.output.wire import PROVENANCE, TOOL, Made, View, Wire, document, to_json
from secon_cli.practice.fields import plain
from secon_cli.rubric.base import Counted, NotCounted

COUNTED = Wire(Counted, "field points evidence reason?")
NOT_COUNTED = Wire(NotCounted, "field reason")
INDICATOR = Wire(
    IndicatorAssessment,
    "id weight score range assessed contribution gain only_time counted not_counted",
    counted=COUNTED,
    not_counted=NOT_COUNTED,
)
CRITERION = Wire(
    CriterionAssessment,
    "id weight score range coverage contribution indicators=.",
    indicators=Made(
        list[View],
        # What counted and what did not is computed once for both.
        lambda criterion: [
            INDICATOR.view(indicator, counted=account.counted, not_counted=account.not_counted)
            for indicator in criterion.indicators
            for account in [indicator.explained()]
        ],
        wire=INDICATOR,
    ),
)
PRACTICE = Wire(
    Scored,
    "rank id=assessment.practice.id title=assessment.practice.title country=assessment.practice.location.country",
    "partner=assessment.practice.location.area file total=assessment.total range=assessment.range",
    "coverage=assessment.coverage gate=assessment.gate years=assessment.time band=assessment.band",
    "criteria=assessment.criteria",
    years=Made(
        tuple[float, float] | None,
        lambda time: (time.shortest, time.longest) if time else None,
        "Shortest and longest time in place.",
    ),
    criteria=CRITERION,
)


def practice_fields(scored: Scored) -> dict[str, Any]:
    """One practice as the JSON of `score` has it, in plain values."""
    fields: dict[str, Any] = json.loads(to_json(PRACTICE.view(scored)))
    return fields


def _gate_shares(practices: Iterable[Scored]) -> dict[str, float]:
    return {scored.assessment.practice.id: scored.gate_share for scored in practices if scored.gate_share is not None}


SCORE = document(
    "secon.score/1",
    Ranking,
    "practices gate_shares=practices ranks_before? groups?=groups.groups coin_tosses?=groups.coin_tosses",
    practices=PRACTICE,
    gate_shares=Made(
        dict[str, float],
        _gate_shares,
        "Of practices whose gate is uncertain, by id: the share of the possible dates with which it is met.",
    ),
)


SHOWN = Wire(
    PracticeProfile,
    PRACTICE.within("scored"),
    "ranked draft record=scored.assessment.practice lines printed",
    about="The practice as in `score`, with its record and where in the file its fields are.",
    record=Made(Any, plain, "The practice file in plain values."),
    lines=Made(
        dict[str, int],
        lambda lines: dict(sorted(lines.items())),
        "The line of the file for each field that counted or did not.",
    ),
)
SHOW = document(
    "secon.show/2",
    PracticeProfile,
    "practice=. fields=coverage.fields fields_left_out=coverage.left_out improvements gate_shares=scored",
    practice=SHOWN,
    fields=Wire(FieldGap, "field state points gain only_time"),
    improvements=Wire(Improvement, "criterion indicator gain only_time improve possible"),
    gate_shares=Made(
        dict[str, float],
        lambda scored: _gate_shares([scored]),
        "If the gate is uncertain: the share of the possible dates with which it is met.",
    ),
)

VERIFY = Wire(
    Verification,
    "verified_by=. result=. holds failing explanation practices differences",
    schema="secon.verify/1",
    verified_by=TOOL,
    result=Wire(
        Verification,
        "path=name sha256",
        PROVENANCE.within("stored.provenance"),
        about="The result, and its provenance.",
    ),
)
