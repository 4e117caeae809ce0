"""What repairs change, as a unified diff that `git apply` and `patch -p1` take."""

import sys
from collections.abc import Iterator
from difflib import unified_diff

from secon_cli.output.destination import is_terminal
from secon_cli.output.plain_text import one_line, visible

_NO_LINE_END = "\\ No newline at end of file\n"


def diff(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of the diff of one file, with the line ends that the file has."""
    called = one_line(name)
    for line in unified_diff(_lines(before), _lines(after), f"a/{called}", f"b/{called}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"


def readable(diff: str, *, to_file: bool) -> str:
    """The diff for where it goes: a terminal is shown what a program is given."""
    if to_file or not is_terminal(sys.stdout):
        return diff
    return "".join(f"{visible(line.rstrip())}\n" for line in _lines(diff))


def _lines(text: str) -> list[str]:
    """The lines of a text as these programs count them, with their ends."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
