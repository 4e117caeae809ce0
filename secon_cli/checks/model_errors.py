"""From what pydantic says about a file to findings: one for each mistake, at its place, with what to write instead.

Nothing here distinguishes practices from rubrics: the model says which fields, words and types there are.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError

from secon_cli.checks.findings import FieldPath, Finding, Rule, Severity, Span, field_name, replacement
from secon_cli.checks.guesses import (
    OTHER_COUNTRY_CODES,
    OTHER_CURRENCIES,
    citation_advice,
    date_advice,
    meant_bounded_date,
    meant_citation,
    meant_length,
    meant_number,
    meant_ongoing,
    meant_pages,
    meant_url,
    number_advice,
    odd_character,
)
from secon_cli.checks.model_paths import (
    ModelLocation,
    block_of,
    expected_at,
    follow,
    is_keyed,
    is_list,
    item_of,
    tags,
    words,
)
from secon_cli.checks.rules import fields as rules
from secon_cli.checks.rules.evidence import id_of_file
from secon_cli.practice.fields import ITEMS, walk
from secon_cli.practice.suggestions import certainly, closest, did_you_mean, listed, unaccented
from secon_cli.practice.values import ONGOING, Citation
from secon_cli.practice.vocabularies import COUNTRIES, CURRENCIES
from secon_cli.reading.document import Document, Value

BAD_RATING = Rule("bad-rating", Severity.ERROR)

_MOST_QUOTED = 40
_GIVEN: Mapping[type, str] = {dict: "a block of fields", list: "a list"}
_LONGEST_GUESSED = 200
"""No one writes a longer value in another notation."""


@dataclass(frozen=True, slots=True)
class ModelError:
    """One complaint of a model, with all that its finding needs.

    `kind`, `message`, `input` and `context` are pydantic's; `span` and `written` are the place in the file and its raw
    text; `around` is the block that holds it.
    """

    file: str
    kind: str
    location: ModelLocation
    message: str
    input: Any
    context: Mapping[str, Any]
    span: Span
    written: str
    around: Value

    @property
    def path(self) -> FieldPath:
        """The path of the field."""
        return self.location.path

    @property
    def name(self) -> str:
        """The field's name; of an item, that of its list."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "the file")

    @property
    def text(self) -> str:
        """The value as its writer meant it: without the spaces around it."""
        return str(self.input).strip()

    def finding(self, rule: Rule, message: str, help: str | None = None, meant: str | None = None) -> Finding:
        """The rule broken here; `meant` is the text that is certainly meant instead."""
        fix = replacement(self.span, self.written, meant) if meant else None
        return rule.finding(self.file, self.span, self.path, message, help, fix)


def model_findings(
    error: ValidationError, document: Document, model: type[BaseModel], most: int = 1000
) -> list[Finding]:
    """What keeps the document from being a `model`, without what follows from another finding of the file.

    Only the first `most` complaints are looked at: suggestions take time.
    """
    empty = {fault.path for fault in document.faults if fault.kind == "empty-value"}
    missing: list[ModelError] = []
    unknown: list[ModelError] = []
    # Each branch of a union complains about the same value: the first complaint about a place counts.
    values: dict[tuple[FieldPath, bool], ModelError] = {}
    for details in error.errors(include_url=False)[:most]:
        location = follow(model, details["loc"])
        path = location.path
        if details["type"] == "missing":
            if len(path) == 1 and path[0] in document.lost:
                continue  # It may be in a part of the file that cannot be read.
            missing.append(_model_error(details, location, document))
        elif details["type"] == "extra_forbidden":
            unknown.append(_model_error(details, location, document))
        elif (path, location.in_key) not in values and not any(
            path[: len(at)] == at or at[: len(path)] == path for at in empty
        ):
            values[path, location.in_key] = _model_error(details, location, document)
    renamed = _renamed(unknown, missing)
    findings = [_unknown_field(each, renamed.get(each.path), model) for each in unknown]
    meant = set(renamed.values())
    findings += [_missing_field(each, model) for each in missing if each.path not in meant]
    for each in values.values():
        if each.kind == "citation" and isinstance(each.input, list):
            findings += _bad_citations(each, document)
        else:
            findings.append(_explained(each, _FINDINGS.get(each.kind, _other)(each)))
    return findings


