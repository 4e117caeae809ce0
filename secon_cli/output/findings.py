"""Findings as every format gets them, and as text: the line of the file, a caret under what is wrong, what to write."""

import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import lru_cache, partial
from io import StringIO
from itertools import accumulate, takewhile
from typing import Any

from rich.cells import cell_len

from secon_cli.checks.checked_files import CheckedFile
from secon_cli.checks.findings import Finding, Severity
from secon_cli.output.destination import Screen, is_terminal
from secon_cli.output.plain_text import count, one_line, visible, wrapped
from secon_cli.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """Findings in the order of files and places; those as bad as `fail_on` fail the check (None: nothing does).

    `rubric` is the one in force, whose `as_of` dates are checked against, and which advises.
    """

    findings: Sequence[Finding]
    files: Sequence[CheckedFile]
    options: Mapping[str, Any]
    fail_on: Severity | None = Severity.ERROR
    rubric: Rubric | None = None

    def fails(self, finding: Finding) -> bool:
        """Whether this finding fails the check."""
        return self.fail_on is not None and finding.severity.rank <= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether the check failed."""
        return any(map(self.fails, self.findings))

    def lines(self) -> dict[str, list[str]]:
        """The lines of every file that has a finding, by name."""
        named = {finding.file for finding in self.findings}
        return {file.name: file.document.lines() for file in self.files if file.name in named}

    def worst_first(self) -> list[Finding]:
        """The findings for people: files with errors first, and in each file errors first."""
        worst: dict[str, int] = {}
        for finding in self.findings:
            worst[finding.file] = min(finding.severity.rank, worst.get(finding.file, finding.severity.rank))
        return sorted(
            self.findings, key=lambda finding: (worst[finding.file], finding.file, finding.severity.rank, finding.order)
        )


def findings_text(report: FindingsReport, format: str, screen: Screen) -> str:
    """The findings in a format."""
    match format:
        case "json":
            from secon_cli.output import wires
            from secon_cli.output.wire import to_json

            return to_json(wires.criteria.VALIDATION.view(report))
        case "github" | "gitlab" | "junit" | "sarif":
            from secon_cli.output import ci

            return ci.WRITERS[format](report)
        case "concise":
            return concise(report.worst_first(), screen)
        case _:
            return findings_screen(report.worst_first(), {file.name: file.document for file in report.files}, screen)


def place_of(finding: Finding) -> str:
    """Where the finding begins: `file:line:column`."""
    return f"{visible(finding.file)}:{finding.span.line}:{finding.span.column}"


def one_line_of(finding: Finding) -> str:
    """What is wrong and what to write instead, on one line."""
    return one_line(f"{finding.message} – {finding.help}" if finding.help else finding.message)


def summary_line(files: int, findings: Iterable[Finding]) -> str:
    """`18 files, 0 errors, 2 warnings`; advice only if there is any."""
    counts = Counter(finding.severity for finding in findings)
    parts = [count(files, "file"), count(counts[Severity.ERROR], "error"), count(counts[Severity.WARNING], "warning")]
    if counts[Severity.ADVICE]:
        parts.append(f"{counts[Severity.ADVICE]} advice")
    return ", ".join(parts)


_POSITION = re.compile(r"\[\d+\]")


def fingerprints(findings: Sequence[Finding], lines: Mapping[str, Sequence[str]]) -> list[str]:
    """Names, all different, by which a program recognises findings from run to run, also after lines were added above.

    They come from rule, file, field and the words of the line, not from its number, positions in lists or the wording
    of the message. Equal findings are distinguished by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    # A line is hashed once, however many findings it has: one line may be the whole of a hostile file.
    words: dict[tuple[str, int], str] = {}
    names = []
    for finding in findings:
        line = (finding.file, finding.span.line)
        if line not in words:
            written = lines.get(finding.file, ())
            text = " ".join(written[finding.span.line - 1].split()) if finding.span.line <= len(written) else ""
            words[line] = _hash(text)
        field = _POSITION.sub("[]", finding.field) if "[" in finding.field else finding.field
        traits = (finding.rule, finding.file, field, words[line])
        seen[traits] += 1
        names.append(_hash("\0".join([*traits, str(seen[traits])])))
    return names


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- Text ---

_TAB = 4
_LONGEST = 4000
"""Columns of an excerpt that is not on a terminal: one line of a hostile file must not flood a log."""
_RUNNERS = ("GITHUB_ACTIONS", "TF_BUILD", "GITEA_ACTIONS", "FORGEJO_ACTIONS")
"""Variables of runners that read commands from the log of a job."""
_COMMAND = re.compile(r"^[ +-]?\s*::|##(?:vso)?\[")
_NARROWEST_MESSAGE = 24
"""With less room next to the caret, the message is on the next line."""
_REACH = 4
"""How many characters of a line are looked at for each cell that there is room for."""
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.ADVICE: "1;36"}
"""Codes of a terminal for bold red, yellow and cyan."""


def findings_screen(findings: Iterable[Finding], documents: Mapping[str, Any], screen: Screen) -> str:
    """Findings with excerpts from the `lines()` of documents, by name; a terminal clips long lines of files."""
    clip = screen.width if screen.cut else _LONGEST
    # The lines of one file at a time: those of all files took a third of the memory.
    lines = lru_cache(maxsize=1)(lambda name: documents[name].lines())
    texts = [finding_text(each, lines(each.file), screen.width, clip, colored=screen.color) for each in findings]
    return "\n".join(texts)


