"""What a new practice starts with: the answers of its writer, parts of another practice, names of the collection."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from secon_cli.analysis.names import folded
from secon_cli.practice.facts import plain
from secon_cli.practice.model import Claim, Practice

_LONGEST_ID = 40
_KEYS = ("report", "template", *(f"source{number}" for number in range(2, 100)))
"""Keys for the source of a new practice; it gets the first free one."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a new practice; None where there is no answer."""

    id: str
    title: str
    summary: str
    country: str | None = None
    region: str | None = None
    places: Sequence[str] = ()
    organisation: str | None = None
    type: str | None = None
    start: str | None = None
    end: str | None = None
    status: str | None = None
    source: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


def scaffold(answers: Answers, template: Practice | None = None) -> dict[str, Any]:
    """The fields of a new practice in plain values; organisations and location of `template` where none are given."""
    sources = _template_sources(template) if template else {}
    # A document with the title of one that is there already is the same one.
    known = [key for key, source in sources.items() if answers.source in (None, source["title"])]
    key = known[0] if known else next(key for key in _KEYS if key not in sources)
    if answers.source is not None and not known:
        sources[key] = _given(title=answers.source, publisher=answers.publisher, date=answers.date, url=answers.url)
    cited = {"evidence": key}
    location = _given(country=answers.country, partner=answers.region, places=list(answers.places) or None)
    organisations = [{**_given(name=answers.organisation, type=answers.type), "role": "lead", **cited}]
    if answers.organisation is None and template is not None:
        organisations = [_copied(organisation) for organisation in template.organisations]
    return {
        "format": "1",
        "id": answers.id,
        "title": answers.title,
        "sources": sources,
        # In the order of the answers, with what they leave open from the template.
        "location": {**location, **(_copied(template.location) if template else cited), **location},
        "organisations": organisations,
        "duration": {**_given(start=answers.start, end=answers.end, status=answers.status), **cited},
        "summary": answers.summary,
    }


def _copied(claim: Claim) -> dict[str, Any]:
    values = plain(claim)
    assert isinstance(values, dict)
    cited = [str(citation) for citation in claim.evidence]
    return {**values, **({"evidence": cited[0] if len(cited) == 1 else cited} if cited else {})}


def _template_sources(template: Practice) -> dict[str, dict[str, Any]]:
    """The sources that location and organisations cite; their pages describe that practice, so a note keeps them."""
    claims: list[Claim] = [template.location, *template.organisations]
    keys = {citation.source for claim in claims for citation in claim.evidence if citation.source}
    sources = {}
    for key, source in template.sources.items():
        if key in keys:
            values = plain(source)
            assert isinstance(values, dict)
            pages = values.pop("pages", None)
            taken = f"Organisations and location are taken from {template.id}{f', pages {pages}' if pages else ''}."
            sources[key] = {**values, "note": " ".join(filter(None, [source.note, taken]))}
    return sources


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def id_for(country: str, title: str, taken: Collection[str] = ()) -> str | None:
    """An id made of country and title that is not taken; None where the title has no letter that an id can have."""
    words = [word for word in folded(title).split() if re.fullmatch("[a-z0-9]+", word)]
    if not words:
        return None
    id = country.lower()
    for word in words:
        if len(id) + 1 + len(word) > _LONGEST_ID and "-" in id:
            break
        id = f"{id}-{word}"[:_LONGEST_ID]
    numbered = (f"{id}-{number}" for number in range(2, len(taken) + 3))
    return id if id not in taken else next(free for free in numbered if free not in taken)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a collection knows of countries, partner regions and organisations."""

    practices: Sequence[Practice]

    @property
    def countries(self) -> list[str]:
        """The countries of the collection."""
        return sorted({practice.location.country for practice in self.practices})

    def regions(self, country: str | None = None) -> list[str]:
        """The partner regions of the collection, or of one country."""
        found = {practice.location.area for practice in self.practices if country in (None, practice.location.country)}
        return sorted(found)

    def organisations(self, partner: str | None) -> dict[str, str]:
        """The organisations in a partner region, with the type of each."""
        return {
            organisation.name: organisation.type.value
            for practice in self.practices
            if practice.location.area == partner
            for organisation in practice.organisations
        }


def as_known(text: str, known: Collection[str]) -> str:
    """The known spelling of a name that differs only in case, accents and punctuation, else the name as it is."""
    return next((name for name in known if folded(name) == folded(text)), text)
