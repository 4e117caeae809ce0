"""New files to fill in: a practice with what is known already and its other fields, and ratings of an assessor.

Plain values are written so that every reader of YAML gives them back exactly: what could be misread is quoted.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from secon_cli.output.plain_text import one_line
from secon_cli.practice.fields import Field, fields_of
from secon_cli.practice.model import Passage, Practice
from secon_cli.practice.types import example_form, type_of, written
from secon_cli.reading.yaml_scalars import ESCAPED, scalar
from secon_cli.rubric.model import Rubric

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]

WIDTH = 100
"""Columns that a line fills at most, where it can be folded."""

_HEADER = """\
A practice for secon. Lines with `##` explain. Remove the `# ` in front of a field to use it.
- Leave out what you did not look for. If the source says nothing, write [] after the name of a
  list, such as `barriers: []`.
- A claim cites its evidence: a source and the row of its template, such as `{key}:results p5`,
  or a web address, or several: [{key}, https://…].
- `secon explain NAME` explains a field, with an example. `secon validate` shows what is wrong,
  `secon show` shows what is missing and how many points it could add."""
_SHORT = "- `secon new --full` writes a file with every field in it."
_WITHOUT_SCHEMA = "## `secon schema practice` prints a JSON Schema, so that editors complete and check this file."

_LAST = ("evidence", "note")
_STEP = 2


def new_practice(record: Mapping[str, Plain], schema: str | None, *, full: bool = True) -> str:
    """The file for a record of the fields that are known; its first line names the `schema`, if there is one.

    A `full` file has and explains every field, a short one only the blocks and what is in them.
    """
    sources = record["sources"]
    assert isinstance(sources, Mapping)
    first = f"# yaml-language-server: $schema={schema}" if schema else _WITHOUT_SCHEMA
    header = _HEADER.format(key=next(iter(sources))) + ("" if full else f"\n{_SHORT}")
    lines = [first, "##", *(f"## {line}" for line in header.splitlines())]
    for block in fields_of(Practice):
        if full or block.name not in ("id", "title"):
            lines.append("")
        value = record.get(block.name)
        if not full:
            lines += _brief(block, value)
            continue
        lines += _explanation(Practice, block, 0)
        if value is not None:
            lines += _known(Practice, block, value, 0)
        elif block.block is not None and issubclass(block.block, Passage):
            lines += [f"{block.name}:", *_fields(block.block, {"evidence": []}, _STEP)]
        else:
            lines += [f"# {line}" for line in _waiting(block, 0)]
    return "\n".join(lines) + "\n"


def _brief(block: Field, value: Plain | None) -> Iterator[str]:
    """The fields of a block that are known, and the names and meanings of the others, commented out."""
    is_whole = block.block is None or block.many or block.name == "sources"
    if value is not None and is_whole:
        yield from _typed_field(Practice, block.name, value)
        return
    values: Mapping[str, Plain] = value if isinstance(value, Mapping) else {}
    hidden = ("note",) if value is None else _LAST
    if value is not None:
        yield f"{block.name}:"
    else:
        yield from _with_meaning(f"# {block.name}:", block.description)
    if block.block is None or block.many:
        return
    for inside in _in_order(block.block):
        if inside.name in values:
            yield from _typed_field(block.block, inside.name, values[inside.name], _STEP)
        elif inside.name not in hidden:
            yield from _with_meaning(f"{'  # ' if value is not None else '#   '}{inside.name}:", inside.description)


def _typed_field(block: type[BaseModel], name: str, value: Plain, indent: int = 0) -> Iterator[str]:
    form = written(type_of(block, name))
    return field(name, value, indent, typed=form is not None and form.typed)


def _with_meaning(line: str, meaning: str) -> Iterator[str]:
    """A field that waits, with its meaning behind it or, where that is too long, above."""
    if len(line) + len(meaning) + 5 <= WIDTH:
        yield f"{line}  ## {meaning}"
        return
    margin = line[: line.index("#")]
    yield from (f"{margin}## {part}" for part in textwrap.wrap(meaning, WIDTH - len(margin) - 3))
    yield line


def _known(block: type[BaseModel], definition: Field, value: Plain, indent: int) -> Iterator[str]:
    """A field with a value; the fields of its block that have none wait below those that have."""
    if definition.block is None or not value:
        yield from _typed_field(block, definition.name, value, indent)
        return
    yield f"{' ' * indent}{definition.name}:"
    if definition.many:
        assert not isinstance(value, str | Mapping)
        for number, item in enumerate(value):
            assert isinstance(item, Mapping)
            yield from _item(_fields(definition.block, item, indent + 2 * _STEP, explain=number == 0), indent + _STEP)
        return
    assert isinstance(value, Mapping)
    if definition.name == "sources":
        for number, (key, source) in enumerate(value.items()):
            assert isinstance(source, Mapping)
            yield f"{' ' * (indent + _STEP)}{key}:"
            yield from _fields(definition.block, source, indent + 2 * _STEP, explain=number == 0)
        return
    yield from _fields(definition.block, value, indent + _STEP)


def _fields(block: type[BaseModel], values: Mapping[str, Plain], indent: int, *, explain: bool = True) -> Iterator[str]:
    """The fields of a block, required ones first; with `explain`, also those that have no value."""
    for definition in _in_order(block):
        value = values.get(definition.name)
        if explain:
            yield from _explanation(block, definition, indent)
        if value is not None:
            yield from _known(block, definition, value, indent)
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
            yield f"{margin}{' ' * _STEP}-"
        return
    inside = indent + (2 * _STEP if definition.many else _STEP)
    lines = (
        line
        for inner in _in_order(definition.block)
        for line in (*_explanation(definition.block, inner, inside), *_waiting(inner, inside))
    )
    yield from _item(lines, indent + _STEP) if definition.many else lines


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
    lines = textwrap.wrap(text, WIDTH - indent - 3, break_long_words=False, break_on_hyphens=False)
    yield from (f"{' ' * indent}## {line}" for line in lines)


# --- Values as YAML ---


def field(name: str, value: Plain, indent: int = 0, *, typed: bool = False) -> Iterator[str]:
    """The lines of `name: value`; a value that is `typed` (a date, a number) is not quoted, since its form is known."""
    margin = " " * indent
    if isinstance(value, str):
        line = f"{margin}{name}: {value if typed else scalar(value)}"
        folded = textwrap.wrap(value, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
        # Long text is folded over lines where that gives back the same text.
        if len(line) <= WIDTH or " ".join(folded) != value or ESCAPED.search(value) or not value.isprintable():
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
            assert isinstance(item, Mapping)
            yield from entry(item, indent + 2)


def entry(values: Mapping[str, Plain], indent: int) -> Iterator[str]:
    """The lines of one item of a list."""
    lines = [line for name, value in values.items() for line in field(name, value, indent + 2)]
    yield f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines[1:]


# --- Ratings ---

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_ASSESSOR_HEADER = """\
Ratings of one assessor, for `secon panel`. Lines that begin with # only explain.

Rate what you can judge: a number from 0 to 10 in half points, such as 7 or 7.5, and a reason in a sentence.
0 means that nothing of what the criterion asks for is there, 5 that half of it is, 10 that nothing is left to wish for.
What you cannot judge, leave empty: an empty line counts neither as zero nor as anything else.
To cite evidence, add a line `evidence:` with a web address or a source of the practice's file (report:results p18).
A reason with `: ` or ` #` in it needs quotation marks.

The assessor has a pseudonym or a role here, never a name. The criteria ask:"""

_CONFLICTS = """\
Where you have an interest in a practice, say so: your ratings of it are then left out. For instance:
  a-practice:
    why: The assessor's office pays for it.
    criteria: [sustainability]    (only these; leave the line out where it touches all)"""


def blank_assessment(assessor: str, practices: Iterable[Practice], rubric: Rubric) -> str:
    """The file to fill in; what it says of practices and criteria is in comments."""
    lines = [
        *_comment(_ASSESSOR_HEADER, 0),
        "#",
        *(
            line
            for part in rubric.criteria.values()
            for line in _comment(f"  {one_line(part.title)}: {one_line(part.asks)}", 0)
        ),
        "",
        "format: 1",
        f"assessor: {scalar(assessor)}",
        *_comment("In what capacity you rate, such as: adviser on social enterprises.", 0),
        "role:",
        "",
        *_comment(_CONFLICTS, 0),
        "conflicts:",
        "",
        "ratings:",
    ]
    for practice in sorted(practices, key=lambda practice: practice.id):
        place = f"{practice.location.country} {practice.location.area}"
        lines += ["", *_comment(f"--- {one_line(practice.title)} ({one_line(place)})", 2), f"  {scalar(practice.id)}:"]
        for key in rubric.criteria:
            lines += [f"    {scalar(key)}:", "      rating:", "      reason:"]
    return "\n".join(lines) + "\n"


def filled_assessment(record: Mapping[str, Any]) -> str:
    """The file of an assessor whose ratings are known, as `Assessor` reads it."""
    lines = ["format: 1", *field("assessor", record.get("assessor", ""))]
    for name in ("role", "note", "conflicts"):
        if name in record:
            lines += field(name, record[name])
    lines += ["", "ratings:"] if record["ratings"] else ["ratings: {}"]
    for practice, ratings in record["ratings"].items():
        lines.append(f"  {scalar(practice)}:")
        for criterion, rating in ratings.items():
            lines.append(f"    {scalar(criterion)}:")
            for name, value in rating.items():
                lines += field(name, value, 6, typed=name == "rating" and _NUMBER.fullmatch(value) is not None)
    return "\n".join(lines) + "\n"


def _comment(text: str, indent: int) -> Iterator[str]:
    margin = " " * indent
    for line in text.splitlines():
        inside = " " * (len(line) - len(line.lstrip()))
        folded = textwrap.wrap(line, WIDTH - indent - 2, subsequent_indent=inside, break_long_words=False)
        yield from (f"{margin}# {part}".rstrip() for part in folded or [""])
