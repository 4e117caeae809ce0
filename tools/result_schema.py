"""JSON Schemas (2020-12) of what commands write: keys from the wires, types and meanings from the results."""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, make_dataclass
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, TypeAdapter

from secon_cli.output.wire import Key, Wire
from secon_cli.output.wires import compare, criteria, panel, robustness, score

_MODULES = (score, compare, robustness, panel, criteria)
DOCUMENTS: Final[dict[str, Wire]] = {
    wire.schema.removeprefix("secon.").partition("/")[0]: wire
    for module in _MODULES
    for wire in vars(module).values()
    if isinstance(wire, Wire) and wire.schema
}
"""The documents by the name in their `schema`, such as `secon.score/1`."""
_CONFIG = {"alias_generator": lambda name: name.rstrip("_"), "extra": "forbid", "use_attribute_docstrings": True}


def json_schema(wire: Wire) -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes by a wire."""
    schema = TypeAdapter(_model(wire, "")).json_schema(mode="serialization")
    # Titles that pydantic makes from names only repeat them.
    schema = _without(schema, lambda key, part: key == "title" and isinstance(part, str))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def published(wire: Wire) -> str:
    """The same as a file, without the refusal of other keys: a later release may add some within the same version."""
    schema = _without(json_schema(wire), lambda key, part: (key, part) == ("additionalProperties", False))
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _without(schema: Any, is_dropped: Callable[[str, Any], bool]) -> Any:
    if isinstance(schema, list):
        return [_without(part, is_dropped) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without(part, is_dropped) for key, part in schema.items() if not is_dropped(key, part)}


@cache
def _model(wire: Wire, name: str) -> type:
    """A dataclass with the keys of the wire; `name` is for one that no module names."""
    for module in _MODULES:
        name = next((own for own, other in vars(module).items() if other is wire), name)
    keys = []
    for key in wire.keys:
        hint, meaning = _type_of(wire.result, key)
        if meaning:
            # Python's None is null in JSON.
            hint = Annotated[hint, Field(description=re.sub(r"\bNone\b", "null", " ".join(meaning.split())))]
        # The underscore keeps `from` from being a word of Python.
        keys.append((f"{key.name}_", hint, field(default=None) if key.is_optional else field()))
    kind = make_dataclass(name.replace("_", " ").title().replace(" ", ""), keys, kw_only=True)
    # What follows the first clause is about attributes.
    kind.__doc__ = wire.about or re.split(r"[;:.](?:\s|$)", wire.result.__doc__)[0] + "."
    kind.__pydantic_config__ = _CONFIG  # type: ignore[attr-defined]
    return kind


def _type_of(result: Any, key: Key) -> tuple[Any, str]:
    """The type of a key's value, and what it means."""
    hint, _, meaning, wire = key.made
    if hint is None:
        found = [_at(result, path) for path in key.paths]
        hint, own = found[0] if len(found) == 1 else (_tuple(hint for hint, _ in found), None)
        meaning = meaning or own or ""
    if wire is None:
        return hint, meaning
    return _replaced(hint, wire, key.name), "" if wire.about else meaning


def _at(kind: Any, path: str) -> tuple[Any, str | None]:
    """The type and the meaning of what is at a path of attributes."""
    name, _, rest = path.partition(".")
    if not name:
        return kind, None
    parts = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        hint, meaning = _at(next(part for part in parts if part is not NoneType), path)
        return hint | None, meaning
    if get_origin(kind) in (tuple, list, Sequence):
        return _tuple([_at(parts[0], path)[0], ...]), None
    member = getattr(kind, name, None)
    getter = getattr(member, "fget", None) or getattr(member, "func", None)
    if getter is not None:
        hint, meaning = get_type_hints(getter)["return"], getter.__doc__
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and name in kind.model_fields:
        hint, meaning = get_type_hints(kind)[name], kind.model_fields[name].description
    else:
        hint = get_type_hints(kind)[name]
        meaning = next((docs[name] for base in kind.__mro__ if name in (docs := _docstrings(base))), None)
    inner, deeper = _at(hint, rest)
    is_list = get_origin(hint) in (tuple, list, Sequence)
    return inner, deeper if rest and not is_list else meaning


@cache
def _docstrings(kind: type) -> dict[str, str]:
    """The docstrings below the attributes of a class."""
    if kind.__module__ == "builtins":
        return {}
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0].body  # type: ignore[attr-defined]
    return {
        ast.unparse(attribute.target): ast.literal_eval(text.value)
        for attribute, text in pairwise(body)
        if isinstance(attribute, ast.AnnAssign) and isinstance(text, ast.Expr)
    }


def _replaced(hint: Any, wire: Wire, name: str) -> Any:
    """A type in which the result is what a wire makes of it."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (list, Sequence, Iterable):
        origin, parts = tuple, (*parts, ...)
    if origin in (tuple, Union, UnionType):
        inside = tuple(part if part in (NoneType, ...) else _replaced(part, wire, name) for part in parts)
        return _tuple(inside) if origin is tuple else Union.__getitem__(inside)
    return _model(wire, name)


def _tuple(parts: Iterable[Any]) -> Any:
    return tuple.__class_getitem__(tuple(parts))
