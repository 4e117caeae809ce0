"""JSON: which keys an object has, one serialiser, and what documents share.

What a command writes as JSON is its result. A `Wire` says which parts of a result are written, in which order and under
which keys; a dataclass without one is written as it is. The types and the docstrings of the results give the schemas in
`docs/schema/results/` (`tools/result_schema.py`).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache, partial
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, NamedTuple

import pydantic_core

from secon_cli import __version__
from secon_cli.analysis.results import Provenance
from secon_cli.output.plain_text import POWERFUL, surely_harmless
from secon_cli.rubric.model import Rubric

_POWERFUL = re.compile(POWERFUL)
_PLAIN = bytes((*b"\n", *range(0x20, 0x7F)))
"""The bytes of a JSON text that are harmless wherever they are."""
_LISTS = frozenset({tuple, list, map})


class Made(NamedTuple):
    """How a value is made of what the result has, or (without a function, but with a type) that a `View` gives it."""

    hint: Any = None
    """Its type, where that is not the type of what the result has."""
    function: Callable[[Any], Any] | None = None
    meaning: str = ""
    wire: "Wire | None" = None
    """How the value, or each item of it, is written."""


class Key(NamedTuple):
    """A key of a JSON object: where its value is in the result, and what becomes of it."""

    name: str
    paths: tuple[str, ...]
    """Attributes one after the other, separated by dots; none for the result itself. Several paths give a list."""
    made: Made
    is_optional: bool = False
    """Whether the key is left out where its value is None."""

    def reader(self) -> Callable[[Any], Any]:
        """What reads the value in a result."""
        first, *others = map(_getter, self.paths)
        function = self.made.function
        if function is not None:
            return lambda result: function(first(result))
        return (lambda result: [first(result), *(get(result) for get in others)]) if others else first


def _getter(path: str) -> Callable[[Any], Any]:
    if not path:
        return lambda result: result
    get = attrgetter(path)

    def at(result: Any) -> Any:
        # Nearly all paths have no list and no None on the way.
        try:
            return get(result)
        except AttributeError:
            return _at(result, path)

    return get if path.isidentifier() else at


def _at(value: Any, path: str) -> Any:
    name, _, rest = path.partition(".")
    if type(value) is tuple:
        return [_at(item, path) for item in value]
    if not path or value is None:
        return value
    return _at(getattr(value, name), rest)


class Wire:
    """How a result is written as a JSON object.

    `keys` are names separated by spaces, or the keys of another wire (`within`). `total` is the attribute of that name,
    `id=practice.id` what is at that path, `ranks=old.rank,new.rank` a list of two, `report=.` the result itself, and
    `band?` is left out where it is None. A path goes on with each item of a list, and ends at None.

    `more` has for a key, by its name, the wire of its value or of the items of its value, how the value is made, or the
    type of a value that only a `View` gives. `about` is what the object is, where the docstring of the result says
    something else.
    """

    def __init__(
        self, result: Any, /, *keys: "str | tuple[Key, ...]", schema: str = "", about: str = "", **more: Any
    ) -> None:
        self.result, self.schema, self.about = result, schema, about
        extras = {name.rstrip("_"): extra for name, extra in more.items()}
        found = [Key("schema", ("",), Made(str, lambda _: schema))] if schema else []
        for part in keys:
            if not isinstance(part, str):
                found += part
                continue
            for word in part.split():
                start, is_elsewhere, path = word.partition("=")
                name = start.removesuffix("?")
                paths = tuple("" if one == "." else one for one in (path if is_elsewhere else name).split(","))
                made = extras.pop(name, None)
                if not isinstance(made, Made):
                    made = Made(wire=made) if isinstance(made, Wire) else Made(made)
                found.append(Key(name, paths, made, start != name))
        if extras:
            raise TypeError(f"no such keys: {', '.join(extras)}")
        self.keys = tuple(found)
        self.written = [
            (
                key.name,
                f'"{key.name}": ',
                key.reader(),
                partial(_as, key.made.wire) if key.made.wire else _text,
                key.is_optional,
            )
            for key in found
        ]

    def within(self, path: str) -> tuple[Key, ...]:
        """The keys, of a result that has at this path what this is the wire of."""
        return tuple(
            key._replace(paths=tuple(f"{path}.{inner}".rstrip(".") for inner in key.paths)) for key in self.keys
        )

    def view(self, result: object, /, **given: object) -> "View":
        """A result, to be written so; `given` are values of keys that the result does not have."""
        return View(self, result, given)


@dataclass(slots=True)
class View:
    """A result, to be written by a wire; `given` are values of keys that the result does not have."""

    wire: Wire
    result: object
    given: Mapping[str, object]


class Plain(NamedTuple):
    """Plain values without a fraction: these the JSON writer of pydantic writes alike, in a quarter of the time."""

    value: object


def number(value: float) -> float:
    """A number with six decimals; never a negative zero."""
    return round(value, 6) + 0.0


def to_json(document: object) -> str:
    """JSON text, indented, ending in a line feed; characters that could control a terminal or a job are escaped.

    Written from the results themselves: the json module, which writes indented text in Python and wants plain values
    first, took five times as long for a ranking of 1,000.
    """
    return "".join(json_parts(document))


def json_parts(document: object) -> Iterator[str]:
    """The same text in parts, one for each item of a list of the document: whole, it would take twice the memory."""
    if not isinstance(document, View):
        yield f"{_text(document, chr(10))}\n"
        return
    between = "{"
    for name, label, read, write, is_optional in document.wire.written:
        value: Any = document.given[name] if name in document.given else read(document.result)
        if value is None and is_optional:
            continue
        yield f"{between}\n  {label}"
        if type(value) in _LISTS:
            opening = "[\n    "
            for item in value:
                yield opening + write(item, "\n    ")
                opening = ",\n    "
            yield "[]" if opening[0] == "[" else "\n  ]"
        else:
            yield write(value, "\n  ")
        between = ","
    yield "\n}\n"


def _text(value: Any, line: str) -> str:
    """A value of any kind as JSON."""
    kind: Any = type(value)
    if kind is str:
        return _string(value)
    if kind is float:
        return _number(value)
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return repr(value)
    if kind is dict:
        return _mapping(value, line)
    if kind is Plain:
        return _plain_text(value, line)
    if isinstance(value, tuple | list | map):
        inner = f"{line}  "
        written = f",{inner}".join([_text(item, inner) for item in value])
        return f"[{inner}{written}{line}]" if written else "[]"
    if kind is View or is_dataclass(value):
        return _object(value.wire if kind is View else own_wire(kind), value, line)
    return _text(_plain(value), line)


def _plain_text(plain: Plain, line: str) -> str:
    data = pydantic_core.to_json(plain.value, indent=2)
    # Nearly all of it is ASCII: to look only at the rest takes a third of the time.
    if b"##" in data or not data.translate(None, _PLAIN).decode().isprintable():
        data = escaped(data.decode()).encode()
    return data.replace(b"\n", line.encode()).decode()


def _plain(value: Any) -> Any:
    """A value of another kind as one that JSON has."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _mapping(value: Mapping[Any, Any], line: str) -> str:
    inner = f"{line}  "
    written = f",{inner}".join([_key(name) + _text(item, inner) for name, item in value.items()])
    return f"{{{inner}{written}{line}}}" if written else "{}"


