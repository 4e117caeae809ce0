"""A new practice file: what is known already, and every other field of the format, explained and waiting."""

import textwrap
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from secon_cli.output.yaml_text import WIDTH, Plain, field
from secon_cli.practice.fields import Field, fields_of
from secon_cli.practice.model import Passage, Practice
from secon_cli.practice.types import example_form, type_of, written
from secon_cli.practice.vocabularies import Term

_HEADER = """\
A practice for secon, from `secon new`. Lines with two signs, such as this one, only explain. A line
with one sign in front of a name is a field that waits to be filled in:
- To fill it in, take away the sign and the blank behind it, and write behind the colon.
- Of a field that you do not need, leave the line as it is: nobody looked, and that is no mistake.
- Where you looked and the source says nothing, write [] behind the name of a list, such as
  `barriers: []`.
- A list takes as many items as you need: repeat it from the hyphen on.
- A claim cites its evidence: the key of a source, with the template's row and the page where you
  know them, such as `{key}:results p5`; or a web address; or several of these: [{key}, https://…].
- `secon validate` says what is wrong, `secon show` what is missing and what it is worth in points,
  `secon explain NAME` what a field or one of its values means."""

_LAST = ("evidence", "note")
_STEP = 2


def new_practice(record: Mapping[str, Plain], schema: str | None) -> str:
    """The file for a record of the fields that are known; its first line names the `schema`, if there is one."""
    sources = record["sources"]
    assert isinstance(sources, Mapping)
    first = f"# yaml-language-server: $schema={schema}" if schema else _WITHOUT_SCHEMA
    header = _HEADER.format(key=next(iter(sources)))
    lines = [first, "##", *(f"## {line}" for line in header.splitlines()), *_blocks(record)]
    return "\n".join(lines) + "\n"


_WITHOUT_SCHEMA = "## `secon schema practice` gives editors a JSON Schema, which they complete and check this file by."


def _blocks(record: Mapping[str, Plain]) -> Iterator[str]:
    for one in fields_of(Practice):
        yield ""
        yield from _explanation(Practice, one, 0)
        value = record.get(one.name)
        if one.block is not None and issubclass(one.block, Passage) and value is None:
            yield f"{one.name}:"
            yield from _fields(one.block, {"evidence": []}, _STEP)
        elif value is None:
            yield from _commented(_waiting(one, 0), 0)
        else:
            yield from _known(Practice, one, value, 0)


def _known(block: type[BaseModel], one: Field, value: Plain, indent: int) -> Iterator[str]:
    """A field with a value; the fields of its block that have none wait below those that have."""
    if one.block is None or not value:
        form = written(type_of(block, one.name))
        yield from field(one.name, value, indent, typed=form is not None and form.typed)
        return
    yield f"{' ' * indent}{one.name}:"
    if one.many:
        assert not isinstance(value, str | Mapping)
        for number, item in enumerate(value):
            assert isinstance(item, Mapping)
            yield from _item(_fields(one.block, item, indent + 2 * _STEP, explain=number == 0), indent + _STEP)
        return
    assert isinstance(value, Mapping)
    if one.name == "sources":
        for number, (key, source) in enumerate(value.items()):
            assert isinstance(source, Mapping)
            yield f"{' ' * (indent + _STEP)}{key}:"
            yield from _fields(one.block, source, indent + 2 * _STEP, explain=number == 0)
        return
    yield from _fields(one.block, value, indent + _STEP)


def _fields(block: type[BaseModel], values: Mapping[str, Plain], indent: int, *, explain: bool = True) -> Iterator[str]:
    """The fields of a block, those that are needed first; with `explain`, also those that have no value."""
    for one in _in_order(block):
        value = values.get(one.name)
        if explain:
            yield from _explanation(block, one, indent)
        if value is not None:
            yield from _known(block, one, value, indent)
        elif explain:
            yield from _commented(_waiting(one, 0), indent)


def _item(lines: Iterator[str], indent: int) -> Iterator[str]:
    """Lines as an item of a list: the first that is no comment gets the hyphen, what explains it stands above."""
    marked = False
    for line in lines:
        hyphen = "" if marked or line.lstrip().startswith("#") else "- "
        yield line if marked else f"{' ' * indent}{hyphen}{line.lstrip()}"
        marked = marked or bool(hyphen)


def _waiting(one: Field, indent: int) -> Iterator[str]:
    """A field without value, and below it the fields that its block or its items would have."""
    margin = " " * indent
    yield f"{margin}{one.name}:"
    if one.block is None:
        if one.many and one.name != "evidence":
            yield f"{margin}{' ' * _STEP}-"
        return
    inside = indent + (2 * _STEP if one.many else _STEP)
    lines = _waiting_block(one.block, inside)
    yield from _item(lines, indent + _STEP) if one.many else lines


def _waiting_block(block: type[BaseModel], indent: int) -> Iterator[str]:
    for one in _in_order(block):
        yield from _explanation(block, one, indent)
        yield from _waiting(one, indent)


def _commented(lines: Iterator[str], indent: int) -> Iterator[str]:
    yield from (f"{' ' * indent}# {line}" for line in lines)


def _in_order(block: type[BaseModel]) -> list[Field]:
    """Fields in the order in which a file is written: what is needed, what may be added, what it rests on."""
    return sorted(fields_of(block), key=lambda one: (one.name in _LAST, not one.required))


def _explanation(block: type[BaseModel], one: Field, indent: int) -> Iterator[str]:
    """What a field means, what may stand in it, and whether it is needed."""
    parts = [one.description, _choice(block, one), "Needed." if one.required else ""]
    text = " ".join(part for part in parts if part)
    lines = textwrap.wrap(text, WIDTH - indent - 3, break_long_words=False, break_on_hyphens=False)
    yield from (f"{' ' * indent}## {line}" for line in lines)


def _choice(block: type[BaseModel], one: Field) -> str:
    if one.vocabulary is not None:
        return f"{'Any' if one.many else 'One'} of: {', '.join(_words(one.vocabulary))}."
    form = example_form(block, one.name)
    return f"{form[0].upper()}{form[1:]}." if form else ""


def _words(vocabulary: type[Term]) -> list[str]:
    return [term.value for term in vocabulary]
