"""A practice never gains by leaving something out: on the shipped practices, by the shipped rubric."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from secon_cli.engine import assess
from secon_cli.practice.fields import fields_of
from secon_cli.practice.model import Practice
from secon_cli.practice.values import NOT_STATED
from secon_cli.reading.yaml_reader import read
from secon_cli.rubric.model import Rubric
from tests.checks.finding_rules import shipped_rubric

FILES = sorted((Path(__file__).parents[2] / "data" / "practices").glob("*.yaml"))


def _optional(block: type[BaseModel], value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The paths of what is stated and may be left out; of a list, that of its first item stands for the others."""
    for field in fields_of(block):
        if not isinstance(value, dict) or field.name not in value:
            continue
        if not field.required:
            yield (*path, field.name)
        inside = value[field.name]
        if field.block is None:
            continue
        if field.name == "sources":
            inside, path_inside = next(iter(inside.values())), (*path, field.name, next(iter(inside)))
        elif isinstance(inside, list):
            if not inside:
                continue
            inside, path_inside = inside[0], (*path, field.name, 0)
        else:
            path_inside = (*path, field.name)
        yield from _optional(field.block, inside, path_inside)


def _total(record: Any, rubric: Rubric) -> float | None:
    """The total, or None where the model does not accept the record."""
    try:
        return assess(Practice.model_validate(record), rubric).total
    except ValidationError:
        return None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_total_never_rises(file: Path) -> None:
    rubric, record = shipped_rubric(), read(file.read_bytes(), file.name).value
    total = _total(record, rubric)
    assert total is not None
    tried = 0
    for path in _optional(Practice, record, ()):
        for instead in (None, NOT_STATED):
            less = copy.deepcopy(record)
            holder: Any = less
            for name in path[:-1]:
                holder = holder[name]
            del holder[path[-1]]
            if instead is not None:
                holder[path[-1]] = instead
            reached = _total(less, rubric)
            if reached is not None:
                tried += 1
                assert reached <= total + 1e-9, (path, instead)
    assert tried > 30
