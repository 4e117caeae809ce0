"""New practice files: what is known already and the other fields to fill in, and drafts of what was read elsewhere.

Plain values are written so that every reader of YAML gives them back exactly: what could be misread is quoted.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel

from secon_cli.forms.draft import Draft, Question
from secon_cli.output.plain_text import one_line
from secon_cli.practice.fields import Field, fields_of
from secon_cli.practice.model import Passage, Practice
from secon_cli.practice.values import example_form, type_of, written
from secon_cli.practice.vocabularies import packaged_toml
from secon_cli.reading.yaml_scalars import ESCAPED, scalar

WIDTH = 100
"""Columns that a line fills at most, where it can be folded."""
_wrapped = partial(textwrap.wrap, break_long_words=False, break_on_hyphens=False)

TEXTS = packaged_toml(__package__, "new_files.toml")
"""What new files tell those who fill them in."""
_LAST = ("evidence", "note")


def new_practice(record: Mapping[str, Any], schema: str | None, *, full: bool = True) -> str:
    """The file for a record of the fields that are known; its first line names the `schema`, if there is one.

    A `full` file has and explains every field, a short one only the blocks and what is in them.
    """
    first = f"# yaml-language-server: $schema={schema}" if schema else TEXTS["without_schema"]
    header = TEXTS["practice"].format(key=next(iter(record["sources"]))) + ("" if full else f"\n{TEXTS['short']}")
    lines = [first, "##", *(f"## {line}" for line in header.splitlines())]
    for block in fields_of(Practice):
        value = record.get(block.name)
        if not full:
            brief = list(_brief(block, value))
            # No empty line between blocks of one line.
            if len(brief) > 1 or lines[-2:-1] != [""]:
                lines += [""] * (block.name not in ("id", "title"))
            lines += brief
            continue
        lines.append("")
        lines += _explanation(Practice, block, 0)
        if value is not None:
            lines += _known(Practice, block, value, 0)
        elif block.block is not None and issubclass(block.block, Passage):
            lines += [f"{block.name}:", *_fields(block.block, {"evidence": []}, 2)]
        else:
            lines += [f"# {line}" for line in _waiting(block, 0)]
    return "\n".join(lines) + "\n"


def _brief(block: Field, value: Any) -> Iterator[str]:
    """The fields of a block that are known, and the names and meanings of the others, commented out."""
    if value is not None and (block.block is None or block.many or block.keyed):
        yield from _typed_field(Practice, block.name, value)
        return
    values, margin, hidden = (value, "  # ", _LAST) if value else ({}, "#   ", ("note",))
    yield from [f"{block.name}:"] if value else _with_meaning(f"# {block.name}:", block.description)
    if block.block is None or block.many:
        return
    for inside in _in_order(block.block):
        if inside.name in values:
            yield from _typed_field(block.block, inside.name, values[inside.name], 2)
        elif inside.name not in hidden:
            yield from _with_meaning(f"{margin}{inside.name}:", inside.description)


def _typed_field(block: type[BaseModel], name: str, value: Any, indent: int = 0) -> Iterator[str]:
    form = written(type_of(block, name))
    return field(name, value, indent, typed=form is not None and form.entry.get("typed", False))


def _with_meaning(line: str, meaning: str) -> Iterator[str]:
    """A field that waits, with its meaning behind it or, where that is too long, above."""
    if len(line) + len(meaning) + 5 <= WIDTH:
        yield f"{line}  ## {meaning}"
        return
    margin = line[: line.index("#")]
    yield from (f"{margin}## {part}" for part in textwrap.wrap(meaning, WIDTH - len(margin) - 3))
    yield line


def _known(
    block: type[BaseModel], definition: Field, value: Any, indent: int, *, explain: bool = True
) -> Iterator[str]:
    """A field with a value; with `explain`, the fields of its block that have none wait below those that have."""
    margin, inner = " " * indent, definition.block
    if inner is None or (definition.many and not value):
        if definition.name == "evidence" and not explain and len(value) == 1:
            (value,) = value
        yield from _typed_field(block, definition.name, value, indent)
        return
    yield f"{margin}{definition.name}:{'' if value else ' {}'}"
    if definition.many:
        for number, item in enumerate(value):
            yield from _item(_fields(inner, item, indent + 4, explain=explain and number == 0), indent + 2)
    elif definition.keyed:
        for number, (key, item) in enumerate(value.items()):
            yield f"{margin}  {key}:"
            yield from _fields(inner, item, indent + 4, explain=explain and number == 0)
    else:
        yield from _fields(inner, value, indent + 2, explain=explain)


def _fields(block: type[BaseModel], values: Mapping[str, Any], indent: int, *, explain: bool = True) -> Iterator[str]:
    """The fields of a block that have a value; with `explain`, all fields, and required ones first."""
    in_order = _in_order(block) if explain else sorted(fields_of(block), key=lambda inside: inside.name in _LAST)
    for definition in in_order:
        value = values.get(definition.name)
        if explain:
            yield from _explanation(block, definition, indent)
        if value is not None:
            yield from _known(block, definition, value, indent, explain=explain)
        elif explain:
            yield from (f"{' ' * indent}# {line}" for line in _waiting(definition, 0))


def _item(lines: Iterator[str], indent: int) -> Iterator[str]:
    """Lines as an item of a list: the first that is not a comment gets the hyphen, its explanation is above."""
    marked = False
    for line in lines:
        hyphen = "" if marked or line.lstrip().startswith("#") else "- "
        yield line if marked else f"{' ' * indent}{hyphen}{line.lstrip()}"
        marked = marked or bool(hyphen)


def _waiting(definition: Field, indent: int) -> Iterator[str]:
    """A field without value, and below it the fields that its block or its items would have."""
    margin = " " * indent
    yield f"{margin}{definition.name}:"
    if definition.block is None:
        if definition.many and definition.name != "evidence":
            yield f"{margin}  -"
        return
    inside = indent + (4 if definition.many else 2)
    lines = (
        line
        for inner in _in_order(definition.block)
        for line in (*_explanation(definition.block, inner, inside), *_waiting(inner, inside))
    )
    yield from _item(lines, indent + 2) if definition.many else lines


def _in_order(block: type[BaseModel]) -> list[Field]:
    """Fields in the order of a file: what is required, what is optional, the evidence."""
    return sorted(fields_of(block), key=lambda definition: (definition.name in _LAST, not definition.required))


def _explanation(block: type[BaseModel], definition: Field, indent: int) -> Iterator[str]:
    """What a field means, what it may hold, and whether it is required."""
    form = example_form(block, definition.name)
    choice = f"{form[:1].upper()}{form[1:]}." if form else ""
    if definition.vocabulary is not None:
        choice = f"{'Any' if definition.many else 'One'} of: {', '.join(definition.vocabulary)}."
    parts = [definition.description, choice, "Required." if definition.required else ""]
    text = " ".join(part for part in parts if part)
    yield from (f"{' ' * indent}## {line}" for line in _wrapped(text, WIDTH - indent - 3))


# --- Drafts ---
_LONGEST = 20_000
"""Characters of the source's words that are quoted for a question."""


