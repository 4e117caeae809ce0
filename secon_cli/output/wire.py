"""JSON: which keys an object has, one serialiser, and what documents share.

What a command writes as JSON is its result. A `Wire` says which parts of a result are written, in which order and under
which keys; a dataclass without one is written as it is. The types and the docstrings of the results give the schemas in
`docs/schema/results/` (`tools/result_schema.py`).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache, partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

import pydantic_core

from secon_cli import __version__
from secon_cli.analysis.results import Provenance
from secon_cli.output.plain_text import POWERFUL
from secon_cli.rubric.model import Rubric

_POWERFUL = re.compile(POWERFUL)
_HARMLESS = bytes((*b"\n", *range(0x20, 0x7F)))
"""The bytes of a JSON text that are harmless wherever they are."""
_PLAIN = frozenset({str, int, bool, type(None)})
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
        first, *others = [
            attrgetter(path) if path.isidentifier() else partial(_at, path.split(".") if path else ())
            for path in self.paths
        ]
        function = self.made.function
        if function is not None:
            return lambda result: function(first(result))
        return (lambda result: [first(result), *(get(result) for get in others)]) if others else first


def _at(names: Sequence[str], value: Any) -> Any:
    """The attribute of an attribute, of each item where that is a list; None where one is None."""
    for place, name in enumerate(names):
        if type(value) is tuple:
            return [_at(names[place:], item) for item in value]
        if value is None:
            return None
        value = getattr(value, name)
    return value


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
        self.readers = [(key.name, key.reader(), key.made.wire, key.is_optional) for key in found]

    def within(self, path: str) -> tuple[Key, ...]:
        """The keys, of a result that has at this path what this is the wire of."""
        return tuple(
            key._replace(paths=tuple(f"{path}.{inner}".rstrip(".") for inner in key.paths)) for key in self.keys
        )

    def view(self, result: object, /, **given: object) -> "View":
        """A result, to be written so; `given` are values of keys that the result does not have."""
        return View(self, result, given)


class View(NamedTuple):
    """A result, to be written by a wire; `given` are values of keys that the result does not have."""

    wire: Wire
    result: object
    given: Mapping[str, object] = MappingProxyType({})

    def values(self) -> Iterator[tuple[str, Any, Wire | None]]:
        """The keys that are written, each with its value and the wire of this, or of its items."""
        wire, result, given = self
        for name, read, inner, is_optional in wire.readers:
            value = given[name] if name in given else read(result)
            if value is not None or not is_optional:
                yield name, value, inner


def plain(value: Any, wire: Wire | None = None) -> Any:
    """A value in what JSON has; a result, or each item of a list of them, by its wire, or as it is."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is float:
        return number(value)
    if kind is View:
        # Half of all values are plain: to see that here saves a seventh of the time.
        return {name: item if type(item) in _PLAIN else plain(item, inner) for name, item, inner in value.values()}
    if kind in _LISTS:
        return [plain(item, wire) for item in value]
    if wire is not None or is_dataclass(value):
        return plain(View(wire or own_wire(kind), value))
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    # Other kinds, such as dates and enums, the writer knows.
    return sorted(value) if isinstance(value, frozenset) else value


def number(value: float) -> float:
    """A number with six decimals; never a negative zero."""
    return round(value, 6) + 0.0


def to_json(document: object) -> str:
    """JSON text, indented, ending in a line feed; characters that could control a terminal or a job are escaped."""
    return "".join(json_parts(document))


def json_parts(document: object) -> Iterator[str]:
    """The same text in parts, one for each item of a list of the document: whole, it would take twice the memory."""
    if not isinstance(document, View):
        yield f"{_text(document)}\n"
        return
    between = "{"
    for name, value, wire in document.values():
        yield f'{between}\n  "{name}": '
        if type(value) in _LISTS:
            opening = "[\n    "
            for item in value:
                yield opening + _text(plain(item, wire), "\n    ")
                opening = ",\n    "
            yield "[]" if opening[0] == "[" else "\n  ]"
        else:
            yield _text(plain(value, wire), "\n  ")
        between = ","
    yield "\n}\n"


def _text(value: object, line: str = "\n") -> str:
    """The JSON of a plain value, whose lines begin with `line`; the json module takes five times as long."""
    try:
        data = pydantic_core.to_json(value, indent=2)
    except pydantic_core.PydanticSerializationError:
        # Half a character, such as the name of a file may hold.
        data = json.dumps(value, indent=2, default=str).encode()
    # Nearly all of it is ASCII: only the rest is searched for what has power over a terminal.
    if b"##" in data or _POWERFUL.search(data.translate(None, _HARMLESS).decode()):
        data = escaped(data.decode()).encode()
    return data.replace(b"\n", line.encode()).decode()


def escaped(text: str) -> str:
    """JSON text in which characters that could control a terminal or a job are escaped by their codes."""
    return _POWERFUL.sub(lambda match: "\\u005b" if match[0] == "[" else json.dumps(match[0])[1:-1], text)


@lru_cache(maxsize=256)
def own_wire(kind: Any) -> Wire:
    """The wire of a dataclass that is written as it is; the underscore of `from_` keeps it from being a word."""
    return Wire(kind, " ".join(f"{field.name.rstrip('_')}={field.name}" for field in fields(kind)))


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
