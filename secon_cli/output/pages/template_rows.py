"""A practice in the rows of its template, with every fact that its file holds.

The rows come from the model: a field that is added to the format appears without a change here, under the row that it
belongs to or, for a new block, under a row of its own. Notes are numbered in the order in which they are referred to.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TypeAlias

from pydantic import BaseModel

from secon_cli.output.document import Fact, Line, Text, Tone, data, joined, line, link, muted, strong
from secon_cli.output.pages.shared import term_words
from secon_cli.practice.fields import figure
from secon_cli.practice.model import Block, Claim, Link, Money, Passage, Policy, Practice, Source
from secon_cli.practice.template import TEMPLATE_NAMES, template
from secon_cli.practice.values import Citation, Quantity
from secon_cli.practice.vocabularies import COUNTRIES, Frequency, Row, Term

_SOURCES = "Sources and record"
_HEADINGS: Mapping[str, str] = {
    "relevance": "Relevance to the social economy",
    "quality_assurance": "Quality assurance",
    "sustainability": "Sustainability",
    "ethics": "Ethical aspects",
    "recognition": "Recognition by others",
    "sources": _SOURCES,
}
"""The rows that the template lacks, after its own; a block that is in neither follows."""
EVIDENCE = "Evidence"
"""The label of where a block was looked for."""
_ELSEWHERE = frozenset({"title"})
"""What the heading above the rows says."""
_SUBJECTS = ("what", "name", "who", "where", "how", "source", "label", "title", "by")
"""The fields that say what a claim is about, the best first."""
_LEADS = ("instrument", "aspiration", "kind", "group")
"""The word that a claim is filed under, written before its subject."""
_BESIDE = ("kind", "type", "role", "level", "focus", "relation", "unit", "scope", "status", "qualifier", "every")
"""Words that say without a label what they are."""
_LABELS = {
    "end_is": "the end is",
    "used_for": "used for",
    "share_of": "share of",
    "by": "by",
    "to": "reported to",
    "url": "address",
    "format": "format of the file",
}
_OFTEN = {
    Frequency.ONCE: "once",
    Frequency.REGULAR: "regularly",
    Frequency.IRREGULAR: "irregularly",
    Frequency.STAGE: "at each stage",
    Frequency.THROUGHOUT: "throughout",
}
"""How often, where the word says it otherwise than `every month`."""
_NOT_STATED = "Not stated"

Value: TypeAlias = object


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stated(Fact):
    """A label with its lines, and the address of the field that each line says."""

    paths: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its key and heading, and what it holds, part by part."""

    key: str
    heading: str
    facts: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class PracticeSheet:
    """A practice in rows, and the notes that they refer to by number."""

    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...]


def practice_sheet(practice: Practice, *, lettered: bool = False, without: Collection[str] = ()) -> PracticeSheet:
    """All facts of a practice but those of the rows `without`; what was not assessed is named, too.

    `lettered`, the rows of the template have letters, which citations give in place of their names; a fact that is in
    the row of the source that it is shown in has no citation, and one that cites nothing says so.
    """
    template_rows = [row for row in template(TEMPLATE_NAMES[0]).rows if not _ELSEWHERE.intersection(row.fills)]
    letters = {row.row: letter for row, letter in zip(template_rows, ascii_uppercase, strict=False) if lettered}
    sheet = _Sheet(next(iter(practice.sources)) if len(practice.sources) == 1 else "", letters)
    filled = {part: row for row in template_rows for part in row.fills if "." not in part}
    own = {part: f"{letters.get(row.row, '')} {row.heading}".lstrip() for part, row in filled.items()}
    headings = {**own, **_HEADINGS}
    rows, missing, record = list[SheetRow](), list[str](), list[Stated]()
    for name in dict.fromkeys([*headings, *type(practice).model_fields]):
        value = getattr(practice, name, None)
        sheet.own = filled[name].row if lettered and name in filled else None
        if name in _ELSEWHERE or name in without or (value is None and name not in headings):
            continue
        if name not in headings and not isinstance(value, BaseModel | tuple | dict):
            record.append(Stated(_label(name), [_words(value)]))
        elif facts := tuple(sheet.facts(name, value)):
            rows.append(SheetRow(name, headings.get(name) or _label(name), facts))
        else:
            missing.append(headings[name])
    if missing:
        record.append(Stated("Not assessed", [muted(", ".join(missing))]))
    # Sources come last, and the record belongs to them.
    stated = [fact for row in rows if row.key == "sources" for fact in row.facts]
    rows = [row for row in rows if row.key != "sources"]
    rows.append(SheetRow("sources", _SOURCES, (*stated, *record)))
    return PracticeSheet(tuple(rows), tuple(sheet.notes))


def field_words(name: str) -> str:
    """The name of a field in words: `quality assurance`."""
    return _LABELS.get(name, name.replace("_", " "))


def _label(name: str) -> str:
    words = field_words(name)
    return f"{words[0].upper()}{words[1:]}"


