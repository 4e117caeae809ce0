"""JSON: declared types, one serialiser, and the JSON Schema of each output.

What a command writes as JSON is declared as classes with `@wire`, in `output/wires/`, or is a result itself where both
are the same. A key is the name of the field, without the underscore that keeps it from being a word of Python
(`from_` is `from`).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, dataclass_transform

from secon_cli.output.plain_text import POWERFUL, POWERFUL_CHARACTERS

_T = TypeVar("_T")
_POWERFUL, _CHARACTERS = re.compile(POWERFUL), re.compile(POWERFUL_CHARACTERS)


def _key(name: str) -> str:
    return name.rstrip("_")


@dataclass_transform(frozen_default=True, field_specifiers=())
def wire(cls: type[_T]) -> type[_T]:
    """A frozen class whose fields are the keys of a JSON object, in their order.

    A field with a default is left out of the JSON where it has that value.
    """
    declared = dataclass(frozen=True, slots=True)(cls)
    # Read by pydantic where a schema is made, and by nothing else.
    declared.__pydantic_config__ = {  # type: ignore[attr-defined]
        "alias_generator": _key,
        "extra": "forbid",
        "use_attribute_docstrings": True,
    }
    return declared


def number(value: float) -> float:
    """A number with six decimals; never a negative zero."""
    return round(value, 6) + 0.0


def to_json(document: object) -> str:
    """JSON text, indented, ending in a line feed; what would have power over a terminal or a job is escaped."""
    text = json.dumps(plain(document), ensure_ascii=False, indent=2, allow_nan=False)
    # Looking for characters alone takes a third of the time of the whole pattern.
    if "##" in text or _CHARACTERS.search(text):
        text = _POWERFUL.sub(_escaped, text)
    return text + "\n"


def _escaped(match: re.Match[str]) -> str:
    """A character as JSON writes it by its code; those beyond U+FFFF take two."""
    return "\\u005b" if match[0] == "[" else json.dumps(match[0])[1:-1]


def plain(value: Any) -> Any:
    """A value as the json module takes it; numbers have six decimals."""
    kind: Any = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is float:
        return number(value)
    if kind is tuple or kind is list:
        return [plain(item) for item in value]
    if kind is dict:
        return {key: plain(item) for key, item in value.items()}
    names = _fields(kind)
    if names is not None:
        found = {}
        for name, key, default in names:
            item = getattr(value, name)
            if default is MISSING or item != default:
                found[key] = plain(item)
        return found
    return _other(value)


def _other(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    # numpy's numbers, from the study of robustness.
    if hasattr(value, "item"):
        return plain(value.item())
    raise TypeError(f"{type(value).__name__} has no form in JSON")


@lru_cache(maxsize=256)
def _fields(kind: Any) -> tuple[tuple[str, str, object], ...] | None:
    """Names of the fields of a declared type with their keys and defaults; None for other types."""
    if not is_dataclass(kind):
        return None
    # A result that is its own wire type shows all its fields; a declared one leaves out those that have their default.
    omits = hasattr(kind, "__pydantic_config__")
    return tuple((one.name, _key(one.name), one.default if omits else MISSING) for one in fields(kind))


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
