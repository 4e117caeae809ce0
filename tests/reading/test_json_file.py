"""JSON that anybody may have changed: read strictly, and with the place of what is wrong."""

import hashlib
import os
from pathlib import Path

import pytest

from secon_cli.reading import files
from secon_cli.reading.files import JsonProblem, read_json


def test_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    data = '\ufeff{"a": [1, 2.5, null, true, "é"]}'.encode()
    file.write_bytes(data)
    found = read_json(str(file))
    assert found.value == {"a": [1, 2.5, None, True, "é"]}
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", ":1:1: is not JSON: `secon score -f json` writes"),
        (b"# A text", ":1:1: is not JSON: `secon score -f json` writes"),
        (b"PK\x03\x04\x9f", ":1: is not JSON: `secon score -f json` writes"),
        (b'{"a": 1,\n "b": }', ":2:7: is not JSON"),
        (b'{"a": 1}\n{}', ":2:1: is not JSON: extra data"),
        (b'{"a": NaN}', "got `NaN`"),
        (b'{"a": -Infinity}', "got `-Infinity`"),
        (b'{"a": 1, "a": 2}', "`a` is given twice"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number in it has thousands of digits"),
        (b"<!" + b'<script type="application/json" id="data">' * 200_000, "without the data of a report"),
        (b"[" * 200_000, "is no"),
        (b'{"a":\n "\xff"}', ":2: is not JSON: it is not written in UTF-8"),
    ],
)
def test_what_is_not(tmp_path: Path, data: bytes, says: str) -> None:
    file = tmp_path / "one.json"
    file.write_bytes(data)
    with pytest.raises(JsonProblem) as caught:
        read_json(str(file))
    assert str(caught.value).startswith(str(file).replace(os.sep, "/"))
    assert says in str(caught.value)


def test_giants_folders_and_devices_are_not_read(tmp_path: Path) -> None:
    giant = tmp_path / "giant.json"
    with giant.open("wb") as file:
        file.truncate(files.MAX_JSON + 1)
    with pytest.raises(JsonProblem, match="larger than"):
        read_json(str(giant))
    with pytest.raises(JsonProblem, match="it is a folder"):
        read_json(str(tmp_path))
    with pytest.raises(JsonProblem, match="not an ordinary file"):
        read_json(os.devnull)
    with pytest.raises(JsonProblem, match="cannot be read"):
        read_json(str(tmp_path / "nothing.json"))
