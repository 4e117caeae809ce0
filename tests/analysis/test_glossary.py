"""The glossary: every field, value, rule and part of a rubric is found, and says what it means, why, and what to do."""

import re
from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from secon_cli.analysis.agreement import kendall_tau
from secon_cli.analysis.glossary import EntryKind, UnknownWord
from secon_cli.analysis.robustness import SAFE, TOSS
from secon_cli.checks.findings import ALL_RULES
from secon_cli.checks.registry import RULES
from secon_cli.cli import COMMANDS
from secon_cli.commands.explain import whole_glossary
from secon_cli.commands.inputs import load_rubric
from secon_cli.commands.values import RubricChoice
from secon_cli.practice.fields import walk
from secon_cli.practice.time_in_place import GateState
from secon_cli.practice.vocabularies import Term
from secon_cli.rubric.measures import Count, NoneOf, Ordinal, Present, Years

RUBRIC = load_rubric(RubricChoice(str(Path(__file__).parents[2] / "criteria.yaml"))).rubric
GLOSSARY = whole_glossary(RUBRIC)
TERMS = GLOSSARY.of(EntryKind.TERM)


def names(word: str) -> set[tuple[EntryKind, str]]:
    """What a word stands for: what goes by that name, and what has it as its last part."""
    found = GLOSSARY.look_up(word)
    return {(entry.kind, entry.name) for entry in (*found.entries, *found.also)}


def first(word: str) -> tuple[EntryKind, str]:
    entry = GLOSSARY.look_up(word).entries[0]
    return entry.kind, entry.name


def test_every_field_is_found_by_its_path_and_its_name() -> None:
    for path in (field.path for field in walk()):
        for word in (path, path.replace("[]", "[3]").upper().replace("<KEY>", "<key>"), path.rpartition(".")[2]):
            assert (EntryKind.FIELD, path) in names(word), word


def test_every_value_of_every_vocabulary_is_found_with_its_meaning() -> None:
    for vocabulary in Term.__subclasses__():
        found = {
            kind for kind, name in names(vocabulary.__name__) if name.replace("_", "") == vocabulary.__name__.lower()
        }
        assert EntryKind.VOCABULARY in found, vocabulary
        for term in vocabulary:
            for word in (str(term), term.value.replace("_", " ").upper()):
                match = GLOSSARY.look_up(word)
                meanings = {entry.meaning for entry in (*match.entries, *match.also) if entry.kind is EntryKind.VALUE}
                assert f"{term.meaning[:1].upper()}{term.meaning[1:]}." in meanings, word


def test_every_rule_is_explained_with_its_reason_and_its_examples() -> None:
    for name, rule in ALL_RULES.items():
        (entry,) = [entry for entry in GLOSSARY.look_up(name).entries if entry.kind is EntryKind.RULE]
        assert (entry.meaning, entry.why) == (rule.summary, rule.why), name
        assert rule.bad is None or entry.counterexample not in ("", entry.example), name


def test_the_rules_are_those_of_practices_and_those_of_rubrics() -> None:
    assert set(RULES) | {"unusable-rubric", "heavy-weight", "no-reason", "met-by-none"} <= set(ALL_RULES)


def test_every_part_of_the_rubric_is_found_by_its_name_and_its_title() -> None:
    for key, criterion in RUBRIC.criteria.items():
        for word in (key, criterion.title, criterion.heading):
            assert (EntryKind.CRITERION, key) in names(word)
    for key, name, indicator in RUBRIC.indicators():
        for word in (f"{key}.{name}", name, indicator.title):
            assert (EntryKind.INDICATOR, f"{key}.{name}") in names(word)
    for band in RUBRIC.bands:
        assert (EntryKind.BAND, band.name) in names(band.name)


@pytest.mark.parametrize("measure", [Present, Count, Ordinal, NoneOf, Years])
def test_every_kind_of_measure_and_each_of_its_parts_is_found(measure: type[BaseModel]) -> None:
    (kind,) = get_args(measure.model_fields["kind"].annotation)
    assert (EntryKind.MEASURE, kind) in names(kind)
    for part in measure.model_fields.keys() - {"kind", "of", "fields"}:
        assert names(part)


@pytest.mark.parametrize("state", [*GateState, "✓", "✗", "?"])
def test_the_states_of_the_gate_are_found(state: str) -> None:
    assert first(state) == (EntryKind.GATE, "gate")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("coverage", (EntryKind.TERM, "coverage")),
        ("KNOWN", (EntryKind.TERM, "coverage")),
        ("range", (EntryKind.TERM, "range")),
        ("≤", (EntryKind.TERM, "range")),
        ("gain", (EntryKind.TERM, "gain")),
        ("contribution", (EntryKind.TERM, "contribution")),
        ("#", (EntryKind.TERM, "rank")),
        ("duration.end", (EntryKind.FIELD, "duration.end")),
        ("Duration End", (EntryKind.FIELD, "duration.end")),
        ("relevance.policies[12].kind", (EntryKind.FIELD, "relevance.policies[].kind")),
        ("sources.report.pages", (EntryKind.FIELD, "sources.<key>.pages")),
        ("sources.pages", (EntryKind.FIELD, "sources.<key>.pages")),
        ("certified", (EntryKind.VALUE, "instrument_kind.certified_system")),
        ("instrument: audit", (EntryKind.VALUE, "instrument_kind.audit")),
        ("way to others", (EntryKind.INDICATOR, "transferability.stage")),
        ("Partner region", (EntryKind.TERM, "partner region")),
        ("Serves", (EntryKind.FIELD, "details.beneficiaries")),
        ("not-in-vocab", (EntryKind.RULE, "not-in-vocabulary")),
    ],
)
def test_a_word_as_it_is_written_and_an_unambiguous_part(word: str, found: tuple[EntryKind, str]) -> None:
    assert first(word) == found


