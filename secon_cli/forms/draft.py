"""A new practice in plain values: read from a form, with questions about all that is not certain, or from answers.

Nothing in a form is lost: what cannot be placed is a question with its words.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from secon_cli.practice.fields import address, fields_of, leaves, plain
from secon_cli.practice.model import Claim, Practice, Source
from secon_cli.practice.suggestions import folded

Record = dict[str, Any]
Path = tuple[str | int, ...]

_CITED = re.compile(r"(?!https?:)([a-z][a-z0-9_]{0,39})(?![a-z0-9_])")
_LONGEST = 10_000
"""Characters of a text in a draft; a summary has three hundred."""
SOURCE_KEY = "form"
"""The key of the form itself as a source."""
MOST_QUESTIONS = 500
"""More than any form leaves open."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to decide: where the answer goes, what a rule takes it for, and the words of the source.

    Without a `path`, the words have no place yet. `place` says where they are: the heading of a row.
    """

    path: str
    ask: str
    words: str = ""
    guess: str = ""
    place: str = ""


@dataclass(slots=True)
class Draft:
    """The record as plain values, and what is asked; `form` is the kind of form that it was read from."""

    form: str
    record: Record = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    @property
    def read(self) -> list[tuple[str, str]]:
        """Every value that was read, by its path."""
        return [(address(path), str(value)) for path, value in leaves(self.record) if path[0] not in ("format", "id")]

    @property
    def asked(self) -> list[Question]:
        """The questions about a field."""
        return [question for question in self.questions if question.path]

    @property
    def kept(self) -> list[Question]:
        """Words that have no place yet."""
        return [question for question in self.questions if not question.path]


class NotADraft(Exception):
    """Too little is known for a practice: what is missing, in one line."""


def finished(draft: Draft, name: str, taken: Iterable[str] = ()) -> Draft:
    """The draft with all that the format requires, in the order of the format; `name` is that of the file.

    Raises NotADraft where no country is known.
    """
    record = draft.record
    if not record.get("title"):
        record["title"] = name[:100]
        draft.questions.append(Question("title", "what is the practice called?", guess=name))
    country = record.setdefault("location", {}).get("country")
    if not country:
        unread = next((question.words for question in draft.questions if question.path == "location.country"), "")
        words = " ".join(unread.split())[:80]
        problem = f"no country can be read from `{words}`; write its English name, and nothing else" if words else ""
        raise NotADraft(problem or "it does not say in which country the practice works")
    if not record.get("summary"):
        record["summary"] = record["title"]
        draft.questions.append(Question("summary", "what is the practice, in two or three sentences?"))
    sources = record.setdefault("sources", {SOURCE_KEY: {"title": f"Form: {record['title']}"}})
    if "organisations" not in record:
        record["organisations"] = []
        draft.questions.append(Question("organisations", "which organisation is in charge? None was found"))
    record.setdefault("duration", {})
    record["id"] = record.get("id") or id_for(country, record["title"], list(taken)) or f"{country.lower()}-draft"
    record["format"] = str(get_args(Practice.model_fields["format"].annotation)[-1])
    for path, text in list(leaves(record)):
        if isinstance(text, str) and len(text) > _LONGEST:
            # The whole is in a question.
            _existing(record, path[:-1])[1][path[-1]] = f"{text[: _LONGEST - 1].rstrip()}…"
            ask = f"this text has {len(text):,} characters; what does it say?"
            draft.questions.append(Question(address(path), ask, text))
    # A citation of an unknown source is an error, so every source that is cited gets an entry.
    cited = (str(text) for path, text in leaves(record) if "evidence" in path[-2:])
    for key in dict.fromkeys(match[1] for text in cited if (match := _CITED.match(text))):
        if key not in sources:
            sources[key] = {"title": key}
            draft.questions.append(Question(f"sources.{key}.title", "which document is this?", guess=key))
    draft.record = {field.name: record[field.name] for field in fields_of(Practice) if field.name in record}
    return draft


def take_out(draft: Draft, path: Path, ask: str) -> bool:
    """Make a question of a value, or of the item of a list that it belongs to; False where there is none."""
    # In a list, one value says little without the others of its item.
    steps = item_of(_existing(draft.record, path)[0])
    if not steps or steps[-1] in ("id", "format") or steps in (("location",), ("location", "country"), ("sources",)):
        return False
    _, holder = _existing(draft.record, steps[:-1])
    values = leaves(holder.pop(steps[-1]))
    words = "\n".join(f"{address(inner)}: {text}" if inner else str(text) for inner, text in values)
    at, kept = address(steps), draft.questions
    if isinstance(steps[-1], int):
        # The item goes with the questions about it, and those after it move up.
        inside = [question for question in kept if question.path.startswith(f"{at}.")]
        unread = [(question.path.rpartition(".")[2], question) for question in inside]
        words = "\n".join([*(f"{name}: {question.words}" for name, question in unread), words])
        ask = "; ".join(dict.fromkeys([ask, *(f"`{name}`: {question.ask}" for name, question in unread)]))
        items, place = address(steps[:-1]), steps[-1]
        item = re.compile(rf"{re.escape(items)}\[(\d+)\]")

        def moved(question: Question) -> Question:
            number = item.match(question.path)
            if number is None or int(number[1]) <= place:
                return question
            return replace(question, path=f"{items}[{int(number[1]) - 1}]{question.path[number.end() :]}")

        draft.questions = [moved(question) for question in kept if question not in inside]
        at = f"{items}[]"
    draft.questions.append(Question(at, ask, words=words))
    if holder == [] and steps[:-1] != ("organisations",):
        # An empty list would say that there is nothing.
        del _existing(draft.record, steps[:-2])[1][steps[-2]]
    return True


def _existing(record: Any, path: Path) -> tuple[Path, Any]:
    """The part of a path that leads somewhere, and what is there."""
    for at, step in enumerate(path):
        known = step in record if isinstance(record, dict) else isinstance(record, list) and step in range(len(record))
        if not known:
            return path[:at], record
        record = record[step]
    return path, record


def item_of(path: Path) -> Path:
    """The part of a path up to the last item of a list; all of it where there is none."""
    numbers = [at for at, step in enumerate(path) if isinstance(step, int)]
    return path[: numbers[-1] + 1] if numbers else path


def put(record: Record, path: str, value: object) -> None:
    """Set a value, with the blocks on the way to it."""
    *above, last = path.split(".")
    for name in above:
        record = record.setdefault(name, {})
    record[last] = value


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of a file: the draft, or the problem; `without_form` if it is no form."""

    file: str
    written: str | None = None
    """The file of the draft."""
    draft: Draft | None = None
    problem: str = ""
    without_form: bool = False
    ratings: int = 0
    """The number of ratings, of the rating sheet of an assessor."""
    corrections: tuple[str, ...] = ()
    """What to correct in a rating sheet, each at its cell."""


