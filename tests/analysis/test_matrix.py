"""All regions against all criteria, and what the coded fields have in common."""

from typing import Any

from secon_cli.analysis.results import Provenance
from secon_cli.analysis.sides import CODED, Commonality, RegionScores, RegionTable, TermUse, all_regions
from secon_cli.engine import Assessment, Range, assess
from secon_cli.practice.fields import field_at
from secon_cli.practice.vocabularies import Topic
from tests.samples import CITED, criterion, indicator, metric, practice, rubric

_BY = rubric(
    criteria={
        "effect": criterion(3, results=indicator(1, {"kind": "count", "of": "results.metrics", "full_at": "4"})),
        "link": criterion(1, link=indicator(1, {"kind": "present", "fields": ["links"]})),
    }
)


def _practice(id: str, partner: str, metrics: int, topics: list[str] | None) -> Assessment:
    blocks: dict[str, Any] = {"details": {"topics": topics, **CITED}} if topics is not None else {}
    location = {"country": "LV", "partner": partner, "evidence": "report:location"}
    results = {"metrics": [metric()] * metrics, **CITED}
    return assess(practice(id=id, location=location, results=results, **blocks), _BY)


def _matrix() -> RegionTable:
    everyone = [
        _practice("a1", "A", 4, ["care", "youth"]),
        _practice("a2", "A", 2, ["care"]),
        _practice("b1", "B", 0, ["care", "tourism", "tourism"]),
        _practice("c1", "C", 3, []),
        _practice("d1", "D", 0, None),
    ]
    return all_regions(everyone, Provenance("0", _BY, ()))


def test_regions_by_total_with_the_best_and_the_weakest_of_each_column() -> None:
    found = _matrix()
    assert [side.name for side in found.regions] == ["A", "C", "B", "D"]
    effect, link = found.criteria
    assert effect.scores == (75, 75, 0, 0)
    assert (effect.best, effect.weakest) == (frozenset({0, 1}), frozenset({2, 3}))
    assert (effect.spread, effect.weighted) == (75, 56.25)
    assert (link.best, link.weakest, link.spread) == (frozenset(), frozenset(), 0)
    assert found.total.scores == (56.25, 56.25, 0, 0)
    assert [column.id for column in found.by_spread] == ["effect", "link"]


def test_a_score_that_an_unknown_fact_could_lift_is_not_surely_the_weakest() -> None:
    certain, lifted = _scores((60, 60), (20, 20), (5, 5)), _scores((60, 60), (20, 20), (5, 100))
    assert (certain.weakest, certain.weakest_certain) == (frozenset({2}), True)
    assert (lifted.weakest, lifted.weakest_certain) == (frozenset({2}), False)


def _scores(*ranges: tuple[float, float]) -> RegionScores:
    return RegionScores("x", 1.0, tuple(Range(*ends) for ends in ranges))


def test_a_shared_place_is_certain_if_nothing_is_unknown_of_those_that_share_it() -> None:
    level = _scores((50, 50), (50, 50), (10, 20), (10, 10))
    assert (level.best, level.best_certain) == (frozenset({0, 1}), True)
    # The third could be alone above the fourth.
    assert (level.weakest, level.weakest_certain) == (frozenset({2, 3}), False)
    assert not _scores((50, 60), (50, 55), (10, 10)).best_certain, "unknown facts could part the two"
    assert not _scores((50, 50), (50, 50), (10, 50)).best_certain, "a third could join them"
    assert not _scores((50, 50), (50, 50)).best_certain, "all are level, so none is best"
    assert _scores((50, 60), (50, 55), (10, 20)).spread_range == (30, 50)


def test_without_a_partner_practices_are_grouped_by_region_or_by_country() -> None:
    places = [{"partner": "A", "region": "R"}, {"region": "R"}, {"region": "R"}, {}, {"region": "not_stated"}]
    everyone = [
        assess(practice(id=f"p{number}", location={"country": "LV", "evidence": "report", **place}), _BY)
        for number, place in enumerate(places)
    ]
    found = all_regions(everyone, Provenance("0", _BY, ()))
    assert {side.name: side.ids for side in found.regions} == {
        "A": ("p0",),
        "R": ("p1", "p2"),
        "Latvia": ("p3", "p4"),
    }


def _topics() -> Commonality:
    return next(field for field in _matrix().common if field.field == "details.topics[]")


def test_values_are_counted_by_region_and_by_practice() -> None:
    topics = _topics()
    # D does not state its topics; C states that there is none.
    assert (topics.regions, topics.practices) == (3, 4)
    assert [(use.term, use.regions, use.practices) for use in topics.uses] == [
        ("care", ("A", "B"), 3),
        ("tourism", ("B",), 1),
        ("youth", ("A",), 1),
    ]


def test_shared_is_what_more_than_half_of_the_regions_have_and_rare_what_one_has() -> None:
    topics = _topics()
    assert [use.term for use in topics.shared] == ["care"]
    assert [use.term for use in topics.most_common] == ["care"]
    assert [use.term for use in topics.rare] == ["tourism", "youth"]


def test_the_absence_of_a_value_is_nothing_that_regions_share() -> None:
    uses = (TermUse("other", ("A", "B"), 2), TermUse("not_recorded", ("A",), 1), TermUse("care", ("B",), 1))
    field = Commonality("details.challenges[].kind", "Kinds of challenge", 2, 2, uses)
    assert (field.shared, field.most_common) == ((), ())
    assert [use.term for use in field.rare] == ["care"]


def test_one_region_shares_nothing_and_has_nothing_rare() -> None:
    found = all_regions([_practice("a1", "A", 4, ["care"])], Provenance("0", _BY, ()))
    assert [(field.shared, field.rare) for field in found.common] == [((), ())] * len(CODED)
    assert (found.total.best, found.total.weakest) == (frozenset(), frozenset())


def test_every_coded_field_has_a_vocabulary() -> None:
    vocabularies = {path: field_at(path.removesuffix("[]")).vocabulary for path in CODED}
    assert all(vocabularies.values())
    assert vocabularies["details.topics[]"] is Topic


def _ends(table: RegionTable) -> tuple[bool, bool]:
    return table.total.best_certain, table.total.weakest_certain


def test_first_and_last_are_certain_where_no_range_reaches_them() -> None:
    assert _ends(_matrix()) == (False, False), "two share the first place, and two the last, and links are unknown"
    apart = all_regions([_practice("a1", "A", 4, []), _practice("b1", "B", 0, [])], Provenance("0", _BY, ()))
    # 75 to 100 (links not assessed) and 0 to 25.
    assert _ends(apart) == (True, True)
    near = all_regions([_practice("a1", "A", 2, []), _practice("b1", "B", 1, [])], Provenance("0", _BY, ()))
    # 37.5 to 62.5 and 18.75 to 43.75.
    assert _ends(near) == (False, False)