def test_a_name_of_several_things_gives_all_of_them() -> None:
    assert names("relevance") == {(EntryKind.CRITERION, "relevance"), (EntryKind.FIELD, "relevance")}
    found = GLOSSARY.look_up("results")
    assert [entry.kind for entry in found.entries] == [EntryKind.FIELD]
    assert {entry.name for entry in found.also} == {"effectiveness.results", "row.results"}
    assert len(GLOSSARY.look_up("kind").entries) == sum(field.name == "kind" for field in walk())


def test_not_stated_is_first_a_state_of_every_single_value() -> None:
    match = GLOSSARY.look_up("not_stated")
    assert [(entry.kind, entry.name) for entry in match.entries] == [(EntryKind.TERM, "not_stated")]
    assert [entry.name for entry in match.also] == ["funding_kind.not_stated"]


def test_a_part_of_several_names_is_told_with_all_of_them() -> None:
    with pytest.raises(UnknownWord, match="`instrum` is part of 3 names") as told:
        GLOSSARY.look_up("instrum")
    assert {entry.kind for entry in told.value.entries} == {EntryKind.INDICATOR, EntryKind.FIELD, EntryKind.VOCABULARY}


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("cooperatve", "cooperative"),
        ("covrage", "coverage"),
        ("unknown-feild", "unknown-field"),
        ("qqqq", None),
        ("", None),
    ],
)
def test_a_word_that_is_none_gets_a_suggestion(word: str, near: str | None) -> None:
    with pytest.raises(UnknownWord) as told:
        GLOSSARY.look_up(word)
    assert f"did you mean `{near}`?" in str(told.value) or (near is None and "did you" not in str(told.value))
    assert told.value.entries == ()


@given(st.text(max_size=200))
def test_whatever_is_typed_is_found_or_told(word: str) -> None:
    with suppress(UnknownWord):
        assert GLOSSARY.look_up(word).entries


def test_an_entry_says_what_why_and_what_to_do() -> None:
    for entry in GLOSSARY.entries:
        for words in (entry.meaning, entry.why, entry.how):
            assert words[:1].isupper() or words[:1] in '`1"', entry
            assert words.endswith((".", "?")), entry
        assert entry.name in {other.name for other in GLOSSARY.look_up(entry.name).entries}, entry
        for other in entry.see:
            assert GLOSSARY.look_up(other).entries, (entry.name, other)
        said = (entry.meaning, entry.why, entry.how, *entry.aliases, *(part.words for part in entry.parts))
        assert not re.search(r"\{[a-z_]+\}", " ".join(said)), f"a placeholder is left in {entry.name}"


def test_no_two_entries_have_the_same_kind_and_name() -> None:
    keys = [(entry.kind, entry.name) for entry in GLOSSARY.entries]
    assert len(keys) == len(set(keys))


def test_a_term_has_an_example_and_commands_that_exist() -> None:
    for entry in TERMS:
        assert entry.example, entry.name
        said = " ".join((entry.meaning, entry.why, entry.how, entry.example))
        assert set(re.findall(r"secon ([a-z]+)", said)) <= COMMANDS.keys(), entry.name


@pytest.mark.parametrize(
    ("word", "figure"), [("coin toss", TOSS), ("group", SAFE), ("unsupported", RUBRIC.unsupported)]
)
def test_figures_come_from_constants_and_the_rubric(word: str, figure: float) -> None:
    assert f"{100 * figure:g} %" in GLOSSARY.look_up(word).entries[0].meaning


def test_the_tau_of_the_example_is_that_of_such_rankings() -> None:
    (entry,) = GLOSSARY.look_up("Kendall's tau").entries
    assert f"tau is (5 − 1) / 6 = {kendall_tau([1, 2, 3, 4], [1, 2, 4, 3]):.2f}." in entry.example


def test_the_bands_are_listed_with_the_word() -> None:
    assert [part.name for part in GLOSSARY.look_up("band").entries[0].parts] == [band.name for band in RUBRIC.bands]


@pytest.mark.parametrize(
    ("word", "value"), [("refugees", "beneficiary_group.migrants"), ("ngo", "organisation_type.non_profit")]
)
def test_a_synonym_finds_the_value_that_it_means(word: str, value: str) -> None:
    assert (EntryKind.VALUE, value) in set(names(word))
