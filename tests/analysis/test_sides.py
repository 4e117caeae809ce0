"""Which practices a side is made of, and which names cannot be put side by side."""

import pytest

from secon_cli.analysis.names import NameProblem
from secon_cli.analysis.sides import EmptySide, Side, SideKind, SideProblem, regions, two_sides
from secon_cli.engine import Assessment, assess
from tests.samples import criterion, indicator, practice, rubric

_BY = rubric(
    criteria={
        "time": criterion(
            1,
            years=indicator(1, {"kind": "years", "curve": [["0", "0"], ["10", "1"]], "gate": {"at_least": "2"}}),
        )
    }
)


def _practice(id: str, country: str, partner: str, start: str = "2015-01-01") -> Assessment:
    location = {"country": country, "partner": partner, "evidence": "report:location"}
    duration = {"start": start, "end": "ongoing", "evidence": "report:duration"}
    return assess(practice(id=id, location=location, duration=duration), _BY)


@pytest.fixture
def everyone() -> list[Assessment]:
    """Two regions of Latvia, two of Germany, one of Bulgaria none of whose practices passes the gate."""
    return [
        _practice("lv-one", "LV", "Riga Planning Region"),
        _practice("lv-two", "LV", "Riga Planning Region", "2023-06-01"),
        _practice("lv-three", "LV", "Kurzeme"),
        _practice("de-one", "DE", "Rhein-Neckar"),
        _practice("de-two", "DE", "Rhein-Main"),
        _practice("bg-one", "BG", "Haskovo", "2023-06-01"),
    ]


def _ids(side: Side) -> set[str]:
    return set(side.ids)


@pytest.mark.parametrize(
    ("name", "kind", "ids"),
    [
        ("riga", SideKind.REGION, {"lv-one", "lv-two"}),
        ("Riga Planning Region", SideKind.REGION, {"lv-one", "lv-two"}),
        ("lv", SideKind.COUNTRY, {"lv-one", "lv-two", "lv-three"}),
        ("Latvia", SideKind.COUNTRY, {"lv-one", "lv-two", "lv-three"}),
        ("lv-three", SideKind.PRACTICE, {"lv-three"}),
        ("rest", SideKind.REST, {"lv-one", "lv-two", "lv-three", "de-one", "de-two"}),
        ("ALL", SideKind.ALL, {"lv-one", "lv-two", "lv-three", "de-one", "de-two", "bg-one"}),
    ],
)
def test_a_side_by_name(everyone: list[Assessment], name: str, kind: SideKind, ids: set[str]) -> None:
    for place, names in enumerate(((name, "haskovo"), ("haskovo", name))):
        side = two_sides(names, everyone)[place]
        assert (side.kind, _ids(side)) == (kind, ids)


def test_rest_is_everything_but_the_other_side(everyone: list[Assessment]) -> None:
    first, second = two_sides(("rest", "LV"), everyone)
    assert _ids(first) == {"de-one", "de-two", "bg-one"}
    assert _ids(second) == {"lv-one", "lv-two", "lv-three"}


@pytest.mark.parametrize(
    ("names", "problem", "message"),
    [
        (("riga", "Riga Planning Region"), SideProblem, "same 2 practices"),
        (("kurzeme", "lv-three"), SideProblem, "`Kurzeme` and `lv-three`: both sides are the same practice"),
        (("BG", "haskovo"), SideProblem, "same practice"),
        (("rest", "Rest"), SideProblem, "name the other side"),
        (("all", "all"), SideProblem, "same 6 practices"),
        (("all", "rest"), EmptySide, "no rest"),
        (("rhein", "riga"), NameProblem, "fits 2 names: Rhein-Neckar, Rhein-Main"),
        (("riga", "kurzemme"), NameProblem, "did you mean `Kurzeme`"),
        (("riga", ""), NameProblem, "is called ``"),
        (("riga", "atlantis"), NameProblem, "no practice, region or country is called `atlantis`; the regions are "),
    ],
)
def test_names_that_cannot_be_compared(
    everyone: list[Assessment], names: tuple[str, str], problem: type[LookupError], message: str
) -> None:
    with pytest.raises(problem, match=message):
        two_sides(names, everyone)


def test_who_fails_the_gate_is_known_and_can_be_left_out(everyone: list[Assessment]) -> None:
    riga, _ = two_sides(("riga", "kurzeme"), everyone)
    assert [one.practice.id for one in riga.failing] == ["lv-two"]
    eligible, _ = two_sides(("riga", "kurzeme"), everyone, eligible_only=True)
    assert (eligible.ids, eligible.failing) == (("lv-one",), ())
    assert [one.practice.id for one in eligible.left_out] == ["lv-two"]
    assert eligible.total > riga.total
    with pytest.raises(EmptySide, match="no practice of `Haskovo` passes the gate"):
        two_sides(("haskovo", "riga"), everyone, eligible_only=True)


def test_every_region_is_there_by_total(everyone: list[Assessment]) -> None:
    names = [side.name for side in regions(everyone)]
    assert names == ["Kurzeme", "Rhein-Main", "Rhein-Neckar", "Riga Planning Region", "Haskovo"]
    assert [side.name for side in regions(everyone, eligible_only=True)] == [
        "Kurzeme",
        "Rhein-Main",
        "Rhein-Neckar",
        "Riga Planning Region",
    ]
