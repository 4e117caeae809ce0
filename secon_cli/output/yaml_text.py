"""Plain values as YAML that every reader gives back exactly: what could be misread is quoted."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from secon_cli.reading.yaml_scalars import ESCAPED, scalar

WIDTH = 100
"""Columns that a line fills at most, where it can be folded."""

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]


def field(name: str, value: Plain, indent: int = 0, *, typed: bool = False) -> Iterator[str]:
    """The lines of `name: value`; a value that is `typed` (a date, a number) stands as it is, since it has a form."""
    margin = " " * indent
    if isinstance(value, str):
        yield from _text(f"{margin}{name}:", value if typed else scalar(value), value, indent)
    elif not value:
        yield f"{margin}{name}: []"
    elif isinstance(value, Mapping):
        yield f"{margin}{name}:"
        for key, inside in value.items():
            yield from field(key, inside, indent + 2)
    elif all(isinstance(item, str) for item in value):
        yield from _texts(f"{margin}{name}:", [str(item) for item in value], indent)
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


def _text(head: str, written: str, text: str, indent: int) -> Iterator[str]:
    """Long text is folded over lines where that gives back the same text."""
    if len(head) + 1 + len(written) <= WIDTH:
        yield f"{head} {written}"
        return
    lines = textwrap.wrap(text, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
    if " ".join(lines) != text or ESCAPED.search(text) or not text.isprintable():
        yield f"{head} {written}"
        return
    yield f"{head} >-"
    yield from (f"{' ' * (indent + 2)}{line}" for line in lines)


def _texts(head: str, texts: list[str], indent: int) -> Iterator[str]:
    """Short texts in one line, long ones as a list."""
    line = f"{head} [{', '.join(scalar(text, flow=True) for text in texts)}]"
    if len(line) <= WIDTH:
        yield line
        return
    yield head
    yield from (f"{' ' * (indent + 2)}- {scalar(text)}" for text in texts)
