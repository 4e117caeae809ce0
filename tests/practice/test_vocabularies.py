"""Vocabularies: a value has a meaning and other words; no word means two values of one vocabulary."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from secon_cli.practice.vocabularies import Term

_LISTED = tomllib.loads(files("secon_cli.practice").joinpath("synonyms.toml").read_text("utf-8"))


def test_synonyms_belong_to_vocabularies_that_exist() -> None:
    assert set(_LISTED) <= {vocabulary.__name__ for vocabulary in Term.__subclasses__()}


@pytest.mark.parametrize("vocabulary", Term.__subclasses__(), ids=lambda vocabulary: vocabulary.__name__)
def test_every_value_has_other_words_that_mean_no_other_value(vocabulary: type[Term]) -> None:
    listed = _LISTED[vocabulary.__name__]
    assert set(listed) <= {str(term) for term in vocabulary}
    # A half step of a grade needs no other words.
    assert {str(term) for term in vocabulary if not term.synonyms} <= {"other", "A-B", "B-C", "C-D", "D-E"}
    words = Counter(word for term in vocabulary for word in {term.value.replace("_", " "), *term.synonyms})
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    "vocabulary",
    ["BasisKind", "InstrumentKind", "SafeguardKind", "DocumentationKind", "BeneficiaryGroup", "Topic", "FundingKind"],
)
def test_what_fits_no_value_has_one(vocabulary: str) -> None:
    (kind,) = (each for each in Term.__subclasses__() if each.__name__ == vocabulary)
    assert "other" in set(kind)
