"""Finding the explanations of a word: as it is written on the screen, in any case, or by an unambiguous part."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from secon_cli.analysis.glossary.entry import Entry, Kind
from secon_cli.analysis.names import folded

_POSITION = re.compile(r"\[[0-9]+\]")
_SOURCE = re.compile(r"^sources\.(?!title$|publisher$|date$|url$|pages$|note$)[a-z0-9_]+(?=\.|$)")
"""A source under the key of some file, as screens and findings name it."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Found:
    """What a word stands for: the entries of that name, then what else goes by it for short.

    `whole` is whether they go by the word as it is, and not by a longer one that it is part of.
    """

    entries: tuple[Entry, ...]
    also: tuple[Entry, ...] = ()
    whole: bool = True


class UnknownWord(LookupError):
    """A word that stands for nothing; `near` is what it resembles."""

    def __init__(self, word: str, near: str | None) -> None:
        hint = f"; did you mean `{near}`?" if near else "; `secon explain` alone lists what there is"
        super().__init__(f"nothing is called `{word}`{hint}")
        self.near = near


class AmbiguousPart(LookupError):
    """A part of several names; `entries` are what may have been meant."""

    def __init__(self, part: str, entries: Sequence[Entry]) -> None:
        super().__init__(f"`{part}` is part of {len(entries)} names; say which one")
        self.entries = tuple(entries)


@dataclass(frozen=True)
class Glossary:
    """All entries, in the order of their kinds."""

    entries: tuple[Entry, ...]

    @cached_property
    def _spellings(self) -> list[tuple[Entry, str, frozenset[str]]]:
        """Each entry with its name and with the other spellings that it goes by."""
        return [(entry, folded(entry.name), frozenset(_others(entry))) for entry in self.entries]

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """The entries of a kind."""
        return tuple(entry for entry in self.entries if entry.kind is kind)

    def look_up(self, word: str) -> Found:
        """What a word stands for.

        Raises AmbiguousPart where it is a part of several names only, UnknownWord where it is none.
        """
        sign = word.strip()
        wanted = folded(_SOURCE.sub("sources.<key>", _POSITION.sub("[]", sign)))
        named = [entry for entry, name, _ in self._spellings if sign in entry.aliases or (wanted and name == wanted)]
        called = [entry for entry, _, others in self._spellings if wanted in others and entry not in named]
        if named or called:
            return Found(tuple(named), tuple(called)) if named else Found(tuple(called))
        if wanted:
            for hits in (self._with(f" {wanted} ", pad=True), self._with(wanted)):
                if len(hits) == 1:
                    return Found(tuple(hits), whole=False)
                if hits:
                    raise AmbiguousPart(sign, hits)
        raise UnknownWord(sign, self._near(wanted))

    def _with(self, part: str, *, pad: bool = False) -> list[Entry]:
        """The entries with a spelling that holds the part; with `pad`, as whole words.

        Of a value, only its own word: else the part of a vocabulary's name would stand for each of its values.
        """
        return [
            entry
            for entry, name, others in self._spellings
            for spellings in [(folded(_last(entry)),) if entry.kind is Kind.VALUE else (name, *others)]
            if any(part in (f" {one} " if pad else one) for one in spellings)
        ]

    def _near(self, wanted: str) -> str | None:
        if not wanted or len(wanted) > _LONGEST:
            return None
        known: dict[str, str] = {}
        for entry, name, _ in self._spellings:
            known.setdefault(name, entry.name)
            for typed in (_last(entry), entry.title, *entry.aliases):
                known.setdefault(folded(typed), typed)
        known.pop("", None)
        near = get_close_matches(wanted, known, n=1, cutoff=0.7)
        return known[near[0]] if near else None


def _others(entry: Entry) -> Iterable[str]:
    """What an entry goes by besides its name: titles, aliases, the last part of a path."""
    spelled = {folded(one) for one in (entry.title, _last(entry), *entry.aliases)}
    return spelled - {"", folded(entry.name)}


def _last(entry: Entry) -> str:
    """The last part of a path, which is how people call a field or a value for short."""
    return entry.name.rpartition(".")[2]
