"""Looking up what a user calls a practice, a partner region or a country."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from secon_cli.practice.model import Practice
from secon_cli.practice.vocabularies import COUNTRIES


class Kind(StrEnum):
    """What a name can stand for, in the order in which it is tried."""

    PRACTICE = "practice"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has a name, and the ids of the practices that it stands for."""

    kind: Kind
    name: str
    ids: tuple[str, ...]


class NameProblem(LookupError):
    """A name that stands for nothing or for several things; `candidates` are what may have been meant."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


_STROKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters that Unicode does not take apart, by what is typed for them where the keyboard has no such key."""


def folded(text: str) -> str:
    """Text without case, accents and punctuation: `Oliveira de Azeméis` and `oliveira-de-azemeis` are the same."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_STROKED)
    letters = "".join(char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.split())


def look_up(name: str, practices: Collection[Practice], kinds: Iterable[Kind] = Kind) -> Named:
    """What `name` stands for: exact id, region, country (code or English name), then an unambiguous part of these.

    Raises NameProblem where it stands for nothing, with what resembles it, or for several things, with all of them.
    """
    kinds = tuple(kinds)
    known = _known(practices, kinds)
    wanted = folded(name)
    for hits in _attempts(name, wanted, known, kinds):
        if len(hits) == 1:
            return hits[0]
        if hits:
            candidates = tuple(hit.name for hit in hits)
            raise NameProblem(f"`{name}` fits {len(hits)} names: {', '.join(candidates)}", candidates)
    raise _unknown(name, wanted, known, kinds)


def _attempts(
    name: str, wanted: str, known: list[tuple[Named, set[str]]], kinds: tuple[Kind, ...]
) -> Iterator[list[Named]]:
    """What fits a name, the strictest reading first: as written, in any spelling, in part."""
    for kind in kinds:
        yield [named for named, _ in known if named.kind is kind and named.name == name]
        if wanted:
            yield [named for named, _ in known if named.kind is kind and folded(named.name) == wanted]
            yield [named for named, spellings in known if named.kind is kind and wanted in spellings]
    yield [named for named, spellings in known if wanted and any(wanted in spelling for spelling in spellings)]


def _known(practices: Collection[Practice], kinds: tuple[Kind, ...]) -> list[tuple[Named, set[str]]]:
    """Everything with a name, each with the spellings that it goes by."""
    groups: dict[tuple[Kind, str], list[str]] = {}
    for practice in practices:
        for key in (
            (Kind.PRACTICE, practice.id),
            (Kind.REGION, practice.location.partner),
            (Kind.COUNTRY, practice.location.country),
        ):
            if key[0] in kinds:
                groups.setdefault(key, []).append(practice.id)
    titles = {practice.id: practice.title for practice in practices}
    return [
        (Named(kind, name, tuple(ids)), {folded(name), folded(_other_name(kind, name, titles))})
        for (kind, name), ids in groups.items()
    ]


def _other_name(kind: Kind, name: str, titles: dict[str, str]) -> str:
    match kind:
        case Kind.PRACTICE:
            return titles[name]
        case Kind.COUNTRY:
            return COUNTRIES[name]
        case Kind.REGION:
            return name


def _unknown(name: str, wanted: str, known: list[tuple[Named, set[str]]], kinds: Iterable[Kind]) -> NameProblem:
    spelled = {spelling: named.name for named, spellings in known for spelling in spellings}
    words = {word: spelled[spelling] for spelling in spelled for word in spelling.split() if len(word) > 3}
    near = [(spelled | words)[match] for match in get_close_matches(wanted, spelled | words, n=1, cutoff=0.7)]
    what = " or ".join(kinds)
    if near:
        return NameProblem(f"no {what} is called `{name}`; did you mean `{near[0]}`?", tuple(near))
    names = tuple(named.name for named, _ in known)
    return NameProblem(f"no {what} is called `{name}`; there are {', '.join(names)}", names)
