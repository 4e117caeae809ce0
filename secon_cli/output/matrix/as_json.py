"""All regions as JSON, schema `secon.compare-matrix/1`: docs/json.md describes it."""

from typing import Any

from secon_cli.analysis.regions import Commonality, RegionScores, RegionTable
from secon_cli.output.compare.as_json import side_fields
from secon_cli.output.machine import dumps, number, provenance_fields

SCHEMA = "secon.compare-matrix/1"


def matrix_json(matrix: RegionTable) -> str:
    """The regions by total, the criteria with a score a region in that order, and the coded fields counted."""
    return dumps(
        {
            "schema": SCHEMA,
            **provenance_fields(matrix.provenance),
            "sides": [side_fields(side) for side in matrix.regions],
            "criteria": [_column(matrix, column) for column in matrix.criteria],
            "total": {"best": _names(matrix, matrix.total.best), "weakest": _names(matrix, matrix.total.weakest)},
            "fields": [_field(field) for field in matrix.common],
            "missing": list(matrix.missing),
        }
    )


def _column(matrix: RegionTable, column: RegionScores) -> dict[str, Any]:
    return {
        "id": column.id,
        "weight": number(column.weight),
        "scores": [number(score) for score in column.scores],
        "spread": number(column.spread),
        "weighted": number(column.weighted),
        "best": _names(matrix, column.best),
        "weakest": _names(matrix, column.weakest),
    }


def _names(matrix: RegionTable, places: frozenset[int]) -> list[str]:
    return [matrix.regions[place].name for place in sorted(places)]


def _field(field: Commonality) -> dict[str, Any]:
    shared, rare, most_common = field.shared, field.rare, field.most_common
    return {
        "field": field.field,
        "regions": field.regions,
        "practices": field.practices,
        "values": [
            {
                "value": use.term,
                "regions": list(use.regions),
                "practices": use.practices,
                "shared": use in shared,
                "rare": use in rare,
                "most_common": use in most_common,
            }
            for use in field.uses
        ],
    }
