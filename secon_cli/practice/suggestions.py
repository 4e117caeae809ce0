"""What a writer may have meant: the known word of the same meaning, else the one that is spelt like it.

The one place for "did you mean". The values of a vocabulary have meanings and synonyms, which are asked first:
`unemployed` is spelt like `self_employed`, and means `hard_to_employ`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from secon_cli.practice.vocabularies import Term

_LONGEST = 60
_MOST_KNOWN = 500
_SHORTEST = 4
"""In a shorter word, one typo makes too many other words."""
_LONG = 6
"""A shorter word that begins otherwise has to be one typo away: `nope` is not `open`."""
_ALIKE = 0.6
_ALIKE_TERM = 0.8
"""How like a value of a vocabulary a word has to be spelt, where neither meaning nor synonyms know it."""
_SHARED = 0.5
"""How much of a word's parts a meaning has to share with it; a part that many values share counts less."""


_STROKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters that Unicode does not decompose, by what is typed for them on keyboards without such a key."""
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Text without case, accents and punctuation: `Oliveira de Azeméis` and `oliveira-de-azemeis` are the same."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_STROKED)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_WORD.findall(text.casefold()))


def bare(name: str) -> str:
    """The letters and digits of a name: equal for spellings that mean the same."""
    return folded(name).replace(" ", "") or name


def closest(word: str, known: Iterable[str], cutoff: float = _ALIKE, most: int = _MOST_KNOWN) -> str | None:
    """The known word that is most likely meant: by meaning if it has one, else by spelling; None if none is near.

    Spelling is compared regardless of case, accents, spaces and hyphens, and with the first `most` words, because a
    file can have any number of them.
    """
    if len(word) > _LONGEST:
        return None
    every = list(islice(known, most))
    terms = [candidate for candidate in every if isinstance(candidate, Term)]
    if terms:
        return _meant(word, terms) or _spelt_like(word, terms, _ALIKE_TERM)
    return _spelt_like(word, every, cutoff)


def _spelt_like(word: str, known: Iterable[str], cutoff: float) -> str | None:
    from difflib import get_close_matches

    plain = folded(word)
    by_form: dict[str, str] = {}
    for candidate in known:
        form = folded(candidate)
        if len(plain) >= _LONG or form[:1] == plain[:1] or one_typo(form, plain):
            by_form.setdefault(form, candidate)
    found = get_close_matches(plain, by_form, n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None


def _meant(word: str, terms: Sequence[Term]) -> Term | None:
    """The value that a word means: by its own name, by a synonym, or by what its words share with the meanings."""
    plain = folded(word)
    names = {term: (folded(term), *map(folded, term.synonyms)) for term in terms}

    def alike(form: str) -> bool:
        return min(len(form), len(plain)) >= _SHORTEST and (
            one_typo(form, plain) or _singular(form) == _singular(plain)
        )

    for fits in (plain.__eq__, alike):
        for part in (slice(0, 1), slice(1, None)):
            found = next((term for term, forms in names.items() if any(map(fits, forms[part]))), None)
            if found:
                return found
    stems = {term: {stem for form in (*names[term], folded(term.meaning)) for stem in _stems(form)} for term in terms}
    common = Counter(stem for own in stems.values() for stem in own)
    wanted = _stems(plain)
    shared = {term: sum(1 / common[stem] for stem in wanted & own) for term, own in stems.items()}
    best = max(terms, key=lambda term: shared[term])
    alone = [term for term in terms if shared[term] >= shared[best]] == [best]
    return best if alone and shared[best] >= _SHARED else None


def _stems(form: str) -> set[str]:
    """The parts of a name or a meaning that carry meaning, without their last letters."""
    return {_singular(part) for part in re.findall("[a-z0-9]{4,}", form)} - _EMPTY


def _singular(form: str) -> str:
    return form.removesuffix("s").removesuffix("ie").removesuffix("y")


_EMPTY = {_singular(word) for word in ("people", "person", "other", "which", "that", "name", "with", "their", "with",
    "what", "from", "this", "stated", "group", "kind", "body", "other", "another", "work", "without")}  # fmt: skip
"""Words that say nothing about what is meant."""


def certainly(word: str, known: Iterable[str]) -> str | None:
    """The known word that is surely meant: spelt with other capitals, accents, spaces or hyphens, or one typo away.

    A typo is a letter too many, too few or wrong, or two exchanged. None if several known words are as near.
    """
    if len(word) > _LONGEST:
        return None
    plain = folded(word)
    forms = [(candidate, folded(candidate)) for candidate in islice(known, _MOST_KNOWN)]
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


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """`; did you mean …?` where a known word is near, with its meaning where it is spelt otherwise.

    Else nothing or, after the words of `otherwise`, all that are known.
    """
    every = list(known)
    near = closest(word, every)
    if not near:
        return f"; {otherwise} {', '.join(every)}" if otherwise else ""
    meaning = f" ({near.meaning})" if isinstance(near, Term) and certainly(word, every) != near else ""
    return f"; did you mean `{near}`{meaning}?"


_FEW, _MOST_LISTED = 8, 30
"""So many values can be listed with their meanings, and so many words at all."""


def listed(words: Iterable[str]) -> str:
    """The words as a list for a sentence; of a long one, the first; the values of a small vocabulary with meanings."""
    every = list(words)
    if len(every) <= _FEW and all(isinstance(word, Term) for word in every):
        return "; ".join(f"`{word}` ({word.meaning})" for word in every if isinstance(word, Term))
    shown, hidden = every[:_MOST_LISTED], every[_MOST_LISTED:]
    if "other" in hidden:
        # What is left for a word that no value means.
        shown[-1] = "other"
    more = f" and {len(hidden)} more" if hidden else ""
    return ", ".join(f"`{word}`" for word in shown) + more
