"""JSON: declared types, one serialiser, and the JSON Schema of each output.

What a command writes as JSON is declared as classes with `@wire`, in `output/wires/`, or is a result itself where both
are the same. A key is the name of the field, without the underscore that keeps it from being a word of Python
(`from_` is `from`).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

from secon_cli.output.plain_text import POWERFUL, is_harmless

_T = TypeVar("_T")
_Result = TypeVar("_Result")
_POWERFUL = re.compile(POWERFUL)


def _alias(name: str) -> str:
    return name.rstrip("_")


@dataclass_transform(frozen_default=True, field_specifiers=())
def wire(cls: type[_T]) -> type[_T]:
    """A frozen class whose fields are the keys of a JSON object, in their order.

    A field with a default is left out of the JSON where it has that value.
    """
    # Frozen for type checkers alone: to make the objects of a ranking of 1,000 takes a third of the time.
    declared = dataclass(slots=True, eq=False, repr=False)(cls)
    # Read by pydantic where a schema is made, and by nothing else.
    declared.__pydantic_config__ = {  # type: ignore[attr-defined]
        "alias_generator": _alias,
        "extra": "forbid",
        "use_attribute_docstrings": True,
    }
    return declared


def number(value: float) -> float:
    """A number with six decimals; never a negative zero."""
    return round(value, 6) + 0.0


@dataclass(slots=True, eq=False, repr=False)
class _Each:
    """The items of a list, each made when it is written."""

    make: Callable[[Any], Any]
    of: Iterable[Any]


def each(make: Callable[[_Result], _T], of: Iterable[_Result]) -> tuple[_T, ...]:
    """A list of which each item is made when it is written, so that thousands are never in memory together."""
    return cast(tuple[_T, ...], _Each(make, of))


def to_json(document: object) -> str:
    """JSON text, indented, ending in a line feed; what would have power over a terminal or a job is escaped.

    Written from the declared types themselves: the json module, which writes indented text in Python and wants plain
    values first, took five times as long for a ranking of 1,000.
    """
    return "".join(json_parts(document))


def json_parts(document: object) -> Iterator[str]:
    """The same text in parts, one for each item of a list of the document: whole, it would take twice the memory."""
    between = "{"
    for key, value in _members(document) or ():
        yield f"{between}\n  {key}"
        if type(value) is _Each:
            opening = "[\n    "
            for item in value.of:
                yield opening + _text(value.make(item), "\n    ")
                opening = ",\n    "
            yield "[]" if opening[0] == "[" else "\n  ]"
        else:
            yield _text(value, "\n  ")
        between = ","
    yield "\n}\n" if between == "," else f"{_text(document, chr(10))}\n"


def _text(value: Any, line: str) -> str:
    """A value as JSON; `line` is a line feed and the indentation of what holds it."""
    kind: Any = type(value)
    if kind is str:
        # As in `_string`; half of all values are texts, and none of most texts has power.
        return encode_basestring(value) if value.isprintable() and "##" not in value else _string(value)
    if kind is float:
        return _number(value)
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return repr(value)
    inner = f"{line}  "
    if kind is tuple or kind is list or kind is _Each:
        items = map(value.make, value.of) if kind is _Each else value
        written = f",{inner}".join([_text(item, inner) for item in items])
        return f"[{inner}{written}{line}]" if written else "[]"
    if kind is dict:
        written = f",{inner}".join([_key(name) + _text(item, inner) for name, item in value.items()])
        return f"{{{inner}{written}{line}}}" if written else "{}"
    members = _members(value)
    if members is None:
        return _text(_other(value), line)
    written = f",{inner}".join([key + _text(item, inner) for key, item in members])
    return f"{{{inner}{written}{line}}}" if written else "{}"


def _members(value: Any) -> list[tuple[str, Any]] | None:
    """The keys of an object, as they are written, with their values; None for what is no object."""
    kind: Any = type(value)
    declared = _fields(kind)
    if declared is not None:
        keys, values, defaults = declared
        if defaults is None:
            return list(zip(keys, values(value), strict=True))
        members = zip(keys, values(value), defaults, strict=True)
        return [(key, item) for key, item, default in members if default is MISSING or item != default]
    if isinstance(value, Mapping):
        return [(_key(name), item) for name, item in value.items()]
    return None


def _other(value: Any) -> Any:
    """A value of another kind as one that JSON has."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    # numpy's numbers, from the study of robustness.
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _string(text: str) -> str:
    written = encode_basestring(text)
    return written if is_harmless(text) else harmless(written)


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    return f"{_string(str(name))}: "


def harmless(text: str) -> str:
    """JSON text in which what would have power over a terminal or a job is escaped."""
    return _POWERFUL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    """A character as JSON writes it by its code; those beyond U+FFFF take two."""
    return "\\u005b" if match[0] == "[" else json.dumps(match[0])[1:-1]


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    """A number with six decimals; most of those of a ranking are the same few, so they are remembered."""
    return json.dumps(number(value), allow_nan=False)


@lru_cache(maxsize=256)
def _fields(kind: Any) -> tuple[list[str], Callable[[Any], tuple[Any, ...]], list[Any] | None] | None:
    """Of a declared type the keys as they are written, what gives the values, and their defaults; None for others."""
    if not is_dataclass(kind):
        return None
    names = [one.name for one in fields(kind)]
    # A result that is its own wire type shows all its fields; a declared one leaves out those that have their default.
    omits = hasattr(kind, "__pydantic_config__") and any(one.default is not MISSING for one in fields(kind))
    values: Callable[[Any], tuple[Any, ...]] = attrgetter(*names)
    if len(names) == 1:
        values = lambda value: (getattr(value, names[0]),)  # noqa: E731
    return [f'"{_alias(name)}": ' for name in names], values, [one.default for one in fields(kind)] if omits else None


def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes of a declared type."""
    from pydantic import TypeAdapter

    schema = _without_titles(TypeAdapter(kind).json_schema(mode="serialization"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_titles(schema: Any) -> Any:
    """The schema without the titles that pydantic makes of names, which say nothing more than these."""
    if isinstance(schema, list):
        return [_without_titles(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_titles(part) for key, part in schema.items() if not (key == "title" and isinstance(part, str))
    }
