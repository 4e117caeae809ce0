"""Did you mean: by meaning and synonym first, by spelling only where no meaning is known."""

import pytest

from secon_cli.practice.suggestions import closest, did_you_mean, listed
from secon_cli.practice.vocabularies import (
    BeneficiaryGroup,
    DurationStatus,
    InstrumentKind,
    OrganisationType,
    ResultLevel,
    SafeguardKind,
    StaffUnit,
    Term,
    Topic,
)


@pytest.mark.parametrize(
    ("word", "vocabulary", "meant"),
    [
        ("unemployed", BeneficiaryGroup, "hard_to_employ"),
        ("farmers", BeneficiaryGroup, "small_producers"),
        ("famers", BeneficiaryGroup, "small_producers"),
        ("famlies", BeneficiaryGroup, "families"),
        ("refugees", BeneficiaryGroup, "migrants"),
        ("Refugees", Topic, "migration"),
        ("blind people", BeneficiaryGroup, "disabled_people"),
        ("drug addicts", BeneficiaryGroup, "excluded_people"),
        ("NGO", OrganisationType, "non_profit"),
        ("municipality", OrganisationType, "local_authority"),
        ("bank", OrganisationType, "financial_institution"),
        ("ongoing", DurationStatus, "running"),
        ("outputs", ResultLevel, "output"),
        ("ISO 9001", InstrumentKind, "certified_system"),
        ("zzz", BeneficiaryGroup, None),
        ("migrant women", BeneficiaryGroup, None),
        ("drug users", BeneficiaryGroup, "excluded_people"),
        ("wheelchair users", BeneficiaryGroup, "disabled_people"),
        ("public sector", BeneficiaryGroup, "public_bodies"),
        ("welfare recipients", BeneficiaryGroup, "excluded_people"),
        ("no one turned away", SafeguardKind, "no_one_refused"),
        ("trade union", SafeguardKind, "decent_work"),
        ("affordable prices", SafeguardKind, "open_access"),
        ("users' council", SafeguardKind, "participation"),
        ("part-time", StaffUnit, "persons"),
        ("full-time", StaffUnit, "fte"),
        ("not_stated", OrganisationType, "other"),
        ("unknown", OrganisationType, "other"),
    ],
)
def test_a_word_is_understood_before_it_is_spelt(word: str, vocabulary: type[Term], meant: str | None) -> None:
    assert closest(word, vocabulary) == meant


def test_a_value_that_is_spelt_otherwise_is_suggested_with_its_meaning() -> None:
    assert did_you_mean("ngo", OrganisationType).startswith("; did you mean `non_profit` (another private body")
    assert did_you_mean("ouput", ResultLevel) == "; did you mean `output`?"


def test_other_words_go_by_spelling() -> None:
    assert closest("raport", ["report", "study"]) == "report"


@pytest.mark.parametrize(("word", "meant"), [("nope", None), ("pen", "open"), ("opne", "open"), ("opens", "open")])
def test_a_short_word_that_begins_otherwise_has_to_be_one_typo_away(word: str, meant: str | None) -> None:
    assert closest(word, ["open", "closed"]) == meant


def test_what_is_known_is_listed_where_no_word_is_near() -> None:
    assert did_you_mean("raport", ["report", "study"], "expected one of") == "; did you mean `report`?"
    assert did_you_mean("zzz", ["report", "study"], "expected one of") == "; expected one of report, study"
    assert did_you_mean("zzz", ["report", "study"]) == ""


def test_a_long_list_always_names_what_is_left_for_other_words() -> None:
    words = listed(OrganisationType)
    assert len(OrganisationType) > words.count("`") // 2
    assert "`other`" in words
