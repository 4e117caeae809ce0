"""JSON Schemas (2020-12) of practice and rubric, from the models: editors complete and check by them while people type.

A schema must never refuse what the models accept. Where it cannot say what they check, docs/schema.md says so.
"""

from collections.abc import Callable, Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MinLen
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from secon_cli.analysis.glossary import sentence
from secon_cli.output.wire import to_json
from secon_cli.practice.model import Block, Metric, Money, Practice, may_be_not_stated
from secon_cli.practice.values import NOT_STATED, Written, example_form, type_of, written
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES, Qualifier, ResultLevel, Row, Term
from secon_cli.rubric.model import Rubric

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MODELS: Final[Mapping[str, tuple[type[BaseModel], str, str]]] = {
    "practice": (Practice, "A practice file of secon", "One good practice of the social economy."),
    "rubric": (Rubric, "A rubric of secon", "Criteria, weights and measures by which practices are scored."),
}
"""What there is a schema of, with its title and description."""


def _needs(name: str, other: str) -> Schema:
    """Where one field is stated, the other is needed."""
    return {
        "if": {"properties": {name: {"not": {"const": NOT_STATED}}}, "required": [name]},
        "then": {"required": [other]},
    }


_BETWEEN_FIELDS: Final[Mapping[type[BaseModel], Schema]] = {
    Money: {"allOf": [_needs("amount", "currency"), _needs("currency", "amount")]},
    Metric: {
        "if": {"properties": {"level": {"const": ResultLevel.PLANNED}}, "required": ["level"]},
        "then": {"properties": {"value": {"const": NOT_STATED}}},
        "else": {
            "properties": {"qualifier": {"not": {"const": Qualifier.PLANNED}}},
            "if": {"properties": {"qualifier": {"const": Qualifier.NOT_MEASURED}}, "required": ["qualifier"]},
            "then": {"properties": {"value": {"const": NOT_STATED}}},
            "else": {"required": ["value"]},
        },
    },
}
"""What the models check between the fields of one block."""


def schema_json(name: str) -> str:
    """The schema of a `practice` or a `rubric` as JSON text."""
    model, title, description = MODELS[name]
    return to_json(_Definitions().document(model, {"title": title, "description": description}))


_LIMITS = ((Ge, "ge", "minimum"), (Le, "le", "maximum"), (Gt, "gt", "exclusiveMinimum"))


