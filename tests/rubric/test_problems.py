"""What makes a rubric unusable: each mistake is told at its place, with what could stand there instead."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from pydantic import ValidationError

from secon_cli.rubric.base import Problem
from secon_cli.rubric.model import Rubric, problems
from tests.samples import Record, criterion, indicator, rubric, rubric_record
from tests.strategies import rubrics

AT = ("criteria", "effect", "indicators", "results", "measure")


def _with(**measure: Any) -> Record:
    return rubric_record(criteria={"effect": criterion(1, results=indicator(1, measure))})


def _only_problem(record: Record) -> Problem:
    (problem,) = problems(Rubric.model_validate(record))
    return problem


def _errors(record: Record) -> list[tuple[tuple[str | int, ...], str]]:
    """Place and kind of each error that keeps the plain values from being a rubric."""
    with pytest.raises(ValidationError) as caught:
        Rubric.model_validate(record)
    return [(error["loc"], error["type"]) for error in caught.value.errors()]


def test_the_shipped_rubric_has_none() -> None:
    text = Path(__file__).parents[2].joinpath("criteria.yaml").read_text(encoding="utf-8")
    assert problems(Rubric.model_validate(yaml.load(text, yaml.BaseLoader))) == []


def test_the_sample_has_none() -> None:
    assert problems(rubric()) == []


@given(rubrics())
def test_drawn_rubrics_have_none(drawn: Rubric) -> None:
    assert problems(drawn) == []


# names that lead nowhere


@pytest.mark.parametrize(
    "measure",
    [
        {"kind": "count", "of": "results.metricks", "full_at": 1},
        {"kind": "none_of", "of": "results.metricks"},
        {"kind": "ordinal", "of": "results.metricks[].level", "scale": {"output": 1}},
    ],
)
def test_an_unknown_path_is_told_with_the_fields_there_are(measure: Record) -> None:
    problem = _only_problem(_with(**measure))
    assert (problem.path, problem.word) == ((*AT, "of"), "metricks")
    assert problem.choices == (
        "evidence",
        "note",
        "narrative",
        "metrics",
        "aim",
        "change",
        "checked",
        "indicators",
        "procedures",
    )


def test_an_unknown_field_of_present_is_told_at_its_place() -> None:
    problem = _only_problem(_with(kind="present", fields=["title", "titel"]))
    assert (problem.path, problem.word) == ((*AT, "fields", 1), "titel")
    assert "title" in problem.choices


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"where": {"levle": "any"}}, ("where", "levle")),
        ({"points": {"levle": {"output": "1"}}}, ("points", "levle")),
        ({"distinct": "levle"}, ("distinct",)),
    ],
)
def test_an_unknown_field_of_the_items_is_told_with_the_ones_there_are(part: Record, path: tuple[str, ...]) -> None:
    problem = _only_problem(_with(kind="count", of="results.metrics", full_at=1, **part))
    assert (problem.path, problem.word) == ((*AT, *path), "levle")
    assert "level" in problem.choices


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"where": {"level": "outcom"}}, ("where", "level", 0)),
        ({"where": {"level": ["output", "outcom"]}}, ("where", "level", 1)),
        ({"points": {"level": {"output": "1", "outcom": "1"}}}, ("points", "level", "outcom")),
    ],
)
def test_an_unknown_value_is_told_with_the_vocabulary(part: Record, path: tuple[str | int, ...]) -> None:
    problem = _only_problem(_with(kind="count", of="results.metrics", full_at=1, **part))
    assert (problem.path, problem.word, problem.choices) == (
        (*AT, *path),
        "outcom",
        ("output", "outcome", "impact", "claimed", "no_change", "planned"),
    )


def test_an_unknown_step_of_a_scale_is_told_with_the_vocabulary() -> None:
    problem = _only_problem(_with(kind="ordinal", of="duration.status", scale={"runing": "1"}))
    assert (problem.path, problem.word) == ((*AT, "scale", "runing"), "runing")
    assert "running" in problem.choices
    assert problem.in_key


def test_none_of_is_held_against_the_models_too() -> None:
    problem = _only_problem(_with(kind="none_of", of="ethics.concerns", where={"status": "unresolvd"}))
    assert problem.word == "unresolvd"


# measures that could never mean anything


def test_values_can_be_asked_only_of_a_vocabulary() -> None:
    problem = _only_problem(_with(kind="count", of="results.metrics", where={"unit": "EUR"}, full_at=1))
    assert problem.path == (*AT, "where", "unit")


@pytest.mark.parametrize("of", ["duration", "details.topics", "title"])
def test_only_a_list_of_items_can_be_counted(of: str) -> None:
    assert _only_problem(_with(kind="count", of=of, full_at=1)).path == (*AT, "of")
    assert _only_problem(_with(kind="none_of", of=of)).path == (*AT, "of")


def test_only_a_vocabulary_can_stand_on_a_scale() -> None:
    assert _only_problem(_with(kind="ordinal", of="title", scale={"x": "1"})).path == (*AT, "of")


def test_points_go_by_a_field() -> None:
    problem = _only_problem(_with(kind="count", of="results.metrics", points={}, full_at=1))
    assert problem.path == (*AT, "points")


def test_points_that_are_all_nought_are_told() -> None:
    problem = _only_problem(_with(kind="count", of="results.metrics", points={"level": {"output": "0"}}, full_at=1))
    assert problem.path == (*AT, "points", "level")


@pytest.mark.parametrize(
    "measure",
    [
        {"kind": "count", "of": "results.metrics[]", "full_at": 1},
        {"kind": "none_of", "of": "ethics.concerns[]", "where": {"status": "unresolved"}},
    ],
)
def test_the_items_of_a_list_are_no_list(measure: Record) -> None:
    assert _only_problem(_with(**measure)).path == (*AT, "of")


def test_fields_under_keys_of_one_s_own_cannot_be_asked_for() -> None:
    assert _only_problem(_with(kind="present", fields=["sources.title"])).path == (*AT, "fields", 0)


# curves, bands, weights, gates


@pytest.mark.parametrize(
    ("curve", "bad"),
    [
        ([["0", "0"], ["0", "1"]], 1),
        ([["0", "0"], ["2", "0.5"], ["1", "1"]], 2),
        ([["0", "0.5"], ["2", "0.4"]], 1),
    ],
)
def test_a_curve_goes_on_and_never_down(curve: list[list[str]], bad: int) -> None:
    assert _only_problem(_with(kind="years", curve=curve)).path == (*AT, "curve", bad)


def test_a_curve_may_be_level() -> None:
    assert problems(Rubric.model_validate(_with(kind="years", curve=[["0", "0"], ["1", "0"], ["2", "1"]]))) == []


@pytest.mark.parametrize("curve", [[["0", "0"]], [["0", "0"], ["1", "1.5"]], [["-1", "0"], ["1", "1"]], [["0"], ["1"]]])
def test_a_curve_needs_two_points_of_years_and_value(curve: list[list[str]]) -> None:
    assert _errors(_with(kind="years", curve=curve))


@pytest.mark.parametrize(
    ("bounds", "path"),
    [(["0", "50"], ("bands", 1, "at_least")), (["50", "50"], ("bands", 1, "at_least"))],
)
def test_bands_go_from_high_to_low(bounds: list[str], path: tuple[str | int, ...]) -> None:
    bands = [{"name": name, "at_least": bound} for name, bound in zip("ab", bounds, strict=True)]
    assert _only_problem(rubric_record(bands=bands)).path == path


def test_a_band_stands_once() -> None:
    bands = [{"name": "high", "at_least": "50"}, {"name": "high", "at_least": "0"}]
    assert _only_problem(rubric_record(bands=bands)).path == ("bands", 1, "name")


def test_somebody_must_weigh_something() -> None:
    measure = {"kind": "present", "fields": ["title"]}
    no_criterion = rubric_record(criteria={"effect": criterion(0, results=indicator(1, measure))})
    no_indicator = rubric_record(criteria={"effect": criterion(1, results=indicator(0, measure))})
    assert _only_problem(no_criterion).path == ("criteria",)
    assert _only_problem(no_indicator).path == ("criteria", "effect", "indicators")


def test_somebody_may_weigh_nothing() -> None:
    present = {"kind": "present", "fields": ["title"]}
    criteria = {
        "shown": criterion(0, a=indicator(1, present)),
        "counted": criterion(1, a=indicator(1, present), b=indicator(0, present)),
    }
    assert problems(rubric(criteria=criteria)) == []


@pytest.mark.parametrize("weight", ["-1", "nan", "inf", "1e3", "ten", ""])
def test_a_weight_is_a_plain_number_of_nought_or_more(weight: str) -> None:
    measure = {"kind": "present", "fields": ["title"]}
    (error,) = _errors(rubric_record(criteria={"effect": criterion(1, a=indicator(1, measure) | {"weight": weight})}))
    assert error[0] == ("criteria", "effect", "indicators", "a", "weight")


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -0.5])
def test_a_weight_given_as_a_number_is_held_to_the_same(weight: float) -> None:
    assert _errors(rubric_record(criteria={"a": criterion(weight, b=indicator(1, {"kind": "none_of", "of": "links"}))}))


def test_a_rubric_has_one_gate() -> None:
    years = {"kind": "years", "curve": [["0", "0"], ["2", "1"]], "gate": {"at_least": "2"}}
    problem = _only_problem(
        rubric_record(criteria={"time": criterion(1, a=indicator(1, years), b=indicator(1, years))})
    )
    assert problem.path == ("criteria", "time", "indicators", "b", "measure", "gate")


def test_every_problem_is_told_at_once() -> None:
    record = _with(kind="count", of="results.metrics", where={"levle": "any"}, distinct="levle", full_at=1)
    assert len(problems(Rubric.model_validate(record | {"bands": [{"name": "a", "at_least": "0"}] * 2}))) == 4
