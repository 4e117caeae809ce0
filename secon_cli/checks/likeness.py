"""What somebody may have meant: the known word that an unknown one resembles."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

_LONGEST = 60
_MOST_KNOWN = 500


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, regardless of case, accents, blanks and hyphens; None if none is like it."""
    if len(word) > _LONGEST:
        return None
    by_form: dict[str, str] = {}
    for candidate in islice(known, _MOST_KNOWN):
        by_form.setdefault(_plain(candidate), candidate)
    found = get_close_matches(_plain(word), by_form, n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?` where a known word is like `word`, else nothing."""
    near = closest(word, known)
    return f"; did you mean `{near}`?" if near else ""


def listed(words: Iterable[str], most: int = 30) -> str:
    """The words as a list for a sentence; of a long one, the first."""
    every = list(words)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(f"`{word}`" for word in every[:most]) + more


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().strip())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace(" ", "_").replace("-", "_")
