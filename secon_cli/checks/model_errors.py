"""From what pydantic says about a file to findings: one for each mistake, at its place, with what to write instead.

Nothing here distinguishes practices from rubrics: the model says which fields, words and types there are.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError

from secon_cli.checks import guesses
from secon_cli.checks.findings import FieldPath, Finding, Span, broken, rewritten
from secon_cli.checks.rules.evidence import id_of_file
from secon_cli.practice import fields as f
from secon_cli.practice.model import Block, may_be_not_stated
from secon_cli.practice.suggestions import certainly, closest, did_you_mean, folded, listed
from secon_cli.practice.values import NOT_STATED, Citation
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES
from secon_cli.reading.document import Document

_MOST_QUOTED = 40
_GIVEN: Mapping[type, str] = {dict: "a block of fields", list: "a list"}
_LONGEST_GUESSED = 200
"""No one writes a longer value in another notation."""


class ModelError:
    """One complaint of a model: pydantic's `kind`, `message`, `input` and `context`, and its place in the document."""

    def __init__(self, details: Mapping[str, Any], location: f.ModelLocation, document: Document) -> None:
        self.document, self.location, self.kind = document, location, details["type"]
        self.message, self.input, self.context = details["msg"], details["input"], details.get("ctx") or {}
        self.path: FieldPath = location.path
        if "discriminator" in self.context:
            # Pydantic puts the field that distinguishes the branches of a union in quotation marks.
            self.path = (*location.path, self.context["discriminator"].strip("'"))
        self.name = next((part for part in reversed(self.path) if isinstance(part, str)), "the file")
        """The field's name; of an item, that of its list."""
        self.at_name = (
            location.in_key or self.kind == "extra_forbidden" or isinstance(document.at(self.path), dict | list)
        )
        """Whether the name of the field is its place, and not the value."""

    @property
    def text(self) -> str:
        """The value as its writer meant it: without the spaces around it."""
        return str(self.input).strip()

    @property
    def if_unknown(self) -> str | None:
        """What to write where the source does not say, if the field takes it."""
        block = self.location.block
        takes = block and issubclass(block, Block) and may_be_not_stated(block, str(self.path[-1]))
        return f"`{NOT_STATED}` if you looked and the source does not say" if takes else None

    def finding(self, rule: str, message: str, help: str | None = None, meant: str | None = None) -> Finding:
        """The rule broken here; `meant` is the text that is certainly meant instead."""
        fix = rewritten(self.document, self.path, meant, key=self.at_name) if meant else None
        return broken(rule, self.document, self.path, message, help, key=self.at_name, fix=fix)


def model_findings(
    error: ValidationError, document: Document, model: type[BaseModel], most: int = 1000
) -> list[Finding]:
    """What keeps the document from being a `model`, without what follows from another finding of the file.

    Only the first `most` complaints are looked at: suggestions take time.
    """
    empty = {fault.path for fault in document.faults if fault.kind == "empty-value"}
    missing, unknown = list[ModelError](), list[ModelError]()
    # Each branch of a union complains about the same value: the first complaint about a place counts.
    values: dict[tuple[FieldPath, bool], ModelError] = {}
    for details in error.errors(include_url=False)[:most]:
        location = f.follow(model, details["loc"])
        path = location.path
        if details["type"] == "missing":
            if len(path) == 1 and path[0] in document.lost:
                continue  # It may be in a part of the file that cannot be read.
            missing.append(ModelError(details, location, document))
        elif details["type"] == "extra_forbidden":
            unknown.append(ModelError(details, location, document))
        elif (path, location.in_key) not in values and not any(
            path[: len(at)] == at or at[: len(path)] == path for at in empty
        ):
            values[path, location.in_key] = ModelError(details, location, document)
    # For each unknown field the missing one of its block that it most resembles; each field is meant only once.
    renamed: dict[FieldPath, FieldPath] = {}
    for field in unknown:
        others = {str(other.path[-1]): other.path for other in missing if other.path[:-1] == field.path[:-1]}
        left = others.keys() - {str(path[-1]) for path in renamed.values() if path in others.values()}
        if near := closest(str(field.path[-1]), sorted(left), _ALIKE):
            renamed[field.path] = others[near]
    findings = [_unknown_field(complaint, renamed.get(complaint.path), model) for complaint in unknown]
    meant = set(renamed.values())
    findings += [_missing_field(complaint, model) for complaint in missing if complaint.path not in meant]
    for complaint in _without_short_lists(list(values.values())):
        if complaint.kind == "citation" and isinstance(complaint.input, list):
            findings += _bad_citations(complaint)
        else:
            findings.append(_explained(complaint))
    return findings


