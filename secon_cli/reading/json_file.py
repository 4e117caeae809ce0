"""Reading JSON that secon wrote and that may have been changed since: bounded, strict, with the place of a fault."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, NoReturn

from secon_cli.reading.files import regular_content, shown

MAX_BYTES = 512 * 1024 * 1024
"""Size above which a stored result is not read; one of 10,000 practices takes less than half of it."""


_BLOCK, _BLOCK_END = '<script type="application/json" id="data">', "</script>"


class JsonProblem(Exception):
    """A file that cannot be read as JSON; the message begins with the file, and its line and column where known."""


@dataclass(frozen=True, slots=True)
class JsonFile:
    """The value in a JSON file, and the hash of its bytes."""

    name: str
    sha256: str
    value: Any


def read_json(path: str) -> JsonFile:
    """The value in a file of JSON or in the data of a page; JsonProblem where there is none."""
    name = shown(path)
    try:
        data = regular_content(path, MAX_BYTES)
        if len(data) > MAX_BYTES:
            raise OSError(f"it is larger than {MAX_BYTES:,} bytes, and results of secon are smaller")
    except OSError as error:
        raise JsonProblem(f"{name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise JsonProblem(f"{name}:{line}: is not JSON: it is not written in UTF-8") from None
    if text.startswith("<!"):
        # A page that `secon report` wrote holds its data in a block.
        # Looked for one after the other: a pattern begins to look for the end again at every beginning.
        _, begun, rest = text.partition(_BLOCK)
        block, ended, _ = rest.partition(_BLOCK_END)
        if not begun or not ended:
            raise JsonProblem(
                f"{name} is a page without the data of a report; `secon report -o report.html` writes one"
            )
        text = block
    return JsonFile(name, hashlib.sha256(data).hexdigest(), _value(text, name))


def _value(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise JsonProblem(f"{place}: is not JSON: {error.msg[:1].lower()}{error.msg[1:]}") from None
    except RecursionError:
        raise JsonProblem(f"{name} is not a result of secon: lists and blocks are nested too deeply") from None
    except _NoResult as problem:
        raise JsonProblem(f"{name} is not a result of secon: {problem}") from None
    except ValueError:
        # What Python says of it names a function of its own.
        raise JsonProblem(f"{name} is not a result of secon: a number in it has thousands of digits") from None


class _NoResult(ValueError):
    """JSON that secon never writes."""


def _no_number(word: str) -> NoReturn:
    raise _NoResult(f"expected a number, got `{word}`")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of an object; a repeated name would hide one of two values."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise _NoResult(f"the field `{name}` is given twice in one block")
        fields[name] = value
    return fields
