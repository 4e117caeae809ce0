"""The JSON Schemas take every file that the models take, as any reader of YAML sees it, and refuse what is wrong."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from secon_cli.checks.checked_files import check_practice, check_rubric
from secon_cli.checks.findings import Severity
from secon_cli.practice.fields import walk
from secon_cli.reading.yaml_reader import read
from tests.strategies import records, rubric_records
from tools.file_schema import MODELS, schema_json

ROOT = Path(__file__).parents[2]
FILES = [
    *(("practice", path) for path in sorted(ROOT.glob("data/practices/*.yaml"))),
    *(("practice", path) for path in sorted(ROOT.glob("docs/codings/*/*.yaml"))),
    ("rubric", ROOT / "criteria.yaml"),
]
VALIDATORS = {name: jsonschema.Draft202012Validator(json.loads(schema_json(name))) for name in MODELS}


def _takes(name: str, value: object) -> bool:
    return bool(VALIDATORS[name].is_valid(value))


def _has_errors(name: str, text: str) -> bool:
    document = read(text.encode(), "<stdin>")
    findings = check_practice(document).findings if name == "practice" else check_rubric(document).findings
    return any(finding.severity is Severity.ERROR for finding in findings)


@pytest.mark.parametrize("name", MODELS)
def test_the_schema_is_one(name: str) -> None:
    schema = json.loads(schema_json(name))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.CBaseLoader])
def test_every_file_of_the_project_is_valid(name: str, path: Path, loader: Any) -> None:
    value = yaml.load(path.read_text(encoding="utf-8"), loader)
    assert [error.message for error in VALIDATORS[name].iter_errors(value)] == []


def _texts(value: Any) -> Any:
    """Plain values with every scalar as text, as the models read them."""
    if isinstance(value, dict):
        return {str(key): _texts(one) for key, one in value.items()}
    return [_texts(one) for one in value] if isinstance(value, list) else str(value)


@given(st.one_of(records().map(lambda one: ("practice", one)), rubric_records().map(lambda one: ("rubric", one))))
def test_what_the_models_take_the_schema_takes(drawn: tuple[str, dict[str, Any]]) -> None:
    name, record = drawn
    assert _takes(name, record)
    assert _takes(name, _texts(record))
    plain = "\n".join(_plain_yaml(_texts(record), 0))
    assert _takes(name, yaml.safe_load(plain)) or _has_errors(name, plain), plain


def _plain_yaml(value: Any, indent: int) -> Iterator[str]:
    """YAML with as few quotation marks as possible, so that readers find numbers, dates and booleans."""
    pad = " " * indent
    for key, one in value.items():
        if isinstance(one, dict) and one:
            yield f"{pad}{key}:"
            yield from _plain_yaml(one, indent + 2)
        elif isinstance(one, dict | list) or ": " in one or one[-1:] == ":" or one[:1] in "-–: ,":
            yield f"{pad}{key}: {json.dumps(one)}"
        else:
            yield f"{pad}{key}: {one}"


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("title", "2021"),
        ("title", "1.10"),
        ("title", "2024-01-31"),
        ("title", "yes"),
        ("title", "1:30"),
        ("summary", "010"),
        ("duration", "{start: 2021}"),
        ("duration", "{start: 2021-09}"),
        ("duration", "{start: 2021-09-01, end: ongoing}"),
        ("duration", '{start: "2021"}'),
        ("location", "{country: NO, partner: 12}"),
        ("location", "{country: LV, partner: Latgale, places: [1, 2.5, off]}"),
        ("sources", "{report: {title: 2021, pages: 17}}"),
        ("sources", "{report: {title: A, pages: 17-20, date: 2023-11}}"),
        ("results", "{metrics: [{what: goods, value: 40, level: output}, {what: goods, value: 5-6, level: output}]}"),
        ("resources", "{staff: [{who: helpers, count: 12.5, volunteers: yes}]}"),
        ("resources", "{funding: [{source: a, kind: grant, share: 70 %}, {source: b, kind: grant, share: 30}]}"),
    ],
)
def test_scalars_are_taken_as_an_editor_reads_them(field: str, written: str) -> None:
    text = (ROOT / "data/practices/be-doeners.yaml").read_text(encoding="utf-8")
    record = yaml.safe_load(text) | {field: yaml.safe_load(written)}
    assert _takes("practice", record)


Path_ = tuple[str | int, ...]


def _places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Every place below the top."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from _places(one, (*path, key))


def _changed(record: Any, path: Path_, change: Callable[[Any, Any], None]) -> Any:
    changed = copy.deepcopy(record)
    holder = changed
    for part in path[:-1]:
        holder = holder[part]
    change(holder, path[-1])
    return changed


def _delete(holder: Any, key: Any) -> None:
    del holder[key]


def _rename(holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder[f"{key}x"] = holder.pop(key)
    else:
        holder[key] = f"{holder[key]}x"


def _replace(by: Any) -> Callable[[Any, Any], None]:
    return lambda holder, key: holder.__setitem__(key, by)


CHANGES: dict[str, Callable[[Any, Any], None]] = {
    "delete": _delete,
    "rename": _rename,
    **{f"become {by!r}": _replace(by) for by in ("no such word", 7, -3, 2.5, True, [], {}, ["a"], {"a": "b"}, "")},
}


@pytest.mark.parametrize("every", [48, pytest.param(12, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("name", "path"), [("practice", "data/practices/de-mannheim-cluster.yaml"), ("rubric", "criteria.yaml")]
)
def test_what_the_schema_refuses_the_models_refuse(name: str, path: str, every: int) -> None:
    record = yaml.load(ROOT.joinpath(path).read_text(encoding="utf-8"), yaml.CBaseLoader)
    model = MODELS[name][0]
    refused = 0
    wrongly: list[tuple[Path_, str]] = []
    missed: list[tuple[Path_, str]] = []
    for number, place in enumerate(_places(record)):
        for offset, (kind, change) in enumerate(CHANGES.items()):
            if (number + offset) % every:
                continue
            changed = _changed(record, place, change)
            sound = _model_takes(model, _texts(changed))
            taken = _takes(name, changed)
            refused += not taken
            if sound is not taken:
                (wrongly if sound else missed).append((place, kind))
    assert wrongly == []
    assert refused > 1200 / every
    # How a number or a boolean was written, the schema cannot know: an id may be 2021, a source may be called `no`.
    written = {"become True", "become 7", "become -3", "become 2.5"}
    assert [one for one in missed if one[1] not in written] == []
    assert {place[-1] for place, kind in missed if kind != "become True"} <= {"id", "rubric", "version"}


def _model_takes(model: type[BaseModel], record: Any) -> bool:
    try:
        model.model_validate(record)
    except ValidationError:
        return False
    return True


@given(records(), st.data())
def test_what_the_schema_refuses_validate_refuses_in_any_practice(record: dict[str, Any], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(list(_places(record))))
    change = data.draw(st.sampled_from(list(CHANGES.values())))
    text = yaml.safe_dump(_changed(record, place, change), allow_unicode=True)
    assert _takes("practice", yaml.safe_load(text)) or _has_errors("practice", text)


METRIC = {"what": "goods", "level": "output"}
BUDGET = {"what": "costs", "covers": "whole"}


@pytest.mark.parametrize(
    ("more", "right"),
    [
        ({"value": 4}, True),
        ({}, False),
        ({"qualifier": "not_measured"}, True),
        ({"qualifier": "not_measured", "value": 4}, False),
        ({"qualifier": "about", "value": 4}, True),
        ({"qualifier": "about"}, False),
    ],
)
def test_a_result_has_a_figure_or_is_not_measured(more: dict[str, Any], right: bool) -> None:
    assert _takes("practice", _with("results", {"metrics": [{**METRIC, **more}]})) is right


@pytest.mark.parametrize(
    ("more", "right"), [({"amount": 4}, False), ({"currency": "EUR"}, False), ({"amount": 4, "currency": "EUR"}, True)]
)
def test_an_amount_has_a_currency(more: dict[str, Any], right: bool) -> None:
    assert _takes("practice", _with("resources", {"budget": [{**BUDGET, **more}]})) is right


def _with(block: str, value: Any) -> Any:
    text = (ROOT / "data/practices/be-doeners.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text) | {block: value}


def test_every_field_is_described_and_every_vocabulary_is_an_enum() -> None:
    schema = json.loads(schema_json("practice"))
    for field in walk():
        described = [
            block["properties"].get(field.name)
            for block in [schema, *schema["$defs"].values()]
            if "properties" in block
        ]
        assert any(one and field.description in one.get("description", "") for one in described), field.path
        if field.vocabulary:
            defined = schema["$defs"][field.vocabulary.__name__]
            assert [word for word in defined["enum"] if isinstance(word, str)] == list(field.vocabulary)
            assert all(term.meaning in defined["description"] for term in field.vocabulary)
    rubric = json.loads(schema_json("rubric"))
    blocks = [rubric, *(block for block in rubric["$defs"].values() if "properties" in block)]
    undescribed = [name for block in blocks for name, one in block["properties"].items() if "description" not in one]
    assert set(undescribed) == {"kind"}