def _as(wire: Wire, value: Any, line: str) -> str:
    """A value, or each item of a list, as a wire writes it."""
    # Results may be named tuples, which are no lists.
    if type(value) not in _LISTS:
        return "null" if value is None else _object(wire, value, line)
    inner = f"{line}  "
    written = f",{inner}".join([_as(wire, item, inner) for item in value])
    return f"[{inner}{written}{line}]" if written else "[]"


def _object(wire: Wire, value: Any, line: str) -> str:
    inner = f"{line}  "
    given: Mapping[str, object] = {}
    if type(value) is View:
        value, given = value.result, value.given
    written = f",{inner}".join(
        [
            label + write(item, inner)
            for name, label, read, write, is_optional in wire.written
            if (item := given[name] if name in given else read(value)) is not None or not is_optional
        ]
    )
    return f"{{{inner}{written}{line}}}" if written else "{}"


@lru_cache(maxsize=256)
def own_wire(kind: Any) -> Wire:
    """The wire of a dataclass that is written as it is; the underscore of `from_` keeps it from being a word."""
    return Wire(kind, " ".join(f"{field.name.rstrip('_')}={field.name}" for field in fields(kind)))


def _string(text: str) -> str:
    # Half of all values are texts, and most texts are harmless.
    return encode_basestring(text) if surely_harmless(text) else escaped(encode_basestring(text))


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    return f"{_string(str(name))}: "


def escaped(text: str) -> str:
    """JSON text in which characters that could control a terminal or a job are escaped by their codes."""
    return _POWERFUL.sub(lambda match: "\\u005b" if match[0] == "[" else json.dumps(match[0])[1:-1], text)


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    """A number with six decimals; most of those of a ranking are the same few, so they are remembered."""
    return json.dumps(number(value), allow_nan=False)


# --- What documents share ---


TOOL = Wire(
    Provenance,
    "name=. version",
    about="The program that wrote the document.",
    name=Made(str, lambda _: "secon"),
)
THIS_TOOL = TOOL.view(None, version=__version__)
RUBRIC = Wire(Rubric, "id=rubric version sha256 content")
PROVENANCE = Wire(Provenance, "tool=. as_of options rubric inputs shipped left_out", tool=TOOL, rubric=RUBRIC)


def document(schema: str, result: Any, /, *keys: str | tuple[Key, ...], **more: Any) -> Wire:
    """The wire of a result with its provenance, which begins with the name of its schema."""
    return Wire(result, PROVENANCE.within("provenance"), *keys, schema=schema, **more)
