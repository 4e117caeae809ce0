"""A practice never gains by leaving something out: no deleted field or item raises a score of the shipped rubric."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from secon_cli.engine import assess
from secon_cli.practice.model import Practice
from secon_cli.practice.time_in_place import length_contradicts_start
from secon_cli.rubric.model import Rubric
from tests.samples import Record
from tests.strategies import records
from tools.scores import OUTSIDE_AS_OF

ROOT = Path(__file__).parents[1]
PRACTICES = sorted((ROOT / "data" / "practices").glob("*.yaml"))
OUTSIDE = sorted((ROOT / "docs" / "validation" / "practices").glob("*.yaml"))
NEAR = 1e-9


def _plain(file: Path) -> Any:
    """A file in plain values: every scalar as it is written."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


RUBRIC = Rubric.model_validate(_plain(ROOT / "criteria.yaml"))


def _scores(record: Record, rubric: Rubric) -> dict[str, float]:
    found = assess(Practice.model_validate(record), rubric)
    return {"total": found.total, **{criterion.id: criterion.score for criterion in found.criteria}}


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field and item of plain values."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield (*path, key)
        yield from _places(value[key], (*path, key))


def _without(record: Record, path: tuple[str | int, ...]) -> Record:
    left = deepcopy(record)
    holder: Any = left
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return left


def _gains(record: Record, paths: Iterator[tuple[str | int, ...]], rubric: Rubric = RUBRIC) -> list[str]:
    """What rises, and where it was left out."""
    before = _scores(record, rubric)
    gains = []
    for path in paths:
        try:
            after = _scores(_without(record, path), rubric)
        except ValidationError:
            continue  # It is required, so the file cannot be used without it.
        risen = [name for name, score in after.items() if score > before[name] + NEAR]
        if risen:
            gains.append(f"{'.'.join(map(str, path))}: {', '.join(risen)}")
    return gains


@pytest.mark.parametrize("file", PRACTICES, ids=lambda file: file.stem)
def test_no_practice_gains_by_leaving_something_out(file: Path) -> None:
    record = _plain(file)
    assert _gains(record, _places(record)) == []


@pytest.mark.parametrize("file", OUTSIDE, ids=lambda file: file.stem)
def test_no_practice_from_outside_gains_by_leaving_out_what_dates_it_or_sums_it_up(file: Path) -> None:
    """Their sources are pages, many without a date; each has a day of reading."""
    record = _plain(file)
    summed_up = {("results", "checked"), ("sustainability", "outlook"), ("transfer", "stage"), ("ethics", "found")}
    paths = [path for path in _places(record) if path[0] in ("sources", "duration") or path[:2] in summed_up]
    assert len(paths) > 10
    assert _gains(record, iter(paths), RUBRIC.changed(as_of=OUTSIDE_AS_OF)) == []


@given(st.data(), records())
def test_no_drawn_practice_does(data: st.DataObject, record: Record) -> None:
    # A length that no start allows is an error, so such a file has no score.
    assume(not length_contradicts_start(Practice.model_validate(record)))
    paths = data.draw(st.lists(st.sampled_from(sorted(_places(record), key=str)), max_size=8))
    assert _gains(record, iter(paths)) == []
