"""Measures in words: what stands in the rubric is what the sentence says."""

from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from secon_cli.rubric.measures import AnyMeasure, Measure
from tests.samples import measure_of
from tests.strategies import measures

_MEASURE: TypeAdapter[AnyMeasure] = TypeAdapter(Measure)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (
            measure_of("present", fields=["summary"]),
            "Asks whether `summary` is filled.",
        ),
        (
            measure_of("present", fields=["transfer.conditions", "transfer.barriers"]),
            "Asks whether `transfer.conditions` and `transfer.barriers` are filled; each counts alike.",
        ),
        (
            measure_of("count", of="results.metrics", full_at=3),
            "Counts the items of `results.metrics`. Full at 3 items; more is worth no more.",
        ),
        (
            measure_of(
                "count",
                of="organisations",
                where={"type": ["local_authority", "network"], "background": "any", "note": "none"},
                points={"role": {"lead": 1, "funder": 0.5, "partner": 1, "supporter": 0}},
                distinct="type",
                full_at=1,
            ),
            (
                "Counts the items of `organisations` whose `type` is one of `local_authority`, `network`, whose "
                "`background` is filled and whose `note` is not filled, each `type` once. An item "
                "counts by its `role`: `lead`, `partner` 1; `funder` 0.5; `supporter` nothing. Full at 1 point; more "
                "is worth no more."
            ),
        ),
        (
            measure_of("ordinal", of="duration.status", scale={"running": 1, "paused": 0.4, "ended": 0}),
            "Goes by `duration.status`: `running` 100 %; `paused` 40 %; `ended` nothing.",
        ),
        (
            measure_of("none_of", of="ethics.concerns", where={"status": "unresolved"}),
            (
                "Full while `ethics.concerns` has no item whose `status` is `unresolved`, else nothing. An empty list "
                "is full only if its block cites where it was looked for; a list left out earns nothing."
            ),
        ),
        (
            measure_of("years", curve=[[0, 0], [2, 0.5], [10, 1]], gate={"at_least": 2}),
            (
                "Goes by the years in place: nothing at 0, 50 % at 2, 100 % from 10 on, and in proportion between. "
                "Gate: at least 2 years."
            ),
        ),
        (
            measure_of("years", curve=[[0, 0], [2, 1]], shares={"running": 1, "completed": 0.5, "ended": 0}),
            (
                "Goes by the years in place: nothing at 0, 100 % from 2 on, and in proportion between. Of this, a "
                "practice keeps 100 % if `running`, `unconfirmed`, `disrupted`, `set_up`, `planned`, `paused`; 50 % "
                "if `completed`; nothing if `ended`; nothing without a status."
            ),
        ),
        (
            measure_of("count", of="quality_assurance", points={"by": {"funder": 1}, "to": {"board": 0.5}}, full_at=1),
            (
                "Counts the items of `quality_assurance`. An item counts by its `by`: `funder` 1. Or, where that is "
                "more, by its `to`: `board` 0.5. Full at 1 point; more is worth no more."
            ),
        ),
        (
            measure_of("unit_cost", where={"counts": "people"}, curve=[[100, 1], [100000, 0.4]]),
            (
                "Goes by the `cost` of a result in `results.metrics` whose `counts` is `people` for each unit of its "
                "`value`. In euro, by `currency` at reference rates: 100 % at 100, 40 % at 100,000; between these by "
                "the logarithm. The best result counts."
            ),
        ),
    ],
)
def test_a_measure_is_told_in_words(measure: AnyMeasure, words: str) -> None:
    assert " ".join(measure.words()) == words


@given(measures())
def test_every_field_that_a_measure_reads_is_named(record: dict[str, Any]) -> None:
    measure = _MEASURE.validate_python(record)
    said = " ".join(measure.words())
    for field in measure.fields_read():
        if not field.startswith("duration."):
            assert f"`{field}`" in said or f"`{field.rpartition('[].')[2]}`" in said
