"""JSON texts: what would have power over a terminal or a job is written by its code, and reads back as it was."""

import json

import pytest

from secon_cli.output.wire import to_json


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
