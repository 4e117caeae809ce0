"""Looking up names: exact before folded before part, and nothing taken silently for something else."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secon_cli.analysis.names import NameKind, NameProblem, look_up, short_name
from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import folded
from tests.samples import practice


def _practice(id: str, title: str, partner: str, country: str) -> Practice:
    return practice(id=id, title=title, location={"country": country, "partner": partner})


PRACTICES = (
    _practice("lv-cafe", "Repair café", "Latgale", "LV"),
    _practice("lv-latvia-wide", "Grants everywhere", "Vidzeme", "LV"),
    _practice("pt-azul", "Azul", "Oliveira de Azeméis", "PT"),
    _practice("pl-lodz", "Łódź razem", "Województwo łódzkie", "PL"),
    _practice("gr-patra", "Πάτρα μαζί", "Peloponnese", "GR"),
    _practice("de-strasse", "Offene Straße", "Rhein-Neckar", "DE"),
)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Oliveira de Azeméis", "oliveira-de-azemeis"),
        ("Województwo łódzkie", "WOJEWODZTWO LODZKIE"),
        ("Øresund", "oresund"),
        ("Straße", "STRASSE"),
        ("Đakovo", "dakovo"),
        ("Πάτρα", "ΠΑΤΡΑ"),
        ("İstanbul", "istanbul"),
        ("ﬁne", "fine"),
        ("  a_b.c/d  ", "A B C D"),
        ("Cafe\u0301", "café"),
    ],
)
def test_what_is_typed_for_a_name(written: str, same: str) -> None:
    assert folded(written) == folded(same) != ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("lv-cafe", NameKind.PRACTICE, "lv-cafe"),
        ("repair", NameKind.PRACTICE, "lv-cafe"),
        ("latgale", NameKind.REGION, "Latgale"),
        ("azemeis", NameKind.REGION, "Oliveira de Azeméis"),
        ("lv", NameKind.COUNTRY, "LV"),
        ("LATVIA", NameKind.COUNTRY, "LV"),
        ("portugal", NameKind.COUNTRY, "PT"),
        ("lodz razem", NameKind.PRACTICE, "pl-lodz"),
        ("lodzkie", NameKind.REGION, "Województwo łódzkie"),
        ("πατρα", NameKind.PRACTICE, "gr-patra"),
        ("strasse", NameKind.PRACTICE, "de-strasse"),
    ],
)
def test_a_name_refers_to_one_thing(name: str, kind: NameKind, found: str) -> None:
    named = look_up(name, PRACTICES)
    assert (named.kind, named.name) == (kind, found)


def test_a_country_refers_to_all_its_practices() -> None:
    assert look_up("Latvia", PRACTICES).ids == ("lv-cafe", "lv-latvia-wide")


def test_an_id_comes_before_a_region_and_a_region_before_a_country() -> None:
    namesakes = (
        _practice("latvia", "Any", "Portugal", "LV"),
        _practice("any", "Other", "Latvia", "PT"),
    )
    assert look_up("latvia", namesakes).kind is NameKind.PRACTICE
    assert look_up("latvia", namesakes, [NameKind.REGION, NameKind.COUNTRY]).ids == ("any",)
    assert look_up("Portugal", namesakes).kind is NameKind.REGION
    assert look_up("Portugal", namesakes, [NameKind.COUNTRY]).ids == ("any",)


def test_kinds_may_be_any_iterable() -> None:
    assert look_up("azul", PRACTICES, iter([NameKind.PRACTICE])).name == "pt-azul"


def test_spellings_of_a_region_that_differ_by_accents_are_told_apart() -> None:
    twice = (_practice("a", "One", "Azeméis", "PT"), _practice("b", "Two", "Azemeis", "PT"))
    assert look_up("Azemeis", twice, [NameKind.REGION]).ids == ("b",)
    with pytest.raises(NameProblem, match="Azeméis, Azemeis"):
        look_up("AZEMEIS", twice, [NameKind.REGION])


def test_an_id_is_not_hidden_by_another_title() -> None:
    crossed = (_practice("other", "people made", "A", "BE"), _practice("people-made", "Something", "B", "BE"))
    assert look_up("People Made", crossed, [NameKind.PRACTICE]).name == "people-made"


@pytest.mark.parametrize("name", ["", "...", "\u0301", "x" * 5000, "\ud800", "zzz"])
def test_a_name_of_nothing_is_a_problem_with_candidates(name: str) -> None:
    silent = (*PRACTICES, _practice("silent", "!!!", "?", "BE"))
    with pytest.raises(NameProblem, match="Latgale"):
        look_up(name, silent)


def test_a_near_miss_gets_one_suggestion() -> None:
    with pytest.raises(NameProblem, match="did you mean `Latgale`"):
        look_up("latgole", PRACTICES, [NameKind.REGION])


@given(st.text(max_size=12))
def test_any_name_is_found_or_a_problem(name: str) -> None:
    with suppress(NameProblem):
        assert look_up(name, PRACTICES).ids


@given(st.permutations(PRACTICES), st.sampled_from(["latvia", "lv-cafe", "razem", "peloponnese"]))
def test_the_order_of_practices_changes_nothing(shuffled: list[Practice], name: str) -> None:
    found, expected = look_up(name, shuffled), look_up(name, PRACTICES)
    assert (found.kind, found.name, set(found.ids)) == (expected.kind, expected.name, set(expected.ids))


_RANKS = {"lv-cafe": 1, "pt-azul": 2, "pl-lodz": 2, "gr-patra": 4}


def test_a_number_is_a_rank() -> None:
    assert look_up(" 1 ", PRACTICES, ranks=_RANKS).ids == ("lv-cafe",)
    with pytest.raises(NameProblem, match="rank 2 is shared by pt-azul, pl-lodz"):
        look_up("2", PRACTICES, ranks=_RANKS)
    with pytest.raises(NameProblem, match="from 1 to 4"):
        look_up("3", PRACTICES, ranks=_RANKS)
    with pytest.raises(NameProblem):
        look_up("9" * 5000, PRACTICES, ranks=_RANKS)


@pytest.mark.parametrize(
    ("partner", "short"),
    [
        ("Riga Planning Region", "Riga"),
        ("Municipality of Oliveira de Azeméis", "Oliveira de Azeméis"),
        ("Flemish Brabant", "Flemish Brabant"),
        ("Regional Council", "Regional Council"),
    ],
)
def test_the_short_name_of_a_region(partner: str, short: str) -> None:
    assert short_name(partner) == short
    near = _practice("pt-riga-oliveira-flemish-council", "Regional", partner, "PT")
    assert look_up(short, [near]).name == partner


def test_an_id_comes_before_a_rank() -> None:
    assert look_up("1", [*PRACTICES, _practice("1", "One", "A", "BE")], ranks=_RANKS).ids == ("1",)


def test_a_message_lists_no_more_names_than_can_be_read() -> None:
    many = [_practice(f"be-{number}", f"Title {number}", "A", "BE") for number in range(1000)]
    with pytest.raises(NameProblem) as problem:
        look_up("zzzz", many)
    assert len(str(problem.value)) < 1000
