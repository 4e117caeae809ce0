"""Fields by path: every field is found again, and a path that leads nowhere says where it went wrong."""

import pytest

from secon_cli.practice.fields import UnknownFieldError, field_at, walk
from secon_cli.practice.model import Metric
from secon_cli.practice.vocabularies import ResultLevel, Term

ALL = [field for field in walk() if not field.path.startswith("sources.")]


def test_every_field_is_found_by_its_path_and_says_what_it_is_for() -> None:
    assert [field_at(field.path) for field in ALL] == ALL
    assert [field.path for field in ALL if not field.description.endswith(".")] == []


def test_a_field_knows_what_it_holds() -> None:
    metrics, level, value = (field_at(f"results.metrics{rest}") for rest in ("", "[].level", "[].value"))
    assert (metrics.many, metrics.block, metrics.vocabulary, metrics.required) == (True, Metric, None, False)
    assert (level.many, level.block, level.vocabulary, level.required) == (False, None, ResultLevel, True)
    assert (value.block, value.vocabulary, value.required) == (None, None, False)


def test_a_list_of_terms_has_a_vocabulary() -> None:
    topics = field_at("details.topics")
    assert topics.many
    assert topics.vocabulary is not None


def test_every_value_of_a_vocabulary_has_a_meaning_of_its_own() -> None:
    for vocabulary in Term.__subclasses__():
        meanings = [term.meaning for term in vocabulary]
        assert all(meanings), vocabulary
        assert len(set(meanings)) == len(meanings), vocabulary


@pytest.mark.parametrize(
    ("path", "name", "at"),
    [
        ("resultz", "resultz", ""),
        ("results.metricks", "metricks", "results"),
        ("results.metrics[].levle", "levle", "results.metrics[]"),
        ("results.metrics.level", "metrics", "results.metrics"),
        ("duration[].start", "duration[]", "duration[]"),
        ("title.text", "text", "title"),
        ("", "", ""),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_went_wrong(path: str, name: str, at: str) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        field_at(path)
    assert (caught.value.name, caught.value.at) == (name, at)


def test_what_could_have_been_meant_comes_along() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        field_at("results.metrics.level")
    assert caught.value.choices == ("metrics[]",)
