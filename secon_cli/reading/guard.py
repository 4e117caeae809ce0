"""What a text must not contain, found before anything recursive runs on it.

libyaml's composer overflows the stack of the process on 100,000 × `[`, `- ` or `? `, and a whole scan of such events
takes time that grows with the square. So cheap upper bounds decide first; only where one is exceeded are the events
scanned, and the scan ends at the first that is too deep.
"""

import re

import yaml

from secon_cli.reading.document import Fault, at_index

MAX_DEPTH = 64
"""How deep lists and blocks may be nested."""

MAX_NODES = 50_000
"""How many names, values, lists and blocks a file may hold."""

MAX_LENGTH = 50_000
"""How many characters a name or a value may have."""

TOO_DEEP = f"lists and blocks are nested more than {MAX_DEPTH} deep here"

_CHECK_INDENTATION = "check the indentation"
_OWN_BOUND = "nesting depth"
"""What libyaml from 0.2.6 on says of a thousand nested lists, before it reports the first of them."""
_MANY = 500
_DEEP_INDENT = " " * 100
_INDICATORS = ("-", "?", "[", "{")
"""Signs of which one opens each list or block, but for a block without a name, which a colon after a space opens."""
# A tag, an anchor or an alias can only begin where a value may begin; the word before it tells prose apart. An anchor
# and an alias have a name: without one, as in `A & B`, there is nothing to refuse, or no YAML.
_REFERENCE = re.compile(r"[!&*](?<![^\s\[\]{},:?-][!&*])(?:(?<=!)|(?=[\w-]))")


def refuse(text: str) -> Fault | None:
    """The first reason not to compose the text, or None; a syntax error is none, it shows when composing."""
    if not _suspicious(text):
        return None
    depth = nodes = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if not isinstance(event, yaml.NodeEvent):
                continue
            nodes += 1
            depth += isinstance(event, yaml.CollectionStartEvent)
            reason = _reference(event) or _size(depth, nodes) or _length(event)
            if reason is not None:
                kind, message, help_text = reason
                assert event.start_mark is not None
                return Fault(kind, message, at_index(text, event.start_mark.index), help=help_text)
    except yaml.MarkedYAMLError as error:
        if error.problem is not None and _OWN_BOUND in error.problem and error.problem_mark is not None:
            return Fault("too-deep", TOO_DEEP, at_index(text, error.problem_mark.index), help=_CHECK_INDENTATION)
    except yaml.YAMLError:
        pass
    return None


def _suspicious(text: str) -> bool:
    """Whether cheap bounds leave it open that the text nests too deep, is too long, or uses references or tags."""
    # Only a text as long as that can hold so many lines and commas: to count them takes 10 µs.
    if len(text) > MAX_NODES // 4 and (len(text) > MAX_LENGTH or text.count("\n") + text.count(",") > MAX_NODES // 4):
        return True
    return (
        sum(map(text.count, _INDICATORS)) + text.count(" :") + ("\t" in text and text.count("\t:")) > _MANY
        or _DEEP_INDENT in text
        or (("!" in text or "&" in text or "*" in text) and _REFERENCE.search(text) is not None)
    )


def _reference(event: yaml.NodeEvent) -> tuple[str, str, str] | None:
    if isinstance(event, yaml.AliasEvent):
        return "alias", f"`*{event.anchor}` repeats another part of the file", f"write it out; {_quoted('*')}"
    if event.anchor is not None:
        return "alias", f"`&{event.anchor}` marks a part for repetition", f"remove it; {_quoted('&')}"
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        return "tag", "`!` gives the value a YAML type", f"remove it; {_quoted('!')}"
    return None


def _quoted(sign: str) -> str:
    return f"text that begins with `{sign}` needs quotation marks"


def _length(event: yaml.NodeEvent) -> tuple[str, str, str] | None:
    if isinstance(event, yaml.ScalarEvent) and len(event.value) > MAX_LENGTH:
        return "too-large", f"this text has more than {MAX_LENGTH:,} characters", "shorten it, or link to a document"
    return None


def _size(depth: int, nodes: int) -> tuple[str, str, str] | None:
    if depth > MAX_DEPTH:
        return "too-deep", TOO_DEEP, _CHECK_INDENTATION
    if nodes > MAX_NODES:
        return "too-large", f"the file holds more than {MAX_NODES:,} values", "split it into one file per practice"
    return None
