"""What holds for every practice and every rubric: the promises that make a score worth arguing about."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from operator import attrgetter
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.engine import Assessment, apportioned, as_printed, assess
from secon_cli.practice.fields import Field, fields_of
from secon_cli.practice.model import Practice
from secon_cli.rubric.model import Rubric
from tests.samples import Record, measure_of
from tests.strategies import CLAIMS, blocks, counts, practices, records, rubric_records, rubrics, scales

AS_OF = date(2024, 1, 31)
NEAR = 1e-9


def _numbers(found: Assessment) -> dict[str, float]:
    """Every number of an assessment by name, without the addresses of items."""
    parts: dict[str, Any] = {"": found}
    for criterion in found.criteria:
        parts[criterion.id] = criterion
        parts |= {f"{criterion.id}.{indicator.id}": indicator for indicator in criterion.indicators}
    names = ("total", "weight", "score", "range.low", "range.high", "coverage", "contribution", "gain")
    return {
        f"{key}: {name}": attrgetter(name)(part)
        for key, part in parts.items()
        for name in names
        if hasattr(part, name.split(".")[0])
    }


def _assert_same(one: Assessment, other: Assessment) -> None:
    assert _numbers(one) == pytest.approx(_numbers(other), abs=NEAR)
    assert (one.gate, one.time) == (other.gate, other.time)


def _assess(record: Record, rubric: Rubric) -> Assessment:
    return assess(Practice.model_validate(record), rubric)


def _ordinals(path: str, field: Field) -> st.SearchStrategy[Record]:
    return scales(field).map(lambda scale: {"kind": "ordinal", "of": path, "scale": scale})


@st.composite
def _measures_over(draw: st.DrawFn, items: Field) -> Record:
    """A measure of the kinds that an item can only raise, which looks at the given list."""
    assert items.block is not None
    below = [f"{items.path}[].{field.name}" for field in fields_of(items.block)]
    fields = st.lists(st.sampled_from([items.path, *below]), min_size=1, max_size=3, unique=True)
    present = fields.map(lambda paths: {"kind": "present", "fields": paths})
    named = [field for field in fields_of(items.block) if field.vocabulary]
    ordinal = [_ordinals(f"{items.path}[].{field.name}", field) for field in named]
    return draw(st.one_of(present, counts(items), *ordinal))


@given(st.data(), records(), st.sampled_from(CLAIMS), st.sampled_from([0.0, 0.5, 1.0]))
def test_a_cited_item_more_never_lowers_what_items_raise(
    data: st.DataObject, record: Record, items: Field, unsupported: float
) -> None:
    by = measure_of(**data.draw(_measures_over(items)))
    assert items.block is not None
    item = data.draw(blocks(items.block)) | {"evidence": "report"}
    fuller = deepcopy(record)
    *above, name = items.path.split(".")
    holder = fuller
    for block in above:
        holder = holder.setdefault(block, {})
    holder[name] = [*holder.get(name, []), item]
    before = by.measure(Practice.model_validate(record), unsupported, AS_OF)
    after = by.measure(Practice.model_validate(fuller), unsupported, AS_OF)
    assert after.value >= before.value - NEAR


def _rebuilt(value: Any, change: Callable[[Any], Any]) -> Any:
    """The same plain values, with `change` applied to every part from the inside out."""
    if isinstance(value, dict):
        value = {name: _rebuilt(one, change) for name, one in value.items()}
    elif isinstance(value, list):
        value = [_rebuilt(one, change) for one in value]
    return change(value)


def _shuffled(value: Any, random: Random) -> Any:
    if isinstance(value, dict):
        return dict(random.sample(list(value.items()), len(value)))
    return random.sample(value, len(value)) if isinstance(value, list) else value


@given(records(), rubrics(), st.randoms(use_true_random=False))
def test_the_order_of_items_and_fields_changes_nothing(record: Record, rubric: Rubric, random: Random) -> None:
    other = _rebuilt(record, lambda value: _shuffled(value, random))
    _assert_same(_assess(other, rubric), _assess(record, rubric))


@given(practices, rubric_records(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_and_indicators_changes_nothing(
    practice: Practice, rubric: Record, random: Random
) -> None:
    ordered = {"bands": rubric["bands"]}
    other = _rebuilt(rubric, lambda value: _shuffled(value, random) if isinstance(value, dict) else value) | ordered
    first, second = Rubric.model_validate(rubric), Rubric.model_validate(other)
    _assert_same(assess(practice, first), assess(practice, second))
    assert first.sha256 == second.sha256


@given(records(), rubrics())
def test_longer_prose_changes_nothing(record: Record, rubric: Rubric) -> None:
    def padded(value: Any) -> Any:
        is_prose = isinstance(value, str) and value.startswith("A ") and value.endswith(".")
        return f"{value} It is a great and well-known success." if is_prose else value

    _assert_same(_assess(_rebuilt(record, padded), rubric), _assess(record, rubric))


@given(practices, rubric_records(), st.sampled_from([0.25, 3.0, 1000.0]))
def test_the_scale_of_weights_changes_nothing(practice: Practice, rubric: Record, factor: float) -> None:
    other = deepcopy(rubric)
    for criterion in other["criteria"].values():
        criterion["weight"] *= factor
        for indicator in criterion["indicators"].values():
            indicator["weight"] *= factor
    _assert_same(assess(practice, Rubric.model_validate(other)), assess(practice, Rubric.model_validate(rubric)))


@given(practices, rubrics())
def test_the_range_begins_at_the_score_and_stays_within_0_and_100(practice: Practice, rubric: Rubric) -> None:
    found = assess(practice, rubric)
    parts = [(i.range, i.score) for c in found.criteria for i in c.indicators]
    for span, score in [(found.range, found.total), *((c.range, c.score) for c in found.criteria), *parts]:
        assert span.low == score
        assert -NEAR <= score <= span.high + NEAR <= 100 + 2 * NEAR
    assert all(i.high <= 100 * i.measure.most + NEAR for c in found.criteria for i in c.indicators)
    coverages = [found.coverage, *(c.coverage for c in found.criteria)]
    assert all(-NEAR <= coverage <= 1 + NEAR for coverage in coverages)


@given(practices, rubrics())
def test_contributions_sum_to_what_stands_above_them(practice: Practice, rubric: Rubric) -> None:
    found = assess(practice, rubric)
    assert sum(c.contribution for c in found.criteria) == pytest.approx(found.total, abs=NEAR)
    for c in found.criteria:
        assert sum(i.contribution for i in c.indicators) == pytest.approx(c.score, abs=NEAR)
    gains = sum(i.gain for c in found.criteria for i in c.indicators)
    most = sum(100 * c.weight * i.weight * i.measure.most for c in found.criteria for i in c.indicators)
    assert found.total + gains == pytest.approx(most, abs=NEAR)


@given(practices, rubrics())
def test_contributions_as_printed_sum_to_the_total_as_printed(practice: Practice, rubric: Rubric) -> None:
    found = assess(practice, rubric)
    for parts, total in [
        ([c.contribution for c in found.criteria], found.total),
        *(([i.contribution for i in c.indicators], c.score) for c in found.criteria),
    ]:
        assert sum(apportioned(parts)) == pytest.approx(as_printed(total), abs=NEAR)


@given(records(), rubric_records())
def test_equal_inputs_give_equal_results(record: Record, rubric: Record) -> None:
    first = _assess(record, Rubric.model_validate(rubric))
    assert first == _assess(deepcopy(record), Rubric.model_validate(deepcopy(rubric)))


_OPTIONAL = [field.name for field in fields_of(Practice) if not field.required]


@given(records(), rubrics("count", "ordinal", "none_of"), st.sets(st.sampled_from(_OPTIONAL), min_size=1))
def test_silence_never_earns_more_than_words_and_is_never_taken_for_certain(
    record: Record, rubric: Rubric, left_out: set[str]
) -> None:
    silent = {name: value for name, value in record.items() if name not in left_out}
    told, untold = _assess(record, rubric), _assess(silent, rubric)
    assert untold.total <= told.total + NEAR
    assert untold.range.high >= told.total - NEAR
