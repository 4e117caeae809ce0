"""What can still be read of a text with mistakes of YAML: each top-level block with one is taken out, the rest stays.

The text keeps its length and its lines, so that every place in the rest is the same.
"""

import re

import yaml

from secon_cli.reading.composer import compose
from secon_cli.reading.document import Fault
from secon_cli.reading.guard import refuse
from secon_cli.reading.syntax import explain

_MOST = 10
"""Mistakes of one file that are looked for: each takes another reading of the text."""
_LARGEST = 200_000
"""Characters of a text beyond which only its first mistake is reported."""
_RECOVERABLE = frozenset(("syntax", "tab", "alias", "tag"))
_LINES = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_TOP = re.compile(r"[^\s#-]")
_NAME = re.compile(r"[\s-]*[\"']?(\w+)")
"""The first word of a line: the name of a field, even if its colon is missing."""


def recovered(text: str, fault: Fault) -> tuple[list[Fault], str, yaml.MappingNode | None, frozenset[str]]:
    """All mistakes found from the first, the text without their blocks, its root, and the names in those blocks.

    The root is None if nothing can be read.
    """
    faults, lost = [fault], set[str]()
    root: yaml.Node | None = None
    while fault.kind in _RECOVERABLE and len(faults) <= _MOST and len(text) <= _LARGEST:
        shorter, names = _without_block(text, fault.span.line)
        if shorter == text:
            break
        text = shorter
        lost |= names
        refused = refuse(text)
        if refused is None:
            try:
                root = compose(text)
                break
            except yaml.YAMLError as error:
                refused = explain(error, text)
        fault = refused
        faults.append(fault)
    # What stopped the search may be a consequence of what was taken out: the first mistake is certain.
    if not isinstance(root, yaml.MappingNode):
        return faults[:1], text, None, frozenset(lost)
    return faults, text, root, frozenset(lost)


def _without_block(text: str, line: int) -> tuple[str, set[str]]:
    """The text with spaces in place of the top-level block around a line, and the names in that block."""
    lines = _LINES.findall(text)
    first = min(line, len(lines)) - 1
    while first > 0 and not _TOP.match(lines[first]):
        first -= 1
    last = first + 1
    while last < len(lines) and not _TOP.match(lines[last]):
        last += 1
    names = {match[1] for each in lines[first:last] if (match := _NAME.match(each))}
    blank = [re.sub(r"[^\r\n]", " ", each) for each in lines[first:last]]
    return "".join([*lines[:first], *blank, *lines[last:]]), names