# --- A new practice, from answers and from another ------------------------------------------------------------------


_LONGEST_ID = 40
_KEYS = ("report", "template", *(f"source{number}" for number in range(2, 100)))
"""Keys for the source of a new practice; it gets the first free one."""


def scaffold(answers: Mapping[str, Any], template: Practice | None = None) -> dict[str, Any]:
    """The fields of a new practice in plain values, from the answers to the questions of `secon new` by their names.

    Organisations and location are those of `template` where none are given; `places` is a list or None.
    """

    def given(**names: str) -> dict[str, Any]:
        """The fields that are answered, each with the name of its question."""
        return {field: answers[name] for field, name in names.items() if answers.get(name) is not None}

    sources: dict[str, dict[str, Any]] = {}
    if template is not None:
        claims: list[Claim] = [template.location, *template.organisations]
        keys = {citation.source for claim in claims for citation in claim.evidence if citation.source}
        for key, source in template.sources.items():
            if key in keys:
                # The pages describe that practice, so a note keeps them.
                pages = f", pages {source.pages}" if source.pages else ""
                taken = f"Organisations and location are taken from {template.id}{pages}."
                note = " ".join(filter(None, [source.note, taken]))
                sources[key] = _copied(source.model_copy(update={"pages": None, "note": note}))
    # A document with the title of one that is there already is the same one.
    known = [key for key, source in sources.items() if answers.get("source") in (None, source["title"])]
    key = known[0] if known else next(key for key in _KEYS if key not in sources)
    if answers.get("source") is not None and not known:
        sources[key] = given(title="source", publisher="publisher", date="date", url="url")
    cited = {"evidence": key}
    location = given(country="country", partner="region", places="places")
    organisations = [{**given(name="organisation", type="type"), "role": "lead", **cited}]
    if answers.get("organisation") is None and template is not None:
        organisations = [_copied(organisation) for organisation in template.organisations]
    return {
        "format": "1",
        **{name: answers[name] for name in ("id", "title")},
        "sources": sources,
        # In the order of the answers, with what they leave open from the template.
        "location": {**location, **(_copied(template.location) if template else cited), **location},
        "organisations": organisations,
        "duration": {**given(start="start", end="end", status="status"), **cited},
        "summary": answers["summary"],
    }


def _copied(block: Claim | Source) -> dict[str, Any]:
    values = plain(block)
    assert isinstance(values, dict)
    cited = values.get("evidence")
    return {**values, **({"evidence": cited[0]} if cited and len(cited) == 1 else {})}


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