def _without_short_lists(complaints: list[ModelError]) -> list[ModelError]:
    """Without lists that are too short only because an item that cannot be read does not count."""
    around = {complaint.path[:length] for complaint in complaints for length in range(len(complaint.path))}
    return [complaint for complaint in complaints if complaint.kind != "too_short" or complaint.path not in around]


# Fields that are missing or unknown

_ALIKE = 0.5
"""How much an unknown name has to resemble a missing one to be taken for it: less than among all names."""
_MOST_BLOCKS = 3


def _missing_field(error: ModelError, model: type[BaseModel]) -> Finding:
    """A missing field at the place for it: its line in comments, or the name of its block or of the field before it."""
    document, block = error.document, error.location.block
    above, name = error.path[:-1], str(error.path[-1])
    described = block.model_fields[name].description if block else None
    advice = f"add `{name}:` ({described.rstrip('.')})" if described else f"add `{name}:`"
    span, lines = document.places.span(error.path), document.lines()
    first, last = 1, len(lines)
    if above:
        first, last = document.places.span(above, key=True).line, document.places.span(above).end_line
        while last < len(lines) and lines[last].strip()[:1] in ("", "#"):
            last += 1
    elif block and isinstance(document.value, dict):
        fields = list(block.model_fields)
        before = [field for field in fields[: fields.index(name)] if field in document.value]
        span = document.places.span((before[-1],), key=True) if before else span
    comment = re.compile(rf"\s*#+\s*(?:- )?({re.escape(name)})\s*:")
    for number, line in enumerate(lines[first - 1 : last], start=first):
        if match := comment.match(line):
            span = Span(number, match.start(1) + 1, number, match.end(1) + 1)
            break
    message = f"{_place_name(above, model)} needs `{name}`"
    return broken("missing-field", document, error.path, message, advice, span=span)


def _unknown_field(error: ModelError, meant: FieldPath | None, model: type[BaseModel]) -> Finding:
    above, name = error.path[:-1], str(error.path[-1])
    block, around = error.location.block, error.document.at(above)
    around = around if isinstance(around, dict) else {}
    fields = list(block.model_fields) if block else []
    absent = [field for field in fields if field not in around]
    odd_name = guesses.odd_character(name)
    if odd_name and odd_name[1] in absent:
        message = f"the name contains {odd_name[0]}"
        return error.finding("unknown-field", message, f"write `{odd_name[1]}`", odd_name[1])
    sure = certainly(name, absent)
    near = str(meant[-1]) if meant else closest(name, absent)
    message, advice = f"not a field of {_place_name(above, model)}", None
    # The block that ends just above may know the field and not have it: its indentation was lost.
    before = next((a for a, b in pairwise(around) if b == name), None) if sure is None else None
    lost = f.block_of(f.expected_at(model, (*above, before))) if before else None
    written = around[before] if before else None
    if lost and isinstance(written, dict) and name in lost.model_fields and name not in written:
        message += f"; indent it if it belongs to `{before}` above"
    elif near:
        message += f"; did you mean `{near}`?"
    elif homes := _homes(model).get(name, ()):
        message += f"; it belongs {' or '.join(homes)}"
    else:
        advice = f"its fields are {listed(fields)}"
    return error.finding("unknown-field", message, advice, sure if sure == near else None)


