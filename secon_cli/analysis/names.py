"""Looking up what a user calls a practice, a partner region or a country: by id, rank, name, code, or part of one."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from secon_cli.practice.model import Practice
from secon_cli.practice.suggestions import closest, folded
from secon_cli.practice.vocabularies import COUNTRIES


class NameKind(StrEnum):
    """What a name can refer to, in the order in which it is tried."""

    PRACTICE = "practice"
    REGION = "region"
    COUNTRY = "country"

    @property
    def plural(self) -> str:
        """The word for several."""
        return "countries" if self is NameKind.COUNTRY else f"{self}s"


class Named(NamedTuple):
    """Something that has a name, and the ids of the practices that it refers to."""

    kind: NameKind
    name: str
    ids: tuple[str, ...]


class NameProblem(LookupError):
    """A name that refers to nothing or to several things; the message says what may have been meant."""


_RANK = re.compile("[0-9]{1,9}")
_MOST_NAMES = 40
"""Names that a message lists: those of a project of nine regions, and no page of them."""
_MOST_KNOWN = 9
"""Names that are listed for one that resembles none of them: the regions of such a project."""
_MOST_COMPARED = 20_000
"""Names of which a similar one is looked for."""
_ADMINISTRATIVE = {
    *("city", "council", "county", "de", "district", "junta", "municipality", "of", "planning", "province"),
    *("region", "regional", "verband"),
}
"""Words that say what kind of body a partner is: left out at both ends where a name has to be short."""


def short_name(partner: str) -> str:
    """The name of a partner region without the kind of body: `Riga` for `Riga Planning Region`."""
    words = partner.split()
    while words and words[0].casefold() in _ADMINISTRATIVE:
        words = words[1:]
    while words and words[-1].casefold() in _ADMINISTRATIVE:
        words = words[:-1]
    return " ".join(words) or partner


def look_up(
    name: str,
    practices: Collection[Practice],
    kinds: Iterable[NameKind] = NameKind,
    *,
    ranks: Mapping[str, int] | None = None,
) -> Named:
    """What `name` refers to: exact id, rank, region, country (code or English name), then an unambiguous part of these.

    `ranks` are the ranks of practices by id. Raises NameProblem where the name refers to nothing, with what resembles
    it, or to several things, with all of them.
    """
    kinds = tuple(kinds)
    known = _with_spellings(practices, kinds)
    wanted = folded(name)
    if ranks and _RANK.fullmatch(name.strip()) and not any(practice.id == name for practice in practices):
        at_rank = tuple(id for id, rank in ranks.items() if rank == int(name))
        if len(at_rank) == 1:
            return Named(NameKind.PRACTICE, at_rank[0], at_rank)
        if at_rank:
            raise NameProblem(f"rank {int(name)} is shared by {_some(at_rank)}")
        last = max(ranks.values())
        raise NameProblem(f"no practice has rank {int(name)}; ranks go from 1 to {last}")
    for matches in _attempts(name, wanted, known, kinds):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise NameProblem(f"`{name}` fits {len(matches)} names: {_some([match.name for match in matches])}")
    spelled = {spelling: named.name for named, spellings in known for spelling in spellings}
    words = {word: spelled[spelling] for spelling in spelled for word in spelling.split() if len(word) > 3}
    near = closest(wanted, spelled | words, 0.7, _MOST_COMPARED)
    what = f"{', '.join(kinds[:-1])} or {kinds[-1]}" if len(kinds) > 1 else kinds[0]
    if near:
        raise NameProblem(f"no {what} is called `{name}`; did you mean `{(spelled | words)[near]}`?")
    # A place where a practice is asked for: those in it.
    places = _with_spellings(practices, tuple({NameKind.REGION, NameKind.COUNTRY}.difference(kinds)))
    for place, spellings in places:
        if wanted in spellings:
            known_as = f"the {place.kind} {place.name} has {_some(place.ids, _MOST_KNOWN)}"
            raise NameProblem(f"no {what} is called `{name}`; {known_as}")
    # Files are tried before names.
    no_file = ", and there is no such file" if name.endswith((".yaml", ".yml")) else ""
    listed = NameKind.REGION if NameKind.REGION in kinds else kinds[0]
    shown = _some([named.name for named, _ in known if named.kind is listed], _MOST_KNOWN)
    which = f"the {listed.plural} are" if len(kinds) > 1 else "there are"
    raise NameProblem(f"no {what} is called `{name}`{no_file}; {which} {shown}")


def _attempts(
    name: str, wanted: str, known: list[tuple[Named, set[str]]], kinds: tuple[NameKind, ...]
) -> Iterator[list[Named]]:
    """What fits a name, the strictest reading first: as written, in any spelling, in part."""
    for kind in kinds:
        yield [named for named, _ in known if named.kind is kind and named.name == name]
        if wanted:
            yield [named for named, _ in known if named.kind is kind and folded(named.name) == wanted]
            yield [named for named, spellings in known if named.kind is kind and wanted in spellings]
    yield [named for named, spellings in known if wanted and any(wanted in spelling for spelling in spellings)]


def _with_spellings(practices: Collection[Practice], kinds: tuple[NameKind, ...]) -> list[tuple[Named, set[str]]]:
    """Everything with a name, each with the spellings that it goes by."""
    groups: dict[tuple[NameKind, str], list[str]] = {}
    other_names: dict[tuple[NameKind, str], str] = {}
    for practice in practices:
        partner, country = practice.location.area, practice.location.country
        for kind, name, other_name in (
            (NameKind.PRACTICE, practice.id, practice.title),
            (NameKind.REGION, partner, short_name(partner)),
            (NameKind.COUNTRY, country, COUNTRIES[country]),
        ):
            if kind in kinds:
                groups.setdefault((kind, name), []).append(practice.id)
                other_names[kind, name] = other_name
    return [
        (Named(kind, name, tuple(ids)), {folded(name), folded(other_names[kind, name])})
        for (kind, name), ids in groups.items()
    ]


def _some(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names in a message; of very many, the first."""
    more = len(names) - most
    return f"{', '.join(names[:most])} and {more} more" if more > 1 else ", ".join(names)