def _model_error(details: Mapping[str, Any], location: ModelLocation, document: Document) -> ModelError:
    context = details.get("ctx") or {}
    around = document.at(location.path[:-1])
    key = location.in_key or details["type"] == "extra_forbidden"
    if "discriminator" in context:
        # Pydantic puts the field that distinguishes the branches of a union in quotation marks.
        location = ModelLocation((*location.path, context["discriminator"].strip("'")), None, location.expected)
    key = key or isinstance(document.at(location.path), dict | list)
    return ModelError(
        document.name,
        details["type"],
        location,
        details["msg"],
        details["input"],
        context,
        _missing_place(location, document) if details["type"] == "missing" else document.span(location.path, key=key),
        document.written(location.path, key=key),
        around,
    )


# Fields that are missing or unknown

_ALIKE = 0.5
"""How much an unknown name has to resemble a missing one to be taken for it: less than among all names."""
_MOST_BLOCKS = 3


def _missing_place(location: ModelLocation, document: Document) -> Span:
    """Where to write a missing field: its line in comments, or the name of its block or of the field before it."""
    *above, name = location.path
    lines = document.lines()
    block = document.span(tuple(above), key=True) if above else None
    first = block.line if block else 1
    last = document.span(tuple(above)).end_line if above else len(lines)
    while block and last < len(lines) and lines[last].strip()[:1] in ("", "#"):
        last += 1
    comment = re.compile(rf"\s*#+\s*(?:- )?({re.escape(str(name))})\s*:")
    for number, line in enumerate(lines[first - 1 : last], start=first):
        if match := comment.match(line):
            return Span(number, match.start(1) + 1, number, match.end(1) + 1)
    if block is None and location.block:
        fields = list(location.block.model_fields)
        before = fields[: fields.index(str(name))]
        written = document.value if isinstance(document.value, dict) else {}
        neighbour = next((field for field in reversed(before) if field in written), None)
        if neighbour:
            return document.span((neighbour,), key=True)
    return document.span(location.path)


def _missing_field(error: ModelError, model: type[BaseModel]) -> Finding:
    *above, name = error.path
    block = error.location.block
    described = block.model_fields[str(name)].description if block else None
    help_text = f"add `{name}:` ({described.rstrip('.')})" if described else f"add `{name}:`"
    return error.finding(rules.MISSING_FIELD, f"{place_name(tuple(above), model)} needs `{name}`", help_text)


def _renamed(unknown: Sequence[ModelError], missing: Sequence[ModelError]) -> dict[FieldPath, FieldPath]:
    """For each unknown field the missing one of its block that it most resembles; each field is meant only once."""
    pairs = sorted(
        (1 - SequenceMatcher(None, str(each.path[-1]).casefold(), str(other.path[-1])).ratio(), str(other.path), i, j)
        for i, each in enumerate(unknown)
        for j, other in enumerate(missing)
        if other.path[:-1] == each.path[:-1]
    )
    meant: dict[FieldPath, FieldPath] = {}
    for unlikeness, _, i, j in pairs:
        path, other = unknown[i].path, missing[j].path
        if unlikeness <= 1 - _ALIKE and path not in meant and other not in meant.values():
            meant[path] = other
    return meant


def _unknown_field(error: ModelError, meant: FieldPath | None, model: type[BaseModel]) -> Finding:
    *above, name = error.path
    block, around = error.location.block, error.around
    fields = list(block.model_fields) if block else []
    absent = [field for field in fields if not isinstance(around, dict) or field not in around]
    sure = certainly(str(name), absent)
    near = str(meant[-1]) if meant else closest(str(name), absent)
    block_above = _block_above(error, model) if sure is None else None
    message = f"not a field of {place_name(tuple(above), model)}"
    advice = None
    if block_above:
        message += f"; indent it if it belongs to `{block_above}` above"
    elif near:
        message += f"; did you mean `{near}`?"
    elif homes := _homes(model).get(str(name), ()):
        message += f"; it belongs {' or '.join(homes)}"
    else:
        advice = f"its fields are {listed(fields)}"
    odd = odd_character(str(name))
    if odd and odd[1] in absent:
        return error.finding(rules.UNKNOWN_FIELD, f"the name contains {odd[0]}", f"write `{odd[1]}`", odd[1])
    return error.finding(rules.UNKNOWN_FIELD, message, advice, sure if sure == near else None)


