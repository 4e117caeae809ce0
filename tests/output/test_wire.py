"""JSON texts: what would have power over a terminal or a job is written by its code, and reads back as it was."""

import json
from dataclasses import dataclass

import pytest

from secon_cli.output.wire import Made, Wire, json_parts, to_json


@pytest.mark.parametrize("character", ["\x7f", "\x9b", "\u202e", "\ufeff", "\U0001d173", "\U000e0001"])
def test_characters_with_power_are_written_by_their_code(character: str) -> None:
    text = to_json({"title": f"a{character}b"})
    assert character not in text
    assert json.loads(text) == {"title": f"a{character}b"}


@pytest.mark.parametrize("command", ["##[error]owned", "##vso[task.complete]owned"])
def test_commands_of_jobs_are_broken(command: str) -> None:
    text = to_json([command])
    assert command not in text
    assert json.loads(text) == [command]


def test_other_letters_stay_as_they_are() -> None:
    assert "Dârjiu 👩‍👩‍👧" in to_json(["Dârjiu 👩‍👩‍👧"])


@dataclass
class _Inner:
    found: int | None = None


@dataclass
class _Result:
    total: float
    inner: _Inner | None = None
    parts: tuple[_Inner, ...] = ()


def test_what_is_said_of_a_key_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="fuond"):
        Wire(_Inner, "found", fuond=int)


def test_a_result_is_written_by_its_keys() -> None:
    part = Wire(_Inner, "found place=.", place=Made(str, lambda _: "here"))
    kept = Wire(_Result, "sum=total", Wire(_Inner, "first=found").within("inner"))
    wire = Wire(
        _Result,
        kept.keys,
        "all=parts.found ends=total,inner.found parts from twice=inner again?=inner.found",
        schema="a/1",
        parts=part,
        from_=str,
        twice=Wire(_Inner, "found", found=Made(int, lambda found: 2 * found)),
    )
    result = _Result(0.1234567, None, (_Inner(1), _Inner()))
    written = wire.view(result, **{"from": "given"})
    parts = [{"found": 1, "place": "here"}, {"found": None, "place": "here"}]
    wanted = {"schema": "a/1", "sum": 0.123457, "first": None, "all": [1, None], "ends": [0.123457, None]}
    wanted |= {"parts": parts, "from": "given", "twice": None}
    assert list(json.loads(to_json(written)).items()) == list(wanted.items()), "without `again`, which is None"
    assert "".join(json_parts(written)) == json.dumps(wanted, indent=2) + "\n"
    last = json.loads(to_json(wire.view(_Result(0, _Inner(2)), **{"from": ""})))
    assert (last["again"], last["twice"]) == (2, {"found": 4})
    assert json.loads(to_json([result]))[0]["parts"] == [{"found": 1}, {"found": None}], "as it is, without a wire"
