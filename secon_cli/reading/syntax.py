"""Syntax errors of YAML, in words for people who do not know it, and what can be read of a text in spite of them."""

import re
import unicodedata

import yaml
from yaml.error import Mark

from secon_cli.reading.document import START, Fault, Places, Span, at_index, lines_of
from secon_cli.reading.yaml_reader import ODD_SPACES, composed

_QUOTE_IT = "put the whole text in quotation marks"
_NAMED = "write it as `name: value`"
_ALIGN = "start the line in the same column as the names of its block"
_BRACKETS = "put a comma between items and `{}` at the end; text that contains them needs quotation marks"

_NO_SPACE = re.compile(r"\s*(?:- +)*([\w-]+):(?=[^\s/])")
"""A name whose colon has no space after it; `https:` is not one."""
_SEPARATORS = re.compile(
    rf"^[ \t{ODD_SPACES}]*(?:-[ \t{ODD_SPACES}]+)*(?:[\w-]+:[{ODD_SPACES}][ \t{ODD_SPACES}]*)?", re.MULTILINE
)
"""What comes before a line's first name, and after its colon."""


def straightened(
    text: str, root: yaml.MappingNode | None, fault: Fault | None
) -> tuple[yaml.MappingNode | None, Fault | None, list[Fault], str]:
    """The root or fault of a text with ordinary spaces around names, the faults of the other spaces, and that text.

    Spaces that YAML takes for letters stay where they are part of a text.
    """
    straight = _SEPARATORS.sub(lambda match: re.sub(f"[{ODD_SPACES}]", " ", match[0]), text)
    own_root, own_fault = composed(straight, straight.encode())
    if own_fault is None:
        field_at, letters = Places(straight, own_root).field_at, list(straight)
        for at, (was, now) in enumerate(zip(text, straight, strict=True)):
            if was != now and field_at(at) is not None:
                letters[at] = was
        if (kept := "".join(letters)) != straight:
            straight = kept
            own_root, own_fault = composed(straight, straight.encode())
    if straight == text or (own_fault is not None and fault is None):
        return root, fault, [], text
    faults = []
    for number, (was, now) in enumerate(zip(lines_of(text), lines_of(straight), strict=True), start=1):
        if odd := [at for at, letter in enumerate(was) if letter != now[at]]:
            space = was[odd[0]]
            what = f"unusual space (U+{ord(space):04X}, {unicodedata.name(space).lower()})"
            faults.append(Fault("unusual-space", what, Span(number, odd[0] + 1, number, odd[-1] + 2)))
    return own_root, own_fault, faults, straight


def explain(error: yaml.YAMLError, text: str) -> Fault:
    """The fault that an error of the parser stands for, at the place where the writer has to look."""
    problem = getattr(error, "problem", None) or str(error)
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return Fault("syntax", f"this is not valid YAML: {problem}", START)
    line = _line(text, mark)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or (line[mark.column : mark.column + 1] == "\t" and "token" in problem):
        start = line.index("\t")
        return Fault("tab", "there is a tab here", Span(mark.line + 1, start + 1, mark.line + 1, start + 2))
    if "another document" in problem:
        return Fault("several-documents", "a second document starts here", _at(mark, 3))
    if mark.index >= len(text.rstrip()) and (context is None or context.index >= mark.index):
        end = at_index(text, max(len(text.rstrip()) - 1, 0))
        return Fault("syntax", "unexpected end of file", end, help="complete the last field")
    return _worded(problem, context if context is not None and _WHERE_IT_BEGAN.search(problem) else mark, text)


def _worded(problem: str, mark: Mark, text: str) -> Fault:
    """What the parser's words for a problem mean, at the place where the writer has to look."""
    line = _line(text, mark)
    if "could not find expected ':'" in problem:
        message = f"there is no colon after `{line[mark.column :].strip()[:40]}`"
        advice = f"{_NAMED}; indent text that continues from the line above"
        return _joined(line, mark.line + 1) or _syntax(message, advice, mark)
    if "Unicode character escape" in problem or "hexdecimal number" in problem:
        start = line.rfind("\\", 0, mark.column + 1)
        written = line[start : start + (10 if line[start + 1 : start + 2] == "U" else 6)] if start >= 0 else "this"
        advice = "write the character itself, or all of its code, such as `\\U0001F600`"
        return _syntax(f"`{written}` is not the code of a character", advice, mark)
    if "mapping values are not allowed" in problem:
        return _quote_left_open(mark, text) or _colon(line, mark, text)
    if "did not find expected key" in problem:
        before = line[: mark.column].rstrip()
        if left_open := _quote_left_open(mark, text):
            return left_open
        if before.endswith(('"', "'")):
            message = "there is text after the closing quotation mark"
            return _syntax(message, f"{_QUOTE_IT}; inside '…' write ' as ''", mark)
        if before.endswith(("]", "}")):
            return _syntax(f"there is text after the closing `{before[-1]}`", _QUOTE_IT, mark)
        return _syntax("the indentation of this line matches no line above", _ALIGN, mark)
    for words, message, advice in _AS_TEXT:
        if re.search(words, problem):
            sign, following = line[mark.column : mark.column + 1], line[mark.column + 1 : mark.column + 2]
            return _syntax(message.format(sign=sign, next=following), advice, mark)
    return _syntax(f"this is not valid YAML: {problem}", None, mark)