def finding_text(
    finding: Finding, lines: Sequence[str], width: int, clip: int = _LONGEST, *, colored: bool = False
) -> str:
    """One finding, with messages wrapped to `width` and the line of its file clipped to `clip` around the caret."""
    span, message = finding.span, visible(finding.message)
    number = str(span.line)
    gutter = " " * len(number)
    paint = partial(_painted, severity=finding.severity, colored=colored)
    parts = [f"{paint(f'{finding.severity}[{finding.rule}]')} {place_of(finding)}"]
    if has_excerpt := span.line <= len(lines) and bool(lines[span.line - 1].strip()):
        line, before, marked = _excerpt(finding, lines[span.line - 1], clip - len(number) - 3)
        parts += [f"{gutter} |", f"{number} | {line}"]
        carets = f"{' ' * before}{'^' * marked}"
        room = width - len(number) - 4 - len(carets)
        if cell_len(message) <= room or room >= _NARROWEST_MESSAGE:
            first, *rest = wrapped(message, room, cell_len)
            parts.append(f"{gutter} | {paint(f'{carets} {first}')}")
            parts += [f"{gutter} | {' ' * len(carets)} {paint(further)}" for further in rest]
            message = ""
        else:
            parts.append(f"{gutter} | {paint(carets)}")
    if message:
        parts += _labelled(gutter, "", message, width, paint)
    if finding.help is not None:
        if has_excerpt:
            parts.append(f"{gutter} |")
        parts += _labelled(gutter, "help: ", visible(finding.help), width)
    return "\n".join(parts) + "\n"


def concise(findings: Iterable[Finding], screen: Screen) -> str:
    """One line for each finding, in the form that editors know: `file:line:column: severity[rule]: message`."""
    lines = []
    for finding in findings:
        kind = _painted(f"{finding.severity}[{finding.rule}]", finding.severity, colored=screen.color)
        lines.append(no_command(f"{place_of(finding)}: {kind}: {one_line_of(finding)}\n"))
    return "".join(lines)


def diff(name: str, before: str, after: str) -> Iterator[str]:
    """A unified diff of one file that `git apply` and `patch -p1` take, with the line ends that the file has."""
    called = one_line(name)
    for line in unified_diff(_lines(before), _lines(after), f"a/{called}", f"b/{called}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def readable(diff: str, *, to_file: bool) -> str:
    """The diff for where it goes: on a terminal, special characters are shown as their codes.

    In the log of a CI job, no line is a command for the runner, even though it then does not apply as a patch.
    """
    if to_file:
        return diff
    if is_terminal(sys.stdout):
        return "".join(f"{visible(line.rstrip())}\n" for line in _lines(diff))
    if any(os.environ.get(name) for name in _RUNNERS):
        code = str.maketrans({":": "\\x3a", "[": "\\x5b"})
        return "".join(_COMMAND.sub(lambda match: match[0].translate(code), line) for line in _lines(diff))
    return diff


def _lines(text: str) -> list[str]:
    """The lines of a text as `git` and `patch` count them, with their ends."""
    return StringIO(text).readlines()


def _painted(text: str, severity: Severity, *, colored: bool) -> str:
    return f"\x1b[{_COLORS[severity]}m{text}\x1b[0m" if colored and text else text


def no_command(line: str) -> str:
    """A line that begins with data, so that no CI job runs it as a command."""
    return f"\\x3a{line[1:]}" if line.startswith("::") else line


def _labelled(gutter: str, label: str, text: str, width: int, paint: Callable[[str], str] = str) -> Iterator[str]:
    """A remark below the excerpt, wrapped below its own beginning."""
    head = f"{gutter} = {label}"
    for index, line in enumerate(wrapped(text, max(width - len(head), 1), cell_len)):
        yield f"{' ' * len(head)}{paint(no_command(line))}" if index else head + paint(line)


def _excerpt(finding: Finding, line: str, width: int) -> tuple[str, int, int]:
    """The line as printed, the cells before the caret, and the cells that carets take."""
    span = finding.span
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    # Of a monstrous line only what can be shown is looked at; characters without width are the reason for some more.
    reach = _REACH * max(width, 20)
    before = _printed(line[: span.column - 1][-reach:])
    marked = _printed(line[span.column - 1 : end][:reach])
    after = _printed(line[end : end + reach])
    if cell_len(before + marked + after) > width:
        # What is marked first, then a little of what is around it.
        width = max(width, 20)
        marked = _fitted(marked, width // 2)
        room = width - cell_len(marked)
        if cell_len(before) > room // 2:
            before = _fitted(before, max(room // 2, room - cell_len(after)), end=True)
        after = _fitted(after, width - cell_len(before + marked))
    # Once more, for what is harmless in each part and not in the whole.
    return visible(before + marked + after), cell_len(before), max(cell_len(marked), 1)


def _printed(part: str) -> str:
    return visible(part.replace("\t", " " * _TAB))


def _fitted(text: str, width: int, *, end: bool = False) -> str:
    """As much of the text's start, or of its end, as fits into `width` cells; each character is measured once."""
    if cell_len(text) <= width:
        return text
    sizes = map(cell_len, reversed(text) if end else text)
    fitting = sum(1 for _ in takewhile(lambda cells: cells < width, accumulate(sizes)))
    return f"…{text[len(text) - fitting :]}" if end else f"{text[:fitting]}…"