class _Sheet:
    """Puts values into words, and numbers their notes."""

    def __init__(self, source: str, letters: Mapping[Row, str]) -> None:
        self.source = source
        """The key of the only source, which need not be repeated; empty where there are several."""
        self.letters = letters
        """The letters of rows of the template that have one."""
        self.own: Row | None = None
        """The row of the source that is being written, where a fact that only cites it need not say so."""
        self.notes: dict[str, int] = {}

    def facts(self, path: str, value: Value) -> Iterator[Stated]:
        """What a block, a list or a text holds; `path` is its address."""
        if value is None:
            return
        if isinstance(value, dict):
            for key, item in value.items():
                yield Stated(data(str(key)), [self.claim(item)], [f"{path}.{key}"])
        elif isinstance(value, BaseModel):
            yield from self._block(path, value)
        elif isinstance(value, tuple):
            yield self._list("", path, value)
        else:
            yield Stated("", [_words(value, path)], [path])

    def _block(self, path: str, value: BaseModel) -> Iterator[Stated]:
        """What a block holds, field by field, and what of it is not stated; of a passage also what is not assessed."""
        absent, missing = list[str](), list[str]()
        for field in _fields(value):
            held, at = getattr(value, field), f"{path}.{field}"
            if field in _absent(value) or held == ():
                absent.append(field)
            elif held is None:
                missing.append(field)
            elif isinstance(held, tuple):
                yield self._list(_label(field), at, held)
            else:
                said = self.claim(held) if isinstance(held, BaseModel) else _words(held, field)
                yield Stated(_label(field), [said], [at])
        if absent:
            paths = [f"{path}.{absent[0]}"]
            yield Stated(_NOT_STATED, [muted(", ".join(map(field_words, absent)))], paths)
        if missing and isinstance(value, Passage):
            yield Stated("Not assessed", [muted(", ".join(map(field_words, missing)))])
        cited, note = self._cited(value), self._mark(value)
        if cited or note:
            yield Stated(EVIDENCE, [line(cited, note)])

    def _list(self, label: str, path: str, value: Sequence[Value]) -> Stated:
        """A list with a line for each item; single words in one line."""
        if not value:
            return Stated(label, [muted(_NOT_STATED)], [path])
        if all(isinstance(item, str) for item in value):
            return Stated(label, [joined(_words(item) for item in value)], [path])
        return Stated(label, [self.claim(item) for item in value], [f"{path}[{n}]" for n in range(len(value))])

    def claim(self, item: Value) -> Line:
        """A claim on one line: what it is about, its figure, its words, its texts, what it cites, its note."""
        if not isinstance(item, BaseModel):
            return line(_words(item))
        left = {name: held for name in _fields(item) if (held := getattr(item, name)) is not None}
        parts: list[Text] = []
        lead = next((name for name in _LEADS if isinstance(left.get(name), Term)), None)
        if lead and not isinstance(item, Money | Policy) and (lead != "kind" or isinstance(item, Claim)):
            word = term_words(left.pop(lead))
            parts.append(strong(f"{word[0].upper()}{word[1:]}"))
        subject = next((name for name in _SUBJECTS if name in left), None)
        if subject:
            parts += [": "] if parts else []
            text = str(left.pop(subject))
            url = str(left.pop("url", "")) if isinstance(item, Link | Source) else ""
            parts += [data(text)] if text != url else []
            parts += [": " if text != url else "", link(url, url)] if url else []
        if number := figure(left):
            parts += [": ", data(number)]
        terms = [(name, left.pop(name)) for name in [*left] if isinstance(left[name], Term)]
        beside = [_words(term) if name in _BESIDE else _labelled(name, term) for name, term in terms]
        beside += [
            _labelled(name, left.pop(name)) for name in [*left] if not isinstance(left[name], str | tuple | dict)
        ]
        if beside:
            parts.append(line(" (", joined(beside), ")"))
        for name, held in left.items():
            words = joined(_words(item) for item in held) if isinstance(held, tuple) else _words(held, name)
            parts.append(line(muted(f" · {field_words(name)}: "), words))
        absent = _absent(item)
        if absent:
            named = ", ".join(field_words(name) for name in _fields(item) if name in absent)
            parts.append(muted(f" · not stated: {named}"))
        cited = self._cited(item)
        if cited:
            parts.append(line(muted(" ["), cited, muted("]")))
        return line(*parts, self._mark(item))

    def _cited(self, item: BaseModel) -> Line:
        """What an item cites, without the key of the only source; empty where that need not be said."""
        evidence: tuple[Citation, ...] = getattr(item, "evidence", None) or ()
        if not evidence and self.letters and isinstance(item, Claim):
            return line(muted("no evidence"))
        if self.own and evidence == (Citation(source=self.source, row=self.own),):
            return ()
        cited = (
            data(self._place(citation), Tone.MUTED) if citation.url is None else link(citation.url, citation.url)
            for citation in evidence
        )
        return joined(cited, muted(", "))

    def _place(self, citation: Citation) -> str:
        letter = self.letters.get(citation.row) if citation.row else None
        text = str(citation).replace(f":{citation.row}", f":{letter}") if letter else str(citation)
        return text.removeprefix(f"{self.source}:") if citation.source == self.source else text

    def _mark(self, item: BaseModel) -> Text:
        """The reference to the note of an item; empty where it has none."""
        note = getattr(item, "note", None)
        if not isinstance(note, str) or not note:
            return ""
        return strong(f" ({self.notes.setdefault(note, len(self.notes) + 1)})")


def _fields(block: BaseModel) -> list[str]:
    return [name for name in type(block).model_fields if name not in {"evidence", "note"}]


def _absent(block: BaseModel) -> frozenset[str]:
    """The single values that were looked for and are not stated."""
    return block.not_stated if isinstance(block, Block) else frozenset()


def _labelled(name: str, value: Value) -> Text:
    return line(f"{field_words(name)} ", _words(value, name))


def _words(value: Value, name: str = "") -> Text:
    """A single value in words."""
    if isinstance(value, Frequency):
        return _OFTEN.get(value) or f"every {term_words(value)}"
    if isinstance(value, Term):
        return data(term_words(value))
    if name == "country":
        return data(f"{COUNTRIES.get(str(value), str(value))} ({value})")
    if isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value:
        return link(value, value)
    return data(value.words if isinstance(value, Quantity) else str(value))