def _syntax(message: str, advice: str | None, mark: Mark) -> Fault:
    return Fault("syntax", message, _at(mark), help=advice)


def _at(mark: Mark, length: int = 1) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + length)


def _line(text: str, mark: Mark) -> str:
    lines = lines_of(text)
    return lines[mark.line] if mark.line < len(lines) else ""


def _colon(line: str, mark: Mark, text: str) -> Fault:
    """A colon after which a field would begin where none can."""
    before = line[: mark.column].strip()
    if ": " in before:
        if before.startswith("evidence:"):
            return _syntax("a citation has no space after its colon", "write it as `report:results`", mark)
        advice = f"{_QUOTE_IT} if the colon is part of it; if a field starts here, put it on its own line"
        return _syntax("a second colon on this line", advice, mark)
    # The nearest line above that holds more than a comment.
    lines = list(enumerate(lines_of(text)[: mark.line], start=1))
    holding = ((at, above) for at, above in reversed(lines) if above.strip() and above.strip()[0] != "#")
    number, other = next(holding, (0, ""))
    if joined := _joined(other, number):
        return joined
    if not other:
        return _syntax("a field cannot start here", _ALIGN, mark)
    if ":" not in other and not other.lstrip().startswith("- "):
        return _syntax(f"a field cannot start here, because `{other.strip()[:40]}` above has no colon", _NAMED, mark)
    if len(line) - len(line.lstrip()) > len(other) - len(other.lstrip()):
        message = f"this line is indented further than `{other.strip()[:40]}` above, which already has a value"
        return _syntax(message, "start all fields of a block in the same column", mark)
    return _syntax("a field cannot start here, because the line above already has a value", _ALIGN, mark)


def _quote_left_open(mark: Mark, text: str) -> Fault | None:
    """A quotation mark some lines above that closes only on this line, because nothing closed it where it should."""
    last: yaml.ScalarToken | None = None
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if token.end_mark.index > mark.index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                last = token
    except yaml.YAMLError:
        pass
    if last is None or not last.start_mark.line < last.end_mark.line == mark.line:
        return None
    message = f"the quotation mark that opens here is not closed until line {mark.line + 1}"
    return _syntax(message, "close it where the text ends; inside '…' write ' as ''", last.start_mark)


def _joined(line: str, number: int) -> Fault | None:
    """A name without a space after its colon."""
    joined = _NO_SPACE.match(line)
    if joined is None:
        return None
    place = Span(number, joined.start(1) + 1, number, joined.end() + 1)
    return Fault("syntax", "missing space after the colon", place, help=f"write `{joined[1]}: …`")


_UNCLOSED = "the `{sign}` that opens here is not closed, or a comma is missing"
_AS_TEXT = (
    ("unexpected (end|document)", "the quotation mark that opens here is never closed", "close or remove it"),
    (r"expected ',' or '\]'", _UNCLOSED, _BRACKETS.format("]")),
    ("expected ',' or '}'", _UNCLOSED, _BRACKETS.format("}")),
    ("expected '-' indicator", "expected an item of the list above", f"start it with `- `, or {_ALIGN}"),
    ("cannot start|node content|alphabetic or numeric", "a value cannot start with `{sign}`", _QUOTE_IT),
    (
        "block sequence",
        "a list cannot start on the same line as its name",
        f"start it on the next line, or {_QUOTE_IT}",
    ),
    ("unknown escape", '`{sign}{next}` is not valid inside "…"', "write `\\\\` for a backslash, or use '…' instead"),
    ("YAML|directive", "this names a version of YAML that is not used here", "remove the line"),
    ("comment or line break", "nothing may follow `{sign}` on its line", "indent the text on the next line"),
)
"""The parser's words, and what to say; `sign` and `next` are the characters there."""
_WHERE_IT_BEGAN = re.compile("could not find expected ':'|unexpected (end|document)|',' or|comment or line break")
"""Mistakes of which the writer has to look where the construct began, not where the parser stopped."""


# --- What can still be read ---

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
    root: yaml.MappingNode | None = None
    while fault.kind in _RECOVERABLE and len(faults) <= _MOST and len(text) <= _LARGEST:
        # Spaces take the place of the top-level block around the mistake.
        lines = _LINES.findall(text)
        first = min(fault.span.line, len(lines)) - 1
        while first > 0 and not _TOP.match(lines[first]):
            first -= 1
        last = next((at for at in range(first + 1, len(lines)) if _TOP.match(lines[at])), len(lines))
        lost |= {match[1] for line in lines[first:last] if (match := _NAME.match(line))}
        spaces = [re.sub(r"[^\r\n]", " ", line) for line in lines[first:last]]
        if spaces == lines[first:last]:
            break
        text = "".join([*lines[:first], *spaces, *lines[last:]])
        root, next_fault = composed(text, text.encode())
        if next_fault is None:
            break
        fault = next_fault
        faults.append(fault)
    # What stopped the search may follow from what was taken out; only the first mistake is certain.
    return faults if root is not None else faults[:1], text, root, frozenset(lost)
