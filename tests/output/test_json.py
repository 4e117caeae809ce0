"""The JSON of `score` and `show`: the form that is declared, and how its numbers belong together."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.output.wire import escaped, to_json
from secon_cli.output.wires import score
from tests.conftest import Secon
from tests.small_project import head
from tools.result_schema import json_schema

SCORE = json_schema(score.SCORE)
SHOW = json_schema(score.SHOW)


def _loaded(text: str) -> dict[str, Any]:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    document: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return document


_WORD = st.text(alphabet=st.sampled_from('ab#v s"\\/[]\n\t\x00\x1b\x7f\x9b\u2028\u202e\ufeffé漢😀'))


@given(st.recursive(_WORD | st.integers() | st.none(), lambda part: st.lists(part) | st.dictionaries(_WORD, part)))
def test_plain_values_are_written_as_the_json_module_writes_them(value: object) -> None:
    assert to_json(value) == escaped(json.dumps(value, indent=2, ensure_ascii=False)) + "\n"


def test_half_a_character_reads_back() -> None:
    assert json.loads(to_json({"file": "b\udcff.yaml"})) == {"file": "b\udcff.yaml"}


def _check(document: dict[str, Any], schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize(
    "arguments", [(), ("--country", "LV", "--top", "1"), ("-w", "timescale=0"), ("--as-of", "2014-02-01")]
)
def test_score_has_the_shape_that_is_promised(secon: Secon, arguments: tuple[str, ...]) -> None:
    document = _loaded(secon("score", *arguments, "-f", "json").out)
    _check(document, SCORE)
    assert list(document) == [key for key in SCORE["properties"] if key in document], "the order is fixed"


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
        {"field": "results.metrics[1]", "points": 0.25, "evidence": [], "reason": "without evidence, counts at 0.5"},
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
