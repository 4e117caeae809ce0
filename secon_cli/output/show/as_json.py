"""One practice as JSON, schema `secon.show/1`: its record, its scores, what would raise them."""

from secon_cli.analysis.sheet import Sheet
from secon_cli.output.machine import dumps, number, provenance_fields
from secon_cli.output.wires.score import practice_fields
from secon_cli.practice.facts import plain

SCHEMA = "secon.show/1"


def show_json(sheet: Sheet) -> str:
    """The practice as in `score`, with its record and the changes that would raise the total, the largest first."""
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(sheet.provenance),
            "practice": {
                **practice_fields(sheet.scored),
                "ranked": sheet.ranked,
                "draft": sheet.draft,
                "record": plain(sheet.scored.assessment.practice),
                "lines": dict(sorted(sheet.lines.items())),
            },
            "fields": [
                {
                    "field": one.field,
                    "state": one.state.value,
                    "points": number(one.points),
                    "gain": number(one.gain),
                    "only_time": one.only_time,
                }
                for one in sheet.stock.fields
            ],
            "left_out": list(sheet.stock.left_out),
            "improvements": [
                {
                    "criterion": one.criterion,
                    "indicator": one.indicator,
                    "gain": number(one.gain),
                    "only_time": one.only_time,
                    "improve": one.improve,
                }
                for one in sheet.improvements
            ],
        }
    )
