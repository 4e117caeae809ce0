"""What each trouble with a value is called, and what to write instead: in the writer's words, not the program's."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from secon_cli.checks import model_rules as rules
from secon_cli.checks.assessor_rules import BAD_RATING
from secon_cli.checks.code_names import OTHER_COUNTRY_CODES, OTHER_CURRENCIES
from secon_cli.checks.findings import FieldPath, Finding, field_name
from secon_cli.checks.guesses import (
    citation_advice,
    date_advice,
    meant_citation,
    meant_date,
    meant_number,
    meant_pages,
    number_advice,
)
from secon_cli.checks.repairs import id_of_file, rewritten
from secon_cli.checks.rule import Rule
from secon_cli.checks.schema import Spot, block_of, is_keyed, is_list, item_of, tags, words
from secon_cli.checks.suggestions import certainly, closest, did_you_mean, listed, unaccented
from secon_cli.practice.citations import Citation
from secon_cli.practice.codes import COUNTRIES, CURRENCIES
from secon_cli.reading.document import Document

_MOST_QUOTED = 40
_LONGEST_MEANT = 200
"""Characters of a value beyond which nobody guesses what was meant."""
_GIVEN: Mapping[type, str] = {dict: "a block of fields", list: "a list"}
_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One complaint of the model: its type, its place, pydantic's words, the value and particulars."""

    type: str
    spot: Spot
    message: str
    input: Any
    context: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The field's name; of an item, that of its list."""
        return next((part for part in reversed(self.spot.path) if isinstance(part, str)), "the file")


class _Wording(NamedTuple):
    """The rule that a complaint is about, what to say of it, and the text that is certainly `meant` instead."""

    rule: Rule
    message: str
    help: str | None = None
    meant: str | None = None


_Say: TypeAlias = Callable[[Trouble], _Wording]


def word(trouble: Trouble, document: Document, model: type[BaseModel]) -> list[Finding]:
    """The findings that one complaint about a value stands for."""
    path = trouble.spot.path
    if trouble.type == "citation" and isinstance(trouble.input, list):
        return list(_bad_citations(trouble.input, document, path))
    rule, message, advice, meant = _WORDINGS.get(trouble.type, _other)(trouble)
    if rule is rules.BAD_ID and path == ("id",):
        meant = id_of_file(document.name)
    if "discriminator" in trouble.context:
        path = (*path, _discriminator(trouble))
    at_name = trouble.spot.in_key or isinstance(document.at(path), dict | list)
    fix = rewritten(document, path, meant, key=at_name) if meant else None
    return [rule.finding(document.name, document.span(path, key=at_name), path, message, advice, fix)]


def place_name(path: FieldPath, model: type[BaseModel]) -> str:
    """What the block at a path is called: `a practice`, `location`, an item of `organisations`."""
    if not path:
        name = model.__name__.lower()
        return f"{'an' if name[0] in 'aeio' else 'a'} {name}"
    names = field_name(tuple(part for part in path if isinstance(part, str)))
    return f"an item of `{names}`" if isinstance(path[-1], int) else f"`{names}`"


def _quoted(value: object) -> str:
    text = " ".join(str(value).split())
    return f"`{text[:_MOST_QUOTED]}…`" if len(text) > _MOST_QUOTED else f"`{text}`"


def _wrong_type(trouble: Trouble) -> _Wording:
    expected = trouble.spot.expected
    given = _GIVEN.get(type(trouble.input), "a single value")
    block = block_of(expected)
    if is_list(expected):
        items = _as_items(trouble) or "..."
        wanted, advice = (
            "a list",
            f"write `{trouble.name}: [{items}]`, or each item below on a line that begins with `- `",
        )
    elif block is not None:
        wanted, advice = "a block of fields", f"write its fields below, indented: {listed(block.model_fields)}"
    elif is_keyed(expected):
        wanted, advice = "a block with names of your choice", "write each name below, indented, as `name: value`"
    else:
        wanted, advice = "a single value", "write one value; a text with `: ` or brackets in it needs quotation marks"
    subject = f"an item of `{trouble.name}`" if isinstance(trouble.spot.path[-1], int) else f"`{trouble.name}`"
    return _Wording(rules.WRONG_TYPE, f"{subject} is {wanted}, and this is {given}", advice)


def _as_items(trouble: Trouble) -> str | None:
    """The items that a single value was meant to be, where they are short and plain."""
    if not isinstance(trouble.input, str) or block_of(item_of(trouble.spot.expected)):
        return None
    items = [item.strip().removeprefix("-").strip() for item in re.split("[,;]|(?:^| )- ", trouble.input)]
    plain = all(item and re.fullmatch(r"[\w .:/–-]{1,40}", item) for item in items)
    return ", ".join(items) if plain else None


def _vocabulary(trouble: Trouble) -> _Wording:
    if isinstance(trouble.input, dict | list):
        return _wrong_type(trouble)
    known = words(trouble.spot.expected)
    message = f"{_quoted(trouble.input)} is no word for `{trouble.name}`{did_you_mean(str(trouble.input), known)}"
    return _Wording(
        rules.NOT_IN_VOCABULARY, message, f"choose one of {listed(known)}", certainly(str(trouble.input), known)
    )


def _branch(trouble: Trouble) -> _Wording:
    discriminator = _discriminator(trouble)
    known = tags(trouble.spot.expected, discriminator)
    if trouble.type == "union_tag_not_found":
        return _Wording(
            rules.MISSING_FIELD, f"`{trouble.name}` needs `{discriminator}`", f"choose one of {listed(known)}"
        )
    tag = str(trouble.context.get("tag", ""))
    message = f"{_quoted(tag)} is no word for `{discriminator}`{did_you_mean(tag, known)}"
    return _Wording(rules.NOT_IN_VOCABULARY, message, f"choose one of {listed(known)}", certainly(tag, known))


