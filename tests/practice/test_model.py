"""A practice as read from plain values: what is accepted, what is refused, and that absent is not empty."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from secon_cli.practice.fields import fact, plain
from secon_cli.practice.model import Block, Metric, Practice, Staff
from secon_cli.practice.values import Text
from tests.samples import CITED, Record, metric, practice, record
from tests.strategies import practices


def _error(**blocks: Any) -> tuple[tuple[str | int, ...], str]:
    """Place and kind of the one error."""
    with pytest.raises(ValidationError) as caught:
        practice(**blocks)
    (error,) = caught.value.errors()
    return error["loc"], error["type"]


def _money(**values: Any) -> Record:
    return {"resources": {"budget": [{"what": "All of it.", "covers": "whole", **values}]}}


def test_absent_is_not_empty() -> None:
    assert practice().links is None
    assert practice(links=[]).links == ()


def test_a_block_that_is_used_twice_knows_in_both_places_what_is_not_stated() -> None:
    """The classes are new, because pydantic takes the schema of a class that it has built already as it is."""

    class Place(Block):
        name: Text | None = None
        note: Text | None = None

    class Route(Block):
        start: Place
        stops: tuple[Place, ...]

    route = Route.model_validate({"start": {"name": "not_stated"}, "stops": [{"name": "not_stated", "note": "n"}]})
    assert [(place.name, *place.not_stated) for place in (route.start, *route.stops)] == [(None, "name")] * 2
    with pytest.raises(ValidationError) as caught:
        Route.model_validate({"start": {}, "stops": [{}, {"name": "not_stated", "note": ""}]})
    assert [error["loc"] for error in caught.value.errors()] == [("stops", 1, "note")]


@pytest.mark.parametrize(
    "missing", ["format", "id", "title", "sources", "location", "organisations", "duration", "summary"]
)
def test_what_a_practice_needs(missing: str) -> None:
    values = record()
    del values[missing]
    with pytest.raises(ValidationError) as caught:
        Practice.model_validate(values)
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [((missing,), "missing")]


@pytest.mark.parametrize(
    ("blocks", "at", "kind"),
    [
        ({"colour": "green"}, ("colour",), "extra_forbidden"),
        ({"format": "2"}, ("format",), "literal_error"),
        ({"id": "Repair Café"}, ("id",), "string_pattern_mismatch"),
        ({"id": "repair-cafe\n"}, ("id",), "string_pattern_mismatch"),
        ({"title": "x" * 101}, ("title",), "string_too_long"),
        ({"summary": "  "}, ("summary",), "string_too_short"),
        ({"sources": {}}, ("sources",), "too_short"),
        ({"duration": {"start": "2023-13-45"}}, ("duration", "start"), "partial_date"),
        ({"duration": {"end": "soon"}}, ("duration", "end"), "partial_date"),
        ({"duration": {"start": "ongoing"}}, ("duration", "start"), "partial_date"),
        ({"duration": {"start": ["2021"]}}, ("duration", "start"), "scalar_expected"),
        ({"duration": {"status": "runing"}}, ("duration", "status"), "enum"),
        ({"duration": {"evidence": "report:result"}}, ("duration", "evidence"), "citation"),
        ({"location": {"country": "XY", "partner": "P"}}, ("location", "country"), "unknown_code"),
        ({"links": [{"label": "L", "url": "www.example.org"}]}, ("links", 0, "url"), "string_pattern_mismatch"),
        ({"results": {"metrics": [metric(value="many")]}}, ("results", "metrics", 0, "value"), "quantity"),
        (_money(amount="40", currency="EURO"), ("resources", "budget", 0, "currency"), "unknown_code"),
        (_money(amount="40"), ("resources", "budget", 0), "amount_currency"),
        (_money(currency="EUR"), ("resources", "budget", 0), "amount_currency"),
        ({"results": {"metrics": [metric(qualifier="not_measured")]}}, ("results", "metrics", 0), "metric_value"),
        (
            {"results": {"metrics": [{"what": "W", "level": "output", **CITED}]}},
            ("results", "metrics", 0),
            "metric_value",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(blocks: Record, at: tuple[str | int, ...], kind: str) -> None:
    assert _error(**blocks) == (at, kind)


@pytest.mark.parametrize(
    ("text", "share"), [("0", "0"), ("12.5", "12.5"), ("12.5 %", "12.5"), ("100%", "100"), ("100", "100")]
)
def test_a_share_is_a_percentage(text: str, share: str) -> None:
    resources = practice(resources={"funding": [{"source": "S", "kind": "grant", "share": text}]}).resources
    assert resources is not None
    assert resources.funding is not None
    assert resources.funding[0].share == Decimal(share)


@pytest.mark.parametrize("code", ["XTS", "XXX", "XAU", "USN", "ABC"])
def test_what_no_one_is_paid_in_is_not_a_currency(code: str) -> None:
    assert _error(**_money(amount="40", currency=code)) == (("resources", "budget", 0, "currency"), "unknown_code")


@pytest.mark.parametrize("text", ["100.1", "-1", "half", "1/2"])
def test_a_share_beyond_the_whole_is_refused(text: str) -> None:
    funding = {"source": "S", "kind": "grant", "share": text}
    assert _error(resources={"funding": [funding]}) == (("resources", "funding", 0, "share"), "share")


def test_norway_is_a_country() -> None:
    assert practice(location={"country": "NO", "partner": "Innlandet"}).location.country == "NO"


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        practice().title = "Another"  # type: ignore[misc]  # frozen, which is tested


@given(practices)
def test_a_record_in_plain_values_makes_the_same_record_again(drawn: Practice) -> None:
    assert Practice.model_validate(plain(drawn)) == drawn


def test_one_person_is_no_persons() -> None:
    """A unit of the vocabulary goes with its number; a unit in the source's own words stays as it is."""
    manager = Staff.model_validate({"who": "Manager", "count": "1", "unit": "persons", "evidence": "report:resources"})
    assert fact(manager) == "Manager: 1 person"
    team = Staff.model_validate({"who": "Team", "count": "2", "unit": "persons", "evidence": "report:resources"})
    assert fact(team) == "Team: 2 persons"


def test_the_currency_of_a_result_is_that_of_its_cost() -> None:
    trained = {"what": "Trained", "value": "337", "unit": "persons", "level": "output", "cost": "33000", **CITED}
    assert fact(Metric.model_validate(trained | {"currency": "EUR"})) == "Trained: 337 persons, for 33,000 EUR (output)"
    assert fact(Metric.model_validate(trained)) == "Trained: 337 persons, for 33,000 (output)"
