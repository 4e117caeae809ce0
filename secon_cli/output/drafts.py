"""A draft as a practice file: what was read as fields, open questions as comments, which no program reads as facts."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel

from secon_cli.forms.draft import Draft, Question
from secon_cli.output.new_files import WIDTH, field
from secon_cli.output.plain_text import one_line
from secon_cli.practice.fields import Field, fields_of, is_keyed
from secon_cli.practice.model import Practice
from secon_cli.practice.types import type_of, written

_HEADER = """\
A draft that `secon import` made of {file}.
Lines with `# ?` are open questions: the field, what a rule takes it for, and the question; below
are the words of the source. Answer each: write the value into its field, then remove the lines."""
_LONGEST = 20_000
"""Characters of the source's words that are quoted for a question."""


def draft_text(draft: Draft, file: str) -> str:
    """The file; `file` is what the draft was made of."""
    lines = [f"## {line}" for line in _HEADER.format(file=one_line(file)).splitlines()]
    for block in fields_of(Practice):
        asked = [
            question for question in draft.questions if question.path.partition(".")[0].split("[")[0] == block.name
        ]
        if block.name in draft.record:
            if block.name not in ("format", "id", "title"):
                lines.append("")
            lines += _field(Practice, block, draft.record[block.name], 0)
        elif asked:
            lines += ["", f"# {block.name}:  ## {block.description}"]
        lines += _questions(asked)
    if draft.kept:
        lines += ["", "## What has no place yet:"]
        lines += _questions(draft.kept)
    return "\n".join(lines) + "\n"


def _field(holder: type[BaseModel], definition: Field, value: Any, indent: int) -> Iterator[str]:
    """A field of a block; what is in it is written by its own type: a date or a number without quotation marks."""
    margin = " " * indent
    if definition.block is None:
        form = written(type_of(holder, definition.name))
        if isinstance(value, list) and len(value) == 1 and definition.name == "evidence":
            (value,) = value
        yield from field(definition.name, value, indent, typed=form is not None and form.typed)
    elif definition.many and not value:
        yield f"{margin}{definition.name}: []"
    elif definition.many:
        yield f"{margin}{definition.name}:"
        for item in value:
            lines = list(_fields(definition.block, item, indent + 4))
            yield f"{margin}  - {lines[0].lstrip()}"
            yield from lines[1:]
    elif is_keyed(definition):
        yield f"{margin}{definition.name}:"
        for key, item in value.items():
            yield f"{margin}  {key}:"
            yield from _fields(definition.block, item, indent + 4)
    else:
        yield f"{margin}{definition.name}:{'' if value else ' {}'}"
        yield from _fields(definition.block, value, indent + 2)


def _fields(block: type[BaseModel], values: Any, indent: int) -> Iterator[str]:
    """The fields of a block that have a value, evidence and note last."""
    for definition in sorted(fields_of(block), key=lambda field: field.name in ("evidence", "note")):
        if definition.name in values:
            yield from _field(block, definition, values[definition.name], indent)


def _questions(questions: Sequence[Question]) -> Iterator[str]:
    """The questions, each above its words; questions about the same words share them."""
    for question, following in zip_longest(questions, questions[1:]):
        yield from _folded("# ? ", "#     ", sentence(question))
        if following is not None and following.words == question.words:
            continue
        for line in question.words[:_LONGEST].splitlines():
            if line.strip():
                yield from _folded("#   | ", "#   | ", one_line(line))
        if len(question.words) > _LONGEST:
            yield "#   | …"


def _folded(first: str, more: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=more, break_long_words=False, break_on_hyphens=False
    )


def sentence(question: Question) -> str:
    """A question in one line: `results.metrics[0].value = 40: is this a result?`."""
    if not question.path:
        return one_line(f"{question.ask} ({question.place})" if question.place else question.ask)
    return one_line(
        f"{question.path} = {question.guess}: {question.ask}" if question.guess else f"{question.path}: {question.ask}"
    )
