"""The JSON of `score` and `show`: its shape, as a JSON Schema, and what its numbers have to do with one another."""

import json
from typing import Any

import jsonschema
import pytest

from secon_cli import __version__
from tests.conftest import Secon
from tests.small_project import PRACTICES, head

_TEXT = {"type": "string", "minLength": 1}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_SCORE = {"type": "number", "minimum": 0, "maximum": 100}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_FIELD = {"type": "string", "pattern": r"^[a-z_]+(\[[0-9]*\])?(\.[a-z_]+(\[[0-9]*\])?)*$"}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object of these fields and no others."""
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


_RANGE = _list(_SCORE, minItems=2, maxItems=2)
_COUNTED = _object(
    {"field": _FIELD, "points": {"type": "number", "minimum": 0}, "evidence": _list(_TEXT)}, reason=_TEXT
)
_INDICATOR = _object(
    {
        "id": _TEXT,
        "weight": _SHARE,
        "score": _SCORE,
        "range": _RANGE,
        "assessed": {"type": "boolean"},
        "contribution": _SCORE,
        "gain": _SCORE,
        "only_time": {"type": "boolean"},
        "counted": _list(_COUNTED),
        "not_counted": _list(_object({"field": _FIELD, "reason": _TEXT})),
    }
)
_CRITERION = _object(
    {
        "id": _TEXT,
        "weight": _SHARE,
        "score": _SCORE,
        "range": _RANGE,
        "coverage": _SHARE,
        "contribution": _SCORE,
        "indicators": _list(_INDICATOR, minItems=1),
    }
)
_PRACTICE = {
    "rank": {"type": "integer", "minimum": 1},
    "id": _TEXT,
    "title": _TEXT,
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "partner": _TEXT,
    "file": _TEXT,
    "total": _SCORE,
    "range": _RANGE,
    "coverage": _SHARE,
    "gate": {"enum": ["met", "not met", "uncertain"]},
    "years": {"anyOf": [{"type": "null"}, _list({"type": "number", "minimum": 0}, minItems=2, maxItems=2)]},
    "band": {"type": ["string", "null"]},
    "criteria": _list(_CRITERION, minItems=1),
}
_PROVENANCE = {
    "tool": _object({"name": {"const": "secon"}, "version": {"const": __version__}}),
    "as_of": _DAY,
    "options": {"type": "object"},
    "rubric": _object({"id": _TEXT, "version": _TEXT, "sha256": _HASH, "content": {"type": "object"}}),
    "inputs": _list(_object({"path": _TEXT, "sha256": _HASH}), minItems=1),
    "shipped": {"type": "boolean"},
}
SCORE = _object(
    {"schema": {"const": "secon.score/1"}, **_PROVENANCE, "practices": _list(_object(_PRACTICE), minItems=1)}
)
SHOW = _object(
    {
        "schema": {"const": "secon.show/1"},
        **_PROVENANCE,
        "practice": _object(
            {
                **_PRACTICE,
                "ranked": {"type": "integer", "minimum": 1},
                "draft": {"type": "boolean"},
                "record": {"type": "object"},
                "lines": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
            }
        ),
        "fields": _list(
            _object(
                {
                    "field": _FIELD,
                    "state": {"enum": ["left out", "empty", "partly", "full"]},
                    "points": _SCORE,
                    "gain": _SCORE,
                    "only_time": {"type": "boolean"},
                }
            )
        ),
        "left_out": _list(_FIELD),
        "improvements": _list(
            _object(
                {
                    "criterion": _TEXT,
                    "indicator": _TEXT,
                    "gain": _SCORE,
                    "only_time": {"type": "boolean"},
                    "improve": _TEXT,
                }
            )
        ),
    }
)


def _loaded(text: str) -> dict[str, Any]:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    document: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return document


def _check(document: dict[str, Any], schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize(
    "arguments", [(), ("--country", "LV", "--top", "1"), ("-w", "timescale=0"), ("--as-of", "2014-02-01")]
)
def test_score_has_the_shape_that_is_promised(secon: Secon, arguments: tuple[str, ...]) -> None:
    document = _loaded(secon("score", *arguments, "-f", "json").out)
    _check(document, SCORE)
    assert list(document) == list(SCORE["properties"]), "the order is fixed"
    assert list(document["practices"][0]) == list(_PRACTICE)


@pytest.mark.parametrize("id", PRACTICES)
def test_show_has_the_shape_that_is_promised(secon: Secon, id: str) -> None:
    document = _loaded(secon("show", id, "-f", "json").out)
    _check(document, SHOW)
    assert list(document) == list(SHOW["properties"])


def test_a_practice_without_a_start_fits_the_shape(secon: Secon) -> None:
    text = head("xx-draft").replace("  start: 2022-02-01\n", "")
    document = _loaded(secon("show", "-", "--stdin-filename", "xx-draft.yaml", "-f", "json", stdin=text).out)
    _check(document, SHOW)
    assert (document["practice"]["years"], document["practice"]["gate"]) == (None, "uncertain")


def test_the_schema_sees_what_is_missing_or_added(secon: Secon) -> None:
    document = _loaded(secon("score", "-f", "json").out)
    for change in ({"more": 1}, {"shipped": "no"}):
        with pytest.raises(jsonschema.ValidationError):
            _check(document | change, SCORE)
    del document["practices"][0]["criteria"][0]["indicators"][0]["gain"]
    with pytest.raises(jsonschema.ValidationError):
        _check(document, SCORE)


def test_the_shipped_collection_fits_too(secon: Secon, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _check(_loaded(secon("score", "-f", "json").out), SCORE)


def test_numbers_belong_together(secon: Secon) -> None:
    for practice in _loaded(secon("score", "-f", "json").out)["practices"]:
        assert practice["range"][0] == practice["total"] <= practice["range"][1]
        assert sum(criterion["weight"] for criterion in practice["criteria"]) == pytest.approx(1)
        covered = sum(criterion["weight"] * criterion["coverage"] for criterion in practice["criteria"])
        assert practice["coverage"] == pytest.approx(covered, abs=1e-5)
        gains = 0.0
        for criterion in practice["criteria"]:
            indicators = criterion["indicators"]
            assert sum(indicator["weight"] for indicator in indicators) == pytest.approx(1)
            assert criterion["range"][0] == criterion["score"] <= criterion["range"][1]
            known = sum(indicator["weight"] for indicator in indicators if indicator["assessed"])
            assert criterion["coverage"] == pytest.approx(known, abs=1e-5)
            gains += sum(indicator["gain"] for indicator in indicators)
        assert practice["total"] + gains == pytest.approx(100, abs=1e-4), "what is missing to 100 is all there"


def test_what_counted_and_what_did_not_is_told_with_its_evidence(secon: Secon) -> None:
    """The café: an outcome with two citations counts 1, an output without any counts half of a half."""
    (cafe, *_, choir) = _loaded(secon("score", "-f", "json").out)["practices"]
    assert cafe["criteria"][2]["indicators"][0]["counted"] == [
        {"field": "results.metrics[0]", "points": 1.0, "evidence": ["report:results p18", "https://example.org/study"]},
        {"field": "results.metrics[1]", "points": 0.25, "evidence": [], "reason": "cites nothing, so counts at 0.5"},
    ]
    assert choir["criteria"][2]["indicators"][0]["score"] == 100.0


def test_no_number_has_more_than_six_decimals_or_a_negative_zero(secon: Secon) -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for name, one in value.items():
                if name != "content":
                    walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, float):
            assert value == round(value, 6)
            assert str(value) != "-0.0"

    walk(_loaded(secon("score", "-f", "json", "-w", "relevance=7", "-w", "timescale=3").out))
