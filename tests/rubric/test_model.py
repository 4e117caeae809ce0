"""The rubric itself: shares, bands, changes, its hash; what is refused by form."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from secon_cli.rubric.model import Rubric
from tests.samples import criterion, indicator, rubric, rubric_record

PRESENT = {"kind": "present", "fields": ["title"]}
THREE = {
    "a": criterion(15, x=indicator(1, PRESENT), y=indicator(3, PRESENT)),
    "b": criterion(45, x=indicator(2, PRESENT)),
    "c": criterion(0, x=indicator(2, PRESENT)),
}


def test_weights_need_not_sum_to_100() -> None:
    assert rubric(criteria=THREE).shares == {"a": 0.25, "b": 0.75, "c": 0.0}
    assert rubric(criteria=THREE).indicator_shares("a") == {"x": 0.25, "y": 0.75}


def test_indicators_come_in_order_with_their_criterion() -> None:
    assert [(c, i) for c, i, _ in rubric(criteria=THREE).indicators()] == [
        ("a", "x"),
        ("a", "y"),
        ("b", "x"),
        ("c", "x"),
    ]


@pytest.mark.parametrize(("total", "name"), [(100.0, "high"), (50.0, "high"), (49.999, "low"), (0.0, "low")])
def test_a_band_begins_at_its_bound(total: float, name: str) -> None:
    band = rubric().band(total)
    assert band is not None
    assert band.name == name


def test_below_all_bands_there_is_none() -> None:
    assert rubric(bands=[{"name": "high", "at_least": 50}]).band(49.0) is None


def test_a_changed_weight_changes_shares_and_hash_and_nothing_else() -> None:
    before = rubric(criteria=THREE)
    assert before.shares["a"] == 0.25  # asked first, so that nothing remembered is carried over
    after = before.changed(weights={"a": 45})
    assert after.shares == {"a": 0.5, "b": 0.5, "c": 0.0}
    assert after.sha256 != before.sha256
    assert before.shares == {"a": 0.25, "b": 0.75, "c": 0.0}
    assert after.changed(weights={"a": 15}) == before
    assert after.changed(weights={"a": 15}).sha256 == before.sha256


def test_a_changed_date_changes_the_hash() -> None:
    after = rubric().changed(as_of=date(2025, 1, 1))
    assert after.as_of == date(2025, 1, 1)
    assert after.sha256 != rubric().sha256


def test_a_weight_of_an_unknown_criterion_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        rubric().changed(weights={"nothing": 1})


def test_the_hash_is_of_what_is_judged_by_and_not_of_how_it_is_written() -> None:
    written_otherwise = {**dict(reversed(rubric_record().items())), "unsupported": "0.50"}
    assert Rubric.model_validate(written_otherwise).sha256 == rubric().sha256


def test_the_content_makes_the_same_rubric_again() -> None:
    assert Rubric.model_validate(rubric(criteria=THREE).content) == rubric(criteria=THREE)


def test_the_gate_is_told_in_years() -> None:
    years = {"kind": "years", "curve": [[0, 0], [2, 1]], "gate": {"at_least": "2.5"}}
    assert rubric(criteria={"time": criterion(1, a=indicator(1, PRESENT), b=indicator(1, years))}).gate_years == 2.5
    assert rubric().gate_years is None


@pytest.mark.parametrize(
    "parts",
    [
        {"as_of": "2024-01"},
        {"as_of": "2024-01-32"},
        {"unsupported": "1.5"},
        {"unsupported": "-0.1"},
        {"unsupported": "half"},
        {"version": "1.0"},
        {"rubric": "My Rubric"},
        {"bands": []},
        {"bands": [{"name": "a", "at_least": "101"}]},
        {"criteria": {}},
        {"criteria": {"Effect": criterion(1, a=indicator(1, PRESENT))}},
        {"criteria": {"effect": criterion(1)}},
        {"criteria": {"effect": criterion(1, a=indicator(1, {"kind": "median", "of": "links"}))}},
        {"criteria": {"effect": criterion(1, a=indicator(1, {"kind": "present", "fields": []}))}},
        {"criteria": {"effect": criterion(1, a=indicator(1, {"kind": "count", "of": "links", "full_at": "0"}))}},
        {"criteria": {"effect": criterion(1, a=indicator(1, {"kind": "count", "of": "links", "full_at": "-1"}))}},
        {"colour": "green"},
    ],
)
def test_what_has_not_the_form_of_a_rubric_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rubric(**parts)


@pytest.mark.parametrize("missing", ["rubric", "version", "as_of", "unsupported", "bands", "criteria"])
def test_what_is_missing_is_told(missing: str) -> None:
    record = rubric_record()
    del record[missing]
    with pytest.raises(ValidationError, match="Field required"):
        Rubric.model_validate(record)


def test_a_rubric_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        rubric().unsupported = 1.0  # type: ignore[misc]  # frozen, which is tested