class _Definitions:
    """Builds one schema document: every block and vocabulary is defined once, under its name."""

    def __init__(self) -> None:
        self._defined: dict[str, Schema] = {}

    def document(self, model: type[BaseModel], heading: Schema) -> Schema:
        root = self._block(model) | heading
        return {"$schema": DIALECT, **heading, **root, "$defs": dict(sorted(self._defined.items()))}

    def _block(self, model: type[BaseModel]) -> Schema:
        fields = model.model_fields
        rules = [more for base, more in _BETWEEN_FIELDS.items() if issubclass(model, base)]
        return {
            "description": sentence(model, 1),
            "type": "object",
            "properties": {name: self._field(model, name, info) for name, info in fields.items()},
            "required": [name for name, info in fields.items() if info.is_required()],
            "additionalProperties": False,
            **{key: value for rule in rules for key, value in rule.items()},
        }

    def _field(self, model: type[BaseModel], name: str, info: FieldInfo) -> Schema:
        schema = self._type(type_of(model, name))
        form = example_form(model, name)
        described = f"{info.description or ''}{f' ({form})' if form else ''}"
        default = {"default": info.default} if isinstance(info.default, Term) else {}
        minimum = "minItems" if schema.get("type") == "array" else "minProperties"
        lengths = [constraint.min_length for constraint in info.metadata if isinstance(constraint, MinLen)]
        least = {minimum: lengths[0]} if lengths else {}
        if issubclass(model, Block) and may_be_not_stated(model, name):
            schema = {"anyOf": [schema, {"const": NOT_STATED}]}
        return {**schema, **least, **({"description": described} if described else {}), **default}

    def _type(self, hint: Any) -> Schema:
        form = written(hint)
        if form is not None:
            return self._named(form.name, lambda: _written(form))
        base, *annotations = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        metadata: list[Any] = []
        for annotation in annotations:
            metadata += annotation.metadata if isinstance(annotation, FieldInfo) else [annotation]
        origin, inside = get_origin(base), get_args(base)
        if isinstance(base, type) and origin is None:
            return self._class(base, metadata)
        if origin is Literal:
            return _enum(inside)
        if origin is tuple:
            items = [self._type(part) for part in inside if part is not ...]
            if inside[1:] == (...,):
                return {"type": "array", "items": items[0]}
            # Without `items: false`, which readers of older drafts would take for "no items at all".
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if origin in (Union, UnionType):
            return {"oneOf": [self._type(part) for part in inside]}
        return {"type": "object", "propertyNames": self._type(inside[0]), "additionalProperties": self._type(inside[1])}

    def _class(self, kind: type, metadata: list[Any]) -> Schema:
        if issubclass(kind, BaseModel):
            return self._named(kind.__name__, lambda: self._block(kind))
        if issubclass(kind, Term):
            listed = "\n".join(f"- {term}: {term.meaning}" for term in kind)
            described = {"description": f"{sentence(kind, 1)}\n\n{listed}", **_enum(kind)}
            return self._named(kind.__name__, lambda: described | {"enumDescriptions": [term.meaning for term in kind]})
        if kind is str:
            constraints = (constraint for constraint in metadata if isinstance(constraint, StringConstraints))
            form = next(constraints, StringConstraints())
            lengths = {"minLength": form.min_length, "maxLength": form.max_length}
            given = {name: value for name, value in lengths.items() if value is not None}
            pattern = str(form.pattern or "")
            message = f"write it in the form {pattern}" if pattern else "write text here"
            # Text that is neither stripped nor matched may be any single value.
            return {**_scalar(message, **({"pattern": pattern} if pattern else {})), **given}
        limits = {
            word: getattr(constraint, name)
            for constraint in metadata
            for limit, name, word in _LIMITS
            if isinstance(constraint, limit)
        }
        pattern = r"^\s*(-?[0-9]{1,15}(\.[0-9]{1,6})?)\s*$"
        number = _scalar("write a number, such as 40 or 0.5", type=["number", "string"], pattern=pattern)
        return {**number, **limits}

    def _named(self, name: str, define: Callable[[], Schema]) -> Schema:
        if name not in self._defined:
            self._defined[name] = {}
            self._defined[name] = define()
        return {"$ref": f"#/$defs/{name}"}


# Single values

_ANY_SCALAR: Final = ("object", "array", "null")
"""What no single value is; types are not listed, because some YAML readers know more of them than JSON."""
_READ_AS_BOOLEAN = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
_NO_KEYWORDS = frozenset(("words", "example", "typed", "or_list", "codes", "not", "message"))
"""What an entry of `written.toml` says besides keywords of its schema."""


def _written(form: Written) -> Schema:
    """The schema of a type that `written.toml` describes."""
    entry = form.entry
    examples = {"examples": entry["examples"]} if "examples" in entry else {}
    if "codes" in entry:
        table = {"countries": COUNTRIES, "currencies": CURRENCIES}[entry["codes"]]
        return {**_enum(table), **examples, "enumDescriptions": [*table.values()]}
    keywords = {word: value for word, value in entry.items() if word not in _NO_KEYWORDS}
    if "pattern" not in keywords:
        return keywords
    keywords["pattern"] = keywords["pattern"].replace("{rows}", "|".join(Row))
    if "or_list" in entry:
        one = _scalar(entry["message"], **{word: value for word, value in keywords.items() if word != "examples"})
        return {"anyOf": [one, {"type": "array", "items": one}], **examples}
    return _scalar(entry["message"], entry.get("not", _ANY_SCALAR), **keywords)


def _scalar(message: str, refused: Iterable[str] = _ANY_SCALAR, **keywords: Any) -> Schema:
    """A single value, of any type but those refused where no `type` is among the keywords of its schema."""
    any_type = {} if "type" in keywords else {"not": {"type": list(refused)}}
    return {**any_type, **keywords, "errorMessage": message, "patternErrorMessage": message}


def _enum(words: Iterable[str]) -> Schema:
    """One of the words; a word that older YAML readers take for yes or no, also as that."""
    every = list(words)
    read = {_READ_AS_BOOLEAN[word.lower()] for word in every if word.lower() in _READ_AS_BOOLEAN}
    return {"enum": [*every, *sorted(read)]}