def _discriminator(trouble: Trouble) -> str:
    """The field whose word tells the branches of a union apart; pydantic puts it in quotation marks."""
    return str(trouble.context["discriminator"]).strip("'")


def _code(trouble: Trouble) -> _Wording:
    given, what = str(trouble.input).strip(), str(trouble.context["what"])
    codes, others = (COUNTRIES, OTHER_COUNTRY_CODES) if what.startswith("country") else (CURRENCIES, OTHER_CURRENCIES)
    by_name = {name: code for code, name in codes.items()}
    upper = given.upper()
    sure = upper if upper in codes else others.get(upper) or by_name.get(certainly(given, by_name) or "")
    near = closest(given, by_name, 0.75) or closest(given, others, 0.75)
    code = sure or by_name.get(near or "") or others.get(near or "") or certainly(given, codes)
    meant = f"; did you mean `{code}` ({codes[code]})?" if code else ""
    return _Wording(rules.UNKNOWN_CODE, f"{_quoted(given)} is no {what}{meant}", None, sure)


def _pattern(trouble: Trouble) -> _Wording:
    pattern = str(trouble.context.get("pattern", ""))
    given = str(trouble.input).strip()
    if "https?" in pattern:
        meant = f"https://{given}" if _HOST.fullmatch(given) else None
        advice = f"write `{meant}`" if meant else "write it in full, from `https://` on"
        return _Wording(rules.BAD_URL, f"{_quoted(given)} is not a web address", advice, meant)
    if "(?:-" in pattern:
        slug = re.sub(r"[^a-z0-9]+", "-", unaccented(given.casefold())).strip("-")
        message = "a name here has lower-case letters a-z, digits and single hyphens only"
        return _Wording(rules.BAD_ID, message, f"write `{slug}`" if 0 < len(slug) <= _MOST_QUOTED else None)
    if pattern.startswith("^[a-z][a-z0-9_]*"):
        return _Wording(rules.BAD_ID, "a name here begins with a letter a-z, and has a-z, digits and `_` only")
    return _Wording(
        rules.WRONG_FORM, f"{_quoted(given)} does not have the form of `{trouble.name}`", f"the form is {pattern}"
    )


def _too_long(trouble: Trouble) -> _Wording:
    most, length = trouble.context["max_length"], len(str(trouble.input))
    return _Wording(rules.TOO_LONG, f"{length} characters; `{trouble.name}` has at most {most}")


def _too_few(trouble: Trouble) -> _Wording:
    return _Wording(rules.TOO_FEW, f"`{trouble.name}` needs at least {trouble.context['min_length']}")


def _empty_text(trouble: Trouble) -> _Wording:
    return _Wording(rules.EMPTY_TEXT, f"`{trouble.name}` has no words in it", "write the text, or remove the line")


def _out_of_range(trouble: Trouble) -> _Wording:
    message = trouble.message.removeprefix("Input should be ")
    return _Wording(rules.OUT_OF_RANGE, f"{_quoted(trouble.input)} is outside the range: `{trouble.name}` is {message}")


def _other(trouble: Trouble) -> _Wording:
    return _Wording(rules.WRONG_FORM, trouble.message)


def _reason(
    rule: Rule, meant_by: Callable[[str], str | None] | None = None, advice: Callable[[str], str | None] | None = None
) -> _Say:
    """The wording of a field type that gives its reason itself, with what was meant where that is plain."""

    def say(trouble: Trouble) -> _Wording:
        return _reasoned(rule, str(trouble.input).strip(), trouble.message, meant_by, advice)

    return say


def _reasoned(
    rule: Rule,
    text: str,
    reason: str,
    meant_by: Callable[[str], str | None] | None,
    advice: Callable[[str], str | None] | None,
) -> _Wording:
    short = len(text) <= _LONGEST_MEANT
    meant = meant_by(text) if meant_by and short else None
    help_text = f"did you mean `{meant}`?" if meant else advice(text) if advice and short else None
    return _Wording(rule, reason, help_text, meant)


def _bad_citations(items: list[Any], document: Document, path: FieldPath) -> Iterator[Finding]:
    for index, item in enumerate(items):
        at = (*path, index)
        if isinstance(item, str):
            try:
                Citation.parse(item.strip())
                continue
            except ValueError as error:
                said = _reasoned(rules.BAD_CITATION, item.strip(), str(error), meant_citation, citation_advice)
        elif item is not None:
            said = _Wording(rules.BAD_CITATION, "write a citation such as `report:results`")
        else:
            continue
        fix = rewritten(document, at, said.meant) if said.meant else None
        yield said.rule.finding(document.name, document.span(at), at, said.message, said.help, fix)


_WORDINGS: Mapping[str, _Say] = {
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
    "partial_date": _reason(rules.BAD_DATE, meant_date, date_advice),
    "quantity": _reason(rules.BAD_NUMBER, meant_number, number_advice),
    "number": _reason(rules.BAD_NUMBER, meant_number, number_advice),
    "share": _reason(rules.BAD_SHARE, meant_number),
    "rating": _reason(BAD_RATING),
    "pages": _reason(rules.BAD_PAGES, meant_pages),
    "citation": _reason(rules.BAD_CITATION, meant_citation, citation_advice),
    "amount_currency": _reason(rules.AMOUNT_CURRENCY),
    "metric_value": _reason(rules.METRIC_VALUE),
}
