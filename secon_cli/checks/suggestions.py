"""What a writer may have meant: the known word that an unknown one resembles."""

import unicodedata
from collections.abc import Iterable
from itertools import islice

_LONGEST = 60
_MOST_KNOWN = 500
_SHORTEST = 4
"""In a shorter word, one typo makes too many other words."""


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, regardless of case, accents, spaces and hyphens; None if none is like it."""
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches

    by_form: dict[str, str] = {}
    for candidate in islice(known, _MOST_KNOWN):
        by_form.setdefault(_plain(candidate), candidate)
    found = get_close_matches(_plain(word), by_form, n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None


def certainly(word: str, known: Iterable[str]) -> str | None:
    """The known word that is surely meant: spelt with other capitals, accents, spaces or hyphens, or one typo away.

    A typo is a letter too many, too few or wrong, or two exchanged. None if several known words are as near.
    """
    if len(word) > _LONGEST:
        return None
    plain = _plain(word)
    forms = [(candidate, _plain(candidate)) for candidate in islice(known, _MOST_KNOWN)]
    same = [candidate for candidate, form in forms if form == plain]
    near = [candidate for candidate, form in forms if min(len(form), len(plain)) >= _SHORTEST and one_typo(form, plain)]
    return next(iter(same), None) or (near[0] if len(near) == 1 else None)


def one_typo(word: str, other: str) -> bool:
    """Whether one letter more, one less, another one, or two exchanged make one word of the other."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    short, long = sorted((word, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest, longer = short[start:], long[start:]
    if len(short) < len(long):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?` where a known word is like `word`, else nothing."""
    near = closest(word, known)
    return f"; did you mean `{near}`?" if near else ""


def listed(words: Iterable[str], most: int = 30) -> str:
    """The words as a list for a sentence; of a long one, the first."""
    every = list(words)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(f"`{word}`" for word in every[:most]) + more


def bare(name: str) -> str:
    """The letters and digits of a name, without capitals and accents: equal for spellings that mean the same."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum()) or name


def unaccented(name: str) -> str:
    """The name without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _plain(word: str) -> str:
    return unaccented(word.casefold().strip()).replace(" ", "_").replace("-", "_")
