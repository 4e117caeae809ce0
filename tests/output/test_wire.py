"""JSON texts: what would have power over a terminal or a job is written by its code, and reads back as it was."""

import json
from dataclasses import dataclass

import pytest

from secon_cli.output.wire import View, Wire, constant, json_parts, of, to_json


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


class _PartWire(Wire):
    found: int | None
    place: str = constant("here")


class _SumWire(Wire):
    sum: float = of("total")


class _FirstWire(Wire):
    first: int | None = of("inner.found")


class _ResultWire(_FirstWire, _SumWire):
    parts: tuple[_PartWire, ...]
    from_: str
    again: int | None = of("inner.found", None)


def test_a_result_is_written_as_its_declared_type() -> None:
    document = View(_ResultWire, _Result(0.1234567, None, (_Inner(1), _Inner())), from_="given")
    parts = [{"found": 1, "place": "here"}, {"found": None, "place": "here"}]
    wanted = {"sum": 0.123457, "first": None, "parts": parts, "from": "given"}
    assert list(json.loads(to_json(document)).items()) == list(wanted.items()), "without `again`, which has its default"
    assert "".join(json_parts(document)) == json.dumps(wanted, indent=2) + "\n"
    assert json.loads(to_json(View(_ResultWire, _Result(0, _Inner(2)), from_="")))["again"] == 2