def draft_text(draft: Draft, file: str) -> str:
    """The file; `file` is what the draft was made of."""
    lines = [f"## {line}" for line in TEXTS["draft"].format(file=one_line(file)).splitlines()]
    for block in fields_of(Practice):
        asked = [question for question in draft.questions if re.split(r"[.[]", question.path)[0] == block.name]
        if block.name in draft.record:
            if block.name not in ("format", "id", "title"):
                lines.append("")
            lines += _known(Practice, block, draft.record[block.name], 0, explain=False)
        elif asked:
            lines += ["", f"# {block.name}:  ## {block.description}"]
        lines += _questions(asked)
    if draft.kept:
        lines += ["", "## What has no place yet:"]
        lines += _questions(draft.kept)
    return "\n".join(lines) + "\n"


def _questions(questions: Sequence[Question]) -> Iterator[str]:
    """The questions, each above its words; questions about the same words share them."""
    for question, following in zip_longest(questions, questions[1:]):
        yield from _wrapped(sentence(question), WIDTH, initial_indent="# ? ", subsequent_indent="#     ")
        if following is not None and following.words == question.words:
            continue
        for line in question.words[:_LONGEST].splitlines():
            if line.strip():
                yield from _wrapped(one_line(line), WIDTH, initial_indent="#   | ", subsequent_indent="#   | ")
        if len(question.words) > _LONGEST:
            yield "#   | …"


def sentence(question: Question) -> str:
    """A question in one line: `results.metrics[0].value = 40: is this a result?`."""
    place = f"{question.path} = {question.guess}" if question.guess else question.path
    asked = f"{place}: {question.ask}" if question.path else question.ask
    return one_line(asked if question.path or not question.place else f"{asked} ({question.place})")


# --- Values as YAML ---


def field(name: str, value: Any, indent: int = 0, *, typed: bool = False) -> Iterator[str]:
    """The lines of `name: value`; a value that is `typed` (a date, a number) is not quoted, since its form is known."""
    margin = " " * indent
    if isinstance(value, str):
        line = f"{margin}{name}: {value if typed else scalar(value)}"
        folded = _wrapped(value, WIDTH - indent - 2)
        # Long text is folded over lines where that gives back the same text.
        if len(line) <= WIDTH or " ".join(folded) != value or re.search(ESCAPED, value) or not value.isprintable():
            yield line
        else:
            yield f"{margin}{name}: >-"
            yield from (f"{' ' * (indent + 2)}{part}" for part in folded)
    elif not value:
        yield f"{margin}{name}: []"
    elif isinstance(value, Mapping):
        yield f"{margin}{name}:"
        for key, inside in value.items():
            yield from field(key, inside, indent + 2)
    elif all(isinstance(item, str) for item in value):
        line = f"{margin}{name}: [{', '.join(scalar(str(item), flow=True) for item in value)}]"
        if len(line) <= WIDTH:
            yield line
        else:
            yield f"{margin}{name}:"
            yield from (f"{' ' * (indent + 2)}- {scalar(str(item))}" for item in value)
    else:
        yield f"{margin}{name}:"
        for item in value:
            lines = (line for key, inside in item.items() for line in field(key, inside, indent + 4))
            yield from _item(lines, indent + 2)