def _block_above(error: ModelError, model: type[BaseModel]) -> str | None:
    """The block that ends just above, if it knows the field and does not have it: its indentation was lost."""
    *above, name = error.path
    if not isinstance(error.around, dict) or not isinstance(name, str) or name not in error.around:
        return None
    names = list(error.around)
    position = names.index(name)
    if position == 0:
        return None
    before = names[position - 1]
    block, written = block_of(expected_at(model, (*above, before))), error.around[before]
    known = block and isinstance(written, dict) and name in block.model_fields and name not in written
    return before if known else None


@lru_cache(maxsize=8)
def _homes(model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The few blocks that know a field of each name; a field of many blocks, such as `note`, says nothing."""
    homes: dict[str, list[str]] = {}
    for field in walk(model):
        block = field.path.rpartition(".")[0].replace(ITEMS, "")
        homes.setdefault(field.name, []).append(f"in `{block}`" if block else "at the top of the file")
    return {name: tuple(blocks) for name, blocks in homes.items() if len(blocks) <= _MOST_BLOCKS}


def place_name(path: FieldPath, model: type[BaseModel]) -> str:
    """What the block at a path is called: `a practice`, `location`, an item of `organisations`."""
    if not path:
        name = model.__name__.lower()
        return f"{'an' if name[0] in 'aeio' else 'a'} {name}"
    names = field_name(tuple(part for part in path if isinstance(part, str)))
    return f"an item of `{names}`" if isinstance(path[-1], int) else f"`{names}`"


# Values


def _explained(error: ModelError, finding: Finding) -> Finding:
    """The finding or, if a character that looks like another (or like nothing) is the reason, one that names it."""
    odd = odd_character(error.input) if isinstance(error.input, str) else None
    if odd is None or error.kind not in _PLAIN_KINDS or (finding.fix and finding.rule == rules.BAD_NUMBER.id):
        return finding
    name, ordinary = odd
    fix = replacement(error.span, error.written, ordinary)
    return replace(finding, message=f"`{error.name}` contains {name}", help=f"write `{ordinary}`", fix=fix)


def _quoted(value: object) -> str:
    text = " ".join(str(value).split())
    return f"`{text[:_MOST_QUOTED]}…`" if len(text) > _MOST_QUOTED else f"`{text}`"


def _wrong_type(error: ModelError) -> Finding:
    expected = error.location.expected
    given = _GIVEN.get(type(error.input), "a single value")
    block = block_of(expected)
    if is_list(expected):
        wanted = "a list"
        items = _as_items(error) or "..."
        advice = f"write `{error.name}: [{items}]`, or each item below on a line that begins with `- `"
    elif block is not None:
        wanted, advice = "a block of fields", f"write its fields below, indented: {listed(block.model_fields)}"
    elif is_keyed(expected):
        wanted, advice = "a block with names of your choice", "write each name below, indented, as `name: value`"
    else:
        wanted, advice = "a single value", "write one value; a text with `: ` or brackets in it needs quotation marks"
    subject = f"an item of `{error.name}`" if isinstance(error.path[-1], int) else f"`{error.name}`"
    return error.finding(rules.WRONG_TYPE, f"{subject} expects {wanted}, but this is {given}", advice)


def _as_items(error: ModelError) -> str | None:
    """The items that a single value was meant to be, if they are short and plain."""
    if not isinstance(error.input, str) or block_of(item_of(error.location.expected)):
        return None
    items = [item.strip().removeprefix("-").strip() for item in re.split("[,;]|(?:^| )- ", error.input)]
    plain = all(item and re.fullmatch(r"[\w .:/–-]{1,40}", item) for item in items)
    return ", ".join(items) if plain else None


def _vocabulary(error: ModelError) -> Finding:
    if isinstance(error.input, dict | list):
        return _wrong_type(error)
    return _word(error, str(error.input), error.name, words(error.location.expected))


def _branch(error: ModelError) -> Finding:
    discriminator = str(error.path[-1])
    known = tags(error.location.expected, discriminator)
    if error.kind == "union_tag_not_found":
        named = next((part for part in reversed(error.path[:-1]) if isinstance(part, str)), "the file")
        return error.finding(
            rules.MISSING_FIELD, f"`{named}` needs `{discriminator}`", f"choose one of {listed(known)}"
        )
    return _word(error, str(error.context.get("tag", "")), discriminator, known)


def _word(error: ModelError, given: str, name: str, known: Sequence[str]) -> Finding:
    message = f"{_quoted(given)} is not a valid `{name}`{did_you_mean(given, known)}"
    meant = certainly(given, known) if closest(given, known) == certainly(given, known) else None
    return error.finding(rules.NOT_IN_VOCABULARY, message, None if meant else f"choose one of {listed(known)}", meant)


def _code(error: ModelError) -> Finding:
    given, what = error.text, str(error.context["what"])
    codes, others = (COUNTRIES, OTHER_COUNTRY_CODES) if what.startswith("country") else (CURRENCIES, OTHER_CURRENCIES)
    by_name = {name: code for code, name in codes.items()}
    upper = given.upper()
    sure = upper if upper in codes else others.get(upper) or by_name.get(certainly(given, by_name) or "")
    near = closest(given, by_name, 0.75) or closest(given, others, 0.75)
    code = sure or by_name.get(near or "") or others.get(near or "") or certainly(given, codes)
    meant = f"; did you mean `{code}` ({codes[code]})?" if code else ""
    example = "LV" if codes is COUNTRIES else "EUR"
    advice = None if code else f"write the code, such as {example}"
    return error.finding(rules.UNKNOWN_CODE, f"{_quoted(given)} is not a valid {what}{meant}", advice, sure)


def _pattern(error: ModelError) -> Finding:
    pattern, given = str(error.context.get("pattern", "")), error.text
    if "https?" in pattern:
        meant = meant_url(given)
        advice = f"write `{meant}`" if meant else "write it in full, from `https://` on"
        return error.finding(rules.BAD_URL, f"{_quoted(given)} is not a web address", advice, meant)
    if "(?:-" in pattern:
        message = "a name here has only lower-case letters a-z, digits and single hyphens"
        return error.finding(rules.BAD_ID, message, _id_advice(error))
    if pattern.startswith("^[a-z][a-z0-9_]*"):
        message = "a name here begins with a letter a-z, and has only a-z, digits and `_`"
        return error.finding(rules.BAD_ID, message)
    message = f"{_quoted(given)} does not have the form of `{error.name}`"
    return error.finding(rules.WRONG_FORM, message, f"the form is {pattern}")


def _id_advice(error: ModelError) -> str | None:
    """An id that is valid and, for a practice, agrees with the name of its file: all advice must pass the checks."""
    slug = re.sub(r"[^a-z0-9]+", "-", unaccented(error.text.casefold())).strip("-")
    if not 0 < len(slug) <= _MOST_QUOTED:
        return None
    if error.path != ("id",):
        return f"write `{slug}`"
    of_file = id_of_file(error.file)
    return f"write `id: {of_file}`, the name of the file" if of_file else f"write `id: {slug}`, and rename the file"


def _too_long(error: ModelError) -> Finding:
    length, most = len(str(error.input)), error.context["max_length"]
    return error.finding(rules.TOO_LONG, f"{length} characters; `{error.name}` allows {most}")


def _too_few(error: ModelError) -> Finding:
    return error.finding(rules.TOO_FEW, f"`{error.name}` needs at least {error.context['min_length']}")


def _empty_text(error: ModelError) -> Finding:
    return error.finding(rules.EMPTY_TEXT, f"`{error.name}` is empty", "write the text, or remove the line")


def _out_of_range(error: ModelError) -> Finding:
    allowed = error.message.removeprefix("Input should be ").removeprefix("expected ")
    message = f"{_quoted(error.input)} is out of range: `{error.name}` must be {allowed}"
    return error.finding(rules.OUT_OF_RANGE, message)


def _other(error: ModelError) -> Finding:
    return error.finding(rules.WRONG_FORM, error.message)


_Guess: TypeAlias = Callable[[str], str | None]
_Advice: TypeAlias = Callable[[str, str], str | None]
_Report: TypeAlias = Callable[[ModelError], Finding]


def _notation(
    rule: Rule, meant: _Guess | None = None, advice: _Advice | None = None
) -> Callable[[ModelError], Finding]:
    """How a field type that gives its reason itself is reported, with what was meant if that is certain."""

    def finding(error: ModelError) -> Finding:
        return _guessed(error, rule, error.text, error.message, meant, advice)

    return finding


def _guessed(
    error: ModelError, rule: Rule, text: str, reason: str, meant: _Guess | None, advice: _Advice | None
) -> Finding:
    short = len(text) <= _LONGEST_GUESSED
    instead = meant(text) if meant and short else None
    help_text = f"did you mean `{instead}`?" if instead else advice(text, error.name) if advice and short else None
    return error.finding(rule, reason, help_text, instead)


def _date(error: ModelError) -> Finding:
    if error.name == "end":
        meant = str(ONGOING) if meant_ongoing(error.text) else None
        if meant:
            return error.finding(rules.BAD_DATE, "write a date, or `ongoing`", f"did you mean `{meant}`?", meant)

    def meant_here(text: str) -> str | None:
        return meant_bounded_date(text, error.name)

    message = f"{error.message}{', or `ongoing`' if error.name == 'end' else ''}"
    return _guessed(error, rules.BAD_DATE, error.text, message, meant_here, date_advice)


def _bad_citations(error: ModelError, document: Document) -> Iterator[Finding]:
    """A finding for each item of a list that is not a citation."""
    for index, item in enumerate(error.input):
        at = (*error.path, index)
        location = ModelLocation(at, error.location.block, None)
        details = {"type": "citation", "msg": "write a citation such as `report:results`", "input": item}
        if isinstance(item, str):
            try:
                Citation.parse(item.strip())
            except ValueError as problem:
                bad = _model_error(details, location, document)
                found = _guessed(bad, rules.BAD_CITATION, bad.text, str(problem), meant_citation, citation_advice)
                yield _explained(bad, found)
        elif item is not None:
            bad = _model_error(details, location, document)
            yield bad.finding(rules.BAD_CITATION, bad.message)


_FINDINGS: Mapping[str, _Report] = {
    "string_type": _wrong_type,
    "tuple_type": _wrong_type,
    "list_type": _wrong_type,
    "dict_type": _wrong_type,
    "mapping_type": _wrong_type,
    "model_type": _wrong_type,
    "model_attributes_type": _wrong_type,
    "scalar_expected": _wrong_type,
    "enum": _vocabulary,
    "literal_error": _vocabulary,
    "union_tag_invalid": _branch,
    "union_tag_not_found": _branch,
    "unknown_code": _code,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "string_too_short": _empty_text,
    "too_short": _too_few,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "finite_number": _out_of_range,
    "negative": _out_of_range,
    "partial_date": _date,
    "time_span": _notation(rules.BAD_DATE, meant_length),
    "quantity": _notation(rules.BAD_NUMBER, meant_number, number_advice),
    "number": _notation(rules.BAD_NUMBER, meant_number, number_advice),
    "share": _notation(rules.BAD_SHARE, meant_number),
    "rating": _notation(BAD_RATING),
    "pages": _notation(rules.BAD_PAGES, meant_pages),
    "citation": _notation(rules.BAD_CITATION, meant_citation, citation_advice),
    "amount_currency": _notation(rules.AMOUNT_CURRENCY),
    "metric_value": _notation(rules.METRIC_VALUE),
}
_PLAIN_KINDS = frozenset(
    (
        "enum",
        "literal_error",
        "unknown_code",
        "string_pattern_mismatch",
        "partial_date",
        "time_span",
        "quantity",
        "number",
        "share",
        "pages",
        "citation",
    )
)
"""Complaints about values that have only plain letters, digits and signs."""