@lru_cache(maxsize=8)
def _homes(model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The few blocks that know a field of each name; a field of many blocks, such as `note`, says nothing."""
    homes: dict[str, list[str]] = {}
    for field in f.walk(model):
        block = field.path.rpartition(".")[0].replace(f.ITEMS, "")
        homes.setdefault(field.name, []).append(f"in `{block}`" if block else "at the top of the file")
    return {name: tuple(blocks) for name, blocks in homes.items() if len(blocks) <= _MOST_BLOCKS}


def _place_name(path: FieldPath, model: type[BaseModel]) -> str:
    """What the block at a path is called: `a practice`, `location`, an item of `organisations`."""
    if not path:
        name = model.__name__.lower()
        return f"{'an' if name[0] in 'aeio' else 'a'} {name}"
    names = f.address(tuple(part for part in path if isinstance(part, str)))
    return f"an item of `{names}`" if isinstance(path[-1], int) else f"`{names}`"


# Values


def _explained(error: ModelError) -> Finding:
    """The finding or, if a character that looks like another (or like nothing) is the reason, one that names it."""
    finding = _REPORTS[error.kind](error) if error.kind in _REPORTS else error.finding("wrong-form", error.message)
    odd = guesses.odd_character(error.input) if isinstance(error.input, str) else None
    if odd is None or error.kind not in _PLAIN or (finding.fix and finding.rule == "bad-number"):
        return finding
    name, ordinary = odd
    fix = rewritten(error.document, error.path, ordinary, key=error.at_name)
    return finding._replace(message=f"`{error.name}` contains {name}", help=f"write `{ordinary}`", fix=fix)


def _quoted(value: object) -> str:
    text = " ".join(str(value).split())
    return f"`{text[:_MOST_QUOTED]}…`" if len(text) > _MOST_QUOTED else f"`{text}`"


def _wrong_type(error: ModelError) -> Finding:
    expected = error.location.expected
    given = _GIVEN.get(type(error.input), "a single value")
    block = f.block_of(expected)
    if f.item_of(expected) is not None:
        wanted = "a list"
        # The items that a single value was meant to be, if they are short and plain.
        text = error.input if isinstance(error.input, str) and not f.block_of(f.item_of(expected)) else ""
        items = [item.strip().removeprefix("-").strip() for item in re.split("[,;]|(?:^| )- ", text)]
        plain = all(re.fullmatch(r"[\w .:/–-]{1,40}", item) for item in items)
        listed_items = ", ".join(items) if plain else "..."
        advice = f"write `{error.name}: [{listed_items}]`, or each item below on a line that begins with `- `"
    elif block is not None:
        wanted, advice = "a block of fields", f"write its fields below, indented: {listed(block.model_fields)}"
    elif f.value_of(expected) is not None:
        wanted, advice = "a block with names of your choice", "write each name below, indented, as `name: value`"
    else:
        wanted, advice = "a single value", "write one value; a text with `: ` or brackets in it needs quotation marks"
    subject = f"an item of `{error.name}`" if isinstance(error.path[-1], int) else f"`{error.name}`"
    return error.finding("wrong-type", f"{subject} expects {wanted}, but this is {given}", advice)


def _word(error: ModelError) -> Finding:
    """A word that a vocabulary does not have, or that no branch of a union has."""
    expected, of_union = error.location.expected, error.kind.startswith("union_tag")
    if not of_union and isinstance(error.input, dict | list):
        return _wrong_type(error)
    known = f.tags(expected, error.name) if of_union else f.words(expected)
    if error.kind == "union_tag_not_found":
        named = next((part for part in reversed(error.path[:-1]) if isinstance(part, str)), "the file")
        return error.finding("missing-field", f"`{named}` needs `{error.name}`", f"choose one of {listed(known)}")
    given = str(error.context.get("tag", "") if of_union else error.input)
    message = f"{_quoted(given)} is not a valid `{error.name}`{did_you_mean(given, known)}"
    meant = certainly(given, known) if closest(given, known) == certainly(given, known) else None
    advice = None if meant else "; ".join(filter(None, (f"choose one of {listed(known)}", error.if_unknown)))
    return error.finding("not-in-vocabulary", message, advice, meant)


def _code(error: ModelError) -> Finding:
    given, what = error.text, str(error.context["what"])
    codes, known, example = COUNTRIES, guesses.COUNTRY_CODES, "LV"
    if not what.startswith("country"):
        codes, known, example = CURRENCIES, guesses.CURRENCY_CODES, "EUR"
    sure, code = guesses.near_code(given, codes, known)
    meant = f"; did you mean `{code}` ({codes[code]})?" if code else ""
    advice = None if code else f"write the code, such as {example}"
    return error.finding("unknown-code", f"{_quoted(given)} is not a valid {what}{meant}", advice, sure)


def _pattern(error: ModelError) -> Finding:
    pattern, given = str(error.context.get("pattern", "")), error.text
    if "https?" in pattern:
        meant = guesses.meant_url(given)
        advice = f"write `{meant}`" if meant else "write it in full, from `https://` on"
        return error.finding("bad-url", f"{_quoted(given)} is not a web address", advice, meant)
    if "(?:-" in pattern:
        # An id that is valid and, for a practice, agrees with the name of its file: all advice must pass the checks.
        slug = re.sub(r"[^a-z0-9]+", "-", folded(given)).strip("-")
        id_advice = None
        if 0 < len(slug) <= _MOST_QUOTED:
            id_advice = f"write `{slug}`"
            if error.path == ("id",):
                of_file = id_of_file(error.document.name)
                renamed = f"write `id: {slug}`, and rename the file"
                id_advice = f"write `id: {of_file}`, the name of the file" if of_file else renamed
        message = "a name here has only lower-case letters a-z, digits and single hyphens"
        return error.finding("bad-id", message, id_advice)
    if pattern.startswith("^[a-z][a-z0-9_]*"):
        return error.finding("bad-id", "a name here begins with a letter a-z, and has only a-z, digits and `_`")
    message = f"{_quoted(given)} does not have the form of `{error.name}`"
    return error.finding("wrong-form", message, f"the form is {pattern}")


def _out_of_range(error: ModelError) -> Finding:
    allowed = error.message.removeprefix("Input should be ").removeprefix("expected ")
    message = f"{_quoted(error.input)} is out of range: `{error.name}` must be {allowed}"
    return error.finding("out-of-range", message)


_VAGUE_DATES = "`2004~` is about 2004, `201X` in the 2010s, `../2008` no later than 2008, `2008/..` no earlier; "

_Report: TypeAlias = Callable[[ModelError], Finding]


def _worded(rule: str, message: str) -> _Report:
    return lambda error: error.finding(
        rule, message.format(name=error.name, length=len(str(error.input)), **error.context)
    )


def _notation(
    rule: str, meant: Callable[[str], str | None] | None = None, advice: Callable[[str, str], str | None] | None = None
) -> _Report:
    """A value of a type that says itself what is wrong, with what is meant by another notation, or advice on it."""

    def report(error: ModelError) -> Finding:
        if len(error.text) > _LONGEST_GUESSED:
            return error.finding(rule, error.message)
        instead = meant(error.text) if meant else None
        help_text = f"did you mean `{instead}`?" if instead else advice(error.text, error.name) if advice else None
        if help_text is None and error.if_unknown and not re.search(r"\d", error.text):
            help_text = f"{_VAGUE_DATES if rule == 'bad-date' else ''}write {error.if_unknown}"
        return error.finding(rule, error.message, help_text, instead)

    return report


def _bad_citations(error: ModelError) -> Iterator[Finding]:
    """A finding for each item of a list that is not a citation."""
    for index, item in enumerate(error.input):
        reason = "write a citation such as `report:results`"
        if isinstance(item, str):
            try:
                Citation.parse(item.strip())
            except ValueError as problem:
                reason = str(problem)
            else:
                continue
        location = f.ModelLocation((*error.path, index), error.location.block, None)
        if item is not None:
            details = {"type": "citation", "msg": reason, "input": item}
            yield _explained(ModelError(details, location, error.document))


_PLAIN: Mapping[str, _Report] = {
    **dict.fromkeys(("enum", "literal_error", "union_tag_invalid", "union_tag_not_found"), _word),
    "unknown_code": _code,
    "string_pattern_mismatch": _pattern,
    "partial_date": lambda error: _notation(
        "bad-date", partial(guesses.meant_date_of, name=error.name), guesses.date_advice
    )(error),
    "time_span": _notation("bad-date", guesses.meant_length),
    "quantity": _notation("bad-number", guesses.meant_number, guesses.number_advice),
    "number": _notation("bad-number", guesses.meant_number, guesses.number_advice),
    "share": _notation("bad-share", guesses.meant_share),
    "pages": _notation("bad-pages", guesses.meant_pages),
    "citation": _notation("bad-citation", guesses.meant_citation, guesses.citation_advice),
}
"""Complaints about values that have only plain letters, digits and signs."""
_REPORTS: Mapping[str, _Report] = {
    **_PLAIN,
    **dict.fromkeys(("string_type", "tuple_type", "list_type", "dict_type", "mapping_type"), _wrong_type),
    **dict.fromkeys(("model_type", "model_attributes_type", "scalar_expected"), _wrong_type),
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), _out_of_range),
    **dict.fromkeys(("finite_number", "negative"), _out_of_range),
    "string_too_long": _worded("too-long", "{length} characters; `{name}` allows {max_length}"),
    "string_too_short": _worded("empty-text", "`{name}` is empty"),
    "too_short": _worded("too-few", "`{name}` needs at least {min_length}"),
    "rating": _notation("bad-rating"),
    "amount_currency": _notation("amount-currency"),
    "metric_value": _notation("metric-value"),
}
