"""What an explanation is: a name with its meaning, the reason for it, how to meet it, and an example."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a name can stand for, in the order in which explanations are listed."""

    CRITERION = "criterion"
    INDICATOR = "indicator"
    MEASURE = "measure"
    GATE = "gate"
    BAND = "band"
    TERM = "term"
    FIELD = "field"
    VOCABULARY = "vocabulary"
    VALUE = "value"
    RULE = "rule"

    @property
    def plural(self) -> str:
        """The kind as a heading above several, and as a name that lists them."""
        return {"criterion": "criteria", "vocabulary": "vocabularies", "gate": "gate"}.get(self.value, f"{self.value}s")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is explained: an indicator of a criterion, a field of a block, a value of a vocabulary."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Use:
    """A field that a word stands in; for a value of a vocabulary, the value. What examples are looked for by."""

    field: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One explanation; `name` is what it is called in full, `aliases` what else is written or typed for it.

    `facts` are further statements under a heading each. `example` is right, `counterexample` is not; both are text as
    it stands in a file, or a sentence. `uses` say where the word can stand in a practice file.
    """

    kind: Kind
    name: str
    meaning: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    why: str = ""
    how: str = ""
    facts: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    example: str = ""
    counterexample: str = ""
    uses: tuple[Use, ...] = ()
    see: tuple[str, ...] = ()


def term(name: str, meaning: str, why: str, how: str, example: str, *aliases: str, see: tuple[str, ...] = ()) -> Entry:
    """A word of the screens or of a rubric file."""
    return Entry(Kind.TERM, name, meaning, aliases=aliases, why=why, how=how, example=example, see=see)
