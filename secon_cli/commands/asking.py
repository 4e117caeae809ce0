"""Asking on the terminal: a question with its choices and its default, again until the answer will do."""

import shutil
import sys
import textwrap
from contextlib import suppress

from secon_cli.analysis.beginning import Suggestions
from secon_cli.commands.questions import Given, Question
from secon_cli.output.destination import is_terminal, tell
from secon_cli.output.plain_text import one_line


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def ask(question: Question, given: Given, known: Suggestions) -> str | None:
    """The answer, checked; None where none is needed and none was given."""
    choices = list(question.choices(given, known).items())
    default = question.default(given, known)
    _offer(question, choices)
    hint = f" [{one_line(default)}]" if default else "" if question.needed else " (Enter: leave out)"
    while True:
        text = _line(f"{question.words}{hint}: ") or default or ""
        if not text and not question.needed:
            return None
        if text.isdigit() and 0 < int(text) <= len(choices):
            text = choices[int(text) - 1][0]
        try:
            if text:
                return question.check(text, given, known)
            tell("  an answer is needed here; Ctrl-C leaves without writing anything")
        except ValueError as problem:
            tell(f"  {one_line(str(problem))}")


def _offer(question: Question, choices: list[tuple[str, str]]) -> None:
    """The choices by number: with their meanings line by line, without them side by side."""
    if not choices:
        return
    tell(f"{question.words}: a number, or in words")
    width = max(shutil.get_terminal_size().columns, 40)
    if any(meaning for _, meaning in choices):
        longest = max(len(word) for word, _ in choices)
        for number, (word, meaning) in enumerate(choices, start=1):
            head = f"  {number:>2} {word:<{longest}}  "
            tell(textwrap.fill(one_line(meaning), width, initial_indent=head, subsequent_indent=" " * len(head)))
        return
    for number, (word, _) in enumerate(choices, start=1):
        tell(textwrap.fill(one_line(word), width, initial_indent=f"  {number:>2} ", subsequent_indent=" " * 5))


def _line(prompt: str) -> str:
    """One line from the terminal; its end (Ctrl-D) leaves as Ctrl-C does."""
    with suppress(ImportError):
        import readline  # noqa: F401 - gives `input` its arrow keys
    try:
        if is_terminal(sys.stdout):
            return input(prompt).strip()
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
    except EOFError:
        line = ""
    if not line:
        raise KeyboardInterrupt
    return line.strip()
