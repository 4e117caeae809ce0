"""JSON: declared types, one serialiser, and what documents share.

What a command writes as JSON is declared as subclasses of `Wire`, in `output/wires/`, or is a result itself where both
are the same. A declared class is not filled in: a result is written *as* it (`View`), and each key has the value of
the result's attribute of that name, or what the declaration names instead (`of`). A key is the name of the field,
without the underscore that keeps it from being a word of Python (`from_` is `from`).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache, partial
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, get_args, get_origin

import pydantic_core

from secon_cli import __version__
from secon_cli.analysis.results import LeftOut
from secon_cli.output.plain_text import POWERFUL, surely_harmless

_Writer = Callable[[Any, str], str]
"""What writes a value; the text is a line feed and the indentation of what holds the value."""
_POWERFUL = re.compile(POWERFUL)


@dataclass(frozen=True, slots=True)
class _Source:
    """What gives the value of a declared field, and the value with which it is left out."""

    read: Callable[[Any], Any]
    default: Any


def of(source: str | Callable[[Any], Any], default: Any = MISSING) -> Any:
    """Where a field's value is, if not in the attribute of its name: a path of attributes, or a function of the result.

    A path that meets None gives None. A field with a default is left out of the JSON where it has that value.
    """
    if not isinstance(source, str):
        return _Source(source, default)
    first, *others = source.split(".")

    def read(result: Any) -> Any:
        value = getattr(result, first)
        for name in others:
            value = None if value is None else getattr(value, name)
        return value

    return _Source(read, default)


def constant(value: object) -> Any:
    """A field that has the same value in every document."""
    return of(lambda _: value)


class Wire:
    """A class below this one declares the keys of a JSON object, in their order, as a dataclass does its fields."""

    json_sources: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    # Read by pydantic where a schema is made, and by nothing else.
    __pydantic_config__: ClassVar[Mapping[str, Any]] = {
        "alias_generator": lambda name: name.rstrip("_"),
        "extra": "forbid",
        "use_attribute_docstrings": True,
    }

    def __init_subclass__(cls) -> None:
        sources: dict[str, Callable[[Any], Any]] = {}
        for base in reversed(cls.__mro__[1:-1]):
            sources |= getattr(base, "json_sources", {})
        for name, source in list(vars(cls).items()):
            if isinstance(source, _Source):
                sources[name] = source.read
                delattr(cls, name) if source.default is MISSING else setattr(cls, name, source.default)
        cls.json_sources = sources
        dataclass(eq=False, repr=False)(cls)

    @classmethod
    def view(cls, result: object) -> "View":
        """A result, to be written as this type."""
        return View(cls, result)


class View:
    """A result, to be written as a declared type; `given` are values of fields that the result does not have."""

    __slots__ = ("given", "kind", "result")

    def __init__(self, kind: type, result: object = None, **given: object) -> None:
        self.kind = kind
        self.result = result
        self.given = given


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
    for name, key, read, write, default in _fields(document.kind):
        value: Any = document.given[name] if name in document.given else read(document.result)
        if default is not MISSING and value == default:
            continue
        yield f"{between}\n  {key}"
        if isinstance(write, partial) and write.func is _list:
            opening = "[\n    "
            for item in value:
                yield opening + write.args[0](item, "\n    ")
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
        text = pydantic_core.to_json(value.value, indent=2).decode()
        return (text if surely_harmless(text.replace("\n", "")) else escaped(text)).replace("\n", line)
    if isinstance(value, tuple | list | map):
        return _list(_text, value, line)
    if kind is View or is_dataclass(value):
        return _object(value.kind if kind is View else kind, value, line)
    return _text(_plain(value), line)


def _plain(value: Any) -> Any:
    """A value of another kind as one that JSON has."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    # numpy's numbers, from the study of robustness.
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _mapping(value: Mapping[Any, Any], line: str) -> str:
    inner = f"{line}  "
    written = f",{inner}".join([_key(name) + _text(item, inner) for name, item in value.items()])
    return f"{{{inner}{written}{line}}}" if written else "{}"


def _list(write: _Writer, values: Iterable[Any], line: str) -> str:
    inner = f"{line}  "
    written = f",{inner}".join([write(item, inner) for item in values])
    return f"[{inner}{written}{line}]" if written else "[]"


def _object(kind: type, value: Any, line: str) -> str:
    inner = f"{line}  "
    given: Mapping[str, Any] = {}
    if type(value) is View:
        value, given = value.result, value.given
    # A stored document that was read back holds what was written.
    own = type(value) is kind
    parts = []
    for name, key, read, write, default in _fields(kind):
        item = getattr(value, name) if own else given[name] if name in given else read(value)
        if default is MISSING or item != default:
            parts.append(key + write(item, inner))
    written = f",{inner}".join(parts)
    return f"{{{inner}{written}{line}}}" if written else "{}"


@lru_cache(maxsize=256)
def _fields(kind: Any) -> list[tuple[str, str, Callable[[Any], Any], _Writer, Any]]:
    """Of a dataclass each field: its name, its key as it is written, what reads and what writes it, and its default.

    A result that is its own wire type shows all its fields; a declared one leaves out those that have their default.
    """
    is_declared = issubclass(kind, Wire)
    sources = kind.json_sources if is_declared else {}
    return [
        (
            field.name,
            f'"{field.name.rstrip("_")}": ',
            sources.get(field.name) or attrgetter(field.name),
            _writer(field.type) if is_declared else _text,
            field.default if is_declared else MISSING,
        )
        for field in fields(kind)
    ]


def _writer(hint: Any) -> _Writer:
    """What writes a value of a declared type: a declared class, None or one, or a list of them, as what it declares."""
    if isinstance(hint, type) and issubclass(hint, Wire):
        return partial(_object, hint)
    inside = next((write for part in get_args(hint) if (write := _writer(part)) is not _text), None)
    if inside is None:
        return _text
    if get_origin(hint) is tuple:
        return partial(_list, inside)
    return lambda value, line: "null" if value is None else inside(value, line)


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


class ToolWire(Wire):
    """The program that wrote the document."""

    name: str = constant("secon")
    version: str


THIS_TOOL = View(ToolWire, version=__version__)


class RubricWire(Wire):
    """The rubric that practices were judged by, with overrides applied."""

    id: str = of("rubric")
    version: str
    sha256: str
    """Hash of the content in force."""
    content: Mapping[str, Any]


class InputWire(Wire):
    """A file that was read."""

    path: str
    sha256: str


class ProvenanceWire(Wire):
    """Where a result comes from: enough to compute it again."""

    tool: ToolWire = of("provenance")
    as_of: str = of("provenance.as_of")
    """The day as of which practices are judged."""
    options: Mapping[str, Any] = of("provenance.options")
    """The options that change what is computed or shown."""
    rubric: RubricWire = of("provenance.rubric")
    inputs: tuple[InputWire, ...] = of("provenance.inputs")
    """Every file that was read, also those with errors."""
    shipped: bool = of("provenance.shipped")
    """Whether the practices are those that ship with the tool."""
    left_out: tuple[LeftOut, ...] = of("provenance.left_out")
    """Files with errors, which are in no ranking."""


class DocumentWire(Wire):
    """What every document begins with: the name of its schema."""

    schema: str


class ResultWire(ProvenanceWire, DocumentWire):
    """What every result begins with; as in any dataclass, the fields of the last base come first."""


class CountedWire(Wire):
    """An item that counted."""

    field: str
    points: float
    """What it counts, after the reduction for a claim without evidence."""
    evidence: tuple[str, ...]
    reason: str | None = None
    """Why it counted as much as it did, where that needs a reason."""
