"""What `secon new` asks: each question is an option too, with its check, its choices and its default."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from secon_cli.analysis.beginning import Suggestions, as_known, id_for
from secon_cli.analysis.names import folded
from secon_cli.checks.suggestions import did_you_mean
from secon_cli.practice import types as t
from secon_cli.practice.vocabularies import COUNTRIES, DurationStatus, OrganisationType, Term

Given = Mapping[str, Any]
Check = Callable[[str, Given, Suggestions], str]
"""Gives an answer as it is written in the file; ValueError says what should be answered instead."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its option, its words, whether an answer is needed, and how answers are checked."""

    option: str
    words: str
    check: Check
    needed: bool = False
    choices: Callable[[Given, Suggestions], dict[str, str]] = lambda given, known: {}
    """What can be chosen from, each with what it means; another answer may be right as well."""
    default: Callable[[Given, Suggestions], str | None] = lambda given, known: None


def _typed(hint: Any) -> Check:
    adapter = TypeAdapter(hint)

    def check(text: str, given: Given, known: Suggestions) -> str:
        try:
            adapter.validate_python(text)
        except ValidationError:
            form = t.written(hint)
            assert form is not None
            raise ValueError(f"write {form.words}, and not `{text}`") from None
        return text

    return check


def _term(vocabulary: type[Term]) -> Check:
    def check(text: str, given: Given, known: Suggestions) -> str:
        word = folded(text).replace(" ", "_")
        if word not in list(vocabulary):
            hint = did_you_mean(text, vocabulary) or f"; choose from {', '.join(vocabulary)}"
            raise ValueError(f"`{text}` is none of the words to choose from{hint}")
        return word

    return check


def _country(text: str, given: Given, known: Suggestions) -> str:
    """A country by code or English name."""
    wanted = folded(text)
    code = next((code for code, name in COUNTRIES.items() if wanted in (code.lower(), folded(name))), None)
    if code is None:
        raise ValueError(f"`{text}` is no country, by code or English name{did_you_mean(text, COUNTRIES.values())}")
    return code


def _region(text: str, given: Given, known: Suggestions) -> str:
    return as_known(_text(text, given, known), known.regions())


def _organisation(text: str, given: Given, known: Suggestions) -> str:
    return as_known(_text(text, given, known), list(known.organisations(given.get("region"))))


def _one_region(given: Given, known: Suggestions) -> str | None:
    regions = known.regions(given.get("country"))
    return regions[0] if len(regions) == 1 else None


def _terms(vocabulary: type[Term]) -> Callable[[Given, Suggestions], dict[str, str]]:
    return lambda given, known: {term.value: term.meaning for term in vocabulary}


_text = _typed(t.Text)

QUESTIONS: Final[tuple[Question, ...]] = (
    Question("title", "Title of the practice", _typed(t.Title), needed=True),
    Question(
        "country",
        "Country, by code or name",
        _country,
        needed=True,
        choices=lambda given, known: {code: COUNTRIES[code] for code in known.countries},
        default=lambda given, known: known.countries[0] if len(known.countries) == 1 else None,
    ),
    Question(
        "region",
        "Partner region that puts it forward",
        _region,
        needed=True,
        choices=lambda given, known: dict.fromkeys(known.regions(given.get("country")), ""),
        default=_one_region,
    ),
    Question("place", "City, municipality or village where it works", _text),
    Question(
        "organisation",
        "Organisation in charge",
        _organisation,
        needed=True,
        choices=lambda given, known: dict.fromkeys(known.organisations(given.get("region")), ""),
    ),
    Question(
        "type",
        "What kind of body it is",
        _term(OrganisationType),
        needed=True,
        choices=_terms(OrganisationType),
        default=lambda given, known: known.organisations(given.get("region")).get(given.get("organisation", "")),
    ),
    Question("start", "Since when it works: 2021, 2021-09 or 2021-09-01", _typed(t.Date)),
    Question("end", "Until when: a date, or ongoing", _typed(t.End)),
    Question("status", "Whether it works at present", _term(DurationStatus), choices=_terms(DurationStatus)),
    Question("summary", "The practice in a sentence or two", _text, needed=True),
    Question("source", "Title of the document that describes it", _text, needed=True),
    Question("publisher", "Who published the document", _text),
    Question("date", "When it was published: 2024, 2024-01 or 2024-01-31", _typed(t.Date)),
    Question("url", "Where it can be read: https://…", _typed(t.Url)),
    Question(
        "id",
        "Id, and name of the file",
        _typed(t.Slug),
        needed=True,
        default=lambda given, known: id_for(given["country"], given["title"], [one.id for one in known.practices]),
    ),
)
"""All questions, in the order in which they are asked."""

LENT = ("country", "region", "place", "organisation", "type", "source", "publisher", "date", "url")
"""What another practice answers, where organisation and location come from it."""
