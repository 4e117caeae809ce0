"""What a syntax error of YAML means, in words for people who do not know YAML."""

import re
from collections.abc import Callable
from typing import TypeAlias

import yaml

from secon_cli.reading.document import Fault
from secon_cli.reading.spans import LINE_BREAK, START, Mark, Span, at_index

_Wording: TypeAlias = tuple[str, str]

_QUOTE_IT = "put the whole text in quotation marks"
_NAMED = "write it as `name: value`"
_ALIGN = "begin the line exactly below the names that it belongs with"


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
        place = Span(mark.line + 1, start + 1, mark.line + 1, start + 2)
        return Fault("tab", "a tab stands here", place, help="indent with spaces: YAML knows no tabs")
    if "another document" in problem:
        help_text = "write one file for each, and remove the line `---`"
        return Fault("several-documents", "a second document begins here", _at(mark, 3), help=help_text)
    if mark.index >= len(text.rstrip()) and (context is None or context.index >= mark.index):
        end = at_index(text, max(len(text.rstrip()) - 1, 0))
        return Fault("syntax", "the file ends here, in the middle of something", end, help="write what is missing")
    for known, at_context, wording in _WORDINGS:
        if re.search(known, problem):
            here = context if at_context and context is not None else mark
            message, advice = wording(_line(text, here), here, text)
            return Fault("syntax", message, _at(here), help=advice)
    return Fault("syntax", f"this is not valid YAML: {problem}", _at(mark))


def _at(mark: Mark, length: int = 1) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + length)


def _line(text: str, mark: Mark) -> str:
    lines = LINE_BREAK.split(text)
    return lines[mark.line] if mark.line < len(lines) else ""


def _colon(line: str, mark: Mark, text: str) -> _Wording:
    before = line[: mark.column]
    if ": " in before.strip():
        return "a second colon on this line", f"{_QUOTE_IT} if the colon belongs to it"
    above = [other for other in LINE_BREAK.split(text)[: mark.line] if other.strip() and other.strip()[0] != "#"]
    if above and ":" not in above[-1] and not above[-1].lstrip().startswith("- "):
        return f"no field can begin here, because `{_short(above[-1])}` above has no colon", _NAMED
    return "no field can begin here, because the line above has its value already", _ALIGN


def _no_colon(line: str, mark: Mark, text: str) -> _Wording:
    return f"there is no colon after `{_short(line[mark.column :])}`", _NAMED


def _short(line: str) -> str:
    return line.strip()[:40]


def _quote(line: str, mark: Mark, text: str) -> _Wording:
    return "the quotation mark that opens here is never closed", "close it, or remove it"


def _bracket(line: str, mark: Mark, text: str) -> _Wording:
    opened = line[mark.column : mark.column + 1]
    closing = "]" if opened == "[" else "}"
    help_text = f"put a comma between items and `{closing}` at the end; text that has them needs quotation marks"
    return f"the `{opened}` that opens here is not closed, or a comma is missing", help_text


def _misfit(line: str, mark: Mark, text: str) -> _Wording:
    before = line[: mark.column].rstrip()
    if before.endswith(('"', "'")):
        return "text goes on after the closing quotation mark", f"{_QUOTE_IT}; inside '…' write ' as ''"
    return "the indentation of this line fits no line above", _ALIGN


def _no_dash(line: str, mark: Mark, text: str) -> _Wording:
    return (
        "an item of the list above is expected here",
        f"begin it with `- `, or {_ALIGN}",
    )


def _bad_start(line: str, mark: Mark, text: str) -> _Wording:
    return f"a value cannot begin with `{line[mark.column : mark.column + 1]}`", _QUOTE_IT


def _dash(line: str, mark: Mark, text: str) -> _Wording:
    return "a list cannot begin on the line of its name", f"begin it on the next line, or {_QUOTE_IT}"


def _escape(line: str, mark: Mark, text: str) -> _Wording:
    written = line[mark.column : mark.column + 2]
    return f'`{written}` means nothing inside "…"', "write `\\\\` for a backslash, or use '…' instead"


def _block_text(line: str, mark: Mark, text: str) -> _Wording:
    return (
        f"nothing may follow `{line[mark.column : mark.column + 1]}` on its line",
        "indent the text on the next line",
    )


_WORDINGS: tuple[tuple[str, bool, Callable[[str, Mark, str], _Wording]], ...] = (
    ("mapping values are not allowed", False, _colon),
    ("could not find expected ':'", True, _no_colon),
    ("unexpected (end of stream|document indicator)", True, _quote),
    ("did not find expected ',' or", True, _bracket),
    ("did not find expected key", False, _misfit),
    ("did not find expected '-' indicator", False, _no_dash),
    ("cannot start any token|expected node content|alphabetic or numeric", False, _bad_start),
    ("block sequence entries are not allowed", False, _dash),
    ("unknown escape character", False, _escape),
    ("expected comment or line break", True, _block_text),
)
"""The parser's words, whether to look where the construct began, and how to say it."""
